//! A parsed page as a flat list of its elements and texts, in order: whatever is looked for in it is
//! one pass over the list, and the text of an element is a slice.

use std::ops::Range;

use scraper::node::Element;

/// A page.
pub(super) struct Page<'tree> {
    /// Elements and texts, in document order.
    pub(super) nodes: Vec<Node<'tree>>,
    /// What a reader sees, a line for each block.
    text: String,
}

/// An element or a text.
pub(super) struct Node<'tree> {
    /// What it is.
    pub(super) kind: Kind<'tree>,
    /// The element that holds it: its number in the list.
    pub(super) parent: Option<usize>,
    /// The number behind its last descendant.
    pub(super) end: usize,
    /// Its bytes in the page's text.
    text: Range<usize>,
}

/// What a node of a page is.
#[derive(Clone, Copy)]
pub(super) enum Kind<'tree> {
    /// An element.
    Element(&'tree Element),
    /// Characters.
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

/// Elements whose characters nobody sees.
const UNSEEN: [&str; 9] = ["script", "style", "noscript", "template", "svg", "iframe", "title", "textarea", "select"];

/// True if an element of this name begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// True if nobody sees the characters of an element of this name.
pub(super) fn is_unseen(name: &str) -> bool {
    UNSEEN.contains(&name)
}

impl<'tree> Page<'tree> {
    /// The page that `html` is the tree of.
    pub(super) fn new(html: &'tree scraper::Html) -> Self {
        let mut page = Self { nodes: Vec::new(), text: String::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut n_unseen = 0_usize;
        let mut node = html.tree.root();
        // Down, along and up again by hand: a tree may be deeper than the stack.
        loop {
            let mut is_open = false;
            match node.value() {
                scraper::Node::Element(element) => {
                    n_unseen += usize::from(is_unseen(element.name()));
                    if is_block(element.name()) {
                        page.end_line();
                    }
                    open.push(page.add(Kind::Element(element), open.last().copied()));
                    is_open = true;
                }
                scraper::Node::Text(text) => {
                    let at = page.add(Kind::Text(&text.text), open.last().copied());
                    if n_unseen == 0 {
                        page.see(&text.text);
                    }
                    page.nodes[at].text.end = page.text.len();
                }
                _ => {}
            }
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                if is_open && let Some(at) = open.pop() {
                    n_unseen -= page.close(at);
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else {
                    return page;
                };
                node = parent;
                is_open = node.value().is_element();
            }
        }
    }

    fn add(&mut self, kind: Kind<'tree>, parent: Option<usize>) -> usize {
        let at = self.nodes.len();
        let start = self.text.len();
        self.nodes.push(Node { kind, parent, end: at + 1, text: start..start });
        at
    }

    /// Ends the element at `at`. Returns 1 where it hid what it holds.
    fn close(&mut self, at: usize) -> usize {
        let name = self.name(at);
        self.nodes[at].end = self.nodes.len();
        self.nodes[at].text.end = self.text.len();
        if is_block(name) {
            self.end_line();
        }
        usize::from(is_unseen(name))
    }

    /// Adds a text that a reader sees. Of white space between elements one space is enough.
    fn see(&mut self, text: &str) {
        if !text.trim().is_empty() {
            // A line end in the source is a space to a reader.
            for (place, line) in text.split(['\n', '\r']).enumerate() {
                if place > 0 {
                    self.text.push(' ');
                }
                self.text.push_str(line);
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

    /// The element at `at`; `None` for a text.
    pub(super) fn element(&self, at: usize) -> Option<&'tree Element> {
        match self.nodes[at].kind {
            Kind::Element(element) => Some(element),
            Kind::Text(_) => None,
        }
    }

    /// The name of the element at `at`, in lower case; nothing for a text.
    pub(super) fn name(&self, at: usize) -> &'tree str {
        self.element(at).map_or("", Element::name)
    }

    /// An attribute of the element at `at`, trimmed, where it is there and not empty.
    pub(super) fn attribute(&self, at: usize, name: &str) -> Option<&'tree str> {
        self.element(at)?.attr(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The elements, each with its number.
    pub(super) fn elements(&self) -> impl Iterator<Item = (usize, &'tree Element)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match node.kind {
            Kind::Element(element) => Some((at, element)),
            Kind::Text(_) => None,
        })
    }

    /// The elements of one name.
    pub(super) fn named(&self, name: &'static str) -> impl Iterator<Item = usize> {
        self.elements().filter(move |(_, element)| element.name() == name).map(|(at, _)| at)
    }

    /// What a reader sees of the node at `at`, untrimmed.
    pub(super) fn seen(&self, at: usize) -> &str {
        &self.text[self.nodes[at].text.clone()]
    }

    /// What a reader sees of the node at `at`, on one line; `None` where it is nothing, or longer than `most` bytes.
    pub(super) fn line(&self, at: usize, most: usize) -> Option<String> {
        // Far longer ones are not even trimmed: an element may lie in hundreds of others.
        const MOST_WHITE: usize = 4096;
        if self.nodes[at].text.len() > most.saturating_add(MOST_WHITE) {
            return None;
        }
        let seen = self.seen(at).trim();
        (!seen.is_empty() && seen.len() <= most).then(|| one_line(seen))
    }

    /// The place of the node at `at` in the page's text.
    pub(super) fn place(&self, at: usize) -> Range<usize> {
        self.nodes[at].text.clone()
    }

    /// What a reader sees of the nodes from `start` to `end`.
    pub(super) fn seen_between(&self, start: usize, end: usize) -> &str {
        let until = self.nodes.get(end).map_or(self.text.len(), |node| node.text.start);
        &self.text[self.nodes[start].text.start..until]
    }

    /// The lines that a reader sees, each with the number of its first text, trimmed.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| {
            let start = node.text.start;
            let is_start = start == 0 || self.text.as_bytes()[start - 1] == b'\n';
            if !matches!(node.kind, Kind::Text(_)) || node.text.is_empty() || !is_start {
                return None;
            }
            let rest = &self.text[start..];
            let line = rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())].trim();
            (!line.is_empty()).then_some((at, line))
        })
    }

    /// All that a reader sees.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The characters of an element whose characters nobody sees, such as a script or the title.
    pub(super) fn raw(&self, at: usize) -> String {
        self.nodes[at + 1..self.nodes[at].end]
            .iter()
            .filter_map(|node| match node.kind {
                Kind::Text(text) => Some(text),
                Kind::Element(_) => None,
            })
            .collect()
    }

    /// The elements that hold the node at `at`, from the inside out.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes[at].parent, |at| self.nodes[*at].parent)
    }
}

/// `text` on one line, each run of white space one space.
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

/// A text in which entities are still written out, as they stand in JSON-LD: `&amp;`, `&#8217;`.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return one_line(text);
    }
    let fragment = scraper::Html::parse_fragment(text);
    one_line(Page::new(&fragment).text())
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
    fn entities_in_data() {
        assert_eq!(decoded("Tolls &amp; &#8217;taxes&#8217;"), "Tolls & ’taxes’");
        assert_eq!(decoded(" A  <b>bold</b> word"), "A bold word");
    }
}
