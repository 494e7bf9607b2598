//! The parts of articles that a segment stores, where it is known that not everything will be asked.

/// The parts of its articles that a segment stores. A query must not ask for a part that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The words of titles, sources, authors and texts, and those of facts where these are needed.
    pub words: bool,
    /// The facts of texts: names, quotations, links and dates.
    pub facts: bool,
    /// The signatures that similar articles are found by. Names are a part of them, so facts are needed as well.
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
