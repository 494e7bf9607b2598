//! Reads messages of mail and of newsgroups: the facts in their headers, and the text in their parts.

use super::{Draft, Refusal};
use crate::article::Severity;
use crate::corpus::Metadata;

mod alternative;
mod encoded_text;
mod encoded_words;
mod flowed;
mod headers;
mod html;
mod other_words;
mod parts;
mod text;
mod transfer;

pub(super) use headers::Headers;
pub(super) use parts::Entity;
pub(super) use transfer::decode_transfer;

/// Reads one message. Its text is cut at `limit` bytes of decoded text.
///
/// # Errors
///
/// Returns a refusal if it has no header line at all.
pub(super) fn read(bytes: &[u8], limit: u64) -> Result<Draft, Refusal> {
    let bytes = encoded_text::as_ascii_compatible(bytes);
    let message = Entity::read(counted_message(&bytes));
    if message.headers.is_empty() {
        return Err((Severity::NotShown, "mail without the header lines of a message".into()));
    }
    let text = text::read(&message, limit);
    let headers = &message.headers;
    Ok(Draft {
        metadata: Metadata {
            title: headers.subject(),
            source: headers.source(),
            authors: headers.authors(),
            date: headers.date(),
            language: headers.language(),
            link: headers.link(),
            tags: Vec::new(),
        },
        body: text.body,
        encoding: text.encoding,
        n_undecodable: text.n_undecodable,
        cautions: text.cautions,
        own_id: headers.message_id(),
        ..Draft::default()
    })
}

