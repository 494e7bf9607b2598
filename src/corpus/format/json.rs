//! JSON and JSON Lines: one article, an array of them, or one a line, with the usual names of fields.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::blocks::{looks_like_html, push_html};
use super::fields::{Fields, Holds, Value, named};
use super::text_blocks::push_text;
use super::{Draft, Refusal, cut, record, take_out_title, too_long};
use crate::article::{Address, BodyBuilder, ByteRange, Encoding, Format, Problem, Severity};
use crate::corpus::encoding::{Decoded, decode_article, is_wide};
use crate::corpus::{Piece, Record};

/// How many lists of articles within lists are gone into: feeds within answers within pages.
const DEEPEST: u8 = 3;

/// Reads one object. The flag says that its text was cut at `limit` bytes.
pub(super) fn read_object(text: &str, limit: u64) -> Result<(Draft, bool), Refusal> {
    let fields = serde_json::from_str::<Fields<'_>>(text)
        .map_err(|error| (Severity::NotShown, in_plain_words(&error, false).into()))?;
    draft(fields, limit).ok_or((Severity::SetAside, "JSON without the fields of an article".into()))
}

/// The article that the fields are of, and whether its text was cut.
fn draft(mut fields: Fields<'_>, limit: u64) -> Option<(Draft, bool)> {
    if !fields.is_article() {
        return None;
    }
    let text = fields.take_text();
    let mut is_cut = false;
    let mut builder = BodyBuilder::default();
    for part in text.into_iter().flat_map(Value::into_texts) {
        let short = cut(&part, limit);
        is_cut |= short.len() < part.len();
        if looks_like_html(short) {
            push_html(short, &mut builder);
        } else {
            push_text(short, &mut builder);
        }
    }
    Some((Draft { metadata: fields.into_metadata(true), body: builder.finish(), ..Draft::default() }, is_cut))
}

/// Reads JSON Lines: the whole file, or a part of it cut at the ends of lines.
pub(super) fn read_lines(
    bytes: &[u8],
    piece: &Piece,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    if piece.part.is_none() && is_wide(bytes) {
        // Lines of two or four bytes a character end where the text has its line ends.
        let Decoded { text, encoding, .. } = decode_article(bytes);
        return read_text_lines(text.as_bytes(), Some(encoding), piece, limit, problems, take);
    }
    read_text_lines(bytes, None, piece, limit, problems, take);
}

/// Reads lines, each in its own encoding unless the whole was decoded from `encoding` and has no places in
/// the file.
fn read_text_lines(
    bytes: &[u8],
    decoded_from: Option<Encoding>,
    piece: &Piece,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let (start, first_item, first_line) =
        piece.part.map_or((0, 1, 1), |part| (part.range.start, part.first_item, part.first_line));
    let (mut item, mut line_number) = (first_item, first_line);
    let mut at = 0;
    let (mut n_articles, mut n_others, mut n_bad_lines) = (0_usize, 0_usize, 0_usize);
    let before = problems.len();
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        let line = &bytes[at..end];
        let place = ByteRange { start: start + at as u64, length: line.len() as u64 };
        at = end + 1;
        let this_line = line_number;
        line_number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let this_item = item;
        item += 1;
        let mut report = |severity: Severity, what: String| {
            problems.push(Problem::new(&*piece.path, severity, what).at_line(this_line));
        };
        let Decoded { text, encoding, n_undecodable } = decode_article(line);
        let fields = match serde_json::from_str::<Fields<'_>>(&text) {
            Ok(fields) => fields,
            Err(error) => {
                n_bad_lines += 1;
                if n_bad_lines <= BAD_LINES_MAX {
                    report(Severity::NotShown, in_plain_words(&error, true));
                }
                continue;
            }
        };
        let Some((mut draft, is_cut)) = draft(fields, limit) else {
            n_others += 1;
            continue;
        };
        take_out_title(&mut draft, Format::JsonLines);
        if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
            report(Severity::NotShown, "neither title nor text".to_owned());
            continue;
        }
        if is_cut {
            report(Severity::Caution, too_long(limit).into_owned());
        }
        n_articles += 1;
        let address = Address {
            path: Arc::clone(&piece.path),
            item: Some(this_item),
            range: decoded_from.is_none().then_some(place),
            format: Format::JsonLines,
        };
        let encoding = decoded_from.unwrap_or(encoding);
        take(record(Draft { encoding, n_undecodable, ..draft }, address, is_cut));
    }
    if n_bad_lines > BAD_LINES_MAX {
        let what = format!("{} more lines are not valid JSON", n_bad_lines - BAD_LINES_MAX);
        problems.push(Problem::new(&*piece.path, Severity::NotShown, what));
    }
    if n_articles == 0 && problems.len() == before {
        problems.push(Problem::new(&*piece.path, Severity::SetAside, "JSON Lines without the fields of articles"));
    } else if n_others > 0 {
        let lines = if n_others == 1 { "1 line has".to_owned() } else { format!("{n_others} lines have") };
        let what = format!("{lines} no text of an article");
        problems.push(Problem::new(&*piece.path, Severity::SetAside, what));
    }
}

