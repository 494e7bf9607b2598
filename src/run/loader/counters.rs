//! Counters that the walker and the parsers share: the progress of a pass, and the outcomes of files.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::app::message::Progress;
use crate::article::Accounting;
use crate::corpus::FileChunk;

/// The counters of one pass.
#[derive(Debug)]
pub(super) struct Counters {
    started: Instant,
    pub n_files_found: AtomicU64,
    pub n_files_read: AtomicU64,
    pub n_bytes_found: AtomicU64,
    pub n_bytes_read: AtomicU64,
    pub is_walk_done: AtomicBool,
    /// Files and folders that the walk set aside.
    pub n_set_aside_by_walk: AtomicU64,
    /// Files and folders that the walk could not read.
    pub n_unread_by_walk: AtomicU64,
    /// The numbers of unchanged files and of files read as one chunk, by outcome.
    n_with_articles: AtomicU64,
    n_not_shown: AtomicU64,
    n_set_aside: AtomicU64,
    /// The outcomes of files that were read in several chunks, from the chunks read so far.
    outcomes_of_chunked_files: Mutex<HashMap<Arc<Path>, Outcome>>,
    /// The lock that a parser holds while it reads a large file.
    pub large: Mutex<()>,
    /// True if a snapshot has been published, so batches may be larger.
    pub is_shown: AtomicBool,
}

/// The outcome of reading a file or a chunk of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub has_articles: bool,
    /// True if some content could not be read.
    pub has_unread: bool,
}

impl Outcome {
    /// Returns the outcome of two chunks of a file together.
    pub fn and(self, other: Self) -> Self {
        Self { has_articles: self.has_articles || other.has_articles, has_unread: self.has_unread || other.has_unread }
    }

    /// Counts one file with this outcome.
    pub fn count_in(self, accounting: &mut Accounting) {
        match self {
            Self { has_articles: true, .. } => accounting.n_with_articles += 1,
            Self { has_unread: true, .. } => accounting.n_not_shown += 1,
            Self { .. } => accounting.n_set_aside += 1,
        }
    }
}

impl Counters {
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
            n_files_found: AtomicU64::new(0),
            n_files_read: AtomicU64::new(0),
            n_bytes_found: AtomicU64::new(0),
            n_bytes_read: AtomicU64::new(0),
            is_walk_done: AtomicBool::new(false),
            n_set_aside_by_walk: AtomicU64::new(0),
            n_unread_by_walk: AtomicU64::new(0),
            n_with_articles: AtomicU64::new(0),
            n_not_shown: AtomicU64::new(0),
            n_set_aside: AtomicU64::new(0),
            outcomes_of_chunked_files: Mutex::default(),
            large: Mutex::default(),
            is_shown: AtomicBool::new(false),
        }
    }

    pub fn progress(&self, is_done: bool) -> Progress {
        Progress {
            n_files_found: self.n_files_found.load(Ordering::Relaxed),
            n_files_read: self.n_files_read.load(Ordering::Relaxed),
            n_bytes_found: self.n_bytes_found.load(Ordering::Relaxed),
            n_bytes_read: self.n_bytes_read.load(Ordering::Relaxed),
            is_walk_done: self.is_walk_done.load(Ordering::Relaxed),
            is_done,
            is_walking: !is_done,
            elapsed: self.started.elapsed(),
            accounting: self.accounting(),
            n_files_not_shown: 0,
        }
    }

    /// Counts a file or chunk that has been read.
    pub fn count(&self, chunk: &FileChunk, outcome: Outcome) {
        if chunk.lines.is_some() {
            let mut outcomes_of_chunked_files =
                self.outcomes_of_chunked_files.lock().unwrap_or_else(PoisonError::into_inner);
            let whole = outcomes_of_chunked_files.entry(Arc::clone(&chunk.path)).or_default();
            *whole = whole.and(outcome);
        } else {
            let mut file = Accounting::default();
            outcome.count_in(&mut file);
            self.count_files(&file);
        }
    }

    /// Adds the numbers of whole files by outcome.
    pub fn count_files(&self, files: &Accounting) {
        for (counter, n_files) in [
            (&self.n_with_articles, files.n_with_articles),
            (&self.n_not_shown, files.n_not_shown),
            (&self.n_set_aside, files.n_set_aside),
        ] {
            if n_files > 0 {
                counter.fetch_add(n_files, Ordering::Relaxed);
            }
        }
    }

    fn accounting(&self) -> Accounting {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let mut accounting = Accounting {
            n_seen: of(&self.n_files_found) + of(&self.n_set_aside_by_walk) + of(&self.n_unread_by_walk),
            n_with_articles: of(&self.n_with_articles),
            n_not_shown: of(&self.n_not_shown) + of(&self.n_unread_by_walk),
            n_set_aside: of(&self.n_set_aside) + of(&self.n_set_aside_by_walk),
        };
        for outcome in self.outcomes_of_chunked_files.lock().unwrap_or_else(PoisonError::into_inner).values() {
            outcome.count_in(&mut accounting);
        }
        accounting
    }
}
