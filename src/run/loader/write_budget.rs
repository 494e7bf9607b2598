//! The limit on bytes of segments that wait in memory for the index writer. Parsers that are faster than the writer
//! wait.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The most bytes of segments that may wait. Twice the bytes that are written at a time, so parsers can continue during
/// a write.
const WAITING_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The time after which a waiting parser checks again if it must stop.
const LOOK_WAIT: Duration = Duration::from_millis(100);

/// The bytes of segments that wait in memory to be written, and their limit.
#[derive(Debug, Default)]
pub(super) struct WriteBudget {
    n_waiting: Mutex<usize>,
    changed: Condvar,
    /// True if an index writer works on the waiting segments. Otherwise there is no limit.
    is_limited: AtomicBool,
    /// True if more than half of the budget is used.
    is_filling: AtomicBool,
}

impl WriteBudget {
    /// Turns the limit on or off. It must be on only if an index writer writes the segments; otherwise parsers would
    /// wait forever.
    pub fn limit(&self, is_limited: bool) {
        self.is_limited.store(is_limited, Ordering::Relaxed);
        self.changed.notify_all();
    }

    /// Counts a segment as waiting, and returns at once, even above the limit.
    pub fn take_now(&self, n_bytes: usize) {
        let mut n_waiting = self.n_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *n_waiting += n_bytes;
        self.is_filling.store(*n_waiting > WAITING_BYTES_MAX / 2, Ordering::Relaxed);
    }

    /// Counts a segment as waiting. Blocks until the budget has space for it or `stop` is set.
    pub fn take(&self, n_bytes: usize, stop: &AtomicBool) {
        let mut n_waiting = self.n_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // A segment larger than the whole budget is accepted when nothing else waits.
        while self.is_limited.load(Ordering::Relaxed)
            && *n_waiting > 0
            && *n_waiting + n_bytes > WAITING_BYTES_MAX
            && !stop.load(Ordering::Relaxed)
        {
            let waited = self.changed.wait_timeout(n_waiting, LOOK_WAIT);
            n_waiting = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        *n_waiting += n_bytes;
        self.is_filling.store(*n_waiting > WAITING_BYTES_MAX / 2, Ordering::Relaxed);
    }

    /// True if so many bytes wait that work which is not urgent must make way for writing them.
    pub fn is_filling(&self) -> bool {
        self.is_filling.load(Ordering::Relaxed)
    }

    /// Returns the bytes of segments that are on disk now to the budget.
    pub fn give_back(&self, n_bytes: usize) {
        let mut n_waiting = self.n_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *n_waiting = n_waiting.saturating_sub(n_bytes);
        self.is_filling.store(*n_waiting > WAITING_BYTES_MAX / 2, Ordering::Relaxed);
        self.changed.notify_all();
    }
}
