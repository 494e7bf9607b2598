//! Reads an article of which a program has stored several renderings. The best text is used, with the fields of all.

use std::borrow::Cow;
use std::path::Path;

use super::other_texts::OtherTexts;
use super::out::Out;
use super::{Draft, Refusal, html, plain_text, too_long};
use crate::article::Severity;
use crate::corpus::encoding::{Decoded, decode_article};
use crate::corpus::renderings::archivebox::{MERCURY, READABILITY, Snapshot};
use crate::corpus::renderings::omnivore::{self, Item};
use crate::corpus::{Corpus, Field, Metadata, bytes};
use crate::text::digest::Digest;

/// The largest file of metadata, in bytes. Some contain the text once more.
const LARGEST_METADATA: u64 = 32 * 1024 * 1024;

/// Reads the article of the ArchiveBox snapshot whose main rendering is the file at `path`; `None` if the file is not
/// one.
pub(super) fn read_snapshot(corpus: &Corpus, path: &Path, limit: u64) -> Option<Result<Draft, Refusal>> {
    let snapshot = Snapshot::of_main(corpus, path)?;
    let mut found: Option<Draft> = None;
    let mut pages: Vec<Metadata> = Vec::new();
    let mut refusal = (Severity::NotShown, "no text was found in it".into());
    // The text comes from the first rendering that can be read. Cleaned texts have no head, so the fields come from the
    // first whole page.
    for rendering in &snapshot.with_text {
        let is_whole =
            !rendering.starts_with(snapshot.file("readability")) && !rendering.starts_with(snapshot.file("mercury"));
        if found.is_some() && (!is_whole || !pages.is_empty()) {
            continue;
        }
        match read_rendering(corpus, rendering, limit) {
            Ok(mut draft) => {
                if is_whole {
                    pages.push(std::mem::take(&mut draft.metadata));
                }
                found.get_or_insert(draft);
            }
            Err(other) => refusal = other,
        }
    }
    let Some(mut draft) = found else {
        return Some(Err(refusal));
    };
    let page = pages.pop().unwrap_or_default();
    let readability = of_extractor(corpus, &snapshot, READABILITY);
    let mercury = of_extractor(corpus, &snapshot, MERCURY);
    let title = snapshot.title.map(|title| Field::given(title, "index.json of ArchiveBox, `title`"));
    let first = |fields: [Option<Field>; 4]| fields.into_iter().flatten().next();
    let authors = [readability.authors, mercury.authors, page.authors].into_iter().find(|authors| !authors.is_empty());
    draft.metadata = Metadata {
        title: first([readability.title, mercury.title, page.title, title]),
        source: first([readability.source, page.source, None, None]),
        authors: authors.unwrap_or_default(),
        date: first([readability.date, page.date, mercury.date, None]),
        language: first([readability.language, page.language, None, None]),
        link: Some(snapshot.url),
        tags: page.tags,
    };
    Some(Ok(draft))
}

fn read_rendering(corpus: &Corpus, path: &Path, limit: u64) -> Result<Draft, Refusal> {
    let bytes = bytes::read(corpus, path, None, limit.saturating_add(1), 0)
        .map_err(|error| (Severity::NotShown, format!("cannot be read: {}", super::plain_reason(&error)).into()))?;
    let is_cut = bytes.len() as u64 > limit;
    let most = bytes.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
    let Decoded { text, encoding, n_undecodable } = decode_article(&bytes[..most]);
    let is_plain = path.extension().is_some_and(|ending| ending == "txt");
    let mut draft = if is_plain { plain_text::read(&text) } else { html::read(&text)? };
    if draft.body.blocks.is_empty() {
        return Err((Severity::NotShown, "no text was found in it".into()));
    }
    draft.cautions.extend(is_cut.then(|| too_long(limit)));
    Ok(Draft { encoding, n_undecodable, raw: Some(Digest::of(&bytes[..most])), ..draft })
}

/// Returns the fields that an extractor of ArchiveBox found. `name` is its file in the snapshot.
fn of_extractor(corpus: &Corpus, snapshot: &Snapshot, name: &'static str) -> Metadata {
    let json = bytes::read(corpus, &snapshot.file(name), None, LARGEST_METADATA, 0).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap_or_default();
    let field = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            let text = value.get(*key)?.as_str()?.trim();
            (!text.is_empty()).then(|| Field::given(text, format!("{name} of ArchiveBox, `{key}`")))
        })
    };
    Metadata {
        title: field(&["title"]),
        source: field(&["siteName", "site_name"]),
        authors: field(&["byline", "author"]).into_iter().collect(),
        date: field(&["publishedTime", "date_published"]),
        language: field(&["lang", "language"]),
        link: None,
        tags: Vec::new(),
    }
}

/// Reads the articles of a list of Omnivore, each with its text from its own file. Returns `false` if `json` is not
/// such a list.
pub(super) fn read_export(corpus: &Corpus, json: &[u8], list: &Path, out: &mut Out<'_>) -> bool {
    let Some(items) = omnivore::is_list(list).then(|| omnivore::items(json)).flatten() else {
        return false;
    };
    let mut n_without_text = 0;
    for item in items {
        let content = omnivore::content(list, &item.slug).filter(|content| bytes::is_file(corpus, content));
        let mut unread = None;
        let text = content.and_then(|content| {
            let text = read_rendering(corpus, &content, out.limit);
            text.map_err(|(_, why)| unread = Some(not_shown(&content, &why))).ok()
        });
        n_without_text += usize::from(text.is_none() && unread.is_none());
        let mut draft = with_text(item, text, out.limit);
        draft.cautions.extend(unread);
        out.article(draft, None);
    }
    if n_without_text > 0 {
        let what = match n_without_text {
            1 => "the text of 1 article is not in the export".to_owned(),
            n => format!("the texts of {n} articles are not in the export"),
        };
        out.tell(Severity::Caution, None, what);
    }
    true
}

/// Returns the caution for an article whose text in `content` could not be read.
fn not_shown(content: &Path, why: &str) -> Cow<'static, str> {
    let content = crate::text::safe::safe_line(&content.to_string_lossy());
    format!("its text in {content} is not shown: {why}").into()
}

/// Makes the article of an item of a list. The description of the item is page text, because it is not the article's
/// text.
fn with_text(item: Item, text: Option<Draft>, limit: u64) -> Draft {
    let field = |text: Option<String>, because: &'static str| {
        text.filter(|text| !text.trim().is_empty()).map(|text| Field::given(text, because))
    };
    let labels = item.labels.iter().filter_map(serde_json::Value::as_str);
    let metadata = Metadata {
        title: field(item.title, "JSON `title`"),
        source: field(item.site_name, "JSON `siteName`"),
        authors: field(item.author, "JSON `author`").into_iter().collect(),
        date: field(item.published_at, "JSON `publishedAt`"),
        language: field(item.language, "JSON `language`"),
        link: item.url,
        tags: labels.map(|label| Field::given(label, "JSON `labels`")).collect(),
    };
    let mut draft = text.unwrap_or_default();
    let mut others = OtherTexts::default();
    others.take("description", item.description.unwrap_or_default());
    let title = metadata.title.as_ref().map(|title| title.text.as_str());
    let (body, is_cut) = others.add_to(draft.body, title, limit);
    draft.cautions.extend(is_cut.then(|| too_long(limit)));
    Draft { metadata, body, ..draft }
}
