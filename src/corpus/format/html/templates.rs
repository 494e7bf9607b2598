//! Reads text that a page keeps as HTML in a script, for its own scripts to insert.

use std::panic::catch_unwind;

use super::page::Page;
use super::{main_text, markup};
use crate::article::Body;

/// Returns the text of the page's longest template, if it is far longer than `body`, the text that the page shows.
pub(super) fn read(html: &str, body: &Body) -> Option<Body> {
    // A page with a text of this length shows its article.
    const LONG: usize = 600;
    const SHORTEST: usize = 300;
    const MOST_BYTES: usize = 2 * 1024 * 1024;
    if body.text.len() >= LONG {
        return None;
    }
    let longest = contents(html).max_by_key(|content| content.len())?;
    if longest.len() < SHORTEST || longest.len() > MOST_BYTES {
        return None;
    }
    let light = markup::light(longest);
    if !markup::is_parsable(&light) {
        return None;
    }
    let tree = catch_unwind(|| scraper::Html::parse_document(&light)).ok()?;
    let text = main_text::read(&Page::new(&tree), None, None).body;
    (text.text.len() >= SHORTEST && text.text.len() / 2 > body.text.len()).then_some(text)
}

/// Returns the contents of the scripts that are templates of HTML by their type.
fn contents(html: &str) -> impl Iterator<Item = &str> {
    const TYPES: [&str; 7] = [
        "text/template",
        "text/html",
        "text/x-template",
        "text/x-handlebars",
        "text/ng-template",
        "text/x-jquery-tmpl",
        "text/x-mustache",
    ];
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = memchr::memmem::find(&html.as_bytes()[at..], b"<script") {
            let start = at + found;
            let tag_end = start + memchr::memchr(b'>', &html.as_bytes()[start..])? + 1;
            at = tag_end;
            let tag = html[start..tag_end].to_ascii_lowercase();
            if TYPES.iter().any(|kind| tag.contains(kind)) {
                let end = memchr::memmem::find(&html.as_bytes()[tag_end..], b"</script")
                    .map_or(html.len(), |end| tag_end + end);
                at = end;
                let content = html[tag_end..end].trim();
                // The template is often a comment within its script.
                return Some(
                    content.strip_prefix("<!--").map_or(content, |rest| rest.strip_suffix("-->").unwrap_or(rest)),
                );
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_hold_html() {
        let html = "<script>a</script><script type='text/template'><!-- <p>One</p> --></script>\
                    <script type=\"text/x-template\" id=b><p>Two</p></script><script type=text/html>never";
        assert_eq!(contents(html).collect::<Vec<_>>(), [" <p>One</p> ", "<p>Two</p>", "never"]);
    }
}
