//! The fields of an article in JSON, in front matter or in a row of a table.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::tags::push_tags;
use crate::article::How;
use crate::corpus::{Field, Metadata};
use crate::text::safe::safe_line;

mod name_words;
mod names;
mod nothing;
mod person_name;
mod title_of_link;
mod value;

pub(super) use name_words::{has_word, words as name_words};
pub(super) use names::{FieldKind, Name, named, named_variant};
use names::{N_KINDS, WEAK};
pub(super) use nothing::{is_address, is_page};
pub(super) use person_name::PersonName;
pub(super) use title_of_link::title_of_link;
pub(super) use value::Key;
pub(super) use value::Value;

/// Fields that only lists of saved pages have. If there is one, a date of creation is that of the entry, not of the
/// page.
const OF_SAVED_PAGES: [&str; 8] = [
    "is_archived",
    "is_starred",
    "reading_progress",
    "readingProgress",
    "collectionId",
    "bookmarked",
    "toread",
    "folder",
];

/// Fields with the time at which a page was saved.
const TIMES_OF_SAVING: [&str; 11] = [
    "time_added",
    "saved_at",
    "savedAt",
    "first_opened_at",
    "dateAdded",
    "date_added",
    "added_at",
    "addedAt",
    "bookmarked_at",
    "bookmarked_date",
    "importDate",
];

/// Parts of addresses of copies that services store, and of programming interfaces. Any other address of the page takes
/// precedence.
const COPIES: [&str; 4] = ["://read.readwise.io/", "://readwise.io/", "://getpocket.com/", "://api."];

/// The facts about dates that follow from the names of the other fields.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Saved {
    /// True if the fields are those of a page that someone saved.
    is_saved: bool,
    /// True if a field has the time of saving, so that a plain `date` is the date of the page.
    has_time: bool,
}

impl Saved {
    /// Takes in the name of another field.
    pub(super) fn look_at(&mut self, name: &str) {
        let name = name.trim();
        let is_among = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(name));
        self.has_time |= is_among(&TIMES_OF_SAVING);
        self.is_saved |= self.has_time || is_among(&OF_SAVED_PAGES);
    }

    /// True if a date of that name is the time at which the entry was made, and not the date of publication.
    pub(super) fn is_time_of_saving(self, name: &Name) -> bool {
        self.is_saved && (name.is_of_creation() || (!self.has_time && name.is_any_date()))
    }
}

/// A value and the field that has it.
#[derive(Debug)]
struct FieldValue<'text> {
    name: &'static Name,
    /// The name in the file, if it is not the one in the table of names.
    written: Option<Cow<'text, str>>,
    /// [`How::Given`] by the name, or [`How::Inferred`] from the shape of the value.
    how: How,
    value: Value<'text>,
}

/// The fields of an object or of front matter that an article can use.
#[derive(Debug, Default)]
pub(super) struct Fields<'text> {
    /// The value with the best rank for each kind of field.
    found: [Option<FieldValue<'text>>; N_KINDS],
    /// All fields with tags.
    tags: Vec<FieldValue<'text>>,
    saved: Saved,
    /// True if the field of the title has an address, as in entries without a title.
    has_address_for_title: bool,
}

impl<'text> Fields<'text> {
    /// Adds a value, unless a better field of that kind has one already.
    pub(super) fn put(&mut self, name: &'static Name, value: Value<'text>) {
        self.put_found(FieldValue { name, written: None, how: How::Given, value });
    }

    /// Adds a value of a field whose name, `written`, is a variant of a known name.
    pub(super) fn put_variant(&mut self, name: &'static Name, written: Cow<'text, str>, value: Value<'text>) {
        self.put_found(FieldValue { name, written: Some(written), how: How::Given, value });
    }

    /// Adds a value whose kind was found by its shape. It replaces any other value of that kind.
    pub(super) fn put_by_shape(&mut self, name: &'static Name, written: Cow<'text, str>, value: Value<'text>) {
        if let Some(place) = self.found.get_mut(name.holds as usize) {
            *place = Some(FieldValue { name, written: Some(written), how: How::Inferred, value });
        }
    }

