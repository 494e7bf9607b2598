//! Distinguishes the languages of one script by their small words and their letters.

use std::sync::LazyLock;

use super::profiles::{self, Profile};

/// The most languages of one script, because each language has one bit of a `u64`.
pub(super) const N_LANGUAGES_MAX: usize = 64;

/// The points of a word that only one language has. Several languages share the points of a word.
///
/// The number is divisible by the small numbers, so that little is lost by rounding.
const WORD_POINTS: u32 = 12;

/// The points of a letter that only one language has. A letter counts for less than a word, because a foreign name
/// brings letters but no words.
const LETTER_POINTS: u32 = 4;

/// The languages of one script, with tables for looking up words and letters.
pub(super) struct Family {
    profiles: &'static [Profile],
    /// The words as numbers, in a hash table with open addressing.
    words: Box<[u128]>,
    /// One bit for each language that has the word at the same index of `words`.
    languages: Box<[u64]>,
    /// The letters that some of the languages have, sorted, with the same bits.
    letters: Box<[(char, u64)]>,
}

pub(super) static LATIN: LazyLock<Family> = LazyLock::new(|| Family::new(profiles::LATIN));
pub(super) static CYRILLIC: LazyLock<Family> = LazyLock::new(|| Family::new(profiles::CYRILLIC));
pub(super) static ARABIC: LazyLock<Family> = LazyLock::new(|| Family::new(profiles::ARABIC));
pub(super) static DEVANAGARI: LazyLock<Family> = LazyLock::new(|| Family::new(profiles::DEVANAGARI));
pub(super) static HEBREW: LazyLock<Family> = LazyLock::new(|| Family::new(profiles::HEBREW));

/// A word of at most 16 bytes as a number; 0 is the empty word. Longer words are never small words.
#[derive(Clone, Copy, Default)]
pub(super) struct WordKey {
    key: u128,
    n_bytes: u32,
}

impl WordKey {
    const N_BYTES_MAX: u32 = 16;

    /// Adds the first `length` bytes of `text`, which are ASCII letters, in lower case.
    #[inline]
    pub fn push_ascii(&mut self, text: &[u8], length: usize) {
        const N_BYTES: usize = WordKey::N_BYTES_MAX as usize;
        /// The bits that change ASCII letters to lower case.
        const SMALL: u128 = u128::from_be_bytes([0x20; N_BYTES]);
        match text.first_chunk::<N_BYTES>() {
            Some(chunk) if self.is_empty() && (1..=N_BYTES).contains(&length) => {
                let n_unused_bits = 8 * (N_BYTES - length);
                self.key = (u128::from_be_bytes(*chunk) | SMALL) >> n_unused_bits;
                self.n_bytes = length as u32;
            }
            _ => text[..length].iter().for_each(|byte| self.push_byte(byte.to_ascii_lowercase())),
        }
    }

    /// Adds one byte of a word in lower case.
    pub fn push_byte(&mut self, byte: u8) {
        // A word that loses bytes here is too long to be looked up.
        self.key = (self.key << 8) | u128::from(byte);
        self.n_bytes += 1;
    }

    pub fn push(&mut self, letter: char) {
        let mut buffer = [0; 4];
        for byte in letter.encode_utf8(&mut buffer).bytes() {
            self.push_byte(byte);
        }
    }

    pub fn is_empty(self) -> bool {
        self.n_bytes == 0
    }
}

impl Family {
    fn new(profiles: &'static [Profile]) -> Self {
        assert!(profiles.len() <= N_LANGUAGES_MAX, "one bit for each language");
        let n_words: usize = profiles.iter().map(|profile| profile.words.split_whitespace().count()).sum();
        // The table is at most half full, and less if languages share words, so that absent words are found quickly.
        let n_places = (n_words * 2).next_power_of_two();
        let (words, languages) = (vec![0; n_places].into(), vec![0; n_places].into());
        let mut family = Self { profiles, words, languages, letters: Box::default() };
        let mut letters: Vec<(char, u64)> = Vec::new();
        for (language_idx, profile) in profiles.iter().enumerate() {
            let bit = 1 << language_idx;
            for word in profile.words.split_whitespace() {
                let mut key = WordKey::default();
                word.chars().for_each(|letter| key.push(letter));
                let at = family.place(key.key);
                family.words[at] = key.key;
                family.languages[at] |= bit;
            }
            letters.extend(profile.letters.chars().map(|letter| (letter, bit)));
        }
        letters.sort_unstable();
        letters.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 |= next.1;
            }
            is_same
        });
        family.letters = letters.into();
        family
    }

    /// Returns the place of a word in the table: its own place, or the free place where it would be inserted.
    fn place(&self, key: u128) -> usize {
        let mask = self.words.len() - 1;
        // The fractional part of the golden ratio spreads near numbers over the table (Knuth, TAOCP 6.4).
        let mixed = ((key as u64) ^ ((key >> 64) as u64).rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = (mixed >> 40) as usize & mask;
        while self.words[at] != 0 && self.words[at] != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Returns one bit for each language that has a word.
    fn languages_of(&self, key: u128) -> u64 {
        let at = self.place(key);
        // Most words are in no language, and their bits need not be loaded.
        if self.words[at] == 0 { 0 } else { self.languages[at] }
    }

    /// True if a word in lower case is one of the small words of `language`.
    pub fn has_word(&self, language: &str, lower: &str) -> bool {
        if lower.len() > WordKey::N_BYTES_MAX as usize {
            return false;
        }
        let mut key = WordKey::default();
        lower.bytes().for_each(|byte| key.push_byte(byte));
        let languages = self.languages_of(key.key);
        // Most words are in no language, so the language need not be searched for.
        let place = if languages == 0 { None } else { self.profiles.iter().position(|known| known.code == language) };
        place.is_some_and(|place| languages & (1 << place) != 0)
    }

    pub fn code(&self, language_idx: usize) -> &'static str {
        self.profiles[language_idx].code
    }

    /// Returns the code as a static string, if the family has the language.
    pub fn code_of(&self, code: &str) -> Option<&'static str> {
        self.profiles.iter().map(|profile| profile.code).find(|known| *known == code)
    }
}

