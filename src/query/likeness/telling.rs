//! The words that tell what an article is about.

use std::collections::HashMap;

use foldhash::fast::RandomState as FoldHasher;

use super::TELLING_WORDS;
use super::collection::{Collection, Word};
use crate::index::stored::is_character;
use crate::index::{RowId, Snapshot};
use crate::query::relevance::{self, TITLE_WEIGHT};
use crate::text::fold;

/// So many words of a text are looked at: its subject is named by then.
const WORDS_MAX: usize = 20_000;
/// So many different words are looked up; those of a long text that stand in it once are left out first.
const LOOKED_UP_MAX: usize = 400;

/// A word in more than this share of all articles tells nothing …
const COMMON_SHARE: usize = 4;
/// … but in a folder of few articles one that so many have may tell something.
const COMMON_MIN: usize = 10;

/// How soon a word that stands in the article again adds no more weight (7, as in TREC-7).
const K3: f32 = 7.0;

/// A word of the article that tells what it is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Telling {
    pub word: Word,
    /// How often the article has it, a title's words weighted.
    pub count: f32,
    /// How many articles have it.
    pub n_rows: usize,
    /// What it counts in others: the more, the rarer it is and the more often the article has it.
    pub weight: f32,
}

/// The words of an article, each with how often it stands there.
pub(super) fn words_of(snapshot: &Snapshot, row: RowId) -> Vec<(Word, f32)> {
    let mut words = Words::default();
    let article = snapshot.article(row);
    if let Some(title) = article.title.value() {
        words.add(&fold::fold(title), TITLE_WEIGHT);
    }
    if let Some(mut body) = snapshot.body(row) {
        // What a page or an outlet prints below every article tells nothing of this one.
        snapshot.mark_repeated(row, &mut body);
        for block in body.blocks.iter().filter(|block| block.aside.is_none()) {
            words.add(&fold::fold(body.text_of(block)), 1.0);
        }
    }
    let mut words: Vec<(Word, f32)> =
        words.counts.into_iter().map(|(text, (is_pair, count))| (Word { text, is_pair }, count)).collect();
    let length = |word: &Word| word.text.len();
    let often_first = |(one, one_count): &(Word, f32), (other, other_count): &(Word, f32)| {
        other_count.total_cmp(one_count).then(length(other).cmp(&length(one))).then_with(|| one.text.cmp(&other.text))
    };
    if words.len() > LOOKED_UP_MAX {
        // The others need no order.
        words.select_nth_unstable_by(LOOKED_UP_MAX, often_first);
        words.truncate(LOOKED_UP_MAX);
    }
    words.sort_unstable_by(often_first);
    words
}

/// Words, and how often they stand in an article.
#[derive(Default)]
struct Words {
    /// By its text, which tells words and pairs apart: whether it is a pair, and how often it stands there.
    counts: HashMap<Box<str>, (bool, f32), FoldHasher>,
    n_seen: usize,
    /// The text of a pair.
    pair: String,
}

impl Words {
    /// Counts the words of a folded text. Of a script without spaces these are pairs of characters.
    fn add(&mut self, folded: &str, weight: f32) {
        for line in folded.split('\n') {
            let mut before = "";
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                self.n_seen += 1;
                if self.n_seen > WORDS_MAX {
                    return;
                }
                match (is_character(word), is_character(before)) {
                    (true, true) => {
                        let mut pair = std::mem::take(&mut self.pair);
                        pair.clear();
                        pair.extend([before, " ", word]);
                        self.count(&pair, true, weight);
                        self.pair = pair;
                    }
                    (true, false) => {}
                    // A single letter or digit tells nothing.
                    (false, _) if word.chars().nth(1).is_none() => {}
                    (false, _) => self.count(word, false, weight),
                }
                before = word;
            }
        }
    }

    fn count(&mut self, text: &str, is_pair: bool, weight: f32) {
        // Most words of a long text have been counted before, and then need no text of their own.
        match self.counts.get_mut(text) {
            Some((_, count)) => *count += weight,
            None => {
                self.counts.insert(text.into(), (is_pair, weight));
            }
        }
    }
}

/// What the words of an article tell.
pub(super) struct Subject {
    /// Its most telling words that other articles have as well, the most telling first.
    pub shared: Vec<Telling>,
    /// Its most telling words: with those that no other article has, as it is about them too.
    pub own: Vec<Telling>,
}

/// The most telling of the words of an article. `None` when it was told to stop.
pub(super) fn subject(words: Vec<(Word, f32)>, collection: &Collection<'_>) -> Option<Subject> {
    let n_articles = collection.n_rows();
    let n_common = (n_articles / COMMON_SHARE).max(COMMON_MIN.min(n_articles / 2));
    let asked: Vec<&Word> = words.iter().map(|(word, _)| word).collect();
    let n_rows = collection.n_rows_with(&asked)?;
    let mut telling: Vec<Telling> = words
        .into_iter()
        .zip(n_rows)
        .filter(|(_, n_rows)| *n_rows > 0)
        .map(|((word, count), n_rows)| {
            let weight = count * (K3 + 1.0) / (count + K3) * relevance::rarity(n_articles, n_rows);
            Telling { word, count, n_rows, weight }
        })
        .filter(|telling| (1..=n_common.max(2)).contains(&telling.n_rows))
        .collect();
    let worth = |telling: &Telling| telling.count * relevance::rarity(n_articles, telling.n_rows);
    telling.sort_by(|one, other| worth(other).total_cmp(&worth(one)).then_with(|| one.word.text.cmp(&other.word.text)));
    let own = telling.iter().take(TELLING_WORDS).cloned().collect();
    telling.retain(|telling| telling.n_rows > 1);
    telling.truncate(TELLING_WORDS);
    Some(Subject { shared: telling, own })
}
