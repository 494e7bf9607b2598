//! A set of rows with one bit for each row, on which searches work.

use std::ops::Range;

use super::row_id::RowId;

/// A set of rows below a length. Sets that are combined have the same length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
    n_rows: usize,
}

impl Bitmap {
    /// Creates the empty set of rows below `n_rows`.
    pub fn new(n_rows: usize) -> Self {
        Self { words: vec![0; n_rows.div_ceil(64)], n_rows }
    }

    /// Creates the set of all rows below `n_rows`.
    pub fn full(n_rows: usize) -> Self {
        let mut full = Self { words: vec![u64::MAX; n_rows.div_ceil(64)], n_rows };
        full.clear_beyond();
        full
    }

    /// Creates a set from the words that [`Self::words`] returns.
    pub fn from_words(words: Vec<u64>, n_rows: usize) -> Self {
        let mut set = Self { words, n_rows };
        set.words.resize(n_rows.div_ceil(64), 0);
        set.clear_beyond();
        set
    }

    /// Returns the bits: 64 rows in each word, the lowest row in the lowest bit.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Returns the length: every row of the set is below it.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Changes the length. New rows are not in the set.
    pub fn resize(&mut self, n_rows: usize) {
        self.words.resize(n_rows.div_ceil(64), 0);
        self.n_rows = n_rows;
        self.clear_beyond();
    }

    /// Adds a row. A row beyond the length is ignored.
    #[inline]
    pub fn insert(&mut self, row: RowId) {
        if let Some(word) = self.words.get_mut(row as usize / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// Removes a row.
    pub fn remove(&mut self, row: RowId) {
        if let Some(word) = self.words.get_mut(row as usize / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    #[inline]
    pub fn contains(&self, row: RowId) -> bool {
        self.words.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    /// Counts the rows in the set, in time linear in its length.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Keeps only the rows that are in `other` too.
    pub fn and(&mut self, other: &Self) {
        self.join(other, |own, other| own & other);
    }

    /// Adds the rows of `other`.
    pub fn or(&mut self, other: &Self) {
        self.join(other, |own, other| own | other);
        self.clear_beyond();
    }

    /// Adds the rows of a set that is given as the bytes of its [`Self::words`], the lowest byte first.
    pub fn or_bytes(&mut self, bytes: &[u8]) {
        for (own, bytes) in self.words.iter_mut().zip(bytes.chunks_exact(8)) {
            *own |= u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        }
        self.clear_beyond();
    }

    /// Removes the rows of `other`.
    pub fn and_not(&mut self, other: &Self) {
        self.join(other, |own, other| own & !other);
    }

    /// Replaces the set by its complement.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_beyond();
    }

    fn join(&mut self, other: &Self, join: impl Fn(u64, u64) -> u64) {
        let n_common = other.words.len().min(self.words.len());
        let (common, rest) = self.words.split_at_mut(n_common);
        for (own, other) in common.iter_mut().zip(&other.words) {
            *own = join(*own, *other);
        }
        for own in rest {
            *own = join(*own, 0);
        }
    }

    /// Replaces the rows from `first_row` on by those of `part`.
    pub fn put(&mut self, first_row: RowId, part: &Self) {
        if part.n_rows == 0 {
            return;
        }
        self.clear(first_row as usize..first_row as usize + part.n_rows);
        let (shift, first_word) = (first_row % 64, first_row as usize / 64);
        for (at, bits) in part.words.iter().enumerate() {
            if let Some(word) = self.words.get_mut(first_word + at) {
                *word |= bits << shift;
            }
            if shift > 0
                && let Some(word) = self.words.get_mut(first_word + at + 1)
            {
                *word |= bits >> (64 - shift);
            }
        }
    }

    /// Removes the rows of a range that is not empty.
    fn clear(&mut self, rows: Range<usize>) {
        let (first_word, last_word) = (rows.start / 64, (rows.end - 1) / 64);
        for word_idx in first_word..=last_word {
            let from = if word_idx == first_word { u64::MAX << (rows.start % 64) } else { u64::MAX };
            let to = if word_idx == last_word { u64::MAX >> (63 - (rows.end - 1) % 64) } else { u64::MAX };
            if let Some(word) = self.words.get_mut(word_idx) {
                *word &= !(from & to);
            }
        }
    }

    /// Returns the `n_rows` rows from `first_row` on, as a set of their own.
    pub fn part(&self, first_row: RowId, n_rows: usize) -> Self {
        let (shift, first_word) = (first_row % 64, first_row as usize / 64);
        let word = |at: usize| self.words.get(at).copied().unwrap_or(0);
        let words = (0..n_rows.div_ceil(64)).map(|at| {
            let high = if shift > 0 { word(first_word + at + 1) << (64 - shift) } else { 0 };
            word(first_word + at) >> shift | high
        });
        Self::from_words(words.collect(), n_rows)
    }

    /// Returns the rows in the set, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = RowId> {
        self.words.iter().enumerate().flat_map(|(word_idx, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                // `left - 1` clears the lowest bit when combined with `left`.
                left &= left.checked_sub(1)?;
                Some(word_idx as RowId * 64 + bit)
            })
        })
    }

    fn clear_beyond(&mut self) {
        if !self.n_rows.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= u64::MAX >> (64 - self.n_rows % 64);
        }
    }
}

