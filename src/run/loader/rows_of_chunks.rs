//! Finds the rows of each chunk of a segment.

use std::ops::Range;

use crate::index::RowId;
use crate::index::stored::columns::{Column, NONE};
use crate::index::stored::{Damaged, Segment};

/// The ranges of rows of the chunks of a segment.
#[derive(Debug)]
pub(super) struct RowsOfChunks {
    /// The first range of each chunk, by the number of the chunk. Nearly all chunks have only one range.
    first: Vec<Range<RowId>>,
    /// All further ranges, each with the number of its chunk, sorted by that number.
    more: Vec<(u32, Range<RowId>)>,
}

impl RowsOfChunks {
    /// Reads the ranges of a segment whose first row is `first_row`.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn of(segment: &Segment, first_row: RowId) -> Result<Self, Damaged> {
        let mut rows = Self { first: vec![0..0; segment.chunks().n_chunks()], more: Vec::new() };
        let (mut row, mut start, mut of_chunk, mut is_known) = (first_row, first_row, None, true);
        segment.columns().for_each_part(Column::Chunk, &mut |chunks| {
            for chunk in chunks {
                if of_chunk != Some(*chunk) {
                    is_known &= rows.push(of_chunk, start..row);
                    (of_chunk, start) = (Some(*chunk), row);
                }
                row += 1;
            }
        })?;
        is_known &= rows.push(of_chunk, start..row);
        if !is_known {
            return Err(Damaged::content("a row of a chunk that is not there"));
        }
        rows.more.sort_by_key(|(chunk, _)| *chunk);
        Ok(rows)
    }

    /// Adds a range. Returns false if the segment has no chunk of that number. Purged rows have no chunk.
    fn push(&mut self, chunk: Option<u32>, rows: Range<RowId>) -> bool {
        let Some(chunk) = chunk.filter(|chunk| *chunk != NONE) else { return true };
        match self.first.get_mut(chunk as usize) {
            None => return false,
            Some(first) if first.start == first.end => *first = rows,
            Some(_) => self.more.push((chunk, rows)),
        }
        true
    }

    /// Returns the ranges of rows of a chunk, in order.
    pub fn of_chunk(&self, chunk: u32) -> impl Iterator<Item = Range<RowId>> {
        let start = self.more.partition_point(|(of_chunk, _)| *of_chunk < chunk);
        let more = self.more[start..].iter().take_while(move |(of_chunk, _)| *of_chunk == chunk);
        let first = self.first.get(chunk as usize).filter(|rows| rows.start < rows.end);
        first.cloned().into_iter().chain(more.map(|(_, rows)| rows.clone()))
    }
}
