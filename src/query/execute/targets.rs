//! Ranges of positions, row by row, and the rows in which one of many words stands in one of them.

use std::ops::Range;

use super::places::Places;
use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::{Damaged, TextField};

/// Ranges of positions in some rows.
#[derive(Debug, Default)]
pub(super) struct Targets {
    rows: Vec<u32>,
    /// For each row where its ranges end among all.
    ends: Vec<u32>,
    /// The ranges, those of a row as [`settle`] leaves them.
    ranges: Vec<(u32, u32)>,
}

/// Sorts ranges by their starts, each one's end the furthest of all that start no later: then something that starts
/// at a place lies within one of them exactly when it ends no later than the end of the last that starts at or before
/// that place.
pub(super) fn settle(ranges: &mut [(u32, u32)]) {
    ranges.sort_unstable();
    let mut furthest = 0;
    for (_, end) in ranges {
        furthest = furthest.max(*end);
        *end = furthest;
    }
}

/// Whether what starts at `start` and is `length` long lies within one of the ranges, which are settled.
pub(super) fn holds(ranges: &[(u32, u32)], start: u32, length: u32) -> bool {
    let n_begun = ranges.partition_point(|(from, _)| *from <= start);
    n_begun > 0 && start.saturating_add(length) <= ranges[n_begun - 1].1
}

impl Targets {
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.ends.clear();
        self.ranges.clear();
    }

    /// How many ranges there are.
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Adds a row behind the last one, and its ranges, which are settled.
    pub(super) fn push(&mut self, row: u32, ranges: impl IntoIterator<Item = (u32, u32)>) {
        let n_before = self.ranges.len();
        self.ranges.extend(ranges);
        if self.ranges.len() > n_before {
            self.rows.push(row);
            self.ends.push(self.ranges.len() as u32);
        }
    }

    /// The positions right behind phrases of `length` words.
    pub(super) fn put_behind(&mut self, places: &Places, length: u32) {
        self.clear();
        for (row, starts) in places.iter() {
            let behind = |start: &u32| (start.saturating_add(length), start.saturating_add(length + 1));
            self.push(row, starts.iter().map(behind));
        }
    }

    fn of_row(&self, row: u32) -> &[(u32, u32)] {
        let Ok(at) = self.rows.binary_search(&row) else {
            return &[];
        };
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.ranges[from..self.ends[at] as usize]
    }

    /// Whether one of the places, each the distance from the one before, lies within a range of the row.
    fn is_hit(&self, row: u32, distances: &[u32]) -> bool {
        let ranges = self.of_row(row);
        let (mut position, mut n_begun) = (0_u32, 0);
        distances.iter().any(|distance| {
            position = position.wrapping_add(*distance);
            n_begun += ranges[n_begun..].iter().take_while(|(start, _)| *start <= position).count();
            n_begun > 0 && position < ranges[n_begun - 1].1
        })
    }
}

impl Execution<'_> {
    /// Adds the rows in which a word of a field stands in one of the targets, but for words that `is_left_out` says
    /// yes to.
    pub(super) fn add_rows_hit(
        &self,
        field: TextField,
        words: Range<u32>,
        is_left_out: &dyn Fn(&str) -> bool,
        targets: &Targets,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        let dictionary = self.segment.dictionary()?;
        let mut wanted = self.none();
        targets.rows.iter().filter(|row| !into.contains(**row)).for_each(|row| wanted.insert(*row));
        let (mut rows, mut positions, mut distances, mut entries) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut number = words.start;
        while number < words.end {
            self.go_on()?;
            let numbers = number..dictionary.block_from(field, number).end.min(words.end);
            number = numbers.end.max(number + 1);
            entries.clear();
            dictionary.for_each_word(field, numbers, &mut |word, entry| {
                entries.push((entry.clone(), is_left_out(word)));
                true
            })?;
            let (Some((first, _)), Some((last, _))) = (entries.first(), entries.last()) else { continue };
            dictionary.read_lists(first, last, &mut rows, &mut positions)?;
            for (entry, _) in entries.iter().filter(|(_, is_left_out)| !is_left_out) {
                let mut reader = entry.reader_within(first, &rows, &positions)?;
                while reader.next_block()? {
                    let (mut has_distances, mut start) = (false, 0);
                    for (row, count) in reader.rows().iter().zip(reader.counts()) {
                        let end = start + *count as usize;
                        if wanted.contains(*row) {
                            if !has_distances {
                                reader.distances(&mut distances)?;
                                has_distances = true;
                            }
                            let own = distances.get(start..end);
                            let own = own.ok_or_else(|| Damaged::content("a row with too few positions"))?;
                            if targets.is_hit(*row, own) {
                                into.insert(*row);
                                wanted.remove(*row);
                            }
                        }
                        start = end;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn settled_ranges_hold_what_one_of_them_holds(
            ranges in proptest::collection::vec((0_u32..30, 0_u32..10), 0..6),
            start in 0_u32..40,
            length in 1_u32..4,
            distances in proptest::collection::vec(1_u32..6, 1..8),
        ) {
            let ranges: Vec<(u32, u32)> = ranges.into_iter().map(|(start, length)| (start, start + length)).collect();
            let mut settled = ranges.clone();
            settle(&mut settled);
            let is_within = |place: u32, length: u32| {
                ranges.iter().any(|(from, to)| *from <= place && place + length <= *to)
            };
            prop_assert_eq!(holds(&settled, start, length), is_within(start, length));
            let mut targets = Targets::default();
            targets.push(3, settled);
            let positions = distances.iter().scan(0, |at, distance| { *at += distance; Some(*at) });
            let is_hit = positions.into_iter().any(|position| is_within(position, 1));
            prop_assert_eq!(targets.is_hit(3, &distances), is_hit);
            prop_assert!(!targets.is_hit(2, &distances));
        }
    }
}
