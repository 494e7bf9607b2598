//! Reads the fields above a text of Org mode, reStructuredText or AsciiDoc: `#+TITLE: …`, `:author: …`.

use crate::corpus::{Field, Metadata};
use crate::dates;

/// The text after the fields.
type Rest<'text> = &'text str;

/// Adds the fields above a text to `metadata`, and returns the text after them; `None` if there are no fields.
pub(super) fn take<'text>(text: &'text str, metadata: &mut Metadata) -> Option<Rest<'text>> {
    let text = text.trim_start();
    if text.starts_with("#+") { org(text, metadata) } else { field_list(text, metadata) }
}

/// Reads `#+TITLE: …` and similar lines, up to the first line of another kind.
fn org<'text>(text: &'text str, metadata: &mut Metadata) -> Option<Rest<'text>> {
    let mut fields = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim();
        if let Some((name, value)) = line.strip_prefix("#+").and_then(|line| line.split_once(':')) {
            if name.contains(char::is_whitespace) {
                break;
            }
            fields.push((name.to_lowercase(), value.trim()));
        } else if !(line.is_empty() || line.starts_with("# ")) {
            break;
        }
        rest = behind;
    }
    let is_article = fields.iter().any(|(name, _)| matches!(name.as_str(), "title" | "date" | "author"));
    if !is_article {
        return None;
    }
    for (name, value) in fields {
        // `<2022-03-08 Tue>`
        put(&name, value.trim_matches(['<', '>', '[', ']']), "Org", metadata);
    }
    Some(rest)
}

/// Reads a list of lines `:name: value`, at the top or below the title and its underline.
fn field_list<'text>(text: &'text str, metadata: &mut Metadata) -> Option<Rest<'text>> {
    let (first, behind) = text.split_once('\n')?;
    let first = first.trim_end();
    let (title, list) = if let Some(title) = first.strip_prefix("= ") {
        (Some(title.trim()), behind)
    } else if field(first).is_some() {
        (None, text)
    } else {
        let (line, behind) = behind.split_once('\n')?;
        let line = line.trim_end();
        let sign = line.chars().next().filter(|sign| "=-~^#*\"'`+".contains(*sign))?;
        let is_line = line.chars().all(|other| other == sign) && line.chars().count() + 2 >= first.chars().count();
        (is_line && line.len() > 2).then_some((Some(first.trim()), behind))?
    };
    let mut rest = list.trim_start_matches(['\n', '\r']);
    let mut fields = Vec::new();
    while let Some((name, value)) = rest.lines().next().and_then(|line| field(line.trim_end())) {
        fields.push((name.to_lowercase(), value));
        rest = rest.split_once('\n').map_or("", |(_, behind)| behind);
    }
    let is_article = fields.iter().any(|(name, _)| matches!(name.as_str(), "title" | "date" | "author" | "authors"));
    if !is_article {
        return None;
    }
    if let Some(title) = title {
        metadata.title = Some(Field::found(title, "the first heading"));
    }
    for (name, value) in fields {
        put(&name, value, "the field list's", metadata);
    }
    Some(rest)
}

/// Splits `:name: value`.
fn field(line: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 30;
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_name = !name.is_empty() && name.len() <= LONGEST && !name.starts_with(' ') && !name.ends_with(' ');
    (is_name && (value.is_empty() || value.starts_with(' '))).then_some((name, value.trim()))
}

fn put(name: &str, value: &str, of: &str, metadata: &mut Metadata) {
    if value.is_empty() {
        return;
    }
    let field = || Field::given(value, format!("{of} `{name}`"));
    match name {
        "title" => metadata.title = metadata.title.take().or_else(|| Some(field())),
        "date" | "revdate" => {
            // Org writes the name of the day after the date.
            let day = dates::iso_length(value).map_or(value, |length| &value[..length]);
            metadata.date = Some(Field { text: day.to_owned(), ..field() });
        }
        "author" | "authors" if metadata.authors.is_empty() => {
            metadata.authors =
                value.split(';').map(str::trim).map(|name| Field { text: name.into(), ..field() }).collect();
        }
        "language" | "lang" => metadata.language = Some(field()),
        "source" => metadata.source = Some(field()),
        "url" | "link" => metadata.link = Some(value.to_owned()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_above_texts() {
        for (text, title, date, author, rest) in [
            (
                "#+title: Der Schlepper\n#+date: [2022-03-08 Di]\n#+author: Odo Quill\n#+options: toc:nil\n\n* Hafen\nEr sank.",
                "Der Schlepper",
                "2022-03-08",
                "Odo Quill",
                "* Hafen\nEr sank.",
            ),
            (
                "Le môle\n#######\n\n:date: 2022-03-10\n:author: Zoé Quai\n:tags: port\n\nIl reste.",
                "Le môle",
                "2022-03-10",
                "Zoé Quai",
                "\nIl reste.",
            ),
            (
                "= The mole\n:author: Nell Harbury\n:revdate: 2022-03-10\n\nIt stays.",
                "The mole",
                "2022-03-10",
                "Nell Harbury",
                "\nIt stays.",
            ),
        ] {
            let mut metadata = Metadata::default();
            assert_eq!(take(text, &mut metadata), Some(rest), "{text}");
            assert_eq!(metadata.title.unwrap().text, title);
            assert_eq!(metadata.date.unwrap().text, date);
            assert_eq!(metadata.authors[0].text, author);
        }
    }

    #[test]
    fn texts_without_fields() {
        for text in [
            "#+ is a sign\nand more",
            "The mole\n========\n\nIt stays.",
            ":smile: they said\nand left",
            "The mole\nIt stays.",
            "#+BEGIN_QUOTE\nIt stays.\n#+END_QUOTE",
            "",
        ] {
            let mut metadata = Metadata::default();
            assert_eq!(take(text, &mut metadata), None, "{text}");
            assert_eq!(metadata, Metadata::default());
        }
    }
}
