//! Paragraphs that an article prints again, word by word.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Page, ends_as_a_sentence};
use crate::article::{BlockKind, Boilerplate, SpanKind};
use crate::text::fast_hash;

/// Shorter paragraphs, in bytes, are refrains, answers and labels, which a writer may repeat.
const SHORTEST: usize = 80;
/// Longer ones are pieces of a line that was cut.
const LONGEST: usize = 16 * 1024;
/// A page that prints a paragraph twice does so close by, or prints one of its first again. Further off, a
/// writer had a reason.
const NEAR: usize = 3;
const OPENING: usize = 3;

/// Marks the paragraphs that stood in the article before.
pub(super) fn mark(page: &mut Page) {
    let mut first_of: HashMap<u64, usize> = HashMap::new();
    let mut spans = page.body.spans.iter().peekable();
    for (at, block) in page.blocks().iter().enumerate() {
        // What leads elsewhere is not the same, whatever its words are.
        let mut has_link = false;
        while let Some(span) = spans.next_if(|span| span.range.start < block.range.end) {
            has_link |= matches!(span.kind, SpanKind::Link(_));
        }
        let is_candidate = block.kind == BlockKind::Paragraph
            && (SHORTEST..=LONGEST).contains(&block.range.len())
            && page.marks[at].is_none()
            && !has_link;
        if !is_candidate {
            continue;
        }
        let text = page.text(at);
        match first_of.entry(fast_hash::of(text.as_bytes())) {
            Entry::Vacant(entry) => {
                entry.insert(at);
            }
            Entry::Occupied(entry) => {
                let first = *entry.get();
                let is_near = at - first <= NEAR || first < OPENING;
                let has_own_heading = matches!(page.kind(at - 1), BlockKind::Heading(_));
                // Lines of a verse come again; sentences do not.
                if is_near && !has_own_heading && page.text(first) == text && ends_as_a_sentence(text) {
                    page.mark(at, Boilerplate::Repeated);
                }
            }
        }
    }
}
