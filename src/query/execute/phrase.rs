//! Finds words that follow each other, from their positions; for two common words, from the postings of the pair.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::places::{Cursor, Places};
use super::targets::Targets;
use super::words::SearchWords;
use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::dictionary::{Dictionary, DictionaryEntry};
use crate::index::stored::{Damaged, IndexedField, is_character};

/// The largest number of rows, of all words with a prefix, for which these words are read before the words in front of
/// them. They must also have fewer rows than those words.
const FEW_ROWS: u32 = 1 << 16;

/// The number of candidate rows at which no further pair is read: testing so few rows takes less time.
const FEW_CANDIDATES: usize = 64;

/// The bytes of each of the two postings streams of a word that are in memory, if a phrase has few words.
const WINDOW_BYTES_MAX: u64 = 64 * 1024;

/// The rows that may contain a phrase, according to the postings of its pairs.
pub(super) enum WithPairs {
    /// Any row: no pair of its words has postings.
    Any,
    /// Only these rows.
    Rows(Bitmap),
    /// No row.
    No,
}

impl Execution<'_> {
    /// Adds the rows whose field contains the words of `asked` in order. There must be at least two words, prefix
    /// included.
    pub(super) fn add_rows_of_phrase(
        &self,
        field: IndexedField,
        asked: &SearchWords<'_>,
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
        // Pairs of a common word and a common word with this prefix have postings. So only the other words are tested,
        // and only on rows without such a pair.
        let mut left_out = Vec::new();
        let mut candidates = candidates.cloned();
        if field == IndexedField::Body
            && let [word] = asked.whole.as_slice()
            && self.is_common(word)?
        {
            let dictionary = self.segment.dictionary()?;
            let pairs = dictionary.words_from_start(IndexedField::Pairs, &format!("{word} {start}"))?;
            dictionary.add_rows_of(IndexedField::Pairs, pairs, into, &|| self.is_over())?;
            self.check_stopped()?;
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

    /// Returns, for each common word with the prefix `start`, the rows in which it follows the word `before`.
    ///
    /// The keys are the numbers of the words. The result is empty unless `before` is a common word, whose pairs have
    /// postings.
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
            self.check_stopped()?;
            let Some(number) = dictionary.number_of(field, common)? else { continue };
            let mut rows = self.none();
            if let Some(pair) = dictionary.word(IndexedField::Pairs, &format!("{before} {common}"))? {
                dictionary.add_rows(&pair, &mut rows)?;
            }
            found.insert(number, rows);
        }
        Ok(found)
    }

    /// True if a word is one of those whose pairs have postings.
    fn is_common(&self, word: &str) -> Outcome<bool> {
        let common = &self.segment.tables()?.common_words;
        Ok(common.binary_search_by(|common| (**common).cmp(word)).is_ok())
    }

    /// Returns the rows that contain all pairs of words of a phrase, as far as the pairs have postings.
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
            self.check_stopped()?;
            match dictionary.word(IndexedField::Pairs, &format!("{first} {second}"))? {
                Some(word) => pairs.push(word),
                None => return Ok(WithPairs::No),
            }
        }
        // The rarest pairs are first: the few rows that they leave need not be compared with the long postings of the
        // others.
        pairs.sort_by_key(|word| word.n_rows);
        let mut found: Option<Bitmap> = None;
        for word in &pairs {
            self.check_stopped()?;
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

    /// True if the pair of words has postings.
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

    /// Visits the places where whole words follow each other, in batches of rows.
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
            self.check_stopped()?;
            is_more = first.collect(&rarest.offsets, candidates, self.at_once.places, &mut places)?;
            self.retain_words(others, &mut places)?;
            if !places.rows.is_empty() {
                visit(&mut places)?;
            }
        }
        Ok(())
    }

    /// Returns the distinct words of a phrase, rarest first; `None` if one of them is in no text.
    fn words_of_phrase(&self, field: IndexedField, words: &[&str]) -> Outcome<Option<Vec<PhraseWord<'_>>>> {
        let dictionary = self.segment.dictionary()?;
        let mut offsets: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (offset, word) in (0..).zip(words) {
            offsets.entry(word).or_default().push(offset);
        }
        let window_bytes = (self.at_once.bytes / offsets.len().max(1) as u64).min(WINDOW_BYTES_MAX);
        let mut found = Vec::with_capacity(offsets.len());
        for (word, offsets) in offsets {
            self.check_stopped()?;
            let Some(word) = dictionary.word(field, word)? else { return Ok(None) };
            found.push(PhraseWord { offsets, word, window_bytes, cursor: None });
        }
        found.sort_by_key(|word| word.word.n_rows);
        Ok(Some(found))
    }

    /// Keeps the places at which the words of the phrase are at their offsets.
    fn retain_words<'run>(&'run self, words: &mut [PhraseWord<'run>], places: &mut Places) -> Outcome<()> {
        for word in words {
            if places.rows.is_empty() {
                break;
            }
            self.check_stopped()?;
            let cursor = open(&word.word, self.segment.dictionary()?, word.window_bytes, &mut word.cursor)?;
            cursor.retain(&word.offsets, places)?;
        }
        Ok(())
    }

    /// Returns the places where a phrase whose last word is one of `words` may start; `None` unless those words have
    /// fewer rows than each word of `whole`, the words before them.
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
            self.check_stopped()?;
            let mut cursor = Cursor::new(dictionary.list_reader(word, WINDOW_BYTES_MAX))?;
            let mut is_more = true;
            while is_more {
                is_more = cursor.collect(&[length], candidates, self.at_once.places, &mut of_word)?;
                found.extend(of_word.iter().flat_map(|(row, starts)| starts.iter().map(move |start| (row, *start))));
                if found.len() > self.at_once.places {
                    // The other method visits them in batches.
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
    /// The offsets of the word in the phrase.
    offsets: Vec<u32>,
    word: DictionaryEntry,
    window_bytes: u64,
    /// The cursor in its postings, once opened. For a long phrase only a few are opened.
    cursor: Option<Cursor<'run>>,
}

/// Returns the cursor of a word, opened at its first row if it has not been used.
fn open<'cursor, 'run>(
    word: &DictionaryEntry,
    dictionary: &'run Dictionary,
    window_bytes: u64,
    cursor: &'cursor mut Option<Cursor<'run>>,
) -> Result<&'cursor mut Cursor<'run>, Damaged> {
    match cursor {
        Some(cursor) => Ok(cursor),
        closed => Ok(closed.insert(Cursor::new(dictionary.list_reader(word, window_bytes))?)),
    }
}
