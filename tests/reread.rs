//! Files that change while they are shown: their articles stay until the new ones are there.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::Path;

use newsreader::corpus::{Corpus, Options};
use newsreader::index::Snapshot;
use newsreader::run::loader::{LoadRequest, StopSignal, load};
use newsreader::run::watcher::WatchOptions;

const N_FILES: usize = 300;

/// Writes every file anew, each complete at once.
fn write_all(folder: &Path, edition: &str) {
    let elsewhere = tempfile::tempdir_in(folder.parent().unwrap()).unwrap();
    for number in 0..N_FILES {
        let name = format!("{number:03}.md");
        fs::write(elsewhere.path().join(&name), format!("# {edition} {number}\n\nThe ferry sailed.\n")).unwrap();
        fs::rename(elsewhere.path().join(&name), folder.join(&name)).unwrap();
    }
}

fn n_titles(snapshot: &Snapshot, edition: &str) -> usize {
    let articles = snapshot.by_date().iter().map(|row| snapshot.article(*row));
    articles.filter(|article| article.title.value().is_some_and(|title| title.starts_with(edition))).count()
}

#[test]
fn no_article_vanishes_while_its_file_is_read_anew() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("news");
    fs::create_dir(&folder).unwrap();
    write_all(&folder, "Morning");
    let watch = Some(WatchOptions::new(Options::default()));
    let request = LoadRequest { watch, ..LoadRequest::in_memory(Corpus::Folder(folder.clone()), Options::default()) };
    let (stop, mut is_written, mut lengths) = (StopSignal::default(), false, Vec::new());
    load(&request, &stop, |loaded| {
        if is_written {
            lengths.push((loaded.snapshot.len(), loaded.progress.accounting.n_seen));
            if n_titles(&loaded.snapshot, "Evening") == N_FILES {
                stop.set();
            }
        } else if loaded.progress.is_done {
            is_written = true;
            write_all(&folder, "Evening");
        }
    });
    lengths.dedup();
    assert_eq!(lengths, [(N_FILES, N_FILES as u64)]);
}
