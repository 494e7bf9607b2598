//! The answer to a filter, and where in it the articles of a day stand.
//!
//! No place is looked for in articles. Where the list is in the order of dates, the counts by day tell it; in any
//! other order a walk over the column of days does, in a few milliseconds for a million rows.

use std::sync::Arc;

use jiff::civil::Date;

use super::day_table::DayTable;
use super::{InPageText, Rows, Sort, Spot, WithoutPart, without_part};
use crate::index::{DayCounts, Numbering, RowId, Snapshot};

/// The answer to a filter.
#[derive(Clone, Debug)]
pub struct Hits {
    /// The question it answers, as the caller numbers them: an answer to an old one is dropped.
    pub ticket: u64,
    /// The numbering of its rows: an answer about other numbers is dropped as well.
    pub numbering: Numbering,
    /// The rows that match, in list order.
    pub rows: Rows,
    /// The order of the rows.
    pub sort: Sort,
    /// The days of the rows that match.
    pub days: Arc<DayCounts>,
    /// When nothing matches and several parts must: how many articles match without each of them, the
    /// most helpful part first.
    pub dropped: Vec<WithoutPart>,
    /// The filter that looks for the same words in page text, if nothing matches and that filter finds something.
    pub in_page_text: Option<InPageText>,
    /// True if those counts are still to come, with a second answer to the same question.
    pub is_counting: bool,
    /// True if every article of the snapshot was tried.
    pub complete: bool,
    /// The number of articles that were tried.
    pub n_searched: usize,
    /// The number of articles of the snapshot. Of two snapshots with as many rows, the later one has fewer where some are
    /// gone.
    pub n_articles: usize,
    /// The number of undated articles that match but for the filter's `date:`, which no undated article matches.
    pub n_undated_left_out: usize,
    /// What is to be said of the filter now that it has been searched: of articles that it names and that are not
    /// there. Their places are bytes of the filter's text.
    pub remarks: Vec<Spot>,
    /// The days of all rows of the snapshot. Empty where the order of dates needs none.
    pub(super) days_of_rows: Arc<DayTable>,
}

/// The row that a list is to show the nearest one to in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// An article of the snapshot.
    Row(RowId),
    /// An article that is gone: the day it was of, and the row that followed it by date.
    Gone(Option<Date>, Option<RowId>),
}

impl Hits {
    /// The answer without a filter: every article, the newest first.
    pub fn everything(ticket: u64, snapshot: &Snapshot) -> Self {
        Self {
            ticket,
            numbering: snapshot.numbering(),
            rows: Rows::All(snapshot.rows_by_date().clone()),
            sort: Sort::Newest,
            days: Arc::clone(snapshot.days()),
            dropped: Vec::new(),
            in_page_text: None,
            is_counting: false,
            complete: true,
            n_searched: snapshot.n_rows(),
            n_articles: snapshot.len(),
            n_undated_left_out: 0,
            remarks: Vec::new(),
            days_of_rows: Arc::default(),
        }
    }

    /// The answer of a filter that cannot be searched.
    pub fn nothing(ticket: u64, snapshot: &Snapshot) -> Self {
        Self { rows: Rows::Some(Arc::default()), days: Arc::default(), ..Self::everything(ticket, snapshot) }
    }

    /// The number of other filters that are offered in place of one that finds nothing: that for page text first, then
    /// one without each part.
    pub fn n_offers(&self) -> usize {
        usize::from(self.in_page_text.is_some()) + self.dropped.len()
    }

    /// The filter of an offer, where `filter` is the one that finds nothing.
    pub fn offer(&self, number: usize, filter: &str) -> Option<String> {
        let of_part = match (&self.in_page_text, number) {
            (Some(in_page_text), 0) => return Some(in_page_text.filter.clone()),
            (Some(_), number) => number - 1,
            (None, number) => number,
        };
        self.dropped.get(of_part).map(|part| without_part(filter, &part.range))
    }

    /// The place of the first article in the list whose date starts on a day from `first` to `last`.
    pub fn first_of_days(&self, first: Date, last: Date) -> Option<usize> {
        let (n_before, n_to_last) = (self.days.n_before(first), self.n_to(last));
        if n_before == n_to_last {
            return None;
        }
        match self.sort {
            Sort::Newest => Some(self.days.n_dated() as usize - n_to_last),
            Sort::Oldest => Some(n_before),
            Sort::Source | Sort::Length | Sort::Path | Sort::Relevance => {
                let is_within = |(day, _)| (first..=last).contains(&day);
                self.days_of_rows.first_of(self.rows.as_slice(), is_within)
            }
        }
    }

    /// The place of the first article in the list that has no date.
    pub fn first_undated(&self) -> Option<usize> {
        if self.days.n_undated == 0 {
            return None;
        }
        match self.sort {
            Sort::Newest | Sort::Oldest => Some(self.days.n_dated() as usize),
            Sort::Source | Sort::Length | Sort::Path | Sort::Relevance => {
                self.days_of_rows.first_undated(self.rows.as_slice())
            }
        }
    }

    /// The place of the article nearest in time to one that the list, which has the newest first, does not hold.
    pub fn nearest_in_time(&self, near: Near, snapshot: &Snapshot) -> usize {
        let by_date = snapshot.rows_by_date().known();
        let place_of = |row: RowId| by_date.iter().position(|other| *other == row);
        // The day, and how many articles of the snapshot come before it.
        let (day, n_before) = match near {
            Near::Row(row) => match place_of(row) {
                Some(place) => (snapshot.days().day_at(place), place),
                None => return 0,
            },
            Near::Gone(day, Some(next)) if place_of(next).is_some() => (day, place_of(next).unwrap_or(0)),
            Near::Gone(Some(day), _) => (Some(day), snapshot.days().n_dated() as usize - snapshot.days().n_before(day)),
            Near::Gone(None, _) => (None, by_date.len()),
        };
        let low = self.n_among(&by_date[..n_before], snapshot);
        let days_from = |at: usize| Some(day?.since(self.days.day_at(at)?).ok()?.get_days().unsigned_abs());
        match (low.checked_sub(1).and_then(days_from), days_from(low)) {
            (Some(before), Some(after)) if before < after => low - 1,
            (Some(_), None) => low - 1,
            _ => low.min(self.rows.len().saturating_sub(1)),
        }
    }

    /// The number of its rows among the first ones of `snapshot` by date.
    fn n_among(&self, first: &[RowId], snapshot: &Snapshot) -> usize {
        let rows = self.rows.as_slice();
        let mut n_among = 0;
        for row in first {
            // Rows that went since the search are in the answer, and in the snapshot no more.
            while rows.get(n_among).is_some_and(|own| own != row && snapshot.is_deleted(*own)) {
                n_among += 1;
            }
            n_among += usize::from(rows.get(n_among) == Some(row));
        }
        n_among
    }

    /// The number of its articles of a day up to `last`.
    fn n_to(&self, last: Date) -> usize {
        last.tomorrow().map_or(self.days.n_dated() as usize, |next| self.days.n_before(next))
    }
}
