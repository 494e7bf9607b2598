//! Removes hidden parts from fragments of HTML in feeds, mail and records.

use std::borrow::Cow;
use std::panic::catch_unwind;
use std::sync::LazyLock;

use memchr::memmem;
use regex::bytes::Regex;

use super::hidden;

/// Finds marks that a fragment may hide something. Nearly all fragments have none and stay unchanged.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let attributes = "hidden|display|visibility|mso-hide|opacity|max-height|absolute";
    let elements = "<rt|<rp";
    let signs = "&shy|&#173|&#xad|&zwnj|&#8204|&#847|\u{200c}\u{a0}|\u{200c} ";
    Regex::new(&format!("(?i-u){attributes}|{elements}|{signs}")).ok()
});
/// Invisible characters that are not written as entities.
const SIGNS: [&str; 3] = ["\u{ad}", "\u{34f}", "\u{2060}"];

/// Removes hidden elements, ruby readings and invisible characters from a fragment.
pub(in crate::corpus::format) fn without_hidden(html: &str) -> Cow<'_, str> {
    // A larger fragment is not parsed again, and keeps its hidden parts.
    const MOST_BYTES: usize = 4 * 1024 * 1024;
    let may_hide = |html: &str| {
        memchr::memchr(b'<', html.as_bytes()).is_some()
            && html.len() <= MOST_BYTES
            && MARKS.as_ref().is_none_or(|marks| marks.is_match(html.as_bytes()))
    };
    let mut html = Cow::Borrowed(html);
    if may_hide(&html)
        && super::markup::is_parsable(&html)
        && let Ok(Some(shown)) = catch_unwind(|| shown(&html))
    {
        html = Cow::Owned(shown);
    }
    if SIGNS.iter().any(|sign| memmem::find(html.as_bytes(), sign.as_bytes()).is_some()) {
        html = Cow::Owned(html.replace(hidden::is_invisible, ""));
    }
    html
}

/// Writes the fragment again without its hidden parts. Returns `None` if it hides nothing.
fn shown(html: &str) -> Option<String> {
    let mut tree = scraper::Html::parse_fragment(html);
    let hides = |node: &scraper::Node| {
        node.as_element()
            .is_some_and(|element| matches!(element.name(), "rt" | "rp" | "rtc") || hidden::is_hidden(element))
    };
    let hidden: Vec<_> = tree.tree.nodes().filter(|node| hides(node.value())).map(|node| node.id()).collect();
    let has_signs = ["&shy", "&#173", "&#xad", "&#xAD"].iter().any(|sign| html.contains(sign));
    // Senders fill the preview line with invisible characters.
    let is_filling =
        |node: &scraper::Node| node.as_text().is_some_and(|text| !text.trim().is_empty() && hidden::is_blank(text));
    let fillings: Vec<_> = tree.tree.nodes().filter(|node| is_filling(node.value())).map(|node| node.id()).collect();
    if hidden.is_empty() && fillings.is_empty() && !has_signs {
        return None;
    }
    let before = n_letters(&tree);
    for id in hidden.into_iter().chain(fillings) {
        if let Some(mut node) = tree.tree.get_mut(id) {
            node.detach();
        }
    }
    // If all text of a fragment is hidden, a script or a style of the page around it would show it.
    let is_empty = before > 0 && n_letters(&tree) == 0;
    (!is_empty).then(|| tree.root_element().inner_html())
}

fn n_letters(tree: &scraper::Html) -> usize {
    tree.root_element().text().map(|text| text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_are_a_pattern() {
        assert!(MARKS.is_some());
    }
}
