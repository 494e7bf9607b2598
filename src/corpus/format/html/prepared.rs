//! Writes a page again for the extraction of its text, with each block of text numbered.
//!
//! The extraction chooses the blocks of an article well, but loses part of their content: it joins the words of lists,
//! and drops text between blocks, captions and times. So it is only asked for the choice. Each block begins with a
//! sign, a character of its own. The signs that come back identify the chosen blocks, and [`super::rendered`] takes
//! their content from the page itself.

use std::ops::Range;

use super::boxes::Boxes;
use super::hidden::is_blank;
use super::page::{NodeKind, Page, is_block};

/// A block of text: a paragraph, an item, a cell, or a run of words between other blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextBlock {
    /// The element that it is in.
    pub(super) container: usize,
    /// Its nodes: texts and inline elements.
    pub(super) nodes: Range<usize>,
    /// True if it is the cell of a table that holds data, not of a table that frames the page.
    pub(super) is_cell: bool,
}

/// A page that is ready for the extraction, with its blocks of text in order.
pub(super) struct Prepared {
    /// The page as HTML.
    pub(super) html: String,
    /// The blocks, by number.
    pub(super) blocks: Vec<TextBlock>,
}

/// The signs of blocks are the private-use characters of the last two planes, which no page has a reason to hold.
const FIRST_SIGN: u32 = 0xF_0000;
const LAST_SIGN: u32 = 0x10_FFFD;

/// Returns the sign of the block of this number. `None` if there are so many blocks that no character is left.
fn sign(number: usize) -> Option<char> {
    let code = FIRST_SIGN + u32::try_from(number).ok()?;
    if code <= LAST_SIGN { char::from_u32(code) } else { None }
}

/// Returns the numbers of the blocks whose signs are in `text`, sorted and without duplicates.
pub(super) fn chosen(text: &str) -> Vec<usize> {
    let is_sign = |c: &char| u32::from(*c) >= FIRST_SIGN;
    let mut numbers: Vec<usize> = text.chars().filter(is_sign).map(|c| (u32::from(c) - FIRST_SIGN) as usize).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The attributes that say what an element is for. The others only cost time.
const ATTRIBUTES: [&str; 8] =
    ["id", "class", "itemprop", "role", "href", "aria-hidden", "data-component", "data-lp-replacement-content"];

/// Elements without an end tag.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// True for elements that are left out, because they hold no text.
fn is_left_out(name: &str) -> bool {
    matches!(name, "link" | "meta" | "img" | "source" | "button" | "input" | "embed" | "object")
}

/// Prepares a page.
pub(super) fn prepared(page: &Page<'_>) -> Prepared {
    let mut writer = Writer {
        page,
        out: String::with_capacity(page.text().len() * 2),
        blocks: Vec::new(),
        open: Vec::new(),
        no_words_until: 0,
        boxes: Boxes::new(page),
    };
    writer.write();
    Prepared { html: writer.out, blocks: writer.blocks }
}

struct Writer<'page, 'tree> {
    page: &'page Page<'tree>,
    out: String,
    blocks: Vec<TextBlock>,
    open: Vec<Open<'tree>>,
    /// The end of the nodes, from the current one on, that hold no visible words.
    no_words_until: usize,
    boxes: Boxes,
}

/// An element that is being written.
struct Open<'tree> {
    at: usize,
    name: &'tree str,
    /// The number after its last descendant.
    end: usize,
    is_block: bool,
    /// True if it holds other blocks. Words directly in it are then written as a paragraph.
    is_mixed: bool,
    /// True if an added paragraph is open in it.
    in_run: bool,
    /// True if its words belong to a block that is numbered.
    in_text: bool,
}

