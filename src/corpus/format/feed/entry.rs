//! An entry of a feed: collects the facts in its elements, and makes an article of them.

use std::borrow::Cow;

use super::Feed;
use super::plain_line::{has_tag, plain_line};
use super::references::has_reference;
use crate::article::{BodyBuilder, OwnId};
use crate::corpus::format::Draft;
use crate::corpus::format::blocks::{looks_like_html, push_html};
use crate::corpus::format::other_texts::OtherTexts;
use crate::corpus::format::tags::push_tags;
use crate::corpus::format::text_blocks::push_text;
use crate::corpus::format::{cut, too_long};
use crate::corpus::{Field, Metadata};
use crate::dates::{self, WrittenDate};

/// A text in an element, with the rank of the element and its name. The smallest rank is the best.
#[derive(Clone, Debug)]
struct RankedText<'text> {
    text: Cow<'text, str>,
    rank: u8,
    because: &'static str,
}

/// The facts in the elements of an entry, as they are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry<'text> {
    titles: Vec<RankedText<'text>>,
    dates: Vec<RankedText<'text>>,
    texts: Vec<RankedText<'text>>,
    authors: Vec<RankedText<'text>>,
    links: Vec<RankedText<'text>>,
    tags: Vec<Field>,
    pub(super) language: Option<String>,
    pub(super) source: Option<String>,
    pub(super) guid: Option<String>,
}

/// The most elements of one kind that an entry may have. More do not belong to one entry.
const MOST: usize = 256;

fn say<'text>(all: &mut Vec<RankedText<'text>>, rank: u8, because: &'static str, text: Cow<'text, str>) {
    if !text.trim().is_empty() && all.len() < MOST {
        all.push(RankedText { text, rank, because });
    }
}

impl<'text> Entry<'text> {
    /// Adds a title. `is_literal` is true if text that looks like a tag is not one.
    pub(super) fn title(&mut self, rank: u8, because: &'static str, title: &str, is_literal: bool) {
        let title = if is_literal && !has_reference(title) { title.trim().into() } else { plain_line(title) };
        say(&mut self.titles, rank, because, title.into());
    }

    /// Adds a date.
    pub(super) fn date(&mut self, rank: u8, because: &'static str, date: Cow<'text, str>) {
        say(&mut self.dates, rank, because, date);
    }

    /// Adds a text, which may be HTML.
    pub(super) fn text(&mut self, rank: u8, text: Cow<'text, str>) {
        say(&mut self.texts, rank, "", text);
    }

    /// Adds an author: a name, a mail address, or both.
    pub(super) fn author(&mut self, rank: u8, because: &'static str, author: &str) {
        let name = person(author);
        // A name is better than an address.
        let rank = if name.contains('@') { rank + 1 } else { rank };
        say(&mut self.authors, rank, because, name.into());
    }

    /// Adds a subject of the entry.
    pub(super) fn tag(&mut self, because: &'static str, tag: &str) {
        push_tags(tag, &Cow::Borrowed(because), &mut self.tags);
    }

    /// Adds an address of the web.
    pub(super) fn link(&mut self, rank: u8, link: &str) {
        say(&mut self.links, rank, "", link.trim().to_owned().into());
    }

    /// Returns the article of the entry.
    pub(super) fn into_draft(self, feed: &Feed, limit: u64) -> Draft {
        let Self { titles, dates, mut texts, authors, links, tags, language, source, guid } = self;
        let field = |said: RankedText<'_>| Field::given(said.text.into_owned(), said.because);
        let best_author = authors.iter().map(|author| author.rank).min();
        let mut names: Vec<Field> = Vec::new();
        for author in authors.into_iter().filter(|author| Some(author.rank) == best_author) {
            if names.iter().all(|other| other.text != author.text) {
                names.push(field(author));
            }
        }
        let mut metadata = Metadata {
            title: best(titles).map(field),
            source: source.map(|source| Field::given(source, "the feed's `source`")),
            authors: names,
            date: best_date(dates).map(field),
            language: language.map(|language| Field::given(language, "the feed's language")),
            link: best(links).map(|said| said.text.into_owned()),
            tags,
        };
        feed.fill(&mut metadata);
        let of_feed = metadata.source.as_ref().map(|source| source.text.as_str());
        let own_id = guid.and_then(|guid| OwnId::of_guid(&guid, of_feed));
        // A text that is only a picture has no blocks. Then the summary is better.
        texts.sort_by_key(|said| said.rank);
        let mut body = crate::article::Body::default();
        let mut texts = texts.into_iter();
        for said in texts.by_ref() {
            let mut builder = BodyBuilder::default();
            push(cut(&said.text, limit), &mut builder);
            body = builder.finish();
            if !body.blocks.is_empty() {
                break;
            }
        }
        let mut others = OtherTexts::default();
        texts.for_each(|said| others.take("summary", said.text));
        let title = metadata.title.as_ref().map(|title| title.text.as_str());
        let (body, is_page_cut) = others.add_to(body, title, limit);
        let cautions = if is_page_cut { vec![too_long(limit)] } else { Vec::new() };
        let n_undecodable = if feed.is_damaged { body.text.matches('\u{fffd}').count() as u32 } else { 0 };
        Draft { metadata, body, encoding: feed.encoding, n_undecodable, cautions, own_id, ..Draft::default() }
    }
}

