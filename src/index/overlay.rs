//! Values of rows that stand over those of their segments: what the user set, and what other articles tell.
//!
//! Segments never change, and what is in an overlay may change at any time. Whoever asks a snapshot for an article, a
//! date, the order by date or the counts by day gets the values of its overlay, each with how it is known.

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
    /// The user has read it.
    pub is_read: bool,
    /// The user has starred it.
    pub is_starred: bool,
}

/// Columns of values that stand over those of the segments. Most rows have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// The numbering of its rows; `None` of one without values.
    numbering: Option<Numbering>,
    dates: BTreeMap<RowId, Known<ArticleDate>>,
    titles: BTreeMap<RowId, Known<Box<str>>>,
    marks: BTreeMap<RowId, Marks>,
}

impl Overlay {
    /// One without values, for rows of a numbering.
    pub fn new(numbering: Numbering) -> Self {
        Self { numbering: Some(numbering), ..Self::default() }
    }

    /// True if no row has a value in it.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty() && self.titles.is_empty() && self.marks.is_empty()
    }

    /// Puts a date over that of a row. A date that the user set stays over one that is inferred.
    pub fn put_date(&mut self, row: RowId, date: Known<ArticleDate>) {
        let is_set = self.dates.get(&row).is_some_and(|known| known.how() == How::Set);
        if !is_set || date.how() == How::Set {
            self.dates.insert(row, date);
        }
    }

    /// Puts a title over that of a row.
    pub fn put_title(&mut self, row: RowId, title: Known<Box<str>>) {
        self.titles.insert(row, title);
    }

    /// Puts marks on a row, in place of those that it has.
    pub fn put_marks(&mut self, row: RowId, marks: Marks) {
        self.marks.insert(row, marks);
    }

    /// The dates, in the order of their rows.
    pub fn dates(&self) -> impl Iterator<Item = (RowId, &Known<ArticleDate>)> {
        self.dates.iter().map(|(row, date)| (*row, date))
    }

    /// The values of the rows of one segment.
    pub fn of_rows(&self, rows: Range<RowId>) -> OverlayOfSegment<'_> {
        let overlay = Some(self).filter(|overlay| !overlay.is_empty());
        OverlayOfSegment { overlay, first_row: rows.start, end_row: rows.end }
    }

    /// Returns an article as it is with the values of its row.
    pub(super) fn over(&self, row: RowId, mut article: Article) -> Article {
        if let Some(date) = self.dates.get(&row) {
            article.date = date.clone();
            // The evidence is that of the date below; other dates stay rejected.
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

/// The values of the rows of one segment, by their places in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct OverlayOfSegment<'overlay> {
    /// `None` where it is empty.
    overlay: Option<&'overlay Overlay>,
    first_row: RowId,
    end_row: RowId,
}

impl<'overlay> OverlayOfSegment<'overlay> {
    /// The dates.
    pub fn dates(self) -> impl Iterator<Item = (u32, &'overlay Known<ArticleDate>)> {
        self.values(|overlay| &overlay.dates)
    }

    /// The titles.
    pub fn titles(self) -> impl Iterator<Item = (u32, &'overlay Known<Box<str>>)> {
        self.values(|overlay| &overlay.titles)
    }

    /// The marks.
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
    /// Returns the same articles with an overlay in the place of the one they have. Rows whose date it changes move to
    /// their places in the order by date and in the counts by day.
    ///
    /// It takes a pass over the dates and paths of all rows where a date changes. Of a damaged segment the order stays
    /// as it is, and the damage is reported. An overlay of rows of another numbering is left out.
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

    /// Brings the order by date and the counts by day up to date, which are those with the overlay `old`.
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

    /// The values that stand over those of the segments.
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// True if both have the same overlay.
    pub fn has_overlay_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.overlay, &other.overlay) || self.overlay == other.overlay
    }
}
