//! Finds the separator of the cells of a table by trying each.

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder, Trim};

use super::names::name_of;

/// The number of first rows that are looked at.
const ROWS: usize = 50;

/// Signs that separate cells in few tables.
const UNUSUAL: [u8; 4] = [b'^', b'~', 0x1f, 0x01];

/// All signs that separate cells.
pub(in crate::corpus::format) const SEPARATORS: [u8; 8] = [b',', b';', b'\t', b'|', b'^', b'~', 0x1f, 0x01];

/// The fewest known names in the first row of a table whose separator is one of [`UNUSUAL`].
const FEWEST_NAMED: usize = 2;

/// The signs that separate the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus::format) struct Separator {
    pub(super) byte: u8,
    /// The quotation mark around cells. In many tables with tabs, quotation marks are ordinary signs.
    pub(super) quote: Option<u8>,
}

impl Separator {
    /// The separator of a file whose name says that it has tabs.
    pub(super) const TAB: Self = Self { byte: b'\t', quote: Some(b'"') };

    /// Returns the separator of the rows of a table. It divides nearly all rows into the same number of cells.
    pub(in crate::corpus::format) fn of(head: &[u8], is_all: bool) -> Option<Self> {
        let mut best: Option<(f64, Self)> = None;
        for byte in SEPARATORS {
            if UNUSUAL.contains(&byte) && memchr::memchr(byte, head).is_none() {
                continue;
            }
            let separator = Self { byte, quote: quote_of(head, byte) };
            let rows = first_rows(head, is_all, separator);
            let Some(score) = score(&rows) else {
                continue;
            };
            // Such a sign counts as a separator only if it separates known names.
            let n_named = || rows.first().map_or(0, n_named);
            if UNUSUAL.contains(&byte) && n_named() < FEWEST_NAMED {
                continue;
            }
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, separator));
            }
        }
        // A table of one column has no separator.
        let comma = Self { byte: b',', quote: Some(b'"') };
        best.map(|(_, separator)| separator).or_else(|| {
            let rows = first_rows(head, is_all, comma);
            let first = rows.first().and_then(|row| row.get(0)).map(String::from_utf8_lossy)?;
            let is_one = rows.first().is_some_and(|row| row.len() == 1);
            (is_one && name_of(&first).is_some()).then_some(comma)
        })
    }

    /// Returns a reader of the rows of `source`.
    pub(super) fn reader_of<R: Read>(self, source: R) -> Reader<R> {
        ReaderBuilder::new()
            .delimiter(self.byte)
            .quoting(self.quote.is_some())
            .quote(self.quote.unwrap_or(b'"'))
            .has_headers(false)
            .flexible(true)
            .trim(Trim::None)
            .buffer_capacity(64 * 1024)
            .from_reader(source)
    }
}

/// Returns the first rows. The last one is left out if the table continues after it.
pub(in crate::corpus::format) fn first_rows(head: &[u8], is_all: bool, separator: Separator) -> Vec<ByteRecord> {
    let mut reader = separator.reader_of(head);
    let mut rows: Vec<ByteRecord> = reader.byte_records().map_while(Result::ok).take(ROWS + 1).collect();
    if (!is_all && rows.len() > 1) || rows.len() > ROWS {
        rows.pop();
    }
    rows
}

/// Returns a score of how well rows are separated: the share of rows with the most frequent number of cells, plus the
/// number of known names in the first row.
fn score(rows: &[ByteRecord]) -> Option<f64> {
    const FEWEST: f64 = 0.6;
    let first = rows.first()?;
    let usual = rows.iter().map(|row| rows.iter().filter(|other| other.len() == row.len()).count()).max()?;
    let n_cells = rows
        .iter()
        .map(ByteRecord::len)
        .find(|length| rows.iter().filter(|row| row.len() == *length).count() == usual)?;
    let n_named = n_named(first);
    let share = usual as f64 / rows.len() as f64;
    let is_table = (n_cells > 1 && share >= FEWEST) || (first.len() > 1 && n_named > 1);
    is_table.then_some(share + n_named as f64 + n_cells.min(9) as f64 / 10.0)
}

/// Returns the number of cells of a row that are names of fields.
fn n_named(row: &ByteRecord) -> usize {
    row.iter().take(100).filter(|cell| name_of(&String::from_utf8_lossy(cell)).is_some()).count()
}

