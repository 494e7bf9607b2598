//! Decides which names before a colon are meant as a field although they are not one, and suggests the right field.
//!
//! `NAME:VALUE` is meant as a field if NAME is two or more ASCII letters and VALUE follows directly. Everything else
//! with a colon is text:
//!
//! | text | reason |
//! |---|---|
//! | `1:24`, `10:30`, `3:1` | no letters before the colon: a time or a ratio |
//! | `covid-19:x`, `St.Gallen:x`, `Łódź:x` | a character before the colon that is not an ASCII letter |
//! | `Kingdom: Come`, `note:` | a space or nothing follows |
//! | `https://t.co/abc`, `file:///home` | `//` follows: an address, even if the name is a field |
//! | `mailto:desk@wire.example`, `localhost:8080` | the name is a scheme without `//`, or a host |
//! | `C:\news`, `C:/news` | one letter: a drive |
//! | `backup:/home/news` | `/` or `\` follows, and the name is neither a field of another program nor a typo |

use jiff::civil::Date;

use super::{ends_word, is_quote};
use crate::query::day_span;
use crate::query::field;

/// The names that begin an address without `//`.
const ADDRESSES: &[&str] = &["mailto", "tel", "sms", "urn", "doi", "geo", "magnet", "localhost"];

/// The counterpart in this language of a field of another program.
#[derive(Clone, Copy, Debug)]
enum Instead {
    /// A field, and the kind of text that it finds.
    Field(&'static str, &'static str),
    /// A range of dates up to the value.
    DatesUpTo,
    /// A range of dates from the value onwards.
    DatesFrom,
    /// An outlet or an address.
    SourceOrLink,
    /// No counterpart: such a field does not exist yet.
    NotYet(&'static str),
}

/// The fields of other programs, in lower case.
const OTHER_PROGRAMS: &[(&[&str], Instead)] = &[
    (&["person", "people", "name", "names", "entity"], Instead::Field("who", "people, organisations and places")),
    (&["from", "by", "byline", "writer", "creator"], Instead::Field("author", "authors")),
    (&["before", "until", "till"], Instead::DatesUpTo),
    (&["after", "since"], Instead::DatesFrom),
    (&["site", "domain", "url", "host", "website", "outlet", "publisher", "feed"], Instead::SourceOrLink),
    (&["intitle", "subject", "headline"], Instead::Field("title", "titles")),
    (&["intext", "inbody", "text", "content"], Instead::Field("body", "the text")),
    (&["inurl", "href"], Instead::Field("link", "addresses")),
    (&["year", "on", "published"], Instead::Field("date", "dates")),
    (&["filename", "folder", "dir"], Instead::Field("path", "paths")),
    (&["language"], Instead::Field("lang", "languages")),
    (&["tag", "tags", "label", "labels", "keyword", "keywords", "category", "hashtag"], Instead::NotYet("tags")),
    (&["note", "notes", "annotation"], Instead::NotYet("notes")),
];

/// The explanation of an unknown field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Explanation {
    pub message: String,
    /// The text to write in place of the name and its value.
    pub suggestion: Option<String>,
}

