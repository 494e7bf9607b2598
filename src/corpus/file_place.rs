//! The order of files in an index and in a walk: by folder, then by name.

use std::path::Path;

/// The sort key of a file in that order: its folder and its name, both as bytes.
///
/// A walk finds the files of a folder in this order, so they can be merged with the sorted list of known files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePlace<'path> {
    /// The folder, relative to the folder of the corpus, which is the empty path.
    pub folder: &'path [u8],
    pub name: &'path [u8],
}

impl<'path> FilePlace<'path> {
    /// Returns the place of the file at `path`.
    pub fn of(path: &'path Path) -> Self {
        Self::of_bytes(path.as_os_str().as_encoded_bytes())
    }

    /// Returns the place of the file whose path has these bytes.
    pub fn of_bytes(path: &'path [u8]) -> Self {
        let separator = path.iter().rposition(|byte| std::path::is_separator(char::from(*byte)));
        let (folder, name) = separator.map_or((&path[..0], path), |at| (&path[..at], &path[at + 1..]));
        Self { folder, name }
    }

    /// Replaces the content of `into` by the bytes of the path.
    pub fn write_path(self, into: &mut Vec<u8>) {
        into.clear();
        into.extend_from_slice(self.folder);
        if !self.folder.is_empty() {
            into.push(std::path::MAIN_SEPARATOR as u8);
        }
        into.extend_from_slice(self.name);
    }
}

/// Returns the path with these bytes. `None` if the system has no such path.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "on other systems a path must be Unicode")]
pub fn path_of_bytes(bytes: &[u8]) -> Option<&Path> {
    use std::os::unix::ffi::OsStrExt;
    Some(Path::new(std::ffi::OsStr::from_bytes(bytes)))
}

/// Returns the path with these bytes. `None` if the system has no such path.
#[cfg(not(unix))]
pub fn path_of_bytes(bytes: &[u8]) -> Option<&Path> {
    std::str::from_utf8(bytes).map(Path::new).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_folder_follow_each_other() {
        let in_order = ["a.txt", "b.txt", "a/a.txt", "a/z.txt", "a b/c.txt", "a/b/a.txt", "b/a.txt"];
        let places = in_order.map(|path| FilePlace::of(Path::new(path)));
        assert!(places.is_sorted(), "{places:?}");
        let mut bytes = Vec::new();
        for (path, place) in in_order.into_iter().zip(places) {
            place.write_path(&mut bytes);
            assert_eq!(path_of_bytes(&bytes), Some(Path::new(path)));
        }
    }
}
