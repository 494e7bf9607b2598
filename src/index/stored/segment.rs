//! A segment, on disk or in memory, opened for reading.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::Damaged;
use super::checked_file::CheckedFile;
use super::columns::{Column, Columns, NONE};
use super::dictionary::{Dictionary, DictionaryFiles};
use super::file_chunks::FileChunks;
use super::identities::Identities;
use super::in_order::RowBytesReader;
use super::record::{decode_article, decode_body};
use super::row_facts::ListedFacts;
use super::segment_entry::{SegmentEntry, SegmentRows};
use super::segment_files::{SegmentFile, WrittenFiles};
use super::tables::Tables;
use crate::article::{Article, Body};
use crate::index::signature::HEAVIEST_BYTES;

/// Function that takes the position and the bytes of one row after another. It returns `false` to stop.
pub type RowVisitor<'visit> = dyn FnMut(usize, &[u8]) -> Result<bool, Damaged> + 'visit;

/// Adjacent rows of a snapshot, in files on disk or in buffers in memory. The files that a list is drawn from are
/// opened at once, all others when they are first needed.
#[derive(Debug)]
pub struct Segment {
    entry: SegmentEntry,
    place: Place,
    columns: Columns,
    records: CheckedFile,
    chunks: FileChunks,
    tables: OnceLock<Tables>,
    dictionary: OnceLock<Dictionary>,
    bodies: OnceLock<CheckedFile>,
    facts: OnceLock<CheckedFile>,
    fingerprints: OnceLock<CheckedFile>,
    signatures: OnceLock<CheckedFile>,
    heaviest: OnceLock<CheckedFile>,
    identities: OnceLock<Identities>,
    /// True if the folder is removed when the segment is dropped.
    is_obsolete: AtomicBool,
}

/// The place of the files of a segment.
#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    /// Buffers, in the order of [`SegmentFile::ALL`].
    Memory(Box<[Arc<Vec<u8>>]>),
}

impl Segment {
    /// Opens a segment of the index in `index`.
    ///
    /// # Errors
    /// When a file is missing or damaged.
    pub fn open(index: &Path, entry: SegmentEntry) -> Result<Self, Damaged> {
        let place = Place::Folder(entry.folder(index));
        Self::at(place, entry)
    }

    /// Opens a segment whose files were written to memory.
    ///
    /// # Errors
    /// When a file is malformed, which would be a bug of this program.
    pub fn in_memory(rows: SegmentRows, files: WrittenFiles) -> Result<Self, Damaged> {
        let mut buffers = vec![Arc::default(); SegmentFile::ALL.len()];
        let lengths: Vec<(SegmentFile, u64)> = files.iter().map(|(file, written)| (*file, written.n_bytes)).collect();
        for (file, written) in files {
            buffers[file as usize] = written.buffer.unwrap_or_default();
        }
        Self::at(Place::Memory(buffers.into()), SegmentEntry::new(0, rows, lengths))
    }

    fn at(place: Place, entry: SegmentEntry) -> Result<Self, Damaged> {
        let open = |file: SegmentFile| place.open(file, &entry);
        let columns = Columns::new(open(SegmentFile::Columns)?, entry.rows.n_rows as usize)?;
        let (records, chunks) = (open(SegmentFile::Records)?, FileChunks::new(open(SegmentFile::FileChunks)?)?);
        Ok(Self {
            columns,
            records,
            chunks,
            place,
            entry,
            tables: OnceLock::new(),
            dictionary: OnceLock::new(),
            bodies: OnceLock::new(),
            facts: OnceLock::new(),
            fingerprints: OnceLock::new(),
            signatures: OnceLock::new(),
            heaviest: OnceLock::new(),
            identities: OnceLock::new(),
            is_obsolete: AtomicBool::new(false),
        })
    }

    /// Opens all files now. For a process that does not write the index, because the writer may remove the files.
    ///
    /// # Errors
    /// When a file is missing or damaged.
    pub fn open_all(&self) -> Result<(), Damaged> {
        self.tables()?;
        self.dictionary()?;
        self.bodies()?;
        self.facts()?;
        self.signatures()?;
        self.heaviest()?;
        self.identities()?;
        once(&self.fingerprints, || self.open_file(SegmentFile::ParagraphFingerprints))?;
        Ok(())
    }

    /// True if its files are buffers in memory, so that reading them waits for no disk.
    pub fn is_in_memory(&self) -> bool {
        matches!(self.place, Place::Memory(_))
    }

    /// Returns the total size of its files in bytes.
    pub fn n_bytes(&self) -> usize {
        self.entry.n_bytes.iter().sum::<u64>() as usize
    }

    /// Returns the data needed to open it again, if it is on disk.
    pub fn entry(&self) -> &SegmentEntry {
        &self.entry
    }

    /// Returns the number of rows, including purged ones.
    pub fn len(&self) -> usize {
        self.entry.rows.n_rows as usize
    }

    /// True if it has no rows, but only file chunks.
    pub fn is_empty(&self) -> bool {
        self.entry.rows.n_rows == 0
    }

