//! Lists all indexes of a cache with their folders and sizes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{folder_file, is_name_of_ours, lock};

/// An index of the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cached {
    /// The cache folder.
    pub path: PathBuf,
    /// The folder of articles; `None` if the file `FOLDER` is missing or malformed.
    pub corpus: Option<PathBuf>,
    /// Total size of the files.
    pub n_bytes: u64,
    /// Time of the last use, if it is known.
    pub last_used: Option<SystemTime>,
    /// True if the folder of articles exists. A folder on another disk may be absent for a while.
    pub is_corpus_there: bool,
    /// True if a process reads or writes it now.
    pub is_in_use: bool,
}

/// Returns all indexes below `cache_root`, the most recently used first. Folders that do not have the name of an index
/// are ignored. The result is empty if the cache cannot be read.
pub fn all(cache_root: &Path) -> Vec<Cached> {
    crate::screen_thread::check("listing the caches");
    let entries = fs::read_dir(cache_root).into_iter().flatten().filter_map(Result::ok);
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let named = entries.filter(|entry| is_folder(entry) && entry.file_name().to_str().is_some_and(is_name_of_ours));
    let mut cached: Vec<Cached> = named.map(|entry| cached(entry.path())).collect();
    cached.sort_by(|one, other| other.last_used.cmp(&one.last_used).then_with(|| one.path.cmp(&other.path)));
    cached
}

fn cached(path: PathBuf) -> Cached {
    let file = folder_file::read(&path);
    Cached {
        n_bytes: n_bytes_of(&path),
        last_used: file.as_ref().map(|file| file.last_used),
        is_corpus_there: file.as_ref().is_some_and(|file| file.corpus.is_dir()),
        is_in_use: lock::holders(&path).1,
        corpus: file.map(|file| file.corpus),
        path,
    }
}

/// Returns the total size in bytes of the files of an index, including those in subfolders. Files that cannot be read,
/// for example because they are being removed, are not counted.
pub(super) fn n_bytes_of(path: &Path) -> u64 {
    let mut n_bytes = 0;
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            // This is the metadata of the entry itself, so links are not followed.
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => folders.push(entry.path()),
                Ok(metadata) => n_bytes += metadata.len(),
                Err(_) => {}
            }
        }
    }
    n_bytes
}
