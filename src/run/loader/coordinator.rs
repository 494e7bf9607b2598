//! Keeps everything together: what has been read, what is on disk, and what of the folder has changed.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::Scope as ThreadScope;
use std::time::{Duration, Instant};

use super::files_of_index::FilesOfIndex;
use super::follower::Follower;
use super::index_writer::IndexWriter;
use super::manifest::{Manifest, Ranges};
use super::opened_index::OpenedIndex;
use super::walker::WalkScope;
use super::write_budget::WriteBudget;
use super::{LoadEnd, LoadEvent, LoadRequest, Loaded, StopSignal};
use crate::app::message::{Progress, WorkerDied};
use crate::article::{Problem, n_files_not_shown};
use crate::corpus::Corpus;
use crate::index::stored::Damaged;
use crate::index::stored::commit::Committer;
use crate::index::{DamageListener, RowId, SnapshotBuilder, TextSource};
use crate::run::watcher::{News, WatchState, Watcher};
use crate::run::worker::{LOAD_COORDINATOR, panic_if_tested};

/// The first snapshot comes with so many articles …
const FIRST_ARTICLES: usize = 24;
/// … or after so long, whichever is first.
const FIRST_WAIT: Duration = Duration::from_millis(15);
/// How long at least from one snapshot to the next.
const PUBLISH_WAIT: Duration = Duration::from_millis(150);
/// How long the folder must have been quiet before few changes are written to the index. A program that ends before
/// that loses nothing: the next start finds the same changes.
const WRITE_WAIT: Duration = Duration::from_millis(1_500);

/// How long the first walk waits for the watch of the folder, where the index holds what is shown until then.
const WATCH_WAIT: Duration = Duration::from_secs(1);

mod failures;
mod files;
mod outdated;
mod pass;
mod writing;

use outdated::Outdated;
use pass::Pass;

/// What the threads of a reading share.
struct Shared<'load> {
    request: &'load LoadRequest,
    manifest: RwLock<Manifest>,
    budget: WriteBudget,
    /// True if the reading is over, or was stopped.
    is_over: AtomicBool,
}

/// Runs a reading from its start to its end.
pub(super) fn run(request: &LoadRequest, stop: &StopSignal, mut publish: impl FnMut(Loaded)) -> LoadEnd {
    let shared = Shared {
        request,
        manifest: RwLock::default(),
        budget: WriteBudget::default(),
        is_over: AtomicBool::new(false),
    };
    let (events, received) = channel();
    stop.wake_with(events.clone());
    let mut opened = request.index.as_ref().map(OpenedIndex::open).unwrap_or_default();
    let mut builder = first_builder(request, &opened, &events);
    if let (true, Some(folder), Some(_)) = (opened.is_followed, &request.index, &request.watch) {
        match Follower::new(request, folder, stop, (opened, builder), &mut publish).run(&received) {
            Ok(taken_over) => (opened, builder) = taken_over,
            Err(ended) => return ended,
        }
    }
    std::thread::scope(|scope| {
        // The scope waits for its threads, also when this thread panics.
        let _over = Over(&shared.is_over);
        LoadCoordinator::new(scope, &shared, stop, (opened, builder), events, publish).run(&received)
    })
}

/// Ends the threads of a reading when it is dropped.
struct Over<'load>(&'load AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Starts with what the index holds.
fn first_builder(request: &LoadRequest, opened: &OpenedIndex, events: &Sender<LoadEvent>) -> SnapshotBuilder {
    let damage = events.clone();
    let listener = DamageListener::new(move |damaged| {
        let _ = damage.send(LoadEvent::Damaged(damaged.to_string()));
    });
    let mut builder = match &opened.contents {
        Some(contents) => SnapshotBuilder::from_contents(contents, listener),
        None => SnapshotBuilder::new(listener),
    };
    builder.read_texts_from(TextSource { corpus: request.corpus.clone(), options: request.options.clone() });
    builder
}

