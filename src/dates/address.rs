//! Reads the dates in file names and addresses: `2021-06-03-…`, `/2022/03/09/`.

use jiff::civil::Date;

use super::grammar::month_of_name;
use crate::article::ArticleDate;

/// The years that are accepted in names and addresses.
///
/// Earlier, there were neither files nor the web. Scans of older papers exist, but their numbers look like others.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2099;

/// Returns the day in a file name: `2021-06-03-…`, `crane-strike-2021_06_03`, `20210603-…`.
///
/// Returns `None` if the name contains two different days. A day within a longer number does not count.
pub fn in_file_name(name: &str) -> Option<ArticleDate> {
    day_in(name).map(ArticleDate::day)
}

/// Returns the day or month in the path of an address, or of a file with its folders.
///
/// Examples are `/2022/03/09/`, `/2022/mar/09/`, `/2022/03/`, `/2022-03-09-…` and `/20220309/`.
pub fn in_address(address: &str) -> Option<ArticleDate> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?.1,
        None => address,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split(['/', '\\']).filter(|segment| !segment.is_empty()).collect();
    let in_folders = (0..segments.len()).find_map(|at| in_segments(&segments[at..]));
    // A whole day in one segment is more exact than a month in two segments.
    let in_one = segments.iter().rev().find_map(|segment| in_file_name(segment));
    match (in_folders, in_one) {
        (Some(folders), Some(one)) if !folders.is_a_day() => {
            let is_within = (folders.first_day..=folders.last_day).contains(&one.first_day);
            Some(if is_within { one } else { folders })
        }
        (folders, one) => folders.or(one),
    }
}

/// Returns the day or month that segments begin with: `2022`, `03`, `09`; `2022`, `0309`; `2022`, `mar`.
fn in_segments(segments: &[&str]) -> Option<ArticleDate> {
    let [year, month, rest @ ..] = segments else {
        return None;
    };
    let year = digits(year).filter(|_| year.len() == 4)?;
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    let month_number = match (digits(month), month.len()) {
        (Some(month), 1 | 2) => i8::try_from(month).ok()?,
        (Some(both), 4) => return day_of(year, both / 100, both % 100).map(ArticleDate::day),
        (Some(_), _) => return None,
        (None, _) => month_of_name(month)?,
    };
    let first = Date::new(year, month_number, 1).ok()?;
    let day = rest.first().filter(|day| day.len() <= 2).and_then(|day| digits(day));
    let day = day.and_then(|day| Date::new(year, month_number, i8::try_from(day).ok()?).ok());
    Some(day.map_or(ArticleDate::month(first), ArticleDate::day))
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn day_of(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Returns the only day in a name.
fn day_in(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let mut found = None;
    let mut at = 0;
    while at < bytes.len() {
        let n_digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if n_digits == 0 {
            at += 1;
            continue;
        }
        // A letter or number before it makes it a part of something else: `no2021`, `555-2021-06-03`.
        let is_free = match at.checked_sub(1).map(|before| bytes[before]) {
            None => true,
            Some(b'-' | b'_' | b'.') => at < 2 || !bytes[at - 2].is_ascii_digit(),
            Some(before) => !before.is_ascii_alphanumeric() && before.is_ascii(),
        };
        match day_at(name, at, n_digits).filter(|_| is_free) {
            Some((day, _)) if found.is_some_and(|before| before != day) => return None,
            Some((day, end)) => {
                found = Some(day);
                at = end;
            }
            None => at += n_digits,
        }
    }
    found
}

/// Returns the day at a byte of a name, and the byte behind it.
fn day_at(name: &str, at: usize, n_digits: usize) -> Option<(Date, usize)> {
    let bytes = name.as_bytes();
    let number = |from: usize, length: usize| name.get(from..from + length).and_then(digits);
    let (day, end) = match n_digits {
        8 => (number(at, 8)?, at + 8),
        4 => {
            let sign = *bytes.get(at + 4).filter(|sign| matches!(sign, b'-' | b'_' | b'.'))?;
            if bytes.get(at + 7) != Some(&sign) {
                return None;
            }
            (number(at, 4)? * 10_000 + number(at + 5, 2)? * 100 + number(at + 8, 2)?, at + 10)
        }
        _ => return None,
    };
    // The T of a time may follow, but no other letter and no digit.
    let is_over = match bytes.get(end) {
        None => true,
        Some(b'T') => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(next) => next.is_ascii() && !next.is_ascii_alphanumeric(),
    };
    let year = i16::try_from(day / 10_000).ok().filter(|year| is_over && YEARS.contains(year))?;
    Some((day_of(year, day / 100 % 100, day % 100)?, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_names() {
        for (name, expected) in [
            ("2021-06-03-crane-strike.txt", "2021-06-03"),
            ("2021_06_03.txt", "2021-06-03"),
            ("2021.06.03.txt", "2021-06-03"),
            ("20210603-strike.txt", "2021-06-03"),
            ("20210603_101500.txt", "2021-06-03"),
            ("2021-06-03T10-15.txt", "2021-06-03"),
            ("crane-strike-2021-06-03.txt", "2021-06-03"),
            ("crane-strike-20210603.html", "2021-06-03"),
            ("2021-06-03-again-2021-06-03.txt", "2021-06-03"),
            ("20211303.txt", ""),
            ("123456789.txt", ""),
            ("20210603101500.txt", ""),
            ("99999999.txt", ""),
            ("10000101.txt", ""),
            ("691ec376733fd119.txt", ""),
            ("a20210603.txt", ""),
            ("20210603a.txt", ""),
            ("555-2021-06-03.txt", ""),
            ("2021-06-031.txt", ""),
            ("2021-06_03.txt", ""),
            ("2021-06-03-to-2021-06-05.txt", ""),
            ("2021.txt", ""),
            ("2021-06.txt", ""),
        ] {
            let found = in_file_name(name).map(|date| date.iso()).unwrap_or_default();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        for (address, expected) in [
            ("https://wire.example/2022/03/09/ferry-strike", "2022-03-09"),
            ("https://wire.example/2022/3/9/ferry-strike", "2022-03-09"),
            ("https://wire.example/news/2022/mar/09/ferry-strike", "2022-03-09"),
            ("https://wire.example/news/2022/March/09/ferry-strike", "2022-03-09"),
            ("https://wire.example/2022/0309/ferry-strike", "2022-03-09"),
            ("https://wire.example/20220309/ferry-strike", "2022-03-09"),
            ("https://wire.example/ferry-strike-2022-03-09.html", "2022-03-09"),
            ("https://wire.example/2022/03/ferry-strike-2022-03-09.html", "2022-03-09"),
            ("https://wire.example/2022/03/ferry-strike", "2022-03"),
            ("https://wire.example/2022/03/12345/ferry-strike", "2022-03"),
            ("harbour-wire/2022/03/09/ferry.txt", "2022-03-09"),
            ("https://wire.example/2022/ferry-strike", ""),
            ("https://wire.example/2022/13/09/ferry", ""),
            ("https://wire.example/article/20229917", ""),
            ("https://wire.example/id/2022030912345", ""),
            ("https://wire.example/ferry-60583412", ""),
            ("https://wire.example/ferry?date=2022-03-09", ""),
            ("https://2022/03", ""),
            ("https://wire.example", ""),
        ] {
            let found = in_address(address).map(|date| date.iso()).unwrap_or_default();
            assert_eq!(found, expected, "{address}");
        }
    }
}
