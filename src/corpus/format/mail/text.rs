//! Reads the text of a message from its parts: decides which parts are read, in which order, and which are left out.

use std::borrow::Cow;

use super::alternative::Forms;
use super::encoded_text::decode_text;
use super::headers::ContentType;
use super::parts::Entity;
use super::transfer::decode_transfer;
use super::{alternative, flowed, html};
use crate::article::{BlockKind, Body, BodyBuilder, Boilerplate, Encoding};
use crate::corpus::encoding::Decoded;
use crate::corpus::format::text_blocks::push_text;
use crate::corpus::format::{cut, too_long};

/// The deepest level of parts within parts that is read. A message that was forwarded ten times has about thirty
/// levels.
const DEEPEST: usize = 32;

/// The most attachments that are named.
const NAMED_MAX: usize = 5;

pub(super) struct Text {
    pub(super) body: Body,
    /// The encoding of the first part that has a text.
    pub(super) encoding: Encoding,
    pub(super) n_undecodable: u32,
    /// The cautions for the user.
    pub(super) cautions: Vec<Cow<'static, str>>,
}

pub(super) fn read(message: &Entity<'_>, limit: u64) -> Text {
    let mut reader = MailReader {
        builder: BodyBuilder::default(),
        encoding: None,
        n_undecodable: 0,
        attachments: Vec::new(),
        n_left: limit,
        is_cut: false,
        is_too_deep: false,
    };
    reader.part(message, Place { is_message: true, ..Place::default() });
    let mut cautions = Vec::new();
    if let Some(named) = named(&reader.attachments) {
        cautions.push(named.into());
    }
    if reader.is_cut {
        cautions.push(too_long(limit));
    }
    if reader.is_too_deep {
        let what = format!("its parts are nested deeper than {DEEPEST} levels; the inner ones are shown as they stand");
        cautions.push(what.into());
    }
    Text {
        body: reader.builder.finish(),
        encoding: reader.encoding.unwrap_or_default(),
        n_undecodable: reader.n_undecodable,
        cautions,
    }
}

/// Returns the caution that names the attachments that are not shown.
fn named(attachments: &[String]) -> Option<String> {
    let names = attachments.iter().take(NAMED_MAX).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match attachments.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let count = match attachments.len() {
        0 => return None,
        1 => "1 attachment is".to_owned(),
        count => format!("{count} attachments are"),
    };
    Some(format!("{count} not shown: {names}{more}"))
}

/// The position of a part in the message.
#[derive(Clone, Copy, Default)]
struct Place {
    depth: usize,
    /// True for a whole message. Its text is shown even if its headers say that it is an attachment.
    is_message: bool,
    /// True for a part of `multipart/digest`. Such parts are messages unless they have another type.
    in_digest: bool,
    /// True if the text is another form of a text that is shown. Only its attachments count.
    is_silent: bool,
}

struct MailReader {
    builder: BodyBuilder,
    encoding: Option<Encoding>,
    n_undecodable: u32,
    /// The names of files that are not shown.
    attachments: Vec<String>,
    /// The number of bytes of text that may still be added.
    n_left: u64,
    is_cut: bool,
    is_too_deep: bool,
}

impl MailReader {
    fn part(&mut self, part: &Entity<'_>, place: Place) {
        let kind = part.headers.content_type();
        let (to_save, file) = part.headers.disposition();
        let to_save = to_save && !place.is_message;
        match (kind.kind.as_str(), kind.subtype.as_str()) {
            ("multipart" | "message", _) if place.depth >= DEEPEST => {
                self.is_too_deep = true;
                self.text(part, &kind, place);
            }
            ("multipart", subtype) => self.multipart(part, &kind, subtype, place),
            ("message", "rfc822" | "global" | "news") => self.forwarded(part, place),
            ("", _) if place.in_digest => self.forwarded(part, place),
            // Signatures are for programs, and have no text of the message.
            ("application", "pgp-signature" | "pkcs7-signature" | "x-pkcs7-signature") => {}
            ("text", "html") if !to_save => self.html(part, &kind, place),
            ("text", "calendar" | "vcard" | "x-vcard" | "directory" | "css") if !place.is_message => {
                self.attach(file.or(kind.name), &kind.subtype);
            }
            ("text" | "message" | "", _) if !to_save => self.text(part, &kind, place),
            // This is the same text in another form, such as a version for telephones.
            _ if place.is_silent && !to_save && file.is_none() => {}
            (_, subtype) => self.attach(file.or(kind.name), subtype),
        }
    }

    fn attach(&mut self, file: Option<String>, subtype: &str) {
        let file = file.map(|file| crate::text::safe::safe_line(&file)).filter(|file| !file.is_empty());
        self.attachments.push(file.unwrap_or_else(|| format!("a file of the type {}", one_word(subtype))));
    }

    fn multipart(&mut self, part: &Entity<'_>, kind: &ContentType, subtype: &str, place: Place) {
        let parts = part.parts();
        let inner = Place { depth: place.depth + 1, in_digest: subtype == "digest", is_message: false, ..place };
        match subtype {
            _ if parts.is_empty() => self.text(part, kind, place),
            "alternative" => self.alternative(&parts, inner),
            "related" => {
                let root = kind.start.as_deref().and_then(|start| {
                    parts.iter().position(|part| part.headers.text("Content-ID").is_some_and(|id| id.trim() == start))
                });
                let root = root.unwrap_or(0);
                self.part(&parts[root], inner);
                // The pictures of a page are not attachments, but some programs put attachments next to them.
                for (_, other) in parts.iter().enumerate().filter(|(at, _)| *at != root) {
                    let (to_save, file) = other.headers.disposition();
                    let kind = other.headers.content_type();
                    if to_save && !(kind.kind == "image" && other.headers.text("Content-ID").is_some()) {
                        self.attach(file.or(kind.name), &kind.subtype);
                    }
                }
            }
            _ => parts.iter().for_each(|part| self.part(part, inner)),
        }
    }

