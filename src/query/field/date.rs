//! `date:` tests when an article was published.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Field, Rejected, Value};
use crate::article::Article;
use crate::query::day_span::{self, DaySpan, EXPECTED, Misread};
use crate::query::node::{Fact, Test};

/// When an article was published.
pub(super) const FIELD: Field = Field {
    name: "date",
    other_names: &[],
    help: "when it was published; with ~ when it may have been",
    example: "date:2022-03..2022-04",
    values: &["today", "yesterday", "7d", "6w", "3m", "1y", "unknown"],
    part: None,
    is_single: false,
    read,
};

/// A date, a range of dates, or none.
#[derive(Debug)]
struct DateIs {
    /// As it was written, in lower case.
    text: String,
    days: Days,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// No date is known.
    Unknown,
    /// The best estimate, which for a month or a year is its first day, is one of these days.
    Estimate(Range),
    /// It may have been one of these days.
    Possible(Range),
}

/// Days, both ends included; an end of `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    first: Option<Date>,
    last: Option<Date>,
}

fn read(value: &Value<'_>, today: Date) -> Result<Test, Rejected> {
    let text = value.text.trim().to_ascii_lowercase();
    if text == "unknown" || text == "undated" {
        return Ok(test("unknown".to_owned(), Days::Unknown));
    }
    let (range_text, days): (&str, fn(Range) -> Days) = match text.strip_prefix('~') {
        Some(rest) => (rest, Days::Possible),
        None => (&text, Days::Estimate),
    };
    if range_text.is_empty() {
        return Err(unfinished_or_wrong(value, &text, None));
    }
    let Some((first_text, last_text)) = range_text.split_once("..") else {
        // A full stop at the end is the first half of `..`.
        let so_far = range_text.strip_suffix('.').and_then(|start| day_span::read(start, today).ok());
        if value.is_at_end
            && let Some(span) = so_far
        {
            let so_far = test(text.trim_end_matches('.').to_owned() + "..", days(since(span)));
            return Err(Rejected::Unfinished { message: EXPECTED.to_owned(), so_far: Some(so_far) });
        }
        let span = day_span::read(range_text, today).map_err(|misread| rejected(value, misread, "", "", None))?;
        return Ok(test(text.clone(), days(Range { first: Some(span.first), last: span.last })));
    };
    if first_text.is_empty() && last_text.is_empty() {
        return Err(unfinished_or_wrong(value, &text, None));
    }
    let tilde = if text.starts_with('~') { "~" } else { "" };
    let first = match first_text {
        "" => None,
        _ => Some(day_span::read(first_text, today).map_err(|misread| {
            rejected(&Value { is_at_end: false, ..*value }, misread, tilde, &format!("..{last_text}"), None)
        })?),
    };
    if last_text.is_empty() {
        let range = first.map_or(Range { first: None, last: None }, since);
        return Ok(test(text.clone(), days(range)));
    }
    let so_far = first.map(|first| test(format!("{tilde}{first_text}.."), days(since(first))));
    let last = day_span::read(last_text, today)
        .map_err(|misread| rejected(value, misread, &format!("{tilde}{first_text}.."), "", so_far))?;
    // `..7d` runs to the day seven days ago.
    let range = Range { first: first.map(|first| first.first), last: Some(last.last.unwrap_or(last.first)) };
    if let (Some(first), Some(last)) = (range.first, range.last)
        && last < first
    {
        return Err(Rejected::Wrong {
            message: format!("date:{text} ends before it starts"),
            suggestion: Some(format!("{tilde}{last_text}..{first_text}")),
        });
    }
    Ok(test(text.clone(), days(range)))
}

fn since(span: DaySpan) -> Range {
    Range { first: Some(span.first), last: None }
}

fn test(text: String, days: Days) -> Test {
    Test::Fact(Arc::new(DateIs { text, days }))
}

fn unfinished_or_wrong(value: &Value<'_>, text: &str, so_far: Option<Test>) -> Rejected {
    if value.is_at_end {
        Rejected::Unfinished { message: EXPECTED.to_owned(), so_far }
    } else {
        Rejected::wrong(format!("no date {text}; {EXPECTED}"))
    }
}

/// `before` and `after` are what of the range stands around the date that could not be read.
fn rejected(value: &Value<'_>, misread: Misread, before: &str, after: &str, so_far: Option<Test>) -> Rejected {
    if misread.is_unfinished && value.is_at_end {
        return Rejected::Unfinished { message: misread.message, so_far };
    }
    let message = if misread.is_unfinished {
        format!("date:{} is cut short; {EXPECTED}", value.text.trim())
    } else {
        misread.message
    };
    Rejected::Wrong { message, suggestion: misread.suggestion.map(|right| format!("{before}{right}{after}")) }
}

impl Fact for DateIs {
    fn matches(&self, article: &Article) -> bool {
        let Some(date) = article.date.value() else {
            return self.days == Days::Unknown;
        };
        let (range, first_day, last_day) = match self.days {
            Days::Unknown => return false,
            Days::Estimate(range) => (range, date.first_day, date.first_day),
            Days::Possible(range) => (range, date.first_day, date.last_day),
        };
        range.first.is_none_or(|first| first <= last_day) && range.last.is_none_or(|last| first_day <= last)
    }
}

impl fmt::Display for DateIs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}
