//! The place of indexes, and the requests to load a folder with its index.

use std::path::PathBuf;

use super::loader::LoadRequest;
use super::watcher::WatchOptions;
use crate::corpus::{Corpus, Options};
use crate::index::cache::CacheFolder;
use crate::settings::{Loaded, Watch};

/// The place of indexes, and the limit on their size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlace {
    /// The folder of all indexes; `None` to keep none.
    pub cache_root: Option<PathBuf>,
    /// The limit on their total size in bytes.
    pub bytes_max: u64,
}

impl IndexPlace {
    /// Returns the place according to the settings.
    pub fn of(loaded: &Loaded) -> Self {
        let settings = loaded.settings.index;
        let cache_root = loaded.cache_dir.clone().filter(|_| settings.enabled);
        Self { cache_root, bytes_max: settings.max_bytes }
    }

    /// Returns the request to load a corpus. Only a folder has an index and can be watched.
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
