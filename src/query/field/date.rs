//! `date:` tests the date of publication.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Field, Rejected, Value};
use crate::index::RowFacts;
use crate::query::day_span::{self, DaySpan, EXPECTED, Misread};
use crate::query::node::{Fact, FactColumn, FieldId, Test};

/// The field `date:`: the date of publication.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "date", text_field: None, is_single: false },
    other_names: &[],
    help: "date of publication; with ~ any day that it may have been",
    example: "date:2022-03..2022-04",
    values: &["today", "yesterday", "7d", "6w", "3m", "1y", "unknown"],
    read,
};

/// A date, a range of dates, or no date, as written in a filter.
#[derive(Debug)]
pub(super) struct WrittenDays {
    /// The written text, in lower case.
    pub text: String,
    pub days: Days,
}

/// A test of the date of publication.
#[derive(Debug)]
struct DateIs(WrittenDays);

/// The meaning of a date in a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// No date is known.
    Unknown,
    /// The best estimate is one of these days. For a month or a year the estimate is its first day.
    Estimate(Range),
    /// The article may have been published on one of these days.
    Possible(Range),
}

/// A range of days, both ends included; an end of `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub first: Option<Date>,
    pub last: Option<Date>,
}

fn read(value: &Value<'_>, today: Date) -> Result<Test, Rejected> {
    read_days(FIELD.id.name, value, today, |written| Test::Fact(Arc::new(DateIs(written))))
}

/// Parses a date or a range of dates for the field `name`, and passes it to `make`.
pub(super) fn read_days(
    name: &str,
    value: &Value<'_>,
    today: Date,
    make: fn(WrittenDays) -> Test,
) -> Result<Test, Rejected> {
    let finished = |text: String, days: Days| make(WrittenDays { text, days });
    let text = value.text.trim().to_ascii_lowercase();
    if text == "unknown" || text == "undated" {
        return Ok(finished("unknown".to_owned(), Days::Unknown));
    }
    let (range_text, days): (&str, fn(Range) -> Days) = match text.strip_prefix('~') {
        Some(rest) => (rest, Days::Possible),
        None => (&text, Days::Estimate),
    };
    if range_text.is_empty() {
        return Err(unfinished_or_wrong(value, &text, None));
    }
    let Some((first_text, last_text)) = range_text.split_once("..") else {
        // A full stop at the end may be the first half of `..`.
        let so_far = range_text.strip_suffix('.').and_then(|start| day_span::read(start, today).ok());
        if value.is_at_end
            && let Some(span) = so_far
        {
            let so_far = finished(text.trim_end_matches('.').to_owned() + "..", days(since(span)));
            return Err(Rejected::Unfinished { message: format!("Unfinished date; {EXPECTED}"), so_far: Some(so_far) });
        }
        let span = day_span::read(range_text, today).map_err(|misread| rejected(name, value, misread, "", "", None))?;
        return Ok(finished(text.clone(), days(Range { first: Some(span.first), last: span.last })));
    };
    if first_text.is_empty() && last_text.is_empty() {
        return Err(unfinished_or_wrong(value, &text, None));
    }
    let tilde = if text.starts_with('~') { "~" } else { "" };
    let first = match first_text {
        "" => None,
        _ => Some(day_span::read(first_text, today).map_err(|misread| {
            rejected(name, &Value { is_at_end: false, ..*value }, misread, tilde, &format!("..{last_text}"), None)
        })?),
    };
    if last_text.is_empty() {
        let range = first.map_or(Range { first: None, last: None }, since);
        return Ok(finished(text.clone(), days(range)));
    }
    let so_far = first.map(|first| finished(format!("{tilde}{first_text}.."), days(since(first))));
    let last = day_span::read(last_text, today)
        .map_err(|misread| rejected(name, value, misread, &format!("{tilde}{first_text}.."), "", so_far))?;
    // `..7d` ends with the day seven days ago.
    let range = Range { first: first.map(|first| first.first), last: Some(last.last.unwrap_or(last.first)) };
    if let (Some(first), Some(last)) = (range.first, range.last)
        && last < first
    {
        return Err(Rejected::Wrong {
            message: format!("{name}:{text} ends before it starts"),
            suggestion: Some(format!("{tilde}{last_text}..{first_text}")),
        });
    }
    Ok(finished(text.clone(), days(range)))
}

fn since(span: DaySpan) -> Range {
    Range { first: Some(span.first), last: None }
}

fn unfinished_or_wrong(value: &Value<'_>, text: &str, so_far: Option<Test>) -> Rejected {
    if value.is_at_end {
        Rejected::Unfinished { message: format!("Unfinished date; {EXPECTED}"), so_far }
    } else {
        Rejected::wrong(format!("No date {text}; {EXPECTED}"))
    }
}

/// Creates the rejection of a date in a range. `before` and `after` are the texts of the range around that date.
fn rejected(
    name: &str,
    value: &Value<'_>,
    misread: Misread,
    before: &str,
    after: &str,
    so_far: Option<Test>,
) -> Rejected {
    if misread.is_unfinished && value.is_at_end {
        return Rejected::Unfinished { message: misread.message, so_far };
    }
    let written = value.text.trim();
    let lower = written.to_lowercase();
    let message = match day_span::month_named(&lower) {
        Some(_) => format!("{name}:{written} has no year; a month is written {name}:{}-2022", &lower[..3]),
        None if misread.is_unfinished => format!("{name}:{written} is not a whole date; {EXPECTED}"),
        None => misread.message,
    };
    Rejected::Wrong { message, suggestion: misread.suggestion.map(|right| format!("{before}{right}{after}")) }
}

impl Fact for DateIs {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        let Some((first, last)) = facts.date else {
            return self.0.days == Days::Unknown;
        };
        match self.0.days {
            Days::Unknown => false,
            Days::Estimate(range) => range.overlaps(first, first),
            Days::Possible(range) => range.overlaps(first, last),
        }
    }

    fn column(&self) -> FactColumn {
        FactColumn::Date
    }
}

impl Range {
    /// True if at least one day from `first` to `last` is in the range.
    pub fn overlaps(self, first: Date, last: Date) -> bool {
        self.first.is_none_or(|own| own <= last) && self.last.is_none_or(|own| first <= own)
    }

    /// True if every day from `first` to `last` is in the range.
    pub fn holds(self, first: Date, last: Date) -> bool {
        self.first.is_none_or(|own| own <= first) && self.last.is_none_or(|own| last <= own)
    }
}

impl fmt::Display for DateIs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.text)
    }
}
