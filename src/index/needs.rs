//! The parts of articles that a segment stores, for commands that do not need all of them.

/// Parts of its articles that a segment stores. A query must not ask for a part that is not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Words of titles, sources, authors and texts, and those of facts if facts are stored.
    pub words: bool,
    /// Facts of texts: names, quotations, links and dates.
    pub facts: bool,
    /// Signatures, by which similar articles are found. They contain names, so they need facts as well.
    pub signatures: bool,
}

impl Needs {
    /// Everything: for indexes on disk, and wherever the user may still type any query.
    pub const ALL: Self = Self { words: true, facts: true, signatures: true };

    /// Only the values that a list shows of an article.
    pub const NOTHING: Self = Self { words: false, facts: false, signatures: false };
}

impl Default for Needs {
    fn default() -> Self {
        Self::ALL
    }
}
