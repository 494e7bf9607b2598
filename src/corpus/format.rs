//! The file formats, one module each. This module turns the bytes of one article into a draft, and drafts into records.

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

/// The number of bytes at the start of a file from which its format is recognised.
pub(super) const HEAD_BYTES: u64 = 64 * 1024;

/// The largest file that may be one JSON value, because it is read into memory as a whole.
const LARGEST_JSON: u64 = 2 * 1024 * 1024 * 1024;

/// An article as a format reads it, before its title line is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) metadata: Metadata,
    pub(super) body: Body,
    /// The encoding of the bytes that it was decoded from.
    pub(super) encoding: Encoding,
    /// The number of byte sequences that are not valid in that encoding.
    pub(super) n_undecodable: u32,
    /// The cautions for the user: the parts of the article that are not shown, and why.
    pub(super) cautions: Vec<Cow<'static, str>>,
    /// The digest of the bytes of the article, if the format has them at hand.
    pub(super) raw: Option<Digest>,
    /// The `Message-ID` or guid of the article.
    pub(super) own_id: Option<OwnId>,
}

/// The reason why something is no article: its severity, and the sentence that the user sees.
pub(super) type Refusal = (Severity, Cow<'static, str>);

/// Reads one article of `format` from its `bytes`.
fn read_one(format: Format, bytes: &[u8], limit: u64) -> Result<Draft, Refusal> {
    let draft = match format {
        // The parts of these files have encodings of their own, so the format decodes them.
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

/// Takes the title line out of a draft.
///
/// # Errors
///
/// Returns a refusal if the draft has neither a title nor a text.
fn finish(mut draft: Draft, format: Format) -> Result<Draft, Refusal> {
    take_out_title(&mut draft, format);
    if draft.body.blocks.is_empty() && draft.metadata.title.is_none() {
        return Err((Severity::NotShown, "no text was found in it".into()));
    }
    Ok(draft)
}

/// Reads the text of the article at `address` again.
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

/// Reads the whole file at `address` again, as it was read the first time, and returns the text of that one article.
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

/// Makes the record of a draft at its address.
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

/// Returns the byte range of `text`, which begins at `start` in its file.
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
