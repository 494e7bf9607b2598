//! Cuts large files of many articles into pieces that several threads read in bounded memory.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use super::encoding::is_wide;
use super::walk::File;
use super::{Corpus, format};
use crate::article::{ByteRange, Format};

/// JSON Lines files below this size are read whole.
const WHOLE_BYTES: u64 = 8 * 1024 * 1024;
/// How large a piece becomes, and a little more, up to the end of its last line.
const PIECE_BYTES: u64 = 4 * 1024 * 1024;

/// A file, or a part of a file, that one thread reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The file, relative to the folder of the corpus.
    pub path: Arc<Path>,
    /// How many bytes it has, the whole file or the part.
    pub n_bytes: u64,
    /// The part of a JSON Lines file, where it is not the whole.
    pub part: Option<Part>,
}

/// A part of a JSON Lines file, cut at the ends of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes.
    pub range: ByteRange,
    /// The number of its first item, from 1: lines that are not blank are items.
    pub first_item: u32,
    /// The number of its first line, from 1.
    pub first_line: u32,
}

/// Cuts `file` into pieces and hands each to `take` as soon as it is known, until `take` says `false`.
///
/// Only JSON Lines files of more than 8 MB become several, for which they are read once here: the
/// lines must be counted, as an article is known by its number in the file.
pub fn split(corpus: &Corpus, file: File, take: &mut dyn FnMut(Piece) -> bool) {
    let whole = Piece { path: file.path, n_bytes: file.state.n_bytes, part: None };
    let Corpus::Folder(folder) = corpus else {
        take(whole);
        return;
    };
    if whole.n_bytes < WHOLE_BYTES || !format::may_be_json_lines(&whole.path) {
        take(whole);
        return;
    }
    let Ok(opened) = std::fs::File::open(folder.join(&whole.path)) else {
        // The reader meets the same error, and makes a problem of it.
        take(whole);
        return;
    };
    let mut reader = BufReader::with_capacity(1 << 20, opened);
    let is_lines = reader.fill_buf().is_ok_and(|head| {
        // The lines of UTF-16 do not end where its bytes 10 are.
        !is_wide(head) && matches!(format::recognise(&whole.path, head), format::Recognised::Article(Format::JsonLines))
    });
    if !is_lines {
        take(whole);
        return;
    }
    cut_at_lines(&mut reader, PIECE_BYTES, &mut |part| {
        take(Piece { path: Arc::clone(&whole.path), n_bytes: part.range.length, part: Some(part) })
    });
}

/// Hands the parts of at least `piece_bytes` to `take`.
fn cut_at_lines(reader: &mut impl BufRead, piece_bytes: u64, take: &mut dyn FnMut(Part) -> bool) {
    let (mut at, mut item, mut line) = (0_u64, 1_u32, 1_u32);
    let mut part = Part { range: ByteRange { start: 0, length: 0 }, first_item: 1, first_line: 1 };
    let mut is_line_blank = true;
    loop {
        let n_read = match reader.fill_buf() {
            Ok(buffer) if !buffer.is_empty() => {
                let mut start = 0;
                for end in memchr::memchr_iter(b'\n', buffer) {
                    is_line_blank &= buffer[start..end].iter().all(u8::is_ascii_whitespace);
                    start = end + 1;
                    line += 1;
                    item += u32::from(!is_line_blank);
                    is_line_blank = true;
                    let next = at + start as u64;
                    if next - part.range.start >= piece_bytes {
                        part.range.length = next - part.range.start;
                        if !take(part) {
                            return;
                        }
                        part = Part { range: ByteRange { start: next, length: 0 }, first_item: item, first_line: line };
                    }
                }
                is_line_blank &= buffer[start..].iter().all(u8::is_ascii_whitespace);
                buffer.len()
            }
            // What was read up to an error is handed on; the reader of the last part meets the error.
            _ => break,
        };
        reader.consume(n_read);
        at += n_read as u64;
    }
    if at > part.range.start {
        part.range.length = at - part.range.start;
        take(part);
    }
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
            cut_at_lines(&mut reader, 8, &mut |part| {
                let start = part.range.start as usize;
                let bytes = &text[start..start + part.range.length as usize];
                parts.push((String::from_utf8_lossy(bytes).into_owned(), part.first_item, part.first_line));
                true
            });
            let expected = [("{1}\n\n{22}\n", 1, 1), ("  \r\n{333}\n", 3, 4), ("{4}", 4, 6)];
            assert_eq!(parts, expected.map(|(text, item, line)| (text.to_owned(), item, line)), "{capacity}");
        }
    }
}
