//! Reads all words of a field of a segment in order, with their postings, for merges.

use std::ops::Range;

use super::Damaged;
use super::dictionary::{Dictionary, DictionaryEntry};
use super::indexed_field::IndexedField;
use super::postings::RawList;

/// Iterates over the words of a field, block by block.
#[derive(Debug)]
pub struct WordStream<'dictionary> {
    dictionary: &'dictionary Dictionary,
    field: IndexedField,
    /// The number of the first word that has not been read.
    next_word: u32,
    /// Words of the block, each with its range in `words`.
    entries: Vec<(Range<usize>, DictionaryEntry)>,
    words: String,
    rows: Vec<u8>,
    positions: Vec<u8>,
    at: usize,
}

impl<'dictionary> WordStream<'dictionary> {
    /// Creates a stream of the words of `field`, positioned at the first.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn new(dictionary: &'dictionary Dictionary, field: IndexedField) -> Result<Self, Damaged> {
        let (entries, words, rows, positions) = (Vec::new(), String::new(), Vec::new(), Vec::new());
        let mut stream = Self { dictionary, field, next_word: 0, entries, words, rows, positions, at: 0 };
        stream.read_block()?;
        Ok(stream)
    }

    /// Returns the current word; `None` at the end.
    pub fn word(&self) -> Option<&str> {
        self.entries.get(self.at).map(|(range, _)| &self.words[range.clone()])
    }

    /// Returns the postings of the current word.
    ///
    /// # Errors
    /// When there is no current word, or the files are damaged.
    pub fn list(&self) -> Result<RawList<'_>, Damaged> {
        let entry = self.entries.get(self.at).zip(self.entries.first());
        let ((_, word), (_, first)) = entry.ok_or_else(|| Damaged::content("a list beyond the last word"))?;
        let (row_bytes, position_bytes) = word.bytes_within(first, &self.rows, &self.positions)?;
        Ok(RawList { detail: word.detail(), n_rows: word.n_rows, row_bytes, position_bytes })
    }

    /// Moves to the next word.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn advance(&mut self) -> Result<(), Damaged> {
        self.at += 1;
        if self.at >= self.entries.len() { self.read_block() } else { Ok(()) }
    }

    fn read_block(&mut self) -> Result<(), Damaged> {
        let numbers = self.dictionary.block_from(self.field, self.next_word);
        self.entries.clear();
        self.words.clear();
        self.at = 0;
        let (entries, words) = (&mut self.entries, &mut self.words);
        self.dictionary.for_each_word(self.field, numbers.clone(), &mut |word, entry| {
            let start = words.len();
            words.push_str(word);
            entries.push((start..words.len(), entry.clone()));
            true
        })?;
        self.next_word = numbers.end;
        if let (Some((_, first)), Some((_, last))) = (self.entries.first(), self.entries.last()) {
            self.dictionary.read_lists(first, last, &mut self.rows, &mut self.positions)?;
        }
        Ok(())
    }
}
