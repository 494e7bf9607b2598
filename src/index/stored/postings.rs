//! Postings: the rows that contain each word of a dictionary, with the word's number of occurrences and its positions.
//!
//! The rows of a word are in blocks of 128. A block consists of the length of its positions, the gaps of its rows, and
//! the repeats of each row: the number of occurrences minus one. The remaining rows are in a tail of fewer numbers.
//! Most words have only a tail. The positions of a block are in another file. Each is written as the distance from the
//! previous one in the same row, the first as the distance from 0.
//!
//! The gap of a row is the number of rows between it and the previous row of the word, or before the first one. In a
//! tail that is too short to be packed, each gap is shifted by one bit. The lowest bit is set if the row has repeats,
//! which then follow the gaps.

use super::Damaged;
use super::numbers::{BLOCK, LEAST_PACKED, Numbers, put, put_block, put_few};
use crate::index::Bitmap;

/// Detail with which postings are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The rows and the positions in them.
    Positions,
    /// Only the rows.
    RowsOnly,
}

/// Writes the postings of one word after another.
#[derive(Debug)]
pub struct PostingsWriter {
    detail: Detail,
    /// Gaps of the rows of the current block, and the number of occurrences minus one in each row.
    gaps: [u32; BLOCK],
    repeats: [u32; BLOCK],
    n_in_block: usize,
    distances: Vec<u32>,
    /// The row after the last one, which is the lowest that can follow.
    next_row: u32,
    n_rows: u32,
    /// Encoded rows of the words so far.
    pub row_bytes: Vec<u8>,
    /// Encoded positions of the words so far.
    pub position_bytes: Vec<u8>,
}

impl PostingsWriter {
    /// Creates a writer of postings with this detail.
    pub fn new(detail: Detail) -> Self {
        Self {
            detail,
            gaps: [0; BLOCK],
            repeats: [0; BLOCK],
            n_in_block: 0,
            distances: Vec::new(),
            next_row: 0,
            n_rows: 0,
            row_bytes: Vec::new(),
            position_bytes: Vec::new(),
        }
    }

    /// Adds a row, which must be higher than the last one, with the positions of the word in it. Each position is given
    /// as the distance from the previous one.
    pub fn push(&mut self, row: u32, distances: &[u32]) {
        self.gaps[self.n_in_block] = row.wrapping_sub(self.next_row);
        self.next_row = row.wrapping_add(1);
        if self.detail == Detail::Positions {
            self.repeats[self.n_in_block] = (distances.len() as u32).saturating_sub(1);
            self.distances.extend_from_slice(distances);
        }
        self.n_in_block += 1;
        self.n_rows += 1;
        if self.n_in_block == BLOCK {
            self.write_block();
        }
    }

    /// Ends the postings of a word. Returns the number of its rows.
    pub fn finish_word(&mut self) -> u32 {
        let (gaps, repeats) = (&mut self.gaps[..self.n_in_block], &self.repeats[..self.n_in_block]);
        match self.detail {
            Detail::RowsOnly => put_few(gaps, &mut self.row_bytes),
            Detail::Positions => {
                write_distances(&self.distances, &mut self.position_bytes);
                write_tail(gaps, repeats, &mut self.row_bytes);
            }
        }
        self.n_in_block = 0;
        self.distances.clear();
        self.next_row = 0;
        std::mem::take(&mut self.n_rows)
    }

    /// Adds the postings of a word from another segment, and ends them. Adds `n_rows_before` to each row. There must be
    /// fewer rows than in a block. Appends the rows to `rows`, if it is given.
    ///
    /// # Errors
    /// When the bytes are not postings.
    pub fn copy_word(
        &mut self,
        list: RawList<'_>,
        n_rows_before: u32,
        rows: Option<&mut Vec<u32>>,
    ) -> Result<(), Damaged> {
        let mut bytes = Numbers::new(list.row_bytes);
        let gaps = &mut self.gaps[..list.n_rows as usize];
        bytes.few(gaps)?;
        let shift = shift_of_gaps(self.detail, gaps.len());
        if let Some(first) = gaps.first_mut() {
            // A gap is counted from the previous row, so only the first one changes.
            *first = first.wrapping_add(n_rows_before << shift);
        }
        put_few(gaps, &mut self.row_bytes);
        self.row_bytes.extend_from_slice(bytes.rest());
        self.position_bytes.extend_from_slice(list.position_bytes);
        if let Some(rows) = rows {
            rows.extend(rows_of_gaps(gaps, shift));
        }
        Ok(())
    }

