//! Any text as a filter: it is read, its marked places lie within it, and printed it means the same.
#![no_main]

use jiff::civil::date;
use newsreader::query;

libfuzzer_sys::fuzz_target!(|text: &str| {
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
});
