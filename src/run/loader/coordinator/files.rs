//! What happens when files have been read, have changed, or are gone.

use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use super::{LoadCoordinator, WRITE_WAIT};
use crate::article::{Accounting, Severity};
use crate::corpus;
use crate::index::RowId;
use crate::index::stored::file_chunks::ChunkRecord;
use crate::index::stored::{Damaged, segment_of_chunks};
use crate::run::loader::manifest::FileEntry;
use crate::run::loader::parser::Batch;
use crate::run::loader::rows_of_chunks::RowsOfChunks;
use crate::run::loader::{LoadEvent, Loaded};

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    pub(super) fn add(&mut self, batch: Batch) {
        let first_row = self.builder.n_rows() as RowId;
        let read =
            batch.segment.chunks().all().and_then(|chunks| Ok((chunks, RowsOfChunks::of(&batch.segment, first_row)?)));
        let (chunks, rows) = match read {
            Ok(read) => read,
            Err(damaged) => return self.tell_damage(&damaged),
        };
        self.drop_previews(&chunks);
        if batch.is_preview {
            let previews = (0..).zip(&chunks);
            self.previews.extend(previews.map(|(at, chunk)| (preview_of(chunk), rows.of_chunk(at).collect())));
            self.builder.push(batch.segment);
            return self.changed();
        }
        self.drop_outdated(chunks.iter().map(|chunk| &chunk.path));
        let mut manifest = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner);
        for (number, chunk) in (0..).zip(&chunks) {
            manifest.add(chunk, rows.of_chunk(number));
            if chunk.is_read && chunk.lines.is_none() {
                // What was wrong when it could not be read is not any more.
                self.problems.remove(&chunk.path);
            }
        }
        drop(manifest);
        for problem in batch.problems {
            self.problems.entry(problem.path.as_path().into()).or_default().push(problem);
        }
        self.builder.push(batch.segment);
        self.changed();
    }

    pub(super) fn changed(&mut self) {
        self.has_news = true;
        self.is_uncommitted = true;
        self.write_at = Some(Instant::now() + WRITE_WAIT);
    }

    /// Deletes the previews of `chunks`: before their articles are added.
    fn drop_previews(&mut self, chunks: &[ChunkRecord]) {
        if self.previews.is_empty() {
            return;
        }
        let previews: Vec<_> = chunks.iter().filter_map(|chunk| self.previews.remove(&preview_of(chunk))).collect();
        if !previews.is_empty() {
            self.delete(previews.into_iter().flatten().flatten());
        }
    }

    /// Deletes the previews of chunks that were not read after all: at the end of a pass.
    pub(super) fn drop_all_previews(&mut self) {
        if !self.previews.is_empty() {
            let previews = std::mem::take(&mut self.previews);
            self.delete(previews.into_values().flatten().flatten());
        }
    }

    /// Adds a segment that only tells of chunks of files.
    pub(super) fn push_chunks(&mut self, chunks: &[ChunkRecord]) {
        let segment = segment_of_chunks(chunks);
        // It waits to be written as others do, whose parsers took from the budget.
        self.shared.budget.take_now(segment.n_bytes());
        self.builder.push(segment);
    }

    /// What was read of a file from the start of `lines` on does not count any more.
    pub(super) fn shorten(&mut self, path: &Arc<Path>, lines: corpus::LineRange) {
        if let Some(problems) = self.problems.get_mut(path) {
            problems.retain(|problem| problem.is_before_line(lines.first_line));
        }
        let rows = {
            let manifest = self.shared.manifest.read().unwrap_or_else(PoisonError::into_inner);
            manifest.entry(path).map(FileEntry::rows).unwrap_or_default()
        };
        match self.builder.rows_from_item(&rows, lines.first_item) {
            Ok(rows) => self.delete(rows.into_iter()),
            Err(damaged) => self.tell_damage(&damaged),
        }
    }

    pub(super) fn delete(&mut self, rows: impl Iterator<Item = RowId>) {
        if let Err(damaged) = self.builder.delete(rows) {
            self.tell_damage(&damaged);
        }
        self.changed();
    }

    pub(super) fn remember(&mut self, chunk: ChunkRecord) {
        if let Some(outdated) = self.outdated.get_mut(&chunk.path) {
            outdated.remembered = Some(chunk);
            return;
        }
        self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).add(&chunk, []);
        self.push_chunks(&[chunk]);
        self.changed();
    }

    pub(super) fn forget_all(&mut self, paths: &[Arc<Path>]) {
        let mut rows = Vec::new();
        {
            let mut manifest = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner);
            for path in paths {
                self.problems.remove(path);
                rows.extend(manifest.forget(path).into_iter().flat_map(|entry| entry.rows()).flatten());
            }
        }
        if !paths.is_empty() {
            let forgotten: Vec<ChunkRecord> = paths.iter().map(ChunkRecord::forgotten).collect();
            self.push_chunks(&forgotten);
            self.delete(rows.into_iter());
        }
    }

    pub(super) fn accounting(&self) -> Accounting {
        let mut accounting = self.shared.manifest.read().unwrap_or_else(PoisonError::into_inner).accounting();
        self.outdated.values().for_each(|outdated| outdated.entry.count_in(&mut accounting));
        // What is said of the folder as a whole is of no file.
        for problem in self.walk_problems.iter().filter(|problem| !problem.path.as_os_str().is_empty()) {
            accounting.n_seen += 1;
            if problem.severity == Severity::NotShown {
                accounting.n_not_shown += 1;
            } else {
                accounting.n_set_aside += 1;
            }
        }
        accounting
    }

    pub(super) fn tell_damage(&self, damaged: &Damaged) {
        let _ = self.events.send(LoadEvent::Damaged(damaged.to_string()));
    }
}

/// The key of the preview of a chunk.
fn preview_of(chunk: &ChunkRecord) -> (Arc<Path>, u64) {
    (Arc::clone(&chunk.path), chunk.start())
}
