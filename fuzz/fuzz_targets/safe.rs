//! Any text made safe to show.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| newsreader_fuzz::text::check_safe(text));
