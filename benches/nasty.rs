//! The questions that cost most, over the index on disk: what each takes, and how soon it would hear a stop.
//!
//! `cargo bench --bench nasty` writes 100,000 invented articles to a folder of its own and prints for each question
//! the time to read it, the time to the whole answer on two threads, the memory that the answer took beside what the
//! program had, and the longest time between two looks at whether it is still wanted. The environment is that of
//! `engine`: `NEWSREADER_BENCH_ROWS`, `NEWSREADER_BENCH_INDEX` and `NEWSREADER_BENCH_FILTER`, which is a part of the
//! names of the questions to ask.

#[path = "engine/corpus.rs"]
mod corpus;

use std::cell::Cell;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::{TODAY, segments};
use newsreader::index::Bitmap;
use newsreader::index::stored::Segment;
use newsreader::query::{Node, parse, rows_of};

const ROWS_IN_SEGMENT: usize = 250_000;

/// How often each question is asked; the least time counts.
const N_RUNS: usize = 3;

/// Words that stand in nearly every text.
const STOP_WORDS: &[&str] =
    &["the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "it", "with", "as", "he", "be", "at", "by"];

struct Question {
    name: &'static str,
    filter: String,
}

fn stop_words(n_words: usize) -> String {
    let words: Vec<&str> = STOP_WORDS.iter().copied().cycle().take(n_words).collect();
    words.join(" ")
}

fn questions() -> Vec<Question> {
    let letters = || ('a'..='z').map(String::from);
    let any_of = |parts: Vec<String>| parts.join(" or ");
    let long_pattern = |letter: String| format!("/{letter}{}/", "(a|b[c-f]|\\w\\d?){1,9}".repeat(10));
    let mut questions: Vec<Question> =
        ["\"of the t*\"", "\"of t*\"", "\"the s*\"", "\"the a*\" -said", "\"said the s*\"", "\"government t*\""]
            .into_iter()
            .chain(["quote:s", "quote:\"the s*\"", "quote:/.*a.*/", "quote:the", "/.*a.*/", "/a/", "/^[^e]*$/", "/./"])
            .map(|filter| Question { name: filter, filter: filter.to_owned() })
            .collect();
    let mut add = |name, filter| questions.push(Question { name, filter });
    add("26 patterns joined by or", any_of(letters().map(|letter| format!("/{letter}.*{letter}/")).collect()));
    add(
        "26 patterns that must all match",
        letters().map(|letter| format!("/{letter}.*{letter}/ ")).collect::<Vec<_>>().concat(),
    );
    add("4,000 bytes of patterns", any_of(letters().take(16).map(long_pattern).collect()));
    add("a word of 4,000 letters", "a".repeat(4_000));
    add("a word of 5,000 letters", "a".repeat(5_000));
    add("a pattern of 4,000 letters", format!("/{}/", "a".repeat(4_000)));
    add("a phrase of 200 stop words", format!("\"{}\"", stop_words(200)));
    add("a phrase of 1,000 stop words", format!("\"{}\"", stop_words(1_000)));
    add("a phrase of 1,000 stop words and a start", format!("\"{} s*\"", stop_words(1_000)));
    add("a phrase of one word a thousand times", format!("\"{}\"", vec!["the"; 1_000].join(" ")));
    add("a quotation of 1,000 stop words", format!("quote:\"{}\"", stop_words(1_000)));
    add("1,000 stop words", stop_words(1_000));
    add("26 starts in quotations", any_of(letters().map(|letter| format!("quote:{letter}")).collect()));
    add("26 phrases that end in a start", any_of(letters().map(|letter| format!("\"the {letter}*\"")).collect()));
    add("a phrase of 1,200 characters", format!("\"{}\"", "一七丁丂".repeat(300)));
    questions
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// The rows of all segments, two of which are asked at a time.
fn n_rows(node: &Node, segments: &[Arc<Segment>]) -> usize {
    let rows = |segment: &Segment| -> Bitmap {
        rows_of(node, segment, &|| false).expect("the index is whole").expect("nothing stops it")
    };
    let of_pair = |pair: &[Arc<Segment>]| -> usize {
        std::thread::scope(|scope| {
            let others: Vec<_> = pair[1..].iter().map(|segment| scope.spawn(|| rows(segment).count())).collect();
            let first = rows(&pair[0]).count();
            first + others.into_iter().map(|other| other.join().expect("it does not panic")).sum::<usize>()
        })
    };
    segments.chunks(2).map(of_pair).sum()
}

/// The longest time between two looks at whether the answer is still wanted.
fn longest_deafness(node: &Node, segments: &[Arc<Segment>]) -> Duration {
    let (last, longest) = (Cell::new(Instant::now()), Cell::new(Duration::ZERO));
    let look = || {
        let now = Instant::now();
        longest.set(longest.get().max(now - last.replace(now)));
        false
    };
    for segment in segments {
        look();
        black_box(rows_of(node, segment, &look).expect("the index is whole"));
    }
    look();
    longest.get()
}

/// A figure of the system's description of this process, in bytes. `None` on other systems than Linux.
fn own_memory(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1_024)
}

/// The memory that `work` takes at its height, beside what the process has before. `None` where it is not known.
fn memory_of(work: impl FnOnce()) -> Option<u64> {
    // The highest use is that since this was written.
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    let before = own_memory("VmRSS")?;
    work();
    Some(own_memory("VmHWM")?.saturating_sub(before))
}

#[allow(clippy::print_stdout, reason = "this is what the bench is for")]
fn main() {
    let wanted = std::env::var("NEWSREADER_BENCH_FILTER").unwrap_or_default();
    let n_articles = std::env::var("NEWSREADER_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let kept = std::env::var_os("NEWSREADER_BENCH_INDEX").map(PathBuf::from);
    let own = tempfile::tempdir().expect("there is room");
    let folder = kept.as_deref().unwrap_or(own.path());
    std::fs::create_dir_all(folder).expect("there is room");
    let segments = segments(folder, n_articles, ROWS_IN_SEGMENT);
    println!("{n_articles} articles in {} segments", segments.len());
    println!("{:<44} {:>9} {:>9} {:>10} {:>8} {:>8}", "question", "rows", "parse ms", "whole ms", "MiB", "deaf ms");
    for Question { name, filter } in questions().iter().filter(|question| question.name.contains(&wanted)) {
        let start = Instant::now();
        let query = parse(filter, TODAY);
        let to_read = milliseconds(start.elapsed());
        let Some(node) = query.root.as_ref() else {
            let told = query.first_wrong().map_or("it means nothing", |spot| spot.message.as_str());
            println!("{name:<44} {:>9} {to_read:>9.2} {told}", "refused");
            continue;
        };
        let n_found = n_rows(node, &segments);
        let memory = memory_of(|| {
            black_box(n_rows(node, &segments));
        });
        let whole = (0..N_RUNS).map(|_| {
            let start = Instant::now();
            black_box(n_rows(node, &segments));
            milliseconds(start.elapsed())
        });
        let whole = whole.fold(f64::INFINITY, f64::min);
        let memory = memory.map_or("-".to_owned(), |bytes| format!("{:.1}", bytes as f64 / f64::from(1 << 20)));
        let deaf = milliseconds(longest_deafness(node, &segments));
        let refused = query.first_wrong().map_or(String::new(), |spot| format!(" {}", spot.message));
        println!("{name:<44} {n_found:>9} {to_read:>9.2} {whole:>10.1} {memory:>8} {deaf:>8.1}{refused}");
    }
}
