//! A walk, and the reading of what it finds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::thread::ScopedJoinHandle;
use std::time::Instant;

use super::LoadCoordinator;
use crate::app::message::WorkerDied;
use crate::article::{Problem, Severity};
use crate::corpus::{self, WalkOutcome};
use crate::index::SegmentBuilder;
use crate::run::loader::Loaded;
use crate::run::loader::changes::{Gone, gone};
use crate::run::loader::counters::Counters;
use crate::run::loader::parser::Parser;
use crate::run::loader::tasks::{TaskSender, Tasks};
use crate::run::loader::walker::{WalkScope, Walker};
use crate::run::local_day;
use crate::run::worker::{PARSER, WALKER, spawn_scoped_worker};

/// A walk, and the reading of what it finds.
pub(super) struct Pass<'scope> {
    pub scope: WalkScope,
    pub thread: Option<ScopedJoinHandle<'scope, ()>>,
    pub counters: Arc<Counters>,
    pub tasks: Arc<Tasks<'scope>>,
    pub n_readers: usize,
    /// Why there is no parser for what was found.
    pub refused: Option<WorkerDied>,
    pub outcome: Option<WalkOutcome>,
    /// True if a thread of it died or was refused, so that not all that it found has been read.
    pub has_failed: bool,
    /// What this walk set aside, or could not read.
    pub problems: Vec<Problem>,
    pub started: Instant,
}

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    /// Starts a walk, and parsers for what it finds.
    pub(super) fn start_pass(&mut self, scope: WalkScope) {
        let scope = match scope {
            WalkScope::Only(paths) => WalkScope::Only(corpus::with_renderings(&self.shared.request.corpus, paths)),
            WalkScope::Everything => WalkScope::Everything,
        };
        self.n_walks += 1;
        self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).walk = self.n_walks;
        let counters = Arc::new(Counters::new());
        counters.is_shown.store(self.has_published, Ordering::Relaxed);
        let tasks = Arc::new(Tasks::new(self.stop.preference()));
        let request = self.shared.request;
        let walker = Walker {
            corpus: &request.corpus,
            options: &request.options,
            stop: &self.shared.is_over,
            counters: Arc::clone(&counters),
            manifest: &self.shared.manifest,
            tasks: TaskSender(Arc::clone(&tasks)),
            has_work: AtomicBool::new(false),
            events: self.events.clone(),
        };
        let walk_scope = scope.clone();
        let thread = spawn_scoped_worker(self.scope, WALKER, self.events.clone(), move || walker.run(&walk_scope));
        let (thread, died) = match thread {
            Ok(thread) => (Some(thread), None),
            Err(died) => (None, Some(died)),
        };
        self.pass = Some(Pass {
            scope,
            thread,
            counters,
            tasks,
            n_readers: 0,
            refused: None,
            outcome: None,
            has_failed: false,
            problems: Vec::new(),
            started: Instant::now(),
        });
        if let Some(died) = died {
            self.worker_died(died);
        }
    }

    /// Starts the parsers of a pass that has found something to read.
    pub(super) fn start_readers(&mut self) {
        let Some(pass) = self.pass.as_mut().filter(|pass| pass.n_readers == 0) else { return };
        let request = self.shared.request;
        let n_readers = match &pass.scope {
            WalkScope::Only(paths) => corpus::n_cores().min(paths.len().max(1)),
            WalkScope::Everything => corpus::n_cores(),
        };
        let (today, needs) = (local_day::today(), request.needs_of_segments());
        for _ in 0..n_readers {
            let parser = Parser {
                corpus: &request.corpus,
                options: &request.options,
                stop: &self.shared.is_over,
                counters: Arc::clone(&pass.counters),
                budget: &self.shared.budget,
                events: self.events.clone(),
                today,
                needs,
                builder: SegmentBuilder::of(needs),
                previews: SegmentBuilder::of(needs),
                previewed: Vec::new(),
                is_awaited: false,
                tasks: Arc::clone(&pass.tasks),
                problems: Vec::new(),
                last_sent: Instant::now(),
            };
            match spawn_scoped_worker(self.scope, PARSER, self.events.clone(), move || parser.run()) {
                Ok(_) => pass.n_readers += 1,
                Err(died) => pass.refused = Some(died),
            }
        }
        // With fewer threads than hoped for the reading is only slower.
        if pass.n_readers > 0 {
            pass.refused = None;
        }
    }

    pub(super) fn walk_done(&mut self, outcome: WalkOutcome) {
        let Some(pass) = &mut self.pass else { return };
        pass.outcome = Some(outcome);
        if pass.refused.take().is_none() {
            return;
        }
        // The threads of the walk have made room for a parser; without one there is no reading.
        let _ = pass.thread.take().map(ScopedJoinHandle::join);
        self.start_readers();
        if let Some(died) = self.pass.as_mut().and_then(|pass| pass.refused.take()) {
            self.pass_failed(died);
        }
    }

    /// Looks at a part of the folder, now or when the walk that is under way is over.
    pub(super) fn look_at(&mut self, scope: WalkScope) {
        self.waiting = Some(match (self.waiting.take(), scope) {
            (Some(WalkScope::Everything), _) | (_, WalkScope::Everything) => WalkScope::Everything,
            (None, scope) => scope,
            (Some(WalkScope::Only(mut waiting)), WalkScope::Only(more)) => {
                waiting.extend(more);
                WalkScope::Only(waiting)
            }
        });
        self.start_waiting_pass();
    }

    pub(super) fn start_waiting_pass(&mut self) {
        if self.pass.is_none()
            && let Some(scope) = self.waiting.take()
        {
            self.start_pass(scope);
        }
    }

    /// Ends the walk once all that it found has been read.
    pub(super) fn end_pass_if_over(&mut self) {
        let Some(pass) = self.pass.take_if(|pass| pass.n_readers == 0 && pass.outcome.is_some()) else { return };
        let mut outcome = pass.outcome.unwrap_or_default();
        outcome.was_stopped |= pass.has_failed;
        if pass.has_failed {
            self.keep_all_outdated();
        } else {
            self.drop_all_outdated();
        }
        self.drop_all_previews();
        let gone = {
            let manifest = self.shared.manifest.read().unwrap_or_else(PoisonError::into_inner);
            gone(&manifest, &pass.scope, &outcome, self.device)
        };
        let mut problems = pass.problems;
        match gone {
            Gone::Files(paths) => {
                self.forget_all(&paths);
                if pass.scope == WalkScope::Everything {
                    self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).sort_if_due();
                }
                if pass.has_failed {
                    self.is_complete = false;
                } else if pass.scope == WalkScope::Everything {
                    self.unread = None;
                    self.is_complete |= outcome.is_complete();
                    self.stop.preference().clear();
                    self.device = outcome.device;
                }
            }
            Gone::Folder => problems.push(Problem::new(
                "",
                Severity::NotShown,
                "the folder or its disk no longer exists; its articles are those of the last reading",
            )),
        }
        match &pass.scope {
            WalkScope::Everything => self.walk_problems = problems,
            WalkScope::Only(paths) => {
                self.walk_problems.retain(|problem| !paths.iter().any(|path| problem.path.starts_with(path)));
                self.walk_problems.append(&mut problems);
            }
        }
        if let Some(watcher) = &self.watcher {
            watcher.rescan_took(pass.started.elapsed());
        }
        self.builder.count_repeated();
        // A reading that failed and goes no further is over when that is said.
        self.progress = pass.counters.progress(!pass.has_failed || self.watcher.is_some());
        self.progress.accounting = self.accounting();
        if pass.scope == WalkScope::Everything {
            // After the whole folder nothing more is to be expected; single files may be followed by others.
            self.write_at = Some(Instant::now());
        }
        self.publish();
        self.start_waiting_pass();
    }
}
