//! Finds fields under unknown names by the shape of their values: a text in sentences, a date as programs write it, an
//! address.
//!
//! A field under a known name is preferred. A text is taken by its shape only if another field indicates an article,
//! because files of programs have long texts too.

use std::borrow::Cow;

use words::{OF_LABELS, OF_LOGS, OF_MOMENTS, OF_OTHER_LINKS, OF_SHORT_TEXTS, OF_SUMMARIES, OF_TEXTS_BESIDE};

use super::object::Member;
use crate::corpus::byline;
use crate::corpus::format::date_names::{is_of_other_date, may_be_date};
use crate::corpus::format::fields::{FieldKind, Fields, PersonName, Value, has_word, name_words, named};
use crate::corpus::format::outlet_names::{is_named_as_an_outlet, may_name_an_outlet};
use crate::corpus::format::prose::{ends_as_a_sentence, is_of_words, length_of_prose};
use crate::corpus::format::text_names::{NOT_TO_READ, NameHint, hint_of_name};
use crate::dates::{self, WrittenDate};

mod words;

/// The best text under an unknown name so far.
#[derive(Debug)]
struct Text<'text> {
    name: Cow<'text, str>,
    value: Value<'text>,
    length: usize,
    is_summary: bool,
}

/// The values under unknown names that have the shape of a field.
#[derive(Debug, Default)]
pub(super) struct Shapes<'text> {
    text: Option<Text<'text>>,
    /// The number of texts in sentences.
    n_texts: usize,
    /// Dates: the rank of the name, the name and the value. The smaller the rank, the more likely the date is that of
    /// publication.
    dates: Vec<(u8, Cow<'text, str>, Cow<'text, str>)>,
    /// Names of fields, and the addresses in them.
    links: Vec<(Cow<'text, str>, Cow<'text, str>)>,
    /// Names that say that the value is a text, and the texts, which may be short.
    short_texts: Vec<(Cow<'text, str>, Cow<'text, str>)>,
    /// Names and values of at least two words, regardless of what the names say.
    few_words: Vec<(Cow<'text, str>, Cow<'text, str>)>,
    /// Names of fields, and the names of people in them.
    authors: Vec<(Cow<'text, str>, Cow<'text, str>)>,
    /// The name of a person in parts, and the name of the field with the first part.
    person: (PersonName<'text>, Option<Cow<'text, str>>),
    /// True if the object has a member of [`OF_LOGS`].
    is_of_log: bool,
    /// Names of fields, and the names of outlets in them.
    sources: Vec<(Cow<'text, str>, Cow<'text, str>)>,
    /// Names of fields, and the titles in them.
    titles: Vec<(Cow<'text, str>, Cow<'text, str>)>,
}

impl<'text> Shapes<'text> {
    /// Examines a member whose name is unknown.
    pub(super) fn look_at(&mut self, member: &Member<'text>) {
        const SHORTEST_TEXT: usize = 40;
        const FEWEST_WORDS: usize = 2;
        const LONGEST_TITLE: usize = 400;
        const LONGEST_DATE: usize = 48;
        const MOST_OF_FEW_WORDS: usize = 16;
        if is_named_as_a_title(&member.name)
            && member.raw.len() <= LONGEST_TITLE
            && let Some(title) = title_of(member)
            && title.contains(char::is_alphabetic)
            && !title.contains("://")
        {
            self.titles.push((member.name.clone(), title));
            return;
        }
        self.look_for_author(member);
        if is_named_as_an_outlet(&member.name)
            && let Some(text) = member.string().filter(|text| may_name_an_outlet(text))
        {
            self.sources.push((member.name.clone(), text));
        }
        self.is_of_log |= OF_LOGS.iter().any(|name| member.name.eq_ignore_ascii_case(name));
        match member.kind() {
            b'"' if member.raw.len() <= LONGEST_DATE || member.raw.len() >= SHORTEST_TEXT => {
                let Some(text) = member.string() else { return };
                if member.raw.len() <= LONGEST_DATE {
                    self.look_at_date(&member.name, &text);
                }
                if text.starts_with("http") {
                    self.look_at_link(&member.name, &text);
                    return;
                }
                if text.contains(|c: char| c == ' ' || !c.is_ascii())
                    && has_word(&member.name, &OF_SHORT_TEXTS)
                    && is_of_words(&text, FEWEST_WORDS)
                {
                    self.short_texts.push((member.name.clone(), text.clone()));
                }
                if self.few_words.len() < MOST_OF_FEW_WORDS && may_be_the_only_text(&text) {
                    self.few_words.push((member.name.clone(), text.clone()));
                }
                if member.raw.len() >= SHORTEST_TEXT {
                    self.look_at_text(&member.name, Value::Text(text));
                }
            }
            b'0'..=b'9' if member.raw.len() <= LONGEST_DATE => {
                let seconds = member.raw.split('.').next().unwrap_or(member.raw);
                self.look_at_date(&member.name, seconds);
            }
            b'[' if member.is_list_of(b'"') => self.look_at_text(&member.name, member.value()),
            _ => {}
        }
    }