    /// Shows one of several forms of the same text.
    fn alternative(&mut self, parts: &[Entity<'_>], place: Place) {
        let type_of = |part: &Entity<'_>| {
            let kind = part.headers.content_type();
            (kind.kind, kind.subtype)
        };
        let plain = parts.iter().rposition(|part| {
            let (kind, subtype) = type_of(part);
            (kind == "text" && subtype == "plain") || kind.is_empty()
        });
        let rich = parts.iter().rposition(|part| {
            let (kind, subtype) = type_of(part);
            (kind == "text" && subtype == "html") || kind == "multipart"
        });
        let mut only_in_other = Vec::new();
        let shown = match (plain, rich) {
            (Some(plain), Some(rich)) if !place.is_silent => {
                let page = page_of(&parts[rich], place.depth);
                let texts = page.map(|page| (decoded_text(&parts[plain]), decoded_text(&page)));
                let forms = match &texts {
                    Some((plain, page)) => alternative::compare(plain, page),
                    None if decoded_text(&parts[plain]).trim().is_empty() => Forms::IsStub,
                    None => Forms::Same,
                };
                // Nothing is lost: paragraphs that the shown form lacks become page text.
                if let Some((plain, page)) = &texts {
                    let page = cut(page, self.n_left);
                    only_in_other = match forms {
                        Forms::HtmlHasMore => alternative::only_in_page(plain, page),
                        Forms::IsStub => alternative::only_in_plain(plain, page),
                        Forms::Same => Vec::new(),
                    };
                }
                if forms == Forms::IsStub { rich } else { plain }
            }
            (Some(shown), _) | (None, Some(shown)) => shown,
            (None, None) => 0,
        };
        for (at, part) in parts.iter().enumerate() {
            self.part(part, Place { is_silent: place.is_silent || at != shown, ..place });
        }
        for paragraph in only_in_other {
            let short = cut(&paragraph, self.n_left);
            self.is_cut |= short.len() < paragraph.len();
            self.builder.push(short);
            self.n_left = self.n_left.saturating_sub(paragraph.len() as u64);
            self.builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Page);
        }
    }

    /// Adds a message within the message: its main headers and its text.
    fn forwarded(&mut self, part: &Entity<'_>, place: Place) {
        let decoded = decode_transfer(part.body, part.headers.transfer_encoding().as_deref());
        let message = Entity::read(&decoded);
        if !place.is_silent {
            self.builder.end_block(BlockKind::Rule, false);
            let mut is_tight = false;
            for name in ["Subject", "From", "Date"] {
                if let Some(value) = message.headers.text(name) {
                    self.builder.push(name);
                    self.builder.push(": ");
                    self.builder.push(&value);
                    self.builder.end_block(BlockKind::Paragraph, is_tight);
                    is_tight = true;
                }
            }
        }
        self.part(&message, Place { depth: place.depth + 1, is_message: true, in_digest: false, ..place });
    }

    /// Decodes a text, cuts it to the bytes that are left, and hands it to `push`.
    fn decoded(&mut self, part: &Entity<'_>, kind: &ContentType, push: impl FnOnce(&str, &mut BodyBuilder)) {
        let bytes = decode_transfer(part.body, part.headers.transfer_encoding().as_deref());
        let Decoded { text, encoding, n_undecodable } = decode_text(&bytes, kind.charset.as_deref());
        let short = cut(&text, self.n_left);
        self.is_cut |= short.len() < text.len();
        self.n_left -= short.len() as u64;
        if !text.trim().is_empty() {
            self.encoding.get_or_insert(encoding);
        }
        self.n_undecodable = self.n_undecodable.saturating_add(n_undecodable);
        push(short, &mut self.builder);
    }

    fn text(&mut self, part: &Entity<'_>, kind: &ContentType, place: Place) {
        if place.is_silent {
            return;
        }
        self.decoded(part, kind, |text, builder| {
            let text =
                if kind.is_flowed { Cow::Owned(flowed::unflowed(text, kind.joins_words)) } else { Cow::Borrowed(text) };
            push_text(&flowed::set_apart(&text), builder);
        });
    }

    fn html(&mut self, part: &Entity<'_>, kind: &ContentType, place: Place) {
        if !place.is_silent {
            self.decoded(part, kind, html::push);
        }
    }
}

fn decoded_text(part: &Entity<'_>) -> String {
    let bytes = decode_transfer(part.body, part.headers.transfer_encoding().as_deref());
    decode_text(&bytes, part.headers.content_type().charset.as_deref()).text.into_owned()
}

/// Returns the first page within a part.
fn page_of<'bytes>(part: &Entity<'bytes>, depth: usize) -> Option<Entity<'bytes>> {
    let kind = part.headers.content_type();
    match (kind.kind.as_str(), kind.subtype.as_str()) {
        ("text", "html") => Some(part.clone()),
        // Only the first part can be the page. The others are its pictures.
        ("multipart", _) if depth < DEEPEST => page_of(part.parts().first()?, depth + 1),
        _ => None,
    }
}

/// Returns the name of a subtype without signs that cannot be part of it.
fn one_word(subtype: &str) -> String {
    let word: String = subtype.chars().filter(|c| c.is_ascii_alphanumeric() || "-.+".contains(*c)).take(40).collect();
    if word.is_empty() { "unknown".to_owned() } else { word }
}
