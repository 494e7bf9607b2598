//! What speaks for the date of an article beside the place it was taken from, and what does not.

/// What speaks for the date of an article, or would speak for one, and what was rejected: in words, each with its
/// place, such as "line 25 Wednesday" and "line 3 Feb. 16, 2001, in a caption".
///
/// Only articles whose date is not given by a field have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// What supports the date; for an undated article, what speaks of a day without naming it.
    pub because: Box<[Box<str>]>,
    /// Dates that are not the article's, each with the reason.
    pub rejected: Box<[Box<str>]>,
}
