//! Reads a file, or a chunk of one: recognises its format, and hands on its articles and problems.

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};
use std::sync::Arc;

use super::cautions::Cautions;
use super::out::Out;
use super::{
    Draft, HEAD_BYTES, LARGEST_JSON, Recognised, Refusal, feed, finish, json, large_text, link_list, mailbox, news_xml,
    notes, packed_lines, read_one, recognise, record, references, renderings, reuters_sgml, table, too_long,
};
use crate::article::{Address, Format, Problem, Severity};
use crate::corpus::bytes::{Source, open};
use crate::corpus::{BECAME_SHORTER, Corpus, FileChunk, Options, Record, bytes, plain_reason};

/// The largest feed. It is parsed as a whole, and feeds have a few megabytes at most.
const LARGEST_FEED: u64 = 256 * 1024 * 1024;

/// Reads a chunk of a file, hands its articles to `take` and adds its problems to `problems`.
pub(in crate::corpus) fn read_chunk(
    corpus: &Corpus,
    chunk: &FileChunk,
    options: &Options,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let mut cautions = Cautions::default();
    read_articles(corpus, chunk, options, problems, &mut |mut record| {
        cautions.look_at(&mut record);
        take(record);
    });
    cautions.report(&chunk.path, problems);
}

/// Reads the lines of JSON Lines for which `is_wanted` is true, as [`read_chunk`] reads all lines.
///
/// Reads nothing of a packed file, and nothing of a file of another format.
pub(in crate::corpus) fn read_wanted_lines(
    corpus: &Corpus,
    chunk: &FileChunk,
    options: &Options,
    is_wanted: &dyn Fn(&[u8]) -> bool,
    take: &mut dyn FnMut(Record),
) -> std::io::Result<()> {
    let range = chunk.lines.map(|lines| lines.range);
    let bytes = bytes::read_as_it_is(corpus, &chunk.path, range, chunk.n_bytes, chunk.n_bytes)?;
    let head = &bytes[..bytes.len().min(HEAD_BYTES as usize)];
    let is_json_lines = || {
        recognise::left_behind(&chunk.path).is_none()
            && matches!(recognise(&chunk.path, head), Recognised::Article(Format::JsonLines))
    };
    if chunk.lines.is_some() || is_json_lines() {
        let mut cautions = Cautions::default();
        json::read_wanted_lines(
            &bytes,
            chunk,
            options.max_article_bytes,
            is_wanted,
            // The problems are reported when the whole chunk is read.
            &mut Vec::new(),
            &mut |mut record| {
                cautions.look_at(&mut record);
                take(record);
            },
        );
    }
    Ok(())
}

fn read_articles(
    corpus: &Corpus,
    chunk: &FileChunk,
    options: &Options,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let problem = |severity: Severity, what: Cow<'static, str>| Problem::new(&*chunk.path, severity, what);
    let limit = options.max_article_bytes;
    let outcome = if let Some(lines) = chunk.lines {
        // A chunk is read into memory as a whole, and a single line of it can be arbitrarily long. So the bytes that
        // are read are limited.
        let most = limit.saturating_add(2 * lines.range.length.min(limit));
        bytes::read(corpus, &chunk.path, Some(lines.range), most, chunk.n_bytes).map(|bytes| {
            json::read_lines(&bytes, chunk, limit, problems, take);
            tell_shorter(bytes.len() as u64, lines.range.length.min(most), chunk, problems);
        })
    } else if let Some(draft) = renderings::read_snapshot(corpus, &chunk.path, limit) {
        let draft = draft.and_then(|draft| finish(draft, Format::Html));
        return hand_on(Format::Html, draft, None, chunk, problems, take);
    } else {
        match recognise_chunk(corpus, chunk, limit) {
            Ok(Ok(start)) => read_recognised(corpus, chunk, start, options, problems, take),
            Ok(Err((severity, what))) => return problems.push(problem(severity, what)),
            Err(error) => Err(error),
        }
    };
    if let Err(error) = outcome {
        problems.push(problem(Severity::NotShown, format!("cannot be read: {}", plain_reason(&error)).into()));
    }
}

/// A file whose first bytes have been read and whose format is known.
struct Start {
    format: Format,
    /// The first bytes of the file, unpacked.
    head: Vec<u8>,
    /// True if `head` is the whole file.
    is_all: bool,
    is_packed: bool,
}

