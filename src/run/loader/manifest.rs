//! The manifest: the files that have been read, with the data that show if a file has changed.
//!
//! Files of the opened index, and files read some time ago, are in a sorted list. The list is merged with the files of
//! each folder that a walk finds. Files that were read more recently are looked up by path.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use foldhash::fast::RandomState as FoldHasher;
use indexmap::IndexMap;
use smallvec::SmallVec;

use super::counters::Outcome;
use crate::article::{Accounting, Severity};
use crate::corpus::{FilePlace, FileState, FoundFile, ResumePoint, path_of_bytes};
use crate::index::RowId;
use crate::index::stored::file_chunks::ChunkRecord;

mod sorted_files;

use sorted_files::SortedFiles;

/// The share of recently read files at which they are moved to the sorted list: one for every so many files in the
/// list.
const SORTED_SHARE: usize = 8;

/// The files that have been read.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    sorted: SortedFiles,
    /// The files read since the sorted list was built. None of them is in the sorted list.
    since: IndexMap<Arc<Path>, FileEntry, FoldHasher>,
    /// The number of the current walk. Files that are read now were found by it.
    pub walk: u32,
}

/// Ranges of rows or bytes of a file. Nearly always one range, which needs no allocation.
pub(super) type Ranges<T> = SmallVec<[Range<T>; 1]>;

/// The entry of a file. It is small (48 bytes), because every file of the folder has one.
#[derive(Debug, Default)]
pub(super) struct FileEntry {
    /// The state of the file before it was last read.
    state: FileState,
    /// The first range of rows. `more` has the others.
    rows: Range<RowId>,
    outcome: Outcome,
    /// True if all bytes of the file have been read in its current state.
    is_whole: bool,
    /// The number of the last walk that found the file.
    seen_in: AtomicU32,
    /// The data that only few files have.
    rare: Option<Box<RareFileData>>,
}

/// The data of a file that was read in chunks or may grow.
#[derive(Debug, Default)]
struct RareFileData {
    /// The ranges of rows after the first. They are few, because the articles of a chunk are adjacent.
    rows: Vec<Range<RowId>>,
    /// True if the file was read whole and has grown since.
    ///
    /// The appended lines are not one of the chunks that a walk splits the file into. So if they were not read to their
    /// end, the whole file is read again.
    has_grown: bool,
    /// The bytes read so far, while they are not the whole file. They are of the current state, or of the state before
    /// the file grew.
    read: Ranges<u64>,
    /// The resume point of the file.
    resume_point: Option<ResumePoint>,
}

/// The verdict about a file that a walk has found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It has been read, and has not changed since.
    Unchanged(Outcome),
    /// It has not changed. These bytes have been read, and the rest has not.
    PartlyRead(Ranges<u64>),
    /// It has changed. With a resume point, the change may be only that lines were appended.
    Changed(Option<ResumePoint>),
    /// It has never been read.
    New,
}

impl Manifest {
    /// Returns an empty manifest with capacity for `n_files` files, which must be added in order.
    pub fn with_capacity(n_files: usize) -> Self {
        Self { sorted: SortedFiles::with_capacity(n_files), ..Self::default() }
    }

    /// Adds a file after all others. The file must not be among those read since.
    pub fn push(&mut self, place: FilePlace<'_>, entry: FileEntry) {
        self.sorted.push(place, entry);
    }

    /// Gives each file of a folder to `take` with its verdict, and marks it as found by the current walk. `files` must
    /// be sorted by name.
    pub fn judge<'found>(
        &self,
        folder: &Path,
        files: &'found [FoundFile],
        take: &mut dyn FnMut(&'found FoundFile, Verdict),
    ) {
        let mut known = self.sorted.files_in(folder.as_os_str().as_encoded_bytes());
        let mut path = PathBuf::new();
        for file in files {
            let name = file.name.as_encoded_bytes();
            known.start = self.sorted.seek(known.clone(), name);
            let is_known = known.start < known.end;
            let entry = if is_known { self.sorted.named(known.start, name) } else { None };
            let entry = entry.or_else(|| {
                if self.since.is_empty() {
                    return None;
                }
                path.clear();
                path.push(folder);
                path.push(&file.name);
                self.since.get(path.as_path())
            });
            take(file, entry.map_or(Verdict::New, |entry| entry.verdict(file.state, self.walk)));
        }
    }

