//! How a walk ended: what of the folder it saw, and so what of the rest is really gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How a walk ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkOutcome {
    /// What is there and could not be listed or looked at, relative to the folder of the corpus: folders,
    /// and now and then a file. The corpus itself is the empty path.
    pub unread: BTreeSet<PathBuf>,
    /// True if it was ended before it had seen everything.
    pub was_stopped: bool,
    /// The number of the file system that the folder of the corpus is on, where the system has such numbers.
    pub device: Option<u64>,
    /// True if the folder of the corpus holds nothing at all.
    pub is_empty: bool,
}

impl WalkOutcome {
    /// True if everything was seen, so that what the walk did not come upon is not there.
    pub fn is_complete(&self) -> bool {
        !self.was_stopped && self.unread.is_empty()
    }

    /// True if the walk would have come upon `path`, were it there: only then is it gone when it was not
    /// met. Nothing below a folder that could not be listed is.
    pub fn has_seen(&self, path: &Path) -> bool {
        !self.was_stopped && !path.ancestors().any(|place| self.unread.contains(place))
    }

    /// True if the file system of the corpus is not there, rather than its files deleted: the folder cannot
    /// be listed, or it is empty and not on the file system that it was on (`device_before`), as the place of a
    /// disk that was taken away is.
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
