//! Words that follow each other, from their positions; where both of two are common, from the list of the pair.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::places::{Cursor, Places};
use super::targets::Targets;
use super::words::Asked;
use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::dictionary::{Dictionary, Word};
use crate::index::stored::{Damaged, IndexedField, is_character};

/// The words of a start are read before those in front of it when they have at most so many rows in all, and fewer
/// than those in front have.
const FEW_ROWS: u32 = 1 << 16;

/// So few rows are looked at faster than the list of another pair is read.
const FEW_CANDIDATES: usize = 64;

/// How much of each of the two lists of a word is in memory, where a phrase has few words.
const WINDOW_BYTES_MAX: u64 = 64 * 1024;

/// Which rows may have a phrase, by the lists of pairs.
pub(super) enum WithPairs {
    /// No pair of its words has a list, so any row may.
    Any,
    /// These at most.
    Rows(Bitmap),
    /// None.
    No,
}

impl Execution<'_> {
    /// Adds the rows in whose field the words that are asked for follow each other; two at least, a start counted.
    pub(super) fn add_rows_of_phrase(
        &self,
        field: IndexedField,
        asked: &Asked<'_>,
        within: Option<&Bitmap>,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        if asked.start.is_none()
            && field == IndexedField::Body
            && let [_, _] = asked.whole.as_slice()
            && self.is_pair(&asked.whole)?
        {
            let dictionary = self.segment.dictionary()?;
            if let Some(word) = dictionary.word(IndexedField::Pairs, &asked.whole.join(" "))? {
                dictionary.add_rows(&word, into)?;
            }
            return Ok(());
        }
        let of_pairs = match self.rows_with_pairs(field, &asked.whole)? {
            WithPairs::No => return Ok(()),
            WithPairs::Any => None,
            WithPairs::Rows(mut rows) => {
                if let Some(within) = within {
                    rows.and(within);
                }
                Some(rows)
            }
        };
        let candidates = of_pairs.as_ref().or(within);
        let length = asked.whole.len() as u32;
        let Some(start) = asked.start else {
            return self.for_each_place(field, &asked.whole, candidates, &mut |places| {
                places.rows.iter().for_each(|row| into.insert(*row));
                Ok(())
            });
        };
        let words = self.segment.dictionary()?.words_from_start(field, start)?;
        let Some(mut whole) = self.words_of_phrase(field, &asked.whole)? else { return Ok(()) };
        if let Some(mut places) = self.places_of_few(field, &whole, length, words.clone(), candidates)? {
            self.retain_words(&mut whole, &mut places)?;
            places.rows.iter().for_each(|row| into.insert(*row));
            return Ok(());
        }
        // The pairs of a common word with those that begin so are known, so only the others are looked at, and only in
        // rows without such a pair.
        let mut left_out = Vec::new();
        let mut candidates = candidates.cloned();
        if field == IndexedField::Body
            && let [word] = asked.whole.as_slice()
            && self.is_common(word)?
        {
            let dictionary = self.segment.dictionary()?;
            let pairs = dictionary.words_from_start(IndexedField::Pairs, &format!("{word} {start}"))?;
            dictionary.add_rows_of(IndexedField::Pairs, pairs, into, &|| self.is_over())?;
            self.go_on()?;
            for common in self.segment.tables()?.common_words.iter().filter(|common| common.starts_with(start)) {
                left_out.push(dictionary.number_of(field, common)?);
            }
            candidates.get_or_insert_with(|| Bitmap::full(into.n_rows())).and_not(into);
        }
        let is_meant = |number: u32| !left_out.contains(&Some(number));
        let rows_of_pairs = self.rows_by_last_word(field, asked.whole.last().copied(), start)?;
        let mut search = self.search_for_hits(field, words, &is_meant, rows_of_pairs)?;
        let mut targets = Targets::default();
        self.for_each_place(field, &asked.whole, candidates.as_ref(), &mut |places| {
            targets.put_behind(places, length)?;
            self.add_rows_hit(&mut search, &targets, into)
        })?;
        self.add_rows_left(&mut search, into)
    }

    /// The rows in which common words that begin with `start` follow the word `before`, by the numbers of these words:
    /// where that word is common as well, the lists of pairs tell.
    pub(super) fn rows_by_last_word(
        &self,
        field: IndexedField,
        before: Option<&str>,
        start: &str,
    ) -> Outcome<BTreeMap<u32, Bitmap>> {
        let mut found = BTreeMap::new();
        let Some(before) = before else { return Ok(found) };
        if field != IndexedField::Body || !self.is_common(before)? {
            return Ok(found);
        }
        let dictionary = self.segment.dictionary()?;
        for common in self.segment.tables()?.common_words.iter().filter(|common| common.starts_with(start)) {
            self.go_on()?;
            let Some(number) = dictionary.number_of(field, common)? else { continue };
            let mut rows = self.none();
            if let Some(pair) = dictionary.word(IndexedField::Pairs, &format!("{before} {common}"))? {
                dictionary.add_rows(&pair, &mut rows)?;
            }
            found.insert(number, rows);
        }
        Ok(found)
    }

    /// Whether a word is one of those whose pairs have lists.
    fn is_common(&self, word: &str) -> Outcome<bool> {
        let common = &self.segment.tables()?.common_words;
        Ok(common.binary_search_by(|common| (**common).cmp(word)).is_ok())
    }

    /// The rows that have all those pairs of words of a phrase whose rows have lists.
    pub(super) fn rows_with_pairs(&self, field: IndexedField, words: &[&str]) -> Outcome<WithPairs> {
        if field != IndexedField::Body {
            return Ok(WithPairs::Any);
        }
        let dictionary = self.segment.dictionary()?;
        let distinct: BTreeSet<(&str, &str)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let mut pairs = Vec::new();
        for (first, second) in distinct {
            if !self.is_pair(&[first, second])? {
                continue;
            }
            self.go_on()?;
            match dictionary.word(IndexedField::Pairs, &format!("{first} {second}"))? {
                Some(word) => pairs.push(word),
                None => return Ok(WithPairs::No),
            }
        }
        // The rarest first: what they leave need not be compared with the long lists of the others.
        pairs.sort_by_key(|word| word.n_rows);
        let mut found: Option<Bitmap> = None;
        for word in &pairs {
            self.go_on()?;
            if found.as_ref().is_some_and(|found| found.count() <= FEW_CANDIDATES) {
                break;
            }
            let mut rows = self.none();
            dictionary.add_rows(word, &mut rows)?;
            match &mut found {
                Some(found) => found.and(&rows),
                None => found = Some(rows),
            }
        }
        Ok(match found {
            None => WithPairs::Any,
            Some(rows) if rows.is_empty() => WithPairs::No,
            Some(rows) => WithPairs::Rows(rows),
        })
    }

    /// Whether the rows in which two words follow each other have a list.
    fn is_pair(&self, words: &[&str]) -> Outcome<bool> {
        if words.iter().all(|word| is_character(word)) {
            return Ok(true);
        }
        for word in words {
            if !self.is_common(word)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Goes through the places where whole words follow each other, some rows at a time.
    pub(super) fn for_each_place(
        &self,
        field: IndexedField,
        words: &[&str],
        candidates: Option<&Bitmap>,
        visit: &mut dyn FnMut(&mut Places) -> Outcome<()>,
    ) -> Outcome<()> {
        let Some(mut words) = self.words_of_phrase(field, words)? else { return Ok(()) };
        let Some((rarest, others)) = words.split_first_mut() else { return Ok(()) };
        let first = open(&rarest.word, self.segment.dictionary()?, rarest.window_bytes, &mut rarest.cursor)?;
        let mut places = Places::default();
        let mut is_more = true;
        while is_more {
            self.go_on()?;
            is_more = first.collect(&rarest.offsets, candidates, self.at_once.places, &mut places)?;
            self.retain_words(others, &mut places)?;
            if !places.rows.is_empty() {
                visit(&mut places)?;
            }
        }
        Ok(())
    }

    /// The different words of a phrase, the rarest first. `None` where one is not in any text.
    fn words_of_phrase(&self, field: IndexedField, words: &[&str]) -> Outcome<Option<Vec<PhraseWord<'_>>>> {
        let dictionary = self.segment.dictionary()?;
        let mut offsets: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (offset, word) in (0..).zip(words) {
            offsets.entry(word).or_default().push(offset);
        }
        let window_bytes = (self.at_once.bytes / offsets.len().max(1) as u64).min(WINDOW_BYTES_MAX);
        let mut found = Vec::with_capacity(offsets.len());
        for (word, offsets) in offsets {
            self.go_on()?;
            let Some(word) = dictionary.word(field, word)? else { return Ok(None) };
            found.push(PhraseWord { offsets, word, window_bytes, cursor: None });
        }
        found.sort_by_key(|word| word.word.n_rows);
        Ok(Some(found))
    }

    /// Keeps the places at which whole words follow each other.
    fn retain_words<'run>(&'run self, words: &mut [PhraseWord<'run>], places: &mut Places) -> Outcome<()> {
        for word in words {
            if places.rows.is_empty() {
                break;
            }
            self.go_on()?;
            let cursor = open(&word.word, self.segment.dictionary()?, word.window_bytes, &mut word.cursor)?;
            cursor.retain(&word.offsets, places)?;
        }
        Ok(())
    }

    /// The places where a phrase may start whose last word is one of `words`, if these are rarer than all before,
    /// `whole`.
    fn places_of_few(
        &self,
        field: IndexedField,
        whole: &[PhraseWord<'_>],
        length: u32,
        words: Range<u32>,
        candidates: Option<&Bitmap>,
    ) -> Outcome<Option<Places>> {
        let dictionary = self.segment.dictionary()?;
        let most = whole.first().map_or(0, |word| word.word.n_rows).min(FEW_ROWS);
        let (mut entries, mut n_rows) = (Vec::new(), 0_u32);
        dictionary.for_each_entry(field, words, &mut |_, word| {
            n_rows = n_rows.saturating_add(word.n_rows);
            entries.push(word.clone());
            n_rows < most
        })?;
        if n_rows >= most {
            return Ok(None);
        }
        let mut found = Vec::new();
        let mut of_word = Places::default();
        for word in &entries {
            self.go_on()?;
            let mut cursor = Cursor::new(dictionary.list_reader(word, WINDOW_BYTES_MAX))?;
            let mut is_more = true;
            while is_more {
                is_more = cursor.collect(&[length], candidates, self.at_once.places, &mut of_word)?;
                found.extend(of_word.iter().flat_map(|(row, starts)| starts.iter().map(move |start| (row, *start))));
                if found.len() > self.at_once.places {
                    // The other way goes through them part by part.
                    return Ok(None);
                }
            }
        }
        found.sort_unstable();
        let mut places = Places::default();
        for (row, start) in found {
            places.push(row, start);
        }
        Ok(Some(places))
    }
}

/// A word of a phrase.
struct PhraseWord<'run> {
    /// Its places in the phrase.
    offsets: Vec<u32>,
    word: Word,
    window_bytes: u64,
    /// Its list, once it has been looked at: of a long phrase only a few are.
    cursor: Option<Cursor<'run>>,
}

/// The cursor of a word, at its first row where it has not been used.
fn open<'cursor, 'run>(
    word: &Word,
    dictionary: &'run Dictionary,
    window_bytes: u64,
    cursor: &'cursor mut Option<Cursor<'run>>,
) -> Result<&'cursor mut Cursor<'run>, Damaged> {
    match cursor {
        Some(cursor) => Ok(cursor),
        closed => Ok(closed.insert(Cursor::new(dictionary.list_reader(word, window_bytes))?)),
    }
}
