//! Reads the dates in texts, addresses and scripts of a page.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::article::ArticleDate;
use crate::dates::{self, WrittenDate};

/// The order of day and month in numeric dates such as `03/04/2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `03/04` is the third of April.
    DayFirst,
    /// `03/04` is the fourth of March.
    MonthFirst,
}

impl Order {
    /// Returns the order in the language and country of a page.
    ///
    /// The month is first only in the English and Spanish of the United States. A page in English that names no country
    /// counts as American.
    pub(super) fn of(language: Option<&str>, host: Option<&str>) -> Self {
        const DAY_FIRST: [&str; 12] = ["uk", "au", "nz", "ie", "in", "za", "ng", "ke", "gh", "pk", "sg", "my"];
        let language = language.unwrap_or("en").to_ascii_lowercase().replace('_', "-");
        let country = host.and_then(|host| host.rsplit('.').next()).unwrap_or("com");
        let is_english = language == "en" && !DAY_FIRST.contains(&country) && (country.len() > 2 || country == "us");
        if language == "en-us" || language == "es-us" || is_english { Self::MonthFirst } else { Self::DayFirst }
    }
}

impl Order {
    /// True if the order is a guess: the page is in English or names no language, and its host names no country.
    pub(super) fn is_guessed(language: Option<&str>, host: Option<&str>) -> bool {
        let is_bare = language.is_none_or(|language| language.eq_ignore_ascii_case("en"));
        let country = host.and_then(|host| host.rsplit('.').next()).unwrap_or("com");
        is_bare && (country.len() > 2 || host.is_none())
    }
}

/// The years of dates on the web. The web is not older, and dates far ahead are those of events.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1991..=2100;

/// Returns a text that is a date, as it is written. A text that could be one of two days is read in the given `order`.
pub(super) fn readable(text: &str, order: Order) -> Option<Cow<'_, str>> {
    let is_day = |date: &ArticleDate| date.is_a_day() && YEARS.contains(&date.first_day.year());
    match dates::read(text) {
        WrittenDate::Date(date) if is_day(&date) => Some(text.into()),
        WrittenDate::Ambiguous(..) => numeric(text, order).map(|day| day.to_string().into()),
        _ => None,
    }
}

/// Reads `09.03.22` or `09/03/22`, with the century of the web. With points, the day comes first.
pub(super) fn with_short_year(word: &str, order: Order) -> Option<Date> {
    let separator = if word.contains('.') { '.' } else { '/' };
    let mut parts = word.split(separator);
    // "8.5.12" is a date, "8/5/12" may be a fraction, and "1.2.3" is a version.
    let shortest = if separator == '.' { 1 } else { 2 };
    let mut next = |shortest: usize| {
        parts.next().filter(|part| (shortest..=2).contains(&part.len())).and_then(|part| part.parse::<i8>().ok())
    };
    let (one, other, year) = (next(shortest)?, next(shortest)?, next(2)?);
    if parts.next().is_some() {
        return None;
    }
    let (day, month) = if separator == '.' || order == Order::DayFirst { (one, other) } else { (other, one) };
    let century = if year > 90 { 1900 } else { 2000 };
    Date::new(century + i16::from(year), month, day).ok().filter(|day| YEARS.contains(&day.year()))
}

/// Reads `18-03-08` in a language that writes the year first, with two digits for each part.
pub(super) fn with_short_year_first(word: &str, language: Option<&str>) -> Option<Date> {
    const LANGUAGES: [&str; 2] = ["zh", "ja"];
    let code = language.and_then(|code| code.get(..2))?.to_ascii_lowercase();
    let mut parts = word.split('-');
    let mut next = || parts.next().filter(|part| part.len() == 2).and_then(|part| part.parse::<i8>().ok());
    let (year, month, day) = (next()?, next()?, next()?);
    if parts.next().is_some() || !LANGUAGES.contains(&code.as_str()) {
        return None;
    }
    let century = if year > 90 { 1900 } else { 2000 };
    Date::new(century + i16::from(year), month, day).ok()
}