    /// Looks for the name of an author: in a field that is named accordingly, or in two fields with the parts of the
    /// name.
    pub(super) fn look_for_author(&mut self, member: &Member<'text>) {
        const LONGEST: usize = 200;
        let has = |parts: &[&str]| parts.iter().any(|part| member.name.contains(part));
        let (may_be_part, may_be_author) = (has(&["name", "Name"]), may_name_an_author(&member.name));
        if member.raw.len() > LONGEST || !(may_be_part || may_be_author) {
            return;
        }
        let part = if may_be_part { PersonName::part_of(&member.name) } else { None };
        if let Some(part) = part
            && let Some(text) = member.string()
        {
            self.person.0.put(part, text);
            self.person.1.get_or_insert_with(|| member.name.clone());
        } else if is_named_as_an_author(&member.name)
            && let Some(text) = member.value().into_text().filter(|text| byline::is_name(text))
        {
            self.authors.push((member.name.clone(), text));
        }
    }

    /// Examines a value that may be the text of the article.
    #[allow(clippy::ptr_arg, reason = "it is kept, mostly without a copy")]
    pub(super) fn look_at_text(&mut self, name: &Cow<'text, str>, value: Value<'text>) {
        if has_word(name, &NOT_TO_READ) || has_word(name, &OF_TEXTS_BESIDE) {
            return;
        }
        let length: usize = match &value {
            Value::Text(text) | Value::Inline(text) => length_of_prose(text).unwrap_or(0),
            // A list is a text if at least half of its items, or of its bytes, are prose.
            Value::List(values) => {
                let texts = values.iter().filter_map(|value| match value {
                    Value::Text(text) | Value::Inline(text) => Some((length_of_prose(text), text.len())),
                    _ => None,
                });
                let lengths: Vec<(Option<usize>, usize)> = texts.collect();
                let of_prose = || lengths.iter().filter(|(prose, _)| prose.is_some());
                let n_bytes: usize = lengths.iter().map(|(_, n_bytes)| n_bytes).sum();
                let n_bytes_of_prose: usize = of_prose().map(|(_, n_bytes)| n_bytes).sum();
                let is_text = of_prose().count() * 2 >= values.len() || n_bytes_of_prose * 2 >= n_bytes;
                if is_text { lengths.iter().filter_map(|(prose, _)| *prose).sum() } else { 0 }
            }
            Value::Nothing => 0,
        };
        if length == 0 {
            return;
        }
        self.n_texts += 1;
        let is_summary = has_word(name, &OF_SUMMARIES);
        let is_better = match &self.text {
            None => true,
            Some(best) if best.is_summary != is_summary => best.is_summary,
            Some(best) => length > best.length,
        };
        if is_better {
            self.text = Some(Text { name: name.clone(), value, length, is_summary });
        }
    }

    #[allow(clippy::ptr_arg, reason = "it is kept, mostly without a copy")]
    fn look_at_date(&mut self, name: &Cow<'text, str>, text: &str) {
        const OF_PUBLICATION: [&str; 4] = ["publi", "posted", "issued", "released"];
        const OF_DATES: [&str; 8] = ["date", "time", "utc", "epoch", "stamp", "created", "sent", "day"];
        let lower = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let text = text.trim();
        if text.len() < 8 || is_of_other_date(name) {
            return;
        }
        let rank = if has(&OF_PUBLICATION) {
            0
        } else if has(&OF_DATES) || has_word(name, &OF_MOMENTS) {
            1
        } else if dates::iso_length(text)
            .is_some_and(|length| text[length..].is_empty() || text[length..].starts_with(['T', ' ']))
        {
            2
        } else {
            3
        };
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        if rank == 3 && !may_be_date(text) || is_number && !matches!(text.len(), 8 | 10 | 13 | 14) {
            return;
        }
        if matches!(dates::read(text), WrittenDate::Date(date) if date.is_a_day()) {
            self.dates.push((rank, name.clone(), text.to_owned().into()));
        }
    }

