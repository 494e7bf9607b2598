//! Parses dates as they are written in a filter: `2022`, `2022-q1`, `mar-2022`, `2022-w10`, `today`, `7d`.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The range of days that a written date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DaySpan {
    pub first: Date,
    /// The last day; `None` if there is no limit: `7d` is the last seven days and all days after them.
    pub last: Option<Date>,
}

/// The reason why a written date could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misread {
    /// True if more letters or digits can complete the date.
    pub is_unfinished: bool,
    pub message: String,
    /// The nearest right form.
    pub suggestion: Option<String>,
}

/// The valid forms of a date, for messages.
pub(super) const EXPECTED: &str =
    "a date is written 2022, 2022-03, 2022-03-09, 2022-q1, 2022-w10, mar-2022, today, yesterday, 7d or unknown";

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WORDS: [&str; 3] = ["today", "yesterday", "unknown"];

impl DaySpan {
    fn of(first: Date, last: Date) -> Self {
        Self { first, last: Some(last) }
    }
}

/// Parses a date in lower case.
pub(super) fn read(text: &str, today: Date) -> Result<DaySpan, Misread> {
    match text {
        "today" => return Ok(DaySpan::of(today, today)),
        "yesterday" => {
            let day = today.yesterday().unwrap_or(Date::MIN);
            return Ok(DaySpan::of(day, day));
        }
        _ => {}
    }
    if let Some(first) = since(text, today) {
        return Ok(DaySpan { first, last: None });
    }
    let parts: Vec<&str> = text.split('-').collect();
    let span = match *parts.as_slice() {
        [year] => number(year, 4).and_then(|year| day(year, 1, 1)).map(|day| DaySpan::of(day, day.last_of_year())),
        [first, second] => read_two(first, second),
        [year, month, of_month] => number(year, 4)
            .and_then(|year| day(year, number(month, 2)?, number(of_month, 2)?))
            .map(|day| DaySpan::of(day, day)),
        _ => None,
    };
    span.ok_or_else(|| misread(text, today))
}

fn read_two(first: &str, second: &str) -> Option<DaySpan> {
    if let Some(month) = month_named(first) {
        return month_span(number(second, 4)?, month);
    }
    let year = number(first, 4)?;
    if let Some(quarter) = second.strip_prefix('q') {
        let quarter = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        let first = day(year, 3 * quarter - 2, 1)?;
        return Some(DaySpan::of(first, day(year, 3 * quarter, 1)?.last_of_month()));
    }
    if let Some(week) = second.strip_prefix('w') {
        let week = i8::try_from(number(week, 2)?).ok()?;
        let week_day = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date);
        return Some(DaySpan::of(week_day(Weekday::Monday)?, week_day(Weekday::Sunday)?));
    }
    month_span(year, number(second, 2).or_else(|| month_named(second))?)
}

/// Returns the day that is `7d`, `6w`, `3m` or `1y` before today.
fn since(text: &str, today: Date) -> Option<Date> {
    let unit = text.chars().last().filter(|unit| "dwmy".contains(*unit))?;
    let digits = &text[..text.len() - 1];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let n: i64 = digits.parse().ok()?;
    let span = match unit {
        'd' => Span::new().try_days(n),
        'w' => Span::new().try_weeks(n),
        'm' => Span::new().try_months(n),
        _ => Span::new().try_years(n),
    };
    // A day before the first day of the calendar is replaced by that first day.
    Some(span.and_then(|span| today.checked_sub(span)).unwrap_or(Date::MIN))
}