/// Reads a file that is one JSON value: an article, an array of articles, or an object that holds such
/// an array.
pub(super) fn read_values(
    bytes: &[u8],
    piece: &Piece,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let Decoded { text, encoding, n_undecodable } = decode_article(bytes);
    // Places in the file can be told only where its bytes are its text.
    let offset = matches!(text, Cow::Borrowed(_)).then(|| (bytes.len() - text.len()) as u64);
    let mut reader = ValuesReader {
        text: &text,
        offset,
        encoding,
        n_undecodable,
        piece,
        limit,
        problems,
        take,
        n_items: 0,
        n_articles: 0,
    };
    let is_whole = reader.is_one_value();
    let mut outcome = reader.value(0, DEEPEST, is_whole);
    // Programs that add to a file leave several values in it, one behind the other.
    while let Ok(end) = outcome {
        let next = reader.skip_blanks_and_commas(end);
        if next >= text.len() {
            break;
        }
        outcome = reader.value(next, DEEPEST, false);
    }
    let (n_items, n_articles) = (reader.n_items, reader.n_articles);
    match outcome {
        Err(error) => problems
            .push(Problem::new(&*piece.path, Severity::NotShown, in_plain_words(&error.0, true)).at_line(error.1)),
        Ok(_) if n_articles == 0 => {
            problems.push(Problem::new(&*piece.path, Severity::SetAside, "JSON without the fields of an article"));
        }
        Ok(_) if n_items > n_articles => {
            let what =
                format!("{} of its items have neither the title nor the text of an article", n_items - n_articles);
            problems.push(Problem::new(&*piece.path, Severity::SetAside, what));
        }
        Ok(_) => {}
    }
}

/// An error and its line.
struct BadJson(serde_json::Error, u32);

struct ValuesReader<'text, 'out> {
    text: &'text str,
    /// Where in the file the text begins, if its bytes are the text.
    offset: Option<u64>,
    encoding: Encoding,
    /// How many broken bytes the whole file has.
    n_undecodable: u32,
    piece: &'text Piece,
    limit: u64,
    problems: &'out mut Vec<Problem>,
    take: &'out mut dyn FnMut(Record),
    n_items: u32,
    n_articles: u32,
}

