//! Decodes UTF-8, even with a few broken bytes.

use std::borrow::Cow;

use super::Decoded;
use crate::article::{Encoding, EncodingHow};

/// Decodes UTF-8; each broken sequence becomes one `�`.
pub(super) fn decode(bytes: &[u8], how: EncodingHow) -> Decoded<'_> {
    let encoding = Encoding { how, ..Encoding::UTF_8 };
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding, n_undecodable: 0 };
    }
    let mut text = String::with_capacity(bytes.len());
    let mut n_undecodable = 0_u32;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
            n_undecodable = n_undecodable.saturating_add(1);
        }
    }
    Decoded { text: Cow::Owned(text), encoding, n_undecodable }
}

/// Returns the ratio of bytes beyond ASCII in sequences with the form of UTF-8 to the other bytes beyond ASCII.
///
/// Halves of surrogate pairs and characters in an overlong form have the form of UTF-8, though they are invalid.
pub(super) fn share(bytes: &[u8]) -> usize {
    const LOOKED_AT: usize = 1024 * 1024;
    let n_ascii = encoding_rs::Encoding::ascii_valid_up_to(bytes);
    let bytes = &bytes[n_ascii..bytes.len().min(n_ascii + LOOKED_AT)];
    let (mut n_built_so, mut n_others) = (0, 0);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let n_following = match byte {
            0..0x80 => {
                at += 1;
                continue;
            }
            0xc0..0xe0 => 1,
            0xe0..0xf0 => 2,
            0xf0..0xf8 => 3,
            _ => 0,
        };
        let following = bytes.get(at + 1..at + 1 + n_following).unwrap_or_default();
        if n_following > 0 && following.len() == n_following && following.iter().all(|byte| (0x80..0xc0).contains(byte))
        {
            n_built_so += 1 + n_following;
            at += 1 + n_following;
        } else {
            n_others += 1;
            at += 1;
        }
    }
    n_built_so / n_others.max(1)
}