/// Keeps everything together.
struct LoadCoordinator<'scope, 'load, Publish> {
    scope: &'scope ThreadScope<'scope, 'load>,
    shared: &'scope Shared<'load>,
    stop: &'scope StopSignal,
    publish: Publish,
    /// For the threads that it starts. As it holds a sender itself, its channel never closes: it waits only while
    /// someone is at work, or a time is set, and whoever is at work says when he ends, be it by a panic.
    events: Sender<LoadEvent>,
    /// Why not everything has been read: a thread that died in a pass, until a later one has read everything.
    unread: Option<WorkerDied>,
    /// Another thread of the reading that died.
    died: Option<WorkerDied>,
    builder: SnapshotBuilder,
    /// The files that are read anew and of which nothing new has arrived.
    outdated: HashMap<Arc<Path>, Outdated>,
    /// The rows of previews of chunks that have not been read whole, each chunk by its file and where it starts in it.
    previews: HashMap<(Arc<Path>, u64), Ranges<RowId>>,
    /// What is wrong with files, and what the last walks set aside.
    problems: HashMap<Arc<Path>, Vec<Problem>>,
    walk_problems: Vec<Problem>,
    opened: OpenedIndex,
    committer: Option<Committer>,
    writer: Option<IndexWriter>,
    /// True if the system has refused the thread that joins segments in memory.
    is_writer_refused: bool,
    pass: Option<Pass<'scope>>,
    n_walks: u32,
    /// What is to be looked at once the pass is over.
    waiting: Option<WalkScope>,
    watcher: Option<Watcher>,
    /// True if the watch said last that the folder is not there.
    is_folder_gone: bool,
    /// True if something was read since the last snapshot, and since the last commit.
    has_news: bool,
    is_uncommitted: bool,
    has_published: bool,
    /// True if the whole folder has been read at least once.
    is_complete: bool,
    next_publish: Instant,
    /// No snapshot is published before, so that publishing takes at most a fifth of the time.
    no_publish_before: Instant,
    write_at: Option<Instant>,
    /// When the first walk starts at the latest.
    walk_at: Option<Instant>,
    progress: Progress,
    writer_time: Option<Duration>,
    notices: Vec<String>,
    device: Option<u64>,
}

impl<'scope, 'load, Publish: FnMut(Loaded)> LoadCoordinator<'scope, 'load, Publish> {
    fn new(
        scope: &'scope ThreadScope<'scope, 'load>,
        shared: &'scope Shared<'load>,
        stop: &'scope StopSignal,
        (mut opened, builder): (OpenedIndex, SnapshotBuilder),
        events: Sender<LoadEvent>,
        publish: Publish,
    ) -> Self {
        let notices = std::mem::take(&mut opened.notices);
        let mut progress = Progress { is_walking: true, ..Progress::default() };
        let mut device = None;
        if let Some(contents) = &opened.contents {
            progress.is_done = contents.is_complete;
            progress.accounting = contents.accounting;
            device = contents.device;
        }
        Self {
            scope,
            shared,
            stop,
            publish,
            events,
            unread: None,
            died: None,
            builder,
            outdated: HashMap::new(),
            previews: HashMap::new(),
            problems: HashMap::new(),
            walk_problems: Vec::new(),
            opened,
            committer: None,
            writer: None,
            is_writer_refused: false,
            pass: None,
            n_walks: 0,
            waiting: None,
            watcher: None,
            is_folder_gone: false,
            has_news: false,
            is_uncommitted: false,
            has_published: false,
            is_complete: progress.is_done,
            next_publish: Instant::now() + FIRST_WAIT,
            no_publish_before: Instant::now(),
            write_at: None,
            walk_at: None,
            progress,
            writer_time: None,
            notices,
            device,
        }
    }

