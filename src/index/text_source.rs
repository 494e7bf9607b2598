//! Where the texts of articles are read from that the index does not keep.

use crate::article::{Address, Body};
use crate::corpus::{Corpus, Options};
use crate::extract;

/// The folder that articles are from, and how it is read.
#[derive(Clone, Debug)]
pub struct TextSource {
    /// The folder, or the sample.
    pub corpus: Corpus,
    /// How it is read.
    pub options: Options,
}

impl TextSource {
    /// The text at an address; `None` where it cannot be read any more.
    pub fn body(&self, address: &Address) -> Option<Body> {
        extract::open(&self.corpus, address, &self.options).ok()
    }
}
