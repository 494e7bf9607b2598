//! Reads web archives (MHTML): a page with all of its files, in the format of mail.

use super::mail::{Entity, decode_transfer};
use super::{Draft, Refusal, html};
use crate::article::Severity;
use crate::corpus::Field;
use crate::corpus::encoding::{Hints, declared, decode};

/// The levels of parts within parts that are searched for the page. It is one of the outermost parts.
const DEEPEST: usize = 4;

/// Reads the page of an archive.
///
/// # Errors
///
/// Returns a refusal if there is no page in it, or no text in the page.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let archive = Entity::read(bytes);
    let location = archive.headers.text("Snapshot-Content-Location");
    let Some(page) = page(&archive, location.as_deref(), DEEPEST) else {
        return Err((Severity::NotShown, "a web archive in which there is no page".into()));
    };
    let bytes = decode_transfer(page.body, page.headers.transfer_encoding().as_deref());
    let charset = page.headers.content_type().charset;
    let hints = Hints { declared: charset.as_deref().or_else(|| declared(&bytes)), ..Hints::default() };
    let decoded = decode(&bytes, hints);
    let mut draft = html::read(&decoded.text)?;
    let metadata = &mut draft.metadata;
    if metadata.title.is_none() {
        metadata.title = archive.headers.text("Subject").map(|title| Field::given(title, "the archive's Subject"));
    }
    // The location is the address of the page when it was saved. The page's own address takes precedence: it lacks the
    // parameters of the link that led to the page.
    let location = location.or_else(|| page.headers.text("Content-Location"));
    let is_on_web = |link: &String| link.starts_with("http://") || link.starts_with("https://");
    if metadata.link.is_none() {
        metadata.link = location.filter(is_on_web);
    }
    Ok(Draft { encoding: decoded.encoding, n_undecodable: decoded.n_undecodable, ..draft })
}

/// Returns the part that is the page: the part that the archive names, else the part that was saved from `location`,
/// else the first part in HTML.
fn page<'bytes>(entity: &Entity<'bytes>, location: Option<&str>, depth: usize) -> Option<Entity<'bytes>> {
    let kind = entity.headers.content_type();
    if is_page(entity) {
        return Some(entity.clone());
    }
    if kind.kind != "multipart" || depth == 0 {
        return None;
    }
    let mut parts = entity.parts();
    let is_root = |part: &Entity<'_>| {
        kind.start.is_some() && part.headers.text("Content-ID").map(|id| id.trim().to_owned()) == kind.start
    };
    let is_there =
        |part: &Entity<'_>| location.is_some() && part.headers.text("Content-Location").as_deref() == location;
    let at = parts
        .iter()
        .position(|part| is_page(part) && is_root(part))
        .or_else(|| parts.iter().position(|part| is_page(part) && is_there(part)))
        .or_else(|| parts.iter().position(is_page));
    match at {
        Some(at) => Some(parts.swap_remove(at)),
        None => parts.iter().find_map(|part| page(part, location, depth - 1)),
    }
}

fn is_page(part: &Entity<'_>) -> bool {
    let kind = part.headers.content_type();
    (kind.kind == "text" && kind.subtype == "html") || (kind.kind == "application" && kind.subtype == "xhtml+xml")
}