    fn run(mut self, received: &Receiver<LoadEvent>) -> LoadEnd {
        panic_if_tested(LOAD_COORDINATOR);
        if self.opened.contents.is_some() {
            // The first page, before anything else is touched.
            self.publish();
            let order = self.builder.read_order().map_err(ToString::to_string);
            match order {
                Ok(false) => {}
                Ok(true) => self.publish(),
                Err(damaged) => return self.give_up_index(&damaged),
            }
            if let Err(damaged) = self.take_in_index() {
                return self.give_up_index(&damaged.to_string());
            }
        }
        if !self.opened.is_followed {
            self.start_writing();
        }
        self.start_watching();
        if self.has_published && self.watcher.is_some() {
            // What the index holds is on the screen. A walk that starts when the watch is set up misses nothing, so
            // that one is enough.
            self.walk_at = Some(Instant::now() + WATCH_WAIT);
        } else {
            self.start_pass(WalkScope::Everything);
        }
        loop {
            if self.stop.is_set() {
                return LoadEnd::Stopped;
            }
            let event = match self.next_wake() {
                None => received.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => received.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            if let Ok(event) = event
                && let Some(ended) = self.take(event)
            {
                return ended;
            }
            if self.stop.is_set() {
                return LoadEnd::Stopped;
            }
            if self.walk_at.take_if(|at| Instant::now() >= *at).is_some() {
                self.look_at(WalkScope::Everything);
            }
            self.end_pass_if_over();
            self.publish_if_due();
            self.write_if_due();
            if self.is_done() {
                return self.unread.or(self.died).map_or(LoadEnd::Whole, LoadEnd::Failed);
            }
        }
    }

    /// Takes in what the index says of the files of the folder.
    fn take_in_index(&mut self) -> Result<(), Damaged> {
        let Some(contents) = self.opened.contents.take() else { return Ok(()) };
        let files = FilesOfIndex::of(&contents)?;
        *self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner) = files.manifest;
        self.problems = files.problems;
        if !files.unfinished.is_empty() {
            self.builder.delete(files.unfinished)?;
            self.is_uncommitted = true;
        }
        Ok(())
    }

    fn start_writing(&mut self) {
        let Some(folder) = &self.shared.request.index else { return };
        self.committer = self.opened.committer(folder);
        self.notices.append(&mut self.opened.notices);
        if self.committer.is_some() {
            let folder = folder.path().to_path_buf();
            let Shared { is_over, budget, .. } = self.shared;
            match IndexWriter::start(self.scope, Some(folder), self.events.clone(), is_over, budget) {
                Ok(writer) => {
                    self.writer = Some(writer);
                    self.shared.budget.limit(true);
                }
                Err(died) => self.stop_writing(&died.to_string()),
            }
        }
    }

