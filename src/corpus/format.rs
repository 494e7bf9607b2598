//! The formats: one file each. Here a file's bytes become drafts of one of them, and drafts records.

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};
use std::sync::Arc;

use cautions::Cautions;

use super::bytes::{Source, cut, open};
use super::encoding::{Decoded, decode_article};
use super::{Corpus, Field, Metadata, Options, Piece, Record, bytes, plain_reason, title_line};
use crate::article::{Address, BlockKind, Body, ByteRange, Encoding, Format, Problem, Severity};

mod blocks;
mod broken_words;
mod byte_stream;
mod cautions;
mod feed;
mod fields;
mod front_matter;
mod header_lines;
mod html;
mod json;
mod large_text;
mod link_list;
mod mail;
mod mailbox;
mod markdown;
mod markup_fields;
mod news_xml;
mod notes;
mod other_texts;
mod out;
mod packed_lines;
mod plain_text;
mod prose;
mod recognise;
mod references;
mod renderings;
mod reuters_sgml;
mod story;
mod table;
mod tags;
mod text_blocks;
mod text_names;
mod web_archive;
mod xml_elements;

use out::Out;

pub(super) use recognise::{Recognised, ending, may_be_json_lines, recognise};

/// How many bytes of a file are looked at to recognise its format.
pub(super) const HEAD_BYTES: u64 = 64 * 1024;
/// The largest file that may be one JSON value: all of it is in memory while it is read.
const LARGEST_JSON: u64 = 2 * 1024 * 1024 * 1024;

/// The largest feed: it is parsed as one, and feeds have a few megabytes at most.
const LARGEST_FEED: u64 = 256 * 1024 * 1024;

/// An article as a format reads it, before its title line is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) metadata: Metadata,
    pub(super) body: Body,
    /// The encoding that it was in.
    pub(super) encoding: Encoding,
    /// How many sequences of its bytes are no characters in that encoding.
    pub(super) n_undecodable: u32,
    /// What a reader should know of it: what of it is not shown, and why.
    pub(super) cautions: Vec<Cow<'static, str>>,
}

