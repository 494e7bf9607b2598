//! Recognises mail, mailboxes, newsgroup messages and web archives by the lines that stand above them.

use super::Recognised;
use crate::article::Format;

/// What a text that may be mail is. `lower` is its start in lower case.
pub(super) fn recognise(start: &str, lower: &str, ending: &str) -> Option<Recognised> {
    let article = |format| Some(Recognised::Article(format));
    let has = |name: &str| lower.starts_with(name) || lower.contains(&format!("\n{name}"));
    if matches!(ending, "mht" | "mhtml")
        || (has("content-type: multipart/related") && (has("snapshot-content-location:") || has("from: <saved by")))
    {
        return article(Format::WebArchive);
    }
    if ending == "eml" {
        return article(Format::Mail);
    }
    if start.starts_with("From ") && has("from:") && (has("date:") || has("subject:")) || ending == "mbox" {
        return article(Format::Mailbox);
    }
    let is_mail = (has("message-id:") && has("from:")) || (has("return-path:") && has("received:"));
    if is_mail { article(Format::Mail) } else { None }
}
