//! The system's watch of a folder and its subfolders.
//!
//! On Linux each folder is watched separately, and only folders that the corpus is read from. So the `.git` of a folder
//! of notes neither counts against the user's limit nor causes events, and an unreadable folder affects only itself.
//! Other systems watch a folder with everything in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use notify::{Config, ErrorKind, Event, RecursiveMode};

use super::state::WhyPolling;
use super::system::SystemWatcher;
use crate::corpus::{self, FoundOwnFolders};

/// True if folders are watched separately.
const ONE_BY_ONE: bool = cfg!(target_os = "linux");

/// A folder that is being watched.
pub(super) struct Watch {
    /// The path of the folder with all links resolved, because some systems report such paths.
    pub(super) root: PathBuf,
    watcher: SystemWatcher,
    /// The folders that are watched separately, relative to the root.
    folders: BTreeSet<PathBuf>,
    own: FoundOwnFolders,
    follow_links: bool,
}

/// The reason why there is no watch.
#[derive(Debug)]
pub(super) enum NoWatch {
    /// The folder is missing.
    Vanished,
    /// The system refuses to watch the folder.
    Refused(WhyPolling),
    /// The watcher was stopped.
    Stopped,
}

impl Watch {
    /// Starts to watch `folder`. Another thread calls `tell` for each event, and `on_end` when it ends.
    pub(super) fn start(
        folder: &Path,
        options: &corpus::Options,
        stop: &AtomicBool,
        tell: impl FnMut(notify::Result<Event>) + Send + 'static,
        on_end: impl Fn() + Send + 'static,
    ) -> Result<Self, NoWatch> {
        crate::screen_thread::check("watching the folder");
        let root = std::fs::canonicalize(folder).map_err(|error| unseen(&error))?;
        std::fs::read_dir(&root).map_err(|error| unseen(&error))?;
        let config = Config::default().with_follow_symlinks(options.follow_links);
        let watcher = SystemWatcher::new(config, tell, on_end).map_err(|error| refused(&error))?;
        let (own, follow_links) = (options.own_folders.found(), options.follow_links);
        let mut watch = Self { root, watcher, folders: BTreeSet::new(), own, follow_links };
        if ONE_BY_ONE {
            watch.add_below(Path::new(""), options, stop)?;
            if !watch.folders.contains(Path::new("")) {
                // The folder was removed meanwhile, or the system refuses to list it.
                return Err(std::fs::read_dir(&watch.root).err().map_or(NoWatch::Vanished, |error| unseen(&error)));
            }
        } else {
            watch.watcher.watch(&watch.root, RecursiveMode::Recursive).map_err(|error| refused(&error))?;
        }
        Ok(watch)
    }

    /// Watches the folder at `path` and those below it, as far as the corpus is read from them.
    pub(super) fn add_below(
        &mut self,
        path: &Path,
        options: &corpus::Options,
        stop: &AtomicBool,
    ) -> Result<(), NoWatch> {
        if !ONE_BY_ONE {
            return Ok(());
        }
        let root = self.root.clone();
        let watching = Mutex::new((self, Ok(())));
        // Each folder is watched before its contents are listed. So a folder that is created in it meanwhile is in the
        // list, or is reported.
        corpus::walk_folders(&root, path, options, &|folder| {
            let (watch, outcome) = &mut *watching.lock().unwrap_or_else(PoisonError::into_inner);
            if stop.load(Ordering::Relaxed) {
                *outcome = Err(NoWatch::Stopped);
            } else if outcome.is_ok() {
                *outcome = watch.add(folder);
            }
            outcome.is_ok()
        });
        watching.into_inner().unwrap_or_else(PoisonError::into_inner).1
    }

    fn add(&mut self, folder: &Path) -> Result<(), NoWatch> {
        // Joining an empty path would give the root a trailing slash, and reported paths two slashes.
        let place = if folder.as_os_str().is_empty() { self.root.clone() } else { self.root.join(folder) };
        match self.watcher.watch(&place, RecursiveMode::NonRecursive) {
            Ok(()) => {
                self.folders.insert(folder.to_path_buf());
            }
            // If the limit is reached or the watcher itself has ended, no further folder can be watched either.
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch | ErrorKind::Generic(_)) => {
                return Err(refused(&error));
            }
            // The folder was removed meanwhile, or it is unreadable, which the walk reports.
            Err(error) => tracing::info!("a folder is not watched: {error}"),
        }
        Ok(())
    }

    /// True if `path` is one of the program's own folders or inside one.
    pub(super) fn is_own(&self, path: &Path) -> bool {
        self.own.holds(&self.root.join(path), self.follow_links)
    }

    /// Forgets the folder at `path` and those below it, which were removed. Returns true if there was one.
    pub(super) fn forget(&mut self, path: &Path) -> bool {
        let gone: Vec<PathBuf> =
            self.folders.range(path.to_path_buf()..).take_while(|folder| folder.starts_with(path)).cloned().collect();
        for folder in &gone {
            // The system has most likely forgotten it as well.
            let _ = self.watcher.unwatch(&self.root.join(folder));
            self.folders.remove(folder);
        }
        !gone.is_empty()
    }
}

/// Returns the reason why the folder itself cannot be watched. A folder that cannot be opened for another reason, such
/// as a lack of file descriptors, still exists.
fn unseen(error: &std::io::Error) -> NoWatch {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => NoWatch::Vanished,
        _ => NoWatch::Refused(WhyPolling::Refused(corpus::plain_reason(error).into_owned())),
    }
}

fn refused(error: &notify::Error) -> NoWatch {
    NoWatch::Refused(match &error.kind {
        ErrorKind::MaxFilesWatch => WhyPolling::TooManyFolders,
        ErrorKind::Io(error) => WhyPolling::Refused(corpus::plain_reason(error).into_owned()),
        _ => WhyPolling::Refused(crate::text::safe::safe_line(&error.to_string())),
    })
}
