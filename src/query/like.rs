//! `like:` in a filter: a reference to the article whose similar articles it matches.

use std::fmt;

/// A `like:` value: an article to which similar ones are searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Like {
    /// The path, `PATH#n` or id, as written.
    pub(super) reference: Box<str>,
}

impl Like {
    /// Returns the value for a reference.
    pub fn new(reference: &str) -> Self {
        Self { reference: reference.into() }
    }
}

impl fmt::Display for Like {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only text that cannot have another meaning is printed without quotation marks.
        let is_plain = self.reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-#".contains(&byte));
        if is_plain { formatter.write_str(&self.reference) } else { write!(formatter, "\"{}\"", self.reference) }
    }
}
