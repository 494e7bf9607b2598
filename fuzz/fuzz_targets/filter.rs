//! Any text as a filter: it is read, and its marked places lie within it.
#![no_main]

use jiff::civil::date;
use newsreader::query;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let query = query::parse(text, date(2022, 3, 14));
    for spot in &query.spots {
        assert!(text.get(spot.range.clone()).is_some(), "{spot:?}");
    }
});
