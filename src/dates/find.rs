//! Finds every date in running text.

use super::{Hints, Mention, Mentioned, WrittenDate, iso_length, read_in};

/// Every date in running text, in order; none overlaps another.
pub fn find(text: &str, hints: Hints<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let start = text.len() - rest.len() + at;
        rest = &rest[at..];
        let length = iso_length(rest).unwrap_or(0);
        let what = match read_in(&rest[..length], hints.language) {
            WrittenDate::Date(date) => Some(Mentioned::Date(date)),
            WrittenDate::Impossible => Some(Mentioned::Impossible),
            WrittenDate::Ambiguous(..) | WrittenDate::Unreadable => None,
        };
        mentions.extend(what.map(|what| Mention { range: start..start + length, what, label: None }));
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest = &rest[length.max(n_digits)..];
    }
    mentions
}
