//! Finds the files that were deleted, from the outcome of a walk.

use std::path::Path;
use std::sync::Arc;

use super::manifest::Manifest;
use super::walker::WalkScope;
use crate::corpus::WalkOutcome;

/// The deletions that a walk has found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Deletions {
    /// Files that were deleted.
    Files(Vec<Arc<Path>>),
    /// The folder itself, or its disk, no longer exists. None of its files counts as deleted.
    Folder,
}

/// Compares the manifest with the outcome of a walk, and returns the deletions. `device` is the file system of the
/// folder at the last complete walk.
pub(super) fn find_deletions(
    manifest: &Manifest,
    scope: &WalkScope,
    outcome: &WalkOutcome,
    device: Option<u64>,
) -> Deletions {
    if *scope == WalkScope::Everything && !manifest.is_empty() && outcome.has_vanished(device) {
        return Deletions::Folder;
    }
    let unseen: Vec<Arc<Path>> = match scope {
        WalkScope::Everything => manifest.unseen(),
        WalkScope::Only(paths) => {
            // Most paths are files. A folder that was deleted takes all files in it with it.
            let (files, others): (Vec<_>, Vec<_>) = paths.iter().partition(|path| manifest.entry(path).is_some());
            let files = files.into_iter().filter(|path| manifest.is_unseen(path));
            let mut unseen: Vec<Arc<Path>> = files.map(|path| path.as_path().into()).collect();
            if !others.is_empty() {
                let is_inside = |path: &Path| others.iter().any(|folder| path.starts_with(folder));
                unseen.extend(manifest.unseen().into_iter().filter(|path| is_inside(path)));
            }
            unseen
        }
    };
    Deletions::Files(unseen.into_iter().filter(|path| outcome.has_seen(path)).collect())
}
