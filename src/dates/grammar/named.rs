//! Reads dates with the month in letters, East Asian dates, dates with the year of an era, and Iranian dates.
//!
//! Examples: `9 March 2022`, `March 9, 2022`, `2022年3月9日`, `令和4年3月9日`.

use super::{DateReader, Month, ReadDate};
use crate::article::ArticleDate;
use crate::dates::Mentioned;
use crate::dates::calendar;
use crate::dates::languages::Languages;
use crate::dates::names::DateWordMeaning;
use crate::dates::tokens::TokenKind;

/// The languages that write the month before the day: "March 9", "március 9.", "kovo 9 d.".
const MONTH_BEFORE_DAY: &str = "en hu lt eu tl hy ka ta te kn ml mn az kk uz si ne";

/// The languages that write the year before a month in letters.
const YEAR_BEFORE_MONTH: &str = "hu lt lv eu kk ky uz mn ka zh ja ko";

impl DateReader<'_> {
    /// Reads `9 March 2022`, `9. bis 11. März 2022`, `28 February – 3 March 2022`, `9-Mar-22`, `9 March`.
    pub(super) fn day_first(&mut self, at: usize) -> Option<ReadDate> {
        let (first_day, mut next) = self.day_number(at)?;
        let mut first_month = None;
        let mut last_day = None;
        let unranged = next;
        // In "28 February – 3 March", the first day has a month of its own.
        let after_month = self.skip_of(next);
        if let Some(month) = self.month(after_month)
            && let Some(last_at) = self.range_sign(month.next)
            && let Some((day, after)) = self.day_number(last_at)
        {
            let behind = self.skip_of(after);
            if self.month(behind).is_some() {
                (first_month, last_day, next) = (Some(month), Some(day), after);
            }
        } else if let Some(last_at) = self.range_sign(next)
            && let Some((day, after)) = self.day_number(last_at)
        {
            (last_day, next) = (Some(day), after);
        }
        // "9-Mar-2022" has a dash too, with the month behind it.
        let is_joined = last_day.is_none()
            && matches!(self.sign(unranged), Some('-' | '/' | '.' | '‑' | '–' | ','))
            && self.is_glued(unranged);
        next = self.skip_of(if is_joined { unranged + 1 } else { next });
        if let Some(solar) = self.solar_month(next) {
            let (year, after) = self.solar_year(next + 1)?;
            let what = calendar::solar(year, solar, Some(first_day))?;
            return Some(ReadDate { what, next: after });
        }
        let month = self.month(next).or_else(|| self.roman_month(next))?;
        let after = self.behind_month(&month);
        let year = self.year_behind(after, &month, is_joined);
        let is_unsaid_weak = !month.is_own && !month.is_full && !self.is_field && self.hint.is_some();
        let Some((year, end)) = year else {
            // "28 February – 3 March" is read as two days.
            let first = first_month.unwrap_or(month);
            let after = if first_month.is_some() { self.behind_month(&first) } else { after };
            if is_joined && self.sign(unranged) == Some(',') {
                return None;
            }
            return self.day_without_year(at, first_day, &first, after);
        };
        // "9 out of 2022" is not a date in English, where "out" is not a month.
        if is_unsaid_weak || self.is_said_otherwise(&month, after) {
            return None;
        }
        let what = match last_day {
            None => Self::in_month(&month, |month| calendar::day(year, month, first_day)),
            Some(last_day) => {
                let start = Self::in_month(first_month.as_ref().unwrap_or(&month), |month| {
                    calendar::day(year, month, first_day)
                });
                days(start, Self::in_month(&month, |month| calendar::day(year, month, last_day)))?
            }
        };
        Some(ReadDate { what, next: end })
    }

    /// Reads "9 March", which must be clear in running text. For "9–11 March", returns the first day.
    fn day_without_year(&mut self, at: usize, first_day: u32, month: &Month, after: usize) -> Option<ReadDate> {
        if !self.is_clear(month) || month.one != month.other || month.next == at + 1 {
            return None;
        }
        // In English, a full stop ends the sentence: "Step 3. March on".
        let english = const { Languages::of_codes("en") };
        let is_english = self.hint.map_or(month.languages == english, |hint| hint == english);
        if is_english && self.sign(at + 1) == Some('.') && !self.is_field {
            return None;
        }
        // For example "9March2022x".
        if self.is_glued(month.next) && self.number(month.next).is_some() {
            return None;
        }
        // For example "3. Mai-Lauf".
        if self.sign(month.next) == Some('-') && self.is_glued(month.next) && self.is_glued(month.next + 1) {
            return None;
        }
        let is_day = i8::try_from(first_day).is_ok_and(|day| day <= longest(month.one));
        if !is_day {
            return Some(ReadDate { what: Mentioned::Impossible, next: month.next });
        }
        // A full stop belongs to a short name of a month, but not to a full name.
        let next = if month.is_full { month.next } else { after };
        Some(ReadDate { what: Mentioned::DayOfYear { month: month.one, day: first_day as i8 }, next })
    }

    /// Reads `March 9, 2022`, `March 9–11, 2022`, `Mar 9 10:05:01 EST 2022`, `March 9`.
    pub(super) fn month_first(&mut self, at: usize) -> Option<ReadDate> {
        let month = self.month(at)?;
        let after_month = self.behind_month(&month);
        // For example "March the 9th" and "Mar-09-2022".
        let mut next = after_month;
        if matches!(self.sign(next), Some('-' | '/')) && self.is_glued(next) {
            next += 1;
        }
        let next = self.skip_of(next);
        let (first_day, mut next) = self.day_number(next)?;
        let mut last = None;
        if let Some(last_at) = self.range_sign(next) {
            let last_month = self.month(last_at);
            let day_at = last_month.as_ref().map_or(last_at, |month| month.next);
            if let Some((day, after)) = self.day_number(day_at) {
                last = Some((last_month, day));
                next = after;
            }
        }
        if self.is_day_mark_of_lithuanian(next) {
            next += 1;
        }
        let mut time = None;
        let mut year_at = next;
        if let Some((read, after)) = self.time(next) {
            (time, year_at) = (Some(read), after);
        }
        let Some((year, end)) = self.year_behind(year_at, &month, false).or_else(|| {
            time = None;
            self.year_behind(next, &month, false)
        }) else {
            return self.month_and_day(first_day, &month, next);
        };
        if !month.is_own && !month.is_full && !self.is_field && self.hint.is_some() {
            return None;
        }
        let start = Self::in_month(&month, |month| calendar::day(year, month, first_day));
        let mut what = match &last {
            None => start,
            Some((last_month, day)) => {
                let last_month = last_month.as_ref().unwrap_or(&month);
                days(start, Self::in_month(last_month, |month| calendar::day(year, month, *day)))?
            }
        };
        if let (Some(time), Mentioned::Date(date)) = (time, what) {
            what = Mentioned::Date(time.on(date));
        }
        Some(ReadDate { what, next: end })
    }

    /// Reads "March 9", in the languages that write it so. For "March 9–11", returns the first day.
    fn month_and_day(&mut self, day: u32, month: &Month, next: usize) -> Option<ReadDate> {
        let is_said_so = month.languages.meets(const { Languages::of_codes(MONTH_BEFORE_DAY) });
        let is_own_order = self.hint.is_none_or(|hint| hint.meets(const { Languages::of_codes(MONTH_BEFORE_DAY) }));
        if !is_said_so || !is_own_order || !self.is_clear(month) || month.one != month.other {
            return None;
        }
        // A full stop behind the number may be the end of the sentence.
        let next = if self.sign(next - 1) == Some('.') && month.languages.meets(const { Languages::of_codes("en") }) {
            next - 1
        } else {
            next
        };
        if self.is_other_number(next) {
            return None;
        }
        if !i8::try_from(day).is_ok_and(|day| day <= longest(month.one)) {
            return None;
        }
        Some(ReadDate { what: Mentioned::DayOfYear { month: month.one, day: day as i8 }, next })
    }

    /// Reads `March 2022`, `marzo de 2022`, `tháng 3 năm 2022`, `Mar. 2022`, `اسفند ۱۴۰۰`.
    pub(super) fn month_and_year(&mut self, at: usize) -> Option<ReadDate> {
        if let Some(solar) = self.solar_month(at) {
            let (year, next) = self.solar_year(at + 1)?;
            return Some(ReadDate { what: calendar::solar(year, solar, None)?, next });
        }
        let month = self.month(at)?;
        if !self.is_clear(&month) {
            return None;
        }
        let after = self.behind_month(&month);
        let (year, next) = self.year_behind(after, &month, false)?;
        // A smaller number is hardly the year of a month: "May 1200".
        if year < 1500 || self.is_said_otherwise(&month, after) {
            return None;
        }
        Some(ReadDate { what: Self::in_month(&month, |month| calendar::month(year, month)), next })
    }

    /// Reads `2022. november 12.`, `2022 m. kovo 9 d.`, `2022. gada 9. martā`, `2022-Mar-09`, `2022年3月9日`.
    pub(super) fn year_first(&mut self, at: usize) -> Option<ReadDate> {
        let number = self.number(at).filter(|number| number.n_digits == 4)?;
        let year = calendar::year(number.value, false)?;
        let mut next = at + 1;
        let mut is_marked = false;
        if matches!(self.sign(next), Some('-' | '‑'))
            && self.is_glued(next)
            && self.is(next + 1, DateWordMeaning::YearMark)
        {
            next += 1;
        }
        for _ in 0..3 {
            match self.tokens.get(next).kind {
                TokenKind::Sign('.' | ',') if self.is_glued(next) => is_marked |= self.sign(next) == Some('.'),
                TokenKind::Word(_) if self.is(next, DateWordMeaning::YearMark) => is_marked = true,
                _ => break,
            }
            next += 1;
        }
        if is_marked && let Some(found) = self.east_asian(next, Some(year)) {
            return Some(found);
        }
        if matches!(self.sign(next), Some('-' | '/' | '‑')) && self.is_glued(next) {
            next += 1;
        }
        if let Some(month) = self.month(next) {
            let behind = self.behind_month(&month);
            let after = self.skip_joint(behind);
            if let Some((day, end)) = self.day_number(after)
                && !self.is_other_number(end)
                && (is_marked || self.is_field || month.is_own || month.is_full)
            {
                let end = if self.is_day_mark_of_lithuanian(end) { end + 1 } else { end };
                return Some(ReadDate {
                    what: Self::in_month(&month, |month| calendar::day(year, month, day)),
                    next: end,
                });
            }
            let is_said_so = month.languages.meets(const { Languages::of_codes(YEAR_BEFORE_MONTH) });
            return ((is_marked && is_said_so && self.is_clear(&month)) || self.is_field).then_some(ReadDate {
                what: Self::in_month(&month, |month| calendar::month(year, month)),
                next: month.next,
            });
        }
        if !is_marked && !self.is_field {
            return None;
        }
        let (day, after) = self.day_number(next)?;
        let after = self.skip_joint(after);
        let month = self.month(after)?;
        Some(ReadDate { what: Self::in_month(&month, |month| calendar::day(year, month, day)), next: month.next })
    }

    /// Reads `3月9日` and `3월 9일`, with or without a year before it.
    pub(super) fn east_asian(&mut self, at: usize, year: Option<i16>) -> Option<ReadDate> {
        let month = self.number(at).filter(|number| (1..=12).contains(&number.value) && number.n_digits <= 2)?;
        let month = month.value as i8;
        let mut next = at + 1;
        // For example "3-р сарын", "3 дугаар сарын".
        for _ in 0..3 {
            if matches!(self.sign(next), Some('-'))
                || self.is(next, DateWordMeaning::Ordinal)
                || self.is(next + 1, DateWordMeaning::MonthSign)
            {
                next += 1;
            }
        }
        if !self.is(next, DateWordMeaning::MonthSign) {
            return None;
        }
        next += 1;
        let day = self.number(next).filter(|day| day.n_digits <= 2 && (1..=31).contains(&day.value));
        let Some(day) = day else {
            let what = calendar::month(year?, month);
            return Some(ReadDate { what, next });
        };
        next += 1;
        let is_signed = self.is(next, DateWordMeaning::DayMark);
        if is_signed {
            next += 1;
        }
        let what = match year {
            Some(year) => calendar::day(year, month, day.value),
            None if !is_signed || day.value as i8 > longest(month) => return None,
            None => Mentioned::DayOfYear { month, day: day.value as i8 },
        };
        // For example "(水)", "（星期三）".
        if matches!(self.sign(next), Some('(' | '（')) && matches!(self.sign(next + 2), Some(')' | '）')) {
            next += 3;
        } else if self.weekday(next).is_some() {
            next += 1;
        }
        Some(ReadDate { what, next })
    }

    /// Reads `令和4年3月9日`, `民國111年3月9日`, `令和4年`: the name of an era, a year in it, and the rest of the date
    /// if there is any.
    pub(super) fn era(&mut self, at: usize) -> Option<ReadDate> {
        let Some(DateWordMeaning::Era(before)) =
            self.meaning(at, |what| matches!(what, DateWordMeaning::Era(_))).map(|name| name.what)
        else {
            return None;
        };
        let number = self.number(at + 1).filter(|number| number.n_digits <= 3 && number.value > 0)?;
        let year = before.checked_add(i16::try_from(number.value).ok()?)?;
        if !self.is(at + 2, DateWordMeaning::YearMark) {
            return None;
        }
        Some(self.east_asian(at + 3, Some(year)).unwrap_or(ReadDate { what: calendar::whole_year(year), next: at + 3 }))
    }

    /// Skips the full stop behind the name of a month, and the same month under another name: `آذار/مارس`.
    ///
    /// Returns the index of the token after them.
    fn behind_month(&mut self, month: &Month) -> usize {
        let mut next = month.next;
        if self.sign(next) == Some('.') && self.is_glued(next) {
            next += 1;
        }
        if matches!(self.sign(next), Some('/' | '('))
            && let Some(same) = self.month(next + 1)
            && same.one == month.one
        {
            next = same.next;
            if self.sign(next) == Some(')') {
                next += 1;
            }
        }
        next
    }

    fn skip_joint(&mut self, at: usize) -> usize {
        if matches!(self.sign(at), Some('-' | '/' | '‑')) && self.is_glued(at) { at + 1 } else { self.skip_of(at) }
    }

    fn is_day_mark_of_lithuanian(&mut self, at: usize) -> bool {
        let lithuanian = const { Languages::of_codes("lt") };
        self.meaning(at, |what| what == DateWordMeaning::DayMark).is_some_and(|name| name.languages.meets(lithuanian))
    }

    /// Skips a dash or a word for "to", and a "the" or "of" after it. Returns the index of the next token. `None` if
    /// there is neither a dash nor such a word at `at`.
    fn range_sign(&mut self, at: usize) -> Option<usize> {
        let is_range = matches!(self.sign(at), Some('-' | '–' | '—' | '−' | '‒' | '/' | '~' | '〜'))
            || self.is(at, DateWordMeaning::To);
        if !is_range {
            return None;
        }
        // For example "from 9 to the 11 March", "del 9 al 11".
        Some(self.skip_of(at + 1))
    }

    /// Reads a month as a Roman number in capitals: `9.III.2022`.
    fn roman_month(&mut self, at: usize) -> Option<Month> {
        const NUMBERS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let TokenKind::Word(_) = self.tokens.get(at).kind else {
            return None;
        };
        let written = self.written(at);
        let month = NUMBERS.iter().position(|number| *number == written)? as i8 + 1;
        let languages = Languages::ALL;
        Some(Month {
            one: month,
            other: month,
            languages,
            is_full: false,
            is_own: true,
            is_capital: true,
            next: at + 1,
        })
    }

    /// True if the word between a month and its year belongs to another language than the month: "out of 2022".
    fn is_said_otherwise(&mut self, month: &Month, after: usize) -> bool {
        if month.is_full {
            return false;
        }
        self.meaning(after, |what| what == DateWordMeaning::Of)
            .is_some_and(|name| !name.languages.meets(month.languages))
    }

    fn solar_month(&mut self, at: usize) -> Option<i8> {
        match self.meaning(at, |what| matches!(what, DateWordMeaning::SolarMonth(_)))?.what {
            DateWordMeaning::SolarMonth(month) => Some(month),
            _ => None,
        }
    }

    fn solar_year(&mut self, at: usize) -> Option<(u32, usize)> {
        let at = if self.sign(at) == Some('،') || self.is(at, DateWordMeaning::YearMark) { at + 1 } else { at };
        self.number(at).filter(|number| number.n_digits == 4).map(|number| (number.value, at + 1))
    }
}

/// Returns the range from one date to another.
///
/// If the second date is in an earlier month, as in "28 December – 3 January 2022", the range starts in the year
/// before. If one of the dates is impossible, the range is as well. In any other case, `None` if the second date is not
/// later.
fn days(start: Mentioned, end: Mentioned) -> Option<Mentioned> {
    match (start, end) {
        (Mentioned::Date(start), Mentioned::Date(end)) if start.first_day < end.last_day => {
            Some(Mentioned::Date(ArticleDate::range(start.first_day, end.last_day)))
        }
        // "28 December – 3 January 2022" starts in the year before.
        (Mentioned::Date(start), Mentioned::Date(end)) if start.first_day.month() > end.last_day.month() => {
            let before = start.first_day.with().year(start.first_day.year() - 1).build().ok()?;
            Some(Mentioned::Date(ArticleDate::range(before, end.last_day)))
        }
        (Mentioned::Impossible, _) | (_, Mentioned::Impossible) => Some(Mentioned::Impossible),
        _ => None,
    }
}

/// Returns the number of days of a month in a leap year.
fn longest(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
