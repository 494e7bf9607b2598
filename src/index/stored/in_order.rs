//! Reads the bytes of each row from a file of a segment, in order, some thousand rows at a time.

use super::Damaged;
use super::checked_file::CheckedFile;
use super::columns::{Column, Columns};

const ROWS_AT_ONCE: usize = 1_024;

/// Reads the bytes of one row after another.
#[derive(Debug)]
pub struct RowBytesReader<'segment> {
    columns: &'segment Columns,
    file: &'segment CheckedFile,
    ends_in: Column,
    bytes: Vec<u8>,
    /// End in the file of each of the rows that were read together.
    ends: Vec<u32>,
    /// Start in the file of the first of these rows.
    start: u32,
    /// The number of the first of these rows.
    first: usize,
    /// Position of the next row among them.
    at: usize,
}

impl<'segment> RowBytesReader<'segment> {
    /// Creates a reader of the rows of a file, whose ends are in the column `ends_in`.
    pub fn new(columns: &'segment Columns, file: &'segment CheckedFile, ends_in: Column) -> Self {
        Self { columns, file, ends_in, bytes: Vec::new(), ends: Vec::new(), start: 0, first: 0, at: 0 }
    }

    /// Returns the bytes of the next row.
    ///
    /// # Errors
    /// When the segment is damaged, or has no more rows.
    pub fn next_row(&mut self) -> Result<&[u8], Damaged> {
        if self.at == self.ends.len() {
            self.read()?;
        }
        let from = self.at.checked_sub(1).map_or(self.start, |before| self.ends[before]);
        let to = *self.ends.get(self.at).ok_or_else(|| Damaged::content("a row beyond the last"))?;
        self.at += 1;
        let within = from.wrapping_sub(self.start) as usize..to.wrapping_sub(self.start) as usize;
        self.bytes.get(within).ok_or_else(|| Damaged::content("a row that is cut"))
    }

    fn read(&mut self) -> Result<(), Damaged> {
        self.first += self.ends.len();
        self.start = self.ends.last().copied().unwrap_or(0);
        let last = (self.first + ROWS_AT_ONCE).min(self.columns.n_rows());
        self.ends = self.columns.range(self.ends_in, self.first, last)?;
        self.at = 0;
        let end = self.ends.last().copied().unwrap_or(self.start);
        self.file.read(u64::from(self.start)..u64::from(end), &mut self.bytes)
    }
}
