//! Holds a parsed page as a flat list of its elements and texts, in order.
//!
//! Every search is one pass over the list, and the text of an element is a slice.

mod seams;

use std::borrow::Cow;
use std::ops::Range;

use scraper::node::Element;

use super::hidden::{self, RunningText};
pub(super) use seams::needs_space_between;

/// A parsed page.
pub(super) struct Page<'tree> {
    /// The elements and texts, in document order.
    pub(super) nodes: Vec<Node<'tree>>,
    /// The text that a user sees, a line for each block.
    text: String,
}

pub(super) struct Node<'tree> {
    pub(super) kind: NodeKind<'tree>,
    /// The number of the element that holds it.
    pub(super) parent: Option<usize>,
    /// The number after its last descendant.
    pub(super) end: usize,
    /// Its range of bytes in the page's text.
    text: Range<usize>,
    /// True if it is an element that the page hides.
    is_hidden: bool,
}

#[derive(Clone, Copy)]
pub(super) enum NodeKind<'tree> {
    Element(&'tree Element),
    Text(&'tree str),
}

/// Elements that begin a line of their own.
const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "title",
];

/// Elements whose characters are not shown.
const UNSEEN: [&str; 12] = [
    "script", "style", "noscript", "template", "svg", "iframe", "title", "textarea", "select",
    // Ruby: the readings above a word's characters.
    "rt", "rp", "rtc",
];

/// True if an element of this name begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// True if the characters of an element of this name are not shown.
pub(super) fn is_unseen(name: &str) -> bool {
    UNSEEN.contains(&name)
}

impl<'tree> Page<'tree> {
    /// Makes the page from its tree.
    pub(super) fn new(html: &'tree scraper::Html) -> Self {
        let mut page = Self { nodes: Vec::new(), text: String::new() };
        page.list(html);
        page.mark_hidden();
        page.write_text();
        page
    }

    /// Lists the elements and texts of a tree.
    fn list(&mut self, html: &'tree scraper::Html) {
        let mut open: Vec<usize> = Vec::new();
        let mut node = html.tree.root();
        // The tree is walked without recursion, because it may be too deep for the stack.
        loop {
            let mut is_open = false;
            match node.value() {
                scraper::Node::Element(element) => {
                    open.push(self.add(NodeKind::Element(element), open.last().copied()));
                    is_open = true;
                }
                scraper::Node::Text(text) => {
                    self.add(NodeKind::Text(&text.text), open.last().copied());
                }
                _ => {}
            }
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                if is_open && let Some(at) = open.pop() {
                    self.nodes[at].end = self.nodes.len();
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else {
                    return;
                };
                node = parent;
                is_open = node.value().is_element();
            }
        }
    }

    fn add(&mut self, kind: NodeKind<'tree>, parent: Option<usize>) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node { kind, parent, end: at + 1, text: 0..0, is_hidden: false });
        at
    }

