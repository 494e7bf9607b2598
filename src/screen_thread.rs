//! Marks the screen thread, which may not wait for files or other programs. Debug builds, and so all tests, panic at
//! the place where it would wait.
//!
//! The time to read a file depends on its disk. A sleeping disk or a lost network can block for ever, and no key is
//! answered meanwhile. So all code that opens or reads files, or starts programs, calls [`check`] first. Release builds
//! have neither the mark nor the check.

#[cfg(debug_assertions)]
use std::cell::Cell;
use std::marker::PhantomData;

#[cfg(debug_assertions)]
thread_local! {
    static IS_MARKED: Cell<bool> = const { Cell::new(false) };
}

/// A guard that sets or lifts the mark of its thread until it is dropped.
#[derive(Debug)]
#[must_use = "the mark goes when this is dropped"]
pub struct Mark {
    #[cfg(debug_assertions)]
    was_marked: bool,
    /// Makes the guard `!Send`: it stays on its thread.
    is_of_thread: PhantomData<*const ()>,
}

impl Mark {
    #[cfg_attr(not(debug_assertions), expect(unused_variables, reason = "release builds have no mark"))]
    fn set(is_marked: bool) -> Self {
        Self {
            #[cfg(debug_assertions)]
            was_marked: IS_MARKED.replace(is_marked),
            is_of_thread: PhantomData,
        }
    }
}

#[cfg(debug_assertions)]
impl Drop for Mark {
    fn drop(&mut self) {
        IS_MARKED.set(self.was_marked);
    }
}

/// Marks this thread as the screen thread until the returned value is dropped.
pub fn mark() -> Mark {
    Mark::set(true)
}

/// Does `work` with the mark lifted. `reason` explains why this thread may wait there.
pub fn exempt<T>(reason: &str, work: impl FnOnce() -> T) -> T {
    debug_assert!(!reason.is_empty(), "an exemption says its reason");
    let _lifted = Mark::set(false);
    work()
}

/// Checks that this is not the screen thread. `place` names the operation that reads or waits.
///
/// # Panics
/// In debug builds, on the screen thread.
#[inline]
#[track_caller]
pub fn check(place: &str) {
    #[cfg(debug_assertions)]
    {
        // A second panic while the first one unwinds would abort the program without a message.
        let is_wrong = IS_MARKED.get() && !std::thread::panicking();
        assert!(!is_wrong, "the thread of the screen would wait here: {place}");
    }
    #[cfg(not(debug_assertions))]
    let _ = place;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_marked_thread_may_not_wait() {
        check("before the mark");
        let mark = mark();
        let panicked = std::panic::catch_unwind(|| check("reading a test")).unwrap_err();
        let sentence = panicked.downcast_ref::<String>().unwrap();
        assert_eq!(sentence, "the thread of the screen would wait here: reading a test");
        exempt("a test asks for it", || check("where the mark is lifted"));
        std::thread::scope(|scope| scope.spawn(|| check("another thread")).join()).unwrap();
        drop(mark);
        check("after the mark");
    }
}
