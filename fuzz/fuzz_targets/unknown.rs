//! Any bytes as a file whose name says nothing: all formats by their content, packed files among them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsreader_fuzz::file::check_file("a", bytes));
