//! Resolves a mentioned date in a text that was published on a known day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Mentioned;
use crate::article::ArticleDate;

/// Does the work of [`Mentioned::on`].
pub(super) fn on(mentioned: &Mentioned, reference: Date) -> Option<ArticleDate> {
    let day = match *mentioned {
        Mentioned::Date(date) => return Some(date),
        Mentioned::DayOfYear { month, day } => nearest(reference, month, day)?,
        Mentioned::Weekday(weekday) => {
            reference.checked_sub(i32::from(reference.weekday().since(weekday)).days()).ok()?
        }
        Mentioned::WeekdayAndDay(weekday, day) => numbered_weekday(reference, weekday, day)?,
        Mentioned::DaysAgo(n_days) => reference.checked_sub(i32::from(n_days).days()).ok()?,
        Mentioned::Ambiguous(..) | Mentioned::Impossible => return None,
    };
    Some(ArticleDate::day(day))
}

/// Returns the day of a year that is nearest to `reference`, before or after it.
fn nearest(reference: Date, month: i8, day: i8) -> Option<Date> {
    // Leap days are up to eight years apart, around 1900 and 2100.
    let years = reference.year().saturating_sub(8)..=reference.year().saturating_add(8);
    let days = years.filter_map(|year| Date::new(year, month, day).ok());
    days.min_by_key(|day| (*day - reference).get_days().abs())
}

/// Returns the day with that number that is that weekday, in the month of `reference`, the previous or the next one.
///
/// Past days are preferred to days more than ten days ahead.
fn numbered_weekday(reference: Date, weekday: Weekday, day: i8) -> Option<Date> {
    // A day in the near future, such as the next weekend, is nearer than a day of the previous month.
    const SOON: i32 = 10;
    let months = [-1, 0, 1].into_iter().filter_map(|month: i32| {
        let first = reference.first_of_month().checked_add(month.months()).ok()?;
        Date::new(first.year(), first.month(), day).ok()
    });
    let right = months.filter(|candidate| candidate.weekday() == weekday);
    right.min_by_key(|candidate| {
        let ahead = (*candidate - reference).get_days();
        (ahead > SOON, ahead.abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn meant_on_a_day() {
        let friday = date(2022, 3, 11);
        for (mentioned, reference, expected) in [
            (Mentioned::Weekday(Weekday::Wednesday), friday, "2022-03-09"),
            (Mentioned::Weekday(Weekday::Friday), friday, "2022-03-11"),
            (Mentioned::Weekday(Weekday::Saturday), friday, "2022-03-05"),
            (Mentioned::WeekdayAndDay(Weekday::Tuesday, 8), friday, "2022-03-08"),
            (Mentioned::WeekdayAndDay(Weekday::Sunday, 13), friday, "2022-03-13"),
            (Mentioned::WeekdayAndDay(Weekday::Wednesday, 30), date(2022, 4, 2), "2022-03-30"),
            (Mentioned::WeekdayAndDay(Weekday::Monday, 31), friday, ""),
            (Mentioned::DayOfYear { month: 3, day: 30 }, friday, "2022-03-30"),
            (Mentioned::DayOfYear { month: 12, day: 30 }, friday, "2021-12-30"),
            (Mentioned::DayOfYear { month: 1, day: 2 }, date(2021, 12, 30), "2022-01-02"),
            (Mentioned::DayOfYear { month: 2, day: 29 }, date(2021, 3, 11), "2020-02-29"),
            (Mentioned::DaysAgo(0), friday, "2022-03-11"),
            (Mentioned::DaysAgo(12), friday, "2022-02-27"),
            (Mentioned::DaysAgo(-1), friday, "2022-03-12"),
            (Mentioned::Date(ArticleDate::month(date(2001, 9, 1))), friday, "2001-09"),
            (Mentioned::Impossible, friday, ""),
            (Mentioned::Weekday(Weekday::Sunday), Date::MIN, ""),
        ] {
            let found = mentioned.on(reference).map(|date| date.iso()).unwrap_or_default();
            assert_eq!(found, expected, "{mentioned:?} on {reference}");
        }
    }
}
