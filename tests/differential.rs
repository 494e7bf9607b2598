//! Two thousand random filters over five thousand invented articles: what the index on disk answers, however its
//! segments are cut and joined, is what a look at each article answers, and what the words' own definition says.

#![allow(clippy::unwrap_used, reason = "a test that cannot write its index has failed")]

#[path = "differential/corpus.rs"]
mod corpus;
#[path = "differential/filters.rs"]
mod filters;
#[path = "differential/numbers.rs"]
mod numbers;
#[path = "differential/vocabulary.rs"]
mod vocabulary;

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use corpus::{Invented, TODAY};
use filters::Filter;
use newsreader::index::stored::{SegmentOutput, StoredSegment, merge_segments};
use newsreader::index::{Batch, Bitmap};
use newsreader::query::{Matcher, Node, Query, parse, rows_of};
use numbers::Numbers;

const N_ARTICLES: usize = 5_000;
const N_FILTERS: usize = 2_000;

/// Every how many filters one is asked again of an executor that is stopped on its way.
const STOPPED_EVERY: usize = 10;

/// The same articles, kept in one way.
struct Layout {
    name: &'static str,
    segments: Vec<Arc<StoredSegment>>,
}

/// The layouts: all in memory, and in the folder of an index one segment, many of unequal length, and some of the many
/// joined, of which some have been joined before.
fn layouts(index: &Path, batches: &[Arc<Batch>]) -> Vec<Layout> {
    let memory: Vec<Arc<StoredSegment>> = batches.iter().map(|batch| Arc::new(batch.segment())).collect();
    let mut number = 0;
    let mut join = |parts: &[Arc<StoredSegment>]| {
        number += 1;
        let output = SegmentOutput::on_disk(index, number).unwrap();
        Arc::new(merge_segments(parts, &output, &|| false).unwrap())
    };
    let one = vec![join(&memory)];
    let mut many = Vec::new();
    let (mut rest, mut length) = (&memory[..], 1);
    while !rest.is_empty() {
        let (part, after) = rest.split_at(length.min(rest.len()));
        many.push(join(part));
        (rest, length) = (after, length * 2);
    }
    let joined = [join(&many[..2]), Arc::clone(&many[2]), join(&many[3..])];
    let joined_twice = vec![join(&joined[..2]), Arc::clone(&joined[2])];
    vec![
        Layout { name: "segments in memory", segments: memory },
        Layout { name: "one segment", segments: one },
        Layout { name: "many segments", segments: many },
        Layout { name: "joined segments", segments: joined_twice },
    ]
}

/// The rows of all segments together; `None` where the executor was stopped.
fn answer(node: &Node, layout: &Layout, n_rows: usize, stop: &dyn Fn() -> bool) -> Option<Bitmap> {
    let (mut all, mut first) = (Bitmap::new(n_rows), 0);
    for segment in &layout.segments {
        all.put(first, &rows_of(node, segment, stop).unwrap()?);
        first += segment.len() as u32;
    }
    Some(all)
}

fn by_looking(query: &Query, memory: &[Arc<Batch>], n_rows: usize) -> Bitmap {
    let matcher = Matcher::new(query);
    let mut found = Bitmap::new(n_rows);
    let rows = memory.iter().flat_map(|segment| (0..segment.len()).map(move |at| (segment, at)));
    for (row, _) in (0..).zip(rows).filter(|(_, (segment, at))| matcher.matches(segment, *at)) {
        found.insert(row);
    }
    found
}

#[track_caller]
fn check(filter: &str, name: &str, found: &Bitmap, expected: &Bitmap) {
    let rows =
        |set: &Bitmap, other: &Bitmap| set.iter().filter(|row| !other.contains(*row)).take(9).collect::<Vec<_>>();
    assert!(
        found == expected,
        "{filter:?}: {name} has {} rows in place of {}; too many: {:?}, missing: {:?}",
        found.count(),
        expected.count(),
        rows(found, expected),
        rows(expected, found),
    );
}

#[test]
fn the_index_answers_as_a_look_at_each_article_does() {
    let invented = Invented::new(N_ARTICLES);
    let memory = invented.batches();
    let folder = tempfile::tempdir().unwrap();
    let layouts = layouts(folder.path(), &memory);
    let mut numbers = Numbers::new(4);
    let (mut n_judged, mut n_answered, mut n_stopped) = (0, 0, 0);
    for filter_idx in 0..N_FILTERS {
        let filter = Filter::random(&mut numbers);
        let query = parse(&filter.text, TODAY);
        let Some(root) = &query.root else { continue };
        let looked = by_looking(&query, &memory, N_ARTICLES);
        if let Some(judged) = filter.rows(&invented) {
            check(&filter.text, "a look at each article", &looked, &judged);
            n_judged += 1;
        }
        for layout in &layouts {
            let found = answer(root, layout, N_ARTICLES, &|| false).expect("nothing stops it");
            check(&filter.text, layout.name, &found, &looked);
        }
        n_answered += usize::from(!looked.is_empty());
        if filter_idx % STOPPED_EVERY == 0 {
            let n_left = Cell::new(numbers.below(12));
            let stop = || n_left.replace(n_left.get().saturating_sub(1)) == 0;
            match answer(root, &layouts[2], N_ARTICLES, &stop) {
                Some(found) => check(&filter.text, "an executor that could have been stopped", &found, &looked),
                None => n_stopped += 1,
            }
        }
    }
    // Filters that mean nothing, or that no oracle of words can judge, are the fewer.
    assert!(n_judged > N_FILTERS / 2, "{n_judged} were judged by the words");
    assert!(n_answered > N_FILTERS / 2, "{n_answered} found something");
    assert!(n_stopped > N_FILTERS / STOPPED_EVERY / 4, "{n_stopped} were stopped");
}
