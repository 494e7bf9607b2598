//! Adds page text after the text of a page, folded: the menus, comments, teasers and forms that the page shows beside
//! it.

use std::collections::HashSet;

use super::comparison_key::comparison_key;
use super::page::{NodeKind, Page, is_block, one_line};
use super::prepared::TextBlock;
use crate::article::{BlockKind, Body, BodyBuilder, Boilerplate};

/// Adds everything else that the page shows to `body`, the text of the page. A line that is already there is not added
/// again.
///
/// `chosen` are the blocks that `body` was taken from. `title` is not added, because it is shown above the text.
pub(super) fn added(page: &Page<'_>, chosen: &[TextBlock], title: Option<&str>, body: Body) -> Body {
    let mut known: HashSet<String> = title.map(comparison_key).into_iter().collect();
    known.extend(body.blocks.iter().map(|block| comparison_key(body.text_of(block))));
    let mut taken: Vec<(usize, usize)> = Vec::with_capacity(chosen.len());
    for block in chosen {
        let start = page.place(block.nodes.start).start;
        let text = page.seen_between(block.nodes.start, block.nodes.end);
        known.insert(comparison_key(text));
        taken.push((start, start + text.len()));
    }
    let mut builder = BodyBuilder::going_on(body);
    push_lines(page, &taken, known, &mut builder);
    builder.finish()
}

/// Adds the lines of a page that begin in none of the ranges `taken` and are not `known` yet.
fn push_lines(page: &Page<'_>, taken: &[(usize, usize)], mut known: HashSet<String>, builder: &mut BodyBuilder) {
    let link_nodes = within_links(page);
    // The box around the items of the menu that is being joined into one block.
    let mut menu: Option<usize> = None;
    let mut last_box: Option<usize> = None;
    let mut next_taken = 0;
    for (at, line) in page.lines() {
        let place = page.place(at).start;
        while taken.get(next_taken).is_some_and(|(_, end)| *end <= place) {
            next_taken += 1;
        }
        if taken.get(next_taken).is_some_and(|(start, _)| *start <= place) {
            continue;
        }
        let line = one_line(line);
        let own = comparison_key(&line);
        if own.is_empty() || !known.insert(own) {
            continue;
        }
        let (around, is_link) = (box_around(page, at), is_all_link(page, &link_nodes, at));
        if menu.is_some() && menu == around && is_link {
            builder.push(" · ");
        } else {
            end_block(builder, &mut last_box, menu.take());
        }
        builder.push(&line);
        if is_link && around.is_some() {
            menu = around;
        } else {
            end_block(builder, &mut last_box, around);
        }
    }
    end_block(builder, &mut last_box, menu);
}

/// Ends the block that is being built. It follows without a gap if it is in the same box as the block before.
fn end_block(builder: &mut BodyBuilder, last_box: &mut Option<usize>, around: Option<usize>) {
    if !builder.is_block_empty() {
        let is_tight = around.is_some() && *last_box == around;
        builder.end_boilerplate(BlockKind::Paragraph, is_tight, Boilerplate::Page);
        *last_box = around;
    }
}

fn within_links(page: &Page<'_>) -> Vec<bool> {
    let mut in_link: Vec<bool> = Vec::with_capacity(page.nodes.len());
    for (at, node) in page.nodes.iter().enumerate() {
        in_link.push(page.name(at) == "a" || node.parent.is_some_and(|parent| in_link[parent]));
    }
    in_link
}

/// Returns the list or box around the line that begins with the text at `at`: the parent of its block.
fn box_around(page: &Page<'_>, at: usize) -> Option<usize> {
    const MOST_LEVELS: usize = 40;
    let block = page.ancestors(at).take(MOST_LEVELS).find(|at| is_block(page.name(*at)))?;
    let mut around = page.nodes[block].parent?;
    // A box of its own around each item does not separate the items of a menu.
    for _ in 0..MOST_LEVELS {
        // Comparing the lengths is enough, because one text contains the other. It is also fast, which matters for a
        // block of many lines.
        let is_alone = || page.seen(around).trim().len() == page.seen(block).trim().len();
        if page.name(around) != "li" && !(matches!(page.name(around), "a" | "span" | "div") && is_alone()) {
            break;
        }
        around = page.nodes[around].parent?;
    }
    Some(around)
}

/// True if all words of the line that begins with the text at `at` are in links.
fn is_all_link(page: &Page<'_>, in_link: &[bool], at: usize) -> bool {
    let mut next = at;
    while next < page.nodes.len() {
        match page.nodes[next].kind {
            NodeKind::Text(text) => {
                if !in_link[next] && text.chars().any(char::is_alphanumeric) {
                    return false;
                }
            }
            NodeKind::Element(_) if is_block(page.name(next)) => break,
            NodeKind::Element(_) if page.is_out_of_sight(next) => {
                next = page.nodes[next].end;
                continue;
            }
            NodeKind::Element(_) => {}
        }
        // The line ends at the end of the block around it.
        if next > at && ends_line(page, next) {
            break;
        }
        next += 1;
    }
    true
}

/// True if a line of the page's text ends right after the node at `at`.
fn ends_line(page: &Page<'_>, at: usize) -> bool {
    let end = page.place(at).end;
    page.text().as_bytes().get(end) == Some(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::super::main_text;
    use super::*;

    fn page_text(html: &str) -> Vec<String> {
        let tree = scraper::Html::parse_document(html);
        let page = Page::new(&tree);
        let text = main_text::read(&page, None, None);
        let body = added(&page, &text.blocks, Some("Ferry stays"), text.body);
        body.page.lines().map(str::to_owned).collect()
    }

    #[test]
    fn what_a_page_shows_beside_its_text() {
        let paragraph: String = ["night", "day", "last", "first"]
            .map(|name| {
                format!("<p>The {name} ferry to the islands stayed in port for the fourth evening in a row.</p>")
            })
            .concat();
        let html = format!(
            "<body><nav><ul><li><a href=/>Home</a></li><li><a href=/city>City</a></li><li><a href=/sea>Sea</a></li></ul></nav>\
             <article><h1>Ferry stays</h1>{paragraph}</article>\
             <div class=related><h3>More</h3><div><a href=/a>Tolls rise</a></div><div><a href=/b>Nets torn</a></div></div>\
             <div id=comments><p>About time, I say.</p><p>About time, I say.</p></div><p hidden>Trap</p>\
             <script>code</script><footer>Imprint</footer>"
        );
        assert_eq!(
            page_text(&html),
            ["Home · City · Sea", "More", "Tolls rise · Nets torn", "About time, I say.", "Imprint"]
        );
        assert_eq!(page_text("<article><p>One.</p><p>Two.</p></article>"), [""; 0]);
    }
}
