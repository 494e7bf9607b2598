//! Decodes the transfer encodings of MIME (RFC 2045, section 6), with the deviations that programs write.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;

/// Decodes the bytes of a part with the encoding that its header names.
pub(in crate::corpus::format) fn decode_transfer<'b>(bytes: &'b [u8], encoding: Option<&str>) -> Cow<'b, [u8]> {
    // Programs also write "base64;" and "Quoted-Printable (x)".
    let name = encoding.unwrap_or_default().trim_start();
    let is = |known: &str| name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
    if is("base64") {
        base64(bytes)
    } else if is("quoted-printable") {
        quoted_printable(bytes)
    } else {
        Cow::Borrowed(bytes)
    }
}

/// Decodes Base64. Mailing lists add a line of plain text after a body that is in Base64. So bytes after the last line
/// that is Base64 are kept as they are.
fn base64(bytes: &[u8]) -> Cow<'_, [u8]> {
    if let Some(decoded) = base64_decode(bytes) {
        return Cow::Owned(decoded);
    }
    let is_of_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n\t ".contains(byte);
    let mut end = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if !line.iter().all(is_of_base64) || line.trim_ascii().contains(&b' ') {
            break;
        }
        end += line.len();
    }
    match base64_decode(&bytes[..end]) {
        Some(mut decoded) if !decoded.is_empty() => {
            decoded.extend_from_slice(b"\n\n");
            decoded.extend_from_slice(&bytes[end..]);
            Cow::Owned(decoded)
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// Decodes quoted-printable. The decoder of the mail parser fails at the first `=` that does not begin an escape.
fn quoted_printable(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'=', bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
        if let (Some(high), Some(low)) = (hex(rest.first()), hex(rest.get(1))) {
            decoded.push((high * 16 + low) as u8);
            rest = &rest[2..];
            continue;
        }
        // A `=` at the end of a line joins the line to the next, even if blanks follow it.
        let n_blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        match rest.get(n_blanks) {
            Some(b'\n') => rest = &rest[n_blanks + 1..],
            None => rest = &[],
            Some(_) => decoded.push(b'='),
        }
    }
    decoded.extend_from_slice(rest);
    Cow::Owned(decoded)
}