    /// Marks the elements that the page hides. An element with most of the running text is not marked: a script would
    /// have shown it.
    fn mark_hidden(&mut self) {
        let is_styled_away = |node: &Node<'_>| match node.kind {
            NodeKind::Element(element) => !matches!(element.name(), "html" | "body") && hidden::is_hidden(element),
            NodeKind::Text(_) => false,
        };
        let styled_away: Vec<usize> = (0..self.nodes.len()).filter(|at| is_styled_away(&self.nodes[*at])).collect();
        if styled_away.is_empty() {
            return;
        }
        let mut texts = RunningText::default();
        let mut at = 0;
        while at < self.nodes.len() {
            at = match self.nodes[at].kind {
                NodeKind::Element(element) if Self::is_unseen_element(element) => self.nodes[at].end,
                NodeKind::Element(_) => at + 1,
                NodeKind::Text(text) => {
                    texts.add(at, text);
                    at + 1
                }
            };
        }
        for at in styled_away {
            if let NodeKind::Element(element) = self.nodes[at].kind {
                self.nodes[at].is_hidden = !texts.is_mostly_in(element, &(at..self.nodes[at].end));
            }
        }
    }

    /// Writes the text that a user sees, and the range of each node in it.
    fn write_text(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        let mut unseen_until = 0;
        for at in 0..self.nodes.len() {
            while let Some(last) = open.last().copied().filter(|last| self.nodes[*last].end <= at) {
                open.pop();
                self.end_element(last);
            }
            match self.nodes[at].kind {
                NodeKind::Element(element) => {
                    let is_unseen = Self::is_unseen_element(element) || self.nodes[at].is_hidden;
                    if is_unseen && at >= unseen_until {
                        unseen_until = self.nodes[at].end;
                    }
                    if is_block(element.name()) {
                        self.end_line();
                    }
                    self.nodes[at].text.start = self.text.len();
                    open.push(at);
                }
                NodeKind::Text(text) => {
                    self.nodes[at].text.start = self.text.len();
                    if at >= unseen_until {
                        if needs_space_between(self, at, text, self.text.chars().next_back()) {
                            self.text.push(' ');
                            self.nodes[at].text.start = self.text.len();
                        }
                        self.see(text);
                    }
                    self.nodes[at].text.end = self.text.len();
                }
            }
        }
        while let Some(last) = open.pop() {
            self.end_element(last);
        }
    }

    fn end_element(&mut self, at: usize) {
        self.nodes[at].text.end = self.text.len();
        if is_block(self.name(at)) {
            self.end_line();
        }
    }

    fn is_unseen_element(element: &Element) -> bool {
        // A saved page keeps the text of its components in such templates, and a browser shows it.
        let is_shown = element.name() == "template"
            && (element.attr("shadowrootmode").is_some() || element.attr("shadowroot").is_some());
        is_unseen(element.name()) && !is_shown
    }

    /// True if the element at `at` itself is not shown, because of its name or because the page hides it. False for the
    /// elements inside such an element.
    pub(super) fn is_out_of_sight(&self, at: usize) -> bool {
        self.element(at).is_some_and(|element| self.nodes[at].is_hidden || Self::is_unseen_element(element))
    }

    /// Adds a text that a user sees. White space between elements is written as one space.
    fn see(&mut self, text: &str) {
        if !hidden::is_blank(text) {
            for character in text.chars() {
                match character {
                    // A line end in the source is shown as a space.
                    '\n' | '\r' => self.text.push(' '),
                    character if hidden::is_invisible(character) => {}
                    character => self.text.push(character),
                }
            }
        } else if !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Returns the element at `at`, or `None` for a text.
    pub(super) fn element(&self, at: usize) -> Option<&'tree Element> {
        match self.nodes[at].kind {
            NodeKind::Element(element) => Some(element),
            NodeKind::Text(_) => None,
        }
    }

    /// Returns the name of the element at `at`, in lower case. It is empty for a text.
    pub(super) fn name(&self, at: usize) -> &'tree str {
        self.element(at).map_or("", Element::name)
    }

    /// Returns an attribute of the element at `at`, trimmed, if it exists and is not empty.
    pub(super) fn attribute(&self, at: usize, name: &str) -> Option<&'tree str> {
        self.element(at)?.attr(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// Returns the elements, each with its number.
    pub(super) fn elements(&self) -> impl Iterator<Item = (usize, &'tree Element)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match node.kind {
            NodeKind::Element(element) => Some((at, element)),
            NodeKind::Text(_) => None,
        })
    }

    /// Returns the numbers of the elements of one name.
    pub(super) fn named(&self, name: &'static str) -> impl Iterator<Item = usize> {
        self.elements().filter(move |(_, element)| element.name() == name).map(|(at, _)| at)
    }

    /// Returns the part of the text that a user sees of the node at `at`, untrimmed.
    pub(super) fn seen(&self, at: usize) -> &str {
        &self.text[self.nodes[at].text.clone()]
    }

    /// Returns the text that a user sees of the node at `at`, on one line. `None` if it is empty or longer than `most`
    /// bytes.
    pub(super) fn line(&self, at: usize, most: usize) -> Option<String> {
        // Far longer texts are not even trimmed, because an element may be inside hundreds of others.
        const MOST_WHITE: usize = 4096;
        if self.nodes[at].text.len() > most.saturating_add(MOST_WHITE) {
            return None;
        }
        let seen = self.seen(at).trim();
        if seen.is_empty() {
            return self.labelled_out_of_sight(at).filter(|line| line.len() <= most);
        }
        (seen.len() <= most).then(|| one_line(seen))
    }

    /// Returns the words of a hidden element that is labelled for programs. Pages give dates and authors in such
    /// elements.
    fn labelled_out_of_sight(&self, at: usize) -> Option<String> {
        const MOST_NODES: usize = 40;
        const LABELS: [&str; 5] = ["published", "dt-published", "p-author", "fn", "p-name"];
        let (element, end) = (self.element(at)?, self.nodes[at].end);
        let is_labelled = element.attr("itemprop").is_some()
            || element.attr("class").is_some_and(|names| names.split_ascii_whitespace().any(|it| LABELS.contains(&it)));
        if !is_labelled || end - at > MOST_NODES || is_unseen(element.name()) {
            return None;
        }
        let mut words = String::new();
        let mut next = at + 1;
        while next < end {
            if let NodeKind::Text(text) = self.nodes[next].kind {
                words.push_str(text);
            }
            next = if is_unseen(self.name(next)) { self.nodes[next].end } else { next + 1 };
        }
        let words = one_line(&words);
        (!words.is_empty()).then_some(words)
    }

    /// Returns the range of the node at `at` in the page's text.
    pub(super) fn place(&self, at: usize) -> Range<usize> {
        self.nodes[at].text.clone()
    }

    /// Returns the text that a user sees of the nodes from `start` to `end`.
    pub(super) fn seen_between(&self, start: usize, end: usize) -> &str {
        let until = self.nodes.get(end).map_or(self.text.len(), |node| node.text.start);
        &self.text[self.nodes[start].text.start..until]
    }

    /// Returns the lines that a user sees, trimmed, each with the number of its first text.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| {
            let start = node.text.start;
            let is_start = start == 0 || self.text.as_bytes()[start - 1] == b'\n';
            if !matches!(node.kind, NodeKind::Text(_)) || node.text.is_empty() || !is_start {
                return None;
            }
            let rest = &self.text[start..];
            let line = rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())].trim();
            (!line.is_empty()).then_some((at, line))
        })
    }

    /// Returns all text that a user sees.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the characters of an element that are not shown, such as those of a script or the title.
    pub(super) fn raw(&self, at: usize) -> String {
        self.nodes[at + 1..self.nodes[at].end]
            .iter()
            .filter_map(|node| match node.kind {
                NodeKind::Text(text) => Some(text),
                NodeKind::Element(_) => None,
            })
            .collect()
    }

    /// Returns the elements that hold the node at `at`, from the innermost outwards.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes[at].parent, |at| self.nodes[*at].parent)
    }
}

