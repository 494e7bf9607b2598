//! Sets of target positions of each row: those within quotations, or those after a phrase.

use super::places::Places;
use crate::index::stored::Damaged;

/// The limit on positions. No text has as many words, so a larger position means damage.
const POSITIONS_MAX: u32 = 1 << 26;

/// Target positions in some rows, one bit for each position.
#[derive(Debug, Default)]
pub(super) struct Targets {
    rows: Vec<TargetRow>,
    /// The bits of all rows, one row after another.
    bits: Vec<u64>,
}

/// A row of [`Targets`].
#[derive(Clone, Copy, Debug)]
struct TargetRow {
    row: u32,
    /// The index of its first 64-bit word in the bits.
    start: u32,
    /// The number of 64-bit words before the first one with a bit; they are not stored.
    n_skipped: u32,
}

/// Sorts ranges by their starts, and extends the end of each to the furthest end of all ranges before it.
///
/// Then a span lies within one of the ranges exactly if it ends no later than the last range that starts at or before
/// it.
pub(super) fn settle(ranges: &mut [(u32, u32)]) {
    ranges.sort_unstable();
    let mut furthest = 0;
    for (_, end) in ranges {
        furthest = furthest.max(*end);
        *end = furthest;
    }
}

/// True if the span of `length` from `start` lies within one of the ranges, which must be settled.
pub(super) fn holds(ranges: &[(u32, u32)], start: u32, length: u32) -> bool {
    let n_begun = ranges.partition_point(|(from, _)| *from <= start);
    n_begun > 0 && start.saturating_add(length) <= ranges[n_begun - 1].1
}

impl Targets {
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.bits.clear();
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = u32> {
        self.rows.iter().map(|target| target.row)
    }

    /// Returns the number of 64-bit words; 0 if there are no rows.
    pub(super) fn len(&self) -> usize {
        self.bits.len()
    }

    /// Adds a row after the last one, with the positions of its ranges, which must be sorted by their starts.
    ///
    /// # Errors
    /// Returns an error if a range ends beyond [`POSITIONS_MAX`].
    pub(super) fn push(&mut self, row: u32, ranges: impl IntoIterator<Item = (u32, u32)>) -> Result<(), Damaged> {
        let start = self.bits.len();
        let mut n_skipped = 0;
        for (from, to) in ranges {
            if to > POSITIONS_MAX {
                return Err(Damaged::content("a quotation beyond the end of a text"));
            }
            if from >= to {
                continue;
            }
            if self.bits.len() == start {
                n_skipped = from / 64;
            }
            let place = |position: u32| start + (position / 64 - n_skipped) as usize;
            self.bits.resize(self.bits.len().max(place(to - 1) + 1), 0);
            for word_idx in place(from)..=place(to - 1) {
                let first_bit = if word_idx == place(from) { from % 64 } else { 0 };
                let last_bit = if word_idx == place(to - 1) { (to - 1) % 64 } else { 63 };
                self.bits[word_idx] |= (u64::MAX << first_bit) & (u64::MAX >> (63 - last_bit));
            }
        }
        if self.bits.len() > start {
            self.rows.push(TargetRow { row, start: start as u32, n_skipped });
        }
        Ok(())
    }

    /// Adds the row at index `at` of `other`.
    pub(super) fn push_of(&mut self, other: &Self, at: usize) {
        self.rows.push(TargetRow { start: self.bits.len() as u32, ..other.rows[at] });
        self.bits.extend_from_slice(other.bits_of(at));
    }

    /// Replaces the targets by the positions directly after phrases of `length` words.
    pub(super) fn put_behind(&mut self, places: &Places, length: u32) -> Result<(), Damaged> {
        self.clear();
        for (row, starts) in places.iter() {
            let behind = |start: &u32| (start.saturating_add(length), start.saturating_add(length + 1));
            self.push(row, starts.iter().map(behind))?;
        }
        Ok(())
    }

    fn bits_of(&self, at: usize) -> &[u64] {
        let end = self.rows.get(at + 1).map_or(self.bits.len(), |next| next.start as usize);
        &self.bits[self.rows[at].start as usize..end]
    }

    /// True if one of the positions is a target in the row at index `at`. The positions are given as distances, each
    /// from the position before.
    pub(super) fn is_hit(&self, at: usize, distances: &[u32]) -> bool {
        let (bits, n_skipped) = (self.bits_of(at), self.rows[at].n_skipped);
        let mut position = 0_u32;
        distances.iter().any(|distance| {
            position = position.wrapping_add(*distance);
            let word = bits.get((position / 64).wrapping_sub(n_skipped) as usize);
            word.is_some_and(|word| word >> (position % 64) & 1 == 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn settled_ranges_hold_what_one_of_them_holds(
            ranges in proptest::collection::vec((0_u32..180, 0_u32..90), 0..20),
            start in 0_u32..200,
            length in 1_u32..4,
            distances in proptest::collection::vec(1_u32..60, 1..8),
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
            let mut targets = Targets::default();
            targets.push(3, [(200, 201)]).unwrap();
            targets.push(4, settled).unwrap();
            let mut copied = Targets::default();
            copied.push_of(&targets, targets.rows.len() - 1);
            let is_there = targets.rows.len() == 2;
            prop_assert_eq!(is_there && targets.is_hit(1, &distances), has_hit);
            prop_assert_eq!(is_there && copied.is_hit(0, &distances), has_hit);
        }
    }
}
