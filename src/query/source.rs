//! `source:` in a filter: words in the name of a source, in its host, and in the name that the host is shown under.
//!
//! Sources are few, so each is asked once, and a column tells which rows have it. The name of a host is that of a
//! snapshot: it may change as articles come.

use super::node::{Node, Test};
use super::pattern::TextField;
use crate::index::{SourceNames, SourceText, SourceTexts};

/// True if a source has what `test` looks for.
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

/// True if a `source:` of the filter looks for a name that only `old` or only `new` has for some host.
pub(super) fn asks_for_changes(root: &Node, old: &SourceNames, new: &SourceNames) -> bool {
    let mut tests = Vec::new();
    collect(root, &mut tests);
    !tests.is_empty() && old.differing(new).any(|text| tests.iter().any(|test| is_in(test, text)))
}

/// Adds the tests of every `source:` of a filter.
fn collect<'node>(node: &'node Node, tests: &mut Vec<&'node Test>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| collect(node, tests)),
        Node::Not(node) => collect(node, tests),
        Node::Term(term) if term.field.and_then(|field| field.part) == Some(TextField::Source) => {
            tests.extend(&term.any)
        }
        Node::Term(_) => {}
    }
}
