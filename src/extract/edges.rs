//! The lines at the top and at the end of an article, where bylines, credits and dates of publication are.

use crate::article::{Block, BlockKind, Body, Boilerplate};

/// The bytes that are looked at from either end: enough for the lines around a headline, but not for the report.
const EDGE_BYTES: usize = 2048;
/// The number of blocks that are looked at from either end, because lists of links have many short blocks.
const EDGE_BLOCKS: usize = 16;
/// The longest line that can name an author, a source or a date, in bytes. A longer block is a paragraph.
const LINE_BYTES: usize = 240;

/// A block at the top or the end of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'body> {
    /// The number of the block in the body.
    pub(super) block_idx: usize,
    pub(super) text: &'body str,
    /// True if the block is a caption or a repeated paragraph. Such a line is no evidence about the article.
    pub(super) is_caption_or_repeated: bool,
}

/// Returns the blocks of the top, in order, including paragraphs.
pub(super) fn top(body: &Body) -> impl Iterator<Item = Line<'_>> {
    let mut n_bytes = 0;
    body.blocks.iter().enumerate().take(EDGE_BLOCKS).map_while(move |(block_idx, block)| {
        let is_within = n_bytes < EDGE_BYTES;
        n_bytes += block.range.len();
        is_within.then(|| line(body, block_idx, block))
    })
}

/// Returns the blocks of the end, last one first, including paragraphs.
pub(super) fn end(body: &Body) -> impl Iterator<Item = Line<'_>> {
    let mut n_bytes = 0;
    body.blocks.iter().enumerate().rev().take(EDGE_BLOCKS).map_while(move |(block_idx, block)| {
        let is_within = n_bytes < EDGE_BYTES;
        n_bytes += block.range.len();
        is_within.then(|| line(body, block_idx, block))
    })
}

/// Returns the lines below the last paragraph, last one first: credits, names, links to other pages.
pub(super) fn closing(body: &Body) -> impl Iterator<Item = Line<'_>> {
    end(body).take_while(|line| line.is_short() && !line.is_sentence())
}

fn line<'body>(body: &'body Body, block_idx: usize, block: &Block) -> Line<'body> {
    let text = if block.kind == BlockKind::Rule { "" } else { body.text_of(block).trim() };
    let is_caption_or_repeated = matches!(block.boilerplate, Some(Boilerplate::Caption | Boilerplate::Repeated));
    Line { block_idx, text, is_caption_or_repeated }
}

impl Line<'_> {
    /// True if the block is a line, not a paragraph.
    pub(super) fn is_short(self) -> bool {
        self.text.len() <= LINE_BYTES && !self.text.contains('\n')
    }

    /// True if the block is long enough for a sentence and ends like one.
    pub(super) fn is_sentence(self) -> bool {
        const SHORTEST: usize = 60;
        self.text.len() >= SHORTEST && self.text.ends_with(['.', '!', '?', '”', '"', '»', '。', '।', '…'])
    }
}
