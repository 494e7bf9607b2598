//! Reads exports of Evernote (`.enex`): notes, most of them clipped from the web.

use super::blocks::push_html;
use super::out::Out;
use super::xml_elements::{BREAKS_OFF, Element, walk};
use super::{Draft, cut, too_long};
use crate::article::{BodyBuilder, Severity};
use crate::corpus::encoding::{Decoded, decode_article};
use crate::corpus::{Field, Metadata};

/// Reads the notes of an export. `created` is not read: it is the day of clipping, and not the date of the article.
pub(super) fn read(bytes: &[u8], out: &mut Out<'_>) {
    let Decoded { text, encoding, n_undecodable } = decode_article(bytes);
    let limit = out.limit;
    let mut note: Option<Draft> = None;
    let wants = |name: &str| matches!(name, "title" | "content" | "author" | "source-url");
    let is_whole = walk(&text, wants, |element| match element {
        Element::Start { name: "note", .. } => note = Some(Draft { encoding, n_undecodable, ..Draft::default() }),
        Element::Text { name, open, text } => {
            if let (Some(note), Some(around)) = (&mut note, open.last()) {
                let kept = cut(text, limit);
                if kept.len() < text.len() {
                    note.cautions.push(too_long(limit));
                }
                take(note, around, name, kept);
            }
        }
        Element::End { name: "note" } => {
            if let Some(note) = note.take() {
                out.article(note, None);
            }
        }
        _ => {}
    });
    if !is_whole {
        out.tell(Severity::Caution, None, BREAKS_OFF);
    }
}

fn take(note: &mut Draft, around: &str, name: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let Metadata { title, authors, link, .. } = &mut note.metadata;
    match (around, name) {
        ("note", "title") => *title = Some(Field::given(text, "the note's title")),
        ("note", "content") => {
            let mut builder = BodyBuilder::default();
            push_html(page(text), &mut builder);
            note.body = builder.finish();
        }
        ("note-attributes", "author") => authors.push(Field::given(text, "the note's author")),
        ("note-attributes", "source-url") => *link = Some(text.to_owned()),
        _ => {}
    }
}

/// Returns the page in the content of a note, without the XML around it.
fn page(content: &str) -> &str {
    let Some(start) = content.find("<en-note") else {
        return content;
    };
    let inner = content[start..].split_once('>').map_or("", |(_, inner)| inner);
    inner.rfind("</en-note>").map_or(inner, |end| &inner[..end])
}
