//! Reads articles in the XML of news agencies: NewsML, NewsML-G2, NITF, and the Reuters Corpus (RCV1).

use super::other_texts::OtherTexts;
use super::out::Out;
use super::text_names::is_meaningless_name;
use super::xml_elements::{BREAKS_OFF, Element, Tag, walk};
use super::{Draft, cut, too_long};
use crate::article::{BlockKind, BodyBuilder, Severity};
use crate::corpus::encoding::{Decoded, decode_article};
use crate::corpus::{Field, Metadata};

/// Elements that hold one article each. Such an element within another one is a part of the outer article.
const ARTICLES: [&str; 2] = ["newsitem", "nitf"];

/// Elements with the text of the article: its paragraphs and headings.
const OF_TEXT: [&str; 9] = ["p", "li", "pre", "h1", "h2", "h3", "h4", "hl2", "inlinedata"];

/// Elements whose paragraphs do not belong to the text of the article.
const BESIDE_TEXT: [&str; 6] = ["caption", "media", "media-caption", "abstract", "headline", "description"];

/// Elements whose paragraphs are not texts that people read.
const UNREAD: [&str; 6] = ["copyright", "usageterms", "rightsinfo", "head", "style", "script"];

/// Elements that hold the text of the article, in any elements.
const BODIES: [&str; 5] = ["body.content", "inlinexml", "datacontent", "text", "content"];

/// Elements within [`BODIES`] that hold fields and not the text.
const WITHOUT_TEXT: [&str; 4] = ["head", "docdata", "body.head", "body.end"];

