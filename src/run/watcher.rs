//! Watches the folder while it is loaded, and reports its changes.
//!
//! The system reports changes, and nothing runs until it does. If it cannot, because the folder is on a network or has
//! too many subfolders, the folder is polled. Polling is the only thing here that wakes up by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind, RemoveKind, RenameMode};

use super::worker::{DeathListener, WATCHER, panic_if_tested, spawn_worker};
use crate::app::message::WorkerDied;
use crate::corpus;

mod file_system;
mod pending;
mod state;
mod system;
#[cfg(test)]
mod tests;
mod watch;

use pending::Pending;
use watch::{NoWatch, Watch};

pub use pending::Changes;
pub use state::{WatchState, WhyPolling};

/// The interval of polling. A scan of 100,000 files takes 0.2 s of a processor, so this is 2 % of one. A saved article
/// appears after at most this time.
const POLL_WAIT: Duration = Duration::from_secs(10);
/// The pause after a scan of a slow folder, as a multiple of its duration, so that polling does not keep a network disk
/// busy.
const POLL_PAUSE: u32 = 20;
/// The interval at which a missing folder is looked for. Each look is a single system call.
const VANISHED_WAIT: Duration = Duration::from_secs(2);

/// The options for watching a folder.
#[derive(Clone, Debug)]
pub struct WatchOptions {
    /// The options for reading the folder; only the files that they allow are watched.
    pub corpus: corpus::Options,
    /// True to poll, even if the system can report changes.
    pub only_poll: bool,
    /// The interval of polling.
    pub poll_wait: Duration,
}

impl WatchOptions {
    /// Creates the default options for a folder that is read with `corpus`.
    pub fn new(corpus: corpus::Options) -> Self {
        Self { corpus, only_poll: false, poll_wait: POLL_WAIT }
    }
}

/// A report of a watcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchReport {
    /// Paths that have changed, or may have.
    Changes(Changes),
    /// The way in which changes are detected from now on. It is the first report.
    State(WatchState),
}

/// The handle of a watched folder. Dropping it ends the watch.
#[derive(Debug)]
pub struct Watcher {
    signals: Sender<Signal>,
    stop: Arc<AtomicBool>,
}

/// A message to the thread of a watcher.
#[derive(Debug)]
enum Signal {
    Told(notify::Result<Event>),
    /// The system's watch with this number has ended.
    Ended(u32),
    RescanTook(Duration),
    Stop,
}

impl Watcher {
    /// Watches `folder`, and calls `on_news` on a thread of its own.
    ///
    /// The thread also sets up the watch, because that takes time in a folder with many subfolders. `inbox` is notified
    /// if the thread panics.
    ///
    /// # Errors
    /// Returns an error if the system refuses the thread.
    pub fn start(
        folder: &Path,
        options: WatchOptions,
        inbox: impl DeathListener + Send + 'static,
        on_news: impl FnMut(WatchReport) + Send + 'static,
    ) -> Result<Self, WorkerDied> {
        let (signals, received) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            folder: folder.to_path_buf(),
            options,
            signals: signals.clone(),
            stop: Arc::clone(&stop),
            on_news,
            watch: None,
            n_watches: 0,
            pending: Pending::default(),
            next_look: None,
            poll_wait: Duration::ZERO,
        };
        spawn_worker(WATCHER, inbox, move || worker.run(&received))?;
        Ok(Self { signals, stop })
    }

    /// Reports the duration of a scan of the folder, so that a slow folder is polled less often.
    pub fn rescan_took(&self, duration: Duration) {
        let _ = self.signals.send(Signal::RescanTook(duration));
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.signals.send(Signal::Stop);
    }
}

/// The thread of a watcher.
struct Worker<OnNews> {
    folder: PathBuf,
    options: WatchOptions,
    signals: Sender<Signal>,
    stop: Arc<AtomicBool>,
    on_news: OnNews,
    watch: Option<Watch>,
    /// The number of the system's latest watch.
    n_watches: u32,
    pending: Pending,
    /// The next scan of the folder, or the next look for a missing one; `None` while the system reports changes.
    next_look: Option<Look>,
    poll_wait: Duration,
}

/// A look that is due at a certain time.
#[derive(Clone, Copy, Debug)]
enum Look {
    /// A scan of the folder.
    Through(Instant),
    /// A look for the folder, which is missing.
    For(Instant),
}

impl Look {
    fn at(self) -> Instant {
        match self {
            Self::Through(at) | Self::For(at) => at,
        }
    }
}

