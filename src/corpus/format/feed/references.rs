//! Replaces character references of XML and HTML by their characters: `&amp;`, `&nbsp;`, `&#8217;`.

use std::borrow::Cow;

/// The longest name of a reference. The longest name in HTML has 31 letters.
const LONGEST: usize = 32;
/// The most text that the entities of one feed may expand to, in bytes. A few lines of entities could expand to
/// gigabytes.
const EXPANSION_MAX: usize = 1024 * 1024;
/// The longest text of one entity that is declared in the feed, in bytes.
const DECLARED_BYTES_MAX: usize = 1024;
/// The most entities that a feed may declare. References to entities after those are not replaced.
const DECLARED_MAX: usize = 256;

/// The references of one feed and their text: those of XML and HTML, and those that the feed declares.
#[derive(Debug, Default)]
pub(super) struct References<'text> {
    declared: Vec<(&'text str, String)>,
    n_expanded: usize,
}

impl<'text> References<'text> {
    /// Adds the entities that a document type declares with their text. External entities are not fetched.
    pub(super) fn declare(&mut self, doctype: &'text str) {
        for declaration in doctype.split("<!ENTITY").skip(1).take(DECLARED_MAX) {
            let Some((name, rest)) = declaration.trim_start().split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let Some((value, _)) = rest[1..].split_once(quote) else {
                continue;
            };
            if value.len() <= DECLARED_BYTES_MAX && name.len() <= LONGEST {
                // References within the text to other declared entities are not expanded, because only attacks use
                // them.
                self.declared.push((name, unescaped(value).into_owned()));
            }
        }
    }

    /// Adds the text of `&name;` to `out`, or the reference itself if it is unknown.
    pub(super) fn push(&mut self, name: &str, out: &mut String) {
        if let Some(character) = character(name) {
            out.push(character);
        } else if !push_named(name, out) {
            match self.declared.iter().find(|(other, _)| *other == name) {
                Some((_, text)) if self.n_expanded + text.len() <= EXPANSION_MAX => {
                    self.n_expanded += text.len();
                    out.push_str(text);
                }
                _ => {
                    out.push('&');
                    out.push_str(name);
                    out.push(';');
                }
            }
        }
    }
}

/// Adds the one or two characters that have this name in HTML. Returns `false` if HTML has no such name.
fn push_named(name: &str, out: &mut String) -> bool {
    let mut key = String::with_capacity(name.len() + 1);
    key.push_str(name);
    key.push(';');
    let Some((first, second)) = markup5ever::data::NAMED_ENTITIES.get(key.as_str()) else {
        return false;
    };
    let characters = [*first, *second].into_iter().filter(|number| *number != 0);
    out.extend(characters.filter_map(char::from_u32));
    true
}

/// Returns the character of a reference by number: `#8217`, `#x2019`. Returns `None` if `name` is not a number.
fn character(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    match number {
        // Browsers read these as windows-1252 too.
        0x80..=0x9f => {
            let byte = [number as u8];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()
        }
        0 => Some('\u{fffd}'),
        _ => Some(char::from_u32(number).unwrap_or('\u{fffd}')),
    }
}

/// Replaces the references of XML and HTML in a text by their characters. Other references are kept as they are.
pub(in crate::corpus::format) fn unescaped(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut references = References::default();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(name) = reference(rest) {
            references.push(name, &mut out);
            rest = &rest[name.len() + 2..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// True if a text has references, so that it must be read as HTML.
pub(super) fn has_reference(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| reference(&text[at..]).is_some())
}

/// Returns the name of the reference at the beginning of `text`.
fn reference(text: &str) -> Option<&str> {
    let name = &text[1..];
    let length =
        name.bytes().take(LONGEST + 1).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    (length > 0 && length <= LONGEST && name.as_bytes().get(length) == Some(&b';')).then(|| &name[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for (text, expected) in [
            ("a &amp; b &lt;c&gt;", "a & b <c>"),
            ("caf&eacute;&nbsp;&hellip;", "café\u{a0}…"),
            ("&alpha;&Omega;&scaron;&lang;&NotEqualTilde;", "αΩš⟨≂̸"),
            ("it&#8217;s &#x2019; &#146;", "it’s ’ ’"),
            ("&#0;&#xd800;&#99999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("AT&T; R&D & so; &", "AT&T; R&D & so; &"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
        assert!(has_reference("a &amp; b") && !has_reference("a & b; c"));
    }

    #[test]
    fn declared_entities_are_bounded() {
        let mut references = References::default();
        let doctype = format!(
            "x [<!ENTITY port \"the &amp; port\"> <!ENTITY a '&port;&port;'> <!ENTITY file SYSTEM \"/etc/passwd\"> <!ENTITY b \"{}\">]",
            "x".repeat(1000)
        );
        references.declare(&doctype);
        let mut out = String::new();
        for name in ["port", "a", "file", "other"] {
            references.push(name, &mut out);
        }
        assert_eq!(out, "the & port&port;&port;&file;&other;");
        (0..100_000).for_each(|_| references.push("b", &mut out));
        assert!(out.len() < 2 * EXPANSION_MAX);
    }
}
