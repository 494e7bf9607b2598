//! When the index is written, committed, and given up.

use std::sync::atomic::Ordering;
use std::time::Instant;

use super::Keeper;
use crate::index::Part;
use crate::index::cache::{self, prune};
use crate::index::stored::Damaged;
use crate::index::stored::commit;
use crate::run::loader::index_writer::Written;
use crate::run::loader::{Ended, Loaded};

impl<Publish: FnMut(Loaded)> Keeper<'_, '_, Publish> {
    /// Whether what waits is to be written whether or not it is much.
    pub(super) fn is_time_to_write(&self) -> bool {
        let is_quiet = self.write_at.is_some_and(|at| Instant::now() >= at);
        self.pass.is_none() && self.is_uncommitted && (self.watcher.is_none() || is_quiet || !self.is_complete)
    }

    pub(super) fn write_if_due(&mut self) {
        let is_urgent = self.is_time_to_write();
        let (Some(writer), Some(committer)) = (&mut self.writer, &mut self.committer) else { return };
        if writer.write_if_due(self.builder.parts(), || committer.next_number(), is_urgent) {
            return;
        }
        if is_urgent && writer.busy_with.is_none() {
            // Nothing is left in memory: the order and the rows that went are all that changed.
            self.commit();
            self.builder.rest();
        }
        let (Some(writer), Some(committer)) = (&mut self.writer, &mut self.committer) else { return };
        let is_over = self.pass.is_none() && !self.is_uncommitted;
        writer.join_if_due(self.builder.parts(), is_over, || committer.next_number());
    }

    pub(super) fn written(&mut self, written: Written) -> Option<Ended> {
        let replaced = self.writer.as_mut().and_then(|writer| writer.busy_with.take())?;
        self.writer_time = written.processor_time.or(self.writer_time);
        match written.outcome {
            Ok(segment) => {
                let before: Vec<Part> = self.builder.parts()[replaced.clone()].to_vec();
                self.builder.replace(replaced, segment);
                self.has_news = true;
                let is_committed = self.commit();
                for part in before {
                    match part {
                        Part::Memory(segment) => self.shared.room.give_back(segment.n_bytes()),
                        // The last commit still refers to it where there was no other.
                        Part::Stored(segment) if is_committed => segment.make_obsolete(),
                        Part::Stored(_) => {}
                    }
                }
                None
            }
            Err(_) if self.shared.is_over.load(Ordering::Relaxed) => None,
            Err(damaged) if written.is_join && damaged.is_of_what_was_read() => {
                Some(self.give_up_index(&damaged.to_string()))
            }
            Err(error) => {
                self.stop_writing(&why_not_written(&error));
                None
            }
        }
    }

    /// Makes what is on disk the index. Says whether it did.
    pub(super) fn commit(&mut self) -> bool {
        let Some(committer) = &mut self.committer else { return false };
        if self.opened.lock.as_ref().is_some_and(|lock| !lock.is_in_force()) {
            self.stop_writing("its folder was removed while it was used");
            return false;
        }
        let is_complete = self.is_complete && self.pass.is_none();
        let outcome = self
            .builder
            .contents(is_complete, self.progress.accounting, self.device)
            .and_then(|contents| committer.commit(&contents).map_err(Damaged::from));
        match &outcome {
            Ok(()) => {
                // What was committed in the middle of a pass is committed once more when that is over, or the index would
                // not say that the whole folder has been read.
                let is_unsaid = self.is_complete && !is_complete;
                let is_in_memory = |part: &Part| matches!(part, Part::Memory(_));
                self.is_uncommitted = is_unsaid || self.builder.parts().iter().any(is_in_memory);
            }
            Err(damaged) if damaged.is_of_what_was_read() => self.tell_damage(damaged),
            Err(error) => self.stop_writing(&why_not_written(error)),
        }
        if !self.is_uncommitted {
            self.prune();
        }
        outcome.is_ok()
    }

    /// Keeps all indexes together below their limit.
    pub(super) fn prune(&mut self) {
        let request = self.shared.request;
        if let Some(folder) = &request.index
            && let Some(root) = folder.path().parent()
        {
            let removed = prune(root, request.cache_bytes_max, folder);
            self.notices.extend(removed.iter().map(|removed| format!("{}.", removed.sentence())));
        }
    }

    /// Goes on without writing: what has been read stays in memory.
    pub(super) fn stop_writing(&mut self, why: &str) {
        tracing::warn!("the index is not written any more: {why}");
        self.notices.push(format!("The index is no longer written: {why}."));
        self.has_news = true;
        self.writer = None;
        self.committer = None;
        self.shared.room.limit(false);
    }

    /// The index cannot be used: it goes, and everything is read again.
    pub(super) fn give_up_index(&mut self, what: &str) -> Ended {
        tracing::warn!("{what}");
        // Where another program writes the index it knows better what to do about it.
        if let (Some(folder), true) = (&self.shared.request.index, self.opened.lock.is_some()) {
            commit::remove(folder.path());
            self.notices.push(format!("The index is being rebuilt: {what}."));
            // What is shown stays until the next reading has something to show.
            self.publish();
        }
        Ended::Restart
    }
}

/// Why the index could not be written, as the end of a sentence.
fn why_not_written(damaged: &Damaged) -> String {
    match damaged {
        Damaged::Content(what) => what.to_string(),
        Damaged::Unreadable(error) => cache::why(error),
    }
}
