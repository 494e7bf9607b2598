//! Finds the statements of a page that help to decode it: its encoding, its language, its host.

use std::borrow::Cow;

use super::{Hints, declared};

/// The number of first bytes that are searched for a language and a host.
const LOOKED_AT: usize = 16 * 1024;

/// Returns all hints in the first bytes.
pub(in crate::corpus) fn hints_in(head: &[u8]) -> Hints<'_> {
    let looked_at = &head[..head.len().min(LOOKED_AT)];
    // A page whose declaration can be read as ASCII is not in an encoding of two bytes per character.
    let declared = declared(head).filter(|label| !label.to_ascii_lowercase().starts_with("utf-16"));
    Hints { declared, language: language(looked_at), host: host(looked_at) }
}

/// Returns the language that a page, a feed or a JSON object names: `lang="ru"`, `<language>ru<`, `"language": "ru"`.
fn language(head: &[u8]) -> Option<&str> {
    ["lang", "language"].iter().find_map(|name| {
        memchr::memmem::find_iter(head, name.as_bytes()).find_map(|at| {
            let rest = without_quotes(&head[at + name.len()..]);
            let rest =
                rest.strip_prefix(b"=").or_else(|| rest.strip_prefix(b":")).or_else(|| rest.strip_prefix(b">"))?;
            let rest = without_quotes(rest);
            let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte))?;
            let code = std::str::from_utf8(&rest[..end]).ok()?;
            let language = code.split(['-', '_']).next().unwrap_or_default();
            // English is the language of most templates, so it is no evidence.
            (matches!(language.len(), 2 | 3) && !language.eq_ignore_ascii_case("en")).then_some(code)
        })
    })
}

fn without_quotes(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| !matches!(byte, b'"' | b'\'' | b' '));
    &bytes[start.unwrap_or(bytes.len())..]
}

/// Returns the host that a page names as its origin: in its canonical link, the address it was saved from, or its
/// feed's.
fn host(head: &[u8]) -> Option<&str> {
    ["canonical", "og:url", "saved from url", "<link>", "<base", "\"url\""].iter().find_map(|mark| {
        let at = memchr::memmem::find(head, mark.as_bytes())?;
        let near = &head[at..head.len().min(at + 300)];
        let start = memchr::memmem::find(near, b"://")? + 3;
        let end = near[start..].iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-.".contains(byte))?;
        std::str::from_utf8(&near[start..start + end]).ok().filter(|host| host.contains('.'))
    })
}

/// Returns the top-level domain that suggests which encodings to expect: of the language's country, otherwise of the
/// host.
pub(super) fn top_level_domain(hints: Hints<'_>) -> Option<Cow<'static, str>> {
    let of_language = hints.language.and_then(|language| {
        let lower = language.to_ascii_lowercase();
        let (code, region) = lower.split_once(['-', '_']).unwrap_or((&lower, ""));
        let domain = match (code, region) {
            ("zh", "tw" | "hk" | "mo" | "hant") => "tw",
            ("zh", "cn" | "hans") => "cn",
            // Simplified or traditional, more often simplified.
            ("zh", _) => "sg",
            ("ja", _) => "jp",
            ("ko", _) => "kr",
            ("cs", _) => "cz",
            ("sl", _) => "si",
            ("sr", _) => "rs",
            ("uk", _) => "ua",
            ("be", _) => "by",
            ("el", _) => "gr",
            ("he" | "iw" | "yi", _) => "il",
            ("ar", _) => "sa",
            ("fa", _) => "ir",
            ("ur", _) => "pk",
            ("et" | "da" | "sv" | "nb" | "nn", _) => return None,
            ("vi", _) => "vn",
            ("kk", _) => "kz",
            // The codes of these languages are the domains of their countries.
            (
                "ru" | "bg" | "mk" | "pl" | "hu" | "sk" | "hr" | "ro" | "tr" | "az" | "lt" | "lv" | "is" | "fo" | "th",
                _,
            ) => {
                return Some(Cow::Owned(code.to_owned()));
            }
            _ => return None,
        };
        Some(Cow::Borrowed(domain))
    });
    of_language.or_else(|| {
        let domain = hints.host?.rsplit('.').next()?.to_ascii_lowercase();
        domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-').then_some(Cow::Owned(domain))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_of_a_page() {
        for (head, language, host, domain) in [
            (&b"<html lang=\"zh-TW\">"[..], Some("zh-TW"), None, Some("tw")),
            (b"<html xml:lang='cs'>", Some("cs"), None, Some("cz")),
            (
                b"<rss><channel><link>https://wire.example.gr/</link><language>el</language>",
                Some("el"),
                Some("wire.example.gr"),
                Some("gr"),
            ),
            (b"{\"title\": \"x\", \"language\": \"ru\"}", Some("ru"), None, Some("ru")),
            // English templates are everywhere.
            (
                b"<html lang=en><link rel=canonical href='https://www.port.example.bg/a'>",
                None,
                Some("www.port.example.bg"),
                Some("bg"),
            ),
            (b"<html lang=de>", Some("de"), None, None),
            (b"The language of ships", None, None, None),
        ] {
            let hints = hints_in(head);
            let found = (hints.language, hints.host, top_level_domain(hints));
            assert_eq!(found, (language, host, domain.map(Cow::Borrowed)), "{:?}", String::from_utf8_lossy(head));
        }
        assert_eq!(hints_in(b"<meta charset=utf-16>").declared, None);
    }
}
