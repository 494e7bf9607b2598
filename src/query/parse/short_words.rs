//! The rule of short words, which match as whole words if another word follows.
//!
//! A word without a field matches as a prefix, so that the list changes with each key. A prefix of at most three
//! letters would match too much: `sea wall` would find "seat" and "season". So a short word matches as a whole word if
//! another word without a field follows it, and as a prefix as long as it is the last word.
//!
//! | in the filter | for this rule |
//! |---|---|
//! | `sea`, `-sea`, `(sea or …)` | a short word, and a word that follows those before it |
//! | `=sea`, `se*`, `"north sea"`, `~sea`, `/sea/` | never a short word; it follows those before it |
//! | `title:sea`, `date:2022` | neither, so that a date from the timeline does not change the meaning of the words |
//!
//! The rule depends only on the positions in the text, so a filter has the same meaning in the filter box, in the
//! history and on the command line. Letters and digits are counted in the normalised word: `u.s.` has two, and a Korean
//! syllable has two or three. A character of a script without spaces is a word of its own and always whole. `se*` is
//! always a prefix, and the tree prints short prefixes in this form.

use std::ops::Range;

use crate::query::node::{Node, Test};

/// A word, phrase or pattern without a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldlessTerm {
    /// The range of the word in bytes of the filter.
    pub range: Range<usize>,
    /// True if it matches as a whole word when another one follows.
    pub is_short: bool,
}

/// Makes the short words of `root` whole words, except the last word. Returns the ranges of the words that became
/// whole.
///
/// `bare` has the terms of the tree without a field, in the order of the text.
pub(super) fn settle(root: &mut Node, bare: &[FieldlessTerm]) -> Vec<Range<usize>> {
    let Some((_, followed)) = bare.split_last() else {
        return Vec::new();
    };
    settle_node(root, &mut followed.iter());
    followed.iter().filter(|bare| bare.is_short).map(|bare| bare.range.clone()).collect()
}

fn settle_node(node: &mut Node, followed: &mut std::slice::Iter<'_, FieldlessTerm>) {
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

    /// Checks the printed tree of a filter: `=sea` is a whole word, `sea*` is a prefix.
    #[track_caller]
    fn check(filter: &str, printed: &str) {
        let root = parse(filter, date(2022, 3, 16)).root.expect("a filter");
        // Normalisation decomposes Korean syllables.
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