/// Returns `text` on one line, with each run of white space as one space.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Decodes a text that still holds entities, as in JSON-LD: `&amp;`, `&#8217;`. Tags are removed.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return one_line(text);
    }
    let fragment = scraper::Html::parse_fragment(&tags_alone(text));
    one_line(Page::new(&fragment).text())
}

/// Escapes each `<` that begins no tag: `<ACME.N>` is the symbol of a share.
fn tags_alone(text: &str) -> Cow<'_, str> {
    const TAGS: [&str; 18] = [
        "a", "abbr", "b", "br", "cite", "div", "em", "font", "i", "li", "p", "q", "small", "span", "strong", "sub",
        "sup", "u",
    ];
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (place, part) in text.split('<').enumerate() {
        if place > 0 {
            let name = part.strip_prefix('/').unwrap_or(part);
            let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
            let is_tag = TAGS.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag))
                && name[end..].starts_with(['>', ' ', '/']);
            out.push_str(if is_tag { "<" } else { "&lt;" });
        }
        out.push_str(part);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_list() {
        let html = scraper::Html::parse_document(
            "<title>T</title><div id=a class=' b '><p>One <b>two</b></p>three<br>four<script>x</script></div>",
        );
        let page = Page::new(&html);
        let div = page.named("div").next().unwrap();
        assert_eq!((page.attribute(div, "class"), page.attribute(div, "href")), (Some("b"), None));
        assert_eq!(page.seen(div), "One two\nthree\nfour");
        assert_eq!(page.text().trim(), "One two\nthree\nfour");
        assert_eq!(page.lines().map(|(_, line)| line).collect::<Vec<_>>(), ["One two", "three", "four"]);
        let bold = page.named("b").next().unwrap();
        let around: Vec<_> = page.ancestors(bold).map(|at| page.name(at)).collect();
        assert_eq!(around, ["p", "div", "body", "html"]);
        assert_eq!(page.raw(page.named("title").next().unwrap()), "T");
        assert_eq!(page.line(div, 5), None);
        assert_eq!(page.line(bold, 5).as_deref(), Some("two"));
    }

    #[test]
    fn what_a_page_hides_is_not_seen() {
        let sentence = "The night ferry to the islands stayed in port on Saturday, for the fourth evening. ";
        for (html, expected) in [
            ("a<p hidden>b</p><p style='visibility: hidden'>c</p>d".to_owned(), "a\nd".to_owned()),
            (format!("<p>a</p><div style='visibility:hidden'>{sentence}</div>"), format!("a\n{}", sentence.trim())),
            (format!("<p>{sentence}</p><p style=display:none>{sentence}</p>"), sentence.trim().to_owned()),
            ("<span>9 March 2025</span><a>Read on</a>".to_owned(), "9 March 2025 Read on".to_owned()),
            ("<ruby>港<rt>みなと</rt></ruby>\u{ad}で".to_owned(), "港で".to_owned()),
            ("<template shadowrootmode=open><p>a</p></template>".to_owned(), "a".to_owned()),
        ] {
            let tree = scraper::Html::parse_document(&html);
            assert_eq!(Page::new(&tree).text().trim(), expected, "{html}");
        }
        let tree = scraper::Html::parse_document("<i itemprop=datePublished hidden>2022-03-09</i><i id=a hidden>x</i>");
        let page = Page::new(&tree);
        let lines: Vec<_> = page.named("i").map(|at| page.line(at, 100)).collect();
        assert_eq!(lines, [Some("2022-03-09".to_owned()), None]);
    }

    #[test]
    fn entities_in_data() {
        assert_eq!(decoded("Tolls &amp; &#8217;taxes&#8217;"), "Tolls & ’taxes’");
        assert_eq!(decoded(" A  <b>bold</b> word"), "A bold word");
        assert_eq!(decoded("Ferry line <FERR.O> rises<br>by &lt;5 %"), "Ferry line <FERR.O> rises by <5 %");
    }
}
