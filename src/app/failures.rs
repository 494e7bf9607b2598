//! Reports on the screen that a thread of the program is gone.

use super::App;
use super::effect::Effect;
use super::message::{ReadingFailed, WorkerDied};
use crate::article::{Problem, Severity};
use crate::query::{Hits, Sort};
use crate::text::sentences::upper_first;

impl App {
    /// The reading of the folder ended: what has been read is all there will be.
    pub(super) fn reading_failed(&mut self, failed: &ReadingFailed, effects: &mut Vec<Effect>) {
        if failed.generation != self.load.next_generation.unwrap_or(self.load.generation) {
            return;
        }
        if self.load.next_generation.is_some() {
            // What is shown is of a reading that has been stopped, so that none of its texts could be opened.
            self.begin_generation(failed.generation, true, effects);
        }
        self.load.progress.is_done = true;
        self.load.progress.is_walking = false;
        // Unlike a notice it stays until the folder is read again.
        let problem = Problem::new("", Severity::NotShown, format!("not everything was read: {}", failed.died));
        self.load.progress.n_files_not_shown += 1;
        self.load.problems = std::iter::once(problem).chain(self.load.problems.iter().cloned()).collect();
        self.worker_died(&failed.died);
    }

    /// Says that a worker died.
    pub(super) fn worker_died(&mut self, died: &WorkerDied) {
        let log = if died.is_logged() { " See the log." } else { "" };
        self.notice = Some(format!("{}.{log}", upper_first(&died.to_string())));
    }

    /// The search of `ticket` will not be answered.
    pub(super) fn search_failed(&mut self, ticket: u64) {
        if ticket != self.search_state.ticket {
            return;
        }
        self.search_state.is_running = false;
        if self.filter.is_active() {
            self.search_state.has_failed = true;
            self.show_hits(Hits::nothing(ticket, &self.snapshot));
        } else {
            // Without a filter only the order is missing.
            self.sort = Sort::Newest;
            self.show_hits(Hits::everything(ticket, &self.snapshot));
        }
    }
}
