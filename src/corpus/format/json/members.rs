//! Finds the fields of an article among the members of an object and of the objects within it that wrap the article.
//! Also notes other lists that may hold articles.

use std::borrow::Cow;

use super::object::{Member, Object};
use super::shape::Shapes;
use super::transcript;
use crate::corpus::format::fields::{FieldKind, Fields, Value, named, named_variant};
use crate::corpus::format::prose::length_of_prose;

/// The levels of objects within an object that are searched for fields of the same article.
const DEEPEST: u8 = 3;

/// Members that are typical of files of programs: settings, packages, products, schemas, accounts, logs. An object with
/// one of them is an article only if it has a title and a text in sentences.
const OF_PROGRAMS: [&str; 30] = [
    "$schema",
    "price",
    "sku",
    "$ref",
    "dependencies",
    "devDependencies",
    "scripts",
    "compilerOptions",
    "manifest_version",
    "openapi",
    "swagger",
    "engines",
    "plugins",
    "presets",
    "publicKey",
    "inbox",
    "outbox",
    "preferredUsername",
    "start_url",
    "theme_color",
    "mimeType",
    "definitions",
    "jsonrpc",
    "cells",
    "startedDateTime",
    "msg",
    "logger",
    "severity",
    "levelname",
    "role",
];

/// The fields of an object, and signs of other articles in it.
#[derive(Debug, Default)]
pub(super) struct JsonFields<'text> {
    pub(super) fields: Fields<'text>,
    /// True if it has a list under a known name of lists of articles.
    pub(super) has_lists: bool,
    /// True if it has lists of objects, or objects, under other names.
    pub(super) has_other_lists: bool,
    /// True if it has a member of [`OF_PROGRAMS`], or is a notice of a messenger.
    is_of_a_program: bool,
    /// True if it is a place on a map, which has a name and no text.
    is_a_place: bool,
    /// True if it has many members, and all of them are strings.
    is_all_strings: bool,
    /// The name and the text of a transcript that it holds in pieces.
    transcript: Option<(Cow<'text, str>, Value<'text>)>,
    /// The channel whose messages it holds.
    pub(super) channel: Option<String>,
}

impl<'text> JsonFields<'text> {
    /// Finds the fields among the members of an object.
    pub(super) fn of(object: &Object<'text>) -> Self {
        Self::within(object, DEEPEST)
    }

    fn within(object: &Object<'text>, depth: u8) -> Self {
        const MANY: usize = 5;
        let mut found = Self::default();
        let mut shapes = Shapes::default();
        for member in &object.members {
            found.fields.look_at_name(&member.name);
            found.is_of_a_program |= OF_PROGRAMS.contains(&member.name.as_ref());
            found.is_a_place |= member.name == "geometry";
            if matches!(member.name.as_ref(), "type" | "subtype") {
                found.look_at_type(member, object);
            }
            found.take_in(member, depth, &mut shapes);
        }
        let n_strings = object.members.iter().filter(|member| member.kind() == b'"').count();
        found.is_all_strings = n_strings >= MANY && n_strings == object.members.len();
        shapes.fill(&mut found.fields);
        if let Some((name, text)) = found.transcript.take()
            && !found.fields.has_strong(FieldKind::Text)
            && let Some(known) = named("text")
        {
            found.fields.put_by_shape(known, name, text);
        }
        found.look_for_bookmark(object);
        found.look_for_poster(object);
        found
    }

    /// Takes `name` as the name of a person if there is the name of an account too. Posts of forums have no titles of
    /// their own.
    fn look_for_poster(&mut self, object: &Object<'text>) {
        const OF_ACCOUNTS: [&str; 4] = ["username", "user_name", "screen_name", "acct"];
        const MOST_WORDS: usize = 4;
        let of = |is_it: &dyn Fn(&str) -> bool| object.members.iter().find(|member| is_it(&member.name));
        let name = of(&|name| name == "name").and_then(Member::string);
        let is_of_person = name.is_some_and(|name| name.split_whitespace().count() <= MOST_WORDS);
        if is_of_person
            && of(&|name| OF_ACCOUNTS.contains(&name)).is_some()
            && !self.fields.has_any(FieldKind::Authors)
            && let Some(author) = named("author")
            && let Some(name) = self.fields.take_title_named("name")
        {
            self.fields.put_variant(author, "name".into(), name);
        }
    }

    /// Reads a bookmark of Pinboard and similar services. It has its title in `description`, and a note on it in
    /// `extended`.
    fn look_for_bookmark(&mut self, object: &Object<'text>) {
        let of = |name: &str| object.members.iter().find(|member| member.name == name);
        if let (Some(_), Some(title), Some(extended)) = (of("href"), of("description"), of("extended")) {
            self.fields.take_text();
            for (known, member) in [("title", title), ("text", extended)] {
                if let Some(name) = named(known) {
                    self.fields.put_variant(name, member.name.clone(), member.value());
                }
            }
        }
    }

