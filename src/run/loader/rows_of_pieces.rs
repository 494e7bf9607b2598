//! Which rows each piece of a segment gave.

use std::ops::Range;

use crate::index::RowId;
use crate::index::stored::columns::{Column, NONE};
use crate::index::stored::{Damaged, Segment};

/// The ranges of rows of the pieces of a segment.
#[derive(Debug)]
pub(super) struct RowsOfPieces {
    /// The first range of each piece, by its number: nearly all have no other.
    first: Vec<Range<RowId>>,
    /// Each further range with the number of its piece, in the order of the numbers.
    more: Vec<(u32, Range<RowId>)>,
}

impl RowsOfPieces {
    /// Reads them of a segment whose first row is `first_row`.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn of(segment: &Segment, first_row: RowId) -> Result<Self, Damaged> {
        let mut rows = Self { first: vec![0..0; segment.pieces().n_pieces()], more: Vec::new() };
        let (mut row, mut start, mut of_piece, mut is_known) = (first_row, first_row, None, true);
        segment.columns().for_each_part(Column::Piece, &mut |pieces| {
            for piece in pieces {
                if of_piece != Some(*piece) {
                    is_known &= rows.push(of_piece, start..row);
                    (of_piece, start) = (Some(*piece), row);
                }
                row += 1;
            }
        })?;
        is_known &= rows.push(of_piece, start..row);
        if !is_known {
            return Err(Damaged::content("a row of a piece that is not there"));
        }
        rows.more.sort_by_key(|(piece, _)| *piece);
        Ok(rows)
    }

    /// Adds a range. Says whether there is a piece of that number. Purged rows are of none.
    fn push(&mut self, piece: Option<u32>, rows: Range<RowId>) -> bool {
        let Some(piece) = piece.filter(|piece| *piece != NONE) else { return true };
        match self.first.get_mut(piece as usize) {
            None => return false,
            Some(first) if first.start == first.end => *first = rows,
            Some(_) => self.more.push((piece, rows)),
        }
        true
    }

    /// The ranges of rows of a piece, in order.
    pub fn of_piece(&self, piece: u32) -> impl Iterator<Item = Range<RowId>> {
        let start = self.more.partition_point(|(of_piece, _)| *of_piece < piece);
        let more = self.more[start..].iter().take_while(move |(of_piece, _)| *of_piece == piece);
        let first = self.first.get(piece as usize).filter(|rows| rows.start < rows.end);
        first.cloned().into_iter().chain(more.map(|(_, rows)| rows.clone()))
    }
}
