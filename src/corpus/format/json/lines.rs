//! Reads JSON Lines, with one article on each line.

use std::sync::Arc;

use super::beside::InnerArticles;
use super::members::JsonFields;
use super::object::Object;
use super::{ByShape, Drafted, draft, in_plain_words};
use crate::article::{Address, ByteRange, Encoding, Format, Problem, Severity};
use crate::corpus::encoding::{Decoded, decode_article, is_wide};
use crate::corpus::format::{Draft, record, take_out_title, too_long};
use crate::corpus::{FileChunk, Record};
use crate::text::digest::Digest;

/// The most invalid lines of a chunk that are reported one by one. A log that is not JSON has millions.
const BAD_LINES_MAX: usize = 100;

/// Reads JSON Lines: the whole file, or a chunk of it cut at the ends of lines.
pub(in crate::corpus::format) fn read_lines(
    bytes: &[u8],
    chunk: &FileChunk,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    read_wanted_lines(bytes, chunk, limit, &|_| true, problems, take);
}

/// Reads the lines of JSON Lines for which `is_wanted` is true. Each article keeps its number in the file.
pub(in crate::corpus::format) fn read_wanted_lines(
    bytes: &[u8],
    chunk: &FileChunk,
    limit: u64,
    is_wanted: &dyn Fn(&[u8]) -> bool,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    if chunk.lines.is_none() && is_wide(bytes) {
        // In encodings with two or four bytes for each character, only the decoded text shows where the lines end.
        let Decoded { text, encoding, .. } = decode_article(bytes);
        return read_text_lines(text.as_bytes(), Some(encoding), chunk, limit, is_wanted, problems, take);
    }
    read_text_lines(bytes, None, chunk, limit, is_wanted, problems, take);
}

/// Reads lines, each in its own encoding. If all of `bytes` was decoded from `decoded_from`, the lines have that
/// encoding and no byte ranges in the file.
fn read_text_lines(
    bytes: &[u8],
    decoded_from: Option<Encoding>,
    chunk: &FileChunk,
    limit: u64,
    is_wanted: &dyn Fn(&[u8]) -> bool,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let (start, first_item, first_line) =
        chunk.lines.map_or((0, 1, 1), |lines| (lines.range.start, lines.first_item, lines.first_line));
    let (mut item, mut line_number) = (first_item, first_line);
    let mut at = 0;
    let (mut n_articles, mut n_others, mut n_bad_lines) = (0_usize, 0_usize, 0_usize);
    let before = problems.len();
    let mut by_shape = ByShape::default();
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        let line = &bytes[at..end];
        let place = ByteRange { start: start + at as u64, length: line.len() as u64 };
        at = end + 1;
        let this_line = line_number;
        line_number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let this_item = item;
        item += 1;
        if !is_wanted(line) {
            continue;
        }
        let mut report = |severity: Severity, what: String| {
            problems.push(Problem::new(&*chunk.path, severity, what).at_line(this_line));
        };
        let Decoded { text, encoding, n_undecodable } = decode_article(line);
        let object = match serde_json::from_str::<Object<'_>>(&text) {
            Ok(object) => object,
            Err(error) => {
                n_bad_lines += 1;
                if n_bad_lines <= BAD_LINES_MAX {
                    report(Severity::NotShown, in_plain_words(&error, true));
                }
                continue;
            }
        };
        let fields = JsonFields::of(&object);
        let Some(Drafted { mut draft, is_cut, by_shape: field }) =
            draft(fields, &object, InnerArticles::AreTexts, limit)
        else {
            n_others += 1;
            continue;
        };
        take_out_title(&mut draft, Format::JsonLines);
        if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
            report(Severity::NotShown, "neither title nor text".to_owned());
            continue;
        }
        if is_cut {
            report(Severity::Caution, too_long(limit).into_owned());
        }
        n_articles += 1;
        by_shape.add(field);
        let address = Address {
            path: Arc::clone(&chunk.path),
            item: Some(this_item),
            range: decoded_from.is_none().then_some(place),
            format: Format::JsonLines,
        };
        let encoding = decoded_from.unwrap_or(encoding);
        take(record(Draft { encoding, n_undecodable, raw: Some(Digest::of(line)), ..draft }, address, is_cut));
    }
    by_shape.report(&chunk.path, problems);
    if n_bad_lines > BAD_LINES_MAX {
        let what = format!("{} more lines are not valid JSON", n_bad_lines - BAD_LINES_MAX);
        problems.push(Problem::new(&*chunk.path, Severity::NotShown, what));
    }
    if n_articles == 0 && problems.len() == before {
        problems.push(Problem::new(&*chunk.path, Severity::SetAside, "JSON Lines without the fields of articles"));
    } else if n_others > 0 {
        let lines = if n_others == 1 { "1 line has".to_owned() } else { format!("{n_others} lines have") };
        let what = format!("{lines} no text of an article");
        problems.push(Problem::new(&*chunk.path, Severity::SetAside, what));
    }
}
