//! The index of a folder as it is found at the start of a load, and the right to write to it.

use std::time::SystemTime;

use crate::corpus;
use crate::index::cache::{self, CacheFolder, Lock, Use, Writer};
use crate::index::stored::Damaged;
use crate::index::stored::commit::{self, Committer, Contents, NoIndex};
use crate::text::sentences::upper_first;

/// An index as it is found at the start of a load.
#[derive(Debug, Default)]
pub(super) struct OpenedIndex {
    /// The contents; `None` if there is no usable index.
    pub contents: Option<Contents>,
    /// The right to write to the index, if this process has it.
    pub lock: Option<Writer>,
    /// True if another process has that right.
    pub is_followed: bool,
    /// Messages for the user about the index, each a sentence.
    pub notices: Vec<String>,
    /// Guard that keeps the index from being removed while it is used.
    in_use: Option<Use>,
}

impl OpenedIndex {
    /// Opens the index in `folder`. Never fails: without an index, all files are read.
    pub fn open(folder: &CacheFolder) -> Self {
        Self::open_with(folder, folder.lock())
    }

    /// Opens the index in `folder`. `lock` is the result of the request to write.
    pub fn open_with(folder: &CacheFolder, lock: Lock) -> Self {
        let mut opened = Self::default();
        match lock {
            Lock::Writer(lock) => opened.lock = Some(lock),
            Lock::LockedByAnother => opened.is_followed = true,
            Lock::NoWriting(why) => opened.notices.push(format!("{}.", upper_first(&why))),
            Lock::Refused(why) => {
                // The index is not read, because another user may have written it.
                opened.notices.push(format!("{}.", upper_first(&why)));
                return opened;
            }
        }
        opened.in_use = folder.begin_use();
        // If this process may not write, another one may be writing now.
        let is_own = opened.lock.is_some();
        let contents = if is_own { commit::open(folder.path()) } else { commit::open_followed(folder.path()) };
        match contents {
            Ok(contents) => opened.contents = Some(contents),
            Err(NoIndex::Missing) => {}
            Err(none) => {
                // If only file descriptors are missing, the index is kept for the next start.
                if let NoIndex::Damaged(Damaged::Unreadable(error)) = &none
                    && corpus::is_lack_of_descriptors(error)
                {
                    opened.lock = None;
                }
                let why = match none {
                    NoIndex::Damaged(damaged) => upper_first(&damaged.to_string()),
                    NoIndex::Missing | NoIndex::OtherFormat { .. } => {
                        "The index was written by another version of newsreader".to_owned()
                    }
                };
                let outcome =
                    if opened.lock.is_some() { "it is being rebuilt" } else { "the articles are read without it" };
                opened.notices.push(format!("{why}; {outcome}."));
                // There is no index to follow.
                opened.is_followed = false;
            }
        }
        opened
    }

    /// Returns the committer, if this process may write and the folder of the index can be written.
    pub fn committer(&mut self, folder: &CacheFolder) -> Option<Committer> {
        let lock = self.lock.as_ref()?;
        let ready = Committer::new(folder.path()).and_then(|committer| {
            lock.write_format()?;
            // If this fails, only the order in which old indexes are removed changes.
            let _ = folder.mark_used(SystemTime::now());
            Ok(committer)
        });
        match ready {
            Ok(committer) => Some(committer),
            Err(error) => {
                self.notices.push(format!("No index can be kept: {}.", cache::why(&error)));
                self.lock = None;
                None
            }
        }
    }
}