    /// Examines the type that messengers give an object: a channel, a message, or a notice, for example that someone
    /// joined. A notice is not a message.
    fn look_at_type(&mut self, member: &Member<'text>, object: &Object<'text>) {
        const NOTICES: [&str; 6] = ["_join", "_leave", "_topic", "_purpose", "_name", "_archive"];
        let Some(kind) = member.string() else { return };
        let is_notice = member.name == "subtype" && NOTICES.iter().any(|notice| kind.ends_with(notice));
        self.is_of_a_program |= is_notice || kind == "service";
        if kind.ends_with("channel") || kind.ends_with("group") {
            let name = object.members.iter().find(|member| matches!(member.name.as_ref(), "name" | "title"));
            self.channel = name.and_then(Member::string).map(Cow::into_owned);
        }
    }

    fn take_in(&mut self, member: &Member<'text>, depth: u8, shapes: &mut Shapes<'text>) {
        let name = named_variant(&member.name);
        match (name.map(|name| name.holds), member.kind()) {
            (Some(FieldKind::Articles), b'[') if member.is_list_of(b'{') || member.is_list_of(b'[') => {
                self.has_lists = true;
            }
            // `feed` here is a list of entries, not the name of a source.
            (Some(FieldKind::Source), b'[') if member.name == "feed" && member.is_list_of(b'{') => {
                self.has_other_lists = true;
            }
            (Some(FieldKind::Articles | FieldKind::Nested), b'{') => self.take_in_nested(member, depth),
            (Some(FieldKind::Text), b'[') if is_list_of_articles(member, depth) => self.has_lists = true,
            // An object in place of the text may be the whole article.
            (Some(FieldKind::Text), b'{') if depth > 0 && self.take_in_article(member, depth) => {}
            (Some(holds), _) if !matches!(holds, FieldKind::Articles | FieldKind::Nested) => {
                let Some(name) = name else { return };
                let mut value = if holds == FieldKind::Tags { tags_of(member) } else { member.value() };
                if holds == FieldKind::Date {
                    without_fraction(&mut value);
                }
                if named(&member.name).is_some() {
                    self.fields.put(name, value);
                } else {
                    self.fields.put_variant(name, member.name.clone(), value);
                }
            }
            // WordPress embeds whole objects in place of the numbers of the author, the pictures and the tags.
            (_, b'{') if member.name == "_embedded" => {
                let author = Object::read(member.raw)
                    .and_then(|inner| inner.members.into_iter().find(|inner| inner.name == "author"));
                if let (Some(author), Some(name)) = (author, named("author")) {
                    self.fields.put(name, author.value());
                }
            }
            (_, b'{') => {
                shapes.look_for_author(member);
                self.has_other_lists = true;
            }
            (_, b'[') if member.is_list_of(b'{') => {
                shapes.look_for_author(member);
                if let Some(text) = transcript::text(member) {
                    self.transcript = Some((member.name.clone(), text));
                    return;
                }
                self.has_other_lists = true;
                if let Some(text) = text_of_parts(member, depth) {
                    shapes.look_at_text(&member.name, text);
                }
            }
            _ => shapes.look_at(member),
        }
    }

    /// Takes in an object that wraps the fields of the article, or a list of articles.
    fn take_in_nested(&mut self, member: &Member<'text>, depth: u8) {
        let inner = if depth > 0 { Object::read(member.raw) } else { None };
        let Some(inner) = inner.map(|object| Self::within(&object, depth - 1)) else {
            self.has_lists = true;
            return;
        };
        let is_wrapper = named(&member.name).is_some_and(|name| name.holds == FieldKind::Nested);
        if is_wrapper || inner.is_article() {
            self.has_lists |= inner.has_lists;
            self.is_of_a_program |= inner.is_of_a_program;
            self.fields.put_all(inner.fields);
        } else {
            self.has_lists = true;
        }
    }

    /// Takes in an object that is a whole article. Returns `false` if it is not an article.
    fn take_in_article(&mut self, member: &Member<'text>, depth: u8) -> bool {
        let Some(inner) = Object::read(member.raw).map(|object| Self::within(&object, depth - 1)) else {
            return false;
        };
        let is_article = inner.fields.has_strong(FieldKind::Title) && inner.is_article();
        // The page of a bookmark has an address and no text.
        let is_link = inner.fields.has_any(FieldKind::Link) && !inner.fields.has_any(FieldKind::Text);
        if is_article || is_link {
            self.fields.put_all(inner.fields);
        }
        is_article || is_link
    }

    /// True if the fields are those of an article.
    pub(super) fn is_article(&self) -> bool {
        if self.is_of_a_program {
            return self.fields.has_strong(FieldKind::Title)
                && self.fields.has_strong(FieldKind::Text)
                && self.has_prose();
        }
        if self.is_a_place {
            return self.fields.is_article() && self.fields.has_any(FieldKind::Text);
        }
        self.fields.is_article()
    }

