//! Merges the dictionaries of adjacent segments into that of one segment.

use super::Damaged;
use super::dictionary::Dictionary;
use super::dictionary_writer::{DictionaryWriter, FieldWriter};
use super::indexed_field::IndexedField;
use super::inversion::{first_bytes, is_character};
use super::merged_rows::NumbersOfSegment;
use super::numbers::Numbers;
use super::postings::{Detail, RawList, RowBlock};
use super::word_stream::WordStream;

/// Writes the words of all segments (`parts`), with the new numbers of their rows. A word without a row that has a new
/// number is left out. Of the pairs, only those of `common` words and those of characters are kept, because only these
/// are known in every segment.
///
/// # Errors
/// When a segment is damaged, writing fails, or `stop` returns true.
pub fn merge_dictionaries(
    parts: &[(&NumbersOfSegment, &Dictionary)],
    common: &[&str],
    writer: &mut DictionaryWriter<'_>,
    stop: &dyn Fn() -> bool,
) -> Result<(), Damaged> {
    for field in IndexedField::ALL {
        let mut field_writer = writer.field(field);
        let mut streams = Streams::new(parts, field)?;
        let mut word = String::new();
        let mut scratch = Scratch { block: RowBlock::new(), distances: Vec::new() };
        while let Some((_, stream)) = streams.first() {
            if stop() {
                return Err(Damaged::content("the merge was stopped"));
            }
            word.clear();
            word.push_str(stream.word().unwrap_or_default());
            let is_kept = field != IndexedField::Pairs || is_known_everywhere(&word, common);
            if is_kept
                && let Some((NumbersOfSegment::All { first: first_row, .. }, stream)) = streams.first()
                && !streams.has_second_of(&word)
                && let list = stream.list()?
                && list.is_short()
            {
                field_writer.copy_word(&word, list, *first_row)?;
                streams.advance()?;
                continue;
            }
            let mut has_rows = false;
            while let Some((numbers, stream)) = streams.first().filter(|(_, stream)| stream.word() == Some(&word)) {
                if is_kept {
                    has_rows |= append(numbers, stream.list()?, &mut scratch, &mut field_writer)?;
                }
                streams.advance()?;
            }
            if has_rows {
                field_writer.finish_word(&word)?;
            }
        }
        field_writer.finish()?;
    }
    Ok(())
}

/// Reused buffers for the postings that are read.
struct Scratch {
    block: RowBlock,
    distances: Vec<u32>,
}

/// Appends the rows of postings that have one of `numbers`. Returns true if there are any.
fn append(
    numbers: &NumbersOfSegment,
    list: RawList<'_>,
    scratch: &mut Scratch,
    writer: &mut FieldWriter<'_, '_>,
) -> Result<bool, Damaged> {
    let Scratch { block, distances } = scratch;
    let (mut rows, mut positions) = (Numbers::new(list.row_bytes), Numbers::new(list.position_bytes));
    let (mut rows_left, mut next_row, mut has_rows) = (list.n_rows, 0, false);
    while rows_left > 0 {
        let of_block = match block.read(list.detail, rows_left, next_row, &mut rows)? {
            Some(n_bytes) => Numbers::new(positions.bytes(n_bytes as usize)?),
            None => positions,
        };
        block.distances(list.detail, of_block, distances)?;
        rows_left -= block.rows().len() as u32;
        next_row = block.rows().last().map_or(next_row, |row| row + 1);
        let mut rest = &distances[..];
        for (row, count) in block.rows().iter().zip(block.counts()) {
            let n_places = if list.detail == Detail::Positions { *count as usize } else { 0 };
            let places = rest.split_at_checked(n_places);
            let (own, after) = places.ok_or_else(|| Damaged::content("a row with too few positions"))?;
            if let Some(number) = numbers.of(*row) {
                writer.push(number, own);
                has_rows = true;
            }
            rest = after;
        }
    }
    Ok(has_rows)
}

