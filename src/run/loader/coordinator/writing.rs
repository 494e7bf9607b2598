//! The index on disk: writes, joins and commits segments, and removes a damaged index.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{LoadCoordinator, Phase, Shared};
use crate::index::cache::{self, prune};
use crate::index::stored::commit::{self, Committer, Contents};
use crate::index::stored::{Damaged, Segment};
use crate::index::{Bitmap, SnapshotBuilder};
use crate::run::loader::index_writer::{IndexWriter, JobOutcome, SnapshotSegments, Task, to_join_in_memory};
use crate::run::loader::opened_index::OpenedIndex;
use crate::run::loader::{LoadEnd, Loaded};

/// The index on disk, and the thread that writes it. Without an index, that thread joins segments in memory.
pub(super) struct IndexOutput {
    opened: OpenedIndex,
    committer: Option<Committer>,
    writer: Option<IndexWriter>,
    /// True if the system refused the thread that joins segments in memory.
    is_writer_refused: bool,
    /// True if rows or files have changed since the last commit.
    pub is_uncommitted: bool,
    /// The processor time that the writer has used so far.
    pub writer_time: Option<Duration>,
    /// The file system of the folder at the last complete walk.
    pub device: Option<u64>,
}

impl IndexOutput {
    pub fn new(opened: OpenedIndex) -> Self {
        let device = opened.contents.as_ref().and_then(|contents| contents.device);
        Self {
            opened,
            committer: None,
            writer: None,
            is_writer_refused: false,
            is_uncommitted: false,
            writer_time: None,
            device,
        }
    }

    /// Takes the contents of the index that was found at the start.
    pub fn take_contents(&mut self) -> Option<Contents> {
        self.opened.contents.take()
    }

