//! A word of a dictionary, and the place of its postings.

use std::ops::Range;

use super::field_index::BlockStart;
use crate::index::stored::Damaged;
use crate::index::stored::numbers::Numbers;
use crate::index::stored::postings::Detail;

/// A word of a dictionary.
#[derive(Clone, Debug)]
pub struct DictionaryEntry {
    /// The number of rows that contain it.
    pub n_rows: u32,
    pub(super) rows: Range<u64>,
    pub(super) positions: Range<u64>,
    detail: Detail,
}

impl DictionaryEntry {
    /// Returns the bytes of the word's rows and of its positions. `rows` and `positions` start with those of `first`.
    ///
    /// # Errors
    /// When the bytes end before them.
    pub fn bytes_within<'bytes>(
        &self,
        first: &Self,
        rows: &'bytes [u8],
        positions: &'bytes [u8],
    ) -> Result<(&'bytes [u8], &'bytes [u8]), Damaged> {
        let within = |own: &Range<u64>, first: &Range<u64>, bytes: &'bytes [u8]| {
            bytes.get((own.start - first.start) as usize..(own.end - first.start) as usize)
        };
        let rows = within(&self.rows, &first.rows, rows);
        let positions = within(&self.positions, &first.positions, positions);
        rows.zip(positions).ok_or_else(|| Damaged::content("a list that is cut"))
    }

    /// Returns the bytes of the word's rows. `rows` starts with those of `first`.
    ///
    /// # Errors
    /// When the bytes end before them.
    pub fn row_bytes_within<'bytes>(&self, first: &Self, rows: &'bytes [u8]) -> Result<&'bytes [u8], Damaged> {
        let from = first.rows.start;
        rows.get((self.rows.start - from) as usize..(self.rows.end - from) as usize)
            .ok_or_else(|| Damaged::content("a list that is cut"))
    }

    pub fn detail(&self) -> Detail {
        self.detail
    }

    /// Returns the size of its postings in bytes.
    pub fn n_bytes(&self) -> u64 {
        self.rows.end - self.rows.start + self.positions.end - self.positions.start
    }
}

/// Reads the entries of a block of words, one after the other.
pub(super) struct Entries<'bytes> {
    pub lists: Numbers<'bytes>,
    pub at: BlockStart,
    pub detail: Detail,
}

impl Entries<'_> {
    pub fn next(&mut self) -> Result<DictionaryEntry, Damaged> {
        let (rows, positions, n_rows) = (self.lists.next()?, self.lists.next()?, self.lists.next_u32()?);
        let word = DictionaryEntry {
            n_rows,
            rows: self.at.rows..self.at.rows.saturating_add(rows),
            positions: self.at.positions..self.at.positions.saturating_add(positions),
            detail: self.detail,
        };
        self.at.rows = word.rows.end;
        self.at.positions = word.positions.end;
        Ok(word)
    }
}
