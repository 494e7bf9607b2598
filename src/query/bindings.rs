//! The rows that each `like:` of a filter matches in one snapshot.
//!
//! The most similar articles can only be found by comparing with all of them. So a filter is bound to a snapshot before
//! the search, and every segment is then searched with the same bindings.

use std::collections::HashMap;
use std::sync::Arc;

use super::day_table::DayTable;
use super::like::Like;
use super::node::{Node, Test};
use super::similarity::{USUAL_WINDOW, similar_rows_by_days};
use crate::index::{Bitmap, RowId, Snapshot};

/// The greatest number of similar articles that a `like:` finds.
pub const LIKE_MAX: usize = 50;

/// The rows of each `like:` of a filter.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings {
    /// The rows of a reference, in ascending order: its article and the similar ones.
    rows: HashMap<Box<str>, Arc<[RowId]>>,
    /// The similarity of each row to the nearest of the named articles; 1 for those articles themselves.
    pub scores: HashMap<RowId, f32>,
    /// The references to articles that do not exist.
    pub unknown: Vec<Box<str>>,
}

impl Bindings {
    /// Finds the rows of each `like:` of a filter. Returns `None` if `stop` has returned true.
    pub fn of(root: &Node, snapshot: &Snapshot, days: &DayTable, stop: &dyn Fn() -> bool) -> Option<Self> {
        let mut bindings = Self::default();
        for_each_like(root, &mut |like| bindings.bind(like, snapshot, days, stop))?;
        Some(bindings)
    }

    fn bind(&mut self, like: &Like, snapshot: &Snapshot, days: &DayTable, stop: &dyn Fn() -> bool) -> Option<()> {
        if self.rows.contains_key(&like.reference) || self.unknown.contains(&like.reference) {
            return Some(());
        }
        let Some(row) = row_of(snapshot, &like.reference) else {
            self.unknown.push(like.reference.clone());
            return Some(());
        };
        let similar = similar_rows_by_days(snapshot, days, row, USUAL_WINDOW, LIKE_MAX, stop)?;
        let scores = std::iter::once((row, 1.0)).chain(similar.into_iter().map(|similar| (similar.row, similar.score)));
        let mut rows = Vec::new();
        for (row, score) in scores {
            rows.push(row);
            let best = self.scores.entry(row).or_insert(0.0);
            *best = score.max(*best);
        }
        rows.sort_unstable();
        self.rows.insert(like.reference.clone(), rows.into());
        Some(())
    }

    /// Adds the rows of `like` in a segment to `into`. They are numbered from `first_row`, the first row of the segment.
    pub fn add_rows(&self, like: &Like, first_row: RowId, into: &mut Bitmap) {
        let Some(rows) = self.rows.get(&like.reference) else { return };
        let n_rows = into.n_rows();
        let own = rows[rows.partition_point(|row| *row < first_row)..].iter().map(|row| row - first_row);
        own.take_while(|row| (*row as usize) < n_rows).for_each(|row| {
            into.insert(row);
        });
    }
}

/// True if the filter contains a `like:`.
pub(super) fn has_like(node: &Node) -> bool {
    for_each_like(node, &mut |_| None).is_none()
}

/// True if the filter consists of `like:` only.
pub(super) fn is_like_alone(node: &Node) -> bool {
    matches!(node, Node::Term(term) if term.any.iter().all(|test| matches!(test, Test::Like(_))))
}

/// Visits each `like:` of a filter until `visit` returns `None`.
fn for_each_like(node: &Node, visit: &mut dyn FnMut(&Like) -> Option<()>) -> Option<()> {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().try_for_each(|node| for_each_like(node, visit)),
        Node::Not(node) => for_each_like(node, visit),
        Node::Term(term) => term.any.iter().try_for_each(|test| match test {
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
