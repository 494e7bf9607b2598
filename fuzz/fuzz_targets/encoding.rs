//! Any bytes with a declared encoding, as a page.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: (u8, &[u8])| newsreader_fuzz::file::check_declared_encoding(input.0, input.1));
