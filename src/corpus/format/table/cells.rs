//! Decodes the cells of a row to text, in any encoding of the table.

use std::borrow::Cow;

use csv::ByteRecord;

use crate::article::Encoding;
use crate::corpus::encoding::{Decoded, Hints, decode};

/// The decoder of the cells of a table. All rows that are not UTF-8 are in one encoding.
pub(super) struct Cells {
    /// The encoding of the row decoded last.
    pub(super) encoding: Encoding,
    /// The number of byte sequences of that row that are not valid in its encoding.
    pub(super) n_undecodable: u32,
    /// The encoding of rows that are UTF-8.
    of_utf8: Encoding,
    /// The encoding of the other rows, once it is known.
    of_others: Option<Encoding>,
}

impl Cells {
    /// Examines the start of a table. `encoding` is its encoding before it was converted to UTF-8.
    pub(super) fn new(head: &[u8], encoding: Option<Encoding>) -> Self {
        let of_utf8 = encoding.unwrap_or_default();
        // The last character of the start may be cut off.
        let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
        let of_others = (!is_utf8).then(|| decode(head, Hints::default()).encoding);
        Self { encoding: of_utf8, n_undecodable: 0, of_utf8, of_others }
    }

    /// Returns the cells of a row as text.
    pub(super) fn of<'row>(&mut self, row: &'row ByteRecord) -> Vec<Cow<'row, str>> {
        self.n_undecodable = 0;
        self.encoding = self.of_utf8;
        if std::str::from_utf8(row.as_slice()).is_ok() {
            return row.iter().map(String::from_utf8_lossy).collect();
        }
        let others = *self.of_others.get_or_insert_with(|| decode(row.as_slice(), Hints::default()).encoding);
        self.encoding = others;
        row.iter()
            .map(|cell| {
                if others.is_utf8() {
                    let text = String::from_utf8_lossy(cell);
                    self.n_undecodable += u32::try_from(text.matches('\u{fffd}').count()).unwrap_or(u32::MAX);
                    return text;
                }
                let Decoded { text, n_undecodable, .. } =
                    decode(cell, Hints { declared: Some(others.name), ..Hints::default() });
                self.n_undecodable += n_undecodable;
                text
            })
            .collect()
    }
}