    /// Returns the text of a field of that kind if its name alone makes an article.
    pub(super) fn strong_text(&self, holds: FieldKind) -> Option<Cow<'text, str>> {
        let found = self.found[holds as usize].as_ref().filter(|found| !found.name.is_weak())?;
        found.value.clone().into_text()
    }

    /// Removes and returns the title if it is in the field of that name.
    pub(super) fn take_title_named(&mut self, name: &str) -> Option<Value<'text>> {
        let place = &mut self.found[FieldKind::Title as usize];
        place.take_if(|found| found.name.spelling == name).map(|found| found.value)
    }

    /// Adds all fields of `inner`, an object within this one.
    pub(super) fn put_all(&mut self, inner: Self) {
        self.saved.is_saved |= inner.saved.is_saved;
        self.saved.has_time |= inner.saved.has_time;
        self.has_address_for_title |= inner.has_address_for_title;
        for found in inner.found.into_iter().flatten().chain(inner.tags) {
            self.put_found(found);
        }
    }

    fn put_found(&mut self, found: FieldValue<'text>) {
        let holds = found.name.holds;
        self.has_address_for_title |= holds == FieldKind::Title && nothing::is_address_alone(&found.value);
        if found.value.is_empty() || nothing::says_nothing(&found.value, found.name) {
            return;
        }
        if holds == FieldKind::Tags {
            self.tags.push(found);
        } else if let Some(place) = self.found.get_mut(holds as usize)
            && place.as_ref().is_none_or(|old| rank(&found) < rank(old))
        {
            *place = Some(found);
        }
    }

    /// Takes in the name of a field, known or not, for facts about the other fields.
    pub(super) fn look_at_name(&mut self, name: &str) {
        self.saved.look_at(name);
    }

    /// True if the fields are those of a page that someone saved.
    pub(super) fn is_saved(&self) -> bool {
        self.saved.is_saved
    }

    /// Adds the members of an object.
    fn take_in<A: MapAccess<'text>>(&mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = map.next_key()? {
            self.look_at_name(&key);
            match named(&key) {
                Some(name) if name.holds == FieldKind::Nested => {
                    let Nested(inner) = map.next_value()?;
                    if let Some(inner) = inner {
                        self.put_all(*inner);
                    }
                }
                Some(name) => self.put(name, map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn has(&self, holds: FieldKind, below: u8) -> bool {
        self.found[holds as usize].as_ref().is_some_and(|found| found.name.rank < below)
    }

    /// True if there is a field of that kind whose name makes an article.
    pub(super) fn has_strong(&self, holds: FieldKind) -> bool {
        self.has(holds, WEAK)
    }

    /// True if there is a field of that kind, even under a weak name.
    pub(super) fn has_any(&self, holds: FieldKind) -> bool {
        self.has(holds, u8::MAX)
    }

    /// True if the fields are those of an article, and not of another thing with a name.
    pub(super) fn is_article(&self) -> bool {
        let is_beside = self.has_any(FieldKind::Date)
            || self.has_any(FieldKind::Link)
            || self.has_any(FieldKind::Text)
            || self.has_strong(FieldKind::Authors);
        self.has_strong(FieldKind::Text)
            || (self.has_strong(FieldKind::Title) && is_beside)
            || (self.has_address_for_title && self.has_any(FieldKind::Link))
            || (self.saved.is_saved && self.has_any(FieldKind::Title) && self.has_any(FieldKind::Link))
    }

    /// True if there is any field besides a title.
    pub(super) fn has_more_than_a_title(&self) -> bool {
        self.found.iter().enumerate().any(|(at, found)| at != FieldKind::Title as usize && found.is_some())
    }

    pub(super) fn text(&self) -> Option<&Value<'text>> {
        self.found[FieldKind::Text as usize].as_ref().map(|found| &found.value)
    }

    /// Removes and returns the text of the article.
    pub(super) fn take_text(&mut self) -> Option<Value<'text>> {
        self.found[FieldKind::Text as usize].take().map(|found| found.value)
    }

    /// Returns the name of the field with the text, if the field was found by its shape.
    pub(super) fn text_by_shape(&self) -> Option<&str> {
        let found = self.found[FieldKind::Text as usize].as_ref().filter(|found| found.how == How::Inferred)?;
        found.written.as_deref()
    }

    /// Returns the facts in the fields, each with the name of its field in JSON or front matter.
    pub(super) fn into_metadata(self, is_json: bool) -> Metadata {
        let kind = if is_json { "JSON" } else { "front matter" };
        self.metadata(kind, |name| if is_json { name.json } else { name.front_matter })
    }

    /// Returns the facts in the cells of a row, each with the name of its column.
    pub(super) fn into_row_metadata(self) -> Metadata {
        self.metadata("column", |name| name.column)
    }

    /// Returns the facts. `kind` is put before the name of a field that is not spelled like a known name.
    fn metadata(mut self, kind: &str, because: impl Fn(&'static Name) -> &'static str) -> Metadata {
        let saved = self.saved;
        if self.found[FieldKind::Date as usize].as_ref().is_some_and(|found| saved.is_time_of_saving(found.name)) {
            self.found[FieldKind::Date as usize] = None;
        }
        let evidence = |name: &'static Name, written: Option<Cow<'_, str>>, how: How| -> Cow<'static, str> {
            match written.map(|written| safe_line(&written)) {
                Some(written) if how == How::Inferred => format!("field `{written}`").into(),
                Some(written) => format!("{kind} `{written}`").into(),
                None => because(name).into(),
            }
        };
        let may_be_address =
            self.found[FieldKind::Source as usize].as_ref().is_some_and(|found| found.name.spelling == "source");
        let mut field = |holds: FieldKind| {
            let FieldValue { name, written, how, value } = self.found[holds as usize].take()?;
            Some(Field { text: value.into_text()?.into_owned(), how, because: evidence(name, written, how) })
        };
        let date = field(FieldKind::Date);
        let source = field(FieldKind::Source);
        let language = field(FieldKind::Language);
        let link = field(FieldKind::Link).map(|field| field.text.trim().to_owned());
        // Some crawlers store the address of the page as its source.
        let address = source.as_ref().filter(|_| may_be_address).map(|source| source.text.trim().to_owned());
        let link = link.or_else(|| address.filter(|address| nothing::is_page(address)));
        let title = field(FieldKind::Title).map(|mut field| {
            if field.text.contains(char::is_whitespace) {
                field.text = field.text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            field
        });
        let authors = match self.found[FieldKind::Authors as usize].take() {
            Some(FieldValue { name, written, how, value }) => {
                let because = evidence(name, written, how);
                let field = |author: Cow<'_, str>| Field { text: author.into_owned(), how, because: because.clone() };
                value.into_texts().into_iter().filter(|author| !nothing::is_removed(author)).map(field).collect()
            }
            None => Vec::new(),
        };
        let mut tags = Vec::new();
        for FieldValue { name, written, how, value } in self.tags {
            let because = evidence(name, written, how);
            for text in value.into_texts() {
                push_tags(&text, &because, &mut tags);
            }
        }
        Metadata { title, source, authors, date, language, link, tags }
    }
}

/// Returns the rank of a field among those of its kind. The smallest rank is the best.
fn rank(found: &FieldValue<'_>) -> u8 {
    const LAST: u8 = 9;
    let is_copy = found.name.holds == FieldKind::Link
        && matches!(&found.value, Value::Text(text) if COPIES.iter().any(|copies| text.contains(copies)));
    if is_copy { LAST } else { found.name.rank }
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

/// The fields of an object within another; `None` if the value is not an object.
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
