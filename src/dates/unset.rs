//! Recognises dates that were never set: programs write the first day of their clock for them.

use crate::article::ArticleDate;

/// True if a field has a value that programs write for a date that was never set.
///
/// Such values are the first day of a clock, zeros, and the seconds from 1970 back to the year 1.
pub fn is_unset(text: &str) -> bool {
    const WRITTEN: [&str; 5] = ["1970-01-01", "01/01/1970", "0001-01-01", "01/01/0001", "0000-00-00"];
    const SECONDS_FROM_YEAR_ONE: &str = "-62135";
    WRITTEN.iter().any(|day| text.starts_with(day))
        || text.starts_with(SECONDS_FROM_YEAR_ONE)
        || text.trim_start_matches('-').parse::<u64>() == Ok(0)
}

/// True if the date in a field is probably a time that was never set, or that was written in another unit.
///
/// Such a date is in January 1970, with which the clocks of most computers begin, and is the first day or has a zone.
/// The date of a newspaper from those days has no zone.
pub fn is_near_first_day(date: &ArticleDate) -> bool {
    let day = date.first_day;
    let is_stamp = date.offset_minutes.is_some();
    (day.year(), day.month()) == (1970, 1) && (day.day() == 1 || is_stamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{WrittenDate, read};

    #[test]
    fn first_days_of_clocks() {
        // The text, true if it gives no date at all, and true if a date read from it is doubtful.
        for (text, is_nothing, is_doubtful) in [
            ("1970-01-01", true, true),
            ("1970-01-01T00:00:00Z", true, true),
            ("01/01/1970 00:00", true, true),
            ("0001-01-01T00:00:00", true, false),
            ("0000-00-00 00:00:00", true, false),
            ("0", true, false),
            ("-62135596800", true, false),
            ("1970-01-20T01:02:03Z", false, true),
            ("1970-01-20", false, false),
            ("2022-03-09", false, false),
            ("", false, false),
        ] {
            let doubtful = match read(text) {
                WrittenDate::Date(date) => is_near_first_day(&date),
                _ => false,
            };
            assert_eq!((is_unset(text), doubtful), (is_nothing, is_doubtful), "{text}");
        }
    }
}
