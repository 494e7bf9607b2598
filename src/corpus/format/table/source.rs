//! Reads the rows of a table from a stream: in bounded memory, and with every quotation mark closed.

use std::io::{self, BufRead, Read};

use super::Separator;

/// The most quotation marks of a table that may turn out never to be closed. After that, no cell may have line ends,
/// because each such mark costs a search of the rest of the table.
const UNCLOSED_MAX: u32 = 16;

/// The position of the scan within a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of a cell.
    Start,
    /// In a cell without quotation marks around it.
    Bare,
    /// In a cell with quotation marks around it. The number is the place of its first mark.
    Quoted(usize),
    /// After a mark in such a cell: the first of two marks, or the last mark of the cell.
    Mark(usize),
}

/// The rows of a table as a stream, handed on one at a time. The CSV parser then never sees a row that is longer than
/// an article may be, or a quotation mark that is never closed.
pub(super) struct Rows<'source> {
    source: Box<dyn BufRead + 'source>,
    separator: Separator,
    limit: u64,
    /// The row that is handed on. `n_taken` is the number of its bytes that have been handed on.
    row: Vec<u8>,
    n_taken: usize,
    /// Bytes that were read too far. `n_again` is the number of them that have been read again.
    again: Vec<u8>,
    n_again: usize,
    /// The number of the line that comes next, counted from 1.
    line: u32,
    n_unclosed: u32,
    told: Vec<(u32, String)>,
}

impl<'source> Rows<'source> {
    /// Makes a stream of the rows of `source`, whose first line has the number `line`.
    pub(super) fn new(source: Box<dyn BufRead + 'source>, separator: Separator, limit: u64, line: u32) -> Self {
        let (row, again, told) = (Vec::new(), Vec::new(), Vec::new());
        Self { source, separator, limit, row, n_taken: 0, again, n_again: 0, line, n_unclosed: 0, told }
    }

    /// Returns and clears the problems that were found since the last call, with their lines.
    pub(super) fn take_told(&mut self) -> Vec<(u32, String)> {
        std::mem::take(&mut self.told)
    }

    /// Adds the next line to the row, without its end if it is longer than an article may be. Returns `true` if there
    /// was a line.
    fn add_line(&mut self) -> io::Result<bool> {
        let again = &self.again[self.n_again..];
        if !again.is_empty() {
            let end = memchr::memchr(b'\n', again).map_or(again.len(), |at| at + 1);
            self.row.extend_from_slice(&again[..end]);
            let has_end = again[end - 1] == b'\n';
            self.n_again += end;
            if self.n_again == self.again.len() {
                (self.again, self.n_again) = (Vec::new(), 0);
            }
            if has_end {
                self.line += 1;
                return Ok(true);
            }
        }
        let n_read = (&mut self.source).take(self.limit).read_until(b'\n', &mut self.row)?;
        if n_read as u64 == self.limit && self.row.last() != Some(&b'\n') {
            self.told.push((self.line, format!("a line {}", super::too_long(self.limit))));
            self.skip_line()?;
            self.row.push(b'\n');
        }
        self.line += u32::from(self.row.last() == Some(&b'\n'));
        Ok(n_read > 0 || self.row.last().is_some_and(|byte| *byte != b'\n'))
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.source.fill_buf()?;
            let end = memchr::memchr(b'\n', buffer);
            let n_skipped = end.map_or(buffer.len(), |at| at + 1);
            let is_end = end.is_some() || buffer.is_empty();
            self.source.consume(n_skipped);
            if is_end {
                return Ok(());
            }
        }
    }

    fn next_row(&mut self) -> io::Result<()> {
        self.row.clear();
        self.n_taken = 0;
        let first_line = self.line;
        let mut state = State::Start;
        loop {
            let start = self.row.len();
            let has_more = self.add_line()? && self.row.len() > start;
            let Some(quote) = self.separator.quote else {
                return Ok(());
            };
            state = scan(state, &self.row[start..], start, self.separator.byte, quote);
            let State::Quoted(opened) = state else {
                return Ok(());
            };
            let longest = if self.n_unclosed < UNCLOSED_MAX { self.limit } else { 0 };
            if !has_more || self.row.len() as u64 > longest {
                self.close(opened, first_line, quote);
                return Ok(());
            }
        }
    }

    /// Removes the quotation mark at `opened`, which is never closed. Ends the row with the line of the mark, and keeps
    /// the lines after it to be read again.
    fn close(&mut self, opened: usize, first_line: u32, quote: u8) {
        self.n_unclosed += 1;
        let end = memchr::memchr(b'\n', &self.row[opened..]).map_or(self.row.len(), |at| opened + at + 1);
        let mut rest = self.row.split_off(end);
        self.line -= u32::try_from(memchr::memchr_iter(b'\n', &rest).count()).unwrap_or(0);
        rest.extend_from_slice(&self.again[self.n_again..]);
        (self.again, self.n_again) = (rest, 0);
        self.row.remove(opened);
        if matches!(scan(State::Start, &self.row, 0, self.separator.byte, quote), State::Quoted(_)) {
            // The line has another unclosed mark, so none of its marks can be trusted.
            self.row.retain(|byte| *byte != quote);
        }
        let n_lines = memchr::memchr_iter(b'\n', &self.row[..opened]).count();
        let line = first_line + u32::try_from(n_lines).unwrap_or(0);
        self.told.push((line, "a quotation mark that is never closed; it is left out".to_owned()));
    }
}

