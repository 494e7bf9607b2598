//! Finds the date of publication in the scripts of a page, under a name such as `publishedAt`.

use std::ops::Range;

use super::comparison_key::comparison_key;
use super::dates::{Order, day_of, readable};
use super::page::one_line;
use crate::corpus::Field;

/// The names of the date of publication in scripts, in lower case and without underscores.
///
/// `pubDate` is not among them: it is the name in feeds, and scripts show the entries of feeds as other articles.
const NAMES: [&str; 13] = [
    "datepublished",
    "publishedat",
    "publishdate",
    "publishtime",
    "publicationdate",
    "publisheddate",
    "firstpublished",
    "firstpublishedat",
    "datepublication",
    "publishedtime",
    "publishedon",
    "pubtime",
    "articlepublished",
];

/// Returns the date in the page's own scripts under one of [`NAMES`].
///
/// The dates `of_others`, which belong to other articles according to the page's data, are skipped. A bare day among
/// them may also be that of the page: its object then contains the `headline`.
pub(super) fn find(html: &str, order: Order, of_others: &[String], headline: &str) -> Option<Field> {
    const MOST_LOOKED_AT: usize = 20;
    let headline = comparison_key(headline);
    let mut found: Option<Field> = None;
    let mut n_found = 0;
    let mut looked_at = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), b"ub") {
        // A name may contain these letters twice.
        let name = name_at(html, at);
        if at < looked_at || !is_name_of_date(&html[name.clone()]) {
            continue;
        }
        looked_at = name.end;
        let of_field = || value_of_field(html, name.end).filter(|value| readable(value, order).is_some());
        let of_script = || value_for_element(html, name.start, order);
        let (value, place) = if let Some(value) = value_behind(html, name.end).or_else(of_script) {
            (value, "in a script of the page")
        } else if let Some(value) = of_field() {
            (value, "in a hidden field of the page")
        } else {
            continue;
        };
        if of_others.iter().any(|other| other == value) && !is_of_headline(html, &name, value, &headline) {
            continue;
        }
        let Some(text) = readable(value, order) else {
            continue;
        };
        n_found += 1;
        match &found {
            None => {
                let name = crate::text::safe::safe_line(&html[name]);
                found = Some(Field::found(one_line(&text), format!("`{name}` {place}")));
            }
            // Scripts also hold the data of other articles. If there are several days, none of them is sure.
            Some(first) if day_of(&first.text) != day_of(&text) => {
                return found.map(|field| Field::inferred(field.text, field.because));
            }
            Some(_) if n_found > MOST_LOOKED_AT => break,
            Some(_) => {}
        }
    }
    found
}

fn is_name_of_date(name: &str) -> bool {
    let letters = || name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase());
    NAMES.iter().any(|known| letters().eq(known.bytes()))
}

/// Returns the range of the name around the byte `at`.
fn name_at(html: &str, at: usize) -> Range<usize> {
    const LONGEST_NAME: usize = 24;
    let bytes = html.as_bytes();
    let before = bytes[..at].iter().rev().take(LONGEST_NAME);
    let before = before.take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
    let behind = bytes[at..].iter().take(LONGEST_NAME);
    let behind = behind.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    at - before..at + behind
}

/// Returns the value after a name: `"publishedAt":"2022-03-09"`.
fn value_behind(html: &str, end: usize) -> Option<&str> {
    let rest = html[end..].trim_start_matches(['"', '\'', '\\', ' ']);
    let rest = rest.strip_prefix([':', '='])?.trim_start_matches(['"', '\'', '\\', ' ']);
    let value = &rest[..rest.floor_char_boundary(40)];
    Some(value.split(['"', '\'', '\\', ',', '}', '<']).next().unwrap_or("").trim())
}

/// Returns the value of a hidden field in a form: `<input type=hidden name=publishDate value="2022-03-09">`.
fn value_of_field(html: &str, end: usize) -> Option<&str> {
    const LONGEST_TAG: usize = 300;
    let before = &html[html.floor_char_boundary(end.saturating_sub(LONGEST_TAG))..end];
    let start = end - before.len() + before.rfind('<')?;
    let tag = &html[start..html.floor_char_boundary(start + LONGEST_TAG)];
    let tag = tag[..tag.find('>')?].trim_end_matches('/');
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(" value=").filter(|_| lower.starts_with("<input") && lower.contains("hidden"))?;
    let value = &tag[at + " value=".len()..];
    match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => value.split_whitespace().next(),
    }
}