    #[allow(clippy::ptr_arg, reason = "it is kept, mostly without a copy")]
    fn look_at_link(&mut self, name: &Cow<'text, str>, text: &Cow<'text, str>) {
        const PICTURES: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4"];
        let is_address = !text.contains(char::is_whitespace) && text.contains("://");
        let path = text.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let is_page = !PICTURES.iter().any(|ending| path.ends_with(ending));
        if is_address && is_page && !has_word(name, &OF_OTHER_LINKS) {
            self.links.push((name.clone(), text.clone()));
        }
    }

    /// Adds the values found to `fields`. A value is left out if a field with a known name gives the same kind of fact.
    pub(super) fn fill(mut self, fields: &mut Fields<'text>) {
        if !fields.has_any(FieldKind::Title)
            && let Some((name, title)) = self.titles.first()
        {
            put(fields, "title", name.clone(), Value::Text(title.clone()));
        }
        if !fields.has_any(FieldKind::Authors) {
            let person = std::mem::take(&mut self.person);
            let of_parts = person.1.and_then(|name| Some((name, Cow::Owned(person.0.into_text()?))));
            if let Some((name, author)) = self.authors.pop().or(of_parts) {
                put(fields, "author", name, Value::Text(author));
            }
        }
        if !fields.has_any(FieldKind::Source)
            && let [(name, source)] = &self.sources[..]
        {
            put(fields, "source", name.clone(), Value::Text(source.clone()));
        }
        if !fields.has_any(FieldKind::Date)
            && let Some((name, text)) = self.date()
        {
            put(fields, "date", name, Value::Text(text));
        }
        // Of several addresses, each may be that of the article, so none is taken.
        if !fields.has_any(FieldKind::Link)
            && let [(name, link)] = &self.links[..]
        {
            put(fields, "url", name.clone(), Value::Text(link.clone()));
        }
        if let Some(text) = self.text.take()
            && self.is_of_article(&text, fields)
        {
            put(fields, "text", text.name, text.value);
        }
        // A message of a few words counts as a text if it has a date and there is no other text beside it. Lines of
        // bank accounts, logs and measurements have that too. So the text must end as a sentence, or there must be an
        // author, an address or a source.
        if !fields.has_any(FieldKind::Text)
            && !fields.has_any(FieldKind::Title)
            && fields.has_any(FieldKind::Date)
            && !self.is_of_log
            && self.short_texts.len() == 1
            && let Some((name, text)) = self.short_texts.pop()
            && (ends_as_a_sentence(&text)
                || [FieldKind::Authors, FieldKind::Link, FieldKind::Source].iter().any(|holds| fields.has_any(*holds)))
        {
            put(fields, "text", name, Value::Text(text));
        }
        if !fields.has_any(FieldKind::Text)
            && let Some((name, text)) = self.only_text(fields)
        {
            put(fields, "text", name, Value::Text(text));
        }
    }

    /// Returns the text of a record that has no other text: a sentence of any length, or else the only value of several
    /// words.
    ///
    /// The record must have a title and either be an article without the text, or have a sentence under a name of
    /// [`OF_TEXTS`]. Without a title it must have a date, an address and one whole sentence.
    fn only_text(&self, fields: &Fields<'_>) -> Option<(Cow<'text, str>, Cow<'text, str>)> {
        const FEWEST_WORDS: usize = 4;
        const FEWEST_WORDS_WITHOUT_TITLE: usize = 5;
        let is_a_text = |name: &str| {
            hint_of_name(name) != NameHint::IsNoText && !has_word(name, &OF_TEXTS_BESIDE) && !has_word(name, &OF_LABELS)
        };
        let texts: Vec<_> = self.few_words.iter().filter(|(name, _)| is_a_text(name)).collect();
        let sentences = || texts.iter().filter(|(_, text)| ends_as_a_sentence(text) && is_of_words(text, 2));
        let is_named = |name: &str| has_word(name, &OF_TEXTS);
        let chosen = if fields.has_strong(FieldKind::Title)
            && (fields.is_article() || sentences().any(|(name, _)| is_named(name)))
        {
            sentences().max_by_key(|(name, text)| (is_named(name), text.len())).or(match &texts[..] {
                [only] => Some(only).filter(|(_, text)| is_of_words(text, FEWEST_WORDS)),
                _ => None,
            })
        } else if !self.is_of_log
            && fields.has_any(FieldKind::Date)
            && fields.has_any(FieldKind::Link)
            && texts.len() == 1
        {
            sentences().find(|(_, text)| is_of_words(text, FEWEST_WORDS_WITHOUT_TITLE))
        } else {
            None
        };
        chosen.map(|(name, text)| (name.clone(), text.clone()))
    }

