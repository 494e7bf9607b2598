//! A page written out again in the way the extraction of its text reads best.
//!
//! The extraction takes paragraphs, lists and quotations, and loses what stands between them: text that
//! lies bare beside blocks, captions, times. Here each of them gets an element that it keeps.

use super::page::{Kind, Page, is_block, is_unseen};

/// Begins the paragraph of a caption, in place of its element. A character of private use, which no page
/// has a reason to hold.
pub(super) const CAPTION_MARK: char = '\u{F5CA}';

/// The attributes that tell what an element is for; the others only cost time.
const ATTRIBUTES: [&str; 10] = [
    "id", "class", "itemprop", "role", "href", "aria-hidden", "data-component", "data-lp-replacement-content",
    "start", "type",
];

/// Elements without an end tag.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// The page at whose element `root` the writing begins, as HTML.
pub(super) fn written(page: &Page<'_>, root: usize) -> String {
    let mut writer = Writer { page, out: String::with_capacity(page.text().len() * 2) };
    writer.write(root);
    writer.out
}

/// A run of text and inline elements that lies bare beside blocks is a paragraph from this many words on.
const SHORTEST_RUN_WORDS: usize = 2;

struct Writer<'page, 'tree> {
    page: &'page Page<'tree>,
    out: String,
}

/// An element that is being written.
struct Open<'tree> {
    name: &'tree str,
    /// The number behind its last descendant.
    end: usize,
    /// Whether it holds blocks, so that bare text in it is made paragraphs of.
    is_mixed: bool,
    /// Whether a paragraph of ours is open in it.
    in_run: bool,
    /// Whether it is a paragraph, which two line breaks end.
    is_paragraph: bool,
}

