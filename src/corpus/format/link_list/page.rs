//! Reads lists of links in HTML, as browsers and reading lists export them.

use super::{ListedLink, is_address, on_one_line};
use crate::corpus::format::feed::unescaped;

/// The number of bytes at the start of a page in which its document type must be.
const START: usize = 512;

/// Returns the links of a page of bookmarks: a page with the document type of bookmarks, or a page of lists of links
/// with hardly any other words. Returns `None` for any other page.
pub(super) fn links(html: &str) -> Option<Vec<ListedLink>> {
    const FEWEST: usize = 2;
    let start = html[..html.floor_char_boundary(START)].to_ascii_lowercase();
    let is_of_bookmarks = start.contains("<!doctype netscape-bookmark");
    let scan = Scan::of(html, is_of_bookmarks)?;
    let n_links = scan.links.len();
    if is_of_bookmarks {
        return (n_links > 0).then_some(scan.links);
    }
    let is_list = n_links >= FEWEST
        && scan.n_items * 5 >= n_links * 4
        && n_links * 2 >= scan.n_items
        && scan.n_relative * 10 <= n_links
        && scan.n_words <= most_words(n_links);
    is_list.then_some(scan.links)
}

/// Returns the most words outside the links of a page with `n_links` links: days and names of folders.
fn most_words(n_links: usize) -> usize {
    const ALWAYS: usize = 10;
    ALWAYS + n_links / 2
}

/// The links of a page, and counts of its other content.
#[derive(Debug, Default)]
struct Scan {
    links: Vec<ListedLink>,
    /// Links to pages of the same site.
    n_relative: usize,
    n_items: usize,
    /// Words outside links and headings.
    n_words: usize,
}

impl Scan {
    /// Reads a page tag by tag. Returns `None` as soon as the page is known to be of another kind.
    fn of(html: &str, is_of_bookmarks: bool) -> Option<Self> {
        /// Elements that pages of articles have, and exports of links never have.
        const OF_PAGES: [&str; 7] = ["nav", "article", "main", "footer", "form", "iframe", "video"];
        /// Elements whose text is not shown, or is the name of a folder.
        const NOT_COUNTED: [&str; 10] = ["script", "style", "title", "h1", "h2", "h3", "h4", "h5", "h6", "noscript"];
        const MOST_WORDS: usize = 100;
        let mut scan = Self::default();
        let mut link: Option<ListedLink> = None;
        let mut uncounted: Option<&str> = None;
        let mut rest = html;
        loop {
            let end = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            let text = &rest[..end];
            match &mut link {
                Some(link) => link.title.get_or_insert_default().push_str(text),
                None if uncounted.is_none() => scan.n_words += text.split_whitespace().count(),
                None => {}
            }
            if !is_of_bookmarks && scan.n_words > MOST_WORDS + scan.links.len() {
                return None;
            }
            rest = &rest[end..];
            if rest.is_empty() {
                break;
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = memchr::memmem::find(comment.as_bytes(), b"-->").map_or("", |at| &comment[at + 3..]);
                continue;
            }
            let tag_end = memchr::memchr(b'>', rest.as_bytes()).unwrap_or(rest.len());
            let tag = &rest[1..tag_end];
            rest = &rest[(tag_end + 1).min(rest.len())..];
            let is_end = tag.starts_with('/');
            let bare = tag.trim_start_matches('/');
            let name_end = bare.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(bare.len());
            let name = bare[..name_end].to_ascii_lowercase();
            if !is_of_bookmarks && OF_PAGES.contains(&name.as_str()) {
                return None;
            }
            if let Some(open) = uncounted {
                if is_end && name == open {
                    uncounted = None;
                }
            } else if let Some(known) = NOT_COUNTED.iter().find(|known| **known == name && !is_end) {
                uncounted = Some(known);
            }
            match name.as_str() {
                "a" if is_end => {
                    if let Some(found) = link.take() {
                        let title = found.title.as_deref().and_then(|title| on_one_line(&unescaped(title)));
                        scan.links.push(ListedLink { title, ..found });
                    }
                }
                "a" => {
                    if let Some(address) = href(bare) {
                        let is_page = is_address(&address);
                        scan.n_relative += usize::from(!is_page && !address.contains(':'));
                        link = is_page.then_some(ListedLink { address, title: None });
                    }
                }
                "li" | "dt" if !is_end => scan.n_items += 1,
                _ => {}
            }
        }
        Some(scan)
    }
}

/// Returns the address in the tag of a link.
fn href(tag: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find("href")?;
    let value = tag[at + 4..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    Some(unescaped(value.trim()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_links_and_others() {
        let geese = "<A HREF=\"https://wire.example/geese?a=1&amp;b=2\" ADD_DATE=\"1646784000\">Geese &amp;\n back</A>";
        let tolls = "<a href='https://mole.example/tolls'>Tolls <b>rise</b></a>";
        let both =
            [("https://wire.example/geese?a=1&b=2", "Geese & back"), ("https://mole.example/tolls", "Tolls rise")];
        for (html, expected) in [
            (
                format!(
                    "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H3>Port</H3><DL><p><DT>{geese}<DD>A note on the geese, which is long.<DT>{tolls}</DL>"
                ),
                &both[..],
            ),
            (
                format!("<!doctype html><title>Export</title><h1>Unread</h1><ul><li>{geese}</li><li>{tolls}</li></ul>"),
                &both,
            ),
            // A page with teasers, a page with links to its own site, a page with a text, and a page with a single
            // link.
            (
                format!(
                    "<ul><li>{geese} They are back on the north quay, and nobody knows for how long they will stay this year.</li><li>{tolls}</li></ul>"
                ),
                &[],
            ),
            ("<ul><li><a href='/geese'>Geese</a></li><li><a href='/tolls'>Tolls</a></li></ul>".to_owned(), &[]),
            (format!("<nav><ul><li>{geese}</li><li>{tolls}</li></ul></nav><p>The geese are back."), &[]),
            (format!("<ul><li>{geese}</li></ul>"), &[]),
        ] {
            let found = links(&html).unwrap_or_default();
            let found: Vec<(&str, &str)> =
                found.iter().map(|link| (link.address.as_str(), link.title.as_deref().unwrap_or_default())).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
