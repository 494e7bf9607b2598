//! Normalises text for searching: lower case, no accents, words with one space before each.
//!
//! A normalised text reads ` war of words `: one space before every word and one at the end. So the prefix of a word is
//! the bytes ` wor`, a whole word is ` words `, and a phrase is ` war of words `. Each of them is one search for bytes,
//! the fastest operation on text.
//!
//! * Case, accents and width variants are ignored (NFKD without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic;
//!   the vowel signs of Indic scripts are letters and stay).
//! * A word is a run of letters and digits. Apostrophes, dashes, dots and the rest end it, so `Kelly's` is the words
//!   `kelly s` and `1:24` the words `1 24`, both in a text and in a filter.
//! * In scripts written without spaces each character is a word, so any run of characters is a phrase. A search then
//!   matches inside a sentence, as users of these scripts expect.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::character_table::CharacterTable;
use super::letters::Letter;

/// Appends the normalised words of `text` to `out`, each with one space before it.
///
/// Returns the number of words as people count them: a word with white space before it, so `don't` and `well-known` are
/// one each, and every character of a script without spaces.
///
/// No space is added at the end: the caller ends a part with [`close`].
pub fn normalise_into(text: &str, out: &mut String) -> usize {
    let mut folder = Normaliser::new(out);
    folder.text(text);
    folder.n_words
}

/// Does the same as [`normalise_into`] and also maps byte offsets of `text` to offsets of the normalised text.
///
/// `cuts` are ordered byte offsets of `text`. For each of them the length of `out` at that point, which is the end of
/// the last word before the cut, is added to `places`.
pub fn normalise_with_offsets(text: &str, cuts: &[usize], out: &mut String, places: &mut Vec<usize>) -> usize {
    let mut folder = Normaliser::new(out);
    let mut from = 0;
    for cut in cuts {
        folder.text(&text[from..*cut]);
        places.push(folder.out.len());
        from = *cut;
    }
    folder.text(&text[from..]);
    folder.n_words
}

/// Ends a normalised part: adds the space that must follow its last word.
pub fn close(out: &mut String) {
    out.push(' ');
}

/// Returns the normalised words of `text`, each with one space before it and one after the last.
///
/// The result is empty if the text has no word.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    if normalise_into(text, &mut out) > 0 {
        close(&mut out);
    }
    out
}

/// The words of a text: the place and the normalised form of each.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The output of [`normalise_into`] for the text.
    normalised: String,
    words: Vec<NormalisedWord>,
}

#[derive(Clone, Debug)]
struct NormalisedWord {
    /// The bytes of the word in the original text.
    range: Range<usize>,
    /// The bytes of the word in the normalised text, without the space before it.
    normalised: Range<usize>,
}

impl Words {
    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the byte range of a word in the original text.
    pub fn range(&self, word_idx: usize) -> Range<usize> {
        self.words[word_idx].range.clone()
    }

    /// Returns the normalised form of a word.
    pub fn normalised(&self, word_idx: usize) -> &str {
        &self.normalised[self.words[word_idx].normalised.clone()]
    }
}

/// Returns the words of `text` in order, with their places in it. Together they are the output of [`normalise_into`].
pub fn words(text: &str) -> Words {
    let mut out = String::with_capacity(text.len() + 2);
    let mut words: Vec<NormalisedWord> = Vec::with_capacity(text.len() / 6);
    let mut folder = Normaliser::new(&mut out);
    for (at, character) in text.char_indices() {
        let before = folder.out.len();
        folder.character(character);
        let end = at + character.len_utf8();
        let added = &folder.out[before..];
        // The characters before the first space continue the previous word. A character such as `½` both continues a
        // word and starts one.
        let n_continued = added.find(' ').unwrap_or(added.len());
        if let Some(word) = words.last_mut()
            && (n_continued > 0 || (added.is_empty() && folder.in_word))
        {
            // A combining mark adds no letter, but its bytes belong to the letter before it.
            word.normalised.end = before + n_continued;
            word.range.end = end;
        }
        let mut start = before + n_continued;
        for part in added[n_continued..].split(' ').skip(1) {
            // A space precedes each of these parts.
            let word_start = start + 1;
            start = word_start + part.len();
            words.push(NormalisedWord { range: at..end, normalised: word_start..start });
        }
    }
    Words { normalised: out, words }
}

