//! Reports on the screen that a thread of the program has stopped.

use super::App;
use super::effect::Effect;
use super::message::{ReadingFailed, WorkerDied};
use crate::article::{Problem, Severity};
use crate::query::{Hits, Sort};
use crate::text::sentences::upper_first;

impl App {
    /// Ends the load, because a thread that it needs has stopped. The articles read so far remain.
    pub(super) fn reading_failed(&mut self, failed: &ReadingFailed, effects: &mut Vec<Effect>) {
        if failed.generation != self.load.next_generation.unwrap_or(self.load.generation) {
            return;
        }
        if self.load.next_generation.is_some() {
            // The articles in view are of an earlier load, whose texts cannot be opened any more.
            self.begin_generation(failed.generation, true, effects);
        }
        self.load.progress.is_done = true;
        self.load.progress.is_walking = false;
        // A problem stays until the folder is read again; a notice does not.
        let problem = Problem::new("", Severity::NotShown, format!("not everything was read: {}", failed.died));
        self.load.progress.n_files_not_shown += 1;
        self.load.problems = std::iter::once(problem).chain(self.load.problems.iter().cloned()).collect();
        self.worker_died(&failed.died);
    }

    /// Shows a notice that a worker died.
    pub(super) fn worker_died(&mut self, died: &WorkerDied) {
        let log = if died.is_logged() { " See the log." } else { "" };
        self.notice = Some(format!("{}.{log}", upper_first(&died.to_string())));
    }

    /// Ends the search of `ticket`, which will not be answered.
    pub(super) fn search_failed(&mut self, ticket: u64) {
        if ticket != self.search_state.ticket {
            return;
        }
        self.search_state.is_running = false;
        if self.filter.is_active() {
            self.search_state.has_failed = true;
            self.show_hits(Hits::nothing(ticket, &self.snapshot));
        } else {
            // Without a filter, the search is only for the order of the list.
            self.sort = Sort::Newest;
            self.show_hits(Hits::everything(ticket, &self.snapshot));
        }
    }
}
