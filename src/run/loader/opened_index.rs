//! The index of the folder as it is found at the start: what it holds, and whether this program may write to it.

use std::time::SystemTime;

use crate::corpus;
use crate::index::cache::{self, CacheFolder, Lock, Use, Writer};
use crate::index::stored::Damaged;
use crate::index::stored::commit::{self, Committer, Contents, NoIndex};
use crate::text::sentences::upper_first;

/// The index of the folder as it is found.
#[derive(Debug, Default)]
pub(super) struct OpenedIndex {
    /// Its contents, if there is an index.
    pub contents: Option<Contents>,
    /// The right to write to it.
    pub lock: Option<Writer>,
    /// True if another program has that right.
    pub is_followed: bool,
    /// Sentences about it for the user.
    pub notices: Vec<String>,
    /// Keeps it from being removed while it is used.
    in_use: Option<Use>,
}

impl OpenedIndex {
    /// Opens the index in `folder`. Never fails: without an index the folder is read.
    pub fn open(folder: &CacheFolder) -> Self {
        Self::open_with(folder, folder.lock())
    }

    /// Opens the index in `folder`, of which it is known who may write to it.
    pub fn open_with(folder: &CacheFolder, lock: Lock) -> Self {
        let mut opened = Self::default();
        match lock {
            Lock::Writer(lock) => opened.lock = Some(lock),
            Lock::LockedByAnother => opened.is_followed = true,
            Lock::NoWriting(why) => opened.notices.push(format!("{}.", upper_first(&why))),
            Lock::Refused(why) => {
                // What another user may have written is not read.
                opened.notices.push(format!("{}.", upper_first(&why)));
                return opened;
            }
        }
        opened.in_use = folder.begin_use();
        // Where this program has not the right to write, another one may have it.
        let is_own = opened.lock.is_some();
        let contents = if is_own { commit::open(folder.path()) } else { commit::open_followed(folder.path()) };
        match contents {
            Ok(contents) => opened.contents = Some(contents),
            Err(NoIndex::Missing) => {}
            Err(none) => {
                // Where only descriptors are missing the index stays as it is, for another time.
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
                // There is nothing to follow.
                opened.is_followed = false;
            }
        }
        opened
    }

    /// Makes everything ready for writing, where this program has the right to.
    pub fn committer(&mut self, folder: &CacheFolder) -> Option<Committer> {
        let lock = self.lock.as_ref()?;
        let ready = Committer::new(folder.path()).and_then(|committer| {
            lock.write_format()?;
            // It only decides which index goes first when there are too many.
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
