//! The cells of a row as text, in whatever encoding the table is in.

use std::borrow::Cow;

use csv::ByteRecord;

use crate::article::Encoding;
use crate::corpus::encoding::{Decoded, Hints, decode};

/// Decodes the cells of a table, all of it in one encoding.
pub(super) struct Cells {
    /// The encoding of the row decoded last.
    pub(super) encoding: Encoding,
    /// How many sequences of that row are no characters in it.
    pub(super) n_undecodable: u32,
    /// The encoding of rows that are UTF-8.
    of_utf8: Encoding,
    /// The encoding of the others, once it is known.
    of_others: Option<Encoding>,
}

impl Cells {
    /// Looks at the start of a table. `encoding` is what it was in before it was made UTF-8.
    pub(super) fn new(head: &[u8], encoding: Option<Encoding>) -> Self {
        let of_utf8 = encoding.unwrap_or_default();
        // A character may be cut off where the look at the table ends.
        let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
        let of_others = (!is_utf8).then(|| decode(head, Hints::default()).encoding);
        Self { encoding: of_utf8, n_undecodable: 0, of_utf8, of_others }
    }

    /// The cells of a row as text.
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
