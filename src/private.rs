//! Folders and files that are the user's alone: nobody else may read or write them, whatever the umask.
//!
//! The program's cache, state and data are made and opened here. On systems without Unix modes the folders of a
//! user are closed to others by themselves, and nothing is checked.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

#[cfg(unix)]
mod modes;

/// The reason why a folder is not used for private things, as the end of a sentence without a full stop.
#[derive(Debug, Error)]
pub enum NotPrivate {
    /// The folder, a link that leads to it, or the folder that holds it is another user's.
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

/// Returns whether `error` is a [`NotPrivate`], rather than what the system says.
pub fn is_refusal(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<NotPrivate>)
}

/// Makes the folder at `path`, with those above it that are missing, for the user alone (mode 0700).
///
/// A folder of the user's own that is there already is closed to others; if it was open to them, so is all that it
/// holds.
///
/// # Errors
/// A [`NotPrivate`] where another user owns the folder or can replace it; else what the system says.
pub fn make_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return modes::make_folder(path);
    #[cfg(not(unix))]
    std::fs::create_dir_all(path)
}

/// Checks the folder at `path`, which need not exist, without a change to it.
///
/// # Errors
/// A [`NotPrivate`] where another user owns the folder or can replace it.
pub fn check_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return modes::check_folder(path);
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}

/// Opens the file at `path` as `options` say. A new file is for the user alone (mode 0600), and a file of the user's
/// own that was open to others is closed to them.
///
/// # Errors
/// What the system says.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    return modes::open(path, options);
    #[cfg(not(unix))]
    options.open(path)
}

/// Creates the file at `path` for writing, in the place of any that is there.
///
/// # Errors
/// What the system says.
pub fn create(path: &Path) -> io::Result<File> {
    crate::screen_thread::check("opening a file of the user's own");
    open(path, OpenOptions::new().write(true).create(true).truncate(true))
}

/// Closes all that the folder at `path` holds to others, as far as it is the user's own. Links are not followed.
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
