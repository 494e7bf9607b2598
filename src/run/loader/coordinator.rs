//! Coordinates one load: merges batches into snapshots, hands segments to the index writer, applies folder changes.
//!
//! | file | state and work |
//! |---|---|
//! | `catalog` | the articles and files read so far |
//! | `schedule` | the times at which the load acts without an event |
//! | `pass` | one walk, and the parsers of the files that it finds |
//! | `writing` | the index on disk |
//! | `failures` | threads that died or were refused |

use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::Scope as ThreadScope;
use std::time::Instant;

use super::files_of_index::FilesOfIndex;
use super::follower::Follower;
use super::manifest::Manifest;
use super::opened_index::OpenedIndex;
use super::walker::WalkScope;
use super::write_budget::WriteBudget;
use super::{LoadControl, LoadEnd, LoadEvent, LoadRequest, Loaded};
use crate::app::message::{Progress, WorkerDied};
use crate::article::{Problem, n_files_not_shown};
use crate::corpus::Corpus;
use crate::index::stored::Damaged;
use crate::index::stored::commit::Contents;
use crate::index::{DamageListener, SnapshotBuilder, TextSource};
use crate::run::watcher::{WatchReport, WatchState, Watcher};
use crate::run::worker::{LOAD_COORDINATOR, panic_if_tested};

mod catalog;
mod failures;
mod pass;
mod schedule;
mod writing;

use catalog::Catalog;
use pass::Pass;
use schedule::{FIRST_ARTICLES, Schedule};
use writing::IndexOutput;

/// The state that the threads of a load share.
struct Shared<'load> {
    request: &'load LoadRequest,
    manifest: RwLock<Manifest>,
    budget: WriteBudget,
    /// True if the load is over or was stopped.
    is_over: AtomicBool,
}

/// Runs one load.
pub(super) fn run(request: &LoadRequest, stop: &LoadControl, mut publish: impl FnMut(Loaded)) -> LoadEnd {
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
        // The scope waits for its threads, even if this thread panics.
        let _over = EndThreadsOnDrop(&shared.is_over);
        LoadCoordinator::new(scope, &shared, stop, (opened, builder), events, publish).run(&received)
    })
}

/// Guard that ends the threads of a load when it is dropped.
struct EndThreadsOnDrop<'load>(&'load AtomicBool);

impl Drop for EndThreadsOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Returns a builder that holds the articles of the index, if there is one.
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

/// The progress of reading and publishing the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// No snapshot has been published.
    Empty,
    /// Some articles have been published, but not the whole folder has been read.
    Partial,
    /// The whole folder has been read at least once.
    Complete,
}

/// The coordinator of one load. It runs on the thread that called [`super::load`].
struct LoadCoordinator<'scope, 'load, Publish> {
    scope: &'scope ThreadScope<'scope, 'load>,
    shared: &'scope Shared<'load>,
    stop: &'scope LoadControl,
    publish: Publish,
    /// The sender for the threads of the load.
    ///
    /// The coordinator holds one itself, so its channel never closes. It waits only while a thread works or a time is
    /// set, and every thread reports its end, even a panic.
    events: Sender<LoadEvent>,
    catalog: Catalog<'scope>,
    schedule: Schedule,
    output: IndexOutput,
    phase: Phase,
    pass: Option<Pass<'scope>>,
    n_walks: u32,
    watcher: Option<Watcher>,
    /// True if the last report of the watch was that the folder does not exist.
    is_folder_gone: bool,
    /// The thread whose death left files unread. It is kept until a later pass has read everything.
    unread: Option<WorkerDied>,
    /// Another thread of the load that died.
    died: Option<WorkerDied>,
    progress: Progress,
    notices: Vec<String>,
}

impl<'scope, 'load, Publish: FnMut(Loaded)> LoadCoordinator<'scope, 'load, Publish> {
    fn new(
        scope: &'scope ThreadScope<'scope, 'load>,
        shared: &'scope Shared<'load>,
        stop: &'scope LoadControl,
        (mut opened, builder): (OpenedIndex, SnapshotBuilder),
        events: Sender<LoadEvent>,
        publish: Publish,
    ) -> Self {
        let notices = std::mem::take(&mut opened.notices);
        let mut progress = Progress { is_walking: true, ..Progress::default() };
        if let Some(contents) = &opened.contents {
            progress.is_done = contents.is_complete;
            progress.accounting = contents.accounting;
        }
        Self {
            scope,
            shared,
            stop,
            publish,
            events,
            catalog: Catalog::new(shared, builder),
            schedule: Schedule::new(),
            output: IndexOutput::new(opened),
            phase: if progress.is_done { Phase::Complete } else { Phase::Empty },
            pass: None,
            n_walks: 0,
            watcher: None,
            is_folder_gone: false,
            unread: None,
            died: None,
            progress,
            notices,
        }
    }

