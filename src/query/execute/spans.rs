//! Finds words within quotations and captions, which are ranges of positions in the text of each row.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrase::WithPairs;
use super::places::Places;
use super::targets::{Targets, holds, settle};
use super::words::SearchWords;
use super::{Execution, Outcome};
use crate::index::stored::IndexedField;
use crate::index::stored::columns::Column;
use crate::index::stored::row_facts::ListedFacts;
use crate::index::{Bitmap, Flag, Flags};
use crate::query::pattern::TextField;

/// The number of rows whose facts are read at once.
const ROWS_AT_ONCE: usize = 1_024;

/// A visitor of a row and its spans.
type VisitSpans<'visit> = dyn FnMut(u32, &[(u32, u32)]) -> Outcome<()> + 'visit;

impl Execution<'_> {
    /// Returns the rows that contain the words of `asked` within one quotation or one caption.
    pub(super) fn asked_in_spans(
        &self,
        part: TextField,
        asked: &SearchWords<'_>,
        within: Option<&Bitmap>,
    ) -> Outcome<Bitmap> {
        let (field, mut found) = (IndexedField::Body, self.none());
        let mut candidates = self.rows_with_spans(part, within)?;
        match self.rows_with_pairs(field, &asked.whole)? {
            WithPairs::No => return Ok(found),
            WithPairs::Any => {}
            WithPairs::Rows(rows) => candidates.and(&rows),
        }
        let length = asked.whole.len() as u32;
        let Some(start) = asked.start else {
            self.for_each_place(field, &asked.whole, Some(&candidates), &mut |places| {
                let held = self.held(part, length, places)?;
                held.rows.iter().for_each(|row| found.insert(*row));
                Ok(())
            })?;
            return Ok(found);
        };
        let words = self.segment.dictionary()?.words_from_start(field, start)?;
        if asked.whole.is_empty() {
            let mut with_start = self.none();
            self.add_rows(field, asked, within, &mut with_start)?;
            candidates.and(&with_start);
            return self.rows_hit_in_spans(part, &candidates, words, &|_| true);
        }
        let rows_of_pairs = self.rows_by_last_word(field, asked.whole.last().copied(), start)?;
        let mut search = self.search_for_hits(field, words, &|_| true, rows_of_pairs)?;
        let mut targets = Targets::default();
        self.for_each_place(field, &asked.whole, Some(&candidates), &mut |places| {
            // The last word must be in the same span as those before it.
            targets.put_behind(&self.held(part, length + 1, places)?, length)?;
            self.add_rows_hit(&mut search, &targets, &mut found)
        })?;
        self.add_rows_left(&mut search, &mut found)?;
        Ok(found)
    }

    /// Returns the rows, only those of `within` if given, that have a quotation or a caption.
    pub(super) fn rows_with_spans(&self, part: TextField, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let flag = if part == TextField::Quotes { Flag::Quote } else { Flag::Caption };
        let mut rows = self.rows_by(Column::Flags, |flags| Flags::from_bits(flags as u16).has(flag))?;
        if let Some(within) = within {
            rows.and(within);
        }
        Ok(rows)
    }

    /// Returns the rows of `candidates` in which a word is in a span: a word of the numbers `words` that satisfies
    /// `is_meant`.
    pub(super) fn rows_hit_in_spans(
        &self,
        part: TextField,
        candidates: &Bitmap,
        words: Range<u32>,
        is_meant: &dyn Fn(u32) -> bool,
    ) -> Outcome<Bitmap> {
        let (mut found, mut targets) = (self.none(), Targets::default());
        let mut search = self.search_for_hits(IndexedField::Body, words, is_meant, BTreeMap::new())?;
        let rows: Vec<u32> = candidates.iter().collect();
        self.for_each_spans(part, &rows, &mut |row, spans| {
            targets.push(row, spans.iter().copied())?;
            if targets.len() >= self.at_once.spans {
                self.add_rows_hit(&mut search, &targets, &mut found)?;
                targets.clear();
            }
            Ok(())
        })?;
        self.add_rows_hit(&mut search, &targets, &mut found)?;
        self.add_rows_left(&mut search, &mut found)?;
        Ok(found)
    }

    /// Returns those places from which `length` words are within one span.
    fn held(&self, part: TextField, length: u32, places: &Places) -> Outcome<Places> {
        let mut held = Places::default();
        let mut rows = places.iter().peekable();
        self.for_each_spans(part, &places.rows, &mut |row, spans| {
            while let Some((_, starts)) = rows.next_if(|(of_place, _)| *of_place <= row) {
                starts.iter().filter(|start| holds(spans, **start, length)).for_each(|start| held.push(row, *start));
            }
            Ok(())
        })?;
        Ok(held)
    }

    /// Visits the spans of each of `rows`, which must be in ascending order. The spans are settled.
    fn for_each_spans(&self, part: TextField, rows: &[u32], visit: &mut VisitSpans<'_>) -> Outcome<()> {
        let mut spans = Vec::new();
        self.for_each_listed(rows, &mut |row, bytes| {
            match part {
                TextField::Quotes => ListedFacts::read_quotes(bytes, &mut spans)?,
                _ => ListedFacts::read_captions(bytes, &mut spans)?,
            }
            settle(&mut spans);
            visit(row, &spans)
        })
    }

    /// Visits the listed facts of each of `rows`, which must be in ascending order.
    pub(super) fn for_each_listed(
        &self,
        rows: &[u32],
        visit: &mut dyn FnMut(u32, &[u8]) -> Outcome<()>,
    ) -> Outcome<()> {
        for near in rows.chunk_by(|one, other| *one as usize / ROWS_AT_ONCE == *other as usize / ROWS_AT_ONCE) {
            self.check_stopped()?;
            let mut halted = None;
            let mut wanted = near.iter().copied().peekable();
            let all = near[0] as usize..near[near.len() - 1] as usize + 1;
            self.segment.for_each_facts(all, &mut |at, bytes| {
                if let Some(row) = wanted.next_if(|row| *row as usize == at)
                    && let Err(halt) = visit(row, bytes)
                {
                    halted = Some(halt);
                }
                Ok(halted.is_none())
            })?;
            if let Some(halt) = halted {
                return Err(halt);
            }
        }
        Ok(())
    }
}