impl<'text> ValuesReader<'text, '_> {
    /// True if the text is one value and nothing behind it, so that an article in it is the whole file.
    fn is_one_value(&self) -> bool {
        let start = self.skip_blanks(0);
        if self.text.as_bytes().get(start) != Some(&b'{') {
            return true;
        }
        // What cannot be parsed is told when it is read.
        self.parse::<IgnoredAny>(start).map_or(true, |(_, end)| self.skip_blanks(end) >= self.text.len())
    }

    /// Reads the value at `at`, takes the articles in it, and returns where it ends.
    fn value(&mut self, at: usize, depth: u8, is_whole: bool) -> Result<usize, BadJson> {
        let at = self.skip_blanks(at);
        match self.text.as_bytes().get(at) {
            Some(b'[') if depth > 0 => self.array(at, depth),
            Some(b'{') => {
                let (fields, end) = self.parse::<Fields<'text>>(at)?;
                if fields.has_articles && depth > 0 {
                    let before = self.n_articles;
                    self.members(at, depth)?;
                    if self.n_articles > before {
                        return Ok(end);
                    }
                }
                self.article(fields, at..end, is_whole);
                Ok(end)
            }
            _ => {
                self.n_items += u32::from(!is_whole);
                Ok(self.parse::<IgnoredAny>(at)?.1)
            }
        }
    }

    fn array(&mut self, start: usize, depth: u8) -> Result<usize, BadJson> {
        let mut at = self.skip_blanks(start + 1);
        while let Some(next) = self.text.as_bytes().get(at) {
            match next {
                b']' => return Ok(at + 1),
                b',' => at = self.skip_blanks(at + 1),
                _ => at = self.value(at, depth - 1, false).map(|end| self.skip_blanks(end))?,
            }
        }
        // The array does not end: the parser says so in its own words.
        self.parse::<IgnoredAny>(start).map(|(_, end)| end)
    }

    /// Goes into the lists of articles that the object at `start` has.
    fn members(&mut self, start: usize, depth: u8) -> Result<(), BadJson> {
        let mut at = self.skip_blanks(start + 1);
        while self.text.as_bytes().get(at) == Some(&b'"') {
            let (name, end) = self.parse::<String>(at)?;
            at = self.skip_blanks(end);
            // The object was parsed before, so here stands a colon.
            at = self.skip_blanks(at + 1);
            let is_list = named(&name).is_some_and(|name| name.holds == Holds::Articles);
            at = match self.text.as_bytes().get(at) {
                Some(b'[') if is_list => self.value(at, depth - 1, false)?,
                Some(b'{') if is_list => self.keyed(at, depth - 1)?,
                _ => self.parse::<IgnoredAny>(at)?.1,
            };
            at = self.skip_blanks(at);
            if self.text.as_bytes().get(at) == Some(&b',') {
                at = self.skip_blanks(at + 1);
            }
        }
        Ok(())
    }

    /// Reads an object that stands where a list of articles is expected: an answer around such a list, or
    /// articles by the number that each has.
    fn keyed(&mut self, start: usize, depth: u8) -> Result<usize, BadJson> {
        let (fields, end) = self.parse::<Fields<'text>>(start)?;
        if fields.has_articles || fields.is_article() || depth == 0 {
            return self.value(start, depth, false);
        }
        let mut at = self.skip_blanks(start + 1);
        while self.text.as_bytes().get(at) == Some(&b'"') {
            at = self.skip_blanks(self.parse::<IgnoredAny>(at)?.1);
            at = self.skip_blanks(at + 1);
            at = match self.text.as_bytes().get(at) {
                Some(b'{') => self.value(at, depth - 1, false)?,
                _ => self.parse::<IgnoredAny>(at)?.1,
            };
            at = self.skip_blanks(at);
            if self.text.as_bytes().get(at) == Some(&b',') {
                at = self.skip_blanks(at + 1);
            }
        }
        Ok(end)
    }

    fn article(&mut self, fields: Fields<'text>, place: std::ops::Range<usize>, is_whole: bool) {
        self.n_items += 1;
        let Some((mut draft, is_cut)) = draft(fields, self.limit) else {
            return;
        };
        take_out_title(&mut draft, Format::Json);
        if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
            return;
        }
        self.n_articles += 1;
        if is_cut {
            self.problems.push(Problem::new(&*self.piece.path, Severity::Caution, too_long(self.limit)));
        }
        let n_undecodable = match self.n_undecodable {
            n_undecodable if n_undecodable == 0 || is_whole => n_undecodable,
            n_undecodable => {
                let n_signs = self.text[place.clone()].matches(char::REPLACEMENT_CHARACTER).count();
                n_undecodable.min(u32::try_from(n_signs).unwrap_or(u32::MAX))
            }
        };
        let range = self.offset.map(|offset| super::range_of(offset + place.start as u64, &self.text[place]));
        let address = Address {
            path: Arc::clone(&self.piece.path),
            item: (!is_whole).then_some(self.n_items),
            range: range.filter(|_| !is_whole),
            format: Format::Json,
        };
        let draft = Draft { encoding: self.encoding, n_undecodable, ..draft };
        (self.take)(record(draft, address, is_cut));
    }

    /// Parses the value at `at`, and returns it with its end.
    fn parse<T: Deserialize<'text>>(&self, at: usize) -> Result<(T, usize), BadJson> {
        let mut values = serde_json::Deserializer::from_str(&self.text[at..]).into_iter::<T>();
        match values.next() {
            Some(Ok(value)) => Ok((value, at + values.byte_offset())),
            Some(Err(error)) => {
                let line = memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at]).count() + error.line();
                Err(BadJson(error, u32::try_from(line).unwrap_or(u32::MAX)))
            }
            None => Ok((
                T::deserialize(serde::de::value::UnitDeserializer::<serde_json::Error>::new())
                    .map_err(|error| BadJson(error, 0))?,
                self.text.len(),
            )),
        }
    }

    fn skip_blanks_and_commas(&self, at: usize) -> usize {
        let mut at = self.skip_blanks(at);
        while self.text.as_bytes().get(at) == Some(&b',') {
            at = self.skip_blanks(at + 1);
        }
        at
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }
}

/// At most how many wrong lines of a piece are told one by one: a log that is no JSON has millions.
const BAD_LINES_MAX: usize = 100;

/// The longest reason, in columns.
const REASON_COLUMNS: usize = 120;

