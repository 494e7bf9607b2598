//! Finds words of neighbouring elements that only the style of a page separates: `2025</span><a>More`.

use super::{NodeKind, Page};

/// True if the text at `at` begins where one inline element ends and the next one begins, without white space between
/// them, and its first word does not continue the word before.
///
/// `before` is the character before the text.
pub(in crate::corpus::format::html) fn needs_space_between(
    page: &Page<'_>,
    at: usize,
    text: &str,
    before: Option<char>,
) -> bool {
    let (Some(before), Some(first)) = (before, text.chars().next()) else {
        return false;
    };
    let is_end = before.is_lowercase() || before.is_ascii_digit() || matches!(before, '.' | '!' | '?' | ')');
    let is_start = first.is_uppercase() || (first.is_ascii_digit() && before.is_alphabetic());
    is_end && is_start && follows_an_element(page, at)
}

/// True if the node at `at`, or the inline element that it begins, directly follows another element.
fn follows_an_element(page: &Page<'_>, at: usize) -> bool {
    const MOST_LEVELS: usize = 6;
    let mut node = at;
    for _ in 0..MOST_LEVELS {
        let Some(parent) = page.nodes[node].parent else {
            return false;
        };
        if node == parent + 1 {
            // The node is the first in its element, so the element itself is compared with its predecessor.
            node = parent;
            continue;
        }
        // The predecessor on the level of this node.
        let mut before = node - 1;
        while let Some(outer) = page.nodes[before].parent.filter(|outer| *outer != parent) {
            before = outer;
        }
        let is_set_apart = |at: usize| {
            matches!(page.name(at), "a" | "span" | "time" | "label" | "button" | "small" | "em" | "strong" | "b" | "i")
        };
        return node != at
            && is_set_apart(node)
            && is_set_apart(before)
            && matches!(page.nodes[before].kind, NodeKind::Element(_));
    }
    false
}
