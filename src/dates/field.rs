//! Reads a whole field as a date.

use jiff::civil::{Date, date};

use super::WrittenDate;
use super::tokens::{self, Token, time_of, tokens};
use crate::article::ArticleDate;

/// The years that are taken for years: four digits that are not an amount of something.
const YEARS: std::ops::RangeInclusive<i16> = 1400..=2199;

/// The longest text that is looked at: a field with more is not a date.
const LONGEST: usize = 80;

/// Reads `text` as a date: ISO 8601, RFC 2822, `9 March 2022`, `March 9, 2022`, `2022/03/09`,
/// `09.03.2022`, `2022-03`, `2022`, and seconds or milliseconds since 1970.
///
/// A time of day is kept as it is written; the zone beside it changes nothing.
pub fn read(text: &str) -> WrittenDate {
    read_in(text, None)
}

/// The same for a field of an article in `language`, which decides what `03/04/2022` is.
pub fn read_in(text: &str, language: Option<&str>) -> WrittenDate {
    let text = text.trim().trim_matches(['"', '\'', '“', '”', '[', ']', '(', ')']).trim();
    if text.is_empty() || text.len() > LONGEST {
        return WrittenDate::Unreadable;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return read_digits(text);
    }
    let tokens = tokens(text);
    read_numeric(text, &tokens, language).unwrap_or_else(|| read_words(&tokens))
}

/// Whether `text` is a date and nothing else but what stands beside dates: a weekday, "Posted:", a zone.
pub fn is_alone(text: &str) -> bool {
    const MOST_WORDS: usize = 7;
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    text.chars().any(|c| c.is_ascii_digit())
        && words.clone().count() <= MOST_WORDS
        && words.clone().all(tokens::stands_beside_dates)
        && !matches!(read(text), WrittenDate::Unreadable)
}

/// The ISO date at the very start of `text` (`2022-03-11`, not followed by a digit), and the bytes it
/// takes. The day may be one that no calendar has.
pub fn iso_length(text: &str) -> Option<usize> {
    const LENGTH: usize = 10;
    let bytes = text.as_bytes().get(..LENGTH)?;
    let is_shape = bytes.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let next = text.as_bytes().get(LENGTH);
    (is_shape && !next.is_some_and(u8::is_ascii_digit)).then_some(LENGTH)
}

fn read_digits(text: &str) -> WrittenDate {
    let number = text.parse::<i64>().unwrap_or(0);
    match text.len() {
        4 => whole_year(number),
        8 => day(number / 10_000, number / 100 % 100, number % 100),
        9 | 10 => timestamp(number),
        12 | 13 => timestamp(number / 1000),
        14 => with_time(
            day(number / 10_000_000_000, number / 100_000_000 % 100, number / 1_000_000 % 100),
            Some((number / 10_000 % 100 * 3600 + number / 100 % 100 * 60 + number % 100) as u32),
        ),
        _ => WrittenDate::Unreadable,
    }
}

fn timestamp(seconds: i64) -> WrittenDate {
    let Ok(moment) = jiff::Timestamp::from_second(seconds) else {
        return WrittenDate::Unreadable;
    };
    let written = moment.to_zoned(jiff::tz::TimeZone::UTC);
    let second = seconds.rem_euclid(86_400) as u32;
    with_time(WrittenDate::Date(ArticleDate::day(written.date())), Some(second))
}

fn whole_year(year: i64) -> WrittenDate {
    match i16::try_from(year) {
        Ok(year) if YEARS.contains(&year) => WrittenDate::Date(ArticleDate::year(date(year, 1, 1))),
        _ => WrittenDate::Unreadable,
    }
}

fn day(year: i64, month: i64, day: i64) -> WrittenDate {
    let Some(year) = i16::try_from(year).ok().filter(|year| YEARS.contains(year)) else {
        return WrittenDate::Unreadable;
    };
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => {
            Date::new(year, month, day).map_or(WrittenDate::Impossible, |day| WrittenDate::Date(ArticleDate::day(day)))
        }
        _ => WrittenDate::Impossible,
    }
}

