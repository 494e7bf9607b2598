//! Makes text safe to show: safe text has no control character, escape sequence or bidi override.
//!
//! Control characters of the C0 set become their control pictures (`␛`), so the user sees that something was there. C1
//! controls become `�`, and characters that override the direction of text are removed. All of them are counted; `i`
//! shows the counts.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// The number of characters of a text that were replaced or removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Control characters that are now control pictures or `�`.
    pub n_controls: u32,
    /// Characters that override the direction of text, which were removed.
    pub n_bidi: u32,
    /// Byte sequences that are no character in the file's encoding, now `�`.
    pub n_undecodable: u32,
}

impl Replaced {
    /// Adds the counts of another text of the same article.
    pub fn add(&mut self, other: Self) {
        self.n_controls += other.n_controls;
        self.n_bidi += other.n_bidi;
        self.n_undecodable += other.n_undecodable;
    }

    /// True if nothing was replaced or removed.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// Appends `text` to `out`, safe to show. Line ends become `\n`; tabs stay.
///
/// The vertical separators of Unicode (U+2028, U+2029) and NEL become `\n` as well, so that "line" has the same meaning
/// in every later stage.
pub fn push_safe(text: &str, out: &mut String, replaced: &mut Replaced) {
    out.reserve(text.len());
    let mut rest = text;
    // Runs of ordinary characters are copied whole: nearly every text is one such run.
    while let Some(at) = first_to_look_at(rest) {
        out.push_str(&rest[..at]);
        let mut characters = rest[at..].chars();
        let Some(character) = characters.next() else {
            break;
        };
        rest = characters.as_str();
        match character {
            '\t' => out.push('\t'),
            '\r' => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                out.push('\n');
            }
            '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\0'..='\u{1f}' => {
                replaced.n_controls += 1;
                // U+2400 is the first of the control pictures, in the order of the controls.
                out.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'));
            }
            '\u{7f}' => {
                replaced.n_controls += 1;
                out.push('\u{2421}');
            }
            '\u{80}'..='\u{9f}' => {
                replaced.n_controls += 1;
                out.push('\u{fffd}');
            }
            // A byte-order mark inside a text is left over from joined files and is invisible.
            //
            // A soft hyphen marks a place where a word may be broken. We break lines ourselves, terminals show it or
            // not, and it would split a word that the user searches for.
            '\u{feff}' | '\u{ad}' => {}
            _ => replaced.n_bidi += 1,
        }
    }
    out.push_str(rest);
}

/// Returns `text`, safe to show, with its line ends and tabs kept.
pub fn safe(text: &str) -> (String, Replaced) {
    let mut out = String::new();
    let mut replaced = Replaced::default();
    push_safe(text, &mut out, &mut replaced);
    (out, replaced)
}

/// Returns `text`, safe to show on one line: every run of white space is one space, and there is none at the ends.
pub fn safe_line(text: &str) -> String {
    let (safe, _) = safe(text);
    let mut line = String::with_capacity(safe.len());
    for word in safe.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Returns `text`, safe to show on one line, with its spaces kept: line ends and tabs become spaces.
pub fn safe_in_line(text: &str) -> String {
    safe(text).0.replace(['\n', '\t'], " ")
}

/// Returns the JSON text `json` with `\u` escapes for characters that may not reach a terminal. Such characters are
/// only in its strings, so its meaning stays the same.
pub fn safe_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if is_unsafe(character) {
            // All of them are in the basic plane, so four digits are enough.
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// True if `character` may not reach a terminal as it is (`\n` and `\t` may).
pub fn is_unsafe(character: char) -> bool {
    needs_a_look(character) && character != '\t'
}

/// Returns the index of the first character for which [`needs_a_look`] is true.
fn first_to_look_at(text: &str) -> Option<usize> {
    // The number of bytes that are tested at once. Nearly no chunk has a byte of such a character.
    const CHUNK: usize = 64;
    text.as_bytes().chunks(CHUNK).enumerate().find_map(|(number, chunk)| {
        if !chunk.iter().fold(false, |found, byte| found | may_need_a_look(*byte)) {
            return None;
        }
        let start = text.floor_char_boundary(number * CHUNK);
        let end = text.ceil_char_boundary(number * CHUNK + chunk.len());
        text[start..end].find(needs_a_look).map(|at| start + at)
    })
}

/// True if a byte is a character for which [`needs_a_look`] is true, or may be the first byte of one.
///
/// The bytes 0xc2, 0xd8, 0xe2 and 0xef begin the characters from U+0080, U+0600, U+2000 and U+F000 on.
#[allow(clippy::needless_bitwise_bool, reason = "a processor compares many bytes in one step where none ends early")]
fn may_need_a_look(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\n'))
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xd8)
        | (byte == 0xe2)
        | (byte == 0xef)
}

fn needs_a_look(character: char) -> bool {
    match character {
        '\n' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        // Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9).
        '\u{200e}' | '\u{200f}' | '\u{61c}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{feff}' | '\u{ad}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_become_pictures_and_overrides_go() {
        let (text, replaced) = safe("a\u{1b}[31mred\u{9b}x\r\ntwo\rthree\u{202e}evil\u{2028}end\0");
        assert_eq!(text, "a␛[31mred�x\ntwo\nthreeevil\nend␀");
        assert_eq!(replaced, Replaced { n_controls: 3, n_bidi: 1, n_undecodable: 0 });
    }

    #[test]
    fn a_line_has_single_spaces() {
        assert_eq!(safe_line("  Two\n\twords \r\n here "), "Two words here");
        assert_eq!(safe_line("Ha\u{ad}fen\u{ad}meister"), "Hafenmeister");
        assert_eq!(safe_in_line(" two\n\tfor\u{1b}[1m\u{202e} "), " two  for␛[1m ");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = "a\u{9b}\u{202e}\u{7f}é";
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(safe_json(&json), r#""a\u009b\u202e\u007fé""#);
        assert_eq!(serde_json::from_str::<String>(&safe_json(&json)).unwrap(), text);
    }

    #[test]
    fn characters_that_need_a_look_are_seen_by_their_bytes() {
        for character in '\0'..=char::MAX {
            let first = character.to_string().as_bytes()[0];
            assert!(may_need_a_look(first) || !needs_a_look(character), "{character:?}");
        }
        // Tested at the ends of the chunks that are compared at once, too.
        for n_before in 0..140 {
            let text = format!("{}\u{202e}é", "é".repeat(n_before));
            assert_eq!(first_to_look_at(&text), Some(2 * n_before));
            assert_eq!(first_to_look_at(&text[..2 * n_before]), None);
        }
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left(text in any::<String>()) {
            let (text, _) = safe(&text);
            prop_assert!(!text.chars().any(is_unsafe));
        }

        #[test]
        fn safe_text_stays_as_it_is(text in any::<String>()) {
            let (once, _) = safe(&text);
            let (twice, replaced) = safe(&once);
            prop_assert_eq!(once, twice);
            prop_assert!(replaced.is_none());
        }
    }
}
