//! The evidence for and against the date of an article, besides the place that it was taken from.

/// The evidence for the date of an article, and the rejected dates. Each is in words with its place, such as "line 25
/// Wednesday" and "line 3 Feb. 16, 2001, in a caption".
///
/// Only articles whose date is not given by a field have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// The evidence that supports the date. For an undated article, the mentions of a day that do not name it.
    pub because: Box<[Box<str>]>,
    /// Dates that are not the article's, each with the reason.
    pub rejected: Box<[Box<str>]>,
}
