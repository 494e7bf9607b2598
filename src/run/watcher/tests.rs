//! Tests of the watcher, with real files that change while it watches.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use super::*;

/// A time far longer than each step takes, for a machine with other work.
const PATIENCE: Duration = Duration::from_secs(30);

/// A listener for tests in which no worker panics.
struct NoDeaths;

impl DeathListener for NoDeaths {
    fn worker_died(&self, died: WorkerDied) {
        unreachable!("{died}");
    }
}

/// A watched folder with a few files.
struct Watched {
    folder: tempfile::TempDir,
    news: Receiver<WatchReport>,
    watcher: Watcher,
}

impl Watched {
    fn start(options: WatchOptions) -> Self {
        Self::start_with(|_| options)
    }

    fn start_with(options: impl FnOnce(&tempfile::TempDir) -> WatchOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = options(&folder);
        for path in ["a.txt", "deep/er/b.txt", ".git/c.txt"] {
            let path = folder.path().join("corpus").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        let (sender, news) = channel();
        let watcher = Watcher::start(&folder.path().join("corpus"), options, NoDeaths, move |told| {
            let _ = sender.send(told);
        });
        let watcher = watcher.unwrap();
        Self { folder, news, watcher }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    fn state(&self) -> WatchState {
        loop {
            if let WatchReport::State(state) = self.news.recv_timeout(PATIENCE).unwrap() {
                return state;
            }
        }
    }

    /// Returns the changes reported from now on, up to the one of `path`.
    fn changes_until(&self, path: &str) -> Changes {
        let mut all = Changes::default();
        while !all.paths.contains(Path::new(path)) {
            match self.news.recv_timeout(PATIENCE).unwrap() {
                WatchReport::Changes(changes) => {
                    all.paths.extend(changes.paths);
                    all.must_rescan |= changes.must_rescan;
                }
                WatchReport::State(state) => panic!("{state:?}"),
            }
        }
        all
    }
}

fn options() -> WatchOptions {
    WatchOptions::new(corpus::Options::default())
}

#[test]
fn what_is_done_in_the_folder_is_told() {
    type Deed = fn(&Path);
    let deeds: [(&str, Deed, &[&str], bool); 11] = [
        ("write", |root| fs::write(root.join("new.txt"), "text").unwrap(), &["new.txt"], false),
        (
            "append",
            |root| fs::File::options().append(true).open(root.join("a.txt")).unwrap().write_all(b"more").unwrap(),
            &["a.txt"],
            false,
        ),
        ("remove", |root| fs::remove_file(root.join("deep/er/b.txt")).unwrap(), &["deep/er/b.txt"], false),
        ("rename", |root| fs::rename(root.join("a.txt"), root.join("b.txt")).unwrap(), &["a.txt", "b.txt"], false),
        (
            "save as editors do",
            |root| {
                fs::write(root.join("a.txt~"), "new text").unwrap();
                fs::rename(root.join("a.txt~"), root.join("a.txt")).unwrap();
            },
            &["a.txt", "a.txt~"],
            false,
        ),
        ("move out", |root| fs::rename(root.join("a.txt"), root.join("../a.txt")).unwrap(), &["a.txt"], false),
        (
            "read everything",
            |root| {
                for folder in [root.to_path_buf(), root.join("deep"), root.join("deep/er")] {
                    for entry in fs::read_dir(folder).unwrap() {
                        let _ = fs::read(entry.unwrap().path());
                    }
                }
            },
            &[],
            false,
        ),
        ("write where nothing is read", |root| fs::write(root.join(".git/d.txt"), "text").unwrap(), &[], false),
        ("make a folder", |root| fs::create_dir(root.join("fresh")).unwrap(), &["fresh"], true),
        ("rename a folder", |root| fs::rename(root.join("deep"), root.join("low")).unwrap(), &["deep", "low"], true),
        (
            "remove a folder",
            |root| fs::remove_dir_all(root.join("deep")).unwrap(),
            &["deep", "deep/er", "deep/er/b.txt"],
            true,
        ),
    ];
    for (name, deed, paths, must_rescan) in deeds {
        let watched = Watched::start(options());
        assert_eq!(watched.state(), WatchState::Watching);
        deed(&watched.root());
        fs::write(watched.root().join("last.txt"), "text").unwrap();
        let changes = watched.changes_until("last.txt");
        let expected: BTreeSet<PathBuf> = paths.iter().chain(&["last.txt"]).map(PathBuf::from).collect();
        assert_eq!(changes, Changes { paths: expected, must_rescan }, "{name}");
    }
}

/// Returns options with a cache of the program inside the watched folder.
fn own_cache(folder: &tempfile::TempDir) -> WatchOptions {
    let path = folder.path().join("corpus/deep/newsreader");
    let own_folders = corpus::OwnFolders::new([corpus::OwnFolder { path, purpose: "cache" }]);
    WatchOptions::new(corpus::Options { own_folders, ..corpus::Options::default() })
}

#[test]
fn what_is_done_in_an_own_folder_is_not_told() {
    type Deed = fn(&Path);
    let deeds: [(&str, Deed); 4] = [
        ("make it", |own| fs::create_dir(own).unwrap()),
        ("write in it", |own| {
            fs::create_dir_all(own.join("clips")).unwrap();
            fs::write(own.join("clips/CURRENT"), "text").unwrap();
        }),
        ("make it again", |own| {
            fs::create_dir(own).unwrap();
            fs::write(own.join("a.txt"), "text").unwrap();
            fs::remove_dir_all(own).unwrap();
            fs::create_dir(own).unwrap();
        }),
        ("remove it", |own| {
            fs::create_dir(own).unwrap();
            fs::remove_dir(own).unwrap();
        }),
    ];
    for (name, deed) in deeds {
        let watched = Watched::start_with(own_cache);
        assert_eq!(watched.state(), WatchState::Watching);
        deed(&watched.root().join("deep/newsreader"));
        fs::write(watched.root().join("last.txt"), "text").unwrap();
        let expected = Changes { paths: [PathBuf::from("last.txt")].into(), must_rescan: false };
        assert_eq!(watched.changes_until("last.txt"), expected, "{name}");
    }
}

#[test]
fn folders_within_new_folders_are_watched_however_fast_they_are_made() {
    const N_FOLDERS: usize = 300;
    let watched = Watched::start(options());
    assert_eq!(watched.state(), WatchState::Watching);
    let below = |number: usize| format!("{number}/deep/er");
    for number in 0..N_FOLDERS {
        fs::create_dir_all(watched.root().join(below(number))).unwrap();
    }
    fs::write(watched.root().join("made.txt"), "text").unwrap();
    watched.changes_until("made.txt");
    for number in 0..N_FOLDERS {
        fs::write(watched.root().join(below(number)).join("a.txt"), "text").unwrap();
    }
    fs::write(watched.root().join("written.txt"), "text").unwrap();
    let changes = watched.changes_until("written.txt");
    let is_told = |number: &usize| changes.paths.contains(&Path::new(&below(*number)).join("a.txt"));
    let unheard: Vec<usize> = (0..N_FOLDERS).filter(|number| !is_told(number)).collect();
    assert!(unheard.is_empty(), "what was written into {unheard:?} was not told of");
}

#[test]
fn new_folders_are_watched_and_renamed_ones_under_their_new_names() {
    let watched = Watched::start(options());
    assert_eq!(watched.state(), WatchState::Watching);
    let outside = watched.folder.path().join("outside");
    fs::create_dir_all(outside.join("one/two")).unwrap();
    fs::rename(&outside, watched.root().join("inside")).unwrap();
    assert!(watched.changes_until("inside").must_rescan);
    fs::write(watched.root().join("inside/one/two/a.txt"), "text").unwrap();
    assert!(!watched.changes_until("inside/one/two/a.txt").must_rescan);
    fs::rename(watched.root().join("inside/one"), watched.root().join("deep/one")).unwrap();
    assert!(watched.changes_until("deep/one").must_rescan);
    fs::write(watched.root().join("deep/one/two/b.txt"), "text").unwrap();
    let changes = watched.changes_until("deep/one/two/b.txt");
    assert_eq!(changes, Changes { paths: [PathBuf::from("deep/one/two/b.txt")].into(), must_rescan: false });
}

#[test]
fn a_folder_that_vanished_is_looked_for_until_it_is_back() {
    let watched = Watched::start(options());
    assert_eq!(watched.state(), WatchState::Watching);
    let away = watched.folder.path().join("away");
    fs::rename(watched.root(), &away).unwrap();
    assert_eq!(watched.news.recv_timeout(PATIENCE), Ok(WatchReport::State(WatchState::Vanished)));
    fs::write(away.join("new.txt"), "text").unwrap();
    fs::rename(&away, watched.root()).unwrap();
    assert_eq!(watched.news.recv_timeout(PATIENCE), Ok(WatchReport::State(WatchState::Watching)));
    let all = Changes { must_rescan: true, ..Changes::default() };
    assert_eq!(watched.news.recv_timeout(PATIENCE), Ok(WatchReport::Changes(all)));
    fs::write(watched.root().join("last.txt"), "text").unwrap();
    assert!(!watched.changes_until("last.txt").must_rescan);
}

#[test]
fn a_folder_can_be_looked_through_from_time_to_time() {
    let poll_wait = Duration::from_millis(10);
    let watched = Watched::start(WatchOptions { only_poll: true, poll_wait, ..options() });
    assert_eq!(watched.news.recv_timeout(PATIENCE), Ok(WatchReport::State(WatchState::Polling(WhyPolling::Asked))));
    let all = WatchReport::Changes(Changes { must_rescan: true, ..Changes::default() });
    for _ in 0..3 {
        assert_eq!(watched.news.recv_timeout(PATIENCE).as_ref(), Ok(&all));
    }
    // A slow folder is polled less often: reports on their way arrive, and then no more.
    watched.watcher.rescan_took(PATIENCE);
    let told = std::iter::from_fn(|| watched.news.recv_timeout(poll_wait * 50).ok());
    assert!(told.take(1000).count() < 1000);
}

#[test]
fn a_dropped_watcher_ends() {
    for only_poll in [false, true] {
        let watched = Watched::start(WatchOptions { only_poll, ..options() });
        watched.state();
        drop(watched.watcher);
        assert_eq!(watched.news.recv_timeout(PATIENCE), Err(RecvTimeoutError::Disconnected));
    }
}

#[test]
fn a_folder_that_is_not_there_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let (sender, news) = channel();
    let missing = folder.path().join("missing");
    let _watcher = Watcher::start(&missing, options(), NoDeaths, move |told| {
        let _ = sender.send(told);
    });
    assert_eq!(news.recv_timeout(PATIENCE), Ok(WatchReport::State(WatchState::Vanished)));
    fs::create_dir(&missing).unwrap();
    assert_eq!(news.recv_timeout(PATIENCE), Ok(WatchReport::State(WatchState::Watching)));
}

#[test]
fn states_in_words() {
    for (state, word, notice) in [
        (WatchState::Watching, "watching", None),
        (WatchState::Polling(WhyPolling::Asked), "polling", None),
        (
            WatchState::Polling(WhyPolling::NetworkFileSystem),
            "polling",
            Some("The folder is checked every few seconds, as its file system may be on a network."),
        ),
        (
            WatchState::Polling(WhyPolling::Refused("permission denied".to_owned())),
            "polling",
            Some("The folder is checked every few seconds, as it cannot be watched: permission denied."),
        ),
        (WatchState::Vanished, "vanished", Some("The folder no longer exists; it is read again when it is back.")),
    ] {
        assert_eq!((state.word(), state.notice().as_deref()), (word, notice));
    }
}
