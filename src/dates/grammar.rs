//! The forms that dates are written in, tried at one place of a text.
//!
//! A date in a field is taken as it stands; in running text what could be something else must be made clear
//! by what stands beside it: a capital, a whole name, a word of the text's own language.

use super::languages::{Languages, Order};
use super::names::{Name, Strength, What};
use super::tokens::{Number, TokenKind, Tokens};
use super::{Mentioned, calendar};
use crate::article::ArticleDate;

mod named;
mod numeric;
mod relative;
mod time;
mod weekday;
mod year;

pub(super) use time::Time;
pub(super) use year::names_before;

/// A date that was read, and the number of the token behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadDate {
    pub(super) what: Mentioned,
    pub(super) next: usize,
}

/// What a word says of a month; the two months are the same but for names that languages disagree on.
#[derive(Clone, Copy, Debug)]
struct Month {
    one: i8,
    other: i8,
    languages: Languages,
    is_full: bool,
    /// True if the language of the text has the name.
    is_own: bool,
    is_capital: bool,
    next: usize,
}

/// The month that a word names, where it names only one.
pub(super) fn month_of_name(name: &str) -> Option<i8> {
    let mut reader = DateReader::new(name, true, None);
    let month = reader.month(0).filter(|month| month.one == month.other)?;
    (reader.tokens.get(0).end == name.len()).then_some(month.one)
}

/// Reads dates at places of a text.
pub(super) struct DateReader<'text> {
    pub(super) tokens: Tokens<'text>,
    is_field: bool,
    hint: Option<Languages>,
    order: Order,
}

impl<'text> DateReader<'text> {
    /// A reader of running text, or of a field, in a language.
    pub(super) fn new(text: &'text str, is_field: bool, language: Option<&str>) -> Self {
        Self {
            tokens: Tokens::new(text, !is_field),
            is_field,
            hint: language.and_then(Languages::of_tag),
            order: Order::of_tag(language),
        }
    }

    /// The date that begins at a byte of the text, and the byte behind it.
    pub(super) fn read_at(&mut self, at: usize) -> Option<(Mentioned, usize)> {
        self.tokens.restart(at);
        let found = self.expression()?;
        let last = found.next.checked_sub(1)?;
        Some((found.what, self.tokens.get(last).end))
    }

    fn expression(&mut self) -> Option<ReadDate> {
        if let Some(weekday) = self.weekday(0) {
            return self.weekday_and_date(&weekday);
        }
        self.date(0).or_else(|| self.relative(0)).or_else(|| self.bare_year(0))
    }

    /// A date of any form, with the time of day behind it.
    fn date(&mut self, at: usize) -> Option<ReadDate> {
        let start = self.skip_day_mark(at);
        let found = match self.tokens.get(start).kind {
            TokenKind::Number(_) => self
                .numeric(start)
                .or_else(|| self.year_first(start))
                .or_else(|| self.day_first(start))
                .or_else(|| self.east_asian(start, None)),
            TokenKind::Word(_) => self
                .era(start)
                .or_else(|| self.month_first(start))
                .or_else(|| self.day_first(start))
                .or_else(|| self.month_and_year(start)),
            TokenKind::Sign(_) | TokenKind::End => None,
        }?;
        let found = self.until(found);
        Some(self.with_time(found))
    }

    /// `2022-03-09/2022-03-15`, `9 March 2022 – 11 April 2022`: the days from one to the other.
    fn until(&mut self, found: ReadDate) -> ReadDate {
        let Mentioned::Date(first) = found.what else {
            return found;
        };
        let is_dash = matches!(self.sign(found.next), Some('–' | '—' | '-' | '−' | '/'));
        if !is_dash || !first.is_a_day() || first.second_of_day.is_some() {
            return found;
        }
        let next = found.next + 1;
        let last = match self.tokens.get(next).kind {
            TokenKind::Number(_) => {
                self.numeric(next).or_else(|| self.day_first(next)).or_else(|| self.year_first(next))
            }
            TokenKind::Word(_) => self.month_first(next),
            TokenKind::Sign(_) | TokenKind::End => None,
        };
        match last {
            Some(ReadDate { what: Mentioned::Date(last), next })
                if last.is_a_day() && last.first_day > first.first_day =>
            {
                ReadDate { what: Mentioned::Date(ArticleDate::range(first.first_day, last.first_day)), next }
            }
            _ => found,
        }
    }

    fn with_time(&mut self, found: ReadDate) -> ReadDate {
        let (what, next) = match found.what {
            Mentioned::Date(date) if date.is_a_day() && date.second_of_day.is_none() => {
                let Some((time, next)) = self.time(found.next) else {
                    return found;
                };
                (Mentioned::Date(time.on(date)), next)
            }
            Mentioned::Ambiguous(one, other) if one.is_a_day() && other.is_a_day() => {
                let Some((time, next)) = self.time(found.next) else {
                    return found;
                };
                (Mentioned::Ambiguous(time.on(one), time.on(other)), next)
            }
            _ => return found,
        };
        ReadDate { what, next }
    }

    // What stands at a token.

    fn number(&mut self, at: usize) -> Option<Number> {
        match self.tokens.get(at).kind {
            TokenKind::Number(number) => Some(number),
            _ => None,
        }
    }