/// Returns the separator that the first line names, `sep=;` as spreadsheets write it, and the length of that line.
pub(super) fn named_in_first_line(head: &[u8]) -> Option<(u8, usize)> {
    let end = memchr::memchr(b'\n', head)?;
    let line = head[..end].trim_ascii();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    // A tab is white space, so it was trimmed from the line.
    match line.strip_prefix(b"sep=").or_else(|| line.strip_prefix(b"SEP="))? {
        [byte @ (b',' | b';' | b'|')] => Some((*byte, end + 1)),
        [] => Some((b'\t', end + 1)),
        _ => None,
    }
}

/// Returns the quotation mark around cells; `None` if quotation marks are ordinary signs.
pub(super) fn quote_of(head: &[u8], separator: u8) -> Option<u8> {
    if has_single_quotes(head, separator) {
        return Some(b'\'');
    }
    (separator != b'\t' || !is_quote_ordinary(head)).then_some(b'"')
}

/// True if cells have single quotation marks around them. In such a table, more lines have single marks than double
/// marks at the beginning of a cell and at the end of a cell.
fn has_single_quotes(head: &[u8], separator: u8) -> bool {
    const FEWEST: usize = 2;
    const ONE_LINE_IN: usize = 20;
    if memchr::memchr(b'\'', head).is_none() {
        return false;
    }
    let has = |line: &[u8], mark: u8| {
        let begins = line.first() == Some(&mark) || line.windows(2).any(|pair| *pair == [separator, mark]);
        begins && (line.last() == Some(&mark) || line.windows(2).any(|pair| *pair == [mark, separator]))
    };
    let (mut n_lines, mut n_single, mut n_double) = (0, 0, 0);
    for line in head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
        n_lines += 1;
        n_single += usize::from(has(line, b'\''));
        n_double += usize::from(has(line, b'"'));
    }
    n_single >= FEWEST && n_single * ONE_LINE_IN >= n_lines && n_single > n_double
}

/// True if cells begin with quotation marks that do not end with the cell.
fn is_quote_ordinary(head: &[u8]) -> bool {
    let (mut n_around, mut n_within) = (0, 0);
    for cell in head.split(|byte| matches!(byte, b'\t' | b'\n')).map(<[u8]>::trim_ascii).take(10_000) {
        if cell.first() == Some(&b'"') {
            if cell.len() > 1 && cell.last() == Some(&b'"') { n_around += 1 } else { n_within += 1 }
        }
    }
    n_within > n_around
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_may_name_the_separator() {
        for (head, expected) in [
            ("sep=;\ntitle;date\n", Some((b';', 6))),
            ("\"sep=,\"\r\ntitle,date\n", Some((b',', 9))),
            ("sep=\t\r\ntitle\tdate\n", Some((b'\t', 7))),
            ("separator;date\n", None),
        ] {
            assert_eq!(named_in_first_line(head.as_bytes()), expected, "{head}");
        }
    }

    #[test]
    fn separators() {
        for (head, expected) in [
            ("title,date\n\"Tolls, again\",2022-03-08\n", Some((b',', Some(b'"')))),
            ("Titel;Datum;Text\nZoll;08.03.2022;\"a;b\"\n", Some((b';', Some(b'"')))),
            ("1\t\"Tolls\" rise\tSo it is, he said\n2\tGeese\tThey are back, and loud\n", Some((b'\t', None))),
            ("a|b|c\nd|e|f\n", Some((b'|', Some(b'"')))),
            ("text\nOne line, and more\n", Some((b',', Some(b'"')))),
            ("Hafen;'Zoll; und Fisch'\nHafen;\"Nie\" sagt er\nSport;'Er kam; sie ging'\n", Some((b';', Some(b'\'')))),
            ("title,text\nTolls,'Never' he said\nGeese,They are 'back'\n", Some((b',', Some(b'"')))),
            ("It was late, and dark.\n\nNobody came, but one, two, three.\nThe end.\n", None),
        ] {
            let found = Separator::of(head.as_bytes(), true).map(|found| (found.byte, found.quote));
            assert_eq!(found, expected, "{head}");
        }
    }
}
