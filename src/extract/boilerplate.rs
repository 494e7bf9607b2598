//! Finds the blocks that are not part of the running text, and marks them so that they are folded.
//!
//! A block is marked by its words, by its shape and place, or because it is repeated. In doubt, it is text: a
//! boilerplate line that is read costs a second, but a line of the article that is folded costs the user's trust.

use crate::article::{Block, BlockKind, Body, Boilerplate};
use crate::corpus::page_lines::{BoilerplateLine, boilerplate_line};

mod captions;
mod lists;
mod repeated;

/// The most blocks of a text that is looked at. A longer text is a list or a log, not an article with a page around it.
///
/// Weighing each of its lines against the others would need far more memory than the text.
const BLOCKS_MAX: usize = 50_000;

/// Marks the blocks of `body` that are not part of its running text. The same text always gets the same marks.
///
/// Marks that a format has set are kept. A text is never folded completely: if no text would be left, nothing is
/// marked.
pub fn mark(body: &mut Body) {
    if body.blocks.len() < 2 || body.blocks.len() > BLOCKS_MAX {
        body.blocks.iter_mut().for_each(|block| block.boilerplate = None);
        return;
    }
    let mut page = Page::of(body);
    page.mark_named();
    lists::mark(&mut page);
    captions::mark(&mut page);
    repeated::mark(&mut page);
    page.unmark_headings_with_text();
    let marks = page.is_something_left().then_some(page.marks);
    for (block_idx, block) in body.blocks.iter_mut().enumerate() {
        block.boilerplate = marks.as_ref().and_then(|marks| marks[block_idx]);
    }
}

/// A body whose blocks are being marked.
struct Page<'body> {
    body: &'body Body,
    /// The boilerplate line that each block is by its words alone, if it is one.
    lines: Vec<Option<BoilerplateLine>>,
    /// The marks that were found so far, by block.
    marks: Vec<Option<Boilerplate>>,
}

impl<'body> Page<'body> {
    fn of(body: &'body Body) -> Self {
        let line_of = |block: &Block| match block.kind {
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::ListItem { .. } => {
                boilerplate_line(body.text_of(block))
            }
            BlockKind::Quote | BlockKind::Preformatted | BlockKind::Rule => None,
        };
        let lines = body.blocks.iter().map(line_of).collect();
        Self { body, lines, marks: body.blocks.iter().map(|block| block.boilerplate).collect() }
    }

    fn blocks(&self) -> &'body [Block] {
        &self.body.blocks
    }

    fn text(&self, at: usize) -> &'body str {
        self.body.text_of(&self.body.blocks[at])
    }

    fn kind(&self, at: usize) -> BlockKind {
        self.body.blocks[at].kind
    }

    fn mark(&mut self, at: usize, boilerplate: Boilerplate) {
        let mark = &mut self.marks[at];
        *mark = mark.or(Some(boilerplate));
    }

    /// Marks the lines that are boilerplate by their words.
    ///
    /// Some words, such as `Home`, may as well be text. A line of such words is marked only next to another boilerplate
    /// line or at the edge of the text.
    fn mark_named(&mut self) {
        let n_blocks = self.lines.len();
        for (at, line) in self.lines.iter().enumerate() {
            if line.is_some_and(|line| line.is_sure) {
                self.marks[at] = self.marks[at].or(Some(Boilerplate::Line));
            }
        }
        let is_open = |page: &Self, at: usize| {
            page.lines[at].is_some_and(|line| !line.heads_a_list) && !page.is_among_lines_of_text(at)
        };
        // First from both edges inwards, then next to marked lines.
        for at in 0..n_blocks {
            let is_beside = at == 0 || self.marks[at - 1] == Some(Boilerplate::Line);
            if is_beside && is_open(self, at) {
                self.mark(at, Boilerplate::Line);
            }
        }
        for at in (0..n_blocks).rev() {
            let is_beside = at + 1 == n_blocks || self.marks[at + 1] == Some(Boilerplate::Line);
            if is_beside && is_open(self, at) {
                self.mark(at, Boilerplate::Line);
            }
        }
        for at in 1..n_blocks {
            if is_open(self, at - 1) && is_open(self, at) {
                self.mark(at - 1, Boilerplate::Line);
                self.mark(at, Boilerplate::Line);
            }
        }
    }

    /// True if a block is in a stanza or a list with more lines of text than boilerplate lines.
    fn is_among_lines_of_text(&self, at: usize) -> bool {
        /// The number of lines that are counted on either side; more lines add no evidence.
        const NEIGHBOURS: usize = 6;
        let is_joined = |at: usize| {
            let block = &self.body.blocks[at];
            block.is_tight || matches!(block.kind, BlockKind::ListItem { .. })
        };
        let mut n_text = 0_usize;
        let mut n_lines = 0_usize;
        let mut count = |line: &Option<BoilerplateLine>| if line.is_some() { n_lines += 1 } else { n_text += 1 };
        for before in (at.saturating_sub(NEIGHBOURS)..at).rev().take_while(|before| is_joined(before + 1)) {
            count(&self.lines[before]);
        }
        for after in (at + 1..self.lines.len().min(at + 1 + NEIGHBOURS)).take_while(|after| is_joined(*after)) {
            count(&self.lines[after]);
        }
        n_text > n_lines
    }

    /// Unmarks headings with the words of a boilerplate line that have text below them: they are headings of the text.
    fn unmark_headings_with_text(&mut self) {
        let mut has_text_below = false;
        for at in (0..self.marks.len()).rev() {
            match self.kind(at) {
                BlockKind::Heading(_) => {
                    if has_text_below && self.marks[at] == Some(Boilerplate::Line) {
                        self.marks[at] = None;
                    }
                    has_text_below = false;
                }
                BlockKind::Rule => {}
                _ => has_text_below |= self.marks[at].is_none(),
            }
        }
    }

    fn is_something_left(&self) -> bool {
        (0..self.marks.len()).any(|at| {
            self.marks[at].is_none()
                && !matches!(self.kind(at), BlockKind::Rule | BlockKind::Heading(_))
                && self.text(at).chars().any(char::is_alphanumeric)
        })
    }
}

/// True if a text ends like a sentence. Closing marks behind the stop are ignored.
pub fn ends_as_a_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '»', '“', '\'', ')', ']', ' '])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '۔', '؟'])
}

/// True if a text is a sentence of an article: it ends like one and has at least eight words, or at least sixteen
/// characters of a script without spaces.
pub fn is_prose(text: &str) -> bool {
    const FEWEST_WORDS: usize = 8;
    const FEWEST_SIGNS: usize = 16;
    ends_as_a_sentence(text)
        && (text.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
            || text.chars().filter(|c| crate::text::normalise::is_unspaced(*c)).nth(FEWEST_SIGNS - 1).is_some())
}
