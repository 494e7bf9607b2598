//! Computes the parts of articles that a filter needs, so that a command with one filter prepares only these.

use super::Query;
use super::node::{FactColumn, Node, Term, Test};
use super::order::Sort;
use super::pattern::TextField;
use crate::index::Needs;

impl Query {
    /// Returns the parts of articles that are needed to execute the query in the order `sort`.
    pub fn needs(&self, sort: Sort) -> Needs {
        let mut needs = Needs { words: sort == Sort::Relevance, ..Needs::NOTHING };
        if let Some(root) = &self.root {
            add(root, &mut needs);
        }
        needs
    }
}

fn add(node: &Node, needs: &mut Needs) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| add(node, needs)),
        Node::Not(node) => add(node, needs),
        Node::Term(term) => term.any.iter().for_each(|test| add_test(term, test, needs)),
    }
}

fn add_test(term: &Term, test: &Test, needs: &mut Needs) {
    match test {
        Test::Words(_) | Test::Regex(_) | Test::Fuzzy(_) => {
            needs.words = true;
            needs.facts |= term.field.and_then(|field| field.text_field).is_some_and(is_of_facts);
        }
        Test::Like(_) => *needs = Needs::ALL,
        Test::Fact(fact) => needs.facts |= matches!(fact.column(), FactColumn::Flags | FactColumn::Mentions),
    }
}

/// True if a text field is only known from the facts of a text.
fn is_of_facts(part: TextField) -> bool {
    match part {
        TextField::Quotes | TextField::Captions | TextField::Names | TextField::Links => true,
        TextField::Title | TextField::Source | TextField::Authors | TextField::Body | TextField::Page => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::parse;

    fn needs(filter: &str) -> Needs {
        parse(filter, date(2022, 3, 20)).needs(Sort::Newest)
    }

    #[test]
    fn of_filters() {
        let (words, facts) = (Needs { words: true, ..Needs::NOTHING }, Needs { facts: true, ..Needs::NOTHING });
        for filter in ["", "date:2022", "lang:en -path:news", "words:>100"] {
            assert_eq!(needs(filter), Needs::NOTHING, "{filter}");
        }
        for filter in ["ferry", "date:2022 -ferry", "title:/fer+y/", "source:wire or lang:en", "~fery", "page:menu"] {
            assert_eq!(needs(filter), words, "{filter}");
        }
        for filter in ["has:quote", "lang:en or -has:link", "mentions:2022"] {
            assert_eq!(needs(filter), facts, "{filter}");
        }
        for filter in ["who:Nell", "ferry has:quote", "quote:toll", "link:example", "caption:quay"] {
            assert_eq!(needs(filter), Needs { words: true, facts: true, signatures: false }, "{filter}");
        }
        assert_eq!(needs("like:a.txt"), Needs::ALL);
        assert_eq!(parse("", date(2022, 3, 20)).needs(Sort::Relevance), words);
    }
}
