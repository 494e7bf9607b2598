//! All articles read so far, as one immutable value.

use std::cmp::Reverse;
use std::sync::Arc;

use super::days::{DayCounter, DayCounts};
use super::repetition::Repeated;
use super::segment::{Folded, Segment};
use crate::article::{Article, ArticleKey, Body};

/// The number of an article within its snapshots, in the order of arrival.
///
/// It stays the same from one snapshot to the next while a folder is being read; reading the folder
/// anew starts new numbers, so what must outlive that is kept as an [`ArticleKey`].
pub type RowId = u32;

/// All articles read so far. Cheap to clone and never changed.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    segments: Arc<[Arc<Segment>]>,
    /// The number of the first row of each segment, and behind them the number of all rows.
    first_rows: Arc<[RowId]>,
    by_date: Arc<[RowId]>,
    days: Arc<DayCounts>,
    repeated: Arc<Repeated>,
}

impl Snapshot {
    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.by_date.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_date.is_empty()
    }

    /// The article of a row.
    ///
    /// # Panics
    /// When `row` is not of this snapshot or an earlier one of the same reading.
    pub fn article(&self, row: RowId) -> &Article {
        let (segment, at) = self.place(row);
        &segment.articles()[at]
    }

    /// The folded text of a row.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn folded(&self, row: RowId) -> Folded<'_> {
        let (segment, at) = self.place(row);
        segment.folded(at)
    }

    /// The body of a row, where the index keeps it.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn kept_body(&self, row: RowId) -> Option<&Body> {
        let (segment, at) = self.place(row);
        segment.kept_body(at)
    }

    /// Marks the paragraphs of a row's text that several articles of its source print. Which those are is
    /// certain in the last snapshot of a reading; until then it is what is known so far.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn mark_repeated(&self, row: RowId, body: &mut Body) {
        self.repeated.mark(self.article(row), body);
    }

    /// Whether any paragraph is printed by several articles.
    pub fn has_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// Every row, newest first; undated articles come last, in the order of their paths.
    pub fn by_date(&self) -> &Arc<[RowId]> {
        &self.by_date
    }

    /// The segments, in order of arrival, each with the number of its first row.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (RowId, &Arc<Segment>)> {
        self.segments.iter().enumerate().map(|(segment_idx, segment)| (self.first_rows[segment_idx], segment))
    }

    /// How many articles fall on each day.
    pub fn days(&self) -> &Arc<DayCounts> {
        &self.days
    }

    /// The row of an article by its key. Walks all rows: for what happens once, not for each frame.
    pub fn row_of(&self, key: ArticleKey) -> Option<RowId> {
        self.find(|article| article.key() == key)
    }

    /// The first row, in order of arrival, whose article is the one asked for.
    pub fn find(&self, is_it: impl Fn(&Article) -> bool) -> Option<RowId> {
        let mut row = 0;
        for segment in self.segments.iter() {
            for article in segment.articles() {
                if is_it(article) {
                    return Some(row);
                }
                row += 1;
            }
        }
        None
    }

    /// The segment of a row, and which of its articles the row is.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn place(&self, row: RowId) -> (&Segment, usize) {
        let segment_idx = self.first_rows.partition_point(|first| *first <= row) - 1;
        (&self.segments[segment_idx], (row - self.first_rows[segment_idx]) as usize)
    }
}

/// Builds one snapshot after the other while a folder is being read.
#[derive(Debug, Default)]
pub struct SnapshotBuilder {
    segments: Vec<Arc<Segment>>,
    first_rows: Vec<RowId>,
    n_rows: RowId,
    /// The order of the rows of the last snapshot.
    by_date: Vec<RowId>,
    days: DayCounter,
    repeated: Arc<Repeated>,
    /// How many rows there were when the repeated paragraphs were counted.
    n_rows_counted: RowId,
}

impl SnapshotBuilder {
    /// Adds the articles of a batch.
    pub fn push(&mut self, segment: Segment) {
        if segment.is_empty() {
            return;
        }
        for article in segment.articles() {
            self.days.add(article.date.value());
        }
        self.first_rows.push(self.n_rows);
        self.n_rows += segment.len() as RowId;
        self.segments.push(Arc::new(segment));
    }

    /// How many articles have been added.
    pub fn len(&self) -> usize {
        self.n_rows as usize
    }

    /// Whether none has been added.
    pub fn is_empty(&self) -> bool {
        self.n_rows == 0
    }

    /// Counts the paragraphs that several articles print, all of them anew: for the end of a reading.
    ///
    /// On the way [`Self::snapshot`] does so whenever there are twice as many articles as the last time, so
    /// that all counts of a reading together take no longer than two.
    pub fn count_repeated(&mut self) {
        if self.n_rows_counted < self.n_rows {
            self.repeated = Arc::new(Repeated::of(&self.segments.iter().map(|segment| &**segment)));
            self.n_rows_counted = self.n_rows;
        }
    }

    /// A snapshot of all that has been added so far.
    ///
    /// The rows that came since the last snapshot are sorted and merged into its order.
    pub fn snapshot(&mut self) -> Snapshot {
        if self.n_rows >= self.n_rows_counted.saturating_mul(2) {
            self.count_repeated();
        }
        let mut first_rows = self.first_rows.clone();
        first_rows.push(self.n_rows);
        let mut snapshot = Snapshot {
            segments: self.segments.clone().into(),
            first_rows: first_rows.into(),
            by_date: Arc::default(),
            days: Arc::new(self.days.counts()),
            repeated: Arc::clone(&self.repeated),
        };
        let n_ordered = self.by_date.len() as RowId;
        // The standard library's stable sort finds the two runs, old and new, and merges them.
        let mut new_rows: Vec<RowId> = (n_ordered..self.n_rows).collect();
        new_rows.sort_by(|a, b| compare_newest_first(snapshot.article(*a), snapshot.article(*b)));
        self.by_date.extend(new_rows);
        self.by_date.sort_by(|a, b| compare_newest_first(snapshot.article(*a), snapshot.article(*b)));
        snapshot.by_date = self.by_date.as_slice().into();
        snapshot
    }
}

/// The order of the list: newest first, undated last, then by path and item.
pub fn compare_newest_first(a: &Article, b: &Article) -> std::cmp::Ordering {
    let date_of = |article: &Article| article.date.value().map(crate::article::ArticleDate::sort_key);
    // `None` sorts before every date, so reversed it comes last.
    Reverse(date_of(a)).cmp(&Reverse(date_of(b))).then_with(|| compare_paths(a, b))
}

/// The order of paths: by folder and file name, then by the item within the file.
pub fn compare_paths(a: &Article, b: &Article) -> std::cmp::Ordering {
    a.address.path.as_os_str().cmp(b.address.path.as_os_str()).then(a.address.item.cmp(&b.address.item))
}
