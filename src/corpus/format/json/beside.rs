//! Finds the texts of an object other than the text of its article, at any depth: leads, captions, remarks, answers.

use std::borrow::Cow;

use super::members::is_list_of_articles;
use super::object::{Member, Object};
use crate::corpus::Field;
use crate::corpus::format::date_names::may_be_date;
use crate::corpus::format::fields::{FieldKind, PersonName, named_variant};
use crate::corpus::format::other_texts::OtherTexts;
use crate::corpus::format::prose::length_of_prose;
use crate::corpus::format::text_names::is_meaningless_name;
use crate::dates::{self, WrittenDate};

/// The levels of lists and objects that are searched.
const DEEPEST: u8 = 8;

/// The treatment of lists of articles within an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InnerArticles {
    /// They are read as articles of their own, so their texts do not belong to this article.
    AreRead,
    /// Their texts are read as other texts of this article.
    AreTexts,
}

/// The date, the source and the authors of the article, which are not texts to add.
#[derive(Clone, Copy)]
pub(super) struct Taken<'known> {
    pub(super) date: Option<&'known str>,
    pub(super) source: Option<&'known str>,
    pub(super) authors: &'known [Field],
    /// True if someone saved the article, so that some of its other dates are dates of saving.
    pub(super) is_saved: bool,
}

/// Returns the texts of `object` except for the title, the `taken` fields, and the text of the article. `text` has the
/// parts of that text in order.
pub(super) fn texts<'text>(
    object: &Object<'text>,
    title: Option<&str>,
    taken: Taken<'_>,
    text: &[Cow<'_, str>],
    inner_articles: InnerArticles,
) -> OtherTexts<'text> {
    let mut finder = OtherTextFinder { title, taken, text, n_met: 0, inner_articles, found: OtherTexts::default() };
    object.members.iter().for_each(|member| {
        finder.member(member, None, Place { depth: DEEPEST, is_of_others: false, is_of_item: false });
    });
    finder.found
}

/// The position of a member within the object.
#[derive(Clone, Copy)]
struct Place {
    /// The levels below the member that are searched.
    depth: u8,
    /// True within the fields of an author or a source. Names and addresses in them are no texts.
    is_of_others: bool,
    /// True for the fields of an item of a list, such as an article next to this one. Titles in them are not this
    /// article's.
    is_of_item: bool,
}

/// The names of a value.
#[derive(Clone, Copy)]
struct Names<'name> {
    /// The name that the user sees.
    label: &'name str,
    /// The name that says whether the value is a text.
    name: &'name str,
}

struct OtherTextFinder<'known, 'text> {
    title: Option<&'known str>,
    taken: Taken<'known>,
    /// The parts of the text of the article.
    text: &'known [Cow<'known, str>],
    /// The number of parts in `text` that were found so far. They are found in order.
    n_met: usize,
    inner_articles: InnerArticles,
    found: OtherTexts<'text>,
}

