//! Reads the SGML of the Reuters-21578 collection: newswire of 1987, with a thousand articles in each file.

use std::borrow::Cow;
use std::io::{self, BufRead, Read as _};

use memchr::memmem;

use super::out::Out;
use super::{Draft, Refusal, cut, too_long};
use crate::article::{BlockKind, BodyBuilder, ByteRange, Severity};
use crate::corpus::encoding::{Decoded, Hints, decode};
use crate::corpus::{Field, Metadata};
use crate::text::digest::Digest;

const BECAUSE: &str = "the Reuters-21578 collection";
const OPEN: &[u8] = b"<REUTERS";
const CLOSE: &[u8] = b"</REUTERS>";

/// The number of bytes of the file that are read at once.
const CHUNK_BYTES: u64 = 64 * 1024;

/// Reads the articles of a file of the collection.
///
/// # Errors
///
/// Returns an error if the file cannot be read any further.
pub(super) fn read(source: &mut dyn BufRead, out: &mut Out<'_>) -> io::Result<()> {
    let mut buffer: Vec<u8> = Vec::new();
    // The position of the buffer in the file, and the number of bytes of the buffer that have been searched.
    let (mut start, mut searched) = (0_u64, 0);
    loop {
        let n_read = source.take(CHUNK_BYTES).read_until(b'>', &mut buffer)?;
        let is_end = n_read == 0;
        let open = memmem::find(&buffer, OPEN);
        let Some(open) = open else {
            // There is no article here. The end of the buffer may be the start of a mark, so it is kept.
            let n_dropped = buffer.len().saturating_sub(OPEN.len());
            buffer.drain(..n_dropped);
            start += n_dropped as u64;
            searched = 0;
            if is_end {
                return Ok(());
            }
            continue;
        };
        if open > 0 {
            buffer.drain(..open);
            start += open as u64;
            searched = 0;
        }
        let from = searched.max(OPEN.len());
        let close = memmem::find(&buffer[from..], CLOSE).map(|at| from + at + CLOSE.len());
        // An article without an end mark ends where the next article begins.
        let next = memmem::find(&buffer[from..], OPEN).map(|at| from + at);
        let end = match (close, next) {
            (Some(close), Some(next)) => Some(close.min(next)),
            (close, next) => close.or(next),
        };
        let is_too_long = buffer.len() as u64 > out.limit;
        match end {
            Some(end) => {
                take(&buffer[..end], start, close != Some(end), out);
                buffer.drain(..end);
                start += end as u64;
                searched = 0;
            }
            None if is_end || is_too_long => {
                take(&buffer, start, true, out);
                if is_end {
                    return Ok(());
                }
                start += buffer.len() as u64;
                buffer.clear();
                searched = 0;
            }
            None => searched = buffer.len().saturating_sub(CLOSE.len()),
        }
    }
}

fn take(record: &[u8], start: u64, is_torn: bool, out: &mut Out<'_>) {
    let item = out.next_item();
    let place = ByteRange { start, length: record.len() as u64 };
    match read_record(record, out.limit) {
        Ok(draft) => {
            out.article(draft, Some(place));
            if is_torn {
                let what = format!("item {item}: it ends in the middle; what is there of it is shown");
                out.tell(Severity::Caution, None, what);
            }
        }
        Err((severity, what)) => out.pass(severity, None, what),
    }
}

/// Reads one article, from `<REUTERS` to `</REUTERS>`.
///
/// # Errors
///
/// Returns a refusal if it has neither a title nor a text.
pub(super) fn read_record(bytes: &[u8], limit: u64) -> Result<Draft, Refusal> {
    let Decoded { text: whole, encoding, n_undecodable } = decode(bytes, Hints::default());
    let record = cut(&whole, limit);
    let record = Record { text: record, upper: record.to_ascii_uppercase() };
    let text = record.element("TEXT", 0).unwrap_or(0..record.text.len());
    let inner = |name: &str| record.element(name, text.start).map(|range| unescaped(&record.text[range]));
    let line = |text: Cow<'_, str>| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = inner("TITLE").map(line).filter(|title| !title.is_empty());
    let author = inner("AUTHOR").map(line).map(|name| without_agency(&name)).filter(|name| !name.is_empty());
    let date = record.element("DATE", 0).map(|range| line(unescaped(&record.text[range])));
    let date = date.filter(|date| !date.is_empty());
    let dateline = inner("DATELINE").map(line).unwrap_or_default();
    let body = match inner("BODY") {
        Some(body) => body.into_owned(),
        // Briefs, and articles that were never divided into parts, have their text next to the title.
        None => unescaped(&record.without_parts(text)).into_owned(),
    };
    let mut builder = BodyBuilder::with_capacity(body.len());
    push_paragraphs(&dateline, &body, &mut builder);
    let body = builder.finish();
    if title.is_none() && body.blocks.is_empty() {
        return Err((Severity::SetAside, "it has neither a title nor a text".into()));
    }
    let metadata = Metadata {
        title: title.map(|title| Field::given(title, "the SGML's TITLE")),
        source: Some(Field::given("Reuters", BECAUSE)),
        authors: author.map(|author| Field::given(author, "the SGML's AUTHOR")).into_iter().collect(),
        date: date.map(|date| Field::given(date, "the SGML's DATE")),
        ..Metadata::default()
    };
    let cautions = if record.text.len() < whole.len() { vec![too_long(limit)] } else { Vec::new() };
    let raw = Some(Digest::of(bytes));
    Ok(Draft { metadata, body, encoding, n_undecodable, cautions, raw, ..Draft::default() })
}

