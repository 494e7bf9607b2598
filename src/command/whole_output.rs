//! Writes the output of a command only while its index is undamaged.
//!
//! Pages of the index are checked when they are first read, so damage may be found in the middle of a list. Everything
//! written before that is right. The command then starts again, and its output continues where it stopped.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};

use crate::index::Snapshot;

/// The articles that a command works with, and the number of times that their index was damaged.
#[derive(Debug, Default)]
pub struct ReadArticles {
    snapshot: RefCell<Snapshot>,
    n_damages: Cell<usize>,
}

impl ReadArticles {
    /// Sets the articles, once they have been read.
    pub fn set(&self, snapshot: Snapshot) {
        self.snapshot.replace(snapshot);
    }

    /// Returns the number of times that the index turned out to be damaged.
    pub fn n_damages(&self) -> usize {
        self.n_damages.get()
    }

    /// True if the index turned out to be damaged, so that the command must start again. Clears the articles.
    pub fn take_damage(&self) -> bool {
        let is_damaged = self.snapshot.take().is_damaged();
        self.n_damages.update(|n_damages| n_damages + usize::from(is_damaged));
        is_damaged
    }

    /// Returns an error if the index of the articles is damaged.
    pub fn fail_if_damaged(&self) -> io::Result<()> {
        if self.snapshot.borrow().is_damaged() { Err(io::Error::other("the index is damaged")) } else { Ok(()) }
    }
}

/// A writer that fails when the index is damaged, and skips the repeated output of a restarted command.
pub struct WholeOutput<'io> {
    out: &'io mut dyn Write,
    articles: &'io ReadArticles,
    /// The number of damages when it was last written to.
    n_damages: usize,
    /// The number of bytes passed on, and the number of them that the restarted command will write again.
    n_passed: u64,
    n_to_come_again: u64,
}

impl<'io> WholeOutput<'io> {
    /// Creates a writer to `out` for output made from `articles`.
    pub fn new(out: &'io mut dyn Write, articles: &'io ReadArticles) -> Self {
        Self { out, articles, n_damages: 0, n_passed: 0, n_to_come_again: 0 }
    }
}

impl Write for WholeOutput<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.articles.fail_if_damaged()?;
        if self.n_damages != self.articles.n_damages() {
            // The command has started again: its earlier output is not passed on twice.
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
