//! The outcome of a walk: the paths that it could not read, and so which missing files were really deleted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The outcome of a walk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkOutcome {
    /// The paths that exist but could not be listed or checked, relative to the folder of the corpus: folders, and
    /// sometimes a file. The corpus itself is the empty path.
    pub unread: BTreeSet<PathBuf>,
    /// True if the walk was stopped before its end.
    pub was_stopped: bool,
    /// The number of the file system that holds the corpus, if the system has such numbers.
    pub device: Option<u64>,
    /// True if the folder of the corpus has no entries at all.
    pub is_empty: bool,
}

impl WalkOutcome {
    /// True if the walk saw everything, so that every path without a finding does not exist.
    pub fn is_complete(&self) -> bool {
        !self.was_stopped && self.unread.is_empty()
    }

    /// True if the walk would have found `path` if it existed. Only then does a missing finding mean that it was
    /// deleted.
    ///
    /// It is false for every path below a folder that could not be listed.
    pub fn has_seen(&self, path: &Path) -> bool {
        !self.was_stopped && !path.ancestors().any(|place| self.unread.contains(place))
    }

    /// True if the file system of the corpus was unmounted, and its files were not deleted.
    ///
    /// The folder then cannot be listed, or it is an empty mount point: without entries, and on another file system
    /// than before (`device_before`).
    pub fn has_vanished(&self, device_before: Option<u64>) -> bool {
        self.unread.contains(Path::new("")) || (self.is_empty && self.device != device_before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_below_an_unread_folder_is_gone() {
        let outcome = |unread: &[&str]| WalkOutcome {
            unread: unread.iter().map(PathBuf::from).collect(),
            device: Some(7),
            ..WalkOutcome::default()
        };
        for (unread, path, has_seen) in [
            (&[][..], "a.txt", true),
            (&["disk"], "disk/deep/a.txt", false),
            (&["disk"], "disk", false),
            (&["disk"], "diskette/a.txt", true),
            (&["other", "disk/deep"], "disk/a.txt", true),
            (&[""], "a.txt", false),
        ] {
            assert_eq!(outcome(unread).has_seen(Path::new(path)), has_seen, "{unread:?} {path}");
            assert_eq!(outcome(unread).is_complete(), unread.is_empty());
        }
        let stopped = WalkOutcome { was_stopped: true, ..outcome(&[]) };
        assert!(!stopped.is_complete() && !stopped.has_seen(Path::new("a.txt")));
    }

    #[test]
    fn an_empty_folder_on_another_disk_is_a_disk_taken_away() {
        let outcome = |is_empty, device| WalkOutcome { device, is_empty, ..WalkOutcome::default() };
        for (is_empty, device, before, has_vanished) in [
            (true, Some(7), Some(7), false),
            (true, Some(7), Some(8), true),
            (false, Some(7), Some(8), false),
            (true, None, None, false),
        ] {
            assert_eq!(
                outcome(is_empty, device).has_vanished(before),
                has_vanished,
                "{is_empty} {device:?} {before:?}"
            );
        }
        let unread = WalkOutcome { unread: [PathBuf::new()].into(), ..WalkOutcome::default() };
        assert!(unread.has_vanished(None));
    }
}
