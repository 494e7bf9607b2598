//! Turns blocks of text of a page into blocks of an article: paragraphs, headings, quotations, items, captions.

use super::hidden::is_invisible;
use super::page::needs_space_between;
use super::page::{NodeKind, Page};
use super::prepared::{TextBlock, children, is_caption};
use crate::article::{BlockKind, Body, BodyBuilder, Boilerplate, SpanKind};

/// Renders the given blocks of a page as the body of an article.
pub(super) fn rendered<'blocks>(page: &Page<'_>, blocks: impl Iterator<Item = &'blocks TextBlock>) -> Body {
    let mut builder = BodyBuilder::default();
    let mut last = RenderState::default();
    for block in blocks {
        let place = BlockContext::of(page, block);
        let is_same_row = place.row.is_some() && place.row == last.place.row;
        if is_same_row {
            // The cells of a row are on one line.
            builder.push(" | ");
        } else if last.in_row {
            end_row(&mut builder, &mut last);
        }
        if place.row.is_some() {
            push_words(page, block, &mut builder);
            last.in_row = true;
            last.place = place;
            continue;
        }
        let kind = place.kind(page, &last);
        if kind == BlockKind::Preformatted {
            push_preformatted(page, block, &mut builder);
        } else {
            push_words(page, block, &mut builder);
        }
        let is_item = |kind: BlockKind| matches!(kind, BlockKind::ListItem { .. });
        let is_tight = is_item(kind) && last.kind.is_some_and(is_item) && place.top_list == last.place.top_list;
        if !builder.is_block_empty() {
            last.kind = Some(kind);
            last.place = place;
        }
        if place.is_caption {
            builder.end_boilerplate(kind, is_tight, Boilerplate::Caption);
        } else {
            builder.end_block(kind, is_tight);
        }
    }
    if last.in_row {
        end_row(&mut builder, &mut last);
    }
    builder.finish()
}

fn end_row(builder: &mut BodyBuilder, last: &mut RenderState) {
    let is_tight = last.table.is_some() && last.table == last.place.table;
    builder.end_block(BlockKind::Paragraph, is_tight);
    last.table = last.place.table;
    last.in_row = false;
    last.kind = Some(BlockKind::Paragraph);
}

/// The state of the rendering: the block that was rendered last.
#[derive(Default)]
struct RenderState {
    place: BlockContext,
    kind: Option<BlockKind>,
    /// True if the cells of a row are being written on one line.
    in_row: bool,
    /// The table of the row before.
    table: Option<usize>,
}

/// The position of a block in the structure of the page.
#[derive(Clone, Copy, Default)]
struct BlockContext {
    /// The item of a list around it, and the list.
    item: Option<(usize, usize)>,
    /// The number of lists around it.
    n_lists: usize,
    /// The outermost of these lists.
    top_list: Option<usize>,
    /// The row that it is a cell of. `table` is the table around that row.
    row: Option<usize>,
    table: Option<usize>,
    in_quote: bool,
    in_preformatted: bool,
    is_caption: bool,
    heading: Option<u8>,
}

