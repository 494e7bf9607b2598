//! Leaves out the paths that belong to no corpus in any configuration: the program's own folders, and views of the
//! running system.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use crate::corpus::Options;
use crate::corpus::own_folders::{self, FoundOwnFolders, real_path};

/// The paths that a walk leaves out, as they were at its beginning.
pub(super) struct LeftOut {
    own: FoundOwnFolders,
    /// The folder of the corpus without links.
    root: PathBuf,
    #[cfg(target_os = "linux")]
    views: super::system_views::SystemViews,
}

impl LeftOut {
    pub(super) fn of(root: &Path, options: &Options) -> Self {
        crate::screen_thread::check("looking at the folder");
        Self {
            own: options.own_folders.found(),
            root: real_path(root),
            #[cfg(target_os = "linux")]
            views: super::system_views::SystemViews::new(root),
        }
    }

    /// Returns the reason why nothing of the corpus is read.
    pub(super) fn judge_root(&self) -> Option<String> {
        self.own.purpose_above(&self.root).map(own_folder).or_else(|| {
            let metadata = std::fs::metadata(&self.root).ok()?;
            self.is_view(&metadata, || self.root.clone()).then(|| SYSTEM_FOLDER.to_owned())
        })
    }

    /// Returns the reason why the folder at `path` of the corpus is left out. `real` is its real path, if links are
    /// followed.
    pub(super) fn judge_folder(&self, path: &Path, real: Option<&Path>, metadata: &Metadata) -> Option<String> {
        let joined;
        let place = if let Some(real) = real {
            real
        } else {
            joined = self.root.join(path);
            &joined
        };
        let purpose = self.own.purpose(place, Some(metadata));
        // A link may lead to a folder inside an own folder.
        let purpose = purpose.or_else(|| real.and_then(|real| self.own.purpose_around(real)));
        purpose
            .map(own_folder)
            .or_else(|| own_folders::is_index(place).then(|| INDEX.to_owned()))
            .or_else(|| self.is_view(metadata, || place.to_path_buf()).then(|| SYSTEM_FOLDER.to_owned()))
    }

    /// Returns the reason why the file at `path` of the corpus is left out.
    pub(super) fn judge_file(&self, path: &Path, is_link: bool, metadata: &Metadata) -> Option<String> {
        if is_link && let Some(purpose) = self.own.purpose_around(&real_path(&self.root.join(path))) {
            return Some(format!("a file in {}", own_folder(purpose)));
        }
        let why = "a file of the running system, such as those in /proc, which may have no end";
        self.is_view(metadata, || self.root.join(path)).then(|| why.to_owned())
    }

    #[cfg(target_os = "linux")]
    fn is_view(&self, metadata: &Metadata, place: impl FnOnce() -> PathBuf) -> bool {
        self.views.hold(metadata, place)
    }

    #[cfg(not(target_os = "linux"))]
    fn is_view(&self, _: &Metadata, _: impl FnOnce() -> PathBuf) -> bool {
        false
    }
}

const INDEX: &str = "an index of newsreader, which may be deleted";

const SYSTEM_FOLDER: &str = "a folder of the running system, such as /proc, which holds no articles";

fn own_folder(purpose: &str) -> String {
    format!("newsreader's own {purpose} folder, which is part of no corpus")
}
