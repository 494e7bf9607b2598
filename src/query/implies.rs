//! Whether a filter only narrows another, so that only the other's matches need another look.

use super::node::{Node, Term, Test};
use super::pattern::Part;

/// How many pairs of nodes are compared before giving up: a filter typed by hand needs a few dozen,
/// and "perhaps not" is always a right answer, only a slower one.
const MAX_COMPARISONS: usize = 2_000;

/// True if every article that matches `narrow` surely matches `wide` as well.
pub(super) fn implies(narrow: &Node, wide: &Node) -> bool {
    let mut n_left = MAX_COMPARISONS;
    node_implies(narrow, wide, &mut n_left)
}

fn node_implies(narrow: &Node, wide: &Node, n_left: &mut usize) -> bool {
    if *n_left == 0 {
        return false;
    }
    *n_left -= 1;
    match (narrow, wide) {
        (_, Node::And(wides)) => wides.iter().all(|wide| node_implies(narrow, wide, n_left)),
        (Node::Or(narrows), _) => narrows.iter().all(|narrow| node_implies(narrow, wide, n_left)),
        (_, Node::Or(wides)) if wides.iter().any(|wide| node_implies(narrow, wide, n_left)) => true,
        (Node::And(narrows), _) => narrows.iter().any(|narrow| node_implies(narrow, wide, n_left)),
        (Node::Not(narrow), Node::Not(wide)) => node_implies(wide, narrow, n_left),
        (Node::Term(narrow), Node::Term(wide)) => term_implies(narrow, wide),
        _ => false,
    }
}

fn term_implies(narrow: &Term, wide: &Term) -> bool {
    let narrow_part = narrow.field.and_then(|field| field.part);
    let wide_part = wide.field.and_then(|field| field.part);
    let is_part_of_part =
        wide_part == narrow_part || (wide_part.is_none() && narrow_part.is_none_or(Part::is_within_searched));
    narrow.any.iter().all(|narrow_test| {
        wide.any.iter().any(|wide_test| match (narrow_test, wide_test) {
            (Test::Words(narrow_words), Test::Words(wide_words)) => {
                is_part_of_part && narrow_words.is_narrower_than(wide_words)
            }
            // Which words a pattern finds, another one does not tell.
            (Test::Regex(narrow), Test::Regex(wide)) | (Test::Fuzzy(narrow), Test::Fuzzy(wide)) => {
                is_part_of_part && narrow == wide
            }
            (Test::Fact(_), Test::Fact(_)) => {
                narrow.field.map(|field| field.name) == wide.field.map(|field| field.name) && narrow_test == wide_test
            }
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::parse;

    fn check(narrow: &str, wide: &str, expected: bool) {
        let root = |text| parse(text, date(2022, 3, 16)).root.expect("a filter");
        assert_eq!(implies(&root(narrow), &root(wide)), expected, "{narrow} implies {wide}");
    }

    #[test]
    fn narrowing() {
        check("harbour", "harb", true);
        check("harb", "harbour", false);
        check("=harbour", "harb", true);
        check("\"war of words\"", "\"war of wor*\"", true);
        check("war of", "war", true);
        check("war", "war of", false);
        check("title:harbour", "harb", true);
        check("quote:harbour", "harb", true);
        check("who:harbour", "quote:harb", false);
        check("link:harbour", "harb", false);
        check("source:harbour", "harb", false);
        check("source:harbour", "source:harb", true);
        check("harbour", "title:harb", false);
        check("-harbour", "-harb", false);
        check("-harb", "-harbour", true);
        check("a (b or cd)", "a (b or c)", true);
        check("ab", "c or a", true);
        // A short word is whole as soon as another follows.
        check("ab", "a or c", false);
        check("sea wall", "sea", true);
        check("sea", "sea wall", false);
        check("-sea wall", "-sea", false);
        check("sea wa", "sea w", true);
        check("sea wall", "se* wall", true);
        check("se* wall", "sea wall", false);
        check("date:2022 ab", "date:2022 a", true);
        check("date:2022 a", "date:2021 a", false);
        check("source:cnn", "source:cnn,ksl", true);
        check("source:cnn,ksl", "source:cnn", false);
        check("is:found", "has:date", false);
        check("/abc/ d", "/abc/", true);
        check("/abc/", "/ab/", false);
        check("/ab/", "/abc/", false);
        check("title:/ab/", "/ab/", true);
        check("link:/ab/", "/ab/", false);
        check("/ab/", "title:/ab/", false);
        check("/ab/", "ab", false);
        check("~ferry", "ferry", false);
        check("ferry", "~ferry", false);
        check("~ferry -toll", "~ferry", true);
    }
}
