//! The folders of the program's own files, which belong to no corpus.
//!
//! If an index were read as articles, it would be written again with them, and read again, without an end.

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The program's own folders, by the paths from the settings and the system. They need not exist.
///
/// They are not part of the hash that distinguishes indexes, because no index has any content of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFolders(Vec<OwnFolder>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFolder {
    pub path: PathBuf,
    /// The name of the purpose: `cache`, `state`.
    pub purpose: &'static str,
}

impl OwnFolders {
    pub fn new(folders: impl IntoIterator<Item = OwnFolder>) -> Self {
        Self(folders.into_iter().collect())
    }

    /// Looks up the current places of the folders on disk.
    pub fn found(&self) -> FoundOwnFolders {
        FoundOwnFolders(self.0.iter().map(FoundFolder::of).collect())
    }

    /// Returns the purpose of the own folder that `folder` is or is inside.
    pub fn purpose_of(&self, folder: &Path) -> Option<&'static str> {
        self.found().purpose_above(&real_path(folder))
    }
}

impl Hash for OwnFolders {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// Own folders as they are at the beginning of a walk or a watch.
#[derive(Debug)]
pub struct FoundOwnFolders(Vec<FoundFolder>);

#[derive(Debug)]
struct FoundFolder {
    /// The path without links.
    real: PathBuf,
    /// The device number and inode of the folder, which are the same for every path to it. `None` if it does not exist.
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
    /// True if `path` is one of the folders, or inside one. Links in the path are resolved only if links are followed.
    pub fn holds(&self, path: &Path, follow_links: bool) -> bool {
        self.purpose_around(path).is_some() || (follow_links && self.purpose_around(&real_path(path)).is_some())
    }

    /// Returns the purpose of the own folder at `real`, a path without links.
    ///
    /// A folder that was created meanwhile is found by that path, and one that is mounted at several places by its
    /// `metadata`.
    pub(super) fn purpose(&self, real: &Path, metadata: Option<&Metadata>) -> Option<&'static str> {
        let asked = metadata.and_then(identity);
        let is_it = |folder: &&FoundFolder| folder.real == real || (asked.is_some() && folder.identity == asked);
        self.0.iter().find(is_it).map(|folder| folder.purpose)
    }

    /// Returns the purpose of the own folder that is at `real`, a path without links, or above it.
    pub(super) fn purpose_around(&self, real: &Path) -> Option<&'static str> {
        self.0.iter().find(|folder| real.starts_with(&folder.real)).map(|folder| folder.purpose)
    }

    /// Returns the purpose of the own folder that is at `real` or above it, by path or by identity. `real` must exist
    /// and have no links.
    ///
    /// The identity finds an own folder that is mounted at another place.
    pub(super) fn purpose_above(&self, real: &Path) -> Option<&'static str> {
        crate::screen_thread::check("looking at the program's own folders");
        if self.0.is_empty() {
            return None;
        }
        real.ancestors().find_map(|place| self.purpose(place, std::fs::metadata(place).ok().as_ref()))
    }
}

/// The file of an index that names its folder of articles.
pub const INDEX_FOLDER_FILE: &str = "FOLDER";

/// The beginning of that file.
pub const INDEX_FOLDER_START: &str = "last used ";

/// Returns true if `folder` is an index of this program, at any place. An index that was stored or copied here is no
/// collection of articles.
pub(super) fn is_index(folder: &Path) -> bool {
    let name = folder.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    // Only few folders have such a name, so hardly any is opened.
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

/// The number of digits of the hash at the end of the name of an index.
const INDEX_HASH_DIGITS: usize = 16;

/// Returns `path` without links, as far as it exists.
pub(super) fn real_path(path: &Path) -> PathBuf {
    crate::screen_thread::check("following links to a folder");
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for place in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (std::fs::canonicalize(place), path.strip_prefix(place)) {
            // A join with an empty path would add a separator at the end.
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
