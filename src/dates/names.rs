//! Every word that dates are written with, in all languages, found by the hash of its folded letters.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

use super::languages::Languages;

mod added;
mod letters;
mod locales;
mod words;

use letters::Letters;
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
        /// Whether what follows is hardly ever a number of something.
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
    /// Whether a name of two words begins with it.
    pub(super) is_first_half: bool,
    /// Whether a date may begin with it.
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

    /// With one more folded letter: the step of the hash that Firefox and rustc use.
    #[inline]
    pub(super) fn with(self, letter: u16) -> Self {
        Self((self.0.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95))
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
    letters: Letters,
    /// One bit for each hash of a name: what is not here is no name.
    filter: Vec<u64>,
    /// The same for the words that a date may begin with.
    beginnings: Vec<u64>,
    by_hash: HashMap<u64, usize>,
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
    fn new() -> Self {
        let mut names = Self {
            letters: Letters::new(),
            filter: vec![0; 1 << (FILTER_BITS - 6)],
            beginnings: vec![0; 1 << (FILTER_BITS - 6)],
            by_hash: HashMap::new(),
            entries: Vec::new(),
            unspaced: HashMap::new(),
            unspaced_beginnings: vec![0; 1 << (u16::BITS - 6)],
        };
        names.add_locales();
        names.add_others();
        for (what, codes, words) in words::WORDS {
            for word in words.split_ascii_whitespace() {
                names.add(&word.replace('_', " "), *what, Languages::of_codes(codes), Strength::Full);
            }
        }
        for word in added::DOUBTFUL.split_ascii_whitespace() {
            for name in names.entry_of(word).map(|at| &mut names.entries[at].names).into_iter().flatten() {
                name.strength = Strength::Weak;
            }
        }
        names.find_beginnings();
        for of_one in names.unspaced.values_mut() {
            of_one.sort_by_key(|name| std::cmp::Reverse(name.text.len()));
        }
        names
    }

    fn add_locales(&mut self) {
        for locale in locales::LOCALES {
            let languages = Languages::of_codes(locale.code);
            let left_out = added::LEFT_OUT.iter().filter(|(code, _)| *code == locale.code).map(|(_, words)| *words);
            let left_out: Vec<&str> = left_out.flat_map(str::split_ascii_whitespace).collect();
            let mut add = |list: &[&str], strength: Strength, what: &dyn Fn(i8) -> Option<What>| {
                for (at, written) in (0..).zip(list) {
                    let written = written.trim().trim_end_matches('.');
                    let bare = ["de ", "d’", "d'", "e "].iter().find_map(|of| written.strip_prefix(of));
                    let name = bare.unwrap_or(written);
                    // Months that are numbers are read by the grammar.
                    if name.contains(|c: char| c.is_ascii_digit()) || left_out.contains(&name.to_lowercase().as_str()) {
                        continue;
                    }
                    if let Some(what) = what(at) {
                        self.add(name, what, languages, strength);
                    }
                }
            };
            let month = |at: i8| Some(What::Month(at + 1));
            let weekday = |at: i8| Weekday::from_sunday_zero_offset(at).ok().map(What::Weekday);
            // Numbers with the sign for "month" are no names.
            let is_named = locale.code != "zh";
            if is_named {
                add(locale.months, Strength::Full, &month);
                add(locale.other_months.unwrap_or_default(), Strength::Full, &month);
                add(locale.short_months, Strength::Weak, &month);
                add(locale.other_short_months.unwrap_or_default(), Strength::Weak, &month);
            }
            add(locale.weekdays, Strength::Full, &weekday);
            // Single letters and pairs of them are too many other things.
            let short: Vec<&str> = locale.short_weekdays.to_vec();
            let short: Vec<&str> =
                short.into_iter().map(|name| if name.chars().count() < 2 { "0" } else { name }).collect();
            add(&short, Strength::Weak, &weekday);
        }
    }

    fn add_others(&mut self) {
        let each = |words: &'static str| {
            words
                .split_ascii_whitespace()
                .zip(0_i8..)
                .flat_map(|(forms, at)| forms.split('/').map(move |form| (form, at)))
        };
        for (codes, words) in added::MONTHS {
            for (form, at) in each(words).filter(|(form, _)| *form != "-") {
                let is_short = form.chars().count() <= 4;
                let strength = if is_short { Strength::Weak } else { Strength::Full };
                self.add(form, What::Month(at + 1), Languages::of_codes(codes), strength);
            }
        }
        for (codes, words) in added::WEEKDAYS {
            for (form, at) in each(words).filter(|(form, _)| *form != "-") {
                if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                    self.add(form, What::Weekday(weekday), Languages::of_codes(codes), Strength::Full);
                }
            }
        }
        for (codes, pairs) in added::WEEKDAY_PAIRS {
            for (at, pair) in (0..).zip(pairs).filter(|(_, pair)| !pair.is_empty()) {
                if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                    self.add(pair, What::Weekday(weekday), Languages::of_codes(codes), Strength::Full);
                }
            }
        }
        for (codes, pair, month) in added::MONTH_PAIRS {
            self.add(pair, What::Month(*month), Languages::of_codes(codes), Strength::Full);
        }
        for (at, name) in (1..).zip(added::SOLAR_MONTHS) {
            self.add(name, What::SolarMonth(at), Languages::of_codes("fa"), Strength::Weak);
        }
        // Hebrew writes "in", "of" and "the" as one letter before the name.
        let hebrew = Languages::of_codes("he");
        for locale in locales::LOCALES.iter().filter(|locale| locale.code == "he") {
            for (at, month) in (1..).zip(locale.months) {
                for before in ["ב", "ל", "מ", "ה"] {
                    self.add(&format!("{before}{month}"), What::Month(at), hebrew, Strength::Full);
                }
            }
        }
        self.add("במרס", What::Month(3), hebrew, Strength::Full);
        // Chinese counts the weekdays after Sunday, and Japanese leaves their last sign out.
        let east_asian = Languages::of_codes("zh ja");
        for (at, number) in (0..).zip(["日", "一", "二", "三", "四", "五", "六"]) {
            if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                for before in ["周", "週", "星期", "礼拜", "禮拜"] {
                    self.add(&format!("{before}{number}"), What::Weekday(weekday), east_asian, Strength::Full);
                }
            }
        }
        for name in ["周天", "星期天"] {
            self.add(name, What::Weekday(Weekday::Sunday), east_asian, Strength::Full);
        }
        // Thai says "day" before the name, where it stands in a sentence.
        let thai = Languages::of_codes("th");
        for locale in locales::LOCALES.iter().filter(|locale| locale.code == "th") {
            for (at, name) in (0..).zip(locale.weekdays) {
                if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                    self.add(&format!("วัน{name}"), What::Weekday(weekday), thai, Strength::Full);
                }
            }
            for (at, name) in (1..).zip(locale.short_months) {
                self.add(name, What::Month(at), thai, Strength::Full);
            }
        }
    }

    /// Adds one meaning of a word or of two words.
    fn add(&mut self, written: &str, what: What, languages: Languages, strength: Strength) {
        let Some(first) = written.chars().next() else {
            return;
        };
        let entry = if self.letters.of(first) == Letter::Unspaced {
            let of_first = self.unspaced.entry(first).or_default();
            match of_first.iter().find(|name| name.text == written) {
                Some(name) => name.entry,
                None => {
                    self.entries.push(Entry::default());
                    of_first.push(Unspaced { text: written.to_owned(), entry: self.entries.len() - 1 });
                    self.entries.len() - 1
                }
            }
        } else {
            let Some(entry) = self.spaced_entry(written) else {
                return;
            };
            entry
        };
        let names = &mut self.entries[entry].names;
        match names.iter_mut().find(|name| name.what == what) {
            Some(name) => {
                name.languages = name.languages.or(languages);
                name.strength = name.strength.max(strength);
            }
            None => names.push(Name { what, languages, strength }),
        }
    }

    /// The entry of a name of one or two words, made where there is none; more words are no name.
    fn spaced_entry(&mut self, written: &str) -> Option<usize> {
        let hashes = self.hashes_of(written);
        let [first, rest @ ..] = hashes.as_slice() else {
            return None;
        };
        match rest {
            [] => Some(self.make_entry(*first)),
            [second] => {
                let half = self.make_entry(*first);
                self.entries[half].is_first_half = true;
                Some(self.make_entry(*second))
            }
            _ => None,
        }
    }

    /// The hash of each word, with those before it.
    fn hashes_of(&self, written: &str) -> Vec<WordHash> {
        let mut hashes = Vec::new();
        let mut hash = WordHash::EMPTY;
        let mut in_word = false;
        for character in written.chars() {
            match self.letters.of(character) {
                Letter::Folded(letter) => {
                    if !in_word && !hashes.is_empty() {
                        hash = hash.joined();
                    }
                    hash = hash.with(letter);
                    if in_word {
                        hashes.pop();
                    }
                    hashes.push(hash);
                    in_word = true;
                }
                Letter::Mark => {}
                _ => in_word = false,
            }
        }
        hashes
    }

    fn make_entry(&mut self, hash: WordHash) -> usize {
        let (word, bit) = filter_place(hash);
        self.filter[word] |= bit;
        let next = self.entries.len();
        let entry = *self.by_hash.entry(hash.0).or_insert(next);
        if entry == next {
            self.entries.push(Entry::default());
        }
        entry
    }

    fn entry_of(&self, word: &str) -> Option<usize> {
        self.by_hash.get(&self.hashes_of(word).first()?.0).copied()
    }

    /// Notes which words a date may begin with.
    fn find_beginnings(&mut self) {
        for entry in &mut self.entries {
            entry.may_begin = entry.is_first_half
                || entry.names.iter().any(|name| {
                    matches!(
                        name.what,
                        What::Month(_)
                            | What::SolarMonth(_)
                            | What::Weekday(_)
                            | What::DaysAgo(_)
                            | What::First
                            | What::Era(_)
                            | What::MonthMark
                            | What::DayMark
                            | What::AgoBefore
                            | What::Ago
                            | What::Buddhist
                    )
                });
        }
        for (hash, at) in &self.by_hash {
            if self.entries[*at].may_begin {
                let (word, bit) = filter_place(WordHash(*hash));
                self.beginnings[word] |= bit;
            }
        }
        for (first, of_first) in &self.unspaced {
            let begins = |name: &Unspaced| {
                self.entries[name.entry].names.iter().any(|name| {
                    matches!(
                        name.what,
                        What::Month(_) | What::Weekday(_) | What::DaysAgo(_) | What::Era(_) | What::Buddhist
                    )
                })
            };
            let code = *first as usize;
            if of_first.iter().any(begins)
                && let Some(bits) = self.unspaced_beginnings.get_mut(code >> 6)
            {
                *bits |= 1 << (code & 63);
            }
        }
    }

    /// What `character` is.
    #[inline]
    pub(super) fn letter(&self, character: char) -> Letter {
        self.letters.of(character)
    }

    /// What is known of the word with this hash.
    #[inline]
    pub(super) fn of(&self, hash: WordHash) -> Option<&Entry> {
        let (word, bit) = filter_place(hash);
        if self.filter[word] & bit == 0 {
            return None;
        }
        self.by_hash.get(&hash.0).map(|at| &self.entries[*at])
    }

    /// Whether a date may begin with the word with this hash.
    #[inline]
    pub(super) fn may_begin(&self, hash: WordHash) -> bool {
        let (word, bit) = filter_place(hash);
        self.beginnings[word] & bit != 0 && self.of(hash).is_some_and(|entry| entry.may_begin)
    }

    /// Whether a date may begin with `character`, of a script without spaces.
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
        let names = names();
        let mut seen: HashMap<u64, String> = HashMap::new();
        for locale in locales::LOCALES {
            for written in locale.months.iter().chain(locale.weekdays) {
                let folded: String = written
                    .chars()
                    .filter_map(|c| match names.letter(c) {
                        Letter::Folded(letter) => char::from_u32(u32::from(letter)),
                        Letter::Mark => None,
                        _ => Some(' '),
                    })
                    .collect();
                for hash in names.hashes_of(written).into_iter().take(1) {
                    let first = folded.split_whitespace().next().unwrap_or_default().to_owned();
                    let other = seen.entry(hash.0).or_insert_with(|| first.clone());
                    assert_eq!(*other, first);
                }
            }
        }
        assert!(seen.len() > 800, "{} names", seen.len());
    }
}
