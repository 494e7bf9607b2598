//! The table of all words in dates, in all languages. Words are looked up by the hash of their normalised letters.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

use super::languages::Languages;

mod added;
mod build;
mod letters;
mod locales;
mod words;

pub(super) use letters::{Letter, PERSIAN_ZERO, zero_of};

/// The meaning of a word in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateWordMeaning {
    /// A month, 1 to 12.
    Month(i8),
    /// A month of the solar calendar of Iran, 1 to 12.
    SolarMonth(i8),
    Weekday(Weekday),
    /// A day by its distance, such as "yesterday": the number of days before the day of the text.
    DaysAgo(i16),
    /// A word between the parts of a date: "of", "de".
    Of,
    /// A word between two days: "to", "bis".
    To,
    /// An ending of the number of a day: "st", "er".
    Ordinal,
    /// The first day of a month, in letters: "premier".
    First,
    /// A word next to the number of a year: "Jahr", "года".
    YearMark,
    /// A word next to a year that is counted from the death of Buddha, as in Thailand.
    Buddhist,
    /// The name of an era before the number of a year, with the year before the first of the era.
    Era(i16),
    /// A word before the number of a month: "tháng".
    MonthMark,
    /// A sign behind the number of a month: `月`.
    MonthSign,
    /// A sign or word next to the number of a day: `日`, "ngày".
    DayMark,
    /// A word before a year that is alone: "in", "seit".
    InYear {
        /// True if the word is hardly ever before an amount.
        is_plain: bool,
    },
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// A word or sign behind an hour: "Uhr", `時`.
    Clock,
    /// A sign behind minutes: `分`.
    Minute,
    /// A word before a time of day: "at", "um".
    AtTime,
    /// A time zone, in minutes ahead of UTC.
    Zone(i16),
    /// A word behind a time that has passed: "ago".
    Ago,
    /// A word before a time that has passed: "vor".
    AgoBefore,
    /// A unit of time.
    Unit(Unit),
    /// A small number in letters.
    Count(i16),
    /// A word before a weekday that is not a certain day: "every".
    IndefiniteWeekday,
    /// A word before the name of a person, who may be called May or April.
    Person,
    /// A word behind a weekday that makes both a name: the Sunday Times.
    NameGoesOn,
    /// A word behind a number that is not a year: "people".
    Counted,
    /// A word for the label [`Label::Published`](super::Label::Published).
    Published,
    /// A word for the label [`Label::Updated`](super::Label::Updated).
    Updated,
    /// A word that is usual next to dates but does not change their meaning.
    DateFiller,
}

/// The units in which passed time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Hours and shorter units.
    Hour,
    Day,
    Week,
}

/// The strength of a name as evidence when it is alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A short name, or a name that is also an ordinary word.
    Weak,
    /// A full name that hardly ever means anything else.
    Full,
}

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) what: DateWordMeaning,
    /// The languages in which the word has this meaning.
    pub(super) languages: Languages,
    pub(super) strength: Strength,
}

/// A word of the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// The meanings of the word; empty if it is only the first half of a name.
    pub(super) names: Vec<Name>,
    /// True if a name of two words begins with the word.
    pub(super) is_first_half: bool,
    /// True if a date may begin with the word.
    pub(super) may_begin: bool,
}

/// The hash of a word, letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct WordHash(u64);

impl WordHash {
    pub(super) const EMPTY: Self = Self(0);
    /// The separator between the two words of one name.
    const JOIN: u16 = 1;

