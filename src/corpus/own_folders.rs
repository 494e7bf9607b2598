//! The folders that the program keeps its own things in. They belong to no corpus: an index that was read as articles
//! would be written again for them, and read again, without an end.

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The program's own folders, by the paths that settings and system give them. They need not exist.
///
/// They are no part of what tells one index from another: no index holds anything of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFolders(Vec<OwnFolder>);

/// One of the program's own folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFolder {
    /// Its path.
    pub path: PathBuf,
    /// The name of its purpose: `cache`, `state`.
    pub purpose: &'static str,
}

impl OwnFolders {
    /// These folders.
    pub fn new(folders: impl IntoIterator<Item = OwnFolder>) -> Self {
        Self(folders.into_iter().collect())
    }

    /// Finds out where the folders are by now.
    pub fn found(&self) -> FoundOwnFolders {
        FoundOwnFolders(self.0.iter().map(FoundFolder::of).collect())
    }

    /// Returns the purpose of the own folder that `folder` is or is in.
    pub fn purpose_of(&self, folder: &Path) -> Option<&'static str> {
        self.found().purpose_above(&real_path(folder))
    }
}

impl Hash for OwnFolders {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// Own folders as they are found when a walk or a watch begins.
#[derive(Debug)]
pub struct FoundOwnFolders(Vec<FoundFolder>);

#[derive(Debug)]
struct FoundFolder {
    /// The path without links.
    real: PathBuf,
    /// The numbers by which the system knows the folder, whatever path leads to it; `None` where it does not exist.
    identity: Option<(u64, u64)>,
    purpose: &'static str,
}

impl FoundFolder {
    fn of(folder: &OwnFolder) -> Self {
        let real = real_path(&folder.path);
        let identity = std::fs::metadata(&real).ok().and_then(|metadata| identity(&metadata));
        Self { real, identity, purpose: folder.purpose }
    }
}

impl FoundOwnFolders {
    /// True if what is at `path` is one of the folders, or in one. Links on the way are looked at only where they
    /// are followed.
    pub fn holds(&self, path: &Path, follow_links: bool) -> bool {
        self.purpose_around(path).is_some() || (follow_links && self.purpose_around(&real_path(path)).is_some())
    }

    /// Returns the purpose of the own folder that is at `real`, a path without links. One that was made since
    /// is known by that path, and one that is mounted in several places by its `metadata`.
    pub(super) fn purpose(&self, real: &Path, metadata: Option<&Metadata>) -> Option<&'static str> {
        let asked = metadata.and_then(identity);
        let is_it = |folder: &&FoundFolder| folder.real == real || (asked.is_some() && folder.identity == asked);
        self.0.iter().find(is_it).map(|folder| folder.purpose)
    }

    /// Returns the purpose of the own folder that holds what is at `real`, a path without links, or is it.
    pub(super) fn purpose_around(&self, real: &Path) -> Option<&'static str> {
        self.0.iter().find(|folder| real.starts_with(&folder.real)).map(|folder| folder.purpose)
    }

    /// The same for what is at `real`, a path that exists, by whichever mount an own folder leads there.
    pub(super) fn purpose_above(&self, real: &Path) -> Option<&'static str> {
        crate::screen_thread::check("looking at the program's own folders");
        if self.0.is_empty() {
            return None;
        }
        real.ancestors().find_map(|place| self.purpose(place, std::fs::metadata(place).ok().as_ref()))
    }
}

/// The file of an index that says which folder it is of.
pub const INDEX_FOLDER_FILE: &str = "FOLDER";

/// What that file begins with.
pub const INDEX_FOLDER_START: &str = "last used ";

/// Returns whether `folder` is an index of this program, wherever it lies: one that was kept here once, or was copied
/// here, is no collection of articles.
pub(super) fn is_index(folder: &Path) -> bool {
    let name = folder.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    // Only few folders are named like one, so that hardly any is looked into.
    let is_named_so = name.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == INDEX_HASH_DIGITS && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
    });
    if !is_named_so {
        return false;
    }
    crate::screen_thread::check("looking into an index");
    let mut start = [0; INDEX_FOLDER_START.len()];
    let read = File::open(folder.join(INDEX_FOLDER_FILE)).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *INDEX_FOLDER_START.as_bytes()
}

/// The name of an index ends with a hash of so many digits.
const INDEX_HASH_DIGITS: usize = 16;

/// `path` without links, as far as it exists.
pub(super) fn real_path(path: &Path) -> PathBuf {
    crate::screen_thread::check("following links to a folder");
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for place in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (std::fs::canonicalize(place), path.strip_prefix(place)) {
            // Joined to nothing, it would end with a stroke.
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    path
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have no such numbers")]
fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}