impl Read for Rows<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.n_taken == self.row.len() {
            self.next_row()?;
        }
        let rest = &self.row[self.n_taken..];
        let n_bytes = rest.len().min(buffer.len());
        buffer[..n_bytes].copy_from_slice(&rest[..n_bytes]);
        self.n_taken += n_bytes;
        Ok(n_bytes)
    }
}

/// Scans a line from `state` by the rules of RFC 4180. `start` is the place of the line in its row.
fn scan(mut state: State, line: &[u8], start: usize, separator: u8, quote: u8) -> State {
    let is_within = matches!(state, State::Quoted(_));
    if memchr::memchr(quote, line).is_none() {
        return if is_within { state } else { State::Start };
    }
    for (at, byte) in line.iter().enumerate() {
        state = match (state, *byte) {
            (State::Start, byte) if byte == quote => State::Quoted(start + at),
            (State::Quoted(opened), byte) if byte == quote => State::Mark(opened),
            (State::Mark(opened), byte) if byte == quote => State::Quoted(opened),
            (State::Quoted(_), _) => state,
            (_, byte) if byte == separator || byte == b'\n' || byte == b'\r' => State::Start,
            _ => State::Bare,
        };
    }
    state
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn rows(text: &str, limit: u64) -> (String, Vec<(u32, String)>) {
        let separator = Separator { byte: b',', quote: Some(b'"') };
        let mut rows = Rows::new(Box::new(Cursor::new(text.as_bytes().to_vec())), separator, limit, 1);
        let mut out = String::new();
        rows.read_to_string(&mut out).unwrap();
        (out, rows.take_told())
    }

    #[test]
    fn quotation_marks_are_closed() {
        let unclosed = |line| (line, "a quotation mark that is never closed; it is left out".to_owned());
        for (text, expected, told) in [
            ("a,b\n\"c\nd\",\"e\"\"f\"\ng", "a,b\n\"c\nd\",\"e\"\"f\"\ng", vec![]),
            ("a,\"b\nc,d\ne,f\n", "a,b\nc,d\ne,f\n", vec![unclosed(1)]),
            ("\"a\nb\",\"c\nd\n", "\"a\nb\",c\nd\n", vec![unclosed(2)]),
            ("5\" pipe,6\"\n\"x\"y\n", "5\" pipe,6\"\n\"x\"y\n", vec![]),
        ] {
            assert_eq!(rows(text, 1000), (expected.to_owned(), told), "{text}");
        }
        let (text, told) = rows(&format!("{}\nnext\n", "x".repeat(50)), 20);
        assert_eq!((text, told.len()), (format!("{}\nnext\n", "x".repeat(20)), 1));
        // Each line leaves a mark open, whatever is open before it. All lines are one row, if a row may be so long.
        let n_rows_told = |limit| rows(&"x\",\"y\n".repeat(100_000), limit).1.len();
        assert_eq!((n_rows_told(1 << 20), n_rows_told(1000) > UNCLOSED_MAX as usize), (1, true));
    }
}
