//! Reads a whole field as a date.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::beside::is_short_weekday;
use super::grammar::{DateReader, Time};
use super::label::label_before;
use super::tokens::{TokenKind, Tokens};
use super::{Label, Mentioned, WrittenDate, calendar};
use crate::article::ArticleDate;

/// The longest text that is looked at, in characters. A longer field is not a date.
const LONGEST: usize = 90;

/// Reads `text` as a date.
///
/// The forms are ISO 8601 with its weeks and days of a year, RFC 2822 and 850, `9 March 2022`, `March 9, 2022`,
/// `2022/03/09`, `09.03.2022`, `2022-03`, `2022`, `2022年3月9日`, seconds, milliseconds or microseconds since 1970, and
/// the same forms in the languages of the news.
///
/// A time of day is kept as it is written, with its zone. The zone does not change the day.
pub fn read(text: &str) -> WrittenDate {
    read_in(text, None)
}

/// Does the same as [`read`] for an article in `language`, which decides the meaning of `03/04/2022` and `listopad`.
pub fn read_in(text: &str, language: Option<&str>) -> WrittenDate {
    let text = text.trim().trim_matches(['"', '\'', '“', '”', '[', ']', '(', ')', '<', '>']).trim();
    if text.is_empty() || text.len() > 4 * LONGEST || text.chars().count() > LONGEST {
        return WrittenDate::Unreadable;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return read_digits(text);
    }
    let written = of_programs(text).unwrap_or_else(|| in_words(text, language));
    match written {
        Mentioned::Date(date) => WrittenDate::Date(date),
        Mentioned::Ambiguous(one, other) => WrittenDate::Ambiguous(one, other),
        Mentioned::Impossible => WrittenDate::Impossible,
        Mentioned::DayOfYear { .. } | Mentioned::Weekday(_) | Mentioned::WeekdayAndDay(..) | Mentioned::DaysAgo(_) => {
            WrittenDate::Unreadable
        }
    }
}

/// True if `text` is a date with nothing but words that are usual next to dates: a weekday, "Posted:", a zone.
pub fn is_alone(text: &str) -> bool {
    const MOST_WORDS: usize = 10;
    let text = text.trim();
    if text.len() > 4 * LONGEST || !text.chars().any(char::is_numeric) {
        return false;
    }
    let mut tokens = Tokens::new(text, false);
    let mut n_words = 0;
    for index in 0.. {
        let token = tokens.get(index);
        match token.kind {
            TokenKind::End => break,
            TokenKind::Word(word) => {
                n_words += 1;
                let written = &text[token.start..token.end];
                // Zones such as EST, UTC and Z, and the T before a time.
                let is_zone = written.len() <= 4 && written.bytes().all(|byte| byte.is_ascii_uppercase());
                let is_half = matches!(written, "a" | "p" | "m");
                if word.names.is_empty() && !is_zone && !is_half {
                    return false;
                }
            }
            // A letter of a script without spaces belongs to a sentence.
            TokenKind::Sign(sign) if sign.is_alphabetic() && !is_short_weekday(sign) => return false,
            TokenKind::Number(_) | TokenKind::Sign(_) => {}
        }
    }
    n_words <= MOST_WORDS && !matches!(read(text), WrittenDate::Unreadable)
}

/// Returns the length in bytes of the ISO date at the very start of `text` (`2022-03-11`, not followed by a digit).
///
/// The day need not exist in a calendar.
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

/// Reads a text of digits. Their number decides if they are a year, a day or a moment.
pub(super) fn read_digits(text: &str) -> WrittenDate {
    let number = text.parse::<i64>().unwrap_or(0);
    let found = match text.len() {
        4 => in_years(number).map(calendar::whole_year),
        8 => day_of_number(number),
        9 | 10 => timestamp(number),
        12 | 13 => timestamp(number / 1000),
        16 => timestamp(number / 1_000_000),
        14 => day_of_number(number / 1_000_000).map(|day| {
            let number = (number % 1_000_000) as u32;
            at_time(day, Time::new(number / 10_000, number / 100 % 100, number % 100))
        }),
        _ => None,
    };
    match found {
        Some(Mentioned::Date(date)) => WrittenDate::Date(date),
        Some(Mentioned::Impossible) => WrittenDate::Impossible,
        _ => WrittenDate::Unreadable,
    }
}

fn in_years(year: i64) -> Option<i16> {
    i16::try_from(year).ok().filter(|year| calendar::YEARS.contains(year))
}