/// True if `8.5.12` may be a day: it has two digits for day and month, or the language writes days this way. Elsewhere
/// it is as often a version.
pub(super) fn may_be_short(word: &str, language: Option<&str>) -> bool {
    const LANGUAGES: [&str; 17] =
        ["de", "da", "nb", "nn", "no", "fi", "et", "lv", "cs", "sk", "sl", "hr", "pl", "ru", "uk", "tr", "lb"];
    let code = language.and_then(|code| code.split(['-', '_']).next()).unwrap_or("").to_ascii_lowercase();
    word.split(['.', '/']).take(2).all(|part| part.len() == 2) || LANGUAGES.contains(&code.as_str())
}

/// Reads `03/04/2022`, whatever follows it, in the given order.
fn numeric(text: &str, order: Order) -> Option<Date> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = text[start..].split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (one, other, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let (one, other, year) = (one.parse().ok()?, other.parse().ok()?, year.parse().ok()?);
    let (day, month) = if order == Order::DayFirst { (one, other) } else { (other, one) };
    Date::new(year, month, day).ok().filter(|day| YEARS.contains(&day.year()))
}

/// Returns the first full date in a short text, whatever is around it.
pub(super) fn in_text(text: &str, order: Order) -> Option<String> {
    const MOST_WORDS: usize = 40;
    // "2022年3月9日" and "2022. 3. 9." are written with spaces and without.
    let text = text.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], " ").replace("- ", "-");
    let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
    let trimmed = |word: &str| -> String { word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned() };
    for (at, word) in words.iter().enumerate() {
        let word = trimmed(word);
        if !word.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let n_digits = word.bytes().filter(u8::is_ascii_digit).count();
        let is_numeric = word.starts_with(|c: char| c.is_ascii_digit())
            && n_digits >= 4
            && word.contains(['-', '/', '.'])
            && !word.contains(|c: char| c.is_alphabetic() && !matches!(c, 'T' | 'Z'));
        if is_numeric
            && n_digits >= 6
            && let Some(date) = readable(&word, order)
        {
            return Some(date.into_owned());
        }
        if is_numeric
            && (6..=8).contains(&word.len())
            && let Some(day) = with_short_year(&word, order)
        {
            return Some(day.to_string());
        }
        let is_year = n_digits >= 4
            && word.get(..4).and_then(|year| year.parse().ok()).is_some_and(|year: i16| YEARS.contains(&year));
        if !is_year {
            continue;
        }
        // "9. März 2022", "March 9, 2022", "9 de marzo de 2022": the year is last.
        for before in [2, 4, 3] {
            let Some(start) = at.checked_sub(before) else {
                continue;
            };
            let first = trimmed(words[start]);
            let is_start = first.starts_with(|c: char| c.is_ascii_digit()) || before == 2;
            if is_start && first.len() <= 24 {
                let span = [&words[start..at], &[&word[..4]]].concat().join(" ");
                if let Some(date) = readable(&span, order) {
                    return Some(date.into_owned());
                }
            }
        }
    }
    None
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AddressDay {
    /// One day, such as `2022-03-09`.
    Day(String),
    /// Numbers that may be one of two days, such as `03/04/2022`: addresses have no language.
    EitherOfTwo(String),
}

