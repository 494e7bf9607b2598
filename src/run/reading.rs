//! The thread that reads a folder from end to end and publishes what it has so far.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Inbox;
use super::loader;
use crate::app::message::{FolderOpened, Indexed, Message};
use crate::corpus::{self, Corpus};

/// How far the threads that read stand back. A few steps are enough for the screen to be drawn at once,
/// and leave the reading its speed on a machine with other work.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

/// A folder being read.
#[derive(Debug)]
pub struct Reading {
    stop: Arc<AtomicBool>,
}

impl Reading {
    /// Starts to read `corpus`, as the reading number `generation`.
    pub fn start(generation: u64, corpus: Arc<Corpus>, options: corpus::Options, inbox: Inbox) -> Self {
        // Said before the thread runs, so that whatever comes of this reading comes after it.
        inbox.send(Message::FolderOpened(FolderOpened {
            generation,
            name: super::folder_name(&corpus),
            is_sample: *corpus == Corpus::Sample,
        }));
        let stop = Arc::new(AtomicBool::new(false));
        let is_stopped = Arc::clone(&stop);
        std::thread::spawn(move || {
            // The threads that read and walk inherit this: the screen and the search go before them.
            // Elsewhere than on Linux the whole process would stand back.
            #[cfg(target_os = "linux")]
            let _ = rustix::process::nice(NICENESS);
            loader::load(&corpus, &options, &is_stopped, |loaded| {
                inbox.send(Message::Indexed(Indexed {
                    generation,
                    snapshot: loaded.snapshot,
                    problems: loaded.problems,
                    progress: loaded.progress,
                }));
            });
        });
        Self { stop }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