impl FromIterator<RowId> for Bitmap {
    fn from_iter<T: IntoIterator<Item = RowId>>(rows: T) -> Self {
        let rows: Vec<RowId> = rows.into_iter().collect();
        let mut set = Self::new(rows.iter().max().map_or(0, |last| *last as usize + 1));
        for row in rows {
            set.insert(row);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(n_rows: usize, rows: &BTreeSet<RowId>) -> Bitmap {
        let mut set = Bitmap::new(n_rows);
        for row in rows {
            set.insert(*row);
        }
        set
    }

    fn rows() -> impl Strategy<Value = (usize, BTreeSet<RowId>, BTreeSet<RowId>)> {
        (1_usize..300).prop_flat_map(|n_rows| {
            let rows = || proptest::collection::btree_set(0..n_rows as RowId, 0..=n_rows);
            (Just(n_rows), rows(), rows())
        })
    }

    proptest! {
        #[test]
        fn sets_are_joined_as_sets_are((n_rows, one, other) in rows()) {
            let (a, b) = (set(n_rows, &one), set(n_rows, &other));
            let all: BTreeSet<RowId> = (0..n_rows as RowId).collect();
            let check = |joined: &Bitmap, expected: BTreeSet<RowId>| {
                assert_eq!(joined.iter().collect::<Vec<_>>(), expected.iter().copied().collect::<Vec<_>>());
                assert_eq!((joined.count(), joined.is_empty()), (expected.len(), expected.is_empty()));
            };
            let with = |join: fn(&mut Bitmap, &Bitmap)| { let mut a = a.clone(); join(&mut a, &b); a };
            check(&with(Bitmap::and), &one & &other);
            check(&with(Bitmap::or), &one | &other);
            check(&with(Bitmap::and_not), &one - &other);
            check(&with(|a, b| {
                let bytes: Vec<u8> = b.words().iter().flat_map(|word| word.to_le_bytes()).collect();
                a.or_bytes(&bytes);
            }), &one | &other);
            let mut inverted = a.clone();
            inverted.invert();
            check(&inverted, &all - &one);
            check(&Bitmap::full(n_rows), all);
        }

        #[test]
        fn a_part_is_put_where_it_belongs((n_rows, part, whole) in rows(), before in 0_u32..200, after in 0_usize..200) {
            let n_whole = before as usize + n_rows + after;
            let mut all = Bitmap::new(n_whole);
            for row in whole.iter().map(|row| row * 2 % n_whole as RowId) {
                all.insert(row);
            }
            let mut expected: BTreeSet<RowId> = all.iter().collect();
            expected.retain(|row| *row < before || *row as usize >= before as usize + n_rows);
            expected.extend(part.iter().map(|row| row + before));
            all.put(before, &set(n_rows, &part));
            prop_assert_eq!(all.iter().collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(all.part(before, n_rows), set(n_rows, &part));
        }
    }
}
