//! Any text made safe to show: nothing unsafe is left of it, and what is safe is left as it is.
#![no_main]

use newsreader::text::safe::{is_unsafe, safe, safe_line};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (made_safe, _) = safe(text);
    assert!(!made_safe.chars().any(is_unsafe));
    let (again, replaced) = safe(&made_safe);
    assert_eq!((again.as_str(), replaced.n_controls, replaced.n_bidi), (made_safe.as_str(), 0, 0));
    assert!(!safe_line(text).contains(['\n', '\t']));
});
