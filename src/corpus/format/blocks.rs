//! Turns Markdown into blocks. HTML pages and fragments are first converted to Markdown, so that all share one model.

use std::panic::catch_unwind;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::article::{BlockKind, BodyBuilder, SpanKind};

/// Adds the blocks of a Markdown text to `builder`.
pub(super) fn push_markdown(text: &str, builder: &mut BodyBuilder) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = Writer::new(builder, 0);
    for event in Parser::new_ext(text, options) {
        writer.take(event);
    }
}

/// Adds the blocks of a fragment of HTML to `builder`, without its hidden elements. Adds the HTML as plain text if the
/// converter fails on it.
pub(super) fn push_html(html: &str, builder: &mut BodyBuilder) {
    push_shown_html(&super::html::without_hidden(html), builder);
}

/// Adds the blocks of a fragment of HTML that has no hidden elements.
pub(super) fn push_shown_html(html: &str, builder: &mut BodyBuilder) {
    match catch_unwind(|| html2markdown::convert(html)) {
        Ok(markdown) => push_markdown(&markdown, builder),
        Err(_) => super::text_blocks::push_text(html, builder),
    }
}

/// True if a text is a fragment of HTML, and not a text that only mentions a tag.
pub(super) fn looks_like_html(text: &str) -> bool {
    const TAGS: [&str; 24] = [
        "<p>",
        "<p ",
        "</p>",
        "<br",
        "</a>",
        "<div",
        "<li>",
        "<h1",
        "<h2",
        "<h3",
        "<h4",
        "</strong>",
        "</em>",
        "</b>",
        "</i>",
        "</span>",
        "<ul",
        "<ol",
        "<table",
        "<blockquote",
        "<figure",
        "<article",
        "<section",
        "<pre>",
    ];
    // Nearly all texts have no `<`, and one fast search rules them out.
    memchr::memchr(b'<', text.as_bytes()).is_some() && {
        let lower = text.to_ascii_lowercase();
        TAGS.iter().any(|tag| lower.contains(tag))
    }
}

/// A list that is open, with the number of its next item if it is an ordered list.
#[derive(Clone, Copy, Debug)]
struct OpenList {
    next_number: Option<u32>,
}

/// An item of a list, with its number if the list is ordered.
#[derive(Clone, Copy, Debug)]
struct OpenItem {
    number: Option<u32>,
}

struct Writer<'builder> {
    builder: &'builder mut BodyBuilder,
    lists: Vec<OpenList>,
    /// The item whose first block has not ended yet.
    item: Option<OpenItem>,
    n_quotes: usize,
    is_first_cell: bool,
    is_first_row: bool,
    in_preformatted: bool,
    /// The text of an indented code block. Only at its end is it known whether it is HTML.
    indented: Option<String>,
    /// The number of HTML elements that have begun and not ended. Indented lines inside them are not code.
    n_open_elements: i32,
    /// True if the next item of a list follows the previous item without a blank line.
    is_tight: bool,
    html: Option<String>,
    /// The depth of HTML within Markdown within HTML.
    depth: u8,
}

impl<'builder> Writer<'builder> {
    fn new(builder: &'builder mut BodyBuilder, depth: u8) -> Self {
        Self {
            builder,
            lists: Vec::new(),
            item: None,
            n_quotes: 0,
            is_first_cell: true,
            is_first_row: true,
            in_preformatted: false,
            indented: None,
            n_open_elements: 0,
            is_tight: false,
            html: None,
            depth,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.inline_tag(&html),
            },
            Event::InlineHtml(html) => self.inline_tag(&html),
            Event::FootnoteReference(name) => {
                self.builder.push("[");
                self.builder.push(&name);
                self.builder.push("]");
            }
            Event::SoftBreak => self.builder.push(" "),
            Event::HardBreak => self.builder.push("\n"),
            Event::Rule => {
                self.end_block(BlockKind::Paragraph);
                self.builder.end_block(BlockKind::Rule, false);
            }
            Event::TaskListMarker(is_done) => self.builder.push(if is_done { "[x] " } else { "[ ] " }),
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.indented {
            Some(indented) => indented.push_str(text),
            None => self.builder.push(text),
        }
    }