    fn write_block(&mut self) {
        if self.detail == Detail::Positions {
            let start = self.position_bytes.len();
            write_distances(&self.distances, &mut self.position_bytes);
            put((self.position_bytes.len() - start) as u64, &mut self.row_bytes);
        }
        put_block(&self.gaps, &mut self.row_bytes);
        if self.detail == Detail::Positions {
            put_block(&self.repeats, &mut self.row_bytes);
        }
        self.n_in_block = 0;
        self.distances.clear();
    }
}

/// Writes the gaps and the repeats of a tail. If the tail is too short to be packed, the lowest bit of a gap is set if
/// the row has repeats.
fn write_tail(gaps: &mut [u32], repeats: &[u32], out: &mut Vec<u8>) {
    if shift_of_gaps(Detail::Positions, gaps.len()) == 0 {
        put_few(gaps, out);
        put_few(repeats, out);
        return;
    }
    for (gap, repeats) in gaps.iter_mut().zip(repeats) {
        *gap = *gap << 1 | u32::from(*repeats > 0);
    }
    put_few(gaps, out);
    for repeats in repeats.iter().filter(|repeats| **repeats > 0) {
        put(u64::from(*repeats), out);
    }
}

/// Returns the number of bits by which the gaps of a tail of `n_rows` rows are shifted, see [`write_tail`].
fn shift_of_gaps(detail: Detail, n_rows: usize) -> u32 {
    u32::from(detail == Detail::Positions && n_rows < LEAST_PACKED)
}

/// Returns the rows of a tail without blocks before it.
fn rows_of_gaps(gaps: &[u32], shift: u32) -> impl Iterator<Item = u32> {
    gaps.iter().scan(0_u32, move |next_row, gap| {
        let row = next_row.wrapping_add(gap >> shift);
        *next_row = row.wrapping_add(1);
        Some(row)
    })
}

/// Encoded postings of a word.
#[derive(Clone, Copy, Debug)]
pub struct RawList<'bytes> {
    pub detail: Detail,
    pub n_rows: u32,
    pub row_bytes: &'bytes [u8],
    pub position_bytes: &'bytes [u8],
}

impl RawList<'_> {
    /// True if there are fewer rows than in a block, as [`PostingsWriter::copy_word`] requires.
    pub fn is_short(self) -> bool {
        (self.n_rows as usize) < BLOCK
    }
}

fn write_distances(distances: &[u32], out: &mut Vec<u8>) {
    let mut blocks = distances.chunks_exact(BLOCK);
    for block in &mut blocks {
        put_block(block.first_chunk().expect("a chunk of that size"), out);
    }
    put_few(blocks.remainder(), out);
}

/// Adds the rows of a word to a set. Leaves `numbers` at the postings of the next word.
///
/// # Errors
/// When the bytes are not postings.
pub fn add_rows(detail: Detail, n_rows: u32, numbers: &mut Numbers<'_>, into: &mut Bitmap) -> Result<(), Damaged> {
    let has_positions = detail == Detail::Positions;
    let (mut rows_left, mut next_row) = (n_rows as usize, 0_u32);
    let mut gaps = [0; BLOCK];
    while rows_left >= BLOCK {
        if has_positions {
            numbers.next_u32()?;
        }
        numbers.block(&mut gaps)?;
        if has_positions {
            numbers.skip_block()?;
        }
        for gap in &gaps {
            let row = next_row.wrapping_add(*gap);
            into.insert(row);
            next_row = row.wrapping_add(1);
        }
        rows_left -= BLOCK;
    }
    let gaps = &mut gaps[..rows_left];
    numbers.few(gaps)?;
    let shift = shift_of_gaps(detail, rows_left);
    let mut n_repeated = 0;
    for gap in gaps.iter() {
        n_repeated += usize::from(shift == 1 && gap & 1 == 1);
        let row = next_row.wrapping_add(gap >> shift);
        into.insert(row);
        next_row = row.wrapping_add(1);
    }
    if has_positions {
        let n_repeats = if shift == 1 { n_repeated } else { rows_left };
        numbers.few(&mut gaps[..n_repeats])?;
    }
    Ok(())
}

/// True if a word may have one of `rows`. It reads no positions.
///
/// # Errors
/// When the bytes are not postings.
pub fn has_row_of(detail: Detail, n_rows: u32, row_bytes: &[u8], rows: &Bitmap) -> Result<bool, Damaged> {
    if n_rows as usize >= BLOCK {
        // Of so many rows, at least one is very probably in `rows`.
        return Ok(true);
    }
    let mut gaps = [0; BLOCK];
    let gaps = &mut gaps[..n_rows as usize];
    Numbers::new(row_bytes).few(gaps)?;
    Ok(rows_of_gaps(gaps, shift_of_gaps(detail, gaps.len())).any(|row| rows.contains(row)))
}

