//! Values of rows that override those of their segments: set by the user, or inferred from other articles.
//!
//! Segments never change, but an overlay may be replaced at any time. The articles, dates, order by date and counts by
//! day that a snapshot returns contain the values of its overlay, each with how it is known.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::date_order::OrderKeys;
use super::days::DayCounter;
use super::snapshot::{Numbering, RowId, Snapshot};
use super::stored::Damaged;
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
    numbering: Option<Numbering>,
    dates: BTreeMap<RowId, Known<ArticleDate>>,
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

impl Snapshot {
    /// Returns the same articles with another overlay. Rows whose date changes move to their new positions in the order
    /// by date and in the counts by day.
    ///
    /// If a date changes, this takes a pass over the dates and paths of all rows. If a segment is damaged, the order
    /// stays as it is and the damage is reported. An overlay of another numbering is ignored.
    pub fn with_overlay(&self, overlay: Arc<Overlay>) -> Self {
        if overlay.numbering.is_some_and(|numbering| numbering != self.numbering) {
            return self.clone();
        }
        let mut snapshot = Self { overlay, ..self.clone() };
        if self.overlay.dates != snapshot.overlay.dates
            && let Err(damaged) = snapshot.follow_dates(&self.overlay)
        {
            self.tell(&damaged);
        }
        snapshot
    }

    /// Updates the order by date and the counts by day, which are still those of the overlay `old`.
    fn follow_dates(&mut self, old: &Overlay) -> Result<(), Damaged> {
        let mut keys = OrderKeys::default();
        for segment in self.segments.iter() {
            keys.push(segment, 0)?;
        }
        let new = Arc::clone(&self.overlay);
        let is_there = |row: &RowId| (*row as usize) < self.n_rows() && !self.is_deleted(*row);
        let mut moved: Vec<RowId> = old.dates.keys().chain(new.dates.keys()).copied().filter(is_there).collect();
        moved.sort_unstable();
        moved.dedup();
        let mut days = DayCounter::from(&*self.days);
        let days_of = |date: &Known<ArticleDate>| date.value().map(|date| (date.first_day, date.last_day));
        for row in &moved {
            let below = self.segment_of(*row).map_or(Ok(None), |(part, at)| part.days_of(at))?;
            days.remove(old.dates.get(row).map_or(below, days_of));
            days.add(new.dates.get(row).map_or(below, days_of));
        }
        for (row, date) in new.dates().filter(|(row, _)| is_there(row)) {
            keys.put_date(row, date.value());
        }
        let kept: Vec<RowId> = self.by_date().iter().copied().filter(|row| moved.binary_search(row).is_err()).collect();
        self.by_date = keys.insert(&kept, moved).into_iter().collect();
        self.days = Arc::new(days.counts());
        Ok(())
    }

    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// True if the overlays of both snapshots are equal.
    pub fn has_overlay_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.overlay, &other.overlay) || self.overlay == other.overlay
    }
}