/// Returns the day in an address: `/2022/03/09/`, `/2022-03-09-tolls`, `/20220309/`, `/2022/politics/03/09/`,
/// `/29-03-2022/`.
pub(super) fn in_address(address: &str) -> Option<AddressDay> {
    // Numbers after these words are no month and day.
    const COUNTED: [&str; 10] =
        ["page", "pages", "seite", "season", "series", "vol", "volume", "issue", "chapter", "episode"];
    let path = address.split_once("//").map_or(address, |(_, rest)| rest);
    // The addresses of an archive begin with the moment of the copy.
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let pieces: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |piece: &str, digits: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let is_number = digits.contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { piece.parse().ok() } else { None }
    };
    let day = |year: i16, month: i16, day: i16| {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        YEARS.contains(&year).then(|| date.to_string())
    };
    for (at, piece) in pieces.iter().enumerate() {
        if let Some(year) = number(piece, 4..=4)
            && let [month, of_month, ..] = &pieces[at + 1..]
        {
            let month = number(month, 1..=2).or_else(|| month_of(month));
            if let (Some(month), Some(of_month)) = (month, number(of_month, 1..=2))
                && let Some(found) = day(year, month, of_month)
            {
                return Some(AddressDay::Day(found));
            }
        }
        if piece.len() == 8
            && let (Some(year), Some(month), Some(of_month)) =
                (number(&piece[..4.min(piece.floor_char_boundary(4))], 4..=4), piece.get(4..6), piece.get(6..8))
            && let (Some(month), Some(of_month)) = (number(month, 2..=2), number(of_month, 2..=2))
            && let Some(found) = day(year, month, of_month)
        {
            return Some(AddressDay::Day(found));
        }
    }
    // In `/2010/POLITICS/08/13/`, the section is between the year and the day. `/2019/page/2/3` counts pages, and
    // numbers of one digit at the end may count anything.
    let segments: Vec<&str> = path.split('/').collect();
    let behind_section = segments.windows(4).enumerate().find_map(|(at, four)| {
        let is_counted = COUNTED.iter().any(|word| four[1].eq_ignore_ascii_case(word));
        let is_section = !four[1].is_empty() && !is_counted && !four[1].contains(|c: char| c.is_ascii_digit());
        let is_padded = four[2].len() == 2 && four[3].len() == 2;
        let goes_on = segments.get(at + 4).is_some_and(|name| name.contains(char::is_alphabetic));
        let (year, month, of_month) = (number(four[0], 4..=4)?, number(four[2], 1..=2)?, number(four[3], 1..=2)?);
        day(year, month, of_month).filter(|_| is_section && (is_padded || goes_on))
    });
    if let Some(found) = behind_section {
        return Some(AddressDay::Day(found));
    }
    // The year may be last, but a year before the day is surer. So this order is tried last.
    pieces.windows(3).find_map(|three| {
        let (one, other, year) = (number(three[0], 2..=2)?, number(three[1], 2..=2)?, number(three[2], 4..=4)?);
        match (day(year, other, one), day(year, one, other)) {
            (Some(day_first), Some(month_first)) if day_first != month_first => {
                Some(AddressDay::EitherOfTwo(format!("{}/{}/{}", three[0], three[1], three[2])))
            }
            (day_first, month_first) => day_first.or(month_first).map(AddressDay::Day),
        }
    })
}

/// Returns the month that an address names in English, by three letters.
fn month_of(piece: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = MONTHS.iter().position(|month| piece.eq_ignore_ascii_case(month))?;
    i16::try_from(at + 1).ok()
}

/// True if a text is a moment in UTC. Its day may be another one in the time zone of the outlet.
pub(super) fn is_in_universal_time(text: &str) -> bool {
    text.len() > 10 && (text.ends_with('Z') || text.ends_with("+00:00") || text.ends_with("+0000"))
}

/// Returns the day that a text means.
pub(super) fn day_of(text: &str) -> Option<Date> {
    match dates::read(text) {
        WrittenDate::Date(date) => Some(date.first_day),
        _ => None,
    }
}

/// True if two texts mean the same day. If one of them is in UTC, neighbouring days count as the same.
pub(super) fn are_one_day(one: &str, other: &str) -> bool {
    let is_universal = is_in_universal_time(one) || is_in_universal_time(other);
    day_of(one) == day_of(other) || (is_universal && are_neighbours(one, other))
}

