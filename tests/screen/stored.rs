//! The same screens from an index on disk as from articles in memory. In these tests the thread of the screen panics
//! where it reads a file, so they also show that whatever is drawn was read by a worker.

use std::path::Path;

use newsreader::corpus::Corpus;
use newsreader::run::{IndexPlace, StartOptions};

use crate::{picture_with, signs, start_options};

const SIZE: (u16, u16) = (80, 24);

/// The folder of the sample, with its index in `cache` once it has been read.
fn with_index(cache: &Path) -> StartOptions {
    StartOptions {
        corpus: Corpus::Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/articles").into()),
        index: IndexPlace { cache_root: Some(cache.to_owned()), bytes_max: u64::MAX },
        ..start_options()
    }
}

#[test]
fn rows_from_disk_look_as_rows_in_memory() {
    let cache = tempfile::tempdir().expect("a folder for the index");
    let without_index = || StartOptions { index: start_options().index, ..with_index(cache.path()) };
    picture_with(with_index(cache.path()), SIZE, "");
    for keys in [
        "",
        "j",
        "G",
        "Ggg",
        "<pgdn>",
        "<pgdn><pgdn>k",
        "gu",
        "SD",
        "Ss<pgdn>",
        "Sl",
        "/ferry<enter>j",
        "/ferry<enter>G",
        "G/ferry<enter><esc>",
        "jjjM",
        "3h",
        "3gg",
        "3+h",
        "i",
        "Gi",
        "/ferry<enter>jjH",
        "JJJ<enter>",
        "?",
        "R",
    ] {
        let (stored, in_memory) =
            (picture_with(with_index(cache.path()), SIZE, keys), picture_with(without_index(), SIZE, keys));
        assert_eq!(signs(&stored.buffer), signs(&in_memory.buffer), "after {keys:?}");
        assert_eq!(stored.cursor, in_memory.cursor, "after {keys:?}");
    }
}

#[test]
fn a_screen_of_any_height_is_filled() {
    let cache = tempfile::tempdir().expect("a folder for the index");
    picture_with(with_index(cache.path()), SIZE, "");
    for (size, keys) in [((200, 200), "G"), ((60, 16), "<pgdn>G<pgup>"), ((80, 3), "jG")] {
        let stored = picture_with(with_index(cache.path()), size, keys);
        let in_memory =
            picture_with(StartOptions { index: start_options().index, ..with_index(cache.path()) }, size, keys);
        assert_eq!(signs(&stored.buffer), signs(&in_memory.buffer), "{size:?} after {keys:?}");
    }
}
