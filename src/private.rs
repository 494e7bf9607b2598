//! Private folders and files: only the user may read or write them, whatever the umask.
//!
//! The program's cache, state and data are created and opened here. Systems without Unix modes keep the folders of a
//! user private anyway, so nothing is checked there.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

#[cfg(unix)]
mod modes;

/// The reason why a folder is not used for private files, as the end of a sentence without a full stop.
#[derive(Debug, Error)]
pub enum NotPrivate {
    /// The folder, a link that leads to it, or the folder that holds it belongs to another user.
    #[error("{} belongs to another user", shown(.0))]
    OtherOwner(PathBuf),
    /// Others can write to the folder, or put another one in its place.
    #[error("other users may write to {}", shown(.0))]
    OthersWrite(PathBuf),
}

impl From<NotPrivate> for io::Error {
    fn from(error: NotPrivate) -> Self {
        Self::other(error)
    }
}

/// True if `error` is a [`NotPrivate`], not an error of the system.
pub fn is_refusal(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<NotPrivate>)
}

/// Creates the folder at `path`, with the missing folders above it, for the user alone (mode 0700).
///
/// An existing folder of the user is closed to others. If it was open to them, its contents are closed to them too.
///
/// # Errors
/// A [`NotPrivate`] if another user owns the folder or can replace it; otherwise the error of the system.
pub fn make_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return modes::make_folder(path);
    #[cfg(not(unix))]
    std::fs::create_dir_all(path)
}

/// Checks the folder at `path`, which need not exist, without changing it.
///
/// # Errors
/// A [`NotPrivate`] if another user owns the folder or can replace it.
pub fn check_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return modes::check_folder(path);
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}

/// Opens the file at `path` with `options`.
///
/// A new file is for the user alone (mode 0600). A file of the user that was open to others is closed to them.
///
/// # Errors
/// The error of the system.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    return modes::open(path, options);
    #[cfg(not(unix))]
    options.open(path)
}

/// Creates the file at `path` for writing. An existing file is replaced.
///
/// # Errors
/// The error of the system.
pub fn create(path: &Path) -> io::Result<File> {
    crate::screen_thread::check("opening a file of the user's own");
    open(path, OpenOptions::new().write(true).create(true).truncate(true))
}

/// Closes the contents of the folder at `path` to others, where they belong to the user. Links are not followed.
pub fn close_to_others(path: &Path) {
    #[cfg(unix)]
    modes::close_below(path);
    #[cfg(not(unix))]
    let _ = path;
}

fn shown(path: &Path) -> String {
    crate::text::safe::safe_line(&path.to_string_lossy())
}

#[cfg(test)]
mod tests;
