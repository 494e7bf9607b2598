//! Reads the list of a word from its files chunk by chunk, so that a long one is never in memory whole.

use std::cell::RefCell;
use std::ops::Range;

use super::DictionaryFiles;
use super::word::Word;
use crate::index::stored::Damaged;
use crate::index::stored::checked_file::CheckedFile;
use crate::index::stored::numbers::{BLOCK, Numbers};
use crate::index::stored::postings::{Detail, RowBlock};

/// The most bytes that the rows and the counts of a block have: for each of the two a byte of width, a byte for the length
/// of the exceptions and 32 bits a value, all behind the length of the positions of the block.
const ROW_BYTES_MAX: u64 = 5 + 2 * (2 + BLOCK as u64 * 4);

/// Positions so near behind those that were read are read with what lies between.
const BYTES_BETWEEN: u64 = 4 * 1024;

/// A place in a list, from which it can be read on.
#[derive(Clone, Copy, Debug)]
pub struct ListPlace {
    rows_left: u32,
    next_row: u32,
    /// Where the next block starts in each file.
    rows_at: u64,
    positions_at: u64,
}

/// Reads the list of one word, block by block, with little of it in memory.
#[derive(Debug)]
pub struct ListReader<'dictionary> {
    files: &'dictionary DictionaryFiles,
    detail: Detail,
    place: ListPlace,
    rows_end: u64,
    positions_end: u64,
    rows: Window,
    /// Read through a shared reference, so that the rows of the block can be gone through meanwhile.
    positions: RefCell<Window>,
    block: RowBlock,
    /// The positions of the block.
    block_positions: Range<u64>,
}

impl<'dictionary> ListReader<'dictionary> {
    /// A reader of the list of `word` that keeps about `window_bytes` of each of its files in memory.
    pub(super) fn new(files: &'dictionary DictionaryFiles, word: &Word, window_bytes: u64) -> Self {
        Self {
            files,
            detail: word.detail(),
            place: word.place(),
            rows_end: word.rows.end,
            positions_end: word.positions.end,
            rows: Window::new(window_bytes),
            positions: RefCell::new(Window::new(window_bytes)),
            block: RowBlock::new(),
            block_positions: 0..0,
        }
    }

    /// Goes on with another word of the same dictionary, from a place in its list.
    pub fn restart(&mut self, word: &Word, place: ListPlace) {
        self.detail = word.detail();
        self.place = place;
        (self.rows_end, self.positions_end) = (word.rows.end, word.positions.end);
        self.block.clear();
        self.block_positions = 0..0;
    }

    /// The place of the next block.
    pub fn place(&self) -> ListPlace {
        self.place
    }

    /// Reads the next block of rows. Returns whether there was one.
    ///
    /// # Errors
    /// When the files are damaged.
    #[inline]
    pub fn next_block(&mut self) -> Result<bool, Damaged> {
        let ListPlace { rows_left, next_row, rows_at, positions_at } = self.place;
        if rows_left == 0 {
            self.block.clear();
            return Ok(false);
        }
        let wanted = rows_at..rows_at.saturating_add(ROW_BYTES_MAX).min(self.rows_end);
        let bytes = self.rows.read(&self.files.rows, wanted, self.rows_end)?;
        let mut numbers = Numbers::new(bytes);
        let n_position_bytes = self.block.read(self.detail, rows_left, next_row, &mut numbers)?;
        self.place.rows_at += (bytes.len() - numbers.n_left()) as u64;
        self.place.positions_at = match n_position_bytes {
            Some(n_bytes) => positions_at.saturating_add(u64::from(n_bytes)).min(self.positions_end),
            None => self.positions_end,
        };
        self.block_positions = positions_at..self.place.positions_at;
        self.place.rows_left -= self.block.rows().len() as u32;
        self.place.next_row = self.block.rows().last().map_or(next_row, |row| row + 1);
        Ok(true)
    }

    /// The rows of the block.
    #[inline]
    pub fn rows(&self) -> &[u32] {
        self.block.rows()
    }

    /// How often the word stands in each row of the block.
    #[inline]
    pub fn counts(&self) -> &[u32] {
        self.block.counts()
    }

    /// Reads the distances of all places of the block, one row after the other; none where only rows are kept.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn distances(&self, into: &mut Vec<u32>) -> Result<(), Damaged> {
        let range = self.block_positions.clone();
        let mut window = self.positions.borrow_mut();
        let bytes = window.read(&self.files.positions, range, self.positions_end)?;
        self.block.distances(self.detail, Numbers::new(bytes), into)
    }
}

impl Word {
    /// The place of the first block of its list.
    pub fn place(&self) -> ListPlace {
        ListPlace { rows_left: self.n_rows, next_row: 0, rows_at: self.rows.start, positions_at: self.positions.start }
    }
}

/// A chunk of a file in memory.
#[derive(Debug)]
struct Window {
    from: u64,
    bytes: Vec<u8>,
    /// How much is read at once of what is read on.
    n_ahead: u64,
}

impl Window {
    fn new(n_ahead: u64) -> Self {
        Self { from: 0, bytes: Vec::new(), n_ahead }
    }

    /// The bytes `wanted` of a file. What is read on is read ahead, up to `end`; where a list is jumped about in, only
    /// what is wanted is read.
    #[inline]
    fn read(&mut self, file: &CheckedFile, wanted: Range<u64>, end: u64) -> Result<&[u8], Damaged> {
        let held = self.from..self.from + self.bytes.len() as u64;
        if wanted.start < held.start || wanted.end > held.end {
            let is_read_on = wanted.start >= held.start && wanted.start <= held.end.saturating_add(BYTES_BETWEEN);
            let ahead = if is_read_on { wanted.start.saturating_add(self.n_ahead).min(end) } else { 0 };
            file.read(wanted.start..wanted.end.max(ahead), &mut self.bytes)?;
            self.from = wanted.start;
        }
        let start = (wanted.start - self.from) as usize;
        let length = wanted.end.saturating_sub(wanted.start) as usize;
        self.bytes.get(start..start + length).ok_or_else(|| Damaged::content("a list that is cut"))
    }
}
