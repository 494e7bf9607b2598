//! One running question: its answer so far, and how it goes on when articles arrive.

use std::ops::Range;
use std::sync::Arc;

use super::day_table::DayTable;
use super::implies::implies;
use super::matcher::Matcher;
use super::order::{self, Sort};
use super::rows::{RowSet, Rows};
use super::scan::{Piece, pieces, scan};
use super::{Node, Query};
use crate::index::{DayCounts, RowId, Snapshot};

/// The answer to a filter.
#[derive(Clone, Debug)]
pub struct Hits {
    /// The question it answers, as the caller numbers them: an answer to an old one is dropped.
    pub ticket: u64,
    /// The rows that match, in list order.
    pub rows: Rows,
    /// The days of the rows that match.
    pub days: DayCounts,
    /// When nothing matches and several parts must: how many articles match without each of them, the
    /// most helpful part first.
    pub dropped: Vec<WithoutPart>,
    /// Whether those counts are still to come, with a second answer to the same question.
    pub is_counting: bool,
    /// Whether every article of the snapshot was tried.
    pub complete: bool,
    /// How many articles were tried.
    pub n_searched: usize,
    /// How many undated articles match but for the filter's `date:`, which no undated article matches.
    pub n_undated_left_out: usize,
}

/// A part of a filter, and what leaving it out would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutPart {
    /// Where it stands in the filter: what [`without_part`](super::without_part) takes.
    pub range: Range<usize>,
    /// How it is written.
    pub text: String,
    /// How many articles match without it.
    pub n_articles: usize,
}

/// A filter over the articles read so far: which of them match, and which have been tried.
#[derive(Clone, Debug)]
pub struct Search {
    query: Arc<Query>,
    sort: Sort,
    snapshot: Snapshot,
    /// `None` where there is no filter, so that there is nothing to search.
    matcher: Option<Arc<Matcher>>,
    matching: RowSet,
    n_searched: usize,
    /// The matches of a wider filter, and how many rows that one had tried: of those, no other row can
    /// match.
    candidates: Option<(Arc<RowSet>, usize)>,
    /// How many articles match without each part, and how many rows were tried for that.
    without: Vec<usize>,
    n_tried_without: usize,
    order: Arc<[RowId]>,
    days: Arc<DayTable>,
}

impl Search {
    /// A question over `snapshot`. Nothing is searched yet: that is [`Self::extend`]'s.
    ///
    /// Of the `previous` question, when it was over the same articles, all is kept that is still right:
    /// the whole answer when the filter means the same, and when it was only narrowed, the matches as
    /// the only candidates.
    pub fn new(query: impl Into<Arc<Query>>, sort: Sort, previous: Option<&Self>, snapshot: &Snapshot) -> Self {
        let query = query.into();
        let matcher = (!query.is_empty()).then(|| Arc::new(Matcher::new(&query)));
        let mut search = Self {
            query,
            sort,
            snapshot: Snapshot::default(),
            matcher,
            matching: RowSet::default(),
            n_searched: 0,
            candidates: None,
            without: Vec::new(),
            n_tried_without: 0,
            order: Arc::default(),
            days: Arc::default(),
        };
        if let Some(previous) = previous.filter(|previous| is_growth(&previous.snapshot, snapshot)) {
            search.take_over(previous);
        }
        search.grow(snapshot);
        search
    }

    /// The filter.
    pub fn query(&self) -> &Arc<Query> {
        &self.query
    }

    /// The order of the rows.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// The articles it is about.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Tries the articles that have not been tried, on all cores. `None` when `stop` ended it early;
    /// what was found until then stays, and the next call goes on from there.
    ///
    /// `snapshot` is the one the question was asked over, or one with more articles. Another one, as
    /// when the folder is read anew, starts the search from nothing.
    pub fn extend(&mut self, snapshot: &Snapshot, stop: &dyn Fn() -> bool) -> Option<()> {
        if !is_growth(&self.snapshot, snapshot) {
            *self = Self::new(Arc::clone(&self.query), self.sort, None, snapshot);
        }
        self.grow(snapshot);
        let Some(matcher) = self.matcher.clone() else {
            return Some(());
        };
        self.search_matches(&matcher, stop)
    }

