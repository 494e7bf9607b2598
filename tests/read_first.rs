//! Files that have the words of the filter are read first, some of them twice: what has been read so far is shown once
//! all the same, and in the end it is what any other reading shows.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use jiff::civil::date;
use newsreader::corpus::{Corpus, Options};
use newsreader::index::Snapshot;
use newsreader::index::cache::CacheFolder;
use newsreader::query::parse;
use newsreader::run::loader::{Ended, LoadRequest, StopSignal, load, load_all};

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

/// Reads with another word of the filter at each snapshot. Ends after so many snapshots, if that is given.
fn read_with_filters(request: &LoadRequest, n_snapshots_max: Option<usize>) -> Vec<String> {
    let (stop, mut n_snapshots, mut last) = (StopSignal::default(), 0, Vec::new());
    let prefer = |n_snapshots: usize| stop.prefer(&parse(WORDS[n_snapshots % WORDS.len()], date(2022, 3, 20)));
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
    assert_eq!(ended, if n_snapshots_max.is_some() { Ended::Stopped } else { Ended::Whole });
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
