//! What a command writes goes out only while the index that it is made from is whole.
//!
//! Pages of the index are checked when they are first read, so damage may show in the midst of a list. What was
//! written until then is right; the command then starts again, and its output goes on behind that.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};

use crate::index::Snapshot;

/// The articles that a command works with, once it has read them.
#[derive(Debug, Default)]
pub struct ReadArticles {
    snapshot: RefCell<Snapshot>,
    n_damages: Cell<usize>,
}

impl ReadArticles {
    /// Takes in what has been read.
    pub fn set(&self, snapshot: Snapshot) {
        self.snapshot.replace(snapshot);
    }

    /// How often the index has turned out to be damaged.
    pub fn n_damages(&self) -> usize {
        self.n_damages.get()
    }

    /// True if the index has turned out to be damaged, so that the command is to start again.
    pub fn take_damage(&self) -> bool {
        let is_damaged = self.snapshot.take().is_damaged();
        self.n_damages.update(|n_damages| n_damages + usize::from(is_damaged));
        is_damaged
    }

    /// Ends a command whose articles are not what was written to the index.
    pub fn fail_if_damaged(&self) -> io::Result<()> {
        if self.snapshot.borrow().is_damaged() { Err(io::Error::other("the index is damaged")) } else { Ok(()) }
    }
}

/// Passes on what is written.
pub struct WholeOutput<'io> {
    out: &'io mut dyn Write,
    articles: &'io ReadArticles,
    /// In which start of the command it was written to last.
    n_damages: usize,
    /// How many bytes have been passed on, and how many of them are still to come again.
    n_passed: u64,
    n_to_come_again: u64,
}

impl<'io> WholeOutput<'io> {
    /// Passes on to `out` what is made from `articles`.
    pub fn new(out: &'io mut dyn Write, articles: &'io ReadArticles) -> Self {
        Self { out, articles, n_damages: 0, n_passed: 0, n_to_come_again: 0 }
    }
}

impl Write for WholeOutput<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.articles.fail_if_damaged()?;
        if self.n_damages != self.articles.n_damages() {
            // The command has started again: what it wrote before is not passed on a second time.
            self.n_damages = self.articles.n_damages();
            self.n_to_come_again = self.n_passed;
        }
        if self.n_to_come_again > 0 {
            let n_bytes = usize::try_from(self.n_to_come_again).map_or(bytes.len(), |n_left| n_left.min(bytes.len()));
            self.n_to_come_again -= n_bytes as u64;
            return Ok(n_bytes);
        }
        let n_bytes = self.out.write(bytes)?;
        self.n_passed += n_bytes as u64;
        Ok(n_bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_start_goes_on_behind_the_first() {
        let (mut written, articles) = (Vec::new(), ReadArticles::default());
        let mut out = WholeOutput::new(&mut written, &articles);
        out.write_all(b"one\ntwo\n").unwrap();
        articles.n_damages.set(1);
        for line in ["one\n", "two\nthr", "ee\n"] {
            out.write_all(line.as_bytes()).unwrap();
        }
        articles.n_damages.set(2);
        out.write_all(b"one\ntwo\nthree\nfour\n").unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "one\ntwo\nthree\nfour\n");
    }
}
