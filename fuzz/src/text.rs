//! Checks of any text: the dates found in it, its reading as a filter, and how it is made safe to show.

use jiff::civil::date;
use newsreader::dates::{self, Hints};
use newsreader::query;
use newsreader::text::safe::{is_unsafe, safe, safe_line};

/// The dates found in a text are in order, apart from each other, and between characters.
pub fn check_dates(text: &str) {
    for language in [None, Some("en"), Some("hr")] {
        let mut end = 0;
        for mention in dates::find(text, Hints { language }) {
            assert!(mention.range.start >= end && text.get(mention.range.clone()).is_some(), "{mention:?}");
            end = mention.range.end;
        }
        let _ = dates::read_in(text, language);
    }
}

/// Any text is read as a filter, whose marked places lie within it and which means the same when it is printed.
pub fn check_filter(text: &str) {
    let query = query::parse(text, date(2022, 3, 14));
    for spot in &query.spots {
        assert!(text.get(spot.range.clone()).is_some(), "{spot:?}");
    }
    if let Some(root) = &query.root {
        // Printed in full a filter may be longer than one may be.
        let printed = root.to_string();
        let again = query::parse(&printed, date(2022, 3, 14));
        assert!(printed.len() > query::MAX_BYTES || again.root.as_ref() == Some(root), "{printed}");
    }
}

/// Nothing unsafe is left of a text that is made safe, and what is safe is left as it is.
pub fn check_safe(text: &str) {
    let (made_safe, _) = safe(text);
    assert!(!made_safe.chars().any(is_unsafe));
    let (again, replaced) = safe(&made_safe);
    assert_eq!((again.as_str(), replaced.n_controls, replaced.n_bidi), (made_safe.as_str(), 0, 0));
    assert!(!safe_line(text).contains(['\n', '\t']));
}
