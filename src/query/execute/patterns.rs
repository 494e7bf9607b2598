//! Executes regular expressions and typos: finds the words of the dictionary that match, and their rows.

use std::cmp::Reverse;

use memchr::{memchr, memchr_iter};

use super::words::{SearchWords, field_of};
use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::IndexedField;
use crate::query::pattern::TextField;
use crate::query::word_pattern::WordPattern;
use crate::text::compounds;

/// A pattern matches many words if it matches at least one in this many words of a field. Only then do its frequent
/// words often cover all rows.
const MANY_SHARE: usize = 8;

/// A word is frequent if more than one in this many rows has it. There are a few hundred such words, and a text has
/// dozens of them.
const FREQUENT_SHARE: usize = 16;

/// Splits `words` into pieces of whole lines, each of about `n_bytes`.
fn pieces(words: &str, n_bytes: usize) -> impl Iterator<Item = &str> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let after = memchr(b'\n', rest.as_bytes().get(n_bytes..).unwrap_or_default());
        let end = after.map_or(rest.len(), |at| n_bytes + at + 1);
        let (piece, left) = rest.split_at(end);
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

impl Execution<'_> {
    /// Returns the rows with a word or compound that `pattern` matches in `part`. Without `part`, it searches all
    /// fields that words without a field are searched in.
    pub(super) fn pattern(
        &self,
        part: Option<TextField>,
        pattern: &WordPattern,
        within: Option<&Bitmap>,
    ) -> Outcome<Bitmap> {
        let mut found = self.none();
        let Some(part) = part else {
            let dictionary = self.segment.dictionary()?;
            let mut fields: Vec<IndexedField> =
                IndexedField::SEARCHED.into_iter().chain([IndexedField::Compounds]).collect();
            // Small dictionaries are first: if they cover all rows, the many words of texts need not be tested.
            fields.sort_by_key(|field| dictionary.all_words(*field).len());
            for field in fields {
                if !self.is_whole(&found, within) {
                    self.add_rows_of_each(field, &self.words_like(field, pattern)?, within, &mut found)?;
                }
            }
            return Ok(found);
        };
        if let Some(field) = field_of(part) {
            self.add_rows_of_each(field, &self.words_like(field, pattern)?, within, &mut found)?;
        } else {
            let numbers = self.words_like(IndexedField::Body, pattern)?;
            let mut candidates = self.rows_with_spans(part, within)?;
            let mut with_word = self.none();
            self.add_rows_of_each(IndexedField::Body, &numbers, Some(&candidates), &mut with_word)?;
            candidates.and(&with_word);
            if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
                let is_meant = |number: u32| numbers.binary_search(&number).is_ok();
                found = self.rows_hit_in_spans(part, &candidates, *first..*last + 1, &is_meant)?;
            }
        }
        self.add_compounds(part, pattern, within, &mut found)?;
        Ok(found)
    }

    /// True if `found` has all rows of `within`, or all rows without `within`.
    fn is_whole(&self, found: &Bitmap, within: Option<&Bitmap>) -> bool {
        match within {
            Some(within) => within.words().iter().zip(found.words()).all(|(asked, found)| asked & !found == 0),
            None => found.count() == self.segment.len(),
        }
    }

    /// Returns the numbers of the words of a field that `pattern` matches, in ascending order.
    pub(super) fn words_like(&self, field: IndexedField, pattern: &WordPattern) -> Outcome<Vec<u32>> {
        let mut numbers = Vec::new();
        self.segment.dictionary()?.for_each_text(field, &mut |mut first, words| {
            for piece in pieces(words, pattern.bytes_between_looks()) {
                let n_before = numbers.len();
                for alternative in pattern.alternatives() {
                    // The first use of an expression on a thread takes milliseconds.
                    if self.is_over() {
                        return Ok(false);
                    }
                    alternative.add_matching_lines(piece, first, &mut numbers);
                }
                if pattern.alternatives().len() > 1 {
                    let mut own = numbers.split_off(n_before);
                    own.sort_unstable();
                    own.dedup();
                    numbers.append(&mut own);
                }
                first += memchr_iter(b'\n', piece.as_bytes()).count() as u32;
            }
            Ok(true)
        })?;
        self.check_stopped()?;
        Ok(numbers)
    }

    /// Adds the rows of words by their numbers, in ascending order, until all rows of `within` are found.
    fn add_rows_of_each(
        &self,
        field: IndexedField,
        numbers: &[u32],
        within: Option<&Bitmap>,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        self.add_rows_of_frequent(field, numbers, within, into)?;
        for numbers in numbers.chunks(self.at_once.words as usize) {
            if self.is_whole(into, within) {
                break;
            }
            self.segment.dictionary()?.add_rows_of_each(field, numbers, into, &|| self.is_over())?;
            self.check_stopped()?;
        }
        Ok(())
    }

    /// If there are many words, adds the rows of the frequent ones in descending order of frequency. They often cover
    /// all rows of `within`, and then the postings of the others are not read.
    fn add_rows_of_frequent(
        &self,
        field: IndexedField,
        numbers: &[u32],
        within: Option<&Bitmap>,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return Ok(()) };
        let finds_many = (last - first) as usize / MANY_SHARE < numbers.len();
        if numbers.len() <= self.at_once.words as usize || !finds_many {
            return Ok(());
        }
        let frequent_rows = (self.segment.len() / FREQUENT_SHARE) as u32;
        let (mut frequent, mut left) = (Vec::new(), numbers.iter().peekable());
        self.for_each_entry(field, *first..*last + 1, &mut |number, word| {
            if left.next_if(|meant| **meant == number).is_some() && word.n_rows > frequent_rows {
                frequent.push(word.clone());
            }
            true
        })?;
        frequent.sort_by_key(|word| Reverse(word.n_rows));
        for word in &frequent {
            self.check_stopped()?;
            if self.is_whole(into, within) {
                break;
            }
            self.segment.dictionary()?.add_rows(word, into)?;
        }
        Ok(())
    }

    /// Adds the rows with a compound that `pattern` matches and whose words follow each other in `part`.
    fn add_compounds(
        &self,
        part: TextField,
        pattern: &WordPattern,
        within: Option<&Bitmap>,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        let dictionary = self.segment.dictionary()?;
        let mut texts = Vec::new();
        for number in self.words_like(IndexedField::Compounds, pattern)? {
            dictionary.for_each_word(IndexedField::Compounds, number..number + 1, &mut |compound, word| {
                texts.push((compounds::as_words(compound), word.clone()));
                true
            })?;
        }
        for (text, word) in texts {
            self.check_stopped()?;
            let mut rows = self.none();
            dictionary.add_rows(&word, &mut rows)?;
            rows.and_not(into);
            if let Some(within) = within {
                rows.and(within);
            }
            if rows.is_empty() {
                continue;
            }
            let asked = SearchWords { whole: text.split(' ').filter(|word| !word.is_empty()).collect(), start: None };
            let with_words = self.asked_in(part, &asked, Some(&rows))?;
            rows.and(&with_words);
            into.or(&rows);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_many_words_are_all_of_them() {
        let words = (0..40_000).fold(String::new(), |words, number| words + "wörd" + &number.to_string() + "\n");
        let all: Vec<&str> = pieces(&words, 4_096).collect();
        assert!(all.len() > 1 && all.iter().all(|piece| piece.ends_with('\n')), "{} pieces", all.len());
        assert_eq!(all.concat(), words);
        assert_eq!(pieces("", 8).next(), None);
        assert_eq!(pieces("ferry\ntolls\n", 64).collect::<Vec<_>>(), ["ferry\ntolls\n"]);
    }
}
