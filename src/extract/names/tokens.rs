//! Cuts a block of text into words as names see them: how each is written, and what stands before it.

use super::tables;
use crate::text::letters::{self, Letter};

/// A word of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Its bytes in the block, without the ending of a possessive.
    pub start: u32,
    pub end: u32,
    pub shape: Shape,
    pub gap: Gap,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Its first letter is small.
    Lower,
    /// Its first letter is a capital.
    Capital,
    /// All its letters are capitals, two or more.
    Capitals,
    /// It has no letters, or is of a script without capitals.
    Other,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space alone.
    Space,
    /// The sign for "and" between spaces.
    Ampersand,
    /// Something after which any word may be written with a capital: a full stop, a quotation mark.
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

/// The prefixes that French and Italian put before a name with an apostrophe.
const ELIDED: &[&str] = &["l", "d", "j", "c", "n", "s", "m", "t", "qu", "dell", "all", "nell", "dall", "sull", "un"];

/// What each byte of ASCII is to a word; bytes of other characters are [`OTHER`].
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
pub(super) fn tokenise(block: &str, splits_elided: bool, tokens: &mut Vec<Token>) {
    let bytes = block.as_bytes();
    let mut at = 0;
    // Where the word before ended, with what belongs to it and is no part of a name.
    let mut last_end: Option<usize> = None;
    let mut is_after_abbreviation = false;
    while at < bytes.len() {
        if ASCII[usize::from(bytes[at])] == NO_LETTER {
            at += 1;
            continue;
        }
        // Most words are letters of ASCII alone, between spaces and commas.
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
            // What follows the name in a possessive says nothing of how the name is written.
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
                    // `Roscosmos-produced`, `US-Russian`: the name ends before what is made of it.
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
                        // `Kelly's`, `Erdoğan'ın`, `don't`: the name ends here.
                        name_end = Some(at);
                    }
                }
                // `U.S.`, `J.K.`: a capital, a full stop and another capital.
                '.' if n_capitals == n_letters && next.is_uppercase() && is_single(block, start, at) => {}
                _ => break,
            }
            at += length;
        }
        // The apostrophe of `l'Union` is what parts the two words, and a space parts them as well.
        let is_elided = n_capitals == 0
            && bytes.get(at).is_some_and(|byte| *byte == b'\'' || !byte.is_ascii())
            && matches!(character_at(block, at).0, '\'' | '\u{2019}');
        let gap = gap_before(block, start, last_end, is_after_abbreviation);
        // The full stop behind the last letter of `U.S.` belongs to it.
        let has_stop = bytes.get(at) == Some(&b'.');
        if has_stop && n_capitals == n_letters && block[start..end].contains('.') {
            end += 1;
        }
        let shape =
            if is_handle(bytes, start) || !first.is_alphabetic() || !(first.is_uppercase() || first.is_lowercase()) {
                Shape::Other
            } else if !first.is_uppercase() {
                // `al-Assad` is a name that starts small.
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
            // Nothing stands between the two words then; that is as good as a space.
            at = last_end.unwrap_or(at);
        }
        tokens.push(token);
    }
}

/// True if a byte is a sign of ASCII that stands inside no word.
fn ends_word(byte: u8) -> bool {
    ASCII[usize::from(byte)] == NO_LETTER && !matches!(byte, b'-' | b'\'' | b'.')
}

/// The shape of a word of ASCII letters and digits.
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

/// The gap before the word at `start`. The word before it ended at `last_end`.
fn gap_before(block: &str, start: usize, last_end: Option<usize>, is_after_abbreviation: bool) -> Gap {
    match last_end {
        None => Gap::Start,
        Some(last_end) if last_end + 1 == start && block.as_bytes()[last_end] == b' ' => Gap::Space,
        Some(last_end) => gap_of(&block[last_end..start], is_after_abbreviation),
    }
}

/// True if the letter before the full stop at `at` stands alone, and the one behind it as well: `U.S`.
fn is_single(block: &str, start: usize, at: usize) -> bool {
    let part = block[start..at].rsplit('.').next().unwrap_or("");
    let mut after = block[at + 1..].chars().skip(1);
    part.chars().count() == 1 && !after.next().is_some_and(char::is_lowercase)
}

/// True if what stands behind a hyphen only makes an adjective of the name before it.
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

/// True if a character shows no letter and stands inside words.
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
