//! Markdown, with or without front matter: of plain files, of site generators and of note-takers.

use super::blocks::push_markdown;
use super::{Draft, front_matter};
use crate::article::BodyBuilder;
use crate::corpus::Metadata;

mod note;
mod plain_markdown;
mod templates;
mod wiki;

/// Reads a text. It always succeeds: all text is Markdown.
pub(super) fn read(text: &str) -> Draft {
    let (mut metadata, rest) = match front_matter::split(text) {
        Some((kind, head, rest)) => (without_links(front_matter::metadata(kind, head)), rest),
        None => (Metadata::default(), text),
    };
    note::complete(&mut metadata, rest);
    let mut builder = BodyBuilder::with_capacity(rest.len());
    push_markdown(&plain_markdown::plain_markdown(rest), &mut builder);
    Draft { metadata, body: builder.finish(), ..Draft::default() }
}

/// Fields in which note-takers link the notes on a person or an outlet.
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
        assert_eq!(read("Only text\nover lines.").body.plain().to_string(), "Only text over lines.");
    }
}
