//! Reads the forms in which dates are written, at one place of a text.
//!
//! A date in a field is read as it is. In running text, a form that could be something else needs evidence next to it:
//! a capital, a full name, a word of the text's own language.

use super::languages::{Languages, Order};
use super::names::{DateWordMeaning, Name, Strength};
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

/// A date that was read, and the index of the token behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadDate {
    pub(super) what: Mentioned,
    pub(super) next: usize,
}

/// A month that a word names. `one` and `other` differ only for a name that means two months in two languages.
#[derive(Clone, Copy, Debug)]
struct Month {
    one: i8,
    other: i8,
    languages: Languages,
    is_full: bool,
    /// True if the language of the text has the name, or is unknown.
    is_own: bool,
    is_capital: bool,
    next: usize,
}

/// Returns the month that a word names, if it names only one.
pub(super) fn month_of_name(name: &str) -> Option<i8> {
    let mut reader = DateReader::new(name, true, None);
    let month = reader.month(0).filter(|month| month.one == month.other)?;
    (reader.tokens.get(0).end == name.len()).then_some(month.one)
}

/// The state for reading dates at places of a text.
pub(super) struct DateReader<'text> {
    pub(super) tokens: Tokens<'text>,
    is_field: bool,
    hint: Option<Languages>,
    order: Order,
}

impl<'text> DateReader<'text> {
    /// Makes a `DateReader` for running text or for a field. `language` is the code of the text's language.
    pub(super) fn new(text: &'text str, is_field: bool, language: Option<&str>) -> Self {
        Self {
            tokens: Tokens::new(text, !is_field),
            is_field,
            hint: language.and_then(Languages::of_tag),
            order: Order::of_tag(language),
        }
    }

    /// Returns the date that begins at a byte of the text, and the byte behind it.
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

    /// Reads a date of any form, with the time of day behind it.
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

    /// Extends a date to a range if a dash and a later date follow.
    ///
    /// Examples are `2022-03-09/2022-03-15` and `9 March 2022 – 11 April 2022`.
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

    // Access to single tokens.

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

    /// True if no space is between a token and the previous one.
    fn is_glued(&mut self, at: usize) -> bool {
        let token = self.tokens.get(at);
        !token.is_spaced && !matches!(token.kind, TokenKind::End)
    }

    /// Returns a meaning of a word that `is_wanted` accepts, preferably in the text's own language.
    fn meaning(&mut self, at: usize, is_wanted: impl Fn(DateWordMeaning) -> bool) -> Option<Name> {
        let TokenKind::Word(word) = self.tokens.get(at).kind else {
            return None;
        };
        let mut wanted = word.names.iter().filter(|name| is_wanted(name.what));
        let first = *wanted.clone().next()?;
        Some(wanted.find(|name| self.is_own(name.languages)).copied().unwrap_or(first))
    }

    fn is(&mut self, at: usize, what: DateWordMeaning) -> bool {
        self.meaning(at, |other| other == what).is_some()
    }

    /// True if one of these languages is the language of the text, or if that is unknown.
    fn is_own(&self, languages: Languages) -> bool {
        self.hint.is_none_or(|hint| hint.meets(languages))
    }

    /// Returns the text of a token.
    fn written(&mut self, at: usize) -> &'text str {
        let token = self.tokens.get(at);
        &self.tokens.text[token.start..token.end]
    }

    /// Skips up to two words such as "of", "de", "the". Returns the next token.
    fn skip_of(&mut self, at: usize) -> usize {
        let mut next = at;
        // "des." is December in Norwegian, although "des" is a word for "of" in French.
        let is_of = |reader: &mut Self, at: usize| {
            reader.is(at, DateWordMeaning::Of)
                && reader.meaning(at, |what| matches!(what, DateWordMeaning::Month(_))).is_none()
        };
        while next < at + 2 && (is_of(self, next) || (next > at && matches!(self.sign(next), Some('\'' | '’')))) {
            next += 1;
        }
        // In "d'abril" and "dell'8", the apostrophe belongs to the word before it.
        if next > at && matches!(self.sign(next), Some('\'' | '’')) {
            next += 1;
        }
        next
    }

    /// Skips the word that some languages put before the number of a day. Returns the next token.
    fn skip_day_mark(&mut self, at: usize) -> usize {
        if self.is(at, DateWordMeaning::DayMark)
            && (self.number(at + 1).is_some() || self.is(at + 1, DateWordMeaning::DayMark))
        {
            at + if self.is(at + 1, DateWordMeaning::DayMark) { 2 } else { 1 }
        } else {
            at
        }
    }

    /// Reads a month, in letters or as a number behind the word for "month".
    fn month(&mut self, at: usize) -> Option<Month> {
        let TokenKind::Word(word) = self.tokens.get(at).kind else {
            return None;
        };
        if self.is(at, DateWordMeaning::MonthMark) {
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
            DateWordMeaning::Month(month) => Some((month, name)),
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

    /// True if a month is clear enough in running text without the rest of its date.
    fn is_clear(&self, month: &Month) -> bool {
        let english = const { Languages::of_codes("en") };
        self.is_field
            || match self.hint {
                // "may" and "march" are months only with a capital.
                Some(hint) if hint == english => month.is_own && (month.is_full || month.is_capital),
                Some(_) => month.is_own,
                None => month.is_full || (month.is_capital && month.languages.meets(english)),
            }
    }

    /// Makes the date for a month. It has two readings if the name means two months.
    fn in_month(month: &Month, make: impl Fn(i8) -> Mentioned) -> Mentioned {
        calendar::either(make(month.one), make(month.other))
    }

    /// Reads the day of a month: "9", "9.", "9th", "9-го", "premier". Returns it with the token behind it.
    fn day_number(&mut self, at: usize) -> Option<(u32, usize)> {
        if self.is(at, DateWordMeaning::First) {
            return Some((1, at + 1));
        }
        let number = self.number(at).filter(|number| number.n_digits <= 2 && number.value <= 31)?;
        if number.value == 0 {
            return None;
        }
        let mut next = at + 1;
        if self.is_glued(next) {
            match self.tokens.get(next).kind {
                TokenKind::Word(_) if self.is(next, DateWordMeaning::Ordinal) => next += 1,
                TokenKind::Sign('.' | '°') => next += 1,
                TokenKind::Sign('-' | '‑' | '\'' | '’')
                    if self.is_glued(next + 1) && self.is(next + 1, DateWordMeaning::Ordinal) =>
                {
                    next += 2;
                }
                _ => {}
            }
        }
        Some((number.value, next))
    }

    /// True if the token behind the number of a day makes it another number: `9:30`, `9.5`, `9,000`, `9%`, "9 p.m.".
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
                    matches!(
                        what,
                        DateWordMeaning::Am
                            | DateWordMeaning::Pm
                            | DateWordMeaning::Clock
                            | DateWordMeaning::Counted
                            | DateWordMeaning::Unit(_)
                    )
                })
                .is_some_and(|name| self.is_own(name.languages)),
            _ => false,
        }
    }
}
