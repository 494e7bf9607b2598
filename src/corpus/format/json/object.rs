//! An object of JSON, split into members: each has a name and the raw text of its value.
//!
//! Values are parsed only on demand, because most are not needed.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::corpus::format::fields::{Key, Value};

pub(super) struct Object<'text> {
    pub(super) members: Vec<Member<'text>>,
}

pub(super) struct Member<'text> {
    pub(super) name: Cow<'text, str>,
    /// The value as it is written in the file.
    pub(super) raw: &'text str,
}

impl<'text> Object<'text> {
    /// Parses an object that is the value of a member.
    pub(super) fn read(raw: &'text str) -> Option<Self> {
        serde_json::from_str(raw).ok()
    }
}

impl<'text> Member<'text> {
    /// Returns the first byte of the value, which determines its type.
    pub(super) fn kind(&self) -> u8 {
        self.raw.as_bytes().first().copied().unwrap_or_default()
    }

    /// Returns the value as text.
    pub(super) fn value(&self) -> Value<'text> {
        serde_json::from_str(self.raw).unwrap_or(Value::Nothing)
    }

    /// Returns the value if it is a string.
    pub(super) fn string(&self) -> Option<Cow<'text, str>> {
        if self.kind() == b'"' { serde_json::from_str::<Key<'text>>(self.raw).ok().map(|Key(text)| text) } else { None }
    }

    /// True if the value is a list whose first item begins with `byte`: an object, a string, another list.
    pub(super) fn is_list_of(&self, byte: u8) -> bool {
        self.kind() == b'[' && self.raw[1..].trim_start().as_bytes().first() == Some(&byte)
    }

    /// Returns the first items of the list, at most `most`, and `true` if the list has no more items.
    pub(super) fn first_items(&self, most: usize) -> (Vec<&'text str>, bool) {
        let mut items = Vec::new();
        let mut at = 1;
        loop {
            at += self.raw[at..].len() - self.raw[at..].trim_start_matches([' ', '\t', '\n', '\r', ',']).len();
            if self.raw[at..].starts_with(']') || at >= self.raw.len() {
                return (items, true);
            }
            if items.len() == most {
                return (items, false);
            }
            let mut values = serde_json::Deserializer::from_str(&self.raw[at..]).into_iter::<&RawValue>();
            let Some(Ok(value)) = values.next() else {
                return (items, true);
            };
            items.push(value.get());
            at += values.byte_offset().max(1);
        }
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Object<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with the fields of an article")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Key(name)) = map.next_key()? {
                    members.push(Member { name, raw: map.next_value::<&RawValue>()?.get() });
                }
                Ok(Object { members })
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}
