//! Marks paragraphs that an article prints again, word by word.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Page, ends_as_a_sentence};
use crate::article::{BlockKind, Boilerplate, SpanKind};
use crate::text::fast_hash;

/// The shortest paragraph that counts, in bytes. Shorter ones are refrains, answers and labels, which may repeat.
const SHORTEST: usize = 80;
/// The longest paragraph that counts, in bytes. Longer ones are parts of a line that was cut.
const LONGEST: usize = 16 * 1024;
/// The largest distance between a paragraph and its repetition, in blocks. Paragraphs among the first `OPENING` blocks
/// may be repeated at any distance.
///
/// The layout of a page repeats a paragraph close by, or repeats one of the first paragraphs. Any other repetition is
/// intended by the writer.
const NEAR: usize = 3;
const OPENING: usize = 3;

/// Marks the paragraphs that the article has printed before.
pub(super) fn mark(page: &mut Page) {
    let mut first_of: HashMap<u64, usize> = HashMap::new();
    let mut spans = page.body.spans.iter().peekable();
    for (at, block) in page.blocks().iter().enumerate() {
        // A paragraph with a link may lead to another page each time, although its words are the same.
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
                // The lines of a verse may repeat; sentences do not.
                if is_near && !has_own_heading && page.text(first) == text && ends_as_a_sentence(text) {
                    page.mark(at, Boilerplate::Repeated);
                }
            }
        }
    }
}