impl<'text> OtherTextFinder<'_, 'text> {
    /// Examines a member. `above` is the nearest name around it that means something to the user.
    fn member(&mut self, member: &Member<'text>, above: Option<&str>, place: Place) {
        // Most members are numbers, addresses and keys. They return here, and nothing is copied.
        if !may_have_words(member.raw) {
            return;
        }
        let holds = named_variant(&member.name).map(|name| name.holds);
        let is_of_others = place.is_of_others || matches!(holds, Some(FieldKind::Authors | FieldKind::Source));
        let place = Place { is_of_others, ..place };
        let is_field = match holds {
            Some(FieldKind::Tags | FieldKind::Language) => true,
            Some(FieldKind::Authors | FieldKind::Source) => member.kind() == b'"',
            Some(FieldKind::Date) => member.kind() == b'"' && !(place.depth == DEEPEST && self.is_another_day(member)),
            _ => false,
        };
        if is_field {
            return;
        }
        let may_hold_articles = matches!(holds, Some(FieldKind::Articles | FieldKind::Text));
        if may_hold_articles
            && self.inner_articles == InnerArticles::AreRead
            && (is_list_of_articles(member, 1) || is_dictionary(member))
        {
            return;
        }
        let is_title_of_item = place.is_of_item && matches!(holds, Some(FieldKind::Title));
        let label = above.filter(|_| is_title_of_item || is_meaningless_name(&member.name)).unwrap_or(&member.name);
        let name = if is_title_of_item { &member.name } else { label };
        self.value(member, Names { label, name }, Place { is_of_item: false, ..place });
    }

    /// True if the day of a date differs from the day of the article.
    fn is_another_day(&self, member: &Member<'_>) -> bool {
        let day = |text: &str| match dates::read(text) {
            WrittenDate::Date(date) => Some(date.first_day),
            _ => None,
        };
        // In nearly all cases it is the date of the article itself.
        if self.taken.is_saved || self.taken.date.is_none_or(|date| is_string(member.raw, date)) {
            return false;
        }
        let own = self.taken.date.and_then(day);
        own.is_some() && member.string().and_then(|text| day(&text)).is_some_and(|other| own != Some(other))
    }

    fn value(&mut self, member: &Member<'text>, names: Names<'_>, place: Place) {
        match member.kind() {
            b'"' => self.string(member, names, place),
            b'{' if place.depth > 0 => {
                let Some(object) = Object::read(member.raw) else { return };
                let person = if place.is_of_others { None } else { name_of_person(&object) };
                let place = Place { depth: place.depth - 1, ..place };
                for inner in &object.members {
                    if person.is_none() || PersonName::part_of(&inner.name).is_none() {
                        self.member(inner, Some(names.label), place);
                    }
                }
                if let Some(name) = person {
                    self.found.take_person(names.label, name);
                }
            }
            b'[' if place.depth > 0 && [b'"', b'{', b'['].iter().any(|kind| member.is_list_of(*kind)) => {
                let place = Place { depth: place.depth - 1, is_of_item: true, ..place };
                for raw in member.first_items(usize::MAX).0 {
                    if may_have_words(raw) {
                        self.value(&Member { name: Cow::Borrowed(""), raw }, names, place);
                    }
                }
            }
            _ => {}
        }
    }

    fn string(&mut self, member: &Member<'text>, names: Names<'_>, place: Place) {
        if self.text.get(self.n_met).is_some_and(|part| is_string(member.raw, part)) {
            self.n_met += 1;
            return;
        }
        if [self.title, self.taken.date, self.taken.source]
            .into_iter()
            .flatten()
            .chain(self.taken.authors.iter().map(|author| author.text.as_str()))
            .any(|text| is_string(member.raw, text))
        {
            return;
        }
        if let Some(text) = member.string()
            && (!place.is_of_others || length_of_prose(&text).is_some())
        {
            self.found.take_as(names.label, names.name, text);
        }
    }
}

fn is_dictionary(member: &Member<'_>) -> bool {
    member.kind() == b'{' && Object::read(member.raw).is_some_and(|object| super::members::is_dictionary(&object))
}

/// Returns the name of a person that an object has in parts.
fn name_of_person(object: &Object<'_>) -> Option<String> {
    let mut name = PersonName::default();
    for member in &object.members {
        if let Some(part) = PersonName::part_of(&member.name)
            && let Some(text) = member.string()
        {
            name.put(part, text);
        }
    }
    name.into_text()
}

/// True if a raw value may have two words, a name or a date. The signs of that are letters on both sides of a blank, a
/// string that begins with a capital letter, and characters other than ASCII, because some scripts have no blanks.
fn may_have_words(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    if bytes.first().is_none_or(|byte| !matches!(byte, b'"' | b'{' | b'[')) {
        return false;
    }
    let ends_word = |byte: u8| byte.is_ascii_alphabetic() || b",.;:!?)'-\"".contains(&byte);
    memchr::memchr_iter(b' ', bytes).any(|at| {
        let (before, after) = (bytes.get(at.wrapping_sub(1)), bytes.get(at + 1));
        before.is_some_and(|byte| ends_word(*byte)) && after.is_some_and(u8::is_ascii_alphabetic)
    }) || has_name(bytes)
        || (bytes[0] == b'"' && may_be_date(raw.trim_matches('"')))
        || !raw.is_ascii()
        || memchr::memmem::find(bytes, b"\\u").is_some()
}

