//! Recognises dates that are probably wrong: dates in the future, and the first days of 1970, which programs write for
//! a time that was never set.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::article::{Article, ArticleDate, How, Problem, Severity};
use crate::dates;

/// Returns a caution if the date of an article is probably wrong. `today` is the day of the user.
pub fn doubtful_date(article: &Article, today: Date) -> Option<Problem> {
    let date = article.date.value().filter(|date| date.is_a_day())?;
    let why = why(date, article.date.how(), today)?;
    let what = format!("the date {} ({}) {why}", date.iso(), article.date.because());
    let what = match article.address.item {
        Some(item) => format!("item {item}: {what}").into(),
        None => Cow::Owned(what),
    };
    Some(Problem::new(&*article.address.path, Severity::Caution, what))
}

fn why(date: &ArticleDate, how: How, today: Date) -> Option<&'static str> {
    let day = date.first_day;
    if how == How::Given && dates::is_near_first_day(date) {
        return Some("is within the first days that computers count from, and was probably never set");
    }
    // If the time zone is known, tomorrow may have begun there already.
    let last = if date.offset_minutes.is_some() { today.tomorrow().unwrap_or(today) } else { today };
    (day > last).then_some("is in the future")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{WrittenDate, read};

    #[test]
    fn times_never_set_and_days_to_come() {
        let today = jiff::civil::date(2022, 3, 9);
        for (written, how, expected) in [
            ("1970-01-01", How::Given, true),
            ("Thu, 01 Jan 1970 00:00:00 GMT", How::Given, true),
            ("1970-01-20T01:02:03Z", How::Given, true),
            ("1970-01-20", How::Given, false),
            ("1 January 1970", How::Found, false),
            ("1970-02-20T01:02:03Z", How::Given, false),
            ("2022-03-09", How::Given, false),
            ("2022-03-10", How::Given, true),
            ("2022-03-10", How::Found, true),
            ("2022-03-10T02:00:00+13:00", How::Given, false),
            ("2064-02-06", How::Given, true),
        ] {
            let WrittenDate::Date(date) = read(written) else {
                panic!("{written} is a date");
            };
            assert_eq!(why(&date, how, today).is_some(), expected, "{written}");
        }
    }
}