/// The rows of a block of postings, with the number of occurrences in each.
#[derive(Debug)]
pub(super) struct RowBlock {
    rows: [u32; BLOCK],
    counts: [u32; BLOCK],
    n_rows: usize,
}

impl RowBlock {
    /// Creates a block without rows.
    pub fn new() -> Self {
        Self { rows: [0; BLOCK], counts: [1; BLOCK], n_rows: 0 }
    }

    /// Removes all rows.
    pub fn clear(&mut self) {
        self.n_rows = 0;
    }

    #[inline]
    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.n_rows]
    }

    /// Returns the number of occurrences of the word in each row.
    #[inline]
    pub fn counts(&self) -> &[u32] {
        &self.counts[..self.n_rows]
    }

    /// Reads the next block of postings that have `rows_left` rows left, all of them from `next_row` on. Returns the
    /// size of its positions in bytes, which only a full block records.
    ///
    /// # Errors
    /// When the bytes are not postings.
    pub fn read(
        &mut self,
        detail: Detail,
        rows_left: u32,
        next_row: u32,
        numbers: &mut Numbers<'_>,
    ) -> Result<Option<u32>, Damaged> {
        let has_positions = detail == Detail::Positions;
        if (rows_left as usize) < BLOCK {
            self.n_rows = rows_left as usize;
            self.read_tail(has_positions, next_row, numbers)?;
            return Ok(None);
        }
        let n_bytes = if has_positions { Some(numbers.next_u32()?) } else { None };
        numbers.block(&mut self.rows)?;
        if has_positions {
            numbers.block(&mut self.counts)?;
            for count in &mut self.counts {
                *count = count.wrapping_add(1);
            }
        }
        self.n_rows = BLOCK;
        self.rows_from_gaps(next_row)?;
        Ok(n_bytes)
    }

    fn read_tail(&mut self, has_positions: bool, next_row: u32, numbers: &mut Numbers<'_>) -> Result<(), Damaged> {
        let (gaps, counts) = (&mut self.rows[..self.n_rows], &mut self.counts[..self.n_rows]);
        numbers.few(gaps)?;
        if !has_positions {
            counts.fill(1);
        } else if gaps.len() < LEAST_PACKED {
            for (gap, count) in gaps.iter_mut().zip(counts) {
                let repeats = if *gap & 1 == 1 { numbers.next_u32()? } else { 0 };
                *count = repeats.wrapping_add(1);
                *gap >>= 1;
            }
        } else {
            numbers.few(counts)?;
            for count in counts {
                *count = count.wrapping_add(1);
            }
        }
        self.rows_from_gaps(next_row)
    }

    /// Converts the gaps into rows.
    fn rows_from_gaps(&mut self, mut next_row: u32) -> Result<(), Damaged> {
        let mut sum = u64::from(next_row);
        for row in &mut self.rows[..self.n_rows] {
            sum += u64::from(*row) + 1;
            *row = next_row.wrapping_add(*row);
            next_row = row.wrapping_add(1);
        }
        if sum > u64::from(u32::MAX) { Err(Damaged::content("a row that is too large")) } else { Ok(()) }
    }

    /// Reads the distances between the positions of the block, row by row; none if only rows are stored.
    ///
    /// # Errors
    /// When the bytes are not positions.
    pub fn distances(&self, detail: Detail, mut positions: Numbers<'_>, into: &mut Vec<u32>) -> Result<(), Damaged> {
        into.clear();
        if detail == Detail::RowsOnly {
            return Ok(());
        }
        let mut n_left: u64 = self.counts().iter().map(|count| u64::from(*count)).sum();
        let mut block = [0; BLOCK];
        while n_left >= BLOCK as u64 {
            positions.block(&mut block)?;
            into.extend_from_slice(&block);
            n_left -= BLOCK as u64;
        }
        let n_before = into.len();
        into.resize(n_before + n_left as usize, 0);
        positions.few(&mut into[n_before..])
    }
}

/// Reads the postings of one word, block by block.
#[derive(Debug)]
pub struct PostingsReader<'bytes> {
    detail: Detail,
    rows_left: u32,
    row_numbers: Numbers<'bytes>,
    position_numbers: Numbers<'bytes>,
    /// The row after the last one, which is the lowest that can follow.
    next_row: u32,
    block: RowBlock,
    /// Encoded positions of the block. If the block is the tail (the last rows of the word, too few for a full block),
    /// these are all positions that are left.
    block_positions: Numbers<'bytes>,
}

