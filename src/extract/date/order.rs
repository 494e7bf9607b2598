//! Whether a text writes the day or the month first: `13/03/2022` elsewhere in it tells how `03/04/2022` is meant,
//! and so does a time of the American East beside it.

use crate::article::ArticleDate;
use crate::dates;

/// Zones of places where the month is written first, and of some where the day is.
const MONTH_FIRST_ZONES: [&str; 11] = ["ET", "EST", "EDT", "CT", "CDT", "MT", "MDT", "PT", "PST", "PDT", "AKST"];
const DAY_FIRST_ZONES: [&str; 9] = ["GMT", "BST", "CET", "CEST", "EET", "EEST", "IST", "AEST", "NZST"];

/// Of two readings of `written`, which stands in `line`, the one in the order of its time zone, or of the other
/// dates of `text`.
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

/// Whether the zone that stands in `line` is one where the day is written first.
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
