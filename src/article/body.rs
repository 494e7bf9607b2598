//! The text of an article as blocks: the model into which every format is read.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::boilerplate::{Boilerplate, BoilerplateCounts};
use crate::text::normalise;
use crate::text::safe::{Replaced, push_safe};

/// An article's text, safe to show, cut into blocks.
///
/// The blocks are ranges of one string, in order. So a place in an article is one number, and a text of many paragraphs
/// needs only a few allocations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The text of all blocks, each ended by `\n`.
    pub text: String,
    pub blocks: Vec<Block>,
    /// Emphasis and links, in order of their start. A span never crosses a block boundary.
    pub spans: Vec<Span>,
    /// The addresses of the links, indexed by the number in [`SpanKind::Link`].
    pub links: Vec<String>,
    /// The page text: the text of the page outside the article, such as menus, comments and teasers, and the other
    /// fields of a record. Each is one line, ended by `\n`. Only `page:` searches it.
    pub page: String,
    /// The counts of the characters that were replaced to make the text safe.
    pub replaced: Replaced,
    /// The line of the file on which each block starts, from 1. Empty if the text does not have the lines of its file.
    pub lines: Vec<u32>,
}

/// A paragraph, a heading, a quotation or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// The bytes of the block in the body's text, without the line end.
    pub range: Range<usize>,
    /// True if no blank line separates the block from the previous one, as between lines of a list.
    pub is_tight: bool,
    /// The reason why the block is not part of the running text; `None` if it is part of it.
    pub boilerplate: Option<Boilerplate>,
}

/// The kind of a block of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading inside the text, level 1 to 6.
    Heading(u8),
    /// A quotation set apart, such as a block quote or a tweet.
    Quote,
    /// An item of a list.
    ListItem {
        /// The depth of the nesting, from 0.
        depth: u8,
        /// The number in an ordered list.
        number: Option<u32>,
    },
    /// Text whose line breaks and spaces count: code, verse, tables.
    Preformatted,
    /// A rule between two parts. Its text is empty.
    Rule,
}

/// Emphasis or a link within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The bytes of the span in the body's text.
    pub range: Range<usize>,
    pub kind: SpanKind,
}

/// The kind of a span of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpanKind {
    /// Emphasis, shown in italics.
    Emphasis,
    /// Strong emphasis, shown in bold.
    Strong,
    /// A link, with its index in [`Body::links`].
    Link(usize),
}

impl Body {
    pub fn text_of(&self, block: &Block) -> &str {
        &self.text[block.range.clone()]
    }

    /// Returns the place of a block in words: its line in the file, otherwise its number from 1.
    pub fn place_of(&self, block_idx: usize) -> String {
        match self.lines.get(block_idx) {
            Some(line) => format!("line {line}"),
            None => format!("paragraph {}", block_idx + 1),
        }
    }

    /// Returns the index of the block that holds the byte `at`, or of the last one before it.
    pub fn block_at(&self, at: usize) -> Option<usize> {
        self.blocks.partition_point(|block| block.range.start <= at).checked_sub(1)
    }

    /// Returns the captions of the photos and videos of the article, in order.
    pub fn captions(&self) -> impl Iterator<Item = &str> {
        let captions = self.blocks.iter().filter(|block| block.boilerplate == Some(Boilerplate::Caption));
        captions.map(|block| self.text_of(block))
    }

    /// Returns the blocks that are folded, in order: captions, boilerplate and repeated paragraphs.
    pub fn folded(&self) -> impl Iterator<Item = (Boilerplate, &str)> {
        self.blocks.iter().filter_map(|block| Some((block.boilerplate?, self.text_of(block))))
    }

    pub fn n_page_words(&self) -> usize {
        normalise::words(&self.page).len()
    }

    /// Returns the body with the lines of the page text as blocks after it, below a heading. `None` if there is no page
    /// text.
    ///
    /// Byte offsets in the text stay the same.
    pub fn with_page(&self) -> Option<Self> {
        if self.page.is_empty() {
            return None;
        }
        let mut whole = self.clone();
        let lines = self.page.lines().map(|line| (line, BlockKind::Paragraph));
        for (line, kind) in std::iter::once((PAGE_HEADING, BlockKind::Heading(2))).chain(lines) {
            let start = whole.text.len();
            whole.text.push_str(line);
            let range = start..whole.text.len();
            whole.text.push('\n');
            whole.blocks.push(Block { kind, range, is_tight: false, boilerplate: Some(Boilerplate::Page) });
        }
        Some(whole)
    }

    /// Returns the number of boilerplate blocks of each kind.
    pub fn boilerplate(&self) -> BoilerplateCounts {
        let mut counts = BoilerplateCounts::default();
        self.blocks.iter().filter_map(|block| block.boilerplate).for_each(|boilerplate| counts.add(boilerplate));
        counts
    }
}

/// The heading above the page text where it is shown.
const PAGE_HEADING: &str = "Page text, not part of the article";

