//! Any text looked through for dates.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| newsreader_fuzz::text::check_dates(text));
