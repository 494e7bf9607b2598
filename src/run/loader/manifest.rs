//! The manifest: the files that have been read, with the facts that tell whether a file has changed.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use foldhash::fast::RandomState as FoldHasher;
use indexmap::IndexMap;
use smallvec::SmallVec;

use super::counters::Outcome;
use crate::article::{Accounting, Severity};
use crate::corpus::{File, FileState, ReadSoFar};
use crate::index::RowId;
use crate::index::stored::pieces::PieceRecord;

/// The files that have been read.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    files: IndexMap<Arc<Path>, FileEntry, FoldHasher>,
    /// The number of the walk that is under way: what is read now, it came upon.
    pub walk: u32,
}

/// Ranges of rows or bytes of a file: nearly always one, which then needs no memory of its own.
pub(super) type Ranges<T> = SmallVec<[Range<T>; 1]>;

/// The entry of a file. There is one for each file of the folder, so it is small: 48 bytes.
#[derive(Debug, Default)]
pub(super) struct FileEntry {
    /// The file as it was found before it was read last.
    state: FileState,
    /// The first of its ranges of rows.
    rows: Range<RowId>,
    outcome: Outcome,
    /// True if all its bytes have been read, in the state that it is in.
    is_whole: bool,
    /// The walk that came upon it last.
    seen_in: AtomicU32,
    /// The facts that only few files have.
    more: Option<Box<More>>,
}

/// The facts of a file that was read in pieces or may grow.
#[derive(Debug, Default)]
struct More {
    /// Its rows but for the first range; few ranges, as the articles of a piece follow each other.
    rows: Vec<Range<RowId>>,
    /// The bytes that have been read, in the state that the file is in or that it has grown from, while they are not
    /// all.
    read: Ranges<u64>,
    /// The state needed to read on where it ended.
    read_so_far: Option<ReadSoFar>,
}

/// The treatment of a file that a walk has found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It has been read, and has not changed since.
    Unchanged(Outcome),
    /// It has not changed; these bytes have been read, and the rest has not.
    PartlyRead(Ranges<u64>),
    /// It has changed. What is remembered of it may tell that it only grew.
    Changed(Option<ReadSoFar>),
    /// Nothing has been read of it.
    New,
}

impl Manifest {
    /// An empty manifest with room for so many files.
    pub fn with_capacity(n_files: usize) -> Self {
        Self { files: IndexMap::with_capacity_and_hasher(n_files, FoldHasher::default()), walk: 0 }
    }

    /// Decides the treatment of a file. The file counts as seen by the walk that is under way.
    pub fn verdict(&self, file: &File) -> Verdict {
        let Some(entry) = self.files.get(&file.path) else {
            return Verdict::New;
        };
        entry.seen_in.store(self.walk, Ordering::Relaxed);
        if entry.state != file.state {
            let read_so_far = entry.more.as_ref().and_then(|more| more.read_so_far);
            return Verdict::Changed(read_so_far.filter(|_| entry.is_whole));
        }
        if entry.is_whole {
            return Verdict::Unchanged(entry.outcome);
        }
        Verdict::PartlyRead(entry.more.as_ref().map(|more| more.read.clone()).unwrap_or_default())
    }

    /// Takes in that a piece of a file was read, or begun to be, and which rows it gave.
    pub fn add(&mut self, piece: &PieceRecord, rows: Range<RowId>) {
        let walk = self.walk;
        let entry = self.entry_mut(&piece.path);
        entry.add_rows(rows);
        *entry.seen_in.get_mut() = walk;
        entry.set_state(piece.state);
        let has_unread = piece.problems.iter().any(|problem| problem.severity == Severity::NotShown);
        entry.outcome = entry.outcome.and(Outcome { has_articles: piece.has_articles, has_unread });
        if piece.is_read {
            entry.add_read(match piece.part {
                Some(part) => part.range.start..part.range.start + part.range.length,
                None => 0..piece.state.n_bytes,
            });
        }
        if piece.read_so_far.is_some() {
            entry.more().read_so_far = piece.read_so_far;
        }
    }

    /// Adds rows of a file.
    pub fn add_rows(&mut self, path: &Arc<Path>, rows: Range<RowId>) {
        self.entry_mut(path).add_rows(rows);
    }

    fn entry_mut(&mut self, path: &Arc<Path>) -> &mut FileEntry {
        self.files.entry(Arc::clone(path)).or_default()
    }

    /// Forgets a file, and returns what was known of it.
    pub fn forget(&mut self, path: &Path) -> Option<FileEntry> {
        self.files.swap_remove(path)
    }

    pub fn entry(&self, path: &Path) -> Option<&FileEntry> {
        self.files.get(path)
    }