/// Reads a day such as `20220309`.
fn day_of_number(number: i64) -> Option<Mentioned> {
    let year = in_years(number / 10_000)?;
    let month = (number / 100 % 100) as i8;
    Some(calendar::day(year, month, (number % 100) as u32))
}

fn at_time(mentioned: Mentioned, time: Option<Time>) -> Mentioned {
    match (mentioned, time) {
        (Mentioned::Date(date), Some(time)) => Mentioned::Date(time.on(date)),
        (mentioned, _) => mentioned,
    }
}

/// Returns the day and time of seconds since 1970, in UTC.
fn timestamp(seconds: i64) -> Option<Mentioned> {
    let written = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    let second = seconds.rem_euclid(86_400) as u32;
    let time = Time::new(second / 3600, second / 60 % 60, second % 60)?.with_offset(Some(0));
    Some(Mentioned::Date(time.on(ArticleDate::day(written.date()))))
}

/// Reads the forms that only programs write.
///
/// They are `2022-W10-3`, `2022-068`, `20220309T160500Z`, `D:20220309160500`, `/Date(1646784000000)/` and
/// `@1646784000`.
fn of_programs(text: &str) -> Option<Mentioned> {
    let digits_of = |text: &str, n_digits: usize| {
        let digits = text.get(..n_digits)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let goes_on = text.as_bytes().get(n_digits).is_some_and(u8::is_ascii_digit);
        (is_number && !goes_on).then(|| digits.parse::<i64>().ok())?
    };
    if let Some(seconds) = text.strip_prefix('@') {
        return timestamp(digits_of(seconds, seconds.len()).filter(|_| matches!(seconds.len(), 9 | 10))?);
    }
    if let Some(rest) = text.strip_prefix("/Date(").or_else(|| text.strip_prefix("Date(")) {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        return timestamp(digits_of(rest, end).filter(|_| matches!(end, 12 | 13))? / 1000);
    }
    if let Some(rest) = text.strip_prefix("D:") {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        return match read_digits(&rest[..end]) {
            WrittenDate::Date(date) if matches!(end, 8 | 14) => Some(Mentioned::Date(date)),
            _ => None,
        };
    }
    if let Some(length) = iso_length(text)
        && let WrittenDate::Date(date) = read_digits(&text[..length].replace('-', ""))
    {
        return with_time_behind(Mentioned::Date(date), text, length);
    }
    if let Some(day) = digits_of(text, 8)
        && text[8..].starts_with('T')
    {
        return with_time_behind(day_of_number(day)?, text, 8);
    }
    let year = in_years(digits_of(text, 4)?)?;
    let rest = &text[4..];
    if let Some(week) = rest.strip_prefix("-W").or_else(|| rest.strip_prefix('W')) {
        let number = digits_of(week, 2)?;
        let (day, length) = match week[2..].strip_prefix('-') {
            Some(day) => (Some(digits_of(day, 1)?), 8 + rest.len() - rest.trim_start_matches('-').len() + 1),
            None => (None, text.len()),
        };
        let week_day = |day: i64| {
            let weekday = Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()?;
            ISOWeekDate::new(year, i8::try_from(number).ok()?, weekday).ok().map(Date::from)
        };
        let Some(first) = week_day(day.unwrap_or(1)) else {
            return Some(Mentioned::Impossible);
        };
        return match day {
            Some(_) => with_time_behind(Mentioned::Date(ArticleDate::day(first)), text, length.min(text.len())),
            None if week.len() == 2 => Some(Mentioned::Date(ArticleDate::range(first, week_day(7)?))),
            None => None,
        };
    }
    let of_year = digits_of(rest.strip_prefix('-')?, 3)?;
    let day = jiff::civil::date(year, 1, 1).with().day_of_year(i16::try_from(of_year).ok()?).build();
    let Ok(day) = day else {
        return Some(Mentioned::Impossible);
    };
    with_time_behind(Mentioned::Date(ArticleDate::day(day)), text, 8)
}

/// Returns a date with the time that follows at a byte of the text. `None` if the text behind the date is not a time.
fn with_time_behind(mentioned: Mentioned, text: &str, at: usize) -> Option<Mentioned> {
    if at >= text.len() {
        return Some(mentioned);
    }
    let mut reader = DateReader::new(text, true, None);
    reader.tokens.restart(at);
    let (time, _) = reader.time(0)?;
    Some(at_time(mentioned, Some(time)))
}