    /// Returns the hash with one more normalised letter, by the step of the hash that Firefox and rustc use.
    #[inline]
    pub(super) fn with(self, letter: u16) -> Self {
        Self((self.0.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// Returns the hash of the ASCII letters at the beginning of `text`, and their number.
    #[inline]
    pub(super) fn of_ascii(text: &[u8]) -> (Self, usize) {
        let n_letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let letters = text[..n_letters].iter();
        (letters.fold(Self::EMPTY, |hash, byte| hash.with(u16::from(byte.to_ascii_lowercase()))), n_letters)
    }

    /// Returns the hash with the separator between two words.
    pub(super) fn joined(self) -> Self {
        self.with(Self::JOIN)
    }
}

/// A name in a script without spaces. It is compared in the form in which it is written.
struct Unspaced {
    text: String,
    entry: usize,
}

/// The table of all names.
pub(super) struct Names {
    /// One bit for each hash of a name. A hash without its bit is not a name.
    filter: Vec<u64>,
    /// The same bits for the words that a date may begin with.
    beginnings: Vec<u64>,
    /// One bit for the first three letters of each of these words, if the letters are ASCII.
    starts: Vec<u64>,
    by_hash: HashMap<u64, usize, foldhash::fast::FixedState>,
    entries: Vec<Entry>,
    /// The names of scripts without spaces by their first character, longest first.
    unspaced: HashMap<char, Vec<Unspaced>>,
    /// One bit for the first character of each such name that a date may begin with.
    unspaced_beginnings: Vec<u64>,
}

const FILTER_BITS: u32 = 16;

static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

/// Returns the table of all names. The first call builds it.
pub(super) fn names() -> &'static Names {
    &NAMES
}

impl Names {
    /// Returns the entry of the word with this hash.
    #[inline]
    pub(super) fn of(&self, hash: WordHash) -> Option<&Entry> {
        let (word, bit) = filter_place(hash);
        if self.filter[word] & bit == 0 {
            return None;
        }
        self.by_hash.get(&hash.0).map(|at| &self.entries[*at])
    }

    /// True if a date may begin with the word with this hash.
    #[inline]
    pub(super) fn may_begin(&self, hash: WordHash) -> bool {
        let (word, bit) = filter_place(hash);
        self.beginnings[word] & bit != 0 && self.of(hash).is_some_and(|entry| entry.may_begin)
    }

    /// True if a date may begin with a word of these ASCII letters, in lower case.
    ///
    /// They are the first three letters; behind a shorter word, they are zeros. This excludes most words without
    /// hashing them.
    #[inline]
    pub(super) fn may_begin_with(&self, letters: [u8; 3]) -> bool {
        let place = start_place(letters);
        self.starts[place >> 6] & 1 << (place & 63) != 0
    }

    /// True if a date may begin with `character`, of a script without spaces.
    #[inline]
    pub(super) fn may_begin_unspaced(&self, character: char) -> bool {
        let code = character as usize;
        self.unspaced_beginnings.get(code >> 6).is_some_and(|bits| bits & 1 << (code & 63) != 0)
    }

    /// Returns the longest name of a script without spaces at the start of `text`, and its length in bytes.
    pub(super) fn unspaced(&self, text: &str) -> Option<(&Entry, usize)> {
        let first = text.chars().next()?;
        let of_first = self.unspaced.get(&first)?;
        let name = of_first.iter().find(|name| text.starts_with(&name.text))?;
        Some((&self.entries[name.entry], name.text.len()))
    }
}

/// Returns the word and the bit of a hash in a filter. They come from its upper bits, which depend on every letter.
#[inline]
fn filter_place(hash: WordHash) -> (usize, u64) {
    let place = hash.0 >> (u64::BITS - FILTER_BITS);
    ((place >> 6) as usize, 1 << (place & 63))
}

/// Returns the index of three ASCII letters. Missing letters are zeros.
#[inline]
fn start_place(letters: [u8; 3]) -> usize {
    const BITS_A_LETTER: usize = 5;
    letters.iter().fold(0, |place, letter| place << BITS_A_LETTER | usize::from(letter & 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whats(word: &str) -> Vec<DateWordMeaning> {
        let names = names();
        names
            .entry_of(word)
            .map(|at| names.entries[at].names.iter().map(|name| name.what).collect())
            .unwrap_or_default()
    }

    #[test]
    fn words_and_their_meanings() {
        assert_eq!(whats("March"), [DateWordMeaning::Month(3)]);
        assert_eq!(whats("MÄRZ"), [DateWordMeaning::Month(3)]);
        assert_eq!(whats("listopad"), [DateWordMeaning::Month(11), DateWordMeaning::Month(10)]);
        assert_eq!(whats("ožujka"), [DateWordMeaning::Month(3)]);
        assert_eq!(whats("Wednesday"), [DateWordMeaning::Weekday(Weekday::Wednesday)]);
        assert_eq!(whats("mittwoch"), [DateWordMeaning::Weekday(Weekday::Wednesday)]);
        assert_eq!(whats("harbour"), []);
    }

    #[test]
    fn no_two_names_share_a_hash() {
        // The hash is the key, so each word of the locales needs a hash of its own.
        let mut seen: HashMap<u64, String> = HashMap::new();
        for locale in locales::LOCALES {
            for written in locale.months.iter().chain(locale.weekdays) {
                let normalised: String = written
                    .chars()
                    .filter_map(|c| match Letter::of(c) {
                        Letter::Normalised(letter) => char::from_u32(u32::from(letter)),
                        Letter::Mark => None,
                        _ => Some(' '),
                    })
                    .collect();
                for hash in Names::hashes_of(written).take(1) {
                    let first = normalised.split_whitespace().next().unwrap_or_default().to_owned();
                    let other = seen.entry(hash.0).or_insert_with(|| first.clone());
                    assert_eq!(*other, first);
                }
            }
        }
        assert!(seen.len() > 800, "{} names", seen.len());
    }
}
