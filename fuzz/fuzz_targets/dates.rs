//! Any text looked through for dates: in order, apart from each other, between characters.
#![no_main]

use newsreader::dates::{self, Hints};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for language in [None, Some("en"), Some("hr")] {
        let mut end = 0;
        for mention in dates::find(text, Hints { language }) {
            assert!(mention.range.start >= end && text.get(mention.range.clone()).is_some(), "{mention:?}");
            end = mention.range.end;
        }
        let _ = dates::read_in(text, language);
    }
});