impl<'tree> Writer<'_, 'tree> {
    fn write(&mut self) {
        let mut at = 0;
        while at < self.page.nodes.len() {
            while self.open.last().is_some_and(|last| last.end <= at) {
                self.close();
            }
            at = match self.page.nodes[at].kind {
                NodeKind::Text(text) => {
                    if !text.trim().is_empty() {
                        self.begin_text(at);
                    }
                    self.push_escaped(text);
                    at + 1
                }
                NodeKind::Element(_) => self.element(at),
            };
        }
        while !self.open.is_empty() {
            self.close();
        }
    }

    /// Writes the start of the element at `at`, or all of it. Returns the node at which to continue.
    fn element(&mut self, at: usize) -> usize {
        let page = self.page;
        let (name, end) = (page.name(at), page.nodes[at].end);
        if name == "script" {
            self.data(at);
            return end;
        }
        if is_left_out(name) || page.is_out_of_sight(at) {
            return end;
        }
        if is_caption(page, at) || (name == "figure" && is_picture(page, at)) {
            return self.caption(at);
        }
        if name == "br" {
            return self.line_break(at);
        }
        let is_block = self.is_block(at);
        if is_block {
            self.end_text(at);
            // An empty line, because a browser breaks the line there. If the extraction falls back on bare text, words
            // would otherwise run together.
            self.out.push_str("\n\n");
        } else {
            self.begin_text(at);
        }
        let name = self.written_name(at);
        self.out.push('<');
        self.out.push_str(name);
        for attribute in ATTRIBUTES {
            // A quotation from elsewhere is part of the text, whatever its class says.
            if name != "blockquote"
                && let Some(value) = page.attribute(at, attribute)
            {
                // The attribute may have other names beside that of the article's text.
                let is_text = attribute == "itemprop" && is_article_body(value);
                self.push_attribute(attribute, if is_text { "articleBody" } else { value });
            }
        }
        self.out.push('>');
        if VOID.contains(&name) {
            return end;
        }
        let is_mixed = matches!(name, "div" | "section" | "article" | "main" | "body" | "blockquote")
            && children(page, at).any(|child| is_block_or_form(page.name(child)) || self.boxes.is_box(child));
        self.open.push(Open { at, name, end, is_block, is_mixed, in_run: false, in_text: false });
        at + 1
    }

    /// Writes the data of a page if they are of use to the extraction. It takes the text from them if the page shows
    /// only the beginning, and recognises the thread of a forum by them.
    fn data(&mut self, at: usize) {
        const MOST_BYTES: usize = 512 * 1024;
        if !self.page.attribute(at, "type").is_some_and(|kind| kind.contains("ld+json")) {
            return;
        }
        let text = self.page.raw(at);
        let is_of_use = ["articleBody", "DiscussionForumPosting"].iter().any(|name| text.contains(name));
        if is_of_use && text.len() <= MOST_BYTES {
            self.out.push_str("<script type=\"application/ld+json\">");
            self.out.push_str(&text);
            self.out.push_str("</script>");
        }
    }

    /// Writes a caption, alone or of a picture, as a paragraph.
    fn caption(&mut self, at: usize) -> usize {
        let page = self.page;
        let end = page.nodes[at].end;
        let caption =
            if page.name(at) == "figure" { (at..end).find(|at| page.name(*at) == "figcaption") } else { Some(at) };
        if let Some(caption) = caption
            && let Some(words) = page.line(caption, usize::MAX)
        {
            self.end_text(at);
            self.out.push_str("\n\n<p>");
            self.push_sign(caption, caption + 1..page.nodes[caption].end);
            self.push_escaped(&words);
            self.out.push_str("</p>");
        }
        end
    }

    /// Returns the name under which an element is written.
    fn written_name(&self, at: usize) -> &'tree str {
        let page = self.page;
        match page.name(at) {
            // A figure that gets here is a table, a quotation or a video with its words.
            "center" | "figure" => "div",
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" if self.boxes.is_frame(at) => {
                let is_bare = page.name(at) == "td" && self.boxes.is_bare_text(page, at);
                if is_bare { "p" } else { "div" }
            }
            // A duration is no date.
            "time" if page.attribute(at, "datetime").is_some_and(|time| time.starts_with('P')) => "span",
            // Within a sentence, a time is an ordinary word.
            "time" | "ins" | "label" if self.open.iter().rev().any(|open| open.in_run || is_text(open.name)) => "span",
            _ if self.boxes.is_box(at) => "div",
            name => name,
        }
    }

    /// True if the element begins a line of its own.
    fn is_block(&self, at: usize) -> bool {
        is_block(self.page.name(at)) || self.boxes.is_box(at)
    }

    /// Writes a line break. Two of them end a paragraph.
    fn line_break(&mut self, at: usize) -> usize {
        let page = self.page;
        let is_blank = |at: usize| matches!(page.nodes[at].kind, NodeKind::Text(text) if text.trim().is_empty());
        let parent_end = self.open.last().map_or(page.nodes.len(), |open| open.end);
        let mut next = at + 1;
        let mut n_breaks = 1;
        while next < parent_end && (is_blank(next) || page.name(next) == "br") {
            n_breaks += usize::from(page.name(next) == "br");
            next += 1;
        }
        let last = self.open.last().map(|last| (last.name == "p", last.in_run, last.is_mixed));
        match last {
            Some((true, ..)) if n_breaks > 1 => {
                self.end_text(at);
                self.out.push_str("</p>\n\n<p>");
            }
            Some((_, true, _)) if n_breaks > 1 => self.end_text(at),
            // Words in an inline element, such as a headline in `<font>`, are in no added paragraph and end here, too.
            Some((_, false, true)) if n_breaks > 1 => {
                self.end_text(at);
                self.out.push_str("\n\n");
            }
            Some((_, false, true)) => self.out.push('\n'),
            _ => self.out.push_str(&"<br>\n".repeat(n_breaks.min(2))),
        }
        next
    }

    /// Begins a block of text at words, or at an inline element before words, if no block is open.
    fn begin_text(&mut self, at: usize) {
        let Some(block) = self.open.iter_mut().rfind(|open| open.is_block) else {
            return;
        };
        if block.in_text || at < self.no_words_until {
            return;
        }
        let (block_at, block_end, is_mixed) = (block.at, block.end, block.is_mixed);
        let end = self.end_of_run(at, block_end);
        if is_blank(self.page.seen_between(at, end)) {
            self.no_words_until = end;
            return;
        }
        // An added paragraph begins in the block itself, not within its inline elements.
        let is_at_block = self.open.last().is_some_and(|open| open.is_block);
        let is_run = is_mixed && is_at_block && self.is_worth_a_paragraph(at, end);
        if let Some(block) = self.open.iter_mut().rfind(|open| open.is_block) {
            block.in_text = true;
            block.in_run = is_run;
        }
        if is_run {
            self.out.push_str("\n\n<p>");
        }
        self.push_sign(block_at, at..end);
    }

    /// Returns the end of the words that begin at `at`: at a block, or at the end of the element that holds them.
    fn end_of_run(&self, at: usize, block_end: usize) -> usize {
        let page = self.page;
        let mut next = at;
        let mut n_breaks = 0;
        while next < block_end {
            match page.nodes[next].kind {
                NodeKind::Text(text) if text.trim().is_empty() => {}
                NodeKind::Text(_) => n_breaks = 0,
                NodeKind::Element(_) if page.name(next) == "br" => {
                    n_breaks += 1;
                    if n_breaks > 1 && self.splits_at_breaks() {
                        break;
                    }
                }
                NodeKind::Element(_) if is_left_out(page.name(next)) || page.is_out_of_sight(next) => {
                    next = page.nodes[next].end;
                    continue;
                }
                NodeKind::Element(_) if self.is_block(next) || is_caption(page, next) => break,
                NodeKind::Element(_) => {}
            }
            next += 1;
        }
        next
    }

    /// True if two line breaks end a paragraph in the element that is being written.
    fn splits_at_breaks(&self) -> bool {
        self.open.last().is_some_and(|open| open.name == "p" || open.is_mixed)
    }

    /// True if bare words are more than a label between blocks, or a row of links.
    fn is_worth_a_paragraph(&self, at: usize, end: usize) -> bool {
        const FEWEST_WORDS: usize = 2;
        let page = self.page;
        let mut next = at;
        let mut n_words = 0;
        while next < end && n_words < FEWEST_WORDS {
            if let NodeKind::Text(text) = page.nodes[next].kind {
                n_words += text.split_whitespace().take(FEWEST_WORDS).count();
            }
            next = page.nodes[next].end;
        }
        n_words >= FEWEST_WORDS
    }

    fn push_sign(&mut self, container: usize, nodes: Range<usize>) {
        if let Some(sign) = sign(self.blocks.len()) {
            let is_cell = matches!(self.page.name(container), "td" | "th") && !self.boxes.is_frame(container);
            self.blocks.push(TextBlock { container, nodes, is_cell });
            self.out.push(sign);
        }
    }

    /// Ends the open block of text, at the node `at`.
    fn end_text(&mut self, at: usize) {
        if let Some(block) = self.open.iter_mut().rfind(|open| open.is_block) {
            if block.in_run {
                self.out.push_str("</p>");
            }
            block.in_run = false;
            block.in_text = false;
        }
        self.no_words_until = self.no_words_until.min(at);
    }

    fn close(&mut self) {
        if let Some(last) = self.open.pop() {
            if last.in_run {
                self.out.push_str("</p>");
            }
            self.out.push_str("</");
            self.out.push_str(last.name);
            self.out.push('>');
            if last.is_block {
                self.end_text(last.end);
            }
        }
    }

    fn push_attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.push_escaped(value);
        self.out.push('"');
    }

    fn push_escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                character if u32::from(character) >= FIRST_SIGN => self.out.push('\u{FFFD}'),
                character => self.out.push(character),
            }
        }
    }
}

