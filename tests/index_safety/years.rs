//! An index that is written to for years, while most of its articles are told anew again and again.

use std::fs;
use std::path::Path;

use newsreader::index::stored::commit::{self, Contents};

use super::desk::Desk;
use super::reader::{Reader, wait_for_index};

const N_FILES: usize = 8;
const ARTICLES_A_FILE: usize = 100;
const N_ARTICLES: usize = N_FILES * ARTICLES_A_FILE;
const N_YEARS: usize = 9;

const WORDS: &[&str] = &[
    "harbour", "ferry", "council", "tolls", "quay", "lamps", "pilot", "mole", "storm", "vote", "bakers", "flour",
    "nets", "wreck", "tide", "mayor", "bridge", "strike", "gulls", "rain", "market", "school", "road", "night",
    "winter", "crew",
];

/// A file of the wire as it is told in a year.
fn edition(file: usize, year: usize) -> String {
    let article = |at: usize| {
        let seed = (file * ARTICLES_A_FILE + at) * 31 + year * 7;
        let words: Vec<&str> = (0..90).map(|place| WORDS[(seed + place * place + place * 5) % WORDS.len()]).collect();
        let title = format!("Report {at} of wire {file}, told in year {year}");
        format!(
            "{{\"title\": \"{title}\", \"date\": \"2022-03-{:02}\", \"text\": \"{}.\"}}\n",
            at % 28 + 1,
            words.join(" ")
        )
    };
    (0..ARTICLES_A_FILE).map(article).collect()
}

/// The bytes of all files below a folder.
fn n_bytes(folder: &Path) -> u64 {
    let bytes_of = |entry: fs::DirEntry| {
        let metadata = entry.metadata().unwrap();
        if metadata.is_dir() { n_bytes(&entry.path()) } else { metadata.len() }
    };
    fs::read_dir(folder).unwrap().map(|entry| bytes_of(entry.unwrap())).sum()
}

/// True if the index holds all articles, and little of those that are gone.
fn is_compacted(contents: &Contents) -> bool {
    let n_deleted = contents.deleted.count();
    let n_purged: usize = contents.segments.iter().map(|segment| segment.entry().rows.n_purged as usize).sum();
    contents.is_complete
        && contents.by_date.len() == N_ARTICLES
        && n_deleted <= N_ARTICLES
        && n_deleted - n_purged <= N_ARTICLES / 4
}

#[test]
fn an_index_that_lives_for_years_is_hardly_larger_than_a_fresh_one() {
    let desk = Desk::new();
    for file in 0..N_FILES {
        desk.write(&format!("wire-{file}.jsonl"), &edition(file, 0));
    }
    let mut lineages = Vec::new();
    for year in 1..=N_YEARS {
        let mut reader = Reader::start(&desk);
        reader.wait_until("the articles of last year", |loaded| {
            loaded.progress.is_done && loaded.snapshot.len() == N_ARTICLES
        });
        // Half of the files are told anew each year.
        for file in (year % 2..N_FILES).step_by(2) {
            desk.write(&format!("wire-{file}.jsonl"), &edition(file, year));
        }
        let title = format!("Report 99 of wire {}, told in year {year}", N_FILES - 1 - (year + 1) % 2);
        reader.wait_until("the articles of this year", |loaded| {
            let snapshot = &loaded.snapshot;
            let has_title = |row: &u32| snapshot.article(*row).title.value().is_some_and(|own| **own == *title);
            loaded.progress.is_done && snapshot.len() == N_ARTICLES && snapshot.by_date().iter().any(has_title)
        });
        wait_for_index(&desk, is_compacted);
        reader.stop();
        lineages.push(commit::open(&desk.index()).unwrap().lineage);
        desk.check(&format!("after {year} years"));
    }
    lineages.dedup();
    assert!((3..N_YEARS).contains(&lineages.len()), "there were {} numberings", lineages.len());
    let old = n_bytes(&desk.index());
    fs::remove_dir_all(desk.index()).unwrap();
    desk.check("with a fresh index");
    let fresh = n_bytes(&desk.index());
    assert!(old * 10 < fresh * 13, "{old} bytes in place of {fresh}");
}
