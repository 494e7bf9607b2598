//! The filter whose files are read first. The app sets it during a load.

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
    /// Sets the filter whose files are read first from now on.
    pub fn set(&self, query: &Arc<Query>) {
        let mut known = self.query();
        if !known.as_ref().is_some_and(|known| Arc::ptr_eq(known, query)) {
            *known = Some(Arc::clone(query));
            self.n_changes.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Lets files be read in the order of the walk. Once all files have been read, only single files follow.
    pub fn clear(&self) {
        if self.query().take().is_some() {
            self.n_changes.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Returns the number of changes of the filter so far. A different number means a different filter.
    pub fn n_changes(&self) -> u64 {
        self.n_changes.load(Ordering::Relaxed)
    }

    /// Returns the words to scan files for. `None` if there is no filter, or if it has no such words.
    pub fn words(&self) -> Option<Arc<RawWords>> {
        let query = self.query().clone()?;
        RawWords::of(&query).map(Arc::new)
    }

    fn query(&self) -> MutexGuard<'_, Option<Arc<Query>>> {
        self.query.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
