//! Tests for `source:`: words in the name of a source, in its host, and in the name that the host is shown under.
//!
//! There are few sources, so each is tested once, and a column has the source of each row. The name of a host depends
//! on the snapshot: it may change when articles are added.

use super::node::{Node, Test};
use super::pattern::TextField;
use crate::index::{SourceNames, SourceText, SourceTexts};

/// True if a source matches `test`.
pub(super) fn has(test: &Test, source: &SourceTexts, names: &SourceNames) -> bool {
    names.any_text(source, |text| is_in(test, text))
}

fn is_in(asked: &Test, text: &SourceText) -> bool {
    match asked {
        Test::Words(pattern) => text.normalised.contains(pattern.needle()),
        Test::Regex(pattern) | Test::Fuzzy(pattern) => {
            let mut words = text.normalised.split_whitespace().chain(text.compounds.lines());
            words.any(|word| pattern.matches_word(word))
        }
        Test::Fact(_) | Test::Like(_) => false,
    }
}

/// True if a `source:` of the filter matches a name that only `old` or only `new` has for some host.
pub(super) fn asks_for_changes(root: &Node, old: &SourceNames, new: &SourceNames) -> bool {
    let mut tests = Vec::new();
    collect(root, &mut tests);
    !tests.is_empty() && old.differing(new).any(|text| tests.iter().any(|test| is_in(test, text)))
}

/// Adds the tests of each `source:` of a filter.
fn collect<'node>(node: &'node Node, tests: &mut Vec<&'node Test>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| collect(node, tests)),
        Node::Not(node) => collect(node, tests),
        Node::Term(term) if term.field.and_then(|field| field.text_field) == Some(TextField::Source) => {
            tests.extend(&term.any);
        }
        Node::Term(_) => {}
    }
}
