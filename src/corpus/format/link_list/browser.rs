//! Reads the bookmarks of browsers in JSON: backups of Firefox, and the file `Bookmarks` of Chrome and its kin.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::{ListedLink, is_address, on_one_line};
use crate::corpus::encoding::decode_article;

/// The part of a file in which its marks stand, in bytes.
const START: usize = 4096;

/// True if the JSON of a file holds the bookmarks of a browser.
pub(in crate::corpus::format) fn is_of_browser(bytes: &[u8]) -> bool {
    let start = decode_article(&bytes[..bytes.len().min(START)]).text;
    let has = |mark: &str| start.contains(mark);
    start.trim_start().starts_with('{') && (has("\"text/x-moz-place") || (has("\"roots\"") && has("\"bookmark_bar\"")))
}

/// Returns the links of the bookmarks, in their order; `None` if they cannot be parsed.
pub(super) fn links(json: &str) -> Option<Vec<ListedLink>> {
    let root: Entry<'_> = serde_json::from_str(json).ok()?;
    let mut links = Vec::new();
    root.add_to(&mut links);
    Some(links)
}

/// A bookmark or a folder of them.
#[derive(Deserialize)]
struct Entry<'text> {
    #[serde(borrow, default, alias = "name")]
    title: Option<Cow<'text, str>>,
    #[serde(borrow, default, alias = "url")]
    uri: Option<Cow<'text, str>>,
    #[serde(borrow, default)]
    children: Vec<Entry<'text>>,
    /// The folders at the top of the file of Chrome.
    #[serde(borrow, default)]
    roots: BTreeMap<Cow<'text, str>, Root<'text>>,
}

/// A folder at the top, or a number that programs for synchronisation put beside it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Root<'text> {
    #[serde(borrow)]
    Folder(Entry<'text>),
    Other(serde::de::IgnoredAny),
}

impl Entry<'_> {
    fn add_to(self, links: &mut Vec<ListedLink>) {
        if let Some(address) = self.uri.filter(|address| is_address(address)) {
            let title = self.title.and_then(|title| on_one_line(&title));
            links.push(ListedLink { address: address.into_owned(), title });
        }
        self.children.into_iter().for_each(|child| child.add_to(links));
        for root in self.roots.into_values() {
            match root {
                Root::Folder(folder) => folder.add_to(links),
                Root::Other(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> Vec<(String, String)> {
        assert!(is_of_browser(json.as_bytes()), "{json}");
        let links = links(json).unwrap();
        links.into_iter().map(|link| (link.address, link.title.unwrap_or_default())).collect()
    }

    #[test]
    fn bookmarks_of_browsers() {
        let pair = |address: &str, title: &str| (address.to_owned(), title.to_owned());
        let firefox = r#"{"guid": "root________", "title": "", "type": "text/x-moz-place-container", "children": [
            {"title": "Toolbar", "type": "text/x-moz-place-container", "children": [
                {"title": "Forty  geese", "type": "text/x-moz-place", "uri": "https://wire.example/geese", "tags": "birds"},
                {"type": "text/x-moz-place-separator"},
                {"title": "Recent", "type": "text/x-moz-place", "uri": "place:sort=14&type=6"}]},
            {"type": "text/x-moz-place", "uri": "https://mole.example/b"}]}"#;
        assert_eq!(
            found(firefox),
            [pair("https://wire.example/geese", "Forty geese"), pair("https://mole.example/b", "")]
        );
        let chrome = r#"{"checksum": "7f", "roots": {
            "bookmark_bar": {"children": [
                {"date_added": "13290000000000000", "id": "5", "name": "Forty geese", "type": "url", "url": "https://wire.example/geese"},
                {"children": [{"name": "Run", "type": "url", "url": "javascript:void(0)"}], "name": "Tools", "type": "folder"}],
                "name": "Bookmarks bar", "type": "folder"},
            "other": {"children": [{"name": "The mole", "type": "url", "url": "https://mole.example/b"}], "type": "folder"},
            "sync_transaction_version": "1"}, "version": 1}"#;
        assert_eq!(
            found(chrome),
            [pair("https://wire.example/geese", "Forty geese"), pair("https://mole.example/b", "The mole")]
        );
        assert!(!is_of_browser(br#"{"title": "Geese", "text": "The bookmark_bar of the browser."}"#));
    }
}