impl<OnNews: FnMut(WatchReport)> Worker<OnNews> {
    fn run(mut self, received: &Receiver<Signal>) {
        self.poll_wait = self.options.poll_wait;
        panic_if_tested(WATCHER);
        self.begin();
        while !self.stop.load(Ordering::Relaxed) {
            let due = self.pending.due().into_iter().chain(self.next_look.map(Look::at)).min();
            let signal = match due {
                None => received.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => received.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match signal {
                Ok(Signal::Told(told)) => self.take(told),
                Ok(Signal::Ended(number)) if number == self.n_watches && self.watch.is_some() => {
                    self.do_without(NoWatch::Refused(WhyPolling::Refused("the thread for it has stopped".to_owned())));
                }
                Ok(Signal::Ended(_)) => {}
                Ok(Signal::RescanTook(duration)) => self.wait_longer(duration),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            }
            let now = Instant::now();
            if self.pending.due().is_some_and(|due| due <= now) {
                let changes = self.pending.take();
                self.tell(WatchReport::Changes(changes));
            }
            match self.next_look {
                Some(Look::Through(at)) if at <= now => {
                    self.next_look = Some(Look::Through(now + self.poll_wait));
                    self.tell(WatchReport::Changes(Changes { must_rescan: true, ..Changes::default() }));
                }
                Some(Look::For(at)) if at <= now => {
                    self.next_look = Some(Look::For(now + VANISHED_WAIT));
                    crate::screen_thread::check("looking for the folder");
                    if std::fs::read_dir(&self.folder).is_ok() {
                        self.begin();
                        if self.watch.is_some() {
                            self.tell(WatchReport::Changes(Changes { must_rescan: true, ..Changes::default() }));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Starts to watch the folder, or to poll it.
    fn begin(&mut self) {
        if self.options.only_poll {
            return self.poll(WhyPolling::Asked);
        }
        let signals = self.signals.clone();
        let tell = move |told: notify::Result<Event>| {
            // Reading is not a change, and most reads are our own.
            if !matches!(&told, Ok(event) if is_reading(event.kind)) {
                let _ = signals.send(Signal::Told(told));
            }
        };
        self.n_watches += 1;
        let (number, signals) = (self.n_watches, self.signals.clone());
        let on_end = move || {
            let _ = signals.send(Signal::Ended(number));
        };
        let started = Instant::now();
        match Watch::start(&self.folder, &self.options.corpus, &self.stop, tell, on_end) {
            Ok(watch) => {
                tracing::info!("the folder is watched, which took {:?} to set up", started.elapsed());
                self.watch = Some(watch);
                if file_system::is_network(&self.folder) {
                    // Changes made on this machine are still reported at once.
                    self.poll(WhyPolling::NetworkFileSystem);
                } else {
                    self.next_look = None;
                    self.tell(WatchReport::State(WatchState::Watching));
                }
            }
            Err(no_watch) => self.do_without(no_watch),
        }
    }

    fn do_without(&mut self, no_watch: NoWatch) {
        // A partial watch would only use up resources that other programs could watch with.
        self.watch = None;
        match no_watch {
            NoWatch::Refused(why) => self.poll(why),
            NoWatch::Vanished => {
                tracing::info!("the folder is not there; it is looked for every {VANISHED_WAIT:?}");
                self.pending = Pending::default();
                self.next_look = Some(Look::For(Instant::now() + VANISHED_WAIT));
                self.tell(WatchReport::State(WatchState::Vanished));
            }
            NoWatch::Stopped => {}
        }
    }

    fn poll(&mut self, why: WhyPolling) {
        tracing::info!("the folder is looked through every {:?}: {why:?}", self.poll_wait);
        self.next_look = Some(Look::Through(Instant::now() + self.poll_wait));
        self.tell(WatchReport::State(WatchState::Polling(why)));
    }

    /// Delays the next scan of a folder whose scans take long.
    fn wait_longer(&mut self, duration: Duration) {
        self.poll_wait = self.options.poll_wait.max(duration.saturating_mul(POLL_PAUSE));
        if let Some(Look::Through(at)) = &mut self.next_look {
            *at = Instant::now() + self.poll_wait;
        }
    }

    /// Handles a report of the system.
    fn take(&mut self, told: notify::Result<Event>) {
        let now = Instant::now();
        let event = match told {
            Ok(event) if !event.need_rescan() => event,
            Ok(_) => return self.pending.must_rescan(now),
            Err(error) => {
                tracing::warn!("the watch of the folder failed in part: {error}");
                return self.pending.must_rescan(now);
            }
        };
        for path in &event.paths {
            // An event from before the folder vanished may arrive late.
            let Some(watch) = &mut self.watch else {
                return;
            };
            let Ok(relative) = path.strip_prefix(&watch.root) else {
                continue;
            };
            if watch.is_own(relative) {
                continue;
            }
            if relative.as_os_str().is_empty() {
                if has_gone(event.kind) {
                    return self.do_without(NoWatch::Vanished);
                }
                continue;
            }
            let was_folder = has_gone(event.kind) && watch.forget(relative);
            let is_folder = may_be_new_folder(event.kind) && path.is_dir();
            if was_folder || is_folder || event.kind == EventKind::Remove(RemoveKind::Folder) {
                self.pending.must_rescan(now);
            }
            self.pending.add(relative, now);
            let is_there_or_gone = has_gone(event.kind) || may_be_new_folder(event.kind);
            let judged = if is_there_or_gone { corpus::folders_judged_by(&watch.root, relative) } else { Vec::new() };
            for folder in is_folder.then_some(relative).into_iter().chain(judged.iter().map(PathBuf::as_path)) {
                self.pending.add(folder, now);
                // The folder is watched before it is walked, so that no file put into it is missed.
                if let Err(no_watch) = watch.add_below(folder, &self.options.corpus, &self.stop) {
                    return self.do_without(no_watch);
                }
            }
        }
    }

    fn tell(&mut self, news: WatchReport) {
        if !self.stop.load(Ordering::Relaxed) {
            (self.on_news)(news);
        }
    }
}

/// True if an event reports a read only. A write is reported when the file is closed, too.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// True if the path of an event does not exist any more.
fn has_gone(kind: EventKind) -> bool {
    matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)))
}

/// True if the path of an event may be a new folder, or one that has become readable.
fn may_be_new_folder(kind: EventKind) -> bool {
    match kind {
        // A link is reported as a file.
        EventKind::Create(CreateKind::File | CreateKind::Folder | CreateKind::Any | CreateKind::Other) => true,
        EventKind::Modify(ModifyKind::Name(mode)) => mode != RenameMode::From,
        EventKind::Modify(ModifyKind::Metadata(_)) => true,
        _ => false,
    }
}
