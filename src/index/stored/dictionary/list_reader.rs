//! Reads the postings of a word from their files piece by piece, so that long ones are never completely in memory.

use std::cell::RefCell;
use std::ops::Range;

use super::DictionaryFiles;
use super::word::DictionaryEntry;
use crate::index::stored::Damaged;
use crate::index::stored::checked_file::CheckedFile;
use crate::index::stored::numbers::{BLOCK, Numbers};
use crate::index::stored::postings::{Detail, RowBlock};

/// The maximum size in bytes of the rows and the counts of a block. Each of the two has a byte for the width, a byte
/// for the length of the exceptions, and 32 bits a value. The length of the positions of the block comes before them.
const ROW_BYTES_MAX: u64 = 5 + 2 * (2 + BLOCK as u64 * 4);

/// The maximum distance in bytes from the bytes in memory to the wanted ones at which reading ahead continues.
const BYTES_BETWEEN: u64 = 4 * 1024;

/// A place in postings from which reading can continue.
#[derive(Clone, Copy, Debug)]
pub struct PostingsCursor {
    rows_left: u32,
    next_row: u32,
    /// Start of the next block in each file.
    rows_at: u64,
    positions_at: u64,
}

/// Reads the postings of one word, block by block, with few of them in memory.
#[derive(Debug)]
pub struct PostingsFileReader<'dictionary> {
    files: &'dictionary DictionaryFiles,
    detail: Detail,
    place: PostingsCursor,
    rows_end: u64,
    positions_end: u64,
    rows: Window,
    /// Read through a shared reference, so that callers can iterate over the rows of the block meanwhile.
    positions: RefCell<Window>,
    block: RowBlock,
    /// Range of the positions of the block in their file.
    block_positions: Range<u64>,
}

impl<'dictionary> PostingsFileReader<'dictionary> {
    /// Creates a reader of the postings of `word` that keeps about `window_bytes` of each file in memory.
    pub(super) fn new(files: &'dictionary DictionaryFiles, word: &DictionaryEntry, window_bytes: u64) -> Self {
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

    /// Continues with another word of the same dictionary, from a place in its postings.
    pub fn restart(&mut self, word: &DictionaryEntry, place: PostingsCursor) {
        self.detail = word.detail();
        self.place = place;
        (self.rows_end, self.positions_end) = (word.rows.end, word.positions.end);
        self.block.clear();
        self.block_positions = 0..0;
    }

    /// Returns the place of the next block.
    pub fn place(&self) -> PostingsCursor {
        self.place
    }

    /// Reads the next block of rows. Returns `false` if there is none.
    ///
    /// # Errors
    /// When the files are damaged.
    #[inline]
    pub fn next_block(&mut self) -> Result<bool, Damaged> {
        let PostingsCursor { rows_left, next_row, rows_at, positions_at } = self.place;
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

    /// Returns the rows of the block.
    #[inline]
    pub fn rows(&self) -> &[u32] {
        self.block.rows()
    }

    /// Returns the number of occurrences of the word in each row of the block.
    #[inline]
    pub fn counts(&self) -> &[u32] {
        self.block.counts()
    }

    /// Reads the distances between the positions of the block, row by row; none if only rows are stored.
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

impl DictionaryEntry {
    /// Returns the place of the first block of its postings.
    pub fn place(&self) -> PostingsCursor {
        PostingsCursor {
            rows_left: self.n_rows,
            next_row: 0,
            rows_at: self.rows.start,
            positions_at: self.positions.start,
        }
    }
}

/// A piece of a file in memory.
#[derive(Debug)]
struct Window {
    from: u64,
    bytes: Vec<u8>,
    /// The number of bytes that are read ahead when reading continues.
    n_ahead: u64,
}

impl Window {
    fn new(n_ahead: u64) -> Self {
        Self { from: 0, bytes: Vec::new(), n_ahead }
    }

    /// Returns the bytes `wanted` of a file. If they follow what was read before, it reads ahead, up to `end`. After a
    /// jump it reads only what is wanted.
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
