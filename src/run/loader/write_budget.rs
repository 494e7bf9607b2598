//! How much may wait in memory to be written to the index: parsers that are faster than the writer wait.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// So many bytes of segments in memory may wait: twice what is written at a time, so that parsers go on meanwhile.
const WAITING_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How often a parser that waits looks whether it is to stop.
const LOOK_WAIT: Duration = Duration::from_millis(100);

/// How much text waits in memory.
#[derive(Debug, Default)]
pub(super) struct WriteBudget {
    n_waiting: Mutex<usize>,
    changed: Condvar,
    /// True if what waits is written at all; else the budget has no end.
    is_limited: AtomicBool,
    /// True if half of the budget is taken.
    is_filling: AtomicBool,
}

impl WriteBudget {
    /// Says whether what waits is written, so that to wait for it makes sense.
    pub fn limit(&self, is_limited: bool) {
        self.is_limited.store(is_limited, Ordering::Relaxed);
        self.changed.notify_all();
    }

    /// Takes a segment out of the budget without waiting for it.
    pub fn take_now(&self, n_bytes: usize) {
        let mut n_waiting = self.n_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *n_waiting += n_bytes;
        self.is_filling.store(*n_waiting > WAITING_BYTES_MAX / 2, Ordering::Relaxed);
    }

    /// Takes a segment out of the budget, and waits until there is some or `stop` is set.
    pub fn take(&self, n_bytes: usize, stop: &AtomicBool) {
        let mut n_waiting = self.n_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // What is larger than the whole budget gets in when nothing else is there.
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

    /// True if so much waits to be written that what can wait longer is to make place for it.
    pub fn is_filling(&self) -> bool {
        self.is_filling.load(Ordering::Relaxed)
    }

    /// Gives back what segments took that are on disk now.
    pub fn give_back(&self, n_bytes: usize) {
        let mut n_waiting = self.n_waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *n_waiting = n_waiting.saturating_sub(n_bytes);
        self.is_filling.store(*n_waiting > WAITING_BYTES_MAX / 2, Ordering::Relaxed);
        self.changed.notify_all();
    }
}
