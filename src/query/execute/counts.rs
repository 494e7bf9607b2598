//! Counts the occurrences of words in each row of a segment. Relevance is computed from these counts.

use std::cell::Cell;

use super::words::SearchWords;
use super::{BatchLimits, Execution, Halt, Outcome, SegmentContext};
use crate::index::stored::postings::PostingsReader;
use crate::index::stored::{Damaged, IndexedField, Segment};
use crate::index::{OverlayOfSegment, SourceNames};
use crate::query::node::Test;

/// Adds to `counts`, for each row, the number of matches of `test` in `field`, times `weight`.
///
/// A phrase that ends in a prefix counts once for each row. Returns `None` if `stop` has returned true.
///
/// # Errors
/// Returns an error if the segment is damaged.
pub(in crate::query) fn add_counts(
    test: &Test,
    field: IndexedField,
    segment: &Segment,
    weight: f32,
    counts: &mut [f32],
    stop: &dyn Fn() -> bool,
) -> Result<Option<()>, Damaged> {
    // Only words are counted, so neither the names of hosts nor facts are needed.
    let (names, overlay) = (&SourceNames::default(), OverlayOfSegment::default());
    let context = SegmentContext { first_row: 0, names, overlay, bindings: None };
    let at_once = BatchLimits::default();
    let execution = Execution { segment, context, at_once, stop, is_stopped: Cell::new(false) };
    let mut add = |row: u32, count: u32| {
        if let Some(of_row) = counts.get_mut(row as usize) {
            *of_row += count as f32 * weight;
        }
    };
    match execution.for_each_count(test, field, &mut add) {
        Ok(()) => Ok(Some(())),
        Err(Halt::Stopped) => Ok(None),
        Err(Halt::Damaged(damaged)) => Err(damaged),
    }
}

impl Execution<'_> {
    fn for_each_count(&self, test: &Test, field: IndexedField, add: &mut dyn FnMut(u32, u32)) -> Outcome<()> {
        match test {
            Test::Fact(_) | Test::Like(_) => Ok(()),
            Test::Words(pattern) => {
                let asked = SearchWords::of(pattern);
                match (asked.whole.as_slice(), asked.start) {
                    ([], Some(start)) => {
                        let numbers = self.segment.dictionary()?.words_from_start(field, start)?;
                        self.counts_of_words(field, &numbers.collect::<Vec<u32>>(), add)
                    }
                    ([word], None) => match self.segment.dictionary()?.number_of(field, word)? {
                        Some(number) => self.counts_of_words(field, &[number], add),
                        None => Ok(()),
                    },
                    (_, None) => self.for_each_place(field, &asked.whole, None, &mut |places| {
                        places.iter().for_each(|(row, starts)| add(row, starts.len() as u32));
                        Ok(())
                    }),
                    (_, Some(_)) => {
                        let mut rows = self.none();
                        self.add_rows(field, &asked, None, &mut rows)?;
                        rows.iter().for_each(|row| add(row, 1));
                        Ok(())
                    }
                }
            }
            Test::Regex(pattern) | Test::Fuzzy(pattern) => {
                self.counts_of_words(field, &self.words_like(field, pattern)?, add)
            }
        }
    }

    /// Calls `add` with each row and the count of every word of `numbers`, which are in ascending order.
    fn counts_of_words(&self, field: IndexedField, numbers: &[u32], add: &mut dyn FnMut(u32, u32)) -> Outcome<()> {
        let dictionary = self.segment.dictionary()?;
        let mut rows = Vec::new();
        let mut entries = Vec::new();
        let (mut numbers, mut n_bytes) = (numbers, 0);
        while let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
            self.check_stopped()?;
            entries.clear();
            let mut left = numbers;
            dictionary.for_each_entry(field, *first..*last + 1, &mut |known, entry| {
                if left.first() == Some(&known) {
                    left = &left[1..];
                    n_bytes += entry.n_bytes();
                    entries.push(entry.clone());
                }
                // Words that are far apart are read separately, so that the postings between them are not read.
                let is_near = left.first().is_none_or(|next| next - known <= self.at_once.words / 8);
                is_near && n_bytes < self.at_once.bytes && entries.len() < self.at_once.words as usize
            })?;
            (numbers, n_bytes) = (left, 0);
            let (Some(first), Some(last)) = (entries.first(), entries.last()) else { break };
            dictionary.read_rows(first, last, &mut rows)?;
            let mut reader = PostingsReader::new(field.detail(), 0, &[], &[]);
            for entry in &entries {
                reader.restart(entry.n_rows, entry.row_bytes_within(first, &rows)?, &[]);
                while reader.next_block()? {
                    reader.rows().iter().zip(reader.counts()).for_each(|(row, count)| add(*row, *count));
                }
            }
        }
        Ok(())
    }
}
