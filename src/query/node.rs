//! The meaning of a filter as a tree, which can be printed as a filter again.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::like::Like;
use super::pattern::{Pattern, TextField};
use super::word_pattern::WordPattern;
use crate::index::RowFacts;

/// The meaning of a filter. Its `Display` output is a filter with the same meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Two or more nodes that must all match.
    And(Vec<Node>),
    /// Two or more nodes, at least one of which must match.
    Or(Vec<Node>),
    /// A node that must not match. Never directly around another negation.
    Not(Box<Node>),
    /// A word, a phrase, a pattern or a field.
    Term(Term),
}

/// A word, a phrase or a field with its values.
#[derive(Clone, Debug)]
pub struct Term {
    /// The field; `None` for a bare word, phrase or pattern, which has exactly one test.
    pub field: Option<FieldId>,
    /// The values, at least one of which must match. Never empty.
    pub any: Vec<Test>,
}

/// The facts of a field that the meaning of a filter depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldId {
    /// The name before the colon.
    pub name: &'static str,
    /// The text field in which its words are searched, if it takes words.
    pub text_field: Option<TextField>,
    /// True if an article has at most one value of this field. Two values joined by "and" then match nothing.
    pub is_single: bool,
}

/// One value of a term.
#[derive(Clone, Debug)]
pub enum Test {
    /// Words to find in the text, or in the text field of `Field`.
    Words(Pattern),
    /// A regular expression for a word of the text, or of that text field: `/pattern/`.
    Regex(WordPattern),
    /// A word of the text, or of that text field, with a typo: `~word`.
    Fuzzy(WordPattern),
    /// The articles most similar to one.
    Like(Like),
    /// A test of the article's metadata.
    Fact(Arc<dyn Fact>),
}

/// The column that decides a [`Fact`], named after its field of [`RowFacts`]. Rows with the same value in it have the
/// same result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactColumn {
    /// [`RowFacts::path`].
    Path,
    /// [`RowFacts::date`].
    Date,
    /// [`RowFacts::date_how`].
    DateHow,
    /// [`RowFacts::flags`].
    Flags,
    /// [`RowFacts::n_words`].
    Words,
    /// [`RowFacts::languages`].
    Languages,
    /// [`RowFacts::mentions`].
    Mentions,
    /// [`RowFacts::marks`].
    Marks,
}

/// A test of an article's metadata and facts that does not need its text.
///
/// It is printed as the value of its field. Two facts of one field are equal if they print the same.
pub trait Fact: fmt::Debug + fmt::Display + Send + Sync {
    /// True if the article with these facts passes the test.
    fn matches(&self, facts: &RowFacts<'_>) -> bool;

    /// Returns the column that decides the result.
    fn column(&self) -> FactColumn;
}

impl Node {
    /// Joins `nodes` with "and". Returns the node itself if there is only one, `None` if there is none.
    pub fn all_of(nodes: Vec<Self>) -> Option<Self> {
        Self::join(nodes, Self::And)
    }

    /// Joins `nodes` with "or". Returns the node itself if there is only one, `None` if there is none.
    pub fn any_of(nodes: Vec<Self>) -> Option<Self> {
        Self::join(nodes, Self::Or)
    }

    /// Returns the negation. A double negation is removed.
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Returns the same filter with each repeated part only once. Equal parts have equal rows, so they need to be
    /// searched only once.
    pub(super) fn without_repetition(&self) -> Self {
        match self {
            Self::And(nodes) => Self::And(distinct(nodes.iter().map(Self::without_repetition))).or_its_only_part(),
            Self::Or(nodes) => Self::Or(distinct(nodes.iter().map(Self::without_repetition))).or_its_only_part(),
            Self::Not(node) => node.without_repetition().negated(),
            Self::Term(Term { field, any }) => Self::Term(Term { field: *field, any: distinct(any.iter().cloned()) }),
        }
    }

    fn or_its_only_part(self) -> Self {
        match self {
            Self::And(mut nodes) | Self::Or(mut nodes) if nodes.len() == 1 => nodes.remove(0),
            other => other,
        }
    }

