//! A load that continues until it is stopped, as below the screen, and the snapshots that it publishes.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use newsreader::corpus::{Corpus, Options};
use newsreader::index::Snapshot;
use newsreader::index::cache::CacheFolder;
use newsreader::index::stored::commit;
use newsreader::run::loader::{LoadControl, LoadEnd, LoadRequest, Loaded, load};
use newsreader::run::watcher::WatchOptions;

use super::desk::Desk;

/// The longest wait for an expected state: far longer than a busy machine needs.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A load on a thread of its own.
pub struct Reader {
    shown: Receiver<Loaded>,
    pub last: Option<Loaded>,
    /// All notices so far.
    pub notices: Vec<String>,
    stop: Arc<LoadControl>,
    thread: Option<JoinHandle<LoadEnd>>,
}

impl Reader {
    /// Reads the folder of a desk, and watches it. If the index is damaged or replaced, the load starts again, as below
    /// the screen.
    pub fn start(desk: &Desk) -> Self {
        Self::start_as(request(desk), true)
    }

    /// Reads the folder of a desk, and watches it. The load does not start again.
    pub fn start_once(desk: &Desk) -> Self {
        Self::start_as(request(desk), false)
    }

    fn start_as(request: LoadRequest, is_restarted: bool) -> Self {
        let (sender, shown) = channel();
        let stop = Arc::new(LoadControl::default());
        let is_stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            loop {
                let ended = load(&request, &is_stopped, |loaded| {
                    // Sending fails if the test no longer waits for snapshots.
                    let _ = sender.send(loaded);
                });
                if !is_restarted || !matches!(ended, LoadEnd::Restart | LoadEnd::Replaced) {
                    return ended;
                }
            }
        });
        Self { shown, last: None, notices: Vec::new(), stop, thread: Some(thread) }
    }

    /// Waits until the last published state satisfies `is_so`.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Loaded) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !self.last.as_ref().is_some_and(&is_so) {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(mut loaded) = self.shown.recv_timeout(left) else {
                panic!("{what}: shown are {:?}, told was {:?}", self.last.as_ref().map(titles), self.notices);
            };
            self.notices.append(&mut loaded.notices);
            self.last = Some(loaded);
        }
    }

    /// Waits until the next snapshot is published.
    #[track_caller]
    pub fn wait_for_more(&mut self) {
        self.last = None;
        self.wait_until("something more", |_| true);
    }

    /// Waits until everything is read and these titles are shown, in the order of the list.
    #[track_caller]
    pub fn wait_for(&mut self, expected: &[&str]) {
        self.wait_until(&format!("{expected:?}"), |loaded| loaded.progress.is_done && titles(loaded) == expected);
    }

    /// Waits until a notice with this beginning has been published.
    #[track_caller]
    pub fn wait_for_notice(&mut self, start: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.notices.iter().any(|notice| notice.starts_with(start)) {
            let left = deadline.saturating_duration_since(Instant::now());
            let loaded = self.shown.recv_timeout(left);
            let mut loaded = loaded.unwrap_or_else(|_| panic!("“{start}” is not in {:?}", self.notices));
            self.notices.append(&mut loaded.notices);
            self.last = Some(loaded);
        }
    }

    /// Asks for a walk over the whole folder, and waits for its end.
    #[track_caller]
    pub fn look_again(&mut self) {
        assert!(self.stop.look_again());
        self.last = None;
        self.wait_until("the folder was looked through", |loaded| {
            loaded.progress.is_done && !loaded.progress.is_walking
        });
    }

    pub fn snapshot(&self) -> &Snapshot {
        &self.last.as_ref().unwrap().snapshot
    }

    /// Stops the load.
    pub fn stop(mut self) {
        self.stop.set();
        assert_eq!(self.thread.take().unwrap().join().unwrap(), LoadEnd::Stopped);
    }

    /// Waits until the load ends without being stopped.
    pub fn ended(mut self) -> LoadEnd {
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop.set();
    }
}

/// Returns the request by which the program in a terminal reads the folder of a desk.
pub fn request(desk: &Desk) -> LoadRequest {
    let options = Options::default();
    LoadRequest {
        index: Some(CacheFolder::of(&desk.cache(), &desk.news(), &options)),
        cache_bytes_max: u64::MAX,
        watch: Some(WatchOptions::new(options.clone())),
        ..LoadRequest::in_memory(Corpus::Folder(desk.news()), options)
    }
}

/// Waits until the index on disk is complete and has `n_articles` articles.
pub fn wait_for_commit(desk: &Desk, n_articles: usize) {
    wait_for_index(desk, |contents| contents.is_complete && contents.by_date.len() == n_articles);
}

/// Waits until the index on disk satisfies `is_so`.
#[track_caller]
pub fn wait_for_index(desk: &Desk, is_so: impl Fn(&commit::Contents) -> bool) {
    let started = Instant::now();
    loop {
        let contents = commit::open(&desk.index());
        if contents.as_ref().is_ok_and(&is_so) {
            return;
        }
        let n_deleted = contents.map(|contents| contents.deleted.count());
        assert!(started.elapsed() < PATIENCE, "the index has {n_deleted:?} deleted rows, and is not as asked");
        std::thread::yield_now();
    }
}

/// Returns the titles in the order of the list.
pub fn titles(loaded: &Loaded) -> Vec<String> {
    let snapshot = &loaded.snapshot;
    let title = |row: &u32| snapshot.article(*row).title.value().map(ToString::to_string).unwrap_or_default();
    snapshot.by_date().iter().map(title).collect()
}
