//! Sets of rows: as bits while searching, and in list order for everyone else.

use std::sync::Arc;

use crate::index::RowId;

/// The rows of an answer, in the order of the list.
#[derive(Clone, Debug)]
pub enum Rows {
    /// Every row: there is no filter.
    All(Arc<[RowId]>),
    /// The rows that match the filter.
    Some(Arc<[RowId]>),
}

impl Rows {
    /// The rows in list order.
    pub fn as_slice(&self) -> &[RowId] {
        match self {
            Self::All(rows) | Self::Some(rows) => rows,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    /// The row at the place `at` of the list, from 0.
    pub fn get(&self, at: usize) -> Option<RowId> {
        self.as_slice().get(at).copied()
    }

    /// The place of `row` in the list. Walks the list: for what happens once, not for each row drawn.
    pub fn position(&self, row: RowId) -> Option<usize> {
        self.as_slice().iter().position(|listed| *listed == row)
    }

    /// The rows in list order, one by one.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = RowId> + ExactSizeIterator {
        self.as_slice().iter().copied()
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self::All(Arc::default())
    }
}

/// A set of rows, one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowSet {
    bits: Vec<u64>,
    n_rows: usize,
}

impl RowSet {
    /// Adds a row that is not in the set yet.
    pub fn insert(&mut self, row: RowId) {
        let word_idx = row as usize / 64;
        if word_idx >= self.bits.len() {
            self.bits.resize(word_idx + 1, 0);
        }
        self.bits[word_idx] |= 1 << (row % 64);
        self.n_rows += 1;
    }

    /// Whether `row` is in the set.
    pub fn contains(&self, row: RowId) -> bool {
        self.bits.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    /// How many rows are in the set.
    pub fn len(&self) -> usize {
        self.n_rows
    }

    /// The rows in the set, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = RowId> {
        self.bits.iter().enumerate().flat_map(|(word_idx, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                // `left - 1` clears the lowest bit when combined with `left`.
                left &= left.checked_sub(1)?;
                Some(word_idx as RowId * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_its_rows() {
        let rows = [0, 3, 63, 64, 130, 1_000];
        let mut set = RowSet::default();
        for row in rows {
            set.insert(row);
        }
        assert_eq!((set.iter().collect::<Vec<_>>(), set.len()), (rows.to_vec(), rows.len()));
        assert!(set.contains(130) && !set.contains(131) && !set.contains(100_000));
    }
}
