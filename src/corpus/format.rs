//! The formats: one file each. Here the bytes of one article become a draft, and drafts become records.

use std::borrow::Cow;
use std::sync::Arc;

use super::bytes::cut;
use super::encoding::{Decoded, decode_article};
use super::{Corpus, FileChunk, Metadata, Options, Record, bytes, plain_reason};
use crate::article::{Address, Body, ByteRange, Encoding, Format, OwnId, Severity};
use crate::text::digest::Digest;

mod blocks;
mod broken_words;
mod byte_stream;
mod cautions;
mod date_names;
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
mod outlet_names;
mod own_link;
mod packed_lines;
mod plain_text;
mod prose;
mod read_file;
mod recognise;
mod references;
mod renderings;
mod reuters_sgml;
mod story;
mod table;
mod tags;
mod text_blocks;
mod text_names;
mod title_block;
mod web_archive;
mod xml_elements;

use title_block::take_out_title;

pub(super) use read_file::{read_chunk, read_wanted_lines};
pub(super) use recognise::{Recognised, ending, may_be_json_lines, recognise};

/// How many bytes of a file are looked at to recognise its format.
pub(super) const HEAD_BYTES: u64 = 64 * 1024;

/// The largest file that may be one JSON value: all of it is in memory while it is read.
const LARGEST_JSON: u64 = 2 * 1024 * 1024 * 1024;

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
    /// The digest of the bytes that hold it, where the format has them in hand.
    pub(super) raw: Option<Digest>,
    /// Its `Message-ID` or guid.
    pub(super) own_id: Option<OwnId>,
}

/// Why something is no article: what becomes of the file, and the sentence that says so.
pub(super) type Refusal = (Severity, Cow<'static, str>);

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
    finish(Draft { raw: Some(Digest::of(bytes)), ..draft }, format)
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
    let chunk = FileChunk { path: Arc::clone(&address.path), n_bytes, lines: None };
    let mut problems = Vec::new();
    let mut body = None;
    read_chunk(corpus, &chunk, options, &mut problems, &mut |record| {
        if record.address.item == address.item {
            body = Some(record.body);
        }
    });
    body.ok_or_else(|| problems.pop().map_or("it is not in its file any more".into(), |problem| problem.what))
}

/// A draft at its address.
fn record(mut draft: Draft, address: Address, has_problem: bool) -> Record {
    draft.body.replaced.n_undecodable += draft.n_undecodable;
    Record {
        address,
        metadata: draft.metadata,
        body: draft.body,
        encoding: draft.encoding,
        has_problem,
        raw: draft.raw,
        own_id: draft.own_id,
    }
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
