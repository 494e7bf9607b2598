//! The pieces of files that the rows of a segment were read from: what tells which files changed since.
//!
//! They are in the order of their files' places, and those of one file in the order in which they were read. So what an
//! index knows of a folder is a merge of its segments, and a sorted list to hold the folder against.

use std::borrow::Cow;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Damaged;
use super::checked_file::{CheckedFile, CheckedWriter, WrittenFile};
use super::columns::numbers_of;
use super::numbers::Numbers;
use crate::article::{ByteRange, Problem, Severity};
use crate::corpus::{FilePlace, FileState, Part, ReadSoFar, path_of_bytes};

/// A file, or a part of one, that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceRecord {
    /// The file, relative to the folder of the corpus.
    pub path: Arc<Path>,
    /// The part, where it is not the whole file.
    pub part: Option<Part>,
    /// The file as it was found before it was read.
    pub state: FileState,
    /// True if it has been read to its end; until then its rows do not count.
    pub is_read: bool,
    /// True if it holds articles.
    pub has_articles: bool,
    /// What must be remembered of the file to read on where it ended, on its last piece.
    pub read_so_far: Option<ReadSoFar>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Where the piece starts that says of a file that all pieces of it before this one do not count any more.
const FORGOTTEN: u64 = u64::MAX;

/// A piece as it is written. The order of the fields is the format.
#[derive(Serialize, Deserialize)]
struct Written<'bytes> {
    #[serde(borrow)]
    path: Cow<'bytes, [u8]>,
    part: Option<(u64, u64, u32, u32)>,
    state: FileState,
    is_read: bool,
    has_articles: bool,
    read_so_far: Option<ReadSoFar>,
    problems: Vec<WrittenProblem>,
}

#[derive(Serialize, Deserialize)]
struct WrittenProblem {
    line: Option<u32>,
    what: String,
    severity: u8,
}

const SEVERITIES: [Severity; 3] = [Severity::NotShown, Severity::Caution, Severity::SetAside];

impl PieceRecord {
    /// A piece of which nothing has been read.
    pub fn new(path: &Arc<Path>, part: Option<Part>, state: FileState) -> Self {
        let path = Arc::clone(path);
        Self { path, part, state, is_read: false, has_articles: false, read_so_far: None, problems: Vec::new() }
    }

    /// Says that what was read of a file before does not count any more.
    pub fn forgotten(path: &Arc<Path>) -> Self {
        let range = ByteRange { start: FORGOTTEN, length: 0 };
        Self::new(path, Some(Part { range, first_item: 0, first_line: 0 }), FileState::default())
    }

    /// True if it says that.
    pub fn is_forgotten(&self) -> bool {
        self.start() == FORGOTTEN
    }

    /// True if a byte of the file is in it.
    pub fn holds(&self, byte: u64) -> bool {
        let length = self.part.map_or(self.state.n_bytes, |part| part.range.length);
        byte.checked_sub(self.start()).is_some_and(|distance| distance < length)
    }

    /// The byte of the file that it starts with.
    pub fn start(&self) -> u64 {
        self.part.map_or(0, |part| part.range.start)
    }

    /// True if `later` is the same piece of the same file, of which more is known.
    pub fn is_continued_by(&self, later: &Self) -> bool {
        let is_open = !self.is_read && !self.is_forgotten();
        is_open && self.part == later.part && self.state == later.state && self.path == later.path
    }

    fn encode(&self, out: &mut Vec<u8>) {
        let problem = |problem: &Problem| WrittenProblem {
            line: problem.line,
            what: problem.what.to_string(),
            severity: SEVERITIES.iter().position(|severity| *severity == problem.severity).unwrap_or(0) as u8,
        };
        let written = Written {
            path: Cow::Borrowed(self.path.as_os_str().as_encoded_bytes()),
            part: self.part.map(|part| (part.range.start, part.range.length, part.first_item, part.first_line)),
            state: self.state,
            is_read: self.is_read,
            has_articles: self.has_articles,
            read_so_far: self.read_so_far,
            problems: self.problems.iter().map(problem).collect(),
        };
        super::record::write(&written, out);
    }

    fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let written: Written<'_> = super::record::read(bytes, "a piece of a file")?;
        let path: Arc<Path> = path_of(&written.path)?.into();
        Ok(Self::of_written(written, &path))
    }

    /// The piece with `path` in the place of its own.
    fn of_written(written: Written<'_>, path: &Arc<Path>) -> Self {
        let problem = |problem: WrittenProblem| Problem {
            path: path.to_path_buf(),
            line: problem.line,
            what: problem.what.into(),
            severity: SEVERITIES.get(usize::from(problem.severity)).copied().unwrap_or(Severity::Caution),
        };
        let part = |(start, length, first_item, first_line)| Part {
            range: ByteRange { start, length },
            first_item,
            first_line,
        };
        Self {
            part: written.part.map(part),
            state: written.state,
            is_read: written.is_read,
            has_articles: written.has_articles,
            read_so_far: written.read_so_far,
            problems: written.problems.into_iter().map(problem).collect(),
            path: Arc::clone(path),
        }
    }
}

fn path_of(bytes: &[u8]) -> Result<&Path, Damaged> {
    path_of_bytes(bytes).ok_or_else(|| Damaged::content("a path that this system does not have"))
}

/// Returns the numbers of pieces in the order in which they are to be written.
pub fn order_of(pieces: &[PieceRecord]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..pieces.len() as u32).collect();
    let place = |number: &u32| FilePlace::of(&pieces[*number as usize].path);
    order.sort_by(|one, other| place(one).cmp(&place(other)));
    order
}

/// Writes the pieces of a segment, which are in order.
///
/// # Errors
/// What the system says.
pub fn write_pieces<'piece>(
    pieces: impl ExactSizeIterator<Item = &'piece PieceRecord>,
    mut out: CheckedWriter,
) -> io::Result<WrittenFile> {
    let n_pieces = pieces.len() as u32;
    let (mut ends, mut records) = (Vec::with_capacity(pieces.len() * 4), Vec::new());
    for piece in pieces {
        piece.encode(&mut records);
        // The paths of a segment's files are far fewer than 4 GiB.
        ends.extend_from_slice(&(records.len() as u32).to_le_bytes());
    }
    out.write(&n_pieces.to_le_bytes())?;
    out.write(&ends)?;
    out.write(&records)?;
    out.finish()
}

/// Their bytes fill some hundred kilobytes.
const RECORDS_AT_ONCE: usize = 4096;

/// The pieces of a segment.
#[derive(Debug)]
pub struct Pieces {
    file: CheckedFile,
    n_pieces: u32,
}

impl Pieces {
    /// The pieces in `file`.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn new(file: CheckedFile) -> Result<Self, Damaged> {
        let mut n_pieces = Vec::new();
        file.read(0..4, &mut n_pieces)?;
        let n_pieces = numbers_of(&n_pieces)[0];
        if 4 + u64::from(n_pieces) * 4 > file.n_bytes() {
            return Err(Damaged::content("there are more pieces of files than their file holds"));
        }
        Ok(Self { file, n_pieces })
    }

    /// The piece of that number.
    ///
    /// # Errors
    /// When the file is damaged, or has no such piece.
    pub fn piece(&self, number: u32) -> Result<PieceRecord, Damaged> {
        if number >= self.n_pieces {
            return Err(Damaged::content("a piece of a file beyond the last"));
        }
        let mut bytes = Vec::new();
        let at = u64::from(number) * 4;
        // The end of the record before stands before its own; before the first stands their number, which is not one.
        self.file.read(at..at + 8, &mut bytes)?;
        let ends = numbers_of(&bytes);
        let start = if number == 0 { 0 } else { ends[0] };
        let records = 4 + u64::from(self.n_pieces) * 4;
        self.file.read(records + u64::from(start)..records + u64::from(ends[1]), &mut bytes)?;
        PieceRecord::decode(&bytes)
    }

    /// The number of pieces.
    pub fn n_pieces(&self) -> usize {
        self.n_pieces as usize
    }

    /// All pieces, in the order of their numbers.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn all(&self) -> Result<Vec<PieceRecord>, Damaged> {
        let mut pieces = Vec::with_capacity(self.n_pieces());
        self.for_each(&mut |piece| pieces.push(piece))?;
        Ok(pieces)
    }

    /// Goes through all pieces, in the order of their numbers.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn for_each(&self, visit: &mut dyn FnMut(PieceRecord)) -> Result<(), Damaged> {
        self.for_each_record(&mut |record| {
            visit(PieceRecord::decode(record)?);
            Ok(())
        })
    }

    /// Goes through the paths of all pieces, in the order of their numbers.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn for_each_path(&self, visit: &mut dyn FnMut(&Path)) -> Result<(), Damaged> {
        let mut reader = self.reader();
        while reader.advance()? {
            visit(path_of(reader.path()?)?);
        }
        Ok(())
    }

    fn for_each_record(&self, visit: &mut dyn FnMut(&[u8]) -> Result<(), Damaged>) -> Result<(), Damaged> {
        let mut reader = self.reader();
        while reader.advance()? {
            visit(reader.record())?;
        }
        Ok(())
    }

    /// Reads the pieces one after the other, in the order of their numbers. It stands before the first.
    pub fn reader(&self) -> PieceReader<'_> {
        PieceReader { pieces: self, n_read: 0, starts: Vec::new(), records: Vec::new(), at: 0 }
    }

    /// The file.
    pub fn file(&self) -> &CheckedFile {
        &self.file
    }
}