/// Returns the value that a script writes into an element:
/// `s="2022-03-09"; show(s, document.getElementById("publish_time"))`.
fn value_for_element(html: &str, start: usize, order: Order) -> Option<&str> {
    const FARTHEST: usize = 120;
    let before = html[..start].strip_suffix(['"', '\''])?.strip_suffix("getElementById(")?;
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(FARTHEST))..];
    // Numbers may be the timestamps of other moments.
    let is_day = |value: &&str| value.contains('-') && readable(value, order).is_some();
    before.rsplit(['"', '\'']).find(is_day)
}

/// True if a value is a bare day and its object contains the headline. Otherwise it may be the day of another article.
///
/// Objects of JSON-LD are excluded: they have been read before, and say themselves what they are about.
fn is_of_headline(html: &str, name: &Range<usize>, value: &str, headline: &str) -> bool {
    const LENGTH_OF_DAY: usize = 10;
    let members = own_members(html, name.start);
    value.len() <= LENGTH_OF_DAY
        && !headline.is_empty()
        && !members.contains("@type")
        && comparison_key(members).contains(headline)
}

/// Returns the members around the byte `at` of the object that it is in, without those of inner objects.
fn own_members(html: &str, at: usize) -> &str {
    const FARTHEST: usize = 4000;
    let bytes = html.as_bytes();
    // The nearest bracket before ends the members before, and the nearest bracket after ends those after.
    let is_bracket = |byte: &u8| matches!(byte, b'{' | b'}' | b'<' | b'>');
    let start = bytes[..at].iter().rev().take(FARTHEST).position(is_bracket).map_or(at, |before| at - before);
    let end = bytes[at..].iter().take(FARTHEST).position(is_bracket).map_or(at, |behind| at + behind);
    &html[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_scripts() {
        let others = ["2022-03-09".to_owned(), "2022-03-08T10:00:00Z".to_owned()];
        for (script, expected) in [
            (r#"{"publishedAt":"2022-03-07"}"#, "2022-03-07"),
            (r#"{"pub_time": "2022-03-07 19:02:26"}"#, "2022-03-07 19:02:26"),
            (r#"{"publishedAt":"2022-03-08T10:00:00Z","title":"School gets a roof"}"#, ""),
            (r#"{"publishedAt":"2022-03-09","title":"School gets a roof"}"#, ""),
            (r#"{"publishedAt":"2022-03-09"}"#, ""),
            (
                r#"{"title":"Tolls rise again","publishedAt":"2022-03-09","related":[{"title":"School gets a roof","publishedAt":"2022-03-09"}]}"#,
                "2022-03-09",
            ),
            (
                r#"{"related":[{"publishedAt":"2022-03-09","title":"School gets a roof"}],"publishedAt":"2022-03-09","title":"Tolls rise again"}"#,
                "2022-03-09",
            ),
            (r#"var n="1646841600",s="2022-03-09";e(n,s,document.getElementById("publish_time"))"#, ""),
            (r#"var n="1646841600",s="2022-03-07";e(n,s,document.getElementById("publish_time"))"#, "2022-03-07"),
            (r#"{"subdate":"2022-03-07","republish":"2022-03-06"}"#, ""),
        ] {
            let found = find(script, Order::DayFirst, &others, "Tolls rise again");
            assert_eq!(found.map(|field| field.text).unwrap_or_default(), expected, "{script}");
        }
    }

    #[test]
    fn names_of_dates() {
        for (html, expected) in [
            (r#"{"publishedAt":"2022-03-09T10:00:00Z"}"#, Some("2022-03-09T10:00:00Z")),
            (r#"{\"publish_date\": \"2022-03-09\"}"#, Some("2022-03-09")),
            ("var pubDate = '9 March 2022';", None),
            ("var publishDate = '9 March 2022';", Some("9 March 2022")),
            (r#"{"publisher":"2022-03-09"}"#, None),
            ("<input type=hidden name=publishDate value=2022-03-09>", Some("2022-03-09")),
            ("<input value='2022-03-09' id=publishDate type='hidden' />", Some("2022-03-09")),
            ("<input type=date name=publishDate value=2022-03-09>", None),
            ("<input type=hidden name=publishDate value=''><a value=2022-03-09>", None),
            ("the public", None),
        ] {
            assert_eq!(find(html, Order::DayFirst, &[], "").map(|field| field.text).as_deref(), expected, "{html}");
        }
    }
}
