//! The thread that loads a folder, keeps its index up to date, and publishes the articles read so far.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::Inbox;
use super::loader::{self, LoadControl, LoadEnd, LoadRequest};
use super::worker::{INDEX_WRITER, LOAD_COORDINATOR, WATCHER, caught, spawn_worker};
use crate::app::message::{FolderOpened, Indexed, Message, ReadingFailed, WorkerDied};
use crate::corpus::Corpus;
use crate::query::Query;

/// The niceness of the threads that read. A few steps are enough for the screen to be drawn without delay, and do not
/// slow down reading on a machine with other work.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

/// The number of times that a load is restarted because its index is damaged; after that it continues without an index.
const RESTARTS_MAX: usize = 2;

/// The numbers of loads, and the channel that reports them to the app.
///
/// A number is assigned and reported under the same lock. So the app gets the numbers in ascending order, and no
/// message of an earlier load after a later number.
#[derive(Debug)]
pub struct LoadNumbers {
    latest: Mutex<u64>,
    inbox: Inbox,
}

impl LoadNumbers {
    /// Creates the numbers of the loads that are reported to `inbox`.
    pub fn new(inbox: Inbox) -> Self {
        Self { latest: Mutex::default(), inbox }
    }

    /// Returns the latest number.
    pub fn latest_number(&self) -> u64 {
        *self.latest()
    }

    /// Assigns a number to a new load of `corpus`.
    fn open(&self, corpus: &Corpus) -> u64 {
        self.next(self.latest(), corpus)
    }

    /// Gives another number to the reading `generation`, whose rows get new numbers. `None` where it was stopped.
    fn reopen(&self, generation: u64, stop: &LoadControl, corpus: &Corpus) -> Option<u64> {
        let latest = self.latest();
        (*latest == generation && !stop.is_set()).then(|| self.next(latest, corpus))
    }

    fn next(&self, mut latest: MutexGuard<'_, u64>, corpus: &Corpus) -> u64 {
        *latest += 1;
        self.inbox.send(Message::FolderOpened(FolderOpened {
            generation: *latest,
            name: super::folder_name(corpus),
            path: super::folder_path(corpus),
            is_sample: *corpus == Corpus::Sample,
        }));
        *latest
    }

    /// Sends what the reading `generation` has to say, unless it was stopped.
    fn send(&self, generation: u64, stop: &LoadControl, message: Message) {
        let latest = self.latest();
        if *latest == generation && !stop.is_set() {
            self.inbox.send(message);
        }
    }

    fn latest(&self) -> MutexGuard<'_, u64> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running load of a folder.
#[derive(Debug)]
pub struct FolderLoad {
    stop: Arc<LoadControl>,
    /// True if it goes on until it is stopped, as it watches the folder.
    is_watching: bool,
    thread: Option<JoinHandle<()>>,
}

impl FolderLoad {
    /// Starts to load `corpus`, with the request that `request` returns.
    ///
    /// `before` is a load of the same folder that must end first, because both would write the same index. `request` is
    /// called on the thread of the load, because it reads the file system to find the place of the index.
    pub fn start(
        corpus: Corpus,
        is_watching: bool,
        request: impl FnOnce(Corpus) -> LoadRequest + Send + 'static,
        generations: &Arc<LoadNumbers>,
        before: Option<Self>,
    ) -> Self {
        if let Some(before) = &before {
            before.stop.set();
        }
        let stop = Arc::new(LoadControl::default());
        // Given before the thread runs, so that it is that of this reading whenever the thread gets to it.
        let generation = generations.open(&corpus);
        let work = {
            let (generations, stop) = (Arc::clone(generations), Arc::clone(&stop));
            let mut reading = generation;
            move || {
                if let Some(mut before) = before {
                    // A load that panicked has ended as well.
                    let _ = before.thread.take().map(JoinHandle::join);
                }
                // Walkers and parsers inherit the niceness, so that the screen and the search have precedence over
                // them. Outside Linux it would apply to the whole process.
                #[cfg(target_os = "linux")]
                let _ = rustix::process::nice(NICENESS);
                // If this thread panics anywhere, the app is notified that the load has ended.
                let read = caught(LOAD_COORDINATOR, || read(request(corpus), &generations, &mut reading, &stop));
                if let Err(died) = read {
                    fail(&generations, reading, &stop, died);
                }
            }
        };
        let thread = spawn_worker(LOAD_COORDINATOR, generations.inbox.clone(), work);
        let thread = thread.map_err(|died| fail(generations, generation, &stop, died)).ok();
        Self { stop, is_watching, thread }
    }

