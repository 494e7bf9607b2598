//! The sorted list of known files. All names share one buffer, so a file has no allocation of its own. The files that a
//! walk finds in a folder are compared with this list as two sorted lists are merged.

use std::ops::Range;

use super::FileEntry;
use crate::corpus::FilePlace;

/// Known files, sorted by place.
#[derive(Debug, Default)]
pub(super) struct SortedFiles {
    folders: Vec<SortedFolder>,
    /// The concatenated names of all files.
    names: Vec<u8>,
    /// The end of each file's name in `names`. 32 bits are enough: all names of a folder of news together are far below
    /// 4 GiB.
    name_ends: Vec<u32>,
    /// The entry of each file; `None` if the file was removed. Its name is kept until the next list is built.
    entries: Vec<Option<FileEntry>>,
    n_taken: usize,
}

/// A folder that directly contains files.
#[derive(Debug)]
struct SortedFolder {
    path: Box<[u8]>,
    /// The number of its first file. The files of the next folder follow its last file.
    first_file: u32,
}

impl SortedFiles {
    /// Returns an empty list with capacity for `n_files` files.
    pub fn with_capacity(n_files: usize) -> Self {
        Self { name_ends: Vec::with_capacity(n_files), entries: Vec::with_capacity(n_files), ..Self::default() }
    }

    /// Adds a file after all others. Its place must be greater than theirs.
    pub fn push(&mut self, place: FilePlace<'_>, entry: FileEntry) {
        debug_assert!(self.last_place().is_none_or(|last| last < place), "files are added in order: {place:?}");
        if self.folders.last().is_none_or(|last| *last.path != *place.folder) {
            let first_file = self.entries.len() as u32;
            self.folders.push(SortedFolder { path: place.folder.into(), first_file });
        }
        self.names.extend_from_slice(place.name);
        self.name_ends.push(self.names.len() as u32);
        self.entries.push(Some(entry));
    }

