//! Two thousand random filters over three thousand invented articles: what the index answers, whatever its shape, is
//! what a plain scan of the articles answers, and what the words' own definition says.

#![allow(clippy::unwrap_used, reason = "a test that cannot write its index has failed")]

#[path = "differential/corpus.rs"]
mod corpus;
#[path = "differential/filters.rs"]
mod filters;
#[path = "differential/numbers.rs"]
mod numbers;
#[path = "oracle/plain_scan.rs"]
mod plain_scan;
#[path = "differential/shapes.rs"]
mod shapes;
#[path = "differential/vocabulary.rs"]
mod vocabulary;

use std::cell::Cell;

use corpus::{Invented, TODAY};
use filters::Filter;
use newsreader::index::{Bitmap, RowId, Snapshot, SourceNames};
use newsreader::query::{Query, Search, Sort, parse};
use numbers::Numbers;
use plain_scan::PlainArticle;
use shapes::shapes;

const N_ARTICLES: usize = 3_000;
const N_FILTERS: usize = 2_000;

/// One filter in so many is asked again of a search that is stopped on its way.
const STOPPED_EVERY: usize = 10;

/// The rows that a search finds; `None` if it was stopped.
fn answer(query: &Query, snapshot: &Snapshot, stop: &dyn Fn() -> bool) -> Option<Bitmap> {
    let mut search = Search::new(query.clone(), Sort::Newest, None, snapshot);
    search.extend(snapshot, stop)?;
    let mut found = Bitmap::new(snapshot.n_rows());
    search.hits(1).rows.iter().for_each(|row| found.insert(row));
    Some(found)
}

/// The rows that a plain scan finds, without those that are gone.
fn scan(query: &Query, articles: &[PlainArticle], names: &SourceNames, deleted: &Bitmap) -> Bitmap {
    let mut found = Bitmap::new(articles.len());
    for (row, article) in (0..).zip(articles) {
        let is_match = query.root.as_ref().is_none_or(|root| article.matches(root, names));
        if is_match && !deleted.contains(row) {
            found.insert(row);
        }
    }
    found
}

#[track_caller]
fn check(filter: &str, name: &str, found: &Bitmap, expected: &Bitmap) {
    let rows =
        |set: &Bitmap, other: &Bitmap| set.iter().filter(|row| !other.contains(*row)).take(9).collect::<Vec<RowId>>();
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
fn every_shape_of_the_index_answers_as_a_plain_scan_does() {
    let invented = Invented::new(N_ARTICLES);
    let articles: Vec<PlainArticle> =
        invented.read().map(|(article, body, facts)| PlainArticle::of(&article, &body, &facts)).collect();
    let folder = tempfile::tempdir().unwrap();
    let shapes = shapes(&invented, folder.path());
    let mut numbers = Numbers::new(4);
    let (mut n_judged, mut n_answered, mut n_stopped) = (0, 0, 0);
    for filter_idx in 0..N_FILTERS {
        let filter = Filter::random(&mut numbers);
        let query = parse(&filter.text, TODAY);
        if query.is_empty() {
            continue;
        }
        // The words' own definition knows no names that hosts are shown under.
        if let Some(judged) = filter.rows(&invented) {
            let scanned = scan(&query, &articles, &SourceNames::default(), &Bitmap::default());
            check(&filter.text, "a plain scan", &scanned, &judged);
            n_judged += 1;
        }
        // Only names and deletes change what a filter means.
        let mut known: Vec<(&Snapshot, Bitmap)> = Vec::new();
        for shape in shapes.iter().filter(|shape| filter_idx % shape.asked_every == 0) {
            let snapshot = &shape.snapshot;
            let same = known.iter().position(|(other, _)| other.len() == snapshot.len());
            let at = same.unwrap_or_else(|| {
                known.push((snapshot, scan(&query, &articles, snapshot.source_names(), snapshot.deleted())));
                known.len() - 1
            });
            let expected = &known[at].1;
            let found = answer(&query, snapshot, &|| false).expect("nothing stops it");
            check(&filter.text, shape.name, &found, expected);
            n_answered += usize::from(!expected.is_empty());
            if filter_idx % STOPPED_EVERY == 0 {
                let n_left = Cell::new(numbers.below(12));
                let stop = || n_left.replace(n_left.get().saturating_sub(1)) == 0;
                match answer(&query, snapshot, &stop) {
                    Some(found) => check(&filter.text, "a search that could have been stopped", &found, expected),
                    None => n_stopped += 1,
                }
            }
        }
    }
    // Filters that mean nothing, or that no oracle of words can judge, are the fewer.
    assert!(n_judged > N_FILTERS / 2, "{n_judged} were judged by the words");
    assert!(n_answered > N_FILTERS, "{n_answered} found something");
    assert!(n_stopped > N_FILTERS / STOPPED_EVERY, "{n_stopped} were stopped");
}