/// Reads the start of a file and returns its format, or the reason why it is not read.
fn recognise_chunk(corpus: &Corpus, chunk: &FileChunk, limit: u64) -> std::io::Result<Result<Start, Refusal>> {
    let refuse = |what: &'static str| Ok(Err((Severity::NotShown, Cow::Borrowed(what))));
    let set_aside = |what: &'static str| Ok(Err((Severity::SetAside, Cow::Borrowed(what))));
    if let Some(what) = recognise::left_behind(&chunk.path) {
        return set_aside(what);
    }
    // Small files, which are most, are read as a whole. Of others, only enough is read to recognise the format.
    let most = if chunk.n_bytes <= HEAD_BYTES { HEAD_BYTES } else { HEAD_BYTES.min(limit) };
    let (head, is_packed) = bytes::head(corpus, &chunk.path, most, chunk.n_bytes)?;
    if head.is_empty() && is_packed {
        let what = nothing_unpacked(corpus, chunk)?;
        return Ok(Err((Severity::NotShown, what)));
    }
    if head.is_empty() {
        return set_aside(recognise::empty(&chunk.path).unwrap_or("empty, 0 bytes"));
    }
    let format = match recognise(&chunk.path, &head) {
        Recognised::Article(format) => format,
        Recognised::NoArticle(what) => return Ok(Err((Severity::SetAside, what))),
        Recognised::Blank => {
            return set_aside(recognise::empty(&chunk.path).unwrap_or("holds nothing but white space"));
        }
    };
    if matches!(format, Format::Json | Format::JsonLines) && !is_packed && chunk.n_bytes > LARGEST_JSON {
        return refuse(
            "JSON of more than 2 GiB in one piece; with an article a line, in a file called .jsonl, it could be read",
        );
    }
    let is_all = (head.len() as u64) < most;
    Ok(Ok(Start { format, head, is_all, is_packed }))
}

/// Returns the reason why nothing of a packed file can be unpacked.
fn nothing_unpacked(corpus: &Corpus, chunk: &FileChunk) -> std::io::Result<Cow<'static, str>> {
    let mut source = open(corpus, &chunk.path)?;
    source.fill_buf()?;
    Ok(match source.damage() {
        Some(damage) if !damage.starts_with("damaged") => format!("packed, and {damage}").into(),
        _ => "packed, and nothing can be unpacked".into(),
    })
}

/// Reads a file whose format is known.
fn read_recognised(
    corpus: &Corpus,
    chunk: &FileChunk,
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
        // A packed file is unpacked again from its start, because its damage is reported at its end.
        let is_at_hand = is_all && !is_packed;
        let n_bytes_of_head = head.len() as u64;
        let mut source =
            if is_at_hand { Source::Plain(Box::new(Cursor::new(head))) } else { open(corpus, &chunk.path)? };
        let outcome = read_stream(format, &mut source, chunk, limit, problems, take);
        tell_damage(&source, chunk, problems);
        let n_bytes = if is_at_hand { n_bytes_of_head } else { bytes::size(corpus, &chunk.path) };
        tell_shorter(n_bytes, chunk.n_bytes, chunk, problems);
        return outcome;
    }
    if format == Format::PlainText && !is_all && (is_packed || chunk.n_bytes > bytes::LARGE_TEXT_BYTES) {
        let mut source = open(corpus, &chunk.path)?;
        if let Some(draft) = large_text::read(&mut source, limit)? {
            let cut_at = (!source.fill_buf()?.is_empty()).then_some(limit);
            tell_damage(&source, chunk, problems);
            tell_shorter(bytes::size(corpus, &chunk.path), chunk.n_bytes, chunk, problems);
            hand_on(format, finish(draft, format), cut_at, chunk, problems, take);
            return Ok(());
        }
    }
    let most = match format {
        // Lines that are appended meanwhile are read the next time, from the end of this reading.
        Format::JsonLines if !is_packed => chunk.n_bytes.min(LARGEST_JSON),
        Format::Json | Format::JsonLines => LARGEST_JSON,
        Format::Feed | Format::NewsXml | Format::Notes => LARGEST_FEED,
        _ => limit.saturating_add(1),
    };
    let bytes = if is_all && !is_packed {
        let mut bytes = head;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        tell_shorter(bytes.len() as u64, chunk.n_bytes.min(most), chunk, problems);
        bytes
    } else if is_packed {
        let mut source = open(corpus, &chunk.path)?;
        let mut bytes = Vec::new();
        source.by_ref().take(most).read_to_end(&mut bytes)?;
        tell_damage(&source, chunk, problems);
        tell_shorter(bytes::size(corpus, &chunk.path), chunk.n_bytes, chunk, problems);
        bytes
    } else {
        let bytes = bytes::read(corpus, &chunk.path, None, most, chunk.n_bytes)?;
        tell_shorter(bytes.len() as u64, chunk.n_bytes.min(most), chunk, problems);
        bytes
    };
    match format {
        Format::Json if link_list::is_of_browser(&bytes) => {
            let mut out = Out::new(&chunk.path, format, limit, problems, take).of_bytes(&bytes);
            match link_list::read(format, &bytes) {
                Some(links) => links.hand_on(options.link_lists, &mut out),
                None => out.tell(Severity::NotShown, None, "bookmarks that could not be read"),
            }
        }
        Format::JsonLines => json::read_lines(&bytes, chunk, limit, problems, take),
        Format::Json => {
            let mut out = Out::new(&chunk.path, format, limit, problems, take).of_bytes(&bytes);
            if renderings::read_export(corpus, &bytes, &chunk.path, &mut out) {
                out.finish("a list of Omnivore without articles");
            } else {
                json::read_values(&bytes, chunk, limit, problems, take);
            }
        }
        Format::Feed => {
            let mut out = Out::new(&chunk.path, format, limit, problems, take).of_bytes(&bytes);
            feed::read(&bytes, &mut out);
            out.finish("a feed without entries");
        }
        Format::NewsXml => {
            let mut out = Out::new(&chunk.path, format, limit, problems, take).of_bytes(&bytes);
            news_xml::read(&bytes, &mut out);
            out.finish("XML of a news agency without an article");
        }
        Format::Notes => {
            let mut out = Out::new(&chunk.path, format, limit, problems, take).of_bytes(&bytes);
            notes::read(&bytes, &mut out);
            out.finish("an export of notes without a note");
        }
        _ => match link_list::read(format, &bytes) {
            Some(links) => {
                let mut out = Out::new(&chunk.path, format, limit, problems, take).of_bytes(&bytes);
                links.hand_on(options.link_lists, &mut out);
            }
            None => read_article(format, bytes, chunk, limit, problems, take),
        },
    }
    Ok(())
}