    /// Records that a chunk of a file was read completely or in part, with the rows of its articles.
    pub fn add(&mut self, chunk: &ChunkRecord, rows: impl IntoIterator<Item = Range<RowId>>) {
        let Self { sorted, since, walk } = self;
        let known = || sorted.take(FilePlace::of(&chunk.path)).unwrap_or_default();
        let entry = since.entry(Arc::clone(&chunk.path)).or_insert_with(known);
        entry.add_chunk(chunk);
        rows.into_iter().for_each(|rows| entry.add_rows(rows));
        *entry.seen_in.get_mut() = *walk;
    }

    /// Removes a file, and returns its entry.
    pub fn forget(&mut self, path: &Path) -> Option<FileEntry> {
        self.since.swap_remove(path).or_else(|| self.sorted.take(FilePlace::of(path)))
    }

    /// Puts back an entry that [`Self::forget`] returned. Nothing may have been added for the file meanwhile.
    pub fn put_back(&mut self, path: Arc<Path>, entry: FileEntry) {
        self.since.insert(path, entry);
    }

    pub fn entry(&self, path: &Path) -> Option<&FileEntry> {
        self.since.get(path).or_else(|| self.sorted.get(FilePlace::of(path)))
    }

    /// True if it has no file.
    pub fn is_empty(&self) -> bool {
        self.since.is_empty() && self.sorted.len() == 0
    }

    /// Returns the known files that the current walk has not found.
    pub fn unseen(&self) -> Vec<Arc<Path>> {
        let is_unseen = |entry: &FileEntry| entry.seen_in.load(Ordering::Relaxed) != self.walk;
        let mut bytes = Vec::new();
        let sorted = self.sorted.iter().filter(|(_, entry)| is_unseen(entry)).filter_map(|(place, _)| {
            place.write_path(&mut bytes);
            path_of_bytes(&bytes).map(Arc::from)
        });
        let since = self.since.iter().filter(|(_, entry)| is_unseen(entry)).map(|(path, _)| Arc::clone(path));
        sorted.chain(since).collect()
    }

    /// True if a file is known and the current walk has not found it.
    pub fn is_unseen(&self, path: &Path) -> bool {
        self.entry(path).is_some_and(|entry| entry.seen_in.load(Ordering::Relaxed) != self.walk)
    }

    /// Returns the numbers of files by outcome, without the files that the walk set aside.
    pub fn accounting(&self) -> Accounting {
        let mut accounting = Accounting::default();
        for entry in self.sorted.iter().map(|(_, entry)| entry).chain(self.since.values()) {
            entry.count_in(&mut accounting);
        }
        accounting
    }

    /// Moves the recently read files to the sorted list, if they are many. For the end of a load.
    pub fn sort_if_due(&mut self) {
        if self.since.is_empty() || self.since.len() < self.sorted.len() / SORTED_SHARE {
            return;
        }
        let mut since: Vec<(Arc<Path>, Option<FileEntry>)> =
            std::mem::take(&mut self.since).into_iter().map(|(path, entry)| (path, Some(entry))).collect();
        since.sort_unstable_by(|(one, _), (other, _)| FilePlace::of(one).cmp(&FilePlace::of(other)));
        let since = since.iter_mut().filter_map(|(path, entry)| Some((FilePlace::of(path), entry.take()?)));
        self.sorted = std::mem::take(&mut self.sorted).merge(since);
    }
}

impl FileEntry {
    /// Returns the verdict about the file, which walk number `walk` has found in `state`.
    fn verdict(&self, state: FileState, walk: u32) -> Verdict {
        self.seen_in.store(walk, Ordering::Relaxed);
        if self.state != state {
            let resume_point = self.rare.as_ref().and_then(|rare| rare.resume_point);
            return Verdict::Changed(resume_point.filter(|_| self.is_whole));
        }
        if self.is_whole {
            return Verdict::Unchanged(self.outcome);
        }
        match &self.rare {
            Some(more) if more.has_grown => Verdict::Changed(None),
            rare => Verdict::PartlyRead(rare.as_ref().map(|rare| rare.read.clone()).unwrap_or_default()),
        }
    }