/// True if some string in a value begins with a capital letter and a small one.
fn has_name(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'"', bytes).any(|at| {
        bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase) && bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase)
    })
}

/// True if the string that is written as `raw` is `text`. Copies nothing; most strings differ at their first character.
fn is_string(raw: &str, text: &str) -> bool {
    let Some(mut raw) = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) else {
        return false;
    };
    // An escape is never shorter than its character, and only an escape begins with a backslash.
    let may_be =
        raw.len() >= text.len() && (raw.starts_with('\\') || raw.as_bytes().first() == text.as_bytes().first());
    if !may_be {
        return false;
    }
    let mut text = text;
    while let Some(at) = memchr::memchr(b'\\', raw.as_bytes()) {
        let (start, escaped) = raw.split_at(at);
        let Some(rest) = text.strip_prefix(start) else {
            return false;
        };
        let length = if escaped.as_bytes().get(1) == Some(&b'u') { 6 } else { 2 };
        // A character beyond the basic plane is written as two escapes.
        let is_pair = escaped
            .get(2..4)
            .is_some_and(|code| matches!(code.as_bytes(), [b'd' | b'D', b'8' | b'9' | b'a' | b'b' | b'A' | b'B']));
        let length = if length == 6 && is_pair { 12 } else { length };
        let Some(sign) = escaped.get(..length) else {
            return false;
        };
        let Some(rest) = without_sign(rest, sign) else {
            return false;
        };
        (raw, text) = (&escaped[length..], rest);
    }
    raw == text
}

/// Removes the character that is written as `escape` from the start of `text`, and returns the rest; `None` if `text`
/// begins with another character.
fn without_sign<'text>(text: &'text str, escape: &str) -> Option<&'text str> {
    let sign = match escape {
        "\\n" => '\n',
        "\\t" => '\t',
        "\\r" => '\r',
        "\\\"" | "\\/" | "\\\\" => escape.chars().nth(1)?,
        _ => match basic_character(escape) {
            Some(sign) => sign,
            None => serde_json::from_str::<char>(&format!("\"{escape}\"")).ok()?,
        },
    };
    text.strip_prefix(sign)
}

/// Returns the character of the basic plane that is written as `\u2019`.
fn basic_character(escape: &str) -> Option<char> {
    let digits = escape.strip_prefix("\\u").filter(|digits| digits.len() == 4)?;
    let code = digits.chars().try_fold(0, |code, digit| Some(code << 4 | digit.to_digit(16)?))?;
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_as_they_are_written() {
        for (raw, text, expected) in [
            (r#""Forty geese""#, "Forty geese", true),
            (r#""Forty\ngeese \u2013 \"all\" \ud83e\udd86.""#, "Forty\ngeese \u{2013} \"all\" \u{1f986}.", true),
            (r#""Forty\ngeese""#, "Forty geese", false),
            (r#""Forty""#, "Forty geese", false),
            (r#""Forty geese""#, "Forty", false),
            (r#""\ud83e""#, "\u{fffd}", false),
            ("7", "7", false),
        ] {
            assert_eq!(is_string(raw, text), expected, "{raw}");
        }
    }

    #[test]
    fn values_that_may_have_words() {
        for (raw, expected) in [
            (r#""Forty geese""#, true),
            (r#"{"a": [1, 2], "b": "https://wire.example/a", "c": "x y"}"#, true),
            ("{\"a\": [1, 2],\n  \"b\": \"https://wire.example/a\"}", false),
            (r#""kq2Y0fA9""#, false),
            (r#""Halden""#, true),
            (r#"{"a": ["Halden"]}"#, true),
            (r#""2022-03-08 10:05:01""#, true),
            ("1234", false),
            ("\"港の入口\"", true),
            (r#""\u6e2f\u306e""#, true),
        ] {
            assert_eq!(may_have_words(raw), expected, "{raw}");
        }
    }
}
