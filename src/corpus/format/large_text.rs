//! Reads plain text of many megabytes window by window, so that it is in memory only once.

use std::io::{self, BufRead, Read};

use super::text_blocks::push_lines;
use super::{Draft, plain_text};
use crate::article::BodyBuilder;
use crate::corpus::encoding::decode_article;
use crate::text::digest::DigestBuilder;

/// The number of bytes that are read at once. A window then goes on to the end of its last line.
const WINDOW_BYTES: u64 = 2 * 1024 * 1024;

/// The most bytes by which a window may go on to the end of its last line. A longer line is cut at a space: it is not a
/// paragraph.
const LINE_BYTES_MAX: u64 = 256 * 1024;

/// Reads a text of at most `limit` bytes. Returns `None` if it is not UTF-8: its encoding depends on the whole text.
pub(super) fn read(source: &mut dyn BufRead, limit: u64) -> io::Result<Option<Draft>> {
    let mut source = source.take(limit);
    let mut window = Vec::new();
    // The bytes that were read after the place where the previous window was cut.
    let mut rest = Vec::new();
    let mut draft: Option<Draft> = None;
    let mut builder = BodyBuilder::default();
    let mut line = 1;
    let mut raw = DigestBuilder::default();
    loop {
        window.clear();
        window.append(&mut rest);
        source.by_ref().take(WINDOW_BYTES).read_to_end(&mut window)?;
        if window.is_empty() {
            break;
        }
        if window.last() != Some(&b'\n') {
            let before = window.len() as u64;
            source.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut window)?;
            if window.len() as u64 == before + LINE_BYTES_MAX && window.last() != Some(&b'\n') {
                rest = window.split_off(cut_at(&window));
            }
        }
        raw.add(&window);
        let decoded = decode_article(&window);
        let Some(read_so_far) = &mut draft else {
            if !decoded.encoding.is_utf8() {
                return Ok(None);
            }
            let Draft { metadata, body, .. } = plain_text::read(&decoded.text);
            builder = BodyBuilder::going_on(body);
            let encoding = decoded.encoding;
            line += memchr::memchr_iter(b'\n', decoded.text.as_bytes()).count() as u32;
            draft = Some(Draft { metadata, encoding, n_undecodable: decoded.n_undecodable, ..Draft::default() });
            continue;
        };
        // The start determines the encoding of a text. Invalid bytes after it are damage.
        let text = String::from_utf8_lossy(&window);
        read_so_far.n_undecodable += if matches!(text, std::borrow::Cow::Borrowed(_)) {
            0
        } else {
            window.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count() as u32
        };
        push_lines(&text, line, &mut builder);
        line += memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32;
    }
    Ok(draft.map(|draft| Draft { body: builder.finish(), raw: Some(raw.finish()), ..draft }))
}

/// Returns the place at which to cut a window that ends within a line: after its last space, or before a character that
/// may be incomplete.
fn cut_at(window: &[u8]) -> usize {
    const LOOKED_AT: usize = 4096;
    let from = window.len().saturating_sub(LOOKED_AT);
    match memchr::memrchr(b' ', &window[from..]) {
        Some(space) => from + space + 1,
        // UTF-8 has at most three bytes that continue a character.
        None => (window.len().saturating_sub(4)..window.len())
            .rev()
            .find(|at| window[*at] & 0xc0 != 0x80)
            .unwrap_or(window.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_windows_is_the_text_in_one() {
        let paragraph = "The night ferry stayed in port again, as the tide was out and the crew asleep. é—. ";
        let lines: Vec<String> = (0..60_000).map(|line| format!("{line}: {paragraph}\n\n")).collect();
        let one_line = paragraph.repeat(60_000);
        for text in [format!("date 2022-03-11 {}", lines.concat()), one_line] {
            let draft = read(&mut text.as_bytes(), u64::MAX).unwrap().unwrap();
            let whole = plain_text::read(&text);
            assert_eq!(draft.metadata, whole.metadata);
            let letters = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(letters(&draft.body.text), letters(&whole.body.text));
        }
    }

    #[test]
    fn other_encodings_are_left_to_others_and_damage_is_counted() {
        let text = "\u{444}\u{435}\u{440}\u{440}\u{438} ".repeat(400_000);
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(&text);
        assert!(read(&mut &*bytes, u64::MAX).unwrap().is_none());
        let mut bytes = "The ferry sailed. ".repeat(200_000).into_bytes();
        bytes[3_000_000] = 0xff;
        assert_eq!(read(&mut &*bytes, u64::MAX).unwrap().unwrap().n_undecodable, 1);
    }
}
