//! A monkey test: random keys, clicks, pastes, sizes, folders and changes of files, from a seed. Nothing may crash,
//! hang or show a wrong result.
//!
//! After every 200 events, the screen is compared with a fresh paint of the same state, and the list with the output of
//! `newsreader list` for the filter in the box. A failure prints its seed and the last events.
//!
//! * `NEWSREADER_MONKEY_SEED=7` replays a seed.
//! * `NEWSREADER_MONKEY_EVENTS=200000` runs more events in the process, and a tenth of them in the terminal.
//! * `NEWSREADER_MONKEY_FOLDERS=a:b` adds copies of these folders.
//!
//! To run it by hand, over eight folders and more:
//!
//! ```text
//! NEWSREADER_MONKEY_SEED=$RANDOM NEWSREADER_MONKEY_EVENTS=200000 NEWSREADER_MONKEY_FOLDERS=../shared/seeds \
//!     cargo test --test monkey -- --nocapture
//! ```

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

#[path = "monkey/compare.rs"]
mod compare;
#[path = "monkey/emulator.rs"]
mod emulator;
#[path = "monkey/events.rs"]
mod events;
#[path = "monkey/folders.rs"]
mod folders;
#[path = "differential/numbers.rs"]
mod numbers;
#[path = "monkey/process.rs"]
mod process;
#[cfg(unix)]
#[path = "monkey/pty.rs"]
mod pty;
#[path = "monkey/regressions.rs"]
mod regressions;
#[cfg(unix)]
#[path = "monkey/terminal.rs"]
mod terminal;
#[path = "monkey/watchdog.rs"]
mod watchdog;

use watchdog::Trace;

/// The seed of a run without `NEWSREADER_MONKEY_SEED`.
const SEED: u64 = 9;

/// The number of events in the process.
const N_EVENTS: usize = 50_000;

/// The number of events in the terminal.
const N_EVENTS_IN_TERMINAL: usize = 5_000;

/// Returns a number from the environment, or `usual`.
fn number<T: std::str::FromStr>(name: &str, usual: T) -> T {
    match std::env::var(name) {
        Ok(text) => text.parse().ok().unwrap_or_else(|| panic!("{name}={text} is no number")),
        Err(_) => usual,
    }
}

#[test]
fn a_monkey_in_the_process() {
    let seed = number("NEWSREADER_MONKEY_SEED", SEED);
    let trace = Trace::new("the monkey in the process", seed);
    process::Monkey::new(seed, trace).run(number("NEWSREADER_MONKEY_EVENTS", N_EVENTS));
}

#[cfg(unix)]
#[test]
fn a_monkey_in_a_terminal() {
    let seed = number("NEWSREADER_MONKEY_SEED", SEED);
    let trace = Trace::new("the monkey in a terminal", seed);
    let n_events = number("NEWSREADER_MONKEY_EVENTS", N_EVENTS_IN_TERMINAL * 10) / 10;
    pty::Monkey::new(seed, trace).run(n_events);
}
