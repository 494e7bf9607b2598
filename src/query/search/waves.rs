//! Searches the segments of a snapshot in waves: each wave keeps all cores at work, and between two of them a part of
//! the answer is there.

use super::Search;
use crate::corpus::n_cores;
use crate::index::stored::Segment;
use crate::index::{Bitmap, RowId, Snapshot};
use crate::query::Node;
use crate::query::parallel::each;

/// Adjacent segments of fewer rows than this together are searched by one thread: to start one takes as long as to
/// search some thousand rows.
const ROWS_A_THREAD: usize = 4_096;

/// A segment, and the number of its first row.
type SegmentAt<'snapshot> = (RowId, &'snapshot Segment);

/// Adjacent segments that are searched at a time: those of each thread.
pub(super) type Wave<'snapshot> = Vec<Vec<SegmentAt<'snapshot>>>;

/// The segments of a snapshot with rows that have not been searched, in waves. The first `n_searched` rows have.
pub(super) fn waves(snapshot: &Snapshot, n_searched: usize) -> Vec<Wave<'_>> {
    let mut shares: Vec<Vec<SegmentAt<'_>>> = Vec::new();
    let mut n_rows = ROWS_A_THREAD;
    for (first_row, segment) in snapshot.parts() {
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

impl Search {
    /// Searches the segments of a wave. `None` when `stop` ended it early: what was found in its first segments until
    /// then stays.
    pub(super) fn search_wave(&mut self, wave: &Wave<'_>, root: &Node, stop: &dyn Fn() -> bool) -> Option<()> {
        let found = self.found_in(wave, root, stop);
        for (share, found) in wave.iter().zip(found) {
            for ((first_row, segment), rows) in share.iter().zip(&found) {
                self.matching.put(*first_row, rows);
                self.n_searched = *first_row as usize + segment.len();
            }
            if found.len() < share.len() {
                return None;
            }
        }
        Some(())
    }

    /// The rows that match of the segments of each share, as far as these were searched before `stop` said so.
    fn found_in(&self, wave: &Wave<'_>, root: &Node, stop: &dyn Fn() -> bool) -> Vec<Vec<Bitmap>> {
        let search = |share: &[SegmentAt<'_>], stop: &dyn Fn() -> bool| -> Vec<Bitmap> {
            share.iter().map_while(|(first_row, segment)| self.rows_in(*first_row, segment, root, stop)).collect()
        };
        if let [share] = wave.as_slice() {
            return vec![search(share, stop)];
        }
        each(wave.len(), stop, |at, stop| Some(search(&wave[at], stop))).unwrap_or_default()
    }
}
