//! Files that change while they are shown: their articles stay until the new ones are there.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::Path;

use newsreader::corpus::{Corpus, Options};
use newsreader::index::{RowId, Snapshot};
use newsreader::run::loader::{LoadControl, LoadRequest, load};
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

fn watched(folder: &Path) -> LoadRequest {
    let watch = Some(WatchOptions::new(Options::default()));
    LoadRequest { watch, ..LoadRequest::in_memory(Corpus::Folder(folder.to_path_buf()), Options::default()) }
}

/// Returns the title that takes the place of “Bridge opens” in the selection when `change` changes the folder, until
/// `title` is shown.
fn follows(before: &[(&str, &str)], change: impl FnOnce(&Path), title: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in before {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let row_of = |snapshot: &Snapshot, title: &str| {
        let has_title = |row: &RowId| snapshot.article(*row).title.value().is_some_and(|own| **own == *title);
        snapshot.by_date().iter().copied().find(has_title)
    };
    let stop = LoadControl::default();
    let (mut change, mut gone, mut followed) = (Some(change), None, None);
    load(&watched(folder.path()), &stop, |loaded| {
        let snapshot = &loaded.snapshot;
        let Some(gone) = gone else {
            if loaded.progress.is_done {
                gone = row_of(snapshot, "Bridge opens");
                change.take().unwrap()(folder.path());
            }
            return;
        };
        if snapshot.is_deleted(gone) && row_of(snapshot, title).is_some() {
            let row = snapshot.row_read_anew(gone);
            followed = row.map(|row| snapshot.article(row).title.value().unwrap().to_string());
            stop.set();
        }
    });
    followed
}

const THREE: &str = "{\"title\": \"Ferry late\", \"text\": \"Ice on the quay.\"}
{\"title\": \"Bridge opens\", \"text\": \"The mayor cut the ribbon.\"}
{\"title\": \"Market moves\", \"text\": \"The stalls stand by the church now.\"}
";

#[test]
fn an_article_is_followed_when_others_are_written_before_it() {
    let insert = |folder: &Path| {
        let new = "{\"title\": \"Storm comes\", \"text\": \"All boats stay in.\"}\n";
        fs::write(folder.join("wire.jsonl"), format!("{new}{THREE}")).unwrap();
    };
    assert_eq!(follows(&[("wire.jsonl", THREE)], insert, "Storm comes").as_deref(), Some("Bridge opens"));
}

#[test]
fn an_article_is_followed_when_its_text_is_edited() {
    let edit = |folder: &Path| {
        fs::write(folder.join("wire.jsonl"), THREE.replace("Bridge opens", "Bridge opens at last")).unwrap();
    };
    let followed = follows(&[("wire.jsonl", THREE)], edit, "Bridge opens at last");
    assert_eq!(followed.as_deref(), Some("Bridge opens at last"));
}

#[test]
fn an_article_is_followed_when_its_file_is_moved() {
    let page = "# Bridge opens\n\nThe mayor cut the ribbon.\n";
    let rename = |folder: &Path| {
        fs::write(folder.join("later.md"), "# Storm comes\n\nAll boats stay in.\n").unwrap();
        fs::rename(folder.join("bridge.md"), folder.join("2024-05-06 bridge.md")).unwrap();
    };
    assert_eq!(follows(&[("bridge.md", page)], rename, "Bridge opens").as_deref(), Some("Bridge opens"));
}

#[test]
fn no_article_vanishes_while_its_file_is_read_anew() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("news");
    fs::create_dir(&folder).unwrap();
    write_all(&folder, "Morning");
    let (stop, mut is_written, mut lengths) = (LoadControl::default(), false, Vec::new());
    load(&watched(&folder), &stop, |loaded| {
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
