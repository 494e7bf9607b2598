//! The matches of the filter in the text of the open article.

use std::ops::Range;

use crate::article::{Body, Boilerplate};
use crate::query::{Marker, TextField, marks};

/// Returns the kind of boilerplate that a match is in; `None` for running text.
pub(super) fn boilerplate_of(body: &Body, mark: &Range<usize>) -> Option<Boilerplate> {
    body.blocks[body.block_at(mark.start)?].boilerplate
}

/// Returns the matches in all blocks that touch `range`.
pub(super) fn marks_of(markers: &[Marker], body: &Body, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let first = body.block_at(range.start).unwrap_or(0);
    for block in body.blocks[first.min(body.blocks.len())..].iter().take_while(|block| block.range.start < range.end) {
        let offset = block.range.start;
        let part = if block.boilerplate == Some(Boilerplate::Page) { TextField::Page } else { TextField::Body };
        let of_block = marks(markers, body.text_of(block), part);
        found.extend(of_block.into_iter().map(|mark| mark.start + offset..mark.end + offset));
    }
    found
}

/// Returns the first match from the byte `from` on, or the last one before it. The search wraps around at the ends.
///
/// It goes block by block, so a long text is normalised only as far as the match.
pub(super) fn next_mark(markers: &[Marker], body: &Body, from: usize, is_forward: bool) -> Option<Range<usize>> {
    let n_blocks = body.blocks.len();
    let first = body.block_at(from).unwrap_or(0);
    // The first block is searched twice: the part ahead now, and the part behind after all other blocks.
    (0..=n_blocks).find_map(|step| {
        let block_idx =
            if is_forward { (first + step) % n_blocks.max(1) } else { (first + 2 * n_blocks - step) % n_blocks.max(1) };
        let block = body.blocks.get(block_idx)?;
        let found = marks_of(markers, body, &block.range);
        let is_ahead = |mark: &Range<usize>| match (step, is_forward) {
            (0, true) => mark.start >= from,
            (0, false) => mark.end <= from,
            _ => true,
        };
        if is_forward { found.into_iter().find(is_ahead) } else { found.into_iter().rfind(is_ahead) }
    })
}