/// Words of all segments in order: a heap of streams. Its first stream has the least word. Of streams with the same
/// word, the one with the lowest rows is the first.
struct Streams<'dictionary> {
    /// Each stream with the new numbers of its rows, in the order of these numbers.
    streams: Vec<(&'dictionary NumbersOfSegment, WordStream<'dictionary>)>,
    /// Streams that have words left.
    heap: Vec<InHeap>,
}

/// A stream in the heap: the first bytes of its word as a number, which nearly always distinguish two words, and its
/// index.
#[derive(Clone, Copy)]
struct InHeap {
    first_bytes: u64,
    number: usize,
}

impl<'dictionary> Streams<'dictionary> {
    fn new(
        parts: &[(&'dictionary NumbersOfSegment, &'dictionary Dictionary)],
        field: IndexedField,
    ) -> Result<Self, Damaged> {
        let (mut streams, mut heap) = (Vec::with_capacity(parts.len()), Vec::new());
        for (number, (numbers, dictionary)) in parts.iter().enumerate() {
            let stream = WordStream::new(dictionary, field)?;
            heap.extend(stream.word().map(|word| InHeap { first_bytes: first_bytes(word), number }));
            streams.push((*numbers, stream));
        }
        let mut merged = Self { streams, heap };
        for place in (0..merged.heap.len() / 2).rev() {
            merged.sift_down(place);
        }
        Ok(merged)
    }

    /// Returns the stream with the next word, and the new numbers of its rows. `None` at the end.
    fn first(&self) -> Option<(&'dictionary NumbersOfSegment, &WordStream<'dictionary>)> {
        let (numbers, stream) = &self.streams[self.heap.first()?.number];
        Some((*numbers, stream))
    }

    /// True if any stream other than the first is also at `word`, the word of the first.
    fn has_second_of(&self, word: &str) -> bool {
        // Of all other streams, one of the two below the first has the least word.
        self.heap.iter().skip(1).take(2).any(|below| self.streams[below.number].1.word() == Some(word))
    }

    /// Moves the first stream to its next word.
    fn advance(&mut self) -> Result<(), Damaged> {
        let Some(first) = self.heap.first_mut() else { return Ok(()) };
        let stream = &mut self.streams[first.number].1;
        stream.advance()?;
        match stream.word() {
            Some(word) => first.first_bytes = first_bytes(word),
            None => {
                self.heap.swap_remove(0);
            }
        }
        self.sift_down(0);
        Ok(())
    }

    /// Moves the stream at `place` below those with lesser words.
    fn sift_down(&mut self, mut place: usize) {
        let Some(moved) = self.heap.get(place).copied() else { return };
        loop {
            let (left, right) = (place * 2 + 1, place * 2 + 2);
            let Some(mut least) = self.heap.get(left).copied() else { break };
            let mut child = left;
            if let Some(other) = self.heap.get(right).copied()
                && self.is_less(other, least)
            {
                (least, child) = (other, right);
            }
            if !self.is_less(least, moved) {
                break;
            }
            self.heap[place] = least;
            place = child;
        }
        self.heap[place] = moved;
    }

    fn is_less(&self, one: InHeap, other: InHeap) -> bool {
        if one.first_bytes != other.first_bytes {
            return one.first_bytes < other.first_bytes;
        }
        // No word contains a zero byte. So if the number ends in one, it is the whole word of both streams.
        if one.first_bytes.to_be_bytes().ends_with(&[0]) {
            return one.number < other.number;
        }
        let word = |of: InHeap| self.streams[of.number].1.word();
        word(one).cmp(&word(other)).then(one.number.cmp(&other.number)).is_lt()
    }
}

fn is_known_everywhere(pair: &str, common: &[&str]) -> bool {
    let mut words = pair.split(' ');
    words.all(|word| is_character(word) || common.binary_search(&word).is_ok())
}
