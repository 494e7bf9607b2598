//! The calendars in which dates are written: the Gregorian, the Buddhist and the solar calendar of Iran.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Mentioned;
use crate::article::ArticleDate;

/// The years that are accepted in dates of numbers alone.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1400..=2199;

/// The years that are accepted with the name of a month.
const NAMED_YEARS: std::ops::RangeInclusive<u32> = 1000..=2199;

/// The number of years by which the Buddhist count is ahead. It counts from the death of Buddha.
const BUDDHIST: u32 = 543;

/// The years of the solar calendar of Iran that newspapers and books write.
const SOLAR_YEARS: std::ops::RangeInclusive<i16> = 1200..=1500;

/// Returns the year that a number next to the name of a month means.
pub(super) fn year(value: u32, is_buddhist: bool) -> Option<i16> {
    let buddhist = || value.checked_sub(BUDDHIST).filter(|year| (1800..2200).contains(year));
    let year = if NAMED_YEARS.contains(&value) && !is_buddhist {
        value
    } else if is_buddhist {
        buddhist().or(Some(value).filter(|year| NAMED_YEARS.contains(year)))?
    } else {
        return None;
    };
    i16::try_from(year).ok()
}

/// Returns the year that two digits mean. As in POSIX, 69 to 99 are in the last century.
///
/// In the Buddhist count, 43 to 75 are 2543 to 2575, which are the years 2000 to 2032. Other numbers are in the
/// Gregorian count.
pub(super) fn year_of_two_digits(value: u32, may_be_buddhist: bool) -> i16 {
    const BUDDHIST_YEARS: std::ops::RangeInclusive<u32> = 43..=75;
    if may_be_buddhist && BUDDHIST_YEARS.contains(&value) {
        return (2500 + value - BUDDHIST) as i16;
    }
    value as i16 + if value < 69 { 2000 } else { 1900 }
}

/// Returns a day, or [`Mentioned::Impossible`] if the month has no such day.
pub(super) fn day(year: i16, month: i8, day: u32) -> Mentioned {
    let day = i8::try_from(day).ok().and_then(|day| Date::new(year, month, day).ok());
    day.map_or(Mentioned::Impossible, |day| Mentioned::Date(ArticleDate::day(day)))
}

pub(super) fn month(year: i16, month: i8) -> Mentioned {
    match Date::new(year, month, 1) {
        Ok(first) => Mentioned::Date(ArticleDate::month(first)),
        Err(_) => Mentioned::Impossible,
    }
}

pub(super) fn whole_year(year: i16) -> Mentioned {
    Mentioned::Date(ArticleDate::year(date(year.clamp(1, 9998), 1, 1)))
}

/// Combines two readings of one date: both if they differ, otherwise the one that is possible.
pub(super) fn either(one: Mentioned, other: Mentioned) -> Mentioned {
    match (one, other) {
        (Mentioned::Date(one), Mentioned::Date(other)) if one == other => Mentioned::Date(one),
        (Mentioned::Date(one), Mentioned::Date(other)) if one.first_day < other.first_day => {
            Mentioned::Ambiguous(one, other)
        }
        (Mentioned::Date(one), Mentioned::Date(other)) => Mentioned::Ambiguous(other, one),
        (Mentioned::Date(only), _) | (_, Mentioned::Date(only)) => Mentioned::Date(only),
        (one, _) => one,
    }
}

/// Returns a day of the solar calendar of Iran, or the whole month if `day` is `None`.
pub(super) fn solar(year: u32, month: i8, day: Option<u32>) -> Option<Mentioned> {
    let year = i16::try_from(year).ok().filter(|year| SOLAR_YEARS.contains(year))?;
    if !(1..=12).contains(&month) {
        return None;
    }
    let start = solar_new_year(year)?;
    let next_year = solar_new_year(year + 1)?;
    let first = start.checked_add(days_before(month).days()).ok()?;
    let next = if month == 12 { next_year } else { start.checked_add(days_before(month + 1).days()).ok()? };
    let Some(day) = day else {
        return Some(Mentioned::Date(ArticleDate::range(first, next.yesterday().ok()?)));
    };
    let found = first.checked_add((i64::from(day) - 1).days()).ok()?;
    Some(if day >= 1 && found < next { Mentioned::Date(ArticleDate::day(found)) } else { Mentioned::Impossible })
}

/// Returns the number of days of a solar year before a month. Six months have 31 days, the next ones have 30.
fn days_before(month: i8) -> i32 {
    let months = i32::from(month) - 1;
    months * 30 + months.min(6)
}

/// Returns the first of Farvardin of a solar year.
///
/// The 33-year cycles are those of K. M. Borkowski, "The Persian calendar for 3000 years" (Earth, Moon, and Planets 74,
/// 1996), which agree with the observed equinoxes.
fn solar_new_year(year: i16) -> Option<Date> {
    const BREAKS: [i32; 8] = [686, 756, 818, 1111, 1181, 1210, 1635, 2060];
    // The number of leap days in Borkowski's cycles up to the first of these breaks.
    const LEAP_DAYS_AT_FIRST: i32 = 167;
    let year = i32::from(year);
    let mut leap_days = LEAP_DAYS_AT_FIRST;
    for pair in BREAKS.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let length = end - start;
        if year >= end {
            leap_days += length / 33 * 8 + length % 33 / 4;
            continue;
        }
        let into = year - start;
        leap_days += into / 33 * 8 + (into % 33 + 3) / 4;
        if length % 33 == 4 && length - into == 4 {
            leap_days += 1;
        }
        break;
    }
    let gregorian = year + 621;
    let gregorian_leap_days = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
    let day = 20 + leap_days - gregorian_leap_days;
    Date::new(i16::try_from(gregorian).ok()?, 3, 1).ok()?.checked_add((day - 1).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solar_days() {
        let iso = |found: Option<Mentioned>| match found {
            Some(Mentioned::Date(date)) => date.iso(),
            other => format!("{other:?}"),
        };
        for (year, month, day, expected) in [
            // New Year's days and a leap day, from the almanacs of Iran.
            (1400, 1, Some(1), "2021-03-21"),
            (1399, 12, Some(30), "2021-03-20"),
            (1400, 12, Some(30), "Some(Impossible)"),
            (1400, 12, Some(18), "2022-03-09"),
            (1403, 1, Some(1), "2024-03-20"),
            (1357, 11, Some(22), "1979-02-11"),
            (1285, 5, Some(14), "1906-08-06"),
            (1401, 7, Some(1), "2022-09-23"),
            (1400, 12, None, "2022-02-20/2022-03-20"),
            (2022, 1, Some(1), "None"),
        ] {
            assert_eq!(iso(solar(year, month, day)), expected, "{year} {month} {day:?}");
        }
    }

    #[test]
    fn years() {
        assert_eq!(year(2022, false), Some(2022));
        assert_eq!(year(2565, true), Some(2022));
        assert_eq!(year(2565, false), None);
        assert_eq!(year(2022, true), Some(2022));
        assert_eq!((year_of_two_digits(22, false), year_of_two_digits(70, false)), (2022, 1970));
        assert_eq!((year_of_two_digits(22, true), year_of_two_digits(64, true)), (2022, 2021));
        assert_eq!((year_of_two_digits(75, true), year_of_two_digits(99, true)), (2032, 1999));
    }
}
