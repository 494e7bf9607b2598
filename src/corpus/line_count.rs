//! Counts the lines and items of JSON Lines, and cuts a file at its lines.

use std::io::{BufRead, ErrorKind};

use super::file_chunk::LineRange;
use crate::article::ByteRange;

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

/// Counts the lines of a whole file. `None` if it cannot be read to its end.
pub(super) fn count_lines(reader: &mut impl BufRead) -> Option<LineCount> {
    let all = LineRange { range: ByteRange { start: 0, length: 0 }, first_item: 1, first_line: 1 };
    cut_at_lines(reader, all, u64::MAX, &mut |_| true)
}

/// Passes the chunks of `from` to `take`, each of at least `chunk_bytes`. `reader` must read the bytes of `from`.
///
/// Returns the number of lines of the file up to the end of `from`; `None` if it could not be determined.
pub(super) fn cut_at_lines(
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
    use std::io::BufReader;

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