/// True if `name`, which is not the name of a field, is meant as one. `after` is the text after its colon.
pub(super) fn is_meant(name: &str, after: &str) -> bool {
    let is_name = name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let value = &after[..after.find(ends_word).unwrap_or(after.len())];
    let has_value = value.contains(char::is_alphanumeric) && !value.starts_with(',');
    if !is_name || !(has_value || after.starts_with(|next: char| is_quote(next) || next == '(')) {
        return false;
    }
    if after.starts_with(['/', '\\']) {
        return instead_of(name).is_some() || field::nearest(name).is_some();
    }
    !ADDRESSES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Explains an unknown field. `value` is empty if parentheses follow.
pub(super) fn explain(name: &str, value: &str, today: Date) -> Explanation {
    let explanation = |what: String, right: String| Explanation {
        message: format!("No field {name}; {what}"),
        suggestion: (!value.is_empty()).then_some(right),
    };
    let of_field = |field: &str, finds: &str| {
        let right = format!("{field}:{value}");
        explanation(format!("{right} finds {finds}"), right)
    };
    match instead_of(name) {
        Some(Instead::Field(field, finds)) => of_field(field, finds),
        Some(Instead::DatesUpTo) => {
            let day = date_of(value, today);
            let right = format!("date:..{day}");
            explanation(format!("{right} finds dates up to the end of {day}"), right)
        }
        Some(Instead::DatesFrom) => {
            let day = date_of(value, today);
            let right = format!("date:{day}..");
            explanation(format!("{right} finds dates from the start of {day} on"), right)
        }
        Some(Instead::SourceOrLink) => {
            let right = format!("source:{value}");
            explanation(format!("{right} finds outlets, link:{value} addresses"), right)
        }
        Some(Instead::NotYet(things)) => {
            Explanation { message: format!("No field {name}; there are no {things} yet"), suggestion: None }
        }
        None => {
            if let Some(nearest) = field::nearest(name) {
                let suggestion = Some(format!("{nearest}:{value}"));
                return Explanation { message: format!("No field {name}"), suggestion };
            }
            let quoted = format!("\"{name}:{}\"", value.replace(is_quote, ""));
            explanation(format!("as text it is written {quoted}"), quoted)
        }
    }
}

fn instead_of(name: &str) -> Option<Instead> {
    let is_it = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    OTHER_PROGRAMS.iter().find(|(names, _)| is_it(names)).map(|(_, instead)| *instead)
}

/// Returns the value as a date of this language, or an example of one.
fn date_of(value: &str, today: Date) -> String {
    let date = value.replace(is_quote, "").replace('/', "-").to_ascii_lowercase();
    if day_span::read(&date, today).is_ok() { date } else { "2022-03".to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_field_is_meant_by_letters_before_a_colon_and_a_value() {
        for text in [
            "person:may",
            "before:2022",
            "site:ledger.example",
            "site:/a",
            "sorce:/a/",
            "intitle:\"a b\"",
            "intitle:(a b)",
            "Kingdom:Come",
            "xy:1",
        ] {
            let (name, after) = text.split_once(':').expect("a colon");
            assert!(is_meant(name, after), "{text}");
        }
        for text in [
            "1:24",
            "a:b",
            "C:\\news",
            "backup:/home",
            "https:/",
            "mailto:desk@wire.example",
            "LOCALHOST:8080",
            "covid-19:x",
            "Łódź:x",
            "note:",
            "Kingdom: Come",
            "lol:-)",
            "a_b:c",
            ":x",
        ] {
            let (name, after) = text.split_once(':').expect("a colon");
            assert!(!is_meant(name, after), "{text}");
        }
    }

    #[test]
    fn an_unknown_field_is_explained_by_the_right_one() {
        let check = |name: &str, value: &str, message: &str, suggestion: Option<&str>| {
            let found = explain(name, value, date(2022, 3, 16));
            assert_eq!((found.message.as_str(), found.suggestion.as_deref()), (message, suggestion));
        };
        check("person", "may", "No field person; who:may finds people, organisations and places", Some("who:may"));
        check("From", "lind", "No field From; author:lind finds authors", Some("author:lind"));
        check(
            "before",
            "2022/03/01",
            "No field before; date:..2022-03-01 finds dates up to the end of 2022-03-01",
            Some("date:..2022-03-01"),
        );
        check(
            "since",
            "easter",
            "No field since; date:2022-03.. finds dates from the start of 2022-03 on",
            Some("date:2022-03.."),
        );
        check("site", "cnn", "No field site; source:cnn finds outlets, link:cnn addresses", Some("source:cnn"));
        check("intitle", "", "No field intitle; title: finds titles", None);
        check("tag", "bridge", "No field tag; there are no tags yet", None);
        check("note", "ferry", "No field note; there are no notes yet", None);
        check("sorce", "cnn,ksl", "No field sorce", Some("source:cnn,ksl"));
        check(
            "Kingdom",
            "“Come”",
            "No field Kingdom; as text it is written \"Kingdom:Come\"",
            Some("\"Kingdom:Come\""),
        );
    }
}
