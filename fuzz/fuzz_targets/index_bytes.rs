//! Any bytes as what the index keeps.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsreader_fuzz::index_bytes::check_index_bytes(bytes));