    /// Makes a load that watches its folder compare the whole folder again; the numbers of the rows stay the same.
    /// Returns false if the load has ended, so that a new one is needed.
    pub fn look_again(&self) -> bool {
        let is_running = self.thread.as_ref().is_some_and(|thread| !thread.is_finished());
        self.is_watching && is_running && self.stop.look_again()
    }

    /// Makes the load read first the files that most likely have articles that match this filter.
    pub fn prefer(&self, query: &Arc<Query>) {
        self.stop.prefer(query);
    }
}

fn fail(generations: &LoadNumbers, generation: u64, stop: &LoadControl, died: WorkerDied) {
    generations.send(generation, stop, Message::ReadingFailed(ReadingFailed { generation, died }));
}

/// Reads from end to end. The number of the reading is that of its last start.
fn read(mut request: LoadRequest, generations: &LoadNumbers, generation: &mut u64, stop: &LoadControl) {
    let mut n_restarts = 0;
    loop {
        let ended = loader::load(&request, stop, |loaded| {
            let indexed = Indexed {
                generation: *generation,
                snapshot: loaded.snapshot,
                problems: loaded.problems,
                progress: loaded.progress,
                notices: loaded.notices,
            };
            generations.send(*generation, stop, Message::Indexed(indexed));
        });
        match ended {
            LoadEnd::Restart => n_restarts += 1,
            LoadEnd::Replaced => {}
            LoadEnd::Whole | LoadEnd::Stopped => return,
            // All articles have been read, and the death of the thread has been reported.
            LoadEnd::Failed(died) if [INDEX_WRITER, WATCHER].contains(&died.name) => return,
            LoadEnd::Failed(died) => return fail(generations, *generation, stop, died),
        }
        if n_restarts > RESTARTS_MAX {
            request.index = None;
        }
        match generations.reopen(*generation, stop, &request.corpus) {
            Some(reopened) => *generation = reopened,
            None => return,
        }
    }
}

impl Drop for FolderLoad {
    fn drop(&mut self) {
        self.stop.set();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::run::InboxEvent;

    /// Returns short descriptions of the messages to the app.
    fn told(inbox: &Receiver<InboxEvent>) -> Vec<String> {
        let told = inbox.try_iter().map(|event| match event {
            InboxEvent::Message(message) => match *message {
                Message::FolderOpened(opened) => format!("opened {}", opened.generation),
                Message::Notice(notice) => notice,
                other => format!("{other:?}"),
            },
            other => format!("{other:?}"),
        });
        told.collect()
    }

    #[test]
    fn a_reading_that_was_stopped_or_followed_by_another_says_nothing() {
        let (sender, inbox) = channel();
        let generations = LoadNumbers::new(Inbox(sender));
        let (corpus, stop) = (Corpus::Sample, LoadControl::default());
        let say = |generation, what: &str| generations.send(generation, &stop, Message::Notice(what.to_owned()));
        let first = generations.open(&corpus);
        say(first, "first");
        let second = generations.open(&corpus);
        say(first, "late of the first");
        assert_eq!(generations.reopen(first, &stop, &corpus), None);
        let again = generations.reopen(second, &stop, &corpus).unwrap();
        say(second, "late of the second");
        say(again, "second again");
        stop.set();
        say(again, "of one that was stopped");
        assert_eq!(generations.reopen(again, &stop, &corpus), None);
        assert_eq!(told(&inbox), ["opened 1", "first", "opened 2", "opened 3", "second again"]);
    }

    #[test]
    fn a_reading_that_panics_before_it_begins_has_failed() {
        let (sender, inbox) = channel();
        let generations = Arc::new(LoadNumbers::new(Inbox(sender)));
        let request = |_| panic!("as a test asked");
        let mut reading = FolderLoad::start(Corpus::Sample, false, request, &generations, None);
        reading.thread.take().unwrap().join().unwrap();
        let failed = ReadingFailed { generation: 1, died: WorkerDied::panicked(LOAD_COORDINATOR) };
        assert_eq!(told(&inbox), ["opened 1".to_owned(), format!("{:?}", Message::ReadingFailed(failed))]);
    }

    #[test]
    fn the_app_hears_of_numbers_in_their_order() {
        let (sender, inbox) = channel();
        let generations = LoadNumbers::new(Inbox(sender));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        let generation = generations.open(&Corpus::Sample);
                        let _ = generations.reopen(generation, &LoadControl::default(), &Corpus::Sample);
                    }
                });
            }
        });
        let told = told(&inbox);
        let in_order: Vec<String> = (1..=told.len()).map(|generation| format!("opened {generation}")).collect();
        assert_eq!(told, in_order);
    }
}
