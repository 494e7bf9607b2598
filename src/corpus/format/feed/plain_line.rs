//! Turns a title into one line without markup.

use std::borrow::Cow;

use super::references::unescaped;

/// The tags that titles have. Other names in angle brackets are words of the title, as in `Vec<T>`.
const TAGS: [&str; 46] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "del",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "nobr",
    "p",
    "pre",
    "q",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Returns the text without tags of HTML, with references as characters and white space as single spaces.
pub(super) fn plain_line(text: &str) -> String {
    let text = unescaped(&without_tags(text)).into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True if a text has a tag of HTML: a tag that titles have, or one that only longer texts have.
pub(super) fn has_tag(text: &str) -> bool {
    const OTHERS: [&str; 25] = [
        "article", "aside", "audio", "body", "dl", "embed", "figure", "footer", "form", "header", "hr", "html",
        "iframe", "input", "main", "object", "ol", "picture", "script", "section", "style", "svg", "table", "title",
        "video",
    ];
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
        TAGS.iter().chain(&OTHERS).any(|known| known.eq_ignore_ascii_case(name))
    })
}

fn without_tags(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((length, is_break)) = tag(rest) {
            if is_break {
                plain.push(' ');
            }
            rest = &rest[length..];
        } else {
            plain.push('<');
            rest = &rest[1..];
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Returns the length of the tag at the beginning of `text`, and `true` if the tag separates words.
fn tag(text: &str) -> Option<(usize, bool)> {
    const LONGEST: usize = 4096;
    // A tag that is far longer than a title has no end.
    let looked_at = &text.as_bytes()[..text.len().min(LONGEST)];
    if text.starts_with("<!--") {
        return memchr::memmem::find(looked_at, b"-->").map(|end| (end + 3, false));
    }
    let name = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(name.len())];
    let name = name.rsplit(':').next().unwrap_or(name);
    let is_known = TAGS.iter().any(|known| known.eq_ignore_ascii_case(name));
    let end = if is_known { memchr::memchr(b'>', looked_at)? } else { return None };
    let is_break = ["br", "p", "div", "li", "ul"].iter().any(|block| block.eq_ignore_ascii_case(name));
    Some((end + 1, is_break))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        for (text, expected) in [
            ("Cranes idle", "Cranes idle"),
            (" Cranes\n  idle ", "Cranes idle"),
            ("Cranes <b>idle</b> &amp; silent", "Cranes idle & silent"),
            ("One<br/>two", "One two"),
            ("Vec<T> and 5 < 6", "Vec<T> and 5 < 6"),
            ("<xhtml:em>Cranes</xhtml:em><!-- x -->", "Cranes"),
            ("a <b never ends", "a <b never ends"),
            ("R&D; and AT&T", "R&D; and AT&T"),
        ] {
            assert_eq!(plain_line(text), expected);
        }
    }
}
