//! Any text as a filter.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| newsreader_fuzz::text::check_filter(text));