    /// Handles a tag within a text: `<br>` adds a line break, other tags are dropped.
    fn inline_tag(&mut self, html: &str) {
        if html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) {
            self.builder.push("\n");
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::TableHead | Tag::Image { .. } | Tag::MetadataBlock(_) => {}
            Tag::Heading { .. } => self.end_block(BlockKind::Paragraph),
            Tag::BlockQuote(_) => {
                self.end_block(BlockKind::Paragraph);
                self.n_quotes += 1;
            }
            // Fenced and indented blocks may be verse or letters, so both keep their line breaks.
            Tag::CodeBlock(kind) => {
                self.end_block(BlockKind::Paragraph);
                self.in_preformatted = true;
                self.indented = (kind == CodeBlockKind::Indented).then(String::new);
            }
            Tag::HtmlBlock => {
                self.end_block(BlockKind::Paragraph);
                self.html = Some(String::new());
            }
            Tag::List(first) => {
                self.end_block(BlockKind::Paragraph);
                if self.lists.is_empty() {
                    self.is_tight = false;
                }
                self.lists.push(OpenList { next_number: first.map(|first| u32::try_from(first).unwrap_or(1)) });
            }
            Tag::Item => {
                self.end_block(BlockKind::Paragraph);
                if let Some(list) = self.lists.last_mut() {
                    self.item = Some(OpenItem { number: list.next_number });
                    list.next_number = list.next_number.map(|number| number.saturating_add(1));
                }
            }
            Tag::FootnoteDefinition(name) => {
                self.end_block(BlockKind::Paragraph);
                self.builder.push("[");
                self.builder.push(&name);
                self.builder.push("] ");
            }
            Tag::Table(_) => self.is_first_row = true,
            Tag::TableRow => self.is_first_cell = true,
            Tag::TableCell => {
                if !self.is_first_cell {
                    self.builder.push(" | ");
                }
                self.is_first_cell = false;
            }
            Tag::Emphasis => self.builder.open_span(SpanKind::Emphasis),
            Tag::Strong => self.builder.open_span(SpanKind::Strong),
            Tag::Link { dest_url, .. } => self.builder.open_link(&dest_url),
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {}
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_block(BlockKind::Paragraph),
            TagEnd::Heading(level) => self.builder.end_block(BlockKind::Heading(level_number(level)), false),
            TagEnd::BlockQuote(_) => {
                self.end_block(BlockKind::Paragraph);
                self.n_quotes = self.n_quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                if let Some(indented) = self.indented.take() {
                    if self.is_html(&indented) {
                        self.in_preformatted = false;
                        self.html = Some(indented);
                        return self.end_html();
                    }
                    self.builder.push(&indented);
                }
                self.builder.end_block(BlockKind::Preformatted, false);
                self.in_preformatted = false;
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(_) => {
                self.end_block(BlockKind::Paragraph);
                self.lists.pop();
                self.item = None;
                if self.lists.is_empty() {
                    self.is_tight = false;
                }
            }
            TagEnd::Item => {
                self.end_block(BlockKind::Paragraph);
                self.item = None;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.builder.end_block(BlockKind::Paragraph, !self.is_first_row);
                self.is_first_row = false;
                self.is_first_cell = true;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.builder.close_span(),
            TagEnd::FootnoteDefinition => self.end_block(BlockKind::Paragraph),
            _ => {}
        }
    }

    /// Ends a block of running text. Its kind is a list item, a quotation or else `kind`, by the place where it is.
    fn end_block(&mut self, kind: BlockKind) {
        if self.in_preformatted || self.builder.is_block_empty() {
            return;
        }
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        match self.item.take() {
            Some(OpenItem { number }) => {
                self.builder.end_block(BlockKind::ListItem { depth, number }, self.is_tight);
                self.is_tight = true;
            }
            None if self.n_quotes > 0 => self.builder.end_block(BlockKind::Quote, false),
            None => self.builder.end_block(kind, false),
        }
    }

    /// True if indented code is HTML of a table or a list. Markdown takes such HTML for code after a blank line.
    fn is_html(&self, indented: &str) -> bool {
        let indented = indented.trim_start();
        let begins_element =
            indented.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        indented.starts_with("</") || (begins_element && self.n_open_elements > 0)
    }

    /// Ends a block of HTML between paragraphs of Markdown, and adds its text.
    fn end_html(&mut self) {
        const DEEPEST: u8 = 2;
        let Some(html) = self.html.take() else {
            return;
        };
        self.n_open_elements = (self.n_open_elements + n_left_open(&html)).max(0);
        let has_text = html.split('<').any(|part| part.rsplit('>').next().is_some_and(|text| !text.trim().is_empty()));
        if !has_text || self.depth >= DEEPEST {
            return;
        }
        let html = super::html::without_hidden(&html);
        let Ok(markdown) = catch_unwind(|| html2markdown::convert(&html)) else {
            return;
        };
        let mut inner = Writer::new(self.builder, self.depth + 1);
        for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
            inner.take(event);
        }
    }
}

