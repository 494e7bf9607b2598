//! Adds the rows of many words to a set, reading their postings together.

use std::ops::Range;

use super::{Dictionary, DictionaryEntry};
use crate::index::Bitmap;
use crate::index::stored::Damaged;
use crate::index::stored::numbers::Numbers;
use crate::index::stored::postings::{self, Detail};

/// The maximum number of bytes of rows that are read together.
const BYTES_AT_ONCE: u64 = 256 * 1024;
/// The maximum number of bytes between the rows of two words that are read together. Reading these bytes costs less
/// than another system call.
const BYTES_BETWEEN: u64 = 4 * 1024;

/// Adds the rows of one word after another. The rows of many words are read together.
pub(super) struct RowCollector<'run> {
    pub dictionary: &'run Dictionary,
    pub rows: Vec<u8>,
    /// Words whose rows have not been read yet, in order: the detail, the number of rows and their range in the file.
    pub wanted: Vec<(Detail, u32, Range<u64>)>,
    pub into: &'run mut Bitmap,
}

impl RowCollector<'_> {
    /// True if the search was stopped. Asked only before rows are read, because reading takes long.
    pub fn is_stopped(&self, stop: &dyn Fn() -> bool) -> bool {
        self.wanted.len() == 1 && stop()
    }

    pub fn add(&mut self, word: &DictionaryEntry) -> Result<(), Damaged> {
        if let Some((_, _, last)) = self.wanted.last()
            && let Some((_, _, first)) = self.wanted.first()
        {
            // A few bytes between the rows of two words are read with them.
            let (is_near, is_little) =
                (word.rows.start - last.end < BYTES_BETWEEN, word.rows.end - first.start < BYTES_AT_ONCE);
            if !is_near || !is_little {
                self.finish()?;
            }
        }
        self.wanted.push((word.detail(), word.n_rows, word.rows.clone()));
        Ok(())
    }

    pub fn finish(&mut self) -> Result<(), Damaged> {
        let (Some((_, _, first)), Some((_, _, last))) = (self.wanted.first(), self.wanted.last()) else {
            return Ok(());
        };
        let from = first.start;
        self.dictionary.files.rows.read(from..last.end, &mut self.rows)?;
        for (detail, n_rows, list) in self.wanted.drain(..) {
            let bytes = self.rows.get((list.start - from) as usize..(list.end - from) as usize);
            let bytes = bytes.ok_or_else(|| Damaged::content("a list that is cut"))?;
            postings::add_rows(detail, n_rows, &mut Numbers::new(bytes), self.into)?;
        }
        Ok(())
    }
}
