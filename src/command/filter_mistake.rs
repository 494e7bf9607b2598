//! Formats the message about a mistake in a filter: the explanation, the filter, and a line that marks the mistake.
//!
//! A filter can have thousands of characters. Quoted text is cut, with `…` in place of the rest.

use crate::query::Spot;
use crate::text::columns::{cut, cut_start, width};

/// The greatest width of an explanation. An explanation of the usual length is never cut.
const EXPLANATION_COLUMNS: usize = 240;

/// The greatest width of the quoted filter: with an indent of two blanks it fits into 80 columns.
const FILTER_COLUMNS: usize = 78;

/// The columns shown before the marked part, if the filter does not fit.
const BEFORE_COLUMNS: usize = 24;

/// Returns an explanation, cut in its middle if it quotes too much. Its start names the mistake; its end names the
/// right form.
pub(super) fn shortened(explanation: &str) -> String {
    if width(explanation) <= EXPLANATION_COLUMNS {
        return explanation.to_owned();
    }
    let half = EXPLANATION_COLUMNS / 2;
    format!("{}{}", cut(explanation, half), cut_start(explanation, half).trim_start_matches('…'))
}

/// Returns the message about a mistake at `spot` in the filter `text`.
pub(super) fn message(text: &str, spot: &Spot) -> String {
    let before = text.get(..spot.range.start).unwrap_or_default();
    let wrong = text.get(spot.range.clone()).unwrap_or_default();
    let rest = text.get(spot.range.start..).unwrap_or_default();
    let shown_before =
        if width(text) <= FILTER_COLUMNS { before.to_owned() } else { cut_start(before, BEFORE_COLUMNS) };
    let indent = width(&shown_before);
    let shown = cut(rest, FILTER_COLUMNS.saturating_sub(indent));
    let n_marks = width(wrong).min(width(&shown)).max(1);
    let explanation = shortened(&spot.explanation());
    format!("in the filter: {explanation}\n  {shown_before}{shown}\n  {}{}", " ".repeat(indent), "^".repeat(n_marks))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::parse;

    #[track_caller]
    fn message_of(filter: &str) -> String {
        let query = parse(filter, date(2022, 3, 16));
        message(filter, query.spots.first().expect("the filter has a mistake"))
    }

    #[test]
    fn a_short_filter_is_shown_whole() {
        let expected =
            "in the filter: No field sorce; did you mean source:wire?\n  ferry sorce:wire\n        ^^^^^^^^^^";
        assert_eq!(message_of("ferry sorce:wire"), expected);
    }

    #[test]
    fn a_long_filter_is_cut_around_the_mistake() {
        let filter = format!("{}sorce:wire {}", "ferry ".repeat(300), "toll ".repeat(300));
        let message = message_of(&filter);
        let lines: Vec<&str> = message.lines().collect();
        assert_eq!(lines.len(), 3, "{message}");
        assert!(lines[1].starts_with("  …") && lines[1].ends_with('…'), "{message}");
        assert!(lines[1].contains(" ferry sorce:wire toll "), "{message}");
        let mark = lines[2].find('^').expect("the mistake is marked");
        let marked: String = lines[1].chars().skip(mark).take(10).collect();
        assert_eq!((marked.as_str(), lines[2].trim()), ("sorce:wire", "^^^^^^^^^^"));
    }

    #[test]
    fn a_long_mistake_is_cut() {
        for filter in [
            format!("sorce:{}", "wire".repeat(900)),
            format!("kingdom:{}", "wire".repeat(900)),
            format!("site:\"{}\"", "wire ".repeat(700)),
            format!("\"{}\"~3", "港口 ".repeat(500)),
            format!("ferry {}", "…".repeat(1_200)),
            format!("/{}(/", "a".repeat(3_000)),
            "a".repeat(5_000),
        ] {
            let message = message_of(&filter);
            assert!(message.contains('…'), "{message}");
            for line in message.lines() {
                assert!(width(line) <= EXPLANATION_COLUMNS + 20, "{line}");
            }
            let lines: Vec<&str> = message.lines().collect();
            assert!(width(lines[1]) <= FILTER_COLUMNS + 2 && width(lines[2]) <= FILTER_COLUMNS + 2, "{message}");
            assert!(lines[2].contains('^'), "{message}");
        }
    }
}
