//! The lines at the top and at the end of an article: where bylines, credits and dates of publication stand.

use crate::article::{Block, BlockKind, Body, Boilerplate};

/// How much of a text is looked at from either end, in bytes: a headline's surroundings, never the report.
const EDGE_BYTES: usize = 2048;
/// How many blocks, as lists of links are long and short.
const EDGE_BLOCKS: usize = 16;
/// A longer block is a paragraph, and no line that names an author, a source or a date. In bytes.
const LINE_BYTES: usize = 240;

/// A line of an article's edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'body> {
    /// Which block it is.
    pub(super) block_idx: usize,
    /// Its text.
    pub(super) text: &'body str,
    /// True if it is a caption or stands there a second time: such a line says nothing of the article.
    pub(super) is_of_a_picture: bool,
}

/// The blocks of the top, in order, paragraphs among them.
pub(super) fn top(body: &Body) -> impl Iterator<Item = Line<'_>> {
    let mut n_bytes = 0;
    body.blocks.iter().enumerate().take(EDGE_BLOCKS).map_while(move |(block_idx, block)| {
        let is_within = n_bytes < EDGE_BYTES;
        n_bytes += block.range.len();
        is_within.then(|| line(body, block_idx, block))
    })
}

/// The blocks of the end, the last one first, paragraphs among them.
pub(super) fn end(body: &Body) -> impl Iterator<Item = Line<'_>> {
    let mut n_bytes = 0;
    body.blocks.iter().enumerate().rev().take(EDGE_BLOCKS).map_while(move |(block_idx, block)| {
        let is_within = n_bytes < EDGE_BYTES;
        n_bytes += block.range.len();
        is_within.then(|| line(body, block_idx, block))
    })
}

/// The lines below the last paragraph, the last one first: credits, names, what the page goes on with.
pub(super) fn closing(body: &Body) -> impl Iterator<Item = Line<'_>> {
    end(body).take_while(|line| line.is_short() && !line.is_sentence())
}

fn line<'body>(body: &'body Body, block_idx: usize, block: &Block) -> Line<'body> {
    let text = if block.kind == BlockKind::Rule { "" } else { body.text_of(block).trim() };
    let is_of_a_picture = matches!(block.boilerplate, Some(Boilerplate::Caption | Boilerplate::Repeated));
    Line { block_idx, text, is_of_a_picture }
}

impl Line<'_> {
    /// True if it is a line, and no paragraph.
    pub(super) fn is_short(self) -> bool {
        self.text.len() <= LINE_BYTES && !self.text.contains('\n')
    }

    /// True if it ends as sentences do and is as long as one.
    pub(super) fn is_sentence(self) -> bool {
        const SHORTEST: usize = 60;
        self.text.len() >= SHORTEST && self.text.ends_with(['.', '!', '?', '”', '"', '»', '。', '।', '…'])
    }
}
