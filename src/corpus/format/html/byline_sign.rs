//! The byline of a page, and the sign that identifies it.

use super::author_names::is_of_outlet;

/// A byline, with the sign that identifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) names: Vec<String>,
    /// The reason for the names: the mark-up that identified the byline.
    pub(super) because: &'static str,
    pub(super) sign: BylineSign,
}

/// The sign that identifies the author in a byline, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BylineSign {
    /// Mark-up that explicitly names the author.
    Label,
    /// A link with the address of an author's page.
    Link,
    /// A class, a "by" before the name, or bold type.
    Words,
}

impl Byline {
    /// True if mark-up or a link identifies the author, and at least one name is that of neither an outlet nor an
    /// account.
    pub(super) fn is_of_a_name(&self) -> bool {
        self.sign <= BylineSign::Link
            && self.names.iter().any(|name| !is_of_outlet(name) && name.starts_with(char::is_uppercase))
    }
}

/// The greatest distance of a byline from the headline, in bytes of text.
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