/// What a JSON parser found wrong, without its line, which the problem has.
pub(super) fn in_plain_words(error: &serde_json::Error, is_line_known: bool) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    let what = if error.is_eof() {
        "it ends in the middle".to_owned()
    } else {
        // The parser quotes the value, which may be a whole article: the start of it is enough.
        crate::text::columns::cut(
            &crate::text::safe::safe_line(cut(&text[..end], 4 * REASON_COLUMNS as u64)),
            REASON_COLUMNS,
        )
    };
    if is_line_known || error.line() <= 1 {
        format!("not valid JSON at column {}: {what}", error.column())
    } else {
        format!("not valid JSON at line {}, column {}: {what}", error.line(), error.column())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn piece() -> Piece {
        Piece { path: Path::new("a.json").into(), n_bytes: 0, part: None }
    }

    type Reader = fn(&[u8], &Piece, u64, &mut Vec<Problem>, &mut dyn FnMut(Record));

    fn check(reader: Reader, text: &str, expected: &[&str], problems: &[&str]) {
        let mut found = Vec::new();
        let mut wrong = Vec::new();
        reader(text.as_bytes(), &piece(), 1 << 20, &mut wrong, &mut |record| {
            let range = record.address.range.map(|range| &text[range.start as usize..][..range.length as usize]);
            assert!(range.is_none_or(|range| range.starts_with('{') && range.trim_end().ends_with('}')), "{range:?}");
            let title = record.metadata.title.map_or("-".to_owned(), |title| title.text);
            let item = record.address.item.map_or("-".to_owned(), |item| item.to_string());
            found.push(format!("{item} {title}: {}", record.body.plain()));
        });
        let wrong: Vec<_> = wrong
            .into_iter()
            .map(|problem| {
                format!("{}: {}", problem.line.map_or("-".to_owned(), |line| line.to_string()), problem.what)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(wrong, problems, "{text}");
    }

    #[test]
    fn values() {
        let check = |text, expected: &[&str], problems: &[&str]| check(read_values, text, expected, problems);
        check(r#"{"headline": "A", "articleBody": "B\n\nC"}"#, &["- A: B\n\nC"], &[]);
        check(r#"[{"title": "A", "text": "B"}, {"title": "C", "text": "D"} ]"#, &["1 A: B", "2 C: D"], &[]);
        check(
            r#"{"status": "ok", "articles": [{"title": "A", "description": "B"}, {"title": "C", "url": "d"}]}"#,
            &["1 A: B", "2 C: "],
            &[],
        );
        check(
            r#"{"@graph": [{"name": "x"}, {"headline": "A", "articleBody": "B"}]}"#,
            &["2 A: B"],
            &["-: 1 of its items have neither the title nor the text of an article"],
        );
        // An answer around the list, articles by number, fields within fields, and what saved pages have.
        check(
            r#"{"response": {"status": "ok", "results": [{"webTitle": "A", "webUrl": "x", "fields": {"bodyText": "B"}}]}}"#,
            &["1 A: B"],
            &[],
        );
        check(
            r#"{"status": 1, "list": {"7": {"resolved_title": "A", "given_url": "x"}, "9": {"resolved_title": "C", "given_url": "d"}}}"#,
            &["1 A: ", "2 C: "],
            &[],
        );
        check(r#"{"hits": {"hits": [{"_id": 1, "_source": {"title": "A", "body": "B"}}]}}"#, &["1 A: B"], &[]);
        check(r#"{"title": "A", "text": "B", "fields": 7, "list": 8}"#, &["- A: B"], &[]);
        check("{\"title\": \"A\", \"text\": \"B\"}{\"title\": \"C\", \"text\": \"D\"},\n", &["1 A: B", "2 C: D"], &[]);
        check(
            "{\"title\": \"A\", \"text\": \"B\"}\nand more",
            &["1 A: B"],
            &["2: not valid JSON at column 1: expected value"],
        );
        check(r#"{"name": "package", "description": "x"}"#, &[], &["-: JSON without the fields of an article"]);
        check(r#"["a", "b"]"#, &[], &["-: JSON without the fields of an article"]);
        check(
            "[{\"title\": \"A\", \"text\": \"B\"},\n{\"title\" 1}]",
            &["1 A: B"],
            &["2: not valid JSON at column 10: expected `:`"],
        );
        check(
            r#"[{"title": "A", "text": "B"}"#,
            &["1 A: B"],
            &["1: not valid JSON at column 28: it ends in the middle"],
        );
        check(r#"{"title": {"rendered": "A"}, "content": {"rendered": "<p>B &amp; C</p>"}}"#, &["- A: B & C"], &[]);
    }

    #[test]
    fn lines() {
        let check = |text, expected: &[&str], problems: &[&str]| check(read_lines, text, expected, problems);
        check(
            "{\"title\": \"A\", \"body\": \"B\"}\n\n{\"title\": \"C\",\n{\"title\": \"D\", \"body\": [\"E\", \"F\"]}",
            &["1 A: B", "3 D: E\n\nF"],
            &["3: not valid JSON at column 14: it ends in the middle"],
        );
        check("{\"level\": 3}\n{\"level\": 4}\n", &[], &["-: JSON Lines without the fields of articles"]);
    }
}
