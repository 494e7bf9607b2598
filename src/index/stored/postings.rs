//! Which rows have a word, how often, and where: the lists behind the words of a dictionary.
//!
//! The rows of a word stand in blocks of 128: how long the block's positions are, the rows by their gaps, and how many
//! times more than once the word stands in each. What is left stands in a tail of fewer numbers, which is all that most
//! words have. The positions of a block stand in another file, each as the distance from the one before it in the same
//! row, the first from 0.
//!
//! The gap of a row is how many rows lie between it and the one before it in the list, or before the first one. A tail of
//! so few rows that numbers are not packed keeps each gap shifted by one bit, whose lowest bit says that the count of the
//! row, less one, follows behind the gaps.

use super::Damaged;
use super::numbers::{BLOCK, LEAST_PACKED, Numbers, put, put_block, put_few};
use crate::index::Bitmap;

/// What is kept of a word in each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Where it stands.
    Positions,
    /// That it is there.
    RowsOnly,
}

/// Writes the list of one word after the other.
#[derive(Debug)]
pub struct PostingsWriter {
    detail: Detail,
    /// The gaps of the rows of the block that is coming, and how many times more than once the word stands in each.
    gaps: [u32; BLOCK],
    repeats: [u32; BLOCK],
    n_in_block: usize,
    distances: Vec<u32>,
    /// The row behind the last one: the least that can follow.
    next_row: u32,
    n_rows: u32,
    /// The bytes of the rows of the words so far.
    pub row_bytes: Vec<u8>,
    /// The bytes of their positions.
    pub position_bytes: Vec<u8>,
}

impl PostingsWriter {
    /// A writer for words of which so much is kept.
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

    /// Adds a row, which follows the last one, and where the word stands in it: each place as the distance from
    /// the one before.
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

    /// Ends the list of a word. Returns how many rows it has.
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

    /// Adds the list of a word as another segment has it, of fewer rows than a block, with each row by `n_rows_before`
    /// later, and ends it. Appends the rows to `rows`, where they are asked for.
    ///
    /// # Errors
    /// When the bytes are not a list.
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
            // A gap begins at the row before, so that only the first one changes.
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

/// Writes the gaps of a tail, and how many times more than once the word stands in each row. Where the rows are so few
/// that their numbers are not packed, the lowest bit of a gap says whether there is a number of times.
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

/// By how many bits the gaps of a tail of so many rows are shifted: see [`write_tail`].
fn shift_of_gaps(detail: Detail, n_rows: usize) -> u32 {
    u32::from(detail == Detail::Positions && n_rows < LEAST_PACKED)
}

/// The rows of a tail without blocks before it.
fn rows_of_gaps(gaps: &[u32], shift: u32) -> impl Iterator<Item = u32> {
    gaps.iter().scan(0_u32, move |next_row, gap| {
        let row = next_row.wrapping_add(gap >> shift);
        *next_row = row.wrapping_add(1);
        Some(row)
    })
}

/// The list of a word as bytes.
#[derive(Clone, Copy, Debug)]
pub struct RawList<'bytes> {
    /// What is kept of the word in each row.
    pub detail: Detail,
    /// In how many rows it stands.
    pub n_rows: u32,
    /// The bytes of its rows.
    pub row_bytes: &'bytes [u8],
    /// The bytes of its positions.
    pub position_bytes: &'bytes [u8],
}

impl RawList<'_> {
    /// True if it has fewer rows than a block, so that [`PostingsWriter::copy_word`] takes it.
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

/// Adds the rows of a word to a set; `numbers` then stands at the list of the next word.
///
/// # Errors
/// When the bytes are not a list.
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

/// Whether a word has one of `rows`; known without a look at its places.
///
/// # Errors
/// When the bytes are not a list.
pub fn has_row_of(detail: Detail, n_rows: u32, row_bytes: &[u8], rows: &Bitmap) -> Result<bool, Damaged> {
    if n_rows as usize >= BLOCK {
        // So many rows are hardly all others.
        return Ok(true);
    }
    let mut gaps = [0; BLOCK];
    let gaps = &mut gaps[..n_rows as usize];
    Numbers::new(row_bytes).few(gaps)?;
    Ok(rows_of_gaps(gaps, shift_of_gaps(detail, gaps.len())).any(|row| rows.contains(row)))
}

/// The rows of a block of a list, and how often the word stands in each.
#[derive(Debug)]
pub(super) struct RowBlock {
    rows: [u32; BLOCK],
    counts: [u32; BLOCK],
    n_rows: usize,
}

impl RowBlock {
    /// A block without rows.
    pub fn new() -> Self {
        Self { rows: [0; BLOCK], counts: [1; BLOCK], n_rows: 0 }
    }

    /// Takes all rows out.
    pub fn clear(&mut self) {
        self.n_rows = 0;
    }

    /// The rows.
    #[inline]
    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.n_rows]
    }

    /// How often the word stands in each row.
    #[inline]
    pub fn counts(&self) -> &[u32] {
        &self.counts[..self.n_rows]
    }

    /// Reads the next block of a list of which `rows_left` rows have not been read, all of them from `next_row` on.
    /// Returns how many bytes its positions have, which only a full block says.
    ///
    /// # Errors
    /// When the bytes are not a list.
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

    /// Turns the gaps into rows.
    fn rows_from_gaps(&mut self, mut next_row: u32) -> Result<(), Damaged> {
        let mut sum = u64::from(next_row);
        for row in &mut self.rows[..self.n_rows] {
            sum += u64::from(*row) + 1;
            *row = next_row.wrapping_add(*row);
            next_row = row.wrapping_add(1);
        }
        if sum > u64::from(u32::MAX) { Err(Damaged::content("a row that is too large")) } else { Ok(()) }
    }

    /// Reads the distances of all places of the block, one row after the other, from the bytes of its positions; none
    /// where only rows are kept.
    ///
    /// # Errors
    /// When the bytes are not those of positions.
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

/// Reads the list of one word, block by block.
#[derive(Debug)]
pub struct PostingsReader<'bytes> {
    detail: Detail,
    rows_left: u32,
    row_numbers: Numbers<'bytes>,
    position_numbers: Numbers<'bytes>,
    /// The row behind the last one: the least that can follow.
    next_row: u32,
    block: RowBlock,
    /// The bytes of the positions of the block, or all that are left where it is the tail.
    block_positions: Numbers<'bytes>,
}

impl<'bytes> PostingsReader<'bytes> {
    /// A reader of the list of a word that has so many rows.
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

    /// Starts anew with the list of another word of the same kind.
    pub fn restart(&mut self, n_rows: u32, row_bytes: &'bytes [u8], position_bytes: &'bytes [u8]) {
        self.rows_left = n_rows;
        self.row_numbers = Numbers::new(row_bytes);
        self.position_numbers = Numbers::new(position_bytes);
        self.next_row = 0;
        self.block.clear();
        self.block_positions = Numbers::new(&[]);
    }

    /// Reads the next block of rows. Returns whether there was one.
    ///
    /// # Errors
    /// When the bytes are not a list.
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

    /// The rows of the block.
    pub fn rows(&self) -> &[u32] {
        self.block.rows()
    }

    /// How often the word stands in each row of the block.
    pub fn counts(&self) -> &[u32] {
        self.block.counts()
    }

    /// Reads the distances of all places of the block, one row after the other; none where only rows are kept.
    ///
    /// # Errors
    /// When the bytes are not those of positions.
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
