//! Reads feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF and JSON Feed. Each entry is an article.
//!
//! Many feeds are not valid XML, because the programs that write them do not check their output. So the markup is read
//! event by event and repaired on the way: bare ampersands and brackets, names of HTML in XML, undeclared prefixes,
//! elements without an end. A feed that breaks off is read up to that place. Dates are kept as they are written, with
//! their zones.

use std::borrow::Cow;

use super::out::Out;
use crate::article::Encoding;
use crate::corpus::encoding::{Decoded, Hints, declared, decode, decode_article};
use crate::corpus::{Field, Metadata};
use crate::text::columns;
use crate::text::safe::safe_line;

mod entry;
mod json_feed;
mod markup;
mod mend;
mod plain_line;
mod references;
mod vocabulary;
mod xml;

pub(super) use json_feed::is_json_feed;
pub(super) use references::unescaped;

/// The part of a feed's title that is shown in a problem, in columns.
const TITLE_COLUMNS: usize = 80;

pub(super) fn read(bytes: &[u8], out: &mut Out<'_>) {
    let Decoded { text, encoding, n_undecodable } = decoded(bytes);
    let feed = Feed { encoding, is_damaged: n_undecodable > 0, ..Feed::default() };
    if text.trim_start().starts_with('{') {
        json_feed::read(&text, feed, out);
    } else {
        xml::read(&mend::mended(&text), feed, out);
    }
}

/// Decodes the text of a feed. Only the declaration of the XML may name the encoding, because the pages in the entries
/// may name other encodings.
fn decoded(bytes: &[u8]) -> Decoded<'_> {
    const LOOKED_AT: usize = 1024;
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    match (memchr::memmem::find(head, b"<?xml"), memchr::memmem::find(head, b"?>")) {
        (Some(start), Some(end)) if start < end => {
            decode(bytes, Hints { declared: declared(&head[start..end]), ..Hints::default() })
        }
        (Some(_), _) => decode(bytes, Hints::default()),
        _ => decode_article(bytes),
    }
}

/// The facts of a feed that apply to entries without such facts of their own.
#[derive(Clone, Debug, Default)]
struct Feed {
    encoding: Encoding,
    /// True if some of its bytes are not valid in its encoding.
    is_damaged: bool,
    /// The name of the feed, which is the name of the outlet.
    title: Option<String>,
    authors: Vec<String>,
    language: Option<String>,
}

impl Feed {
    /// Fills the fields that an entry lacks.
    fn fill(&self, metadata: &mut Metadata) {
        let given = |text: &String, because: &'static str| Field::given(text.as_str(), because);
        if metadata.source.is_none() {
            metadata.source = self.title.as_ref().map(|title| given(title, "the feed's title"));
        }
        if metadata.language.is_none() {
            metadata.language = self.language.as_ref().map(|language| given(language, "the feed's language"));
        }
        if metadata.authors.is_empty() {
            metadata.authors = self.authors.iter().map(|author| given(author, "the feed's author")).collect();
        }
    }
}

/// Returns the problem of a feed without entries.
fn without_entries(title: Option<&str>) -> Cow<'static, str> {
    match title {
        Some(title) => format!("a feed without entries, “{}”", columns::cut(&safe_line(title), TITLE_COLUMNS)).into(),
        None => "a feed without entries".into(),
    }
}
