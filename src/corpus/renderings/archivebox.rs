//! Finds the snapshots of ArchiveBox: `archive/1597758864.123/` holds one page in up to a dozen renderings, and an
//! `index.json` with the metadata of the snapshot.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Role, another_rendering, leads_down};
use crate::corpus::{Corpus, bytes};

/// The largest `index.json` of a snapshot, in bytes.
const LARGEST_INDEX: u64 = 4 * 1024 * 1024;

/// Renderings with the text of the article, the cleanest first. The page that wget saved follows them.
const WITH_TEXT: [&str; 6] = [
    "readability/content.html",
    "mercury/content.html",
    "singlefile.html",
    "singlefile/singlefile.html",
    "output.html",
    "dom/output.html",
];

/// Renderings in plain text, which count only if there is no page.
const PLAIN: [&str; 4] =
    ["readability/content.txt", "mercury/content.txt", "htmltotext.txt", "htmltotext/htmltotext.txt"];

/// The fields that the extractor Readability found.
pub(in crate::corpus) const READABILITY: &str = "readability/article.json";
/// The fields that the extractor Mercury found.
pub(in crate::corpus) const MERCURY: &str = "mercury/article.json";

/// Files about the snapshot. They are no renderings of the page.
const OWN: [&str; 12] = [
    "index.json",
    "index.html",
    "index.jsonl",
    "headers.json",
    "headers/headers.json",
    "archive.org.txt",
    "archive_org/archive.org.txt",
    "favicon.ico",
    "favicon/favicon.ico",
    "cmd.sh",
    READABILITY,
    MERCURY,
];

#[derive(Debug)]
pub(in crate::corpus) struct Snapshot {
    /// The path relative to the corpus.
    folder: PathBuf,
    /// The title from `index.json`.
    pub(in crate::corpus) title: Option<String>,
    pub(in crate::corpus) url: String,
    /// The existing renderings with the text of the article, the best first, relative to the corpus.
    pub(in crate::corpus) with_text: Vec<PathBuf>,
}

/// True if `name` is a name of a snapshot: the second in which the page was added.
pub(super) fn is_name_of_snapshot(name: &str) -> bool {
    let (seconds, fraction) = name.split_once('.').unwrap_or((name, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (9..=10).contains(&seconds.len()) && are_digits(seconds) && fraction.len() <= 9 && are_digits(fraction)
}

impl Snapshot {
    /// Reads the snapshot in `folder`; `None` if its `index.json` does not describe a snapshot.
    pub(super) fn at(corpus: &Corpus, folder: &Path) -> Option<Self> {
        let index = bytes::read(corpus, &folder.join("index.json"), None, LARGEST_INDEX, 0).ok()?;
        let index: Value = serde_json::from_slice(&index).ok()?;
        let text = |name: &str| index.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let url = text("url").filter(|url| url.starts_with("http"))?.to_owned();
        let is_of_archivebox = ["archive_path", "link_dir", "bookmarked_date", "base_url", "history", "snapshot_id"]
            .iter()
            .any(|name| index.get(*name).is_some());
        if !is_of_archivebox || text("timestamp").is_none() {
            return None;
        }
        let by_wget = index.pointer("/canonical/wget_path").and_then(Value::as_str);
        let with_text = WITH_TEXT
            .iter()
            .map(|name| (*name).to_owned())
            .chain(by_wget.map(str::to_owned))
            .chain(of_wget(&url))
            .chain(PLAIN.iter().map(|name| (*name).to_owned()))
            .filter(|name| leads_down(Path::new(name)))
            .map(|name| folder.join(name))
            .filter(|path| is_file(corpus, path))
            .fold(Vec::new(), |mut paths, path| {
                if !paths.contains(&path) {
                    paths.push(path);
                }
                paths
            });
        let title = text("title").map(str::to_owned);
        Some(Self { folder: folder.to_path_buf(), title, url, with_text })
    }

    /// Returns the snapshot whose main file is at `path`.
    pub(in crate::corpus) fn of_main(corpus: &Corpus, path: &Path) -> Option<Self> {
        let Corpus::Folder(root) = corpus else {
            return None;
        };
        let mut folders = path.ancestors().skip(1);
        let folder =
            folders.find(|folder| super::name_of(root, folder).is_some_and(|name| is_name_of_snapshot(&name)))?;
        Self::at(corpus, folder).filter(|snapshot| snapshot.main() == Some(path))
    }

    /// Returns the path of a file of the snapshot.
    pub(in crate::corpus) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn main(&self) -> Option<&Path> {
        self.with_text.first().map(PathBuf::as_path)
    }

    pub(super) fn role(&self, path: &Path) -> Role {
        let Ok(inner) = path.strip_prefix(&self.folder) else {
            return Role::NotInGroup;
        };
        let name = inner.to_string_lossy().replace('\\', "/");
        if OWN.contains(&name.as_str()) {
            return Role::SetAside("a file of ArchiveBox on its snapshot of a page".to_owned());
        }
        let Some(main) = self.main() else {
            return Role::NotInGroup;
        };
        if main == path {
            let others = [READABILITY, MERCURY, "index.json"].iter().map(|name| self.file(name));
            return Role::Main(self.with_text.iter().skip(1).cloned().chain(others).collect());
        }
        let reference = crate::text::safe::safe_line(&main.to_string_lossy());
        let ending = inner.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let is_page = matches!(ending.as_str(), "html" | "htm" | "xhtml" | "txt" | "pdf" | "mhtml" | "warc" | "md");
        let is_picture_of_it = inner.components().count() <= 2 && name.contains("screenshot");
        Role::SetAside(if is_page || is_picture_of_it || name.starts_with("warc/") {
            another_rendering(&reference)
        } else {
            format!("belongs to the saved page {reference}")
        })
    }
}

/// Returns the paths at which wget may have saved the page of an address: below the name of the host, with an added
/// ending if the address has none.
fn of_wget(url: &str) -> Vec<String> {
    let Some((_, rest)) = url.split_once("://") else {
        return Vec::new();
    };
    let place = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
    [".html", "/index.html", ""].iter().map(|ending| format!("{place}{ending}")).collect()
}

/// True if there is a file that is not empty.
fn is_file(corpus: &Corpus, path: &Path) -> bool {
    bytes::is_file(corpus, path) && bytes::size(corpus, path) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_snapshots() {
        for (name, expected) in [
            ("1597758864.123", true),
            ("1597758864", true),
            ("20200817", false),
            ("2020", false),
            ("1597758864.a", false),
            ("15977588641", false),
        ] {
            assert_eq!(is_name_of_snapshot(name), expected, "{name}");
        }
    }
}
