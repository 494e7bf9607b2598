//! The Unicode properties of characters that decide about words, from one table for the alphabets.
//!
//! The standard library looks characters beyond ASCII up by a search. Each letter of a text is looked up several times
//! while it is read, so a table of twelve kilobytes saves a tenth of the time for texts in other scripts.

use std::borrow::Cow;

use super::character_table::CharacterTable;

/// The word-related properties of a character, as bit flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter(u8);

const ALPHABETIC: u8 = 1;
const NUMERIC: u8 = 2;
const UPPERCASE: u8 = 4;
const LOWERCASE: u8 = 8;

static TABLE: CharacterTable<Letter> = CharacterTable::new(Letter::work_out);

impl Letter {
    /// Returns the properties of `character`.
    #[inline]
    pub fn of(character: char) -> Self {
        match character {
            // Most of Chinese, Japanese and Korean.
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Self(ALPHABETIC),
            _ => TABLE.of(character).unwrap_or_else(|| Self::work_out(character)),
        }
    }

    fn work_out(character: char) -> Self {
        let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
        Self(
            flag(character.is_alphabetic(), ALPHABETIC)
                | flag(character.is_numeric(), NUMERIC)
                | flag(character.is_uppercase(), UPPERCASE)
                | flag(character.is_lowercase(), LOWERCASE),
        )
    }

    /// Same as [`char::is_alphabetic`].
    #[inline]
    pub fn is_alphabetic(self) -> bool {
        self.0 & ALPHABETIC != 0
    }

    /// Same as [`char::is_alphanumeric`].
    #[inline]
    pub fn is_alphanumeric(self) -> bool {
        self.0 & (ALPHABETIC | NUMERIC) != 0
    }

    /// Same as [`char::is_uppercase`].
    #[inline]
    pub fn is_uppercase(self) -> bool {
        self.0 & UPPERCASE != 0
    }

    /// Same as [`char::is_lowercase`].
    #[inline]
    pub fn is_lowercase(self) -> bool {
        self.0 & LOWERCASE != 0
    }
}

/// Returns `word` in lower case, as [`str::to_lowercase`] does. A lower-case ASCII word, the most common case, is not
/// copied.
pub fn lower(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        Cow::Owned(word.to_lowercase())
    } else if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_is_that_of_the_standard_library() {
        for word in ["", "ferry", "Ferry", "FÄHRE", "ΟΔΟΣ", "İ", "a-B2"] {
            assert_eq!(lower(word), word.to_lowercase(), "{word}");
        }
    }

    #[test]
    fn every_character_is_what_unicode_says() {
        for character in '\0'..=char::MAX {
            assert_eq!(Letter::of(character), Letter::work_out(character), "{character:?}");
        }
    }
}
