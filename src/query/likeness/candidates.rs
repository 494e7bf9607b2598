//! The rows that are scored: those of the time that an article is compared with, numbered without gaps.

use std::ops::Range;

use crate::index::{Bitmap, RowId};

/// The rows that are scored. What is counted of them fits the processor's cache, where that of all rows does not.
pub(super) struct Candidates {
    /// The rows, and for each word of their set the number of rows before it; `None` for all rows.
    some: Option<(Bitmap, Vec<u32>)>,
    n_rows: usize,
}

impl Candidates {
    /// All rows below `n_rows`.
    pub fn all(n_rows: usize) -> Self {
        Self { some: None, n_rows }
    }

    /// The rows of a set.
    pub fn some(rows: Bitmap) -> Self {
        let mut n_before = 0;
        let count = |word: &u64| {
            let n_own = n_before;
            n_before += word.count_ones();
            n_own
        };
        let counts = rows.words().iter().map(count).collect();
        Self { some: Some((rows, counts)), n_rows: n_before as usize }
    }

    /// The number of candidates.
    pub fn len(&self) -> usize {
        self.n_rows
    }

    /// The number of candidates before a row.
    pub fn n_before(&self, row: RowId) -> u32 {
        let Some((rows, counts)) = &self.some else { return row };
        let own = rows.words().get(row as usize / 64).zip(counts.get(row as usize / 64));
        own.map_or(self.n_rows as u32, |(word, count)| count + (word & ((1 << (row % 64)) - 1)).count_ones())
    }

    /// True if a row is one of them.
    #[inline]
    pub fn has(&self, row: RowId) -> bool {
        self.some.as_ref().is_none_or(|(rows, _)| rows.contains(row))
    }

    /// Some of the rows `within` that hold all candidates among them; `None` where there is none.
    pub fn rows_around(&self, within: Range<RowId>) -> Option<Range<RowId>> {
        let Some((rows, _)) = &self.some else { return Some(within).filter(|rows| !rows.is_empty()) };
        if self.n_before(within.start) == self.n_before(within.end) {
            return None;
        }
        // By whole words of the set.
        let words = within.start / 64..within.end.div_ceil(64).min(rows.words().len() as RowId);
        let is_there = |word: &RowId| rows.words()[*word as usize] != 0;
        let (first, last) = (words.clone().find(is_there)?, words.rev().find(is_there)?);
        Some((first * 64).max(within.start)..((last + 1) * 64).min(within.end))
    }

    /// The number of a row among them.
    #[inline]
    pub fn number_of(&self, row: RowId) -> Option<u32> {
        match &self.some {
            Some((rows, _)) => rows.contains(row).then(|| self.n_before(row)),
            None => Some(row),
        }
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = RowId> {
        let all = if self.some.is_none() { self.n_rows as RowId } else { 0 };
        self.some.iter().flat_map(|(rows, _)| rows.iter()).chain(0..all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_without_gaps() {
        let mut rows = Bitmap::new(200);
        let known = [0, 3, 63, 64, 65, 130, 199];
        for row in known {
            rows.insert(row);
        }
        let candidates = Candidates::some(rows);
        assert_eq!((candidates.len(), candidates.rows().collect::<Vec<_>>()), (known.len(), known.to_vec()));
        let numbers: Vec<Option<u32>> = known.iter().map(|row| candidates.number_of(*row)).collect();
        assert_eq!(numbers, (0..7).map(Some).collect::<Vec<_>>());
        assert_eq!([1, 66, 198, 500].map(|row| candidates.number_of(row)), [None; 4]);
        assert_eq!([0, 1, 64, 66, 200, 500].map(|row| candidates.n_before(row)), [0, 1, 3, 5, 7, 7]);
        let around = [0..200, 64..65, 4..63, 66..200, 131..140, 131..199].map(|within| candidates.rows_around(within));
        let expected = [Some(0..200), Some(64..65), None, Some(66..200), None, None];
        assert_eq!(around, expected);
        assert_eq!((Candidates::all(9).rows_around(2..5), Candidates::all(9).rows_around(2..2)), (Some(2..5), None));
        assert_eq!(
            (Candidates::all(9).number_of(8), Candidates::all(3).rows().collect::<Vec<_>>()),
            (Some(8), vec![0, 1, 2])
        );
    }
}
