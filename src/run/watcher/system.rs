//! Wraps the system's watcher, because `notify` panics when it is used or dropped after its thread was refused or has
//! ended.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use notify::{Config, Error, Event, RecommendedWatcher, RecursiveMode, Result, Watcher as _};

use crate::run::worker::{WATCHER, caught, panic_if_tested};

/// The system's watcher. Once its thread has ended, every call returns an error.
pub(super) struct SystemWatcher {
    watcher: Option<RecommendedWatcher>,
    is_alive: Arc<AtomicBool>,
}

impl SystemWatcher {
    /// Starts the watcher. Its thread calls `tell` for each event, and `on_end` when it ends.
    pub(super) fn new(
        config: Config,
        mut tell: impl FnMut(Result<Event>) + Send + 'static,
        on_end: impl Fn() + Send + 'static,
    ) -> Result<Self> {
        let is_alive = Arc::new(AtomicBool::new(true));
        // The handler is dropped with the thread, even if the thread was refused.
        let end = End { is_alive: Arc::clone(&is_alive), on_end };
        let handler = move |told| {
            let _ = &end;
            panic_if_tested("watch events");
            tell(told);
        };
        let watcher = caught(WATCHER, || RecommendedWatcher::new(handler, config)).map_err(|_| no_thread())??;
        let system = Self { watcher: Some(watcher), is_alive };
        if system.is_alive() { Ok(system) } else { Err(no_thread()) }
    }

    /// Starts watching `path`.
    pub(super) fn watch(&mut self, path: &Path, mode: RecursiveMode) -> Result<()> {
        self.call(|watcher| watcher.watch(path, mode))
    }

    /// Stops watching `path`.
    pub(super) fn unwatch(&mut self, path: &Path) -> Result<()> {
        self.call(|watcher| watcher.unwatch(path))
    }

    fn call(&mut self, work: impl FnOnce(&mut RecommendedWatcher) -> Result<()>) -> Result<()> {
        let is_alive = self.is_alive();
        let watcher = self.watcher.as_mut().filter(|_| is_alive).ok_or_else(no_thread)?;
        // The thread may end at any moment.
        caught(WATCHER, || work(watcher)).unwrap_or_else(|_| Err(no_thread()))
    }

    fn is_alive(&self) -> bool {
        self.is_alive.load(Ordering::SeqCst)
    }
}

impl Drop for SystemWatcher {
    fn drop(&mut self) {
        let watcher = self.watcher.take();
        if self.is_alive() {
            let _ = caught(WATCHER, || drop(watcher));
        } else {
            // Dropping it would panic. Only a channel without a receiver is leaked.
            std::mem::forget(watcher);
        }
    }
}

/// A guard that reports the end of a watcher's thread when it is dropped with the thread.
struct End<OnEnd: Fn()> {
    is_alive: Arc<AtomicBool>,
    on_end: OnEnd,
}

impl<OnEnd: Fn()> Drop for End<OnEnd> {
    fn drop(&mut self) {
        self.is_alive.store(false, Ordering::SeqCst);
        (self.on_end)();
    }
}

fn no_thread() -> Error {
    Error::generic("the thread that watches was refused or has stopped")
}
