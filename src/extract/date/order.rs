//! Whether a text writes the day or the month first: `13/03/2022` elsewhere in it tells how `03/04/2022` is meant,
//! and so does a time of the American East beside it.

use crate::article::ArticleDate;

/// How much of a text is looked at, in bytes: dates that tell stand in any part of it.
const LOOKED_AT: usize = 64 * 1024;

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
    let is_day_first = of_zone(line).or_else(|| is_day_first(text))?;
    let first: i8 = leading_number(written.trim_start_matches(|c: char| !c.is_ascii_digit()))?.0.try_into().ok()?;
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

/// Whether dates such as `13/03/2022` in `text` have the day first. Nothing where there are none, or of both kinds.
fn is_day_first(text: &str) -> Option<bool> {
    let (mut has_day_first, mut has_month_first) = (false, false);
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    for slash in memchr::memchr_iter(b'/', text.as_bytes()) {
        let before = &text[..slash];
        let start = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let Some((first, _)) = leading_number(&text[start..slash]).filter(|_| slash - start <= 2) else {
            continue;
        };
        let Some((second, length)) = leading_number(&text[slash + 1..]).filter(|(_, length)| *length <= 2) else {
            continue;
        };
        let behind = &text[slash + 1 + length..];
        let is_year =
            behind.starts_with('/') && leading_number(&behind[1..]).is_some_and(|(_, length)| matches!(length, 2 | 4));
        if is_year && !before[..start].ends_with('/') {
            has_day_first |= (13..=31).contains(&first) && (1..=12).contains(&second);
            has_month_first |= (1..=12).contains(&first) && (13..=31).contains(&second);
        }
    }
    (has_day_first != has_month_first).then_some(has_day_first)
}

/// The number that `text` starts with, and how many digits it has.
fn leading_number(text: &str) -> Option<(u32, usize)> {
    const MOST_DIGITS: usize = 4;
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (length <= MOST_DIGITS).then(|| text[..length].parse().ok().map(|number| (number, length)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders() {
        for (text, expected) in [
            ("It opened on 13/03/2022.", Some(true)),
            ("It opened on 3/13/22.", Some(false)),
            ("It opened on 03/04/2022.", None),
            ("It opened on 13/03/2022 and closed on 3/13/2022.", None),
            ("https://a.example/2022/13/03/x 24/7", None),
            ("", None),
        ] {
            assert_eq!(is_day_first(text), expected, "{text}");
        }
        let (march, april) = (jiff::civil::date(2022, 3, 4), jiff::civil::date(2022, 4, 3));
        let of = |text| decide("03/04/2022", "", ArticleDate::day(march), ArticleDate::day(april), text);
        let in_line = |line| decide("03/04/2022", line, ArticleDate::day(march), ArticleDate::day(april), "");
        assert_eq!(in_line("03/04/2022 9:00 PM PDT"), Some(ArticleDate::day(march)));
        assert_eq!(in_line("03/04/2022 9:00 GMT"), Some(ArticleDate::day(april)));
        assert_eq!(of("13/03/2022"), Some(ArticleDate::day(april)));
        assert_eq!(of("03/13/2022"), Some(ArticleDate::day(march)));
    }
}
