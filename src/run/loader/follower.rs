//! Shows the index that another program writes, follows its commits, and takes the index over when that program ends.

use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::files_of_index::FilesOfIndex;
use super::opened_index::OpenedIndex;
use super::{LoadControl, LoadEnd, LoadEvent, LoadRequest, Loaded};
use crate::app::message::Progress;
use crate::article::{Problem, n_files_not_shown};
use crate::corpus::{self, WalkItem};
use crate::index::SnapshotBuilder;
use crate::index::cache::{CacheFolder, Lock};
use crate::index::stored::commit::{self, Contents, Stamp};
use crate::run::worker::{FOLLOWER, panic_if_tested};

/// The time between two checks for a new commit and for the end of the other program. No system reports that a lock was
/// released, so this program polls while it follows an index, and only then.
const LOOK_WAIT: Duration = Duration::from_secs(1);

/// A load that shows the index that another program writes.
pub(super) struct Follower<'load, Publish> {
    request: &'load LoadRequest,
    folder: &'load CacheFolder,
    stop: &'load LoadControl,
    publish: Publish,
    opened: OpenedIndex,
    builder: SnapshotBuilder,
    /// The commit that is shown.
    stamp: Option<Stamp>,
    problems: HashMap<Arc<Path>, Vec<Problem>>,
    /// The set-aside files. They are not indexed, so every walk lists them again.
    walk_problems: Vec<Problem>,
    progress: Progress,
}

impl<'load, Publish: FnMut(Loaded)> Follower<'load, Publish> {
    /// Returns a follower of the index `opened`. `builder` holds its articles.
    pub fn new(
        request: &'load LoadRequest,
        folder: &'load CacheFolder,
        stop: &'load LoadControl,
        (opened, builder): (OpenedIndex, SnapshotBuilder),
        publish: Publish,
    ) -> Self {
        Self {
            request,
            folder,
            stop,
            publish,
            opened,
            builder,
            stamp: None,
            problems: HashMap::new(),
            walk_problems: Vec::new(),
            progress: Progress { is_walking: true, ..Progress::default() },
        }
    }

    /// Follows the index until the other program ends. Returns the index and the builder, for a load that continues
    /// with the same row numbers.
    ///
    /// # Errors
    /// The reason why the load ends before that: it was stopped, the index was replaced, or the index is damaged.
    pub fn run(mut self, received: &Receiver<LoadEvent>) -> Result<(OpenedIndex, SnapshotBuilder), LoadEnd> {
        panic_if_tested(FOLLOWER);
        let mut notices = std::mem::take(&mut self.opened.notices);
        if let Some(contents) = self.opened.contents.take() {
            // The first page is published before any other file is read.
            self.show(&contents, notices);
        } else {
            let building =
                "Another newsreader is building the index of this folder; its articles appear as they are written.";
            notices.push(building.to_owned());
            self.publish(notices);
        }
        loop {
            if self.stop.is_set() {
                return Err(LoadEnd::Stopped);
            }
            if !self.look_for_commit() {
                return Err(LoadEnd::Replaced);
            }
            if let Lock::Writer(lock) = self.folder.lock() {
                let opened = OpenedIndex::open_with(self.folder, Lock::Writer(lock));
                return self.take_over(opened);
            }
            match received.recv_timeout(LOOK_WAIT) {
                Ok(LoadEvent::Damaged(what)) => {
                    tracing::warn!("the index that another program writes cannot be used: {what}");
                    return Err(LoadEnd::Restart);
                }
                Ok(LoadEvent::LookAgain) => {
                    if !self.look_again() {
                        return Err(LoadEnd::Replaced);
                    }
                }
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(LoadEnd::Stopped),
            }
        }
    }

    /// Checks for a commit, walks the folder for problems, and publishes in any case, because the user waits for the
    /// end. Returns false if the index was replaced by another one.
    fn look_again(&mut self) -> bool {
        if !self.look_for_commit() {
            return false;
        }
        self.find_problems();
        if !self.stop.is_set() {
            self.publish(Vec::new());
        }
        true
    }

    /// Shows the last commit, if it is a new one. Returns false if the index was replaced by another one.
    fn look_for_commit(&mut self) -> bool {
        let stamp = commit::stamp(self.folder.path());
        if stamp.is_none() || stamp == self.stamp {
            // Without a commit, the other program is about to build another index.
            return true;
        }
        // A commit that cannot be opened is tried again at the next check. The articles on the screen stay.
        let Ok(contents) = commit::open_followed(self.folder.path()) else { return true };
        if !self.builder.follow(&contents) {
            return false;
        }
        self.stamp = stamp;
        self.show(&contents, Vec::new());
        true
    }

    /// Publishes a commit that the builder has accepted.
    fn show(&mut self, contents: &Contents, notices: Vec<String>) {
        match FilesOfIndex::of(contents) {
            Ok(files) => self.problems = files.problems,
            // The program that writes the index finds this damage as well.
            Err(damaged) => tracing::warn!("{damaged}"),
        }
        let accounting = contents.accounting;
        // If the folder has been read once, later changes do not restart the progress.
        let is_done = self.progress.is_done || contents.is_complete;
        self.progress = Progress {
            n_files_found: accounting.n_seen,
            n_files_read: accounting.n_seen,
            is_walk_done: is_done,
            is_done,
            is_walking: !is_done,
            accounting,
            ..self.progress
        };
        self.publish(notices);
        // If this fails, the damage has been reported and ends the load.
        if self.builder.read_order().is_ok_and(|is_new| is_new) {
            self.publish(Vec::new());
        }
        if contents.is_complete && self.find_problems() {
            self.publish(Vec::new());
        }
    }

    /// Walks the folder for problems and set-aside files. Returns true if they differ from the last ones.
    fn find_problems(&mut self) -> bool {
        let found = Mutex::new(Vec::new());
        corpus::walk(&self.request.corpus, &self.request.options, &|item| {
            if let WalkItem::Problem(problem) = item {
                found.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
            }
            !self.stop.is_set()
        });
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        let is_other = found != self.walk_problems && !self.stop.is_set();
        if is_other {
            self.walk_problems = found;
        }
        is_other
    }

    fn publish(&mut self, notices: Vec<String>) {
        let mut problems: Vec<Problem> = self.problems.values().flatten().chain(&self.walk_problems).cloned().collect();
        problems.sort_by(|a, b| (a.severity, &a.path, a.line).cmp(&(b.severity, &b.path, b.line)));
        problems.dedup();
        (self.publish)(Loaded {
            snapshot: self.builder.snapshot(),
            progress: Progress { n_files_not_shown: n_files_not_shown(&problems), ..self.progress },
            problems: problems.into(),
            writer_time: None,
            notices,
        });
    }

    /// Returns the index that the other program has left, if it continues the one that is shown.
    fn take_over(mut self, opened: OpenedIndex) -> Result<(OpenedIndex, SnapshotBuilder), LoadEnd> {
        let is_same = match &opened.contents {
            Some(contents) => self.builder.follow(contents),
            None => self.builder.is_empty(),
        };
        if is_same { Ok((opened, self.builder)) } else { Err(LoadEnd::Replaced) }
    }
}