    /// Returns the date whose name fits best; `None` if several names fit equally well and their days differ.
    fn date(&self) -> Option<(Cow<'text, str>, Cow<'text, str>)> {
        let best = self.dates.iter().map(|(rank, ..)| *rank).min()?;
        let day = |text: &str| match dates::read(text) {
            WrittenDate::Date(date) => Some(date.first_day),
            _ => None,
        };
        let mut of_best = self.dates.iter().filter(|(rank, ..)| *rank == best);
        let (_, name, text) = of_best.next()?;
        of_best.all(|(_, _, other)| day(other) == day(text)).then(|| (name.clone(), text.clone()))
    }

    /// True if a text may be that of an article with these other fields.
    fn is_of_article(&self, text: &Text<'_>, fields: &Fields<'_>) -> bool {
        const LONG: usize = 120;
        const VERY_LONG: usize = 500;
        const MOST_TEXTS: usize = 3;
        if let Some(known) = fields.text() {
            // A known name is preferred, unless it is the name of a summary.
            let length = match known {
                Value::Text(known) | Value::Inline(known) => known.chars().count(),
                _ => usize::MAX,
            };
            if fields.has_strong(FieldKind::Text) || text.is_summary || text.length <= length {
                return false;
            }
        }
        // Messages of programs have an address too, so a summary needs a title or a date.
        if text.is_summary && !fields.has_strong(FieldKind::Title) && !fields.has_any(FieldKind::Date) {
            return false;
        }
        let has_provenance =
            [FieldKind::Date, FieldKind::Link, FieldKind::Source].iter().any(|holds| fields.has_any(*holds))
                || fields.has_strong(FieldKind::Authors);
        // Tables of translated phrases have a title and many texts.
        has_provenance
            || (fields.has_strong(FieldKind::Title) && text.length >= LONG && self.n_texts <= MOST_TEXTS)
            || (text.length >= VERY_LONG && self.n_texts <= MOST_TEXTS && has_word(&text.name, &OF_TEXTS))
    }
}

/// Words in the names of the texts of articles.
const OF_TEXTS: [&str; 8] = ["text", "body", "content", "article", "story", "news", "post", "copy"];

/// True if a cheap test shows that a text may have two words or be a sentence.
fn may_be_the_only_text(text: &str) -> bool {
    text.trim().contains(' ') || (!text.is_ascii() && ends_as_a_sentence(text))
}

fn put<'text>(fields: &mut Fields<'text>, known: &str, name: Cow<'text, str>, value: Value<'text>) {
    if let Some(known) = named(known) {
        fields.put_by_shape(known, name, value);
    }
}

/// Words in the names of fields that name an author.
const OF_AUTHORS: [&str; 8] = ["author", "autor", "auteur", "autore", "writer", "byline", "reporter", "journalist"];

/// True if a name contains a word of [`OF_AUTHORS`] anywhere: `articleAuthor`.
fn may_name_an_author(name: &str) -> bool {
    let is_at = |at: usize, word: &&str| {
        name.as_bytes().get(at..at + word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word.as_bytes()))
    };
    (0..name.len()).any(|at| OF_AUTHORS.iter().any(|word| is_at(at, word)))
}

/// True if a name is that of an author, and its other words are common companions: `field_author_name`.
fn is_named_as_an_author(name: &str) -> bool {
    const BESIDE: [&str; 16] = [
        "field", "name", "full", "display", "article", "post", "story", "news", "page", "text", "txt", "value", "main",
        "s", "raw", "first",
    ];
    let words = name_words(name);
    words.iter().any(|word| OF_AUTHORS.contains(&word.as_str()))
        && words.iter().all(|word| OF_AUTHORS.contains(&word.as_str()) || BESIDE.contains(&word.as_str()))
}

/// Returns the title in a member: a string, or the first item of a list of strings.
fn title_of<'text>(member: &Member<'text>) -> Option<Cow<'text, str>> {
    let is_text = member.kind() == b'"' || member.is_list_of(b'"');
    if is_text { member.value().into_text() } else { None }
}

/// True if a name is that of a title, and its other words only say what has the title: `title_txt`, `pageTitle`.
fn is_named_as_a_title(name: &str) -> bool {
    const OF_TITLES: [&str; 3] = ["title", "headline", "hed"];
    const BESIDE: [&str; 28] = [
        "title", "headline", "hed", "news", "article", "post", "story", "page", "item", "doc", "document", "content",
        "text", "txt", "raw", "clean", "original", "full", "main", "s", "t", "ss", "en", "de", "fr", "es", "thread",
        "topic",
    ];
    has_word(name, &OF_TITLES) && name_words(name).iter().all(|word| BESIDE.contains(&word.as_str()))
}
