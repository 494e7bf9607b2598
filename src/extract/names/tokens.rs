//! Cuts a block of text into the words that names are found in: each with its capitals and the gap before it.

use super::tables;
use crate::text::letters::{self, Letter};

/// A word of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// The first byte of the word in the block, and the byte behind its last, without the ending of a possessive.
    pub start: u32,
    pub end: u32,
    pub shape: Shape,
    pub gap: Gap,
}

/// The use of capitals in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The first letter is small.
    Lower,
    /// The first letter is a capital.
    Capital,
    /// All letters are capitals, at least two.
    Capitals,
    /// The word begins with no letter, or its script has no capitals.
    Other,
}

/// The text between a word and the previous word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space or nothing, also behind the full stop of an abbreviation.
    Space,
    /// An ampersand between spaces.
    Ampersand,
    /// The start of the block, or a sign after which any word may have a capital: a full stop, a quotation mark.
    Start,
    /// A space and an opening parenthesis.
    Parenthesis,
    /// A comma and a space.
    Comma,
    /// Anything else.
    Other,
}

impl Token {
    pub fn text(self, block: &str) -> &str {
        &block[self.start as usize..self.end as usize]
    }

    pub fn is_capitalised(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals)
    }
}

/// The elided words before a name with an apostrophe, in French, Italian and Catalan.
const ELIDED: &[&str] = &["l", "d", "j", "c", "n", "s", "m", "t", "qu", "dell", "all", "nell", "dall", "sull", "un"];

/// The class of each ASCII byte. Bytes of other characters are [`OTHER`].
const ASCII: [u8; 256] = {
    let mut table = [NO_LETTER; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        if character.is_ascii_uppercase() {
            table[byte] = ALPHANUMERIC | ALPHABETIC | CAPITAL;
        } else if character.is_ascii_alphabetic() {
            table[byte] = ALPHANUMERIC | ALPHABETIC;
        } else if character.is_ascii_digit() {
            table[byte] = ALPHANUMERIC;
        } else if !character.is_ascii() {
            table[byte] = OTHER;
        }
        byte += 1;
    }
    table
};
const NO_LETTER: u8 = 0;
const ALPHANUMERIC: u8 = 1;
const ALPHABETIC: u8 = 2;
const CAPITAL: u8 = 4;
const OTHER: u8 = 8;

/// Adds the words of `block` to `tokens`.
///
/// If `splits_elided` is true, an elided word with a capital is a word of its own too, as in `L'Union`.
pub(super) fn tokenise(block: &str, splits_elided: bool, tokens: &mut Vec<Token>) {
    let bytes = block.as_bytes();
    let mut at = 0;
    // The end of the previous word, with the apostrophe of an elided word.
    let mut last_end: Option<usize> = None;
    let mut is_after_abbreviation = false;
    while at < bytes.len() {
        if ASCII[usize::from(bytes[at])] == NO_LETTER {
            at += 1;
            continue;
        }
        // Most words consist of ASCII letters alone, between spaces and commas.
        let n_letters = bytes[at..].iter().take_while(|byte| ASCII[usize::from(**byte)] & ALPHANUMERIC != 0).count();
        if n_letters > 0 && bytes.get(at + n_letters).is_none_or(|byte| ends_word(*byte)) {
            let (start, end) = (at, at + n_letters);
            let gap = gap_before(block, start, last_end, is_after_abbreviation);
            let shape = if is_handle(bytes, start) { Shape::Other } else { shape_of_ascii(&bytes[start..end]) };
            tokens.push(Token { start: start as u32, end: end as u32, shape, gap });
            (last_end, is_after_abbreviation) = (Some(end), false);
            at = end;
            continue;
        }
        let (character, length) = character_at(block, at);
        if !is_letter(character) {
            at += length;
            continue;
        }
        let start = at;
        let mut n_letters = 0_u32;
        let mut n_capitals = 0_u32;
        let first = Letter::of(character);
        let mut end = at;
        let mut name_end = None;
        while at < bytes.len() {
            // The ending of a possessive does not count for the capitals of a name.
            let is_name = name_end.is_none();
            while let Some(byte) = bytes.get(at) {
                let class = ASCII[usize::from(*byte)];
                if class & ALPHANUMERIC == 0 {
                    break;
                }
                n_capitals += u32::from(is_name && class & CAPITAL != 0);
                n_letters += u32::from(is_name && class & ALPHABETIC != 0);
                at += 1;
                end = at;
            }
            // Most words end at a space or a comma.
            if bytes.get(at).is_none_or(|byte| ends_word(*byte)) {
                break;
            }
            let (character, length) = character_at(block, at);
            let letter = Letter::of(character);
            if letter.is_alphanumeric() || is_inner_mark(character) {
                if is_name {
                    n_capitals += u32::from(letter.is_uppercase());
                    n_letters += u32::from(letter.is_alphabetic());
                }
                at += length;
                end = at;
                continue;
            }
            let next = if at + length < bytes.len() { character_at(block, at + length).0 } else { ' ' };
            match character {
                '-' | '\u{2011}' if is_letter(next) => {
                    // In `Roscosmos-produced` and `US-Russian`, the name ends before the hyphen.
                    if n_capitals > 0 && name_end.is_none() && is_made_of_name(&block[at + length..]) {
                        name_end = Some(at);
                    }
                }
                '\'' | '\u{2019}' if is_letter(next) && name_end.is_none() => {
                    let prefix = &block[start..at];
                    if next.is_uppercase() {
                        let is_elided = n_capitals == 0
                            || (splits_elided && ELIDED.iter().any(|known| prefix.eq_ignore_ascii_case(known)));
                        if is_elided {
                            break;
                        }
                    } else {
                        // In `Kelly's`, `Erdoğan'ın` and `don't`, the name ends at the apostrophe.
                        name_end = Some(at);
                    }
                }
                // In `U.S.` and `J.K.`, a full stop is between two single capitals.
                '.' if n_capitals == n_letters && next.is_uppercase() && is_single(block, start, at) => {}
                _ => break,
            }
            at += length;
        }
        // The apostrophe of `l'Union` separates two words, as a space does.
        let is_elided = n_capitals == 0
            && bytes.get(at).is_some_and(|byte| *byte == b'\'' || !byte.is_ascii())
            && matches!(character_at(block, at).0, '\'' | '\u{2019}');
        let gap = gap_before(block, start, last_end, is_after_abbreviation);
        // The full stop behind the last letter of `U.S.` belongs to the word.
        let has_stop = bytes.get(at) == Some(&b'.');
        if has_stop && n_capitals == n_letters && block[start..end].contains('.') {
            end += 1;
        }
        let shape =
            if is_handle(bytes, start) || !first.is_alphabetic() || !(first.is_uppercase() || first.is_lowercase()) {
                Shape::Other
            } else if !first.is_uppercase() {
                // `al-Assad` is a name that begins with a small letter.
                Shape::Lower
            } else if n_letters >= 2 && n_capitals == n_letters {
                Shape::Capitals
            } else {
                Shape::Capital
            };
        let token = Token { start: start as u32, end: name_end.unwrap_or(end) as u32, shape, gap };
        let word = token.text(block);
        let is_initial = n_letters == 1 && n_capitals == 1;
        is_after_abbreviation = has_stop
            && (is_initial
                || (word.contains('.') && n_capitals == n_letters)
                || (word.len() <= 6 && tables::ABBREVIATIONS.has(&letters::lower(word))));
        last_end = Some(if is_elided { at + character_at(block, at).1 } else { token.end as usize });
        if is_elided {
            // Nothing is between the two words, and that counts as a space.
            at = last_end.unwrap_or(at);
        }
        tokens.push(token);
    }
}

