//! The report of a failed monkey test: its seed and its last events. It is printed for a hang or a panic of another
//! thread as well.

use std::collections::VecDeque;
use std::panic;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

/// The longest time for one event: far longer than a busy machine needs.
const PATIENCE: Duration = Duration::from_mins(3);

/// The number of last events in the report.
const N_LAST: usize = 400;

/// The panics of all threads so far, except those of the tests themselves.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());
static HOOK: Once = Once::new();

/// The last events of a monkey test, which are printed when it fails, panics or hangs.
#[derive(Clone)]
pub struct Trace {
    state: Arc<Mutex<State>>,
    beats: Sender<()>,
}

struct State {
    name: &'static str,
    seed: u64,
    n_events: usize,
    last: VecDeque<String>,
}

impl Trace {
    /// Starts the trace of a monkey test with this name and seed, and watches it.
    pub fn new(name: &'static str, seed: u64) -> Self {
        keep_panics();
        let state = Arc::new(Mutex::new(State { name, seed, n_events: 0, last: VecDeque::new() }));
        let (beats, received) = channel();
        let watched = Arc::clone(&state);
        std::thread::spawn(move || {
            loop {
                match received.recv_timeout(PATIENCE) {
                    Ok(()) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {
                        say(&watched, &format!("no event has come to its end for {PATIENCE:?}"));
                        std::process::exit(101);
                    }
                }
            }
        });
        Self { state, beats }
    }

    pub fn add(&self, event: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.n_events += 1;
        state.last.push_back(event.to_owned());
        if state.last.len() > N_LAST {
            state.last.pop_front();
        }
        drop(state);
        let _ = self.beats.send(());
        let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner).clone();
        assert!(panics.is_empty(), "a thread panicked: {panics:?}");
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        if std::thread::panicking() {
            say(&self.state, "it failed");
        }
    }
}

#[expect(clippy::print_stderr, reason = "who runs the test needs the seed, also where the test hangs")]
fn say(state: &Mutex<State>, what: &str) {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let events: Vec<String> = state.last.drain(..).collect();
    if events.is_empty() {
        return;
    }
    eprintln!(
        "{}: {what}. NEWSREADER_MONKEY_SEED={} does it again; of {} events and remarks the last are:\n{}",
        state.name,
        state.seed,
        state.n_events,
        events.join(" ")
    );
}

/// Stores the panics of workers, which would not end the test.
fn keep_panics() {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_of_tests = info.location().is_some_and(|location| location.file().starts_with("tests/"));
            if !is_of_tests {
                PANICS.lock().unwrap_or_else(PoisonError::into_inner).push(info.to_string());
            }
            before(info);
        }));
    });
}
