//! Any bytes as the file `a.jsonl`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsreader_fuzz::file::check_file("a.jsonl", bytes));
