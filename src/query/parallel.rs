//! Runs numbered tasks on all cores, until they are done or no longer wanted.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::corpus::n_cores;

/// The interval at which a thread that waits for the others calls `stop`.
const STOP_WAIT: Duration = Duration::from_millis(2);

/// Calls `work` for each number below `n`, on all cores. Returns `None` as soon as one call returns `None`.
///
/// `stop` may be called on this thread only, so `work` gets a function for its own thread that returns true after
/// `stop` has. Unless a call returns `None`, `work` is called for every number, even after `stop` has returned true.
pub(super) fn each<T: Send>(
    n: usize,
    stop: &dyn Fn() -> bool,
    work: impl Fn(usize, &dyn Fn() -> bool) -> Option<T> + Sync,
) -> Option<Vec<T>> {
    let (next, is_stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = |stop: &dyn Fn() -> bool| {
        let mut answers = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= n {
                return answers;
            }
            let Some(answer) = work(at, stop) else {
                is_stopped.store(true, Ordering::Relaxed);
                return answers;
            };
            answers.push((at, answer));
        }
    };
    // `stop` must stay on this thread; the other threads read the flag.
    let hear = || {
        let stops = stop();
        if stops {
            is_stopped.store(true, Ordering::Relaxed);
        }
        is_stopped.load(Ordering::Relaxed)
    };
    let (waiting, n_done) = (thread::current(), AtomicUsize::new(0));
    let mut answers = thread::scope(|scope| {
        let help = || {
            let answers = run(&|| is_stopped.load(Ordering::Relaxed));
            n_done.fetch_add(1, Ordering::Release);
            waiting.unpark();
            answers
        };
        let helpers: Vec<_> = (1..n_cores().min(n))
            .filter_map(|_| thread::Builder::new().name("search".to_owned()).spawn_scoped(scope, help).ok())
            .collect();
        let mut answers = run(&hear);
        // A thread that panics does not increase `n_done`.
        while n_done.load(Ordering::Acquire) < helpers.len() && helpers.iter().any(|helper| !helper.is_finished()) {
            hear();
            thread::park_timeout(STOP_WAIT);
        }
        for helper in helpers {
            match helper.join() {
                Ok(found) => answers.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    });
    answers.sort_unstable_by_key(|(at, _)| *at);
    (answers.len() == n).then(|| answers.into_iter().map(|(_, answer)| answer).collect())
}
