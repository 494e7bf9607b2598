//! The state of a file by its metadata, which shows without reading the file whether it has changed.

use std::fs::Metadata;
use std::hash::Hasher as _;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::text::stable_hash::StableHasher;

/// The state of a file by its metadata. For a packed file it is the state of the packed file itself.
///
/// The state is taken before the file is read, so the next walk notices changes during the reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileState {
    pub n_bytes: u64,
    /// The time of the last change, in nanoseconds since the start of 1970; 0 if the system does not know it.
    pub modified_nanoseconds: i64,
    /// The number of the file in its file system, which a file that replaces it does not have; 0 if there is none.
    pub inode: u64,
}

impl FileState {
    /// Returns the state in `metadata`.
    pub fn of(metadata: &Metadata) -> Self {
        Self { n_bytes: metadata.len(), modified_nanoseconds: modified_nanoseconds(metadata), inode: inode(metadata) }
    }

    /// Returns the state of a file whose article is read from `others` as well. It changes when any of them does.
    pub(super) fn with(self, others: &[Self]) -> Self {
        let mut hasher = StableHasher::default();
        for other in others {
            hasher.write(&other.n_bytes.to_le_bytes());
            hasher.write(&other.modified_nanoseconds.to_le_bytes());
            hasher.write(&other.inode.to_le_bytes());
        }
        // A time is only ever compared with another one, so it need not be a moment.
        Self { modified_nanoseconds: self.modified_nanoseconds ^ hasher.finish().cast_signed(), ..self }
    }

    /// Returns the state of a file in memory, which never changes.
    pub(super) fn in_memory(n_bytes: usize) -> Self {
        Self { n_bytes: n_bytes as u64, ..Self::default() }
    }
}

/// Returns the time of the last change. A time outside of the years 1677 to 2262, which no real file has, becomes the
/// nearest one inside.
fn modified_nanoseconds(metadata: &Metadata) -> i64 {
    let Ok(modified) = metadata.modified() else {
        return 0;
    };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanoseconds| -nanoseconds),
    }
}

#[cfg(unix)]
/// Returns the file's number in its file system.
pub(super) fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
/// Returns the file's number in its file system.
pub(super) fn inode(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn what_changes_a_file_changes_its_state() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "The ferry sailed.").unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        let state = || FileState::of(&fs::metadata(&path).unwrap());
        for (time, nanoseconds) in [
            (UNIX_EPOCH + Duration::new(1_646_784_000, 5), 1_646_784_000_000_000_005),
            (UNIX_EPOCH, 0),
            (UNIX_EPOCH - Duration::from_mins(1), -60_000_000_000),
        ] {
            file.set_modified(time).unwrap();
            assert_eq!((state().n_bytes, state().modified_nanoseconds), (17, nanoseconds));
        }
        file.set_modified(SystemTime::now()).unwrap();
        let before = state();
        assert_eq!(before, state());
        fs::write(folder.path().join("b.txt"), "The ferry sailed.").unwrap();
        fs::rename(folder.path().join("b.txt"), &path).unwrap();
        assert!(cfg!(not(unix)) || state().inode != before.inode);
        fs::write(&path, "The ferry stayed in port.").unwrap();
        assert_ne!(state().n_bytes, before.n_bytes);
    }
}
