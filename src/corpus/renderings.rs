//! Finds articles that are in several files: programs that save pages store the page, its text and its metadata next to
//! each other. Such groups are recognised by the layout of their program, never by similar texts.
//!
//! The walk passes on one file of a group, the main one, and sets the others aside as renderings of it. A change of any
//! file of the group counts as a change of the main one.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::Corpus;

pub(super) mod archivebox;
pub(super) mod omnivore;

/// The files of one article or export in a folder.
#[derive(Debug)]
pub(super) enum Group {
    /// The snapshot of a page by ArchiveBox.
    Snapshot(archivebox::Snapshot),
    /// The texts or the highlights of an export of Omnivore.
    Texts(omnivore::Texts),
}

/// The role of a file in its group.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The main file. Its article is also read from these files.
    Main(Vec<PathBuf>),
    /// A file without an article of its own, and the reason.
    SetAside(String),
    /// A file that does not belong to the group.
    NotInGroup,
}

impl Group {
    /// Returns the group in the folder at `folder`. `root` is the folder of the corpus.
    pub(super) fn at(root: &Path, folder: &Path) -> Option<Self> {
        let name = name_of(root, folder)?;
        if archivebox::is_name_of_snapshot(&name) {
            let corpus = Corpus::Folder(root.to_path_buf());
            return archivebox::Snapshot::at(&corpus, folder).map(Self::Snapshot);
        }
        if !folder.as_os_str().is_empty() && omnivore::is_name_of_texts(&name) {
            let corpus = Corpus::Folder(root.to_path_buf());
            return omnivore::Texts::at(&corpus, root, folder).map(Self::Texts);
        }
        None
    }

    /// Returns the role of the file at `path` in this group.
    pub(super) fn role(&self, path: &Path) -> Role {
        match self {
            Self::Snapshot(snapshot) => snapshot.role(path),
            Self::Texts(texts) => texts.role(path),
        }
    }
}

/// Returns the reason why another rendering of the article at `reference` is set aside.
fn another_rendering(reference: &str) -> String {
    format!("{}{reference}", crate::article::RENDERING_OF)
}

/// Returns the name of a folder of the corpus. For the corpus itself it is the name on disk.
fn name_of(root: &Path, folder: &Path) -> Option<String> {
    let folder = if folder.as_os_str().is_empty() { root } else { folder };
    Some(folder.file_name()?.to_str()?.to_owned())
}

/// True if a path has no `..` and no root, so it cannot leave the folder that it is joined to.
fn leads_down(path: &Path) -> bool {
    !path.as_os_str().is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Returns the paths to check when `paths` have changed. For a file of a group that is the whole group, because the
/// change may make another file the main one.
pub fn with_renderings(corpus: &Corpus, paths: BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let Corpus::Folder(root) = corpus else {
        return paths;
    };
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    let mut others: BTreeSet<PathBuf> = BTreeSet::new();
    for path in &paths {
        let is_snapshot =
            |folder: &&Path| name_of(root, folder).is_some_and(|name| archivebox::is_name_of_snapshot(&name));
        if let Some(folder) = path.ancestors().filter(|folder| !folder.as_os_str().is_empty()).find(is_snapshot) {
            folders.insert(folder.to_path_buf());
        } else if path.ancestors().any(|folder| folder.as_os_str().is_empty() && is_snapshot(&folder)) {
            return [PathBuf::new()].into();
        }
        omnivore::add_related(root, path, &mut folders, &mut others);
    }
    if folders.is_empty() && others.is_empty() {
        return paths;
    }
    let is_inside = |path: &PathBuf| path.ancestors().skip(1).any(|folder| folders.contains(folder));
    let rest: BTreeSet<PathBuf> = paths.into_iter().chain(others).filter(|path| !is_inside(path)).collect();
    folders.iter().filter(|folder| !is_inside(folder)).cloned().chain(rest).collect()
}