/// True if two texts mean days that follow one another.
pub(super) fn are_neighbours(one: &str, other: &str) -> bool {
    day_of(one).zip(day_of(other)).is_some_and(|(one, other)| (one - other).get_days().abs() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_dates_in_short_texts() {
        for (text, expected) in [
            ("Port Halden, 9 March 2022, 18:05", Some("9 March 2022")),
            ("Posted on March 9, 2022 by Nell", Some("March 9, 2022")),
            ("Erstellt von nell am Dienstag 6. Mai 2014", Some("6. Mai 2014")),
            ("el 9 de marzo de 2022", Some("9 de marzo de 2022")),
            ("Stand: 09.03.2022", Some("09.03.2022")),
            ("2022年3月9日 10:30", Some("2022-3-9")),
            ("on 2022-03-09T10:00:00Z", Some("2022-03-09T10:00:00Z")),
            ("03/04/2022", Some("2022-04-03")),
            ("am 09.03.22 um 18:05", Some("09.03.22")),
            ("09.13.22", None),
            ("Von Nell, 8.5.12", Some("2012-05-08")),
            ("March 2022", None),
            ("In 2022, 9 ferries", None),
            ("© 2010–2022", None),
            ("Tolls rise by 12.5 %", None),
            ("Call 0123 456789", None),
        ] {
            assert_eq!(in_text(text, Order::DayFirst).as_deref(), expected, "{text}");
        }
        assert_eq!(in_text("03/04/2022", Order::MonthFirst).as_deref(), Some("2022-03-04"));
    }

    #[test]
    fn the_order_of_numbers() {
        for (language, host, expected) in [
            (Some("en-US"), Some("wire.example.co.uk"), Order::MonthFirst),
            (Some("en"), Some("wire.com"), Order::MonthFirst),
            (None, None, Order::MonthFirst),
            (Some("en"), Some("wire.co.uk"), Order::DayFirst),
            (Some("en_GB"), None, Order::DayFirst),
            (Some("de"), Some("wire.com"), Order::DayFirst),
        ] {
            assert_eq!(Order::of(language, host), expected, "{language:?} {host:?}");
        }
        assert!(Order::is_guessed(Some("en"), Some("wire.com")) && Order::is_guessed(None, None));
        assert!(!Order::is_guessed(Some("en-US"), Some("wire.com")) && !Order::is_guessed(Some("en"), Some("wire.us")));
    }

    #[test]
    fn days_in_addresses() {
        for (address, expected) in [
            ("https://wire.example/2022/03/09/tolls", Some("2022-03-09")),
            ("https://wire.example/2022-03-09/tolls", Some("2022-03-09")),
            ("https://wire.example/news/tolls-20220309.html", Some("2022-03-09")),
            ("https://wire.example/2022/mar/09/tolls", Some("2022-03-09")),
            ("https://archive.example/web/20160330101229/http://wire.example/tolls", None),
            ("https://archive.example/web/20160330101229/http://wire.example/2008/05/26/a", Some("2008-05-26")),
            ("https://wire.example/20220309/tolls", Some("2022-03-09")),
            ("https://wire.example/29-10-2021/tolls", Some("2021-10-29")),
            ("https://wire.example/tolls/10-29-2021", Some("2021-10-29")),
            ("https://wire.example/tolls_09.03.2022.html", Some("09/03/2022?")),
            ("https://wire.example/04-04-2022/tolls", Some("2022-04-04")),
            ("https://wire.example/14-13-2022/tolls", None),
            ("https://wire.example/2022/13/09/tolls", None),
            ("https://wire.example/2022/03/tolls", None),
            ("https://wire.example/2022/politics/03/09/tolls", Some("2022-03-09")),
            ("https://wire.example/2022/politics/3/9", None),
            ("https://wire.example/2022/politics/3/9/tolls", Some("2022-03-09")),
            ("https://wire.example/2022/page/2/3", None),
            ("https://wire.example/2022/season/02/05/", None),
            ("https://wire.example/a?on=2022-03-09", None),
            ("https://wire.example/99999999", None),
            ("https://wire.example/1234567é", None),
        ] {
            let found = match in_address(address) {
                Some(AddressDay::Day(day)) => Some(day),
                Some(AddressDay::EitherOfTwo(numbers)) => Some(format!("{numbers}?")),
                None => None,
            };
            assert_eq!(found.as_deref(), expected, "{address}");
        }
    }
}
