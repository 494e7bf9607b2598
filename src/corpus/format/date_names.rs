//! Decides by the name of a field whether a date in it may be the date of the article.

use super::text_names::label_of;
use crate::dates::{self, WrittenDate};

/// Parts of the names of dates that are not dates of publication.
const OF_OTHER_DATES: [&str; 51] = [
    "crawl",
    "fetch",
    "scrap",
    "saved",
    "added",
    "modif",
    "updat",
    "access",
    "download",
    "retriev",
    "index",
    "expir",
    "birth",
    "edited",
    "changed",
    "archiv",
    "captur",
    "visit",
    "import",
    "export",
    "sync",
    "check",
    "process",
    "ingest",
    "snapshot",
    "event",
    "start",
    "end",
    "deadline",
    "valid",
    "until",
    "died",
    "death",
    "joined",
    "regist",
    "deleted",
    "removed",
    "viewed",
    "opened",
    "finished",
    "starred",
    "bookmark",
    "generated",
    "cached",
    "build",
    "schedul",
    "file",
    "last",
    "seen",
    "receiv",
    "insert",
];

/// Parts of the names of dates on which a program did its work or an article was saved. Such dates are not facts of the
/// article.
const OF_PROGRAMS: [&str; 21] = [
    "crawl",
    "fetch",
    "scrap",
    "retriev",
    "index",
    "sync",
    "import",
    "export",
    "process",
    "ingest",
    "snapshot",
    "generated",
    "cached",
    "build",
    "insert",
    "file",
    "download",
    "saved",
    "added",
    "captur",
    "archiv",
];

/// True if a name says that its date is not that of publication.
pub(super) fn is_of_other_date(name: &str) -> bool {
    has_part(name, &OF_OTHER_DATES)
}

/// True if a name says that its date is that on which an entry of a list was created. In tables, such an entry is that
/// of a saved page. In other records it may be the article.
pub(super) fn is_of_creation(name: &str) -> bool {
    const OF_CREATION: [&str; 5] = ["creation", "création", "creación", "erstell", "angelegt"];
    has_part(name, &OF_CREATION)
}

/// True if a text is only a date, its field has a name for the user, and it is not the date of a program's own work.
pub(super) fn is_date_to_show(name: &str, text: &str) -> bool {
    may_be_date(text) && !has_part(name, &OF_PROGRAMS) && label_of(name).is_some() && is_date(text)
}

/// True if the length and the digits of a text fit a date. Bare numbers do not.
pub(super) fn may_be_date(text: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 8..=48;
    const FEWEST_DIGITS: usize = 3;
    let text = text.trim();
    let bytes = text.as_bytes();
    if !LENGTHS.contains(&bytes.len()) || bytes.iter().filter(|byte| byte.is_ascii_digit()).count() < FEWEST_DIGITS {
        return false;
    }
    // Keys and checksums have none of the signs that separate the parts of a date.
    if text.is_ascii() && !bytes.iter().any(|byte| b" /-.,:".contains(byte)) {
        return false;
    }
    // `2016-03-15` and `15.03.2016` are dates; fractions and telephone numbers are not.
    let is_number = bytes.iter().all(|byte| byte.is_ascii_digit() || b".,-+ ".contains(byte));
    let is_day = || matches!(bytes.len(), 8 | 10) && [4, 2].iter().any(|at| matches!(bytes[*at], b'-' | b'.'));
    !is_number || is_day()
}

fn is_date(text: &str) -> bool {
    match dates::read(text) {
        WrittenDate::Date(date) => date.is_a_day(),
        WrittenDate::Ambiguous(..) => true,
        WrittenDate::Impossible | WrittenDate::Unreadable => false,
    }
}

fn has_part(name: &str, parts: &[&str]) -> bool {
    let lower = name.to_lowercase();
    parts.iter().any(|part| lower.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_creation() {
        for (name, expected) in
            [("Creation date", true), ("Erstellt am", true), ("Date de création", true), ("When", false)]
        {
            assert_eq!(is_of_creation(name), expected, "{name}");
        }
    }

    #[test]
    fn dates_that_are_shown() {
        for (name, text, expected) in [
            ("event_date", "2025-01-01", true),
            ("edition", "15 March 2016", true),
            ("Notes", "02/03/2016", true),
            ("Redaktionsschluss", "15.03.2016", true),
            ("crawl_ts", "2024-02-02T10:00:00Z", false),
            ("", "2025-01-01", false),
            ("size", "10.2345678", false),
            ("count", "20160315", false),
            ("place", "Pier 1, Halden", false),
        ] {
            assert_eq!(is_date_to_show(name, text), expected, "{name}: {text}");
        }
    }
}
