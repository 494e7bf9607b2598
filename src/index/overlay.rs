//! Values of rows that override those of their segments: set by the user, or inferred from other articles.
//!
//! Segments never change, but an overlay may be replaced at any time. The articles, dates, order by date and counts by
//! day that a snapshot returns contain the values of its overlay, each with how it is known.

use std::collections::BTreeMap;
use std::ops::Range;

use super::row_id::{Numbering, RowId};
use crate::article::{Article, ArticleDate, How, Known};

/// The marks that the user put on an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub is_read: bool,
    pub is_starred: bool,
}

/// Values that override those of the segments, one column for each kind. Most rows have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// Numbering of the rows; `None` for an overlay without values.
    pub(super) numbering: Option<Numbering>,
    pub(super) dates: BTreeMap<RowId, Known<ArticleDate>>,
    titles: BTreeMap<RowId, Known<Box<str>>>,
    marks: BTreeMap<RowId, Marks>,
}

impl Overlay {
    /// Creates an overlay without values, for rows of `numbering`.
    pub fn new(numbering: Numbering) -> Self {
        Self { numbering: Some(numbering), ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.dates.is_empty() && self.titles.is_empty() && self.marks.is_empty()
    }

    /// Overrides the date of a row. An inferred date does not replace a date that the user set.
    pub fn put_date(&mut self, row: RowId, date: Known<ArticleDate>) {
        let is_set = self.dates.get(&row).is_some_and(|known| known.how() == How::Set);
        if !is_set || date.how() == How::Set {
            self.dates.insert(row, date);
        }
    }

    /// Overrides the title of a row.
    pub fn put_title(&mut self, row: RowId, title: Known<Box<str>>) {
        self.titles.insert(row, title);
    }

    /// Replaces the marks of a row.
    pub fn put_marks(&mut self, row: RowId, marks: Marks) {
        self.marks.insert(row, marks);
    }

    /// Returns the dates, in the order of their rows.
    pub fn dates(&self) -> impl Iterator<Item = (RowId, &Known<ArticleDate>)> {
        self.dates.iter().map(|(row, date)| (*row, date))
    }

    /// Returns the values of the rows of one segment.
    pub fn of_rows(&self, rows: Range<RowId>) -> OverlayOfSegment<'_> {
        let overlay = Some(self).filter(|overlay| !overlay.is_empty());
        OverlayOfSegment { overlay, first_row: rows.start, end_row: rows.end }
    }

    /// Returns an article with the values of its row.
    pub(super) fn over(&self, row: RowId, mut article: Article) -> Article {
        if let Some(date) = self.dates.get(&row) {
            article.date = date.clone();
            // The evidence is that of the date that is overridden. Dates that were rejected stay rejected.
            if let Some(evidence) = &mut article.date_evidence {
                evidence.because = Box::default();
            }
        }
        if let Some(title) = self.titles.get(&row) {
            article.title = title.clone();
        }
        article
    }
}

/// Values of the rows of one segment, by their position in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct OverlayOfSegment<'overlay> {
    /// `None` for an overlay without values.
    overlay: Option<&'overlay Overlay>,
    first_row: RowId,
    end_row: RowId,
}

impl<'overlay> OverlayOfSegment<'overlay> {
    pub fn dates(self) -> impl Iterator<Item = (u32, &'overlay Known<ArticleDate>)> {
        self.values(|overlay| &overlay.dates)
    }

    pub fn titles(self) -> impl Iterator<Item = (u32, &'overlay Known<Box<str>>)> {
        self.values(|overlay| &overlay.titles)
    }

    pub fn marks(self) -> impl Iterator<Item = (u32, &'overlay Marks)> {
        self.values(|overlay| &overlay.marks)
    }

    fn values<T: 'overlay>(
        self,
        column: impl Fn(&'overlay Overlay) -> &'overlay BTreeMap<RowId, T>,
    ) -> impl Iterator<Item = (u32, &'overlay T)> {
        let rows = self.first_row..self.end_row;
        let values = self.overlay.into_iter().flat_map(move |overlay| column(overlay).range(rows.clone()));
        values.map(move |(row, value)| (row - self.first_row, value))
    }
}