    fn is_busy(&self) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.busy_with.is_some())
    }

    /// True if changes wait for the writer, and it has no other work.
    pub fn may_write(&self) -> bool {
        self.is_uncommitted && self.committer.is_some() && !self.is_busy()
    }

    /// True if everything that must be written has been written.
    pub fn is_at_rest(&self) -> bool {
        (self.committer.is_none() || !self.is_uncommitted) && !self.is_busy()
    }
}

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    /// Starts the index writer, if an index is kept and no other program writes it.
    pub(super) fn start_writing(&mut self) {
        let Some(folder) = self.shared.request.index.as_ref().filter(|_| !self.output.opened.is_followed) else {
            return;
        };
        self.output.committer = self.output.opened.committer(folder);
        self.notices.append(&mut self.output.opened.notices);
        if self.output.committer.is_none() {
            return;
        }
        let folder = folder.path().to_path_buf();
        let Shared { is_over, budget, .. } = self.shared;
        match IndexWriter::start(self.scope, Some(folder), self.events.clone(), is_over, budget) {
            Ok(writer) => {
                self.output.writer = Some(writer);
                self.shared.budget.limit(true);
            }
            Err(died) => self.stop_writing(&died.to_string()),
        }
    }

    /// True if segments in memory must be written, even if they are few.
    fn is_time_to_write(&self) -> bool {
        let is_quiet = self.schedule.is_time_to_write();
        let is_due = self.watcher.is_none() || is_quiet || self.phase != Phase::Complete;
        self.pass.is_none() && self.output.is_uncommitted && is_due
    }

    pub(super) fn write_if_due(&mut self) {
        let is_urgent = self.is_time_to_write();
        let (Some(writer), Some(committer)) = (&mut self.output.writer, &mut self.output.committer) else {
            return self.join_in_memory_if_due();
        };
        if writer.write_if_due(segments_of(&self.catalog.builder), || committer.next_number(), is_urgent) {
            return;
        }
        if is_urgent && writer.busy_with.is_none() {
            // All segments are on disk. Only the order and the deleted rows have changed.
            self.commit();
            self.catalog.builder.rest();
        }
        let (Some(writer), Some(committer)) = (&mut self.output.writer, &mut self.output.committer) else { return };
        let is_over = self.pass.is_none() && !self.output.is_uncommitted;
        let has_joined = writer.join_if_due(segments_of(&self.catalog.builder), is_over, || committer.next_number());
        // Compaction only saves memory and disk space, so a command does not wait for it.
        if is_over && !has_joined && self.watcher.is_some() {
            writer.compact_if_due(segments_of(&self.catalog.builder), || committer.next_number());
        }
    }

    /// Joins small segments in memory, if there is no index. Fewer segments make each filter faster.
    ///
    /// A command asks one query, which takes less time than joining would.
    fn join_in_memory_if_due(&mut self) {
        if self.shared.request.watch.is_none() {
            return;
        }
        if self.output.writer.is_none()
            && to_join_in_memory(self.catalog.builder.segments()).is_some()
            && !self.output.is_writer_refused
        {
            let Shared { is_over, budget, .. } = self.shared;
            let started = IndexWriter::start(self.scope, None, self.events.clone(), is_over, budget);
            // Without the thread, filters are slower, but nothing else changes.
            self.output.is_writer_refused = started.is_err();
            self.output.writer = started.ok();
        }
        if let Some(writer) = &mut self.output.writer {
            writer.join_in_memory_if_due(segments_of(&self.catalog.builder));
        }
    }

    pub(super) fn written(&mut self, written: JobOutcome) -> Option<LoadEnd> {
        let replaced = self.output.writer.as_mut().and_then(|writer| writer.busy_with.take())?;
        self.output.writer_time = written.processor_time.or(self.output.writer_time);
        match written.outcome {
            // The compaction was abandoned because segments waited to be written.
            Ok(segments) if segments.is_empty() => None,
            Ok(segments) if written.task == Task::Renumber => self.renumbered(replaced, segments, &written.deleted),
            Ok(segments) => {
                let before: Vec<Arc<Segment>> = self.catalog.builder.segments()[replaced.clone()].to_vec();
                // Each job makes one segment, except for a renumbering.
                for segment in segments {
                    self.catalog.builder.replace(replaced.clone(), segment);
                }
                self.schedule.note_news();
                let is_committed = self.commit();
                for segment in before {
                    if segment.is_in_memory() {
                        self.shared.budget.give_back(segment.n_bytes());
                    } else if is_committed {
                        // If this was not committed, the last commit still refers to the segment.
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

    /// Commits segments without deleted rows. They replace all segments on disk, as an index of another lineage.
    ///
    /// The load then starts again with that index. Articles that are not written yet are read again.
    fn renumbered(&mut self, replaced: Range<usize>, segments: Vec<Arc<Segment>>, deleted: &Bitmap) -> Option<LoadEnd> {
        if !self.may_commit() {
            return None;
        }
        let committer = self.output.committer.as_mut()?;
        let is_complete = self.phase == Phase::Complete && self.pass.is_none() && !self.output.is_uncommitted;
        let before: Vec<Arc<Segment>> = self.catalog.builder.segments()[replaced].to_vec();
        let contents = self.catalog.builder.contents(is_complete, self.progress.accounting, self.output.device);
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

    /// True if there is an index to commit to. If the folder of the index was removed, writing stops.
    fn may_commit(&mut self) -> bool {
        if self.output.opened.lock.as_ref().is_some_and(|lock| !lock.is_in_force()) {
            self.stop_writing("its folder was removed while it was used");
        }
        self.output.committer.is_some()
    }

    /// Commits the segments on disk. Returns false if that failed.
    pub(super) fn commit(&mut self) -> bool {
        if !self.may_commit() {
            return false;
        }
        let Some(committer) = &mut self.output.committer else { return false };
        let is_whole = self.phase == Phase::Complete;
        let is_complete = is_whole && self.pass.is_none();
        let outcome = self
            .catalog
            .builder
            .contents(is_complete, self.progress.accounting, self.output.device)
            .and_then(|contents| committer.commit(&contents).map_err(Damaged::from));
        match &outcome {
            Ok(()) => {
                // A commit during a pass does not record that the whole folder has been read, so another commit must
                // follow.
                let is_unsaid = is_whole && !is_complete;
                self.output.is_uncommitted =
                    is_unsaid || self.catalog.builder.segments().iter().any(|segment| segment.is_in_memory());
            }
            Err(damaged) if damaged.is_of_what_was_read() => self.report_damage(damaged),
            Err(error) => self.stop_writing(&why_not_written(error)),
        }
        if !self.output.is_uncommitted {
            self.prune();
        }
        outcome.is_ok()
    }

    /// Removes other indexes until the total size of all indexes is below its limit.
    pub(super) fn prune(&mut self) {
        let request = self.shared.request;
        if let Some(folder) = &request.index
            && let Some(root) = folder.path().parent()
        {
            let removed = prune(root, request.cache_bytes_max, folder);
            self.notices.extend(removed.iter().map(|removed| format!("{}.", removed.sentence())));
        }
    }

    /// Continues without writing. The articles stay in memory.
    pub(super) fn stop_writing(&mut self, why: &str) {
        tracing::warn!("the index is not written any more: {why}");
        self.notices.push(format!("The index is no longer written: {why}."));
        self.schedule.note_news();
        self.output.writer = None;
        self.output.committer = None;
        self.shared.budget.limit(false);
    }

    /// Removes an index that cannot be used, so that everything is read again.
    pub(super) fn give_up_index(&mut self, what: &str) -> LoadEnd {
        tracing::warn!("{what}");
        // An index that another program writes is left to that program.
        if let (Some(folder), true) = (&self.shared.request.index, self.output.opened.lock.is_some()) {
            commit::remove(folder.path());
            self.notices.push(format!("The index is being rebuilt: {what}."));
            // These articles stay on the screen until the next load publishes some.
            self.publish();
        }
        LoadEnd::Restart
    }
}

fn segments_of(builder: &SnapshotBuilder) -> SnapshotSegments<'_> {
    SnapshotSegments { segments: builder.segments(), deleted: builder.deleted() }
}

/// Returns the reason why the index could not be written, as the end of a sentence.
fn why_not_written(damaged: &Damaged) -> String {
    match damaged {
        Damaged::Content(what) => what.to_string(),
        Damaged::Unreadable(error) => cache::why(error),
    }
}
