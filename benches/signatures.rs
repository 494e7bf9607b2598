//! Measures signatures and identities over an index: their size, and the time to find similar articles.
//!
//! `NEWSREADER_BENCH_INDEX=FOLDER cargo bench --bench signatures` opens an index: one of the folders in the cache that
//! `newsreader index rebuild` fills. It prints the median, the minimum and the maximum of twenty runs. Without the
//! variable it reads the built-in sample, which is far too small for meaningful times and only shows that everything
//! works.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use newsreader::corpus::{Corpus, Options};
use newsreader::index::signature::{Comparison, Idf};
use newsreader::index::stored::IdentityKey;
use newsreader::index::stored::commit;
use newsreader::index::{DamageListener, RowId, Snapshot, SnapshotBuilder, idf_of};
use newsreader::query::{LEAST_SCORE, LIKE_MAX, Search, SimilarRow, Sort, USUAL_WINDOW, Window, parse};
use newsreader::run::loader::{self, LoadRequest};

const N_RUNS: usize = 20;
const NEVER: &dyn Fn() -> bool = &|| false;

fn snapshot() -> Snapshot {
    if let Some(folder) = std::env::var_os("NEWSREADER_BENCH_INDEX") {
        let contents = commit::open(Path::new(&folder)).expect("the folder is one of an index");
        SnapshotBuilder::from_contents(&contents, DamageListener::default()).snapshot()
    } else {
        let request = LoadRequest::in_memory(Corpus::Sample, Options::default());
        loader::load_all(&request).expect("the sample can be read").snapshot
    }
}

/// Prints the times of `work` for rows spread over the snapshot.
#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn report(name: &str, rows: &[RowId], mut work: impl FnMut(RowId)) {
    let times = rows.iter().map(|row| {
        let start = Instant::now();
        work(*row);
        start.elapsed()
    });
    print_times(name, times.collect());
}

#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn print_times(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let milliseconds = |at: usize| times[at].as_secs_f64() * 1_000.0;
    let last = times.len() - 1;
    println!("{name:<36} {:>9.3} {:>9.3} {:>9.3}", milliseconds(0), milliseconds(last / 2), milliseconds(last));
}

/// Returns the most similar articles, from a comparison with all articles.
fn similar_of_all(snapshot: &Snapshot, row: RowId, idf: &Idf) -> Vec<SimilarRow> {
    let comparison = Comparison::new(&snapshot.signature(row), idf);
    let mut found = Vec::new();
    for (first_row, part) in snapshot.segments() {
        part.for_each_signature_bytes(0..part.len(), &mut |at, bytes| {
            let (other, score) = (first_row + at as RowId, comparison.cosine(bytes)?);
            if score >= LEAST_SCORE && other != row && !snapshot.is_deleted(other) {
                found.push(SimilarRow { row: other, score });
            }
            Ok(true)
        })
        .expect("the index is whole");
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.row.cmp(&other.row)));
    found
}

/// Prints the share of the most similar articles that are found, although not all articles are compared.
#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn report_missing(search: &Search, rows: &[RowId], idf: &Idf, n_first: usize) {
    let snapshot = search.snapshot();
    let (mut n_found, mut n_there) = (0, 0);
    for row in rows {
        let all = similar_of_all(snapshot, *row, idf);
        let found = search.similar_rows(snapshot, *row, Window::All, n_first, NEVER).unwrap_or_default();
        let found: BTreeSet<RowId> = found.iter().map(|similar| similar.row).collect();
        let first = all.iter().take(n_first);
        n_there += first.len();
        n_found += first.filter(|similar| found.contains(&similar.row)).count();
    }
    println!("{n_found} of the {n_there} most similar, {n_first} an article, are found");
}

/// Prints the time from a stop to the end of a search for similar articles.
fn report_stop(search: &Search, rows: &[RowId]) {
    let times = rows.iter().enumerate().map(|(at, row)| {
        let (start, until) = (Instant::now(), Duration::from_micros(at as u64 * 500));
        let stopped = std::cell::Cell::new(None);
        let stop = || {
            let is_over = start.elapsed() >= until;
            if is_over && stopped.get().is_none() {
                stopped.set(Some(Instant::now()));
            }
            is_over
        };
        black_box(search.similar_rows(search.snapshot(), *row, Window::All, LIKE_MAX, &stop));
        stopped.get().map_or(Duration::ZERO, |stopped| stopped.elapsed())
    });
    print_times("from a stop to the end", times.collect());
}

#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn main() {
    let snapshot = snapshot();
    let n_rows = snapshot.n_rows();
    let (mut n_entries, mut n_bytes) = (0, 0);
    for row in 0..n_rows as RowId {
        let signature = snapshot.signature(row);
        let mut bytes = Vec::new();
        signature.encode(&mut bytes);
        n_entries += signature.len();
        n_bytes += bytes.len();
    }
    let mean = |sum: usize| sum as f64 / n_rows as f64;
    println!("{n_rows} articles, {:.1} terms and {:.1} bytes each", mean(n_entries), mean(n_bytes));
    println!("{:<36} {:>9} {:>9} {:>9}", "", "least ms", "median", "most");
    let rows: Vec<RowId> = (0..N_RUNS).map(|run| (run * n_rows / N_RUNS) as RowId).collect();
    report("idf of all terms", &rows[..5], |_| drop(black_box(idf_of(&snapshot, NEVER))));
    let idf = snapshot.idf(NEVER).expect("nothing stops it");
    // The search has the days of all rows, as in the searcher thread.
    let mut search = Search::new(parse("", Date::default()), Sort::Newest, None, &snapshot);
    search.extend(&snapshot, NEVER);
    let similar = |row: RowId, window: Window, limit: usize| {
        black_box(search.similar_rows(&snapshot, row, window, limit, NEVER));
    };
    // The first run is not measured, because it reads files and verifies their pages.
    similar(0, Window::All, LIKE_MAX);
    report("50 similar of all", &rows, |row| similar(row, Window::All, LIKE_MAX));
    report("50 similar of two months", &rows, |row| similar(row, USUAL_WINDOW, LIKE_MAX));
    report("5 similar of two months", &rows, |row| similar(row, USUAL_WINDOW, 5));
    report("similar by a look at all", &rows[..5], |row| drop(black_box(similar_of_all(&snapshot, row, idf))));
    report_stop(&search, &rows);
    for n_first in [5, LIKE_MAX] {
        report_missing(&search, &rows, idf, n_first);
    }
    let keys = |row: RowId| IdentityKey::all_of(snapshot.identity(row));
    report("rows of one text", &rows, |row| {
        keys(row).filter(|key| matches!(key, IdentityKey::Text(_))).for_each(|key| {
            black_box(snapshot.rows_of(key));
        });
    });
}