    /// Marks the folder of the segment for removal as soon as nothing uses the segment any more.
    pub fn make_obsolete(&self) {
        self.is_obsolete.store(true, Ordering::Relaxed);
    }

    /// Returns the article of a row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn article(&self, at: usize) -> Result<Article, Damaged> {
        let chunk = self.chunks.chunk(self.columns.value(Column::Chunk, at)?)?;
        let (start, end) = self.range(Column::RecordEnd, at)?;
        let mut bytes = Vec::new();
        self.records.read(u64::from(start)..u64::from(end), &mut bytes)?;
        decode_article(&bytes, &self.tables()?.strings, chunk.path)
    }

    /// True if a compaction has removed the article of a row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn is_purged(&self, at: usize) -> Result<bool, Damaged> {
        Ok(self.columns.value(Column::Chunk, at)? == NONE)
    }

    /// Returns the text of a row, if it is kept.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn kept_body(&self, at: usize) -> Result<Option<Body>, Damaged> {
        let mut bytes = Vec::new();
        self.read_body(at, &mut bytes)?;
        if bytes.is_empty() { Ok(None) } else { decode_body(&bytes).map(Some) }
    }

    /// Reads the encoded text of a row; nothing if it is not kept.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn read_body(&self, at: usize, into: &mut Vec<u8>) -> Result<(), Damaged> {
        let (low_start, low_end) = self.range(Column::BodyEndLow, at)?;
        let (high_start, high_end) = self.range(Column::BodyEndHigh, at)?;
        let whole = |high: u32, low: u32| u64::from(high) << 32 | u64::from(low);
        self.bodies()?.read(whole(high_start, low_start)..whole(high_end, low_end), into)
    }

    /// Returns the listed facts of a row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn listed_facts(&self, at: usize) -> Result<ListedFacts, Damaged> {
        let (start, end) = self.range(Column::FactsEnd, at)?;
        let mut bytes = Vec::new();
        self.facts()?.read(u64::from(start)..u64::from(end), &mut bytes)?;
        ListedFacts::decode(&bytes)
    }

    /// Calls `visit` with the encoded listed facts of the rows of a range, which [`ListedFacts::decode`] reads, until
    /// it returns `false`.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn for_each_facts(&self, rows: std::ops::Range<usize>, visit: &mut RowVisitor<'_>) -> Result<(), Damaged> {
        self.for_each_part(self.facts()?, Column::FactsEnd, rows, visit)
    }

    /// Reads the encoded signature of a row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn read_signature(&self, at: usize, into: &mut Vec<u8>) -> Result<(), Damaged> {
        let (start, end) = self.range(Column::SignatureEnd, at)?;
        self.signatures()?.read(u64::from(start)..u64::from(end), into)
    }

    /// Calls `visit` with the encoded signatures of the rows of a range, until it returns `false`.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn for_each_signature_bytes(
        &self,
        rows: std::ops::Range<usize>,
        visit: &mut RowVisitor<'_>,
    ) -> Result<(), Damaged> {
        self.for_each_part(self.signatures()?, Column::SignatureEnd, rows, visit)
    }

    /// Reads the heaviest terms of the rows of a range, [`HEAVIEST_BYTES`] for each row.
    ///
    /// # Errors
    /// When the segment is damaged, or has no such rows.
    pub fn read_heaviest(&self, rows: std::ops::Range<usize>, into: &mut Vec<u8>) -> Result<(), Damaged> {
        let byte = |row: usize| (row * HEAVIEST_BYTES) as u64;
        self.heaviest()?.read(byte(rows.start)..byte(rows.end), into)
    }

    /// Returns a reader of the encoded records of all rows.
    pub fn records_in_order(&self) -> RowBytesReader<'_> {
        RowBytesReader::new(&self.columns, &self.records, Column::RecordEnd)
    }

    /// Returns a reader of the encoded listed facts of all rows.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn facts_in_order(&self) -> Result<RowBytesReader<'_>, Damaged> {
        Ok(RowBytesReader::new(&self.columns, self.facts()?, Column::FactsEnd))
    }

    /// Returns a reader of the encoded signatures of all rows.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn signatures_in_order(&self) -> Result<RowBytesReader<'_>, Damaged> {
        Ok(RowBytesReader::new(&self.columns, self.signatures()?, Column::SignatureEnd))
    }

    /// True if the text of any row is kept.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn has_bodies(&self) -> Result<bool, Damaged> {
        Ok(self.bodies()?.n_bytes() > 0)
    }

    fn for_each_part(
        &self,
        file: &CheckedFile,
        ends: Column,
        rows: std::ops::Range<usize>,
        visit: &mut RowVisitor<'_>,
    ) -> Result<(), Damaged> {
        const ROWS_AT_ONCE: usize = 1_024;
        let mut bytes = Vec::new();
        let mut first = rows.start;
        while first < rows.end {
            let last = (first + ROWS_AT_ONCE).min(rows.end);
            let start = if first == 0 { 0 } else { self.columns.value(ends, first - 1)? };
            let ends = self.columns.range(ends, first, last)?;
            let end = ends.last().copied().unwrap_or(start);
            file.read(u64::from(start)..u64::from(end), &mut bytes)?;
            let mut from = 0;
            for (at, end) in (first..).zip(ends) {
                let to = end.wrapping_sub(start) as usize;
                let part = bytes.get(from..to).ok_or_else(|| Damaged::content("a row that is cut"))?;
                if !visit(at, part)? {
                    return Ok(());
                }
                from = to;
            }
            first = last;
        }
        Ok(())
    }

    fn range(&self, ends: Column, at: usize) -> Result<(u32, u32), Damaged> {
        let Some(before) = at.checked_sub(1) else {
            return Ok((0, self.columns.value(ends, 0)?));
        };
        match self.columns.range(ends, before, at + 1)?.as_slice() {
            [start, end] => Ok((*start, *end)),
            _ => Err(Damaged::content("a row beyond the last")),
        }
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Returns the file chunks that its rows are from.
    pub fn chunks(&self) -> &FileChunks {
        &self.chunks
    }

    /// Returns the values that columns refer to by index.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn tables(&self) -> Result<&Tables, Damaged> {
        once(&self.tables, || {
            let mut bytes = Vec::new();
            let file = self.open_file(SegmentFile::Tables)?;
            file.read(0..file.n_bytes(), &mut bytes)?;
            Tables::decode(&bytes)
        })
    }

    /// Returns its dictionaries.
    ///
    /// # Errors
    /// When a file is missing or damaged.
    pub fn dictionary(&self) -> Result<&Dictionary, Damaged> {
        once(&self.dictionary, || {
            let mut bytes = Vec::new();
            let index = self.open_file(SegmentFile::Index)?;
            index.read(0..index.n_bytes(), &mut bytes)?;
            let files = DictionaryFiles {
                words: self.open_file(SegmentFile::Words)?,
                lists: self.open_file(SegmentFile::Lists)?,
                rows: self.open_file(SegmentFile::Rows)?,
                positions: self.open_file(SegmentFile::Positions)?,
                prefixes: self.open_file(SegmentFile::Prefixes)?,
            };
            Dictionary::new(&bytes, files)
        })
    }

    /// Returns the encoded paragraph fingerprints of all rows.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn fingerprints(&self) -> Result<Vec<u8>, Damaged> {
        let mut bytes = Vec::new();
        if let Some(file) = self.fingerprints.get() {
            file.read(0..file.n_bytes(), &mut bytes)?;
        } else {
            // They are read rarely, so the file is not kept open.
            let file = self.open_file(SegmentFile::ParagraphFingerprints)?;
            file.read(0..file.n_bytes(), &mut bytes)?;
        }
        Ok(bytes)
    }

    /// Checks every checksum of every file.
    ///
    /// # Errors
    /// When a file is missing or damaged.
    pub fn check(&self) -> Result<(), Damaged> {
        for file in SegmentFile::ALL {
            self.open_file(file)?.check_all()?;
        }
        Ok(())
    }

    fn bodies(&self) -> Result<&CheckedFile, Damaged> {
        once(&self.bodies, || self.open_file(SegmentFile::Bodies))
    }

    /// Returns the identities of its articles.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn identities(&self) -> Result<&Identities, Damaged> {
        once(&self.identities, || Identities::new(self.open_file(SegmentFile::Identities)?, self.len()))
    }

    fn signatures(&self) -> Result<&CheckedFile, Damaged> {
        once(&self.signatures, || self.open_file(SegmentFile::Signatures))
    }

    fn heaviest(&self) -> Result<&CheckedFile, Damaged> {
        once(&self.heaviest, || self.open_file(SegmentFile::Heaviest))
    }

    fn facts(&self) -> Result<&CheckedFile, Damaged> {
        once(&self.facts, || self.open_file(SegmentFile::Facts))
    }

    fn open_file(&self, file: SegmentFile) -> Result<CheckedFile, Damaged> {
        self.place.open(file, &self.entry)
    }
}

impl Place {
    fn open(&self, file: SegmentFile, entry: &SegmentEntry) -> Result<CheckedFile, Damaged> {
        match self {
            Self::Folder(folder) => CheckedFile::open(&folder.join(file.name()), entry.bytes_of(file)),
            Self::Memory(buffers) => Ok(CheckedFile::in_memory(&buffers[file as usize])),
        }
    }
}

impl Drop for Segment {
    fn drop(&mut self) {
        if let Place::Folder(folder) = &self.place
            && *self.is_obsolete.get_mut()
        {
            crate::screen_thread::check("removing a segment of the index");
            // Files that cannot be removed now are removed at the next start.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// Returns the value of a cell, which is made on the first call. An error is not kept, so the next call tries again.
fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, Damaged>) -> Result<&T, Damaged> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = make()?;
    Ok(cell.get_or_init(|| value))
}