/// A longer block, in bytes, is cut into several.
///
/// Lines are laid out block by block. Without the limit, a file that is one line of many megabytes would be laid out as
/// a whole for the few lines on screen. Paragraphs that people write are far shorter.
const BLOCK_BYTES_MAX: usize = 32 * 1024;

/// Builds a [`Body`]. All text passes [`push_safe`] here, and nowhere else.
#[derive(Debug, Default)]
pub struct BodyBuilder {
    body: Body,
    block_start: usize,
    open_spans: Vec<(usize, SpanKind)>,
    line: Option<u32>,
}

impl BodyBuilder {
    /// Returns a builder with capacity for a text of about `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        let mut builder = Self::default();
        builder.body.text.reserve(bytes);
        builder
    }

    /// Returns a builder that appends blocks to `body`, whose spans are all closed.
    pub fn going_on(body: Body) -> Self {
        Self { block_start: body.text.len(), body, ..Self::default() }
    }

    /// Adds text to the block being built.
    pub fn push(&mut self, text: &str) {
        push_safe(text, &mut self.body.text, &mut self.body.replaced);
    }

    /// Sets the line of the file, from 1, on which the block being built starts. A format must set it for every block
    /// or for none.
    pub fn at_line(&mut self, line: u32) {
        self.line = Some(line);
    }

    /// True if the block being built has only white space.
    pub fn is_block_empty(&self) -> bool {
        self.body.text[self.block_start..].trim().is_empty()
    }

    /// Opens a span at the current end of the text.
    pub fn open_span(&mut self, kind: SpanKind) {
        self.open_spans.push((self.body.text.len(), kind));
    }

    /// Opens a link to `address` at the current end of the text.
    pub fn open_link(&mut self, address: &str) {
        let number = self.body.links.len();
        self.body.links.push(crate::text::safe::safe_line(address));
        self.open_span(SpanKind::Link(number));
    }

    /// Closes the span opened last.
    pub fn close_span(&mut self) {
        if let Some((start, kind)) = self.open_spans.pop() {
            let end = self.body.text.len();
            if end > start {
                self.body.spans.push(Span { range: start..end, kind });
            }
        }
    }

    /// Ends the block being built. A block without text is left out, unless it is a rule.
    pub fn end_block(&mut self, kind: BlockKind, is_tight: bool) {
        self.end(kind, is_tight, None);
    }

    /// Ends the block being built as boilerplate of a given kind, for formats that are sure of it: a figure's caption,
    /// say.
    ///
    /// [`Boilerplate::Page`] moves the block to the page text, without its links and emphasis.
    pub fn end_boilerplate(&mut self, kind: BlockKind, is_tight: bool, boilerplate: Boilerplate) {
        self.end(kind, is_tight, Some(boilerplate));
    }

    fn end(&mut self, kind: BlockKind, is_tight: bool, boilerplate: Option<Boilerplate>) {
        while !self.open_spans.is_empty() {
            self.close_span();
        }
        let written = &self.body.text[self.block_start..];
        let lead = if kind == BlockKind::Preformatted { 0 } else { written.len() - written.trim_start().len() };
        let start = self.block_start + lead;
        let end = self.block_start + written.trim_end().len();
        // A rule is a block without text, but the page text has no rules.
        if start >= end && (kind != BlockKind::Rule || boilerplate == Some(Boilerplate::Page)) {
            self.body.text.truncate(self.block_start);
            // Emphasis on white space alone is removed with it. Otherwise it would cover the text of the next block.
            let n_before = self.body.spans.iter().rposition(|span| span.range.start < self.block_start);
            self.body.spans.truncate(n_before.map_or(0, |last| last + 1));
            return;
        }
        if boilerplate == Some(Boilerplate::Page) {
            self.move_to_page(start..end);
            return;
        }
        let end = end.max(start.min(self.body.text.len()));
        self.body.text.truncate(end);
        for span in self.body.spans.iter_mut().rev().take_while(|span| span.range.end > start) {
            span.range.start = span.range.start.clamp(start, end);
            span.range.end = span.range.end.min(end);
        }
        let mut rest = start.min(end)..end;
        let mut is_tight = is_tight && !self.body.blocks.is_empty();
        while let Some(cut) = self.cut_of(&rest) {
            self.body.blocks.push(Block { kind, range: rest.start..cut, is_tight, boilerplate });
            self.body.lines.extend(self.line);
            rest.start = cut;
            is_tight = true;
        }
        self.body.blocks.push(Block { kind, range: rest, is_tight, boilerplate });
        self.body.lines.extend(self.line);
        self.body.text.push('\n');
        self.block_start = self.body.text.len();
    }

    /// Moves the block being built to the page text, as one line.
    fn move_to_page(&mut self, range: Range<usize>) {
        let mut words = self.body.text[range].split_whitespace();
        if let Some(first) = words.next() {
            self.body.page.push_str(first);
            for word in words {
                self.body.page.push(' ');
                self.body.page.push_str(word);
            }
            self.body.page.push('\n');
        }
        self.body.text.truncate(self.block_start);
        self.body.spans.retain(|span| span.range.start < self.block_start);
    }

    /// Returns the place where a block that is too long is cut: after a space if there is one.
    fn cut_of(&self, range: &Range<usize>) -> Option<usize> {
        if range.len() <= BLOCK_BYTES_MAX {
            return None;
        }
        let mut limit = range.start + BLOCK_BYTES_MAX;
        while !self.body.text.is_char_boundary(limit) {
            limit -= 1;
        }
        let head = &self.body.text[range.start..limit];
        Some(head.rfind([' ', '\n']).map_or(limit, |space| range.start + space + 1))
    }

    pub fn finish(mut self) -> Body {
        if self.body.text.len() > self.block_start {
            self.end_block(BlockKind::Paragraph, false);
        }
        self.body.spans.retain(|span| !span.range.is_empty());
        self.body.spans.sort_by_key(|span| span.range.start);
        self.body.text.shrink_to_fit();
        self.body.page.shrink_to_fit();
        self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_many_kilobytes_is_cut_between_words() {
        let mut builder = BodyBuilder::default();
        builder.push(&"word ".repeat(20_000));
        builder.end_block(BlockKind::Paragraph, false);
        let body = builder.finish();
        assert_eq!(body.blocks.len(), 4);
        assert!(body.blocks.iter().all(|block| body.text_of(block).trim_end().ends_with("word")));
        assert_eq!(body.blocks.iter().map(|block| block.range.len()).sum::<usize>(), 20_000 * 5 - 1);
    }

    #[test]
    fn blocks_are_trimmed_and_empty_ones_left_out() {
        let mut builder = BodyBuilder::default();
        builder.push("  Two ");
        builder.open_link("https://example.org/\u{1b}x");
        builder.push("words ");
        builder.close_span();
        builder.end_block(BlockKind::Paragraph, false);
        builder.push(" \n ");
        builder.end_block(BlockKind::Paragraph, false);
        builder.push("An item");
        builder.end_block(BlockKind::ListItem { depth: 0, number: Some(3) }, true);
        let body = builder.finish();
        assert_eq!(body.plain().to_string(), "Two words\n3. An item");
        assert_eq!(body.links, ["https://example.org/␛x"]);
        assert_eq!(&body.text[body.spans[0].range.clone()], "words");
        assert_eq!(body.block_at(body.blocks[1].range.start), Some(1));
    }

    #[test]
    fn emphasis_on_blanks_is_not_that_of_the_next_block() {
        let mut builder = BodyBuilder::default();
        for text in ["in port", "  ", "on Saturday"] {
            builder.open_span(SpanKind::Strong);
            builder.push(text);
            builder.close_span();
            builder.end_block(BlockKind::Paragraph, false);
        }
        let body = builder.finish();
        let marked: Vec<&str> = body.spans.iter().map(|span| &body.text[span.range.clone()]).collect();
        assert_eq!(marked, ["in port", "on Saturday"]);
    }

    #[test]
    fn boilerplate_is_out_of_the_plain_text() {
        let mut builder = BodyBuilder::default();
        builder.push("The night ferry at the pier.");
        builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Caption);
        builder.push("The ferry stayed in port.");
        builder.end_block(BlockKind::Paragraph, false);
        builder.push("Share");
        builder.end_boilerplate(BlockKind::Paragraph, true, Boilerplate::Line);
        builder.push("Nobody said why.");
        builder.end_block(BlockKind::Paragraph, true);
        let body = builder.finish();
        assert_eq!(body.plain().to_string(), "The ferry stayed in port.\n\nNobody said why.");
        assert_eq!(
            body.plain_whole().to_string(),
            "The night ferry at the pier.\n\nThe ferry stayed in port.\nShare\nNobody said why."
        );
        assert_eq!(body.captions().collect::<Vec<_>>(), ["The night ferry at the pier."]);
    }

    #[test]
    fn page_text_is_kept_apart() {
        let mut builder = BodyBuilder::default();
        builder.push("The ferry stayed in port.");
        builder.end_block(BlockKind::Paragraph, false);
        builder.open_link("/");
        builder.push("Home");
        builder.close_span();
        builder.push(" ·\n News");
        builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Page);
        builder.push("\t");
        builder.end_boilerplate(BlockKind::Rule, false, Boilerplate::Page);
        builder.push("Nobody said why.");
        builder.end_block(BlockKind::Paragraph, false);
        let body = builder.finish();
        assert_eq!(body.plain_whole().to_string(), "The ferry stayed in port.\n\nNobody said why.");
        assert_eq!((body.page.as_str(), body.n_page_words()), ("Home · News\n", 2));
        assert_eq!((body.boilerplate().total(), body.spans.len()), (0, 0));
        let whole = body.with_page().expect("it has page text");
        assert!(whole.text.starts_with(&body.text));
        let shown: Vec<&str> =
            whole.blocks.iter().filter(|block| block.boilerplate.is_some()).map(|block| whole.text_of(block)).collect();
        assert_eq!(shown, [PAGE_HEADING, "Home · News"]);
        assert_eq!(Body::default().with_page(), None);
    }
}
