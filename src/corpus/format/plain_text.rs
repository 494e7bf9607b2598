//! Plain text: a date glued to the text or on the first line, header lines, and else nothing at all.

use super::front_matter::clip::address;
use super::text_blocks::push_lines;
use super::{Draft, markup_fields, story};
use crate::article::BodyBuilder;

use crate::corpus::{Field, Metadata};
use crate::dates::{self, WrittenDate};

/// What a header line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Header {
    Title,
    Date,
    Source,
    Author,
    Link,
    Language,
}

/// The names of header lines, in lower case, and the name that stands in "the header line …".
const HEADERS: [(&str, Header, &str); 30] = [
    ("title", Header::Title, "the header line Title"),
    ("headline", Header::Title, "the header line Headline"),
    ("subject", Header::Title, "the header line Subject"),
    ("date", Header::Date, "the header line Date"),
    ("published", Header::Date, "the header line Published"),
    ("published time", Header::Date, "the header line Published Time"),
    ("publication date", Header::Date, "the header line Publication date"),
    ("pubdate", Header::Date, "the header line Pubdate"),
    ("source", Header::Source, "the header line Source"),
    ("from", Header::Source, "the header line From"),
    ("site", Header::Source, "the header line Site"),
    ("publisher", Header::Source, "the header line Publisher"),
    ("publication", Header::Source, "the header line Publication"),
    ("outlet", Header::Source, "the header line Outlet"),
    ("author", Header::Author, "the header line Author"),
    ("authors", Header::Author, "the header line Authors"),
    ("by", Header::Author, "the header line By"),
    ("byline", Header::Author, "the header line Byline"),
    ("url", Header::Link, "the header line URL"),
    ("link", Header::Link, "the header line Link"),
    ("original url", Header::Link, "the header line Original URL"),
    ("original_url", Header::Link, "the header line Original URL"),
    ("source url", Header::Link, "the header line Source URL"),
    ("url source", Header::Link, "the header line URL Source"),
    ("uri", Header::Link, "the header line URI"),
    ("href", Header::Link, "the header line Href"),
    ("requested_url", Header::Link, "the header line Requested URL"),
    ("address", Header::Link, "the header line Address"),
    ("lang", Header::Language, "the header line Lang"),
    ("language", Header::Language, "the header line Language"),
];

/// Reads a text. It always succeeds: what is no header is text.
pub(super) fn read(text: &str) -> Draft {
    let mut metadata = Metadata::default();
    let rest = leading_date(text, &mut metadata)
        .or_else(|| date_line(text, &mut metadata))
        .or_else(|| reader_headers(text, &mut metadata))
        .or_else(|| headers(text, &mut metadata))
        .or_else(|| markup_fields::take(text, &mut metadata))
        .unwrap_or(text);
    let mut builder = BodyBuilder::with_capacity(rest.len());
    let n_lines_before = memchr::memchr_iter(b'\n', &text.as_bytes()[..text.len() - rest.len()]).count();
    let first_line = n_lines_before as u32 + 1;
    match story::split(rest) {
        Some((text, summary)) => story::push(text, summary, first_line, &mut builder),
        None => push_lines(rest, first_line, &mut builder),
    }
    Draft { metadata, body: builder.finish(), ..Draft::default() }
}

/// ` date 2022-03-11 Text …`: the text behind the date.
fn leading_date<'text>(text: &'text str, metadata: &mut Metadata) -> Option<&'text str> {
    let start = text.trim_start();
    let word = start.get(..4).filter(|word| word.eq_ignore_ascii_case("date"))?;
    let behind = &start[word.len()..];
    let written = behind.trim_start_matches([' ', '\t']);
    let length = dates::iso_length(written).filter(|_| behind.len() > written.len())?;
    let rest = &written[length..];
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    metadata.date = Some(Field::given(&written[..length], "the leading `date …`"));
    Some(rest)
}

/// A date alone on the first line, with or without a time: the text behind it.
fn date_line<'text>(text: &'text str, metadata: &mut Metadata) -> Option<&'text str> {
    const LONGEST: usize = 40;
    let start = text.trim_start();
    let (line, rest) = start.split_once('\n').unwrap_or((start, ""));
    let line = line.trim();
    if line.len() > LONGEST || rest.trim().is_empty() || !dates::is_alone(line) {
        return None;
    }
    if dates::iso_length(line).is_some() {
        metadata.date = Some(Field::given(line, "the first line"));
        return Some(rest);
    }
    // Written out it is printed there as in a paper, and it is a day or it is something else.
    match dates::read(line) {
        WrittenDate::Date(date) if date.is_a_day() && line.contains(char::is_alphabetic) => {
            metadata.date = Some(Field::found(line, "the first line"));
            Some(rest)
        }
        _ => None,
    }
}