/// Returns the first date in a field. A date without the label of an update is preferred, and then a whole day.
fn in_words(text: &str, language: Option<&str>) -> Mentioned {
    let mut reader = DateReader::new(text, true, language);
    let mut best: Option<(Mentioned, bool)> = None;
    let mut at = 0;
    let mut ends_at = 0;
    while at < text.len() {
        let start = at;
        let Some((what, end)) = begins_a_token(text, at).then(|| reader.read_at(at)).flatten() else {
            at = behind_token(text, at);
            continue;
        };
        at = end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let is_date = matches!(what, Mentioned::Date(_) | Mentioned::Ambiguous(..) | Mentioned::Impossible);
        if !is_date {
            continue;
        }
        let is_update = label_before(text, start) == Some(Label::Updated);
        let is_better = match best {
            None => true,
            Some((before, before_is_update)) => {
                (before_is_update && !is_update)
                    || (is_precise(what) && !is_precise(before) && before_is_update == is_update)
            }
        };
        if is_better {
            best = Some((what, is_update));
            ends_at = end;
        }
    }
    let Some((what, _)) = best else {
        return Mentioned::DaysAgo(0);
    };
    match what {
        Mentioned::Date(date) if date.is_a_day() && date.second_of_day.is_none() => {
            time_anywhere(text, ends_at).map_or(what, |time| Mentioned::Date(time.on(date)))
        }
        Mentioned::Ambiguous(one, other) if one.second_of_day.is_none() => {
            time_anywhere(text, ends_at).map_or(what, |time| Mentioned::Ambiguous(time.on(one), time.on(other)))
        }
        what => what,
    }
}

fn is_precise(mentioned: Mentioned) -> bool {
    match mentioned {
        Mentioned::Date(date) => date.is_a_day(),
        Mentioned::Ambiguous(..) => true,
        _ => false,
    }
}

/// Returns the first time of day behind the date, otherwise the first before it.
fn time_anywhere(text: &str, behind: usize) -> Option<Time> {
    let mut reader = DateReader::new(text, true, None);
    let places = text.match_indices(':').map(|(at, _)| {
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        at - digits.min(at)
    });
    let mut places: Vec<usize> = places.filter(|at| text.as_bytes()[*at].is_ascii_digit()).collect();
    places.sort_by_key(|at| *at < behind);
    places.into_iter().find_map(|at| {
        // A number of four digits is not an hour: `2022:10:05` was read with its date.
        reader.tokens.restart(at);
        reader.time(0).map(|(time, _)| time)
    })
}

/// True if a date may begin at a byte, because the byte is not within a number or a word.
fn begins_a_token(text: &str, at: usize) -> bool {
    let Some(first) = text[at..].chars().next() else {
        return false;
    };
    let before = text[..at].chars().next_back();
    if first.is_numeric() {
        // A number that is attached to a letter or a dash is a part of something else: "v2022", "a-2022-03-09".
        let before_that = || text[..at].chars().rev().nth(1);
        return match before {
            // "ב-9" and "ika-9" mean "the 9th".
            Some('-') => before_that().is_none_or(|c| !c.is_numeric()),
            Some('.' | '/' | '_' | '#' | '$' | '€' | '£') => before_that().is_none_or(|c| !c.is_alphanumeric()),
            Some(c) => !c.is_ascii_alphanumeric(),
            None => true,
        };
    }
    first.is_alphabetic()
}

/// Returns the byte behind the token that begins at a byte.
fn behind_token(text: &str, at: usize) -> usize {
    if let Some(first) = text[at..].chars().next()
        && !first.is_alphanumeric()
    {
        return at + first.len_utf8();
    }
    let mut tokens = Tokens::new(text, false);
    tokens.restart(at);
    let token = tokens.get(0);
    // A longer number, a version or an address is skipped as a whole.
    let mut end = token.end.max(at + 1);
    let mut index = 1;
    if matches!(token.kind, TokenKind::Number(_)) {
        loop {
            let (sign, number) = (tokens.get(index), tokens.get(index + 1));
            let is_joint = matches!(sign.kind, TokenKind::Sign('.' | ',' | ':' | '-' | '/' | '_')) && !sign.is_spaced;
            if !is_joint || number.is_spaced || !matches!(number.kind, TokenKind::Number(_)) {
                break;
            }
            end = number.end;
            index += 2;
        }
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
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
            ("2022年3月9日（水）10時30分", true),
            ("2022年3月9日の会議", false),
            ("Seacom fully restored: 4 November 2011", false),
            ("Mayor", false),
            ("12", false),
        ] {
            assert_eq!(is_alone(text), is_date, "{text}");
        }
    }
}
