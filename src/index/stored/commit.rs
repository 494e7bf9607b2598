//! The file `CURRENT`: the list of the segments that form an index, and the data about all rows together.
//!
//! Everything else is written first, under names that nothing refers to yet. Then `CURRENT` replaces the last one by
//! renaming, which the system does as a whole or not at all. So whenever the program is ended, the index is the last
//! one or the next one. Files that this index does not refer to are removed at the next start.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::checked_file::{CheckedFile, CheckedWriter};
use super::columns::{packed_day, unpacked_day};
use super::segment::Segment;
use super::segment_entry::{SegmentEntry, folder_name};
use super::{Damaged, FORMAT, SegmentFile};
use crate::article::Accounting;
use crate::corpus::FileState;
use crate::index::repetition::Repeated;
use crate::index::{Bitmap, CountedNames, DayCount, DayCounts, NameCounter, RowId, RowsByDate};
use crate::private;

mod check;

pub use check::{DamagedFile, check};

const NAME: &str = "CURRENT";
const NEW_NAME: &str = "CURRENT.new";
const MAGIC: [u8; 8] = *b"nwscurr\n";
const HEAD_BYTES: usize = 16;

/// The number of attempts to open an index that is written meanwhile. Commits are far less frequent than attempts.
const N_TRIES: usize = 20;

/// All data of an index. A commit writes it, and the next start opens it.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The segments, in the order of their rows.
    pub segments: Vec<Arc<Segment>>,
    /// The rows that are not deleted, newest first.
    pub by_date: RowsByDate,
    /// Tombstones.
    pub deleted: Arc<Bitmap>,
    /// The number of articles of each day.
    pub days: Arc<DayCounts>,
    pub repeated: Arc<Repeated>,
    /// The number of rows when the repeated paragraphs were counted.
    pub n_rows_counted: RowId,
    /// The number of articles of each name of each host.
    pub source_names: Arc<NameCounter>,
    /// True if the whole folder had been read.
    pub is_complete: bool,
    /// The number of files of the folder by outcome.
    pub accounting: Accounting,
    /// The number of the file system that the folder was on.
    pub device: Option<u64>,
    /// Identifier of the row numbering. Commits with the same one have the same articles under the same numbers,
    /// whichever process wrote them.
    pub lineage: u64,
}

impl Contents {
    /// Returns the size in bytes of the texts of all rows when they were read.
    pub fn n_text_bytes(&self) -> u64 {
        self.segments.iter().map(|segment| segment.entry().rows.n_text_bytes).sum()
    }

    /// Returns the same articles under new numbers. `segments` hold the rows that are not in `deleted`, in their order.
    /// Rows that were deleted after these stay deleted.
    ///
    /// # Errors
    /// When the segments have another number of rows, or the order by date cannot be read.
    pub fn renumbered(self, segments: Vec<Arc<Segment>>, deleted: &Bitmap) -> Result<Self, Damaged> {
        let n_rows: usize = segments.iter().map(|segment| segment.len()).sum();
        let mut next_row: RowId = 0;
        let new_rows: Vec<Option<RowId>> = (0..deleted.n_rows() as RowId)
            .map(|row| {
                let new_row = (!deleted.contains(row)).then_some(next_row);
                next_row += RowId::from(new_row.is_some());
                new_row
            })
            .collect();
        if next_row as usize != n_rows {
            return Err(Damaged::content("segments that were numbered anew have other rows"));
        }
        let new_row = |row: RowId| new_rows.get(row as usize).copied().flatten();
        if self.by_date.damage().is_some() {
            return Err(Damaged::content("the order of its rows cannot be read"));
        }
        let deleted_since = self.deleted.iter().filter_map(new_row);
        let mut now_deleted = Bitmap::new(n_rows);
        deleted_since.for_each(|row| now_deleted.insert(row));
        Ok(Self {
            segments,
            by_date: self.by_date.whole(|_| {}).iter().copied().filter_map(new_row).collect(),
            deleted: Arc::new(now_deleted),
            n_rows_counted: new_rows.iter().take(self.n_rows_counted as usize).flatten().count() as RowId,
            lineage: new_lineage(),
            ..self
        })
    }

    /// Returns the total size in bytes of each kind of file in all segments.
    pub fn sections(&self) -> impl Iterator<Item = (SegmentFile, u64)> {
        let bytes_of = |file| self.segments.iter().map(|segment| segment.entry().bytes_of(file)).sum();
        SegmentFile::ALL.into_iter().map(move |file| (file, bytes_of(file)))
    }
}

