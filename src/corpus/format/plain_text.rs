//! Plain text: a date glued to the text or on the first line, header lines, and else nothing at all.

use super::fields::{Holds, named_alike};
use super::front_matter::clip::address;
use super::text_blocks::push_lines;
use super::{Draft, markup_fields, story};
use crate::article::{Aside, BlockKind, BodyBuilder};
use crate::corpus::{Field, Metadata, dated_line};
use crate::dates::{self, WrittenDate};

/// Names of header lines, in lower case, and what such a line gives. Lines have the names of the fields of other files
/// as well.
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

/// Reads a text. It always succeeds: what is no header is text.
pub(super) fn read(text: &str) -> Draft {
    let mut metadata = Metadata::default();
    let mut others = Vec::new();
    let rest = leading_date(text, &mut metadata)
        .or_else(|| date_line(text, &mut metadata))
        .or_else(|| reader_headers(text, &mut metadata, &mut others))
        .or_else(|| headers(text, &mut metadata, &mut others))
        .or_else(|| markup_fields::take(text, &mut metadata))
        .unwrap_or(text);
    let mut builder = BodyBuilder::with_capacity(rest.len());
    let n_lines_before = memchr::memchr_iter(b'\n', &text.as_bytes()[..text.len() - rest.len()]).count();
    let first_line = n_lines_before as u32 + 1;
    match story::split(rest) {
        Some((text, summary)) => story::push(text, summary, first_line, &mut builder),
        None => push_lines(rest, first_line, &mut builder),
    }
    for line in others {
        builder.push(&line);
        builder.end_aside(BlockKind::Paragraph, false, Aside::Page);
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
        WrittenDate::Date(date)
            if date.is_a_day() && line.contains(char::is_alphabetic) && !dated_line::has_temperature(line) =>
        {
            metadata.date = Some(Field::found(line, "the first line"));
            Some(rest)
        }
        _ => None,
    }
}

/// Reads the header lines of services that make Markdown of a page, and returns the text behind them. Each is followed
/// by a blank line, and the last one, `Markdown Content:`, announces the text.
fn reader_headers<'text>(text: &'text str, metadata: &mut Metadata, others: &mut Vec<String>) -> Option<&'text str> {
    const LONGEST: usize = 4096;
    const LAST: &str = "\nMarkdown Content:";
    let start = text.trim_start();
    let head = &start[..start.floor_char_boundary(LONGEST)];
    let end = head.starts_with("Title:").then(|| head.find(LAST)).flatten()?;
    let lines: Vec<&str> = head[..end].lines().filter(|line| !line.trim().is_empty()).collect();
    headers(&lines.join("\n"), metadata, others)?;
    Some(&start[end + LAST.len()..])
}

/// Header lines up to a blank line: the text behind them. Those that give no field of the article are put into
/// `others`.
///
/// A name that is not known is let through only where at least two others are, so that a text that
/// opens with "Note: …" loses nothing.
fn headers<'text>(text: &'text str, metadata: &mut Metadata, others: &mut Vec<String>) -> Option<&'text str> {
    const LONGEST_NAME: usize = 24;
    let start = text.trim_start();
    let mut rest = start;
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    loop {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        if line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        let name = name.trim();
        let value = value.trim();
        match holds(name) {
            Some(holds) => known.push((holds, name, value)),
            None if name.len() <= LONGEST_NAME && !value.starts_with("//") => unknown.push((name, value)),
            None => return None,
        }
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    if known.is_empty() || (!unknown.is_empty() && known.len() < 2) {
        return None;
    }
    // Above a message that a program of mail printed, the sender is a person.
    let is_message = unknown.iter().any(|(name, _)| matches!(name.to_lowercase().as_str(), "to" | "an" | "à" | "cc"));
    for (holds, name, value) in known.into_iter().filter(|(.., value)| !value.is_empty()) {
        let field = || Field::given(value, format!("the header line {name}"));
        // An address is the place of the page, and no outlet's name.
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
            Holds::Text | Holds::Tags | Holds::Articles | Holds::Nested => continue,
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

/// Returns what the header line of that name gives; `None` if it is no field of an article.
fn holds(name: &str) -> Option<Holds> {
    let lower = name.to_lowercase().replace('_', " ");
    let own = HEADERS.iter().find(|(known, _)| *known == lower).map(|(_, holds)| *holds);
    own.or_else(|| named_alike(name).map(|name| name.holds)).filter(|holds| {
        matches!(holds, Holds::Title | Holds::Date | Holds::Source | Holds::Authors | Holds::Link | Holds::Language)
    })
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
        let draft = read(
            "Headline: Tug sinks\nPaper: Harbour Wire\nReporter: Nell Harbury\nDate: 2022-03-08\nRemark: read twice\n\nText",
        );
        let field = |field: &Option<Field>| field.as_ref().map(|field| (field.text.clone(), field.because.to_string()));
        assert_eq!(
            field(&draft.metadata.source),
            Some(("Harbour Wire".to_owned(), "the header line Paper".to_owned()))
        );
        assert_eq!(draft.metadata.authors[0].text, "Nell Harbury");
        assert_eq!((draft.body.plain().to_string().as_str(), &*draft.body.page), ("Text", "Remark: read twice\n"));
        let draft = read("From: Nell Harbury\nSent: 8 March 2022 10:05\nTo: Desk\nSubject: Tug\n\nText");
        assert_eq!((draft.metadata.authors[0].text.as_str(), &*draft.body.page), ("Nell Harbury", "To: Desk\n"));
        assert_eq!(field(&draft.metadata.date).map(|date| date.0).as_deref(), Some("8 March 2022 10:05"));
        check("Note: the ferry\n\nText", None, None, "Note: the ferry\n\nText");
        check("Title: Tolls\nThen text goes on", None, None, "Title: Tolls\nThen text goes on");
    }
}
