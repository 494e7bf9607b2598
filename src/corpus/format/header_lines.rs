//! Reads header lines above a text, such as `Title: …` and `Date: …`, in plain texts and in files of Pelican and
//! MultiMarkdown.

use std::borrow::Cow;

use super::fields::{FieldKind, named_variant};
use super::front_matter::clip::address;
use super::tags::push_tags;
use crate::corpus::{Field, Metadata, byline, date_line, outlets};
use crate::dates::WrittenDate;

/// Names of header lines in lower case, and the kinds of their values. Header lines may also have the names of fields
/// of other formats.
const HEADERS: [(&str, FieldKind); 20] = [
    ("subject", FieldKind::Title),
    ("from", FieldKind::Source),
    ("site", FieldKind::Source),
    ("outlet", FieldKind::Source),
    ("by", FieldKind::Authors),
    ("byline", FieldKind::Authors),
    ("sent", FieldKind::Date),
    ("gesendet", FieldKind::Date),
    ("envoyé", FieldKind::Date),
    ("enviado", FieldKind::Date),
    ("published time", FieldKind::Date),
    ("pubdate", FieldKind::Date),
    ("uri", FieldKind::Link),
    ("href", FieldKind::Link),
    ("requested url", FieldKind::Link),
    ("original url", FieldKind::Link),
    ("source url", FieldKind::Link),
    ("url source", FieldKind::Link),
    ("address", FieldKind::Link),
    ("lang", FieldKind::Language),
];

