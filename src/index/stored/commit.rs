//! Which segments make up an index, and what is known of all rows together: the file `CURRENT`.
//!
//! Everything else is written first, under names that nothing refers to yet. Then `CURRENT` is put in the place of
//! the last one by renaming, which the system does whole or not at all. So at whatever moment the program is
//! ended, the index is the last one or the next one; what neither refers to is removed at the next start.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::checked_file::{CheckedFile, CheckedWriter};
use super::columns::{packed_day, unpacked_day};
use super::segment::{Segment, SegmentEntry, folder_name};
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

/// So often an index that is written while it is opened is opened again: commits are far slower than that.
const N_TRIES: usize = 20;

/// All of an index: what a commit keeps and the next start opens.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The segments, in the order of their rows.
    pub segments: Vec<Arc<Segment>>,
    /// The rows that count, newest first.
    pub by_date: RowsByDate,
    /// The rows that do not count any more.
    pub deleted: Arc<Bitmap>,
    /// How many articles fall on each day.
    pub days: Arc<DayCounts>,
    /// The paragraphs that several articles have.
    pub repeated: Arc<Repeated>,
    /// How many rows there were when those were counted.
    pub n_rows_counted: RowId,
    /// How many articles of each host have which name.
    pub source_names: Arc<NameCounter>,
    /// True if the whole folder had been read.
    pub is_complete: bool,
    /// What became of its files.
    pub accounting: Accounting,
    /// The number of the file system that the folder was on.
    pub device: Option<u64>,
    /// Which numbering of rows this is: commits of one have the same articles under the same numbers, whichever
    /// program wrote them.
    pub lineage: u64,
}

impl Contents {
    /// How many bytes the texts of all rows had when they were read.
    pub fn n_text_bytes(&self) -> u64 {
        self.segments.iter().map(|segment| segment.entry().rows.n_text_bytes).sum()
    }

    /// The same articles under new numbers: `segments` hold those rows that are not in `deleted`, in their order. Rows
    /// that were deleted after those stay deleted.
    ///
    /// # Errors
    /// When the segments have another number of rows.
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

    /// How many bytes each kind of file of all segments has.
    pub fn sections(&self) -> impl Iterator<Item = (SegmentFile, u64)> {
        let bytes_of = |file| self.segments.iter().map(|segment| segment.entry().bytes_of(file)).sum();
        SegmentFile::ALL.into_iter().map(move |file| (file, bytes_of(file)))
    }
}

/// A numbering of rows that no other index has.
pub fn new_lineage() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Tells one commit from the next without reading it: when `CURRENT` was written, how long it is, and where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(FileState);

/// `CURRENT` as it is written. The order of the fields is the format.
#[derive(Debug, Serialize, Deserialize)]
struct CommitRecord {
    next_number: u64,
    segments: Vec<SegmentEntry>,
    by_date: Numbered,
    deleted: Numbered,
    repeated: Numbered,
    n_rows_counted: u32,
    days: Vec<(i32, i32, u32)>,
    n_undated: u32,
    is_complete: bool,
    accounting: [u64; 4],
    device: Option<u64>,
    lineage: u64,
    source_names: Vec<(Box<str>, CountedNames)>,
}

/// A file of the index beside its segments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Numbered {
    number: u64,
    n_bytes: u64,
}

/// Why there is no index to go on with.
#[derive(Debug, thiserror::Error)]
pub enum NoIndex {
    /// None has been built.
    #[error("there is no index yet")]
    Missing,
    /// It is of another release.
    #[error("the index is of another format ({found}; this program writes {FORMAT})")]
    OtherFormat {
        /// The number of its format.
        found: u32,
    },
    /// It cannot be used.
    #[error(transparent)]
    Damaged(#[from] Damaged),
}

/// The folder of an index, for the one program that writes it.
#[derive(Debug)]
pub struct Committer {
    folder: std::path::PathBuf,
    next_number: u64,
    /// The names of the files beside the segments that the last commit refers to.
    beside: Vec<String>,
}

/// Opens the index in `folder`.
///
/// # Errors
/// Why there is none to go on with.
pub fn open(folder: &Path) -> Result<Contents, NoIndex> {
    contents(folder, read(folder)?).map_err(NoIndex::from)
}

/// Opens the index in `folder` while another program writes it, with all files of its segments: what that program
/// takes away later stays readable.
///
/// # Errors
/// Why there is none to go on with.
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
        // There was another commit meanwhile, and what it does not refer to any more went.
        before = now;
        opened = open_whole();
    }
    opened
}

/// Which commit the index in `folder` has; `None` where it has none.
pub fn stamp(folder: &Path) -> Option<Stamp> {
    crate::screen_thread::check("looking for the index");
    let metadata = fs::metadata(folder.join(NAME)).ok()?;
    Some(Stamp(FileState::of(&metadata)))
}

/// Takes the index in `folder` away if any of its files is damaged, however much it takes to look at them all. Only
/// for the program that writes it.
pub fn remove_if_damaged(folder: &Path) {
    let is_whole = open(folder).is_ok_and(|contents| {
        contents.by_date.damage().is_none() && contents.segments.iter().all(|segment| segment.check().is_ok())
    });
    if !is_whole {
        remove(folder);
    }
}

