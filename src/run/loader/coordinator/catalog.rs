//! The articles and files read so far. Applies batches and changes of files to the rows and the manifest.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, PoisonError};

use super::Shared;
use crate::article::{Accounting, Problem, Severity};
use crate::corpus::LineRange;
use crate::index::stored::file_chunks::ChunkRecord;
use crate::index::stored::{Damaged, segment_of_chunks};
use crate::index::{RowId, SnapshotBuilder};
use crate::run::loader::files_of_index::FilesOfIndex;
use crate::run::loader::manifest::{FileEntry, Ranges};
use crate::run::loader::parser::Batch;
use crate::run::loader::rows_of_chunks::RowsOfChunks;

/// A file that is being read again, while none of its new articles has arrived yet.
#[derive(Debug)]
struct Outdated {
    /// The entry of the file from the last time it was read.
    entry: FileEntry,
    /// The record to add when the old articles are deleted, if the file is read in chunks.
    remembered: Option<ChunkRecord>,
}

/// The articles and files read so far. Every method that deletes rows fails if a segment is damaged.
pub(super) struct Catalog<'load> {
    shared: &'load Shared<'load>,
    pub builder: SnapshotBuilder,
    outdated: HashMap<Arc<Path>, Outdated>,
    /// The rows of previews. The key is the file of the chunk and the first byte of the chunk.
    previews: HashMap<(Arc<Path>, u64), Ranges<RowId>>,
    /// The problems of files with content.
    problems: HashMap<Arc<Path>, Vec<Problem>>,
    /// The problems and set-aside files of the last walks.
    pub walk_problems: Vec<Problem>,
    has_changed: bool,
}

impl<'load> Catalog<'load> {
    pub fn new(shared: &'load Shared<'load>, builder: SnapshotBuilder) -> Self {
        Self {
            shared,
            builder,
            outdated: HashMap::new(),
            previews: HashMap::new(),
            problems: HashMap::new(),
            walk_problems: Vec::new(),
            has_changed: false,
        }
    }

