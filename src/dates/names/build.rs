//! Builds the table of names, once.

use std::collections::HashMap;

use jiff::civil::Weekday;

use super::letters::Letter;
use super::{
    DateWordMeaning, Entry, FILTER_BITS, Name, Names, Strength, Unspaced, WordHash, added, filter_place, locales,
    start_place, words,
};
use crate::dates::languages::Languages;

/// The approximate number of words, so that the table does not grow while it is built.
const N_WORDS: usize = 6_000;

/// The table of names while it is being built.
struct Builder {
    names: Names,
    /// The first three letters of each written form of a word (see [`Names::may_begin_with`]), with the index of its
    /// entry.
    starts: Vec<([u8; 3], usize)>,
}

impl Names {
    /// Makes the table of the names of the locales, the added names, and the words.
    pub(super) fn new() -> Self {
        let names = Self {
            filter: vec![0; 1 << (FILTER_BITS - 6)],
            beginnings: vec![0; 1 << (FILTER_BITS - 6)],
            starts: vec![0; 1 << (15 - 6)],
            by_hash: HashMap::with_capacity_and_hasher(N_WORDS, foldhash::fast::FixedState::default()),
            entries: Vec::with_capacity(N_WORDS),
            unspaced: HashMap::new(),
            unspaced_beginnings: vec![0; 1 << (u16::BITS - 6)],
        };
        let mut builder = Builder { names, starts: Vec::with_capacity(N_WORDS) };
        builder.add_locales();
        builder.add_others();
        for (what, codes, words) in words::WORDS {
            let languages = Languages::of_codes(codes);
            for word in words.split_ascii_whitespace() {
                builder.add(&word.replace('_', " "), *what, languages, Strength::Full);
            }
        }
        let Builder { mut names, starts } = builder;
        for word in added::DOUBTFUL.split_ascii_whitespace() {
            for name in names.entry_of(word).map(|at| &mut names.entries[at].names).into_iter().flatten() {
                name.strength = Strength::Weak;
            }
        }
        names.find_beginnings(&starts);
        for of_one in names.unspaced.values_mut() {
            of_one.sort_by_key(|name| std::cmp::Reverse(name.text.len()));
        }
        names
    }

    /// Returns the hash of each word, together with the words before it.
    pub(super) fn hashes_of(written: &str) -> impl Iterator<Item = WordHash> {
        let mut hash = WordHash::EMPTY;
        let mut letters = written.chars().map(Letter::of).peekable();
        std::iter::from_fn(move || {
            while letters.next_if(|letter| !matches!(letter, Letter::Normalised(_))).is_some() {}
            letters.peek()?;
            if hash != WordHash::EMPTY {
                hash = hash.joined();
            }
            while let Some(letter) = letters.next_if(|letter| matches!(letter, Letter::Normalised(_) | Letter::Mark)) {
                if let Letter::Normalised(letter) = letter {
                    hash = hash.with(letter);
                }
            }
            Some(hash)
        })
    }

    /// Returns the index of the entry of a word.
    pub(super) fn entry_of(&self, word: &str) -> Option<usize> {
        self.by_hash.get(&Self::hashes_of(word).next()?.0).copied()
    }

