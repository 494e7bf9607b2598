//! The entry of a segment in the list of an index: everything that is needed to open it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::segment_files::SegmentFile;

/// The data needed to open a segment on disk: an entry of the index's list of segments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentEntry {
    /// The number of the segment, which no other segment of the index has or had.
    pub number: u64,
    pub rows: SegmentRows,
    /// Length of each of its files in bytes, in the order of [`SegmentFile::ALL`].
    pub n_bytes: Vec<u64>,
}

/// Totals of the rows of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRows {
    /// The number of rows, including purged ones.
    pub n_rows: u32,
    /// The number of purged rows: their articles are deleted, and only their numbers are left.
    pub n_purged: u32,
    /// Size in bytes of the texts of the other rows when they were read, against which the size of an index is
    /// measured. It is an estimate once rows have been purged.
    pub n_text_bytes: u64,
}

impl SegmentEntry {
    /// Creates the entry of a segment whose files have these lengths.
    pub fn new(number: u64, rows: SegmentRows, files: impl IntoIterator<Item = (SegmentFile, u64)>) -> Self {
        let files: BTreeMap<SegmentFile, u64> = files.into_iter().collect();
        let n_bytes = SegmentFile::ALL.iter().map(|file| files.get(file).copied().unwrap_or(0)).collect();
        Self { number, rows, n_bytes }
    }

    /// Returns the folder of the segment, within that of the index.
    pub fn folder(&self, index: &Path) -> PathBuf {
        index.join(folder_name(self.number))
    }

    /// Returns the length of one of its files in bytes.
    pub fn bytes_of(&self, file: SegmentFile) -> u64 {
        let at = SegmentFile::ALL.iter().position(|known| *known == file);
        at.and_then(|at| self.n_bytes.get(at)).copied().unwrap_or(0)
    }
}

/// Returns the name of the folder of the segment with this number.
pub fn folder_name(number: u64) -> String {
    format!("segment-{number:08}")
}
