//! Reads feeds in JSON: JSON Feed 1.0 and 1.1.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::entry::Entry;
use super::plain_line::plain_line;
use super::{Feed, without_entries};
use crate::article::Severity;
use crate::corpus::format::fields::Value;
use crate::corpus::format::json::in_plain_words;
use crate::corpus::format::out::Out;

/// True if the start of a text in JSON says that it is a feed.
pub(in crate::corpus::format) fn is_json_feed(start: &str) -> bool {
    start.starts_with('{') && start.contains("jsonfeed.org") && start.contains("\"version\"")
}

/// Hands the entries of a feed to `out`. If the JSON breaks off or has an error, the entries before that place are
/// read.
pub(super) fn read(text: &str, feed: Feed, out: &mut Out<'_>) {
    let mut read = Read { feed, entries: Vec::new() };
    let outcome = Whole(&mut read).deserialize(&mut serde_json::Deserializer::from_str(text));
    if read.entries.is_empty() && outcome.is_ok() {
        out.tell(Severity::SetAside, None, without_entries(read.feed.title.as_deref()));
    }
    // The facts of the feed itself may follow its entries.
    for entry in read.entries {
        out.article(entry.into_draft(&read.feed, out.limit), None);
    }
    if let Err(error) = outcome {
        let severity = if out.n_articles() == 0 { Severity::NotShown } else { Severity::Caution };
        let line = u32::try_from(error.line()).ok();
        out.tell(severity, line, in_plain_words(&error, true));
    }
}

/// The facts and entries that were read so far.
struct Read<'text> {
    feed: Feed,
    entries: Vec<Entry<'text>>,
}

/// The deserialiser of the whole feed.
struct Whole<'read, 'text>(&'read mut Read<'text>);

impl<'text> DeserializeSeed<'text> for Whole<'_, 'text> {
    type Value = ();

    fn deserialize<D: Deserializer<'text>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'text> Visitor<'text> for Whole<'_, 'text> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a feed")
    }

    fn visit_map<A: MapAccess<'text>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(read) = self;
        while let Some(key) = map.next_key::<Cow<'text, str>>()? {
            match key.as_ref() {
                "items" => map.next_value_seed(Items(&mut read.entries))?,
                "title" => {
                    read.feed.title = map.next_value::<Value<'text>>()?.into_text().map(|title| plain_line(&title));
                }
                "language" => {
                    read.feed.language = map.next_value::<Value<'text>>()?.into_text().map(Cow::into_owned);
                }
                "authors" | "author" => {
                    let names = map.next_value::<Value<'text>>()?.into_texts();
                    read.feed.authors.extend(names.into_iter().map(Cow::into_owned));
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The deserialiser of the list of entries.
struct Items<'read, 'text>(&'read mut Vec<Entry<'text>>);

impl<'text> DeserializeSeed<'text> for Items<'_, 'text> {
    type Value = ();

    fn deserialize<D: Deserializer<'text>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'text> Visitor<'text> for Items<'_, 'text> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'text>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(Item(entry)) = list.next_element()? {
            self.0.push(entry);
        }
        Ok(())
    }
}

/// The deserialiser of one entry.
struct Item<'text>(Entry<'text>);

impl<'de> Deserialize<'de> for Item<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemVisitor;
        impl<'de> Visitor<'de> for ItemVisitor {
            type Value = Item<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an entry")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entry = Entry::default();
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    let value: Value<'de> = map.next_value()?;
                    if matches!(key.as_ref(), "authors" | "author") {
                        for author in value.into_texts() {
                            entry.author(0, "the feed's `authors`", &author);
                        }
                        continue;
                    }
                    if key == "tags" {
                        value.into_texts().iter().for_each(|tag| entry.tag("the feed's `tags`", tag));
                        continue;
                    }
                    let Some(text) = value.into_text() else { continue };
                    match key.as_ref() {
                        "title" => entry.title(0, "the feed's `title`", &text, false),
                        "content_html" => entry.text(0, text),
                        "content_text" => entry.text(1, text),
                        "summary" => entry.text(2, text),
                        "date_published" => entry.date(0, "the feed's `date_published`", text),
                        "date_modified" => entry.date(1, "the feed's `date_modified`", text),
                        "url" => entry.link(0, &text),
                        "external_url" => entry.link(1, &text),
                        "id" => {
                            if text.starts_with("http") {
                                entry.link(2, &text);
                            }
                            entry.guid = Some(text.into_owned());
                        }
                        "language" => entry.language = Some(text.into_owned()),
                        _ => {}
                    }
                }
                Ok(Item(entry))
            }
        }
        deserializer.deserialize_map(ItemVisitor)
    }
}
