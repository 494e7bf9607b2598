//! A rank for each row, and the order of the rows by it.

use std::sync::Arc;

use crate::index::RowId;

/// So many ranks are sorted in one pass: their counts fit the processor's cache.
const RANKS_AT_ONCE: usize = 1 << 17;

/// A rank for each row.
#[derive(Debug)]
pub(super) struct Ranks {
    /// The rank of each row of a snapshot, also of those whose articles are gone.
    pub of_row: Vec<u32>,
    /// All ranks are below this.
    pub n_ranks: usize,
}

impl Ranks {
    /// `rows` by their ranks, the lowest first. Rows of one rank stay in their order.
    pub fn sort(&self, rows: &[RowId]) -> Arc<[RowId]> {
        if self.n_ranks <= RANKS_AT_ONCE {
            return filled(rows.len(), |sorted| counted(rows, self.n_ranks, |row| self.of_row[row as usize], sorted));
        }
        // By the lower half of the rank, then by the upper.
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

/// So few rows are sorted by comparison: that takes less time than the counts of a digit.
const COMPARED_MAX: usize = 2_000;

/// The number of bits of a key that one pass sorts by. Two passes sort by the upper bits, and few keys are alike in those and
/// differ in the others.
const BITS: u32 = 11;

/// Sorts rows by a key of 32 bits, the lowest first. Rows of one key stay in their order.
pub(super) fn sort_by_key(rows: &mut [RowId], key: impl Fn(RowId) -> u32) {
    if rows.len() <= COMPARED_MAX {
        rows.sort_by_key(|row| key(*row));
        return;
    }
    // The key stands beside its row, so that it is looked up once.
    let mut pairs: Vec<(u32, RowId)> = rows.iter().map(|row| (key(*row), *row)).collect();
    let mut sorted = vec![(0, 0); pairs.len()];
    for shift in [u32::BITS - 2 * BITS, u32::BITS - BITS] {
        let digit = |key: u32| (key >> shift) as usize & ((1 << BITS) - 1);
        let mut starts = [0_u32; 1 << BITS];
        for (key, _) in &pairs {
            starts[digit(*key)] += 1;
        }
        if starts.contains(&(pairs.len() as u32)) {
            continue;
        }
        let mut start = 0;
        for count in &mut starts {
            start += std::mem::replace(count, start);
        }
        for pair in &pairs {
            let place = &mut starts[digit(pair.0)];
            sorted[*place as usize] = *pair;
            *place += 1;
        }
        std::mem::swap(&mut pairs, &mut sorted);
    }
    for alike in
        pairs.chunk_by_mut(|(one, _), (other, _)| one >> (u32::BITS - 2 * BITS) == other >> (u32::BITS - 2 * BITS))
    {
        if !alike.is_sorted_by_key(|(key, _)| *key) {
            alike.sort_by_key(|(key, _)| *key);
        }
    }
    rows.iter_mut().zip(pairs).for_each(|(row, (_, sorted))| *row = sorted);
}

/// A counting sort of `rows` by a digit below `n_digits`.
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

/// Rows that are shared, made where they stay: each page of memory that is touched for the first time costs a
/// microsecond or more.
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
        fn many_rows_are_sorted_as_few_are(keys in proptest::collection::vec(prop_oneof![any::<u32>(), 7_u32..9], 1..50)) {
            let rows: Vec<RowId> = (0..COMPARED_MAX as RowId * 2).rev().collect();
            let key = |row: RowId| keys[(row * 31) as usize % keys.len()];
            let (mut sorted, mut expected) = (rows.clone(), rows);
            sort_by_key(&mut sorted, key);
            expected.sort_by_key(|row| key(*row));
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn rows_are_sorted_and_equal_ones_stay(ranks in proptest::collection::vec(0_u32..40, 0..200), wide in 0_u32..2) {
            // Ranks that take two passes, and ranks that take one.
            let of_row: Vec<u32> = ranks.iter().map(|rank| if wide == 1 { rank * 99_991 } else { *rank }).collect();
            let n_ranks = of_row.iter().max().map_or(1, |most| *most as usize + 1);
            let rows: Vec<RowId> = (0..of_row.len() as RowId).rev().filter(|row| row % 7 != 3).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|row| of_row[*row as usize]);
            prop_assert_eq!(&Ranks { of_row, n_ranks }.sort(&rows)[..], expected);
        }
    }
}
