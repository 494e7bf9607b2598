//! Tables of how common terms are in the news at large, one for each language.
//!
//! In a folder of three articles, counts do not show which words are rare. So a table of shares counts as if it were
//! some more articles. `background/make.py` made it from texts that anyone may use. So far there is one table, of
//! English. For other languages the stop words are known, and everything else is counted in the folder.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use foldhash::fast::RandomState as FoldHasher;

use super::terms::TermHash;

/// The number of articles that a table counts as. All values from 10 to 100 work equally well. A value of a thousand
/// outweighs the counts of the folder.
pub(super) const ARTICLES: f32 = 30.0;

/// Stop words, one language a line.
const STOP_WORDS: &str = include_str!("background/stop_words.txt");

/// Tables of shares: the code of a language, and its words with their shares.
const TABLES: [(&str, &str); 1] = [("en", include_str!("background/en.txt"))];

/// Languages with a line of stop words. Any other language is treated as the first.
const LANGUAGES: [&str; 13] = ["en", "de", "fr", "es", "it", "pt", "nl", "no", "da", "sv", "pl", "ru", "uk"];

/// Stop words and shares of one language.
#[derive(Debug)]
pub(super) struct Background {
    /// The share of all articles that contain a term, by the number of the term.
    shares: HashMap<u32, f32, FoldHasher>,
    /// The idf of each of these terms without counted articles. Every other term has `idf_of_rare`.
    idfs: HashMap<u32, f32, FoldHasher>,
    idf_of_rare: f32,
    stop_words: HashSet<&'static str, FoldHasher>,
    /// One bit for the place of each stop word, see [`stop_word_place`]. It excludes most other words without a search.
    stop_word_places: [u64; N_PLACES / 64],
}

const N_PLACES: usize = 2048;

/// Returns a place for a word, computed from its length and three of its bytes.
fn stop_word_place(word: &str) -> usize {
    let bytes = word.as_bytes();
    let byte = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(*byte));
    let (first, middle, last) = (byte(0), byte(bytes.len() / 2), byte(bytes.len().saturating_sub(1)));
    (first + 37 * middle + 131 * last + 251 * bytes.len()) % N_PLACES
}

impl Background {
    /// Returns the background of a language by its code, such as `en` or `pt-br`.
    pub fn of(language: Option<&str>) -> &'static Self {
        static ALL: [OnceLock<Background>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
        let number = number_of(language);
        ALL[number].get_or_init(|| Self::read(LANGUAGES[number]))
    }

    fn read(language: &str) -> Self {
        let mut background = Self {
            shares: HashMap::default(),
            idfs: HashMap::default(),
            idf_of_rare: idf(0.0, 0.0, 0.0),
            stop_words: HashSet::default(),
            stop_word_places: [0; N_PLACES / 64],
        };
        for line in STOP_WORDS.lines() {
            let mut words = line.split(' ');
            if words.next() == Some(language) {
                background.stop_words.extend(words);
            }
        }
        let tables = TABLES.iter().filter(|(code, _)| *code == language);
        for (word, share) in tables.flat_map(|(_, table)| table.lines()).filter_map(|line| line.split_once(' ')) {
            let share = share.parse::<f32>().unwrap_or(0.0) / 10_000.0;
            let known = background.shares.entry(TermHash::of_word(word).number()).or_default();
            // The forms of a word are treated as if they occurred independently.
            *known = 1.0 - (1.0 - *known) * (1.0 - share);
        }
        background.idfs = background.shares.iter().map(|(term, share)| (*term, idf(0.0, 0.0, *share))).collect();
        for word in &background.stop_words {
            let place = stop_word_place(word);
            background.stop_word_places[place / 64] |= 1 << (place % 64);
        }
        background
    }

    /// True if a normalised word has only a grammatical function in the language.
    pub fn is_stop_word(&self, word: &str) -> bool {
        let place = stop_word_place(word);
        self.stop_word_places[place / 64] & 1 << (place % 64) != 0 && self.stop_words.contains(word)
    }

    /// Returns the share of articles that contain a term; 0 for a term that is not in the table.
    pub fn share(&self, term: TermHash) -> f32 {
        self.shares.get(&term.number()).copied().unwrap_or(0.0)
    }

    /// Returns the idf of a term from the table alone, without counted articles.
    pub fn idf_alone(&self, term: TermHash) -> f32 {
        self.idfs.get(&term.number()).copied().unwrap_or(self.idf_of_rare)
    }

    /// Returns all terms of the table with their shares.
    pub fn shares(&self) -> impl Iterator<Item = (TermHash, f32)> {
        self.shares.iter().map(|(term, share)| (TermHash::from_number(*term), *share))
    }
}

/// Returns the index of a language in [`LANGUAGES`]; 0 for any other.
fn number_of(language: Option<&str>) -> usize {
    let main = language.and_then(|code| code.split('-').next()).unwrap_or_default();
    let main = if matches!(main, "nb" | "nn") { "no" } else { main };
    LANGUAGES.iter().position(|known| *known == main).unwrap_or(0)
}

/// Returns the idf of a term that `n_with` of `n_articles` contain, and a share of all news.
pub(super) fn idf(n_articles: f32, n_with: f32, share: f32) -> f32 {
    ((n_articles + ARTICLES + 1.0) / (n_with + ARTICLES * share + 0.5)).ln().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::normalise;

    #[test]
    fn every_language_has_stop_words_as_they_are_folded() {
        for language in LANGUAGES {
            let background = Background::of(Some(language));
            assert!(background.stop_words.len() > 80, "{language}");
            for word in &background.stop_words {
                assert_eq!(normalise(word).trim(), *word, "{language}");
            }
        }
        let n_lines = STOP_WORDS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(n_lines, LANGUAGES.len());
    }

    #[test]
    fn a_stop_word_is_one_of_its_language() {
        let is_stop_word = |language: &str, word: &str| Background::of(Some(language)).is_stop_word(word);
        assert!(is_stop_word("de", "war") && !is_stop_word("en", "war"));
        assert!(is_stop_word("nb", "ikke") && is_stop_word("pt-br", "nao") && is_stop_word("en-gb", "the"));
        assert!(Background::of(None).is_stop_word("the"));
    }

    #[test]
    fn common_words_weigh_less_than_rare_ones() {
        let share = |word: &str| Background::of(Some("en")).share(TermHash::of_word(word));
        assert!(share("people") > share("police") && share("police") > share("ferry"));
        assert!((0.1..0.9).contains(&share("government")));
        assert!(!Background::of(None).shares.contains_key(&TermHash::of_word("medvedev").number()));
        let alone = |word: &str| idf(0.0, 0.0, share(word));
        assert!((alone("medvedev") - 4.127).abs() < 0.001 && alone("people") < 1.0);
    }
}
