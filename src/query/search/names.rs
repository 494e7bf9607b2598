//! Updates a search when the shown names of hosts change.

use std::sync::Arc;

use super::Search;
use crate::query::source;

impl Search {
    /// Uses the names of the snapshot from now on.
    ///
    /// If the filter searches for a name that was added or removed, rows that were searched may have another result, so
    /// the search starts from the beginning. Otherwise it continues.
    pub(super) fn follow_names(&mut self) {
        let names = Arc::clone(self.snapshot.source_names());
        let old = std::mem::replace(&mut self.source_names, Arc::clone(&names));
        if Arc::ptr_eq(&old, &names) {
            return;
        }
        let Some(root) = &self.query.root else { return };
        let has_changed = source::asks_for_changes(root, &old, &names);
        if has_changed {
            self.start_anew();
        }
    }
}
