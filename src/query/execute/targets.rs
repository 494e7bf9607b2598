//! Ranges of positions, row by row, and the rows in which one of many words stands in one of them.

use std::cmp::Reverse;
use std::ops::Range;

use super::places::Places;
use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::postings::{PostingsReader, has_row_of};
use crate::index::stored::{Damaged, TextField};

/// A word with so many rows is looked at before those with fewer.
const FREQUENT_ROWS: u32 = 128;

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

/// True if what starts at `start` and is `length` long lies within one of the ranges, which are settled.
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

    /// The ranges of the row at a place among the rows.
    fn of_place(&self, at: usize) -> &[(u32, u32)] {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.ranges[from..self.ends[at] as usize]
    }
}

/// Tells at once which place a row has among others.
struct Ranks {
    rows: Bitmap,
    /// For each word of the set how many rows are before it.
    n_before: Vec<u32>,
}

impl Ranks {
    fn of(rows: &[u32], n_rows: usize) -> Self {
        let mut set = Bitmap::new(n_rows);
        for row in rows {
            set.insert(*row);
        }
        let mut before = 0;
        let n_before = set.words().iter().map(|word| {
            let n_before = before;
            before += word.count_ones();
            n_before
        });
        Self { n_before: n_before.collect(), rows: set }
    }

    /// The place of a row that is there.
    fn place_of(&self, row: u32) -> usize {
        let word_idx = row as usize / 64;
        let before = self.rows.words()[word_idx] & ((1 << (row % 64)) - 1);
        (self.n_before[word_idx] + before.count_ones()) as usize
    }
}

/// True if one of the places, each the distance from the one before, lies within one of the ranges.
fn is_hit(ranges: &[(u32, u32)], distances: &[u32]) -> bool {
    let mut position = 0_u32;
    // Where there are few places a look at each range takes longer than to halve them.
    if distances.len() * 8 < ranges.len() {
        return distances.iter().any(|distance| {
            position = position.wrapping_add(*distance);
            holds(ranges, position, 1)
        });
    }
    let mut n_begun = 0;
    distances.iter().any(|distance| {
        position = position.wrapping_add(*distance);
        while n_begun < ranges.len() && ranges[n_begun].0 <= position {
            n_begun += 1;
        }
        n_begun > 0 && position < ranges[n_begun - 1].1
    })
}

/// A search for the rows in which words hit their targets.
struct Hits<'run> {
    targets: &'run Targets,
    ranks: Ranks,
    /// The rows that are not hit yet.
    wanted: Bitmap,
    n_wanted: usize,
    into: &'run mut Bitmap,
    distances: Vec<u32>,
}

impl Hits<'_> {
    /// Adds the rows that a word hits.
    fn add(&mut self, reader: &mut PostingsReader<'_>) -> Result<(), Damaged> {
        while self.n_wanted > 0 && reader.next_block()? {
            let (mut has_distances, mut start) = (false, 0);
            for (row, count) in reader.rows().iter().zip(reader.counts()) {
                let end = start + *count as usize;
                if self.wanted.contains(*row) {
                    if !has_distances {
                        reader.distances(&mut self.distances)?;
                        has_distances = true;
                    }
                    let own = self.distances.get(start..end);
                    let own = own.ok_or_else(|| Damaged::content("a row with too few positions"))?;
                    if is_hit(self.targets.of_place(self.ranks.place_of(*row)), own) {
                        self.into.insert(*row);
                        self.wanted.remove(*row);
                        self.n_wanted -= 1;
                    }
                }
                start = end;
            }
        }
        Ok(())
    }
}

impl Execution<'_> {
    /// Adds the rows in which a word of a field stands in one of the targets: a word of the numbers `words` that
    /// `is_meant` says yes to.
    pub(super) fn add_rows_hit(
        &self,
        field: TextField,
        words: Range<u32>,
        is_meant: &dyn Fn(u32) -> bool,
        targets: &Targets,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        let dictionary = self.segment.dictionary()?;
        let mut wanted = self.none();
        targets.rows.iter().filter(|row| !into.contains(**row)).for_each(|row| wanted.insert(*row));
        let n_wanted = wanted.count();
        let ranks = Ranks::of(&targets.rows, self.segment.len());
        let mut hits = Hits { targets, ranks, wanted, n_wanted, into, distances: Vec::new() };
        // Frequent words first: they leave little for the many others to hit.
        let mut frequent = Vec::new();
        dictionary.for_each_entry(field, words.clone(), &mut |number, word| {
            if word.n_rows >= FREQUENT_ROWS && is_meant(number) {
                frequent.push(word.clone());
            }
            true
        })?;
        frequent.sort_by_key(|word| Reverse(word.n_rows));
        for word in frequent {
            self.go_on()?;
            if hits.n_wanted > 0 {
                hits.add(&mut dictionary.list(&word)?.reader())?;
            }
        }
        let (mut together, at_once) = (Vec::new(), &self.at_once);
        let (mut rows, mut positions) = (Vec::new(), Vec::new());
        let mut number = words.start;
        while number < words.end && hits.n_wanted > 0 {
            self.go_on()?;
            together.clear();
            let mut n_bytes = 0;
            dictionary.for_each_entry(
                field,
                number..words.end.min(number.saturating_add(at_once.words)),
                &mut |at, word| {
                    number = at + 1;
                    n_bytes += word.n_bytes();
                    if word.n_rows < FREQUENT_ROWS && is_meant(at) {
                        together.push(word.clone());
                    }
                    n_bytes < at_once.bytes
                },
            )?;
            let (Some(first), Some(last)) = (together.first(), together.last()) else { continue };
            dictionary.read_lists(first, last, &mut rows, &mut positions)?;
            let mut reader = PostingsReader::new(field.detail(), 0, &[], &[]);
            for word in &together {
                let (rows, positions) = word.bytes_within(first, &rows, &positions)?;
                if has_row_of(word.detail(), word.n_rows, rows, &hits.wanted)? {
                    reader.restart(word.n_rows, rows, positions);
                    hits.add(&mut reader)?;
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
            ranges in proptest::collection::vec((0_u32..30, 0_u32..10), 0..20),
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
            let positions = distances.iter().scan(0, |at, distance| { *at += distance; Some(*at) });
            let has_hit = positions.into_iter().any(|position| is_within(position, 1));
            prop_assert_eq!(is_hit(&settled, &distances), has_hit);
        }

        #[test]
        fn each_row_has_its_place(rows in proptest::collection::btree_set(0_u32..200, 1..60)) {
            let rows: Vec<u32> = rows.into_iter().collect();
            let ranks = Ranks::of(&rows, 200);
            for (place, row) in rows.iter().enumerate() {
                prop_assert_eq!(ranks.place_of(*row), place);
            }
        }
    }
}
