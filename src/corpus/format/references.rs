//! Reads lists of references, and articles with a short tag before each field: RIS, the text exports of PubMed and
//! EndNote, and those of Factiva.

use std::io::{self, BufRead, Read as _};

use super::byte_stream::DecodedBytes;
use super::other_texts::OtherTexts;
use super::out::Out;
use super::text_blocks::push_text;
use super::{Draft, too_long};
use crate::article::{BodyBuilder, Encoding, Severity};
use crate::corpus::encoding::decode_article;
use crate::corpus::{Field, Metadata};
use crate::text::digest::Digest;

mod dialect;

use dialect::{Dialect, ReferenceFieldKind};

/// The most bytes of a line that are read at once, which bounds the memory. The rest is read as a line of its own.
const LONGEST_LINE: u64 = 64 * 1024;

/// True if the text that begins with `start` is a list of references.
pub(super) fn is_list(start: &str) -> bool {
    Dialect::of(start).is_some()
}

/// Reads the records of a list.
pub(super) fn read(source: &mut dyn BufRead, out: &mut Out<'_>) -> io::Result<()> {
    let DecodedBytes { reader: mut source, encoding } = DecodedBytes::of(source)?;
    let mut list = List { out, encoding, dialect: None, record: Vec::new(), is_cut: false, has_fields: false };
    let mut line = Vec::new();
    loop {
        line.clear();
        if source.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        list.take(&line);
    }
    list.end();
    Ok(())
}

/// A list that is being read, with its current record.
struct List<'list, 'out> {
    out: &'list mut Out<'out>,
    /// The encoding of the file, if the file was decoded before its lines were split.
    encoding: Option<Encoding>,
    /// The dialect, known from the first line with a tag.
    dialect: Option<Dialect>,
    record: Vec<u8>,
    is_cut: bool,
    /// True if the record has a field that cannot open a record, so that the next opening tag starts a new record.
    has_fields: bool,
}

impl List<'_, '_> {
    fn take(&mut self, line: &[u8]) {
        let text = String::from_utf8_lossy(&line[..line.len().min(64)]);
        let text = text.trim_start_matches('\u{feff}');
        let dialect = self.dialect.or_else(|| Dialect::of_line(text));
        self.dialect = dialect;
        if let Some(dialect) = dialect
            && let Some((tag, _)) = dialect.tag(text)
        {
            if dialect.opens_record(tag) && (self.has_fields || dialect.is_first(tag)) {
                self.end();
            }
            self.has_fields |= !dialect.opens_record(tag);
        }
        if self.record.len() as u64 + line.len() as u64 <= self.out.limit {
            self.record.extend_from_slice(line);
        } else {
            self.is_cut = true;
        }
    }

    fn end(&mut self) {
        let bytes = std::mem::take(&mut self.record);
        let (is_cut, has_fields) = (self.is_cut, self.has_fields);
        (self.is_cut, self.has_fields) = (false, false);
        let Some(dialect) = self.dialect.filter(|_| has_fields) else {
            return;
        };
        let decoded = decode_article(&bytes);
        let mut draft = draft(&decoded.text, dialect);
        (draft.encoding, draft.n_undecodable) = (self.encoding.unwrap_or(decoded.encoding), decoded.n_undecodable);
        draft.raw = Some(Digest::of(&bytes));
        let item = self.out.next_item();
        self.out.article(draft, None);
        if is_cut {
            self.out.tell(Severity::Caution, None, format!("item {item}: {}", too_long(self.out.limit)));
        }
    }
}