    fn start_watching(&mut self) {
        let (Some(options), Corpus::Folder(folder)) = (&self.shared.request.watch, &self.shared.request.corpus) else {
            return;
        };
        let events = self.events.clone();
        let on_news = move |news| {
            let _ = events.send(LoadEvent::News(news));
        };
        match Watcher::start(folder, options.clone(), self.events.clone(), on_news) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(died) => self.worker_died(died),
        }
    }

    fn take(&mut self, event: LoadEvent) -> Option<LoadEnd> {
        match event {
            LoadEvent::Batch(batch) => {
                if batch.is_awaited {
                    self.next_publish = self.next_publish.min(self.no_publish_before.max(Instant::now()));
                }
                self.add(*batch);
            }
            LoadEvent::WalkProblem(problem) => {
                self.has_news = true;
                if let Some(pass) = &mut self.pass {
                    pass.problems.push(problem);
                }
            }
            LoadEvent::WorkFound => self.start_readers(),
            LoadEvent::ReadAnew(path) => self.read_anew(&path),
            LoadEvent::Shorten(path, lines) => self.shorten(&path, lines),
            LoadEvent::Remember(chunk) => self.remember(chunk),
            LoadEvent::WalkDone(outcome) => self.walk_done(outcome),
            LoadEvent::ReaderDone => {
                if let Some(pass) = &mut self.pass {
                    pass.n_readers -= 1;
                }
            }
            LoadEvent::Written(written) => return self.written(written),
            LoadEvent::Damaged(what) => return Some(self.give_up_index(&what)),
            LoadEvent::News(News::Changes(changes)) => {
                self.look_at(if changes.must_rescan { WalkScope::Everything } else { WalkScope::Only(changes.paths) });
            }
            LoadEvent::News(News::State(state)) => {
                if state == WatchState::Watching || self.walk_at.is_some() {
                    // What changed between a first walk and this moment is told by nobody.
                    self.walk_at = None;
                    self.look_at(WalkScope::Everything);
                }
                let was_gone = std::mem::replace(&mut self.is_folder_gone, state == WatchState::Vanished);
                if was_gone && !self.is_folder_gone {
                    // Else the screen would go on saying that it is not there.
                    self.notices.push("The folder is back.".to_owned());
                }
                self.notices.extend(state.notice().map(std::borrow::Cow::into_owned));
                self.has_news |= !self.notices.is_empty();
            }
            LoadEvent::WorkerDied(died) => self.worker_died(died),
            LoadEvent::LookAgain => self.look_at(WalkScope::Everything),
            LoadEvent::Wake => {}
        }
        None
    }

    fn publish_if_due(&mut self) {
        if !self.has_news {
            return;
        }
        let is_first = !self.has_published;
        let is_due = Instant::now() >= self.next_publish || (is_first && self.builder.n_rows() >= FIRST_ARTICLES);
        if !is_due {
            return;
        }
        if is_first && self.builder.is_empty() && self.pass.is_some() {
            // Problems alone are no first page; the next batch may bring one.
            self.next_publish = Instant::now() + FIRST_WAIT;
            self.has_news = false;
            return;
        }
        self.publish();
    }

    fn publish(&mut self) {
        let started = Instant::now();
        if let Some(pass) = &self.pass {
            pass.counters.is_shown.store(true, Ordering::Relaxed);
            self.progress = pass.counters.progress(false);
            if self.is_complete {
                // Of a folder that has been read a change of some files is no new reading.
                self.progress.is_done = true;
                self.progress.accounting = self.accounting();
            }
        }
        let of_walk = self.pass.as_ref().map_or(&[][..], |pass| &pass.problems);
        let kept = if self.pass.as_ref().is_some_and(|pass| pass.scope == WalkScope::Everything) && !self.is_complete {
            &[][..]
        } else {
            &self.walk_problems
        };
        let of_files = self.problems.values().flatten().chain(of_walk).chain(kept).cloned();
        let mut problems: Vec<Problem> = of_files.chain(self.unread_problem()).collect();
        problems.sort_by(|a, b| (a.severity, &a.path, a.line).cmp(&(b.severity, &b.path, b.line)));
        problems.dedup();
        (self.publish)(Loaded {
            snapshot: self.builder.snapshot(),
            progress: Progress { n_files_not_shown: n_files_not_shown(&problems), ..self.progress },
            problems: problems.into(),
            writer_time: self.writer_time,
            notices: std::mem::take(&mut self.notices),
        });
        (self.has_published, self.has_news) = (true, false);
        // With millions of articles a snapshot takes its time, and reading is to go on.
        let rest = started.elapsed() * 4;
        self.no_publish_before = Instant::now() + rest;
        self.next_publish = Instant::now() + PUBLISH_WAIT.max(rest);
    }

    /// When there is something to do without an event.
    fn next_wake(&self) -> Option<Instant> {
        let publish = self.has_news.then_some(self.next_publish);
        let write = self.write_at.filter(|_| {
            self.is_uncommitted && self.pass.is_none() && self.committer.is_some() && !self.is_writer_busy()
        });
        publish.into_iter().chain(write).chain(self.walk_at).min()
    }

    fn is_writer_busy(&self) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.busy_with.is_some())
    }

    /// True if nothing is left to do, and nothing is watched.
    fn is_done(&self) -> bool {
        let is_written = self.committer.is_none() || !self.is_uncommitted;
        let is_over = self.pass.is_none() && self.watcher.is_none() && self.waiting.is_none();
        is_over && is_written && !self.is_writer_busy() && !self.has_news
    }
}