    /// True if the text is in sentences, and so is not a label.
    pub(super) fn has_prose(&self) -> bool {
        match self.fields.text() {
            Some(Value::Text(text) | Value::Inline(text)) => length_of_prose(text).is_some(),
            Some(Value::List(_)) => true,
            _ => false,
        }
    }

    /// True if a field says when, where or by whom the article was published.
    pub(super) fn has_provenance(&self) -> bool {
        [FieldKind::Date, FieldKind::Link].iter().any(|holds| self.fields.has_any(*holds))
            || [FieldKind::Authors, FieldKind::Source].iter().any(|holds| self.fields.has_strong(*holds))
    }

    /// True if articles may be in lists whose names do not say that they hold articles.
    pub(super) fn may_wrap_articles(&self, is_article: bool) -> bool {
        self.has_other_lists && !self.is_of_a_program && !(is_article && self.fields.has_strong(FieldKind::Text))
    }

    /// True if it is a table of translated phrases of a program, which has only strings.
    pub(super) fn is_phrases(&self) -> bool {
        self.is_all_strings && !self.has_provenance() && !self.has_prose()
    }
}

/// True if the first items of a list are articles, and not the paragraphs of one article.
pub(super) fn is_list_of_articles(member: &Member<'_>, depth: u8) -> bool {
    const LOOKED_AT: usize = 3;
    if depth == 0 || !member.is_list_of(b'{') {
        return false;
    }
    let (items, _) = member.first_items(LOOKED_AT);
    items.iter().filter_map(|item| Object::read(item)).any(|object| {
        let found = JsonFields::within(&object, depth - 1);
        found.is_article() && (found.fields.has_strong(FieldKind::Title) || found.has_provenance())
    })
}

/// Returns the text of a list of objects with one paragraph each; `None` if the objects are articles.
fn text_of_parts<'text>(member: &Member<'text>, depth: u8) -> Option<Value<'text>> {
    const MOST: usize = 5_000;
    if is_list_of_articles(member, depth) {
        return None;
    }
    let (items, is_all) = member.first_items(MOST);
    let values: Vec<Value<'text>> = items
        .into_iter()
        .filter_map(|item| serde_json::from_str(item).ok())
        .filter(|value| *value != Value::Nothing)
        .collect();
    (is_all && !values.is_empty()).then_some(Value::List(values))
}

/// True if the first members of an object show that it is a dictionary of articles.
pub(super) fn is_dictionary(object: &Object<'_>) -> bool {
    const LOOKED_AT: usize = 3;
    const FEWEST: usize = 2;
    let mut members = object.members.iter().take(LOOKED_AT);
    object.members.len() >= FEWEST
        && members.all(|member| {
            member.kind() == b'{'
                && Object::read(member.raw).is_some_and(|object| {
                    let found = JsonFields::within(&object, 1);
                    found.is_article() && found.fields.has_strong(FieldKind::Title) && found.has_provenance()
                })
        })
}

/// True if a list of an unknown name holds articles, or objects around articles. An item must have more than a title
/// and an address, because entries of menus have both.
pub(super) fn may_hold_articles(member: &Member<'_>) -> bool {
    const LOOKED_AT: usize = 3;
    let is_of_links = member.name.to_ascii_lowercase().ends_with("links");
    let (items, _) = member.first_items(LOOKED_AT);
    items.iter().filter_map(|item| Object::read(item)).any(|object| {
        let found = JsonFields::of(&object);
        let is_dated = found.fields.has_any(FieldKind::Date) && !is_of_links;
        let is_article =
            found.is_article() && (found.fields.has_any(FieldKind::Text) || found.fields.is_saved() || is_dated);
        is_article || (!found.is_article() && (found.has_lists || found.may_wrap_articles(false)))
    })
}

/// Removes the fraction from seconds since 1970 that are written as a string.
fn without_fraction(value: &mut Value<'_>) {
    if let Value::Text(text) = value
        && let Some((seconds, fraction)) = text.split_once('.')
        && matches!(seconds.len(), 9 | 10)
        && seconds.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
    {
        *text = seconds.to_owned().into();
    }
}

/// Returns the tags of a list. An object in the list may have the kind of the tag in `name` and the tag in `value`.
fn tags_of<'text>(member: &Member<'text>) -> Value<'text> {
    const MOST: usize = 200;
    if !member.is_list_of(b'{') {
        return member.value();
    }
    let (items, _) = member.first_items(MOST);
    let tag = |item: &'text str| {
        let object = Object::read(item)?;
        let value = object.members.iter().find(|inner| inner.name == "value").and_then(Member::string);
        value.map(Value::Text).or_else(|| serde_json::from_str(item).ok())
    };
    Value::List(items.into_iter().filter_map(tag).collect())
}