/// True if an ASCII byte never occurs inside a word.
fn ends_word(byte: u8) -> bool {
    ASCII[usize::from(byte)] == NO_LETTER && !matches!(byte, b'-' | b'\'' | b'.')
}

/// Returns the shape of a word of ASCII letters and digits.
fn shape_of_ascii(word: &[u8]) -> Shape {
    match word.first() {
        Some(first) if first.is_ascii_lowercase() => Shape::Lower,
        Some(first) if first.is_ascii_uppercase() => {
            let n_letters = word.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
            let n_capitals = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
            if n_letters >= 2 && n_capitals == n_letters { Shape::Capitals } else { Shape::Capital }
        }
        _ => Shape::Other,
    }
}

/// True if the word at `start` is a handle or a part of one.
fn is_handle(bytes: &[u8], start: usize) -> bool {
    start > 0 && matches!(bytes[start - 1], b'@' | b'#' | b'_')
}

/// Returns the gap before the word at `start`. The previous word ended at `last_end`.
fn gap_before(block: &str, start: usize, last_end: Option<usize>, is_after_abbreviation: bool) -> Gap {
    match last_end {
        None => Gap::Start,
        Some(last_end) if last_end + 1 == start && block.as_bytes()[last_end] == b' ' => Gap::Space,
        Some(last_end) => gap_of(&block[last_end..start], is_after_abbreviation),
    }
}

/// True if the letters before and behind the full stop at `at` are single letters, as in `U.S`.
fn is_single(block: &str, start: usize, at: usize) -> bool {
    let part = block[start..at].rsplit('.').next().unwrap_or("");
    let mut after = block[at + 1..].chars().skip(1);
    part.chars().count() == 1 && !after.next().is_some_and(char::is_lowercase)
}

/// True if the word behind a hyphen makes an adjective of the name before it.
fn is_made_of_name(after: &str) -> bool {
    let length = after.find(|character: char| !character.is_alphanumeric()).unwrap_or(after.len());
    let word = &after[..length];
    word.starts_with(char::is_lowercase) || (word.is_ascii() && tables::ADJECTIVES.has(&word.to_ascii_lowercase()))
}

fn gap_of(gap: &str, is_after_abbreviation: bool) -> Gap {
    match gap {
        " " | "" | "\u{a0}" | "\u{202f}" => return Gap::Space,
        "-" => return Gap::Other,
        " & " => return Gap::Ampersand,
        " (" => return Gap::Parenthesis,
        ", " => return Gap::Comma,
        ". " | ".\u{a0}" if is_after_abbreviation => return Gap::Space,
        _ => {}
    }
    if is_after_abbreviation && gap == "., " {
        return Gap::Comma;
    }
    let is_start = |character| {
        matches!(
            character,
            '.' | '!'
                | '?'
                | ':'
                | ';'
                | '…'
                | '\n'
                | '"'
                | '“'
                | '„'
                | '‘'
                | '«'
                | '»'
                | '‹'
                | '('
                | '['
                | '•'
                | '*'
                | '—'
                | '–'
                | '·'
                | '|'
                | '/'
                | '¿'
                | '¡'
                | '#'
                | '>'
        ) || ('\u{3000}'..='\u{303f}').contains(&character)
    };
    if gap.contains(is_start) { Gap::Start } else { Gap::Other }
}

fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric()
    } else {
        Letter::of(character).is_alphanumeric() || is_inner_mark(character)
    }
}

/// True if a character is no letter but occurs inside words.
fn is_inner_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn character_at(text: &str, at: usize) -> (char, usize) {
    let byte = text.as_bytes()[at];
    if byte < 0x80 {
        return (char::from(byte), 1);
    }
    let character = text[at..].chars().next().unwrap_or(' ');
    (character, character.len_utf8())
}
