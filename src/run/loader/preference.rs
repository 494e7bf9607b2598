//! The filter whose files are read first, as the app tells it while a folder is being read.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::query::{Query, RawWords};

/// The filter whose files are read first.
#[derive(Debug, Default)]
pub(super) struct Preference {
    query: Mutex<Option<Arc<Query>>>,
    n_changes: AtomicU64,
}

impl Preference {
    /// Has the files of this filter read first from now on.
    pub fn set(&self, query: &Arc<Query>) {
        let mut known = self.query();
        if !known.as_ref().is_some_and(|known| Arc::ptr_eq(known, query)) {
            *known = Some(Arc::clone(query));
            self.n_changes.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Has files read in the order of the walk: once all have been read, only single ones follow.
    pub fn clear(&self) {
        if self.query().take().is_some() {
            self.n_changes.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Returns the number of changes so far.
    pub fn n_changes(&self) -> u64 {
        self.n_changes.load(Ordering::Relaxed)
    }

    /// Returns the words to scan files for, if there are any.
    pub fn words(&self) -> Option<Arc<RawWords>> {
        let query = self.query().clone()?;
        RawWords::of(&query).map(Arc::new)
    }

    fn query(&self) -> MutexGuard<'_, Option<Arc<Query>>> {
        self.query.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
