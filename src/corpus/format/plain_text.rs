//! Reads plain text: a date before the text or on the first line, header lines, and the text itself.

use super::header_lines::headers;
use super::text_blocks::push_lines;
use super::{Draft, markup_fields, own_link, story};
use crate::article::{BlockKind, BodyBuilder, Boilerplate};
use crate::corpus::{Field, Metadata, dated_line};
use crate::dates::{self, WrittenDate};

/// Reads a text. This always succeeds, because everything that is not a header is text.
pub(super) fn read(text: &str) -> Draft {
    let mut metadata = Metadata::default();
    let mut others = Vec::new();
    let (link, below) = own_link::on_first_line(text).map_or((None, text), |(link, below)| (Some(link), below));
    let rest = leading_date(below, &mut metadata)
        .or_else(|| date_line(below, &mut metadata))
        .or_else(|| reader_headers(below, &mut metadata, &mut others))
        .or_else(|| headers(below, &mut metadata, &mut others))
        .or_else(|| markup_fields::take(below, &mut metadata))
        .unwrap_or(below);
    match (link, &metadata.link) {
        // A header line has another address.
        (Some(link), Some(other)) if link != other => others.push(link.to_owned()),
        (link, None) => metadata.link = link.or_else(|| own_link::in_last_lines(rest)).map(str::to_owned),
        _ => {}
    }
    let mut builder = BodyBuilder::with_capacity(rest.len());
    let n_lines_before = memchr::memchr_iter(b'\n', &text.as_bytes()[..text.len() - rest.len()]).count();
    let first_line = n_lines_before as u32 + 1;
    match story::split(rest) {
        Some((text, summary)) => story::push(text, summary, first_line, &mut builder),
        None => push_lines(rest, first_line, &mut builder),
    }
    for line in others {
        builder.push(&line);
        builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Page);
    }
    Draft { metadata, body: builder.finish(), ..Draft::default() }
}

/// Reads ` date 2022-03-11 Text …`, and returns the text after the date.
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

/// Reads a date that is alone on the first line, with or without a time, and returns the text after it.
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
    // A date in words is printed there as in a newspaper. It must be a whole day.
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

/// Reads the header lines of services that convert web pages to Markdown, and returns the text after them. A blank line
/// follows each header line, and the last one, `Markdown Content:`, announces the text.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the date, the title of a header line, and the text.
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
