//! What metadata answers: each distinct value is asked about once, and a column tells which rows have it.

use std::path::Path;

use super::{Execution, Outcome};
use crate::article::{How, LanguageShare};
use crate::index::stored::HOWS;
use crate::index::stored::columns::Column;
use crate::index::stored::row_facts::ListedFacts;
use crate::index::{Bitmap, RowFacts, Things};
use crate::query::node::{Basis, Fact, Test};
use crate::query::source;

/// Word counts and sets of things below this are asked about once each; of others there are few.
const SMALL: usize = 1 << 16;

/// The facts of a row of which nothing is known: of these a fact looks at one only, which is filled in.
fn nothing() -> RowFacts<'static> {
    RowFacts {
        path: Path::new(""),
        date: None,
        date_how: How::Unknown,
        things: Things::default(),
        n_words: 0,
        languages: &[],
        mentions: &[],
    }
}

impl Execution<'_> {
    /// The rows that a fact is true of.
    pub(super) fn fact(&self, fact: &dyn Fact, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        self.go_on()?;
        match fact.basis() {
            Basis::Date => {
                let days = &self.segment.tables()?.days;
                let dates = days.iter().map(|days| Some(*days)).chain([None]);
                let answers: Vec<bool> = dates.map(|date| fact.matches(&RowFacts { date, ..nothing() })).collect();
                self.rows_by_table(Column::Days, &answers)
            }
            Basis::Languages => {
                let answers = self.segment.tables()?.languages.iter().map(|codes| {
                    let languages: Vec<LanguageShare> =
                        codes.iter().map(|code| LanguageShare { code: code.clone(), share: 1.0 }).collect();
                    fact.matches(&RowFacts { languages: &languages, ..nothing() })
                });
                self.rows_by_table(Column::Languages, &answers.collect::<Vec<bool>>())
            }
            Basis::DateHow => {
                let answers = HOWS.map(|date_how| fact.matches(&RowFacts { date_how, ..nothing() }));
                self.rows_by(Column::Things, |value| answers.get(value as usize >> 16).copied().unwrap_or(false))
            }
            Basis::Things => {
                let is_match = |bits: u32| {
                    let things = Things::from_bits(bits as u16);
                    fact.matches(&RowFacts { things, ..nothing() })
                };
                let mut is_match = asked_once(is_match);
                self.rows_by(Column::Things, |value| is_match(value & 0xffff))
            }
            Basis::Words => {
                let is_match = |n_words: u32| fact.matches(&RowFacts { n_words, ..nothing() });
                self.rows_by(Column::Words, asked_once(is_match))
            }
            Basis::Path => {
                let mut answers = Vec::new();
                self.segment
                    .pieces()
                    .for_each_path(&mut |path| answers.push(fact.matches(&RowFacts { path, ..nothing() })))?;
                self.rows_by_table(Column::Piece, &answers)
            }
            Basis::Mentions => self.mentions(fact, within),
        }
    }

    /// The rows whose source has what a test looks for.
    pub(super) fn source(&self, test: &Test) -> Outcome<Bitmap> {
        self.go_on()?;
        let texts = self.segment.tables()?.source_texts().iter();
        // No source has no name and no host.
        let answers = texts.map(|texts| source::has(test, texts, self.names)).chain([false]);
        self.rows_by_table(Column::Source, &answers.collect::<Vec<bool>>())
    }

    /// The rows whose value in a column is one that `is_match` says yes to.
    pub(super) fn rows_by(&self, column: Column, mut is_match: impl FnMut(u32) -> bool) -> Outcome<Bitmap> {
        let n_rows = self.segment.len();
        let mut words = Vec::with_capacity(n_rows.div_ceil(64));
        self.segment.columns().for_each_part(column, &mut |values| {
            words.extend(values.chunks(64).map(|values| {
                let bits = (0..).zip(values).map(|(at, value)| u64::from(is_match(*value)) << at);
                bits.fold(0, |word, bit| word | bit)
            }));
        })?;
        Ok(Bitmap::from_words(words, n_rows))
    }

    /// The rows whose value in a column is the number of a `true` among `answers`; the last of these also stands
    /// for a value that a row does not have.
    fn rows_by_table(&self, column: Column, answers: &[bool]) -> Outcome<Bitmap> {
        let Some(last) = answers.len().checked_sub(1) else {
            return Ok(self.none());
        };
        self.rows_by(column, |value| answers[(value as usize).min(last)])
    }

    fn mentions(&self, fact: &dyn Fact, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let rows: Vec<u32> = match within {
            Some(within) => within.iter().collect(),
            None => (0..self.segment.len() as u32).collect(),
        };
        let (mut found, mut mentions) = (self.none(), Vec::new());
        self.for_each_listed(&rows, &mut |row, bytes| {
            ListedFacts::read_mentions(bytes, &mut mentions)?;
            if fact.matches(&RowFacts { mentions: &mentions, ..nothing() }) {
                found.insert(row);
            }
            Ok(())
        })?;
        Ok(found)
    }
}

/// A question whose answers for small numbers are kept.
fn asked_once(is_match: impl Fn(u32) -> bool) -> impl FnMut(u32) -> bool {
    let mut answers: Vec<Option<bool>> = vec![None; SMALL];
    move |value| match answers.get_mut(value as usize) {
        Some(answer) => *answer.get_or_insert_with(|| is_match(value)),
        None => is_match(value),
    }
}
