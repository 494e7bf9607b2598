//! Classifies characters for reading dates: as a letter with its normalised form, a digit, or neither.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::text::character_table::CharacterTable;

/// The class of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dates) enum Letter {
    /// A character that is not part of a word or number.
    None,
    /// A mark within a word that may be left out: an accent, a vowel point, a joiner.
    Mark,
    /// A decimal digit of any script.
    Digit(u8),
    /// A letter, in lower case and without its accents.
    Normalised(u16),
    /// A character of a script that is written without spaces between words.
    Unspaced,
}

/// The zeros of the scripts that have decimal digits of their own.
const ZEROS: [u32; 19] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
    0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

/// The zero of the digits that are written in Iran and Pakistan.
pub(in crate::dates) const PERSIAN_ZERO: u32 = 0x06f0;

static TABLE: CharacterTable<Letter> = CharacterTable::new(work_out);

impl Letter {
    /// Returns the class of `character`.
    #[inline]
    pub(in crate::dates) fn of(character: char) -> Self {
        match TABLE.of(character) {
            Some(letter) => letter,
            // Most characters of Chinese and Japanese.
            None if matches!(character, '\u{3400}'..='\u{9fff}') => Letter::Unspaced,
            None if matches!(character, '\u{ac00}'..='\u{d7a3}') => normalised(character),
            None => work_out(character),
        }
    }
}

/// Returns the zero of the script of a digit.
pub(in crate::dates) fn zero_of(character: char) -> Option<u32> {
    let code = character as u32;
    if character.is_ascii_digit() {
        return Some(u32::from(b'0'));
    }
    ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code))
}

fn work_out(character: char) -> Letter {
    if let Some(zero) = zero_of(character) {
        return Letter::Digit((character as u32 - zero) as u8);
    }
    match character {
        // Soft hyphens, tatweel and joiners are not letters of a word.
        '\u{ad}' | '\u{640}' | '\u{200c}' | '\u{200d}' | '\u{2060}' => return Letter::Mark,
        'ß' | 'ẞ' => return normalised('s'),
        'æ' | 'Æ' => return normalised('a'),
        'œ' | 'Œ' | 'ø' | 'Ø' => return normalised('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => return normalised('d'),
        'ł' | 'Ł' => return normalised('l'),
        'ı' => return normalised('i'),
        'ə' | 'Ə' => return normalised('e'),
        'ħ' | 'Ħ' => return normalised('h'),
        'ς' => return normalised('σ'),
        // Persian and Urdu write these Arabic letters with characters of their own.
        'ک' => return normalised('ك'),
        'ی' | 'ى' => return normalised('ي'),
        'ة' | 'ہ' | 'ۃ' | 'ھ' => return normalised('ه'),
        _ => {}
    }
    if crate::text::normalise::is_unspaced(character) {
        return Letter::Unspaced;
    }
    let Some(first) = std::iter::once(character).nfkd().next() else {
        return Letter::None;
    };
    // The decomposition also splits syllables of Hangul, which are read whole.
    let first = if ('\u{ac00}'..='\u{d7a3}').contains(&character) { character } else { first };
    let class = canonical_combining_class(first);
    // Class 9 is the virama of Indic scripts, which is part of the spelling.
    if class != 0 && class != 9 {
        return Letter::Mark;
    }
    let is_indic_sign = ('\u{900}'..='\u{dff}').contains(&first);
    if class == 9 || first.is_alphabetic() || (is_indic_sign && !matches!(first, '।' | '॥' | '॰')) {
        first.to_lowercase().next().map_or(Letter::None, normalised)
    } else {
        Letter::None
    }
}

fn normalised(letter: char) -> Letter {
    // No name has a letter beyond the first plane, so one letter that no name has stands for all of them.
    Letter::Normalised(u16::try_from(letter as u32).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalising() {
        for (character, expected) in [
            ('a', normalised('a')),
            ('É', normalised('e')),
            ('Й', normalised('и')),
            ('ё', normalised('е')),
            ('Ώ', normalised('ω')),
            ('أ', normalised('ا')),
            ('ی', normalised('ي')),
            ('फ', normalised('फ')),
            ('İ', normalised('i')),
            ('\u{301}', Letter::Mark),
            ('\u{93c}', Letter::Mark),
            ('९', Letter::Digit(9)),
            ('9', Letter::Digit(9)),
            ('９', Letter::Digit(9)),
            ('۹', Letter::Digit(9)),
            ('月', Letter::Unspaced),
            ('ม', Letter::Unspaced),
            ('월', normalised('월')),
            ('.', Letter::None),
            ('_', Letter::None),
            (' ', Letter::None),
        ] {
            assert_eq!(Letter::of(character), expected, "{character:?}");
        }
    }
}
