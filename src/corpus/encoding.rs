//! Decides which encoding bytes are in, and decodes them.
//!
//! The order is: a byte-order mark; the zeros of UTF-16 and UTF-32; valid UTF-8, which no text in another encoding is
//! by chance; UTF-8 with a few broken bytes; the declared encoding, unless the bytes contradict it; and last a guess by
//! the frequencies of bytes and the letters of languages, with the help of the page's language and host. UTF-7 and the
//! encodings that the WHATWG replaces are not decoded.

use std::borrow::Cow;

use encoding_rs::{ISO_2022_JP, REPLACEMENT, UTF_8, X_USER_DEFINED};

use crate::article::{Encoding, EncodingHow};

mod declared;
mod garbled;
mod guess;
mod hints;
mod letters;
mod utf8;
mod wide;

pub(super) use declared::declared;
pub(super) use garbled::is_garbled;
pub(super) use hints::hints_in;
pub(super) use wide::is_wide;

/// A decoded text, and its encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded<'b> {
    /// The text, without a byte-order mark. Borrowed if the bytes are UTF-8.
    pub(super) text: Cow<'b, str>,
    /// The encoding of the bytes.
    pub(super) encoding: Encoding,
    /// The number of byte sequences that are no characters of the encoding; each is a `�` of the text.
    pub(super) n_undecodable: u32,
}

/// Knowledge about bytes that helps to decode them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints<'a> {
    /// The label of the encoding that the file or its container names.
    pub(super) declared: Option<&'a str>,
    /// The code of the language that the file names, such as `ru` or `zh-TW`.
    pub(super) language: Option<&'a str>,
    /// The web host that the file comes from.
    pub(super) host: Option<&'a str>,
}

/// Decodes the bytes of an article, with the hints in them: the declarations of pages and of XML.
pub(super) fn decode_article(bytes: &[u8]) -> Decoded<'_> {
    // Nearly every file is decoded by the first call, without a search for hints.
    decode_without_hints(bytes).unwrap_or_else(|| decode(bytes, hints_in(bytes)))
}

/// Decodes bytes in any encoding.
///
/// The text is at most three times as long as the bytes, because a byte becomes at most one character of the basic
/// plane.
pub(super) fn decode<'b>(bytes: &'b [u8], hints: Hints<'_>) -> Decoded<'b> {
    decode_without_hints(bytes).unwrap_or_else(|| decode_legacy(bytes, hints))
}

/// Decodes bytes whose encoding is certain: by marks, zeros, escape sequences or valid UTF-8.
fn decode_without_hints(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some((rest, encoding)) = wide::marked(bytes) {
        return Some(wide::decode(rest, encoding, EncodingHow::Marked));
    }
    if let [0xef, 0xbb, 0xbf, rest @ ..] = bytes {
        return Some(utf8::decode(rest, EncodingHow::Marked));
    }
    if let Some(encoding) = wide::by_zeros(bytes) {
        return Some(wide::decode(bytes, encoding, EncodingHow::Recognised));
    }
    let text = std::str::from_utf8(bytes).ok()?;
    if guess::has_japanese_escapes(bytes) {
        let japanese = decode_as(bytes, ISO_2022_JP, EncodingHow::Recognised);
        if japanese.n_undecodable == 0 {
            return Some(japanese);
        }
    }
    Some(Decoded { text: Cow::Borrowed(text), encoding: Encoding::UTF_8, n_undecodable: 0 })
}

/// The ratio of bytes beyond ASCII in well-formed UTF-8 sequences to the others, from which the text must be UTF-8.
const MOSTLY_UTF8: usize = 4;

/// Decodes bytes that are not entirely UTF-8.
fn decode_legacy<'b>(bytes: &'b [u8], hints: Hints<'_>) -> Decoded<'b> {
    let share = utf8::share(bytes);
    if share >= MOSTLY_UTF8 {
        return utf8::decode(bytes, EncodingHow::Valid);
    }
    let named = hints.declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match named {
        Some(encoding) if encoding == UTF_8 || encoding == REPLACEMENT || encoding == X_USER_DEFINED => {}
        Some(encoding) if guess::contradicts(bytes, encoding) => {}
        Some(encoding) => return decode_as(bytes, encoding, EncodingHow::Declared),
        None => {}
    }
    let guessed = guess::guess(bytes, hints);
    let decoded = decode_as(bytes, guessed, EncodingHow::Guessed);
    // Some texts in an encoding of two bytes per character are well-formed UTF-8 in large parts, and have no errors in
    // their own encoding. An encoding of one byte per character never has errors, so their absence proves nothing.
    if share >= 1 && (guessed.is_single_byte() || decoded.n_undecodable > 0) {
        return utf8::decode(bytes, EncodingHow::Valid);
    }
    decoded
}

