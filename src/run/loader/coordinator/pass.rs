//! A pass: one walk, and the parsers of the files that it finds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::thread::ScopedJoinHandle;
use std::time::Instant;

use super::{LoadCoordinator, Phase};
use crate::app::message::WorkerDied;
use crate::article::{Problem, Severity};
use crate::corpus::{self, WalkOutcome};
use crate::index::SegmentBuilder;
use crate::run::loader::Loaded;
use crate::run::loader::changes::{Deletions, find_deletions};
use crate::run::loader::counters::Counters;
use crate::run::loader::parser::Parser;
use crate::run::loader::tasks::{TaskSender, Tasks};
use crate::run::loader::walker::{WalkScope, Walker};
use crate::run::local_day;
use crate::run::worker::{PARSER, WALKER, spawn_scoped_worker};

/// One walk, and the parsers of the files that it finds.
pub(super) struct Pass<'scope> {
    pub scope: WalkScope,
    pub thread: Option<ScopedJoinHandle<'scope, ()>>,
    pub counters: Arc<Counters>,
    pub tasks: Arc<Tasks<'scope>>,
    pub n_parsers: usize,
    /// The refusal of the last parser, if no parser runs.
    pub refused: Option<WorkerDied>,
    pub outcome: Option<WalkOutcome>,
    /// True if a thread of the pass died or was refused, so not everything was read.
    pub has_failed: bool,
    /// The problems and set-aside files of this walk.
    pub problems: Vec<Problem>,
    pub started: Instant,
}

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    /// Starts a walk over `scope`.
    pub(super) fn start_pass(&mut self, scope: WalkScope) {
        let scope = match scope {
            WalkScope::Only(paths) => WalkScope::Only(corpus::with_renderings(&self.shared.request.corpus, paths)),
            WalkScope::Everything => WalkScope::Everything,
        };
        self.n_walks += 1;
        self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).walk = self.n_walks;
        let counters = Arc::new(Counters::new());
        counters.is_shown.store(self.phase != Phase::Empty, Ordering::Relaxed);
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
            n_parsers: 0,
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

    /// Starts the parsers, if none runs. Called when the walk has found the first chunk to read.
    pub(super) fn start_parsers(&mut self) {
        let Some(pass) = self.pass.as_mut().filter(|pass| pass.n_parsers == 0) else { return };
        let request = self.shared.request;
        let n_parsers = match &pass.scope {
            WalkScope::Only(paths) => corpus::n_cores().min(paths.len().max(1)),
            WalkScope::Everything => corpus::n_cores(),
        };
        let (today, needs) = (local_day::today(), request.needs_of_segments());
        for _ in 0..n_parsers {
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
                Ok(_) => pass.n_parsers += 1,
                Err(died) => pass.refused = Some(died),
            }
        }
        // Fewer parsers only make the load slower.
        if pass.n_parsers > 0 {
            pass.refused = None;
        }
    }

    pub(super) fn walk_done(&mut self, outcome: WalkOutcome) {
        let Some(pass) = &mut self.pass else { return };
        pass.outcome = Some(outcome);
        if pass.refused.take().is_none() {
            return;
        }
        // The threads of the walk have ended, so the system may now allow a parser. Without a parser nothing is read.
        let _ = pass.thread.take().map(ScopedJoinHandle::join);
        self.start_parsers();
        if let Some(died) = self.pass.as_mut().and_then(|pass| pass.refused.take()) {
            self.pass_failed(died);
        }
    }

    /// Starts a walk over `scope`, now or after the current pass.
    pub(super) fn look_at(&mut self, scope: WalkScope) {
        self.schedule.add_walk(scope);
        self.start_next_pass();
    }

    fn start_next_pass(&mut self) {
        if self.pass.is_none()
            && let Some(scope) = self.schedule.take_next_walk()
        {
            self.start_pass(scope);
        }
    }

    /// Ends the pass if the walk is over and all files that it found have been read.
    pub(super) fn end_pass_if_over(&mut self) {
        let Some(pass) = self.pass.take_if(|pass| pass.n_parsers == 0 && pass.outcome.is_some()) else { return };
        let mut outcome = pass.outcome.unwrap_or_default();
        outcome.was_stopped |= pass.has_failed;
        let deleted = if pass.has_failed {
            self.catalog.keep_all_outdated();
            Ok(())
        } else {
            self.catalog.delete_all_outdated()
        };
        let deleted = deleted.and_then(|()| self.catalog.delete_all_previews());
        self.note_changes(deleted);
        let deletions = {
            let manifest = self.shared.manifest.read().unwrap_or_else(PoisonError::into_inner);
            find_deletions(&manifest, &pass.scope, &outcome, self.output.device)
        };
        let mut problems = pass.problems;
        match deletions {
            Deletions::Files(paths) => {
                let deleted = self.catalog.forget_all(&paths);
                self.note_changes(deleted);
                if pass.scope == WalkScope::Everything {
                    self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).sort_if_due();
                }
                if pass.has_failed {
                    self.phase = Phase::Partial;
                } else if pass.scope == WalkScope::Everything {
                    self.unread = None;
                    if outcome.is_complete() {
                        self.phase = Phase::Complete;
                    }
                    self.stop.preference().clear();
                    self.output.device = outcome.device;
                }
            }
            Deletions::Folder => problems.push(Problem::new(
                "",
                Severity::NotShown,
                "the folder or its disk no longer exists; its articles are those of the last reading",
            )),
        }
        let walk_problems = &mut self.catalog.walk_problems;
        match &pass.scope {
            WalkScope::Everything => *walk_problems = problems,
            WalkScope::Only(paths) => {
                walk_problems.retain(|problem| !paths.iter().any(|path| problem.path.starts_with(path)));
                walk_problems.append(&mut problems);
            }
        }
        if let Some(watcher) = &self.watcher {
            watcher.rescan_took(pass.started.elapsed());
        }
        self.catalog.builder.count_repeated();
        // A load that failed and is not watched ends after the failure has been reported.
        self.progress = pass.counters.progress(!pass.has_failed || self.watcher.is_some());
        self.progress.accounting = self.catalog.accounting();
        if pass.scope == WalkScope::Everything {
            // After a walk over the whole folder, no more changes are expected. Single files may be followed by others.
            self.schedule.write_now();
        }
        self.publish();
        self.start_next_pass();
    }
}
