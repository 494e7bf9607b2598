//! Finds the rows in which any of many words is at one of the target positions.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::targets::Targets;
use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::dictionary::{DictionaryEntry, PostingsCursor};
use crate::index::stored::postings::{PostingsReader, has_row_of};
use crate::index::stored::{Damaged, IndexedField};

/// The number of rows from which a word can be a frequent word.
const FREQUENT_ROWS: u32 = 128;
/// A word is frequent if at least one in this many rows has it. A segment has a few hundred such words, so the place in
/// the postings of each is kept.
const FREQUENT_SHARE: usize = 256;

/// The bytes of each of the two postings streams (rows and positions) of a frequent word that are in memory.
const WINDOW_BYTES: u64 = 64 * 1024;

/// The number of dictionary entries between two calls of `stop`, which are then a tenth of a millisecond apart.
const WORDS_BETWEEN_LOOKS: u32 = 4_096;

/// A set of rows that returns the index of a row in constant time.
struct Ranks {
    rows: Bitmap,
    /// The number of rows before each 64-bit word of the set.
    n_before: Vec<u32>,
}

impl Ranks {
    fn of(rows: impl Iterator<Item = u32>, n_rows: usize) -> Self {
        let mut set = Bitmap::new(n_rows);
        for row in rows {
            set.insert(row);
        }
        let mut before = 0;
        let n_before = set.words().iter().map(|word| {
            let n_before = before;
            before += word.count_ones();
            n_before
        });
        Self { n_before: n_before.collect(), rows: set }
    }

    /// Returns the index of a row of the set.
    fn place_of(&self, row: u32) -> usize {
        let word_idx = row as usize / 64;
        let before = self.rows.words()[word_idx] & ((1 << (row % 64)) - 1);
        (self.n_before[word_idx] + before.count_ones()) as usize
    }
}

/// The state of a search for the rows in which words are at their targets, within one batch of targets.
struct Hits<'run> {
    targets: &'run Targets,
    ranks: Ranks,
    /// The rows that have no hit yet.
    wanted: Bitmap,
    n_wanted: usize,
    into: &'run mut Bitmap,
    distances: Vec<u32>,
}

impl<'run> Hits<'run> {
    /// Creates the state for all rows of the targets that are not in `into`.
    fn new(targets: &'run Targets, into: &'run mut Bitmap) -> Self {
        let mut wanted = Bitmap::new(into.n_rows());
        let rows = || targets.rows();
        rows().filter(|row| !into.contains(*row)).for_each(|row| wanted.insert(row));
        let ranks = Ranks::of(rows(), into.n_rows());
        Self { targets, ranks, n_wanted: wanted.count(), wanted, into, distances: Vec::new() }
    }

    /// Adds the rows of one block of a word's postings that have a hit, only those in `candidates` if given.
    ///
    /// `read` reads the distances of all positions of the block.
    fn add_block(
        &mut self,
        rows: &[u32],
        counts: &[u32],
        candidates: Option<&Bitmap>,
        read: impl FnOnce(&mut Vec<u32>) -> Result<(), Damaged>,
    ) -> Result<(), Damaged> {
        let is_candidate = |row: u32| candidates.is_none_or(|candidates| candidates.contains(row));
        let Some(first) = rows.iter().position(|row| self.wanted.contains(*row) && is_candidate(*row)) else {
            return Ok(());
        };
        read(&mut self.distances)?;
        let mut start: usize = counts[..first].iter().map(|count| *count as usize).sum();
        for (row, count) in rows.iter().zip(counts).skip(first) {
            let end = start + *count as usize;
            if self.wanted.contains(*row) && is_candidate(*row) {
                let own = self.distances.get(start..end);
                let own = own.ok_or_else(|| Damaged::content("a row with too few positions"))?;
                if self.targets.is_hit(self.ranks.place_of(*row), own) {
                    self.into.insert(*row);
                    self.wanted.remove(*row);
                    self.n_wanted -= 1;
                }
            }
            start = end;
        }
        Ok(())
    }
}

/// A search for the rows in which any of many words is at a target. The targets come in batches.
///
/// The postings of a frequent word are read in parallel with the batches, each time from where the batch before ended.
/// The many other words are tested once for many batches, on the rows without a hit of a frequent word.
pub(super) struct TargetSearch<'run> {
    field: IndexedField,
    words: Range<u32>,
    is_meant: &'run dyn Fn(u32) -> bool,
    /// The frequent words, in descending order of frequency.
    frequent: Vec<FrequentWord>,
    /// The number of rows from which a word is frequent.
    frequent_rows: u32,
    /// The targets of the rows without a hit of a frequent word.
    left: Targets,
}

/// A frequent word of a [`TargetSearch`].
struct FrequentWord {
    word: DictionaryEntry,
    /// The place up to which its postings have been read.
    place: PostingsCursor,
    /// The only rows in which it can be at a target, if known.
    candidates: Option<Bitmap>,
}