    /// Whether nothing matches and the counts without each part are not known yet.
    pub fn needs_counts(&self) -> bool {
        let is_part_of_many = self.matcher.as_ref().is_some_and(|matcher| matcher.n_parts() > 1);
        is_part_of_many && self.matching.len() == 0 && self.n_tried_without < self.snapshot.len()
    }

    /// Where nothing matches, counts how many articles match without each part. `None` when `stop` ended
    /// it early, as in [`Self::extend`]. It is a second walk over the articles, so the answer itself is
    /// there before it.
    pub fn count_without_parts(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        match self.matcher.clone() {
            Some(matcher) if self.needs_counts() => self.search_without(&matcher, stop),
            _ => Some(()),
        }
    }

    /// The answer so far, as the answer to the question `ticket`.
    pub fn hits(&self, ticket: u64) -> Hits {
        let n_rows = self.snapshot.len();
        if self.matcher.is_none() {
            let days = DayCounts::clone(self.snapshot.days());
            let rows = Rows::All(Arc::clone(&self.order));
            return Hits {
                ticket,
                rows,
                days,
                dropped: Vec::new(),
                is_counting: false,
                complete: true,
                n_searched: n_rows,
                n_undated_left_out: 0,
            };
        }
        let rows = self.order.iter().copied().filter(|row| self.matching.contains(*row)).collect();
        Hits {
            ticket,
            rows: Rows::Some(rows),
            days: self.days.count(&self.matching),
            dropped: self.dropped(),
            is_counting: self.needs_counts(),
            complete: self.n_searched == n_rows,
            n_searched: self.n_searched,
            n_undated_left_out: self.n_undated_left_out(),
        }
    }

    fn n_undated_left_out(&self) -> usize {
        let Some(wider) = self.query.without_dates() else {
            return 0;
        };
        let matcher = Matcher::new(&wider);
        let (snapshot, matching) = (&self.snapshot, &self.matching);
        // Undated articles are the last in the order of dates.
        let undated = snapshot.by_date().iter().rev().take_while(|row| snapshot.article(**row).day().is_none());
        let is_match = |row: RowId| {
            let (segment, at) = snapshot.place(row);
            matcher.matches(segment, at)
        };
        undated.filter(|row| !matching.contains(**row)).filter(|row| wider.is_empty() || is_match(**row)).count()
    }

    fn take_over(&mut self, previous: &Self) {
        self.days = Arc::clone(&previous.days);
        self.snapshot = previous.snapshot.clone();
        if self.sort == previous.sort {
            self.order = Arc::clone(&previous.order);
        }
        let (Some(narrow), Some(wide)) = (&self.query.root, &previous.query.root) else {
            return;
        };
        // At midnight `today` begins to mean another day.
        if self.query.today != previous.query.today {
            return;
        }
        if narrow == wide {
            self.matching = previous.matching.clone();
            self.n_searched = previous.n_searched;
            self.candidates.clone_from(&previous.candidates);
            if self.has_same_parts(previous) {
                self.without.clone_from(&previous.without);
                self.n_tried_without = previous.n_tried_without;
            }
        } else if implies(narrow, wide) {
            self.candidates = Some((Arc::new(previous.matching.clone()), previous.n_searched));
        }
    }

    /// Whether the parts that must all match are counted alike, so that the counts without each hold.
    fn has_same_parts(&self, previous: &Self) -> bool {
        let nodes = |query: &Query| query.parts().into_iter().map(|(_, node)| node.clone()).collect::<Vec<Node>>();
        nodes(&self.query) == nodes(&previous.query)
    }

    /// Takes in the rows that `snapshot` has and the last one had not, without searching them.
    fn grow(&mut self, snapshot: &Snapshot) {
        if self.order.len() != snapshot.len() {
            self.order = order::all_rows(snapshot, self.sort, &self.order);
        }
        if self.days.len() < snapshot.len() {
            Arc::make_mut(&mut self.days).extend(snapshot);
        }
        self.snapshot = snapshot.clone();
    }

