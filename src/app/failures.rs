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
        if failed.generation != self.next_generation.unwrap_or(self.generation) {
            return;
        }
        if self.next_generation.is_some() {
            // What is shown is of a reading that has been stopped, so that none of its texts could be opened.
            self.begin_generation(failed.generation, true, effects);
        }
        self.progress.is_done = true;
        self.progress.is_walking = false;
        // Unlike a notice it stays until the folder is read again.
        let problem = Problem::new("", Severity::NotShown, format!("not everything was read: {}", failed.died));
        self.progress.n_files_not_shown += 1;
        self.problems = std::iter::once(problem).chain(self.problems.iter().cloned()).collect();
        self.worker_died(&failed.died);
    }

    /// Says that a worker died.
    pub(super) fn worker_died(&mut self, died: &WorkerDied) {
        let log = if died.is_logged() { " See the log." } else { "" };
        self.notice = Some(format!("{}.{log}", upper_first(&died.to_string())));
    }

    /// The search of `ticket` will not be answered.
    pub(super) fn search_failed(&mut self, ticket: u64) {
        if ticket != self.ticket {
            return;
        }
        self.is_searching = false;
        if self.filter.is_active() {
            self.has_search_failed = true;
            self.show_hits(Hits::nothing(ticket, &self.snapshot));
        } else {
            // Without a filter only the order is missing.
            self.sort = Sort::Newest;
            self.show_hits(Hits::everything(ticket, &self.snapshot));
        }
    }
}
