//! Encodes the text of an article as packed bytes, and decodes it without trusting any of them.

use std::ops::Range;

use lz4_flex::block;
use serde::{Deserialize, Serialize};

use super::{read_first, write};
use crate::article::{Block, BlockKind, Body, Boilerplate, Span, SpanKind};
use crate::index::stored::Damaged;
use crate::text::safe::Replaced;

/// A [`Body`] without its text, as it is written. Places are written as distances from the previous one, so that they
/// are small numbers.
#[derive(Serialize, Deserialize)]
struct BodyRecord<'text> {
    blocks: Vec<BlockRecord>,
    spans: Vec<SpanRecord>,
    #[serde(borrow)]
    links: Vec<&'text str>,
    replaced: Replaced,
    /// Distance in lines of each block from the previous one.
    lines: Vec<i64>,
}

#[derive(Serialize, Deserialize)]
struct BlockRecord {
    kind: BlockKind,
    /// Distance in bytes from the end of the previous block to its start.
    gap: i64,
    length: usize,
    is_tight: bool,
    boilerplate: Option<Boilerplate>,
}

#[derive(Serialize, Deserialize)]
struct SpanRecord {
    kind: SpanKind,
    /// Distance in bytes from the start of the previous span to its start.
    gap: i64,
    length: usize,
}

/// The maximum number of bytes that one byte of an LZ4 block can represent: a length continues in bytes of at most 255.
const PACKED_RATIO_MAX: usize = 255;

/// Encodes a body: its text, its page text, and its blocks, each packed.
pub fn encode_body(body: &Body) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.text.len() / 2 + 64);
    pack(body.text.as_bytes(), &mut out);
    pack(body.page.as_bytes(), &mut out);
    let mut record = Vec::new();
    write(&BodyRecord::of(body), &mut record);
    pack(&record, &mut out);
    out
}

/// Reads a body that [`encode_body`] wrote, and that takes all of `bytes`. All its blocks and spans are within its
/// text, and all its links exist.
///
/// # Errors
/// [`Damaged`] when the bytes are not a body. Memory use is proportional to their number, whatever they contain.
pub fn decode_body(mut bytes: &[u8]) -> Result<Body, Damaged> {
    let mut text = || String::from_utf8(unpack(&mut bytes)?).map_err(|_| Damaged::content("a text is not UTF-8"));
    let (text, page) = (text()?, text()?);
    let record = unpack(&mut bytes)?;
    if !bytes.is_empty() {
        return Err(Damaged::content("a text goes on behind its end"));
    }
    super::read::<BodyRecord<'_>>(&record, "the blocks of a text")?.body(text, page)
}

/// Appends the number of `bytes` before and after packing, and the packed bytes.
fn pack(bytes: &[u8], out: &mut Vec<u8>) {
    let packed = block::compress(bytes);
    write(&(bytes.len(), packed.len()), out);
    out.extend_from_slice(&packed);
}

/// Removes the bytes that [`pack`] appended, and unpacks them.
fn unpack(bytes: &mut &[u8]) -> Result<Vec<u8>, Damaged> {
    let (n_bytes, n_packed): (usize, usize) = read_first(bytes, "the length of a text")?;
    let (packed, rest) = bytes.split_at_checked(n_packed).ok_or_else(|| Damaged::content("a text is cut off"))?;
    *bytes = rest;
    if n_bytes > n_packed.saturating_mul(PACKED_RATIO_MAX) {
        return Err(Damaged::content("a text is said to be longer than its bytes can hold"));
    }
    let mut unpacked = vec![0; n_bytes];
    match block::decompress_into(packed, &mut unpacked) {
        Ok(n_unpacked) if n_unpacked == n_bytes => Ok(unpacked),
        _ => Err(Damaged::content("a text cannot be unpacked")),
    }
}

impl<'text> BodyRecord<'text> {
    fn of(body: &'text Body) -> Self {
        let (mut end_before, mut start_before, mut line_before) = (0, 0, 0);
        Self {
            blocks: body
                .blocks
                .iter()
                .map(|block| BlockRecord {
                    kind: block.kind,
                    gap: block.range.start as i64 - std::mem::replace(&mut end_before, block.range.end as i64),
                    length: block.range.len(),
                    is_tight: block.is_tight,
                    boilerplate: block.boilerplate,
                })
                .collect(),
            spans: body
                .spans
                .iter()
                .map(|span| SpanRecord {
                    kind: span.kind,
                    gap: span.range.start as i64 - std::mem::replace(&mut start_before, span.range.start as i64),
                    length: span.range.len(),
                })
                .collect(),
            links: body.links.iter().map(String::as_str).collect(),
            replaced: body.replaced,
            lines: body
                .lines
                .iter()
                .map(|line| i64::from(*line) - std::mem::replace(&mut line_before, i64::from(*line)))
                .collect(),
        }
    }

    /// Returns the body with these texts, if every range is within `text`.
    fn body(self, text: String, page: String) -> Result<Body, Damaged> {
        let (mut end_before, mut start_before, mut line_before) = (0, 0, 0_i64);
        let blocks = self.blocks.into_iter().map(|block| {
            let range = range_in(&text, end_before, block.gap, block.length)?;
            end_before = range.end;
            Some(Block { kind: block.kind, range, is_tight: block.is_tight, boilerplate: block.boilerplate })
        });
        let blocks: Vec<Block> = blocks.collect::<Option<_>>().ok_or_else(outside)?;
        let spans = self.spans.into_iter().map(|span| {
            let range = range_in(&text, start_before, span.gap, span.length)?;
            start_before = range.start;
            let is_there = !matches!(span.kind, SpanKind::Link(number) if number >= self.links.len());
            is_there.then_some(Span { range, kind: span.kind })
        });
        let spans: Vec<Span> = spans.collect::<Option<_>>().ok_or_else(outside)?;
        let lines = self.lines.into_iter().map(|further| {
            line_before = line_before.checked_add(further)?;
            u32::try_from(line_before).ok()
        });
        let lines: Vec<u32> = lines.collect::<Option<_>>().ok_or_else(outside)?;
        let addresses = self.links.into_iter().map(str::to_owned).collect();
        Ok(Body { blocks, spans, links: addresses, page, replaced: self.replaced, lines, text })
    }
}

fn outside() -> Damaged {
    Damaged::content("a block of a text lies outside it")
}

/// Returns the range that starts `gap` bytes after `before`, if it consists of whole characters of `text`.
fn range_in(text: &str, before: usize, gap: i64, length: usize) -> Option<Range<usize>> {
    let start = before.checked_add_signed(isize::try_from(gap).ok()?)?;
    let range = start..start.checked_add(length)?;
    text.get(range.clone()).map(|_| range)
}

#[cfg(test)]
mod tests;