/// Why something is no article: what a reader is told, and what becomes of the file.
pub(super) type Refusal = (Severity, Cow<'static, str>);

/// Reads a piece of a file, hands its articles to `take` and adds what is wrong to `problems`.
pub(super) fn read_piece(
    corpus: &Corpus,
    piece: &Piece,
    options: &Options,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let mut cautions = Cautions::default();
    read_articles(corpus, piece, options, problems, &mut |mut record| {
        cautions.look_at(&mut record);
        take(record);
    });
    cautions.report(&piece.path, problems);
}

fn read_articles(
    corpus: &Corpus,
    piece: &Piece,
    options: &Options,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let problem = |severity: Severity, what: Cow<'static, str>| Problem::new(&*piece.path, severity, what);
    let limit = options.max_article_bytes;
    let outcome = if let Some(part) = piece.part {
        // A line far longer than an article may be would make a part of any size.
        let most = limit.saturating_add(2 * part.range.length.min(limit));
        bytes::read(corpus, &piece.path, Some(part.range), most, piece.n_bytes).map(|bytes| {
            json::read_lines(&bytes, piece, limit, problems, take);
            tell_shorter(bytes.len() as u64, part.range.length.min(most), piece, problems);
        })
    } else if let Some(draft) = renderings::read_snapshot(corpus, &piece.path, limit) {
        let draft = draft.and_then(|draft| finish(draft, Format::Html));
        return hand_on(Format::Html, draft, None, piece, problems, take);
    } else {
        match recognise_piece(corpus, piece, limit) {
            Ok(Ok(start)) => read_recognised(corpus, piece, start, options, problems, take),
            Ok(Err((severity, what))) => return problems.push(problem(severity, what)),
            Err(error) => Err(error),
        }
    };
    if let Err(error) = outcome {
        problems.push(problem(Severity::NotShown, format!("cannot be read: {}", plain_reason(&error)).into()));
    }
}

/// A file of which enough has been read to know what it is.
struct Start {
    format: Format,
    /// Its first bytes, unpacked.
    head: Vec<u8>,
    /// True if the first bytes are all of it.
    is_all: bool,
    is_packed: bool,
}

/// Reads the start of a file and tells its format, or why it is not read.
fn recognise_piece(corpus: &Corpus, piece: &Piece, limit: u64) -> std::io::Result<Result<Start, Refusal>> {
    let refuse = |what: &'static str| Ok(Err((Severity::NotShown, Cow::Borrowed(what))));
    let set_aside = |what: &'static str| Ok(Err((Severity::SetAside, Cow::Borrowed(what))));
    if let Some(what) = recognise::left_behind(&piece.path) {
        return set_aside(what);
    }
    // Most files are read in one go; of the others only as much as shows what they are.
    let most = if piece.n_bytes <= HEAD_BYTES { HEAD_BYTES } else { HEAD_BYTES.min(limit) };
    let (head, is_packed) = bytes::head(corpus, &piece.path, most, piece.n_bytes)?;
    if head.is_empty() && is_packed {
        let what = nothing_unpacked(corpus, piece)?;
        return Ok(Err((Severity::NotShown, what)));
    }
    if head.is_empty() {
        return set_aside(recognise::empty(&piece.path).unwrap_or("empty, 0 bytes"));
    }
    let format = match recognise(&piece.path, &head) {
        Recognised::Article(format) => format,
        Recognised::NoArticle(what) => return Ok(Err((Severity::SetAside, what))),
        Recognised::Blank => {
            return set_aside(recognise::empty(&piece.path).unwrap_or("holds nothing but white space"));
        }
    };
    if matches!(format, Format::Json | Format::JsonLines) && !is_packed && piece.n_bytes > LARGEST_JSON {
        return refuse(
            "JSON of more than 2 GiB in one piece; with an article a line, in a file called .jsonl, it could be read",
        );
    }
    let is_all = (head.len() as u64) < most;
    Ok(Ok(Start { format, head, is_all, is_packed }))
}

/// Why nothing of a packed file can be unpacked.
fn nothing_unpacked(corpus: &Corpus, piece: &Piece) -> std::io::Result<Cow<'static, str>> {
    let mut source = open(corpus, &piece.path)?;
    source.fill_buf()?;
    Ok(match source.damage() {
        Some(damage) if !damage.starts_with("damaged") => format!("packed, and {damage}").into(),
        _ => "packed, and nothing can be unpacked".into(),
    })
}

