//! Splits messages into headers and a body, and bodies into their parts (RFC 2046).

use memchr::memmem;

use super::Headers;

/// A message, or a part of one: its header lines and the body below them.
#[derive(Clone)]
pub(in crate::corpus::format) struct Entity<'bytes> {
    pub(in crate::corpus::format) headers: Headers<'bytes>,
    /// The bytes below the headers, still encoded.
    pub(in crate::corpus::format) body: &'bytes [u8],
}

impl<'bytes> Entity<'bytes> {
    /// Splits the bytes of a message into headers and body.
    pub(in crate::corpus::format) fn read(bytes: &'bytes [u8]) -> Self {
        let (headers, body) = Headers::split(bytes, false);
        Self { headers, body }
    }

    /// Splits the bytes of a part into headers and body. A part may have no headers.
    fn read_part(bytes: &'bytes [u8]) -> Self {
        let (headers, body) = Headers::split(bytes, true);
        Self { headers, body }
    }

    /// Returns the parts of an entity whose type is `multipart`; none if its boundary is not found.
    pub(in crate::corpus::format) fn parts(&self) -> Vec<Entity<'bytes>> {
        let boundary = match self.headers.content_type().boundary {
            Some(boundary) if !boundary.is_empty() => boundary.into_bytes(),
            _ => match guessed_boundary(self.body) {
                Some(boundary) => boundary.to_vec(),
                None => return Vec::new(),
            },
        };
        split(self.body, &boundary).into_iter().map(Entity::read_part).collect()
    }
}

/// Splits a body at its boundary lines. The text before the first boundary and after the last one is for programs
/// without MIME, and is dropped.
fn split<'bytes>(body: &'bytes [u8], boundary: &[u8]) -> Vec<&'bytes [u8]> {
    let delimiter = [b"--", boundary].concat();
    let mut parts = Vec::new();
    let mut start = None;
    for at in memmem::find_iter(body, &delimiter) {
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        let rest = &body[at + delimiter.len()..];
        let line_end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest[..line_end].trim_ascii();
        if !line.is_empty() && line != b"--" {
            continue;
        }
        if let Some(start) = start {
            parts.push(without_line_end(&body[start..at]));
        }
        if line == b"--" {
            return parts;
        }
        start = Some((at + delimiter.len() + line_end + 1).min(body.len()));
    }
    // A message that was cut off ends without its boundary.
    parts.extend(start.map(|start| &body[start..]));
    parts
}

/// Removes the line end before a boundary, which belongs to the boundary.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// Returns the boundary of a body whose header does not name it: its first line that begins with `--` and has a header
/// of a part below it.
fn guessed_boundary(body: &[u8]) -> Option<&[u8]> {
    const LOOKED_AT: usize = 4096;
    let mut lines =
        body[..body.len().min(LOOKED_AT)].split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).peekable();
    while let Some(line) = lines.next() {
        let is_header =
            lines.peek().and_then(|next| next.get(..8)).is_some_and(|n| n.eq_ignore_ascii_case(b"content-"));
        if let Some(boundary) = line.strip_prefix(b"--").filter(|boundary| !boundary.is_empty() && is_header) {
            return Some(boundary);
        }
    }
    None
}
