//! Measures the slowest questions over an index on disk: their times, and the time until each would notice a stop.
//!
//! `cargo bench --bench nasty` writes 100,000 generated articles to a folder of its own. For each question it prints
//! the time to parse it, the time to the first part of the answer and to the whole answer, the longest time between two
//! checks for a stop, and the additional memory of the answer. The times are medians. Values above a limit are named at
//! the end of the row. The environment variables are those of `engine`: `NEWSREADER_BENCH_ROWS`,
//! `NEWSREADER_BENCH_INDEX` and `NEWSREADER_BENCH_FILTER`. The last one is a part of the names of the questions to run.

#[path = "engine/corpus.rs"]
mod corpus;
#[path = "nasty/memory.rs"]
mod memory;
#[path = "nasty/questions.rs"]
mod questions;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::{TODAY, segments};
use newsreader::index::{Snapshot, SnapshotBuilder};
use newsreader::query::{Extended, Query, Search, Sort, parse};
use questions::{Question, questions};

const ROWS_IN_SEGMENT: usize = 250_000;

/// The number of runs of each question.
const N_RUNS: usize = 5;

/// A filter of a stop word, a prefix, a date and a number. It makes a new process read the data that every search
/// needs, which must not count for a question.
const FIRST_FILTER: &str = "the s date:2022 words:>100";

/// The limits of an answer over 100,000 articles.
const FIRST_MS_MAX: f64 = 16.0;
const WHOLE_MS_MAX: f64 = 100.0;
const STOP_MS_MAX: f64 = 16.0;
const MIB_MAX: f64 = 64.0;

/// The times of an answer in milliseconds.
#[derive(Clone, Copy)]
struct Times {
    first: f64,
    whole: f64,
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

fn snapshot(folder: &Path, n_articles: usize) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    for segment in segments(folder, n_articles, ROWS_IN_SEGMENT) {
        builder.push(Arc::into_inner(segment).expect("nobody else has it"));
    }
    builder.snapshot()
}

/// Asks a question as the screen does, with the counts that replace an empty list. Returns the number of rows and the
/// times.
fn ask(query: &Arc<Query>, snapshot: &Snapshot, stop: &dyn Fn() -> bool) -> (usize, Times) {
    let start = Instant::now();
    let mut search = Search::new(Arc::clone(query), Sort::Newest, None, snapshot);
    let mut first = None;
    loop {
        let extended = search.extend_until(snapshot, stop, &|| true);
        let n_rows = search.hits(1).rows.len();
        first.get_or_insert_with(|| milliseconds(start.elapsed()));
        if extended == Extended::Whole {
            search.count_without_parts(stop);
            let whole = milliseconds(start.elapsed());
            return (n_rows, Times { first: first.unwrap_or(whole), whole });
        }
    }
}

/// Returns the longest time between two checks for a stop, in milliseconds.
fn longest_deafness(query: &Arc<Query>, snapshot: &Snapshot) -> f64 {
    let (last, longest) = (Cell::new(Instant::now()), Cell::new(Duration::ZERO));
    let look = || {
        let now = Instant::now();
        longest.set(longest.get().max(now - last.replace(now)));
        false
    };
    ask(query, snapshot, &look);
    look();
    milliseconds(longest.get())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Asks a question that is not refused, and returns its row of the table.
fn row_of(name: &str, query: &Arc<Query>, snapshot: &Snapshot, folder: &Path) -> String {
    let (n_rows, _) = ask(query, snapshot, &|| false);
    let times: Vec<Times> = (0..N_RUNS).map(|_| ask(query, snapshot, &|| false).1).collect();
    let first = median(times.iter().map(|times| times.first).collect());
    let whole = median(times.iter().map(|times| times.whole).collect());
    let stop = median((0..N_RUNS).map(|_| longest_deafness(query, snapshot)).collect());
    let memory = memory::memory_of(name, folder).map(|bytes| bytes as f64 / f64::from(1 << 20));
    let scale = (snapshot.n_rows() as f64 / 100_000.0).max(1.0);
    let limits = [
        ("first", first, FIRST_MS_MAX),
        ("whole", whole, WHOLE_MS_MAX * scale),
        ("stop", stop, STOP_MS_MAX),
        ("memory", memory.unwrap_or_default(), MIB_MAX),
    ];
    let above: Vec<&str> = limits.iter().filter(|(_, value, most)| value > most).map(|(name, ..)| *name).collect();
    let memory = memory.map_or("-".to_owned(), |mib| format!("{mib:.1}"));
    format!("{n_rows:>9} {first:>9.1} {whole:>9.1} {stop:>8.1} {memory:>8} {}", above.join(" "))
}

#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn main() {
    let wanted = std::env::var("NEWSREADER_BENCH_FILTER").unwrap_or_default();
    let n_articles = std::env::var("NEWSREADER_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let kept = std::env::var_os(memory::FOLDER).map(PathBuf::from);
    let own = tempfile::tempdir().expect("there is room");
    let folder = kept.as_deref().unwrap_or(own.path());
    std::fs::create_dir_all(folder).expect("there is room");
    let snapshot = snapshot(folder, n_articles);
    let read = |filter: &str| Arc::new(parse(filter, TODAY));
    if let Ok(name) = std::env::var(memory::QUESTION) {
        ask(&read(FIRST_FILTER), &snapshot, &|| false);
        let questions = questions();
        let question = questions.iter().find(|question| question.name == name).expect("the name is of the table");
        memory::print_memory_of(|| {
            ask(&read(&question.filter), &snapshot, &|| false);
        });
        return;
    }
    println!("{n_articles} articles in {} segments", snapshot.segments().len());
    println!(
        "{:<40} {:>8} {:>9} {:>9} {:>9} {:>8} {:>8} above a limit",
        "question", "parse ms", "rows", "first ms", "whole ms", "stop ms", "MiB"
    );
    for Question { name, filter } in questions().iter().filter(|question| question.name.contains(&wanted)) {
        let start = Instant::now();
        let query = read(filter);
        let to_read = milliseconds(start.elapsed());
        let refused = query.first_wrong().map(|spot| spot.message.as_str());
        if query.root.is_none() {
            println!("{name:<40} {to_read:>8.2} {:>9} {}", "refused", refused.unwrap_or("it means nothing"));
            continue;
        }
        let row = row_of(name, &query, &snapshot, folder);
        println!("{name:<40} {to_read:>8.2} {row} {}", refused.unwrap_or_default());
    }
}