/// Returns the number of elements that a piece of HTML opens minus those that it closes. Only elements that always have
/// an end tag are counted.
fn n_left_open(html: &str) -> i32 {
    const WITH_END: [&str; 13] =
        ["table", "tbody", "thead", "tr", "td", "th", "ul", "ol", "div", "section", "figure", "blockquote", "details"];
    let mut n_open = 0_i32;
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let rest = &html[at + 1..];
        let (name, step) = rest.strip_prefix('/').map_or((rest, 1_i32), |name| (name, -1));
        let end = name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        if WITH_END.iter().any(|known| known.eq_ignore_ascii_case(&name[..end])) {
            n_open = n_open.saturating_add(step);
        }
    }
    n_open
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str) -> String {
        let mut builder = BodyBuilder::default();
        push_markdown(markdown, &mut builder);
        builder.finish().plain().to_string()
    }

    #[test]
    fn every_block_has_its_kind() {
        for (markdown, expected) in [
            ("One\ntwo &amp; three", "One two & three"),
            ("## Head\n\nText", "Head\n\nText"),
            ("> One\n>\n> Two", "> One\n\n> Two"),
            ("- a\n- b\n    1. c\n    2. d\n\nEnd", "- a\n- b\n  1. c\n  2. d\n\nEnd"),
            ("```\nx  y\nz\n```", "x  y\nz"),
            ("a\n\n***\n\nb", "a\n\n* * *\n\nb"),
            ("![a mole](x.png) and <b>bold</b>", "a mole and bold"),
            ("| a | b |\n|---|---|\n| c | d |\n", "a | b\nc | d"),
            ("<div>In a <em>box</em></div>\n\nText", "In a box\n\nText"),
            ("<script>alert(1)</script>\n\nText", "Text"),
            ("<!-- hidden -->\n\nText", "Text"),
            ("## Head {#top .wide}\n\nText", "Head\n\nText"),
            ("<table>\n  <tr>\n\n    <td>\n      One\n    </td>\n\n  </tr>\n</table>\n", "One"),
            ("Write:\n\n    <td>One</td>\n", "Write:\n\n<td>One</td>"),
            ("{{< img src=\"a\" >}}\n\nText", "{{< img src=\"a\" >}}\n\nText"),
        ] {
            assert_eq!(plain(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn spans_and_links() {
        let mut builder = BodyBuilder::default();
        push_markdown("See *the* [old **quay**](https://example.org/a) now.", &mut builder);
        let body = builder.finish();
        let spans: Vec<_> = body.spans.iter().map(|span| (&body.text[span.range.clone()], span.kind)).collect();
        assert_eq!(spans, [("the", SpanKind::Emphasis), ("old quay", SpanKind::Link(0)), ("quay", SpanKind::Strong)]);
        assert_eq!(body.links, ["https://example.org/a"]);
    }

    #[test]
    fn fragments_of_html() {
        for (text, is_html) in [
            ("a < b", false),
            ("<p>One</p>", true),
            ("One<br/>two", true),
            ("the <tag> word", false),
            ("<h3>Tolls</h3><ul>", true),
        ] {
            assert_eq!(looks_like_html(text), is_html, "{text}");
        }
        let mut builder = BodyBuilder::default();
        push_html("<p>One &amp; two</p><ul><li>a</li></ul>", &mut builder);
        assert_eq!(builder.finish().plain().to_string(), "One & two\n\n- a");
        for (html, expected) in [
            ("<p style='display: none'>Preview</p><p>One</p>", "One"),
            ("<p>One<span hidden>x</span> two</p>", "One two"),
            ("<p><ruby>漁港<rt>ぎょこう</rt></ruby>で</p>", "漁港で"),
            ("<p>Fähr&shy;be&#173;trieb</p>", "Fährbetrieb"),
            ("<div style='font-size:0'><p>One</p></div>", "One"),
        ] {
            let mut builder = BodyBuilder::default();
            push_html(html, &mut builder);
            assert_eq!(builder.finish().plain().to_string(), expected, "{html}");
        }
    }
}
