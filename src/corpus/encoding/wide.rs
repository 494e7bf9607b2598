//! Recognises UTF-16 and UTF-32 by their marks and by the zeros in their characters, and decodes them.

use std::borrow::Cow;

use super::{Decoded, decode_as};
use crate::article::{Encoding, EncodingHow};

/// An encoding of two or four bytes per unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    /// UTF-16, the lower byte first.
    Utf16Little,
    /// UTF-16, the higher byte first.
    Utf16Big,
    /// UTF-32, the lowest byte first.
    Utf32Little,
    /// UTF-32, the highest byte first.
    Utf32Big,
}

/// True if the start of a file is text with two or four bytes per unit.
pub(in crate::corpus) fn is_wide(head: &[u8]) -> bool {
    marked(head).is_some() || by_zeros(head).is_some()
}

/// Returns the encoding of a byte-order mark, and the bytes after it.
pub(super) fn marked(bytes: &[u8]) -> Option<(&[u8], Wide)> {
    match bytes {
        // The mark of UTF-32 begins with that of UTF-16, whose text would begin with a NUL.
        [0xff, 0xfe, 0, 0, rest @ ..] if rest.len() % 4 == 0 => Some((rest, Wide::Utf32Little)),
        [0, 0, 0xfe, 0xff, rest @ ..] => Some((rest, Wide::Utf32Big)),
        [0xff, 0xfe, rest @ ..] => Some((rest, Wide::Utf16Little)),
        [0xfe, 0xff, rest @ ..] => Some((rest, Wide::Utf16Big)),
        _ => None,
    }
}

/// The number of first bytes that are searched for zeros.
const LOOKED_AT: usize = 4096;

/// Returns the encoding of a text without a mark. Its Latin letters, blanks and line ends have zero bytes, always on
/// the same side.
pub(super) fn by_zeros(bytes: &[u8]) -> Option<Wide> {
    const FEWEST_PAIRS: usize = 8;
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    // For every text in UTF-8 this one fast search is enough.
    memchr::memchr(0, looked_at)?;
    if let Some(wide) = [Wide::Utf32Little, Wide::Utf32Big].into_iter().find(|wide| is_utf32(looked_at, *wide)) {
        return Some(wide);
    }
    let (pairs, _) = looked_at.as_chunks::<2>();
    let n_first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let n_second = pairs.iter().filter(|pair| pair[1] == 0).count();
    if pairs.len() < FEWEST_PAIRS {
        return None;
    }
    match (n_first, n_second) {
        (0, n_zeros) if n_zeros > pairs.len() * 2 / 3 => return Some(Wide::Utf16Little),
        (n_zeros, 0) if n_zeros > pairs.len() * 2 / 3 => return Some(Wide::Utf16Big),
        _ => {}
    }
    let is_control = |byte: &&u8| **byte < 0x20 && !byte.is_ascii_whitespace();
    let n_controls = looked_at.iter().filter(is_control).count();
    let is_utf8 = std::str::from_utf8(looked_at).map_or_else(|error| error.error_len().is_none(), |_| true);
    if is_utf8 && n_controls < looked_at.len() / 4 {
        return None;
    }
    let fits = [Wide::Utf16Little, Wide::Utf16Big].map(|wide| (fit_beyond_latin(looked_at, wide), wide));
    let [little, big] = fits;
    let (fit, wide) = if big.0 > little.0 { big } else { little };
    fit.map(|_| wide)
}

/// True if all units are characters and none is a NUL.
///
/// Characters use so few of the values of four bytes that hardly any other data passes.
fn is_utf32(looked_at: &[u8], wide: Wide) -> bool {
    const FEWEST: usize = 4;
    let unit = if wide == Wide::Utf32Little { u32::from_le_bytes } else { u32::from_be_bytes };
    let (quads, _) = looked_at.as_chunks::<4>();
    let is_character = |quad: &[u8; 4]| char::from_u32(unit(*quad)).is_some_and(is_of_text);
    quads.len() >= FEWEST && quads.iter().all(is_character)
}

/// Returns the number of letters, and of blanks and punctuation between them, in bytes that have only a few zeros.
/// `None` if the bytes are not UTF-16 in a script whose letters have no zero bytes.
fn fit_beyond_latin(looked_at: &[u8], wide: Wide) -> Option<usize> {
    const LOOKED_AT: usize = 1024;
    let looked_at = &looked_at[..looked_at.len().min(LOOKED_AT)];
    // The end of the bytes may cut a pair of units in two.
    let text = decode(&looked_at[..looked_at.len() & !3], wide, EncodingHow::Recognised).text;
    let text = text.strip_suffix('\u{fffd}').unwrap_or(&text);
    let (mut n_characters, mut n_letters, mut n_between) = (0, 0, 0);
    for character in text.chars() {
        if !is_of_text(character) {
            return None;
        }
        n_characters += 1;
        n_letters += usize::from(character.is_alphabetic());
        let is_between = character.is_ascii() && !character.is_ascii_alphanumeric();
        n_between +=
            usize::from(is_between || matches!(character, '、' | '。' | '，' | '：' | '「' | '」' | '\u{3000}'));
    }
    (n_letters * 10 >= n_characters * 6 && n_between * 50 >= n_characters).then_some(n_letters + n_between)
}

/// True if texts have such a character: not for private use, and no control except blanks and line ends.
fn is_of_text(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. | '\u{fff0}'..='\u{ffff}' => false,
        _ => !character.is_control(),
    }
}

/// Decodes the bytes. Values that are no character, and an incomplete unit at the end, become `�`.
pub(super) fn decode(bytes: &[u8], wide: Wide, how: EncodingHow) -> Decoded<'_> {
    let unit = match wide {
        Wide::Utf16Little => return decode_as(bytes, encoding_rs::UTF_16LE, how),
        Wide::Utf16Big => return decode_as(bytes, encoding_rs::UTF_16BE, how),
        Wide::Utf32Little => u32::from_le_bytes,
        Wide::Utf32Big => u32::from_be_bytes,
    };
    let (quads, rest) = bytes.as_chunks::<4>();
    let characters = quads.iter().map(|quad| char::from_u32(unit(*quad)));
    let mut n_undecodable = 0_u32;
    let mut text = String::with_capacity(bytes.len() / 2);
    for character in characters.chain((!rest.is_empty()).then_some(None)) {
        n_undecodable = n_undecodable.saturating_add(u32::from(character.is_none()));
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let name = if wide == Wide::Utf32Little { "UTF-32LE" } else { "UTF-32BE" };
    Decoded { text: Cow::Owned(text), encoding: Encoding { name, how }, n_undecodable }
}
