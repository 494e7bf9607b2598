//! Computes facts of the blocks of a page that distinguish running text from menus: letters, links, the box around.

use super::boilerplate::PageBoilerplate;
use super::page::{NodeKind, Page};
use super::prepared::{TextBlock, is_caption};

#[derive(Clone, Copy, Debug)]
pub(super) struct BlockFacts {
    /// The number of letters and digits, as [`count_letters`] counts them.
    pub(super) n_letters: usize,
    /// The number of letters and digits in links.
    pub(super) n_link_letters: usize,
    /// The box around the block: the element that holds its paragraph, list or table.
    pub(super) outer_box: usize,
    /// The list or table around the block.
    pub(super) list: Option<usize>,
    pub(super) is_heading: bool,
    pub(super) is_caption: bool,
    /// True if it is in a part of the page around the text.
    pub(super) is_boilerplate: bool,
}

impl BlockFacts {
    /// True if the block is a paragraph of running text, judged by its length and its few links.
    pub(super) fn is_running(&self) -> bool {
        const FEWEST: usize = 50;
        self.n_letters >= FEWEST && self.n_link_letters * 3 < self.n_letters && !self.is_boilerplate && !self.is_caption
    }

    /// True if all words of the block are links.
    pub(super) fn is_all_link(&self) -> bool {
        self.n_letters > 0 && self.n_link_letters * 20 >= self.n_letters * 19
    }
}

/// Returns the facts of each block.
pub(super) fn facts(page: &Page<'_>, boilerplate: &PageBoilerplate, blocks: &[TextBlock]) -> Vec<BlockFacts> {
    let mut in_link: Vec<bool> = Vec::with_capacity(page.nodes.len());
    for (at, node) in page.nodes.iter().enumerate() {
        in_link.push(page.name(at) == "a" || node.parent.is_some_and(|parent| in_link[parent]));
    }
    blocks.iter().map(|block| of_block(page, boilerplate, &in_link, block)).collect()
}

fn of_block(page: &Page<'_>, boilerplate: &PageBoilerplate, in_link: &[bool], block: &TextBlock) -> BlockFacts {
    const MOST_LEVELS: usize = 60;
    let (mut n_letters, mut n_link_letters) = (0, 0);
    let mut at = block.nodes.start;
    while at < block.nodes.end {
        match page.nodes[at].kind {
            NodeKind::Text(text) => {
                let n = count_letters(text);
                n_letters += n;
                n_link_letters += if in_link[at] { n } else { 0 };
            }
            NodeKind::Element(_) if page.is_out_of_sight(at) => {
                at = page.nodes[at].end;
                continue;
            }
            NodeKind::Element(_) => {}
        }
        at += 1;
    }
    let mut facts = BlockFacts {
        n_letters,
        n_link_letters,
        outer_box: block.container,
        list: None,
        is_heading: false,
        is_caption: false,
        is_boilerplate: boilerplate.holds(block.container) || boilerplate.holds(block.nodes.start),
    };
    // Go up from the block to the box around its paragraph, list or table.
    for at in std::iter::once(block.container).chain(page.ancestors(block.container)).take(MOST_LEVELS) {
        facts.outer_box = at;
        facts.is_caption |= is_caption(page, at);
        match page.name(at) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => facts.is_heading = true,
            "ul" | "ol" | "dl" | "table" => facts.list = Some(at),
            "p" | "li" | "dt" | "dd" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "pre" | "blockquote"
            | "figure" | "figcaption" | "details" | "summary" | "a" | "b" | "strong" | "em" | "i" | "span" | "font"
            | "center" => {}
            // A box that holds only this block counts as its paragraph.
            "div" | "section" if holds_alone(page, at, block) => {}
            _ => break,
        }
    }
    facts
}

fn holds_alone(page: &Page<'_>, at: usize, block: &TextBlock) -> bool {
    let own = page.seen_between(block.nodes.start, block.nodes.end).trim().len();
    page.seen(at).trim().len() <= own
}

/// Counts the letters and digits of a text. A Chinese, Japanese or Korean character counts as three letters, because it
/// says about as much as three.
pub(super) fn count_letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| if c >= '\u{2e80}' { 3 } else { 1 }).sum()
}
