//! Watches the folder while it is read, and says what changed in it.
//!
//! The system tells of changes, and nothing runs until it does. Where it cannot, because the folder is on a network or
//! has too many folders, it is looked through from time to time, which is the only thing here that wakes up by itself.

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

/// How long from one look through the folder to the next where it is not watched. Looking through 100,000 files
/// takes 0.2 s of a processor, so this is 2 % of one; and who saves an article waits this long for it at most.
const POLL_WAIT: Duration = Duration::from_secs(10);
/// A look through a slow folder is followed by a pause of so many times as long, so that a disk on a network is not
/// kept busy by it.
const POLL_PAUSE: u32 = 20;
/// How long from one look for a folder that is not there to the next. It costs one question to the system.
const VANISHED_WAIT: Duration = Duration::from_secs(2);

/// How a folder is watched.
#[derive(Clone, Debug)]
pub struct WatchOptions {
    /// What of it is read, and so watched.
    pub corpus: corpus::Options,
    /// True if it is only looked through from time to time, whatever the system can tell.
    pub only_poll: bool,
    /// How long from one such look to the next.
    pub poll_wait: Duration,
}

impl WatchOptions {
    /// The usual way to watch what `corpus` says is read.
    pub fn new(corpus: corpus::Options) -> Self {
        Self { corpus, only_poll: false, poll_wait: POLL_WAIT }
    }
}

/// What a watcher has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something has changed, or may have.
    Changes(Changes),
    /// How changes are seen from now on; first of all news.
    State(WatchState),
}

/// A folder being watched, until this is dropped.
#[derive(Debug)]
pub struct Watcher {
    signals: Sender<Signal>,
    stop: Arc<AtomicBool>,
}

/// What the thread of a watcher waits for.
#[derive(Debug)]
enum Signal {
    Told(notify::Result<Event>),
    /// The system's watch with this number has ended.
    Ended(u32),
    RescanTook(Duration),
    Stop,
}

impl Watcher {
    /// Watches `folder`, and calls `on_news` on a thread of its own, which also sets up the watch: that takes time
    /// in a folder of many. `inbox` hears of a panic there.
    ///
    /// # Errors
    /// When the system refuses the thread.
    pub fn start(
        folder: &Path,
        options: WatchOptions,
        inbox: impl DeathListener + Send + 'static,
        on_news: impl FnMut(News) + Send + 'static,
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

    /// Says how long the folder took to be looked through, so that a slow one is left alone for longer.
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
    /// The number of the last watch of the system.
    n_watches: u32,
    pending: Pending,
    /// When the folder is looked through, or looked for: `None` while the system tells of changes.
    next_look: Option<Look>,
    poll_wait: Duration,
}

/// A look that is due at some time.
#[derive(Clone, Copy, Debug)]
enum Look {
    /// Through the folder.
    Through(Instant),
    /// For the folder, which is not there.
    For(Instant),
}

impl Look {
    fn at(self) -> Instant {
        match self {
            Self::Through(at) | Self::For(at) => at,
        }
    }
}

impl<OnNews: FnMut(News)> Worker<OnNews> {
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
                self.tell(News::Changes(changes));
            }
            match self.next_look {
                Some(Look::Through(at)) if at <= now => {
                    self.next_look = Some(Look::Through(now + self.poll_wait));
                    self.tell(News::Changes(Changes { must_rescan: true, ..Changes::default() }));
                }
                Some(Look::For(at)) if at <= now => {
                    self.next_look = Some(Look::For(now + VANISHED_WAIT));
                    crate::screen_thread::check("looking for the folder");
                    if std::fs::read_dir(&self.folder).is_ok() {
                        self.begin();
                        if self.watch.is_some() {
                            self.tell(News::Changes(Changes { must_rescan: true, ..Changes::default() }));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Starts to watch, or to do without.
    fn begin(&mut self) {
        if self.options.only_poll {
            return self.poll(WhyPolling::Asked);
        }
        let signals = self.signals.clone();
        let tell = move |told: notify::Result<Event>| {
            // Reading is no change, and we ourselves read most.
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
                    // What is changed on this machine is still told of at once.
                    self.poll(WhyPolling::NetworkFileSystem);
                } else {
                    self.next_look = None;
                    self.tell(News::State(WatchState::Watching));
                }
            }
            Err(no_watch) => self.do_without(no_watch),
        }
    }

    fn do_without(&mut self, no_watch: NoWatch) {
        // Half a watch would only take what other programs could watch with.
        self.watch = None;
        match no_watch {
            NoWatch::Refused(why) => self.poll(why),
            NoWatch::Vanished => {
                tracing::info!("the folder is not there; it is looked for every {VANISHED_WAIT:?}");
                self.pending = Pending::default();
                self.next_look = Some(Look::For(Instant::now() + VANISHED_WAIT));
                self.tell(News::State(WatchState::Vanished));
            }
            NoWatch::Stopped => {}
        }
    }

    fn poll(&mut self, why: WhyPolling) {
        tracing::info!("the folder is looked through every {:?}: {why:?}", self.poll_wait);
        self.next_look = Some(Look::Through(Instant::now() + self.poll_wait));
        self.tell(News::State(WatchState::Polling(why)));
    }

    /// Puts off the next look through a folder that takes long.
    fn wait_longer(&mut self, duration: Duration) {
        self.poll_wait = self.options.poll_wait.max(duration.saturating_mul(POLL_PAUSE));
        if let Some(Look::Through(at)) = &mut self.next_look {
            *at = Instant::now() + self.poll_wait;
        }
    }

    /// Takes what the system told of.
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
            // An event from before the folder vanished may come late.
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
                // It is watched before it is walked, so that nothing put into it is missed.
                if let Err(no_watch) = watch.add_below(folder, &self.options.corpus, &self.stop) {
                    return self.do_without(no_watch);
                }
            }
        }
    }

    fn tell(&mut self, news: News) {
        if !self.stop.load(Ordering::Relaxed) {
            (self.on_news)(news);
        }
    }
}

/// True if an event tells of nothing but reading. That a file was written is told of when it is closed, too.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// True if what is at the path of an event has gone.
fn has_gone(kind: EventKind) -> bool {
    matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)))
}

/// Whether there may be a folder at the path of an event that was not there, or not to be read.
fn may_be_new_folder(kind: EventKind) -> bool {
    match kind {
        // A link is told of as a file.
        EventKind::Create(CreateKind::File | CreateKind::Folder | CreateKind::Any | CreateKind::Other) => true,
        EventKind::Modify(ModifyKind::Name(mode)) => mode != RenameMode::From,
        EventKind::Modify(ModifyKind::Metadata(_)) => true,
        _ => false,
    }
}
