//! Selects the rows whose signatures are compared: those that share most of their heaviest terms with an article.

use std::sync::{Mutex, PoisonError};

use crate::index::signature::{HEAVIEST_BYTES, Idf, Signature, WantedTerms};
use crate::index::stored::{Damaged, Segment};
use crate::index::{Bitmap, RowId, Snapshot};
use crate::query::parallel::each;
use crate::query::scratch::{WEIGHTS, with_scratch};

/// The number of rows of one task: less than a millisecond of work, after which a thread calls `stop`.
const ROWS_A_TASK: usize = 16 * 1024;
/// The number of rows read at once: their bytes stay in the processor's cache.
const ROWS_AT_ONCE: usize = 1_024;

/// Returns the rows to compare in ascending order, at most `n_max`, without deleted rows.
///
/// If `among`, or the snapshot if that is `None`, has at most `n_max` rows, it returns all of them; otherwise those
/// with the highest weights. Returns `None` if `stop` has returned true.
pub(super) fn rows_to_compare(
    snapshot: &Snapshot,
    signature: &Signature,
    idf: &Idf,
    among: Option<&Bitmap>,
    n_max: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<RowId>> {
    let n_rows = snapshot.n_rows();
    let is_there = |row: &RowId| !snapshot.is_deleted(*row);
    match among {
        Some(among) if among.count() <= n_max => return Some(among.iter().filter(is_there).collect()),
        None if n_rows <= n_max => return Some((0..n_rows as RowId).filter(is_there).collect()),
        _ => {}
    }
    let wanted = WantedTerms::new(signature, idf);
    with_scratch(&WEIGHTS, n_rows, |weights| {
        weigh(snapshot, &wanted, among, weights, stop)?;
        Some(heaviest_rows(weights, n_max))
    })
}

/// Sets the weight of each row that may be compared. Returns `None` if `stop` has returned true.
fn weigh(
    snapshot: &Snapshot,
    wanted: &WantedTerms,
    among: Option<&Bitmap>,
    weights: &mut [u16],
    stop: &dyn Fn() -> bool,
) -> Option<()> {
    let mut rest = weights;
    let mut tasks = Vec::new();
    for (first_row, segment) in snapshot.segments() {
        let (mut own, others) = std::mem::take(&mut rest).split_at_mut(segment.len());
        rest = others;
        let mut at = 0;
        while !own.is_empty() {
            let (weights, others) = own.split_at_mut(ROWS_A_TASK.min(own.len()));
            own = others;
            let n_weights = weights.len();
            tasks.push(Mutex::new(Task { segment, first_row, at, weights }));
            at += n_weights;
        }
    }
    each(tasks.len(), stop, |at, stop| {
        let mut task = tasks[at].lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(damaged) = task.weigh(snapshot, wanted, among) {
            snapshot.tell(&damaged);
        }
        (!stop()).then_some(())
    })?;
    Some(())
}

/// Adjacent rows of a segment.
struct Task<'run> {
    segment: &'run Segment,
    /// The first row of the segment.
    first_row: RowId,
    /// The index of the first of these rows in the segment.
    at: usize,
    weights: &'run mut [u16],
}

impl Task<'_> {
    fn weigh(&mut self, snapshot: &Snapshot, wanted: &WantedTerms, among: Option<&Bitmap>) -> Result<(), Damaged> {
        let mut bytes = Vec::new();
        for (start, weights) in (self.at..).step_by(ROWS_AT_ONCE).zip(self.weights.chunks_mut(ROWS_AT_ONCE)) {
            let first_row = self.first_row + start as RowId;
            if among.is_some_and(|among| !has_any(among, first_row, weights.len())) {
                continue;
            }
            self.segment.read_heaviest(start..start + weights.len(), &mut bytes)?;
            let (rows, _) = bytes.as_chunks::<HEAVIEST_BYTES>();
            for ((row, bytes), weight) in (first_row..).zip(rows).zip(weights) {
                *weight = wanted.weigh(bytes);
                if *weight > 0 && (among.is_some_and(|among| !among.contains(row)) || snapshot.is_deleted(row)) {
                    *weight = 0;
                }
            }
        }
        Ok(())
    }
}

/// True if the set has any of `n_rows` adjacent rows, or another row in the same 64-bit words.
fn has_any(rows: &Bitmap, first_row: RowId, n_rows: usize) -> bool {
    let (start, end) = (first_row as usize / 64, (first_row as usize + n_rows).div_ceil(64));
    rows.words().iter().take(end).skip(start).any(|word| *word != 0)
}

/// Returns the rows with the highest weights above 0, at most `n_max`, in ascending order. Of the rows with the least
/// chosen weight, the first ones are returned.
fn heaviest_rows(weights: &[u16], n_max: usize) -> Vec<RowId> {
    let mut n_rows_of = vec![0_usize; usize::from(weights.iter().copied().max().unwrap_or(0)) + 1];
    for weight in weights {
        n_rows_of[usize::from(*weight)] += 1;
    }
    let (mut least, mut n_left) = (n_rows_of.len(), n_max);
    while least > 1 && n_rows_of[least - 1] <= n_left {
        least -= 1;
        n_left -= n_rows_of[least];
    }
    // All rows with the weight `least` or more are chosen, and some rows with the next lower weight.
    let mut is_chosen = |weight: usize| {
        let is_last = weight > 0 && weight + 1 == least && n_left > 0;
        n_left -= usize::from(is_last);
        weight >= least || is_last
    };
    (0..).zip(weights).filter(|(_, weight)| is_chosen(usize::from(**weight))).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_rows_are_chosen() {
        let weights = [3, 0, 7, 3, 9, 0, 3];
        let chosen: Vec<Vec<RowId>> = (0..7).map(|n_max| heaviest_rows(&weights, n_max)).collect();
        let expected: [&[RowId]; 7] =
            [&[], &[4], &[2, 4], &[0, 2, 4], &[0, 2, 3, 4], &[0, 2, 3, 4, 6], &[0, 2, 3, 4, 6]];
        assert_eq!(chosen, expected);
        assert_eq!((heaviest_rows(&[], 3), heaviest_rows(&[0, 0], 3)), (vec![], vec![]));
    }

    #[test]
    fn a_window_is_looked_for_by_whole_words() {
        let mut rows = Bitmap::new(300);
        rows.insert(130);
        let found = [(0, 128), (0, 129), (131, 20), (192, 108), (128, 1)].map(|(first, n)| has_any(&rows, first, n));
        assert_eq!(found, [false, true, true, false, true]);
    }
}
