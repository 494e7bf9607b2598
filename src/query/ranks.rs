//! Sorts rows by a rank or key, with counting sorts.

use std::cell::Cell;
use std::sync::Arc;

use super::scratch::{NUMBERS, Scratch, with_scratch};
use crate::index::RowId;

/// The greatest number of ranks sorted in one pass: their counts fit into the processor's cache.
const RANKS_AT_ONCE: usize = 1 << 17;

/// A rank for each row.
#[derive(Debug)]
pub(super) struct Ranks {
    /// The rank of each row of a snapshot, including deleted rows.
    pub of_row: Vec<u32>,
    /// The upper limit of the ranks, exclusive.
    pub n_ranks: usize,
}

impl Ranks {
    /// Returns `rows` sorted by rank, lowest first. Rows of equal rank keep their order.
    pub fn sort(&self, rows: &[RowId]) -> Arc<[RowId]> {
        if self.n_ranks <= RANKS_AT_ONCE {
            return filled(rows.len(), |sorted| counted(rows, self.n_ranks, |row| self.of_row[row as usize], sorted));
        }
        // Two passes: by the lower half of the rank, then by the upper half.
        let n_bits = (self.n_ranks.ilog2() + 1).div_ceil(2);
        let mask = (1 << n_bits) - 1;
        let mut by_lower = vec![0; rows.len()];
        counted(rows, 1 << n_bits, |row| self.of_row[row as usize] & mask, &mut by_lower);
        let n_upper = (self.n_ranks >> n_bits) + 1;
        filled(rows.len(), |sorted| {
            counted(&by_lower, n_upper, |row| self.of_row[row as usize] >> n_bits, sorted);
        })
    }
}

/// The greatest number of rows that are sorted by comparison: that takes less time than counting the digits.
const COMPARED_MAX: usize = 2_000;

/// The number of bits of a key, which are sorted in two passes.
pub(super) const KEY_BITS: u32 = 2 * PASS_BITS;

/// The number of bits sorted in one pass: their counts fit into the processor's first-level cache.
const PASS_BITS: u32 = 11;

thread_local! {
    /// Pairs of keys and rows.
    static PAIRS: Scratch<(u32, RowId)> = const { Cell::new(Vec::new()) };
}

/// Sorts rows by a key of [`KEY_BITS`], lowest first. Rows of equal key keep their order.
pub(super) fn sort_by_key(rows: &mut [RowId], key: impl Fn(RowId) -> u32) {
    if rows.len() <= COMPARED_MAX {
        rows.sort_by_key(|row| key(*row));
        return;
    }
    with_scratch(&NUMBERS, rows.len(), |keys| {
        with_scratch(&PAIRS, rows.len(), |pairs| sort_with(rows, key, keys, pairs));
    });
}

fn sort_with(rows: &mut [RowId], key: impl Fn(RowId) -> u32, keys: &mut [u32], pairs: &mut [(u32, RowId)]) {
    let lower = |key: u32| key as usize & ((1 << PASS_BITS) - 1);
    let upper = |key: u32| (key >> PASS_BITS) as usize & ((1 << PASS_BITS) - 1);
    let (mut by_lower, mut by_upper) = ([0_u32; 1 << PASS_BITS], [0_u32; 1 << PASS_BITS]);
    for (row, own) in rows.iter().zip(&mut *keys) {
        *own = key(*row);
        by_lower[lower(*own)] += 1;
        by_upper[upper(*own)] += 1;
    }
    for starts in [&mut by_lower, &mut by_upper] {
        let mut start = 0;
        for count in starts {
            start += std::mem::replace(count, start);
        }
    }
    for (key, row) in keys.iter().zip(&*rows) {
        let place = &mut by_lower[lower(*key)];
        pairs[*place as usize] = (*key, *row);
        *place += 1;
    }
    for (key, row) in pairs {
        let place = &mut by_upper[upper(*key)];
        rows[*place as usize] = *row;
        *place += 1;
    }
}

/// Sorts `rows` by a digit below `n_digits`, with a counting sort.
fn counted(rows: &[RowId], n_digits: usize, digit: impl Fn(RowId) -> u32, sorted: &mut [RowId]) {
    let mut starts = vec![0_u32; n_digits + 1];
    for row in rows {
        starts[digit(*row) as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    for row in rows {
        let place = &mut starts[digit(*row) as usize];
        sorted[*place as usize] = *row;
        *place += 1;
    }
}

/// Creates shared rows and fills them in place.
///
/// They are not copied, because each page of memory costs a microsecond or more when it is touched for the first time.
pub(super) fn filled(n_rows: usize, fill: impl FnOnce(&mut [RowId])) -> Arc<[RowId]> {
    let mut rows: Arc<[RowId]> = (0..n_rows).map(|_| 0).collect();
    if let Some(rows) = Arc::get_mut(&mut rows) {
        fill(rows);
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn many_rows_are_sorted_as_few_are(keys in proptest::collection::vec(prop_oneof![0_u32..1 << KEY_BITS, 7_u32..9], 1..50)) {
            let rows: Vec<RowId> = (0..COMPARED_MAX as RowId * 2).rev().collect();
            let key = |row: RowId| keys[(row * 31) as usize % keys.len()];
            let (mut sorted, mut expected) = (rows.clone(), rows);
            sort_by_key(&mut sorted, key);
            expected.sort_by_key(|row| key(*row));
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn rows_are_sorted_and_equal_ones_stay(ranks in proptest::collection::vec(0_u32..40, 0..200), wide in 0_u32..2) {
            // Ranks that need two passes, and ranks that need one.
            let of_row: Vec<u32> = ranks.iter().map(|rank| if wide == 1 { rank * 99_991 } else { *rank }).collect();
            let n_ranks = of_row.iter().max().map_or(1, |most| *most as usize + 1);
            let rows: Vec<RowId> = (0..of_row.len() as RowId).rev().filter(|row| row % 7 != 3).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|row| of_row[*row as usize]);
            prop_assert_eq!(&Ranks { of_row, n_ranks }.sort(&rows)[..], expected);
        }
    }
}
