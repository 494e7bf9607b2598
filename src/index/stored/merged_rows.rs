//! The rows of a merged segment: which of those that it is made of have a row in it, and under which number.

use std::sync::Arc;

use super::columns::{Column, NONE};
use super::{Damaged, Segment};
use crate::index::{Bitmap, RowId};

/// The treatment of the numbers of deleted rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNumbers {
    /// They stay: a deleted row is purged, which leaves its place in the columns and nothing else.
    Kept,
    /// They go, and the rows behind get lower ones.
    New,
}

/// The numbers of the rows of all merged segments.
#[derive(Debug)]
pub struct MergedRows {
    of_segments: Vec<NumbersOfSegment>,
    n_rows: u32,
    n_purged: u32,
    n_text_bytes: u64,
}

/// The numbers that the rows of one of the segments get.
#[derive(Debug)]
pub enum NumbersOfSegment {
    /// All have one.
    All {
        /// The number of the first.
        first: u32,
        /// How many rows there are.
        n_rows: u32,
    },
    /// The number of each row; [`NONE`] of a deleted one.
    Each(Vec<u32>),
}

impl NumbersOfSegment {
    /// The number of a row; `None` where it is deleted.
    #[inline]
    pub fn of(&self, at: u32) -> Option<u32> {
        match self {
            Self::All { first, n_rows } => (at < *n_rows).then_some(first + at),
            Self::Each(numbers) => numbers.get(at as usize).copied().filter(|number| *number != NONE),
        }
    }
}

impl MergedRows {
    /// The rows of adjacent segments, of which `deleted` tells the deleted ones by their place among all.
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
        // The bytes of the deleted rows are not known, so their share of the words is taken.
        let n_text_bytes = u128::from(entry.rows.n_text_bytes) * u128::from(n_words_left);
        self.n_text_bytes += (n_text_bytes / u128::from(n_words_before.max(1))) as u64;
        Ok(())
    }

    /// The number of rows that the merged segment has, with purged ones.
    pub fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// How many of them are purged.
    pub fn n_purged(&self) -> u32 {
        self.n_purged
    }

    /// About how many bytes the texts of the others had when they were read.
    pub fn n_text_bytes(&self) -> u64 {
        self.n_text_bytes
    }

    /// The numbers of the rows of each segment.
    pub fn of_segments(&self) -> impl Iterator<Item = &NumbersOfSegment> {
        self.of_segments.iter()
    }
}
