//! The names that fields of articles have in JSON and front matter, and values of any shape as text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::corpus::{Field, Metadata};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Title,
    Date,
    Source,
    Authors,
    Language,
    Link,
    Text,
    /// A list of articles.
    Articles,
    /// An object with more fields of the same article.
    Nested,
}

/// One name of a field.
#[derive(Debug)]
pub(super) struct Name {
    spelling: &'static str,
    pub(super) holds: Holds,
    /// Of two fields that hold the same, the one with the smaller rank counts.
    rank: u8,
    json: &'static str,
    front_matter: &'static str,
    column: &'static str,
}

/// From this rank on a field hints at an article without making one: programs' own files have
/// names and descriptions too.
const WEAK: u8 = 10;

macro_rules! names {
    ($($holds:ident: $($name:literal $rank:literal),+;)+) => {
        &[$($(Name {
            spelling: $name,
            holds: Holds::$holds,
            rank: $rank,
            json: concat!("JSON `", $name, "`"),
            front_matter: concat!("front matter `", $name, "`"),
            column: concat!("column `", $name, "`"),
        }),+),+]
    };
}

impl Name {
    /// True if it says when something was created, be it the article or the entry of a list.
    fn is_of_creation(&self) -> bool {
        self.spelling.starts_with("created") || self.spelling == "dateCreated"
    }

    /// True if it hints at an article without making one.
    pub(super) fn is_weak(&self) -> bool {
        self.rank >= WEAK
    }
}

/// The names in use: those of schema.org, of news APIs, of crawlers, of static site generators.
const NAMES: &[Name] = names! {
    Title: "headline" 0, "title" 1, "headLine" 2, "webTitle" 2, "resolved_title" 2, "heading" 3, "title_full" 4,
        "readable_title" 4, "given_title" 4, "name" 12;
    Date: "datePublished" 0, "date_published" 1, "publishedAt" 1, "published_at" 1, "publication_date" 1,
        "publicationDate" 1, "publish_date" 1, "publishDate" 1, "pubDate" 1, "pub_date" 1, "pubdate" 1,
        "webPublicationDate" 1, "dateTimePub" 1, "published" 2, "published_date" 2, "publishedDate" 2,
        "published_time" 2, "date_publish" 2, "date" 3, "day" 13, "dateTime" 4, "dateCreated" 4, "created" 4,
        "created_at" 4, "createdAt" 4, "datetime" 4, "timestamp" 5, "seendate" 6;
    Source: "source_name" 0, "site_name" 0, "siteName" 0, "sitename" 0, "source" 1, "site" 1, "publisher" 1, "outlet" 1,
        "publication" 1, "newspaper" 1, "source_domain" 2, "domain_name" 2, "domain" 3, "hostname" 3;
    Authors: "authors" 0, "author" 1, "published_by" 1, "byline" 2, "creator" 3, "writers" 4;
    Language: "inLanguage" 0, "lang" 1, "language" 1, "locale" 2;
    Link: "url" 0, "webUrl" 0, "resolved_url" 0, "link" 1, "web_url" 1, "canonical" 1, "canonical_url" 1,
        "mainEntityOfPage" 2, "permalink" 2, "given_url" 2, "source_url" 3, "external_url" 3;
    Text: "articleBody" 0, "body" 1, "text" 1, "bodyText" 1, "content" 2, "maintext" 2, "main_text" 2, "full_text" 2,
        "fulltext" 2, "content_html" 3, "html_content" 3, "content_text" 3, "body_text" 3, "article" 4, "html" 5,
        "document" 6, "description" 11, "lead_paragraph" 11, "short_description" 11, "summary" 12, "trailText" 12,
        "excerpt" 12, "abstract" 12, "snippet" 13;
    Articles: "articles" 0, "items" 0, "stories" 0, "posts" 0, "entries" 0, "documents" 0, "docs" 0,
        "results" 0, "data" 0, "@graph" 0, "response" 0, "list" 0, "hits" 0;
    Nested: "fields" 0, "_source" 0;
};

