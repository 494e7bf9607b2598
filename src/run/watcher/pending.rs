//! Collects changes until there is a pause, so that a copied folder is reported once and not a thousand times.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The time without changes after which the collected ones are reported.
const QUIET: Duration = Duration::from_millis(100);
/// The longest time that changes wait, if there is no such pause.
const LONGEST: Duration = Duration::from_millis(500);

/// The number of paths above which a scan of the folder is less work.
const PATHS_MAX: usize = 10_000;

/// A set of changes in the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The paths that were created, changed or removed, relative to the folder. Some may not have changed, and some may
    /// be files that the corpus leaves out.
    pub paths: BTreeSet<PathBuf>,
    /// True if the whole folder must be walked, because other paths may have changed: a folder was created or removed,
    /// or the system reported more than could be kept.
    pub must_rescan: bool,
}

/// Changes that have not been reported yet.
#[derive(Debug, Default)]
pub(super) struct Pending {
    changes: Changes,
    /// The times of the first and of the last of them.
    since: Option<(Instant, Instant)>,
}

impl Pending {
    pub(super) fn add(&mut self, path: &Path, now: Instant) {
        self.note(now);
        if self.changes.paths.len() < PATHS_MAX {
            self.changes.paths.insert(path.to_path_buf());
        } else if !self.changes.paths.contains(path) {
            self.changes.must_rescan = true;
        }
    }

    pub(super) fn must_rescan(&mut self, now: Instant) {
        self.note(now);
        self.changes.must_rescan = true;
    }

    fn note(&mut self, now: Instant) {
        let (first, _) = self.since.unwrap_or((now, now));
        self.since = Some((first, now));
    }

    /// Returns the time to report the changes; `None` if there are none.
    pub(super) fn due(&self) -> Option<Instant> {
        self.since.map(|(first, last)| (first + LONGEST).min(last + QUIET))
    }

    pub(super) fn take(&mut self) -> Changes {
        std::mem::take(self).changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_is_waited_for_but_not_for_ever() {
        for (events, due) in [
            (&[][..], None),
            (&[0], Some(100)),
            (&[0, 60, 130], Some(230)),
            (&[0, 90, 180, 270, 360, 450], Some(500)),
            (&[40, 130, 500], Some(540)),
        ] {
            let start = Instant::now();
            let at = |milliseconds: u64| start + Duration::from_millis(milliseconds);
            let mut pending = Pending::default();
            for event in events {
                pending.add(Path::new("a.txt"), at(*event));
            }
            assert_eq!(pending.due(), due.map(at), "{events:?}");
            assert_eq!(pending.take().paths.len(), usize::from(due.is_some()));
            assert_eq!((pending.due(), pending.take()), (None, Changes::default()));
        }
    }

    #[test]
    fn too_many_paths_are_a_rescan() {
        let mut pending = Pending::default();
        for number in 0..=PATHS_MAX {
            assert!(!pending.changes.must_rescan);
            pending.add(&PathBuf::from(number.to_string()), Instant::now());
        }
        let changes = pending.take();
        assert_eq!((changes.paths.len(), changes.must_rescan), (PATHS_MAX, true));
    }
}
