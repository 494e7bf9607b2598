//! The words of a run of capitalised words, made ready to be asked about: in lower case, with their tables.

use super::tables::Tables;
use super::tokens::Token;

/// The words of one run. One is made for a text and read again for each run, so that no run costs memory of its own.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The number of the first token.
    first: usize,
    /// The words in lower case, one right behind the other.
    lower: String,
    /// Where each word ends, and the tables that have it.
    words: Vec<(usize, Tables)>,
}

impl Run {
    /// Reads the words of `tokens`, the first of which has the number `first`.
    pub fn read(&mut self, block: &str, tokens: &[Token], first: usize) {
        self.first = first;
        self.lower.clear();
        self.words.clear();
        for token in tokens {
            let start = self.lower.len();
            let word = token.text(block);
            if word.is_ascii() {
                self.lower.push_str(word);
                self.lower[start..].make_ascii_lowercase();
            } else {
                self.lower.push_str(&word.to_lowercase());
            }
            self.words.push((self.lower.len(), Tables::of(&self.lower[start..])));
        }
    }

    /// The word with the number of a token, in lower case.
    pub fn lower(&self, at: usize) -> &str {
        let word_idx = at - self.first;
        let start = word_idx.checked_sub(1).map_or(0, |before| self.words[before].0);
        &self.lower[start..self.words[word_idx].0]
    }

    /// The tables that have the word with the number of a token.
    pub fn tables(&self, at: usize) -> Tables {
        self.words[at - self.first].1
    }
}
