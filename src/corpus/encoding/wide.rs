//! UTF-16 and UTF-32, by their marks and by the zeros of their characters.

use std::borrow::Cow;

use super::Decoded;
use crate::article::{Encoding, EncodingHow};

/// An encoding of two or four bytes a unit.
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

impl Wide {
    fn name(self) -> &'static str {
        match self {
            Self::Utf16Little => "UTF-16LE",
            Self::Utf16Big => "UTF-16BE",
            Self::Utf32Little => "UTF-32LE",
            Self::Utf32Big => "UTF-32BE",
        }
    }
}

/// Whether the start of a file is text of two or four bytes a unit.
pub(in crate::corpus) fn is_wide(head: &[u8]) -> bool {
    marked(head).is_some() || by_zeros(head).is_some()
}

/// What a byte-order mark says, and the bytes after it.
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

/// The encoding of a text without a mark: its Latin letters, blanks and line ends have zero bytes, always
/// on the same side, and no text in UTF-8 has zeros like that.
pub(super) fn by_zeros(bytes: &[u8]) -> Option<Wide> {
    const LOOKED_AT: usize = 512;
    const FEWEST_PAIRS: usize = 8;
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    // One fast search is enough for every text in UTF-8.
    memchr::memchr(0, looked_at)?;
    let (pairs, _) = looked_at.as_chunks::<2>();
    let n_first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let n_second = pairs.iter().filter(|pair| pair[1] == 0).count();
    if pairs.len() < FEWEST_PAIRS {
        None
    } else if n_first == 0 && n_second > pairs.len() * 2 / 3 {
        Some(Wide::Utf16Little)
    } else if n_second == 0 && n_first > pairs.len() * 2 / 3 {
        Some(Wide::Utf16Big)
    } else {
        None
    }
}

/// Decodes; what is no character, and a unit torn off at the end, becomes `�`.
pub(super) fn decode(bytes: &[u8], wide: Wide, how: EncodingHow) -> Decoded<'_> {
    let (text, n_undecodable) = match wide {
        Wide::Utf16Little => utf16(bytes, u16::from_le_bytes),
        Wide::Utf16Big => utf16(bytes, u16::from_be_bytes),
        Wide::Utf32Little => utf32(bytes, u32::from_le_bytes),
        Wide::Utf32Big => utf32(bytes, u32::from_be_bytes),
    };
    Decoded { text: Cow::Owned(text), encoding: Encoding { name: wide.name(), how }, n_undecodable }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, u32) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    collect(char::decode_utf16(units).map(Result::ok), bytes.len(), !rest.is_empty())
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> (String, u32) {
    let (quads, rest) = bytes.as_chunks::<4>();
    collect(quads.iter().map(|quad| char::from_u32(unit(*quad))), bytes.len() / 2, !rest.is_empty())
}

fn collect(characters: impl Iterator<Item = Option<char>>, expected: usize, is_torn: bool) -> (String, u32) {
    let mut n_undecodable = 0_u32;
    let mut text = String::with_capacity(expected);
    for character in characters.chain(is_torn.then_some(None)) {
        n_undecodable = n_undecodable.saturating_add(u32::from(character.is_none()));
        text.push(character.unwrap_or('\u{fffd}'));
    }
    (text, n_undecodable)
}
