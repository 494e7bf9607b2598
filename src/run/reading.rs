//! The thread that reads a folder from end to end, keeps its index, and publishes what it has so far.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use super::Inbox;
use super::loader::{self, Ended, LoadRequest, StopSignal};
use crate::app::message::{FolderOpened, Indexed, Message};
use crate::corpus::Corpus;

/// How far the threads that read stand back. A few steps are enough for the screen to be drawn at once,
/// and leave the reading its speed on a machine with other work.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

/// So often a reading is started anew because its index turned out to be damaged; then it goes on without one.
const RESTARTS_MAX: usize = 2;

/// A folder being read.
#[derive(Debug)]
pub struct Reading {
    stop: Arc<StopSignal>,
    thread: Option<JoinHandle<()>>,
}

impl Reading {
    /// Starts to read what `request` says, as the reading whose number `generation` holds. A reading of the same
    /// folder that is to end before it, as both would write one index, is `before`.
    pub fn start(request: LoadRequest, generation: Arc<AtomicU64>, inbox: Inbox, before: Option<Self>) -> Self {
        // Said before the thread runs, so that whatever comes of this reading comes after it.
        say_opened(&request.corpus, generation.load(Ordering::Relaxed), &inbox);
        let stop = Arc::new(StopSignal::default());
        let is_stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            if let Some(mut before) = before {
                before.stop.set();
                // A reading that panicked has ended as well.
                let _ = before.thread.take().map(JoinHandle::join);
            }
            // The threads that read and walk inherit this: the screen and the search go before them.
            // Elsewhere than on Linux the whole process would stand back.
            #[cfg(target_os = "linux")]
            let _ = rustix::process::nice(NICENESS);
            read(request, &generation, &inbox, &is_stopped);
        });
        Self { stop, thread: Some(thread) }
    }
}

fn read(mut request: LoadRequest, generation: &AtomicU64, inbox: &Inbox, stop: &StopSignal) {
    let mut number = generation.load(Ordering::Relaxed);
    let mut n_restarts = 0;
    loop {
        let ended = loader::load(&request, stop, |loaded| {
            inbox.send(Message::Indexed(Indexed {
                generation: number,
                snapshot: loaded.snapshot,
                problems: loaded.problems,
                progress: loaded.progress,
                notices: loaded.notices,
            }));
        });
        match ended {
            Ended::Restart | Ended::Replaced if stop.is_set() => return,
            Ended::Restart => n_restarts += 1,
            Ended::Replaced => {}
            Ended::Whole | Ended::Stopped => return,
        }
        if n_restarts > RESTARTS_MAX {
            request.index = None;
        }
        // The rows get new numbers.
        number = generation.fetch_add(1, Ordering::Relaxed) + 1;
        say_opened(&request.corpus, number, inbox);
    }
}

fn say_opened(corpus: &Corpus, generation: u64, inbox: &Inbox) {
    inbox.send(Message::FolderOpened(FolderOpened {
        generation,
        name: super::folder_name(corpus),
        path: super::folder_path(corpus),
        is_sample: *corpus == Corpus::Sample,
    }));
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop.set();
    }
}
