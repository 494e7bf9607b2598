//! Where the index of a folder lives: one folder of the cache for each folder of articles.
//!
//! ```text
//! <cache>/clips-0f3a…/     the index of one folder of articles, as it is read with certain options
//!     FOLDER               which folder that is, and when its index was last used
//!     FORMAT               the number of the format of the other files
//!     LOCK                 locked by the one process that may write
//!     USE                  locked, together with others, by each process that reads
//!     …                    the index itself
//! ```
//!
//! Everything here may be deleted at any time, by us in another process or by anyone: an index is made again from the
//! articles. A lock ends with its process, however that ends.

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

/// The folder of the cache that is for one folder of articles. It need not be there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheFolder {
    path: PathBuf,
    corpus: PathBuf,
}

/// What an index is good for, as far as its folder says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is none.
    Missing,
    /// There is one of this program's format.
    Present,
    /// There is one of another program's format, by its number. It is built anew.
    OtherFormat(u32),
    /// What there is does not say its format. It is built anew.
    Damaged,
}

/// What there is of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What it is good for.
    pub state: State,
    /// How many bytes its files have.
    pub n_bytes: u64,
    /// When it was last used, where that is known.
    pub last_used: Option<SystemTime>,
    /// True if a process writes to it now.
    pub is_being_written: bool,
    /// True if a process uses it now, be it for reading alone.
    pub is_in_use: bool,
}

impl CacheFolder {
    /// The place below `cache_root` for the folder at `corpus`, read with these options. What other options leave of
    /// the same folder is another index.
    ///
    /// Its name begins as the folder's does, for those who look into the cache, and ends with a hash.
    pub fn of(cache_root: &Path, corpus: &Path, options: &Options) -> Self {
        let corpus = canonical(corpus);
        let mut hasher = StableHasher::default();
        hasher.write(corpus.as_os_str().as_encoded_bytes());
        hasher.write(&[0]);
        options.hash(&mut hasher);
        let path = cache_root.join(format!("{}-{:016x}", readable_name(&corpus), hasher.finish()));
        Self { path, corpus }
    }

    /// Where its files are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of articles.
    pub fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// Notes that the index is used now, which keeps it from being removed before others that are not. Where the cache
    /// cannot be written it stays as it was.
    pub fn mark_used(&self, now: SystemTime) -> io::Result<()> {
        folder_file::write(&self.path, &self.corpus, now)
    }
}

/// What there is of an index.
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
        // A writer that has its lock, and has not written yet, leaves a folder without an index.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => State::Missing,
        Err(_) => State::Damaged,
    }
}

/// The path that all ways to a folder lead to; for one that is not there, the path as it was named.
fn canonical(path: &Path) -> PathBuf {
    crate::screen_thread::check("following a path to its folder");
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// How many characters of a folder's name the name of its cache begins with.
const N_NAME_CHARACTERS: usize = 32;

/// The name of a folder without what a shell, a terminal or another file system would mind.
fn readable_name(corpus: &Path) -> String {
    let name = corpus.file_name().unwrap_or_default().to_string_lossy();
    let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
    let name: String = name.chars().take(N_NAME_CHARACTERS).map(plain).collect();
    if name.is_empty() { "root".to_owned() } else { name }
}

/// True if a folder has the name of an index of ours.
fn is_name_of_ours(name: &str) -> bool {
    let hash = name.rsplit_once('-').map(|(_, hash)| hash);
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Why something of the cache cannot be written or removed, as the end of a sentence without a full stop.
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
