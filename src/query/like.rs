//! `like:` in a filter: an article, and the articles of a snapshot that are similar to it.
//!
//! The most similar articles can only be found by comparing with all of them. So a filter is bound to a snapshot before
//! the search; each `like:` then contains its rows.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::day_table::DayTable;
use super::node::{Node, Test};
use super::similarity::{USUAL_WINDOW, similar_rows_by_days};
use crate::index::{Bitmap, RowId, Snapshot};

/// The greatest number of similar articles that a `like:` finds.
pub const LIKE_MAX: usize = 50;

/// A `like:` value: an article to which similar ones are searched.
#[derive(Clone, Debug)]
pub struct Like {
    /// The path, `PATH#n` or id, as written.
    reference: Box<str>,
    found: Option<SimilarRows>,
}

/// The similar articles in one snapshot, including the article itself.
#[derive(Clone, Debug)]
struct SimilarRows {
    /// The rows, in ascending order.
    rows: Arc<[RowId]>,
    /// The first row of the segment being searched; rows are relative to it.
    first_row: RowId,
}

/// The result of binding the `like:` values of a filter to a snapshot.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    /// The similarity of each row to the nearest of the named articles; 1 for those articles themselves.
    pub scores: HashMap<RowId, f32>,
    /// The references to articles that do not exist.
    pub unknown: Vec<Box<str>>,
}

impl Like {
    /// Creates the value for a reference, not yet bound.
    pub fn new(reference: &str) -> Self {
        Self { reference: reference.into(), found: None }
    }

    /// Adds its rows to `rows`, for the segment with `n_rows` rows that the filter was [moved](moved_to) to.
    pub(super) fn add_rows(&self, n_rows: usize, rows: &mut Bitmap) {
        let Some(found) = &self.found else { return };
        let from = found.rows.partition_point(|row| *row < found.first_row);
        let own = found.rows[from..].iter().map(|row| row - found.first_row);
        own.take_while(|row| (*row as usize) < n_rows).for_each(|row| {
            rows.insert(row);
        });
    }
}

impl PartialEq for Like {
    fn eq(&self, other: &Self) -> bool {
        self.reference == other.reference
    }
}

impl fmt::Display for Like {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only text that cannot have another meaning is printed without quotation marks.
        let is_plain = self.reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-#".contains(&byte));
        if is_plain { formatter.write_str(&self.reference) } else { write!(formatter, "\"{}\"", self.reference) }
    }
}

/// True if the filter contains a `like:`.
pub(super) fn has_like(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(has_like),
        Node::Not(node) => has_like(node),
        Node::Term(term) => term.any.iter().any(|test| matches!(test, Test::Like(_))),
    }
}

/// True if the filter consists of `like:` only.
pub(super) fn is_like_alone(node: &Node) -> bool {
    matches!(node, Node::Term(term) if term.any.iter().all(|test| matches!(test, Test::Like(_))))
}

/// Finds the articles of each `like:` of a filter and stores them in it. Returns `None` if `stop` has returned true.
pub(super) fn bind(root: &mut Node, snapshot: &Snapshot, days: &DayTable, stop: &dyn Fn() -> bool) -> Option<Bound> {
    let mut bound = Bound::default();
    let mut known: HashMap<Box<str>, Option<Arc<[RowId]>>> = HashMap::new();
    for_each_like(root, &mut |like| {
        if let Some(rows) = known.get(&like.reference) {
            like.found = rows.clone().map(|rows| SimilarRows { rows, first_row: 0 });
            return Some(());
        }
        let Some(row) = row_of(snapshot, &like.reference) else {
            bound.unknown.push(like.reference.clone());
            known.insert(like.reference.clone(), None);
            return Some(());
        };
        let similar = similar_rows_by_days(snapshot, days, row, USUAL_WINDOW, LIKE_MAX, stop)?;
        let scores = std::iter::once((row, 1.0)).chain(similar.into_iter().map(|similar| (similar.row, similar.score)));
        let mut rows = Vec::new();
        for (row, score) in scores {
            rows.push(row);
            let best = bound.scores.entry(row).or_insert(0.0);
            *best = score.max(*best);
        }
        rows.sort_unstable();
        let rows: Arc<[RowId]> = rows.into();
        known.insert(like.reference.clone(), Some(Arc::clone(&rows)));
        like.found = Some(SimilarRows { rows, first_row: 0 });
        Some(())
    })?;
    Some(bound)
}

/// Returns the filter for a segment whose first row is `first_row`.
pub(super) fn moved_to(root: &Node, first_row: RowId) -> Node {
    let mut root = root.clone();
    let _ = for_each_like(&mut root, &mut |like| {
        if let Some(found) = &mut like.found {
            found.first_row = first_row;
        }
        Some(())
    });
    root
}

fn for_each_like(node: &mut Node, visit: &mut dyn FnMut(&mut Like) -> Option<()>) -> Option<()> {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter_mut().try_for_each(|node| for_each_like(node, visit)),
        Node::Not(node) => for_each_like(node, visit),
        Node::Term(term) => term.any.iter_mut().try_for_each(|test| match test {
            Test::Like(like) => visit(like),
            _ => Some(()),
        }),
    }
}

/// Returns the row of an article by its path, `PATH#n` or id.
fn row_of(snapshot: &Snapshot, reference: &str) -> Option<RowId> {
    let found = snapshot.row_at_path(reference).or_else(|| snapshot.row_named(reference));
    found.or_else(|| snapshot.row_named(&reference.to_lowercase()))
}