/// The text of an article with its marks.
struct Record<'text> {
    text: &'text str,
    /// The same text in upper case, in which marks are searched for.
    upper: String,
}

impl Record<'_> {
    /// Returns the range between the marks of an element. If the end mark is missing, the range extends to the end.
    fn element(&self, name: &str, from: usize) -> Option<std::ops::Range<usize>> {
        let open = format!("<{name}");
        let mut at = from;
        loop {
            at += memmem::find(&self.upper.as_bytes()[at..], open.as_bytes())? + open.len();
            // `<DATELINE>` also begins with `<DATE`.
            if matches!(self.upper.as_bytes().get(at), Some(b'>' | b' ' | b'\t' | b'\n' | b'\r')) {
                break;
            }
        }
        let start = at + memchr::memchr(b'>', &self.upper.as_bytes()[at..])? + 1;
        let end = [format!("</{name}>").as_str(), "</TEXT>", "</REUTERS>"]
            .iter()
            .find_map(|mark| memmem::find(&self.upper.as_bytes()[start..], mark.as_bytes()));
        Some(start..end.map_or(self.text.len(), |length| start + length))
    }

    /// Returns the text of a range without the title, the author, the dateline and the marks.
    fn without_parts(&self, range: std::ops::Range<usize>) -> String {
        let mut out = String::new();
        let mut rest = &self.text[range];
        while let Some(open) = rest.find('<') {
            out.push_str(&rest[..open]);
            rest = &rest[open..];
            let name: String = rest[1..].chars().take_while(char::is_ascii_alphabetic).collect();
            let upper = name.to_ascii_uppercase();
            let end = if matches!(upper.as_str(), "TITLE" | "AUTHOR" | "DATELINE") {
                rest.find(&format!("</{name}>")).map(|at| at + name.len() + 3)
            } else {
                rest.find('>').map(|at| at + 1)
            };
            rest = &rest[end.unwrap_or(rest.len())..];
        }
        out.push_str(rest);
        out
    }
}

/// Adds paragraphs. An indented line begins a paragraph, and the dateline is put before the first one.
fn push_paragraphs(dateline: &str, text: &str, builder: &mut BodyBuilder) {
    const INDENT: usize = 3;
    let dateline = dateline.trim_end_matches([' ', '-']);
    let mut lead = if dateline.is_empty() { String::new() } else { format!("{dateline} - ") };
    let mut paragraph = lead.clone();
    for line in text.lines() {
        let words = line.trim();
        let is_indented = line.len() - line.trim_start().len() >= INDENT;
        // The agency signs its articles at the end.
        let is_signature = words.eq_ignore_ascii_case("reuter") || words.eq_ignore_ascii_case("reuters");
        if (is_indented || is_signature || words.is_empty()) && paragraph != lead {
            builder.push(&paragraph);
            builder.end_block(BlockKind::Paragraph, false);
            paragraph.clear();
            lead.clear();
        }
        if !paragraph.is_empty() && !paragraph.ends_with(' ') && !words.is_empty() {
            paragraph.push(' ');
        }
        paragraph.push_str(words);
    }
    if paragraph != lead {
        builder.push(&paragraph);
        builder.end_block(BlockKind::Paragraph, false);
    }
}