/// Returns the nodes directly in the element at `at`.
pub(super) fn children<'page>(page: &'page Page<'_>, at: usize) -> impl Iterator<Item = usize> + use<'page> {
    let end = page.nodes[at].end;
    let ends: &[super::page::Node<'_>] = &page.nodes;
    std::iter::successors((at + 1 < end).then_some(at + 1), move |child| {
        let next = ends[*child].end;
        (next < end).then_some(next)
    })
}

fn is_block_or_form(name: &str) -> bool {
    is_block(name) || name == "form"
}

/// True if an element of this name is one block of text.
fn is_text(name: &str) -> bool {
    matches!(name, "p" | "li" | "dd" | "dt" | "td" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// True if the value of `itemprop` names the text of an article.
pub(super) fn is_article_body(value: &str) -> bool {
    value.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case("articleBody"))
}

/// True if the element is the caption of a picture.
pub(super) fn is_caption(page: &Page<'_>, at: usize) -> bool {
    match page.name(at) {
        "figcaption" => true,
        "p" | "div" | "dd" | "span" => page.attribute(at, "class").is_some_and(|classes| {
            classes.split_ascii_whitespace().any(|class| matches!(class, "wp-caption-text" | "gallery-caption"))
        }),
        _ => false,
    }
}

/// True if a figure is a picture, and not a table, quotation or listing with a caption.
fn is_picture(page: &Page<'_>, at: usize) -> bool {
    const TEXTS: [&str; 9] = ["table", "blockquote", "pre", "ul", "ol", "code", "p", "h2", "figure"];
    let end = page.nodes[at].end;
    let mut next = at + 1;
    while next < end {
        let name = page.name(next);
        if TEXTS.contains(&name) {
            return false;
        }
        next = if name == "figcaption" { page.nodes[next].end } else { next + 1 };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_lost_gets_an_element_and_a_number() {
        for (html, expected) in [
            (
                "<div><h2>Head</h2>Bare words <b>here</b> and on<p>Next</p></div>",
                "<div><h2>0Head</h2><p>1Bare words <b>here</b> and on</p><p>2Next</p></div>",
            ),
            ("<div>Only <b>inline</b> words</div>", "<div>0Only <b>inline</b> words</div>"),
            (
                "<div>One of them<br><br>Two of them<br>again</div>",
                "<div><p>0One of them</p><p>1Two of them<br>again</p></div>",
            ),
            (
                "<div><font>Head</font><br><br>One of them<br><br>Two of them<p>Three</p></div>",
                "<div>0<font>Head</font><p>1One of them</p><p>2Two of them</p><p>3Three</p></div>",
            ),
            ("<p>One<br> <br>Two</p>", "<p>0One</p><p>1Two</p>"),
            ("<p><img><span class=a>One</span> two</p>", "<p>0<span class=\"a\">One</span> two</p>"),
            ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "<ul><li>0a<ul><li>1b</li></ul>2c</li></ul>"),
            ("<p>On <time>9 March</time> it</p>", "<p>0On <span>9 March</span> it</p>"),
            ("<div>For <time datetime=PT1H>one hour</time></div>", "<div>0For <span>one hour</span></div>"),
            ("<div><time>9 March</time></div>", "<div>0<time>9 March</time></div>"),
            ("<figure><img src=a><figcaption>A <b>mole</b></figcaption></figure>", "<p>0A mole</p>"),
            ("<figure><img src=a></figure>", ""),
            (
                "<figure><table><tr><td>a</td></tr></table><figcaption>T</figcaption></figure>",
                "<div><table><tbody><tr><td>0a</td></tr></tbody></table><p>1T</p></div>",
            ),
            (
                "<figure><blockquote class=embed>Words</blockquote></figure>",
                "<div><blockquote>0Words</blockquote></div>",
            ),
            ("<p class='wp-caption-text'>A mole</p>", "<p>0A mole</p>"),
            ("<p style='color:red' title=x>\"a\" &lt; &amp;</p>", "<p>0&quot;a&quot; &lt; &amp;</p>"),
            ("<p style='display : none'>Hidden</p><p>a<span hidden>b</span>c</p>", "<p>0ac</p>"),
            ("<font>One of them<br><br>Two of them</font>", "<div><p>0One of them</p><p>1Two of them</p></div>"),
            ("<span>One of them<p>Two</p></span>", "<div><p>0One of them</p><p>1Two</p></div>"),
            (
                "<table><tr><td><p>One</p><p>Two of them</p></td><td>three</td></tr></table>",
                "<div><div><div><div><p>0One</p><p>1Two of them</p></div><p>2three</p></div></div></div>",
            ),
            ("<ruby>港<rp>(</rp><rt>みなと</rt></ruby>", "0<ruby>港</ruby>"),
        ] {
            let tree = scraper::Html::parse_document(html);
            let prepared = prepared(&Page::new(&tree));
            let mut out = prepared.html.replace('\n', "");
            for (number, _) in prepared.blocks.iter().enumerate() {
                out = out.replace(sign(number).unwrap(), &number.to_string());
            }
            assert_eq!(out, format!("<html><head></head><body>{expected}</body></html>"), "{html}");
            assert_eq!(chosen(&prepared.html), (0..prepared.blocks.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn signs_of_a_page_are_no_numbers() {
        let tree = scraper::Html::parse_document("<p>\u{F0007}\u{10FFFD}");
        let prepared = prepared(&Page::new(&tree));
        assert_eq!(chosen(&prepared.html), [0]);
        assert_eq!(sign(usize::MAX), None);
    }
}
