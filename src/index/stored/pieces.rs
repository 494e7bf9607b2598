//! The pieces of files that the rows of a segment were read from: what tells which files changed since.

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
use crate::corpus::{FileState, Part, ReadSoFar};

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
        Ok(Self {
            part: written.part.map(part),
            state: written.state,
            is_read: written.is_read,
            has_articles: written.has_articles,
            read_so_far: written.read_so_far,
            problems: written.problems.into_iter().map(problem).collect(),
            path,
        })
    }
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "on other systems a path must be Unicode")]
fn path_of(bytes: &[u8]) -> Result<&Path, Damaged> {
    use std::os::unix::ffi::OsStrExt;
    Ok(Path::new(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Result<&Path, Damaged> {
    std::str::from_utf8(bytes).map(Path::new).map_err(|_| Damaged::content("a path that is not Unicode"))
}

/// Writes the pieces of a segment.
///
/// # Errors
/// What the system says.
pub fn write_pieces(pieces: &[PieceRecord], mut out: CheckedWriter) -> io::Result<WrittenFile> {
    let (mut ends, mut records) = (Vec::with_capacity(pieces.len() * 4), Vec::new());
    for piece in pieces {
        piece.encode(&mut records);
        // The paths of a segment's files are far fewer than 4 GiB.
        ends.extend_from_slice(&(records.len() as u32).to_le_bytes());
    }
    out.write(&(pieces.len() as u32).to_le_bytes())?;
    out.write(&ends)?;
    out.write(&records)?;
    out.finish()
}

/// Their bytes fill some hundred kilobytes.
const RECORDS_AT_ONCE: usize = 4096;

/// The pieces of a stored segment.
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
        Ok(Self { file, n_pieces: numbers_of(&n_pieces)[0] })
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
        self.for_each_record(&mut |record| {
            // The path comes first: its length, and its bytes.
            let mut record = Numbers::new(record);
            let n_bytes = record.next_u32()? as usize;
            visit(path_of(record.bytes(n_bytes)?)?);
            Ok(())
        })
    }

    /// Reads a few thousand records at a time: of a large folder all together are many megabytes.
    fn for_each_record(&self, visit: &mut dyn FnMut(&[u8]) -> Result<(), Damaged>) -> Result<(), Damaged> {
        let records_start = 4 + u64::from(self.n_pieces) * 4;
        let (mut bytes, mut records) = (Vec::new(), Vec::new());
        let mut start = 0;
        for first in (0..self.n_pieces).step_by(RECORDS_AT_ONCE) {
            let n_records = (self.n_pieces - first).min(RECORDS_AT_ONCE as u32);
            let ends_start = 4 + u64::from(first) * 4;
            self.file.read(ends_start..ends_start + u64::from(n_records) * 4, &mut bytes)?;
            let ends = numbers_of(&bytes);
            let (first_start, last_end) = (start, ends.last().copied().unwrap_or(start));
            if last_end < first_start {
                return Err(Damaged::content("a piece of a file is cut"));
            }
            self.file
                .read(records_start + u64::from(first_start)..records_start + u64::from(last_end), &mut records)?;
            for end in ends {
                let record = start.checked_sub(first_start).zip(end.checked_sub(first_start));
                let record = record.and_then(|(start, end)| records.get(start as usize..end as usize));
                visit(record.ok_or_else(|| Damaged::content("a piece of a file is cut"))?)?;
                start = end;
            }
        }
        Ok(())
    }

    /// The file.
    pub fn file(&self) -> &CheckedFile {
        &self.file
    }
}
