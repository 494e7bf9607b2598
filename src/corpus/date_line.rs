//! Reads lines that have only a date, also if a program has put spaces around their punctuation.

use std::borrow::Cow;

use crate::dates::{self, WrittenDate};

/// The longest line that is checked, in bytes.
const LONGEST: usize = 90;

/// True if `line` has only a date, with the usual words and signs around it.
pub fn is_alone(line: &str) -> bool {
    line.len() <= LONGEST && line.bytes().any(|byte| byte.is_ascii_digit()) && dates::is_alone(&joined(line))
}

/// Returns the date of such a line.
pub fn read(line: &str, language: Option<&str>) -> WrittenDate {
    dates::read_in(&joined(line), language)
}

/// Removes the spaces around punctuation: `05 / 02 / 07, 9: 00 PM PDT |` becomes `05/02/07, 9:00 PM PDT`.
fn joined(line: &str) -> Cow<'_, str> {
    let line = line.trim_matches(['|', '•', '·', ' ', '\t']);
    if !line.contains([':', '/', '@', '|', '.']) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '@' | '|' => out.push(' '),
            ' ' if matches!(chars.peek(), Some('/')) && out.ends_with(|c: char| c.is_ascii_digit()) => {}
            ' ' if out.ends_with('/') => {}
            ' ' if ends_with_hour(&out) && chars.peek().is_some_and(char::is_ascii_digit) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// True if `text` ends like `… 9:`.
fn ends_with_hour(text: &str) -> bool {
    text.strip_suffix(':').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_with_spaces_between() {
        for (line, expected) in [
            ("POSTED: 05 / 02 / 07, 9: 00 PM PDT |", "POSTED: 05/02/07, 9:00 PM PDT"),
            ("9 / 10 / 2010 @ 1: 19PM", "9/10/2010   1:19PM"),
            ("March 9, 2022 | 5:03 pm", "March 9, 2022   5:03 pm"),
            ("Published: March 9", "Published: March 9"),
        ] {
            assert_eq!(joined(line), expected);
        }
        assert!(is_alone("11 / 09 / 2010") && is_alone("March 9, 2022 | 5: 03pm"));
        assert!(!is_alone("He left on March 9, 2022, and never came back to the harbour") && !is_alone("March"));
    }
}