fn best(all: Vec<RankedText<'_>>) -> Option<RankedText<'_>> {
    all.into_iter().min_by_key(|said| said.rank)
}

/// Returns the best date that can be read, else the best date.
fn best_date(mut dates: Vec<RankedText<'_>>) -> Option<RankedText<'_>> {
    dates.sort_by_key(|said| said.rank);
    let readable = dates.iter().position(|said| matches!(dates::read(&said.text), WrittenDate::Date(_)));
    (!dates.is_empty()).then(|| dates.swap_remove(readable.unwrap_or(0)))
}

/// Adds a text. Its content alone decides whether it is HTML, because feeds often declare the wrong type.
fn push(text: &str, builder: &mut BodyBuilder) {
    if looks_like_html(text) || has_tag(text) || has_reference(text) {
        push_html(text, builder);
    } else {
        push_text(text, builder);
    }
}

/// Returns the name in `nell@example.org (Nell Harbury)`, `Nell Harbury <nell@example.org>` or
/// `Nell Harbury (nell@example.org)`. Returns the text itself if it has no name and address.
fn person(text: &str) -> String {
    let text = plain_line(text);
    let parts = [('(', ')'), ('<', '>')].iter().find_map(|(open, close)| {
        let inner = text.strip_suffix(*close)?;
        let (before, inner) = inner.rsplit_once(*open)?;
        Some((before.trim(), inner.trim()))
    });
    let is_address = |part: &str| part.contains('@') && !part.contains(' ');
    match parts {
        Some((before, inner)) if is_address(before) && !inner.is_empty() => inner.to_owned(),
        Some((before, inner)) if is_address(inner) && !before.is_empty() => before.trim_matches('"').to_owned(),
        Some(("", inner)) => inner.to_owned(),
        // This is `nell@example.org Nell Harbury`, without brackets.
        _ => match text.split_once(' ') {
            Some((address, name)) if is_address(address) && !name.trim().is_empty() => name.trim().to_owned(),
            _ => text.strip_prefix("mailto:").map_or_else(|| text.clone(), str::to_owned),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons() {
        for (text, expected) in [
            ("Nell Harbury", "Nell Harbury"),
            ("nell@example.org (Nell Harbury)", "Nell Harbury"),
            ("Nell Harbury <nell@example.org>", "Nell Harbury"),
            ("Nell Harbury (nell@example.org)", "Nell Harbury"),
            ("nell@example.org Nell Harbury", "Nell Harbury"),
            ("mailto:nell@example.org", "nell@example.org"),
            ("Nell Harbury (Harbour Wire)", "Nell Harbury (Harbour Wire)"),
            ("", ""),
        ] {
            assert_eq!(person(text), expected, "{text}");
        }
    }

    #[test]
    fn the_best_of_each_kind_counts() {
        let mut entry = Entry::default();
        entry.title(1, "second", "B", false);
        entry.title(0, "first", "A <i>quay</i>", false);
        entry.date(0, "first", "when the tide turned".into());
        entry.date(2, "second", "2022-03-09".into());
        entry.text(0, "<img src='x'>".into());
        entry.text(2, "One &amp; two".into());
        entry.author(0, "first", "nell@example.org");
        entry.author(0, "second", "Nell Harbury");
        let draft = entry.into_draft(&Feed { title: Some("Harbour Wire".into()), ..Feed::default() }, 1000);
        let metadata = draft.metadata;
        assert_eq!(metadata.title.unwrap(), Field::given("A quay", "first"));
        assert_eq!(metadata.date.unwrap(), Field::given("2022-03-09", "second"));
        assert_eq!(metadata.authors, [Field::given("Nell Harbury", "second")]);
        assert_eq!(metadata.source.unwrap(), Field::given("Harbour Wire", "the feed's title"));
        assert_eq!(draft.body.plain().to_string(), "One & two");
    }
}