impl BlockContext {
    fn of(page: &Page<'_>, block: &TextBlock) -> Self {
        let mut place = Self::default();
        let mut item = None;
        for at in std::iter::once(block.container).chain(page.ancestors(block.container)) {
            match page.name(at) {
                "li" => item = item.or(Some(at)),
                "ul" | "ol" => {
                    place.n_lists += 1;
                    place.top_list = Some(at);
                    if place.n_lists == 1 {
                        place.item = item.map(|item| (item, at));
                    }
                }
                "tr" if block.is_cell && place.row.is_none() => place.row = Some(at),
                "table" if place.row.is_some() && place.table.is_none() => place.table = Some(at),
                "blockquote" => place.in_quote = true,
                "pre" => place.in_preformatted = true,
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    place.heading = place.heading.or(page.name(at)[1..].parse().ok());
                }
                _ => {}
            }
            place.is_caption |= is_caption(page, at);
        }
        place
    }

    fn kind(&self, page: &Page<'_>, last: &RenderState) -> BlockKind {
        if self.is_caption {
            return BlockKind::Paragraph;
        }
        if self.in_preformatted {
            return BlockKind::Preformatted;
        }
        if self.in_quote {
            return BlockKind::Quote;
        }
        if let Some((item, list)) = self.item {
            // The second paragraph of an item is no item of its own.
            let is_first = last.place.item.is_none_or(|(other, _)| other != item);
            if is_first {
                let depth = u8::try_from(self.n_lists - 1).unwrap_or(u8::MAX);
                return BlockKind::ListItem { depth, number: number(page, item, list) };
            }
            return BlockKind::Paragraph;
        }
        self.heading.map_or(BlockKind::Paragraph, BlockKind::Heading)
    }
}

/// Returns the number of an item in an ordered list.
fn number(page: &Page<'_>, item: usize, list: usize) -> Option<u32> {
    // Longer lists are data, and counting them for each item would take long.
    const LONGEST: usize = 500;
    if page.name(list) != "ol" {
        return None;
    }
    let start = page.attribute(list, "start").and_then(|start| start.parse().ok()).unwrap_or(1_u32);
    let items = children(page, list).take(4 * LONGEST).filter(|at| page.name(*at) == "li").take(LONGEST);
    let before = items.take_while(|other| *other < item).count();
    let is_counted = children(page, list).take(4 * LONGEST).any(|other| other == item);
    (before < LONGEST && is_counted).then(|| start.saturating_add(before as u32))
}

/// Adds the words of a block, with its emphasis and links. Each run of white space becomes one space.
fn push_words(page: &Page<'_>, block: &TextBlock, builder: &mut BodyBuilder) {
    let mut spans: Vec<usize> = Vec::new();
    // A space is written before the next word, never at the beginning of a line.
    let (mut is_space_due, mut is_line_start) = (false, true);
    let mut last: Option<char> = None;
    let mut at = block.nodes.start;
    while at < block.nodes.end {
        while spans.last().is_some_and(|end| *end <= at) {
            spans.pop();
            builder.close_span();
        }
        match page.nodes[at].kind {
            NodeKind::Text(text) => {
                is_space_due |= !is_space_due && !is_line_start && needs_space_between(page, at, text, last);
                last = text.chars().next_back().or(last);
                for (place, word) in text.split(char::is_whitespace).enumerate() {
                    is_space_due |= place > 0;
                    if word.is_empty() {
                        continue;
                    }
                    if is_space_due && !is_line_start {
                        builder.push(" ");
                    }
                    push_visible(word, builder);
                    (is_space_due, is_line_start) = (false, false);
                }
                at += 1;
            }
            NodeKind::Element(element) => {
                let (name, end) = (element.name(), page.nodes[at].end);
                if page.is_out_of_sight(at) || matches!(name, "button" | "input") {
                    at = end;
                    continue;
                }
                if name == "br" {
                    if !is_line_start {
                        builder.push("\n");
                    }
                    (is_space_due, is_line_start) = (false, true);
                }
                let link = page.attribute(at, "href").filter(|_| name == "a").filter(|href| is_address(href));
                let kind = match name {
                    "b" | "strong" => Some(SpanKind::Strong),
                    "em" | "i" | "cite" => Some(SpanKind::Emphasis),
                    _ => None,
                };
                let is_span = end <= block.nodes.end && (kind.is_some() || link.is_some());
                if is_span {
                    if is_space_due && !is_line_start && !page.seen(at).starts_with(char::is_whitespace) {
                        builder.push(" ");
                        is_space_due = false;
                    }
                    match (kind, link) {
                        (Some(kind), _) => builder.open_span(kind),
                        (None, Some(link)) => builder.open_link(link),
                        (None, None) => {}
                    }
                    spans.push(end);
                }
                at += 1;
            }
        }
    }
    for _ in spans {
        builder.close_span();
    }
}

