//! Generates hundreds of thousands of articles, and writes them as segments on disk.
//!
//! The words have the frequencies of a natural language: there are 1.6 million words, and the n-th has 1/n of the
//! frequency of the first. Frequent words are English, the others are made up. One article in sixteen resembles
//! Chinese.

use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use newsreader::article::facts::{Facts, Quote, TextRange};
use newsreader::article::{Address, Article, ArticleDate, BlockKind, Body, BodyBuilder, Format, Known, LanguageShare};
use newsreader::corpus::FileState;
use newsreader::index::SegmentBuilder;
use newsreader::index::stored::{Segment, SegmentOutput, merge_segments};

/// The day that relative dates in filters refer to.
pub const TODAY: Date = date(2022, 4, 30);

const WORDS_AN_ARTICLE: usize = 600;
const N_WORDS: usize = 1_600_000;
const ARTICLES_A_FILE: usize = 1_000;

/// The number of articles that are in memory at once, and the number that is first written as one segment.
const ARTICLES_IN_MEMORY: usize = 500;
const ARTICLES_A_PART: usize = 25_000;

/// The most frequent words, by descending frequency.
const FREQUENT: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "on", "it", "with", "as", "he", "be", "at", "by",
    "said", "from", "have", "his", "an", "has", "are", "were", "not", "this", "but", "they", "which", "their", "had",
    "its", "who", "will", "been", "more", "one", "would", "about", "when", "after", "new", "also", "people", "there",
    "out", "up", "all", "year", "over", "than", "first", "two", "last", "into", "some", "could", "time",
];

/// Words with a fixed rank by frequency.
const PLACED: &[(usize, &str)] = &[
    (190, "government"),
    (330, "minister"),
    (420, "prime"),
    (2_300, "governor"),
    (5_000, "economic"),
    (9_000, "quay"),
];

/// A pseudo-random generator that gives the same numbers on every machine (splitmix64, by Sebastiano Vigna).
pub struct Numbers(pub u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn zipf(&mut self, end: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(uniform) - 1.0) as usize
    }
}

