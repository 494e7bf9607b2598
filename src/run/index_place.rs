//! Where indexes are kept, and what is read of a folder with its index.

use std::path::PathBuf;

use super::loader::LoadRequest;
use super::watcher::WatchOptions;
use crate::corpus::{Corpus, Options};
use crate::index::cache::CacheFolder;
use crate::settings::{Loaded, Watch};

/// Where indexes are kept, and how large they may be together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlace {
    /// The folder for all of them; `None` keeps none.
    pub cache_root: Option<PathBuf>,
    /// How many bytes they may have together.
    pub bytes_max: u64,
}

impl IndexPlace {
    /// The place that the settings say.
    pub fn of(loaded: &Loaded) -> Self {
        let settings = loaded.settings.index;
        let cache_root = loaded.cache_dir.clone().filter(|_| settings.enabled);
        Self { cache_root, bytes_max: settings.max_bytes }
    }

    /// How a corpus is read. The sample has no index, and neither it nor a file in memory ever changes.
    pub fn request(&self, corpus: Corpus, options: Options, watch: Watch) -> LoadRequest {
        let Corpus::Folder(folder) = &corpus else {
            return LoadRequest::in_memory(corpus, options);
        };
        let index = self.cache_root.as_deref().map(|root| CacheFolder::of(root, folder, &options));
        let watch = match watch {
            Watch::Off => None,
            Watch::On => Some(WatchOptions::new(options.clone())),
            Watch::Poll => Some(WatchOptions { only_poll: true, ..WatchOptions::new(options.clone()) }),
        };
        LoadRequest { index, cache_bytes_max: self.bytes_max, watch, ..LoadRequest::in_memory(corpus, options) }
    }
}
