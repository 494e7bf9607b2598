//! A file, or a range of its lines, that one parser reads.

use std::path::Path;
use std::sync::Arc;

use crate::article::ByteRange;

/// A file, or a range of a file, that one parser reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChunk {
    /// The file, relative to the folder of the corpus.
    pub path: Arc<Path>,
    /// The number of bytes of the chunk.
    pub n_bytes: u64,
    /// The lines of a JSON Lines file, if the chunk is not the whole file.
    pub lines: Option<LineRange>,
}

/// A range of a JSON Lines file that begins and ends at line boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRange {
    pub range: ByteRange,
    /// The number of the first item, from 1. Items are the lines that are not blank.
    pub first_item: u32,
    /// The number of the first line, from 1.
    pub first_line: u32,
}
