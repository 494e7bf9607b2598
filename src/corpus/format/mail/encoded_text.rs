//! The bytes of a message as text: its header lines and its parts, each in an encoding of its own.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

use crate::article::{Encoding, EncodingHow};
use crate::corpus::encoding::{Decoded, Hints, decode, decode_article, is_wide};

/// Encodings that mail is in and the web never was: their labels in lower case, and their names.
const OF_MAIL_ALONE: [(&str, &str); 4] =
    [("utf-7", "UTF-7"), ("unicode-1-1-utf-7", "UTF-7"), ("ibm850", "IBM850"), ("cp850", "IBM850")];

/// A message whose header lines can be found by their bytes: what was saved in UTF-16 is decoded, and the
/// line ends of the first Macintoshes become those of everyone else.
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

/// True if a label says no more than that the text has no letters beyond ASCII: where it has, it was put
/// there by a program that did not look.
fn is_ascii_label(label: &str) -> bool {
    ["us-ascii", "ascii", "ansi_x3.4-1968"].iter().any(|ascii| label.eq_ignore_ascii_case(ascii))
}
