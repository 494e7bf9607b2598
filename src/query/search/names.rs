//! A search goes on under the names that hosts have by now.

use std::sync::Arc;

use super::Search;
use crate::query::source;

impl Search {
    /// Takes the names of the snapshot. Where one that the filter looks for came or went, rows that were tried may be
    /// answered otherwise, so the search starts anew; with other names it goes on.
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
