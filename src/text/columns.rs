//! Measures and cuts text in terminal columns, never in bytes or characters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the number of columns that `text` takes.
pub fn width(text: &str) -> usize {
    if is_printable_ascii(text) { text.len() } else { text.width() }
}

/// True if every character of `text` is an ASCII character that takes one column.
pub fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Returns `text` cut to at most `columns`, with `…` in the last column if something was cut off.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let (head, _) = split(text, columns - 1);
    format!("{}…", head.trim_end())
}

/// Returns `text` cut at its start to at most `columns`, with `…` in the first column if something was cut off. For
/// paths.
pub fn cut_start(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let mut start = text.len();
    let mut taken = 1;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        taken += width(grapheme);
        if taken > columns {
            break;
        }
        start = at;
    }
    format!("…{}", &text[start..])
}

/// Returns the longest beginning of `text` that fits into `columns`, and the rest.
pub fn split(text: &str, columns: usize) -> (&str, &str) {
    if is_printable_ascii(text) {
        return text.split_at(columns.min(text.len()));
    }
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = width(grapheme);
        if taken + wide > columns {
            return text.split_at(at);
        }
        taken += wide;
    }
    (text, "")
}

/// Returns `text` padded with spaces to `columns`, or cut to them.
pub fn fit(text: &str, columns: usize) -> String {
    let mut fitted = cut(text, columns);
    let missing = columns.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cutting() {
        assert_eq!(cut("harbour", 7), "harbour");
        assert_eq!(cut("harbour wall", 8), "harbour…");
        assert_eq!(cut("港口城市", 5), "港口…");
        assert_eq!(cut_start("a/long/path.txt", 9), "…path.txt");
        assert_eq!(fit("ab", 4), "ab  ");
    }

    proptest! {
        #[test]
        fn never_wider_than_asked(text in "\\PC*", columns in 0_usize..40) {
            prop_assert!(width(&cut(&text, columns)) <= columns);
            prop_assert!(width(&cut_start(&text, columns)) <= columns);
        }
    }
}
