//! The cache of indexes: one cache folder for each folder of articles.
//!
//! ```text
//! <cache>/clips-0f3a…/     the index of one folder of articles, read with certain options
//!     FOLDER               the path of that folder, and the time of the last use of its index
//!     FORMAT               the number of the format of the other files
//!     LOCK                 locked by the one process that may write
//!     USE                  locked, together with others, by each process that reads
//!     …                    the index itself
//! ```
//!
//! Everything here may be deleted at any time, by this program in another process or by anyone else. An index is then
//! built again from the articles. A lock ends with its process, even if the process crashes.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use crate::corpus::Options;
use crate::text::stable_hash::StableHasher;

mod folder_file;
mod list;
mod lock;
mod remove;

pub use list::{Cached, all};
pub use lock::{Lock, Use, Writer};
pub use remove::{Removal, Removed, clear, prune, remove_one};

use crate::index::stored;

const FORMAT_FILE: &str = "FORMAT";

/// Cache folder of one folder of articles. It need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheFolder {
    path: PathBuf,
    corpus: PathBuf,
}

/// State of an index, as far as its cache folder shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No index exists.
    Missing,
    /// The index has the format of this program.
    Present,
    /// The index has another format, with this number. It is rebuilt.
    OtherFormat(u32),
    /// The number of the format cannot be read. The index is rebuilt.
    Damaged,
}

/// State, size and use of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub state: State,
    /// Total size of its files.
    pub n_bytes: u64,
    /// Time of the last use, if it is known.
    pub last_used: Option<SystemTime>,
    /// True if a process writes to it now.
    pub is_being_written: bool,
    /// True if a process reads or writes it now.
    pub is_in_use: bool,
}

impl CacheFolder {
    /// Returns the cache folder below `cache_root` for the folder at `corpus`, read with these options. The same folder
    /// read with other options has another cache folder.
    ///
    /// The name begins with the name of the folder, for users who look into the cache, and ends with a hash.
    pub fn of(cache_root: &Path, corpus: &Path, options: &Options) -> Self {
        let corpus = canonical(corpus);
        let mut hasher = StableHasher::default();
        hasher.write(corpus.as_os_str().as_encoded_bytes());
        hasher.write(&[0]);
        options.hash(&mut hasher);
        let path = cache_root.join(format!("{}-{:016x}", readable_name(&corpus), hasher.finish()));
        Self { path, corpus }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path of the folder of articles.
    pub fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// Records that the index is used now, so that indexes that were last used earlier are removed first. If the cache
    /// cannot be written, the time of the last use stays as it was.
    pub fn mark_used(&self, now: SystemTime) -> io::Result<()> {
        folder_file::write(&self.path, &self.corpus, now)
    }
}

/// Reads state, size and use of an index.
pub fn summary(folder: &CacheFolder) -> Summary {
    let path = folder.path();
    let (is_being_written, is_in_use) = lock::holders(path);
    let last_used = folder_file::read(path).map(|file| file.last_used);
    Summary { state: state(path), n_bytes: list::n_bytes_of(path), last_used, is_being_written, is_in_use }
}

fn state(path: &Path) -> State {
    crate::screen_thread::check("looking at the cache of a folder");
    match fs::read(path.join(FORMAT_FILE)) {
        Ok(bytes) => match std::str::from_utf8(&bytes).ok().and_then(|text| text.trim_end().parse().ok()) {
            Some(stored::FORMAT) => State::Present,
            Some(number) => State::OtherFormat(number),
            None => State::Damaged,
        },
        // A writer that has the lock and has not written yet leaves a folder without an index.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => State::Missing,
        Err(_) => State::Damaged,
    }
}

/// Returns the canonical path of a folder. For a folder that does not exist, returns its path made absolute.
fn canonical(path: &Path) -> PathBuf {
    crate::screen_thread::check("following a path to its folder");
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// The number of characters of a folder's name that the name of its cache folder begins with.
const N_NAME_CHARACTERS: usize = 32;

/// Returns the name of a folder with `_` for every character that a shell, a terminal or another file system may not
/// accept.
fn readable_name(corpus: &Path) -> String {
    let name = corpus.file_name().unwrap_or_default().to_string_lossy();
    let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
    let name: String = name.chars().take(N_NAME_CHARACTERS).map(plain).collect();
    if name.is_empty() { "root".to_owned() } else { name }
}

/// True if a folder has a name that this module gives: it ends with a hyphen and 16 hexadecimal digits.
fn is_name_of_ours(name: &str) -> bool {
    let hash = name.rsplit_once('-').map(|(_, hash)| hash);
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns the reason why a file of the cache cannot be written or removed, as the end of a sentence without a full
/// stop.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "it may not be written".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "its disk is read-only".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "a file is in its place".to_owned(),
        io::ErrorKind::Unsupported => "its file system does not support locks".to_owned(),
        _ => crate::corpus::plain_reason(error).into_owned(),
    }
}

#[cfg(test)]
mod tests;
