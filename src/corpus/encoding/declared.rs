//! Finds the encoding that a page or an XML file names in its first bytes.

/// The number of first bytes that are searched. Browsers search 1024; pages with many scripts name the encoding later.
const LOOKED_AT: usize = 4096;

/// Returns the label of the encoding that the first bytes name: `<meta charset>`, the `http-equiv` of older pages,
/// `<?xml encoding=…?>`, `@charset "…"`.
///
/// Comments, text and other tags do not count.
pub(in crate::corpus) fn declared(head: &[u8]) -> Option<&str> {
    let head = &head[..head.len().min(LOOKED_AT)];
    if let Some(rest) = head.strip_prefix(b"@charset") {
        return label(rest);
    }
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            rest = &comment[memchr::memmem::find(comment, b"-->")?..];
            continue;
        }
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        let found = match &rest[..end] {
            [b'<', b'?', b'x', b'm', b'l', inside @ ..] => after_name(inside, b"encoding"),
            [b'<', name @ ..] if name.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta")) => {
                of_meta(&name[4..])
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        rest = &rest[1..];
    }
    None
}

/// Returns the label in `<meta charset=…>` or `<meta http-equiv=content-type content=…>`. Other meta tags may mention a
/// `charset` in their text.
fn of_meta(inside: &[u8]) -> Option<&str> {
    let lower = inside.to_ascii_lowercase();
    let is_about = memchr::memmem::find(&lower, b"http-equiv").is_some()
        || lower.trim_ascii_start().starts_with(b"charset")
        || memchr::memmem::find(&lower, b" charset").is_some() && memchr::memmem::find(&lower, b"content").is_none();
    is_about.then(|| after_name(inside, b"charset")).flatten()
}

/// Returns the label after `name=`.
fn after_name<'head>(inside: &'head [u8], name: &[u8]) -> Option<&'head str> {
    let lower = inside.to_ascii_lowercase();
    let mut ends = memchr::memmem::find_iter(&lower, name).map(|at| at + name.len());
    ends.find_map(|end| label(inside[end..].trim_ascii_start().strip_prefix(b"=")?))
}

/// Returns the label at the start of `bytes`, with or without quotation marks.
fn label(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.trim_ascii_start();
    let bytes = bytes.strip_prefix(b"\"").or_else(|| bytes.strip_prefix(b"'")).unwrap_or(bytes).trim_ascii_start();
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
    std::str::from_utf8(&bytes[..end.unwrap_or(bytes.len())]).ok().filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        for (head, expected) in [
            (&b"<meta charset=\"windows-1251\">"[..], Some("windows-1251")),
            (b"<META CHARSET = KOI8-R >", Some("KOI8-R")),
            (b"<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>", Some("Shift_JIS")),
            (b"<meta content=\"text/html;charset=iso-8859-2\" http-equiv=\"content-type\"/>", Some("iso-8859-2")),
            (b"<?xml version='1.0' encoding='euc-kr' ?>", Some("euc-kr")),
            (b"@charset \"iso-8859-15\";", Some("iso-8859-15")),
            (b"<script src=a.js charset=utf-8></script><meta charset=gbk>", Some("gbk")),
            (b"<!-- <meta charset=gbk> --><meta charset=big5>", Some("big5")),
            (b"<p>The charset=gbk of old pages", None),
            (b"<title>encoding=\"gbk\"</title>", None),
            (b"<meta charset=\"\">", None),
            (b"<meta charset", None),
            (b"<meta name=description content='charset=gbk'>", None),
            (b"", None),
        ] {
            assert_eq!(declared(head), expected, "{:?}", String::from_utf8_lossy(head));
        }
    }
}
