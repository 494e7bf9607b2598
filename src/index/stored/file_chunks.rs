//! File chunks that the rows of a segment were read from, by which changed files are detected.
//!
//! Chunks are in the order of their files' places. Chunks of one file are in the order in which they were read. So the
//! chunks of all segments merge into one sorted list, which is compared with the folder.

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
use crate::corpus::{FilePlace, FileState, LineRange, ResumePoint, path_of_bytes};

/// Record of a file chunk that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkRecord {
    /// Path of the file, relative to the folder of the corpus.
    pub path: Arc<Path>,
    /// Lines of the chunk, if it is not the whole file.
    pub lines: Option<LineRange>,
    /// State of the file before it was read.
    pub state: FileState,
    /// True if the chunk has been read to its end. Until then its rows do not count.
    pub is_read: bool,
    pub has_articles: bool,
    /// Resume point of the file, on its last chunk.
    pub resume_point: Option<ResumePoint>,
    pub problems: Vec<Problem>,
}

/// Start of a chunk that invalidates all earlier chunks of its file.
const INVALIDATION_START: u64 = u64::MAX;

/// A chunk as it is written. The order of the fields is the format.
#[derive(Serialize, Deserialize)]
struct ChunkOnDisk<'bytes> {
    #[serde(borrow)]
    path: Cow<'bytes, [u8]>,
    lines: Option<(u64, u64, u32, u32)>,
    state: FileState,
    is_read: bool,
    has_articles: bool,
    resume_point: Option<ResumePoint>,
    problems: Vec<WrittenProblem>,
}

#[derive(Serialize, Deserialize)]
struct WrittenProblem {
    line: Option<u32>,
    what: String,
    severity: u8,
}

const SEVERITIES: [Severity; 3] = [Severity::NotShown, Severity::Caution, Severity::SetAside];

impl ChunkRecord {
    /// Creates a chunk of which nothing has been read.
    pub fn new(path: &Arc<Path>, lines: Option<LineRange>, state: FileState) -> Self {
        let path = Arc::clone(path);
        Self { path, lines, state, is_read: false, has_articles: false, resume_point: None, problems: Vec::new() }
    }

    /// Creates a chunk that invalidates everything that was read of a file before.
    pub fn invalidation(path: &Arc<Path>) -> Self {
        let range = ByteRange { start: INVALIDATION_START, length: 0 };
        Self::new(path, Some(LineRange { range, first_item: 0, first_line: 0 }), FileState::default())
    }

    /// True if the chunk invalidates the earlier chunks of its file.
    pub fn invalidates_earlier(&self) -> bool {
        self.start() == INVALIDATION_START
    }

    /// True if the chunk contains a byte of the file.
    pub fn holds(&self, byte: u64) -> bool {
        let length = self.lines.map_or(self.state.n_bytes, |lines| lines.range.length);
        byte.checked_sub(self.start()).is_some_and(|distance| distance < length)
    }

    /// Returns the offset of the chunk in the file.
    pub fn start(&self) -> u64 {
        self.lines.map_or(0, |lines| lines.range.start)
    }

    /// True if `later` is the same chunk of the same file, of which more is known.
    pub fn is_continued_by(&self, later: &Self) -> bool {
        let is_open = !self.is_read && !self.invalidates_earlier();
        is_open && self.lines == later.lines && self.state == later.state && self.path == later.path
    }

    fn encode(&self, out: &mut Vec<u8>) {
        let problem = |problem: &Problem| WrittenProblem {
            line: problem.line,
            what: problem.what.to_string(),
            severity: SEVERITIES.iter().position(|severity| *severity == problem.severity).unwrap_or(0) as u8,
        };
        let written = ChunkOnDisk {
            path: Cow::Borrowed(self.path.as_os_str().as_encoded_bytes()),
            lines: self.lines.map(|lines| (lines.range.start, lines.range.length, lines.first_item, lines.first_line)),
            state: self.state,
            is_read: self.is_read,
            has_articles: self.has_articles,
            resume_point: self.resume_point,
            problems: self.problems.iter().map(problem).collect(),
        };
        super::record::write(&written, out);
    }

    fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let written: ChunkOnDisk<'_> = super::record::read(bytes, "a chunk of a file")?;
        let path: Arc<Path> = path_of(&written.path)?.into();
        Ok(Self::of_written(written, &path))
    }

    /// Restores a chunk, with `path` in place of its own.
    fn of_written(written: ChunkOnDisk<'_>, path: &Arc<Path>) -> Self {
        let problem = |problem: WrittenProblem| Problem {
            path: path.to_path_buf(),
            line: problem.line,
            what: problem.what.into(),
            severity: SEVERITIES.get(usize::from(problem.severity)).copied().unwrap_or(Severity::Caution),
        };
        let lines = |(start, length, first_item, first_line)| LineRange {
            range: ByteRange { start, length },
            first_item,
            first_line,
        };
        Self {
            lines: written.lines.map(lines),
            state: written.state,
            is_read: written.is_read,
            has_articles: written.has_articles,
            resume_point: written.resume_point,
            problems: written.problems.into_iter().map(problem).collect(),
            path: Arc::clone(path),
        }
    }
}

fn path_of(bytes: &[u8]) -> Result<&Path, Damaged> {
    path_of_bytes(bytes).ok_or_else(|| Damaged::content("a path that this system does not have"))
}

/// Returns the numbers of chunks in the order in which they are written.
pub fn order_of(chunks: &[ChunkRecord]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..chunks.len() as u32).collect();
    let place = |number: &u32| FilePlace::of(&chunks[*number as usize].path);
    order.sort_by(|one, other| place(one).cmp(&place(other)));
    order
}

/// Writes the chunks of a segment, which must be in order.
///
/// # Errors
/// When writing fails.
pub fn write_chunks<'chunk>(
    chunks: impl ExactSizeIterator<Item = &'chunk ChunkRecord>,
    mut out: CheckedWriter,
) -> io::Result<WrittenFile> {
    let n_chunks = chunks.len() as u32;
    let (mut ends, mut records) = (Vec::with_capacity(chunks.len() * 4), Vec::new());
    for chunk in chunks {
        chunk.encode(&mut records);
        // The paths of a segment's files take far less than 4 GiB.
        ends.extend_from_slice(&(records.len() as u32).to_le_bytes());
    }
    out.write(&n_chunks.to_le_bytes())?;
    out.write(&ends)?;
    out.write(&records)?;
    out.finish()
}

/// The number of records that are read at once. They take some hundred kilobytes.
const RECORDS_AT_ONCE: usize = 4096;

/// File chunks of a segment.
#[derive(Debug)]
pub struct FileChunks {
    file: CheckedFile,
    n_chunks: u32,
}

impl FileChunks {
    /// Opens the chunks in `file`.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn new(file: CheckedFile) -> Result<Self, Damaged> {
        let mut n_chunks = Vec::new();
        file.read(0..4, &mut n_chunks)?;
        let n_chunks = numbers_of(&n_chunks)[0];
        if 4 + u64::from(n_chunks) * 4 > file.n_bytes() {
            return Err(Damaged::content("there are more chunks of files than their file holds"));
        }
        Ok(Self { file, n_chunks })
    }

    /// Returns the chunk with this number.
    ///
    /// # Errors
    /// When the file is damaged, or has no such chunk.
    pub fn chunk(&self, number: u32) -> Result<ChunkRecord, Damaged> {
        if number >= self.n_chunks {
            return Err(Damaged::content("a chunk of a file beyond the last"));
        }
        let mut bytes = Vec::new();
        let at = u64::from(number) * 4;
        // The end of the previous record is before its own. Before the end of the first record is the number of
        // records.
        self.file.read(at..at + 8, &mut bytes)?;
        let ends = numbers_of(&bytes);
        let start = if number == 0 { 0 } else { ends[0] };
        let records = 4 + u64::from(self.n_chunks) * 4;
        self.file.read(records + u64::from(start)..records + u64::from(ends[1]), &mut bytes)?;
        ChunkRecord::decode(&bytes)
    }

    pub fn n_chunks(&self) -> usize {
        self.n_chunks as usize
    }

    /// Returns all chunks, in the order of their numbers.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn all(&self) -> Result<Vec<ChunkRecord>, Damaged> {
        let mut chunks = Vec::with_capacity(self.n_chunks());
        self.for_each(&mut |chunk| chunks.push(chunk))?;
        Ok(chunks)
    }

    /// Calls `visit` with all chunks, in the order of their numbers.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn for_each(&self, visit: &mut dyn FnMut(ChunkRecord)) -> Result<(), Damaged> {
        self.for_each_record(&mut |record| {
            visit(ChunkRecord::decode(record)?);
            Ok(())
        })
    }

    /// Calls `visit` with the paths of all chunks, in the order of their numbers.
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

    /// Returns a reader of the chunks in the order of their numbers. It is positioned before the first.
    pub fn reader(&self) -> ChunkReader<'_> {
        ChunkReader { chunks: self, n_read: 0, starts: Vec::new(), records: Vec::new(), at: 0 }
    }

    pub fn file(&self) -> &CheckedFile {
        &self.file
    }
}

