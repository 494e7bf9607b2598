//! The same screens from an index on disk as from articles in memory. In these tests the thread of the screen panics
//! where it reads a file, so they also show that whatever is drawn was read by a worker.

use newsreader::app::effect::Effect;
use newsreader::app::message::{Indexed as IndexedMessage, Message};
use newsreader::app::{App, Start};
use newsreader::corpus::Corpus;
use newsreader::run::loader::{Loaded, load_all};
use newsreader::run::{IndexPlace, StartOptions};
use newsreader::settings::Watch;

use crate::{picture_with, signs, start_options};

const SIZE: (u16, u16) = (80, 24);

/// The folder of the sample, which has been read into an index.
struct Indexed {
    cache: tempfile::TempDir,
}

impl Indexed {
    fn new() -> Self {
        let indexed = Self { cache: tempfile::tempdir().expect("a folder for the index") };
        indexed.load();
        let snapshot = indexed.load().snapshot;
        assert!(snapshot.segments().all(|(_, segment)| !segment.is_in_memory()), "all of it is on disk");
        indexed
    }

    fn load(&self) -> Loaded {
        let StartOptions { corpus, corpus_options, index, .. } = self.start_options();
        load_all(&index.request(corpus, corpus_options, Watch::Off)).expect("the folder is read")
    }

    fn start_options(&self) -> StartOptions {
        let index = IndexPlace { cache_root: Some(self.cache.path().to_owned()), bytes_max: u64::MAX };
        StartOptions { index, ..Self::start_options_in_memory() }
    }

    fn start_options_in_memory() -> StartOptions {
        let corpus = Corpus::Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/articles").into());
        StartOptions { corpus, ..start_options() }
    }

    /// Compares the screens after some keys.
    fn check(&self, size: (u16, u16), keys: &str) {
        let stored = picture_with(self.start_options(), size, keys);
        let in_memory = picture_with(Self::start_options_in_memory(), size, keys);
        assert_eq!(signs(&stored.buffer), signs(&in_memory.buffer), "{size:?} after {keys:?}");
        assert_eq!(stored.cursor, in_memory.cursor, "{size:?} after {keys:?}");
    }
}

#[test]
fn rows_from_disk_look_as_rows_in_memory() {
    let indexed = Indexed::new();
    for keys in [
        "",
        "j",
        "G",
        "Ggg",
        "<pgdn><pgdn>k",
        "gu",
        "SD",
        "Ss<pgdn>",
        "/ferry<enter>j",
        "/ferry<enter>G",
        "G/ferry<enter><esc>",
        "jjjM",
        "3h",
        "3gg",
        "3+h",
        "Gi",
        "gd",
        "u",
        "/ferry<enter>jjH",
        "JJJ<enter>",
        "GR",
    ] {
        indexed.check(SIZE, keys);
    }
}

#[test]
fn a_screen_of_any_height_is_filled() {
    let indexed = Indexed::new();
    for (size, keys) in [((200, 200), "G"), ((60, 16), "<pgdn>G<pgup>"), ((80, 3), "jG"), ((1, 1), "G")] {
        indexed.check(size, keys);
    }
}

#[test]
fn what_is_replaced_is_dropped_by_a_worker() {
    // With the last snapshot that has a segment its files may go, which takes as long as the disk takes.
    let StartOptions { settings, today, .. } = start_options();
    let mut app = App::new(Start::in_folder("articles", settings, today, SIZE));
    let loaded = Indexed::new().load();
    let mut let_go = |generation| {
        let indexed = IndexedMessage {
            generation,
            snapshot: loaded.snapshot.clone(),
            problems: loaded.problems.clone(),
            progress: loaded.progress,
            notices: Vec::new(),
        };
        let effects = app.update(Message::Indexed(indexed)).into_iter();
        effects
            .filter_map(|effect| if let Effect::DropSnapshot(snapshot) = effect { Some(snapshot.len()) } else { None })
            .collect::<Vec<_>>()
    };
    assert_eq!(let_go(0), [0]);
    assert_eq!(let_go(0), [loaded.snapshot.len()]);
    // What comes from a reading that is over is not even shown.
    assert_eq!(let_go(7), [loaded.snapshot.len()]);
}
