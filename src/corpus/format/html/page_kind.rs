//! Recognises pages that are lists of other articles or entries, and have no date, author or text of their own.

use std::collections::HashMap;

use super::boilerplate::PageBoilerplate;
use super::page::{Page, is_block};
use super::prepared::children;

/// True if a page is a list of teasers: sibling boxes of one kind, each with a link and little text, that hold most of
/// the page's words.
///
/// The dates in such a page are those of the articles that it links to.
pub(super) fn is_list_of_teasers(page: &Page<'_>) -> bool {
    const FEWEST: usize = 3;
    /// The longest teaser, in bytes of its text.
    const LONGEST: usize = 500;
    let all = n_text_bytes(page);
    page.elements()
        .filter(|(_, element)| {
            matches!(element.name(), "div" | "main" | "section" | "ul" | "ol" | "tbody" | "body" | "article")
        })
        .any(|(at, _)| {
            let mut kinds: HashMap<(&str, Option<&str>), (usize, usize, usize)> = HashMap::new();
            for child in children(page, at) {
                let name = page.name(child);
                if !matches!(name, "article" | "div" | "section" | "li" | "tr") || is_apart(page, child) {
                    continue;
                }
                let length = page.seen(child).trim().len();
                if length == 0 || length > LONGEST || !has_link(page, child) {
                    continue;
                }
                let kind = kinds.entry((name, page.attribute(child, "class"))).or_default();
                kind.0 += 1;
                kind.1 += length;
                kind.2 += usize::from(has_summary(page, child));
            }
            kinds.iter().any(|(kind, (n, length, n_summaries))| {
                let is_most = *n >= FEWEST && length * 2 > all && n_summaries * 2 >= *n;
                is_most && !has_article_beside(page, at, *kind)
            })
        })
}

/// True if a page has the paragraphs of an article outside the boxes of one `kind`. `kind` is the tag and the class of
/// boxes directly within the element at `at`.
///
/// Such a page is an article and not a list, even if the boxes hold most of its words: they may be an endless list of
/// other articles below the article.
fn has_article_beside(page: &Page<'_>, at: usize, kind: (&str, Option<&str>)) -> bool {
    const SHORTEST_PARAGRAPH: usize = 120;
    const SHORTEST: usize = 2000;
    let is_box = |child: usize| {
        page.nodes[child].parent == Some(at) && (page.name(child), page.attribute(child, "class")) == kind
    };
    let lengths = page
        .named("p")
        .filter(|paragraph| !page.ancestors(*paragraph).any(|around| is_box(around) || is_apart(page, around)))
        .map(|paragraph| page.seen(paragraph).trim().len());
    lengths.filter(|length| *length >= SHORTEST_PARAGRAPH).sum::<usize>() >= SHORTEST
}

/// True if a page is a list of entries, each with its own date: a chat, a log, search results with their texts.
///
/// Sibling boxes of one kind hold most of the page's words. No single box is as long as all others together, unlike an
/// article among the teasers below it.
pub(super) fn is_list_of_entries(page: &Page<'_>) -> bool {
    const FEWEST: usize = 3;
    let boilerplate = PageBoilerplate::new(page);
    let all = n_text_bytes(page);
    page.elements()
        .filter(|(_, element)| matches!(element.name(), "div" | "main" | "section" | "ul" | "ol" | "body"))
        .any(|(at, _)| {
            let mut kinds: HashMap<(&str, Option<&str>), (usize, usize, usize)> = HashMap::new();
            for child in children(page, at) {
                let name = page.name(child);
                let is_box = matches!(name, "article" | "div" | "section" | "li" | "table");
                if !is_box || boilerplate.holds(child) || !has_date(page, child) {
                    continue;
                }
                let length = page.seen(child).trim().len();
                // Messages that follow others of the same sender have one class more.
                let class = page.attribute(child, "class").and_then(|class| class.split_ascii_whitespace().next());
                let kind = kinds.entry((name, class)).or_default();
                kind.0 += 1;
                kind.1 += length;
                kind.2 = kind.2.max(length);
            }
            kinds.values().any(|(n, length, longest)| *n >= FEWEST && length * 2 > all && longest * 2 < *length)
        })
}

