//! The encoding of bytes that do not name it, by the frequencies of their sequences.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::Hints;

/// How many bytes from the first one beyond ASCII are enough for a guess.
const LOOKED_AT: usize = 64 * 1024;

/// Whether the bytes hold the escape sequences that begin Japanese in ISO-2022-JP.
pub(super) fn has_japanese_escapes(bytes: &[u8]) -> bool {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    memchr::memchr_iter(0x1b, looked_at).any(|at| matches!(looked_at.get(at + 1..at + 3), Some(b"$B" | b"$@")))
}

/// Whether the bytes cannot be text in `encoding`.
pub(super) fn contradicts(_bytes: &[u8], _encoding: &'static Encoding) -> bool {
    false
}

/// The most likely encoding of bytes that are not UTF-8.
pub(super) fn guess(bytes: &[u8], _hints: Hints<'_>) -> &'static Encoding {
    let n_ascii = Encoding::ascii_valid_up_to(bytes);
    let start = memchr::memrchr(b'\n', &bytes[..n_ascii]).map_or(0, |at| at + 1).max(n_ascii.saturating_sub(LOOKED_AT));
    let end = bytes.len().min(n_ascii + LOOKED_AT);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..end], end == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}
