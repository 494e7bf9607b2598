//! What has been read of each file: what tells, without reading it, whether a file has changed.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use smallvec::SmallVec;

use super::counters::Outcome;
use crate::article::{Accounting, Severity};
use crate::corpus::{File, FileState, ReadSoFar};
use crate::index::RowId;
use crate::index::stored::pieces::PieceRecord;

/// What has been read of each file.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    files: HashMap<Arc<Path>, FileEntry>,
    /// The number of the walk that is under way: what is read now, it came upon.
    pub walk: u32,
}

/// Ranges of rows or bytes of a file: nearly always one, which then needs no memory of its own.
pub(super) type Ranges<T> = SmallVec<[Range<T>; 1]>;

/// What has been read of a file.
#[derive(Debug, Default)]
pub(super) struct FileEntry {
    /// The file as it was found before it was read last.
    state: FileState,
    /// Its rows; few ranges, as the articles of a piece follow each other.
    pub rows: Ranges<RowId>,
    /// The bytes that have been read, in the state that the file is in or that it has grown from.
    read: Ranges<u64>,
    pub outcome: Outcome,
    /// What must be remembered to read on where it ended.
    read_so_far: Option<Box<ReadSoFar>>,
    /// The walk that came upon it last.
    seen_in: AtomicU32,
}

/// What is to be done with a file that a walk came upon.
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
        Self { files: HashMap::with_capacity(n_files), walk: 0 }
    }

    /// What is to be done with a file. It counts as seen by the walk that is under way.
    pub fn verdict(&self, file: &File) -> Verdict {
        let Some(entry) = self.files.get(&file.path) else {
            return Verdict::New;
        };
        entry.seen_in.store(self.walk, Ordering::Relaxed);
        if entry.state != file.state {
            return Verdict::Changed(entry.read_so_far.as_deref().copied().filter(|_| entry.is_whole()));
        }
        if entry.is_whole() { Verdict::Unchanged(entry.outcome) } else { Verdict::PartlyRead(entry.read.clone()) }
    }

    /// Takes in that a piece of a file was read, or begun to be, and which rows it gave.
    pub fn add(&mut self, piece: &PieceRecord, rows: Range<RowId>) {
        self.add_rows(&piece.path, rows);
        let entry = self.files.entry(Arc::clone(&piece.path)).or_default();
        *entry.seen_in.get_mut() = self.walk;
        entry.state = piece.state;
        let has_unread = piece.problems.iter().any(|problem| problem.severity == Severity::NotShown);
        entry.outcome = entry.outcome.and(Outcome { has_articles: piece.has_articles, has_unread });
        if piece.is_read {
            entry.read.push(match piece.part {
                Some(part) => part.range.start..part.range.start + part.range.length,
                None => 0..piece.state.n_bytes,
            });
        }
        if let Some(read_so_far) = piece.read_so_far {
            entry.read_so_far = Some(Box::new(read_so_far));
        }
    }

    /// Adds rows of a file.
    pub fn add_rows(&mut self, path: &Arc<Path>, rows: Range<RowId>) {
        let entry = self.files.entry(Arc::clone(path)).or_default();
        match entry.rows.last_mut() {
            _ if rows.is_empty() => {}
            Some(last) if last.end == rows.start => last.end = rows.end,
            _ => entry.rows.push(rows),
        }
    }

    /// Forgets a file, and returns what was known of it.
    pub fn forget(&mut self, path: &Path) -> Option<FileEntry> {
        self.files.remove(path)
    }

    /// What is known of a file.
    pub fn entry(&self, path: &Path) -> Option<&FileEntry> {
        self.files.get(path)
    }

    /// Whether nothing has been read.
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
        let (path, entry) = self.files.get_key_value(path)?;
        (entry.seen_in.load(Ordering::Relaxed) != self.walk).then(|| Arc::clone(path))
    }

    /// What became of all files, without what the walk set aside.
    pub fn accounting(&self) -> Accounting {
        let mut accounting = Accounting { n_seen: self.files.len() as u64, ..Accounting::default() };
        for entry in self.files.values() {
            entry.outcome.count_in(&mut accounting);
        }
        accounting
    }
}

impl FileEntry {
    /// Whether all bytes of the file have been read.
    fn is_whole(&self) -> bool {
        let mut read = self.read.clone();
        read.sort_unstable_by_key(|range| range.start);
        let end = read.iter().try_fold(0, |end, range| (range.start <= end).then_some(end.max(range.end)));
        !read.is_empty() && end.is_some_and(|end| end >= self.state.n_bytes)
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
        assert_eq!(manifest.entry(Path::new("a.jsonl")).unwrap().rows.as_slice(), std::slice::from_ref(&(0..9)));
        assert_eq!(manifest.unseen().len(), 0);
        manifest.walk = 2;
        assert_eq!(manifest.unseen().len(), 1);
        manifest.add(&piece(30, 5, 35, true), 9..10);
        assert_eq!(manifest.verdict(&file(35, 7)), Verdict::Unchanged(Outcome::default()));
        assert!(manifest.forget(Path::new("a.jsonl")).is_some());
        assert_eq!(manifest.verdict(&file(35, 7)), Verdict::New);
    }
}
