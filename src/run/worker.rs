//! Starts every thread of the program with a name. Panics are caught and logged, and the end of a thread is reported.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Once, OnceLock};
use std::thread::{Builder, JoinHandle, Scope, ScopedJoinHandle};

use super::{Inbox, InboxEvent, log};
use crate::app::message::{Message, WorkerDied, WorkerFate};

/// The niceness of a thread that yields to others. A thread with 19 would hardly ever run beside them.
#[cfg(target_os = "linux")]
const LOW_PRIORITY: i32 = 15;

/// The thread that coordinates the load of a folder.
pub const LOAD_COORDINATOR: &str = "load coordinator";
/// The load coordinator's thread, while it follows the index of another process.
pub const FOLLOWER: &str = "follower";
/// The thread that walks the folder.
pub const WALKER: &str = "walker";
/// A thread that parses files.
pub const PARSER: &str = "parser";
/// The thread that writes the index.
pub const INDEX_WRITER: &str = "index writer";
/// The thread that watches the folder.
pub const WATCHER: &str = "watcher";
/// The thread that executes filters.
pub const SEARCHER: &str = "searcher";
/// The thread that finds the rows of articles.
pub const LOCATOR: &str = "row finder";
/// The thread that reads the articles of the visible rows.
pub const ROW_READER: &str = "row reader";
/// The thread that reads the texts of articles.
pub const OPENER: &str = "text reader";
/// The thread that examines whole texts.
pub const EXAMINER: &str = "examiner of texts";
/// The thread that reads the keyboard.
pub const KEYBOARD: &str = "keyboard reader";
/// The thread that waits for signals.
pub const SIGNAL_LISTENER: &str = "signal listener";
/// The thread that opens the log.
pub const LOG: &str = WorkerDied::LOG;

/// The stack size of a parser. Parsers of HTML recurse for each level of a page, deeper than the default stack allows.
const PARSER_STACK_BYTES: usize = 16 * 1024 * 1024;

/// A receiver of the report that a worker died.
pub trait DeathListener {
    /// Reports that a worker died. No more of its results will come.
    fn worker_died(&self, died: WorkerDied);
}

impl DeathListener for Sender<InboxEvent> {
    fn worker_died(&self, died: WorkerDied) {
        // If the loop has ended, the report is not needed.
        let _ = self.send(InboxEvent::message(Message::WorkerDied(died)));
    }
}

impl DeathListener for Inbox {
    fn worker_died(&self, died: WorkerDied) {
        self.send(Message::WorkerDied(died));
    }
}

/// The listener for threads whose results are not needed: a panic is only logged.
impl DeathListener for () {
    fn worker_died(&self, _died: WorkerDied) {}
}

/// Starts a thread that runs `work`. If it panics, `inbox` is notified.
///
/// # Errors
/// Returns an error if the system refuses the thread; `work` is then dropped.
pub fn spawn_worker(
    name: &'static str,
    inbox: impl DeathListener + Send + 'static,
    work: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, WorkerDied> {
    let refused = |error: io::Error| WorkerDied::refused(name, &error);
    refuse_if_tested(name).and_then(|()| builder(name).spawn(move || run(name, &inbox, work))).map_err(refused)
}

/// Like [`spawn_worker`], for a thread that ends before `scope` does.
///
/// # Errors
/// Returns an error if the system refuses the thread; `work` is then dropped.
pub fn spawn_scoped_worker<'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &'static str,
    inbox: impl DeathListener + Send + 'scope,
    work: impl FnOnce() + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, ()>, WorkerDied> {
    let refused = |error: io::Error| WorkerDied::refused(name, &error);
    refuse_if_tested(name)
        .and_then(|()| builder(name).spawn_scoped(scope, move || run(name, &inbox, work)))
        .map_err(refused)
}

fn builder(name: &'static str) -> Builder {
    let builder = Builder::new().name(name.to_owned());
    if name == PARSER { builder.stack_size(PARSER_STACK_BYTES) } else { builder }
}

fn run(name: &'static str, inbox: &impl DeathListener, work: impl FnOnce()) {
    if let Err(died) = caught(name, work) {
        inbox.worker_died(died);
    }
}

/// Runs `work` for one request of the worker `name`, and once more after a panic. `inbox` is notified of both.
///
/// Returns `None` after the second panic. So a request that always panics is refused, and the worker continues with the
/// next one.
pub fn with_one_retry<T>(name: &'static str, inbox: &impl DeathListener, mut work: impl FnMut() -> T) -> Option<T> {
    for fate in [WorkerFate::Restarted, WorkerFate::GaveUp] {
        match caught(name, &mut work) {
            Ok(done) => return Some(done),
            Err(died) => inbox.worker_died(WorkerDied { fate, ..died }),
        }
    }
    None
}

/// Runs `work` as a part of the worker `name`. Its panic is logged and returned as an error.
///
/// # Errors
/// Returns an error if `work` panics. The state that it was changing must then be discarded.
pub fn caught<T>(name: &'static str, work: impl FnOnce() -> T) -> Result<T, WorkerDied> {
    let outer = WORKER.replace(Some(name));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    WORKER.set(outer);
    outcome.map_err(|_| WorkerDied::panicked(name))
}

thread_local! {
    /// The worker whose panics are caught on this thread.
    static WORKER: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// The folder of the log, for commands, whose log is only started at the first entry.
static LOG_FOLDER: OnceLock<PathBuf> = OnceLock::new();
static PANIC_HOOK: Once = Once::new();

/// Makes panics go to the log in `state_dir` instead of standard error, except uncaught panics of the main thread.
pub fn log_panics_in(state_dir: Option<PathBuf>) {
    if let Some(state_dir) = state_dir {
        // A second start in the same process, as in tests, keeps the first log.
        let _ = LOG_FOLDER.set(state_dir);
    }
    PANIC_HOOK.call_once(|| {
        let default_hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !log_panic(info) {
                default_hook(info);
            }
        }));
    });
}

