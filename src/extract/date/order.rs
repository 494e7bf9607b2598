//! Decides between two readings of a date by the order in which the text writes day and month.
//!
//! `13/03/2022` elsewhere in the text decides how `03/04/2022` is meant. So does a time zone next to the date, such as
//! that of the American East.

use crate::article::ArticleDate;
use crate::dates;

/// Time zones of places where the month is written first, and of some places where the day is written first.
const MONTH_FIRST_ZONES: [&str; 11] = ["ET", "EST", "EDT", "CT", "CDT", "MT", "MDT", "PT", "PST", "PDT", "AKST"];
const DAY_FIRST_ZONES: [&str; 9] = ["GMT", "BST", "CET", "CEST", "EET", "EEST", "IST", "AEST", "NZST"];

/// Returns the reading of `written` in the order of the time zone in `line`, otherwise in the order of the other dates
/// of `text`.
///
/// `line` is the line that contains `written`; `one` and `other` are its two readings.
pub(super) fn decide(
    written: &str,
    line: &str,
    one: ArticleDate,
    other: ArticleDate,
    text: &str,
) -> Option<ArticleDate> {
    let is_day_first = of_zone(line).or_else(|| dates::is_day_first(text))?;
    let first = written.trim_start_matches(|c: char| !c.is_ascii_digit());
    let first: i8 = first[..first.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()?;
    let fits =
        |date: &ArticleDate| if is_day_first { date.first_day.day() == first } else { date.first_day.month() == first };
    [one, other].into_iter().find(fits)
}

/// Returns true if the time zone in `line` is of a place where the day is written first, false if the month is.
fn of_zone(line: &str) -> Option<bool> {
    line.split(|c: char| !c.is_ascii_alphabetic()).find_map(|word| {
        let is_month_first = MONTH_FIRST_ZONES.contains(&word);
        (is_month_first || DAY_FIRST_ZONES.contains(&word)).then_some(!is_month_first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders() {
        let (march, april) = (jiff::civil::date(2022, 3, 4), jiff::civil::date(2022, 4, 3));
        let of = |text| decide("03/04/2022", "", ArticleDate::day(march), ArticleDate::day(april), text);
        let in_line = |line| decide("03/04/2022", line, ArticleDate::day(march), ArticleDate::day(april), "");
        assert_eq!(in_line("03/04/2022 9:00 PM PDT"), Some(ArticleDate::day(march)));
        assert_eq!(in_line("03/04/2022 9:00 GMT"), Some(ArticleDate::day(april)));
        assert_eq!(of("13/03/2022"), Some(ArticleDate::day(april)));
        assert_eq!(of("03/13/2022"), Some(ArticleDate::day(march)));
    }
}
