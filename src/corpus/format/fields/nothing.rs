//! Recognises the values that programs write if there is no title, no date or no text.

use super::{FieldKind, Name, Value};
use crate::dates::{self, WrittenDate};

/// True if a value of a field called `name` has no information of that kind.
pub(super) fn says_nothing(value: &Value<'_>, name: &Name) -> bool {
    let Value::Text(text) = value else {
        return false;
    };
    let text = text.trim();
    match name.holds {
        FieldKind::Title => is_address(text) || is_removed(text),
        FieldKind::Date => {
            dates::is_unset(text)
                || (name.is_loosely_a_date()
                    && !matches!(dates::read(text), WrittenDate::Date(_) | WrittenDate::Ambiguous(..)))
        }
        // Posts have a link to the program that sent them in this field.
        FieldKind::Source => text.starts_with("<a "),
        FieldKind::Authors => {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            is_number || is_removed(text) || is_address(text) || (name.is_weak() && is_an_id(text))
        }
        FieldKind::Text => is_removed(text),
        _ => false,
    }
}

/// True if a value is only an address of the web.
pub(super) fn is_address_alone(value: &Value<'_>) -> bool {
    matches!(value, Value::Text(text) if is_address(text.trim()))
}

/// True if a text is only an address of the web.
pub(in crate::corpus::format) fn is_address(text: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}

/// True if a text is an identifier that a program has for a person: `U012AB3CD`, `4711`.
fn is_an_id(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(|c: char| c.is_lowercase() || c.is_whitespace())
}

/// True if a text is the address of a page within a site.
pub(in crate::corpus::format) fn is_page(text: &str) -> bool {
    is_address(text) && text.split('/').skip(3).any(|part| !part.is_empty())
}

/// True for the text that forums show in place of a removed post, such as `[removed]`.
pub(super) fn is_removed(text: &str) -> bool {
    let Some(inner) = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']')) else {
        return false;
    };
    let inner = inner.trim().to_ascii_lowercase();
    ["removed", "deleted"].iter().any(|word| inner.starts_with(word)) && !inner.contains(['[', '\n'])
}

#[cfg(test)]
mod tests {
    use super::super::named;
    use super::*;

    #[test]
    fn empty_words() {
        for (name, text, expected) in [
            ("title", "https://wire.example/2022/geese", true),
            ("title", "https://wire.example is down", false),
            ("title", "[ Removed by a moderator ]", true),
            ("text", "[Removed] is what stood there", false),
            ("author", "[deleted]", true),
            ("author", "Nell Harbury", false),
            ("author", "3", true),
            ("user", "U012AB3CD", true),
            ("user", "nell22", false),
            ("date", "1970-01-01T00:00:00Z", true),
            ("date", "0", true),
            ("date", "2022-03-08", false),
            ("date", "when the tide turned", false),
            ("posted", "yes", true),
            ("posted", "2022-03-08", false),
            ("source", "<a href=\"https://app.example\" rel=\"nofollow\">An app</a>", true),
        ] {
            let value = Value::Text(text.into());
            assert_eq!(says_nothing(&value, named(name).unwrap()), expected, "{name}: {text}");
        }
    }
}