    fn search_matches(&mut self, matcher: &Matcher, stop: &dyn Fn() -> bool) -> Option<()> {
        let candidates = self.candidates.clone();
        let is_candidate = |row: RowId| {
            candidates.as_ref().is_none_or(|(rows, n_tried)| row as usize >= *n_tried || rows.contains(row))
        };
        let pieces = pieces(&self.snapshot, self.n_searched);
        let found = scan(&pieces, self.n_bytes_to_search(&pieces), stop, |piece| {
            let is_match = |(row, at): &(RowId, usize)| is_candidate(*row) && matcher.matches(piece.segment, *at);
            piece.rows().filter(is_match).map(|(row, _)| row).collect::<Vec<_>>()
        });
        let is_complete = found.len() == pieces.len();
        for (piece, rows) in pieces.iter().zip(found) {
            for row in rows {
                self.matching.insert(row);
            }
            self.n_searched = piece.end_row();
        }
        is_complete.then_some(())
    }

    /// About how much text there is to look at.
    fn n_bytes_to_search(&self, pieces: &[Piece<'_>]) -> usize {
        let n_rows: usize = pieces.iter().map(|piece| piece.articles.len()).sum();
        let n_bytes = n_rows.saturating_mul(BYTES_AN_ARTICLE);
        match &self.candidates {
            Some((rows, n_tried)) if self.n_searched == 0 => {
                let n_new = self.snapshot.len().saturating_sub(*n_tried);
                n_bytes.min((rows.len() + n_new).saturating_mul(BYTES_AN_ARTICLE))
            }
            _ => n_bytes,
        }
    }

    fn search_without(&mut self, matcher: &Matcher, stop: &dyn Fn() -> bool) -> Option<()> {
        self.without.resize(matcher.n_parts(), 0);
        let pieces = pieces(&self.snapshot, self.n_tried_without);
        let n_rows: usize = pieces.iter().map(|piece| piece.articles.len()).sum();
        let counted = scan(&pieces, n_rows.saturating_mul(BYTES_AN_ARTICLE), stop, |piece| {
            let mut counts = vec![0; matcher.n_parts()];
            for (_, at) in piece.rows() {
                // As no article matches all, one that fails a single part matches without it.
                let failed = matcher.only_mismatch(piece.segment, at);
                if let Some(part_idx) = failed {
                    counts[part_idx] += 1;
                }
            }
            counts
        });
        let is_complete = counted.len() == pieces.len();
        for (piece, counts) in pieces.iter().zip(counted) {
            for (without, count) in self.without.iter_mut().zip(counts) {
                *without += count;
            }
            self.n_tried_without = piece.end_row();
        }
        is_complete.then_some(())
    }

    fn dropped(&self) -> Vec<WithoutPart> {
        let parts = self.query.parts();
        if self.matching.len() > 0 || parts.len() < 2 || self.n_tried_without < self.snapshot.len() {
            return Vec::new();
        }
        let counted = parts.into_iter().zip(&self.without);
        let mut dropped: Vec<WithoutPart> = counted
            .map(|((range, _), n_articles)| WithoutPart {
                text: self.query.text[range.clone()].to_owned(),
                range,
                n_articles: *n_articles,
            })
            .collect();
        // A part whose loss brings nothing is no advice.
        dropped.retain(|part| part.n_articles > 0);
        // What helps most stands first; parts that help alike stay in the order of the filter.
        dropped.sort_by_key(|part| std::cmp::Reverse(part.n_articles));
        dropped
    }
}

/// What a news article has on average, for a guess at how much there is to search.
const BYTES_AN_ARTICLE: usize = 3_000;

/// Whether `new` is `old` with more articles, or the same.
fn is_growth(old: &Snapshot, new: &Snapshot) -> bool {
    old.len() <= new.len()
        && old.segments().len() <= new.segments().len()
        && old.segments().zip(new.segments()).all(|((_, old), (_, new))| Arc::ptr_eq(old, new))
}