/// Removes the agency from `By Nell Harbury, Reuters`, because the agency is the source.
fn without_agency(name: &str) -> String {
    let name = name.trim().trim_end_matches(',');
    let end = [", reuters", ", reuter", " of reuters"].iter().find_map(|agency| {
        let start = name.len().checked_sub(agency.len())?;
        name.get(start..).filter(|tail| tail.eq_ignore_ascii_case(agency)).map(|_| start)
    });
    name[..end.unwrap_or(name.len())].trim().to_owned()
}

/// Replaces the entities in a text by their characters. Control characters, which frame texts on the wire, are removed.
fn unescaped(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 8;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let sign = end.and_then(|end| match &rest[1..end] {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            number => number.strip_prefix('#').and_then(|digits| digits.parse().ok()).and_then(char::from_u32),
        });
        let (Some(sign), Some(end)) = (sign, end) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        if !sign.is_control() || sign == '\n' {
            out.push(sign);
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::Format;

    /// Returns titles with texts, and problems.
    fn read_all(text: &str, limit: u64) -> (Vec<String>, Vec<String>) {
        let path: Arc<Path> = Path::new("a.sgm").into();
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        let mut take = |record: crate::corpus::Record| {
            let range = record.address.range.unwrap();
            let place = &text[range.start as usize..][..range.length as usize];
            assert!(place.starts_with("<REUTERS"), "{place}");
            let title = record.metadata.title.map_or("-".to_owned(), |title| title.text);
            found.push(format!("{title}: {}", record.body.plain()));
        };
        let mut out = Out::new(&path, Format::ReutersSgml, limit, &mut problems, &mut take);
        let mut source = BufReader::with_capacity(7, text.as_bytes());
        read(&mut source, &mut out).unwrap();
        out.finish("nothing");
        (found, problems.into_iter().map(|problem| problem.what.into_owned()).collect())
    }

    #[test]
    fn articles() {
        let whole = "<REUTERS NEWID=\"1\"><DATE> 8-MAR-1987 10:05:01.20</DATE><TEXT>&#2;\n<TITLE>TOLLS &lt;QUAY> RISE</TITLE>\
                     <AUTHOR>    By Nell Harbury, Reuters</AUTHOR><DATELINE>    HARBOUR, March 8 - </DATELINE><BODY>Tolls rise\n\
                     again.\n    So they say.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>";
        let brief = "<REUTERS><TEXT TYPE=\"BRIEF\">&#2;\n***<TITLE>GEESE BACK</TITLE>\nBlah.&#3;</TEXT></REUTERS>";
        let unprocessed = "<REUTERS><TEXT TYPE=\"UNPROC\">&#2;\nRATES AT NOON\n    ONE PCT\n&#3;</TEXT></REUTERS>";
        let text = ["TOLLS <QUAY> RISE: HARBOUR, March 8 - Tolls rise again.\n\nSo they say.\n\nReuter"];
        assert_eq!(
            read_all(&format!("<!DOCTYPE lewis>\n{whole}\n"), 10_000),
            (text.map(str::to_owned).to_vec(), vec![])
        );
        let (found, problems) = read_all(&format!("{brief}\n{unprocessed}"), 10_000);
        assert_eq!(found, ["GEESE BACK: *** Blah.", "RATES AT NOON: ONE PCT"]);
        assert_eq!(problems, [""; 0]);
        let draft = read_record(whole.as_bytes(), 10_000).unwrap();
        assert_eq!(draft.metadata.authors[0].text, "By Nell Harbury");
        assert_eq!(draft.metadata.date.unwrap().text, "8-MAR-1987 10:05:01.20");
    }

    #[test]
    fn broken_ends() {
        let torn = "it ends in the middle; what is there of it is shown";
        let (found, problems) = read_all("<REUTERS><TEXT><TITLE>A</TITLE><BODY>no end", 10_000);
        assert_eq!((found, problems), (vec!["A: no end".to_owned()], vec![format!("item 1: {torn}")]));
        let two = "<REUTERS><TITLE>A</TITLE>x\n<REUTERS><TITLE>B</TITLE><BODY>y</BODY></REUTERS>";
        let (found, problems) = read_all(two, 10_000);
        assert_eq!((found, problems), (vec!["A: x".to_owned(), "B: y".to_owned()], vec![format!("item 1: {torn}")]));
        let long = format!("<REUTERS><BODY>{}", "x> ".repeat(200_000));
        assert!(read_all(&long, 100_000).0[0].len() <= 200_000);
        assert_eq!(read_all("<REUTERS></REUTERS>", 100).1, ["item 1: it has neither a title nor a text"]);
        assert_eq!(read_all("<lewis>", 100).1, ["nothing"]);
    }
}