/// Makes the article of one record.
fn draft(record: &str, dialect: Dialect) -> Draft {
    let mut metadata = Metadata::default();
    // The best rank so far of each field. Of two fields of one kind, the one with the smaller rank counts.
    let mut ranks = [usize::MAX; 4];
    let mut texts: Vec<String> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let mut time = None;
    for (tag, value) in fields(record, dialect) {
        let value = value.trim();
        let Some((holds, rank)) = dialect.field(tag).filter(|_| !value.is_empty()) else {
            continue;
        };
        let because = format!("the field {tag}");
        let mut put = |place: &mut Option<Field>, number: usize, text: String| {
            if rank < ranks[number] {
                ranks[number] = rank;
                *place = Some(Field::given(text, because.clone()));
            }
        };
        let line = || value.split_whitespace().collect::<Vec<_>>().join(" ");
        match holds {
            ReferenceFieldKind::Title => put(&mut metadata.title, 0, line()),
            ReferenceFieldKind::Source => put(&mut metadata.source, 1, line()),
            ReferenceFieldKind::Date => put(&mut metadata.date, 2, day(value)),
            ReferenceFieldKind::Language => put(&mut metadata.language, 3, line()),
            ReferenceFieldKind::Time => time = Some(line()),
            ReferenceFieldKind::Author => metadata.authors.extend(
                value
                    .lines()
                    .map(|name| author(name, dialect))
                    .filter(|name| !name.is_empty())
                    .map(|name| Field::given(name, because.clone())),
            ),
            ReferenceFieldKind::Link => {
                let address = value.split_whitespace().find(|word| word.contains("://"));
                metadata.link = metadata.link.or_else(|| address.map(str::to_owned));
            }
            ReferenceFieldKind::Text => texts.push(value.to_owned()),
            ReferenceFieldKind::Note => notes.push(value.to_owned()),
        }
    }
    if let (Some(date), Some(time)) = (&mut metadata.date, time) {
        date.text = format!("{} {time}", date.text);
    }
    if texts.is_empty() {
        texts = std::mem::take(&mut notes);
    }
    let mut builder = BodyBuilder::default();
    for text in &texts {
        push_text(text, &mut builder);
    }
    let mut others = OtherTexts::default();
    for note in notes {
        others.take("note", note);
    }
    let title = metadata.title.as_ref().map(|title| title.text.as_str());
    // The record is no longer than the limit of an article, so its notes need no limit.
    let (body, _) = others.add_to(builder.finish(), title, u64::MAX);
    Draft { metadata, body, ..Draft::default() }
}

/// Splits a record into fields: tags and their values, which may have several lines.
fn fields(record: &str, dialect: Dialect) -> Vec<(&str, String)> {
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in record.lines() {
        let line = line.trim_start_matches('\u{feff}');
        if let Some((tag, value)) = dialect.tag(line) {
            fields.push((tag, value.trim().to_owned()));
        } else if let Some((_, value)) = fields.last_mut() {
            value.push('\n');
            value.push_str(line.trim());
        }
    }
    fields
}

/// Rewrites `2012/05/24/` as a day and `2012///` as a year, and returns other values as they are.
fn day(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default().trim();
    if !line.contains('/') {
        return line.to_owned();
    }
    let mut parts = line.split('/').map(str::trim);
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return line.to_owned();
    }
    match (month.filter(is_number), day.filter(is_number)) {
        (Some(month), Some(day)) => format!("{year}-{month:0>2}-{day:0>2}"),
        (Some(month), None) => format!("{year}-{month:0>2}"),
        _ => year.to_owned(),
    }
}

