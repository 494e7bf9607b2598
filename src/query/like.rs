//! `like:` in a filter: an article, and those similar to it in a snapshot.
//!
//! The most similar articles are known only by a look at all of them. A filter is therefore bound to a snapshot before
//! it is searched: each `like:` of it then holds its rows.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::day_table::DayTable;
use super::node::{Node, Test};
use super::similarity::{USUAL_WINDOW, similar_rows_by_days};
use crate::index::{Bitmap, RowId, Snapshot};

/// At most so many articles are similar to one.
pub const LIKE_MAX: usize = 50;

/// An article that similar ones are asked for.
#[derive(Clone, Debug)]
pub struct Like {
    /// Its path, `PATH#n` or id, as it was written.
    reference: Box<str>,
    found: Option<SimilarRows>,
}

/// The articles similar to it, itself among them, in one snapshot.
#[derive(Clone, Debug)]
struct SimilarRows {
    /// In order.
    rows: Arc<[RowId]>,
    /// The row that counts as the first: that of the segment that is asked.
    first_row: RowId,
}

/// What the `like:` parts of a filter mean in a snapshot.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    /// The similarity of each row to the nearest of the articles asked for; 1 for those themselves.
    pub scores: HashMap<RowId, f32>,
    /// The references to articles that are not there.
    pub unknown: Vec<Box<str>>,
}

impl Like {
    /// What a reference asks for.
    pub fn new(reference: &str) -> Self {
        Self { reference: reference.into(), found: None }
    }

    /// Adds those of a segment of `n_rows` rows, to which the filter was [moved](moved_to), to `rows`.
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
        // Only what cannot mean anything else may stand without quotation marks.
        let is_plain = self.reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-#".contains(&byte));
        if is_plain { formatter.write_str(&self.reference) } else { write!(formatter, "\"{}\"", self.reference) }
    }
}

/// True if a `like:` stands anywhere in a filter.
pub(super) fn has_like(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(has_like),
        Node::Not(node) => has_like(node),
        Node::Term(term) => term.any.iter().any(|test| matches!(test, Test::Like(_))),
    }
}

/// True if a filter is nothing but `like:`.
pub(super) fn is_like_alone(node: &Node) -> bool {
    matches!(node, Node::Term(term) if term.any.iter().all(|test| matches!(test, Test::Like(_))))
}

/// Finds the articles of each `like:` of a filter, and puts them into it. `None` when `stop` has said so.
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

/// The filter for a segment whose first row is `first_row`.
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

/// The row of an article by its path, `PATH#n` or id.
fn row_of(snapshot: &Snapshot, reference: &str) -> Option<RowId> {
    let found = snapshot.row_at_path(reference).or_else(|| snapshot.row_named(reference));
    found.or_else(|| snapshot.row_named(&reference.to_lowercase()))
}
