//! Finds what stands on the page and is no part of the running text: it is marked, to be folded.

use std::collections::HashMap;

use crate::article::{Aside, BlockKind, Body};

/// Marks the blocks of `body` that are no part of its running text: the same blocks for the same text.
///
/// What a format has marked stays so. A text never folds to nothing: if nothing were left, nothing is marked.
pub fn mark(body: &mut Body) {
    let marks = repeated(body);
    let mut is_left = body
        .blocks
        .iter()
        .zip(&marks)
        .any(|(block, mark)| block.kind != BlockKind::Rule && block.aside.is_none() && mark.is_none());
    is_left |= body.blocks.is_empty();
    for (block, mark) in body.blocks.iter_mut().zip(marks) {
        block.aside = if is_left { block.aside.or(mark) } else { None };
    }
}

/// Paragraphs that stood in the article before, word by word.
fn repeated(body: &Body) -> Vec<Option<Aside>> {
    /// Shorter lines are refrains, answers, and labels.
    const SHORTEST: usize = 60;
    let mut first_of: HashMap<&str, usize> = HashMap::new();
    let mark_of = |(block_idx, block)| {
        let text: &str = body.text_of(block);
        let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. });
        let is_repeated = is_prose && text.len() >= SHORTEST && *first_of.entry(text).or_insert(block_idx) != block_idx;
        is_repeated.then_some(Aside::Repeated)
    };
    body.blocks.iter().enumerate().map(mark_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;

    fn marked(paragraphs: &[&str]) -> Vec<Option<Aside>> {
        let mut builder = BodyBuilder::default();
        for paragraph in paragraphs {
            builder.push(paragraph);
            builder.end_block(BlockKind::Paragraph, false);
        }
        let mut body = builder.finish();
        mark(&mut body);
        body.blocks.iter().map(|block| block.aside).collect()
    }

    #[test]
    fn a_paragraph_folds_when_it_stands_there_again() {
        let paragraph = "The night ferry to the islands stayed in port on Saturday for the fourth evening.";
        assert_eq!(marked(&[paragraph, "It rained.", paragraph]), [None, None, Some(Aside::Repeated)]);
        assert_eq!(marked(&["Row on, row on.", "The mole.", "Row on, row on."]), [None, None, None]);
    }
}
