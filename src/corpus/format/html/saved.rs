//! Finds the address of a page on the web, from its own fields and from the marks of the program that saved it.

use std::borrow::Cow;

use super::json_ld::Data;
use super::meta_tags::MetaTags;
use super::page::{Page, one_line};

/// Returns the address in the comment that a browser or another program put at the head of a page that it saved.
///
/// - Internet Explorer, Chrome and Edge write `<!-- saved from url=(0042)https://… -->`.
/// - SingleFile writes ` Archive processed by SingleFile url: https://… saved date: …`.
/// - monolith writes `Saved from https://… at …`.
/// - HTTrack writes `Mirrored from wire.example/a.html by HTTrack`.
///
/// The date in such a comment is that of the saving, never that of the article.
pub(super) fn saved_from(html: &str) -> Option<Cow<'_, str>> {
    const LOOKED_AT: usize = 16 * 1024;
    const LONGEST_COMMENT: usize = 4096;
    let head = &html[..html.floor_char_boundary(LOOKED_AT)];
    let mut comments = head.split("<!--").skip(1).map(|rest| rest.split("-->").next().unwrap_or(rest));
    comments.find_map(|comment| {
        let comment = &comment[..comment.floor_char_boundary(LONGEST_COMMENT)];
        let behind = |mark: &str| comment.split_once(mark).map(|(_, rest)| rest.trim_start());
        if let Some(rest) = behind("irrored from ") {
            let address = rest.split(" by HTTrack").next().filter(|_| comment.contains("HTTrack"))?.trim();
            let address = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
            return is_address(&address).then(|| address.into());
        }
        let is_saved = ["SingleFile", "Page saved with", "Page processed by"].iter().any(|mark| comment.contains(mark));
        let rest = behind("saved from url=")
            .or_else(|| behind("Saved from "))
            .or_else(|| if is_saved { behind("url:") } else { None })?;
        let address = rest[rest.find("http")?..].split_whitespace().next()?;
        is_address(address).then_some(address.into())
    })
}

/// Returns the address that Save Page WE or WebScrapBook wrote into the page that it saved.
fn saved_by_extension<'tree>(page: &Page<'tree>, meta: &MetaTags) -> Option<Cow<'tree, str>> {
    let of_root = page.named("html").next().and_then(|at| page.attribute(at, "data-scrapbook-source"));
    of_root.map(Cow::Borrowed).or_else(|| meta.get("savepage-url").map(|address| Cow::Owned(address.to_owned())))
}

/// Returns the addresses in the `<link>` elements of one kind: `canonical`, `amphtml`.
pub(super) fn of_rel<'tree>(page: &Page<'tree>, wanted: &'static str) -> impl Iterator<Item = &'tree str> {
    page.named("link")
        .filter(move |at| page.attribute(*at, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case(wanted)))
        .filter_map(|at| page.attribute(at, "href"))
}

/// Returns the addresses that a page declares as its own: the canonical ones, and the one for sharing.
pub(super) fn own<'page>(page: &'page Page<'_>, meta: &'page MetaTags) -> impl Iterator<Item = &'page str> {
    of_rel(page, "canonical").chain(meta.get("og:url"))
}

/// Returns the address of the page: the canonical one, else the one for sharing, else the one that it was saved from.
///
/// An address with a path is preferred to that of a front page. The address of an archive is replaced by that of the
/// original.
pub(super) fn link(page: &Page<'_>, meta: &MetaTags, data: &Data, saved: Option<&str>) -> Option<String> {
    let by_extension = saved_by_extension(page, meta);
    let candidates = [
        of_rel(page, "canonical").next(),
        meta.get("og:url"),
        saved,
        by_extension.as_deref(),
        data.link.as_deref(),
        meta.get("twitter:url"),
        of_rel(page, "bookmark").next().filter(|address| archived(address).is_some()),
    ];
    let candidates: Vec<String> = candidates
        .into_iter()
        .flatten()
        .map(|address| if address.starts_with("//") { format!("https:{address}") } else { one_line(address) })
        .map(|address| archived(&address).unwrap_or(address))
        .filter(|address| is_address(address))
        .collect();
    let has_path = |address: &&String| address.splitn(4, '/').nth(3).is_some_and(|path| !path.is_empty());
    let is_own = |address: &&String| !is_of_an_archive(address);
    candidates
        .iter()
        .filter(is_own)
        .find(has_path)
        .or_else(|| candidates.iter().find(is_own))
        .or(candidates.first())
        .cloned()
}