/// True if `character` belongs to a script that is written without spaces between words.
pub fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}'     // Thai, Lao
        | '\u{1000}'..='\u{109f}'   // Myanmar
        | '\u{1780}'..='\u{17ff}'   // Khmer
        | '\u{3040}'..='\u{30ff}'   // Hiragana, Katakana
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'   // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// True if `character` leaves no trace in a normalised word: marks on letters, soft hyphens, joiners.
pub fn is_unseen(character: char) -> bool {
    is_invisible(character) || !matches!(canonical_combining_class(character), 0 | 9)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

struct Normaliser<'out> {
    out: &'out mut String,
    in_word: bool,
    /// True if white space precedes the next letter. Words are counted by it.
    is_after_space: bool,
    n_words: usize,
}

impl<'out> Normaliser<'out> {
    fn new(out: &'out mut String) -> Self {
        Self { out, in_word: false, is_after_space: true, n_words: 0 }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let chunk = &rest.as_bytes()[..rest.len().min(CHUNK)];
            let n_ascii = chunk.iter().position(|byte| !byte.is_ascii()).unwrap_or(chunk.len());
            if n_ascii < SHORT_RUN {
                chunk[..n_ascii].iter().for_each(|byte| self.ascii(*byte));
            } else {
                self.ascii_run(&chunk[..n_ascii]);
            }
            let mut characters = rest[n_ascii..].chars();
            if n_ascii < chunk.len()
                && let Some(character) = characters.next()
            {
                self.character(character);
            }
            rest = characters.as_str();
        }
    }

    /// Normalises at most [`CHUNK`] bytes of ASCII and appends the result at once.
    fn ascii_run(&mut self, run: &[u8]) {
        // A byte needs two places at most: a space may be written before it.
        let mut normalised = [0; 2 * CHUNK];
        let mut length = 0;
        let (mut in_word, mut is_after_space) = (self.in_word, self.is_after_space);
        for byte in &run[..run.len().min(CHUNK)] {
            let lower = ASCII_NORMALISED[usize::from(*byte)];
            if lower == 0 {
                in_word = false;
                is_after_space |= byte.is_ascii_whitespace();
                continue;
            }
            if !in_word {
                in_word = true;
                self.n_words += usize::from(is_after_space);
                is_after_space = false;
                normalised[length] = b' ';
                length += 1;
            }
            normalised[length] = lower;
            length += 1;
        }
        (self.in_word, self.is_after_space) = (in_word, is_after_space);
        self.out.push_str(str::from_utf8(&normalised[..length]).unwrap_or_default());
    }

    fn ascii(&mut self, byte: u8) {
        if byte.is_ascii_alphanumeric() {
            self.letter(char::from(byte.to_ascii_lowercase()));
        } else {
            self.in_word = false;
            self.is_after_space |= byte.is_ascii_whitespace();
        }
    }

    fn character(&mut self, character: char) {
        if character.is_ascii() {
            self.ascii(character as u8);
            return;
        }
        match SIMPLE.of(character) {
            Some(Simple::Unseen) => {}
            Some(Simple::Letter(letter)) => self.letter(letter),
            Some(Simple::Unspaced(letter)) => self.unspaced(letter),
            Some(Simple::Sign { is_space }) => {
                self.in_word = false;
                self.is_after_space |= is_space;
            }
            // Most of Chinese and Japanese. No letter of these ranges has a decomposition.
            None if matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}') => self.unspaced(character),
            Some(Simple::No) | None => self.decomposed(character),
        }
    }

    /// Adds a letter of a script without spaces, as a word of its own.
    fn unspaced(&mut self, letter: char) {
        self.in_word = false;
        self.letter(letter);
        self.in_word = false;
    }

    fn decomposed(&mut self, character: char) {
        // Soft hyphens and joiners inside words are invisible.
        if is_invisible(character) {
            return;
        }
        // Letters that have no decomposition in Unicode, but that people type as other letters.
        if let Some(plain) = plain_form(character) {
            for letter in plain.chars() {
                self.letter(letter);
            }
            return;
        }
        // The ranges in which no letter has a decomposition or a mark: skipping NFKD doubles the speed.
        if matches!(character, 'а'..='и' | 'к'..='я') {
            self.letter(character);
            return;
        }
        for part in std::iter::once(character).nfkd() {
            let class = canonical_combining_class(part);
            // Class 9 is the virama, which joins Indic consonants and is part of the spelling.
            if class != 0 && class != 9 {
                continue;
            }
            // A compatibility form may decompose to one of those letters, and `ǽ` is one with a mark.
            if let Some(plain) = plain_form(part) {
                for letter in plain.chars() {
                    self.letter(letter);
                }
                continue;
            }
            if is_unspaced(part) {
                if Letter::of(part).is_alphanumeric() {
                    self.unspaced(part);
                }
            } else if (Letter::of(part).is_alphanumeric() && !is_apostrophe(part)) || class == 9 {
                for lower in part.to_lowercase() {
                    self.letter(lower);
                }
            } else {
                self.in_word = false;
                self.is_after_space |= part.is_whitespace();
            }
        }
    }

    fn letter(&mut self, letter: char) {
        if !self.in_word {
            self.in_word = true;
            if self.is_after_space || is_unspaced(letter) {
                self.is_after_space = false;
                self.n_words += 1;
            }
            self.out.push(' ');
        }
        self.out.push(letter);
    }
}