/// True if a box holds an element with the name of a date or a time.
fn has_date(page: &Page<'_>, at: usize) -> bool {
    // The date of an entry is near its beginning.
    const MOST_NODES: usize = 100;
    (at + 1..page.nodes[at].end).take(MOST_NODES).any(|inner| {
        let is_named = |class: &str| class.split(['-', '_']).any(|word| matches!(word, "date" | "time" | "timestamp"));
        page.name(inner) == "time"
            || page.attribute(inner, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(is_named))
    })
}

/// Counts the bytes of the page's text outside its menus, its forms and its foot.
fn n_text_bytes(page: &Page<'_>) -> usize {
    let mut apart = 0;
    let mut until = 0;
    for (at, _) in page.elements() {
        if at >= until && is_apart(page, at) {
            apart += page.seen(at).len();
            until = page.nodes[at].end;
        }
    }
    page.text().len().saturating_sub(apart)
}

fn is_apart(page: &Page<'_>, at: usize) -> bool {
    matches!(page.name(at), "nav" | "footer" | "aside" | "form")
}

fn has_link(page: &Page<'_>, at: usize) -> bool {
    // A teaser has fewer elements and texts than this.
    const MOST_NODES: usize = 200;
    page.nodes[at].end - at <= MOST_NODES
        && (at..page.nodes[at].end).any(|inner| page.name(inner) == "a" && page.attribute(inner, "href").is_some())
}

/// True if a box holds more than the link: a summary, a date. The items of a menu hold only links.
fn has_summary(page: &Page<'_>, at: usize) -> bool {
    let is_line = |inner: &usize| {
        let name = page.name(*inner);
        (is_block(name) || matches!(name, "a" | "time" | "span")) && !page.seen(*inner).trim().is_empty()
    };
    (at + 1..page.nodes[at].end).filter(is_line).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_dated_entries() {
        let entry = |class: &str, text: &str| {
            format!(
                "<div class='{class}'><div class='right date' title='24.02.2022 10:01'>10:01</div><p>{text}</p></div>"
            )
        };
        let (short, long) = ("The ferry stays in port.", "The night ferry stays in port. ".repeat(20));
        for (html, expected) in [
            (entry("message", short) + &entry("message joined", short) + &entry("message", short), true),
            (entry("message", short) + &entry("message", short), false),
            (entry("post", &long) + &entry("post", short) + &entry("post", short), false),
            (format!("<h1>Ferry</h1><p>{long}</p>") + &entry("comment", short).repeat(9), false),
        ] {
            let tree = scraper::Html::parse_document(&html);
            assert_eq!(is_list_of_entries(&Page::new(&tree)), expected, "{html}");
        }
    }

    #[test]
    fn pages_of_teasers() {
        let teaser = "<li class=item><a href=/a><h3>Ferry stays in port</h3></a><p>The fourth evening in a row.</p>\
                      <time>9 March 2022</time></li>";
        let paragraph = "<p>The night ferry to the islands stayed in port on Saturday for the fourth evening.</p>";
        let long = format!("<p>{}</p>", "The night ferry to the islands stayed in port on Saturday. ".repeat(5));
        for (html, expected) in [
            (format!("<nav><a href=/>Home</a></nav><h1>News</h1><ul>{}</ul>", teaser.repeat(4)), true),
            (format!("<h1>Ferry</h1>{}<ul>{}</ul>", paragraph.repeat(10), teaser.repeat(3)), false),
            (format!("<h1>Ferry</h1>{}", paragraph.repeat(3)), false),
            (format!("<ul>{}</ul>", teaser.repeat(2)), false),
            (format!("<article>{0}</article><article>{0}</article>", paragraph.repeat(4)), false),
            (format!("<div>{}</div><ul>{}</ul>", long.repeat(8), teaser.repeat(40)), false),
            (format!("<div>{}</div><ul>{}</ul>", long.repeat(2), teaser.repeat(40)), true),
        ] {
            let tree = scraper::Html::parse_document(&html);
            assert_eq!(is_list_of_teasers(&Page::new(&tree)), expected, "{html}");
        }
    }
}
