//! Reads JSON Lines in a packed file. The file is unpacked chunk by chunk, each up to the end of a line.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::json;
use crate::article::{ByteRange, Problem};
use crate::corpus::file_chunk::LineRange;
use crate::corpus::{FileChunk, Record};

/// The number of bytes that are unpacked before their lines are read. A chunk then goes on to the end of its last line.
const CHUNK_BYTES: u64 = 4 * 1024 * 1024;

/// Reads the lines of `source`. Their addresses are their byte ranges in the unpacked file.
pub(super) fn read(
    source: &mut dyn BufRead,
    chunk: &FileChunk,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) -> io::Result<()> {
    let (mut start, mut item, mut line) = (0_u64, 1_u32, 1_u32);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        source.take(CHUNK_BYTES).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(());
        }
        if bytes.last() != Some(&b'\n') {
            // A line that is far longer than an article may be is cut, and is reported as a line that is not JSON.
            source.take(limit.saturating_add(CHUNK_BYTES)).read_until(b'\n', &mut bytes)?;
        }
        let range = ByteRange { start, length: bytes.len() as u64 };
        let lines = LineRange { range, first_item: item, first_line: line };
        let unpacked = FileChunk { path: Arc::clone(&chunk.path), n_bytes: range.length, lines: Some(lines) };
        json::read_lines(&bytes, &unpacked, limit, problems, take);
        start += range.length;
        for text in bytes.split_inclusive(|byte| *byte == b'\n') {
            line += u32::from(text.ends_with(b"\n"));
            item += u32::from(!text.iter().all(u8::is_ascii_whitespace));
        }
    }
}