impl<'bytes> PostingsReader<'bytes> {
    /// Creates a reader of the postings of a word with `n_rows` rows.
    pub fn new(detail: Detail, n_rows: u32, row_bytes: &'bytes [u8], position_bytes: &'bytes [u8]) -> Self {
        Self {
            detail,
            rows_left: n_rows,
            row_numbers: Numbers::new(row_bytes),
            position_numbers: Numbers::new(position_bytes),
            next_row: 0,
            block: RowBlock::new(),
            block_positions: Numbers::new(&[]),
        }
    }

    /// Continues with the postings of another word with the same detail.
    pub fn restart(&mut self, n_rows: u32, row_bytes: &'bytes [u8], position_bytes: &'bytes [u8]) {
        self.rows_left = n_rows;
        self.row_numbers = Numbers::new(row_bytes);
        self.position_numbers = Numbers::new(position_bytes);
        self.next_row = 0;
        self.block.clear();
        self.block_positions = Numbers::new(&[]);
    }

    /// Reads the next block of rows. Returns `false` if there is none.
    ///
    /// # Errors
    /// When the bytes are not postings.
    pub fn next_block(&mut self) -> Result<bool, Damaged> {
        self.block_positions =
            match self.block.read(self.detail, self.rows_left, self.next_row, &mut self.row_numbers)? {
                Some(n_bytes) => Numbers::new(self.position_numbers.bytes_or_none(n_bytes as usize)?),
                None => self.position_numbers,
            };
        self.rows_left -= self.rows().len() as u32;
        self.next_row = self.rows().last().map_or(self.next_row, |row| row + 1);
        Ok(!self.rows().is_empty())
    }

    /// Returns the rows of the block.
    pub fn rows(&self) -> &[u32] {
        self.block.rows()
    }

    /// Returns the number of occurrences of the word in each row of the block.
    pub fn counts(&self) -> &[u32] {
        self.block.counts()
    }

    /// Reads the distances between the positions of the block, row by row; none if only rows are stored.
    ///
    /// # Errors
    /// When the bytes are not positions.
    pub fn distances(&self, into: &mut Vec<u32>) -> Result<(), Damaged> {
        self.block.distances(self.detail, self.block_positions, into)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type WordRows = Vec<(u32, Vec<u32>)>;

    fn word() -> impl Strategy<Value = WordRows> {
        let row = (1_u32..2_000, proptest::collection::vec(0_u32..3_000, 1..6));
        let long = prop_oneof![Just(0..3_usize), Just(120..140), Just(250..400)];
        long.prop_flat_map(move |n_rows| proptest::collection::vec(row.clone(), n_rows)).prop_map(|steps| {
            let mut row = 0;
            let rows = steps.into_iter().map(|(step, distances)| {
                row += step;
                (row - 1, distances)
            });
            rows.collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(words in proptest::collection::vec(word(), 1..4)) {
            for detail in [Detail::Positions, Detail::RowsOnly] {
                let mut writer = PostingsWriter::new(detail);
                let mut ends = vec![(0, 0, 0)];
                for word in &words {
                    for (row, distances) in word {
                        writer.push(*row, distances);
                    }
                    let n_rows = writer.finish_word();
                    ends.push((n_rows, writer.row_bytes.len(), writer.position_bytes.len()));
                }
                for (word, ends) in words.iter().zip(ends.windows(2)) {
                    let (n_rows, rows_end, positions_end) = ends[1];
                    let row_bytes = &writer.row_bytes[ends[0].1..rows_end];
                    let position_bytes = &writer.position_bytes[ends[0].2..positions_end];
                    let mut reader = PostingsReader::new(detail, n_rows, row_bytes, position_bytes);
                    let (mut read, mut distances) = (WordRows::new(), Vec::new());
                    while reader.next_block().unwrap() {
                        let mut rest = &[][..];
                        if detail == Detail::Positions {
                            reader.distances(&mut distances).unwrap();
                            rest = &distances[..];
                        }
                        for (row, count) in reader.rows().iter().zip(reader.counts()) {
                            let (own, after) = rest.split_at(if rest.is_empty() { 0 } else { *count as usize });
                            read.push((*row, own.to_vec()));
                            rest = after;
                        }
                    }
                    let rows_only = |word: &WordRows| word.iter().map(|(row, _)| (*row, Vec::new())).collect::<WordRows>();
                    let expected = if detail == Detail::Positions { word.clone() } else { rows_only(word) };
                    prop_assert_eq!(read, expected);
                }
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(rows: Vec<u8>, positions: Vec<u8>, n_rows in 0_u32..1_000) {
            let mut reader = PostingsReader::new(Detail::Positions, n_rows, &rows, &positions);
            let mut distances = Vec::new();
            while reader.next_block().is_ok_and(|is_more| is_more) {
                if reader.counts().iter().all(|count| *count < 1_000) {
                    let _ = reader.distances(&mut distances);
                }
            }
        }
    }
}
