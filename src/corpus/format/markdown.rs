//! Reads Markdown with front matter, with header lines, or with neither: plain files, and files of site generators and
//! of programs for notes.

use super::blocks::push_markdown;
use super::header_lines::headers;
use super::other_texts::OtherTexts;
use super::{Draft, front_matter};
use crate::article::{BlockKind, BodyBuilder, Boilerplate};
use crate::corpus::Metadata;

mod note;
mod plain_markdown;
mod templates;
mod wiki;

/// Reads a text. This always succeeds, because every text is valid Markdown.
pub(super) fn read(text: &str) -> Draft {
    // Header lines that are no field of the article, such as `Slug: a-b`. They become page text.
    let mut lines = Vec::new();
    let (mut metadata, others, rest) = if let Some((kind, head, rest)) = front_matter::split(text) {
        let (metadata, others) = front_matter::fields(kind, head);
        (without_links(metadata), others, rest)
    } else {
        let mut metadata = Metadata::default();
        let rest = headers(text, &mut metadata, &mut lines).unwrap_or(text);
        (metadata, OtherTexts::default(), rest)
    };
    note::complete(&mut metadata, rest);
    let mut builder = BodyBuilder::with_capacity(rest.len());
    push_markdown(&plain_markdown::plain_markdown(rest), &mut builder);
    let title = metadata.title.as_ref().map(|title| title.text.as_str());
    // The file is no longer than the limit of an article, so its front matter needs no limit.
    let (body, _) = others.add_to(builder.finish(), title, u64::MAX);
    let mut builder = BodyBuilder::going_on(body);
    for line in lines {
        builder.push(&line);
        builder.end_boilerplate(BlockKind::Paragraph, false, Boilerplate::Page);
    }
    let body = builder.finish();
    Draft { metadata, body, ..Draft::default() }
}

/// Replaces wiki links in fields by their text. Note-takers link the notes on a person or an outlet in fields.
fn without_links(mut metadata: Metadata) -> Metadata {
    let Metadata { title, source, authors, date, .. } = &mut metadata;
    for field in title.iter_mut().chain(source).chain(authors).chain(date) {
        if field.text.contains("[[") {
            field.text = plain_markdown::plain_markdown(&field.text).into_owned();
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_follows_the_front_matter() {
        let draft = read("---\ntitle: A\n---\n\nOne *two*.\n");
        assert_eq!(
            (draft.metadata.title.unwrap().text.as_str(), draft.body.plain().to_string().as_str()),
            ("A", "One two.")
        );
        let draft = read("Title: A\nAuthor: Nell Harbury\nDate: 2022-03-08 10:05\nSlug: a-b\n\nOne *two*.\n");
        let metadata = draft.metadata;
        assert_eq!(
            (metadata.title.unwrap().text.as_str(), metadata.authors[0].text.as_str(), &*draft.body.page),
            ("A", "Nell Harbury", "Slug: a-b\n")
        );
        assert_eq!(
            (metadata.date.unwrap().text.as_str(), draft.body.plain().to_string().as_str()),
            ("2022-03-08 10:05", "One two.")
        );
        for text in ["Note: the ferry\n\nText", "Title: of a song\nthat goes on\n\nText"] {
            assert!(read(text).metadata.title.is_none(), "{text}");
        }
        assert_eq!(read("Only text\nover lines.").body.plain().to_string(), "Only text over lines.");
    }
}
