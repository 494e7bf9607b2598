//! Reads header lines above a text, such as `Title: …` and `Date: …`, in plain texts and in files of Pelican and
//! MultiMarkdown.

use std::borrow::Cow;

use super::fields::{Holds, named_alike};
use super::front_matter::clip::address;
use super::tags::push_tags;
use crate::corpus::{Field, Metadata, byline, date_line, outlets};
use crate::dates::WrittenDate;

/// Names of header lines in lower case, and the kinds of their values. Header lines may also have the names of fields
/// of other formats.
const HEADERS: [(&str, Holds); 20] = [
    ("subject", Holds::Title),
    ("from", Holds::Source),
    ("site", Holds::Source),
    ("outlet", Holds::Source),
    ("by", Holds::Authors),
    ("byline", Holds::Authors),
    ("sent", Holds::Date),
    ("gesendet", Holds::Date),
    ("envoyé", Holds::Date),
    ("enviado", Holds::Date),
    ("published time", Holds::Date),
    ("pubdate", Holds::Date),
    ("uri", Holds::Link),
    ("href", Holds::Link),
    ("requested url", Holds::Link),
    ("original url", Holds::Link),
    ("source url", Holds::Link),
    ("url source", Holds::Link),
    ("address", Holds::Link),
    ("lang", Holds::Language),
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
    let mut known: Vec<(Holds, &str, Cow<'text, str>)> = Vec::new();
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
            Holds::Title => &mut metadata.title,
            Holds::Date => &mut metadata.date,
            Holds::Source if is_message && name.eq_ignore_ascii_case("from") => {
                metadata.authors.push(field());
                continue;
            }
            Holds::Source if address(value).is_none() => &mut metadata.source,
            Holds::Source | Holds::Link => {
                let link = address(value).map_or(value, |(_, address)| address);
                metadata.link.get_or_insert_with(|| link.to_owned());
                continue;
            }
            Holds::Language => &mut metadata.language,
            Holds::Authors => {
                metadata.authors.push(field());
                continue;
            }
            Holds::Tags => {
                push_tags(value, &format!("the header line {name}").into(), &mut metadata.tags);
                continue;
            }
            Holds::Text | Holds::Articles | Holds::Nested => continue,
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
fn fits(holds: Holds, name: &str, value: &str) -> bool {
    let opens_sentences = matches!(name.to_lowercase().as_str(), "from" | "by" | "site" | "link" | "paper" | "address");
    match holds {
        Holds::Date => !matches!(date_line::read(value, None), WrittenDate::Unreadable),
        Holds::Source if opens_sentences => outlets::is_outlet(value) || address(value).is_some(),
        Holds::Authors if opens_sentences => byline::names_alone(value).is_some(),
        Holds::Link => address(value).is_some(),
        Holds::Title | Holds::Source | Holds::Authors | Holds::Language | Holds::Tags => true,
        Holds::Text | Holds::Articles | Holds::Nested => false,
    }
}

/// Returns the kind of the header line of that name; `None` if it is no field of an article.
fn holds(name: &str) -> Option<Holds> {
    let lower = name.to_lowercase().replace('_', " ");
    let own = HEADERS.iter().find(|(known, _)| *known == lower).map(|(_, holds)| *holds);
    own.or_else(|| named_alike(name).map(|name| name.holds)).filter(|holds| {
        matches!(
            holds,
            Holds::Title | Holds::Date | Holds::Source | Holds::Authors | Holds::Link | Holds::Language | Holds::Tags
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_header_lines() {
        for (name, expected) in [
            ("Title", Holds::Title),
            ("Headline", Holds::Title),
            ("Titel", Holds::Title),
            ("Date", Holds::Date),
            ("Published", Holds::Date),
            ("Publication date", Holds::Date),
            ("Source", Holds::Source),
            ("Publisher", Holds::Source),
            ("Publication", Holds::Source),
            ("Author", Holds::Authors),
            ("Authors", Holds::Authors),
            ("URL", Holds::Link),
            ("Link", Holds::Link),
            ("Original_URL", Holds::Link),
            ("Language", Holds::Language),
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
