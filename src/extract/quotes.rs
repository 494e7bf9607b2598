//! Finds what stands between quotation marks, in all styles of the news, and who says it where the text does.
//!
//! Marks are paired within a paragraph; a paragraph that opens with a mark and leaves it open is a quotation
//! to its end, which the next paragraph may go on with. Apostrophes and inches are no marks. A quotation that
//! opens with one mark and ends with another is one nevertheless: “за заслуги».

use super::names::Named;
use crate::article::facts::{Quote, TextRange};
use crate::article::{Aside, BlockKind, Body};

mod marks;
mod speaker;

use marks::Mark;

/// Quotations are looked for in so much of a text; what is longer is a book or a dump, and no list of its
/// quotations is of use.
const BYTES_MAX: usize = 4 << 20;

/// The most quotations that stand in one another; what is deeper belongs to the one around it.
const DEPTH_MAX: usize = 4;

/// A quotation mark that has been opened.
#[derive(Clone, Copy)]
struct Open {
    mark: Mark,
    is_at_start: bool,
}

/// The quotations in `body`, in order, with their speakers.
pub(super) fn quotes<'a>(body: &Body, language_of: &dyn Fn(usize) -> Option<&'a str>, named: &mut Named) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // The speaker of a quotation that the last paragraph left open, if that one can go on here.
    let mut left_open: Option<Option<u32>> = None;
    let mut marks: Vec<Mark> = Vec::new();
    let mut first_place = 0;
    for (block_idx, block) in body.blocks.iter().enumerate() {
        if block.range.end > BYTES_MAX {
            break;
        }
        if block.kind == BlockKind::Preformatted || block.aside == Some(Aside::Repeated) {
            continue;
        }
        let text = body.text_of(block);
        marks.clear();
        marks::find(text, &mut marks);
        if marks.is_empty() {
            left_open = None;
            continue;
        }
        let first_quote = quotes.len();
        let is_open = pair(text, block.range.start, &marks, &mut quotes);
        let of_block = &mut quotes[first_quote..];
        of_block.sort_by_key(|quote| (quote.range.start, std::cmp::Reverse(quote.range.end)));
        if let (Some(speaker), Some(first)) = (left_open, of_block.first_mut())
            && marks.first().is_some_and(|mark| mark.at == 0)
            && first.depth == 0
        {
            first.is_continued = true;
            first.speaker = speaker;
        }
        // Names stand in order, and so do blocks: each is passed once.
        while named.places.get(first_place).is_some_and(|(place, _)| (place.end as usize) <= block.range.start) {
            first_place += 1;
        }
        let n_places = named.places[first_place..]
            .iter()
            .take_while(|(place, _)| (place.start as usize) < block.range.end)
            .count();
        let places = &named.places[first_place..first_place + n_places];
        speaker::attribute(text, block.range.start, of_block, places, &mut named.names, language_of(block_idx));
        left_open =
            is_open.then(|| of_block.iter().rev().find(|quote| quote.depth == 0).and_then(|quote| quote.speaker));
    }
    quotes
}

/// Pairs the marks of a block. Returns whether its last quotation is left open.
fn pair(text: &str, block_start: usize, marks: &[Mark], quotes: &mut Vec<Quote>) -> bool {
    let mut open: Vec<Open> = Vec::new();
    let add = |from: Mark, to: usize, depth: usize, quotes: &mut Vec<Quote>| {
        let inner = &text[from.end..to];
        let trimmed = inner.trim();
        if trimmed.contains(char::is_alphanumeric) {
            let start = from.end + (inner.len() - inner.trim_start().len());
            let range = TextRange::from(block_start + start..block_start + start + trimmed.len());
            quotes.push(Quote { range, depth: depth as u8, is_continued: false, speaker: None });
        }
    };
    for (mark_idx, mark) in marks.iter().enumerate() {
        let closed = mark.can_close.then(|| open.iter().rposition(|open| open.mark.is_closed_by(mark))).flatten();
        // A straight mark that may do both closes what is open.
        let closes = closed.filter(|_| !mark.can_open || mark.prefers_closing(text));
        if let Some(depth) = closes {
            // An apostrophe at the end of a plural is the same sign as a closing mark.
            if mark.is_plural(text)
                && marks[mark_idx + 1..].iter().take(1).any(|next| next.is_single && next.can_close && !next.can_open)
            {
                continue;
            }
            // What was opened inside and never closed was no quotation.
            open.truncate(depth + 1);
            if let Some(opened) = open.pop() {
                add(opened.mark, mark.at, depth, quotes);
            }
        } else if mark.can_open && open.len() < DEPTH_MAX {
            // The same mark opened twice: the first one was never closed.
            if let Some(last) = open.last()
                && last.mark.character == mark.character
                && !last.mark.is_single
            {
                open.pop();
            }
            open.push(Open { mark: *mark, is_at_start: text[..mark.at].trim().is_empty() });
        }
    }
    // A quotation over several paragraphs opens each of them and is closed in the last.
    let Some(first) = open.first().filter(|first| !first.mark.is_single) else {
        return false;
    };
    if !(first.is_at_start || text[..first.mark.at].trim_end().ends_with([':', '：'])) {
        return false;
    }
    add(first.mark, text.len(), 0, quotes);
    // What was found inside it is nested.
    let start = (block_start + first.mark.end) as u32;
    let is_within = |quote: &&mut Quote| quote.range.start > start && (quote.range.start as usize) >= block_start;
    let n_quotes = quotes.len();
    for quote in quotes[..n_quotes - 1]
        .iter_mut()
        .rev()
        .take_while(|quote| quote.range.start as usize >= block_start)
        .filter(is_within)
    {
        quote.depth = quote.depth.max(1);
    }
    true
}
