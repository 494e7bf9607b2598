//! Searches the segments of a snapshot in waves. Each wave uses all cores; after it, a partial result is available.

use super::Search;
use crate::corpus::n_cores;
use crate::index::stored::Segment;
use crate::index::{Bitmap, RowId, Snapshot};
use crate::query::parallel::each;
use crate::query::{Node, Query};

/// Adjacent segments with fewer rows than this in total are searched by one thread: starting a thread takes as long as
/// searching some thousand rows.
const ROWS_A_THREAD: usize = 4_096;

/// A filter prepared for searching segments, each repeated part only once.
pub(super) struct SegmentQuestion {
    root: Node,
    /// The filter without its `date:` parts, if it has any.
    without_dates: Option<Query>,
}

impl SegmentQuestion {
    /// Prepares `query`; `None` if it has no conditions.
    pub fn of(query: &Query) -> Option<Self> {
        let root = query.root.as_ref()?.without_repetition();
        let mut without_dates = query.without_dates();
        if let Some(Query { root: Some(root), .. }) = &mut without_dates {
            *root = root.without_repetition();
        }
        Some(Self { root, without_dates })
    }
}

/// A segment with the number of its first row.
type SegmentAt<'snapshot> = (RowId, &'snapshot Segment);

/// The segments that are searched at the same time, as one list for each thread.
pub(super) type Wave<'snapshot> = Vec<Vec<SegmentAt<'snapshot>>>;

/// Returns the waves of the segments with rows beyond the first `n_searched`, which have been searched.
pub(super) fn waves(snapshot: &Snapshot, n_searched: usize) -> Vec<Wave<'_>> {
    let mut shares: Vec<Vec<SegmentAt<'_>>> = Vec::new();
    let mut n_rows = ROWS_A_THREAD;
    for (first_row, segment) in snapshot.segments() {
        if segment.is_empty() || first_row as usize + segment.len() <= n_searched {
            continue;
        }
        n_rows += segment.len();
        if n_rows > ROWS_A_THREAD {
            shares.push(Vec::new());
            n_rows = segment.len();
        }
        if let Some(share) = shares.last_mut() {
            share.push((first_row, &**segment));
        }
    }
    let mut waves = Vec::new();
    let mut shares = shares.into_iter().peekable();
    while shares.peek().is_some() {
        waves.push(shares.by_ref().take(n_cores()).collect());
    }
    waves
}

/// The rows that a search has found in a segment.
struct FoundIn {
    /// The rows that match.
    matching: Bitmap,
    /// The rows that do not match only because they have no date. `None` if the filter has no `date:` part.
    left_out: Option<Bitmap>,
}

impl Search {
    /// Searches the segments of a wave. Returns `None` if `stop` ended it early; the results of the segments searched
    /// until then are kept.
    pub(super) fn search_wave(
        &mut self,
        wave: &Wave<'_>,
        asked: &SegmentQuestion,
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        let found = self.found_in(wave, asked, stop);
        for (share, found) in wave.iter().zip(found) {
            for ((first_row, segment), found) in share.iter().zip(&found) {
                self.matching.put(*first_row, &found.matching);
                if let Some(left_out) = &found.left_out {
                    self.undated_left_out.put(*first_row, left_out);
                }
                self.n_searched = *first_row as usize + segment.len();
            }
            if found.len() < share.len() {
                return None;
            }
        }
        Some(())
    }

    /// Searches the segments of each share. Returns the rows of those that were searched before `stop` returned true.
    fn found_in(&self, wave: &Wave<'_>, asked: &SegmentQuestion, stop: &dyn Fn() -> bool) -> Vec<Vec<FoundIn>> {
        let search = |share: &[SegmentAt<'_>], stop: &dyn Fn() -> bool| -> Vec<FoundIn> {
            share.iter().map_while(|segment| self.found_in_segment(*segment, asked, stop)).collect()
        };
        if let [share] = wave.as_slice() {
            return vec![search(share, stop)];
        }
        each(wave.len(), stop, |at, stop| Some(search(&wave[at], stop))).unwrap_or_default()
    }

    fn found_in_segment(
        &self,
        (first_row, segment): SegmentAt<'_>,
        asked: &SegmentQuestion,
        stop: &dyn Fn() -> bool,
    ) -> Option<FoundIn> {
        let matching = self.rows_in(first_row, segment, &asked.root, stop)?;
        let Some(without_dates) = &asked.without_dates else { return Some(FoundIn { matching, left_out: None }) };
        let mut left_out = Bitmap::new(segment.len());
        for row in 0..segment.len() as RowId {
            if self.days.is_undated(first_row + row) && !matching.contains(row) {
                left_out.insert(row);
            }
        }
        if let Some(node) = &without_dates.root
            && !left_out.is_empty()
        {
            left_out.and(&self.rows_within(first_row, segment, node, Some(&left_out), stop)?);
        }
        Some(FoundIn { matching, left_out: Some(left_out) })
    }
}
