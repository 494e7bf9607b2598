//! Files that are read anew: what an earlier reading found in them stays until the first of their new articles arrive.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use super::LoadCoordinator;
use crate::index::stored::file_chunks::ChunkRecord;
use crate::run::loader::Loaded;
use crate::run::loader::manifest::FileEntry;

/// A file that is read anew and of which nothing new has arrived.
#[derive(Debug)]
pub(super) struct Outdated {
    /// The file as it was read before.
    pub entry: FileEntry,
    /// The record to add once it is dropped, of a file in chunks.
    pub remembered: Option<ChunkRecord>,
}

impl<Publish: FnMut(Loaded)> LoadCoordinator<'_, '_, Publish> {
    /// The file is read anew. Its articles stay until the first batch of its new ones arrives, so that those of a file of
    /// one batch never vanish. Of a larger one fewer are shown until its last batch.
    pub(super) fn read_anew(&mut self, path: &Arc<Path>) {
        let entry = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner).forget(path);
        if let Some(entry) = entry {
            self.outdated.insert(Arc::clone(path), Outdated { entry, remembered: None });
        }
    }

    /// Deletes the old articles of those `paths` that are read anew: before the new ones are added.
    pub(super) fn drop_outdated<'path>(&mut self, paths: impl Iterator<Item = &'path Arc<Path>>) {
        if self.outdated.is_empty() {
            return;
        }
        let (mut forgotten, mut remembered, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for path in paths {
            let Some(outdated) = self.outdated.remove(path) else { continue };
            self.problems.remove(path);
            forgotten.push(ChunkRecord::forgotten(path));
            remembered.extend(outdated.remembered);
            rows.extend(outdated.entry.rows().into_iter().flatten());
        }
        if forgotten.is_empty() {
            return;
        }
        // All in one segment, as each segment is one more to look into.
        self.push_chunks(&forgotten);
        self.delete(rows.into_iter());
        for chunk in remembered {
            self.remember(chunk);
        }
    }

    /// Deletes the old articles of files of which nothing has been read since they changed: at the end of a pass, after
    /// which nothing of them is to come.
    pub(super) fn drop_all_outdated(&mut self) {
        let paths: Vec<Arc<Path>> = self.outdated.keys().cloned().collect();
        self.drop_outdated(paths.iter());
    }

    /// Keeps the old articles of files of which nothing has been read, as the pass failed. The next walk finds that they
    /// have changed.
    pub(super) fn keep_all_outdated(&mut self) {
        let mut manifest = self.shared.manifest.write().unwrap_or_else(PoisonError::into_inner);
        for (path, outdated) in self.outdated.drain() {
            manifest.put_back(path, outdated.entry);
        }
    }
}
