//! Decides by the name of a field whether its value is a text that people read.

use super::fields::name_words;

/// Words in the names of fields that hold texts, however short. The last word of a name says what it is.
const OF_TEXTS: [&str; 61] = [
    "subtitle",
    "subheadline",
    "subhead",
    "subheading",
    "kicker",
    "overline",
    "deck",
    "dek",
    "standfirst",
    "lead",
    "lede",
    "leadin",
    "intro",
    "introduction",
    "teaser",
    "summary",
    "abstract",
    "excerpt",
    "description",
    "caption",
    "captions",
    "remark",
    "remarks",
    "note",
    "notes",
    "comment",
    "comments",
    "correction",
    "corrections",
    "update",
    "quote",
    "quotes",
    "pullquote",
    "points",
    "takeaway",
    "takeaways",
    "highlights",
    "footnote",
    "footnotes",
    "sidebar",
    "infobox",
    "factbox",
    "box",
    "headline",
    "title",
    "heading",
    "question",
    "answer",
    "transcript",
    "annotation",
    "message",
    "reply",
    "legend",
    "untertitel",
    "vorspann",
    "unterzeile",
    "bildunterschrift",
    "chapeau",
    "entradilla",
    "subtítulo",
    "sous",
];

/// Last words in the names of fields that hold strings for programs, even if the strings look like words.
const OF_PROGRAMS: [&str; 34] = [
    "css",
    "style",
    "styles",
    "class",
    "classes",
    "script",
    "code",
    "query",
    "sql",
    "embed",
    "player",
    "iframe",
    "pattern",
    "regex",
    "template",
    "mime",
    "type",
    "path",
    "file",
    "filename",
    "hash",
    "token",
    "cookie",
    "cookies",
    "agent",
    "useragent",
    "selector",
    "xpath",
    "format",
    "font",
    "coordinates",
    "geometry",
    "key",
    "id",
];

/// Last words in the names of fields whose one-word values are for programs, even if the values look like names.
const OF_FLAGS: [&str; 32] = [
    "status",
    "state",
    "kind",
    "mode",
    "visibility",
    "access",
    "platform",
    "device",
    "client",
    "app",
    "generator",
    "engine",
    "layout",
    "theme",
    "lang",
    "language",
    "locale",
    "timezone",
    "zone",
    "encoding",
    "charset",
    "version",
    "method",
    "level",
    "role",
    "currency",
    "priority",
    "sentiment",
    "label",
    "schema",
    "context",
    "model",
];

/// Words in the names of texts that nobody reads: the small print, and strings for programs.
pub(super) const NOT_TO_READ: [&str; 9] =
    ["license", "licence", "copyright", "disclaimer", "privacy", "tos", "prompt", "error", "subreddit"];

/// Names that mean nothing to the user. The name of the field around it means more.
const OF_ANYTHING: [&str; 20] = [
    "text",
    "value",
    "content",
    "contents",
    "body",
    "html",
    "rendered",
    "raw",
    "plain",
    "p",
    "td",
    "th",
    "div",
    "span",
    "data",
    "item",
    "_",
    "main",
    "paragraph",
    "original",
];

/// The longest name that is shown before its text, in bytes.
const LONGEST_LABEL: usize = 40;

/// The kind of a value according to the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameHint {
    /// The value is a text, which may be short.
    IsText,
    /// The value is not a text that people read.
    IsNoText,
    /// The name says nothing of its value.
    Nothing,
}

/// Returns the kind of a value in a field called `name`.
pub(super) fn hint_of_name(name: &str) -> NameHint {
    let words = name_words(name);
    let is_one_of = |word: &str, list: &[&str]| list.contains(&word);
    // These words only say the form of the value: `css_text`, `lead_txt`.
    let of_form = |word: &str| is_one_of(word, &OF_ANYTHING) || word == "txt";
    let last = words.iter().rfind(|word| !of_form(word)).map_or("", |word| word);
    if words.iter().any(|word| is_one_of(word, &NOT_TO_READ)) || is_one_of(last, &OF_PROGRAMS) {
        NameHint::IsNoText
    } else if words.iter().any(|word| is_one_of(word, &OF_TEXTS)) {
        NameHint::IsText
    } else {
        NameHint::Nothing
    }
}

/// True if a one-word value in a field called `name` is for programs.
pub(super) fn is_of_flags(name: &str) -> bool {
    name_words(name).last().is_some_and(|word| OF_FLAGS.contains(&word.as_str()))
}

/// Returns the label that is shown before a text of a field; `None` if the name means nothing to the user.
pub(super) fn label_of(name: &str) -> Option<String> {
    let name = name.trim();
    let is_one = name.len() <= LONGEST_LABEL
        && name.contains(char::is_alphabetic)
        && !OF_ANYTHING.iter().any(|other| name.eq_ignore_ascii_case(other));
    is_one.then(|| name.to_owned())
}

/// True if the name of a field means nothing to the user.
pub(super) fn is_meaningless_name(name: &str) -> bool {
    label_of(name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_texts_and_of_other_strings() {
        for (name, expected) in [
            ("lead_txt", NameHint::IsText),
            ("Style note", NameHint::IsText),
            ("Key quote", NameHint::IsText),
            ("key_points", NameHint::IsText),
            ("keyTakeaways", NameHint::IsText),
            ("css_class", NameHint::IsNoText),
            ("style_text", NameHint::IsNoText),
            ("cache-key", NameHint::IsNoText),
            ("error_message", NameHint::IsNoText),
            ("copyright_notice", NameHint::IsNoText),
            ("author_bio", NameHint::Nothing),
            ("text", NameHint::Nothing),
            ("", NameHint::Nothing),
        ] {
            assert_eq!(hint_of_name(name), expected, "{name}");
        }
    }
}
