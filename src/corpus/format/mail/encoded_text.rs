//! Decodes the bytes of a message to text. Its header lines and its parts may each have an encoding of their own.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

use crate::article::{Encoding, EncodingHow};
use crate::corpus::encoding::{Decoded, Hints, decode, decode_article, is_wide};

/// Encodings that only mail uses and the web never did: their labels in lower case, and their names.
const OF_MAIL_ALONE: [(&str, &str); 4] =
    [("utf-7", "UTF-7"), ("unicode-1-1-utf-7", "UTF-7"), ("ibm850", "IBM850"), ("cp850", "IBM850")];

/// Returns a message whose header lines can be found by their bytes: UTF-16 is decoded, and the line ends of old
/// Macintosh files become `\n`.
pub(super) fn as_ascii_compatible(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = if is_wide(bytes) {
        Cow::Owned(decode_article(bytes).text.into_owned().into_bytes())
    } else {
        Cow::Borrowed(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
    };
    if memchr::memchr(b'\r', &bytes).is_some() && memchr::memchr(b'\n', &bytes).is_none() {
        return Cow::Owned(bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect());
    }
    bytes
}

/// Decodes the text of a part, with the encoding that its header names.
pub(super) fn decode_text<'b>(bytes: &'b [u8], charset: Option<&str>) -> Decoded<'b> {
    let charset = charset.map(str::trim).filter(|label| !is_ascii_label(label));
    if let Some(label) = charset
        && let Some((label, name)) = OF_MAIL_ALONE.iter().find(|(known, _)| label.eq_ignore_ascii_case(known))
        && let Some(decoder) = charset_decoder(label.as_bytes())
    {
        let text = decoder(bytes);
        let n_undecodable = u32::try_from(text.matches('\u{fffd}').count()).unwrap_or(u32::MAX);
        let encoding = Encoding { name, how: EncodingHow::Declared };
        return Decoded { text: Cow::Owned(text), encoding, n_undecodable };
    }
    decode(bytes, Hints { declared: charset, ..Hints::default() })
}

/// True if a label says that the text is ASCII. If the text has other letters, a program wrote the label without
/// checking the text.
fn is_ascii_label(label: &str) -> bool {
    ["us-ascii", "ascii", "ansi_x3.4-1968"].iter().any(|ascii| label.eq_ignore_ascii_case(ascii))
}