/// Writes the word of a rank by frequency to `out`: two to six syllables, more for a rarer word.
fn word(place: usize, out: &mut String) {
    const STARTS: &[&str] =
        &["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "w", "st", "tr", "pr", "th", "v", "k", "sh"];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "e", "a", "ea", "ou"];
    const ENDS: &[&str] = &["", "n", "r", "s", "t", "d", "l", "ng", "", "", "", "ck"];
    if let Some((_, placed)) = PLACED.iter().find(|(placed, _)| *placed == place) {
        return out.push_str(placed);
    }
    if let Some(frequent) = FREQUENT.get(place) {
        return out.push_str(frequent);
    }
    let mut numbers = Numbers(place as u64);
    for _ in 0..=(place + 1).ilog(12) {
        for syllables in [STARTS, VOWELS, ENDS] {
            out.push_str(syllables[numbers.below(syllables.len())]);
        }
    }
}

fn paragraph(numbers: &mut Numbers, n_words: usize, is_chinese: bool, out: &mut String) {
    let mut follows = None;
    for _ in 0..n_words {
        if is_chinese {
            // The number of characters that news commonly uses.
            let character = 0x4e00 + numbers.zipf(3_500) as u32;
            out.extend(char::from_u32(character));
            continue;
        }
        let place = follows.take().unwrap_or_else(|| numbers.zipf(N_WORDS));
        word(place, out);
        out.push(' ');
        // Words that are often adjacent in news: "prime minister", "of the", "in the".
        follows = match place {
            420 if numbers.below(2) == 0 => Some(330),
            1 | 5 if numbers.below(4) == 0 => Some(0),
            _ => None,
        };
    }
}

fn article(numbers: &mut Numbers, at: usize) -> (Article, Body, Facts) {
    let path = format!("{:04}.jsonl", at / ARTICLES_A_FILE);
    let item = Some((at % ARTICLES_A_FILE) as u32 + 1);
    let mut article = Article::unknown_at(Address {
        path: Arc::from(Path::new(&path)),
        item,
        range: None,
        format: Format::JsonLines,
    });
    let is_chinese = numbers.below(16) == 0;
    let mut text = String::new();
    paragraph(numbers, 8, is_chinese, &mut text);
    article.title = Known::given(text.trim().into(), "a field");
    let source = format!("{} Herald", ["Saltmarsh", "Portside", "Northern", "River", "Quay"][numbers.below(5)]);
    article.source = Known::given(format!("{source} {}", numbers.below(60)).into(), "a field");
    let day = TODAY.saturating_sub((numbers.below(730) as i64).days());
    article.date = Known::given(ArticleDate::day(day), "a field");
    let code = if is_chinese { "zh" } else { "en" };
    article.languages = Box::new([LanguageShare { code: code.into(), share: 1.0 }]);
    let (mut builder, mut facts) = (BodyBuilder::default(), Facts::default());
    let n_words = WORDS_AN_ARTICLE / 2 + numbers.below(WORDS_AN_ARTICLE);
    let mut start = 0;
    for paragraph_idx in 0..6 {
        text.clear();
        paragraph(numbers, n_words / 6, is_chinese, &mut text);
        builder.push(&text);
        builder.end_block(BlockKind::Paragraph, false);
        if paragraph_idx % 3 == 1 {
            let end = start + text.trim_end().len();
            let quoted = text.char_indices().nth(60).map_or(end, |(at, _)| start + at);
            let range = TextRange::from(start..quoted);
            facts.quotes.push(Quote { range, depth: 0, is_continued: false, speaker: None });
        }
        start += text.trim_end().len() + 1;
    }
    (article, builder.finish(), facts)
}

/// Returns `n_articles` as segments of at most `n_in_segment`. Writes them to the folder of an index, or opens those of
/// an earlier run.
pub fn segments(index: &Path, n_articles: usize, n_in_segment: usize) -> Vec<Arc<Segment>> {
    let index = &index.join(format!("{n_articles}-{n_in_segment}"));
    std::fs::create_dir_all(index).expect("there is room");
    let list = index.join("segments.json");
    let open = |entry| Arc::new(Segment::open(index, entry).expect("it has been written"));
    if let Ok(written) = std::fs::read(&list) {
        let entries: Vec<_> = serde_json::from_slice(&written).expect("it has been written");
        return entries.into_iter().map(open).collect();
    }
    let (mut numbers, mut number) = (Numbers(4), 0);
    let mut join = |parts: &[Arc<Segment>]| {
        number += 1;
        let output = SegmentOutput::on_disk(index, number).expect("there is room");
        Arc::new(merge_segments(parts, &output, &|| false).expect("there is room"))
    };
    let (mut done, mut parts) = (Vec::new(), Vec::new());
    let (mut builder, mut memory) = (SegmentBuilder::default(), Vec::new());
    for at in 0..n_articles {
        let (article, body, facts) = article(&mut numbers, at);
        if builder.is_empty() || article.address.item == Some(1) {
            builder.begin_chunk(&article.address.path, None, FileState::default());
        }
        builder.push(article, body, &facts, false);
        let n_ready = at + 1;
        if n_ready == n_articles || n_ready % ARTICLES_IN_MEMORY == 0 {
            memory.push(Arc::new(std::mem::take(&mut builder).finish()));
        }
        if n_ready == n_articles || n_ready % ARTICLES_A_PART == 0 {
            parts.push(join(&memory));
            memory.clear();
        }
        if n_ready == n_articles || n_ready % n_in_segment == 0 {
            if parts.len() > 1 {
                let joined = join(&parts);
                for part in std::mem::replace(&mut parts, vec![joined]) {
                    part.make_obsolete();
                }
            }
            done.append(&mut parts);
        }
    }
    let entries: Vec<_> = done.iter().map(|segment| segment.entry()).collect();
    std::fs::write(list, serde_json::to_vec(&entries).expect("plain values")).expect("there is room");
    done
}