impl<'tree> Writer<'_, 'tree> {
    fn write(&mut self, root: usize) {
        let mut open: Vec<Open<'tree>> = Vec::new();
        let end = self.page.nodes[root].end;
        let mut at = root;
        while at < end {
            while open.last().is_some_and(|last| last.end <= at) {
                self.close(&mut open);
            }
            at = match self.page.nodes[at].kind {
                Kind::Text(text) => {
                    if !text.trim().is_empty() {
                        self.begin_run(&mut open, at);
                    }
                    self.push_escaped(text);
                    at + 1
                }
                Kind::Element(_) => self.element(&mut open, at),
            };
        }
        while !open.is_empty() {
            self.close(&mut open);
        }
    }

    /// Writes the start of the element at `at`, or all of it. Returns where to go on.
    fn element(&mut self, open: &mut Vec<Open<'tree>>, at: usize) -> usize {
        let page = self.page;
        let (name, end) = (page.name(at), page.nodes[at].end);
        if name == "script" && page.attribute(at, "type").is_some_and(|kind| kind.contains("ld+json")) {
            // Where the visible text is cut short, the extraction looks here.
            self.out.push_str("<script type=\"application/ld+json\">");
            self.out.push_str(&page.raw(at));
            self.out.push_str("</script>");
            return end;
        }
        if is_unseen(name) || matches!(name, "link" | "meta" | "img" | "source" | "button" | "input" | "embed") {
            return end;
        }
        if let Some(caption) = caption(page, at) {
            self.end_run(open);
            self.out.push_str("\n\n<p>");
            self.out.push(CAPTION_MARK);
            self.push_escaped(&caption);
            self.out.push_str("</p>");
            return end;
        }
        if name == "br" {
            return self.line_break(open, at);
        }
        if is_block(name) {
            self.end_run(open);
            // An empty line, as a browser breaks there: where the extraction falls back on bare text,
            // words would run together.
            self.out.push_str("\n\n");
        } else {
            self.begin_run(open, at);
        }
        let name = self.written_name(open, at);
        self.out.push('<');
        self.out.push_str(name);
        for attribute in ATTRIBUTES {
            // A quotation from elsewhere is part of the text, whatever its class says.
            if let Some(value) = page.attribute(at, attribute)
                && name != "blockquote"
            {
                self.push_attribute(attribute, value);
            }
        }
        if is_hidden(page, at) {
            self.push_attribute("style", "display:none");
        }
        self.out.push('>');
        if VOID.contains(&name) {
            return end;
        }
        let is_mixed = matches!(name, "div" | "section" | "article" | "main" | "body" | "blockquote")
            && children(page, at).any(|child| is_block(page.name(child)) || page.name(child) == "form");
        open.push(Open { name, end, is_mixed, in_run: false, is_paragraph: name == "p" });
        at + 1
    }

    /// The name an element is written with.
    fn written_name(&self, open: &[Open<'tree>], at: usize) -> &'tree str {
        let page = self.page;
        match page.name(at) {
            "center" => "div",
            // What is left of a figure is a table, a quotation or a film with its words.
            "figure" => "div",
            // A length of time is no date of the page's.
            "time" if page.attribute(at, "datetime").is_some_and(|time| time.starts_with('P')) => "span",
            // Within a sentence, a time is a word of it.
            "time" | "ins" | "label" if open.iter().rev().any(|open| open.in_run || is_text_block(open.name)) => "span",
            name => name,
        }
    }

    /// A line break. Two of them end a paragraph.
    fn line_break(&mut self, open: &mut [Open<'tree>], at: usize) -> usize {
        let page = self.page;
        let is_blank = |at: usize| matches!(page.nodes[at].kind, Kind::Text(text) if text.trim().is_empty());
        let parent_end = open.last().map_or(page.nodes.len(), |open| open.end);
        let mut next = at + 1;
        let mut n_breaks = 1;
        while next < parent_end && (is_blank(next) || page.name(next) == "br") {
            n_breaks += usize::from(page.name(next) == "br");
            next += 1;
        }
        match open.last_mut() {
            Some(last) if n_breaks > 1 && last.is_paragraph => self.out.push_str("</p>\n\n<p>"),
            Some(last) if n_breaks > 1 && last.in_run => {
                last.in_run = false;
                self.out.push_str("</p>\n\n");
            }
            Some(last) if last.is_mixed && !last.in_run => self.out.push('\n'),
            _ => self.out.push_str(&"<br>\n".repeat(n_breaks.min(2))),
        }
        next
    }

    /// Begins a paragraph at a text or inline element that lies bare beside blocks.
    fn begin_run(&mut self, open: &mut [Open<'tree>], at: usize) {
        let page = self.page;
        let Some(last) = open.last_mut().filter(|last| last.is_mixed && !last.in_run) else {
            return;
        };
        // The run goes on until a block; a few words of its own make it a paragraph.
        let mut next = at;
        let (mut n_words, mut n_own) = (0, 0);
        while next < last.end && n_own < SHORTEST_RUN_WORDS {
            match page.nodes[next].kind {
                Kind::Text(text) => n_own += text.split_whitespace().take(SHORTEST_RUN_WORDS).count(),
                Kind::Element(_) if page.name(next) == "br" && n_own + n_words == 0 => break,
                Kind::Element(element) if is_block(element.name()) && element.name() != "br" => break,
                Kind::Element(element) if is_unseen(element.name()) => {}
                Kind::Element(_) => n_words += page.seen(next).split_whitespace().take(SHORTEST_RUN_WORDS).count(),
            }
            next = page.nodes[next].end;
        }
        if n_own >= SHORTEST_RUN_WORDS {
            last.in_run = true;
            self.out.push_str("\n\n<p>");
        }
    }

    fn end_run(&mut self, open: &mut [Open<'tree>]) {
        if let Some(last) = open.last_mut().filter(|last| last.in_run) {
            last.in_run = false;
            self.out.push_str("</p>");
        }
    }

    fn close(&mut self, open: &mut Vec<Open<'tree>>) {
        self.end_run(open);
        if let Some(last) = open.pop() {
            self.out.push_str("</");
            self.out.push_str(last.name);
            self.out.push('>');
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
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', CAPTION_MARK]) {
            self.out.push_str(&rest[..at]);
            self.out.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "\u{FFFD}",
            });
            let length = if rest.as_bytes()[at].is_ascii() { 1 } else { CAPTION_MARK.len_utf8() };
            rest = &rest[at + length..];
        }
        self.out.push_str(rest);
    }
}

/// The nodes right in the element at `at`.
fn children<'page>(page: &'page Page<'_>, at: usize) -> impl Iterator<Item = usize> + use<'page> {
    let end = page.nodes[at].end;
    let ends: &[super::page::Node<'_>] = &page.nodes;
    std::iter::successors((at + 1 < end).then_some(at + 1), move |child| {
        let next = ends[*child].end;
        (next < end).then_some(next)
    })
}

/// Whether the element of this name is one block of text.
fn is_text_block(name: &str) -> bool {
    matches!(name, "p" | "li" | "dd" | "dt" | "td" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether the page's own style hides the element.
fn is_hidden(page: &Page<'_>, at: usize) -> bool {
    page.element(at).is_some_and(|element| element.attr("hidden").is_some())
        || page.attribute(at, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).take(200).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// The caption that is all the words of the element at `at`: of a picture and its caption, or of a
/// caption alone.
fn caption(page: &Page<'_>, at: usize) -> Option<String> {
    const LONGEST: usize = 2000;
    match page.name(at) {
        "figure" => {
            let caption = (at + 1..page.nodes[at].end).find(|at| page.name(*at) == "figcaption")?;
            let holds_text = (at + 1..page.nodes[at].end)
                .any(|at| matches!(page.name(at), "table" | "blockquote" | "pre" | "ul" | "ol" | "iframe" | "code"));
            if holds_text { None } else { page.line(caption, LONGEST) }
        }
        "figcaption" => page.line(at, LONGEST),
        "p" | "div" | "dd" | "span" => {
            let is_caption = page
                .attribute(at, "class")?
                .split_ascii_whitespace()
                .any(|class| matches!(class, "wp-caption-text" | "gallery-caption"));
            if is_caption { page.line(at, LONGEST) } else { None }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_lost_gets_an_element() {
        for (html, expected) in [
            ("<div><h2>Head</h2>Bare words <b>here</b> and on<p>Next</p></div>",
             "<div><h2>Head</h2><p>Bare words <b>here</b> and on</p><p>Next</p></div>"),
            ("<div>Only inline words</div>", "<div>Only inline words</div>"),
            ("<div>One of them<br><br>Two of them<br>again</div>",
             "<div><p>One of them</p><p>Two of them<br>again</p></div>"),
            ("<p>One<br> <br>Two</p>", "<p>One</p><p>Two</p>"),
            ("<p>On <time>9 March</time> it</p>", "<p>On <span>9 March</span> it</p>"),
            ("<div>For <time datetime=PT1H>one hour</time></div>", "<div>For <span>one hour</span></div>"),
            ("<div><time>9 March</time></div>", "<div><time>9 March</time></div>"),
            ("<figure><img src=a><figcaption>A <b>mole</b></figcaption></figure>", "<p>\u{F5CA}A mole</p>"),
            ("<figure><table><tr><td>a</td></tr></table><figcaption>T</figcaption></figure>",
             "<div><table><tbody><tr><td>a</td></tr></tbody></table><p>\u{F5CA}T</p></div>"),
            ("<figure><blockquote class=embed>Words</blockquote></figure>",
             "<div><blockquote>Words</blockquote></div>"),
            ("<p class='wp-caption-text'>A mole</p>", "<p>\u{F5CA}A mole</p>"),
            ("<p style='display : none' title=x>\"a\" &lt; &amp;</p>",
             "<p style=\"display:none\">&quot;a&quot; &lt; &amp;</p>"),
        ] {
            let tree = scraper::Html::parse_document(html);
            let page = Page::new(&tree);
            let body = page.named("body").next().unwrap();
            let out = written(&page, body).replace('\n', "");
            assert_eq!(out, format!("<body>{expected}</body>"), "{html}");
        }
    }
}
