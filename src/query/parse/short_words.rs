//! The rule of short words, which match whole when another word follows them.
//!
//! A word without a field matches from its start, so that each key of it finds something. One of at most three
//! letters would then find too much: `sea wall` would find "seat" and "season". A short word therefore matches whole
//! when another word without a field follows it, and from its start as long as it is the last.
//!
//! | in the filter | for this rule |
//! |---|---|
//! | `sea`, `-sea`, `(sea or …)` | a short word, and a word that follows those before it |
//! | `=sea`, `se*`, `"north sea"`, `~sea`, `/sea/` | never a short word; it follows those before it |
//! | `title:sea`, `date:2022` | neither, so that a date from the timeline does not change the meaning of the words |
//!
//! Only the place in the text counts, so a filter means the same in the box, in the history and on the command line.
//! Letters and digits are counted in the normalised word: `u.s.` has two, and a Korean syllable has two or three. A
//! character of a script without spaces is a word of its own and always whole. `se*` is always the start of a word,
//! and a tree prints short starts so.

use std::ops::Range;

use crate::query::node::{Node, Test};

/// A word, phrase or pattern without a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bare {
    /// Its bytes in the filter.
    pub range: Range<usize>,
    /// True if it matches whole when another one follows.
    pub is_short: bool,
}

/// Makes the short words of `root` match whole, except the last word. `bare` holds the terms of the tree without a
/// field, in the order of the text. Returns the places of the words that now match whole.
pub(super) fn settle(root: &mut Node, bare: &[Bare]) -> Vec<Range<usize>> {
    let Some((_, followed)) = bare.split_last() else {
        return Vec::new();
    };
    settle_node(root, &mut followed.iter());
    followed.iter().filter(|bare| bare.is_short).map(|bare| bare.range.clone()).collect()
}

fn settle_node(node: &mut Node, followed: &mut std::slice::Iter<'_, Bare>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter_mut().for_each(|node| settle_node(node, followed)),
        Node::Not(node) => settle_node(node, followed),
        Node::Term(term) if term.field.is_none() => {
            if followed.next().is_some_and(|bare| bare.is_short)
                && let [Test::Words(pattern)] = term.any.as_mut_slice()
            {
                *pattern = pattern.to_whole();
            }
        }
        Node::Term(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use unicode_normalization::UnicodeNormalization;

    use crate::query::parse;

    /// Checks the printed tree of a filter: `=sea` is a whole word, `sea*` the start of one.
    #[track_caller]
    fn check(filter: &str, printed: &str) {
        let root = parse(filter, date(2022, 3, 16)).root.expect("a filter");
        // Normalised syllables are taken apart.
        assert_eq!(root.to_string(), printed.nfkd().to_string(), "{filter}");
    }

    #[test]
    fn short_words_before_others_are_whole() {
        check("sea", "sea*");
        check("sea ", "sea*");
        check("sea wall", "=sea wall");
        check("wall sea", "wall sea*");
        check("sea of", "=sea of*");
        check("se* wall", "se* wall");
        check("=sea of* \"a b*\"", "=sea of* \"a b*\"");
        check("seas wall", "seas wall");
        check("u.s. navy", "\"u s\" navy");
        check("navy u.s.", "navy \"u s*\"");
    }

    #[test]
    fn groups_and_negations_count_and_fields_do_not() {
        check("sea -wall", "=sea -wall");
        check("-sea wall", "-=sea wall");
        check("(a or sea) wall", "(=a or =sea) wall");
        check("a or (b c)", "=a or =b c*");
        check("sea \"north wall\"", "=sea \"north wall\"");
        check("sea /wall/", "=sea /wall/");
        check("sea ~wall", "=sea ~wall");
        check("sea =wall", "=sea =wall");
        check("sea date:2022", "sea* date:2022");
        check("sea title:wal", "sea* title:wal*");
        check("sea title:wal wall", "=sea title:wal* wall");
    }

    #[test]
    fn a_part_that_is_left_out_makes_no_word_whole() {
        check("sea -", "sea*");
        check("sea or", "sea*");
        check("sea …", "sea*");
        check("sea tag:wall", "sea*");
        check("sea \"", "sea*");
    }

    #[test]
    fn a_character_is_whole_and_a_korean_syllable_counts_as_letters() {
        check("港 wall", "港 wall");
        check("서울 시장", "서울 시장");
        check("김 시장", "=김 시장");
    }
}
