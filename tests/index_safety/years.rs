//! Tests an index that is written for years, while most articles are replaced again and again.

use std::fs;
use std::path::Path;

use newsreader::index::RowId;
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

/// Returns the contents of a file in a year.
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

/// Returns the total size of all files below a folder, in bytes.
fn n_bytes(folder: &Path) -> u64 {
    let bytes_of = |entry: fs::DirEntry| {
        let metadata = entry.metadata().unwrap();
        if metadata.is_dir() { n_bytes(&entry.path()) } else { metadata.len() }
    };
    fs::read_dir(folder).unwrap().map(|entry| bytes_of(entry.unwrap())).sum()
}

/// True if the index has all articles, and little content of deleted rows.
fn is_compacted(contents: &Contents) -> bool {
    let n_deleted = contents.deleted.count();
    let n_purged: usize = contents.segments.iter().map(|segment| segment.entry().rows.n_purged as usize).sum();
    contents.is_complete
        && contents.by_date.len() == N_ARTICLES
        && n_deleted <= N_ARTICLES
        && n_deleted - n_purged <= N_ARTICLES / 4
}

/// Returns the number of articles of a year in the index. 0 if its files are being replaced.
fn n_told_in(year: usize, contents: &Contents) -> usize {
    let end = format!("told in year {year}");
    let mut n_told = 0;
    let mut first_row = 0;
    for segment in &contents.segments {
        let is_left = |at: &usize| !contents.deleted.contains((first_row + at) as RowId);
        for at in (0..segment.len()).filter(is_left) {
            let Ok(article) = segment.article(at) else { return 0 };
            n_told += usize::from(article.title.value().is_some_and(|title| title.ends_with(&end)));
        }
        first_row += segment.len();
    }
    n_told
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
        // Half of the files are replaced each year.
        for file in (year % 2..N_FILES).step_by(2) {
            desk.write(&format!("wire-{file}.jsonl"), &edition(file, year));
        }
        wait_for_index(&desk, |contents| is_compacted(contents) && n_told_in(year, contents) == N_ARTICLES / 2);
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