fn month_span(year: i16, month: i16) -> Option<DaySpan> {
    let first = day(year, month, 1)?;
    Some(DaySpan::of(first, first.last_of_month()))
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Parses a number of exactly `n_digits` digits.
fn number(text: &str, n_digits: usize) -> Option<i16> {
    let is_number = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// Returns the number of a month, from 1, by its name or by at least its first three letters.
pub(super) fn month_named(text: &str) -> Option<i16> {
    if text.len() < 3 {
        return None;
    }
    MONTHS.iter().position(|month| month.starts_with(text)).map(|month_idx| month_idx as i16 + 1)
}

fn misread(text: &str, today: Date) -> Misread {
    if is_start(text) {
        return Misread { is_unfinished: true, message: format!("Unfinished date; {EXPECTED}"), suggestion: None };
    }
    let (message, suggestion) = match in_another_form(text) {
        Some(Ok(right)) => (format!("No date {text}; {EXPECTED}"), Some(right)),
        Some(Err((message, right))) => (message, right),
        None => (format!("No date {text}; {EXPECTED}"), nearest(text, today)),
    };
    Misread { is_unfinished: false, message, suggestion }
}

/// True if more letters or digits can complete `text` to a date.
fn is_start(text: &str) -> bool {
    if WORDS.iter().any(|word| word.starts_with(text)) || MONTHS.iter().any(|month| month.starts_with(text)) {
        return true;
    }
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((first, rest)) = text.split_once('-') else {
        // Up to three digits may become a year or a number of days.
        return text.len() <= 3 && is_digits(text);
    };
    if month_named(first).is_some() {
        return rest.len() < 4 && is_digits(rest);
    }
    if number(first, 4).is_none() {
        return false;
    }
    match rest.split_once('-') {
        None => {
            matches!(rest, "" | "q" | "w" | "0" | "1")
                || rest.strip_prefix('w').is_some_and(|week| matches!(week, "0" | "1" | "2" | "3" | "4" | "5"))
                || (rest.len() < 3 && MONTHS.iter().any(|month| month.starts_with(rest)))
        }
        Some((month, day)) => {
            number(month, 2).is_some_and(|month| (1..=12).contains(&month)) && matches!(day, "" | "0" | "1" | "2" | "3")
        }
    }
}

/// Parses a date with other separators or fewer digits, or with a day or month that does not exist.
///
/// Returns the right form. For a day or month that does not exist, it returns the message and the suggestion.
fn in_another_form(text: &str) -> Option<Result<String, (String, Option<String>)>> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let short = |part: &str| number(part, 1).or_else(|| number(part, 2));
    let (year, month, of_month) = match *parts.as_slice() {
        [year, month] => (number(year, 4)?, short(month)?, None),
        [year, month, of_month] => (number(year, 4)?, short(month)?, Some(short(of_month)?)),
        _ => return None,
    };
    let Some(first) = day(year, month, 1) else {
        return Some(Err((format!("No month {month}; a year has the months 01 to 12"), None)));
    };
    let Some(of_month) = of_month else {
        return Some(Ok(format!("{year:04}-{month:02}")));
    };
    if day(year, month, of_month).is_some() {
        return Some(Ok(format!("{year:04}-{month:02}-{of_month:02}")));
    }
    let last = first.last_of_month();
    Some(Err((format!("No day {of_month} in {}; its last is {last}", first.strftime("%B %Y")), Some(last.to_string()))))
}

/// Returns the word or month that was probably meant.
fn nearest(text: &str, today: Date) -> Option<String> {
    let (word, year) = text.split_once('-').unwrap_or((text, ""));
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let near = |known: &str| strsim::damerau_levenshtein(known, word) <= 1;
    if let Some(word) = WORDS.iter().find(|known| near(known)) {
        return Some((*word).to_owned());
    }
    let month = MONTHS.iter().find(|month| near(month) || near(&month[..3]))?;
    let year = number(year, 4).unwrap_or_else(|| today.year());
    Some(format!("{}-{year:04}", &month[..3]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2022, 3, 16);

    fn check(text: &str, first: &str, last: &str) {
        let span = read(text, TODAY).expect(text);
        let last_day = span.last.map_or(String::new(), |last| last.to_string());
        assert_eq!((span.first.to_string().as_str(), last_day.as_str()), (first, last), "{text}");
    }

    fn check_wrong(text: &str, suggestion: &str) {
        let misread = read(text, TODAY).expect_err(text);
        assert!(!misread.is_unfinished, "{text}");
        assert_eq!(misread.suggestion.as_deref().unwrap_or(""), suggestion, "{text}");
    }

    #[test]
    fn forms() {
        check("2022", "2022-01-01", "2022-12-31");
        check("2022-q1", "2022-01-01", "2022-03-31");
        check("2022-q4", "2022-10-01", "2022-12-31");
        check("2022-02", "2022-02-01", "2022-02-28");
        check("mar-2022", "2022-03-01", "2022-03-31");
        check("march-2022", "2022-03-01", "2022-03-31");
        check("2022-mar", "2022-03-01", "2022-03-31");
        check("2022-w10", "2022-03-07", "2022-03-13");
        check("2020-w53", "2020-12-28", "2021-01-03");
        check("2024-02-29", "2024-02-29", "2024-02-29");
        check("today", "2022-03-16", "2022-03-16");
        check("yesterday", "2022-03-15", "2022-03-15");
        check("7d", "2022-03-09", "");
        check("6w", "2022-02-02", "");
        check("3m", "2021-12-16", "");
        check("1y", "2021-03-16", "");
        check("99999999999999d", "-009999-01-01", "");
    }

    #[test]
    fn unfinished() {
        for text in [
            "2",
            "20",
            "202",
            "2022-",
            "2022-0",
            "2022-1",
            "2022-q",
            "2022-w",
            "2022-w1",
            "2022-03-",
            "2022-03-0",
            "t",
            "yester",
            "m",
            "mar",
            "march",
            "mar-",
            "mar-202",
            "7",
            "2022-m",
        ] {
            assert!(read(text, TODAY).expect_err(text).is_unfinished, "{text}");
        }
    }

    #[test]
    fn wrong() {
        check_wrong("2022-13", "");
        check_wrong("2022-02-30", "2022-02-28");
        check_wrong("2022/3/9", "2022-03-09");
        check_wrong("2022-3", "2022-03");
        check_wrong("2022-q5", "");
        check_wrong("tody", "today");
        check_wrong("mrach", "mar-2022");
        check_wrong("mrach-2020", "mar-2020");
        check_wrong("2021-w53", "");
        check_wrong("12345", "");
    }
}