/// Adds words without the invisible characters in them.
fn push_visible(words: &str, builder: &mut BodyBuilder) {
    words.split(is_invisible).for_each(|part| builder.push(part));
}

/// Adds the words of a block with their white space: code, verse, tables of characters.
fn push_preformatted(page: &Page<'_>, block: &TextBlock, builder: &mut BodyBuilder) {
    let mut at = block.nodes.start;
    let mut is_first = true;
    while at < block.nodes.end {
        match page.nodes[at].kind {
            NodeKind::Text(text) => {
                push_visible(if is_first { text.trim_start_matches('\n') } else { text }, builder);
                is_first = false;
                at += 1;
            }
            NodeKind::Element(_) if page.is_out_of_sight(at) => at = page.nodes[at].end,
            NodeKind::Element(element) => {
                if element.name() == "br" {
                    builder.push("\n");
                }
                at += 1;
            }
        }
    }
}

fn is_address(address: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::super::prepared::prepared;
    use super::*;

    fn body(html: &str) -> Body {
        let tree = scraper::Html::parse_document(html);
        let page = Page::new(&tree);
        let prepared = prepared(&page);
        rendered(&page, prepared.blocks.iter())
    }

    #[test]
    fn every_block_has_its_kind() {
        for (html, expected) in [
            ("<h2>Head</h2><p>One <b>two</b>three\n <i> four</i></p>", "Head\n\nOne twothree four"),
            (
                "<ul><li>See <a href=a>this</a> and<b> that</b>.</li><li><p>a</p><p>b</p></li></ul>",
                "- See this and that.\n- a\n\nb",
            ),
            ("<ol start=3><li>a<ul><li>b</li></ul><li>c</ol><ol><li>d</ol>", "3. a\n  - b\n4. c\n\n1. d"),
            ("<blockquote>Words<p>more</p></blockquote>", "> Words\n\n> more"),
            ("<blockquote>One<br>two <strong>three</strong>four</blockquote>", "> One\n> two threefour"),
            ("<table><tr><th>a<th>b<tr><td>c<td>d</table><p>e", "a | b\nc | d\n\ne"),
            ("<table><tr><td><p>a</p><p>b</p></table>", "a\n\nb"),
            ("<pre>\n  one\n    two</pre>", "  one\n    two"),
            ("<p>a<script>x</script>b <span hidden>c</span>d</p>", "ab d"),
            ("<figure><img><figcaption>A mole</figcaption></figure>", "A mole"),
            ("<dl><dt>a<dd>b</dl>", "a\n\nb"),
            ("<p><time>9 March 2025</time><a href=a>Read on</a>", "9 March 2025 Read on"),
            ("<p><b>Mc</b>Donald and <i>t</i>he<b>re</b></p>", "McDonald and there"),
            ("<p>Fähr\u{ad}betrieb", "Fährbetrieb"),
            ("<p>  <br>a<br>  b<br></p>", "a\nb"),
        ] {
            assert_eq!(body(html).plain_whole().to_string(), expected, "{html}");
        }
    }

    #[test]
    fn emphasis_and_links() {
        let body = body("<p>See <em>the</em> <a href='https://a.example/b'>old <b>quay</b></a> <a href=c>now</a>.");
        let spans: Vec<_> = body.spans.iter().map(|span| (&body.text[span.range.clone()], span.kind)).collect();
        assert_eq!(spans, [("the", SpanKind::Emphasis), ("old quay", SpanKind::Link(0)), ("quay", SpanKind::Strong)]);
        assert_eq!(
            (body.text.as_str(), body.links.as_slice()),
            ("See the old quay now.\n", &["https://a.example/b".to_owned()][..])
        );
    }
}
