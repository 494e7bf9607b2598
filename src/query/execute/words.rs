//! Words and starts of words, from the dictionary of each part they are looked for in.

use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::IndexedField;
use crate::query::pattern::{Pattern, TextField};

/// What is looked for: words that follow each other, the last perhaps only the start of one.
#[derive(Clone, Debug)]
pub(super) struct Asked<'pattern> {
    /// The whole words.
    pub whole: Vec<&'pattern str>,
    /// The start of the word behind them.
    pub start: Option<&'pattern str>,
}

impl<'pattern> Asked<'pattern> {
    /// What a pattern asks for.
    pub fn of(pattern: &'pattern Pattern) -> Self {
        let mut whole: Vec<&str> = pattern.words().collect();
        let start = if pattern.is_open() { whole.pop() } else { None };
        Self { whole, start }
    }
}

/// The field of a part of articles; `None` where the part is spans of the text.
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
    /// The rows that have the words of `pattern` in `part`, or where words without a field are looked for.
    pub(super) fn words(&self, part: Option<TextField>, pattern: &Pattern, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let asked = Asked::of(pattern);
        let Some(part) = part else {
            let mut found = self.none();
            for field in IndexedField::SEARCHED {
                self.add_rows(field, &asked, within, &mut found)?;
            }
            return Ok(found);
        };
        self.asked_in(part, &asked, within)
    }

    /// The rows that have what is asked for in a part.
    pub(super) fn asked_in(&self, part: TextField, asked: &Asked<'_>, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let Some(field) = field_of(part) else {
            return self.asked_in_spans(part, asked, within);
        };
        let mut found = self.none();
        self.add_rows(field, asked, within, &mut found)?;
        Ok(found)
    }

    /// Adds the rows that have what is asked for in a field.
    pub(super) fn add_rows(
        &self,
        field: IndexedField,
        asked: &Asked<'_>,
        within: Option<&Bitmap>,
        into: &mut Bitmap,
    ) -> Outcome<()> {
        self.go_on()?;
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
                self.go_on()?;
            }
            _ => self.add_rows_of_phrase(field, asked, within, into)?,
        }
        Ok(())
    }
}