/// Fields that only lists of saved pages have: what was created with them is the entry of the list, not the page.
const OF_SAVED_PAGES: [&str; 7] =
    ["is_archived", "is_starred", "time_added", "saved_at", "savedAt", "first_opened_at", "reading_progress"];

/// Where services that save pages keep their copies: the address that the page came from says more.
const COPIES: [&str; 3] = ["://read.readwise.io/", "://readwise.io/", "://getpocket.com/"];

/// The field of that name, in any case.
pub(super) fn named(name: &str) -> Option<&'static Name> {
    NAMES.iter().find(|known| known.spelling.len() == name.len() && known.spelling.eq_ignore_ascii_case(name))
}

/// A value of a field: text, or what text can be made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'text> {
    Text(Cow<'text, str>),
    List(Vec<Value<'text>>),
    /// Whatever says nothing here: null, true, an object without a name.
    Nothing,
}

impl<'text> Value<'text> {
    /// The first text of it.
    pub(super) fn into_text(self) -> Option<Cow<'text, str>> {
        match self {
            Self::Text(text) if text.trim().is_empty() => None,
            Self::Text(text) => Some(text),
            Self::List(values) => values.into_iter().find_map(Value::into_text),
            Self::Nothing => None,
        }
    }

    /// All texts of it: the paragraphs of a text that is a list of them, the names of several authors.
    pub(super) fn into_texts(self) -> Vec<Cow<'text, str>> {
        match self {
            Self::List(values) => values.into_iter().flat_map(Value::into_texts).collect(),
            other => other.into_text().into_iter().collect(),
        }
    }
}