/// The maximal number of ASCII bytes that are normalised together.
const CHUNK: usize = 128;
/// Shorter runs of ASCII are normalised byte by byte.
const SHORT_RUN: usize = 8;

/// The letters and digits of ASCII in lower case, and 0 for other bytes.
const ASCII_NORMALISED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// The normalised form of a character beyond ASCII, if it adds at most one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Simple {
    Unseen,
    /// A letter of a script with spaces, in lower case and without marks.
    Letter(char),
    /// A letter of a script without spaces.
    Unspaced(char),
    Sign {
        is_space: bool,
    },
    /// The character adds several letters, or its form depends on its place in a word.
    No,
}

/// The simple forms of the characters of the alphabets: one decomposition takes as long as twenty look-ups.
static SIMPLE: CharacterTable<Simple> = CharacterTable::new(simple);

/// Returns the simple form of `character`, computed with [`Normaliser::decomposed`].
fn simple(character: char) -> Simple {
    let normalised = |is_in_word: bool| {
        let mut out = String::new();
        let mut folder = Normaliser { in_word: is_in_word, is_after_space: false, ..Normaliser::new(&mut out) };
        folder.decomposed(character);
        let state = (folder.in_word, folder.is_after_space);
        (out, state)
    };
    // The normalised form inside a word, and after a sign.
    let (within, (is_in_word, is_space)) = normalised(true);
    let (behind, (starts_word, _)) = normalised(false);
    let mut letters = within.trim_start_matches(' ').chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if is_unspaced(letter) && within == behind && !is_in_word && !is_space => {
            Simple::Unspaced(letter)
        }
        (None, _) if is_in_word && behind.is_empty() && !starts_word && !is_space => Simple::Unseen,
        (None, _) if !is_in_word && behind.is_empty() => Simple::Sign { is_space },
        (Some(letter), None)
            if is_in_word && starts_word && !is_space && !is_unspaced(letter) && behind[1..] == within =>
        {
            Simple::Letter(letter)
        }
        _ => Simple::No,
    }
}

