//! Any bytes with a declared encoding: decoded, and all that must hold of a page holds.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: (u8, &[u8])| {
    const LABELS: [&str; 12] = [
        "utf-8", "windows-1251", "koi8-r", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5", "euc-kr", "utf-16le",
        "macintosh", "no-such-thing",
    ];
    let (number, bytes) = input;
    let label = LABELS[usize::from(number) % LABELS.len()];
    let mut page = format!("<html><head><meta charset=\"{label}\"><title>T</title></head><body><p>").into_bytes();
    page.extend_from_slice(bytes);
    newsreader_fuzz::check_file("a.html", &page);
});
