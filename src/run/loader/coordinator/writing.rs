//! When the index is written, committed, and given up.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::{LoadCoordinator, Shared};
use crate::index::cache::{self, prune};
use crate::index::stored::commit;
use crate::index::stored::{Damaged, Segment};
use crate::index::{Bitmap, SnapshotBuilder};
use crate::run::loader::index_writer::{IndexWriter, JobOutcome, SnapshotSegments, Task, to_join_in_memory};
use crate::run::loader::{LoadEnd, Loaded};

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    /// Whether what waits is to be written whether or not it is much.
    pub(super) fn is_time_to_write(&self) -> bool {
        let is_quiet = self.write_at.is_some_and(|at| Instant::now() >= at);
        self.pass.is_none() && self.is_uncommitted && (self.watcher.is_none() || is_quiet || !self.is_complete)
    }

    pub(super) fn write_if_due(&mut self) {
        let is_urgent = self.is_time_to_write();
        let (Some(writer), Some(committer)) = (&mut self.writer, &mut self.committer) else {
            return self.join_in_memory_if_due();
        };
        if writer.write_if_due(parts_of(&self.builder), || committer.next_number(), is_urgent) {
            return;
        }
        if is_urgent && writer.busy_with.is_none() {
            // Nothing is left in memory: the order and the rows that went are all that changed.
            self.commit();
            self.builder.rest();
        }
        let (Some(writer), Some(committer)) = (&mut self.writer, &mut self.committer) else { return };
        let is_over = self.pass.is_none() && !self.is_uncommitted;
        let has_joined = writer.join_if_due(parts_of(&self.builder), is_over, || committer.next_number());
        // A command does not wait for what only saves memory.
        if is_over && !has_joined && self.watcher.is_some() {
            writer.compact_if_due(parts_of(&self.builder), || committer.next_number());
        }
    }

    /// Without an index small segments are joined in memory, as each filter looks into every segment. A command asks one
    /// question, which takes less than the joining would.
    fn join_in_memory_if_due(&mut self) {
        if self.shared.request.watch.is_none() {
            return;
        }
        if self.writer.is_none() && to_join_in_memory(self.builder.segments()).is_some() && !self.is_writer_refused {
            let Shared { is_over, budget, .. } = self.shared;
            let started = IndexWriter::start(self.scope, None, self.events.clone(), is_over, budget);
            // Without the thread filters are only slower.
            self.is_writer_refused = started.is_err();
            self.writer = started.ok();
        }
        if let Some(writer) = &mut self.writer {
            writer.join_in_memory_if_due(parts_of(&self.builder));
        }
    }

    pub(super) fn written(&mut self, written: JobOutcome) -> Option<LoadEnd> {
        let replaced = self.writer.as_mut().and_then(|writer| writer.busy_with.take())?;
        self.writer_time = written.processor_time.or(self.writer_time);
        match written.outcome {
            // It made room for what waited.
            Ok(segments) if segments.is_empty() => None,
            Ok(segments) if written.task == Task::Renumber => self.renumbered(replaced, segments, &written.deleted),
            Ok(segments) => {
                let before: Vec<Arc<Segment>> = self.builder.segments()[replaced.clone()].to_vec();
                // But for a renumbering a job makes one.
                for segment in segments {
                    self.builder.replace(replaced.clone(), segment);
                }
                self.has_news = true;
                let is_committed = self.commit();
                for segment in before {
                    if segment.is_in_memory() {
                        self.shared.budget.give_back(segment.n_bytes());
                    } else if is_committed {
                        // The last commit still refers to it where there was no other.
                        segment.make_obsolete();
                    }
                }
                None
            }
            Err(_) if self.shared.is_over.load(Ordering::Relaxed) => None,
            Err(damaged) if written.task != Task::Write && damaged.is_of_what_was_read() => {
                Some(self.give_up_index(&damaged.to_string()))
            }
            Err(error) => {
                self.stop_writing(&why_not_written(&error));
                None
            }
        }
    }

    /// Makes segments without deleted rows, which take the place of all on disk, the index under another numbering. The
    /// reading then starts anew with it: what had not been written yet is read again.
    fn renumbered(&mut self, replaced: Range<usize>, segments: Vec<Arc<Segment>>, deleted: &Bitmap) -> Option<LoadEnd> {
        if !self.may_commit() {
            return None;
        }
        let committer = self.committer.as_mut()?;
        let is_complete = self.is_complete && self.pass.is_none() && !self.is_uncommitted;
        let before: Vec<Arc<Segment>> = self.builder.segments()[replaced].to_vec();
        let contents = self.builder.contents(is_complete, self.progress.accounting, self.device);
        let outcome = contents
            .and_then(|contents| contents.renumbered(segments, deleted))
            .and_then(|contents| committer.commit(&contents).map_err(Damaged::from));
        match outcome {
            Ok(()) => {
                for segment in before {
                    segment.make_obsolete();
                }
                Some(LoadEnd::Replaced)
            }
            Err(damaged) if damaged.is_of_what_was_read() => Some(self.give_up_index(&damaged.to_string())),
            Err(error) => {
                self.stop_writing(&why_not_written(&error));
                None
            }
        }
    }

    /// True if there is an index to commit to. Where its folder was removed, it is not written any more.
    fn may_commit(&mut self) -> bool {
        if self.opened.lock.as_ref().is_some_and(|lock| !lock.is_in_force()) {
            self.stop_writing("its folder was removed while it was used");
        }
        self.committer.is_some()
    }

    /// Makes what is on disk the index. Says whether it did.
    pub(super) fn commit(&mut self) -> bool {
        if !self.may_commit() {
            return false;
        }
        let Some(committer) = &mut self.committer else { return false };
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
                self.is_uncommitted = is_unsaid || self.builder.segments().iter().any(|segment| segment.is_in_memory());
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
        self.shared.budget.limit(false);
    }

    /// The index cannot be used: it goes, and everything is read again.
    pub(super) fn give_up_index(&mut self, what: &str) -> LoadEnd {
        tracing::warn!("{what}");
        // Where another program writes the index it knows better what to do about it.
        if let (Some(folder), true) = (&self.shared.request.index, self.opened.lock.is_some()) {
            commit::remove(folder.path());
            self.notices.push(format!("The index is being rebuilt: {what}."));
            // What is shown stays until the next reading has something to show.
            self.publish();
        }
        LoadEnd::Restart
    }
}

fn parts_of(builder: &SnapshotBuilder) -> SnapshotSegments<'_> {
    SnapshotSegments { segments: builder.segments(), deleted: builder.deleted() }
}

/// Why the index could not be written, as the end of a sentence.
fn why_not_written(damaged: &Damaged) -> String {
    match damaged {
        Damaged::Content(what) => what.to_string(),
        Damaged::Unreadable(error) => cache::why(error),
    }
}
