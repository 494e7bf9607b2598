//! Removing indexes: those that were not used for longest, when all together are too large, and those that the reader
//! wants gone.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{CacheFolder, Cached, all, lock, why};
use crate::text::numbers::size_of;
use crate::text::safe::safe_line;

/// What the name of an index begins with from the moment on when it is being removed. It has no name of an index then,
/// so nobody finds it half there.
const BEING_REMOVED: &str = ".removed-";

/// An index that was removed, or was to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The index as it was.
    pub cached: Cached,
    /// What came of it.
    pub removal: Removal,
}

/// What came of removing an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone.
    Done,
    /// A process uses it, so it was left.
    InUse,
    /// It could not be removed: why, as the end of a sentence.
    Failed(String),
}

impl Removed {
    /// What became of it, as a sentence without a full stop.
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

/// Removes the indexes that were not used for longest until all together have at most `limit_bytes`; never `keep`, and
/// none that a process uses. An index whose folder is not known goes first.
///
/// Returns what was removed, and what could not be, in that order.
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
        // That another process is at work with an index is nothing that anyone needs to be told.
        if removal != Removal::InUse {
            removed.push(Removed { cached: oldest, removal });
        }
    }
    removed
}

/// Removes the indexes of one folder of articles, with whatever options it was read; of every folder, for `None`.
pub fn clear(cache_root: &Path, of: Option<&CacheFolder>) -> Vec<Removed> {
    sweep(cache_root);
    let mut cached = all(cache_root);
    if let Some(folder) = of {
        cached.retain(|cached| cached.corpus.as_deref() == Some(folder.corpus()) || cached.path == folder.path());
    }
    let removed = |cached: Cached| Removed { removal: remove(cache_root, &cached.path), cached };
    cached.into_iter().map(removed).collect()
}

/// Removes the index in one place, if it is there.
pub fn remove_one(cache_root: &Path, folder: &CacheFolder) -> Option<Removed> {
    sweep(cache_root);
    let cached = all(cache_root).into_iter().find(|cached| cached.path == folder.path())?;
    Some(Removed { removal: remove(cache_root, &cached.path), cached })
}

/// Removes one index. From one moment to the next it is no index any more; its files go after that.
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
            // Another process that sweeps may have had a part in it.
            Ok(()) | Err(_) => Removal::Done,
        },
        // Someone else was quicker.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Removal::Done,
        Err(error) => Removal::Failed(why(&error)),
    }
}

/// Removes what a process that ended in the midst of removing has left.
fn sweep(cache_root: &Path) {
    crate::screen_thread::check("removing what is left of indexes");
    for entry in fs::read_dir(cache_root).into_iter().flatten().filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(BEING_REMOVED) {
            // What cannot be removed now is tried again by the next.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
