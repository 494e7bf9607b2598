//! Searches the segments of a snapshot in waves: each wave keeps all cores at work, and between two of them a part of
//! the answer is there.

use super::Search;
use crate::corpus::n_cores;
use crate::index::stored::Segment;
use crate::index::{Bitmap, RowId, Snapshot};
use crate::query::parallel::each;
use crate::query::{Node, Query};

/// Adjacent segments of fewer rows than this together are searched by one thread: to start one takes as long as to
/// search some thousand rows.
const ROWS_A_THREAD: usize = 4_096;

/// The question of a filter to each segment, each equal part once.
pub(super) struct SegmentQuestion {
    root: Node,
    /// The filter without the parts that ask for dates, where it has some.
    without_dates: Option<Query>,
}

impl SegmentQuestion {
    /// Returns the question of `query`; `None` if it has no conditions.
    pub fn of(query: &Query) -> Option<Self> {
        let root = query.root.as_ref()?.without_repetition();
        let mut without_dates = query.without_dates();
        if let Some(Query { root: Some(root), .. }) = &mut without_dates {
            *root = root.without_repetition();
        }
        Some(Self { root, without_dates })
    }
}

/// A segment, and the number of its first row.
type SegmentAt<'snapshot> = (RowId, &'snapshot Segment);

/// Adjacent segments that are searched at a time: those of each thread.
pub(super) type Wave<'snapshot> = Vec<Vec<SegmentAt<'snapshot>>>;

/// The segments of a snapshot with rows that have not been searched, in waves. The first `n_searched` rows have.
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
    /// The rows that do not match only because they have no date. `None` where the filter asks for no date.
    left_out: Option<Bitmap>,
}

impl Search {
    /// Searches the segments of a wave. `None` when `stop` ended it early: what was found in its first segments until
    /// then stays.
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

    /// Searches the segments of each share. Returns the rows of those that were searched before `stop` said so.
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
