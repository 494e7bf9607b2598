//! The place that the files of a new segment are written to: a folder of the index, or memory.

use std::io;
use std::path::{Path, PathBuf};

use super::Damaged;
use super::checked_file::CheckedWriter;
use super::segment::Segment;
use super::segment_entry::{SegmentEntry, SegmentRows, folder_name};
use super::segment_files::{SegmentFile, WrittenFiles};

/// The place that the files of a new segment are written to.
#[derive(Clone, Debug)]
pub enum SegmentOutput {
    /// The folder of a segment, within the folder of the index.
    Disk {
        /// The folder of the index.
        index: PathBuf,
        /// The number of the segment.
        number: u64,
    },
    /// Buffers in memory.
    Memory,
}

impl SegmentOutput {
    /// Creates the folder of the segment `number` of the index in `index`.
    ///
    /// # Errors
    /// When the folder cannot be created.
    pub fn on_disk(index: &Path, number: u64) -> io::Result<Self> {
        crate::screen_thread::check("writing a segment of the index");
        crate::private::make_folder(&index.join(folder_name(number)))?;
        Ok(Self::Disk { index: index.to_path_buf(), number })
    }

    /// Removes the folder of a segment that was not completely written. Files that cannot be removed now are removed at
    /// the next start.
    pub fn discard(index: &Path, number: u64) {
        crate::screen_thread::check("removing a segment of the index");
        let _ = std::fs::remove_dir_all(index.join(folder_name(number)));
    }

    /// Creates a file of the segment.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub fn create(&self, file: SegmentFile) -> io::Result<CheckedWriter> {
        match self {
            Self::Disk { index, number } => CheckedWriter::create(&index.join(folder_name(*number)).join(file.name())),
            Self::Memory => Ok(CheckedWriter::in_memory()),
        }
    }

    /// Opens the segment that consists of `files`.
    ///
    /// # Errors
    /// When a file on disk cannot be opened.
    pub fn open(&self, rows: SegmentRows, files: WrittenFiles) -> Result<Segment, Damaged> {
        match self {
            Self::Disk { index, number } => {
                let lengths = files.into_iter().map(|(file, written)| (file, written.n_bytes));
                Segment::open(index, SegmentEntry::new(*number, rows, lengths))
            }
            Self::Memory => Segment::in_memory(rows, files),
        }
    }
}