/// Reads pieces one after the other, a few thousand at a time: of a large folder all together are many megabytes.
#[derive(Debug)]
pub struct PieceReader<'pieces> {
    pieces: &'pieces Pieces,
    /// The number of pieces that have been read of the file.
    n_read: u32,
    /// Where the records start in `records`, and where the last one ends.
    starts: Vec<usize>,
    records: Vec<u8>,
    /// The place behind the piece that it stands at, among those in memory.
    at: usize,
}

impl PieceReader<'_> {
    /// Goes to the next piece. Returns `false` where there is none.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn advance(&mut self) -> Result<bool, Damaged> {
        if self.at + 1 >= self.starts.len() {
            if self.n_read == self.pieces.n_pieces {
                return Ok(false);
            }
            self.read_more()?;
        }
        self.at += 1;
        Ok(true)
    }

    fn read_more(&mut self) -> Result<(), Damaged> {
        let first = self.n_read;
        let n_records = (self.pieces.n_pieces - first).min(RECORDS_AT_ONCE as u32);
        let file = &self.pieces.file;
        // The end of the record before the first one stands before theirs; before the very first their number does.
        let ends_start = u64::from(first) * 4;
        file.read(ends_start..ends_start + u64::from(n_records) * 4 + 4, &mut self.records)?;
        let mut starts = numbers_of(&self.records);
        if first == 0 {
            starts[0] = 0;
        }
        let (start, end) = (starts[0], starts.last().copied().unwrap_or(0));
        if !starts.is_sorted() {
            return Err(Damaged::content("a piece of a file is cut"));
        }
        let records_start = 4 + u64::from(self.pieces.n_pieces) * 4;
        file.read(records_start + u64::from(start)..records_start + u64::from(end), &mut self.records)?;
        self.starts.clear();
        self.starts.extend(starts.iter().map(|of_record| (of_record - start) as usize));
        (self.n_read, self.at) = (first + n_records, 0);
        Ok(())
    }

    /// The bytes of the piece that it stands at.
    fn record(&self) -> &[u8] {
        match self.at.checked_sub(1) {
            Some(before) => &self.records[self.starts[before]..self.starts[self.at]],
            None => &[],
        }
    }

    /// The number of the piece that it stands at.
    pub fn number(&self) -> u32 {
        self.n_read - (self.starts.len() - self.at) as u32
    }

    /// The path of the piece that it stands at, as bytes.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn path(&self) -> Result<&[u8], Damaged> {
        // The path comes first: its length, and its bytes.
        let mut record = Numbers::new(self.record());
        let n_bytes = record.next_u32()? as usize;
        record.bytes(n_bytes)
    }

    /// The piece that it stands at, with `path` in the place of its own: pieces of one file share it.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn piece(&self, path: &Arc<Path>) -> Result<PieceRecord, Damaged> {
        let written: Written<'_> = super::record::read(self.record(), "a piece of a file")?;
        Ok(PieceRecord::of_written(written, path))
    }
}