/// Decodes with the tables of the WHATWG.
fn decode_as<'b>(bytes: &'b [u8], encoding: &'static encoding_rs::Encoding, how: EncodingHow) -> Decoded<'b> {
    let known = Encoding { name: encoding.name(), how };
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Decoded { text, encoding: known, n_undecodable: 0 };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let (mut n_undecodable, mut rest) = (0_u32, bytes);
    loop {
        let (result, n_read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[n_read..];
        match result {
            encoding_rs::DecoderResult::InputEmpty => break,
            encoding_rs::DecoderResult::OutputFull => text.reserve(rest.len() + 16),
            encoding_rs::DecoderResult::Malformed(..) => {
                text.reserve(rest.len().min(1024) + 4);
                text.push('\u{fffd}');
                n_undecodable = n_undecodable.saturating_add(1);
            }
        }
    }
    Decoded { text: Cow::Owned(text), encoding: known, n_undecodable }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bytes_become_text() {
        use EncodingHow::{Declared, Guessed, Marked, Recognised, Valid};
        let declared = |label: &'static str| Hints { declared: Some(label), ..Hints::default() };
        for (bytes, hints, text, name, how, n_undecodable) in [
            (&b"Quay"[..], Hints::default(), "Quay", "UTF-8", Valid, 0),
            (b"", Hints::default(), "", "UTF-8", Valid, 0),
            (b"\xef\xbb\xbfQuay", Hints::default(), "Quay", "UTF-8", Marked, 0),
            (b"\xef\xbb\xbfcaf\xe9 au lait", Hints::default(), "caf\u{fffd} au lait", "UTF-8", Marked, 1),
            (b"\xff\xfeQ\0y\0", Hints::default(), "Qy", "UTF-16LE", Marked, 0),
            (b"\xfe\xff\0Q\0y", Hints::default(), "Qy", "UTF-16BE", Marked, 0),
            (b"\xfe\xff\0Q\0y\0", Hints::default(), "Qy\u{fffd}", "UTF-16BE", Marked, 1),
            (b"\xff\xfe\0\0Q\0\0\0", Hints::default(), "Q", "UTF-32LE", Marked, 0),
            (b"\0\0\xfe\xff\0\0\0Q\0\x11\0\0", Hints::default(), "Q\u{fffd}", "UTF-32BE", Marked, 1),
            (b"Q\0u\0a\0y\0 \0w\0a\0l\0l\0", Hints::default(), "Quay wall", "UTF-16LE", Recognised, 0),
            (b"Quay\0 wall and more", Hints::default(), "Quay\0 wall and more", "UTF-8", Valid, 0),
            (b"caf\xe9", Hints::default(), "caf\u{e9}", "windows-1252", Guessed, 0),
            // Valid UTF-8 is UTF-8, whatever the file declares.
            ("café".as_bytes(), declared("windows-1252"), "café", "UTF-8", Valid, 0),
            (b"\xe9t\xe9", declared("latin1"), "été", "windows-1252", Declared, 0),
            (b"\xe9t\xe9", declared("utf-8"), "été", "windows-1252", Guessed, 0),
            (b"\xe9t\xe9", declared("iso-2022-kr"), "été", "windows-1252", Guessed, 0),
            (b"\xce\xcf\xd0", declared(" KOI8-R "), "ноп", "KOI8-R", Declared, 0),
            (b"\x1b$B%O%U\x1b(B", Hints::default(), "ハフ", "ISO-2022-JP", Recognised, 0),
            (b"a \x1b$B colour", Hints::default(), "a \x1b$B colour", "UTF-8", Valid, 0),
            // UTF-7 is not decoded.
            (b"+BB8EMARABD4EPA-", Hints::default(), "+BB8EMARABD4EPA-", "UTF-8", Valid, 0),
            (b"\x82\xa0\x82", declared("shift_jis"), "あ\u{fffd}", "Shift_JIS", Declared, 1),
        ] {
            let expected = Decoded { text: text.into(), encoding: Encoding { name, how }, n_undecodable };
            assert_eq!(decode(bytes, hints), expected, "{bytes:?}");
        }
    }

    #[test]
    fn utf8_is_borrowed() {
        for text in ["Quay", "café", "橋"] {
            assert!(matches!(decode_article(text.as_bytes()).text, Cow::Borrowed(_)));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_become_bounded_text(
            bytes in proptest::collection::vec(any::<u8>(), 0..600),
            // Byte sequences that are rare by chance, and beginnings of texts.
            start in proptest::sample::select(vec![
                &b""[..], b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xef\xbb\xbf", b"\x1b$B",
                b"a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0", b"<meta charset=", b"<html lang=zz><link rel=canonical href='https://\xff.",
            ]),
            label in proptest::sample::select(vec![
                "utf-8", "gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "utf-16", "utf-7",
                "x-user-defined", "windows-1258", "nonsense", "",
            ]),
        ) {
            let bytes = [start, &bytes].concat();
            let hints = Hints { declared: Some(label), language: Some(label), host: Some(label) };
            for decoded in [decode(&bytes, hints), decode_article(&bytes)] {
                prop_assert!(decoded.text.len() <= 3 * bytes.len() + 3);
                let n_signs = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
                prop_assert!(n_signs >= decoded.n_undecodable as usize);
            }
        }
    }
}