/// Takes the index in `folder` away: the next one is built from nothing. Its files go with the next start.
pub fn remove(folder: &Path) {
    crate::screen_thread::check("removing the index");
    // What is not there, or cannot be removed, is no worse for that.
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
    /// Takes the folder over for writing. Numbers go on from those of the index in it, and what that index does
    /// not refer to is removed.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(folder: &Path) -> io::Result<Self> {
        crate::screen_thread::check("writing the index");
        private::make_folder(folder)?;
        let mut committer = Self { folder: folder.to_path_buf(), next_number: 1, beside: Vec::new() };
        if let Ok(written) = read(folder) {
            committer.next_number = written.next_number;
            committer.beside = beside(&written);
            committer.remove_leftovers(&written)?;
        } else {
            // Of an index that cannot be used nothing but the numbers matters: new files get other names.
            committer.next_number = 1 + highest_number(folder)?;
        }
        Ok(committer)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A number for the next segment or file.
    pub fn next_number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number - 1
    }

    /// Makes `contents` the index. The segments that only the last one referred to stay until nobody uses them any
    /// more; its files beside the segments go.
    ///
    /// # Errors
    /// What the system says; the last index then stays.
    pub fn commit(&mut self, contents: &Contents) -> io::Result<()> {
        let mut damage = None;
        let rows = contents.by_date.whole(|damaged| damage = Some(damaged.to_string()));
        if let Some(damage) = damage.or_else(|| contents.by_date.damage().map(ToString::to_string)) {
            return Err(io::Error::other(damage));
        }
        let by_date = self.write_beside("order", rows.iter().map(|row| row.to_le_bytes()))?;
        let deleted = self.write_beside("deleted", contents.deleted.words().iter().map(|word| word.to_le_bytes()))?;
        let repeated = self.write_beside("repeated", contents.repeated.keys().iter().map(|key| key.to_le_bytes()))?;
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
        for name in std::mem::replace(&mut self.beside, beside(&written)) {
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(self.folder.join(name));
        }
        Ok(())
    }

    fn write_beside<const N: usize>(
        &mut self,
        name: &str,
        values: impl Iterator<Item = [u8; N]>,
    ) -> io::Result<Numbered> {
        let number = self.next_number();
        let mut out = CheckedWriter::create(&self.folder.join(beside_name(name, number)))?;
        let mut bytes = Vec::with_capacity(64 * 1024);
        for value in values {
            bytes.extend_from_slice(&value);
            if bytes.len() >= 64 * 1024 {
                out.write(&bytes)?;
                bytes.clear();
            }
        }
        out.write(&bytes)?;
        Ok(Numbered { number, n_bytes: out.finish()?.n_bytes })
    }

    fn remove_leftovers(&self, written: &CommitRecord) -> io::Result<()> {
        let mut kept: Vec<String> = written.segments.iter().map(|entry| folder_name(entry.number)).collect();
        kept.extend(self.beside.iter().cloned());
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

fn beside_name(name: &str, number: u64) -> String {
    format!("{name}-{number:08}")
}

fn beside(written: &CommitRecord) -> Vec<String> {
    beside_files(written).map(|(name, _)| name).into()
}

/// The files beside the segments, by name.
fn beside_files(written: &CommitRecord) -> [(String, Numbered); 3] {
    let files = [("order", written.by_date), ("deleted", written.deleted), ("repeated", written.repeated)];
    files.map(|(name, file)| (beside_name(name, file.number), file))
}

/// The order of the rows. Of a large index it is the largest flag that a start reads, so that only its first page is
/// read at once.
fn order_of(folder: &Path, file: Numbered, n_rows: usize) -> Result<RowsByDate, Damaged> {
    const FIRST_ROWS: usize = 4_096;
    let file = CheckedFile::open(&folder.join(beside_name("order", file.number)), file.n_bytes)?;
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

/// The first `n_read` rows of the order. They are read part by part into the place where they stay, as every page of
/// memory that is touched takes time.
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

fn bytes_of(folder: &Path, name: &str, file: Numbered) -> Result<Vec<u8>, Damaged> {
    let file = CheckedFile::open(&folder.join(beside_name(name, file.number)), file.n_bytes)?;
    let mut bytes = Vec::new();
    file.read(0..file.n_bytes(), &mut bytes)?;
    Ok(bytes)
}

fn words_of(bytes: &[u8]) -> Vec<u64> {
    bytes.chunks_exact(8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap_or_default())).collect()
}

/// The number in the name of a segment or of a file beside the segments.
fn number_of(name: &str) -> Option<u64> {
    let (kind, number) = name.split_once('-')?;
    ["segment", "order", "deleted", "repeated"].contains(&kind).then(|| number.parse().ok())?
}

fn highest_number(folder: &Path) -> io::Result<u64> {
    let names = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter_map(|name| number_of(&name)).max().unwrap_or(0))
}