    fn last_place(&self) -> Option<FilePlace<'_>> {
        let folder = &self.folders.last()?.path;
        Some(FilePlace { folder, name: self.name(self.entries.len().checked_sub(1)?) })
    }

    /// Returns the number of files that were not removed.
    pub fn len(&self) -> usize {
        self.entries.len() - self.n_taken
    }

    /// Returns the numbers of the files directly in a folder. Empty if there are none.
    pub fn files_in(&self, folder: &[u8]) -> Range<usize> {
        self.folders
            .binary_search_by(|known| (*known.path).cmp(folder))
            .map_or(0..0, |folder_idx| self.files_of(folder_idx))
    }

    fn files_of(&self, folder_idx: usize) -> Range<usize> {
        let next = self.folders.get(folder_idx + 1).map_or(self.entries.len(), |next| next.first_file as usize);
        self.folders[folder_idx].first_file as usize..next
    }

    /// Returns the number of the first of `files` whose name is not less than `name`. All `files` must be in one
    /// folder.
    ///
    /// It is an exponential search: the next name of a sorted list is usually near the start.
    pub fn seek(&self, files: Range<usize>, name: &[u8]) -> usize {
        let mut start = files.start;
        let mut step = 1;
        // All files before `start` have a lesser name.
        while start < files.end && self.name(start) < name {
            let next = (start + step).min(files.end);
            if next == files.end || self.name(next) >= name {
                let (mut low, mut high) = (start + 1, next);
                while low < high {
                    let middle = low.midpoint(high);
                    if self.name(middle) < name { low = middle + 1 } else { high = middle }
                }
                return low;
            }
            start = next;
            step *= 2;
        }
        start
    }

    /// Returns the entry of a file by number, if its name is `name` and it was not removed.
    pub fn named(&self, file: usize, name: &[u8]) -> Option<&FileEntry> {
        let entry = self.entries.get(file)?.as_ref()?;
        (self.name(file) == name).then_some(entry)
    }

    /// Returns the entry of the file at a place.
    pub fn get(&self, place: FilePlace<'_>) -> Option<&FileEntry> {
        self.entries[self.find(place)?].as_ref()
    }

    /// Removes the file at a place, and returns its entry.
    pub fn take(&mut self, place: FilePlace<'_>) -> Option<FileEntry> {
        let file = self.find(place)?;
        let entry = self.entries[file].take();
        self.n_taken += usize::from(entry.is_some());
        entry
    }

    fn find(&self, place: FilePlace<'_>) -> Option<usize> {
        let files = self.files_in(place.folder);
        let file = self.seek(files.clone(), place.name);
        (file < files.end && self.name(file) == place.name).then_some(file)
    }

    /// Returns all files with their places, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FilePlace<'_>, &FileEntry)> {
        self.folders.iter().enumerate().flat_map(move |(folder_idx, folder)| {
            self.files_of(folder_idx).filter_map(move |file| {
                let place = FilePlace { folder: &folder.path, name: self.name(file) };
                Some((place, self.entries[file].as_ref()?))
            })
        })
    }

    /// Returns a list of these files and `others`, which must be sorted and must not contain any of these files.
    pub fn merge<'path>(mut self, others: impl Iterator<Item = (FilePlace<'path>, FileEntry)>) -> Self {
        let mut merged = Self::with_capacity(self.len() + others.size_hint().0);
        let mut others = others.peekable();
        let mut entries = std::mem::take(&mut self.entries).into_iter();
        self.entries = Vec::new();
        for folder_idx in 0..self.folders.len() {
            let next = self.folders.get(folder_idx + 1).map_or(self.name_ends.len(), |next| next.first_file as usize);
            let folder = &self.folders[folder_idx];
            for (file, entry) in (folder.first_file as usize..next).zip(&mut entries) {
                let place = FilePlace { folder: &folder.path, name: self.name(file) };
                while let Some((other, entry)) = others.next_if(|(other, _)| *other < place) {
                    merged.push(other, entry);
                }
                if let Some(entry) = entry {
                    merged.push(place, entry);
                }
            }
        }
        for (place, entry) in others {
            merged.push(place, entry);
        }
        merged
    }

    fn name(&self, file: usize) -> &[u8] {
        let start = file.checked_sub(1).map_or(0, |before| self.name_ends[before] as usize);
        &self.names[start..self.name_ends[file] as usize]
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn sorted(paths: &[&str]) -> SortedFiles {
        let mut files = SortedFiles::default();
        for path in paths {
            files.push(FilePlace::of(Path::new(path)), FileEntry::default());
        }
        files
    }

    fn paths(files: &SortedFiles) -> Vec<String> {
        let mut bytes = Vec::new();
        let path = |(place, _): (FilePlace<'_>, _)| {
            place.write_path(&mut bytes);
            String::from_utf8(bytes.clone()).unwrap()
        };
        files.iter().map(path).collect()
    }

    #[test]
    fn every_name_is_found_from_every_place_before_it() {
        let names: Vec<String> = (0..70).map(|number| format!("{:03}.txt", number * 2)).collect();
        let files = sorted(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(files.files_in(b""), 0..70);
        for number in 0..=140 {
            let name = format!("{number:03}.txt");
            let expected = names.partition_point(|known| *known < name);
            for start in 0..=expected {
                assert_eq!(files.seek(start..70, name.as_bytes()), expected, "{name} from {start}");
            }
        }
    }

    #[test]
    fn files_are_taken_out_and_merged_with_others() {
        let mut files = sorted(&["b.txt", "z.txt", "a/a.txt", "a/c.txt", "d/a.txt"]);
        assert_eq!((files.files_in(b"a"), files.files_in(b"b"), files.files_in(b"d")), (2..4, 0..0, 4..5));
        let place = |path: &'static str| FilePlace::of(Path::new(path));
        assert!(files.get(place("a/c.txt")).is_some() && files.get(place("a/b.txt")).is_none());
        assert!(files.take(place("a/c.txt")).is_some() && files.take(place("a/c.txt")).is_none());
        assert!(files.get(place("a/c.txt")).is_none());
        assert_eq!(files.len(), 4);
        let others = ["c.txt", "a/b.txt", "a/d.txt", "c/a.txt", "e/a.txt"].map(place);
        let merged = files.merge(others.into_iter().map(|place| (place, FileEntry::default())));
        let expected = ["b.txt", "c.txt", "z.txt", "a/a.txt", "a/b.txt", "a/d.txt", "c/a.txt", "d/a.txt", "e/a.txt"];
        assert_eq!(paths(&merged), expected);
        assert_eq!(merged.len(), expected.len());
    }
}
