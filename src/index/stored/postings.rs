//! Which rows have a word, how often, and where: the lists behind the words of a dictionary.
//!
//! The rows of a word stand in blocks of 128: how long the block's positions are, the rows packed by their
//! distances, how often the word stands in each. What is left stands in a tail of fewer numbers, which is all
//! that most words have. The positions of a block stand in another file, each as the distance from the one
//! before it in the same row, the first from 0.

use super::Damaged;
use super::numbers::{BLOCK, Numbers, put, put_block, put_few, put_rising};
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
    rows: Vec<u32>,
    counts: Vec<u32>,
    distances: Vec<u32>,
    /// Room for the numbers of rows, and for counts, while a word is ended.
    numbers: [u32; BLOCK],
    several: [u32; BLOCK],
    last_row: u32,
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
            rows: Vec::with_capacity(BLOCK),
            counts: Vec::with_capacity(BLOCK),
            distances: Vec::new(),
            numbers: [0; BLOCK],
            several: [0; BLOCK],
            last_row: 0,
            n_rows: 0,
            row_bytes: Vec::new(),
            position_bytes: Vec::new(),
        }
    }

    /// Adds a row, which follows the last one, and where the word stands in it: each place as the distance from
    /// the one before.
    pub fn push(&mut self, row: u32, distances: &[u32]) {
        self.rows.push(row);
        if self.detail == Detail::Positions {
            self.counts.push(distances.len() as u32);
            self.distances.extend_from_slice(distances);
        }
        self.n_rows += 1;
        if self.rows.len() == BLOCK {
            self.write_block();
        }
    }

    /// Ends the list of a word. Returns how many rows it has.
    pub fn finish_word(&mut self) -> u32 {
        if self.detail == Detail::Positions {
            write_distances(&self.distances, &mut self.position_bytes);
        }
        let (numbers, several) = (&mut self.numbers, &mut self.several);
        let (mut n_several, mut row_before) = (0, self.last_row);
        for (at, row) in self.rows.iter().enumerate() {
            let distance = row.wrapping_sub(std::mem::replace(&mut row_before, *row));
            numbers[at] = match self.counts.get(at) {
                None => distance,
                // The lowest bit says that the word stands in the row once, as most do.
                Some(1) => distance << 1 | 1,
                Some(count) => {
                    several[n_several] = *count;
                    n_several += 1;
                    distance << 1
                }
            };
        }
        put_few(&numbers[..self.rows.len()], &mut self.row_bytes);
        put_few(&several[..n_several], &mut self.row_bytes);
        self.clear();
        self.last_row = 0;
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
        let numbers = &mut self.numbers[..list.n_rows as usize];
        bytes.few(numbers)?;
        let has_positions = self.detail == Detail::Positions;
        if let Some(first) = numbers.first_mut() {
            // Each number is the distance from the row before, so that only the first one changes.
            *first = first.wrapping_add(if has_positions { n_rows_before << 1 } else { n_rows_before });
        }
        put_few(numbers, &mut self.row_bytes);
        self.row_bytes.extend_from_slice(bytes.rest());
        self.position_bytes.extend_from_slice(list.position_bytes);
        if let Some(rows) = rows {
            let distance = |number: &u32| if has_positions { number >> 1 } else { *number };
            rows.extend(numbers.iter().scan(0_u32, |row, number| {
                *row = distance(number).wrapping_add(*row);
                Some(*row)
            }));
        }
        Ok(())
    }

    fn write_block(&mut self) {
        if self.detail == Detail::Positions {
            let start = self.position_bytes.len();
            write_distances(&self.distances, &mut self.position_bytes);
            put((self.position_bytes.len() - start) as u64, &mut self.row_bytes);
        }
        put_rising(&self.rows, self.last_row, &mut self.row_bytes);
        self.last_row = self.rows.last().copied().unwrap_or(0);
        if self.detail == Detail::Positions {
            put_block(&self.counts, &mut self.row_bytes);
        }
        self.clear();
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.counts.clear();
        self.distances.clear();
    }
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
        put_block(block, out);
    }
    put_few(blocks.remainder(), out);
}

