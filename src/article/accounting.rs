//! What became of every file of a folder: nothing is dropped in silence, so the numbers must add up.

/// How many files of a folder were seen, and what became of each.
///
/// Once a folder has been read, `n_seen` is the sum of the three others. A folder that is set aside
/// whole, or cannot be entered, counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accounting {
    /// Files, and folders that were set aside whole.
    pub n_seen: u64,
    /// Files of which at least one article is shown.
    pub n_with_articles: u64,
    /// Files of which nothing is shown, because something of them could not be read.
    pub n_not_shown: u64,
    /// Files that hold no article.
    pub n_set_aside: u64,
}

impl Accounting {
    /// The numbers as one line: `84 files seen = 75 with articles + 2 not shown + 7 set aside`.
    pub fn line(&self) -> String {
        use crate::text::numbers::{count_of, with_commas};
        format!(
            "{} seen = {} with articles + {} not shown + {} set aside",
            count_of(self.n_seen as usize, "file"),
            with_commas(self.n_with_articles),
            with_commas(self.n_not_shown),
            with_commas(self.n_set_aside)
        )
    }
}