/// Two readings of one date, where nothing decides between them.
fn either(one: WrittenDate, other: WrittenDate) -> WrittenDate {
    match (one, other) {
        (WrittenDate::Date(one), WrittenDate::Date(other)) if one.first_day <= other.first_day => {
            WrittenDate::Ambiguous(one, other)
        }
        (WrittenDate::Date(one), WrittenDate::Date(other)) => WrittenDate::Ambiguous(other, one),
        (WrittenDate::Date(only), _) | (_, WrittenDate::Date(only)) => WrittenDate::Date(only),
        _ => WrittenDate::Impossible,
    }
}

/// Whether people write the day before the month in a language; English alone says nothing.
fn is_day_first(language: &str) -> Option<bool> {
    match language.to_lowercase().replace('_', "-").as_str() {
        "en" | "en-ca" => None,
        "en-us" => Some(false),
        _ => Some(true),
    }
}

fn with_time(written: WrittenDate, second_of_day: Option<u32>) -> WrittenDate {
    match written {
        WrittenDate::Date(date) => {
            let second_of_day = second_of_day.filter(|second| *second < 86_400);
            WrittenDate::Date(ArticleDate { second_of_day, ..date })
        }
        other => other,
    }
}

/// Dates in numbers alone: `2022-03-09T…`, `2022/3/9`, `09.03.2022`, `9/3/2022`, `2022-03`.
fn read_numeric(text: &str, tokens: &[Token], language: Option<&str>) -> Option<WrittenDate> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        // "Wed, 09.03.2022" and "Published 2022-03-09": the words before are no part of it.
        let start = text.find(|c: char| c.is_ascii_digit())?;
        if tokens.iter().any(|token| matches!(token, Token::Month(_))) {
            return None;
        }
        return read_numeric(&text[start..], tokens, language);
    }
    let [Token::Number(first, first_digits, separator), rest @ ..] = tokens else {
        return None;
    };
    let is_separator = |c: char| matches!(c, '-' | '/' | '.');
    if !is_separator(*separator) {
        return None;
    }
    let (second, second_end, rest) = match rest {
        [Token::Number(second, digits, end), rest @ ..] if *digits <= 2 => (*second, *end, rest),
        _ => return None,
    };
    let third = match rest {
        [Token::Number(third, digits, _), ..] if second_end == *separator => Some((*third, *digits)),
        _ => None,
    };
    let written = match (first_digits, third) {
        (4, Some((third, 1 | 2))) => day(*first, second, third),
        (4, None) if *separator != '.' => match day(*first, second, 1) {
            WrittenDate::Date(date) => WrittenDate::Date(ArticleDate::month(date.first_day)),
            other => other,
        },
        (1 | 2, Some((year, 4))) if *separator == '.' => day(year, second, *first),
        (1 | 2, Some((year, 4))) => match (*first, second) {
            (one, other) if one == other => day(year, one, one),
            (one, other) if one > 12 && other <= 12 => day(year, other, one),
            (one, other) if one <= 12 && other > 12 => day(year, one, other),
            (one, other) if one > 12 && other > 12 => WrittenDate::Impossible,
            (one, other) => match language.and_then(is_day_first) {
                Some(true) => day(year, other, one),
                Some(false) => day(year, one, other),
                None => either(day(year, one, other), day(year, other, one)),
            },
        },
        _ => return None,
    };
    Some(with_time(written, time_of(tokens)))
}