/// Elements that are fields: name, kind and rank. Of two fields of one kind, the one with the smaller rank counts.
const FIELDS: [(&str, NewsXmlFieldKind, u8); 17] = [
    ("headline", NewsXmlFieldKind::Title, 0),
    ("hl1", NewsXmlFieldKind::Title, 1),
    ("title", NewsXmlFieldKind::Title, 5),
    ("byline", NewsXmlFieldKind::Author, 0),
    ("by", NewsXmlFieldKind::Author, 1),
    ("contentcreated", NewsXmlFieldKind::Date, 1),
    ("firstcreated", NewsXmlFieldKind::Date, 2),
    ("versioncreated", NewsXmlFieldKind::Date, 4),
    ("thisrevisioncreated", NewsXmlFieldKind::Date, 4),
    ("dateline.date", NewsXmlFieldKind::Date, 5),
    ("story.date", NewsXmlFieldKind::Date, 6),
    ("dateandtime", NewsXmlFieldKind::Date, 7),
    ("provider", NewsXmlFieldKind::Source, 1),
    ("creditline", NewsXmlFieldKind::Source, 2),
    ("distributor", NewsXmlFieldKind::Source, 3),
    ("copyrightholder", NewsXmlFieldKind::Source, 5),
    ("publisher", NewsXmlFieldKind::Source, 4),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum NewsXmlFieldKind {
    Title,
    Author,
    Date,
    Source,
}

/// True if an XML file with this root element, in lower case, is one of a news agency.
pub(super) fn is_root(name: &str) -> bool {
    matches!(name, "newsitem" | "newsml" | "newsmessage" | "nitf")
}

pub(super) fn read(bytes: &[u8], out: &mut Out<'_>) {
    let Decoded { text, encoding, n_undecodable } = decode_article(bytes);
    let limit = out.limit;
    let mut item: Option<Item> = None;
    let mut depth = 0_usize;
    let mut language = None;
    let wants = |name: &str| OF_TEXT.contains(&name) || FIELDS.iter().any(|(known, ..)| *known == name);
    let is_whole = walk(&text, wants, |element| match element {
        Element::Start { name, tag } => {
            depth += usize::from(item.is_some());
            if item.is_none() && ARTICLES.contains(&name) {
                item = Some(Item::default());
            }
            let lang = tag.attribute("lang");
            match &mut item {
                Some(item) => item.start(name, &tag, lang.or_else(|| language.clone())),
                None => language = lang.or_else(|| language.take()),
            }
        }
        Element::Text { name, open, text } => {
            if let Some(item) = &mut item {
                let kept = cut(text, limit);
                item.is_cut |= kept.len() < text.len();
                item.text(name, open, kept);
            }
        }
        Element::OtherText { name, open, text } => {
            if let Some(item) = &mut item {
                let kept = cut(text, limit);
                item.is_cut |= kept.len() < text.len();
                item.other_text(name, open, kept);
            }
        }
        Element::End { .. } => {
            if depth > 0 {
                depth -= 1;
            } else if let Some(item) = item.take() {
                let (draft, is_cut) = item.draft(limit);
                let cautions = if is_cut { vec![too_long(limit)] } else { Vec::new() };
                out.article(Draft { encoding, n_undecodable, cautions, ..draft }, None);
            }
        }
    });
    if !is_whole {
        out.tell(Severity::Caution, None, BREAKS_OFF);
    }
}

/// The article that is being read.
#[derive(Default)]
struct Item {
    metadata: Metadata,
    /// The rank of each known field. If two fields are of the same kind, the one with the smaller rank counts.
    ranks: [Option<u8>; 4],
    body: BodyBuilder,
    /// Captions, abstracts and similar texts.
    others: OtherTexts<'static>,
    /// True if one of its texts was cut at the limit.
    is_cut: bool,
}

impl Item {
    fn start(&mut self, name: &str, tag: &Tag<'_>, language: Option<String>) {
        if self.metadata.language.is_none() {
            self.metadata.language = language.map(|language| Field::given(language, "the article's `lang`"));
        }
        let attribute = |name: &str| tag.attribute(name);
        match name {
            "newsitem" => self.put(NewsXmlFieldKind::Date, 3, attribute("date").unwrap_or_default(), "date"),
            "date.issue" => self.put(NewsXmlFieldKind::Date, 0, attribute("norm").unwrap_or_default(), name),
            "pubdata" => {
                self.put(NewsXmlFieldKind::Date, 1, attribute("date.publication").unwrap_or_default(), name);
                self.put(NewsXmlFieldKind::Source, 0, attribute("name").unwrap_or_default(), name);
            }
            "provider" => self.put(NewsXmlFieldKind::Source, 1, attribute("literal").unwrap_or_default(), name),
            "dc" => {
                let value = attribute("value").unwrap_or_default();
                match attribute("element").as_deref() {
                    Some("dc.date.published") => self.put(NewsXmlFieldKind::Date, 1, value, "dc.date.published"),
                    Some("dc.date.created") => self.put(NewsXmlFieldKind::Date, 4, value, "dc.date.created"),
                    Some("dc.publisher" | "dc.source") => self.put(NewsXmlFieldKind::Source, 0, value, "dc.publisher"),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, name: &str, open: &[String], text: &str) {
        if text.is_empty() {
            return;
        }
        if OF_TEXT.contains(&name) {
            let kind = match name {
                "h1" | "h2" | "h3" | "h4" | "hl2" => BlockKind::Heading(3),
                "li" => BlockKind::ListItem { depth: 0, number: None },
                _ => BlockKind::Paragraph,
            };
            if is_within(open, &BESIDE_TEXT) {
                self.beside(name, open, text);
            } else if !is_within(open, &UNREAD) {
                self.body.push(&one_line(text));
                self.body.end_block(kind, false);
            }
            return;
        }
        // The head of an XHTML page within the item has a title that repeats the headline.
        let is_of_page = name == "title" && open.last().is_some_and(|around| around == "head");
        if let Some((_, holds, rank)) = FIELDS.iter().find(|(known, ..)| *known == name).filter(|_| !is_of_page) {
            self.put(*holds, *rank, one_line(text), name);
        }
    }

    /// Adds the text of an element that is neither a field nor a paragraph.
    fn other_text(&mut self, name: &str, open: &[String], text: &str) {
        let is_of_text = (is_within(open, &BODIES) || BODIES.contains(&name)) && !is_within(open, &WITHOUT_TEXT);
        if UNREAD.contains(&name) || is_within(open, &UNREAD) {
            return;
        }
        if is_of_text && !BESIDE_TEXT.contains(&name) && !is_within(open, &BESIDE_TEXT) {
            self.body.push(&one_line(text));
            self.body.end_block(BlockKind::Paragraph, false);
        } else {
            self.beside(name, open, text);
        }
    }

    /// Adds a text that does not belong to the text of the article, under the name of the element that describes it.
    fn beside(&mut self, name: &str, open: &[String], text: &str) {
        let around = open.iter().rev().map(String::as_str);
        let says_something = |name: &&str| !OF_TEXT.contains(name) && !is_meaningless_name(name);
        let name = std::iter::once(name).chain(around).find(says_something).unwrap_or_default();
        self.others.take(name, one_line(text));
    }

    fn put(&mut self, holds: NewsXmlFieldKind, rank: u8, text: String, name: &str) {
        if text.is_empty() {
            return;
        }
        let known = &mut self.ranks[holds as usize];
        if known.is_some_and(|known| known <= rank) {
            // A second headline usually has another text.
            if holds == NewsXmlFieldKind::Title {
                self.others.take(name, text);
            }
            return;
        }
        *known = Some(rank);
        let text = if holds == NewsXmlFieldKind::Date { spelled(&text) } else { text };
        let field = Field::given(text, format!("the XML's `{name}`"));
        match holds {
            NewsXmlFieldKind::Title => {
                if let Some(other) = self.metadata.title.replace(field) {
                    self.others.take("title", other.text);
                }
            }
            NewsXmlFieldKind::Author => self.metadata.authors = vec![field],
            NewsXmlFieldKind::Date => self.metadata.date = Some(field),
            NewsXmlFieldKind::Source => self.metadata.source = Some(field),
        }
    }

    /// Returns the article, and `true` if some of it was cut at `limit` bytes.
    fn draft(self, limit: u64) -> (Draft, bool) {
        let title = self.metadata.title.as_ref().map(|title| title.text.as_str());
        let (body, is_page_cut) = self.others.add_to(self.body.finish(), title, limit);
        (Draft { metadata: self.metadata, body, ..Draft::default() }, self.is_cut || is_page_cut)
    }
}

/// True if one of the elements around a text is among `names`.
fn is_within(open: &[String], names: &[&str]) -> bool {
    open.iter().any(|around| names.contains(&around.as_str()))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the separators between the numbers to a date such as `20220308T100501Z`. Other dates are kept as they are.
fn spelled(text: &str) -> String {
    let digits =
        |range: std::ops::Range<usize>| text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(4..6), digits(6..8)) else {
        return text.to_owned();
    };
    match (digits(9..11), digits(11..13), digits(13..15)) {
        (Some(hour), Some(minute), Some(second)) if text.as_bytes()[8] == b'T' => {
            format!("{year}-{month}-{day}T{hour}:{minute}:{second}{}", &text[15..])
        }
        _ => format!("{year}-{month}-{day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_without_signs() {
        for (text, expected) in [
            ("20220308T100501Z", "2022-03-08T10:05:01Z"),
            ("20220308", "2022-03-08"),
            ("2022-03-08T10:05:01Z", "2022-03-08T10:05:01Z"),
            ("1 March", "1 March"),
        ] {
            assert_eq!(spelled(text), expected);
        }
    }
}
