//! A mark on the thread of the screen, which waits for no file and no other program. Debug builds, and so all
//! tests, panic at the place where it would.
//!
//! Reading a file takes as long as its disk takes: on one that is asleep, or on a network that is gone, that is
//! for ever, and meanwhile no key is answered. So whatever opens or reads files, or starts programs, calls
//! [`check`] first. Release builds have neither the mark nor the check.

#[cfg(debug_assertions)]
use std::cell::Cell;
use std::marker::PhantomData;

#[cfg(debug_assertions)]
thread_local! {
    static IS_MARKED: Cell<bool> = const { Cell::new(false) };
}

/// As long as it lives, its thread carries the mark, or is free of it for a while.
#[derive(Debug)]
#[must_use = "the mark goes when this is dropped"]
pub struct Mark {
    #[cfg(debug_assertions)]
    was_marked: bool,
    /// It stays on its thread.
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

/// Marks this thread as the one of the screen until the value is dropped.
pub fn mark() -> Mark {
    Mark::set(true)
}

/// Does `work` with the mark lifted. `reason` says why this thread may wait there.
pub fn exempt<T>(reason: &str, work: impl FnOnce() -> T) -> T {
    debug_assert!(!reason.is_empty(), "an exemption says its reason");
    let _lifted = Mark::set(false);
    work()
}

/// Checks that this is not the thread of the screen. `place` is what reads or waits here.
///
/// # Panics
/// In debug builds, on the thread of the screen.
#[inline]
#[track_caller]
pub fn check(place: &str) {
    #[cfg(debug_assertions)]
    {
        // A second panic while the first one unwinds would end the program without a word.
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
