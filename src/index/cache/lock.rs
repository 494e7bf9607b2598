//! Who may write to an index, and who uses it.
//!
//! The locks are those of the system on open files (`flock` on Unix): one process has `LOCK` for itself, any number
//! share `USE`. Whoever asks only whether they are held takes them for a moment, so a lock that is not to be had
//! is tried again before it counts as another's.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{CacheFolder, FORMAT_FILE, folder_file, why};
use crate::index::stored;
use crate::private;

const LOCK_FILE: &str = "LOCK";
const USE_FILE: &str = "USE";

/// How often a lock is tried, and how long after one another.
const N_TRIES: usize = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(2);

/// What came of asking to write.
#[derive(Debug)]
pub enum Lock {
    /// This process writes, until the guard is dropped.
    Writer(Writer),
    /// Another process writes; this one reads what that one has written.
    LockedByAnother,
    /// Nobody can write here: the reason, as a sentence without a full stop.
    NoWriting(String),
    /// Another user owns the cache or can write to it, so nothing in it is used: the reason, as a sentence without a
    /// full stop.
    Refused(String),
}

/// The right to write to an index.
#[derive(Debug)]
pub struct Writer {
    file: File,
    path: PathBuf,
}

/// Keeps an index from being removed while it is read.
#[derive(Debug)]
pub struct Use {
    _file: File,
}

impl CacheFolder {
    /// Asks for the right to write, and makes the folder where it is not there.
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
                // Someone is removing the folder just now, most likely.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    outcome = no_writing(&error);
                    continue;
                }
                Err(error) => return no_writing(&error),
            };
            match file.try_lock() {
                // Between the opening and the locking the folder may have been removed, with the file in it.
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

    /// Makes the folder, and the one of all indexes, for the user alone.
    fn make(&self) -> io::Result<()> {
        if let Some(root) = self.path.parent() {
            private::make_folder(root)?;
        }
        private::make_folder(&self.path)
    }

    /// Says that this process reads the index. `None` where that cannot be said, as in a cache that cannot be written:
    /// it is read all the same, and may be gone in the midst of it.
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
    /// True if what is written still reaches those who come after. It does not once the folder has been removed under
    /// this process; another one may have made a new one since.
    pub fn is_in_force(&self) -> bool {
        is_at(&self.file, &self.path.join(LOCK_FILE))
    }

    /// Says that the files are of this program's format.
    pub fn write_format(&self) -> io::Result<()> {
        folder_file::replace(&self.path, FORMAT_FILE, format!("{}\n", stored::FORMAT).as_bytes())
    }
}

/// Whether a process writes to the index at `path`, and whether one uses it at all.
pub(super) fn holders(path: &Path) -> (bool, bool) {
    let is_held = |name: &str| {
        let Ok(file) = File::open(path.join(name)) else { return false };
        matches!(file.try_lock(), Err(TryLockError::WouldBlock))
    };
    let is_being_written = is_held(LOCK_FILE);
    (is_being_written, is_being_written || is_held(USE_FILE))
}

/// Both locks of the index at `path`, for who wants to remove it; `None` where a process has one.
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

/// True if the open file is still the one at `path`. Here a file that is open cannot be removed.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn shown(path: &Path) -> String {
    crate::text::safe::safe_line(&path.to_string_lossy())
}