/// Reads the header lines of services that make Markdown of a page, and returns the text behind them. Each is followed
/// by a blank line, and the last one, `Markdown Content:`, announces the text.
fn reader_headers<'text>(text: &'text str, metadata: &mut Metadata) -> Option<&'text str> {
    const LONGEST: usize = 4096;
    const LAST: &str = "\nMarkdown Content:";
    let start = text.trim_start();
    let head = &start[..start.floor_char_boundary(LONGEST)];
    let end = head.starts_with("Title:").then(|| head.find(LAST)).flatten()?;
    let lines: Vec<&str> = head[..end].lines().filter(|line| !line.trim().is_empty()).collect();
    headers(&lines.join("\n"), metadata)?;
    Some(&start[end + LAST.len()..])
}

/// Header lines up to a blank line: the text behind them.
///
/// A name that is not known is let through only where at least two others are, so that a text that
/// opens with "Note: …" loses nothing.
fn headers<'text>(text: &'text str, metadata: &mut Metadata) -> Option<&'text str> {
    const LONGEST_NAME: usize = 24;
    let start = text.trim_start();
    let mut rest = start;
    let mut known = Vec::new();
    let mut n_unknown = 0;
    loop {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        if line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        let name = name.trim().to_lowercase();
        let value = value.trim();
        match HEADERS.iter().find(|(known, ..)| *known == name) {
            Some((_, header, because)) => known.push((*header, *because, value)),
            None if name.len() <= LONGEST_NAME && !value.starts_with("//") => n_unknown += 1,
            None => return None,
        }
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    if known.is_empty() || (n_unknown > 0 && known.len() < 2) {
        return None;
    }
    for (header, because, value) in known.into_iter().filter(|(.., value)| !value.is_empty()) {
        // An address is the place of the page, and no outlet's name.
        let header = if header == Header::Source && address(value).is_some() { Header::Link } else { header };
        let place = match header {
            Header::Title => &mut metadata.title,
            Header::Date => &mut metadata.date,
            Header::Source => &mut metadata.source,
            Header::Language => &mut metadata.language,
            Header::Author => {
                metadata.authors.push(Field::given(value, because));
                continue;
            }
            Header::Link => {
                let link = address(value).map_or(value, |(_, address)| address);
                metadata.link.get_or_insert_with(|| link.to_owned());
                continue;
            }
        };
        place.get_or_insert_with(|| Field::given(value, because));
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The date, the title by a header, and the text.
    fn check(text: &str, date: Option<&str>, title: Option<&str>, body: &str) {
        let draft = read(text);
        assert_eq!(draft.metadata.date.map(|field| field.text).as_deref(), date, "{text:?}");
        assert_eq!(draft.metadata.title.map(|field| field.text).as_deref(), title, "{text:?}");
        assert_eq!(draft.body.plain().to_string(), body, "{text:?}");
    }

    #[test]
    fn dates_and_headers() {
        check(" date 2022-03-11 Eleven yachts broke loose.", Some("2022-03-11"), None, "Eleven yachts broke loose.");
        check("date 2022-03-11\n\nText", Some("2022-03-11"), None, "Text");
        check("Date palms grow", None, None, "Date palms grow");
        check("date 2022-03-111 x", None, None, "date 2022-03-111 x");
        check("2021-08-11\nBoil-water notice\n\nText", Some("2021-08-11"), None, "Boil-water notice\n\nText");
        check("2021-08-11T10:00:00Z\n\nText", Some("2021-08-11T10:00:00Z"), None, "Text");
        check("April 27, 2009\n\nText", Some("April 27, 2009"), None, "Text");
        check("2021-08-11 was a day", None, None, "2021-08-11 was a day");
        check("Title: Tolls\r\nDATE: 2022-01-02\r\n\r\nText", Some("2022-01-02"), Some("Tolls"), "Text");
        check("Title: Tolls\nDesk: City\nDate: 2022\n\nText", Some("2022"), Some("Tolls"), "Text");
        let draft = read("Titel: x\nTitle: Digue\nSource: https://quai.example/digue\n\nTexte");
        assert_eq!((draft.metadata.source, draft.metadata.link.as_deref()), (None, Some("https://quai.example/digue")));
        check(
            "Title: Digue\n\nURL Source: https://quai.example/digue\n\nPublished Time: 2022-03-08\n\nMarkdown Content:\nTexte",
            Some("2022-03-08"),
            Some("Digue"),
            "Texte",
        );
        check("Note: the ferry\n\nText", None, None, "Note: the ferry\n\nText");
        check("Title: Tolls\nThen text goes on", None, None, "Title: Tolls\nThen text goes on");
    }
}