/// The evidence for each language of a script.
#[derive(Clone)]
pub(super) struct Score {
    points: [u32; N_LANGUAGES_MAX],
    n_hits: [u16; N_LANGUAGES_MAX],
    n_words: u32,
}

impl Default for Score {
    fn default() -> Self {
        Self { points: [0; N_LANGUAGES_MAX], n_hits: [0; N_LANGUAGES_MAX], n_words: 0 }
    }
}

/// The evidence that a decision requires.
#[derive(Clone, Copy)]
pub(super) struct Demand {
    /// The fewest points of the language.
    pub n_points: u32,
    /// The smallest lead over the next language, in eighths of the points.
    pub lead_eighths: u32,
    /// The smallest percentage of words that are small words of the language.
    pub percent_of_words: u32,
}

impl Score {
    /// Adds the points of a word.
    pub fn word(&mut self, family: &Family, word: WordKey) {
        self.n_words += 1;
        if word.n_bytes > WordKey::N_BYTES_MAX {
            return;
        }
        let languages = family.languages_of(word.key);
        if languages == 0 {
            return;
        }
        let points = (WORD_POINTS / languages.count_ones()).max(1);
        let mut rest = languages;
        while rest != 0 {
            let language_idx = rest.trailing_zeros() as usize;
            self.points[language_idx] = self.points[language_idx].saturating_add(points);
            self.n_hits[language_idx] = self.n_hits[language_idx].saturating_add(1);
            rest &= rest - 1;
        }
    }

    /// Adds the points of a letter in lower case that is not ASCII.
    pub fn letter(&mut self, family: &Family, letter: char) {
        let Ok(at) = family.letters.binary_search_by_key(&letter, |(letter, _)| *letter) else {
            return;
        };
        let languages = family.letters[at].1;
        let points = (LETTER_POINTS / languages.count_ones()).max(1);
        let mut rest = languages;
        while rest != 0 {
            let language_idx = rest.trailing_zeros() as usize;
            self.points[language_idx] = self.points[language_idx].saturating_add(points);
            rest &= rest - 1;
        }
    }

    /// Adds the evidence of another text.
    pub fn add(&mut self, other: &Self) {
        for language_idx in 0..N_LANGUAGES_MAX {
            self.points[language_idx] = self.points[language_idx].saturating_add(other.points[language_idx]);
            self.n_hits[language_idx] = self.n_hits[language_idx].saturating_add(other.n_hits[language_idx]);
        }
        self.n_words = self.n_words.saturating_add(other.n_words);
    }

    pub fn n_words(&self) -> u32 {
        self.n_words
    }

    /// Returns the index of the language with the most points, if any language has points.
    pub fn best(&self) -> Option<usize> {
        let (language_idx, points) = self.points.iter().enumerate().max_by_key(|(_, points)| **points)?;
        (*points > 0).then_some(language_idx)
    }

    /// Returns the index of the language with the most points, if the evidence meets `demand`.
    pub fn decide(&self, demand: Demand) -> Option<usize> {
        let points = self.points.iter().copied().max().filter(|points| *points > 0)?;
        let best = self.points.iter().rposition(|of_language| *of_language == points)?;
        let others = self.points[..best].iter().chain(&self.points[best + 1..]);
        let second = others.copied().max().unwrap_or(0);
        let has_lead = u64::from(points - second) * 8 >= u64::from(points) * u64::from(demand.lead_eighths);
        let n_hits = u32::from(self.n_hits[best]);
        // The number of hits stops at its limit, so the number of words is cut to the same limit.
        let n_words = self.n_words.min(u32::from(u16::MAX));
        let has_words = n_hits >= 2 && n_hits * 100 >= n_words * demand.percent_of_words;
        (points >= demand.n_points && has_lead && has_words).then_some(best)
    }
}
