//! Measures the time of a filter key over 30,000 articles and 100 MB of generated text, and of a plain byte search for
//! comparison.
//!
//! `floor` is `memchr::memmem` over the same normalised texts, article by article, on one core and with nothing else.
//! The text consists of made-up words with the frequencies of real ones.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use memchr::memmem::Finder;
use newsreader::article::facts::Facts;
use newsreader::article::{Address, Article, ArticleDate, BlockKind, BodyBuilder, Format, Known};
use newsreader::index::{SegmentBuilder, Snapshot, SnapshotBuilder};
use newsreader::query::{Search, Sort, parse};
use newsreader::text::normalise;

const N_ARTICLES: usize = 30_000;
const BYTES_AN_ARTICLE: usize = 3_400;
const ARTICLES_A_SEGMENT: usize = 500;
const TODAY: Date = date(2022, 3, 16);
const NEVER: &dyn Fn() -> bool = &|| false;

/// A pseudo-random generator that gives the same numbers on every machine (splitmix64, by Sebastiano Vigna).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 to below `end`. Small numbers are by far the most frequent, as are the frequent words of
    /// a language.
    fn zipf(&mut self, end: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(uniform) - 1.0) as usize
    }
}

/// Returns words of one to five syllables. The first ones are the shortest, because frequent words are short.
fn vocabulary(numbers: &mut Numbers) -> Vec<String> {
    const STARTS: &[&str] =
        &["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "w", "st", "tr", "pr", "th"];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "e", "a", "ea", "ou"];
    const ENDS: &[&str] = &["", "n", "r", "s", "t", "d", "l", "ng", "", ""];
    let mut pick = |of: &[&'static str]| of[(numbers.next() % of.len() as u64) as usize];
    let mut word = |n_syllables: usize| {
        (0..n_syllables).map(|_| [pick(STARTS), pick(VOWELS), pick(ENDS)].concat()).collect::<String>()
    };
    (0..40_000).map(|rank: usize| word(1 + (rank + 1).ilog(12) as usize)).collect()
}

/// Returns the normalised texts of `n_articles` articles, and a snapshot of the articles in memory. The lengths of its
/// segments are those in `segments`, repeated.
fn corpus(n_articles: usize, segments: &[usize]) -> (Vec<String>, Snapshot) {
    let mut lengths = segments.iter().cycle();
    let mut length = lengths.next();
    let mut numbers = Numbers(2022);
    let words = vocabulary(&mut numbers);
    let (mut builder, mut texts) = (SnapshotBuilder::default(), Vec::new());
    let mut segment = SegmentBuilder::default();
    for article_idx in 0..n_articles {
        let mut text = String::with_capacity(BYTES_AN_ARTICLE + 16);
        while text.len() < BYTES_AN_ARTICLE {
            text.push_str(&words[numbers.zipf(words.len())]);
            text.push(' ');
        }
        // Three articles have words that no other article has.
        if article_idx % 10_000 == 7_777 {
            text.push_str("quayside lanterns");
        }
        let mut body = BodyBuilder::with_capacity(text.len());
        body.push(&text);
        body.end_block(BlockKind::Paragraph, false);
        let day = TODAY.saturating_sub(((numbers.next() % 3_000) as i64).days());
        let title: Vec<&str> = (0..8).map(|_| words[numbers.zipf(words.len())].as_str()).collect();
        let article = Article {
            address: Address {
                path: Arc::from(Path::new(&format!("{}/{article_idx}.txt", article_idx % 97))),
                item: None,
                range: None,
                format: Format::PlainText,
            },
            title: Known::given(title.join(" ").into(), "a field"),
            source: Known::given(words[numbers.zipf(60)].as_str().into(), "a field"),
            authors: Known::unknown(),
            date: Known::given(ArticleDate::day(day), "a field"),
            date_evidence: None,
            language: Known::given("en".into(), "a field"),
            languages: Box::default(),
            link: None,
            tags: Box::default(),
            n_words: 0,
            encoding: newsreader::article::Encoding::UTF_8,
            replaced: newsreader::text::safe::Replaced::default(),
            has_problem: false,
        };
        texts.push(normalise::normalise(&text));
        segment.push(article, body.finish(), &Facts::default(), false);
        if length == Some(&segment.len()) {
            builder.push(std::mem::take(&mut segment).finish());
            length = lengths.next();
        }
    }
    builder.push(segment.finish());
    let snapshot = builder.snapshot();
    (texts, snapshot)
}

/// Runs one key: parses the filter, searches, sorts and counts.
fn key(filter: &str, sort: Sort, previous: Option<&Search>, snapshot: &Snapshot) -> Search {
    let mut search = Search::new(parse(filter, TODAY), sort, previous, snapshot);
    let _done = search.extend(snapshot, NEVER);
    black_box(search.hits(1));
    search
}

fn n_texts_with(texts: &[String], finder: &Finder<'_>) -> usize {
    texts.iter().filter(|text| finder.find(text.as_bytes()).is_some()).count()
}

fn search(criterion: &mut Criterion) {
    let (texts, snapshot) = corpus(N_ARTICLES, &[ARTICLES_A_SEGMENT]);
    let mut group = criterion.benchmark_group("search");
    group.sample_size(30).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));

    for word in [" quays", " tesen", " the"] {
        let finder = Finder::new(word);
        group.bench_function(format!("floor one core{word}"), |bencher| {
            bencher.iter(|| n_texts_with(&texts, &finder));
        });
    }

    let before = key("", Sort::Newest, None, &snapshot);
    for filter in [
        "quays",
        "tesen",
        "the",
        "t",
        "-the",
        "quays -the",
        "quays or lanter",
        "\"quayside lan",
        "nowhere quays",
        "title:quays",
        "source:th date:2021",
        "date:2021",
        "path:12/",
        "words:>500",
        "/quaysi/",
        "/^th.*er$/",
        "/(\\w\\w?){20}q$/",
        "~quayside",
        "",
    ] {
        group.bench_function(format!("fresh {filter}"), |bencher| {
            bencher.iter(|| key(filter, Sort::Newest, Some(&before), &snapshot));
        });
    }
    for (typed, next) in [("t", "th"), ("th", "the"), ("quay", "quays"), ("the", "the t"), ("the quay", "the quays")] {
        let before = key(typed, Sort::Newest, None, &snapshot);
        group.bench_function(format!("typed {next}"), |bencher| {
            bencher.iter(|| key(next, Sort::Newest, Some(&before), &snapshot));
        });
    }
    let by_source = key("", Sort::Source, None, &snapshot);
    group.bench_function("sorted by source quays", |bencher| {
        bencher.iter(|| key("quays", Sort::Source, Some(&by_source), &snapshot));
    });
    for sort in [Sort::Oldest, Sort::Source, Sort::Length, Sort::Path] {
        group.bench_function(format!("first sorted {}", sort.name()), |bencher| {
            bencher.iter(|| key("quays", sort, Some(&before), &snapshot));
        });
    }
    group.finish();
}

/// Measures the same filters over two hundred segments of 6 to 500 rows, as they are while a folder is read.
fn small_segments(criterion: &mut Criterion) {
    let (_, snapshot) = corpus(20_000, &[6, 20, 6, 60, 100, 6, 500, 30, 250, 22]);
    assert_eq!(snapshot.segments().len(), 200);
    let before = key("", Sort::Newest, None, &snapshot);
    let mut group = criterion.benchmark_group("small segments");
    group.sample_size(30).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for filter in
        ["quays", "the", "t", "\"quayside lan", "quays or lanter", "date:2021", "/quaysi/", "/^th.*er$/", "~quayside"]
    {
        group.bench_function(filter, |bencher| {
            bencher.iter(|| key(filter, Sort::Newest, Some(&before), &snapshot));
        });
    }
    group.bench_function("by relevance quays", |bencher| {
        bencher.iter(|| key("quays", Sort::Relevance, Some(&before), &snapshot));
    });
    group.finish();
}

criterion_group!(benches, search, small_segments);
criterion_main!(benches);