    /// Records that a chunk of the file was read completely or in part.
    pub fn add_chunk(&mut self, chunk: &ChunkRecord) {
        self.set_state(chunk.state);
        let has_unread = chunk.problems.iter().any(|problem| problem.severity == Severity::NotShown);
        self.outcome = self.outcome.and(Outcome { has_articles: chunk.has_articles, has_unread });
        if chunk.is_read {
            self.add_read(match chunk.lines {
                Some(lines) => lines.range.start..lines.range.start + lines.range.length,
                None => 0..chunk.state.n_bytes,
            });
        }
        if chunk.resume_point.is_some() {
            self.rare_mut().resume_point = chunk.resume_point;
        }
    }

    /// Counts the file as found, and by its outcome.
    pub fn count_in(&self, accounting: &mut Accounting) {
        accounting.n_seen += 1;
        self.outcome.count_in(accounting);
    }

    /// Returns the ranges of rows, in order.
    pub fn rows(&self) -> Ranges<RowId> {
        let later = self.rare.iter().flat_map(|rare| rare.rows.iter().cloned());
        std::iter::once(self.rows.clone()).filter(|rows| !rows.is_empty()).chain(later).collect()
    }

    fn rare_mut(&mut self) -> &mut RareFileData {
        self.rare.get_or_insert_default()
    }

    pub fn add_rows(&mut self, rows: Range<RowId>) {
        if rows.is_empty() {
            return;
        }
        if self.rows.is_empty() {
            self.rows = rows;
            return;
        }
        let last = self.rare.as_mut().and_then(|rare| rare.rows.last_mut()).unwrap_or(&mut self.rows);
        if last.end == rows.start {
            last.end = rows.end;
        } else {
            self.rare_mut().rows.push(rows);
        }
    }

    /// Sets the state of the file. If it was read whole in another state, it has grown, and the bytes read before stay
    /// valid.
    fn set_state(&mut self, state: FileState) {
        if self.is_whole && self.state != state {
            let read = 0..self.state.n_bytes;
            self.is_whole = false;
            let more = self.rare_mut();
            more.has_grown = true;
            more.read.push(read);
        }
        self.state = state;
    }

