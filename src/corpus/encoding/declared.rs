//! The encoding that a page or an XML file names in its first bytes.

/// How many of the first bytes are looked at. Browsers look at 1024; pages of many scripts name it later.
const LOOKED_AT: usize = 4096;

/// The label of the encoding that the first bytes name: `<meta charset>`, the `http-equiv` of older
/// pages, `<?xml encoding=…?>`, `@charset "…"`.
pub(in crate::corpus) fn declared(head: &[u8]) -> Option<&str> {
    let head = &head[..head.len().min(LOOKED_AT)];
    ["charset", "encoding"].iter().find_map(|name| {
        memchr::memmem::find_iter(head, name.as_bytes()).find_map(|at| label(&head[at + name.len()..]))
    })
}

fn label(rest: &[u8]) -> Option<&str> {
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest).trim_ascii_start();
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
    let label = &rest[..end.unwrap_or(rest.len())];
    std::str::from_utf8(label).ok().filter(|label| !label.is_empty())
}
