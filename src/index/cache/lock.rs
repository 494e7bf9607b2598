//! Locks of an index: one process may write, any number may read.
//!
//! The locks are those of the system on open files (`flock` on Unix). One process holds `LOCK` exclusively; any number
//! of processes share `USE`. A process that only checks a lock takes it for a moment. So a lock that is not free is
//! tried again before it counts as held by another process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{CacheFolder, FORMAT_FILE, folder_file, why};
use crate::index::stored;
use crate::private;

const LOCK_FILE: &str = "LOCK";
const USE_FILE: &str = "USE";

/// The number of attempts to get a lock, and the time between two attempts.
const N_TRIES: usize = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(2);

/// Result of a request to write.
#[derive(Debug)]
pub enum Lock {
    /// This process may write until the guard is dropped.
    Writer(Writer),
    /// Another process writes. This process reads the index that the other one writes.
    LockedByAnother,
    /// No process can write here. Holds the reason, as a sentence without a full stop.
    NoWriting(String),
    /// Another user owns the cache or can write to it, so nothing in it is used. Holds the reason, as a sentence
    /// without a full stop.
    Refused(String),
}

/// The right to write to an index, until it is dropped.
#[derive(Debug)]
pub struct Writer {
    file: File,
    path: PathBuf,
}

/// Guard that keeps an index from being removed while it is read.
#[derive(Debug)]
pub struct Use {
    _file: File,
}

impl CacheFolder {
    /// Requests the right to write. Creates the cache folder if it does not exist.
    pub fn lock(&self) -> Lock {
        crate::screen_thread::check("locking an index");
        let no_writing = |error: &io::Error| {
            let sentence = format!("no index can be kept: {} ({})", why(error), shown(&self.path));
            if private::is_refusal(error) { Lock::Refused(sentence) } else { Lock::NoWriting(sentence) }
        };
        let mut outcome = Lock::LockedByAnother;
        for _ in 0..N_TRIES {
            let file = match self.make().and_then(|()| open(&self.path, LOCK_FILE)) {
                Ok(file) => file,
                // Another process is probably removing the folder at this moment.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    outcome = no_writing(&error);
                    continue;
                }
                Err(error) => return no_writing(&error),
            };
            match file.try_lock() {
                // The folder may have been removed, with this file, between opening and locking.
                Ok(()) if is_at(&file, &self.path.join(LOCK_FILE)) => {
                    // Earlier releases left the modes of files to the umask.
                    private::close_to_others(&self.path);
                    return Lock::Writer(Writer { file, path: self.path.clone() });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
                Err(TryLockError::Error(error)) => return no_writing(&error),
            }
        }
        outcome
    }

    /// Creates the cache folder and the folder of all indexes, accessible to the user alone.
    fn make(&self) -> io::Result<()> {
        if let Some(root) = self.path.parent() {
            private::make_folder(root)?;
        }
        private::make_folder(&self.path)
    }

    /// Records that this process reads the index. `None` if that is impossible, as in a cache that cannot be written.
    /// The index is read all the same, and may be removed meanwhile.
    pub fn begin_use(&self) -> Option<Use> {
        crate::screen_thread::check("locking an index");
        for _ in 0..N_TRIES {
            let path = self.path.join(USE_FILE);
            let file = open(&self.path, USE_FILE).or_else(|_| File::open(&path)).ok()?;
            match file.try_lock_shared() {
                Ok(()) if is_at(&file, &path) => return Some(Use { _file: file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
                Err(TryLockError::Error(_)) => return None,
            }
        }
        None
    }
}

impl Writer {
    /// True if files that are written now are still found by later processes. They are not, once the folder has been
    /// removed while this process runs. Another process may have created a new folder since.
    pub fn is_in_force(&self) -> bool {
        is_at(&self.file, &self.path.join(LOCK_FILE))
    }

    /// Records that the files have the format of this program.
    pub fn write_format(&self) -> io::Result<()> {
        folder_file::replace(&self.path, FORMAT_FILE, format!("{}\n", stored::FORMAT).as_bytes())
    }
}

/// Returns two flags: true if a process writes to the index at `path`, and true if a process reads or writes it.
pub(super) fn holders(path: &Path) -> (bool, bool) {
    let is_held = |name: &str| {
        let Ok(file) = File::open(path.join(name)) else { return false };
        matches!(file.try_lock(), Err(TryLockError::WouldBlock))
    };
    let is_being_written = is_held(LOCK_FILE);
    (is_being_written, is_being_written || is_held(USE_FILE))
}

/// Takes both locks of the index at `path` in order to remove it; `None` if a process holds one of them.
pub(super) fn for_removal(path: &Path) -> io::Result<Option<[File; 2]>> {
    let taken = |name: &str| {
        let file = open(path, name)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    };
    let Some(lock) = taken(LOCK_FILE)? else { return Ok(None) };
    Ok(taken(USE_FILE)?.map(|in_use| [lock, in_use]))
}

fn open(folder: &Path, name: &str) -> io::Result<File> {
    private::open(&folder.join(name), OpenOptions::new().read(true).write(true).create(true).truncate(false))
}

/// True if the open file is still the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let (Ok(open), Ok(there)) = (file.metadata(), std::fs::metadata(path)) else { return false };
    number(open) == number(there)
}

/// True if a file exists at `path`. On this system a file that is open cannot be removed.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn shown(path: &Path) -> String {
    crate::text::safe::safe_line(&path.to_string_lossy())
}
