//! Which files a walk has found to be gone.

use std::path::Path;
use std::sync::Arc;

use super::manifest::Manifest;
use super::walker::WalkScope;
use crate::corpus::WalkOutcome;

/// What a walk has found to be gone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// These files.
    Files(Vec<Arc<Path>>),
    /// The folder itself, or the disk that it is on: nothing of it counts as deleted.
    Folder,
}

/// Compares what was known with what the walk came upon. `device` is the file system that the folder
/// was on before.
pub(super) fn gone(manifest: &Manifest, scope: &WalkScope, outcome: &WalkOutcome, device: Option<u64>) -> Gone {
    if *scope == WalkScope::Everything && !manifest.is_empty() && outcome.has_vanished(device) {
        return Gone::Folder;
    }
    let unseen: Vec<Arc<Path>> = match scope {
        WalkScope::Everything => manifest.unseen(),
        WalkScope::Only(paths) => {
            // Most paths are files; a folder that went takes all files in it along.
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
    Gone::Files(unseen.into_iter().filter(|path| outcome.has_seen(path)).collect())
}
