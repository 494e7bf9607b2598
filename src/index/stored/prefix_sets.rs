//! The rows of short starts of words, kept ready: what the first letters of a filter ask for.
//!
//! `s` is the start of tens of thousands of words. Their lists are joined once, when a segment is written,
//! wherever joining them for an answer would take longer than reading the outcome.

use std::io;

use super::checked_file::CheckedWriter;
use super::numbers::put;
use super::postings::{Detail, PostingsWriter};
use crate::index::Bitmap;

/// The longest start that may be kept, in characters.
const LONGEST: usize = 3;

/// A start is kept when its words have at least so many rows in all …
const LEAST_COST: usize = 4_096;
/// … and at least one for so many rows of the segment: about 0.2 ms for a million.
const LEAST_SHARE: usize = 4;
/// To find the list of a word costs as much as so many of its rows.
const COST_OF_A_WORD: usize = 8;

/// A set is written bit by bit when it has more than one row in so many; else as a list, which is shorter.
const DENSE_SHARE: usize = 6;

/// Where the rows of a start stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrefixSet {
    /// The first byte in the file.
    pub at: u64,
    /// How many bytes.
    pub n_bytes: u64,
    /// How many rows, where it is a list; `None` where it is a row of bits.
    pub n_listed: Option<u32>,
}

/// Joins the rows of the words of one field, which come in their order.
#[derive(Debug)]
pub struct PrefixSetWriter {
    n_rows: usize,
    open: Vec<Open>,
    /// What has been written, as the index of the segment keeps it.
    pub directory: Vec<u8>,
    /// How many sets there are.
    pub n_sets: u64,
}

/// A start whose words are coming.
#[derive(Debug)]
struct Open {
    start: String,
    cost: usize,
    n_words: usize,
    /// Its rows, each as often as it came, while they are few …
    few: Vec<u32>,
    /// … and as a set, once they are many.
    many: Option<Bitmap>,
}

impl PrefixSetWriter {
    /// A writer for a segment of so many rows.
    pub fn new(n_rows: usize) -> Self {
        Self { n_rows, open: Vec::new(), directory: Vec::new(), n_sets: 0 }
    }

    /// A word comes, and with [`Self::add`] its rows.
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

    /// Rows of the word.
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

    /// No more words come.
    ///
    /// # Errors
    /// When a set cannot be written.
    pub fn finish(&mut self, out: &mut CheckedWriter) -> io::Result<()> {
        self.close(0, out)
    }

    /// Ends the starts behind the first `n_kept`.
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