/// Reads chunks one after the other, a few thousand at a time. All chunks of a large folder take many megabytes.
#[derive(Debug)]
pub struct ChunkReader<'chunks> {
    chunks: &'chunks FileChunks,
    /// The number of chunks that have been read from the file.
    n_read: u32,
    /// Starts of the records in `records`, followed by the end of the last one.
    starts: Vec<usize>,
    records: Vec<u8>,
    /// The position after the current chunk, among those in memory.
    at: usize,
}

impl ChunkReader<'_> {
    /// Moves to the next chunk. Returns `false` if there is none.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn advance(&mut self) -> Result<bool, Damaged> {
        if self.at + 1 >= self.starts.len() {
            if self.n_read == self.chunks.n_chunks {
                return Ok(false);
            }
            self.read_more()?;
        }
        self.at += 1;
        Ok(true)
    }

    fn read_more(&mut self) -> Result<(), Damaged> {
        let first = self.n_read;
        let n_records = (self.chunks.n_chunks - first).min(RECORDS_AT_ONCE as u32);
        let file = &self.chunks.file;
        // The end of the previous record is before those of these. Before the end of the very first record is the
        // number of records.
        let ends_start = u64::from(first) * 4;
        file.read(ends_start..ends_start + u64::from(n_records) * 4 + 4, &mut self.records)?;
        let mut starts = numbers_of(&self.records);
        if first == 0 {
            starts[0] = 0;
        }
        let (start, end) = (starts[0], starts.last().copied().unwrap_or(0));
        if !starts.is_sorted() {
            return Err(Damaged::content("a chunk of a file is cut"));
        }
        let records_start = 4 + u64::from(self.chunks.n_chunks) * 4;
        file.read(records_start + u64::from(start)..records_start + u64::from(end), &mut self.records)?;
        self.starts.clear();
        self.starts.extend(starts.iter().map(|of_record| (of_record - start) as usize));
        (self.n_read, self.at) = (first + n_records, 0);
        Ok(())
    }

    /// Returns the bytes of the current chunk.
    fn record(&self) -> &[u8] {
        match self.at.checked_sub(1) {
            Some(before) => &self.records[self.starts[before]..self.starts[self.at]],
            None => &[],
        }
    }

    /// Returns the number of the current chunk.
    pub fn number(&self) -> u32 {
        self.n_read - (self.starts.len() - self.at) as u32
    }

    /// Returns the path of the current chunk, as bytes.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn path(&self) -> Result<&[u8], Damaged> {
        // The path is at the start: its length, then its bytes.
        let mut record = Numbers::new(self.record());
        let n_bytes = record.next_u32()? as usize;
        record.bytes(n_bytes)
    }

    /// Returns the current chunk, with `path` in place of its own, so that chunks of one file share a path.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn chunk(&self, path: &Arc<Path>) -> Result<ChunkRecord, Damaged> {
        let written: ChunkOnDisk<'_> = super::record::read(self.record(), "a chunk of a file")?;
        Ok(ChunkRecord::of_written(written, path))
    }
}
