//! Reads the date of a line or element by the conventions of its page.

use std::borrow::Cow;

use super::date_labels::is_label_of_date;
use super::dates::{self, Order, in_text, readable};
use crate::corpus::dated_line::{self, LineKind};
use crate::dates::{Hints, Label, Mentioned};

/// The longest line that is looked at, in bytes.
pub(super) const LONGEST_LINE: usize = 180;
/// The longest line below a blog entry. Such a line also names the entry's section, its comments and its feed.
pub(super) const LONGEST_ENTRY_LINE: usize = 600;

/// The conventions for dates on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateConventions<'a> {
    /// The order of day and month in numbers.
    pub(super) order: Order,
    /// True if the order is a guess: the page is in English and names no country.
    pub(super) is_guessed: bool,
    pub(super) language: Option<&'a str>,
}

/// Returns the part of a line that is looked at: all of it, or the beginning of the line that a blog prints below an
/// entry. `None` for a paragraph.
pub(super) fn opening(line: &str) -> Option<&str> {
    if line.len() <= LONGEST_LINE {
        return Some(line);
    }
    let is_entry = line.len() <= LONGEST_ENTRY_LINE && dated_line::opens_as_an_entry(line);
    is_entry.then(|| &line[..line.floor_char_boundary(LONGEST_LINE)])
}

/// Returns the date in the words of an element or line, and the kind of the line.
///
/// In an element for dates (`is_sure`) other words may be beside the date, if they are no sentence.
pub(super) fn of_words(line: &str, is_sure: bool, conventions: DateConventions<'_>) -> Option<(String, LineKind)> {
    let hints = Hints { language: conventions.language };
    if let Some(dated) = dated_line::read(line, hints) {
        let written = &line[dated.mention.range.clone()];
        return text_of(&dated.mention.what, written, conventions.order).map(|text| (text, dated.kind));
    }
    let is_prose = dated_line::is_prose(line);
    if !is_sure || is_prose || crate::dates::says_today(line) {
        return None;
    }
    if dated_line::is_of_a_span(line, hints) {
        return None;
    }
    let text = in_text(line, conventions.order)?;
    let first = line.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let before = line.find(text.split(' ').next().unwrap_or(&text)).map_or(&line[..first], |at| &line[..at]);
    // "Beginn: 9. März 2022" is the date of an event.
    let label = before.trim_end().strip_suffix([':', '：']);
    let is_of_event = label.is_some_and(|label| !is_label_of_date(label));
    if is_of_event || crate::dates::is_bound(before) || dated_line::is_of_a_picture(before, "") {
        return None;
    }
    let kind = match crate::dates::label_in(before) {
        Some(Label::Published) => LineKind::Published,
        Some(Label::Updated) => LineKind::Updated,
        None => LineKind::Alone,
    };
    Some((text, kind))
}

/// Returns a date as a text that every later parse reads as the same day.
pub(super) fn text_of(what: &Mentioned, written: &str, order: Order) -> Option<String> {
    match what {
        Mentioned::Date(date) if date.is_a_day() && dates::YEARS.contains(&date.first_day.year()) => {
            // A time of day may belong to another date of the line. So a date with a time is written again without it.
            let is_same = date.second_of_day.is_none() && dates::day_of(written) == Some(date.first_day);
            Some(if is_same { written.trim().to_owned() } else { date.first_day.to_string() })
        }
        Mentioned::Ambiguous(..) => readable(written, order).map(Cow::into_owned),
        _ => None,
    }
}
