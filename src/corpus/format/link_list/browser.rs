//! Reads the bookmarks of browsers in JSON: backups of Firefox, and the file `Bookmarks` of Chrome and related
//! browsers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::{ListedLink, is_address, on_one_line};
use crate::corpus::encoding::decode_article;

/// The number of bytes at the start of a file in which the members of its top object must begin.
const START: usize = 4096;

/// True if the JSON of a file has the bookmarks of a browser. Only members of the top object count, because a text may
/// quote each of their names and values.
pub(in crate::corpus::format) fn is_of_browser(bytes: &[u8]) -> bool {
    let start = decode_article(&bytes[..bytes.len().min(START)]).text;
    let members = first_members(start.trim_start());
    let value_of = |wanted: &str| members.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let is_of_firefox = value_of("guid").is_some()
        && value_of("type").is_some_and(|value| value.starts_with("\"text/x-moz-place-container\""))
        && value_of("children").is_some_and(|value| value.starts_with('['));
    is_of_firefox
        || value_of("roots").is_some_and(|roots| first_members(roots).iter().any(|(name, _)| *name == "bookmark_bar"))
}

/// Returns the members of the object at the start of `json`, which may break off. Each is a name, and the text that
/// begins with its value.
fn first_members(json: &str) -> Vec<(&str, &str)> {
    let bytes = json.as_bytes();
    let mut members = Vec::new();
    let mut n_open = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => n_open += 1,
            b'}' | b']' => n_open = n_open.saturating_sub(1),
            b'"' => {
                let Some(length) = length_of_string(&bytes[at + 1..]) else { break };
                let (name, behind) = (&json[at + 1..at + 1 + length], json[at + length + 2..].trim_start());
                if n_open == 1
                    && let Some(value) = behind.strip_prefix(':')
                {
                    members.push((name, value.trim_start()));
                }
                at += length + 1;
            }
            _ => {}
        }
        at += 1;
        if n_open == 0 {
            break;
        }
    }
    members
}

/// Returns the number of bytes of a string up to its closing quote.
fn length_of_string(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

/// Returns the links of the bookmarks in their order; `None` if they cannot be parsed.
pub(super) fn links(json: &str) -> Option<Vec<ListedLink>> {
    let root: Entry<'_> = serde_json::from_str(json).ok()?;
    let mut links = Vec::new();
    root.add_to(&mut links);
    Some(links)
}

/// A bookmark or a folder of bookmarks. Extensions add the member names of one browser to the bookmarks of the other,
/// so an entry may have both.
#[derive(Deserialize)]
struct Entry<'text> {
    #[serde(borrow, default)]
    title: Option<Cow<'text, str>>,
    #[serde(borrow, default)]
    name: Option<Cow<'text, str>>,
    #[serde(borrow, default)]
    uri: Option<Cow<'text, str>>,
    #[serde(borrow, default)]
    url: Option<Cow<'text, str>>,
    #[serde(borrow, default)]
    children: Vec<Entry<'text>>,
    /// The folders at the top of a file of Chrome.
    #[serde(borrow, default)]
    roots: BTreeMap<Cow<'text, str>, Root<'text>>,
}

/// A folder at the top, or another member, such as a number that a sync program added.
#[derive(Deserialize)]
#[serde(untagged)]
enum Root<'text> {
    #[serde(borrow)]
    Folder(Entry<'text>),
    Other(serde::de::IgnoredAny),
}

impl Entry<'_> {
    fn add_to(self, links: &mut Vec<ListedLink>) {
        if let Some(address) = self.uri.or(self.url).filter(|address| is_address(address)) {
            let title = [self.title, self.name].into_iter().flatten().find_map(|title| on_one_line(&title));
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
                {"date_added": "13290000000000000", "id": "5", "name": "Forty geese", "title": "Geese", "type": "url", "url": "https://wire.example/geese"},
                {"children": [{"name": "Run", "type": "url", "url": "javascript:void(0)"}], "name": "Tools", "type": "folder"}],
                "name": "Bookmarks bar", "type": "folder"},
            "other": {"children": [{"name": "The mole", "type": "url", "url": "https://mole.example/b"}], "type": "folder"},
            "sync_transaction_version": "1"}, "version": 1}"#;
        assert_eq!(
            found(chrome),
            [pair("https://wire.example/geese", "Geese"), pair("https://mole.example/b", "The mole")]
        );
        let cut_off = &firefox[..firefox.len() - 40];
        assert!(is_of_browser(cut_off.as_bytes()) && links(cut_off).is_none());
    }

    #[test]
    fn articles_on_bookmarks() {
        for json in [
            r#"{"title": "Geese", "text": "The bookmark_bar of the browser."}"#,
            r#"{"title": "Backups", "guid": "7", "children": [], "text": "A line says \"type\": \"text/x-moz-place-container\"."}"#,
            r#"{"title": "Files", "text": "It has \"roots\": {\"bookmark_bar\": {}}."}"#,
            r#"{"title": "Trees", "roots": "deep", "more": {"bookmark_bar": 1}}"#,
            r#"[{"guid": "7", "type": "text/x-moz-place-container", "children": []}]"#,
            "{\"guid",
            "",
        ] {
            assert!(!is_of_browser(json.as_bytes()), "{json}");
        }
    }
}
