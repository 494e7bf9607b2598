//! Removes from titles the mark-up that feeds and pages leave in them: entities and tags.

use std::borrow::Cow;

/// The named entities that occur in titles, and their characters. Other names are kept as text.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("sbquo", "‚"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("shy", ""),
    ("middot", "·"),
    ("bull", "•"),
    ("euro", "€"),
    ("pound", "£"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("frac12", "½"),
    ("aacute", "á"),
    ("eacute", "é"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("ntilde", "ñ"),
    ("agrave", "à"),
    ("egrave", "è"),
    ("ograve", "ò"),
    ("ugrave", "ù"),
    ("acirc", "â"),
    ("ecirc", "ê"),
    ("icirc", "î"),
    ("ocirc", "ô"),
    ("ucirc", "û"),
    ("ccedil", "ç"),
    ("auml", "ä"),
    ("euml", "ë"),
    ("iuml", "ï"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("aring", "å"),
    ("oslash", "ø"),
    ("aelig", "æ"),
    ("atilde", "ã"),
    ("otilde", "õ"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("Eacute", "É"),
];

/// The tags that occur in titles. Other text in angle brackets is kept.
const TAGS: &[&str] = &[
    "a", "b", "br", "cite", "code", "em", "font", "h1", "h2", "h3", "i", "mark", "p", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
];

/// Returns `title` without tags and with its entities resolved.
pub(super) fn plain(title: &str) -> Cow<'_, str> {
    // Nearly all titles have neither `&` nor `<`.
    if memchr::memchr2(b'&', b'<', title.as_bytes()).is_none() {
        return Cow::Borrowed(title);
    }
    let without_tags = if title.contains('<') { without_tags(title) } else { title.to_owned() };
    // Feeds write "&amp;quot;" if their program escaped a text twice.
    let once = without_entities(&without_tags);
    Cow::Owned(if once.contains('&') { without_entities(&once) } else { once })
}

fn without_tags(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let inner = rest[1..].split('>').next().filter(|inner| inner.len() + 1 < rest.len());
        let name = inner.map(|inner| {
            let inner = inner.strip_prefix('/').unwrap_or(inner);
            inner.split([' ', '/', '\t']).next().unwrap_or("").to_ascii_lowercase()
        });
        match (inner, name) {
            (Some(inner), Some(name)) if TAGS.contains(&name.as_str()) => {
                if matches!(name.as_str(), "br" | "p") {
                    out.push(' ');
                }
                rest = &rest[inner.len() + 2..];
            }
            _ => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn without_entities(title: &str) -> String {
    const LONGEST_NAME: usize = 10;
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.split(';').next().filter(|name| name.len() < rest.len() && name.len() <= LONGEST_NAME);
        match name.and_then(|name| Some((name, meaning(name)?))) {
            Some((name, text)) => {
                out.push_str(&text);
                rest = &rest[name.len() + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

/// Returns the text of the entity `name`.
fn meaning(name: &str) -> Option<Cow<'static, str>> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        // The numbers from 128 to 159 are meant as windows-1252. Only these of them occur in titles.
        let c = match code {
            0x85 => '…',
            0x91 => '‘',
            0x92 => '’',
            0x93 => '“',
            0x94 => '”',
            0x96 => '–',
            0x97 => '—',
            code => char::from_u32(code)?,
        };
        return Some(Cow::Owned(c.to_string()));
    }
    ENTITIES.iter().find(|(entity, _)| *entity == name).map(|(_, text)| Cow::Borrowed(*text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_they_are_meant() {
        for (title, expected) in [
            ("Tolls rise", "Tolls rise"),
            ("Tom &amp; Ada", "Tom & Ada"),
            ("&ldquo;We sail&rdquo; &#8211; master", "“We sail” – master"),
            ("Don&#039;t &#x26; won&#146;t", "Don't & won’t"),
            ("Tolls &amp;quot;rise&amp;quot;", "Tolls \"rise\""),
            ("<em>Night ferry</em> stays<br/>in <a href='x'>port</a>", "Night ferry stays in port"),
            ("a < b & c > d; e", "a < b & c > d; e"),
            ("Q&A; more", "Q&A; more"),
            ("<title> stays", "<title> stays"),
        ] {
            assert_eq!(plain(title), expected, "{title}");
        }
    }
}
