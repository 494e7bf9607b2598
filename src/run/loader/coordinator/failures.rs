//! Threads of a load that die or are refused. The load continues without them, and reports them.

use super::LoadCoordinator;
use super::WalkScope;
use crate::app::message::{WorkerDied, WorkerFate};
use crate::article::{Problem, Severity};
use crate::corpus::WalkOutcome;
use crate::run::loader::Loaded;
use crate::run::worker::{INDEX_WRITER, PARSER, WATCHER};

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    /// Continues without a thread that died or was refused.
    pub(super) fn worker_died(&mut self, died: WorkerDied) {
        match died.name {
            WATCHER => {
                self.watcher = None;
                self.notices.push(format!("The folder is not watched, as {died}."));
                self.schedule.note_news();
                // The first walk must not wait for the watch any longer.
                if self.schedule.stop_waiting_for_watch() {
                    self.look_at(WalkScope::Everything);
                }
                self.end_failed_unless_refused(died);
            }
            INDEX_WRITER => {
                self.stop_writing(&died.to_string());
                self.end_failed_unless_refused(died);
            }
            PARSER => {
                if let Some(pass) = &mut self.pass {
                    pass.n_parsers = pass.n_parsers.saturating_sub(1);
                }
                self.pass_failed(died);
            }
            _ => {
                if let Some(pass) = &mut self.pass {
                    // No path counts as walked, so no file counts as deleted.
                    pass.outcome = Some(WalkOutcome { was_stopped: true, ..WalkOutcome::default() });
                }
                self.pass_failed(died);
            }
        }
    }

    /// Notes that the pass has not read all its files.
    pub(super) fn pass_failed(&mut self, died: WorkerDied) {
        if let Some(pass) = &mut self.pass {
            pass.has_failed = true;
        }
        self.notices.push(format!("Not everything was read: {died}."));
        self.schedule.note_news();
        self.unread = Some(died);
    }

    /// Returns the problem that not everything was read, if the load continues. A load that ends reports it by its
    /// result.
    pub(super) fn unread_problem(&self) -> Option<Problem> {
        let died = self.unread.as_ref().filter(|_| self.watcher.is_some())?;
        Some(Problem::new("", Severity::NotShown, format!("not everything was read: {died}")))
    }

    /// Stores the death of a thread, to report it at the end of the load. A refusal is not stored, because the articles
    /// are correct without the thread.
    fn end_failed_unless_refused(&mut self, died: WorkerDied) {
        if !matches!(died.fate, WorkerFate::Refused(_)) {
            self.died.get_or_insert(died);
        }
    }
}