/// Returns the message in a file of Apple Mail (`.emlx`): it is between a line with the number of its bytes and a
/// property list. Returns other bytes unchanged.
fn counted_message(bytes: &[u8]) -> &[u8] {
    const LONGEST_LINE: usize = 24;
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(LONGEST_LINE)]);
    let number = end.and_then(|end| std::str::from_utf8(bytes[..end].trim_ascii()).ok()?.parse::<usize>().ok());
    let (Some(end), Some(n_bytes)) = (end, number) else {
        return bytes;
    };
    let message = &bytes[end + 1..];
    let counted = &message[..n_bytes.min(message.len())];
    // The number is wrong if line ends were changed, so the property list takes precedence.
    let list = memchr::memmem::rfind(message, b"<!DOCTYPE plist");
    let list = list.map(|at| memchr::memmem::rfind(&message[..at], b"<?xml").unwrap_or(at));
    match list {
        Some(at) => &message[..at],
        None => counted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(message: &str) -> Draft {
        read(message.as_bytes(), 1 << 20).unwrap()
    }

    #[test]
    fn a_message() {
        let draft = draft(
            "Subject: =?utf-8?Q?Geese_on_the?= =?utf-8?Q?_quay?=\r\nFrom: \"Nell Harbury\" <nell@wire.example>\r\n\
             Date: Tue, 08 Mar 2022 10:05:01 +0100 (CET)\r\nList-Id: Harbour list <harbour.wire.example>\r\n\
             Archived-At: <https://lists.example/1>\r\n\r\nThe geese are back.\r\n",
        );
        let metadata = draft.metadata;
        assert_eq!(metadata.title.unwrap().text, "Geese on the quay");
        assert_eq!(metadata.authors[0].text, "Nell Harbury");
        assert_eq!(metadata.date.unwrap().text, "Tue, 08 Mar 2022 10:05:01 +0100 (CET)");
        assert_eq!(metadata.source.unwrap().text, "Harbour list");
        assert_eq!(metadata.link.as_deref(), Some("https://lists.example/1"));
        assert_eq!(draft.body.plain().to_string(), "The geese are back.");
    }

    #[test]
    fn a_message_of_apple_mail() {
        let message = "Subject: Bateau coulé\nFrom: nell@wire.example\n\nLe bateau a coulé.\n";
        let list =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"x\">\n<plist><dict/></plist>\n";
        for file in [
            format!("{}      \n{message}{list}", message.len()),
            // The number is of a copy with other line ends.
            format!("{}\n{message}{list}", message.len() + 5),
            format!("{}\n{message}", message.len()),
        ] {
            let draft = draft(&file);
            assert_eq!(draft.metadata.title.unwrap().text, "Bateau coulé", "{file}");
            assert_eq!(draft.body.plain().to_string(), "Le bateau a coulé.", "{file}");
        }
    }

    #[test]
    fn the_text_of_parts() {
        let head = "Subject: x\nContent-Type: multipart/";
        for (message, expected) in [
            (
                "alternative; boundary=b\n\n--b\n\nPlain.\n--b\nContent-Type: text/html\n\n<p>Rich.</p>\n--b--\n",
                "Plain.",
            ),
            ("alternative; boundary=b\n\n--b\n\n\n--b\nContent-Type: text/html\n\n<p>Rich.</p>\n--b--\n", "Rich."),
            ("mixed; boundary=b\n\npreamble\n--b\n\nOne.\n--b  \n\nTwo.\n--b--\nepilogue", "One.\n\nTwo."),
            ("mixed; boundary=b\n\n--b\n\n--bc is no boundary\n--b--\n", "--bc is no boundary"),
            ("mixed; boundary=b\n\nNo parts at all", "No parts at all"),
            ("mixed\n\n--x1\nContent-Type: text/plain\n\nGuessed.\n--x1--\n", "Guessed."),
            (
                "related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Page</p>\n--b\nContent-Type: image/png\n\nx\n--b--",
                "Page",
            ),
            (
                "digest; boundary=b\n\n--b\n\nSubject: A\nFrom: b@c.example\n\nText\n--b--\n",
                "* * *\n\nSubject: A\nFrom: b@c.example\n\nText",
            ),
        ] {
            assert_eq!(draft(&format!("{head}{message}")).body.plain().to_string(), expected, "{message}");
        }
    }

    #[test]
    fn attachments_are_named() {
        let draft = draft(
            "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the map.\n--b\n\
             Content-Type: image/png; name=\"map.png\"\nContent-Transfer-Encoding: base64\n\nAAAA\n--b\n\
             Content-Type: text/plain\nContent-Disposition: attachment; filename=\"=?utf-8?Q?caf=C3=A9.txt?=\"\n\nx\n--b--\n",
        );
        assert_eq!(draft.cautions, ["2 attachments are not shown: map.png, café.txt"]);
        assert_eq!(draft.body.plain().to_string(), "See the map.");
    }

    #[test]
    fn encodings_of_parts() {
        for (kind, body, expected, name) in [
            ("text/plain; charset=iso-8859-2", &b"\xb1"[..], "ą", "ISO-8859-2"),
            ("text/plain; charset=bogus", b"caf\xc3\xa9", "café", "UTF-8"),
            ("text/plain; charset=us-ascii", b"caf\xc3\xa9", "café", "UTF-8"),
            ("text/plain; charset=utf-7", b"caf+AOk-", "café", "UTF-7"),
            (
                "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
                b"caf=C3=A9 = x=\n y",
                "café = x y",
                "UTF-8",
            ),
            (
                "text/plain; charset=utf-8\nContent-Transfer-Encoding: BASE64;",
                b"Y2Fmw6kK\n-- a footer",
                "café\n\n-- a footer",
                "UTF-8",
            ),
        ] {
            let message = [b"Subject: x\nContent-Type: ", kind.as_bytes(), b"\n\n", body].concat();
            let draft = read(&message, 1 << 20).unwrap();
            assert_eq!((draft.body.plain().to_string().as_str(), draft.encoding.name), (expected, name), "{kind}");
        }
    }

    #[test]
    fn hostile_messages_end() {
        let level = |at: usize| format!("--b{at}\nContent-Type: multipart/mixed; boundary=b{}\n\n", at + 1);
        let levels: Vec<String> = (0..2000).map(level).collect();
        let deep = format!("Subject: n\nContent-Type: multipart/mixed; boundary=b0\n\n{}deep", levels.concat());
        let nested = draft(&deep);
        assert!(nested.body.plain().to_string().ends_with("deep"));
        assert_eq!(
            nested.cautions,
            ["its parts are nested deeper than 32 levels; the inner ones are shown as they stand"]
        );
        let forwarded = "Content-Type: message/rfc822\n\n".repeat(30_000);
        assert_eq!(draft(&forwarded).cautions.len(), 1);
        assert!(read(b"no header at all", 100).is_err());
        assert!(read(b"", 100).is_err());
    }
}