    /// Returns true if rows or files have changed since the last call.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.has_changed)
    }

    /// Takes over the files of an index, and deletes the rows of chunks that were not read to their end.
    pub fn add_files_of_index(&mut self, files: FilesOfIndex) -> Result<(), Damaged> {
        *self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner) = files.manifest;
        self.problems = files.problems;
        if files.rows_to_delete.is_empty() { Ok(()) } else { self.delete(files.rows_to_delete.into_iter()) }
    }

    pub fn file_problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.values().flatten()
    }

    /// Adds the articles of a batch. They replace the previews of their chunks and the old articles of their files.
    pub fn add(&mut self, batch: Batch) -> Result<(), Damaged> {
        let first_row = self.builder.n_rows() as RowId;
        let chunks = batch.segment.chunks().all()?;
        let rows = RowsOfChunks::of(&batch.segment, first_row)?;
        self.delete_previews(&chunks)?;
        self.has_changed = true;
        if batch.is_preview {
            let previews = (0..).zip(&chunks);
            self.previews.extend(previews.map(|(at, chunk)| (preview_of(chunk), rows.of_chunk(at).collect())));
            self.builder.push(batch.segment);
            return Ok(());
        }
        self.delete_outdated(chunks.iter().map(|chunk| &chunk.path))?;
        let mut manifest = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner);
        for (number, chunk) in (0..).zip(&chunks) {
            manifest.add(chunk, rows.of_chunk(number));
            if chunk.is_read && chunk.lines.is_none() {
                // Problems of an earlier attempt to read the file are outdated.
                self.problems.remove(&chunk.path);
            }
        }
        drop(manifest);
        for problem in batch.problems {
            self.problems.entry(problem.path.as_path().into()).or_default().push(problem);
        }
        self.builder.push(batch.segment);
        Ok(())
    }

    /// Deletes the previews of `chunks`.
    fn delete_previews(&mut self, chunks: &[ChunkRecord]) -> Result<(), Damaged> {
        if self.previews.is_empty() {
            return Ok(());
        }
        let previews: Vec<_> = chunks.iter().filter_map(|chunk| self.previews.remove(&preview_of(chunk))).collect();
        if previews.is_empty() { Ok(()) } else { self.delete(previews.into_iter().flatten().flatten()) }
    }

    /// Deletes the previews of chunks that were not read after all, at the end of a pass.
    pub fn delete_all_previews(&mut self) -> Result<(), Damaged> {
        if self.previews.is_empty() {
            return Ok(());
        }
        let previews = std::mem::take(&mut self.previews);
        self.delete(previews.into_values().flatten().flatten())
    }

    /// Deletes the articles and problems of a file from the start of `lines` on.
    pub fn shorten(&mut self, path: &Arc<Path>, lines: LineRange) -> Result<(), Damaged> {
        if let Some(problems) = self.problems.get_mut(path) {
            problems.retain(|problem| problem.is_before_line(lines.first_line));
        }
        let rows = {
            let manifest = self.shared.manifest.read().unwrap_or_else(PoisonError::into_inner);
            manifest.entry(path).map(FileEntry::rows).unwrap_or_default()
        };
        let rows = self.builder.rows_from_item(&rows, lines.first_item)?;
        self.delete(rows.into_iter())
    }

    /// Marks a file as being read again. Its old articles stay until the first batch of new ones arrives.
    ///
    /// So the articles of a file that fits one batch never vanish. A larger file shows fewer articles until its last
    /// batch.
    pub fn read_again(&mut self, path: &Arc<Path>) {
        let entry = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).forget(path);
        if let Some(entry) = entry {
            self.outdated.insert(Arc::clone(path), Outdated { entry, remembered: None });
        }
    }

    /// Deletes the old articles of those `paths` that are being read again.
    fn delete_outdated<'path>(&mut self, paths: impl Iterator<Item = &'path Arc<Path>>) -> Result<(), Damaged> {
        if self.outdated.is_empty() {
            return Ok(());
        }
        let (mut forgotten, mut remembered, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for path in paths {
            let Some(outdated) = self.outdated.remove(path) else { continue };
            self.problems.remove(path);
            forgotten.push(ChunkRecord::invalidation(path));
            remembered.extend(outdated.remembered);
            rows.extend(outdated.entry.rows().into_iter().flatten());
        }
        if forgotten.is_empty() {
            return Ok(());
        }
        // All records share one segment, because each segment makes every search slower.
        self.push_chunks(&forgotten);
        self.delete(rows.into_iter())?;
        for chunk in remembered {
            self.remember(chunk);
        }
        Ok(())
    }

    /// Deletes the old articles of files that gave no new article, at the end of a pass.
    pub fn delete_all_outdated(&mut self) -> Result<(), Damaged> {
        let paths: Vec<Arc<Path>> = self.outdated.keys().cloned().collect();
        self.delete_outdated(paths.iter())
    }

    /// Restores the old articles of files that were still to be read again, after a pass that failed. The next walk
    /// finds these files changed.
    pub fn keep_all_outdated(&mut self) {
        let mut manifest = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner);
        for (path, outdated) in self.outdated.drain() {
            manifest.put_back(path, outdated.entry);
        }
    }

    /// Adds the record of a file that was read in chunks.
    pub fn remember(&mut self, chunk: ChunkRecord) {
        if let Some(outdated) = self.outdated.get_mut(&chunk.path) {
            outdated.remembered = Some(chunk);
            return;
        }
        self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).add(&chunk, []);
        self.push_chunks(&[chunk]);
        self.has_changed = true;
    }

    /// Deletes the articles and problems of files that no longer exist.
    pub fn forget_all(&mut self, paths: &[Arc<Path>]) -> Result<(), Damaged> {
        if paths.is_empty() {
            return Ok(());
        }
        let mut rows = Vec::new();
        {
            let mut manifest = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner);
            for path in paths {
                self.problems.remove(path);
                rows.extend(manifest.forget(path).into_iter().flat_map(|entry| entry.rows()).flatten());
            }
        }
        let forgotten: Vec<ChunkRecord> = paths.iter().map(ChunkRecord::invalidation).collect();
        self.push_chunks(&forgotten);
        self.delete(rows.into_iter())
    }

    /// Adds a segment of chunk records without articles.
    fn push_chunks(&mut self, chunks: &[ChunkRecord]) {
        let segment = segment_of_chunks(chunks);
        // The index writer returns the bytes of every segment to the budget, so this segment must take its bytes from
        // it.
        self.shared.budget.take_now(segment.n_bytes());
        self.builder.push(segment);
    }

    fn delete(&mut self, rows: impl Iterator<Item = RowId>) -> Result<(), Damaged> {
        self.has_changed = true;
        self.builder.delete(rows)
    }

    /// Returns the number of files by outcome.
    pub fn accounting(&self) -> Accounting {
        let mut accounting = self.shared.manifest.read().unwrap_or_else(PoisonError::into_inner).accounting();
        self.outdated.values().for_each(|outdated| outdated.entry.count_in(&mut accounting));
        // A problem without a path is about the whole folder.
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
}

/// Returns the key of the preview of a chunk.
fn preview_of(chunk: &ChunkRecord) -> (Arc<Path>, u64) {
    (Arc::clone(&chunk.path), chunk.start())
}
