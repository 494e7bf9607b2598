//! One running search: its result so far, and its continuation when articles arrive.

use std::sync::{Arc, OnceLock};

use super::bindings::{Bindings, has_like};
use super::day_table::DayTable;
use super::execute::{SegmentContext, rows_within};
use super::hits::Hits;
use super::order::Sort;
use super::orders::Orders;
use super::ranks::filled;
use super::relevance;
use super::rows::Rows;
use super::scratch::{SCORES, with_scratch};
use super::similarity::{SimilarRow, Window, similar_rows, similar_rows_by_days};
use super::{Node, Query, Spot, SpotKind};
use crate::index::stored::Segment;
use crate::index::{Bitmap, DayCounts, RowId, Snapshot, SourceNames};

mod in_page_text;
mod names;
mod waves;
mod without;

pub use in_page_text::InPageText;
use waves::SegmentQuestion;
pub use without::WithoutPart;

/// The state in which a search stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extended {
    /// Every article was searched.
    Whole,
    /// `stop` returned true.
    Stopped,
    /// `pause` returned true.
    Paused,
}

/// A search with a filter over the articles read so far: the matching rows, and the rows searched.
#[derive(Clone, Debug)]
pub struct Search {
    query: Arc<Query>,
    sort: Sort,
    snapshot: Snapshot,
    matching: Bitmap,
    /// The rows that do not match only because they have no date.
    undated_left_out: Bitmap,
    n_searched: usize,
    /// The number of articles that match without each part.
    without: Vec<usize>,
    n_tried_without: usize,
    /// The number of articles that have the words of the filter in their page text, counted together with `without`.
    n_in_page_text: usize,
    order: Arc<[RowId]>,
    orders: Orders,
    /// The number of matching articles of each day, if it has been counted.
    days_of_matching: OnceLock<Arc<DayCounts>>,
    /// The matching rows by relevance, if the list is in that order.
    ranked: Option<Ranked>,
    days: Arc<DayTable>,
    /// The bindings of the filter, if it has a `like:`.
    bound: Option<BoundSnapshot>,
    /// The names of hosts with which the rows so far were searched.
    source_names: Arc<SourceNames>,
}

/// The bindings of the filter to a snapshot.
#[derive(Clone, Debug)]
struct BoundSnapshot {
    bindings: Arc<Bindings>,
    /// The order by date of that snapshot, which identifies it.
    by_date: Arc<[RowId]>,
}

#[derive(Clone, Debug)]
struct Ranked {
    rows: Arc<[RowId]>,
    by_date: Arc<[RowId]>,
}

impl Search {
    /// Creates a search over `snapshot`. Nothing is searched yet; [`Self::extend`] does that.
    ///
    /// If the `previous` search was over the same articles, everything that is still valid is taken from it; if both
    /// filters have the same meaning, its whole result.
    pub fn new(query: impl Into<Arc<Query>>, sort: Sort, previous: Option<&Self>, snapshot: &Snapshot) -> Self {
        let query: Arc<Query> = query.into();
        let sort = query.order(sort);
        let source_names = Arc::clone(snapshot.source_names());
        let mut search = Self {
            query,
            sort,
            snapshot: Snapshot::default(),
            matching: Bitmap::default(),
            undated_left_out: Bitmap::default(),
            n_searched: 0,
            without: Vec::new(),
            n_tried_without: 0,
            n_in_page_text: 0,
            order: Arc::default(),
            orders: Orders::default(),
            days_of_matching: OnceLock::new(),
            ranked: None,
            days: Arc::default(),
            bound: None,
            source_names,
        };
        if let Some(previous) = previous.filter(|previous| previous.is_extended_to(snapshot)) {
            search.take_over(previous);
        }
        search.grow(snapshot);
        search
    }

