//! Reads front matter: the YAML, TOML or JSON above a Markdown text.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Lines;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::fields::{FieldKind, Value, named_variant};
use super::other_texts::OtherTexts;
use crate::corpus::Metadata;
use clip::Pairs;

pub(super) mod clip;

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrontMatterLanguage {
    Yaml,
    Toml,
    Json,
}

/// Splits `text` into its front matter and the text after it.
///
/// Front matter is between two lines `---` (YAML) or `+++` (TOML), or between `---` and `...`. It must have at least
/// one field unless it is blank, because a text may also begin with a rule. Front matter in JSON is one object above a
/// text, without lines around it.
pub(super) fn split(text: &str) -> Option<(FrontMatterLanguage, &str, &str)> {
    let text = text.trim_start();
    if text.starts_with('{') {
        return split_json(text);
    }
    let (kind, mark) = match text.get(..3)? {
        "---" => (FrontMatterLanguage::Yaml, "---"),
        "+++" => (FrontMatterLanguage::Toml, "+++"),
        _ => return None,
    };
    let (first, inner) = text.split_once('\n')?;
    if first.trim_end() != mark {
        return None;
    }
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == mark || (kind == FrontMatterLanguage::Yaml && bare == "...") {
            let head = &inner[..at];
            let has_field =
                head.lines().any(|line| line.contains(if kind == FrontMatterLanguage::Yaml { ':' } else { '=' }));
            return (has_field || head.trim().is_empty()).then(|| (kind, head, &inner[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Splits a text that begins with a brace. A JSON value alone, or followed by more JSON, is a file of records.
fn split_json(text: &str) -> Option<(FrontMatterLanguage, &str, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let (head, rest) = text.split_at(values.byte_offset());
    let (end_of_line, below) = rest.split_once('\n')?;
    let text_below = below.trim_start();
    // More JSON right below is the next record. A line further below that looks like an object is a record as well,
    // after a damaged line. But in a text with code blocks, such a line may be part of the code.
    let has_records = || below.lines().any(|line| line.starts_with("{\"") && line.trim_end().ends_with('}'));
    let goes_on = text_below.starts_with(['{', '[']) || (!below.contains("```") && has_records());
    (end_of_line.trim().is_empty() && !goes_on && !text_below.is_empty()).then_some((
        FrontMatterLanguage::Json,
        head,
        below,
    ))
}

/// Returns the fields of the article that front matter gives, and the texts in its other fields.
pub(super) fn fields(kind: FrontMatterLanguage, head: &str) -> (Metadata, OtherTexts<'_>) {
    let pairs = read(kind, head);
    let mut others = OtherTexts::default();
    for (name, value) in &pairs {
        let is_text = named_variant(name).is_none_or(|known| matches!(known.holds, FieldKind::Text | FieldKind::Title));
        for text in value.clone().into_texts().into_iter().filter(|_| is_text) {
            others.take(name, text);
        }
    }
    (clip::metadata(pairs), others)
}

/// Reads the fields of front matter.
///
/// Front matter that is not valid in its language is read line by line. For example, `title: Paris: vote` is not valid
/// YAML, but it is common and its meaning is clear.
fn read(kind: FrontMatterLanguage, head: &str) -> Pairs<'_> {
    let parsed = match kind {
        FrontMatterLanguage::Yaml => serde_saphyr::from_str::<InOrder<'_>>(head).ok(),
        FrontMatterLanguage::Toml => toml::from_str::<InOrder<'_>>(head).ok(),
        FrontMatterLanguage::Json => serde_json::from_str::<InOrder<'_>>(head).ok(),
    };
    parsed.map_or_else(
        || read_lines(head, if kind == FrontMatterLanguage::Toml { '=' } else { ':' }),
        |InOrder(pairs)| pairs,
    )
}

/// The fields of an object in the order of the file.
struct InOrder<'text>(Pairs<'text>);

impl<'de> Deserialize<'de> for InOrder<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = InOrder<'de>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("fields with names")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Pairs::new();
                while let Some(name) = map.next_key::<String>()? {
                    pairs.push((Cow::Owned(name), map.next_value()?));
                }
                Ok(InOrder(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

/// Reads fields line by line: `key: value`, and the items `- value` below a key without a value. `separator` is the
/// sign between key and value: `=` in TOML, else `:`.
///
/// A value may continue over the next lines: within quotation marks until they are closed, and in indented lines below
/// a plain value or below `>` and `|`.
fn read_lines(head: &str, separator: char) -> Pairs<'_> {
    let mut pairs = Pairs::new();
    let mut list: Option<(Cow<'_, str>, Vec<Value<'_>>)> = None;
    let mut lines = head.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if let Some((_, items)) = &mut list
            && let Some(item) = trimmed.strip_prefix("- ")
        {
            items.push(Value::Text(unquoted(item)));
            continue;
        }
        // An indented line that does not continue the value above is part of a nested field. It is dropped, and so are
        // blank lines and comments.
        if is_deeper(line) || trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some((name, items)) = list.take() {
            pairs.push((name, Value::List(items)));
        }
        let Some((name, value)) = trimmed.split_once(separator) else {
            continue;
        };
        let name = Cow::Borrowed(name.trim().trim_matches(['"', '\'']));
        let value = value.trim();
        if value.is_empty() {
            list = Some((name, Vec::new()));
        } else if let Some(items) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'))
            && !items.starts_with('[')
        {
            pairs.push((name, Value::List(items.split(',').map(|item| Value::Text(unquoted(item))).collect())));
        } else {
            let whole = continued(value, &mut lines);
            let text = match whole {
                Cow::Borrowed(text) => unquoted(text),
                Cow::Owned(text) => Cow::Owned(unquoted(&text).into_owned()),
            };
            pairs.push((name, Value::Text(text)));
        }
    }
    if let Some((name, items)) = list {
        pairs.push((name, Value::List(items)));
    }
    pairs
}

fn is_deeper(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

/// Returns a value joined with the lines that continue it. A space precedes each line.
fn continued<'text>(value: &'text str, lines: &mut Peekable<Lines<'text>>) -> Cow<'text, str> {
    // The limit keeps a quotation mark that is never closed from swallowing the fields below it.
    const MOST_LINES: usize = 8;
    let mut whole = Cow::Borrowed(value);
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\''))
        && !is_closed(value, quote)
    {
        let mut ahead = lines.clone().take(MOST_LINES);
        let Some(n_lines) = ahead.position(|line| line.trim_end().ends_with(quote)).map(|at| at + 1) else {
            return whole;
        };
        for line in lines.by_ref().take(n_lines) {
            add_line(&mut whole, line);
        }
        return whole;
    }
    if value.trim_end_matches(['-', '+']).trim_matches(['>', '|']).is_empty() {
        whole = Cow::Borrowed("");
    }
    while let Some(line) = lines.next_if(|line| is_deeper(line) && !line.trim_start().starts_with("- ")) {
        add_line(&mut whole, line);
    }
    whole
}

fn add_line(whole: &mut Cow<'_, str>, line: &str) {
    let whole = whole.to_mut();
    if !whole.is_empty() {
        whole.push(' ');
    }
    whole.push_str(line.trim());
}

/// True if a value that begins with `quote` also ends with it.
fn is_closed(value: &str, quote: char) -> bool {
    let inner = &value[quote.len_utf8()..];
    inner.ends_with(quote) && !inner.ends_with("\\\"")
}

fn unquoted(value: &str) -> Cow<'_, str> {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote)) {
            return if inner.contains('\\') { inner.replace("\\\"", "\"").into() } else { inner.into() };
        }
    }
    value.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Metadata, &str) {
        let (kind, head, rest) = split(text).unwrap();
        (fields(kind, head).0, rest)
    }

    fn check(text: &str, title: &str, date: &str, authors: &[&str]) {
        let (metadata, rest) = read_text(text);
        assert_eq!(metadata.title.unwrap().text, title);
        assert_eq!(metadata.date.map(|field| field.text).unwrap_or_default(), date);
        assert_eq!(metadata.authors.into_iter().map(|field| field.text).collect::<Vec<_>>(), authors);
        assert_eq!(rest.trim_start(), "Text");
    }

    #[test]
    fn yaml_toml_and_neither() {
        check("---\ntitle: \"A\"\ndate: 2021-08-12\nauthors: [B, C]\n---\nText", "A", "2021-08-12", &["B", "C"]);
        check(
            "---\ntitle: A: b\ndate: 2021-08-12\nauthors:\n  - B\n  - C\n---\nText",
            "A: b",
            "2021-08-12",
            &["B", "C"],
        );
        check("---\ntitle: \"A\nb\"\ndate: 2021-08-12\nauthors:\n- B\n---\nText", "A b", "2021-08-12", &["B"]);
        check("---\ntitle: 'A\n  b'\ntags: [c\nauthors: [B]\n---\nText", "A b", "", &["B"]);
        check("---\ntitle: >-\n  A\n  b\ntags: [c\nauthor: B\n---\nText", "A b", "", &["B"]);
        check("---\ntitle: A\n  b\ntags: [c\n  d\nauthor: B\n---\nText", "A b", "", &["B"]);
        check("---\ntitle: \"A\ntags: [c\nauthor: B\n---\nText", "\"A", "", &["B"]);
        check("---\ntitle: A\nauthor:\n  name: B\n  mail: x\n---\nText", "A", "", &["B"]);
        check("---\ntitle: 2021\nauthors:\n- name: B\n- name: C\n...\nText", "2021", "", &["B", "C"]);
        check("+++\ntitle = \"A\"\ndate = 2022-02-17\nauthor = \"B\"\n+++\nText", "A", "2022-02-17", &["B"]);
        check("+++\ntitle = A\ndate = 2022-02-17\n+++\nText", "A", "2022-02-17", &[]);
        check(
            "{\n  \"title\": \"A \\u0026 \\\"b\\\"\",\n  \"date\": \"2021-08-12\",\n  \"authors\": [\"B\", {\"name\": \"C\"}]\n}\n\nText",
            "A & \"b\"",
            "2021-08-12",
            &["B", "C"],
        );
        check("+++\ntitle = \"A\"\ndate = 2022-02-17T10:00:00Z\n+++\nText", "A", "2022-02-17T10:00:00Z", &[]);
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in ["---\nText\n---\nMore", "---\ntitle: A\nno end", "-- -\na: b\n---\n"] {
            assert!(split(text).is_none(), "{text}");
        }
    }

    #[test]
    fn records_are_no_front_matter() {
        for text in [
            "{\"a\": 1}",
            "{\"a\": 1}\n\n",
            "{\"a\": 1}\n{\"a\": 2}\n",
            "{\"a\": 1}\na damaged line\n{\"a\": 2}\n",
            "{\"a\": 1} Text\nMore",
            "{\"a\": 1\n\nText",
            "{a}\nText",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }

    #[test]
    fn fields_have_their_names() {
        let (metadata, _) = read_text("---\nTitle: A\npubDate: 2021\nheadline: B\n---\n");
        assert_eq!(metadata.title.unwrap().because, "front matter `headline`");
        assert_eq!(metadata.date.unwrap().because, "front matter `pubDate`");
    }
}