/// True if `character` is a letter that is written as an apostrophe. Ukrainian and Hawaiian have words with one, and
/// people who search for them type any other apostrophe.
fn is_apostrophe(character: char) -> bool {
    matches!(character, 'ʹ' | 'ʻ' | 'ʼ')
}

fn plain_form(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        // The sigma at the end of a word: its capital is the same as that of `σ`.
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, normalised: &str) {
        assert_eq!(normalise(text), normalised, "normalise({text:?})");
    }

    #[test]
    fn simple_folds_are_those_of_decomposed_characters() {
        for character in '\u{80}'..='\u{a000}' {
            for (in_word, is_after_space) in [(false, false), (false, true), (true, false), (true, true)] {
                let [simple, decomposed] = [true, false].map(|is_simple| {
                    let mut out = String::new();
                    let mut folder = Normaliser { in_word, is_after_space, ..Normaliser::new(&mut out) };
                    if is_simple {
                        folder.character(character);
                    } else {
                        folder.decomposed(character);
                    }
                    let state = (folder.in_word, folder.is_after_space, folder.n_words);
                    (state, out)
                });
                assert_eq!(simple, decomposed, "{character:?}");
            }
        }
    }

    #[test]
    fn runs_of_ascii_are_folded_as_their_bytes() {
        let text: String = (0..400_u32).map(|at| char::from((at * at % 131 % 128) as u8)).collect();
        for start in 0..20 {
            for end in start..text.len() {
                let text = &text[start..end];
                let (mut whole, mut single) = (String::new(), String::new());
                let n_words = normalise_into(text, &mut whole);
                let mut folder = Normaliser::new(&mut single);
                text.bytes().for_each(|byte| folder.ascii(byte));
                assert_eq!((n_words, &whole), (folder.n_words, &*folder.out), "{text:?}");
            }
        }
    }

    #[test]
    fn normalising() {
        check("“War of Words”", " war of words ");
        check("Kelly’s U.S.–Russian", " kelly s u s russian ");
        check("São Paulo, Łódź, Straße", " sao paulo lodz strasse ");
        check("Медведев Ёлкин й", " медведев елкин и ");
        check("1:24 https://t.co/n8jMTX34pW", " 1 24 https t co n8jmtx34pw ");
        check("港口 news", " 港 口 news ");
        check("e\u{301}te\u{301} co\u{ad}op", " ete coop ");
        check("हिन्दी", " हिन्दी ");
        check("ﬁnal ½", " final 1 2 ");
        check("ΛΌΓΟΣ λόγος ǽ", " λογοσ λογοσ ae ");
        check("Hawaiʻi пʼять", " hawai i п ять ");
        check("…", "");
    }

    #[test]
    fn words_know_their_places() {
        let text = "Été — “Kelly’s”";
        let words = words(text);
        let found: Vec<_> =
            (0..words.len()).map(|at| (text[words.range(at)].to_owned(), words.normalised(at).to_owned())).collect();
        let expected = [("Été", "ete"), ("Kelly", "kelly"), ("s", "s")];
        assert_eq!(found, expected.map(|(original, normalised)| (original.to_owned(), normalised.to_owned())));
    }

    #[test]
    fn folding_any_letter_twice_changes_nothing() {
        for letter in '\0'..=char::MAX {
            let once = normalise(&letter.to_string());
            assert_eq!(normalise(&once), once, "{letter:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_what_fold_writes(text in any::<String>()) {
            let mut joined = String::new();
            let words = words(&text);
            for word_idx in 0..words.len() {
                joined.push(' ');
                joined.push_str(words.normalised(word_idx));
            }
            let mut normalised = String::new();
            normalise_into(&text, &mut normalised);
            prop_assert_eq!(joined, normalised);
        }

        #[test]
        fn folding_twice_changes_nothing(text in "[a-zA-Zà-ÿа-яА-Я0-9 .,'-]*") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
