//! Changes a filter for the timeline and for the list without matches.

use std::ops::Range;

use jiff::civil::Date;

use super::{Query, SpotKind, parse};

/// Returns `text` restricted to `date:range_text`; the rest of it is unchanged.
///
/// If `text` has exactly one `date:` part outside parentheses that is not negated, and no "or" outside parentheses,
/// that part is replaced. Otherwise the new part is added. `range_text` is the text after the colon, such as
/// `2022-03..2022-04`.
pub fn narrow_to_dates(text: &str, range_text: &str) -> String {
    let query = read(text);
    let date = format!("date:{range_text}");
    if let [range] = query.date_ranges.as_slice()
        && !query.has_alternatives
    {
        return format!("{}{date}{}", &text[..range.start], &text[range.end..]);
    }
    if text.trim().is_empty() {
        return date;
    }
    let is_unfinished = query.spots.iter().any(|spot| spot.kind == SpotKind::Unfinished);
    match (query.has_alternatives, is_unfinished) {
        (false, false) => {
            let space = if text.ends_with(char::is_whitespace) { "" } else { " " };
            format!("{text}{space}{date}")
        }
        // After an open quotation the part would belong to it; after an open "or" it would be an alternative.
        (false, true) => format!("{date} {text}"),
        (true, false) => format!("({text}) {date}"),
        (true, true) => format!("{date} ({text}"),
    }
}

/// Returns `text` without the range `part`, and without the space and the "and" next to it.
///
/// The meaning of the rest is unchanged: a short word that matched as a whole word and is now the last gets a `=`.
///
/// The ranges come from [`Query::parts`] and [`WithoutPart`](super::WithoutPart). A range that does not fit `text` has
/// no effect.
pub fn without_part(text: &str, part: &Range<usize>) -> String {
    let (Some(before), Some(after)) = (text.get(..part.start), text.get(part.end..)) else {
        return text.to_owned();
    };
    let (before, after) = (before.trim_end(), after.trim_start());
    let (before, after) = match strip_and_at_end(before) {
        Some(before) => (before, after),
        None => (before, strip_and_at_start(after).unwrap_or(after)),
    };
    let space = if before.is_empty() || after.is_empty() { "" } else { " " };
    let mut without = format!("{before}{space}{after}");
    let short_words = read(&without).short_words;
    let is_last_now = |word: &&Range<usize>| word.end <= before.len() && !short_words.contains(word);
    if let Some(word) = read(text).short_words.iter().find(is_last_now) {
        without.insert(word.start, '=');
    }
    without
}

fn strip_and_at_end(text: &str) -> Option<&str> {
    let before = text.strip_suffix("and").or_else(|| text.strip_suffix("AND"))?;
    let is_word = before.is_empty() || before.ends_with(|end: char| end.is_whitespace() || end == ')' || end == '"');
    is_word.then(|| before.trim_end())
}

fn strip_and_at_start(text: &str) -> Option<&str> {
    let after = text.strip_prefix("and").or_else(|| text.strip_prefix("AND"))?;
    let is_word = after.starts_with(|start: char| start.is_whitespace() || start == '(' || start == '"');
    is_word.then(|| after.trim_start())
}

/// The ranges of the parts do not depend on the current day.
fn read(text: &str) -> Query {
    parse(text, Date::constant(2000, 1, 1))
}