    fn run(mut self, received: &Receiver<LoadEvent>) -> LoadEnd {
        panic_if_tested(LOAD_COORDINATOR);
        if let Some(contents) = self.output.take_contents()
            && let Err(damaged) = self.show_index(&contents)
        {
            return self.give_up_index(&damaged);
        }
        self.start_writing();
        self.start_watching();
        if self.phase != Phase::Empty && self.watcher.is_some() {
            // The articles of the index are shown already. A walk that starts after the watch misses no change, so one
            // walk is enough.
            self.schedule.wait_for_watch();
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
            if self.schedule.take_due_walk() {
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

    /// Publishes the articles of the index before any file is read: first the first page, then the whole order.
    ///
    /// # Errors
    /// The damage that it finds, in words.
    fn show_index(&mut self, contents: &Contents) -> Result<(), String> {
        self.publish();
        if self.catalog.builder.read_order().map_err(ToString::to_string)? {
            self.publish();
        }
        let files = FilesOfIndex::of(contents).map_err(|damaged| damaged.to_string())?;
        self.catalog.add_files_of_index(files).map_err(|damaged| damaged.to_string())?;
        self.note_changes(Ok(()));
        Ok(())
    }

    /// Notes the changes that an operation made to the catalog, and reports the damage that it found.
    fn note_changes(&mut self, outcome: Result<(), Damaged>) {
        if self.catalog.take_changed() {
            self.output.is_uncommitted = true;
            self.schedule.note_change();
        }
        if let Err(damaged) = outcome {
            self.report_damage(&damaged);
        }
    }

    fn report_damage(&self, damaged: &Damaged) {
        let _ = self.events.send(LoadEvent::Damaged(damaged.to_string()));
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
                    self.schedule.hurry_publishing();
                }
                let outcome = self.catalog.add(*batch);
                self.note_changes(outcome);
            }
            LoadEvent::WalkProblem(problem) => {
                self.schedule.note_news();
                if let Some(pass) = &mut self.pass {
                    pass.problems.push(problem);
                }
            }
            LoadEvent::WorkFound => self.start_parsers(),
            LoadEvent::ReadAgain(path) => self.catalog.read_again(&path),
            LoadEvent::Shorten(path, lines) => {
                let outcome = self.catalog.shorten(&path, lines);
                self.note_changes(outcome);
            }
            LoadEvent::Remember(chunk) => {
                self.catalog.remember(chunk);
                self.note_changes(Ok(()));
            }
            LoadEvent::WalkDone(outcome) => self.walk_done(outcome),
            LoadEvent::ParserDone => {
                if let Some(pass) = &mut self.pass {
                    pass.n_parsers -= 1;
                }
            }
            LoadEvent::Written(written) => return self.written(written),
            LoadEvent::Damaged(what) => return Some(self.give_up_index(&what)),
            LoadEvent::News(WatchReport::Changes(changes)) => {
                self.look_at(if changes.must_rescan { WalkScope::Everything } else { WalkScope::Only(changes.paths) });
            }
            LoadEvent::News(WatchReport::State(state)) => {
                if self.schedule.stop_waiting_for_watch() || state == WatchState::Watching {
                    // Changes between the first walk and the start of the watch are not reported by anyone.
                    self.look_at(WalkScope::Everything);
                }
                let was_gone = std::mem::replace(&mut self.is_folder_gone, state == WatchState::Vanished);
                if was_gone && !self.is_folder_gone {
                    // Until now, the screen says that the folder does not exist.
                    self.notices.push("The folder is back.".to_owned());
                }
                self.notices.extend(state.notice().map(std::borrow::Cow::into_owned));
                if !self.notices.is_empty() {
                    self.schedule.note_news();
                }
            }
            LoadEvent::WorkerDied(died) => self.worker_died(died),
            LoadEvent::LookAgain => self.look_at(WalkScope::Everything),
            LoadEvent::Wake => {}
        }
        None
    }

    fn publish_if_due(&mut self) {
        if !self.schedule.has_news() {
            return;
        }
        let is_first = self.phase == Phase::Empty;
        let builder = &self.catalog.builder;
        let has_first_page = is_first && builder.n_rows() >= FIRST_ARTICLES;
        if !self.schedule.is_time_to_publish() && !has_first_page {
            return;
        }
        if is_first && builder.is_empty() && self.pass.is_some() {
            // A first page of problems alone is not useful. The next batch may bring articles.
            self.schedule.put_off_first();
            return;
        }
        self.publish();
    }

    fn publish(&mut self) {
        let started = Instant::now();
        let is_complete = self.phase == Phase::Complete;
        if let Some(pass) = &self.pass {
            pass.counters.is_shown.store(true, Ordering::Relaxed);
            self.progress = pass.counters.progress(false);
            if is_complete {
                // Reading some changed files again does not restart the progress of the folder.
                self.progress.is_done = true;
                self.progress.accounting = self.catalog.accounting();
            }
        }
        let of_walk = self.pass.as_ref().map_or(&[][..], |pass| &pass.problems);
        let is_first_walk = self.pass.as_ref().is_some_and(|pass| pass.scope == WalkScope::Everything) && !is_complete;
        let kept = if is_first_walk { &[][..] } else { &self.catalog.walk_problems };
        let known = self.catalog.file_problems().chain(of_walk).chain(kept).cloned();
        let mut problems: Vec<Problem> = known.chain(self.unread_problem()).collect();
        problems.sort_by(|a, b| (a.severity, &a.path, a.line).cmp(&(b.severity, &b.path, b.line)));
        problems.dedup();
        (self.publish)(Loaded {
            snapshot: self.catalog.builder.snapshot(),
            progress: Progress { n_files_not_shown: n_files_not_shown(&problems), ..self.progress },
            problems: problems.into(),
            writer_time: self.output.writer_time,
            notices: std::mem::take(&mut self.notices),
        });
        if self.phase == Phase::Empty {
            self.phase = Phase::Partial;
        }
        self.schedule.published(started);
    }

    fn next_wake(&self) -> Option<Instant> {
        self.schedule.next_wake(self.pass.is_none() && self.output.may_write())
    }

    /// True if nothing is left to do and nothing is watched.
    fn is_done(&self) -> bool {
        let is_over = self.pass.is_none() && self.watcher.is_none() && !self.schedule.has_next_walk();
        is_over && self.output.is_at_rest() && !self.schedule.has_news()
    }
}
