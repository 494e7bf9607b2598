//! What a segment is to answer, where it is known that not everything will be asked.

/// What of its articles a segment is to answer. What is not needed is left out of it, and must not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The words of titles, sources, authors and texts, and those of facts where these are needed.
    pub words: bool,
    /// What texts say: names, quotations, links and dates.
    pub facts: bool,
    /// What tells which articles are similar. Names are a part of it, so facts are needed as well.
    pub signatures: bool,
}

impl Needs {
    /// Everything: for what is stored, and wherever questions are still to be typed.
    pub const ALL: Self = Self { words: true, facts: true, signatures: true };

    /// Nothing but what is shown of an article in a list.
    pub const NOTHING: Self = Self { words: false, facts: false, signatures: false };
}

impl Default for Needs {
    fn default() -> Self {
        Self::ALL
    }
}
