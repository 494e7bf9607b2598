//! Caches the orders of a snapshot's rows that were used last, because users switch between one or two of them.

use std::sync::Arc;

use super::order::{Sort, all_rows};
use crate::index::{RowId, Snapshot};

/// The limit on the bytes of cached orders: two orders of a million rows, or all orders of half a million.
const KEPT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The cached orders of one snapshot. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Orders {
    /// The order by date. It identifies the snapshot: snapshots with different articles never share it.
    by_date: Arc<[RowId]>,
    /// The cached orders, the most recently used last.
    kept: Vec<(Sort, Arc<[RowId]>)>,
}

impl Orders {
    /// Returns all rows of `snapshot` in an order, without deleted rows.
    pub fn of(&mut self, snapshot: &Snapshot, sort: Sort) -> Arc<[RowId]> {
        if !Arc::ptr_eq(&self.by_date, snapshot.by_date()) {
            *self = Self { by_date: Arc::clone(snapshot.by_date()), kept: Vec::new() };
        }
        let known = self.kept.iter().position(|(of_sort, _)| *of_sort == sort);
        let rows = known.map_or_else(|| all_rows(snapshot, sort), |at| self.kept.remove(at).1);
        // The snapshot has its own order by date, so that one is not cached.
        if !Arc::ptr_eq(&rows, &self.by_date) {
            self.kept.push((sort, Arc::clone(&rows)));
            let n_kept_max = (KEPT_BYTES_MAX / size_of_val(&*rows).max(1)).max(1);
            self.kept.drain(..self.kept.len().saturating_sub(n_kept_max));
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::facts::Facts;
    use crate::article::{Address, Article, Body, Format};
    use crate::index::{SegmentBuilder, SnapshotBuilder};

    fn push_article(builder: &mut SnapshotBuilder) {
        let path = Arc::from(Path::new("a.txt"));
        let address = Address { path, item: None, range: None, format: Format::PlainText };
        let mut segment = SegmentBuilder::default();
        segment.push(Article::unknown_at(address), Body::default(), &Facts::default(), false);
        builder.push(segment.finish());
    }

    #[test]
    fn an_order_is_not_made_again() {
        let mut builder = SnapshotBuilder::default();
        push_article(&mut builder);
        let snapshot = builder.snapshot();
        let mut orders = Orders::default();
        let mut is_new = |sort, snapshot: &Snapshot| {
            let known = orders.kept.iter().find(|(of_sort, _)| *of_sort == sort).map(|(_, rows)| Arc::clone(rows));
            let rows = orders.of(snapshot, sort);
            !known.is_some_and(|known| Arc::ptr_eq(&known, &rows))
        };
        let sorts = [Sort::Path, Sort::Source, Sort::Newest, Sort::Path, Sort::Length, Sort::Source];
        assert_eq!(sorts.map(|sort| is_new(sort, &snapshot)), [true, true, true, false, true, false]);
        push_article(&mut builder);
        assert!(is_new(Sort::Path, &builder.snapshot()));
    }
}
