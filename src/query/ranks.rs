//! A rank for each row, and the order of the rows by it.

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
    pub fn sort(&self, rows: &[RowId]) -> Vec<RowId> {
        if self.n_ranks <= RANKS_AT_ONCE {
            return counted(rows, self.n_ranks, |row| self.of_row[row as usize]);
        }
        // By the lower half of the rank, then by the upper.
        let n_bits = (self.n_ranks.ilog2() + 1).div_ceil(2);
        let mask = (1 << n_bits) - 1;
        let by_lower = counted(rows, 1 << n_bits, |row| self.of_row[row as usize] & mask);
        counted(&by_lower, (self.n_ranks >> n_bits) + 1, |row| self.of_row[row as usize] >> n_bits)
    }
}

/// A counting sort of `rows` by a digit below `n_digits`.
fn counted(rows: &[RowId], n_digits: usize, digit: impl Fn(RowId) -> u32) -> Vec<RowId> {
    let mut starts = vec![0_u32; n_digits + 1];
    for row in rows {
        starts[digit(*row) as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut sorted = vec![0; rows.len()];
    for row in rows {
        let place = &mut starts[digit(*row) as usize];
        sorted[*place as usize] = *row;
        *place += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_sorted_and_equal_ones_stay(ranks in proptest::collection::vec(0_u32..40, 0..200), wide in 0_u32..2) {
            // Ranks that take two passes, and ranks that take one.
            let of_row: Vec<u32> = ranks.iter().map(|rank| if wide == 1 { rank * 99_991 } else { *rank }).collect();
            let n_ranks = of_row.iter().max().map_or(1, |most| *most as usize + 1);
            let rows: Vec<RowId> = (0..of_row.len() as RowId).rev().filter(|row| row % 7 != 3).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|row| of_row[*row as usize]);
            prop_assert_eq!(Ranks { of_row, n_ranks }.sort(&rows), expected);
        }
    }
}
