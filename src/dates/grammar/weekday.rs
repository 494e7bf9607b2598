//! Reads weekdays: with a date behind them, with the number of a day, and alone.

use jiff::civil::{Date, Weekday};

use super::{DateReader, ReadDate};
use crate::article::ArticleDate;
use crate::dates::Mentioned;
use crate::dates::languages::{Languages, Order};
use crate::dates::names::{DateWordMeaning, Strength};
use crate::dates::tokens::TokenKind;

/// A weekday that a word names.
#[derive(Clone, Copy, Debug)]
pub(super) struct WeekdayName {
    weekday: Weekday,
    languages: Languages,
    is_full: bool,
    is_own: bool,
    is_capital: bool,
    next: usize,
}

impl DateReader<'_> {
    /// Reads the weekday that a word names.
    pub(super) fn weekday(&mut self, at: usize) -> Option<WeekdayName> {
        let TokenKind::Word(word) = self.tokens.get(at).kind else {
            return None;
        };
        let name = self.meaning(at, |what| matches!(what, DateWordMeaning::Weekday(_)))?;
        let DateWordMeaning::Weekday(weekday) = name.what else {
            return None;
        };
        // "on", "to" and "so" are weekdays only in a text of their language, or before a full stop or a comma.
        let is_own_word = self.hint.is_some() && self.is_own(name.languages);
        let is_stopped = self.hint.is_none() && matches!(self.sign(at + 1), Some('.' | ','));
        if word.n_characters <= 2 && self.written(at).is_ascii() && !is_own_word && !is_stopped {
            return None;
        }
        Some(WeekdayName {
            weekday,
            languages: name.languages,
            is_full: name.strength == Strength::Full,
            is_own: self.is_own(name.languages),
            is_capital: word.is_capital,
            next: at + 1,
        })
    }

    /// Reads a weekday with the date behind it, with the number of its day, or alone.
    pub(super) fn weekday_and_date(&mut self, weekday: &WeekdayName) -> Option<ReadDate> {
        let mut next = weekday.next;
        // For example "Wed.,", "Mittwoch, den", "miércoles, 9", "Rabu (", "quarta-feira".
        for _ in 0..3 {
            let is_between = match self.tokens.get(next).kind {
                TokenKind::Sign('.' | ',' | '،' | '、' | '，') => true,
                TokenKind::Word(_) => {
                    self.is(next, DateWordMeaning::Of)
                        || (self.is(next, DateWordMeaning::YearMark) && self.written(next) == "günü")
                }
                _ => false,
            };
            if !is_between {
                break;
            }
            next += 1;
        }
        let is_bracketed = matches!(self.sign(next), Some('(' | '（'));
        let start = if is_bracketed { next + 1 } else { next };
        let found = self.date(start).filter(|found| match found.what {
            Mentioned::Date(date) => {
                date.is_a_day() || date.first_day.first_of_month() == date.last_day.first_of_month()
            }
            Mentioned::DayOfYear { .. } | Mentioned::Ambiguous(..) | Mentioned::Impossible => true,
            _ => false,
        });
        // The name of a month can also be the name of a weekday: "mar. 9 mars" has a weekday, "mar 9" has a month.
        if let Some(found) = found {
            return Some(self.on_weekday(found, start, weekday.weekday));
        }
        if let Some(found) = self.date(0) {
            return Some(found);
        }
        self.weekday_alone(weekday, next, is_bracketed)
    }

    /// Decides a date in numbers that can be two days by the weekday before it: "Saturday, 04/05/2013".
    ///
    /// `start` is the first token of the date.
    fn on_weekday(&mut self, found: ReadDate, start: usize, weekday: Weekday) -> ReadDate {
        const YEAR_DIGITS: usize = 4;
        let falls_on = |date: &ArticleDate| date.first_day.weekday() == weekday;
        let what = match found.what {
            Mentioned::Ambiguous(one, other) => match (falls_on(&one), falls_on(&other)) {
                (true, false) => Mentioned::Date(one),
                (false, true) => Mentioned::Date(other),
                _ => found.what,
            },
            // The order of the language is the order of most of its texts. The weekday shows the order of this text.
            Mentioned::Date(date) if date.is_a_day() && !falls_on(&date) && self.sign(start + 1) == Some('/') => {
                let day = date.first_day;
                let is_year_first = self.number(start).is_some_and(|first| first.n_digits >= YEAR_DIGITS);
                let swapped = Date::new(day.year(), day.day(), day.month()).ok().filter(|_| !is_year_first);
                let swapped = swapped.map(|day| ArticleDate { first_day: day, last_day: day, ..date }).filter(falls_on);
                swapped.map_or(found.what, Mentioned::Date)
            }
            _ => found.what,
        };
        ReadDate { what, ..found }
    }

    fn weekday_alone(&mut self, weekday: &WeekdayName, next: usize, is_bracketed: bool) -> Option<ReadDate> {
        let english = const { Languages::of_codes("en") };
        if is_bracketed {
            if let Some(found) = self.bracketed_day(weekday, next + 1) {
                return Some(found);
            }
        } else if let Some((day, after)) = self.day_number(next)
            && weekday.is_full
            && weekday.is_own
            && !self.is_other_number(after)
            && self.weekday_takes_a_day(weekday, after)
        {
            return Some(ReadDate { what: Mentioned::WeekdayAndDay(weekday.weekday, day as i8), next: after });
        }
        let is_latin = self.written(0).is_ascii();
        let is_clear = weekday.is_full
            && (weekday.is_own || !is_latin)
            && (weekday.is_capital || !weekday.languages.meets(english))
            && !self.name_goes_on(weekday.next);
        is_clear.then_some(ReadDate { what: Mentioned::Weekday(weekday.weekday), next: weekday.next })
    }

    /// Reads the text behind the bracket of "Tuesday (8)" and "Rabu (9/3)".
    fn bracketed_day(&mut self, weekday: &WeekdayName, at: usize) -> Option<ReadDate> {
        let (day, after) = self.day_number(at)?;
        if matches!(self.sign(after), Some(')' | '）')) {
            return Some(ReadDate { what: Mentioned::WeekdayAndDay(weekday.weekday, day as i8), next: after + 1 });
        }
        let month = self.number(after + 1).filter(|month| (1..=12).contains(&month.value) && month.n_digits <= 2)?;
        let is_day_first =
            self.order == Order::DayFirst || weekday.languages.meets(const { Languages::of_codes("id ms") });
        let is_closed = matches!(self.sign(after + 2), Some(')' | '）'));
        (self.sign(after) == Some('/') && is_closed && is_day_first).then_some(ReadDate {
            what: Mentioned::DayOfYear { month: month.value as i8, day: day as i8 },
            next: after + 3,
        })
    }

    /// True if the number behind a weekday is its day.
    ///
    /// It always is in the languages that write dates in this way. In others, the sentence must pause behind the
    /// number, or the number must be an ordinal.
    fn weekday_takes_a_day(&mut self, weekday: &WeekdayName, after: usize) -> bool {
        let said_so = const { Languages::of_codes("es pt fr it ca gl ro") };
        if weekday.languages.meets(said_so) && !weekday.languages.meets(const { Languages::of_codes("en") }) {
            return true;
        }
        match self.tokens.get(after).kind {
            TokenKind::Sign(sign) => matches!(sign, ',' | '.' | ';' | ':' | ')' | '\n'),
            TokenKind::End => true,
            // "Wednesday 9th" is clear.
            TokenKind::Word(_) | TokenKind::Number(_) => {
                let before = after.saturating_sub(1);
                self.is(before, DateWordMeaning::Ordinal) && self.is_glued(before)
            }
        }
    }

    fn name_goes_on(&mut self, at: usize) -> bool {
        let TokenKind::Word(word) = self.tokens.get(at).kind else {
            return false;
        };
        // For example "The Sunday Times", and "minggu lalu", which means last week.
        let goes_on = self.meaning(at, |what| what == DateWordMeaning::NameGoesOn);
        goes_on.is_some_and(|name| word.is_capital || !name.languages.meets(const { Languages::of_codes("en") }))
    }
}