    /// Marks the words that a date may begin with.
    fn find_beginnings(&mut self, starts: &[([u8; 3], usize)]) {
        for entry in &mut self.entries {
            entry.may_begin = entry.is_first_half
                || entry.names.iter().any(|name| {
                    matches!(
                        name.what,
                        DateWordMeaning::Month(_)
                            | DateWordMeaning::SolarMonth(_)
                            | DateWordMeaning::Weekday(_)
                            | DateWordMeaning::DaysAgo(_)
                            | DateWordMeaning::First
                            | DateWordMeaning::Era(_)
                            | DateWordMeaning::MonthMark
                            | DateWordMeaning::DayMark
                            | DateWordMeaning::AgoBefore
                            | DateWordMeaning::Ago
                            | DateWordMeaning::Buddhist
                    )
                });
        }
        for (start, _) in starts.iter().filter(|(_, entry)| self.entries[*entry].may_begin) {
            let place = start_place(*start);
            self.starts[place >> 6] |= 1 << (place & 63);
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
                        DateWordMeaning::Month(_)
                            | DateWordMeaning::Weekday(_)
                            | DateWordMeaning::DaysAgo(_)
                            | DateWordMeaning::Era(_)
                            | DateWordMeaning::Buddhist
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
}

impl Builder {
    fn add_locales(&mut self) {
        for locale in locales::LOCALES {
            let languages = Languages::of_codes(locale.code);
            let left_out = added::LEFT_OUT.iter().filter(|(code, _)| *code == locale.code).map(|(_, words)| *words);
            let left_out: Vec<&str> = left_out.flat_map(str::split_ascii_whitespace).collect();
            let is_left_out = |name: &str| !left_out.is_empty() && left_out.contains(&name.to_lowercase().as_str());
            let mut add = |list: &[&str], strength: Strength, what: &dyn Fn(i8) -> Option<DateWordMeaning>| {
                for (at, written) in (0..).zip(list) {
                    let written = written.trim().trim_end_matches('.');
                    let bare = ["de ", "d’", "d'", "e "].iter().find_map(|of| written.strip_prefix(of));
                    let name = bare.unwrap_or(written);
                    // Months that are numbers are read by the grammar.
                    if name.contains(|c: char| c.is_ascii_digit()) || is_left_out(name) {
                        continue;
                    }
                    if let Some(what) = what(at) {
                        self.add(name, what, languages, strength);
                    }
                }
            };
            let month = |at: i8| Some(DateWordMeaning::Month(at + 1));
            let weekday = |at: i8| Weekday::from_sunday_zero_offset(at).ok().map(DateWordMeaning::Weekday);
            // Chinese months are numbers with the sign for "month", and not names.
            let is_named = locale.code != "zh";
            if is_named {
                add(locale.months, Strength::Full, &month);
                add(locale.other_months.unwrap_or_default(), Strength::Full, &month);
                add(locale.short_months, Strength::Weak, &month);
                add(locale.other_short_months.unwrap_or_default(), Strength::Weak, &month);
            }
            add(locale.weekdays, Strength::Full, &weekday);
            // Single letters have too many other meanings. A "0" is skipped like all names with digits.
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
                self.add(form, DateWordMeaning::Month(at + 1), Languages::of_codes(codes), strength);
            }
        }
        for (codes, words) in added::WEEKDAYS {
            for (form, at) in each(words).filter(|(form, _)| *form != "-") {
                if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                    self.add(form, DateWordMeaning::Weekday(weekday), Languages::of_codes(codes), Strength::Full);
                }
            }
        }
        for (codes, pairs) in added::WEEKDAY_PAIRS {
            for (at, pair) in (0..).zip(pairs).filter(|(_, pair)| !pair.is_empty()) {
                if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                    self.add(pair, DateWordMeaning::Weekday(weekday), Languages::of_codes(codes), Strength::Full);
                }
            }
        }
        for (codes, pair, month) in added::MONTH_PAIRS {
            self.add(pair, DateWordMeaning::Month(*month), Languages::of_codes(codes), Strength::Full);
        }
        for (at, name) in (1..).zip(added::SOLAR_MONTHS) {
            self.add(name, DateWordMeaning::SolarMonth(at), Languages::of_codes("fa"), Strength::Weak);
        }
        // Hebrew writes "in", "of" and "the" as one letter before the name.
        let hebrew = Languages::of_codes("he");
        for locale in locales::LOCALES.iter().filter(|locale| locale.code == "he") {
            for (at, month) in (1..).zip(locale.months) {
                for before in ["ב", "ל", "מ", "ה"] {
                    self.add(&format!("{before}{month}"), DateWordMeaning::Month(at), hebrew, Strength::Full);
                }
            }
        }
        self.add("במרס", DateWordMeaning::Month(3), hebrew, Strength::Full);
        // Chinese numbers the weekdays after Sunday, and Japanese leaves their last sign out.
        let east_asian = Languages::of_codes("zh ja");
        for (at, number) in (0..).zip(["日", "一", "二", "三", "四", "五", "六"]) {
            if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                for before in ["周", "週", "星期", "礼拜", "禮拜"] {
                    self.add(
                        &format!("{before}{number}"),
                        DateWordMeaning::Weekday(weekday),
                        east_asian,
                        Strength::Full,
                    );
                }
            }
        }
        for name in ["周天", "星期天"] {
            self.add(name, DateWordMeaning::Weekday(Weekday::Sunday), east_asian, Strength::Full);
        }
        // In a sentence, Thai says "day" before the name.
        let thai = Languages::of_codes("th");
        for locale in locales::LOCALES.iter().filter(|locale| locale.code == "th") {
            for (at, name) in (0..).zip(locale.weekdays) {
                if let Ok(weekday) = Weekday::from_sunday_zero_offset(at) {
                    self.add(&format!("วัน{name}"), DateWordMeaning::Weekday(weekday), thai, Strength::Full);
                }
            }
            for (at, name) in (1..).zip(locale.short_months) {
                self.add(name, DateWordMeaning::Month(at), thai, Strength::Full);
            }
        }
    }

    /// Adds one meaning of a word or of two words.
    fn add(&mut self, written: &str, what: DateWordMeaning, languages: Languages, strength: Strength) {
        let Some(first) = written.chars().next() else {
            return;
        };
        let entry = if Letter::of(first) == Letter::Unspaced {
            let of_first = self.names.unspaced.entry(first).or_default();
            if let Some(name) = of_first.iter().find(|name| name.text == written) {
                name.entry
            } else {
                self.names.entries.push(Entry::default());
                of_first.push(Unspaced { text: written.to_owned(), entry: self.names.entries.len() - 1 });
                self.names.entries.len() - 1
            }
        } else {
            let Some(entry) = self.spaced_entry(written) else {
                return;
            };
            entry
        };
        let names = &mut self.names.entries[entry].names;
        if let Some(name) = names.iter_mut().find(|name| name.what == what) {
            name.languages = name.languages.or(languages);
            name.strength = name.strength.max(strength);
        } else {
            // Nearly every word has only one meaning. Room for more would be wasted for thousands of words.
            names.reserve_exact(1);
            names.push(Name { what, languages, strength });
        }
    }

    /// Returns the entry of a name of one or two words, and makes it if it is missing. `None` for a name of more words.
    fn spaced_entry(&mut self, written: &str) -> Option<usize> {
        let mut hashes = Names::hashes_of(written);
        let entry = self.make_entry(hashes.next()?);
        self.starts.extend(start_of(written).map(|start| (start, entry)));
        match (hashes.next(), hashes.next()) {
            (None, _) => Some(entry),
            (Some(second), None) => {
                self.names.entries[entry].is_first_half = true;
                Some(self.make_entry(second))
            }
            (Some(_), Some(_)) => None,
        }
    }

    fn make_entry(&mut self, hash: WordHash) -> usize {
        let (word, bit) = filter_place(hash);
        let names = &mut self.names;
        names.filter[word] |= bit;
        let next = names.entries.len();
        let entry = *names.by_hash.entry(hash.0).or_insert(next);
        if entry == next {
            names.entries.push(Entry::default());
        }
        entry
    }
}

/// Returns the first three letters of a name, with zeros behind a shorter one. `None` if the letters are not ASCII.
fn start_of(written: &str) -> Option<[u8; 3]> {
    let mut start = [0; 3];
    let letters = written.chars().map(Letter::of);
    let letters = letters.skip_while(|letter| !matches!(letter, Letter::Normalised(_)));
    let mut letters = letters.filter(|letter| *letter != Letter::Mark);
    for place in &mut start {
        let Some(Letter::Normalised(letter)) = letters.next() else {
            break;
        };
        *place = u8::try_from(letter).ok().filter(u8::is_ascii_lowercase)?;
    }
    Some(start)
}