/// Dates with the month in letters: `9 March 2022`, `March 9, 2022`, RFC 2822, `March 2022`.
fn read_words(tokens: &[Token]) -> WrittenDate {
    let Some(month_at) = tokens.iter().position(|token| matches!(token, Token::Month(_))) else {
        return WrittenDate::Unreadable;
    };
    let Token::Month(month) = tokens[month_at] else {
        return WrittenDate::Unreadable;
    };
    let is_day = |token: Option<&Token>| match token {
        Some(Token::Number(number, 1 | 2, _)) => Some(*number),
        _ => None,
    };
    let year = tokens.iter().find_map(|token| match token {
        Token::Number(number, 4, _) => Some(*number),
        _ => None,
    });
    let Some(year) = year else {
        return WrittenDate::Unreadable;
    };
    let before = month_at.checked_sub(1).and_then(|at| is_day(tokens.get(at)));
    let Some(number) = before.or_else(|| is_day(tokens.get(month_at + 1))) else {
        return match day(year, month, 1) {
            WrittenDate::Date(date) => WrittenDate::Date(ArticleDate::month(date.first_day)),
            other => other,
        };
    };
    with_time(day(year, month, number), time_of(tokens))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(written: WrittenDate) -> String {
        match written {
            WrittenDate::Date(date) => match date.second_of_day {
                Some(second) => {
                    format!("{} {:02}:{:02}:{:02}", date.iso(), second / 3600, second / 60 % 60, second % 60)
                }
                None => date.iso(),
            },
            WrittenDate::Ambiguous(..) => "Ambiguous".to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn dates_as_they_are_written() {
        for (text, expected) in [
            ("2022-03-09", "2022-03-09"),
            ("2022-03-09T23:30:00-05:00", "2022-03-09 23:30:00"),
            ("2014-07-30 2:12:52 -0400", "2014-07-30 02:12:52"),
            ("2022-03-09T10:00:00.123Z", "2022-03-09 10:00:00"),
            ("2022-3-9", "2022-03-09"),
            ("2022/03/09", "2022-03-09"),
            ("09.03.2022", "2022-03-09"),
            ("9.3.2022, 17:05", "2022-03-09 17:05:00"),
            ("Wed, 09.03.2022", "2022-03-09"),
            ("2022-03", "2022-03"),
            ("2022", "2022"),
            ("20220309", "2022-03-09"),
            ("1646784000", "2022-03-09 00:00:00"),
            ("1646784000000", "2022-03-09 00:00:00"),
            ("Tue, 08 Mar 2022 10:05:01 +0000", "2022-03-08 10:05:01"),
            ("9 March 2022", "2022-03-09"),
            ("March 9, 2022", "2022-03-09"),
            ("Mar. 9th, 2022 4:05 pm", "2022-03-09 16:05:00"),
            ("Wednesday, March 9, 2022 12:05 AM", "2022-03-09 00:05:00"),
            ("9 de marzo de 2022", "2022-03-09"),
            ("9. März 2022", "2022-03-09"),
            ("9 марта 2022 г.", "2022-03-09"),
            ("1er août 2021", "2021-08-01"),
            ("March 2022", "2022-03"),
            ("13/03/2022", "2022-03-13"),
            ("03/13/2022", "2022-03-13"),
            ("04/04/2022", "2022-04-04"),
            ("03/04/2022", "Ambiguous"),
            ("2022-02-30", "Impossible"),
            ("31 June 2022", "Impossible"),
            ("2022-13-01", "Impossible"),
            ("33.03.2022", "Impossible"),
            ("yesterday", "Unreadable"),
            ("1:24", "Unreadable"),
            ("12", "Unreadable"),
            ("", "Unreadable"),
            ("Mayor resigns", "Unreadable"),
        ] {
            assert_eq!(describe(read(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn dates_alone() {
        for (text, is_date) in [
            ("April 27, 2009", true),
            ("Posted: 04/02/2007, 9:00 PM PDT", true),
            ("Saturday 12 March 2022", true),
            ("2022-03-12T10:00Z", true),
            ("Seacom fully restored: 4 November 2011", false),
            ("Mayor", false),
            ("12", false),
        ] {
            assert_eq!(is_alone(text), is_date, "{text}");
        }
    }
}
