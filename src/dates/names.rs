//! Every word that dates are written with, in all languages, found by the hash of its normalised letters.

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

/// What a word means in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A month, 1 to 12.
    Month(i8),
    /// A month of the solar calendar of Iran, 1 to 12.
    SolarMonth(i8),
    /// A weekday.
    Weekday(Weekday),
    /// "yesterday": so many days before the day of the text.
    DaysAgo(i16),
    /// Between the parts of a date: "of", "de".
    Of,
    /// Between two days: "to", "bis".
    To,
    /// Attached to the number of a day: "st", "er".
    Ordinal,
    /// The first day of a month, in letters: "premier".
    First,
    /// Beside the number of a year: "Jahr", "года".
    YearMark,
    /// Beside a year that is counted from the death of Buddha, as Thailand does.
    Buddhist,
    /// Before the number of a year: the year before the first of an era.
    Era(i16),
    /// Before the number of a month: "tháng".
    MonthMark,
    /// Behind the number of a month: `月`.
    MonthSign,
    /// Beside the number of a day: `日`, "ngày".
    DayMark,
    /// Before a bare year: "in", "seit". The plain ones stand before little else.
    InYear {
        /// True if what follows is hardly ever a number of something.
        is_plain: bool,
    },
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// Behind an hour: "Uhr", `時`.
    Clock,
    /// Behind minutes: `分`.
    Minute,
    /// Before a time of day: "at", "um".
    AtTime,
    /// A time zone, in minutes ahead of UTC.
    Zone(i16),
    /// Behind a time that has passed: "ago".
    Ago,
    /// Before a time that has passed: "vor".
    AgoBefore,
    /// What time is counted in.
    Unit(Unit),
    /// A small number in letters.
    Count(i16),
    /// Before a weekday that is none in particular: "every".
    NoOne,
    /// Before the name of a person, who may be called May or April.
    Person,
    /// Behind a weekday that is part of a name: the Sunday Times.
    NameGoesOn,
    /// Behind a number that is no year: "people".
    Counted,
    /// "Published".
    Published,
    /// "Updated".
    Updated,
    /// A word that stands beside dates and says nothing of them.
    Beside,
}

/// What passed time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Hours and what is shorter.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
}

/// How much a name says on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A short name, or a name that is an ordinary word as well.
    Weak,
    /// A whole name that is hardly anything else.
    Full,
}

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// What it means.
    pub(super) what: What,
    /// The languages in which it does.
    pub(super) languages: Languages,
    /// How much it says on its own.
    pub(super) strength: Strength,
}

/// What is known of a word: its meanings, and whether it may begin something.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Its meanings; none where it is only the first half of a name.
    pub(super) names: Vec<Name>,
    /// True if a name of two words begins with it.
    pub(super) is_first_half: bool,
    /// True if a date may begin with it.
    pub(super) may_begin: bool,
}

/// The hash of a word, letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct WordHash(u64);

impl WordHash {
    /// The hash of no letters.
    pub(super) const EMPTY: Self = Self(0);
    /// Stands between the two words of one name.
    const JOIN: u16 = 1;

    /// With one more normalised letter: the step of the hash that Firefox and rustc use.
    #[inline]
    pub(super) fn with(self, letter: u16) -> Self {
        Self((self.0.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// The hash of the letters of ASCII that `text` begins with, and their number.
    #[inline]
    pub(super) fn of_ascii(text: &[u8]) -> (Self, usize) {
        let n_letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let letters = text[..n_letters].iter();
        (letters.fold(Self::EMPTY, |hash, byte| hash.with(u16::from(byte.to_ascii_lowercase()))), n_letters)
    }

    /// With the join between two words.
    pub(super) fn joined(self) -> Self {
        self.with(Self::JOIN)
    }
}

/// A name in a script without spaces, which is looked for as it is written.
struct Unspaced {
    text: String,
    entry: usize,
}

/// The table of all names.
pub(super) struct Names {
    /// One bit for each hash of a name: what is not here is no name.
    filter: Vec<u64>,
    /// The same for the words that a date may begin with.
    beginnings: Vec<u64>,
    /// One bit for the first three letters of each of these words, where they are of ASCII.
    starts: Vec<u64>,
    by_hash: HashMap<u64, usize, foldhash::fast::FixedState>,
    entries: Vec<Entry>,
    /// Names of scripts without spaces by their first character, the longest first.
    unspaced: HashMap<char, Vec<Unspaced>>,
    /// One bit for each character with which such a name begins that a date may begin with.
    unspaced_beginnings: Vec<u64>,
}

const FILTER_BITS: u32 = 16;

static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

/// The table of all names, built when it is first asked for.
pub(super) fn names() -> &'static Names {
    &NAMES
}

impl Names {
    /// What is known of the word with this hash.
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

    /// True if a date may begin with a word of these letters of ASCII, in lower case: with its first three, or with
    /// a shorter word and zeros. Most words are left out by it without their hash.
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

    /// The longest name of a script without spaces at the start of `text`, and its length in bytes.
    pub(super) fn unspaced(&self, text: &str) -> Option<(&Entry, usize)> {
        let first = text.chars().next()?;
        let of_first = self.unspaced.get(&first)?;
        let name = of_first.iter().find(|name| text.starts_with(&name.text))?;
        Some((&self.entries[name.entry], name.text.len()))
    }
}

/// The word and the bit of the filter for a hash: its upper bits, which depend on every letter.
#[inline]
fn filter_place(hash: WordHash) -> (usize, u64) {
    let place = hash.0 >> (u64::BITS - FILTER_BITS);
    ((place >> 6) as usize, 1 << (place & 63))
}

/// The number of three letters of ASCII, or fewer and zeros.
#[inline]
fn start_place(letters: [u8; 3]) -> usize {
    const BITS_A_LETTER: usize = 5;
    letters.iter().fold(0, |place, letter| place << BITS_A_LETTER | usize::from(letter & 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whats(word: &str) -> Vec<What> {
        let names = names();
        names
            .entry_of(word)
            .map(|at| names.entries[at].names.iter().map(|name| name.what).collect())
            .unwrap_or_default()
    }

    #[test]
    fn words_and_their_meanings() {
        assert_eq!(whats("March"), [What::Month(3)]);
        assert_eq!(whats("MÄRZ"), [What::Month(3)]);
        assert_eq!(whats("listopad"), [What::Month(11), What::Month(10)]);
        assert_eq!(whats("ožujka"), [What::Month(3)]);
        assert_eq!(whats("Wednesday"), [What::Weekday(Weekday::Wednesday)]);
        assert_eq!(whats("mittwoch"), [What::Weekday(Weekday::Wednesday)]);
        assert_eq!(whats("harbour"), []);
    }

    #[test]
    fn no_two_names_share_a_hash() {
        // The hash is the key: as many words of the locales as there are must be as many entries.
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
