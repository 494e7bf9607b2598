//! The rows of a merged segment, by their numbers in the segments that it is merged from.

use std::sync::Arc;

use super::columns::{Column, NONE};
use super::{Damaged, Segment};
use crate::index::{Bitmap, RowId};

/// Treatment of the numbers of deleted rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNumbers {
    /// The numbers stay. A deleted row is purged: only its values in the columns are left.
    Kept,
    /// The numbers are removed, and later rows get lower ones.
    New,
}

/// New numbers of the rows of all merged segments.
#[derive(Debug)]
pub struct MergedRows {
    of_segments: Vec<NumbersOfSegment>,
    n_rows: u32,
    n_purged: u32,
    n_text_bytes: u64,
}

/// New numbers of the rows of one of the segments.
#[derive(Debug)]
pub enum NumbersOfSegment {
    /// No row is deleted.
    All {
        /// The number of the first row.
        first: u32,
        /// The count of rows.
        n_rows: u32,
    },
    /// The number of each row; [`NONE`] for a deleted one.
    Each(Vec<u32>),
}

impl NumbersOfSegment {
    /// Returns the new number of a row; `None` if it is deleted.
    #[inline]
    pub fn of(&self, at: u32) -> Option<u32> {
        match self {
            Self::All { first, n_rows } => (at < *n_rows).then_some(first + at),
            Self::Each(numbers) => numbers.get(at as usize).copied().filter(|number| *number != NONE),
        }
    }
}

impl MergedRows {
    /// Numbers the rows of adjacent segments. `deleted` has their tombstones, counted from the first row of all.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn of(segments: &[Arc<Segment>], deleted: &Bitmap, numbers: RowNumbers) -> Result<Self, Damaged> {
        let mut rows =
            Self { of_segments: Vec::with_capacity(segments.len()), n_rows: 0, n_purged: 0, n_text_bytes: 0 };
        let mut first_row: RowId = 0;
        for segment in segments {
            let deleted = deleted.part(first_row, segment.len());
            first_row += segment.len() as RowId;
            rows.add(segment, &deleted, numbers)?;
        }
        Ok(rows)
    }

    fn add(&mut self, segment: &Segment, deleted: &Bitmap, numbers: RowNumbers) -> Result<(), Damaged> {
        let entry = segment.entry();
        if entry.rows.n_purged == 0 && deleted.is_empty() {
            self.of_segments.push(NumbersOfSegment::All { first: self.n_rows, n_rows: entry.rows.n_rows });
            self.n_rows += entry.rows.n_rows;
            self.n_text_bytes += entry.rows.n_text_bytes;
            return Ok(());
        }
        let chunks = segment.columns().all(Column::Chunk)?;
        let n_words = segment.columns().all(Column::Words)?;
        let (mut n_words_before, mut n_words_left) = (0_u64, 0_u64);
        let each = (0..).zip(chunks.iter().zip(n_words)).map(|(at, (chunk, n_words))| {
            n_words_before += u64::from(n_words);
            let is_gone = *chunk == NONE || deleted.contains(at);
            let number = self.n_rows;
            if !is_gone {
                n_words_left += u64::from(n_words);
            }
            if !is_gone || numbers == RowNumbers::Kept {
                self.n_rows += 1;
            }
            if is_gone && numbers == RowNumbers::Kept {
                self.n_purged += 1;
            }
            if is_gone { NONE } else { number }
        });
        self.of_segments.push(NumbersOfSegment::Each(each.collect()));
        // The size of the texts of deleted rows is not known, so it is estimated from their share of the words.
        let n_text_bytes = u128::from(entry.rows.n_text_bytes) * u128::from(n_words_left);
        self.n_text_bytes += (n_text_bytes / u128::from(n_words_before.max(1))) as u64;
        Ok(())
    }

    /// Returns the number of rows of the merged segment, including purged ones.
    pub fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// Returns the number of purged rows.
    pub fn n_purged(&self) -> u32 {
        self.n_purged
    }

    /// Returns the approximate size in bytes of the texts of the other rows when they were read.
    pub fn n_text_bytes(&self) -> u64 {
        self.n_text_bytes
    }

    /// Returns the new numbers of the rows of each segment.
    pub fn of_segments(&self) -> impl Iterator<Item = &NumbersOfSegment> {
        self.of_segments.iter()
    }
}
