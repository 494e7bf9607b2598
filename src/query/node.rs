//! What a filter means, as a tree that prints itself as a filter again.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::field::Field;
use super::like::Like;
use super::pattern::Pattern;
use super::word_pattern::WordPattern;
use crate::index::RowFacts;

/// What a filter means. Printed, it is a filter that means the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// All must match; two or more.
    And(Vec<Node>),
    /// At least one must match; two or more.
    Or(Vec<Node>),
    /// It must not match. Never directly around another negation.
    Not(Box<Node>),
    /// A word, a phrase, a pattern or a field.
    Term(Term),
}

/// A word, a phrase or a field with its values.
#[derive(Clone, Debug)]
pub struct Term {
    /// The field; `None` for a bare word, phrase or pattern, which has exactly one test.
    pub field: Option<&'static Field>,
    /// The values, of which one must match. Never empty.
    pub any: Vec<Test>,
}

/// One value of a term.
#[derive(Clone, Debug)]
pub enum Test {
    /// Words to find in the text, or in the part that the field names.
    Words(Pattern),
    /// What some word of the text, or of that part, is like: a `/pattern/`.
    Regex(WordPattern),
    /// A word of the text, or of that part, with a typo in it: `~word`.
    Fuzzy(WordPattern),
    /// The articles that are most like one.
    Like(Like),
    /// Something that the article's metadata answers.
    Fact(Arc<dyn Fact>),
}

/// The column that decides a [`Fact`], named after its field of [`RowFacts`]. Rows with the same value in it are
/// answered alike.
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

/// Something that an article's metadata and facts answer without a look at its text.
///
/// It prints as the value of its field, and two facts of one field are equal when they print the same.
pub trait Fact: fmt::Debug + fmt::Display + Send + Sync {
    /// True if it is true of the article whose facts these are.
    fn matches(&self, facts: &RowFacts<'_>) -> bool;

    /// The column that decides it.
    fn column(&self) -> FactColumn;
}

impl Node {
    /// All of `nodes`; the node itself where it is one, `None` where there is none.
    pub fn all_of(nodes: Vec<Self>) -> Option<Self> {
        Self::join(nodes, Self::And)
    }

    /// Any of `nodes`; the node itself where it is one, `None` where there is none.
    pub fn any_of(nodes: Vec<Self>) -> Option<Self> {
        Self::join(nodes, Self::Or)
    }

    /// The opposite. The opposite of a negation is what it negates.
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The same filter, in which each part that must match, or of which one must match, stands once. Equal parts have
    /// equal rows, so a search finds them once.
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

/// Keeps the first of those that print the same, and so mean the same.
fn distinct<T: fmt::Display>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut printed = HashSet::new();
    all.filter(|one| printed.insert(one.to_string())).collect()
}

impl Term {
    /// A bare word or phrase.
    pub fn bare(pattern: Pattern) -> Self {
        Self { field: None, any: vec![Test::Words(pattern)] }
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.field.map(|field| field.name) == other.field.map(|field| field.name) && self.any == other.any
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

    /// Checks the tree of a filter without repetition, as it prints itself.
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
