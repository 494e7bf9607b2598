//! The result of a filter, and the positions in it of the articles of a day.
//!
//! Articles are not read to find a position. If the list is sorted by date, the counts by day give the position. In any
//! other order the column of days is scanned, which takes a few milliseconds for a million rows.

use std::sync::Arc;

use jiff::civil::Date;

use super::day_table::DayTable;
use super::{InPageText, Rows, Sort, Spot, WithoutPart, without_part};
use crate::index::{DayCounts, Numbering, RowId, Snapshot};

/// The result of a filter.
#[derive(Clone, Debug)]
pub struct Hits {
    /// The ticket of the search, a number that the caller gives: a result with an old ticket is dropped.
    pub ticket: u64,
    /// The numbering of `rows`: a result with another numbering is dropped as well.
    pub numbering: Numbering,
    /// The rows that match, in list order.
    pub rows: Rows,
    /// The order of the rows.
    pub sort: Sort,
    /// The days of the matching rows.
    pub days: Arc<DayCounts>,
    /// The number of articles that match without each part, the most helpful part first. Computed if nothing matches
    /// and the filter has several parts that must match.
    pub dropped: Vec<WithoutPart>,
    /// The filter that searches for the same words in page text, if nothing matches and that filter finds something.
    pub in_page_text: Option<InPageText>,
    /// True if `dropped` and `in_page_text` will follow in a second result of the same search.
    pub is_counting: bool,
    /// True if all articles of the snapshot were searched.
    pub complete: bool,
    /// The number of articles that were searched.
    pub n_searched: usize,
    /// The number of articles of the snapshot.
    ///
    /// A later snapshot with the same number of rows has fewer articles if rows were deleted.
    pub n_articles: usize,
    /// The number of articles that do not match only because they have no date: they match the filter without its
    /// `date:`.
    pub n_undated_left_out: usize,
    /// Remarks about the filter that only the search can make: the filter names an article that is not in the folder.
    /// The range of each remark is in bytes of the filter.
    pub remarks: Vec<Spot>,
    /// The days of all rows of the snapshot. Empty if the order of the list does not need them.
    pub(super) days_of_rows: Arc<DayTable>,
}

/// The article to which the nearest one in time is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// An article of the snapshot.
    Row(RowId),
    /// A deleted article: its day, and the row that followed it by date.
    Deleted(Option<Date>, Option<RowId>),
}

impl Hits {
    /// Returns the result without a filter: every article, newest first.
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

    /// Returns the result of a filter that cannot be searched.
    pub fn nothing(ticket: u64, snapshot: &Snapshot) -> Self {
        Self { rows: Rows::Some(Arc::default()), days: Arc::default(), ..Self::everything(ticket, snapshot) }
    }

    /// Returns the number of other filters that are offered when nothing matches: first the one for page text, then one
    /// without each part.
    pub fn n_offers(&self) -> usize {
        usize::from(self.in_page_text.is_some()) + self.dropped.len()
    }

    /// Returns the filter of an offer; `filter` is the one that matches nothing.
    pub fn offer(&self, number: usize, filter: &str) -> Option<String> {
        let of_part = match (&self.in_page_text, number) {
            (Some(in_page_text), 0) => return Some(in_page_text.filter.clone()),
            (Some(_), number) => number - 1,
            (None, number) => number,
        };
        self.dropped.get(of_part).map(|part| without_part(filter, &part.range))
    }

    /// Returns the position in the list of the first article whose date starts on a day from `first` to `last`.
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

    /// Returns the position in the list of the first undated article.
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

    /// Returns the position of the article nearest in time to `near`, which is not in the list. The list must be sorted
    /// by date, newest first.
    pub fn nearest_in_time(&self, near: Near, snapshot: &Snapshot) -> usize {
        let by_date = snapshot.rows_by_date().known();
        let place_of = |row: RowId| by_date.iter().position(|other| *other == row);
        // The day of `near`, and the number of articles of the snapshot before it.
        let (day, n_before) = match near {
            Near::Row(row) => match place_of(row) {
                Some(place) => (snapshot.days().day_at(place), place),
                None => return 0,
            },
            Near::Deleted(day, Some(next)) if place_of(next).is_some() => (day, place_of(next).unwrap_or(0)),
            Near::Deleted(Some(day), _) => {
                (Some(day), snapshot.days().n_dated() as usize - snapshot.days().n_before(day))
            }
            Near::Deleted(None, _) => (None, by_date.len()),
        };
        let low = self.n_among(&by_date[..n_before], snapshot);
        let days_from = |at: usize| Some(day?.since(self.days.day_at(at)?).ok()?.get_days().unsigned_abs());
        match (low.checked_sub(1).and_then(days_from), days_from(low)) {
            (Some(before), Some(after)) if before < after => low - 1,
            (Some(_), None) => low - 1,
            _ => low.min(self.rows.len().saturating_sub(1)),
        }
    }

    /// Returns the number of matching rows among `first`, the first rows of `snapshot` by date.
    fn n_among(&self, first: &[RowId], snapshot: &Snapshot) -> usize {
        let rows = self.rows.as_slice();
        let mut n_among = 0;
        for row in first {
            // Rows that were deleted after the search are still in the result, but not in the snapshot's order.
            while rows.get(n_among).is_some_and(|own| own != row && snapshot.is_deleted(*own)) {
                n_among += 1;
            }
            n_among += usize::from(rows.get(n_among) == Some(row));
        }
        n_among
    }

    /// Returns the number of matching articles with a day up to `last`.
    fn n_to(&self, last: Date) -> usize {
        last.tomorrow().map_or(self.days.n_dated() as usize, |next| self.days.n_before(next))
    }
}
