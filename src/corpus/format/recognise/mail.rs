//! Recognises mail, mailboxes, newsgroup messages and web archives by their header lines.

use super::Recognised;
use crate::article::Format;

/// Headers that only messages have.
const OF_MESSAGES: [&str; 14] = [
    "message-id",
    "newsgroups",
    "return-path",
    "received",
    "delivered-to",
    "mime-version",
    "content-transfer-encoding",
    "nntp-posting-host",
    "xref",
    "in-reply-to",
    "reply-to",
    "x-mailer",
    "list-id",
    "x-newsreader",
];

/// Headers that messages have in addition to a sender and a subject. Articles may have them too.
const BESIDE: [&str; 6] = ["organization", "organisation", "lines", "to", "distribution", "path"];

/// Returns the kind of a text that may be mail. `lower` is its start in lower case.
pub(super) fn recognise(start: &str, lower: &str, ending: &str) -> Option<Recognised> {
    let article = |format| Some(Recognised::Article(format));
    match ending {
        "mht" | "mhtml" => return article(Format::WebArchive),
        "eml" | "emlx" => return article(Format::Mail),
        "mbox" => return article(Format::Mailbox),
        // A table may have mail in its cells.
        "csv" | "tsv" => return None,
        _ => {}
    }
    if start.starts_with("From ") {
        let (_, rest) = lower.split_once('\n')?;
        let headers = Headers::of(rest);
        let is_mailbox = headers.has("from") && (headers.has("date") || headers.has("subject"))
            || OF_MESSAGES.iter().any(|name| headers.has(name));
        return if is_mailbox { article(Format::Mailbox) } else { None };
    }
    let headers = Headers::of(lower);
    let is_archive = headers.value("content-type").is_some_and(|kind| kind.starts_with("multipart/related"))
        && (headers.has("snapshot-content-location")
            || headers.value("from").is_some_and(|from| from.starts_with("<saved by")));
    if is_archive {
        return article(Format::WebArchive);
    }
    let is_sent = headers.value("from").is_some_and(|from| from.contains('@'));
    let is_of_message = OF_MESSAGES.iter().any(|name| headers.has(name));
    let is_mail = (headers.has("from") && is_of_message)
        || (headers.has("return-path") && headers.has("received"))
        || (is_sent && headers.has("subject"))
        || (headers.has("from")
            && headers.has("subject")
            && BESIDE.iter().filter(|name| headers.has(name)).count() > 1);
    if is_mail { article(Format::Mail) } else { None }
}

/// The header lines at the beginning of a text.
struct Headers<'text> {
    lines: Vec<(&'text str, &'text str)>,
}

impl<'text> Headers<'text> {
    /// Reads up to the first line that is not a header line.
    fn of(lower: &'text str) -> Self {
        let mut lines = Vec::new();
        for line in lower.lines() {
            if !lines.is_empty() && line.starts_with([' ', '\t']) && !line.trim().is_empty() {
                continue;
            }
            match line.split_once(':') {
                Some((name, value)) if is_name(name) => lines.push((name.trim_end(), value.trim())),
                _ => break,
            }
        }
        Self { lines }
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    fn value(&self, name: &str) -> Option<&'text str> {
        self.lines.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

fn is_name(name: &str) -> bool {
    let name = name.trim_end();
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_without_an_ending() {
        for (text, expected) in [
            (
                "From: n@a.example (Nell)\nSubject: Geese\nOrganization: Harbour Wire\nLines: 2\n\nText",
                Some(Format::Mail),
            ),
            ("Newsgroups: harbour.talk\nFrom: nell\nSubject: Geese\n\nText", Some(Format::Mail)),
            ("Subject: Geese\nFrom: n@a.example\n\nText", Some(Format::Mail)),
            ("From: Nell\nSubject: Geese\nLines: 2\nOrganization: Harbour Wire\n\nText", Some(Format::Mail)),
            ("Received: from a\n by b\nMessage-ID: <1>\nFrom: Nell\n\nText", Some(Format::Mail)),
            ("From n@a.example Tue Mar  8 10:05:01 2022\nReceived: from a\n\nText", Some(Format::Mailbox)),
            ("From: <Saved by a browser>\nContent-Type: multipart/related;\n\nx", Some(Format::WebArchive)),
            // Articles with lines above them, and texts that begin like mail.
            ("From: Reuters\nTitle: Geese\n\nText", None),
            ("From: Harbour Wire\nSubject: Geese\nDate: 2022-03-08\n\nText", None),
            ("Title: Geese\nSource: Harbour Wire\n\nText", None),
            ("From here on: all is new.\n\nText", None),
            ("From the quay\nSubject: to change\n\nText", None),
            ("Dear all,\nFrom: n@a.example\nSubject: Geese\n", None),
        ] {
            let found = recognise(text, &text.to_ascii_lowercase(), "");
            assert_eq!(found, expected.map(Recognised::Article), "{text}");
        }
    }
}
