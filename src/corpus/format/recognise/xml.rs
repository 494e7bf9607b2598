//! Recognises the kind of a file in XML or SGML by its first element.

use super::Recognised;
use crate::article::Format;

/// The most bytes before the first element of a feed, such as warnings of the program that made the feed.
const JUNK_MAX: usize = 1024;

/// Recognises a file of articles in XML: a feed, XML of a news agency, or notes.
///
/// This test comes before the test for HTML, because entries may contain whole pages.
pub(super) fn file_of_articles(text: &str, ending: &str) -> Option<Recognised> {
    let is_feed = |text: &str| matches!(recognise(text, ending), Some(Recognised::Article(Format::Feed)));
    if text.starts_with('<')
        && let Some(Recognised::Article(format @ (Format::Feed | Format::NewsXml | Format::Notes))) =
            recognise(text, ending)
    {
        return Some(Recognised::Article(format));
    }
    // Other endings do not count here, because a text about feeds may quote one.
    if !matches!(ending, "xml" | "rss" | "atom" | "rdf") {
        return None;
    }
    let head = &text[..text.floor_char_boundary(JUNK_MAX)];
    let start = ["<?xml", "<rss", "<feed", "<rdf:RDF"].iter().filter_map(|mark| head.find(mark)).min()?;
    is_feed(&text[start..]).then_some(Recognised::Article(Format::Feed))
}

/// Recognises a text that begins like XML.
pub(super) fn recognise(text: &str, ending: &str) -> Option<Recognised> {
    let root = root(text);
    let is_sgml = matches!(ending, "sgm" | "sgml") && root.is_some();
    let root = root.map(|root| (root.to_ascii_lowercase(), is_of_feeds(root, text)));
    let name = root.as_ref().map(|(root, _)| root.as_str());
    if is_sgml || matches!(name, Some("reuters" | "lewis")) {
        return Some(Recognised::Article(Format::ReutersSgml));
    }
    let (root, is_of_feeds) = root?;
    match root.as_str() {
        "html" => Some(Recognised::Article(Format::Html)),
        "en-export" => Some(Recognised::Article(Format::Notes)),
        name if crate::corpus::format::news_xml::is_root(name) => Some(Recognised::Article(Format::NewsXml)),
        _ if is_of_feeds => Some(Recognised::Article(Format::Feed)),
        "opml" => Some(Recognised::NoArticle("a subscription list".into())),
        "urlset" | "sitemapindex" => Some(Recognised::NoArticle("a site map".into())),
        "svg" => Some(Recognised::NoArticle("a drawing".into())),
        "response" if text.contains("<is_archived>") => {
            Some(Recognised::NoArticle("a wallabag export in XML; its exports in JSON and CSV are read".into()))
        }
        "plist" => Some(Recognised::NoArticle("a property list of macOS".into())),
        "mediawiki" => Some(Recognised::NoArticle("the pages of a MediaWiki, in XML".into())),
        "rdf:rdf" if is_bibliography(text) => {
            Some(Recognised::NoArticle("a bibliography in RDF; export it as RIS or CSV".into()))
        }
        "alto" | "pcgts" => Some(Recognised::NoArticle("the places of the words of a scanned page".into())),
        _ if text.starts_with("<?xml") || matches!(ending, "xml" | "rss" | "atom" | "rdf") => {
            Some(Recognised::NoArticle("XML that is no feed".into()))
        }
        _ => None,
    }
}

/// True if the first element is one of a feed, with or without a prefix.
fn is_of_feeds(root: &str, text: &str) -> bool {
    let (prefix, local) = root.split_once(':').unwrap_or(("", root));
    match local.to_ascii_lowercase().as_str() {
        "rss" | "feed" => true,
        "rdf" => prefix.eq_ignore_ascii_case("rdf") && !is_bibliography(text),
        "channel" => prefix.is_empty(),
        // A single entry. Other vocabularies have an `entry` too, so the namespace must fit.
        "entry" => {
            let head = &text[..text.floor_char_boundary(super::LOOKED_AT)];
            head.contains("w3.org/2005/Atom") || head.contains("purl.org/atom/")
        }
        _ => false,
    }
}

/// True if a text in RDF lists references, as the exports of Zotero do.
fn is_bibliography(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(super::LOOKED_AT)];
    head.contains("purl.org/net/biblio") || head.contains("zotero.org/namespaces")
}

/// Returns the name of the first element, or `lewis` for that document type.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let tag = rest.strip_prefix('<')?;
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if tag.starts_with('?') {
            rest = &tag[tag.find('>')? + 1..];
        } else if tag.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype")) {
            let doctype = &tag[8..];
            let name = doctype.trim_start();
            if name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("lewis")) {
                return Some("lewis");
            }
            // The declarations in brackets may contain any number of `>`.
            let end = match (doctype.find('['), doctype.find('>')?) {
                (Some(open), close) if open < close => {
                    let bracket = open + doctype[open..].find("]>").or_else(|| doctype[open..].find(']'))?;
                    bracket + doctype[bracket..].find('>')?
                }
                (_, close) => close,
            };
            rest = &doctype[end + 1..];
        } else {
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
            return Some(&tag[..end]).filter(|name| !name.is_empty());
        }
    }
}
