//! Cuts large files of many articles into chunks that several parsers read in bounded memory.

use std::fs::File as OpenFile;
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Take};
use std::path::Path;
use std::sync::Arc;

use super::resume_point::{ResumePoint, is_head_of_lines};
use super::walk::File;
use super::{Corpus, bytes, format};
use crate::article::ByteRange;

/// Smaller JSON Lines files, in bytes, are read as a whole.
const WHOLE_BYTES: u64 = 8 * 1024 * 1024;
/// The minimal size of a chunk in bytes. It ends with the line that reaches this size.
const CHUNK_BYTES: u64 = 4 * 1024 * 1024;
/// The buffer size for counting lines.
const BUFFER_BYTES: usize = 1024 * 1024;

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

/// The number of lines of a file, as far as they were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineCount {
    /// The byte offset at which counting ended.
    pub(super) end: u64,
    /// The start of the last line without a line end, or the end of the file if there is none.
    pub(super) lines_end: u64,
    /// The number of lines before `lines_end` that are not blank.
    pub(super) n_items: u32,
    /// The number of all lines before `lines_end`.
    pub(super) n_lines: u32,
}

/// Cuts `file` into chunks and passes each to `take` as soon as it is known, until `take` returns `false`.
///
/// Only JSON Lines files of more than 8 MB are cut into several chunks. Such a file is read once here to count its
/// lines, because an article is identified by its number in the file. For these files the resume point is returned,
/// which is valid once the chunks are read; [`super::resume_point`] returns it for the others.
pub fn split(corpus: &Corpus, file: &File, take: &mut dyn FnMut(FileChunk) -> bool) -> Option<ResumePoint> {
    let whole = FileChunk { path: Arc::clone(&file.path), n_bytes: file.state.n_bytes, lines: None };
    if whole.n_bytes < WHOLE_BYTES || !format::may_be_json_lines(&whole.path) {
        take(whole);
        return None;
    }
    let Ok(opened) = bytes::open_on_disk(corpus, &whole.path) else {
        // The corpus is in memory, or the parser will get the same error and report it.
        take(whole);
        return None;
    };
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, opened.take(whole.n_bytes));
    if !reader.fill_buf().is_ok_and(|head| is_head_of_lines(file, head)) {
        take(whole);
        return None;
    }
    let all = LineRange { range: ByteRange { start: 0, length: whole.n_bytes }, first_item: 1, first_line: 1 };
    cut_and_remember(file, reader, all, take)
}

/// Cuts a line range of `file` that [`super::grown`] returned into chunks, as [`split`] does. If it cannot be read, the
/// whole range is one chunk.
pub fn split_lines(
    corpus: &Corpus,
    file: &File,
    lines: LineRange,
    take: &mut dyn FnMut(FileChunk) -> bool,
) -> Option<ResumePoint> {
    let opened = bytes::open_on_disk(corpus, &file.path).and_then(|mut opened| {
        opened.seek(SeekFrom::Start(lines.range.start))?;
        Ok(opened)
    });
    let Ok(opened) = opened else {
        take(FileChunk { path: Arc::clone(&file.path), n_bytes: lines.range.length, lines: Some(lines) });
        return None;
    };
    cut_and_remember(file, BufReader::with_capacity(BUFFER_BYTES, opened.take(lines.range.length)), lines, take)
}

fn cut_and_remember(
    file: &File,
    mut reader: BufReader<Take<OpenFile>>,
    lines: LineRange,
    take: &mut dyn FnMut(FileChunk) -> bool,
) -> Option<ResumePoint> {
    let count = cut_at_lines(&mut reader, lines, CHUNK_BYTES, &mut |lines| {
        take(FileChunk { path: Arc::clone(&file.path), n_bytes: lines.range.length, lines: Some(lines) })
    })?;
    ResumePoint::of(file, &mut reader.into_inner().into_inner(), count)
}

/// Counts the lines of a whole file. `None` if it cannot be read to its end.
pub(super) fn count_lines(reader: &mut impl BufRead) -> Option<LineCount> {
    let all = LineRange { range: ByteRange { start: 0, length: 0 }, first_item: 1, first_line: 1 };
    cut_at_lines(reader, all, u64::MAX, &mut |_| true)
}

/// Passes the chunks of `from` to `take`, each of at least `chunk_bytes`. `reader` must read the bytes of `from`.
///
/// Returns the number of lines of the file up to the end of `from`; `None` if it could not be determined.
fn cut_at_lines(
    reader: &mut impl BufRead,
    from: LineRange,
    chunk_bytes: u64,
    take: &mut dyn FnMut(LineRange) -> bool,
) -> Option<LineCount> {
    let (mut at, mut item, mut line) = (from.range.start, from.first_item, from.first_line);
    let mut lines = LineRange { range: ByteRange { start: at, length: 0 }, ..from };
    let mut is_line_blank = true;
    let mut line_start = at;
    let mut is_whole = true;
    loop {
        let n_read = match reader.fill_buf() {
            Ok([]) => break,
            Ok(buffer) => {
                let mut start = 0;
                for end in memchr::memchr_iter(b'\n', buffer) {
                    is_line_blank = is_line_blank && buffer[start..end].iter().all(u8::is_ascii_whitespace);
                    start = end + 1;
                    line += 1;
                    item += u32::from(!is_line_blank);
                    is_line_blank = true;
                    line_start = at + start as u64;
                    if line_start - lines.range.start >= chunk_bytes {
                        lines.range.length = line_start - lines.range.start;
                        if !take(lines) {
                            return None;
                        }
                        let range = ByteRange { start: line_start, length: 0 };
                        lines = LineRange { range, first_item: item, first_line: line };
                    }
                }
                is_line_blank = is_line_blank && buffer[start..].iter().all(u8::is_ascii_whitespace);
                buffer.len()
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => 0,
            // The bytes before an error are passed on. The parser of the last chunk gets the error.
            Err(_) => {
                is_whole = false;
                break;
            }
        };
        reader.consume(n_read);
        at += n_read as u64;
    }
    if at > lines.range.start {
        lines.range.length = at - lines.range.start;
        if !take(lines) {
            return None;
        }
    }
    is_whole.then_some(LineCount { end: at, lines_end: line_start, n_items: item - 1, n_lines: line - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_with_lines_and_count_items() {
        let text = b"{1}\n\n{22}\n  \r\n{333}\n{4}";
        for capacity in [1, 3, 64] {
            let mut parts = Vec::new();
            let mut reader = BufReader::with_capacity(capacity, &text[..]);
            let all = LineRange { range: ByteRange { start: 0, length: 0 }, first_item: 1, first_line: 1 };
            let count = cut_at_lines(&mut reader, all, 8, &mut |lines| {
                let start = lines.range.start as usize;
                let bytes = &text[start..start + lines.range.length as usize];
                parts.push((String::from_utf8_lossy(bytes).into_owned(), lines.first_item, lines.first_line));
                true
            });
            let expected = [("{1}\n\n{22}\n", 1, 1), ("  \r\n{333}\n", 3, 4), ("{4}", 4, 6)];
            assert_eq!(parts, expected.map(|(text, item, line)| (text.to_owned(), item, line)), "{capacity}");
            let all = LineCount { end: 23, lines_end: 20, n_items: 3, n_lines: 5 };
            assert_eq!(count, Some(all), "{capacity}");
        }
    }
}
