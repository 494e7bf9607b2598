//! Decodes encoded words of header lines (RFC 2047), with the deviations that programs write.
//!
//! The decoder of the mail parser is too strict. It uses the tables of ISO 8859-1 where programs mean Windows-1252, and
//! fails at a blank within a word. It also decodes each word by itself, but many programs split words within a
//! character.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;

use super::encoded_text::decode_text;
use super::transfer::decode_transfer;

/// The longest word that is decoded, in bytes. The standard allows 75. The limit bounds the searches for the ends of
/// words that have none.
const LONGEST: usize = 1024;

/// Returns a line with its encoded words decoded. All other text is kept as it is.
pub(super) fn decode_words(line: &str) -> String {
    if !line.contains("=?") {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    for part in line_parts(line) {
        match part {
            LinePart::Plain(text) => out.push_str(text),
            LinePart::Decoded(text) => out.push_str(&text),
        }
    }
    out.trim().to_owned()
}

/// A line in which one sign replaces each run of encoded words, for parsers that must not see the decoded text.
pub(super) struct MarkedWords {
    pub(super) line: String,
    words: Vec<String>,
}

/// The first of the signs that replace words. They are characters for private use, which no parser splits.
const FIRST_SIGN: u32 = 0xF_0000;

impl MarkedWords {
    pub(super) fn of(line: &str) -> Self {
        let mut marked = Self { line: String::with_capacity(line.len()), words: Vec::new() };
        for part in line_parts(line) {
            match part {
                LinePart::Plain(text) => marked.line.push_str(text),
                LinePart::Decoded(text) => match Self::sign(marked.words.len()) {
                    Some(sign) => {
                        marked.line.push(sign);
                        marked.words.push(text);
                    }
                    None => marked.line.push_str(&text),
                },
            }
        }
        marked
    }

    fn sign(number: usize) -> Option<char> {
        u32::try_from(number)
            .ok()
            .filter(|number| *number < 0xF000)
            .and_then(|number| char::from_u32(FIRST_SIGN + number))
    }

    /// Returns a part of the line with the decoded words in place of their signs.
    pub(super) fn decoded(&self, part: &str) -> String {
        let mut out = String::with_capacity(part.len());
        for c in part.chars() {
            let number = u32::from(c).checked_sub(FIRST_SIGN).and_then(|number| usize::try_from(number).ok());
            match number.and_then(|number| self.words.get(number)) {
                Some(word) => out.push_str(word),
                None => out.push(c),
            }
        }
        out
    }
}

enum LinePart<'line> {
    Plain(&'line str),
    /// The text of successive encoded words.
    Decoded(String),
}

/// Splits a line into its parts. Blanks between two encoded words do not belong to the text.
fn line_parts(line: &str) -> Vec<LinePart<'_>> {
    let mut line_parts = Vec::new();
    let mut run = Run::default();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = line[at..].find("=?") {
        let start = at + found;
        let Some(word) = EncodedWord::at(line, start) else {
            at = start + 2;
            continue;
        };
        let between = &line[kept..start];
        if run.is_empty() || !between.trim().is_empty() {
            line_parts.extend(run.take().map(LinePart::Decoded));
            line_parts.extend((!between.is_empty()).then_some(LinePart::Plain(between)));
        }
        run.push(&word);
        (kept, at) = (word.end, word.end);
    }
    line_parts.extend(run.take().map(LinePart::Decoded));
    line_parts.extend((kept < line.len()).then(|| LinePart::Plain(&line[kept..])));
    line_parts
}

/// Successive encoded words. Words in the same encoding are decoded together.
#[derive(Default)]
struct Run {
    text: String,
    charset: String,
    bytes: Vec<u8>,
    is_open: bool,
}

impl Run {
    fn is_empty(&self) -> bool {
        !self.is_open
    }

    fn push(&mut self, word: &EncodedWord<'_>) {
        // In an encoding with states, each word begins and ends in the first state, so it is decoded by itself.
        let has_states = word.charset.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("iso-2022"));
        if has_states || !self.charset.eq_ignore_ascii_case(word.charset) {
            self.decode();
            word.charset.clone_into(&mut self.charset);
        }
        self.bytes.extend_from_slice(&word.bytes());
        self.is_open = true;
    }

    fn decode(&mut self) {
        if !self.bytes.is_empty() {
            self.text.push_str(&decode_text(&self.bytes, Some(&self.charset)).text);
            self.bytes.clear();
        }
    }

    fn take(&mut self) -> Option<String> {
        self.decode();
        let run = std::mem::take(self);
        run.is_open.then_some(run.text)
    }
}

/// An encoded word: `=?charset?encoding?text?=`.
struct EncodedWord<'line> {
    charset: &'line str,
    is_base64: bool,
    text: &'line str,
    end: usize,
}

impl<'line> EncodedWord<'line> {
    fn at(line: &'line str, start: usize) -> Option<Self> {
        let rest = &line[start + 2..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        let (charset, behind) = rest.split_once('?')?;
        let (encoding, behind) = behind.split_once('?')?;
        if charset.is_empty() || charset.contains(char::is_whitespace) || !matches!(encoding, "b" | "B" | "q" | "Q") {
            return None;
        }
        let text_start = start + 2 + charset.len() + 1 + encoding.len() + 1;
        let length = behind.find("?=")?;
        // A language may follow the name of the encoding (RFC 2231).
        let charset = charset.split('*').next().unwrap_or(charset);
        let is_base64 = encoding.eq_ignore_ascii_case("b");
        Some(Self { charset, is_base64, text: &behind[..length], end: text_start + length + 2 })
    }

    fn bytes(&self) -> Cow<'line, [u8]> {
        if !self.is_base64 {
            let blanks = self.text.replace('_', " ");
            return Cow::Owned(decode_transfer(blanks.as_bytes(), Some("quoted-printable")).into_owned());
        }
        let mut text: Vec<u8> = self.text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        // Some programs leave the padding out.
        while !text.len().is_multiple_of(4) && text.len() % 4 != 1 {
            text.push(b'=');
        }
        base64_decode(&text).map_or(Cow::Borrowed(self.text.as_bytes()), Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (line, expected) in [
            ("Plain", "Plain"),
            ("=?iso-8859-1?Q?K=F6ln?= calls", "Köln calls"),
            // A character that is split between two words.
            ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?= now", "café now"),
            ("=?utf-8?B?44G+44KC44KC?=\t=?UTF-8?b?44KC?=", "まももも"),
            ("=?ISO-2022-JP?B?GyRCJUYbKEI=?= =?ISO-2022-JP?B?GyRCJUYbKEI=?=", "テテ"),
            // The same in Base64, without padding.
            ("=?utf-8?B?0JzQvtGB0YLRiyDQ?= =?utf-8?B?vdCw0LQg0YDQtdC60L7QuQ?=", "Мосты над рекой"),
            // Blanks within a word, Windows-1252 under another name, a language after the encoding.
            ("=?UTF-8?Q?Der L=C3=BCckenschluss am_Kai?= heute", "Der Lückenschluss am Kai heute"),
            ("=?ISO-8859-1?Q?The_quay=92s_=93tug=94?=", "The quay’s “tug”"),
            ("=?iso-8859-1*fr?Q?P=E9niche?=", "Péniche"),
            ("a =?utf-8?Q?b?= c =?utf-8?Q?d?=", "a b c d"),
            ("=?utf-8?Q?Why=3F?=", "Why?"),
            ("=?utf-8?Q?open", "=?utf-8?Q?open"),
            ("1 =? 2", "1 =? 2"),
        ] {
            assert_eq!(decode_words(line), expected, "{line}");
        }
    }
}
