//! Measures single filters over an index on disk, without the rest of the program: the time to compute the rows.
//!
//! `cargo bench --bench engine` writes 100,000 generated articles to a folder of its own. It prints the time of each
//! filter, then the quantiles over all filters. `NEWSREADER_BENCH_ROWS` sets another number of articles, in segments of
//! 250,000. `NEWSREADER_BENCH_INDEX` names a folder that keeps the generated index for the next run.
//! `NEWSREADER_BENCH_FILTER` names one filter to run alone, for example for a profile.

#[path = "engine/corpus.rs"]
mod corpus;

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::{TODAY, segments};
use criterion::Criterion;
use newsreader::index::Bitmap;
use newsreader::index::stored::Segment;
use newsreader::query::{parse, rows_of};

const ROWS_IN_SEGMENT: usize = 250_000;

/// The filters of a user who types: the table of the measured design, and cases that it leaves out.
const KEYS: &[&str] = &[
    "s",
    "st",
    "sta",
    "r",
    "re",
    "rea",
    "g",
    "go",
    "gov",
    "gove",
    "governm",
    "government",
    "the",
    "th",
    "t",
    "quay",
    "=quay",
    "p",
    "pr",
    "pri",
    "prime",
    "prime m",
    "prime mi",
    "prime minister",
    "government s",
    "government -minister",
    "government or minister",
    "date:2022-03..2022-04",
    "government date:2022-03..2022-04",
    "date:2021",
    "source:river s",
    "source:r",
    "title:s",
    "title:government",
    "lang:zh",
    "words:>700",
    "has:quote",
    "时",
    "丁",
    "丁丂",
    "且丣丼",
    "-government",
    "path:0012",
];

/// Filters that take longer than a key may take. The program finishes them after the key.
const HEAVY: &[&str] = &[
    "\"prime minister\"",
    "\"of the\"",
    "\"the government\"",
    "\"government quay\"",
    "\"the quay\"",
    "\"of the quay\"",
    "\"one of the first\"",
    "\"prime mi*\"",
    "\"of t*\"",
    "\"government t*\"",
    "\"the s*\"",
    "~goverment",
    "/nomic/",
    "/ing/",
    "/^gov\\w*ment/",
    "/^.*nom[iy]c.*$/",
    "/[^a]z/",
    "一七丁",
    "quote:government",
    "quote:s",
    "quote:\"of the\"",
    "mentions:2001",
    "title:/ing/",
];

/// The number of runs of each filter.
const N_RUNS: usize = 15;

fn rows(filter: &str, segments: &[Arc<Segment>]) -> usize {
    let query = parse(filter, TODAY);
    let node = query.root.as_ref().expect("the filters are right");
    let rows = |segment: &Arc<Segment>| -> Bitmap {
        rows_of(node, segment, &|| false).expect("the index is whole").expect("nothing stops it")
    };
    segments.iter().map(|segment| black_box(rows(segment)).count()).sum()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// Prints the time of each filter, and the quantiles over all runs of all filters.
#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn report(name: &str, filters: &[&str], segments: &[Arc<Segment>]) {
    let (mut all, mut medians) = (Vec::new(), Vec::new());
    println!("{name:<36} {:>9} {:>10} {:>10} {:>10}", "rows", "least ms", "median", "most");
    for filter in filters {
        let n_rows = rows(filter, segments);
        let mut times: Vec<f64> = (0..N_RUNS)
            .map(|_| {
                let start = Instant::now();
                black_box(rows(filter, segments));
                milliseconds(start.elapsed())
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let (least, median, most) = (times[0], times[N_RUNS / 2], times[N_RUNS - 1]);
        println!("{filter:<36} {n_rows:>9} {least:>10.3} {median:>10.3} {most:>10.3}");
        medians.push(median);
        all.append(&mut times);
    }
    for (what, mut times) in [("of the medians", medians), ("of all runs", all)] {
        times.sort_by(f64::total_cmp);
        let quantile = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        println!("{what:<36} p50 {:.3}  p95 {:.3}  p99 {:.3} ms", quantile(0.5), quantile(0.95), quantile(0.99));
    }
    println!();
}

#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn main() {
    let n_rows = std::env::var("NEWSREADER_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let kept = std::env::var_os("NEWSREADER_BENCH_INDEX").map(PathBuf::from);
    let own = tempfile::tempdir().expect("there is room");
    let folder = kept.as_deref().unwrap_or(own.path());
    std::fs::create_dir_all(folder).expect("there is room");
    let start = Instant::now();
    let segments = segments(folder, n_rows, ROWS_IN_SEGMENT);
    println!("{n_rows} articles in {} segments after {:.1} s", segments.len(), start.elapsed().as_secs_f64());
    let set = Bitmap::full(n_rows);
    let start = Instant::now();
    for _ in 0..1_000 {
        black_box(black_box(&set).clone());
    }
    println!("a copy of a set of all rows takes {:.4} ms\n", milliseconds(start.elapsed()) / 1_000.0);
    if let Ok(filter) = std::env::var("NEWSREADER_BENCH_FILTER") {
        report("asked", &[&filter], &segments);
        return;
    }
    report("key", KEYS, &segments);
    report("heavy", HEAVY, &segments);

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("engine");
    group.sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for filter in ["s", "re", "gove", "the", "government -minister", "date:2022-03..2022-04", "\"prime minister\""] {
        group.bench_function(filter, |bencher| bencher.iter(|| rows(filter, &segments)));
    }
    group.finish();
}
