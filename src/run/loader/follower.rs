//! Shows the index that another program writes, as that program goes on, and takes it over when it ends.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::opened_index::{FilesOfIndex, OpenedIndex};
use super::{Ended, Event, Loaded, StopSignal};
use crate::app::message::Progress;
use crate::article::Problem;
use crate::index::SnapshotBuilder;
use crate::index::cache::{CacheFolder, Lock};
use crate::index::stored::commit::{self, Contents, Stamp};

/// How often it looks whether there is another commit, and whether the other program still writes. Of a lock that
/// is given back no system tells, so this program wakes up while it follows, and at no other time.
const LOOK_WAIT: Duration = Duration::from_secs(1);

/// What came of following.
pub(super) enum Followed {
    /// The reading is over.
    Ended(Ended),
    /// The other program has ended: this one goes on with its index, under the same numbers of rows.
    TakenOver(OpenedIndex, SnapshotBuilder),
}

/// Shows what another program writes.
pub(super) struct Follower<'load, Publish> {
    folder: &'load CacheFolder,
    stop: &'load StopSignal,
    publish: Publish,
    opened: OpenedIndex,
    builder: SnapshotBuilder,
    /// The commit that is shown.
    stamp: Option<Stamp>,
    problems: HashMap<Arc<Path>, Vec<Problem>>,
    progress: Progress,
}

impl<'load, Publish: FnMut(Loaded)> Follower<'load, Publish> {
    /// Follows the index that was `opened` and that `builder` starts with.
    pub fn new(
        folder: &'load CacheFolder,
        stop: &'load StopSignal,
        opened: OpenedIndex,
        builder: SnapshotBuilder,
        publish: Publish,
    ) -> Self {
        let (problems, progress) = (HashMap::new(), Progress { is_walking: true, ..Progress::default() });
        Self { folder, stop, publish, opened, builder, stamp: None, problems, progress }
    }

    /// Follows until the other program ends, or the reading does.
    pub fn run(mut self, received: &Receiver<Event>) -> Followed {
        let mut notices = std::mem::take(&mut self.opened.notices);
        match self.opened.contents.take() {
            // The first page, before anything else is touched.
            Some(contents) => self.show(&contents, notices),
            None => {
                let building =
                    "Another newsreader is building the index of this folder; its articles appear as they are written.";
                notices.push(building.to_owned());
                self.publish(notices);
            }
        }
        loop {
            if self.stop.is_set() {
                return Followed::Ended(Ended::Stopped);
            }
            if !self.look_for_commit() {
                return Followed::Ended(Ended::Replaced);
            }
            if let Lock::Writer(lock) = self.folder.lock() {
                let opened = OpenedIndex::open_with(self.folder, Lock::Writer(lock));
                return self.take_over(opened);
            }
            match received.recv_timeout(LOOK_WAIT) {
                Ok(Event::Damaged(what)) => {
                    tracing::warn!("the index that another program writes cannot be used: {what}");
                    return Followed::Ended(Ended::Restart);
                }
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Followed::Ended(Ended::Stopped),
            }
        }
    }

    /// Shows the last commit, if it is not what is shown. Says whether the index is still the same.
    fn look_for_commit(&mut self) -> bool {
        let stamp = commit::stamp(self.folder.path());
        if stamp.is_none() || stamp == self.stamp {
            // Where there is no commit any more, the other program is about to build another index.
            return true;
        }
        // One that cannot be opened is tried again at the next look; what is shown stays.
        let Ok(contents) = commit::open_followed(self.folder.path()) else { return true };
        if !self.builder.follow(&contents) {
            return false;
        }
        self.stamp = stamp;
        self.show(&contents, Vec::new());
        true
    }

    /// Shows a commit that the builder has taken in.
    fn show(&mut self, contents: &Contents, notices: Vec<String>) {
        match FilesOfIndex::of(contents) {
            Ok(files) => self.problems = files.problems,
            // Whoever builds the index comes upon it as well.
            Err(damaged) => tracing::warn!("{damaged}"),
        }
        let accounting = contents.accounting;
        // Of a folder that has been read, changes are no new reading.
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
    }

    fn publish(&mut self, notices: Vec<String>) {
        let mut problems: Vec<Problem> = self.problems.values().flatten().cloned().collect();
        problems.sort_by(|a, b| (a.severity, &a.path, a.line).cmp(&(b.severity, &b.path, b.line)));
        (self.publish)(Loaded {
            snapshot: self.builder.snapshot(),
            problems: problems.into(),
            progress: self.progress,
            writer_time: None,
            notices,
        });
    }

    /// Goes on with what the other program has left.
    fn take_over(mut self, opened: OpenedIndex) -> Followed {
        let is_same = match &opened.contents {
            Some(contents) => self.builder.follow(contents),
            None => self.builder.is_empty(),
        };
        if is_same { Followed::TakenOver(opened, self.builder) } else { Followed::Ended(Ended::Replaced) }
    }
}
