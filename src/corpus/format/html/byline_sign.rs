//! A byline of a page, and the sign by which it is known.

use super::author_names::is_of_outlet;

/// A byline, and how surely it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names in it.
    pub(super) names: Vec<String>,
    /// The mark-up it was known by, in a sentence.
    pub(super) because: &'static str,
    /// The sign that names the author.
    pub(super) sign: BylineSign,
}

/// The sign that names the author in a byline, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BylineSign {
    /// Mark-up that says in so many words that it is the author.
    Label,
    /// A link whose address is that of an author.
    Link,
    /// A class, a "by" before the name, or bold type.
    Words,
}

impl Byline {
    /// True if mark-up says that it is the author, and a name alone is no outlet's and no account's.
    pub(super) fn is_of_a_name(&self) -> bool {
        self.sign <= BylineSign::Link
            && self.names.iter().any(|name| !is_of_outlet(name) && name.starts_with(char::is_uppercase))
    }
}

/// Bylines stand this near to the headline, in bytes of text.
pub(super) const NEAR: usize = 1500;
/// The longest byline, in bytes.
pub(super) const LONGEST_BYLINE: usize = 200;

pub(super) fn found(names: Vec<String>, because: &'static str, sign: BylineSign) -> Option<Byline> {
    (!names.is_empty()).then_some(Byline { names, because, sign })
}

pub(super) fn with_new(mut names: Vec<String>, name: String) -> Vec<String> {
    if !names.contains(&name) {
        names.push(name);
    }
    names
}
