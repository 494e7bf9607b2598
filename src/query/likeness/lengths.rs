//! The lengths of the candidates' texts, which scores depend on.

use super::candidates::Candidates;
use crate::index::{RowId, RowNumber, Snapshot};
use crate::query::relevance::{bm25, mean_words};

/// The lengths of the texts of candidates.
pub(super) struct Lengths<'run> {
    /// In words, by the number of the candidate.
    of_candidate: &'run [u32],
    /// The mean of all articles.
    mean: f32,
}

impl<'run> Lengths<'run> {
    /// Reads the lengths of the candidates of `snapshot` into `of_candidate`, which has a 0 for each; what of a damaged
    /// segment cannot be read stays so. `None` when `stop` has said so.
    pub fn read(
        snapshot: &Snapshot,
        candidates: &Candidates,
        of_candidate: &'run mut [u32],
        stop: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let mean = mean_words(snapshot, stop)?;
        for (first_row, part) in snapshot.parts() {
            let end_row = first_row + part.len() as RowId;
            // Articles of one time often follow each other, so that a small part of the column holds all of them.
            let Some(asked) = candidates.rows_around(first_row..end_row) else { continue };
            let mut numbers = candidates.n_before(first_row) as usize..;
            let (mut row, within) = (asked.start, (asked.start - first_row) as usize..(asked.end - first_row) as usize);
            let read = part.for_each_number_within(RowNumber::Words, within, &mut |lengths| {
                let asked = (row..).zip(lengths).filter(|(row, _)| candidates.has(*row));
                asked.zip(&mut numbers).for_each(|((_, length), number)| of_candidate[number] = *length);
                row += lengths.len() as RowId;
            });
            if let Err(damaged) = read {
                snapshot.tell(&damaged);
            }
        }
        Some(Self { of_candidate, mean })
    }

    /// Returns what a word of this rarity adds to the score of a candidate that has it so often.
    pub fn score(&self, rarity: f32, count: f32, number: u32) -> f32 {
        bm25(rarity, count, self.of_candidate[number as usize] as f32 / self.mean)
    }
}