    /// True if no file has been read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files that the walk did not come upon.
    pub fn unseen(&self) -> Vec<Arc<Path>> {
        let unseen = self.files.iter().filter(|(_, entry)| entry.seen_in.load(Ordering::Relaxed) != self.walk);
        unseen.map(|(path, _)| Arc::clone(path)).collect()
    }

    /// A file, if the walk did not come upon it.
    pub fn unseen_file(&self, path: &Path) -> Option<Arc<Path>> {
        let (_, path, entry) = self.files.get_full(path)?;
        (entry.seen_in.load(Ordering::Relaxed) != self.walk).then(|| Arc::clone(path))
    }

    /// The numbers of files by outcome, without the files that the walk set aside.
    pub fn accounting(&self) -> Accounting {
        let mut accounting = Accounting { n_seen: self.files.len() as u64, ..Accounting::default() };
        for entry in self.files.values() {
            entry.outcome.count_in(&mut accounting);
        }
        accounting
    }
}

impl FileEntry {
    /// Its rows.
    pub fn rows(&self) -> Ranges<RowId> {
        let later = self.more.iter().flat_map(|more| more.rows.iter().cloned());
        std::iter::once(self.rows.clone()).filter(|rows| !rows.is_empty()).chain(later).collect()
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    fn add_rows(&mut self, rows: Range<RowId>) {
        if rows.is_empty() {
            return;
        }
        if self.rows.is_empty() {
            self.rows = rows;
            return;
        }
        let last = self.more.as_mut().and_then(|more| more.rows.last_mut()).unwrap_or(&mut self.rows);
        if last.end == rows.start {
            last.end = rows.end;
        } else {
            self.more().rows.push(rows);
        }
    }

    /// Takes in how the file was found. What was read of it stays read: it has grown.
    fn set_state(&mut self, state: FileState) {
        if self.is_whole && self.state != state {
            let read = 0..self.state.n_bytes;
            self.is_whole = false;
            self.more().read.push(read);
        }
        self.state = state;
    }

    /// Takes in that these bytes have been read.
    fn add_read(&mut self, bytes: Range<u64>) {
        if self.is_whole {
            return;
        }
        let mut read = self.more.as_mut().map(|more| std::mem::take(&mut more.read)).unwrap_or_default();
        read.push(bytes);
        read.sort_unstable_by_key(|range| range.start);
        let end = read.iter().try_fold(0, |end, range| (range.start <= end).then_some(end.max(range.end)));
        self.is_whole = end.is_some_and(|end| end >= self.state.n_bytes);
        if !self.is_whole {
            self.more().read = read;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ByteRange;
    use crate::corpus::Part;

    fn piece(start: u64, length: u64, n_bytes: u64, is_read: bool) -> PieceRecord {
        let part = Part { range: ByteRange { start, length }, first_item: 1, first_line: 1 };
        let state = FileState { n_bytes, modified_nanoseconds: 7, inode: 1 };
        PieceRecord { is_read, ..PieceRecord::new(&Path::new("a.jsonl").into(), Some(part), state) }
    }

    #[test]
    fn a_file_is_read_when_all_its_pieces_are() {
        let file = |n_bytes, modified_nanoseconds| File {
            path: Path::new("a.jsonl").into(),
            state: FileState { n_bytes, modified_nanoseconds, inode: 1 },
        };
        let mut manifest = Manifest { walk: 1, ..Manifest::default() };
        assert_eq!(manifest.verdict(&file(30, 7)), Verdict::New);
        manifest.add(&piece(10, 20, 30, true), 0..5);
        manifest.add(&piece(0, 10, 30, false), 5..6);
        assert_eq!(manifest.verdict(&file(30, 7)), Verdict::PartlyRead(std::iter::once(10..30).collect()));
        manifest.add(&piece(0, 10, 30, true), 6..9);
        assert_eq!(manifest.verdict(&file(30, 7)), Verdict::Unchanged(Outcome::default()));
        assert_eq!(manifest.verdict(&file(30, 8)), Verdict::Changed(None));
        assert_eq!(manifest.entry(Path::new("a.jsonl")).unwrap().rows().as_slice(), std::slice::from_ref(&(0..9)));
        assert_eq!(manifest.unseen().len(), 0);
        manifest.walk = 2;
        assert_eq!(manifest.unseen().len(), 1);
        manifest.add(&piece(30, 5, 35, true), 9..10);
        assert_eq!(manifest.verdict(&file(35, 7)), Verdict::Unchanged(Outcome::default()));
        assert!(manifest.forget(Path::new("a.jsonl")).is_some());
        assert_eq!(manifest.verdict(&file(35, 7)), Verdict::New);
    }
}
