//! Files that have the words of the filter are read first, some of them twice: what has been read so far is shown once
//! all the same, and in the end it is what any other reading shows.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use newsreader::corpus::{Corpus, Options};
use newsreader::index::Snapshot;
use newsreader::index::cache::CacheFolder;
use newsreader::query::{Query, parse};
use newsreader::run::loader::{LoadControl, LoadEnd, LoadRequest, load, load_all};

const N_LISTS: usize = 60;
const LINES_A_LIST: usize = 40;
const N_TEXTS: usize = 200;
const WORDS: [&str; 4] = ["wombat", "ferry", "lighthouse", "tolls"];

/// A folder of articles, few of which have each of the words.
fn write_corpus(folder: &Path) {
    for list in 0..N_LISTS {
        let mut lines = String::new();
        for line in 0..LINES_A_LIST {
            let word = WORDS.get((list * 7 + line * 11) % 40).copied().unwrap_or("quay");
            let text = format!("The {word} was seen again, and nobody said a word about it for a long time.");
            writeln!(lines, "{{\"title\": \"Report {line} of list {list}\", \"text\": \"{text}\"}}").unwrap();
        }
        fs::write(folder.join(format!("list-{list:02}.jsonl")), lines).unwrap();
    }
    for text in 0..N_TEXTS {
        let word = WORDS.get(text % 40).copied().unwrap_or("quay");
        fs::write(folder.join(format!("text-{text:03}.txt")), format!("Text {text}\n\nThe {word} is closed.\n"))
            .unwrap();
    }
}

/// The references and titles of all articles, in the order of references.
fn articles(snapshot: &Snapshot) -> Vec<String> {
    let articles = snapshot.by_date().iter().map(|row| snapshot.article(*row));
    let mut articles: Vec<String> = articles
        .map(|article| {
            format!("{} {}", article.address.reference(), article.title.value().map_or("", |title| title.as_ref()))
        })
        .collect();
    articles.sort_unstable();
    articles
}

fn query(filter: &str) -> Arc<Query> {
    Arc::new(parse(filter, date(2022, 3, 20)))
}

/// Reads with another word of the filter at each snapshot. Ends after so many snapshots, if that is given.
fn read_with_filters(request: &LoadRequest, n_snapshots_max: Option<usize>) -> Vec<String> {
    let (stop, mut n_snapshots, mut last) = (LoadControl::default(), 0, Vec::new());
    let prefer = |n_snapshots: usize| stop.prefer(&query(WORDS[n_snapshots % WORDS.len()]));
    prefer(0);
    let ended = load(request, &stop, |loaded| {
        n_snapshots += 1;
        prefer(n_snapshots);
        last = articles(&loaded.snapshot);
        let mut distinct = last.clone();
        distinct.dedup();
        assert_eq!(last, distinct, "an article is shown twice");
        if n_snapshots_max.is_some_and(|n_max| n_snapshots >= n_max) {
            stop.set();
        }
    });
    let is_stopped = n_snapshots_max.is_some_and(|n_max| n_snapshots >= n_max);
    assert_eq!(ended, if is_stopped { LoadEnd::Stopped } else { LoadEnd::Whole });
    last
}

#[test]
fn what_is_read_first_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    write_corpus(folder.path());
    let request = LoadRequest::in_memory(Corpus::Folder(folder.path().into()), Options::default());
    let expected = articles(&load_all(&request).unwrap().snapshot);
    assert_eq!(expected.len(), N_LISTS * LINES_A_LIST + N_TEXTS);
    assert_eq!(read_with_filters(&request, None), expected);
}

#[test]
fn what_was_read_first_is_in_the_index_once() {
    let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_corpus(folder.path());
    let memory = LoadRequest::in_memory(Corpus::Folder(folder.path().into()), Options::default());
    let expected = articles(&load_all(&memory).unwrap().snapshot);
    let index = || Some(CacheFolder::of(cache.path(), folder.path(), &Options::default()));
    let request = || LoadRequest { index: index(), ..memory.clone() };
    for n_snapshots in [1, 2, 3] {
        read_with_filters(&request(), Some(n_snapshots));
    }
    assert_eq!(read_with_filters(&request(), None), expected);
    assert_eq!(articles(&load_all(&request()).unwrap().snapshot), expected, "read again from the index");
}

/// A file of many lines, one of which has the word.
fn lines(n_lines: usize, edition: &str) -> String {
    let line = |at: usize| {
        let word = if at == n_lines / 2 { "wombat" } else { "quay" };
        format!("{{\"title\": \"{edition} {at}\", \"text\": \"The {word} was seen again on a long evening.\"}}\n")
    };
    (0..n_lines).map(line).collect()
}

#[test]
fn the_line_that_has_the_word_is_shown_before_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("reports.jsonl"), lines(2_000, "Report")).unwrap();
    let request = LoadRequest::in_memory(Corpus::Folder(folder.path().into()), Options::default());
    let (stop, mut snapshots) = (LoadControl::default(), Vec::new());
    stop.prefer(&query("wombat"));
    load(&request, &stop, |loaded| snapshots.push(articles(&loaded.snapshot)));
    assert_eq!(snapshots.first().unwrap(), &["reports.jsonl#1001 Report 1000"]);
    assert_eq!(snapshots.last().unwrap().len(), 2_000);
}

#[test]
fn a_file_that_is_read_anew_is_shown_once() {
    let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |edition: &str| {
        for file in 0..8 {
            fs::write(folder.path().join(format!("reports-{file}.jsonl")), lines(100, edition)).unwrap();
        }
    };
    let request = || LoadRequest {
        index: Some(CacheFolder::of(cache.path(), folder.path(), &Options::default())),
        ..LoadRequest::in_memory(Corpus::Folder(folder.path().into()), Options::default())
    };
    write("Morning");
    load_all(&request()).unwrap();
    write("Evening");
    let last = read_with_filters(&request(), None);
    assert_eq!(last.len(), 800);
    assert!(last.iter().all(|article| article.contains("Evening")), "{last:?}");
}
