//! Joins the dictionaries of adjacent segments into that of one segment with all their rows.

use std::cmp::Ordering;

use super::Damaged;
use super::dictionary::Dictionary;
use super::dictionary_writer::{DictionaryWriter, FieldWriter};
use super::inversion::is_character;
use super::merged_rows::NumbersOfSegment;
use super::text_field::TextField;
use super::word_stream::WordStream;

/// Writes the words of all `parts`, each with the numbers that its rows get; a word without a row that has one goes. Of
/// the pairs only those of `common` words are kept, and those of characters: only they are known in every part.
///
/// # Errors
/// When a part is damaged, or the system says so; or when `stop` does.
pub fn merge_dictionaries(
    parts: &[(&NumbersOfSegment, &Dictionary)],
    common: &[&str],
    writer: &mut DictionaryWriter<'_>,
    stop: &dyn Fn() -> bool,
) -> Result<(), Damaged> {
    for field in TextField::ALL {
        let mut field_writer = writer.field(field);
        let mut streams = Streams::new(parts, field)?;
        let (mut word, mut distances) = (String::new(), Vec::new());
        while let Some((_, stream)) = streams.first() {
            if stop() {
                return Err(Damaged::content("the merge was stopped"));
            }
            word.clear();
            word.push_str(stream.word().unwrap_or_default());
            let is_kept = field != TextField::Pairs || is_known_everywhere(&word, common);
            let mut has_rows = false;
            while let Some((numbers, stream)) = streams.first().filter(|(_, stream)| stream.word() == Some(&word)) {
                if is_kept {
                    has_rows |= append(numbers, stream, &mut distances, &mut field_writer)?;
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

/// Appends the rows of the current word of a stream that get one of `numbers`. Returns whether there are any.
fn append(
    numbers: &NumbersOfSegment,
    stream: &WordStream<'_>,
    distances: &mut Vec<u32>,
    writer: &mut FieldWriter<'_, '_>,
) -> Result<bool, Damaged> {
    let mut list = stream.list()?;
    let mut has_rows = false;
    while list.next_block()? {
        list.distances(distances)?;
        let mut rest = &distances[..];
        for (row, count) in list.rows().iter().zip(list.counts()) {
            let n_places = (*count as usize).min(rest.len());
            let (own, after) = rest.split_at(n_places);
            if let Some(number) = numbers.of(*row) {
                writer.push(number, own);
                has_rows = true;
            }
            rest = after;
        }
    }
    Ok(has_rows)
}

/// The words of all parts in order: a heap of streams, of which the first has the least word, and of streams with the
/// same word the one with the first rows.
struct Streams<'dictionary> {
    /// Each with the numbers that its rows get, in the order of these.
    streams: Vec<(&'dictionary NumbersOfSegment, WordStream<'dictionary>)>,
    /// The numbers of the streams that have words left.
    heap: Vec<usize>,
}

impl<'dictionary> Streams<'dictionary> {
    fn new(
        parts: &[(&'dictionary NumbersOfSegment, &'dictionary Dictionary)],
        field: TextField,
    ) -> Result<Self, Damaged> {
        let mut streams = Vec::with_capacity(parts.len());
        for (numbers, dictionary) in parts {
            streams.push((*numbers, WordStream::new(dictionary, field)?));
        }
        let heap = (0..streams.len()).filter(|number| streams[*number].1.word().is_some()).collect();
        let mut merged = Self { streams, heap };
        for place in (0..merged.heap.len() / 2).rev() {
            merged.sift_down(place);
        }
        Ok(merged)
    }

    /// The stream whose word is next, with the numbers of its rows. `None` at the end.
    fn first(&self) -> Option<(&'dictionary NumbersOfSegment, &WordStream<'dictionary>)> {
        let (numbers, stream) = &self.streams[*self.heap.first()?];
        Some((*numbers, stream))
    }

    /// Goes to the next word of the first stream.
    fn advance(&mut self) -> Result<(), Damaged> {
        let Some(number) = self.heap.first().copied() else { return Ok(()) };
        let stream = &mut self.streams[number].1;
        stream.advance()?;
        if stream.word().is_none() {
            self.heap.swap_remove(0);
        }
        self.sift_down(0);
        Ok(())
    }

    fn sift_down(&mut self, mut place: usize) {
        while let Some(least) = (place * 2 + 1..place * 2 + 3)
            .filter(|child| *child < self.heap.len())
            .min_by(|one, other| self.compare(*one, *other))
            .filter(|child| self.compare(*child, place).is_lt())
        {
            self.heap.swap(place, least);
            place = least;
        }
    }

    fn compare(&self, one: usize, other: usize) -> Ordering {
        let (one, other) = (self.heap[one], self.heap[other]);
        self.streams[one].1.word().cmp(&self.streams[other].1.word()).then(one.cmp(&other))
    }
}

fn is_known_everywhere(pair: &str, common: &[&str]) -> bool {
    let mut words = pair.split(' ');
    words.all(|word| is_character(word) || common.binary_search(&word).is_ok())
}
