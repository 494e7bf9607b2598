//! Executes filters on words and prefixes, from the dictionary of each field that they are searched in.

use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::IndexedField;
use crate::query::pattern::{Pattern, TextField};

/// The words of a search: whole words that follow each other, with or without a prefix at the end.
#[derive(Clone, Debug)]
pub(super) struct SearchWords<'pattern> {
    pub whole: Vec<&'pattern str>,
    /// The prefix of the word after them.
    pub start: Option<&'pattern str>,
}

impl<'pattern> SearchWords<'pattern> {
    /// Splits a pattern into its words.
    pub fn of(pattern: &'pattern Pattern) -> Self {
        let mut whole: Vec<&str> = pattern.words().collect();
        let start = if pattern.is_open() { whole.pop() } else { None };
        Self { whole, start }
    }
}

/// Returns the indexed field of a text field; `None` if the text field consists of spans of the text.
pub(super) fn field_of(part: TextField) -> Option<IndexedField> {
    match part {
        TextField::Title => Some(IndexedField::Title),
        TextField::Source => Some(IndexedField::Source),
        TextField::Authors => Some(IndexedField::Authors),
        TextField::Body => Some(IndexedField::Body),
        TextField::Names => Some(IndexedField::Names),
        TextField::Links => Some(IndexedField::Links),
        TextField::Page => Some(IndexedField::Page),
        TextField::Quotes | TextField::Captions => None,
    }
}

impl Execution<'_> {
    /// Returns the rows with the words of `pattern` in `part`; without `part`, in all fields that such words are
    /// searched in.
    pub(super) fn words(&self, part: Option<TextField>, pattern: &Pattern, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let asked = SearchWords::of(pattern);
        let Some(part) = part else {
            let mut found = self.none();
            for field in IndexedField::SEARCHED {
                self.add_rows(field, &asked, within, &mut found)?;
            }
            return Ok(found);
        };
        self.asked_in(part, &asked, within)
    }

    /// Returns the rows that contain the words of `asked` in a text field.
    pub(super) fn asked_in(
        &self,
        part: TextField,
        asked: &SearchWords<'_>,
        within: Option<&Bitmap>,
    ) -> Outcome<Bitmap> {
        let Some(field) = field_of(part) else {
            return self.asked_in_spans(part, asked, within);
        };
        let mut found = self.none();
        self.add_rows(field, asked, within, &mut found)?;
        Ok(found)
    }

    /// Adds the rows that contain the words of `asked` in an indexed field.
    pub(super) fn add_rows(
        &self,
        field: IndexedField,
        asked: &SearchWords<'_>,
        within: Option<&Bitmap>,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        self.check_stopped()?;
        let dictionary = self.segment.dictionary()?;
        match (asked.whole.as_slice(), asked.start) {
            ([], None) => {}
            ([word], None) => {
                if let Some(word) = dictionary.word(field, word)? {
                    dictionary.add_rows(&word, into)?;
                }
            }
            ([], Some(start)) => {
                dictionary.add_rows_of_start(field, start, into, &|| self.is_over())?;
                self.check_stopped()?;
            }
            _ => self.add_rows_of_phrase(field, asked, within, into)?,
        }
        Ok(())
    }
}
