//! Removes the title of an article from its text.

use super::Draft;
use crate::article::{BlockKind, Body, Format};
use crate::corpus::{Field, title_line};

/// Removes the title from the text of an article if a line or heading of the text is the title.
pub(super) fn take_out_title(draft: &mut Draft, format: Format) {
    let Some(first) = draft.body.blocks.first() else {
        return;
    };
    let text = draft.body.text_of(first);
    match &draft.metadata.title {
        Some(title) => {
            // The headline is in a field and also above the text. It is shown only once.
            let is_line = matches!(first.kind, BlockKind::Heading(_) | BlockKind::Paragraph);
            if is_line && draft.body.blocks.len() > 1 && is_same_line(text, &title.text) {
                drop_block(&mut draft.body, 0);
            }
        }
        None if matches!(first.kind, BlockKind::Heading(1 | 2)) && !text.trim().is_empty() => {
            let (at, because) = match draft.body.blocks.get(1) {
                Some(next)
                    if matches!(next.kind, BlockKind::Heading(_))
                        && title_line::is_name_of_the_paper(text.trim())
                        && next.range.len() > first.range.len()
                        && !has_another(&draft.body, next.kind) =>
                {
                    (1, "the heading below the name of the paper")
                }
                _ => (0, "the first heading"),
            };
            draft.metadata.title = Some(Field::found(draft.body.text_of(&draft.body.blocks[at]), because));
            drop_block(&mut draft.body, at);
        }
        None if format != Format::Html => {
            if let Some(at) = title_line::title_block(&draft.body) {
                let title = draft.body.text_of(&draft.body.blocks[at]);
                let because = if at == 0 { "the first line" } else { "the line above the text" };
                draft.metadata.title = Some(Field::given(title, because));
                drop_block(&mut draft.body, at);
                // A row of signs below a title is its underline.
                if draft.body.blocks.len() > 1
                    && draft.body.blocks.get(at).is_some_and(|block| block.kind == BlockKind::Rule)
                {
                    drop_block(&mut draft.body, at);
                }
            }
        }
        None => {}
    }
}

/// True if a heading of that rank follows the second block. Then such headings divide the text, and none is its title.
fn has_another(body: &Body, kind: BlockKind) -> bool {
    body.blocks.iter().skip(2).any(|block| block.kind == kind)
}

fn is_same_line(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    // The comparison of lengths avoids reading the long first paragraphs of nearly all texts.
    one.len().abs_diff(other.len()) <= 16 && letters(one) == letters(other)
}

/// Removes the block at `at` from `body`.
fn drop_block(body: &mut Body, at: usize) {
    let start = body.blocks[at].range.start;
    let end = body.blocks.get(at + 1).map_or(body.text.len(), |next| next.range.start);
    let length = end - start;
    body.text.drain(start..end);
    body.blocks.remove(at);
    if !body.lines.is_empty() {
        body.lines.remove(at);
    }
    for block in &mut body.blocks[at..] {
        block.range = block.range.start - length..block.range.end - length;
    }
    if let Some(next) = body.blocks.get_mut(at) {
        next.is_tight = false;
    }
    body.spans.retain(|span| span.range.end <= start || span.range.start >= end);
    for span in body.spans.iter_mut().filter(|span| span.range.start >= end) {
        span.range = span.range.start - length..span.range.end - length;
    }
}
