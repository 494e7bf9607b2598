//! The script of a letter: the first and most reliable evidence for a language.

use crate::text::character_table::CharacterTable;

/// A script in which news is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Hebrew,
    Greek,
    Armenian,
    Georgian,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Burmese,
    Ethiopic,
    Khmer,
    Hangul,
    Kana,
    Han,
}

pub(super) const N_SCRIPTS: usize = Script::Han as usize + 1;

/// All scripts, each at the index of its number.
pub(super) const SCRIPTS: [Script; N_SCRIPTS] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Arabic,
    Script::Devanagari,
    Script::Hebrew,
    Script::Greek,
    Script::Armenian,
    Script::Georgian,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Oriya,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
    Script::Thai,
    Script::Lao,
    Script::Tibetan,
    Script::Burmese,
    Script::Ethiopic,
    Script::Khmer,
    Script::Hangul,
    Script::Kana,
    Script::Han,
];

/// The role of a character in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CharacterClass {
    /// A letter of a script.
    Letter(Script),
    /// A mark on the previous letter, which belongs to the word.
    Mark,
    /// Any other character, which ends a word.
    Other,
}

impl Script {
    /// Returns the language that the script alone decides: its only language, or the language of nearly all news in it.
    ///
    /// `None` for the scripts whose languages are distinguished by words and letters.
    pub fn only_language(self) -> Option<&'static str> {
        Some(match self {
            Self::Latin | Self::Cyrillic | Self::Arabic | Self::Devanagari | Self::Hebrew => return None,
            Self::Greek => "el",
            Self::Armenian => "hy",
            Self::Georgian => "ka",
            Self::Bengali => "bn",
            Self::Gurmukhi => "pa",
            Self::Gujarati => "gu",
            Self::Oriya => "or",
            Self::Tamil => "ta",
            Self::Telugu => "te",
            Self::Kannada => "kn",
            Self::Malayalam => "ml",
            Self::Sinhala => "si",
            Self::Thai => "th",
            Self::Lao => "lo",
            Self::Tibetan => "bo",
            Self::Burmese => "my",
            Self::Ethiopic => "am",
            Self::Khmer => "km",
            Self::Hangul => "ko",
            Self::Kana => "ja",
            Self::Han => "zh",
        })
    }

    /// Returns the number of letters of an alphabet that one character stands for, to compare shares of a text.
    ///
    /// The same sentence has about a third as many characters in Chinese, and half as many in Korean.
    pub fn letters_a_character(self) -> u64 {
        match self {
            Self::Han => 3,
            Self::Kana | Self::Hangul => 2,
            _ => 1,
        }
    }
}

static KINDS: CharacterTable<CharacterClass> = CharacterTable::new(work_out);

/// Returns the role of `character`, which is not ASCII, in a word.
#[inline]
pub(super) fn kind_of(character: char) -> CharacterClass {
    KINDS.of(character).unwrap_or_else(|| work_out(character))
}

fn work_out(character: char) -> CharacterClass {
    let script = match character {
        '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' if !matches!(character, '×' | '÷') => Script::Latin,
        '\u{1e00}'..='\u{1eff}' | '\u{250}'..='\u{2af}' | '\u{2bb}' => Script::Latin,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' => return CharacterClass::Mark,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{531}'..='\u{58f}' => Script::Armenian,
        '\u{591}'..='\u{5c7}' => return CharacterClass::Mark,
        '\u{5d0}'..='\u{5f2}' => Script::Hebrew,
        '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{670}' => return CharacterClass::Mark,
        '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{6fa}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => {
            Script::Arabic
        }
        // The danda and the digits of Devanagari end a word. Its vowel signs are letters.
        '\u{964}'..='\u{96f}' => return CharacterClass::Other,
        '\u{900}'..='\u{97f}' => Script::Devanagari,
        '\u{980}'..='\u{9ff}' => Script::Bengali,
        '\u{a00}'..='\u{a7f}' => Script::Gurmukhi,
        '\u{a80}'..='\u{aff}' => Script::Gujarati,
        '\u{b00}'..='\u{b7f}' => Script::Oriya,
        '\u{b80}'..='\u{bff}' => Script::Tamil,
        '\u{c00}'..='\u{c7f}' => Script::Telugu,
        '\u{c80}'..='\u{cff}' => Script::Kannada,
        '\u{d00}'..='\u{d7f}' => Script::Malayalam,
        '\u{d80}'..='\u{dff}' => Script::Sinhala,
        '\u{e00}'..='\u{e7f}' => Script::Thai,
        '\u{e80}'..='\u{eff}' => Script::Lao,
        '\u{f00}'..='\u{fff}' => Script::Tibetan,
        '\u{1000}'..='\u{109f}' => Script::Burmese,
        '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' => Script::Georgian,
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{1200}'..='\u{1360}' | '\u{1380}'..='\u{139f}' => Script::Ethiopic,
        '\u{1780}'..='\u{17ff}' => Script::Khmer,
        '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => Script::Kana,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Han
        }
        _ => return CharacterClass::Other,
    };
    CharacterClass::Letter(script)
}

/// Returns the lower case of a letter. If that has several characters, returns the first one.
pub(super) fn lower(letter: char) -> char {
    match letter {
        'а'..='џ' => letter,
        'А'..='Я' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
        _ if letter.is_lowercase() => letter,
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_stands_at_its_number() {
        for (script_idx, script) in SCRIPTS.iter().enumerate() {
            assert_eq!(*script as usize, script_idx);
        }
    }

    #[test]
    fn letters_know_their_script() {
        let check = |character, kind| assert_eq!(kind_of(character), kind, "{character}");
        check('ñ', CharacterClass::Letter(Script::Latin));
        check('×', CharacterClass::Other);
        check('Ж', CharacterClass::Letter(Script::Cyrillic));
        check('ب', CharacterClass::Letter(Script::Arabic));
        check('\u{64e}', CharacterClass::Mark);
        check('।', CharacterClass::Other);
        check('さ', CharacterClass::Letter(Script::Kana));
        check('港', CharacterClass::Letter(Script::Han));
        check('항', CharacterClass::Letter(Script::Hangul));
        check('“', CharacterClass::Other);
        assert_eq!((lower('Ж'), lower('É'), lower('İ')), ('ж', 'é', 'i'));
    }
}
