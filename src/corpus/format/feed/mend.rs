//! Repairs an error that misleads XML parsers: a `<` that does not begin a tag.

use std::borrow::Cow;

/// The beginnings of declarations in a document type.
const DECLARATIONS: [&[u8]; 5] = [b"!doctype", b"!entity", b"!element", b"!attlist", b"!notation"];

/// Returns the text with `&lt;` in place of each `<` that does not begin a tag, a comment or other markup of XML.
///
/// Without that replacement, `5 < 6</title>` would be a tag that ends far below. Line ends are kept.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut mended = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(length) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + length;
        let rest = &bytes[start + 1..];
        at = start + 1;
        let end_of = |mark: &[u8]| memchr::memmem::find(rest, mark).map(|end| start + 1 + end + mark.len());
        match rest.first() {
            Some(b'!') => {
                let end = if rest.starts_with(b"![CDATA[") {
                    end_of(b"]]>")
                } else if rest.starts_with(b"!--") {
                    end_of(b"-->")
                } else if DECLARATIONS
                    .iter()
                    .any(|name| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
                {
                    Some(at)
                } else {
                    mended.push_str(&text[kept..start]);
                    mended.push_str("&lt;");
                    kept = at;
                    Some(at)
                };
                // Markup without an end extends to the end of the text.
                let Some(end) = end else { break };
                at = end;
            }
            Some(b'/' | b'?' | b'_' | b':') => {}
            Some(next) if next.is_ascii_alphabetic() || !next.is_ascii() => {}
            _ => {
                mended.push_str(&text[kept..start]);
                mended.push_str("&lt;");
                kept = at;
            }
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    mended.push_str(&text[kept..]);
    Cow::Owned(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_begins_a_tag_does() {
        for (text, expected) in [
            ("<a>b</a>", "<a>b</a>"),
            ("<a>5 < 6</a>", "<a>5 &lt; 6</a>"),
            ("<a><3</a><", "<a>&lt;3</a>&lt;"),
            ("<a><![CDATA[ 5 < 6 ]]></a> < ", "<a><![CDATA[ 5 < 6 ]]></a> &lt; "),
            ("<!-- < --><!DOCTYPE a><a>", "<!-- < --><!DOCTYPE a><a>"),
            ("<a><![if]></a>", "<a>&lt;![if]></a>"),
            ("<a><![CDATA[ 5 < 6", "<a><![CDATA[ 5 < 6"),
        ] {
            assert_eq!(mended(text), expected);
        }
    }
}
