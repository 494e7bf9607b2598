//! The folder from which texts are read that the index does not keep.

use crate::article::{Address, Body, Problem};
use crate::corpus::{Corpus, Options};
use crate::extract;

/// The folder that articles are from, with the options for reading it.
#[derive(Clone, Debug)]
pub struct TextSource {
    /// The folder, or the sample.
    pub corpus: Corpus,
    pub options: Options,
}

impl TextSource {
    /// Returns the text at an address.
    ///
    /// # Errors
    /// When it cannot be read any more.
    pub fn body(&self, address: &Address) -> Result<Body, Problem> {
        extract::open(&self.corpus, address, &self.options)
    }
}
