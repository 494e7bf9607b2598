//! Cuts large files of many articles into chunks that several parsers read in bounded memory.

use std::fs::File as OpenFile;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Take};
use std::sync::Arc;

use super::file_chunk::{FileChunk, LineRange};
use super::line_count::cut_at_lines;
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

/// Cuts `file` into chunks and passes each to `take` as soon as it is known, until `take` returns `false`.
///
/// Only JSON Lines files of more than 8 MB are cut into several chunks. Such a file is read once here to count its
/// lines, because an article is identified by its number in the file. For these files the resume point is returned,
/// which is valid once the chunks are read; [`super::resume_point()`] returns it for the others.
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
