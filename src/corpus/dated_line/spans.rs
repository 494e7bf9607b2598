//! Recognises lines about a span of time: hours, and days with a start and an end.

use std::sync::LazyLock;

use regex::Regex;

use crate::dates::{self, Hints, Mention, Mentioned};

/// True if a line names the hours of an event: "10am to 4pm", "19.30 – 21 Uhr".
pub(super) fn is_span_of_hours(line: &str) -> bool {
    static HOURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let unit = r"(?:am|pm|a\.m\.|p\.m\.|uhr|h)";
        let hour = format!(r"(?:\d{{1,2}}[:.]\d{{2}}\s?{unit}?|\d{{1,2}}\s?{unit})");
        Regex::new(&format!(r"(?i)(?:^|[^\d.:/-]){hour}\s?(?:-|–|—|to|until|till|bis|à|a|às|tot)\s?{hour}(?:\W|$)"))
            .ok()
    });
    HOURS.as_ref().is_some_and(|hours| hours.is_match(line))
}

/// True if a mention covers several days, but not a whole month: an event, not a day of publication.
pub(super) fn is_span(mention: &Mention) -> bool {
    match mention.what {
        Mentioned::Date(date) => {
            let is_month =
                date.first_day == date.first_day.first_of_month() && date.last_day == date.first_day.last_of_month();
            !date.is_a_day() && !is_month
        }
        _ => false,
    }
}

/// True if a line names the start and the end of a span: "3 May 2022 – 5 May 2022", "3.–5. Mai 2022".
pub fn is_of_a_span(line: &str, hints: Hints<'_>) -> bool {
    let mentions = dates::find(line, hints);
    mentions.iter().any(is_span) || spans_two(line, &mentions)
}

/// True if two dates of a line are the start and the end of a span: "3 May 2022 – 5 May 2022".
pub(super) fn spans_two(line: &str, mentions: &[Mention]) -> bool {
    let [first, second, ..] = mentions else {
        return false;
    };
    let day = |mention: &Mention| match mention.what {
        Mentioned::Date(date) => Some(date.first_day),
        _ => None,
    };
    let between = line[first.range.end..second.range.start].trim();
    let is_joined = matches!(between, "-" | "–" | "—") || dates::is_bound(between) || between == "to";
    is_joined && second.label.is_none() && day(first).zip(day(second)).is_some_and(|(one, other)| one < other)
}
