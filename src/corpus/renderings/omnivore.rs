//! Reads the layout of an Omnivore export.
//!
//! `metadata_0_to_20.json` lists articles, `content/` holds the text of each under its slug, and `highlights/` holds
//! the passages that the user marked.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Role, another_rendering, leads_down};
use crate::corpus::{Corpus, bytes};

/// The largest list, in bytes. Exports have twenty articles or so in each.
const LARGEST_LIST: u64 = 64 * 1024 * 1024;

/// The metadata of one article. The days of saving and of changes are not read, because they are no date of the
/// article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::corpus) struct Item {
    pub(in crate::corpus) slug: String,
    pub(in crate::corpus) title: Option<String>,
    pub(in crate::corpus) description: Option<String>,
    pub(in crate::corpus) author: Option<String>,
    pub(in crate::corpus) url: Option<String>,
    pub(in crate::corpus) published_at: Option<String>,
    pub(in crate::corpus) site_name: Option<String>,
    pub(in crate::corpus) language: Option<String>,
    /// Usually strings. Any type is accepted, so that another one does not make the list unreadable.
    pub(in crate::corpus) labels: Vec<serde_json::Value>,
}

/// True if a file has the name of a list.
pub(in crate::corpus) fn is_list(path: &Path) -> bool {
    // Every file of a walk is checked, and few have this ending.
    if !path.as_os_str().as_encoded_bytes().ends_with(b".json") {
        return false;
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let numbers = name.strip_prefix("metadata_").and_then(|name| name.strip_suffix(".json"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.and_then(|numbers| numbers.split_once("_to_")).is_some_and(|(from, to)| is_number(from) && is_number(to))
}

/// Returns the articles of a list; `None` if the file is something else.
pub(in crate::corpus) fn items(json: &[u8]) -> Option<Vec<Item>> {
    let items: Vec<Item> = serde_json::from_slice(json).ok()?;
    (!items.is_empty() && items.iter().all(|item| !item.slug.is_empty() && item.url.is_some())).then_some(items)
}

/// Returns the path of the text of an article of the list at `list`.
pub(in crate::corpus) fn content(list: &Path, slug: &str) -> Option<PathBuf> {
    let name = format!("{slug}.html");
    let is_one = leads_down(Path::new(&name)) && Path::new(&name).components().count() == 1;
    is_one.then(|| list.with_file_name("content").join(name))
}

/// Returns the paths of the texts of all articles of a list.
pub(in crate::corpus) fn contents(corpus: &Corpus, list: &Path) -> Vec<PathBuf> {
    let items = bytes::read(corpus, list, None, LARGEST_LIST, 0).ok().and_then(|json| items(&json));
    items.into_iter().flatten().filter_map(|item| content(list, &item.slug)).collect()
}

/// True if `name` is the name of a folder with texts or highlights.
pub(super) fn is_name_of_texts(name: &str) -> bool {
    matches!(name, "content" | "highlights")
}

/// The texts of an export, or its highlights.
#[derive(Debug)]
pub(in crate::corpus) struct Texts {
    are_highlights: bool,
    /// The references of the articles by their slugs.
    articles: HashMap<String, String>,
}

impl Texts {
    pub(super) fn at(corpus: &Corpus, root: &Path, folder: &Path) -> Option<Self> {
        let mut articles = HashMap::new();
        for list in lists(root, folder.parent()?) {
            let json = bytes::read(corpus, &list, None, LARGEST_LIST, 0).ok();
            let shown = crate::text::safe::safe_line(&list.to_string_lossy());
            for (at, item) in json.and_then(|json| items(&json)).into_iter().flatten().enumerate() {
                articles.insert(item.slug, format!("{shown}#{}", at + 1));
            }
        }
        let are_highlights = folder.ends_with("highlights");
        (!articles.is_empty()).then_some(Self { are_highlights, articles })
    }

    pub(super) fn role(&self, path: &Path) -> Role {
        let slug = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match self.articles.get(slug) {
            Some(article) if self.are_highlights && ending == "md" => {
                Role::SetAside(format!("what was marked in the article {article}"))
            }
            Some(article) if !self.are_highlights && ending == "html" => Role::SetAside(another_rendering(article)),
            _ => Role::NotInGroup,
        }
    }
}

/// Returns the lists in `folder`, sorted by name.
fn lists(root: &Path, folder: &Path) -> Vec<PathBuf> {
    crate::screen_thread::check("looking for the lists of an export");
    let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
    let mut lists: Vec<PathBuf> =
        entries.map(|entry| folder.join(entry.file_name())).filter(|path| is_list(path)).collect();
    lists.sort();
    lists
}

/// Adds the files and folders that belong to a changed path: the lists for a text, and the texts for a list.
pub(super) fn add_related(root: &Path, path: &Path, folders: &mut BTreeSet<PathBuf>, files: &mut BTreeSet<PathBuf>) {
    if is_list(path) {
        folders.extend(["content", "highlights"].map(|name| path.with_file_name(name)));
        return;
    }
    let mut above = path.ancestors().filter(|folder| !folder.as_os_str().is_empty());
    let texts = above.find(|folder| folder.file_name().and_then(|name| name.to_str()).is_some_and(is_name_of_texts));
    if let Some(export) = texts.and_then(Path::parent) {
        files.extend(lists(root, export));
    }
}
