//! Finds the rows with a fact, from the columns of the segment and of the overlay above it.
//!
//! Each distinct value of a column of the segment is tested once. The overlay has few values, and each one is tested.
//! Another source of facts, such as tags or stories, can be added as another [`FactColumns`].

use std::path::Path;

use super::{Execution, Outcome};
use crate::article::{How, LanguageShare};
use crate::index::stored::DATE_PROVENANCES;
use crate::index::stored::columns::Column;
use crate::index::stored::row_facts::ListedFacts;
use crate::index::{Bitmap, Flag, Flags, Marks, RowFacts};
use crate::query::node::{Fact, FactColumn};

/// The number of small values. Word counts and sets of flags below it are tested once each; larger ones are few.
const SMALL: usize = 1 << 16;
/// In a segment with fewer rows every row is tested: that takes less time than a table of [`SMALL`] results.
const ROWS_FOR_A_TABLE: usize = 1_024;

/// Columns that facts are tested on.
trait FactColumns {
    /// Adds the rows of these columns that satisfy `fact` to `rows`, and removes those that do not. Rows without a
    /// value in these columns are unchanged.
    fn settle(&self, fact: &dyn Fact, rows: &mut Bitmap) -> Outcome<()>;
}

/// The columns of a segment, which have a value for every row.
struct SegmentColumns<'run> {
    execution: &'run Execution<'run>,
    /// The rows for which the result must be correct; `None` for all.
    within: Option<&'run Bitmap>,
}

/// The columns of the overlay above a segment.
struct OverlayColumns<'run> {
    execution: &'run Execution<'run>,
}

/// Returns the facts of a row without any values. A fact reads only one of them, which the caller fills in.
fn nothing() -> RowFacts<'static> {
    RowFacts {
        path: Path::new(""),
        date: None,
        date_how: How::Unknown,
        flags: Flags::default(),
        n_words: 0,
        languages: &[],
        mentions: &[],
        marks: Marks::default(),
    }
}

impl FactColumns for SegmentColumns<'_> {
    fn settle(&self, fact: &dyn Fact, rows: &mut Bitmap) -> Outcome<()> {
        let (execution, segment) = (self.execution, self.execution.segment);
        *rows = match fact.column() {
            FactColumn::Date => {
                let days = &segment.tables()?.days;
                let dates = days.iter().map(|days| Some(*days)).chain([None]);
                let answers: Vec<bool> = dates.map(|date| fact.matches(&RowFacts { date, ..nothing() })).collect();
                execution.rows_by_table(Column::Days, &answers)?
            }
            FactColumn::Languages => {
                let answers = segment.tables()?.languages.iter().map(|codes| {
                    let languages: Vec<LanguageShare> =
                        codes.iter().map(|code| LanguageShare { code: code.clone(), share: 1.0 }).collect();
                    fact.matches(&RowFacts { languages: &languages, ..nothing() })
                });
                execution.rows_by_table(Column::Languages, &answers.collect::<Vec<bool>>())?
            }
            FactColumn::DateHow => {
                let answers = DATE_PROVENANCES.map(|date_how| fact.matches(&RowFacts { date_how, ..nothing() }));
                let is_match = |value: u32| answers.get(value as usize >> 16).copied().unwrap_or(false);
                execution.rows_by(Column::Flags, is_match)?
            }
            FactColumn::Flags => {
                let is_match = |bits: u32| {
                    let flags = Flags::from_bits(bits as u16);
                    fact.matches(&RowFacts { flags, ..nothing() })
                };
                let mut is_match = asked_once(segment.len(), is_match);
                execution.rows_by(Column::Flags, |value| is_match(value & 0xffff))?
            }
            FactColumn::Words => {
                let is_match = |n_words: u32| fact.matches(&RowFacts { n_words, ..nothing() });
                execution.rows_by(Column::Words, asked_once(segment.len(), is_match))?
            }
            FactColumn::Path => {
                let mut answers = Vec::new();
                segment.chunks().for_each_path(&mut |path| {
                    // A pattern takes some time for each path, and there may be very many.
                    answers.push(!execution.is_over() && fact.matches(&RowFacts { path, ..nothing() }));
                })?;
                execution.check_stopped()?;
                // The last result is for purged rows, which have no file.
                answers.push(false);
                execution.rows_by_table(Column::Chunk, &answers)?
            }
            FactColumn::Mentions => self.mentions(fact)?,
            // Only the overlay has marks.
            FactColumn::Marks if fact.matches(&nothing()) => Bitmap::full(segment.len()),
            FactColumn::Marks => execution.none(),
        };
        Ok(())
    }
}

