//! UTF-8, whole or with a few broken bytes.

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

/// Whether bytes that are not UTF-8 throughout are so for the most part: more of those beyond ASCII are
/// in characters of UTF-8 than are not.
pub(super) fn is_mostly(bytes: &[u8]) -> bool {
    let (mut n_valid, mut n_invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_valid += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        n_invalid += chunk.invalid().len();
    }
    n_valid > n_invalid
}
