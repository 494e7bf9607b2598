//! Similar articles in small folders: reports of one event find each other, and nothing else is called similar.

#![allow(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use newsreader::corpus::{Corpus, Options};
use newsreader::index::{RowId, Snapshot};
use newsreader::query::{Window, similar_rows};
use newsreader::run::loader::{LoadRequest, load_all};

/// The reports of four evenings without a ferry, in English.
const FERRY: [&str; 3] = [
    "harbour-wire/night-ferry-cancelled-for-a-fourth-evening.txt",
    "northshore-radio/night-ferry-latest.txt",
    "web/ferry-door.html",
];

/// Articles of the same town and of the same outlets that are about something else each.
const OTHERS: [&str; 6] = [
    "northshore-radio/library-bus.txt",
    "northshore-radio/boil-water.txt",
    "courier/museum-anchor.md",
    "harbour-wire/school-roofs-to-be-checked.txt",
    "quay-street-post/2022-03-12-bakers-ask-for-a-price-cap-on-flour.txt",
    "web/tall-ship.html",
];

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("articles")
}

/// Reads a folder with copies of these files of another one.
fn folder_of(files: &[(PathBuf, &str)]) -> Snapshot {
    let folder = tempfile::tempdir().unwrap();
    for (from, name) in files {
        let to = folder.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from.join(name), to).unwrap();
    }
    load_all(&LoadRequest::in_memory(Corpus::Folder(folder.path().into()), Options::default())).unwrap().snapshot
}

/// The paths of the articles similar to one, in order.
fn similar_to(snapshot: &Snapshot, path: &str) -> Vec<String> {
    let row = snapshot.row_at_path(path).unwrap();
    let path_of = |row: RowId| snapshot.article(row).address.path.to_string_lossy().into_owned();
    let found = similar_rows(snapshot, row, Window::All, 50, &|| false).unwrap();
    found.into_iter().map(|similar| path_of(similar.row)).collect()
}

/// Each of these articles must have the others as the only similar ones.
#[track_caller]
fn check_story(snapshot: &Snapshot, story: &[&str]) {
    for path in story {
        let mut found = similar_to(snapshot, path);
        found.sort();
        let others: Vec<&str> = story.iter().copied().filter(|other| other != path).collect();
        assert_eq!(found, others, "similar to {path} among {}", snapshot.len());
    }
}

#[test]
fn reports_of_one_event_find_each_other_in_a_folder_of_nothing_else() {
    let files = FERRY.map(|name| (sample(), name));
    check_story(&folder_of(&files), &FERRY);
}

#[test]
fn reports_of_one_event_find_each_other_among_others() {
    let files: Vec<_> = FERRY.into_iter().chain(OTHERS).map(|name| (sample(), name)).collect();
    let snapshot = folder_of(&files);
    check_story(&snapshot, &FERRY);
    for path in OTHERS {
        assert_eq!(similar_to(&snapshot, path), [""; 0], "similar to {path}");
    }
}

#[test]
fn articles_about_different_things_are_not_similar_in_a_folder_of_three() {
    let snapshot = folder_of(&[OTHERS[0], OTHERS[2], OTHERS[4]].map(|name| (sample(), name)));
    for path in [OTHERS[0], OTHERS[2], OTHERS[4]] {
        assert_eq!(similar_to(&snapshot, path), [""; 0], "similar to {path}");
    }
}

/// The three real articles that the first version was built for. They are not ours to give away.
#[test]
fn three_tellings_of_one_quarrel_find_each_other_alone_and_among_the_sample() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !seeds.is_dir() {
        println!("skipped: {} is not there", seeds.display());
        return;
    }
    let story = ["000_691ec376733fd119.txt", "001_488fef76da5343e0.txt", "002_93ced5482493b3e8.txt"];
    let mut files: Vec<(PathBuf, &str)> = story.iter().map(|name| (seeds.clone(), *name)).collect();
    check_story(&folder_of(&files), &story);
    files.extend(FERRY.into_iter().chain(OTHERS).map(|name| (sample(), name)));
    check_story(&folder_of(&files), &story);
}