/// Writes a panic to the log. Returns false without writing anything for an uncaught panic of the main thread.
pub fn log_panic(info: &PanicHookInfo<'_>) -> bool {
    let thread = std::thread::current();
    // A thread without a worker is a helper of one, which passes its panic on, or a thread of another crate.
    let name = WORKER.get().or(thread.name()).unwrap_or("thread");
    if name == "main" {
        return false;
    }
    // Commands have not started the log yet.
    log::start(log_folder().map(PathBuf::as_path));
    tracing::error!("the {name} panicked: {info}");
    true
}

/// Returns the folder of the log with the details about a worker that died.
pub fn log_folder() -> Option<&'static PathBuf> {
    LOG_FOLDER.get()
}

/// Panics at `place` if a test asks for it with `NEWSREADER_TEST_PANIC`: `PLACE` each time, `PLACE:N` the n-th time,
/// `PLACE:..N` the first n times. Release builds never panic here.
pub fn panic_if_tested(place: &str) {
    #[cfg(debug_assertions)]
    assert!(!is_tested("NEWSREADER_TEST_PANIC", place), "a panic in {place}, as a test asked");
    #[cfg(not(debug_assertions))]
    let _ = place;
}

/// Refuses the thread `name` if a test asks for it with `NEWSREADER_TEST_REFUSE`, in the form of [`panic_if_tested`].
fn refuse_if_tested(name: &str) -> io::Result<()> {
    #[cfg(debug_assertions)]
    if is_tested("NEWSREADER_TEST_REFUSE", name) {
        return Err(rustix::io::Errno::AGAIN.into());
    }
    let _ = name;
    Ok(())
}

/// True if a test asks in `variable` for a failure at `place`, this time.
#[cfg(debug_assertions)]
fn is_tested(variable: &str, place: &str) -> bool {
    use std::sync::atomic::{AtomicU32, Ordering};
    // A variable names a single place, so a single counter is enough.
    static N_TIMES: AtomicU32 = AtomicU32::new(0);
    let Some(asked) = std::env::var_os(variable) else { return false };
    let asked = asked.to_string_lossy();
    match asked.split_once(':') {
        Some((asked, _)) if asked != place => false,
        Some((_, time)) => {
            let now = N_TIMES.fetch_add(1, Ordering::Relaxed) + 1;
            let (is_asked, number): (fn(&u32, &u32) -> bool, &str) = match time.strip_prefix("..") {
                Some(last) => (u32::le, last),
                None => (u32::eq, time),
            };
            number.parse().is_ok_and(|number| is_asked(&now, &number))
        }
        None => asked == place,
    }
}
/// Runs work that nothing waits for, on a thread of its own with low priority on systems that have thread priorities.
///
/// # Panics
/// If `work` panics.
pub fn run_at_low_priority<T: Send>(work: impl Fn() -> T + Sync) -> T {
    let run = || {
        #[cfg(target_os = "linux")]
        {
            // If this fails, the result is the same. The priority applies to this thread only.
            let _ = rustix::process::setpriority_process(None, LOW_PRIORITY);
        }
        work()
    };
    let outcome = std::thread::scope(|scope| {
        // If the system refuses the thread, this thread does the work with its own priority.
        let thread = std::thread::Builder::new().name("compaction".to_owned()).spawn_scoped(scope, run).ok()?;
        Some(thread.join())
    });
    match outcome {
        None => work(),
        Some(Ok(done)) => done,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
    }
}
