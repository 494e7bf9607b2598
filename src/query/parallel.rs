//! Work on all cores, in numbered shares, stopped as soon as nobody wants it any more.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::corpus::n_cores;

/// Does `work` for each number below `n`, on all cores. `None` as soon as a piece of it is, as where `stop`, which each
/// is given in a form that other threads may ask, has said so.
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
            if at >= n || is_stopped.load(Ordering::Relaxed) {
                return answers;
            }
            match work(at, stop) {
                Some(answer) => answers.push((at, answer)),
                None => is_stopped.store(true, Ordering::Relaxed),
            }
        }
    };
    let hear = || {
        let stops = stop();
        if stops {
            is_stopped.store(true, Ordering::Relaxed);
        }
        stops
    };
    let mut answers = thread::scope(|scope| {
        let help = || run(&|| is_stopped.load(Ordering::Relaxed));
        let helpers: Vec<_> = (1..n_cores().min(n))
            .filter_map(|_| thread::Builder::new().name("search".to_owned()).spawn_scoped(scope, help).ok())
            .collect();
        let mut answers = run(&hear);
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
