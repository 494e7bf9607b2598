//! Reads a value of a field as text, whatever its shape: a number, a list, an object that names or wraps the text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::person_name::PersonName;

/// A value of a field: a text, or values that a text can be made from.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::corpus::format) enum Value<'text> {
    Text(Cow<'text, str>),
    /// A piece of a line. Programs store a text with links and bold words in such pieces.
    Inline(Cow<'text, str>),
    List(Vec<Value<'text>>),
    /// A value without a text: null, true, an object without a name.
    Nothing,
}

impl<'text> Value<'text> {
    /// True if it has no values, and no text except white space.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Inline(text) => text.trim().is_empty(),
            Self::List(values) => values.is_empty(),
            Self::Nothing => true,
        }
    }

    /// Returns its first text.
    pub(in crate::corpus::format) fn into_text(self) -> Option<Cow<'text, str>> {
        match self {
            Self::Text(text) | Self::Inline(text) if text.trim().is_empty() => None,
            Self::Text(text) | Self::Inline(text) => Some(text),
            Self::List(values) => values.into_iter().find_map(Value::into_text),
            Self::Nothing => None,
        }
    }

    /// Returns all of its texts: the paragraphs of a text that is a list, the names of several authors.
    pub(in crate::corpus::format) fn into_texts(self) -> Vec<Cow<'text, str>> {
        match self {
            Self::List(values) => values.into_iter().flat_map(Value::into_texts).collect(),
            other => other.into_text().into_iter().collect(),
        }
    }
}

/// The members of an object that may have the text, in the order of preference.
const INNER: [&str; 31] = [
    "name",
    "main",
    "original",
    "basic",
    "rendered",
    "text",
    "value",
    "#text",
    "$t",
    "$date",
    "$numberLong",
    "_text",
    "html",
    "bodyHtml",
    "content",
    "children",
    "elements",
    "data",
    "paragraph",
    "title",
    "label",
    "term",
    "webTitle",
    "href",
    "url",
    "displayName",
    "display_name",
    "full_name",
    "username",
    "screen_name",
    "@id",
];

/// Values of `type` that mark a piece of a line: the styles of Telegram, the nodes of editors.
const INLINE: [&str; 24] = [
    "text",
    "plain",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "strong",
    "em",
    "code",
    "link",
    "text_link",
    "mention",
    "mention_name",
    "hashtag",
    "cashtag",
    "bot_command",
    "email",
    "phone",
    "url",
    "custom_emoji",
    "spoiler",
    "emoji",
    "user",
    "channel",
];

/// True for the names of members with a text in one language: `en-US`, `de-CH`, `und`.
fn is_locale(key: &str) -> bool {
    let is_code = |code: &str, is_cased: fn(&u8) -> bool| code.len() == 2 && code.as_bytes().iter().all(is_cased);
    key == "und"
        || key.split_once(['-', '_']).is_some_and(|(language, country)| {
            is_code(language, u8::is_ascii_lowercase) && is_code(country, u8::is_ascii_uppercase)
        })
}

/// Joins successive pieces of a line in a list.
fn joined(values: Vec<Value<'_>>) -> Value<'_> {
    if !values.iter().any(|value| matches!(value, Value::Inline(_))) {
        return Value::List(values);
    }
    let mut lines: Vec<Value<'_>> = Vec::new();
    for value in values {
        match (lines.last_mut(), value) {
            (Some(Value::Inline(line)), Value::Inline(piece) | Value::Text(piece)) => line.to_mut().push_str(&piece),
            (_, Value::Inline(piece) | Value::Text(piece)) => lines.push(Value::Inline(piece)),
            (_, other) => lines.push(other),
        }
    }
    if lines.len() == 1 { lines.remove(0) } else { Value::List(lines) }
}

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
        // The only useful numbers of this kind are seconds since 1970 with a fraction, so the fraction is dropped.
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
        Ok(joined(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut best: Option<(usize, Value<'de>)> = None;
        let mut person = PersonName::default();
        let mut is_inline = false;
        while let Some(Key(key)) = map.next_key()? {
            if key == "type" {
                is_inline =
                    map.next_value::<Value<'de>>()?.into_text().is_some_and(|kind| INLINE.contains(&kind.as_ref()));
                continue;
            }
            // The TOML parser represents a date as a map with one member of a special name.
            let rank = if key.starts_with("$__") {
                Some(0)
            } else {
                INNER.iter().position(|inner| *inner == key).or_else(|| is_locale(&key).then_some(INNER.len()))
            };
            match rank {
                Some(rank) if best.as_ref().is_none_or(|(other, _)| rank < *other) => {
                    best = Some((rank, map.next_value()?));
                }
                _ => match PersonName::part_of(&key).filter(|_| rank.is_none()) {
                    Some(part) => {
                        if let Some(text) = map.next_value::<Value<'de>>()?.into_text() {
                            person.put(part, text);
                        }
                    }
                    None => {
                        map.next_value::<IgnoredAny>()?;
                    }
                },
            }
        }
        let has_whole_name = best.as_ref().is_some_and(|(rank, value)| *rank == 0 && !value.is_empty());
        if !has_whole_name && let Some(name) = person.into_text() {
            return Ok(Value::Text(name.into()));
        }
        Ok(match best {
            Some((_, Value::Text(text))) if is_inline => Value::Inline(text),
            // The object has all pieces of its line, so its text is a whole line.
            Some((_, Value::Inline(text))) => Value::Text(text),
            Some((_, value)) => value,
            None => Value::Nothing,
        })
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// The name of a member, borrowed if possible.
pub(in crate::corpus::format) struct Key<'text>(pub(in crate::corpus::format) Cow<'text, str>);

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