    fn join(mut nodes: Vec<Self>, kind: fn(Vec<Self>) -> Self) -> Option<Self> {
        if nodes.len() > 1 { Some(kind(nodes)) } else { nodes.pop() }
    }
}

/// Keeps the first of all items that print the same, because these have the same meaning.
fn distinct<T: fmt::Display>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut printed = HashSet::new();
    all.filter(|one| printed.insert(one.to_string())).collect()
}

impl Term {
    /// Creates the term of a word or phrase without a field.
    pub fn bare(pattern: Pattern) -> Self {
        Self { field: None, any: vec![Test::Words(pattern)] }
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.field == other.field && self.any == other.any
    }
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Words(a), Self::Words(b)) => a == b,
            (Self::Regex(a), Self::Regex(b)) | (Self::Fuzzy(a), Self::Fuzzy(b)) => a == b,
            (Self::Like(a), Self::Like(b)) => a == b,
            (Self::Fact(a), Self::Fact(b)) => a.to_string() == b.to_string(),
            _ => false,
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(nodes) => {
                for (node_idx, node) in nodes.iter().enumerate() {
                    formatter.write_str(if node_idx > 0 { " " } else { "" })?;
                    node.print_inside(formatter, matches!(node, Self::And(_) | Self::Or(_)))?;
                }
                Ok(())
            }
            Self::Or(nodes) => {
                for (node_idx, node) in nodes.iter().enumerate() {
                    formatter.write_str(if node_idx > 0 { " or " } else { "" })?;
                    node.print_inside(formatter, matches!(node, Self::Or(_)))?;
                }
                Ok(())
            }
            Self::Not(node) => {
                formatter.write_str("-")?;
                node.print_inside(formatter, matches!(**node, Self::And(_) | Self::Or(_)))
            }
            Self::Term(term) => term.fmt(formatter),
        }
    }
}

impl Node {
    fn print_inside(&self, formatter: &mut fmt::Formatter<'_>, in_parentheses: bool) -> fmt::Result {
        if in_parentheses { write!(formatter, "({self})") } else { write!(formatter, "{self}") }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(formatter, "{}:", field.name)?;
        }
        for (test_idx, test) in self.any.iter().enumerate() {
            formatter.write_str(if test_idx > 0 { "," } else { "" })?;
            test.fmt(formatter)?;
        }
        Ok(())
    }
}

impl fmt::Display for Test {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(pattern) => pattern.fmt(formatter),
            Self::Regex(pattern) | Self::Fuzzy(pattern) => pattern.fmt(formatter),
            Self::Like(like) => like.fmt(formatter),
            Self::Fact(fact) => fact.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::query::parse;

    /// Checks the printed tree of a filter without repetition.
    #[track_caller]
    fn check(filter: &str, expected: &str) {
        let root = parse(filter, date(2022, 3, 16)).root.expect("a filter");
        assert_eq!(root.without_repetition().to_string(), expected, "{filter}");
    }

    #[test]
    fn equal_parts_are_kept_once() {
        check("ferry ferry FERRY", "ferry");
        check("ferry toll ferry", "ferry toll");
        check("ferry or toll or ferry", "ferry or toll");
        check("-ferry -ferry toll", "-ferry toll");
        check("source:wire,gazette,wire", "source:wire,gazette");
        check("(ferry or ferry) (toll ferry) or ferry (ferry toll)", "ferry (toll ferry) or ferry (ferry toll)");
        check("date:2022 date:2022 /a/ /a/ ~ferry ~ferry", "date:2022 /a/ ~ferry");
        check("-(ferry or -(toll toll))", "-(ferry or -toll)");
    }

    #[test]
    fn parts_that_differ_are_kept() {
        check("fer =fer fer* title:fer \"fer toll\"", "=fer fer* title:fer* \"fer toll\"");
        check("/a/ /A/ ~toll toll", "/a/ /A/ ~toll toll");
    }
}