/// The hosts of archives that keep copies of pages under addresses of their own.
const ARCHIVES: [&str; 14] = [
    "web.archive.org",
    "archive.org",
    "archive.today",
    "archive.ph",
    "archive.is",
    "archive.li",
    "archive.vn",
    "archive.fo",
    "archive.md",
    "archive-it.org",
    "wayback.archive-it.org",
    "webcache.googleusercontent.com",
    "perma.cc",
    "ghostarchive.org",
];

/// Returns the address of the original page, if the address of an archive's copy contains it.
fn archived(address: &str) -> Option<String> {
    if !is_of_an_archive(address) {
        return None;
    }
    let path = address.split_once("://")?.1;
    let start = ["https://", "http://", "https:/", "http:/", "https%3A%2F%2F", "http%3A%2F%2F"]
        .iter()
        .filter_map(|scheme| path.find(scheme))
        .min()?;
    let inner = path[start..].replace("%3A", ":").replace("%2F", "/");
    // Programs that clean paths turn two slashes into one.
    let (scheme, rest) = inner.split_once(":/")?;
    let inner = format!("{scheme}://{}", rest.trim_start_matches('/'));
    is_address(&inner).then_some(inner)
}

/// True if an address is that of a copy in an archive.
fn is_of_an_archive(address: &str) -> bool {
    own_host(address).is_some_and(|host| ARCHIVES.contains(&host))
}

/// True if an address is that of a capture of archive.today.
pub(super) fn is_of_archive_today(address: &str) -> bool {
    own_host(address).is_some_and(|host| {
        host.strip_prefix("archive.").is_some_and(|end| ["today", "ph", "is", "li", "vn", "fo", "md"].contains(&end))
    })
}

/// Returns the host of an address, without `www.`. For a copy in an archive, it is the host of the original page.
pub(super) fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("//")?.1;
    match rest.split_once("://") {
        Some((_, inner)) if is_of_an_archive(address) => host_of(inner),
        _ => host_of(rest),
    }
}

/// Returns the host of an address, even if it is that of an archive.
fn own_host(address: &str) -> Option<&str> {
    host_of(address.split_once("//")?.1)
}

fn host_of(rest: &str) -> Option<&str> {
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
            (
                "<!DOCTYPE html> <html lang=en><!--\n Archive processed by SingleFile \n url: https://wire.example/tolls \n saved date: x -->",
                Some("https://wire.example/tolls"),
            ),
            (
                "<!-- Saved from https://wire.example/tolls at 2022-03-12T10:00:00Z using monolith v2.4.1 -->",
                Some("https://wire.example/tolls"),
            ),
            (
                "<html>\n<!-- Mirrored from wire.example/tolls.html by HTTrack Website Copier/3.x -->",
                Some("http://wire.example/tolls.html"),
            ),
            ("<!-- saved from url=(0014)about:internet -->", None),
            ("<!-- see https://wire.example/ -->", None),
            ("<p>saved from url=https://wire.example/</p>", None),
        ] {
            assert_eq!(saved_from(html).as_deref(), expected, "{html}");
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
    fn addresses_of_copies() {
        for (address, expected) in [
            ("https://web.archive.org/web/20160330101229/http://wire.example/a", Some("http://wire.example/a")),
            ("https://web.archive.org/web/2016id_/https:/wire.example/a?b", Some("https://wire.example/a?b")),
            ("https://archive.ph/2022.03.12-101112/https://wire.example/a", Some("https://wire.example/a")),
            ("https://archive.ph/AbC12", None),
            ("https://wire.example/to/https://other.example/a", None),
        ] {
            assert_eq!(archived(address).as_deref(), expected, "{address}");
        }
        let tree = scraper::Html::parse_document(
            "<html data-scrapbook-source='https://wire.example/2022/tolls'><meta property='og:url' content='https://archive.is/AbC12'>",
        );
        let page = Page::new(&tree);
        let meta = MetaTags::new(&page);
        assert!(is_of_archive_today("https://archive.is/AbC12") && !is_of_archive_today("https://archive.example/A"));
        assert_eq!(link(&page, &meta, &Data::default(), None).as_deref(), Some("https://wire.example/2022/tolls"));
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