/// Returns a name in the spoken order: both `Harbury, Nell` and `By Nell Harbury` become `Nell Harbury`.
fn author(line: &str, dialect: Dialect) -> String {
    let line = line.trim().trim_end_matches(',');
    let line = ["By ", "by ", "BY "].iter().find_map(|by| line.strip_prefix(by)).unwrap_or(line).trim();
    // A byline of Factiva is copied from the article: a second author or a place follows its comma.
    if dialect == Dialect::Factiva {
        return line.to_owned();
    }
    match line.split_once(',') {
        Some((last, first)) if !first.contains(',') && !first.trim().is_empty() && !last.trim().is_empty() => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::Format;

    /// Returns each record as one line.
    fn records(text: &str) -> Vec<String> {
        assert!(is_list(text), "{text}");
        let path: Arc<Path> = Path::new("list").into();
        let mut found = Vec::new();
        let mut problems = Vec::new();
        let mut take = |record: crate::corpus::Record| {
            let text = |field: Option<Field>| field.map(|field| field.text).unwrap_or_default();
            let authors: Vec<String> = record.metadata.authors.into_iter().map(|field| field.text).collect();
            found.push(format!(
                "{} | {} | {} | {} | {} | {}",
                text(record.metadata.title),
                text(record.metadata.date),
                text(record.metadata.source),
                authors.join(" & "),
                record.metadata.link.unwrap_or_default(),
                record.body.plain().to_string().replace('\n', "/"),
            ));
        };
        let mut out = Out::new(&path, Format::References, 1 << 20, &mut problems, &mut take);
        read(&mut Cursor::new(text.as_bytes().to_vec()), &mut out).unwrap();
        found
    }

    #[test]
    fn ris() {
        assert_eq!(
            records(
                "\u{feff}TY  - NEWS\r\nT1  - Le remorqueur coule\r\nA1  - Quai, Zoé\r\nAU  - Odo Quill\r\nJO  - La Digue\r\n\
                 Y1  - 2021/03/08/\r\nY2  - 2024/01/01/\r\nN2  - Il a coulé\r\nà midi.\r\nUR  - https://digue.example/a\r\nER  - \r\n\r\n\
                 TY  - MGZN\r\nTI  - The mole\r\nPY  - 1999\r\nER  - \r\n"
            ),
            [
                "Le remorqueur coule | 2021-03-08 | La Digue | Zoé Quai & Odo Quill | https://digue.example/a | Il a coulé/à midi.",
                "The mole | 1999 |  |  |  | ",
            ]
        );
    }

    #[test]
    fn endnote_and_pubmed() {
        assert_eq!(
            records(
                "%0 Newspaper Article\n%T The tug\n%A Harbury, Nell\n%D 2021\n%8 March 8, 2021\n%B Harbour Wire\n%X It sank.\n\n%0 Newspaper Article\n%T The mole\n"
            ),
            ["The tug | March 8, 2021 | Harbour Wire | Nell Harbury |  | It sank.", "The mole |  |  |  |  | "]
        );
        assert_eq!(
            records(
                "PMID- 1\nTI  - The tug and\n      the mole.\nFAU - Harbury, Nell\nJT  - Port medicine\nDP  - 2021 Mar 8\nAB  - It sank.\n\nPMID- 2\nTI  - The quay.\n"
            ),
            [
                "The tug and the mole. | 2021 Mar 8 | Port medicine | Nell Harbury |  | It sank.",
                "The quay. |  |  |  |  | "
            ]
        );
    }

    #[test]
    fn factiva() {
        assert_eq!(
            records(
                "SE  Ville\nHD  Le remorqueur\n    coule au port\n\nBY  Par Zoé Quai\nWC  90 mots\nPD  8 mars 2021\nET  10:05\nSN  La Digue\n\
                 SC  DIG\nLA  Français\n\nLP\nIl a coulé à midi.\n\nTD\nPersonne n'est blessé.\n\nIl sera levé.\n\nAN  Document DIG1\n\n\
                 HD  The mole\nBY  By Nell Harbury, Quay Town\nWC  12 words\nPD  9 March 2021\nSN  Harbour Wire\nLP  It stands.\n"
            ),
            [
                "Le remorqueur coule au port | 8 mars 2021 10:05 | La Digue | Par Zoé Quai |  | Il a coulé à midi.//Personne n'est blessé.//Il sera levé.",
                "The mole | 9 March 2021 | Harbour Wire | Nell Harbury, Quay Town |  | It stands.",
            ]
        );
    }

    #[test]
    fn texts_are_no_lists() {
        for text in [
            "TY is short for thank you.",
            "HD television comes to town\n\nIt is sharp.",
            "%0 of nothing",
            "PMID is a number",
        ] {
            assert!(!is_list(text), "{text}");
        }
    }
}
