//! Removes indexes: the least recently used ones when the cache is too large, and those that the user asks to remove.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{CacheFolder, Cached, all, lock, why};
use crate::text::numbers::size_of;
use crate::text::safe::safe_line;

/// Start of the name of an index that is being removed. This is not the name of an index, so no process uses
/// half-removed files.
const BEING_REMOVED: &str = ".removed-";

/// An index with the result of its removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The index before the removal.
    pub cached: Cached,
    pub removal: Removal,
}

/// Result of removing an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    Done,
    /// A process uses it, so it was not removed.
    InUse,
    /// It could not be removed. Holds the reason, as the end of a sentence.
    Failed(String),
}

impl Removed {
    /// Returns the result as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        let of = match &self.cached.corpus {
            Some(corpus) => safe_line(&corpus.to_string_lossy()),
            None => format!("an unknown folder in {}", safe_line(&self.cached.path.to_string_lossy())),
        };
        let size = size_of(self.cached.n_bytes);
        match &self.removal {
            Removal::Done => format!("the index of {of} was removed ({size})"),
            Removal::InUse => format!("the index of {of} is in use and was left as it is ({size})"),
            Removal::Failed(why) => format!("the index of {of} could not be removed: {why}"),
        }
    }
}

/// Removes the least recently used indexes until the total size is at most `limit_bytes`. Never removes `keep`, nor an
/// index that a process uses. Indexes without a known folder are removed first.
///
/// Returns the indexes that were removed or could not be removed, in the order in which they were tried.
pub fn prune(cache_root: &Path, limit_bytes: u64, keep: &CacheFolder) -> Vec<Removed> {
    sweep(cache_root);
    let mut cached = all(cache_root);
    let mut n_bytes: u64 = cached.iter().map(|cached| cached.n_bytes).sum();
    cached.retain(|cached| cached.path != keep.path());
    let mut removed = Vec::new();
    while n_bytes > limit_bytes
        && let Some(oldest) = cached.pop()
    {
        let removal = remove(cache_root, &oldest.path);
        if removal == Removal::Done {
            n_bytes -= oldest.n_bytes;
        }
        // An index that another process uses is not worth a report.
        if removal != Removal::InUse {
            removed.push(Removed { cached: oldest, removal });
        }
    }
    removed
}

/// Removes the indexes of one folder of articles for all options that it was read with. Removes those of all folders if
/// `of` is `None`.
pub fn clear(cache_root: &Path, of: Option<&CacheFolder>) -> Vec<Removed> {
    sweep(cache_root);
    let mut cached = all(cache_root);
    if let Some(folder) = of {
        cached.retain(|cached| cached.corpus.as_deref() == Some(folder.corpus()) || cached.path == folder.path());
    }
    let removed = |cached: Cached| Removed { removal: remove(cache_root, &cached.path), cached };
    cached.into_iter().map(removed).collect()
}

/// Removes the index in `folder`, if there is one.
pub fn remove_one(cache_root: &Path, folder: &CacheFolder) -> Option<Removed> {
    sweep(cache_root);
    let cached = all(cache_root).into_iter().find(|cached| cached.path == folder.path())?;
    Some(Removed { removal: remove(cache_root, &cached.path), cached })
}

/// Removes one index. It is renamed first, so that it stops being an index in one step. Then its files are deleted.
fn remove(cache_root: &Path, path: &Path) -> Removal {
    crate::screen_thread::check("removing an index");
    let removed = || -> io::Result<Option<PathBuf>> {
        let Some(_locks) = lock::for_removal(path)? else { return Ok(None) };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let going = cache_root.join(format!("{BEING_REMOVED}{}-{name}", std::process::id()));
        fs::rename(path, &going)?;
        Ok(Some(going))
    };
    match removed() {
        Ok(None) => Removal::InUse,
        Ok(Some(going)) => match fs::remove_dir_all(going) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Removal::Failed(why(&error)),
            // Another process that sweeps may have deleted some of the files.
            Ok(()) | Err(_) => Removal::Done,
        },
        // Another process removed it first.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Removal::Done,
        Err(error) => Removal::Failed(why(&error)),
    }
}

/// Deletes the files left by a process that ended while it removed an index.
fn sweep(cache_root: &Path) {
    crate::screen_thread::check("removing what is left of indexes");
    for entry in fs::read_dir(cache_root).into_iter().flatten().filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(BEING_REMOVED) {
            // Files that cannot be deleted now are tried again by the next sweep.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