/// Reads a file whose format is known.
fn read_recognised(
    corpus: &Corpus,
    piece: &Piece,
    start: Start,
    options: &Options,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) -> std::io::Result<()> {
    let limit = options.max_article_bytes;
    let Start { format, head, is_all, is_packed } = start;
    let is_stream = match format {
        Format::Mailbox | Format::Table | Format::ReutersSgml | Format::References => true,
        Format::JsonLines => is_packed,
        _ => false,
    };
    if is_stream {
        // A packed file is unpacked again, as what is wrong with it is told at its end.
        let is_at_hand = is_all && !is_packed;
        let n_bytes_of_head = head.len() as u64;
        let mut source =
            if is_at_hand { Source::Plain(Box::new(Cursor::new(head))) } else { open(corpus, &piece.path)? };
        let outcome = read_stream(format, &mut source, piece, limit, problems, take);
        tell_damage(&source, piece, problems);
        let n_bytes = if is_at_hand { n_bytes_of_head } else { bytes::size(corpus, &piece.path) };
        tell_shorter(n_bytes, piece.n_bytes, piece, problems);
        return outcome;
    }
    if format == Format::PlainText && !is_all && (is_packed || piece.n_bytes > bytes::LARGE_TEXT_BYTES) {
        let mut source = open(corpus, &piece.path)?;
        if let Some(draft) = large_text::read(&mut source, limit)? {
            let cut_at = (!source.fill_buf()?.is_empty()).then_some(limit);
            tell_damage(&source, piece, problems);
            tell_shorter(bytes::size(corpus, &piece.path), piece.n_bytes, piece, problems);
            hand_on(format, finish(draft, format), cut_at, piece, problems, take);
            return Ok(());
        }
    }
    let most = match format {
        // What is added to it while it is read is read the next time, from where this reading ended.
        Format::JsonLines if !is_packed => piece.n_bytes.min(LARGEST_JSON),
        Format::Json | Format::JsonLines => LARGEST_JSON,
        Format::Feed | Format::NewsXml | Format::Notes => LARGEST_FEED,
        _ => limit.saturating_add(1),
    };
    let bytes = if is_all && !is_packed {
        let mut bytes = head;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        tell_shorter(bytes.len() as u64, piece.n_bytes.min(most), piece, problems);
        bytes
    } else if is_packed {
        let mut source = open(corpus, &piece.path)?;
        let mut bytes = Vec::new();
        source.by_ref().take(most).read_to_end(&mut bytes)?;
        tell_damage(&source, piece, problems);
        tell_shorter(bytes::size(corpus, &piece.path), piece.n_bytes, piece, problems);
        bytes
    } else {
        let bytes = bytes::read(corpus, &piece.path, None, most, piece.n_bytes)?;
        tell_shorter(bytes.len() as u64, piece.n_bytes.min(most), piece, problems);
        bytes
    };
    match format {
        Format::Json if link_list::is_of_browser(&bytes) => {
            let mut out = Out::new(&piece.path, format, limit, problems, take);
            match link_list::read(format, &bytes) {
                Some(links) => links.hand_on(options.link_lists, &mut out),
                None => out.tell(Severity::NotShown, None, "bookmarks that could not be read"),
            }
        }
        Format::JsonLines => json::read_lines(&bytes, piece, limit, problems, take),
        Format::Json => {
            let mut out = Out::new(&piece.path, format, limit, problems, take);
            if renderings::read_export(corpus, &bytes, &piece.path, &mut out) {
                out.finish("a list of Omnivore without articles");
            } else {
                json::read_values(&bytes, piece, limit, problems, take);
            }
        }
        Format::Feed => {
            let mut out = Out::new(&piece.path, format, limit, problems, take);
            feed::read(&bytes, &mut out);
            out.finish("a feed without entries");
        }
        Format::NewsXml => {
            let mut out = Out::new(&piece.path, format, limit, problems, take);
            news_xml::read(&bytes, &mut out);
            out.finish("XML of a news agency without an article");
        }
        Format::Notes => {
            let mut out = Out::new(&piece.path, format, limit, problems, take);
            notes::read(&bytes, &mut out);
            out.finish("an export of notes without a note");
        }
        _ => match link_list::read(format, &bytes) {
            Some(links) => {
                links.hand_on(options.link_lists, &mut Out::new(&piece.path, format, limit, problems, take));
            }
            None => read_article(format, bytes, piece, limit, problems, take),
        },
    }
    Ok(())
}

/// Reads a file of many articles from its start to its end, never more than one of them in memory.
fn read_stream(
    format: Format,
    source: &mut dyn BufRead,
    piece: &Piece,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) -> std::io::Result<()> {
    if format == Format::JsonLines {
        return packed_lines::read(source, piece, limit, problems, take);
    }
    let mut out = Out::new(&piece.path, format, limit, problems, take);
    let outcome = match format {
        Format::Mailbox => mailbox::read(source, &mut out),
        Format::Table => table::read(source, &piece.path, &mut out),
        Format::References => references::read(source, &mut out),
        _ => reuters_sgml::read(source, &mut out),
    };
    out.finish(match format {
        Format::Mailbox => "a mailbox without messages",
        Format::Table => "a table without rows that are articles",
        Format::References => "a list of references without titles",
        _ => "SGML without articles",
    });
    outcome
}

