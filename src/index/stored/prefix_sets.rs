//! Stored rows of short prefixes, for the first letters of a filter.
//!
//! `s` is the prefix of tens of thousands of words. Their rows are merged once, when a segment is written. This is done
//! for every prefix for which merging would take longer than reading the stored result.

use std::io;

use super::checked_file::CheckedWriter;
use super::numbers::put;
use super::postings::{Detail, PostingsWriter};
use crate::index::Bitmap;

/// The longest prefix that is stored, in characters.
const LONGEST: usize = 3;

/// The minimum cost of a stored prefix: the number of rows of its words, and [`COST_OF_A_WORD`] for each word.
const LEAST_COST: usize = 4_096;
/// The cost must also be at least the number of rows of the segment divided by this: about 0.2 ms for a million rows.
const LEAST_SHARE: usize = 4;
/// The cost of finding the postings of a word, as a number of rows.
const COST_OF_A_WORD: usize = 8;

/// A set of more than one row in this many is written as bits. Any other is written as a list, which is shorter.
const DENSE_SHARE: usize = 6;

/// Place of the rows of a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrefixSet {
    /// First byte in the file.
    pub at: u64,
    pub n_bytes: u64,
    /// The number of rows in a list; `None` if the rows are written as bits.
    pub n_listed: Option<u32>,
}

/// Merges the rows of the words of one field, which must be added in order.
#[derive(Debug)]
pub struct PrefixSetWriter {
    n_rows: usize,
    open: Vec<Open>,
    /// Entries of the sets that have been written, for the index of the segment.
    pub directory: Vec<u8>,
    pub n_sets: u64,
}

/// A prefix to which words are being added.
#[derive(Debug)]
struct Open {
    start: String,
    cost: usize,
    n_words: usize,
    /// Its rows, with duplicates, while they are few.
    few: Vec<u32>,
    /// Its rows as a set, once they are many.
    many: Option<Bitmap>,
}

impl PrefixSetWriter {
    /// Creates a writer for a segment of `n_rows` rows.
    pub fn new(n_rows: usize) -> Self {
        Self { n_rows, open: Vec::new(), directory: Vec::new(), n_sets: 0 }
    }

    /// Begins a word. Its rows follow with [`Self::add`].
    ///
    /// # Errors
    /// When a set cannot be written.
    pub fn begin_word(&mut self, word: &str, out: &mut CheckedWriter) -> io::Result<()> {
        let mut ends = word.char_indices().skip(1).map(|(at, _)| at).chain([word.len()]).take(LONGEST);
        let n_kept = self
            .open
            .iter()
            .take_while(|open| ends.next() == Some(open.start.len()) && word.starts_with(&open.start))
            .count();
        self.close(n_kept, out)?;
        let ends = word.char_indices().skip(1).map(|(at, _)| at).chain([word.len()]).take(LONGEST);
        for end in ends.skip(n_kept) {
            let start = word[..end].to_owned();
            self.open.push(Open { start, cost: 0, n_words: 0, few: Vec::new(), many: None });
        }
        for open in &mut self.open {
            open.cost += COST_OF_A_WORD;
            open.n_words += 1;
        }
        Ok(())
    }

    /// Adds rows of the current word.
    pub fn add(&mut self, rows: &[u32]) {
        for open in &mut self.open {
            open.cost += rows.len();
            if let Some(many) = &mut open.many {
                for row in rows {
                    many.insert(*row);
                }
                continue;
            }
            open.few.extend_from_slice(rows);
            if open.few.len() >= LEAST_COST {
                let mut many = Bitmap::new(self.n_rows);
                for row in open.few.drain(..) {
                    many.insert(row);
                }
                open.many = Some(many);
            }
        }
    }

    /// Ends the field.
    ///
    /// # Errors
    /// When a set cannot be written.
    pub fn finish(&mut self, out: &mut CheckedWriter) -> io::Result<()> {
        self.close(0, out)
    }

    /// Ends the prefixes after the first `n_kept`.
    fn close(&mut self, n_kept: usize, out: &mut CheckedWriter) -> io::Result<()> {
        while self.open.len() > n_kept {
            let Some(open) = self.open.pop() else { break };
            let is_worth_it = open.cost >= LEAST_COST.max(self.n_rows / LEAST_SHARE) && open.n_words > 1;
            if is_worth_it {
                let rows = open.many.unwrap_or_else(|| {
                    let mut rows = Bitmap::new(self.n_rows);
                    open.few.iter().for_each(|row| rows.insert(*row));
                    rows
                });
                self.write(&open.start, &rows, out)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, start: &str, rows: &Bitmap, out: &mut CheckedWriter) -> io::Result<()> {
        let (at, n_set) = (out.n_bytes(), rows.count());
        let mut n_listed = 0;
        if n_set > self.n_rows / DENSE_SHARE {
            let bytes: Vec<u8> = rows.words().iter().flat_map(|word| word.to_le_bytes()).collect();
            out.write(&bytes)?;
        } else {
            let mut list = PostingsWriter::new(Detail::RowsOnly);
            rows.iter().for_each(|row| list.push(row, &[]));
            n_listed = list.finish_word() + 1;
            out.write(&list.row_bytes)?;
        }
        put(start.len() as u64, &mut self.directory);
        self.directory.extend_from_slice(start.as_bytes());
        put(at, &mut self.directory);
        put(out.n_bytes() - at, &mut self.directory);
        put(u64::from(n_listed), &mut self.directory);
        self.n_sets += 1;
        Ok(())
    }
}
