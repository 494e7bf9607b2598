//! Finds the articles most similar to one, by their signatures.
//!
//! The similarity of two articles is the cosine of their signatures ([`signature`](crate::index::signature)). If the
//! window has few rows, all of them are compared. Otherwise only those are compared that share most of their heaviest
//! terms with the article ([`candidates`]).

use jiff::ToSpan;
use jiff::civil::Date;

use super::day_table::DayTable;
use super::parallel::each;
use crate::index::signature::Comparison;
use crate::index::{RowId, Snapshot};

mod candidates;

/// The least cosine of similar articles.
///
/// Measured on 240 reports of 20 events and 1,100 other articles: one in 250 articles found for a report is about
/// something else, and none of the first five; nine tenths of the reports of the same event are found. At 0.12 one in
/// 65 would be about something else, and at 0.2 one report in seven would be missed.
pub const LEAST_SCORE: f32 = 0.18;

/// The greatest number of rows compared, unless the limit is larger.
///
/// Among 100,000 articles it finds all of the five most similar ones and 96 % of the fifty most similar. Among 730,000
/// it finds all but one in a hundred, and 93 % (bench `signatures`).
const COMPARED_MAX: usize = 1_024;

/// The number of rows compared between two calls of `stop`: some tenths of a millisecond of work.
const COMPARED_AT_ONCE: usize = 64;

/// The dates of the articles that an article is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Articles at most this many days before or after it, and undated articles, which may be of any day. All articles
    /// if it is undated itself.
    Days(u32),
    /// All articles.
    All,
}

/// The default window, because news of an event appears within weeks.
pub const USUAL_WINDOW: Window = Window::Days(30);

/// An article that is similar to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimilarRow {
    pub row: RowId,
    /// The cosine of the two signatures: from [`LEAST_SCORE`] to 1.
    pub score: f32,
}

/// Returns the articles most similar to that of `row`, the most similar first; never the article itself.
///
/// Equally similar ones are in the order of their rows. Returns `None` if `stop` has returned true.
///
/// # Panics
/// In debug builds, if `row` is not a row of `snapshot`.
pub fn similar_rows(
    snapshot: &Snapshot,
    row: RowId,
    window: Window,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<SimilarRow>> {
    similar_rows_by_days(snapshot, &DayTable::of(snapshot), row, window, limit, stop)
}

/// Like [`similar_rows`], with the known days of the snapshot's rows.
pub(super) fn similar_rows_by_days(
    snapshot: &Snapshot,
    days: &DayTable,
    row: RowId,
    window: Window,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<SimilarRow>> {
    debug_assert!((row as usize) < snapshot.n_rows(), "row {row} of a snapshot of {} rows", snapshot.n_rows());
    let signature = snapshot.signature(row);
    if signature.is_empty() || limit == 0 {
        return Some(Vec::new());
    }
    let idf = snapshot.idf(stop)?;
    let among = days
        .days_of(row)
        .and_then(|days| window.around(days))
        .map(|(first, last)| days.rows_of(|own| own.0 <= last && first <= own.1, true));
    // One of the rows is the article itself.
    let n_max = COMPARED_MAX.max(limit.saturating_mul(2)) + 1;
    let rows = candidates::rows_to_compare(snapshot, &signature, idf, among.as_ref(), n_max, stop)?;
    let mut found = compare(snapshot, &Comparison::new(&signature, idf), &rows, stop)?;
    found.retain(|similar| similar.row != row && similar.score >= LEAST_SCORE);
    found.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then(one.row.cmp(&other.row)));
    found.truncate(limit);
    Some(found)
}

/// Compares rows with an article. Returns `None` if `stop` has returned true.
fn compare(
    snapshot: &Snapshot,
    comparison: &Comparison<'_>,
    rows: &[RowId],
    stop: &dyn Fn() -> bool,
) -> Option<Vec<SimilarRow>> {
    let chunks: Vec<&[RowId]> = rows.chunks(COMPARED_AT_ONCE).collect();
    let compared = each(chunks.len(), stop, |at, stop| {
        let mut bytes = Vec::new();
        let score = |row: RowId| match snapshot.segment_of(row) {
            Some((part, at)) => {
                part.read_signature(at, &mut bytes)?;
                comparison.cosine(&bytes)
            }
            None => Ok(0.0),
        };
        let found = chunks[at].iter().copied().zip(chunks[at].iter().copied().map(score)).map(|(row, score)| {
            let score = score.unwrap_or_else(|damaged| {
                snapshot.tell(&damaged);
                0.0
            });
            SimilarRow { row, score }
        });
        let found = found.collect::<Vec<_>>();
        (!stop()).then_some(found)
    })?;
    Some(compared.into_iter().flatten().collect())
}

impl Window {
    /// Returns the first and the last day of the articles to compare with an article of these days; `None` for all.
    fn around(self, days: (Date, Date)) -> Option<(Date, Date)> {
        match self {
            Self::All => None,
            // Days beyond the calendar are limited to its first and last day.
            Self::Days(n_days) => {
                let n_days = i64::from(n_days).min(20_000).days();
                Some((days.0.saturating_sub(n_days), days.1.saturating_add(n_days)))
            }
        }
    }
}

#[cfg(test)]
mod tests;
