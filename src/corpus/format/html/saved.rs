//! Where a page was on the web: its own fields, and what browsers write into the pages they save.

use super::json_ld::Data;
use super::meta_tags::MetaTags;
use super::page::{Page, one_line};

/// The address in the comment that a browser or SingleFile put at the head of a page it saved.
///
/// `<!-- saved from url=(0042)https://… -->` is Internet Explorer's, and Chrome's and Edge's since;
/// SingleFile writes ` Page saved with SingleFile url: https://… saved date: …`. The date is that of the
/// saving, and no date of the article.
pub(super) fn saved_from(html: &str) -> Option<&str> {
    const LOOKED_AT: usize = 16 * 1024;
    let head = &html[..html.floor_char_boundary(LOOKED_AT)];
    let mut comments = head.split("<!--").skip(1).map(|rest| rest.split("-->").next().unwrap_or(rest));
    comments.find_map(|comment| {
        let at = if let Some(at) = comment.find("saved from url=") {
            comment[at..].find("http").map(|found| at + found)
        } else if comment.contains("saved with SingleFile") || comment.contains("Page saved with") {
            comment.find("url:").and_then(|at| comment[at..].find("http").map(|found| at + found))
        } else {
            None
        }?;
        let address = comment[at..].split_whitespace().next()?;
        is_address(address).then_some(address)
    })
}

/// The address of the page: the one it calls canonical, else the one it is shared by, else the one it was
/// saved from. An address of a front page gives way to one that says more.
pub(super) fn link(page: &Page<'_>, meta: &MetaTags, data: &Data, saved: Option<&str>) -> Option<String> {
    let canonical = page
        .named("link")
        .filter(|at| page.attribute(*at, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")))
        .find_map(|at| page.attribute(at, "href"));
    let candidates: Vec<String> = [canonical, meta.get("og:url"), saved, data.link.as_deref(), meta.get("twitter:url")]
        .into_iter()
        .flatten()
        .map(|address| if address.starts_with("//") { format!("https:{address}") } else { one_line(address) })
        .filter(|address| is_address(address))
        .collect();
    let has_path = |address: &&String| address.splitn(4, '/').nth(3).is_some_and(|path| !path.is_empty());
    candidates.iter().find(has_path).or(candidates.first()).cloned()
}

/// The host of an address, without `www.`; of a page in an archive, that of the page.
pub(super) fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("//")?.1;
    let is_archive = rest.starts_with("web.archive.org/");
    let rest = match rest.split_once("://") {
        Some((_, inner)) if is_archive => inner,
        _ => rest,
    };
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

fn is_address(address: &str) -> bool {
    let has_scheme = ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    has_scheme && !address.contains(char::is_whitespace) && address.len() <= 4000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_pages() {
        for (html, expected) in [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0034)https://wire.example/2022/03/tolls -->\n<html>",
                Some("https://wire.example/2022/03/tolls"),
            ),
            (
                "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://wire.example/tolls \n saved date: Sat Mar 12 2022 -->",
                Some("https://wire.example/tolls"),
            ),
            ("<!-- saved from url=(0014)about:internet -->", None),
            ("<!-- see https://wire.example/ -->", None),
            ("<p>saved from url=https://wire.example/</p>", None),
        ] {
            assert_eq!(saved_from(html), expected, "{html}");
        }
    }

    #[test]
    fn hosts() {
        for (address, expected) in [
            ("https://www.wire.example/a", Some("wire.example")),
            ("https://web.archive.org/web/2016/http://wire.example/a", Some("wire.example")),
            ("https://wire.example:8080/a?b=http://c.example", Some("wire.example")),
            ("https://localhost/a", None),
            ("wire.example", None),
        ] {
            assert_eq!(host(address), expected, "{address}");
        }
    }

    #[test]
    fn the_address_that_says_most() {
        let tree = scraper::Html::parse_document(
            "<link rel=canonical href='https://wire.example/'><meta property='og:url' content='https://wire.example/tolls'>",
        );
        let page = Page::new(&tree);
        let meta = MetaTags::new(&page);
        assert_eq!(link(&page, &meta, &Data::default(), None).as_deref(), Some("https://wire.example/tolls"));
        let tree = scraper::Html::parse_document("<link rel=canonical href='/tolls'>");
        let page = Page::new(&tree);
        let saved = Some("https://wire.example/saved");
        assert_eq!(link(&page, &MetaTags::new(&page), &Data::default(), saved).as_deref(), saved);
    }
}
