//! The formats: one file each. Here a file's bytes become drafts of one of them, and drafts records.

use std::borrow::Cow;
use std::sync::Arc;

use super::bytes::{cut, decode};
use super::{Corpus, Field, Metadata, Options, Piece, Record, bytes, plain_reason, title_line};
use crate::article::{Address, BlockKind, Body, ByteRange, Format, Problem, Severity};

mod blocks;
mod fields;
mod front_matter;
mod html;
mod json;
mod markdown;
mod plain_text;
mod recognise;
mod text_blocks;

pub(super) use recognise::{Recognised, may_be_json_lines, recognise};

/// How many bytes of a file are looked at to recognise its format.
const HEAD_BYTES: u64 = 64 * 1024;
/// The largest file that may be one JSON value: all of it is in memory while it is read.
const LARGEST_JSON: u64 = 2 * 1024 * 1024 * 1024;

/// An article as a format reads it, before its title line is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) metadata: Metadata,
    pub(super) body: Body,
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
    let problem = |severity: Severity, what: Cow<'static, str>| Problem::new(&*piece.path, severity, what);
    let limit = options.max_article_bytes;
    let outcome = if let Some(part) = piece.part {
        // A line far longer than an article may be would make a part of any size.
        let most = limit.saturating_add(2 * part.range.length.min(limit));
        bytes::read(corpus, &piece.path, Some(part.range), most, piece.n_bytes).map(|bytes| (Format::JsonLines, bytes))
    } else {
        match read_whole(corpus, piece, limit) {
            Ok(Ok(read)) => Ok(read),
            Ok(Err((severity, what))) => return problems.push(problem(severity, what)),
            Err(error) => Err(error),
        }
    };
    let (format, read_bytes) = match outcome {
        Ok(read) => read,
        Err(error) => {
            return problems
                .push(problem(Severity::NotShown, format!("cannot be read: {}", plain_reason(&error)).into()));
        }
    };
    match format {
        Format::JsonLines => json::read_lines(&read_bytes, piece, limit, problems, take),
        Format::Json => json::read_values(&read_bytes, piece, limit, problems, take),
        _ => {
            let is_cut = read_bytes.len() as u64 > limit;
            let (text, n_undecodable) =
                decode(&read_bytes[..read_bytes.len().min(usize::try_from(limit).unwrap_or(usize::MAX))]);
            let address = Address { path: Arc::clone(&piece.path), item: None, range: None, format };
            match read_one(format, &text, limit) {
                Ok(draft) => {
                    if is_cut {
                        problems.push(problem(Severity::Caution, too_long(limit)));
                    }
                    if n_undecodable > 0 {
                        problems.push(problem(Severity::Caution, undecodable(n_undecodable)));
                    }
                    take(record(draft, address, n_undecodable, is_cut || n_undecodable > 0));
                }
                Err((severity, what)) => problems.push(problem(severity, what)),
            }
        }
    }
}

/// The format and the bytes of a file, as many as one article may have and one more.
#[allow(clippy::type_complexity)]
fn read_whole(corpus: &Corpus, piece: &Piece, limit: u64) -> std::io::Result<Result<(Format, Vec<u8>), Refusal>> {
    let refuse = |severity, what: &'static str| Ok(Err((severity, Cow::Borrowed(what))));
    // Most files are read in one go; of the others only as much as shows what they are.
    let first = if piece.n_bytes <= HEAD_BYTES { HEAD_BYTES } else { HEAD_BYTES.min(limit) };
    let head = bytes::read(corpus, &piece.path, None, first, piece.n_bytes)?;
    if head.is_empty() {
        return refuse(Severity::NotShown, "empty, 0 bytes");
    }
    let format = match recognise(&piece.path, &head) {
        Recognised::Article(format) => format,
        Recognised::NotYet(what) | Recognised::NoArticle(what) => return Ok(Err((Severity::SetAside, what))),
        Recognised::Blank => return refuse(Severity::NotShown, "holds nothing but white space"),
    };
    if (head.len() as u64) < first {
        return Ok(Ok((format, head)));
    }
    let most = match format {
        Format::Json | Format::JsonLines if piece.n_bytes > LARGEST_JSON => {
            return refuse(Severity::NotShown, "one JSON value of more than 2 GiB; as JSON Lines it could be read");
        }
        Format::Json | Format::JsonLines => LARGEST_JSON,
        _ => limit.saturating_add(1),
    };
    Ok(Ok((format, bytes::read(corpus, &piece.path, None, most, piece.n_bytes)?)))
}

/// Reads one article of `format`.
fn read_one(format: Format, text: &str, limit: u64) -> Result<Draft, Refusal> {
    let mut draft = match format {
        Format::PlainText => plain_text::read(text),
        Format::Markdown => markdown::read(text),
        Format::Html => html::read(text)?,
        Format::Json | Format::JsonLines => json::read_object(text, limit)?.0,
    };
    take_out_title(&mut draft, format);
    if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
        return Err((Severity::NotShown, "no text was found in it".into()));
    }
    Ok(draft)
}

/// Reads the text of one article again.
pub(super) fn open_article(corpus: &Corpus, address: &Address, options: &Options) -> Result<Body, Cow<'static, str>> {
    let limit = options.max_article_bytes;
    let most = if address.range.is_some() || address.format == Format::Json { LARGEST_JSON } else { limit };
    let expected = address.range.map_or(HEAD_BYTES, |range| range.length);
    let bytes = bytes::read(corpus, &address.path, address.range, most, expected)
        .map_err(|error| format!("cannot be read: {}", plain_reason(&error)))?;
    let (text, n_undecodable) = decode(&bytes);
    let mut draft = read_one(address.format, &text, limit).map_err(|(_, what)| what)?;
    draft.body.replaced.n_undecodable += n_undecodable;
    Ok(draft.body)
}

/// A draft at its address.
fn record(mut draft: Draft, address: Address, n_undecodable: u32, has_problem: bool) -> Record {
    draft.body.replaced.n_undecodable += n_undecodable;
    Record { address, metadata: draft.metadata, body: draft.body, has_problem }
}

/// The range of an article within its file.
fn range_of(start: u64, text: &str) -> ByteRange {
    ByteRange { start, length: text.len() as u64 }
}

fn undecodable(n_undecodable: u32) -> Cow<'static, str> {
    let places = if n_undecodable == 1 { "1 place".to_owned() } else { format!("{n_undecodable} places") };
    format!("not UTF-8 in {places}, shown as �; other encodings are not read yet").into()
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