/// Returns an identifier of a row numbering that no other index has.
pub fn new_lineage() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Identifier of a commit that is known without reading it: the time, the length and the place of `CURRENT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(FileState);

/// Contents of `CURRENT`. The order of the fields is the format.
#[derive(Debug, Serialize, Deserialize)]
struct CommitRecord {
    next_number: u64,
    segments: Vec<SegmentEntry>,
    by_date: NumberedFile,
    deleted: NumberedFile,
    repeated: NumberedFile,
    n_rows_counted: u32,
    days: Vec<(i32, i32, u32)>,
    n_undated: u32,
    is_complete: bool,
    accounting: [u64; 4],
    device: Option<u64>,
    lineage: u64,
    source_names: Vec<(Box<str>, CountedNames)>,
}

/// A file of the index outside its segments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct NumberedFile {
    number: u64,
    n_bytes: u64,
}

/// Reason why there is no index to continue with.
#[derive(Debug, thiserror::Error)]
pub enum NoIndex {
    /// No index has been built.
    #[error("there is no index yet")]
    Missing,
    /// The index has another format.
    #[error("the index is of another format ({found}; this program writes {FORMAT})")]
    OtherFormat {
        /// The number of that format.
        found: u32,
    },
    #[error(transparent)]
    Damaged(#[from] Damaged),
}

/// The folder of an index, for the one process that writes it.
#[derive(Debug)]
pub struct Committer {
    folder: std::path::PathBuf,
    next_number: u64,
    /// Names of the files outside segments that the last commit refers to.
    non_segment_files: Vec<String>,
}

/// Opens the index in `folder`.
///
/// # Errors
/// When there is no index to continue with.
pub fn open(folder: &Path) -> Result<Contents, NoIndex> {
    contents(folder, read(folder)?).map_err(NoIndex::from)
}

/// Opens the index in `folder` while another process writes it, with all files of its segments. Open files stay
/// readable when that process removes them later.
///
/// # Errors
/// When there is no index to continue with.
pub fn open_followed(folder: &Path) -> Result<Contents, NoIndex> {
    let open_whole = || {
        let contents = open(folder)?;
        contents.segments.iter().try_for_each(|segment| segment.open_all())?;
        Ok(contents)
    };
    let mut before = stamp(folder);
    let mut opened = open_whole();
    for _ in 0..N_TRIES {
        let now = stamp(folder);
        if opened.is_ok() || now == before {
            break;
        }
        // There was another commit meanwhile, and files that it does not refer to were removed.
        before = now;
        opened = open_whole();
    }
    opened
}

/// Returns the stamp of the commit in `folder`; `None` if there is no index.
pub fn stamp(folder: &Path) -> Option<Stamp> {
    crate::screen_thread::check("looking for the index");
    let metadata = fs::metadata(folder.join(NAME)).ok()?;
    Some(Stamp(FileState::of(&metadata)))
}

/// Removes the index in `folder` if any of its files is damaged. It checks all files, however long that takes. Only for
/// the process that writes the index.
pub fn remove_if_damaged(folder: &Path) {
    let is_whole = open(folder).is_ok_and(|contents| {
        contents.by_date.damage().is_none() && contents.segments.iter().all(|segment| segment.check().is_ok())
    });
    if !is_whole {
        remove(folder);
    }
}

/// Removes the index in `folder`, so that the next one is built from nothing. Its files are removed at the next start.
pub fn remove(folder: &Path) {
    crate::screen_thread::check("removing the index");
    // A file that is missing or cannot be removed does no harm.
    let _ = fs::remove_file(folder.join(NAME));
}

fn contents(folder: &Path, written: CommitRecord) -> Result<Contents, Damaged> {
    let mut segments = Vec::with_capacity(written.segments.len());
    let mut n_rows = 0;
    for entry in written.segments {
        n_rows += entry.rows.n_rows as usize;
        segments.push(Arc::new(Segment::open(folder, entry)?));
    }
    let by_date = order_of(folder, written.by_date, n_rows)?;
    let deleted = words_of(&bytes_of(folder, "deleted", written.deleted)?);
    let repeated = words_of(&bytes_of(folder, "repeated", written.repeated)?);
    let days = written.days.into_iter().map(|(first, last, n_articles)| {
        Ok(DayCount { first_day: unpacked_day(first)?, last_day: unpacked_day(last)?, n_articles })
    });
    let [n_seen, n_with_articles, n_not_shown, n_set_aside] = written.accounting;
    Ok(Contents {
        segments,
        by_date,
        deleted: Arc::new(Bitmap::from_words(deleted, n_rows)),
        days: Arc::new(DayCounts { days: days.collect::<Result<_, Damaged>>()?, n_undated: written.n_undated }),
        repeated: Arc::new(Repeated::from_keys(repeated)),
        n_rows_counted: written.n_rows_counted,
        source_names: Arc::new(NameCounter::from_counts(written.source_names)),
        is_complete: written.is_complete,
        accounting: Accounting { n_seen, n_with_articles, n_not_shown, n_set_aside },
        device: written.device,
        lineage: written.lineage,
    })
}

fn read(folder: &Path) -> Result<CommitRecord, NoIndex> {
    crate::screen_thread::check("opening the index");
    let bytes = match fs::read(folder.join(NAME)) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(NoIndex::Missing);
        }
        Err(error) => return Err(Damaged::from(error).into()),
    };
    let damaged = || NoIndex::from(Damaged::content("CURRENT is not what was written"));
    let (head, payload) = bytes.split_at_checked(HEAD_BYTES).ok_or_else(damaged)?;
    if head[..8] != MAGIC {
        return Err(damaged());
    }
    let [found, checksum] = [8, 12].map(|at| u32::from_le_bytes(head[at..at + 4].try_into().unwrap_or_default()));
    if found != FORMAT {
        return Err(NoIndex::OtherFormat { found });
    }
    if crc32fast::hash(payload) != checksum {
        return Err(damaged());
    }
    super::record::read(payload, "CURRENT").map_err(NoIndex::from)
}

impl Committer {
    /// Takes over the folder for writing.
    ///
    /// New segments and files get numbers that no segment or file in the folder has. If the folder has an index that
    /// can be read, segments and files that this index does not refer to are removed.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn new(folder: &Path) -> io::Result<Self> {
        crate::screen_thread::check("writing the index");
        private::make_folder(folder)?;
        let mut committer = Self { folder: folder.to_path_buf(), next_number: 1, non_segment_files: Vec::new() };
        if let Ok(written) = read(folder) {
            committer.next_number = written.next_number;
            committer.non_segment_files = non_segment_names(&written);
            committer.remove_leftovers(&written)?;
        } else {
            // Of an index that cannot be used, only the numbers matter: new files must get other names.
            committer.next_number = 1 + highest_number(folder)?;
        }
        Ok(committer)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns a number for the next segment or file.
    pub fn next_number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number - 1
    }

    /// Makes `contents` the index. Segments that only the last index refers to stay until nothing uses them any more.
    /// Its files outside segments are removed.
    ///
    /// # Errors
    /// When writing fails, or the order by date is damaged. The last index then stays.
    pub fn commit(&mut self, contents: &Contents) -> io::Result<()> {
        let mut damage = None;
        let rows = contents.by_date.whole(|damaged| damage = Some(damaged.to_string()));
        if let Some(damage) = damage.or_else(|| contents.by_date.damage().map(ToString::to_string)) {
            return Err(io::Error::other(damage));
        }
        let by_date = self.write_non_segment_file("order", rows.iter().map(|row| row.to_le_bytes()))?;
        let deleted =
            self.write_non_segment_file("deleted", contents.deleted.words().iter().map(|word| word.to_le_bytes()))?;
        let repeated =
            self.write_non_segment_file("repeated", contents.repeated.keys().iter().map(|key| key.to_le_bytes()))?;
        let packed = |count: &DayCount| (packed_day(count.first_day), packed_day(count.last_day), count.n_articles);
        let Accounting { n_seen, n_with_articles, n_not_shown, n_set_aside } = contents.accounting;
        let written = CommitRecord {
            next_number: self.next_number,
            segments: contents.segments.iter().map(|segment| segment.entry().clone()).collect(),
            by_date,
            deleted,
            repeated,
            n_rows_counted: contents.n_rows_counted,
            days: contents.days.days.iter().map(packed).collect(),
            n_undated: contents.days.n_undated,
            is_complete: contents.is_complete,
            accounting: [n_seen, n_with_articles, n_not_shown, n_set_aside],
            device: contents.device,
            lineage: contents.lineage,
            source_names: contents.source_names.counts(),
        };
        let mut payload = Vec::new();
        super::record::write(&written, &mut payload);
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&crc32fast::hash(&payload).to_le_bytes());
        bytes.extend_from_slice(&payload);
        private::create(&self.folder.join(NEW_NAME))?.write_all(&bytes)?;
        fs::rename(self.folder.join(NEW_NAME), self.folder.join(NAME))?;
        for name in std::mem::replace(&mut self.non_segment_files, non_segment_names(&written)) {
            // A file that cannot be removed now is removed at the next start.
            let _ = fs::remove_file(self.folder.join(name));
        }
        Ok(())
    }

    fn write_non_segment_file<const N: usize>(
        &mut self,
        name: &str,
        values: impl Iterator<Item = [u8; N]>,
    ) -> io::Result<NumberedFile> {
        let number = self.next_number();
        let mut out = CheckedWriter::create(&self.folder.join(non_segment_name(name, number)))?;
        let mut bytes = Vec::with_capacity(64 * 1024);
        for value in values {
            bytes.extend_from_slice(&value);
            if bytes.len() >= 64 * 1024 {
                out.write(&bytes)?;
                bytes.clear();
            }
        }
        out.write(&bytes)?;
        Ok(NumberedFile { number, n_bytes: out.finish()?.n_bytes })
    }

    fn remove_leftovers(&self, written: &CommitRecord) -> io::Result<()> {
        let mut kept: Vec<String> = written.segments.iter().map(|entry| folder_name(entry.number)).collect();
        kept.extend(self.non_segment_files.iter().cloned());
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if number_of(&name).is_some() && !kept.contains(&name) {
                let path = entry.path();
                let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            }
        }
        Ok(())
    }
}

fn non_segment_name(name: &str, number: u64) -> String {
    format!("{name}-{number:08}")
}

fn non_segment_names(written: &CommitRecord) -> Vec<String> {
    non_segment_files_of(written).map(|(name, _)| name).into()
}

/// Returns the files outside segments, with their names.
fn non_segment_files_of(written: &CommitRecord) -> [(String, NumberedFile); 3] {
    let files = [("order", written.by_date), ("deleted", written.deleted), ("repeated", written.repeated)];
    files.map(|(name, file)| (non_segment_name(name, file.number), file))
}

/// Opens the order of the rows. In a large index it is the largest file that is read at the start, so only its first
/// page is read at once.
fn order_of(folder: &Path, file: NumberedFile, n_rows: usize) -> Result<RowsByDate, Damaged> {
    const FIRST_ROWS: usize = 4_096;
    let file = CheckedFile::open(&folder.join(non_segment_name("order", file.number)), file.n_bytes)?;
    let n_ordered = file.n_bytes() as usize / size_of::<RowId>();
    if n_ordered > n_rows {
        return Err(Damaged::content("the order has more rows than there are"));
    }
    let first = rows_in_order(&file, n_ordered.min(FIRST_ROWS), n_rows)?;
    if first.len() == n_ordered {
        return Ok(first.into());
    }
    Ok(RowsByDate::of_first(first, n_ordered, move || rows_in_order(&file, n_ordered, n_rows)))
}

/// Reads the first `n_read` rows of the order. They are read piece by piece into their final place, because every page
/// of memory that is touched takes time.
fn rows_in_order(file: &CheckedFile, n_read: usize, n_rows: usize) -> Result<Arc<[RowId]>, Damaged> {
    const ROWS_AT_ONCE: usize = 16 * 1024;
    let mut rows: Arc<[RowId]> = std::iter::repeat_n(0, n_read).collect();
    let mut bytes = Vec::new();
    let mut start = 0;
    for part in Arc::make_mut(&mut rows).chunks_mut(ROWS_AT_ONCE) {
        let end = start + size_of_val(part) as u64;
        file.read(start..end, &mut bytes)?;
        for (row, bytes) in part.iter_mut().zip(bytes.as_chunks().0) {
            *row = RowId::from_le_bytes(*bytes);
        }
        if part.iter().copied().max().is_some_and(|row| row as usize >= n_rows) {
            return Err(Damaged::content("the order names a row that is not there"));
        }
        start = end;
    }
    Ok(rows)
}

fn bytes_of(folder: &Path, name: &str, file: NumberedFile) -> Result<Vec<u8>, Damaged> {
    let file = CheckedFile::open(&folder.join(non_segment_name(name, file.number)), file.n_bytes)?;
    let mut bytes = Vec::new();
    file.read(0..file.n_bytes(), &mut bytes)?;
    Ok(bytes)
}

fn words_of(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap_or_default())).collect()
}

/// Returns the number in the name of a segment or of a file outside segments.
fn number_of(name: &str) -> Option<u64> {
    let (kind, number) = name.split_once('-')?;
    ["segment", "order", "deleted", "repeated"].contains(&kind).then(|| number.parse().ok())?
}

fn highest_number(folder: &Path) -> io::Result<u64> {
    let names = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter_map(|name| number_of(&name)).max().unwrap_or(0))
}
