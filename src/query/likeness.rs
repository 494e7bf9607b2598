//! Which articles are most like one: they have its most telling words.
//!
//! The words are chosen as the “more like this” of search engines chooses them (Lucene's `MoreLikeThis`): those that
//! stand often in the article and in few others, by tf · idf, at most [`TELLING_WORDS`]. The articles are then scored
//! for these words as for those of a filter, with the BM25 of [`relevance`](super::relevance), each word weighted
//! by how often the article itself has it (the k3 of Okapi's BM25, Robertson et al., TREC-7, 1998).
//!
//! A score is told as a share of what the article itself has, so that it means the same for every article.

use jiff::ToSpan;
use jiff::civil::Date;

use super::day_table::DayTable;
use super::scratch::{NUMBERS, SCORES, with_scratch};
use crate::index::{RowId, Snapshot};

mod candidates;
mod collection;
mod counts;
mod lengths;
mod telling;

use candidates::Candidates;
use collection::Collection;
use lengths::Lengths;
use telling::{Subject, Telling};

/// So many words tell what an article is about; with more of them the last ones could be of any article.
const TELLING_WORDS: usize = 25;

/// What has less than this share of the article's own score has a word or two in common with it, and no subject.
const LEAST_SCORE: f32 = 0.1;

/// From when the articles are that an article is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// At most so many days before or after its own; all, where it has no date itself.
    Days(u32),
    /// The same, and those without a date.
    DaysOrUndated(u32),
    /// All, also those without a date.
    All,
}

/// News of an event is told within weeks.
pub const USUAL_WINDOW: Window = Window::Days(30);

/// An article that is like another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// Its row.
    pub row: RowId,
    /// How alike they are: above 0, and 1 for what is as much about the other's words as the other itself.
    pub score: f32,
}

/// The articles most like that of `row`, the most alike first, and equally alike ones in the order of their rows; never
/// the article itself. `None` when `stop` has said so.
///
/// The text of the article is read from its file where the index does not keep it.
///
/// # Panics
/// When `row` is not of `snapshot`.
pub fn alike(
    snapshot: &Snapshot,
    row: RowId,
    window: Window,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Alike>> {
    alike_by_days(snapshot, &DayTable::of(snapshot), row, window, limit, stop)
}

/// As [`alike`], where the days of the snapshot's rows are known.
pub(super) fn alike_by_days(
    snapshot: &Snapshot,
    days: &DayTable,
    row: RowId,
    window: Window,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Alike>> {
    let collection = Collection::new(snapshot, stop);
    let subject = telling::subject(telling::words_of(snapshot, row), &collection)?;
    if subject.shared.is_empty() {
        return Some(Vec::new());
    }
    // Only what is of the time is scored, which the article itself is.
    let around = days.days_of(row).and_then(|days| window.around(days));
    let candidates = match around {
        Some((first, last)) => {
            let has_undated = matches!(window, Window::DaysOrUndated(_));
            Candidates::some(days.rows_of(|own| own.0 <= last && first <= own.1, has_undated))
        }
        None => Candidates::all(snapshot.n_rows()),
    };
    let found = with_scratch(&NUMBERS, candidates.len(), |lengths| {
        with_scratch(&SCORES, candidates.len(), |scores| {
            scored(&collection, row, &subject, &candidates, lengths, scores)
        })
    });
    let mut found = found?;
    let best_first = |one: &Alike, other: &Alike| other.score.total_cmp(&one.score).then(one.row.cmp(&other.row));
    if found.len() > limit {
        // The others need no order.
        found.select_nth_unstable_by(limit, best_first);
        found.truncate(limit);
    }
    found.sort_unstable_by(best_first);
    if stop() { None } else { Some(found) }
}

/// The candidates that are like the article of `row`, in the order of their rows. `lengths` and `scores` have a 0 for
/// each candidate. `None` when it was told to stop.
fn scored(
    collection: &Collection<'_>,
    row: RowId,
    subject: &Subject,
    candidates: &Candidates,
    lengths: &mut [u32],
    scores: &mut [f32],
) -> Option<Vec<Alike>> {
    let number = candidates.number_of(row)?;
    let lengths = Lengths::read(collection.snapshot, candidates, lengths, collection.stop)?;
    collection.count(&subject.shared, candidates, scores, |telling, score, count, number| {
        *score += telling.score(&lengths, count, number);
    })?;
    let own = subject.own.iter().map(|telling| telling.score(&lengths, telling.count, number)).sum();
    let own = scores[number as usize].max(own);
    let is_there = |other: RowId| other != row && !collection.snapshot.is_deleted(other);
    let alike = candidates.rows().zip(scores).filter(|(other, score)| **score >= own * LEAST_SCORE && is_there(*other));
    Some(alike.map(|(row, score)| Alike { row, score: (*score / own).min(1.0) }).collect())
}

impl Window {
    /// The first and the last day of what an article of these days is compared with; `None` for all.
    fn around(self, days: (Date, Date)) -> Option<(Date, Date)> {
        match self {
            Self::All => None,
            // What reaches beyond the calendar is cut off by it.
            Self::Days(n_days) | Self::DaysOrUndated(n_days) => {
                let n_days = i64::from(n_days).min(20_000).days();
                Some((days.0.saturating_sub(n_days), days.1.saturating_add(n_days)))
            }
        }
    }
}

impl Telling {
    /// What the word adds to the score of a row that has it so often.
    fn score(&self, lengths: &Lengths<'_>, count: f32, number: u32) -> f32 {
        lengths.score(self.weight, count, number)
    }
}

#[cfg(test)]
mod tests;
