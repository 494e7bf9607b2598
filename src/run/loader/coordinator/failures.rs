//! What happens when a thread of the reading dies or is refused: the reading goes on without it, and says so.

use super::LoadCoordinator;
use super::WalkScope;
use crate::app::message::{WorkerDied, WorkerFate};
use crate::article::{Problem, Severity};
use crate::corpus::WalkOutcome;
use crate::run::loader::Loaded;
use crate::run::worker::{INDEX_WRITER, PARSER, WATCHER};

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    /// A thread of the reading died or was refused.
    pub(super) fn worker_died(&mut self, died: WorkerDied) {
        match died.name {
            WATCHER => {
                self.watcher = None;
                self.notices.push(format!("The folder is not watched, as {died}."));
                self.has_news = true;
                // The first walk does not wait for it any longer.
                if self.walk_at.take().is_some() {
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
                    pass.n_readers = pass.n_readers.saturating_sub(1);
                }
                self.pass_failed(died);
            }
            _ => {
                if let Some(pass) = &mut self.pass {
                    // Nothing of the folder counts as seen.
                    pass.outcome = Some(WalkOutcome { was_stopped: true, ..WalkOutcome::default() });
                }
                self.pass_failed(died);
            }
        }
    }

    /// Not all that the pass was for is read.
    pub(super) fn pass_failed(&mut self, died: WorkerDied) {
        if let Some(pass) = &mut self.pass {
            pass.has_failed = true;
        }
        self.notices.push(format!("Not everything was read: {died}."));
        self.has_news = true;
        self.unread = Some(died);
    }

    /// That not everything was read, where the reading goes on. One that ends says it by its end.
    pub(super) fn unread_problem(&self) -> Option<Problem> {
        let died = self.unread.as_ref().filter(|_| self.watcher.is_some())?;
        Some(Problem::new("", Severity::NotShown, format!("not everything was read: {died}")))
    }

    /// What is read is right without that thread; a panic is told at the end all the same.
    fn end_failed_unless_refused(&mut self, died: WorkerDied) {
        if !matches!(died.fate, WorkerFate::Refused(_)) {
            self.died.get_or_insert(died);
        }
    }
}
