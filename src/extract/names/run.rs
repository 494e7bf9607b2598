//! The lower-case words of one run of capitalised words, with the word tables that contain each of them.

use super::tables::Tables;
use super::tokens::Token;

/// The words of one run. One value serves all runs of a text, so that a run needs no allocation of its own.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The index of the first token.
    first: usize,
    /// The words in lower case, without separators.
    lower: String,
    /// The end of each word in `lower`, and the tables that contain the word.
    words: Vec<(usize, Tables)>,
}

impl Run {
    /// Reads the words of `tokens`. `first` is the index of the first token.
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

    /// Returns the word of the token with the index `at`, in lower case.
    pub fn lower(&self, at: usize) -> &str {
        let word_idx = at - self.first;
        let start = word_idx.checked_sub(1).map_or(0, |before| self.words[before].0);
        &self.lower[start..self.words[word_idx].0]
    }

    /// Returns the tables that contain the word of the token with the index `at`.
    pub fn tables(&self, at: usize) -> Tables {
        self.words[at - self.first].1
    }
}
