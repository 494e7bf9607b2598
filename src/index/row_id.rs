//! The numbers of articles within snapshots.

use std::sync::atomic::{AtomicU64, Ordering};

/// The number of an article within its snapshots, in the order of arrival.
///
/// It stays the same from one snapshot to the next, even when segments are merged and articles are deleted. Reading the
/// folder again starts new numbers, so anything that must outlive that is kept as an
/// [`ArticleKey`](crate::article::ArticleKey).
pub type RowId = u32;

/// Identifier of a row numbering. Snapshots with the same numbering have the same articles under the same numbers.
///
/// Every owner of rows keeps their numbering too, so that no row is looked up in a snapshot of another numbering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbering(u64);

impl Numbering {
    /// Returns a numbering that no snapshot has yet.
    pub(super) fn new() -> Self {
        // An empty default snapshot has the number 0.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}
