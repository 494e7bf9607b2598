//! Words that follow each other, from their positions; where both of two are common, from the list of the pair.

use std::ops::Range;

use super::places::{Cursor, Places};
use super::targets::Targets;
use super::words::Asked;
use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::dictionary::Word;
use crate::index::stored::{TextField, is_character};

/// The words of a start are read before those in front of it when they have at most so many rows in all, and fewer
/// than those in front have.
const FEW_ROWS: u32 = 1 << 16;

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
        field: TextField,
        asked: &Asked<'_>,
        within: Option<&Bitmap>,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        if asked.start.is_none()
            && field == TextField::Body
            && let [_, _] = asked.whole.as_slice()
            && self.is_pair(&asked.whole)?
        {
            let dictionary = self.segment.dictionary()?;
            if let Some(word) = dictionary.word(TextField::Pairs, &asked.whole.join(" "))? {
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
        if let Some(mut places) = self.places_of_few(field, asked, words.clone(), candidates)? {
            self.retain_words(field, &asked.whole, &mut places)?;
            places.rows.iter().for_each(|row| into.insert(*row));
            return Ok(());
        }
        // The pairs of a common word with those that begin so are known, so only the others are looked at, and only in
        // rows without such a pair.
        let mut left_out = Vec::new();
        let mut candidates = candidates.cloned();
        if field == TextField::Body
            && let [word] = asked.whole.as_slice()
            && self.is_common(word)?
        {
            let dictionary = self.segment.dictionary()?;
            let pairs = dictionary.words_from_start(TextField::Pairs, &format!("{word} {start}"))?;
            dictionary.add_rows_of(TextField::Pairs, pairs, into, &|| self.is_over())?;
            self.go_on()?;
            for common in self.segment.tables()?.common_words.iter().filter(|common| common.starts_with(start)) {
                left_out.push(dictionary.number_of(field, common)?);
            }
            candidates.get_or_insert_with(|| Bitmap::full(into.n_rows())).and_not(into);
        }
        let mut targets = Targets::default();
        let is_meant = |number: u32| !left_out.contains(&Some(number));
        self.for_each_place(field, &asked.whole, candidates.as_ref(), &mut |places| {
            targets.put_behind(places, length);
            self.add_rows_hit(field, words.clone(), &is_meant, &targets, into)
        })
    }

    /// Whether a word is one of those whose pairs have lists.
    fn is_common(&self, word: &str) -> Outcome<bool> {
        let common = &self.segment.tables()?.common_words;
        Ok(common.binary_search_by(|common| (**common).cmp(word)).is_ok())
    }

    /// The rows that have all those pairs of words of a phrase whose rows have lists.
    pub(super) fn rows_with_pairs(&self, field: TextField, words: &[&str]) -> Outcome<WithPairs> {
        let mut found = WithPairs::Any;
        if field != TextField::Body {
            return Ok(found);
        }
        for pair in words.windows(2) {
            if !self.is_pair(pair)? {
                continue;
            }
            let dictionary = self.segment.dictionary()?;
            let Some(word) = dictionary.word(TextField::Pairs, &pair.join(" "))? else {
                return Ok(WithPairs::No);
            };
            let mut rows = self.none();
            dictionary.add_rows(&word, &mut rows)?;
            match &mut found {
                WithPairs::Rows(found) => found.and(&rows),
                _ => found = WithPairs::Rows(rows),
            }
        }
        Ok(found)
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
        field: TextField,
        words: &[&str],
        candidates: Option<&Bitmap>,
        visit: &mut dyn FnMut(&mut Places) -> Outcome<()>,
    ) -> Outcome<()> {
        let dictionary = self.segment.dictionary()?;
        let Some(entries) = self.entries(field, words)? else { return Ok(()) };
        let mut lists = Vec::with_capacity(entries.len());
        for (offset, word) in &entries {
            lists.push((*offset, dictionary.list(word)?));
        }
        let mut cursors = Vec::with_capacity(lists.len());
        for (offset, list) in &lists {
            cursors.push((*offset, Cursor::new(list.reader())?));
        }
        let Some(((first_offset, first), others)) = cursors.split_first_mut() else { return Ok(()) };
        let mut places = Places::default();
        let mut is_more = true;
        while is_more {
            self.go_on()?;
            is_more = first.collect(*first_offset, candidates, self.at_once.places, &mut places)?;
            for (offset, cursor) in &mut *others {
                self.go_on()?;
                cursor.retain(*offset, &mut places)?;
            }
            visit(&mut places)?;
        }
        Ok(())
    }

    /// The words of a phrase, each with its place in it, the rarest first. `None` where one is not in any text.
    fn entries(&self, field: TextField, words: &[&str]) -> Outcome<Option<Vec<(u32, Word)>>> {
        let dictionary = self.segment.dictionary()?;
        let mut entries = Vec::with_capacity(words.len());
        for (offset, word) in (0..).zip(words) {
            match dictionary.word(field, word)? {
                Some(word) => entries.push((offset, word)),
                None => return Ok(None),
            }
        }
        entries.sort_by_key(|(_, word)| word.n_rows);
        Ok(Some(entries))
    }

    /// Keeps the places at which whole words follow each other.
    fn retain_words(&self, field: TextField, words: &[&str], places: &mut Places) -> Outcome<()> {
        let Some(entries) = self.entries(field, words)? else {
            places.clear();
            return Ok(());
        };
        for (offset, word) in entries {
            self.go_on()?;
            let list = self.segment.dictionary()?.list(&word)?;
            Cursor::new(list.reader())?.retain(offset, places)?;
        }
        Ok(())
    }

    /// The places where a phrase may start whose last word is one of `words`, if these are rarer than all before.
    fn places_of_few(
        &self,
        field: TextField,
        asked: &Asked<'_>,
        words: Range<u32>,
        candidates: Option<&Bitmap>,
    ) -> Outcome<Option<Places>> {
        let dictionary = self.segment.dictionary()?;
        let Some(before) = self.entries(field, &asked.whole)? else {
            return Ok(Some(Places::default()));
        };
        let most = before.first().map_or(0, |(_, word)| word.n_rows).min(FEW_ROWS);
        let (mut entries, mut n_rows) = (Vec::new(), 0_u32);
        dictionary.for_each_entry(field, words, &mut |_, word| {
            n_rows = n_rows.saturating_add(word.n_rows);
            entries.push(word.clone());
            n_rows < most
        })?;
        if n_rows >= most {
            return Ok(None);
        }
        let length = asked.whole.len() as u32;
        let mut found = Vec::new();
        let mut of_word = Places::default();
        for word in &entries {
            self.go_on()?;
            let list = dictionary.list(word)?;
            let mut cursor = Cursor::new(list.reader())?;
            let mut is_more = true;
            while is_more {
                is_more = cursor.collect(length, candidates, self.at_once.places, &mut of_word)?;
                found.extend(of_word.iter().flat_map(|(row, starts)| starts.iter().map(move |start| (row, *start))));
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