/// The members of an object that hold the text we look for, in the order of preference.
const INNER: [&str; 11] =
    ["name", "main", "original", "rendered", "text", "value", "#text", "$t", "content", "title", "@id"];

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        // Seconds since 1970 with a fraction are the only numbers of this kind that say something.
        Ok(Value::Text(Cow::Owned(format!("{number:.0}"))))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut best: Option<(usize, Value<'de>)> = None;
        while let Some(Key(key)) = map.next_key()? {
            // The TOML parser hands dates over as a map of one member with a name of its own.
            let rank = if key.starts_with("$__") { Some(0) } else { INNER.iter().position(|inner| *inner == key) };
            match rank {
                Some(rank) if best.as_ref().is_none_or(|(other, _)| rank < *other) => {
                    best = Some((rank, map.next_value()?));
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(best.map_or(Value::Nothing, |(_, value)| value))
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// A name of a member, borrowed where it can be.
struct Key<'text>(Cow<'text, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// The fields of an article that are of use, as they stand in an object or in front matter.
#[derive(Debug, Default)]
pub(super) struct Fields<'text> {
    /// By what they hold, the best-ranked field and its value.
    found: [Option<(&'static Name, Value<'text>)>; 7],
    /// True if there is a list that may hold articles.
    pub(super) has_articles: bool,
    /// True if they are of a page that somebody saved.
    is_saved: bool,
}

impl<'text> Fields<'text> {
    /// Takes a value in, unless a better field of that kind has one already.
    pub(super) fn put(&mut self, name: &'static Name, value: Value<'text>) {
        self.put_ranked(name, name.rank, value);
    }

    fn put_ranked(&mut self, name: &'static Name, rank: u8, value: Value<'text>) {
        const LAST: u8 = 9;
        let is_copy = |value: &Value<'_>| {
            name.holds == Holds::Link
                && matches!(value, Value::Text(text) if COPIES.iter().any(|copies| text.contains(copies)))
        };
        let rank = if is_copy(&value) { LAST } else { rank };
        // Lists of articles are no field of one.
        let Some(place) = self.found.get_mut(name.holds as usize) else {
            return;
        };
        let is_empty = match &value {
            Value::Text(text) => text.trim().is_empty(),
            Value::List(values) => values.is_empty(),
            Value::Nothing => true,
        };
        if !is_empty && place.as_ref().is_none_or(|(other, old)| rank < if is_copy(old) { LAST } else { other.rank }) {
            *place = Some((name, value));
        }
    }

    /// Takes in the members of an object.
    fn take_in<A: MapAccess<'text>>(&mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = map.next_key()? {
            match named(&key) {
                Some(name) if name.holds == Holds::Articles => {
                    self.has_articles = true;
                    map.next_value::<IgnoredAny>()?;
                }
                Some(name) if name.holds == Holds::Nested => {
                    let Nested(inner) = map.next_value()?;
                    for (name, value) in inner.into_iter().flat_map(|fields| fields.found).flatten() {
                        self.put(name, value);
                    }
                }
                Some(name) => self.put(name, map.next_value()?),
                None => {
                    self.is_saved |= OF_SAVED_PAGES.contains(&key.as_ref());
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn has(&self, holds: Holds, below: u8) -> bool {
        self.found[holds as usize].as_ref().is_some_and(|(name, _)| name.rank < below)
    }

    /// True if these are the fields of an article, and not of some other thing with a name.
    pub(super) fn is_article(&self) -> bool {
        let with_title = self.has(Holds::Title, WEAK);
        let beside = [Holds::Date, Holds::Link, Holds::Text, Holds::Authors];
        self.has(Holds::Text, WEAK) || (with_title && beside.iter().any(|holds| self.has(*holds, u8::MAX)))
    }

    /// True if there is any of them but a title.
    pub(super) fn has_more_than_a_title(&self) -> bool {
        self.found.iter().enumerate().any(|(at, found)| at != Holds::Title as usize && found.is_some())
    }

    /// The text of the article.
    pub(super) fn take_text(&mut self) -> Option<Value<'text>> {
        self.found[Holds::Text as usize].take().map(|(_, value)| value)
    }

    /// What the fields say, each with its name as JSON or front matter has it.
    pub(super) fn into_metadata(self, is_json: bool) -> Metadata {
        self.metadata(|name| if is_json { name.json } else { name.front_matter })
    }

    /// What the cells of a row say, each with the name of its column.
    pub(super) fn into_row_metadata(self) -> Metadata {
        self.metadata(|name| name.column)
    }

    fn metadata(mut self, because: impl Fn(&'static Name) -> &'static str) -> Metadata {
        if self.is_saved && self.found[Holds::Date as usize].as_ref().is_some_and(|(name, _)| name.is_of_creation()) {
            self.found[Holds::Date as usize] = None;
        }
        let mut field = |holds: Holds| {
            let (name, value) = self.found[holds as usize].take()?;
            Some(Field::given(value.into_text()?, because(name)))
        };
        let title = field(Holds::Title);
        let date = field(Holds::Date);
        let source = field(Holds::Source);
        let language = field(Holds::Language);
        let link = field(Holds::Link).map(|field| field.text);
        let authors = match self.found[Holds::Authors as usize].take() {
            Some((name, value)) => {
                value.into_texts().into_iter().map(|author| Field::given(author, because(name))).collect()
            }
            None => Vec::new(),
        };
        Metadata { title, source, authors, date, language, link }
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Fields<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with the fields of an article")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Fields::default();
                fields.take_in(map)?;
                Ok(fields)
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

/// The fields of an object within another, or nothing where it is none.
struct Nested<'text>(Option<Box<Fields<'text>>>);

impl<'de> Deserialize<'de> for Nested<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NestedVisitor;
        impl<'de> Visitor<'de> for NestedVisitor {
            type Value = Nested<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Fields::default();
                fields.take_in(map)?;
                Ok(Nested(Some(Box::new(fields))))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Nested(None))
            }

            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }
        }
        deserializer.deserialize_any(NestedVisitor)
    }
}