/// Reads a file of many articles from start to end, with at most one article in memory.
fn read_stream(
    format: Format,
    source: &mut dyn BufRead,
    chunk: &FileChunk,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) -> std::io::Result<()> {
    if format == Format::JsonLines {
        return packed_lines::read(source, chunk, limit, problems, take);
    }
    let mut out = Out::new(&chunk.path, format, limit, problems, take);
    let outcome = match format {
        Format::Mailbox => mailbox::read(source, &mut out),
        Format::Table => table::read(source, &chunk.path, &mut out),
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
    chunk: &FileChunk,
    limit: u64,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let is_cut = bytes.len() as u64 > limit;
    let most = bytes.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
    let draft = read_one(format, &bytes[..most], limit);
    // The next steps need memory for the text of a large file, so the bytes are freed first.
    drop(bytes);
    let is_cut = is_cut.then_some(limit);
    hand_on(format, draft, is_cut, chunk, problems, take);
}

/// Hands on the one article of a file with its problems. `cut_at` is the limit at which the article was cut.
fn hand_on(
    format: Format,
    draft: Result<Draft, Refusal>,
    cut_at: Option<u64>,
    chunk: &FileChunk,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record),
) {
    let mut tell = |severity, what| problems.push(Problem::new(&*chunk.path, severity, what));
    match draft {
        Ok(draft) => {
            if let Some(limit) = cut_at {
                tell(Severity::Caution, too_long(limit));
            }
            for caution in &draft.cautions {
                tell(Severity::Caution, caution.clone());
            }
            let has_problem = cut_at.is_some() || !draft.cautions.is_empty();
            let address = Address { path: Arc::clone(&chunk.path), item: None, range: None, format };
            take(record(draft, address, has_problem));
        }
        Err((severity, what)) => tell(severity, what),
    }
}

/// Reports damage to a packed file that has been read.
fn tell_damage(source: &Source, chunk: &FileChunk, problems: &mut Vec<Problem>) {
    if let Some(damage) = source.damage() {
        problems.push(Problem::new(&*chunk.path, Severity::Caution, format!("packed, and {damage}")));
    }
}

/// Reports that a file has become shorter since the walk listed it, so that its text may break off.
fn tell_shorter(n_bytes: u64, expected: u64, chunk: &FileChunk, problems: &mut Vec<Problem>) {
    if n_bytes < expected {
        problems.push(Problem::new(&*chunk.path, Severity::Caution, BECAME_SHORTER));
    }
}