/// Reads a file that is one article.
fn read_article(
    format: Format,
    bytes: Vec<u8>,
    piece: &Piece,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let is_cut = bytes.len() as u64 > limit;
    let most = bytes.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
    let draft = read_one(format, &bytes[..most], limit);
    // What is made of the text next needs room of its own, and of a large file that is a lot.
    drop(bytes);
    let is_cut = is_cut.then_some(limit);
    hand_on(format, draft, is_cut, piece, problems, take);
}

/// Hands the one article of a file on, with what is wrong with it. `cut_at` is the limit that it passed.
fn hand_on(
    format: Format,
    draft: Result<Draft, Refusal>,
    cut_at: Option<u64>,
    piece: &Piece,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let mut tell = |severity, what| problems.push(Problem::new(&*piece.path, severity, what));
    match draft {
        Ok(draft) => {
            if let Some(limit) = cut_at {
                tell(Severity::Caution, too_long(limit));
            }
            for caution in &draft.cautions {
                tell(Severity::Caution, caution.clone());
            }
            let has_problem = cut_at.is_some() || !draft.cautions.is_empty();
            let address = Address { path: Arc::clone(&piece.path), item: None, range: None, format };
            take(record(draft, address, has_problem));
        }
        Err((severity, what)) => tell(severity, what),
    }
}

/// Says what is wrong with the packing of a file that has been read.
fn tell_damage(source: &Source, piece: &Piece, problems: &mut Vec<Problem>) {
    if let Some(damage) = source.damage() {
        problems.push(Problem::new(&*piece.path, Severity::Caution, format!("packed, and {damage}")));
    }
}

/// Says that a file has lost bytes since the walk came upon it: what is shown of it may break off.
fn tell_shorter(n_bytes: u64, expected: u64, piece: &Piece, problems: &mut Vec<Problem>) {
    if n_bytes < expected {
        let what = "it became shorter while it was read, and may break off";
        problems.push(Problem::new(&*piece.path, Severity::Caution, what));
    }
}

/// Reads one article of `format`.
fn read_one(format: Format, bytes: &[u8], limit: u64) -> Result<Draft, Refusal> {
    let draft = match format {
        // Their parts are in encodings of their own.
        Format::Mail => mail::read(bytes, limit)?,
        Format::Mailbox => mailbox::read_message(bytes, limit)?,
        Format::WebArchive => web_archive::read(bytes)?,
        Format::ReutersSgml => reuters_sgml::read_record(bytes, limit)?,
        _ => {
            let Decoded { text, encoding, n_undecodable } = decode_article(bytes);
            let draft = match format {
                Format::Markdown => markdown::read(&text),
                Format::Html => html::read(&text)?,
                Format::Json | Format::JsonLines => json::read_object(&text, format == Format::JsonLines, limit)?.0,
                _ => plain_text::read(&text),
            };
            Draft { encoding, n_undecodable, ..draft }
        }
    };
    finish(draft, format)
}

/// Takes the title line out of a draft, and refuses one without a word.
fn finish(mut draft: Draft, format: Format) -> Result<Draft, Refusal> {
    take_out_title(&mut draft, format);
    if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
        return Err((Severity::NotShown, "no text was found in it".into()));
    }
    Ok(draft)
}

/// Reads the text of one article again.
pub(super) fn open_article(corpus: &Corpus, address: &Address, options: &Options) -> Result<Body, Cow<'static, str>> {
    let is_large_text = || address.format == Format::PlainText && bytes::is_large_or_packed(corpus, &address.path);
    if address.range.is_none() && (address.item.is_some() || is_large_text()) {
        return open_item(corpus, address, options);
    }
    let limit = options.max_article_bytes;
    if let Some(draft) = renderings::read_snapshot(corpus, &address.path, limit) {
        let mut draft = draft.and_then(|draft| finish(draft, address.format)).map_err(|(_, what)| what)?;
        draft.body.replaced.n_undecodable += draft.n_undecodable;
        return Ok(draft.body);
    }
    let is_json = matches!(address.format, Format::Json | Format::JsonLines);
    let most = if address.range.is_some() || is_json { LARGEST_JSON } else { limit };
    let expected = address.range.map_or(HEAD_BYTES, |range| range.length);
    let bytes = bytes::read(corpus, &address.path, address.range, most, expected)
        .map_err(|error| format!("cannot be read: {}", plain_reason(&error)))?;
    let mut draft = read_one(address.format, &bytes, limit).map_err(|(_, what)| what)?;
    draft.body.replaced.n_undecodable += draft.n_undecodable;
    Ok(draft.body)
}