    /// True if the results are also valid for `snapshot`, which may have further articles.
    fn is_extended_to(&self, snapshot: &Snapshot) -> bool {
        self.snapshot.grew_to(snapshot) && self.snapshot.has_overlay_of(snapshot)
    }

    pub fn query(&self) -> &Arc<Query> {
        &self.query
    }

    pub fn sort(&self) -> Sort {
        self.sort
    }

    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Computes the data that some searches need, once for each snapshot.
    pub fn read_ahead(&self) {
        let _ = relevance::mean_words(&self.snapshot, &|| false);
    }

    /// Finds the articles of `snapshot` most similar to that of `row`, like [`similar_rows`].
    ///
    /// The days of the rows are taken from this search if it is over the same articles.
    pub fn similar_rows(
        &self,
        snapshot: &Snapshot,
        row: RowId,
        window: Window,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<SimilarRow>> {
        if Arc::ptr_eq(self.snapshot.by_date(), snapshot.by_date()) {
            similar_rows_by_days(snapshot, &self.days, row, window, limit, stop)
        } else {
            similar_rows(snapshot, row, window, limit, stop)
        }
    }

    /// Searches the articles that have not been searched, on all cores.
    ///
    /// Returns `None` if `stop` ended it early; its results are kept, and the next call continues from there.
    /// `snapshot` is the one of the search, or one with further articles. With another snapshot, for example when the
    /// folder is read again, the search starts from the beginning.
    pub fn extend(&mut self, snapshot: &Snapshot, stop: &dyn Fn() -> bool) -> Option<()> {
        match self.extend_until(snapshot, stop, &|| false) {
            Extended::Whole => Some(()),
            Extended::Stopped | Extended::Paused => None,
        }
    }

    /// Like [`Self::extend`], but it can pause when `pause` returns true. The partial result can then be shown, and the
    /// next call continues. Every call searches at least one wave.
    pub fn extend_until(&mut self, snapshot: &Snapshot, stop: &dyn Fn() -> bool, pause: &dyn Fn() -> bool) -> Extended {
        if !self.is_extended_to(snapshot) {
            *self = Self::new(Arc::clone(&self.query), self.sort, None, snapshot);
        }
        self.grow(snapshot);
        self.follow_names();
        if self.bind(stop).is_none() {
            return Extended::Stopped;
        }
        let Some(asked) = SegmentQuestion::of(&self.query) else {
            return Extended::Whole;
        };
        let snapshot = self.snapshot.clone();
        for wave in waves::waves(&snapshot, self.n_searched) {
            self.days_of_matching.take();
            if self.search_wave(&wave, &asked, stop).is_none() {
                return Extended::Stopped;
            }
            if self.n_searched < snapshot.n_rows() && pause() {
                return Extended::Paused;
            }
        }
        self.n_searched = snapshot.n_rows();
        if self.rank(stop).is_none() { Extended::Stopped } else { Extended::Whole }
    }

    /// Finds the articles of each `like:` of the filter, if they are not known for this snapshot. Returns `None` if
    /// `stop` ended it.
    ///
    /// Each new article can be more similar than the known ones, so the search then starts from the beginning.
    fn bind(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        let query = Arc::clone(&self.query);
        let Some(root) = query.root.as_ref().filter(|root| has_like(root)) else { return Some(()) };
        if self.bound.as_ref().is_some_and(|bound| Arc::ptr_eq(&bound.by_date, self.snapshot.by_date())) {
            return Some(());
        }
        let bindings = Arc::new(Bindings::of(root, &self.snapshot, &self.days, stop)?);
        self.start_anew();
        self.bound = Some(BoundSnapshot { bindings, by_date: Arc::clone(self.snapshot.by_date()) });
        Some(())
    }

    fn start_anew(&mut self) {
        self.matching = Bitmap::new(self.snapshot.n_rows());
        self.undated_left_out = Bitmap::new(self.snapshot.n_rows());
        (self.n_searched, self.n_tried_without, self.n_in_page_text, self.ranked) = (0, 0, 0, None);
        self.days_of_matching.take();
        self.without.clear();
    }

    /// Returns the remarks about each `like:` whose article is not in the folder.
    fn remarks(&self) -> Vec<Spot> {
        let unknown = self.bound.iter().flat_map(|bound| &bound.bindings.unknown);
        let remark = |reference: &str| Spot {
            range: self.query.text.find(reference).map_or(0..0, |start| start..start + reference.len()),
            kind: SpotKind::Wrong,
            message: format!("There is no article {reference} in this folder"),
            suggestion: None,
        };
        unknown.map(|reference| remark(reference)).collect()
    }

    /// Sorts the whole result by relevance, if that is the order. Returns `None` if `stop` ended it.
    fn rank(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        let Some(root) = self.query.root.as_ref().filter(|_| self.sort == Sort::Relevance) else {
            return Some(());
        };
        if !self.ranked.as_ref().is_some_and(|ranked| Arc::ptr_eq(&ranked.by_date, self.snapshot.by_date())) {
            let similar = self.bound.as_ref().map(|bound| &bound.bindings.scores);
            let rows = if relevance::has_terms(root) {
                with_scratch(&SCORES, self.snapshot.n_rows(), |scores| {
                    relevance::score(root, &self.snapshot, scores, stop)?;
                    for (row, score) in similar.into_iter().flatten() {
                        scores[*row as usize] += SIMILARITY_WEIGHT * score;
                    }
                    Some(filled(self.n_matching(), |rows| {
                        self.put_in_order(rows);
                        relevance::sort(rows, scores);
                    }))
                })?
            } else {
                // Very few rows are similar to an article, so no memory is used for each row of the snapshot.
                let score = |row: &RowId| similar.and_then(|scores| scores.get(row)).copied().unwrap_or(0.0);
                filled(self.n_matching(), |rows| {
                    self.put_in_order(rows);
                    if similar.is_some() {
                        rows.sort_by(|one, other| score(other).total_cmp(&score(one)));
                    }
                })
            };
            self.ranked = Some(Ranked { rows, by_date: Arc::clone(self.snapshot.by_date()) });
        }
        Some(())
    }

    /// Returns the number of matching rows that are not deleted.
    fn n_matching(&self) -> usize {
        let deleted = self.snapshot.deleted().words().iter().chain(std::iter::repeat(&0));
        self.matching.words().iter().zip(deleted).map(|(rows, deleted)| (rows & !deleted).count_ones() as usize).sum()
    }

    /// Writes the matching rows into `rows`, in the order of the list.
    fn put_in_order(&self, rows: &mut [RowId]) {
        let mut n_put = 0;
        for row in &*self.order {
            let Some(place) = rows.get_mut(n_put) else { break };
            // Every row is written, and overwritten by the next one if it does not match. A branch would be
            // mispredicted half of the time.
            *place = *row;
            n_put += usize::from(self.matching.contains(*row));
        }
    }

    /// Returns the matching rows known so far, in the order of the list.
    fn matching_rows(&self) -> Arc<[RowId]> {
        match &self.ranked {
            Some(ranked) if Arc::ptr_eq(&ranked.by_date, self.snapshot.by_date()) => Arc::clone(&ranked.rows),
            _ => filled(self.n_matching(), |rows| {
                self.put_in_order(rows);
            }),
        }
    }

    /// Returns the result so far, for the search with the number `ticket`.
    pub fn hits(&self, ticket: u64) -> Hits {
        let n_rows = self.snapshot.n_rows();
        if self.query.is_empty() {
            let rows = Rows::All(Arc::clone(&self.order).into());
            let days_of_rows = Arc::clone(&self.days);
            return Hits { rows, sort: self.sort, days_of_rows, ..Hits::everything(ticket, &self.snapshot) };
        }
        let count_days = || Arc::new(self.days.count(&self.matching, self.snapshot.deleted()));
        Hits {
            ticket,
            numbering: self.snapshot.numbering(),
            rows: Rows::Some(self.matching_rows()),
            sort: self.sort,
            days_of_rows: Arc::clone(&self.days),
            days: Arc::clone(self.days_of_matching.get_or_init(count_days)),
            dropped: self.dropped(),
            in_page_text: self.in_page_text(),
            is_counting: self.needs_counts(),
            complete: self.n_searched == n_rows,
            n_searched: self.n_searched,
            n_articles: self.snapshot.len(),
            n_undated_left_out: self.n_undated_left_out(),
            remarks: self.remarks(),
        }
    }

    /// Returns the number of searched articles that do not match only because they have no date.
    fn n_undated_left_out(&self) -> usize {
        self.undated_left_out.iter().filter(|row| !self.snapshot.is_deleted(*row)).count()
    }

    fn take_over(&mut self, previous: &Self) {
        self.days = Arc::clone(&previous.days);
        self.snapshot = previous.snapshot.clone();
        self.orders.clone_from(&previous.orders);
        let (Some(narrow), Some(wide)) = (&self.query.root, &previous.query.root) else {
            return;
        };
        // After midnight, `today` means another day.
        if self.query.today != previous.query.today {
            return;
        }
        // The next extension takes changes of the names into account.
        self.source_names = Arc::clone(&previous.source_names);
        if narrow == wide {
            self.matching = previous.matching.clone();
            self.undated_left_out = previous.undated_left_out.clone();
            self.days_of_matching.clone_from(&previous.days_of_matching);
            self.n_searched = previous.n_searched;
            self.bound.clone_from(&previous.bound);
            if self.sort == previous.sort {
                self.ranked.clone_from(&previous.ranked);
            }
            if self.has_same_parts(previous) {
                self.without.clone_from(&previous.without);
                self.n_tried_without = previous.n_tried_without;
                self.n_in_page_text = previous.n_in_page_text;
            }
        }
    }

    /// Adds the new rows of `snapshot` without searching them.
    fn grow(&mut self, snapshot: &Snapshot) {
        self.order = self.orders.of(snapshot, self.sort);
        if !Arc::ptr_eq(self.snapshot.by_date(), snapshot.by_date()) {
            self.days_of_matching.take();
        }
        self.matching.resize(snapshot.n_rows());
        self.undated_left_out.resize(snapshot.n_rows());
        if self.days.len() < snapshot.n_rows() {
            Arc::make_mut(&mut self.days).extend(snapshot);
        }
        self.snapshot = snapshot.clone();
    }

    /// Returns the rows of a segment that a part of the filter matches; `None` if `stop` ended it.
    ///
    /// Damage of the segment is reported; the result is then empty.
    fn rows_in(&self, first_row: RowId, segment: &Segment, node: &Node, stop: &dyn Fn() -> bool) -> Option<Bitmap> {
        self.rows_within(first_row, segment, node, None, stop)
    }

    /// Like [`Self::rows_in`], but the result is only correct for the rows of `within`, if given. They are numbered
    /// from the first row of the segment.
    fn rows_within(
        &self,
        first_row: RowId,
        segment: &Segment,
        node: &Node,
        within: Option<&Bitmap>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Bitmap> {
        let bindings = self.bound.as_ref().map(|bound| &*bound.bindings);
        let overlay = self.snapshot.overlay().of_rows(first_row..first_row + segment.len() as RowId);
        let context = SegmentContext { first_row, names: &self.source_names, overlay, bindings };
        rows_within(node, segment, context, within, stop).unwrap_or_else(|damaged| {
            self.snapshot.tell(&damaged);
            Some(Bitmap::new(segment.len()))
        })
    }
}

/// The weight of full similarity to the article of `like:`, relative to the scores of words: that of two or three rare
/// words.
const SIMILARITY_WEIGHT: f32 = 20.0;