    /// Records that these bytes have been read.
    fn add_read(&mut self, bytes: Range<u64>) {
        if self.is_whole {
            return;
        }
        let mut read = self.rare.as_mut().map(|rare| std::mem::take(&mut rare.read)).unwrap_or_default();
        read.push(bytes);
        read.sort_unstable_by_key(|range| range.start);
        let end = read.iter().try_fold(0, |end, range| (range.start <= end).then_some(end.max(range.end)));
        self.is_whole = end.is_some_and(|end| end >= self.state.n_bytes);
        if !self.is_whole {
            self.rare_mut().read = read;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ByteRange;
    use crate::corpus::LineRange;

    fn chunk(start: u64, length: u64, n_bytes: u64, is_read: bool) -> ChunkRecord {
        let lines = LineRange { range: ByteRange { start, length }, first_item: 1, first_line: 1 };
        let state = FileState { n_bytes, modified_nanoseconds: 7, inode: 1 };
        ChunkRecord { is_read, ..ChunkRecord::new(&Path::new("a.jsonl").into(), Some(lines), state) }
    }

    fn verdict(manifest: &Manifest, folder: &str, name: &str, state: FileState) -> Verdict {
        let mut verdicts = Vec::new();
        let found = [FoundFile { name: name.into(), state }];
        manifest.judge(Path::new(folder), &found, &mut |_, verdict| verdicts.push(verdict));
        verdicts.pop().unwrap()
    }

    #[test]
    fn a_file_is_read_when_all_its_chunks_are() {
        let mut manifest = Manifest { walk: 1, ..Manifest::default() };
        let verdict_of = |manifest: &Manifest, n_bytes, modified_nanoseconds| {
            verdict(manifest, "", "a.jsonl", FileState { n_bytes, modified_nanoseconds, inode: 1 })
        };
        assert_eq!(verdict_of(&manifest, 30, 7), Verdict::New);
        manifest.add(&chunk(10, 20, 30, true), std::iter::once(0..5));
        manifest.add(&chunk(0, 10, 30, false), std::iter::once(5..6));
        assert_eq!(verdict_of(&manifest, 30, 7), Verdict::PartlyRead(std::iter::once(10..30).collect()));
        manifest.add(&chunk(0, 10, 30, true), std::iter::once(6..9));
        assert_eq!(verdict_of(&manifest, 30, 7), Verdict::Unchanged(Outcome::default()));
        assert_eq!(verdict_of(&manifest, 30, 8), Verdict::Changed(None));
        assert_eq!(manifest.entry(Path::new("a.jsonl")).unwrap().rows().as_slice(), std::slice::from_ref(&(0..9)));
        assert_eq!(manifest.unseen().len(), 0);
        // The result is the same if the file is in the sorted list.
        manifest.sort_if_due();
        assert!(manifest.since.is_empty());
        manifest.walk = 2;
        assert_eq!(manifest.unseen(), [Arc::from(Path::new("a.jsonl"))]);
        assert!(manifest.is_unseen(Path::new("a.jsonl")) && !manifest.is_unseen(Path::new("b.jsonl")));
        manifest.add(&chunk(30, 5, 35, true), std::iter::once(9..10));
        assert_eq!((manifest.sorted.len(), manifest.since.len()), (0, 1));
        assert_eq!(verdict_of(&manifest, 35, 7), Verdict::Unchanged(Outcome::default()));
        assert!(manifest.forget(Path::new("a.jsonl")).is_some());
        assert_eq!(verdict_of(&manifest, 35, 7), Verdict::New);
        assert!(manifest.is_empty());
    }

    #[test]
    fn what_grew_and_was_not_read_whole_is_read_anew_with_all_before_it() {
        let mut manifest = Manifest { walk: 1, ..Manifest::default() };
        let state = FileState { n_bytes: 30, modified_nanoseconds: 7, inode: 1 };
        manifest.add(&chunk(0, 20, 20, true), std::iter::once(0..5));
        manifest.add(&chunk(20, 10, 30, false), std::iter::once(5..6));
        assert_eq!(verdict(&manifest, "", "a.jsonl", state), Verdict::Changed(None));
        manifest.add(&chunk(20, 10, 30, true), std::iter::once(6..7));
        assert_eq!(verdict(&manifest, "", "a.jsonl", state), Verdict::Unchanged(Outcome::default()));
    }

    #[test]
    fn the_files_of_a_folder_are_merged_with_those_known_of_it() {
        let state = |n_bytes| FileState { n_bytes, modified_nanoseconds: 7, inode: 1 };
        let read = |path: &str, n_bytes| ChunkRecord {
            is_read: true,
            ..ChunkRecord::new(&Path::new(path).into(), None, state(n_bytes))
        };
        let mut manifest = Manifest { walk: 1, ..Manifest::default() };
        for path in ["a/b.txt", "a/d.txt", "a/e.txt", "b.txt", "b/c.txt"] {
            manifest.add(&read(path, 5), []);
        }
        manifest.sort_if_due();
        manifest.add(&read("a/bb.txt", 5), []);
        manifest.add(&read("a/e.txt", 6), []);
        manifest.walk = 2;
        let found = ["a.txt", "b.txt", "bb.txt", "c.txt", "d.txt", "e.txt"]
            .map(|name| (name, if name == "d.txt" { 4 } else { 5 }));
        let found = found.map(|(name, n_bytes)| FoundFile { name: name.into(), state: state(n_bytes) });
        let mut verdicts = Vec::new();
        manifest.judge(Path::new("a"), &found, &mut |_, verdict| verdicts.push(verdict));
        let unchanged = || Verdict::Unchanged(Outcome::default());
        let (new, changed) = (|| Verdict::New, || Verdict::Changed(None));
        assert_eq!(verdicts, [new(), unchanged(), unchanged(), new(), changed(), changed()]);
        assert_eq!(manifest.unseen(), ["b.txt", "b/c.txt"].map(|path| Arc::from(Path::new(path))));
        assert_eq!(manifest.accounting().n_seen, 6);
    }
}