/// Adds the rows of a word to a set; `numbers` then stands at the list of the next word.
///
/// # Errors
/// When the bytes are not a list.
pub fn add_rows(detail: Detail, n_rows: u32, numbers: &mut Numbers<'_>, into: &mut Bitmap) -> Result<(), Damaged> {
    let has_positions = detail == Detail::Positions;
    let (mut rows_left, mut row) = (n_rows as usize, 0_u32);
    if rows_left >= BLOCK {
        let mut block = [0; BLOCK];
        while rows_left >= BLOCK {
            if has_positions {
                numbers.next_u32()?;
            }
            numbers.rising(row, &mut block)?;
            if has_positions {
                numbers.skip_block()?;
            }
            for row in &block {
                into.insert(*row);
            }
            row = block[BLOCK - 1];
            rows_left -= BLOCK;
        }
    }
    let mut few = [0; BLOCK];
    numbers.few(&mut few[..rows_left])?;
    let mut n_several = 0;
    for number in &few[..rows_left] {
        let distance = if has_positions { number >> 1 } else { *number };
        n_several += usize::from(has_positions && number & 1 == 0);
        row = row.wrapping_add(distance);
        into.insert(row);
    }
    numbers.few(&mut few[..n_several])?;
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
    let mut few = [0; BLOCK];
    let few = &mut few[..n_rows as usize];
    Numbers::new(row_bytes).few(few)?;
    let mut row = 0_u32;
    Ok(few.iter().any(|number| {
        row = row.wrapping_add(if detail == Detail::Positions { number >> 1 } else { *number });
        rows.contains(row)
    }))
}

/// The rows of a block of a list, and how often the word stands in each.
#[derive(Debug)]
pub(super) struct RowBlock {
    rows: [u32; BLOCK],
    counts: [u32; BLOCK],
    /// Room for the counts above 1 of a tail.
    several: [u32; BLOCK],
    n_rows: usize,
}

impl RowBlock {
    /// A block without rows.
    pub fn new() -> Self {
        Self { rows: [0; BLOCK], counts: [1; BLOCK], several: [0; BLOCK], n_rows: 0 }
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

    /// Reads the next block of a list of which `rows_left` rows have not been read, the last one before being
    /// `last_row`. Returns how many bytes its positions have, which only a full block says.
    ///
    /// # Errors
    /// When the bytes are not a list.
    pub fn read(
        &mut self,
        detail: Detail,
        rows_left: u32,
        last_row: u32,
        numbers: &mut Numbers<'_>,
    ) -> Result<Option<u32>, Damaged> {
        let has_positions = detail == Detail::Positions;
        if (rows_left as usize) < BLOCK {
            self.n_rows = rows_left as usize;
            self.read_tail(has_positions, last_row, numbers)?;
            return Ok(None);
        }
        let n_bytes = if has_positions { Some(numbers.next_u32()?) } else { None };
        numbers.rising(last_row, &mut self.rows)?;
        if has_positions {
            numbers.block(&mut self.counts)?;
        }
        self.n_rows = BLOCK;
        Ok(n_bytes)
    }

    fn read_tail(&mut self, has_positions: bool, last_row: u32, row_numbers: &mut Numbers<'_>) -> Result<(), Damaged> {
        let (rows, counts) = (&mut self.rows[..self.n_rows], &mut self.counts[..self.n_rows]);
        row_numbers.few(rows)?;
        let is_several = |number: u32| has_positions && number & 1 == 0;
        let n_several = rows.iter().filter(|number| is_several(**number)).count();
        let several = &mut self.several[..n_several];
        row_numbers.few(several)?;
        let (mut row, mut several) = (last_row, several.iter());
        for (own, count) in rows.iter_mut().zip(counts) {
            let distance = if has_positions { *own >> 1 } else { *own };
            *count = if is_several(*own) { several.next().copied().unwrap_or(1) } else { 1 };
            row = row.checked_add(distance).ok_or_else(|| Damaged::content("a row that is too large"))?;
            *own = row;
        }
        Ok(())
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
    last_row: u32,
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
            last_row: 0,
            block: RowBlock::new(),
            block_positions: Numbers::new(&[]),
        }
    }

    /// Starts anew with the list of another word of the same kind.
    pub fn restart(&mut self, n_rows: u32, row_bytes: &'bytes [u8], position_bytes: &'bytes [u8]) {
        self.rows_left = n_rows;
        self.row_numbers = Numbers::new(row_bytes);
        self.position_numbers = Numbers::new(position_bytes);
        self.last_row = 0;
        self.block.clear();
        self.block_positions = Numbers::new(&[]);
    }

    /// Reads the next block of rows. Returns whether there was one.
    ///
    /// # Errors
    /// When the bytes are not a list.
    pub fn next_block(&mut self) -> Result<bool, Damaged> {
        self.block_positions =
            match self.block.read(self.detail, self.rows_left, self.last_row, &mut self.row_numbers)? {
                Some(n_bytes) => Numbers::new(self.position_numbers.bytes_or_none(n_bytes as usize)?),
                None => self.position_numbers,
            };
        self.rows_left -= self.rows().len() as u32;
        self.last_row = self.rows().last().copied().unwrap_or(self.last_row);
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

    type Word = Vec<(u32, Vec<u32>)>;

    fn word() -> impl Strategy<Value = Word> {
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
                    let (mut read, mut distances) = (Word::new(), Vec::new());
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
                    let rows_only = |word: &Word| word.iter().map(|(row, _)| (*row, Vec::new())).collect::<Word>();
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