impl Execution<'_> {
    /// Creates a search for the rows in which a word is at a target: a word of the numbers `words` that satisfies
    /// `is_meant`. `candidates` maps numbers of words to the only rows in which they can have a hit.
    pub(super) fn search_for_hits<'run>(
        &self,
        field: IndexedField,
        words: Range<u32>,
        is_meant: &'run dyn Fn(u32) -> bool,
        mut candidates: BTreeMap<u32, Bitmap>,
    ) -> Outcome<TargetSearch<'run>> {
        let frequent_rows = FREQUENT_ROWS.max((self.segment.len() / FREQUENT_SHARE) as u32);
        let mut frequent = Vec::new();
        self.for_each_entry(field, words.clone(), &mut |number, word| {
            if word.n_rows >= frequent_rows && is_meant(number) {
                let candidates = candidates.remove(&number);
                frequent.push(FrequentWord { word: word.clone(), place: word.place(), candidates });
            }
            true
        })?;
        frequent.sort_by_key(|frequent| Reverse(frequent.word.n_rows));
        Ok(TargetSearch { field, words, is_meant, frequent, frequent_rows, left: Targets::default() })
    }

    /// Adds the rows of the next batch of targets that a frequent word hits. All rows of a batch must come after those
    /// of the batch before.
    pub(super) fn add_rows_hit(
        &self,
        search: &mut TargetSearch<'_>,
        targets: &Targets,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        let Some(last_row) = targets.rows().next_back() else { return Ok(()) };
        let mut hits = Hits::new(targets, into);
        let Some(FrequentWord { word: first, .. }) = search.frequent.first() else {
            return self.leave(search, targets, into);
        };
        let mut reader = self.segment.dictionary()?.list_reader(first, WINDOW_BYTES);
        for FrequentWord { word, place, candidates } in &mut search.frequent {
            if hits.n_wanted == 0 {
                break;
            }
            if candidates.as_ref().is_some_and(Bitmap::is_empty) {
                continue;
            }
            self.check_stopped()?;
            reader.restart(word, *place);
            while hits.n_wanted > 0 && reader.next_block()? {
                hits.add_block(reader.rows(), reader.counts(), candidates.as_ref(), |distances| {
                    reader.distances(distances)
                })?;
                // The rest of the block belongs to the next batch.
                if reader.rows().last().is_some_and(|row| *row > last_row) {
                    break;
                }
                *place = reader.place();
            }
        }
        self.leave(search, targets, into)
    }

    /// Keeps the targets of the rows without a hit for the words that are not frequent.
    fn leave(&self, search: &mut TargetSearch<'_>, targets: &Targets, into: &mut Bitmap) -> Outcome<()> {
        for (at, row) in targets.rows().enumerate() {
            if !into.contains(row) {
                search.left.push_of(targets, at);
            }
        }
        if search.left.len() >= self.at_once.spans { self.add_rows_left(search, into) } else { Ok(()) }
    }

    /// Adds the rows of the batches so far that one of the other words hits. Must be called after the last batch.
    pub(super) fn add_rows_left(&self, search: &mut TargetSearch<'_>, into: &mut Bitmap) -> Outcome<()> {
        if search.left.len() == 0 {
            return Ok(());
        }
        let dictionary = self.segment.dictionary()?;
        let TargetSearch { field, words, is_meant, frequent_rows, left, .. } = search;
        let mut hits = Hits::new(left, into);
        let (mut together, at_once) = (Vec::new(), &self.at_once);
        let (mut rows, mut positions) = (Vec::new(), Vec::new());
        let mut number = words.start;
        while number < words.end && hits.n_wanted > 0 {
            self.check_stopped()?;
            together.clear();
            let mut n_bytes = 0;
            let until = words.end.min(number.saturating_add(at_once.words));
            dictionary.for_each_entry(*field, number..until, &mut |at, word| {
                number = at + 1;
                n_bytes += word.n_bytes();
                if word.n_rows < *frequent_rows && is_meant(at) {
                    together.push(word.clone());
                }
                n_bytes < at_once.bytes
            })?;
            let (Some(first), Some(last)) = (together.first(), together.last()) else { continue };
            dictionary.read_lists(first, last, &mut rows, &mut positions)?;
            let mut reader = PostingsReader::new(field.detail(), 0, &[], &[]);
            for word in &together {
                let (rows, positions) = word.bytes_within(first, &rows, &positions)?;
                if !has_row_of(word.detail(), word.n_rows, rows, &hits.wanted)? {
                    continue;
                }
                reader.restart(word.n_rows, rows, positions);
                while hits.n_wanted > 0 && reader.next_block()? {
                    hits.add_block(reader.rows(), reader.counts(), None, |distances| reader.distances(distances))?;
                }
            }
        }
        drop(hits);
        search.left.clear();
        Ok(())
    }

    /// Visits the entries of words until `visit` returns false. Ends the execution if its result is no longer wanted.
    pub(super) fn for_each_entry(
        &self,
        field: IndexedField,
        words: Range<u32>,
        visit: &mut dyn FnMut(u32, &DictionaryEntry) -> bool,
    ) -> Outcome<()> {
        self.segment.dictionary()?.for_each_entry(field, words, &mut |number, word| {
            (!number.is_multiple_of(WORDS_BETWEEN_LOOKS) || !self.is_over()) && visit(number, word)
        })?;
        self.check_stopped()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_row_has_its_place(rows in proptest::collection::btree_set(0_u32..200, 1..60)) {
            let rows: Vec<u32> = rows.into_iter().collect();
            let ranks = Ranks::of(rows.iter().copied(), 200);
            for (place, row) in rows.iter().enumerate() {
                prop_assert_eq!(ranks.place_of(*row), place);
            }
        }
    }
}