impl SegmentColumns<'_> {
    fn mentions(&self, fact: &dyn Fact) -> Outcome<Bitmap> {
        let rows: Vec<u32> = match self.within {
            Some(within) => within.iter().collect(),
            None => (0..self.execution.segment.len() as u32).collect(),
        };
        let (mut found, mut mentions) = (self.execution.none(), Vec::new());
        self.execution.for_each_listed(&rows, &mut |row, bytes| {
            ListedFacts::read_mentions(bytes, &mut mentions)?;
            if fact.matches(&RowFacts { mentions: &mentions, ..nothing() }) {
                found.insert(row);
            }
            Ok(())
        })?;
        Ok(found)
    }
}

impl FactColumns for OverlayColumns<'_> {
    fn settle(&self, fact: &dyn Fact, rows: &mut Bitmap) -> Outcome<()> {
        let overlay = self.execution.context.overlay;
        let mut settle = |row: u32, facts: &RowFacts<'_>| {
            if fact.matches(facts) { rows.insert(row) } else { rows.remove(row) }
        };
        match fact.column() {
            FactColumn::Date => overlay.dates().for_each(|(row, date)| {
                let date = date.value().map(|date| (date.first_day, date.last_day));
                settle(row, &RowFacts { date, ..nothing() });
            }),
            FactColumn::DateHow => overlay.dates().for_each(|(row, date)| {
                settle(row, &RowFacts { date_how: date.how(), ..nothing() });
            }),
            FactColumn::Marks => overlay.marks().for_each(|(row, marks)| {
                settle(row, &RowFacts { marks: *marks, ..nothing() });
            }),
            FactColumn::Flags => {
                for (row, flags) in self.flags()? {
                    settle(row, &RowFacts { flags, ..nothing() });
                }
            }
            FactColumn::Path | FactColumn::Words | FactColumn::Languages | FactColumn::Mentions => {}
        }
        Ok(())
    }
}

impl OverlayColumns<'_> {
    /// Returns the flags of each row with a date or title in the overlay: the segment's flags, with these two replaced.
    fn flags(&self) -> Outcome<Vec<(u32, Flags)>> {
        let (overlay, columns) = (self.execution.context.overlay, self.execution.segment.columns());
        let dates = overlay.dates().map(|(row, date)| (row, Flag::Date, date.value().is_some()));
        let titles = overlay
            .titles()
            .map(|(row, title)| (row, Flag::Title, title.value().is_some() && title.how() != How::Inferred));
        let mut all: Vec<(u32, Flags)> = Vec::new();
        let mut changes: Vec<(u32, Flag, bool)> = dates.chain(titles).collect();
        changes.sort_unstable_by_key(|(row, ..)| *row);
        for (row, flag, is_there) in changes {
            match all.last_mut() {
                Some((last, flags)) if *last == row => *flags = flags.with(flag, is_there),
                _ => {
                    let below = Flags::from_bits(columns.value(Column::Flags, row as usize)? as u16);
                    all.push((row, below.with(flag, is_there)));
                }
            }
        }
        Ok(all)
    }
}

impl Execution<'_> {
    /// Returns the rows that satisfy a fact.
    pub(super) fn fact(&self, fact: &dyn Fact, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        self.check_stopped()?;
        let columns: [&dyn FactColumns; 2] =
            [&SegmentColumns { execution: self, within }, &OverlayColumns { execution: self }];
        let mut rows = self.none();
        columns.iter().try_for_each(|columns| columns.settle(fact, &mut rows))?;
        Ok(rows)
    }

    /// Returns the rows whose value in a column satisfies `is_match`.
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

    /// Returns the rows whose value in a column is the index of a `true` in `answers`. The last of these is also
    /// used for all values beyond the table, which mean that the row has no value.
    pub(super) fn rows_by_table(&self, column: Column, answers: &[bool]) -> Outcome<Bitmap> {
        let Some(last) = answers.len().checked_sub(1) else {
            return Ok(self.none());
        };
        self.rows_by(column, |value| answers[(value as usize).min(last)])
    }
}

/// Returns `is_match` with a cache of its results for values below [`SMALL`], if there are many rows.
fn asked_once(n_rows: usize, is_match: impl Fn(u32) -> bool) -> impl FnMut(u32) -> bool {
    let mut answers: Vec<Option<bool>> = if n_rows < ROWS_FOR_A_TABLE { Vec::new() } else { vec![None; SMALL] };
    move |value| match answers.get_mut(value as usize) {
        Some(answer) => *answer.get_or_insert_with(|| is_match(value)),
        None => is_match(value),
    }
}