/// Reads header lines up to a blank line, and returns the text after them. Lines that are no field of the article are
/// added to `others`.
///
/// Unknown names are allowed only if there are at least two known names. So a text that begins with "Note: …" loses
/// nothing. A single line must have a value of its kind: "From: the harbour, with love" is text.
pub(super) fn headers<'text>(
    text: &'text str,
    metadata: &mut Metadata,
    others: &mut Vec<String>,
) -> Option<&'text str> {
    const LONGEST_NAME: usize = 24;
    let start = text.trim_start();
    let mut rest = start;
    let mut known: Vec<(FieldKind, &str, Cow<'text, str>)> = Vec::new();
    let mut unknown: Vec<(&str, Cow<'text, str>)> = Vec::new();
    // True if the last line was added to `known`, false if it was added to `unknown`.
    let mut is_last_known = None;
    loop {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        if line.trim().is_empty() {
            break;
        }
        // An indented line continues the value above it.
        let above = match is_last_known.filter(|_| line.starts_with([' ', '\t'])) {
            Some(true) => known.last_mut().map(|(.., value)| value),
            Some(false) => unknown.last_mut().map(|(_, value)| value),
            None => None,
        };
        if let Some(value) = above {
            let value = value.to_mut();
            value.push(' ');
            value.push_str(line.trim());
        } else {
            let (name, value) = line.split_once(':')?;
            let name = name.trim();
            // Notes are written with `Title:: …`, and name other notes in double brackets.
            let value = value.trim_start_matches(':').trim();
            let value = value.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")).unwrap_or(value);
            let holds = holds(name);
            match holds {
                Some(holds) => known.push((holds, name, value.into())),
                None if name.len() <= LONGEST_NAME && !value.starts_with("//") => unknown.push((name, value.into())),
                None => return None,
            }
            is_last_known = Some(holds.is_some());
        }
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    if known.is_empty() || (!unknown.is_empty() && known.len() < 2) {
        return None;
    }
    if let [(holds, name, value)] = known.as_slice()
        && !fits(*holds, name, value)
    {
        return None;
    }
    // In a message that a mail program printed, the sender is a person.
    let is_message = unknown.iter().any(|(name, _)| matches!(name.to_lowercase().as_str(), "to" | "an" | "à" | "cc"));
    for (holds, name, value) in known.iter().filter(|(.., value)| !value.is_empty()) {
        let value: &str = value;
        let field = || Field::given(value, format!("the header line {name}"));
        // A source that is an address is the link of the page, and not the name of an outlet.
        let place = match holds {
            FieldKind::Title => &mut metadata.title,
            FieldKind::Date => &mut metadata.date,
            FieldKind::Source if is_message && name.eq_ignore_ascii_case("from") => {
                metadata.authors.push(field());
                continue;
            }
            FieldKind::Source if address(value).is_none() => &mut metadata.source,
            FieldKind::Source | FieldKind::Link => {
                let link = address(value).map_or(value, |(_, address)| address);
                metadata.link.get_or_insert_with(|| link.to_owned());
                continue;
            }
            FieldKind::Language => &mut metadata.language,
            FieldKind::Authors => {
                metadata.authors.push(field());
                continue;
            }
            FieldKind::Tags => {
                push_tags(value, &format!("the header line {name}").into(), &mut metadata.tags);
                continue;
            }
            FieldKind::Text | FieldKind::Articles | FieldKind::Nested => continue,
        };
        // A second date or source is kept as a line.
        if place.is_some() {
            others.push(format!("{name}: {value}"));
        } else {
            *place = Some(field());
        }
    }
    let unknown = unknown.into_iter().filter(|(_, value)| !value.is_empty());
    others.extend(unknown.map(|(name, value)| format!("{name}: {value}")));
    Some(rest)
}

/// True if a value fits the kind of its header line. Sentences may begin with names such as "From".
fn fits(holds: FieldKind, name: &str, value: &str) -> bool {
    let opens_sentences = matches!(name.to_lowercase().as_str(), "from" | "by" | "site" | "link" | "paper" | "address");
    match holds {
        FieldKind::Date => !matches!(date_line::read(value, None), WrittenDate::Unreadable),
        FieldKind::Source if opens_sentences => outlets::is_outlet(value) || address(value).is_some(),
        FieldKind::Authors if opens_sentences => byline::names_alone(value).is_some(),
        FieldKind::Link => address(value).is_some(),
        FieldKind::Title | FieldKind::Source | FieldKind::Authors | FieldKind::Language | FieldKind::Tags => true,
        FieldKind::Text | FieldKind::Articles | FieldKind::Nested => false,
    }
}

/// Returns the kind of the header line of that name; `None` if it is no field of an article.
fn holds(name: &str) -> Option<FieldKind> {
    let lower = name.to_lowercase().replace('_', " ");
    let own = HEADERS.iter().find(|(known, _)| *known == lower).map(|(_, holds)| *holds);
    own.or_else(|| named_variant(name).map(|name| name.holds)).filter(|holds| {
        matches!(
            holds,
            FieldKind::Title
                | FieldKind::Date
                | FieldKind::Source
                | FieldKind::Authors
                | FieldKind::Link
                | FieldKind::Language
                | FieldKind::Tags
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_header_lines() {
        for (name, expected) in [
            ("Title", FieldKind::Title),
            ("Headline", FieldKind::Title),
            ("Titel", FieldKind::Title),
            ("Date", FieldKind::Date),
            ("Published", FieldKind::Date),
            ("Publication date", FieldKind::Date),
            ("Source", FieldKind::Source),
            ("Publisher", FieldKind::Source),
            ("Publication", FieldKind::Source),
            ("Author", FieldKind::Authors),
            ("Authors", FieldKind::Authors),
            ("URL", FieldKind::Link),
            ("Link", FieldKind::Link),
            ("Original_URL", FieldKind::Link),
            ("Language", FieldKind::Language),
        ] {
            assert_eq!(holds(name), Some(expected), "{name}");
        }
        assert_eq!(holds("Remark"), None);
    }

    #[test]
    fn a_single_line_has_a_value_of_its_kind() {
        for (line, is_header) in [
            ("From: the harbour, with love", false),
            ("From: Halden Gazette", true),
            ("Source: https://news.example/ferry", true),
            ("By: candlelight", false),
            ("Author: nell22", true),
            ("Source: City Council", true),
            ("By: Nell Harbury", true),
            ("Date: a history of the fruit", false),
            ("Date: 9 March 2022", true),
            ("Title: Tolls rise", true),
        ] {
            let (mut metadata, mut others) = (Metadata::default(), Vec::new());
            let text = format!("{line}\n\nText");
            assert_eq!(headers(&text, &mut metadata, &mut others).is_some(), is_header, "{line}");
        }
    }

    #[test]
    fn tags_and_values_of_several_lines() {
        let text = "Title: Tolls\n  rise again\nTags: harbour, tolls\nSlug: tolls\n  two\n\nText";
        let (mut metadata, mut others) = (Metadata::default(), Vec::new());
        let rest = headers(text, &mut metadata, &mut others);
        let tags: Vec<&str> = metadata.tags.iter().map(|tag| tag.text.as_str()).collect();
        assert_eq!(rest.map(str::trim), Some("Text"));
        assert_eq!(metadata.title.map(|title| title.text).as_deref(), Some("Tolls rise again"));
        assert_eq!((tags, others), (vec!["harbour", "tolls"], vec!["Slug: tolls two".to_owned()]));
    }
}