/// Reads a file again as it was read first, for the one article that is asked for.
fn open_item(corpus: &Corpus, address: &Address, options: &Options) -> Result<Body, Cow<'static, str>> {
    let n_bytes = bytes::size(corpus, &address.path);
    let piece = Piece { path: Arc::clone(&address.path), n_bytes, part: None };
    let mut problems = Vec::new();
    let mut body = None;
    read_piece(corpus, &piece, options, &mut problems, &mut |record| {
        if record.address.item == address.item {
            body = Some(record.body);
        }
    });
    body.ok_or_else(|| problems.pop().map_or("it is not in its file any more".into(), |problem| problem.what))
}

/// A draft at its address.
fn record(mut draft: Draft, address: Address, has_problem: bool) -> Record {
    draft.body.replaced.n_undecodable += draft.n_undecodable;
    Record { address, metadata: draft.metadata, body: draft.body, encoding: draft.encoding, has_problem }
}

/// The range of an article within its file.
fn range_of(start: u64, text: &str) -> ByteRange {
    ByteRange { start, length: text.len() as u64 }
}

fn too_long(limit: u64) -> Cow<'static, str> {
    const MIB: u64 = 1024 * 1024;
    if limit >= MIB {
        format!("longer than {} MiB; the rest is left out (max_article in [corpus])", limit / MIB).into()
    } else {
        format!("longer than {limit} bytes; the rest is left out (max_article in [corpus])").into()
    }
}

/// Takes the title out of the text, where a line or heading of the text is the title.
fn take_out_title(draft: &mut Draft, format: Format) {
    let Some(first) = draft.body.blocks.first() else {
        return;
    };
    let text = draft.body.text_of(first);
    match &draft.metadata.title {
        Some(title) => {
            // The headline stands in a field and above the text: once is enough.
            let is_line = matches!(first.kind, BlockKind::Heading(_) | BlockKind::Paragraph);
            if is_line && draft.body.blocks.len() > 1 && is_same_line(text, &title.text) {
                drop_block(&mut draft.body, 0);
            }
        }
        None if matches!(first.kind, BlockKind::Heading(1 | 2)) && !text.trim().is_empty() => {
            draft.metadata.title = Some(Field::found(text, "the first heading"));
            drop_block(&mut draft.body, 0);
        }
        None if format != Format::Html => {
            if let Some(at) = title_line::title_block(&draft.body) {
                let title = draft.body.text_of(&draft.body.blocks[at]);
                let because = if at == 0 { "the first line" } else { "the line above the text" };
                draft.metadata.title = Some(Field::given(title, because));
                drop_block(&mut draft.body, at);
            }
        }
        None => {}
    }
}

fn is_same_line(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    // Comparing lengths first spares the long first paragraphs of nearly all texts.
    one.len().abs_diff(other.len()) <= 16 && letters(one) == letters(other)
}

/// Takes the block at `at` out of `body`.
fn drop_block(body: &mut Body, at: usize) {
    let start = body.blocks[at].range.start;
    let end = body.blocks.get(at + 1).map_or(body.text.len(), |next| next.range.start);
    let length = end - start;
    body.text.drain(start..end);
    body.blocks.remove(at);
    if !body.lines.is_empty() {
        body.lines.remove(at);
    }
    for block in &mut body.blocks[at..] {
        block.range = block.range.start - length..block.range.end - length;
    }
    if let Some(next) = body.blocks.get_mut(at) {
        next.is_tight = false;
    }
    body.spans.retain(|span| span.range.end <= start || span.range.start >= end);
    for span in body.spans.iter_mut().filter(|span| span.range.start >= end) {
        span.range = span.range.start - length..span.range.end - length;
    }
}
