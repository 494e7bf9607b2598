//! Reads dates that are numbers alone: `2022-03-09`, `09.03.2022`, `3/9/2022`, `2022. 3. 9.`.

use super::{DateReader, ReadDate};
use crate::dates::languages::{Languages, Order};
use crate::dates::names::DateWordMeaning;
use crate::dates::tokens::{Number, TokenKind, Tokens};
use crate::dates::{Mentioned, calendar};

impl DateReader<'_> {
    /// Reads a date of two or three numbers with the same sign between them.
    pub(super) fn numeric(&mut self, at: usize) -> Option<ReadDate> {
        let first = self.number(at)?;
        let sign = match self.sign(at + 1)? {
            '‐' | '‑' | '−' => '-',
            '．' => '.',
            '／' => '/',
            '_' if self.is_field => '-',
            sign @ ('-' | '/' | '.') => sign,
            _ => return None,
        };
        if !self.is_glued(at + 1) && !self.is_field {
            return None;
        }
        let second = self.number(at + 2)?;
        // "9. 3. 2022" has spaces behind its full stops. Other signs have no spaces around them.
        let is_spaced = !self.is_glued(at + 2);
        if is_spaced && sign != '.' && !self.is_field {
            return None;
        }
        let is_same_sign = |found: Option<char>| match found {
            Some('‐' | '‑' | '−' | '_') => sign == '-',
            Some('．') => sign == '.',
            Some('／') => sign == '/',
            found => found == Some(sign),
        };
        let has_third = is_same_sign(self.sign(at + 3)) && (self.is_glued(at + 3) || self.is_field);
        let third = self.number(at + 4).filter(|_| has_third && self.is_glued(at + 4) != is_spaced);
        let Some(third) = third else {
            return self.month_in_numbers(at, first, sign, second);
        };
        let mut next = at + 5;
        if !self.may_end(next) {
            return None;
        }
        let what = self.three_numbers([first, second, third], sign, is_spaced, next)?;
        // The last full stop of "2022. 3. 9." is part of the date. The last full stop of "9. 3. 2022." is not.
        if is_spaced && self.sign(next) == Some('.') && self.is_glued(next) && first.n_digits == 4 {
            next += 1;
        }
        if !self.is_field && matches!(what, Mentioned::Impossible) && !is_nearly_a_day(first, second, third) {
            return None;
        }
        Some(ReadDate { what, next })
    }

    /// True if a date may end before a token, because no longer number, address or version continues there.
    fn may_end(&mut self, at: usize) -> bool {
        if !self.is_glued(at) {
            return true;
        }
        match self.tokens.get(at).kind {
            TokenKind::Number(_) => false,
            // These are the T of ISO 8601, the "г" of Russian, and scripts without spaces.
            TokenKind::Word(_) => {
                matches!(self.written(at), "T" | "t" | "Z")
                    || self.is(at, DateWordMeaning::YearMark)
                    || !self.written(at).is_ascii()
            }
            TokenKind::Sign('-' | '.' | '/' | '_' | ',' | ':' | '\'') if self.is_glued(at + 1) => {
                match self.tokens.get(at + 1).kind {
                    // For example "09.03.2022-10:05".
                    TokenKind::Number(number) => match self.sign(at) {
                        Some('/') => number.n_digits == 4,
                        Some(':') => true,
                        Some('-') => number.n_digits == 2 && self.is_glued(at + 2) && self.sign(at + 2) == Some(':'),
                        _ => false,
                    },
                    TokenKind::Word(_) => matches!(self.sign(at), Some('.' | ',' | ':')) && self.is_field,
                    TokenKind::Sign(_) | TokenKind::End => true,
                }
            }
            TokenKind::Sign('%' | '€' | '$' | '£' | '@' | '*' | '=' | '+') => false,
            TokenKind::Sign(_) | TokenKind::End => true,
        }
    }

    fn three_numbers(
        &mut self,
        [first, second, third]: [Number; 3],
        sign: char,
        is_spaced: bool,
        next: usize,
    ) -> Option<Mentioned> {
        if first.n_digits == 4 && second.n_digits <= 2 && third.n_digits <= 2 {
            // Versions look the same if their numbers have no leading zeros.
            let is_padded = second.n_digits == 2 && third.n_digits == 2;
            let writes_so =
                self.hint.is_some_and(|hint| hint.meets(const { Languages::of_codes("hu ko zh ja mn lt") }));
            if sign == '.' && !self.is_field && !is_spaced && !is_padded && !writes_so {
                return None;
            }
            return self.year_month_day(first, second.value, third.value);
        }
        if third.n_digits == 4 && first.n_digits <= 2 && second.n_digits <= 2 {
            let year = self.numeric_year(third.value)?;
            return Some(self.day_and_month(year, first.value, sign, second.value, next));
        }
        // A year of two digits needs a field or other evidence: two digits in both other numbers and full stops, in a
        // language that writes dates so, or slashes and a time of day behind them.
        if first.n_digits <= 2 && second.n_digits <= 2 && third.n_digits == 2 && !is_spaced {
            let is_padded = first.n_digits == 2 && second.n_digits == 2;
            let is_dotted_language = self.hint.is_some_and(|hint| {
                hint.meets(
                    const {
                        Languages::of_codes(
                            "de ru uk be bg pl cs sk sl hr sr bs mk ro fi nb nn da et lv tr it kk hy ka az",
                        )
                    },
                )
            });
            let is_clear = match sign {
                '.' => is_padded && (self.is_field || is_dotted_language),
                '/' => self.is_field || (self.order != Order::Unknown && self.hint.is_some() && self.is_before_time()),
                _ => self.is_field && is_padded && third.value > 31,
            };
            if is_clear {
                let year = calendar::year_of_two_digits(third.value, false);
                return Some(self.day_and_month(year, first.value, sign, second.value, next));
            }
        }
        None
    }

    /// True if a time of day follows a date of three numbers.
    fn is_before_time(&mut self) -> bool {
        self.time(5).is_some()
    }

    fn year_month_day(&mut self, year: Number, month: u32, day: u32) -> Option<Mentioned> {
        let is_persian = year.is_persian || self.hint == Some(const { Languages::of_codes("fa") });
        if is_persian && year.value < 1500 {
            return calendar::solar(year.value, i8::try_from(month).ok()?, Some(day));
        }
        let year = self.numeric_year(year.value)?;
        Some(make_day(year, month, day))
    }

    /// True if a time of day of twelve hours, as in English, is at a token: `10:12 AM`.
    fn is_twelve_hour_time(&mut self, at: usize) -> bool {
        const MOST_TOKENS: usize = 7;
        let may_be_english = self.hint.is_none_or(|hint| hint.meets(const { Languages::of_codes("en") }));
        let mut has_number = false;
        for at in (at..at + MOST_TOKENS).take_while(|_| may_be_english) {
            match self.tokens.get(at).kind {
                TokenKind::Number(_) => has_number = true,
                TokenKind::Sign(',' | '|' | '-' | '–' | ':' | '.') => {}
                TokenKind::Word(_) => {
                    let written = self.written(at);
                    return has_number && ["am", "pm"].iter().any(|half| written.eq_ignore_ascii_case(half));
                }
                TokenKind::Sign(_) | TokenKind::End => return false,
            }
        }
        false
    }

    /// Decides which one of two numbers is the day. `next` is the token behind the date.
    fn day_and_month(&mut self, year: i16, first: u32, sign: char, second: u32, next: usize) -> Mentioned {
        let (day_first, month_first) = (make_day(year, second, first), make_day(year, first, second));
        let order = self.order_of_words();
        if sign == '.' {
            // A writer who uses the twelve hours of English may also put the month first.
            let is_open = order != Order::DayFirst && self.is_twelve_hour_time(next);
            return if is_open { calendar::either(day_first, month_first) } else { day_first };
        }
        match order {
            Order::DayFirst if second <= 12 => day_first,
            Order::MonthFirst if first <= 12 => month_first,
            _ => calendar::either(day_first, month_first),
        }
    }

    /// Returns the order of the text's language. If that is unknown, the words in the field decide: "Publié le".
    fn order_of_words(&mut self) -> Order {
        if !self.is_field || self.hint.is_some() || self.order != Order::Unknown {
            return self.order;
        }
        let either = const { Languages::of_codes("en tl zh ja ko mn") };
        let mut tokens = Tokens::new(self.tokens.text, false);
        for index in 0.. {
            match tokens.get(index).kind {
                TokenKind::End => break,
                TokenKind::Word(word) => {
                    let mut names = word.names.iter().peekable();
                    if names.peek().is_some() && names.all(|name| !name.languages.meets(either)) {
                        return Order::DayFirst;
                    }
                }
                TokenKind::Number(_) | TokenKind::Sign(_) => {}
            }
        }
        Order::Unknown
    }

    fn numeric_year(&mut self, value: u32) -> Option<i16> {
        // Only the Buddhist calendar has these years.
        if (2400..2700).contains(&value) && (self.is_field || self.hint == Some(const { Languages::of_codes("th") })) {
            return calendar::year(value, true);
        }
        i16::try_from(value).ok().filter(|year| calendar::YEARS.contains(year))
    }

    /// Reads `2022-03`, `03/2022`, `03.2022`, but only in a field. Running text has too many other such numbers.
    fn month_in_numbers(&mut self, at: usize, first: Number, sign: char, second: Number) -> Option<ReadDate> {
        let next = at + 3;
        if !self.is_field || !self.may_end(next) || (self.sign(next) == Some(sign) && self.is_glued(next + 1)) {
            return None;
        }
        let (year, month) = match (first.n_digits, second.n_digits) {
            (4, 1 | 2) if sign != '.' => (first.value, second.value),
            (1 | 2, 4) => (second.value, first.value),
            _ => return None,
        };
        let year = self.numeric_year(year)?;
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some(ReadDate { what: calendar::month(year, month), next })
    }
}

fn make_day(year: i16, month: u32, day: u32) -> Mentioned {
    i8::try_from(month).map_or(Mentioned::Impossible, |month| calendar::day(year, month, day))
}

/// True if a date that no calendar has still looks like a day, such as `30.02.2022`.
fn is_nearly_a_day(first: Number, second: Number, third: Number) -> bool {
    let rest = if first.n_digits == 4 { (second.value, third.value) } else { (second.value, first.value) };
    (1..=12).contains(&rest.0) && (1..=31).contains(&rest.1)
}
