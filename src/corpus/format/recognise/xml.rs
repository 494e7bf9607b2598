//! Recognises what a file in XML or SGML is by its first element.

use super::Recognised;
use crate::article::Format;

/// What a text that begins like XML is. `lower` is its start in lower case.
pub(super) fn recognise(lower: &str, ending: &str) -> Option<Recognised> {
    let root = root(lower);
    if matches!(root, Some("reuters" | "lewis")) || (matches!(ending, "sgm" | "sgml") && root.is_some()) {
        return Some(Recognised::Article(Format::ReutersSgml));
    }
    match root? {
        "rss" | "feed" | "rdf:rdf" | "channel" | "atom:feed" => Some(Recognised::Article(Format::Feed)),
        "opml" => Some(Recognised::NoArticle("a subscription list".into())),
        "urlset" | "sitemapindex" => Some(Recognised::NoArticle("a site map".into())),
        "svg" => Some(Recognised::NoArticle("a drawing".into())),
        _ if lower.starts_with("<?xml") || matches!(ending, "xml" | "rss" | "atom" | "rdf") => {
            Some(Recognised::NoArticle("XML that is no feed".into()))
        }
        _ => None,
    }
}

/// The name of the first element, or of the document type where it is not HTML.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let tag = rest.strip_prefix('<')?;
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if tag.starts_with('?') {
            rest = &tag[tag.find('>')? + 1..];
        } else if let Some(doctype) = tag.strip_prefix("!doctype") {
            let name = doctype.trim_start();
            if name.starts_with("lewis") {
                return Some("lewis");
            }
            // What the type declares in brackets may hold any number of `>`.
            let end = match (doctype.find('['), doctype.find('>')?) {
                (Some(open), close) if open < close => open + doctype[open..].find("]>")? + 1,
                (_, close) => close,
            };
            rest = &doctype[end + 1..];
        } else {
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
            return Some(&tag[..end]).filter(|name| !name.is_empty());
        }
    }
}