    fn sign(&mut self, at: usize) -> Option<char> {
        match self.tokens.get(at).kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// True if nothing stands between a token and the one before it.
    fn is_glued(&mut self, at: usize) -> bool {
        let token = self.tokens.get(at);
        !token.is_spaced && !matches!(token.kind, TokenKind::End)
    }

    /// The meaning of a word that is wanted, one of the text's own language before others.
    fn meaning(&mut self, at: usize, is_wanted: impl Fn(What) -> bool) -> Option<Name> {
        let TokenKind::Word(word) = self.tokens.get(at).kind else {
            return None;
        };
        let mut wanted = word.names.iter().filter(|name| is_wanted(name.what));
        let first = *wanted.clone().next()?;
        Some(wanted.find(|name| self.is_own(name.languages)).copied().unwrap_or(first))
    }

    fn is(&mut self, at: usize, what: What) -> bool {
        self.meaning(at, |other| other == what).is_some()
    }

    /// True if a word of these languages is one of the text's own, as far as its language is known.
    fn is_own(&self, languages: Languages) -> bool {
        self.hint.is_none_or(|hint| hint.meets(languages))
    }

    /// The bytes of a token.
    fn written(&mut self, at: usize) -> &'text str {
        let token = self.tokens.get(at);
        &self.tokens.text[token.start..token.end]
    }

    /// Behind up to two of "of", "de", "the".
    fn skip_of(&mut self, at: usize) -> usize {
        let mut next = at;
        // "des." is December in Norwegian, whatever it is in French.
        let is_of = |reader: &mut Self, at: usize| {
            reader.is(at, What::Of) && reader.meaning(at, |what| matches!(what, What::Month(_))).is_none()
        };
        while next < at + 2 && (is_of(self, next) || (next > at && matches!(self.sign(next), Some('\'' | '’')))) {
            next += 1;
        }
        // "d'abril" and "dell'8": the apostrophe belongs to the word before it.
        if next > at && matches!(self.sign(next), Some('\'' | '’')) {
            next += 1;
        }
        next
    }

    /// Behind the word that some languages put before the number of a day.
    fn skip_day_mark(&mut self, at: usize) -> usize {
        if self.is(at, What::DayMark) && (self.number(at + 1).is_some() || self.is(at + 1, What::DayMark)) {
            at + if self.is(at + 1, What::DayMark) { 2 } else { 1 }
        } else {
            at
        }
    }

    /// A month in letters, or in the number behind the word for "month".
    fn month(&mut self, at: usize) -> Option<Month> {
        let TokenKind::Word(word) = self.tokens.get(at).kind else {
            return None;
        };
        if self.is(at, What::MonthMark) {
            let number = self.number(at + 1).filter(|number| (1..=12).contains(&number.value))?;
            let month = number.value as i8;
            let languages = const { Languages::of_codes("vi") };
            let is_own = self.is_own(languages);
            return Some(Month {
                one: month,
                other: month,
                languages,
                is_full: true,
                is_own,
                is_capital: true,
                next: at + 2,
            });
        }
        let months = word.names.iter().filter_map(|name| match name.what {
            What::Month(month) => Some((month, name)),
            _ => None,
        });
        let own = months.clone().filter(|(_, name)| self.is_own(name.languages));
        let is_own = own.clone().next().is_some();
        let chosen: Vec<_> = if is_own { own.collect() } else { months.collect() };
        let (one, _) = *chosen.first()?;
        let (other, _) = *chosen.last()?;
        let languages = chosen.iter().map(|(_, name)| name.languages).reduce(Languages::or)?;
        let is_full = chosen.iter().any(|(_, name)| name.strength == Strength::Full);
        Some(Month { one, other, languages, is_full, is_own, is_capital: word.is_capital, next: at + 1 })
    }

    /// True if a month says enough in running text without the rest of its date.
    fn is_clear(&self, month: &Month) -> bool {
        let english = const { Languages::of_codes("en") };
        self.is_field
            || match self.hint {
                // "may" and "march" are months where they are written so.
                Some(hint) if hint == english => month.is_own && (month.is_full || month.is_capital),
                Some(_) => month.is_own,
                None => month.is_full || (month.is_capital && month.languages.meets(english)),
            }
    }

    /// What a month means once the rest of the date is known.
    fn in_month(month: &Month, make: impl Fn(i8) -> Mentioned) -> Mentioned {
        calendar::either(make(month.one), make(month.other))
    }

    /// The day of a month, "9", "9.", "9th", "9-го", "premier", and the token behind it.
    fn day_number(&mut self, at: usize) -> Option<(u32, usize)> {
        if self.is(at, What::First) {
            return Some((1, at + 1));
        }
        let number = self.number(at).filter(|number| number.n_digits <= 2 && number.value <= 31)?;
        if number.value == 0 {
            return None;
        }
        let mut next = at + 1;
        if self.is_glued(next) {
            match self.tokens.get(next).kind {
                TokenKind::Word(_) if self.is(next, What::Ordinal) => next += 1,
                TokenKind::Sign('.' | '°') => next += 1,
                TokenKind::Sign('-' | '‑' | '\'' | '’')
                    if self.is_glued(next + 1) && self.is(next + 1, What::Ordinal) =>
                {
                    next += 2;
                }
                _ => {}
            }
        }
        Some((number.value, next))
    }

    /// True if what follows the number of a day makes it another number: `9:30`, `9.5`, `9,000`, `9%`, "9 p.m.".
    fn is_other_number(&mut self, after: usize) -> bool {
        match self.tokens.get(after).kind {
            TokenKind::Sign(':' | '.' | ',' | '/' | '-') => {
                self.is_glued(after)
                    && self.is_glued(after + 1)
                    && self.number(after + 1).is_some_and(|number| number.n_digits != 4)
            }
            TokenKind::Sign('%' | '€' | '$' | '£' | '°') => true,
            TokenKind::Word(_) => self
                .meaning(after, |what| {
                    matches!(what, What::Am | What::Pm | What::Clock | What::Counted | What::Unit(_))
                })
                .is_some_and(|name| self.is_own(name.languages)),
            _ => false,
        }
    }
}
