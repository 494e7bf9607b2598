//! Signatures and identities over an index: how much room they take, and how long it takes to look at all of them.
//!
//! `NEWSREADER_BENCH_INDEX=FOLDER cargo bench --bench signatures` opens an index, one of the folders below the cache
//! that `newsreader index rebuild` fills, and tells the median, the least and the most of twenty runs. Without the
//! variable it reads the built-in sample, which is far too small for figures, and only shows that all of it works.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use newsreader::corpus::{Corpus, Options};
use newsreader::index::signature::{Idf, nearest};
use newsreader::index::stored::IdentityKey;
use newsreader::index::stored::commit;
use newsreader::index::{DamageListener, RowId, Snapshot, SnapshotBuilder};
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

/// Tells how long a work takes for rows all over the snapshot.
#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn report(name: &str, rows: &[RowId], mut work: impl FnMut(RowId)) {
    let mut times: Vec<f64> = rows
        .iter()
        .map(|row| {
            let start = Instant::now();
            work(*row);
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<36} {:>9.3} {:>9.3} {:>9.3}", times[0], times[times.len() / 2], times[times.len() - 1]);
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
    report("idf of all terms", &rows[..5], |_| drop(black_box(Idf::of(&snapshot))));
    let idf = Idf::of(&snapshot);
    report("the 50 nearest of all", &rows, |row| {
        black_box(nearest(&snapshot, &snapshot.signature(row), &idf, 50, NEVER));
    });
    let keys = |row: RowId| IdentityKey::all_of(snapshot.identity(row));
    report("rows of one text", &rows, |row| {
        keys(row).filter(|key| matches!(key, IdentityKey::Text(_))).for_each(|key| {
            black_box(snapshot.rows_of(key));
        });
    });
}
