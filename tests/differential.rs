//! Runs two thousand random filters over three thousand generated articles. Each shape of the index must give the same
//! rows as a plain scan of the articles, and as the definition of the filter language.

#![allow(clippy::unwrap_used, reason = "a test that cannot write its index has failed")]

#[path = "differential/corpus.rs"]
mod corpus;
#[path = "differential/filters.rs"]
mod filters;
#[path = "differential/numbers.rs"]
mod numbers;
#[path = "oracle/plain_scan.rs"]
mod plain_scan;
#[path = "oracle/plain_scores.rs"]
mod plain_scores;
#[path = "oracle/plain_similarity.rs"]
mod plain_similarity;
#[path = "differential/shapes.rs"]
mod shapes;
#[path = "differential/vocabulary.rs"]
mod vocabulary;

use std::cell::Cell;

use corpus::{Invented, TODAY};
use filters::Filter;
use jiff::ToSpan;
use newsreader::index::{Bitmap, RowId, Snapshot, SourceNames};
use newsreader::query::{LIKE_MAX, Query, Search, SimilarRow, Sort, Window, parse, similar_rows};
use numbers::Numbers;
use plain_scan::PlainArticle;
use plain_scores::scores;
use plain_similarity::Vectors;
use shapes::{Shape, shapes};

const N_ARTICLES: usize = 3_000;
const N_FILTERS: usize = 2_000;

/// Every so many filters, one is also asked of a search that is stopped on its way.
const STOPPED_EVERY: usize = 10;

/// Filters by which articles can be sorted by relevance.
const SUBJECTS: &[&str] = &[
    "ferry",
    "=port",
    "harb or toll",
    "\"north mole\"",
    "\"the p*\"",
    "港",
    "/^fer/ -title:the",
    "/sts-/",
    "~harbuor date:2021",
    "title:port body:ferry",
    "quote:ferry who:medvedev or =of",
    "ferry ferry* tolls source:wire",
    "-(ferry or -toll*)",
    "page:port or o'brien",
];

/// The relative difference below which scores count as equal in the order of the list.
const EQUAL_SHARE: f64 = 1.0 / 8_000.0;

/// Returns the articles that a search finds. `None` if it was stopped.
fn answer(query: &Query, shape: &Shape, stop: &dyn Fn() -> bool) -> Option<Bitmap> {
    let mut search = Search::new(query.clone(), Sort::Newest, None, &shape.snapshot);
    search.extend(&shape.snapshot, stop)?;
    let mut found = Bitmap::new(N_ARTICLES);
    search.hits(1).rows.iter().for_each(|row| found.insert(shape.article_of(row)));
    Some(found)
}

/// Returns the articles that a plain scan finds, without deleted ones.
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

fn plain_articles(invented: &Invented) -> Vec<PlainArticle> {
    invented.read().map(|(article, body, facts)| PlainArticle::of(&article, &body, &facts)).collect()
}

#[test]
fn to_ask_for_a_row_that_is_gone_is_no_damage() {
    let invented = Invented::new(N_ARTICLES / 4);
    let folder = tempfile::tempdir().unwrap();
    let mut n_gone = 0;
    for shape in shapes(&invented, folder.path()) {
        for row in 0..shape.snapshot.n_rows() as RowId {
            assert!(shape.snapshot.get(row).is_some());
            n_gone += usize::from(shape.deleted.contains(row));
        }
        assert!(!shape.snapshot.is_damaged(), "{}", shape.name);
    }
    assert!(n_gone > N_ARTICLES / 10, "only {n_gone} rows are gone");
}

#[test]
fn every_shape_of_the_index_sorts_by_the_formula_of_relevance() {
    let invented = Invented::new(N_ARTICLES / 4);
    let articles = plain_articles(&invented);
    let folder = tempfile::tempdir().unwrap();
    for shape in shapes(&invented, folder.path()) {
        let snapshot = &shape.snapshot;
        let place_by_date = |row: RowId| snapshot.by_date().iter().position(|other| *other == row);
        for filter in SUBJECTS {
            let query = parse(filter, TODAY);
            let scores = scores(query.root.as_ref().unwrap(), &articles, &shape.deleted);
            let mut search = Search::new(query, Sort::Relevance, None, snapshot);
            search.extend(snapshot, &|| false).expect("nothing stops it");
            let rows: Vec<RowId> = search.hits(1).rows.iter().collect();
            assert!(rows.len() > 2, "{filter} has {} rows", rows.len());
            for pair in rows.windows(2) {
                let [first, second] = [pair[0], pair[1]].map(|row| scores[shape.article_of(row) as usize]);
                let name = shape.name;
                assert!(first >= second * (1.0 - EQUAL_SHARE), "{filter}: {name} has {pair:?} with {first} < {second}");
                if first.to_bits() == second.to_bits() {
                    assert!(place_by_date(pair[0]) < place_by_date(pair[1]), "{filter}: {name} has {pair:?}");
                }
            }
        }
    }
}

/// True if the dates of two articles are at most `n_days` apart, or if one has no date.
fn is_near(snapshot: &Snapshot, row: RowId, other: RowId, n_days: i64) -> bool {
    let days = |row: RowId| snapshot.days_of(row).unwrap();
    let Some(own) = days(row) else { return true };
    days(other).is_none_or(|days| {
        days.0 <= own.1.saturating_add(n_days.days()) && days.1 >= own.0.saturating_sub(n_days.days())
    })
}

fn similar(snapshot: &Snapshot, row: RowId, window: Window) -> Vec<SimilarRow> {
    similar_rows(snapshot, row, window, LIKE_MAX, &|| false).expect("nothing stops it")
}

#[test]
fn every_shape_of_the_index_finds_similar_articles_by_the_formula() {
    // With so few articles, all of them are compared.
    let invented = Invented::new(N_ARTICLES / 4);
    let folder = tempfile::tempdir().unwrap();
    let mut n_found = 0;
    for shape in shapes(&invented, folder.path()) {
        let snapshot = &shape.snapshot;
        let vectors = Vectors::of(snapshot);
        for row in (0..snapshot.n_rows() as RowId).step_by(97) {
            for n_days in [None, Some(30)] {
                let window = n_days.map_or(Window::All, Window::Days);
                let is_in_window =
                    |other: RowId| n_days.is_none_or(|n_days| is_near(snapshot, row, other, i64::from(n_days)));
                let expected = vectors.similar(snapshot, row, is_in_window);
                let found = similar(snapshot, row, window);
                assert_eq!(found.len(), expected.len().min(LIKE_MAX), "{}: {row} within {window:?}", shape.name);
                for (found, (_, score)) in found.iter().zip(&expected) {
                    let by_formula = expected.iter().find(|(row, _)| *row == found.row).map(|(_, score)| *score);
                    let is_equal = |score: f64| (f64::from(found.score) - score).abs() < 1e-4;
                    assert!(
                        is_equal(*score) && by_formula.is_some_and(is_equal),
                        "{}: {row} within {window:?} has {found:?} in place of {score}, by the formula {by_formula:?}",
                        shape.name
                    );
                }
                n_found += found.len();
            }
        }
    }
    assert!(n_found > 400, "{n_found} were found");
}

#[test]
fn every_shape_of_the_index_finds_the_same_similar_articles_where_not_all_are_compared() {
    let invented = Invented::new(N_ARTICLES);
    let folder = tempfile::tempdir().unwrap();
    let shapes = shapes(&invented, folder.path());
    let whole = || shapes.iter().filter(|shape| shape.snapshot.deleted().count() == 0);
    assert!(whole().count() > 3);
    for row in (0..N_ARTICLES as RowId).step_by(101) {
        let mut of_shapes = whole().map(|shape| (shape.name, similar(&shape.snapshot, row, Window::All)));
        let (_, expected) = of_shapes.next().unwrap();
        assert!(!expected.is_empty(), "{row}");
        of_shapes.for_each(|(name, found)| assert_eq!(found, expected, "{name}: {row}"));
    }
}

#[test]
fn every_shape_of_the_index_answers_as_a_plain_scan_does() {
    let invented = Invented::new(N_ARTICLES);
    let articles = plain_articles(&invented);
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
        // The definition does not contain the names that hosts are shown under.
        if let Some(judged) = filter.rows(&invented) {
            let scanned = scan(&query, &articles, &SourceNames::default(), &Bitmap::default());
            check(&filter.text, "a plain scan", &scanned, &judged);
            n_judged += 1;
        }
        // Only these names and deleted rows change the result of a filter, so each other scan is used again.
        let mut known: Vec<(&Shape, Bitmap)> = Vec::new();
        for shape in shapes.iter().filter(|shape| filter_idx % shape.asked_every == 0) {
            let same = known.iter().position(|(other, _)| other.deleted == shape.deleted);
            let at = same.unwrap_or_else(|| {
                known.push((shape, scan(&query, &articles, shape.snapshot.source_names(), &shape.deleted)));
                known.len() - 1
            });
            let expected = &known[at].1;
            let found = answer(&query, shape, &|| false).expect("nothing stops it");
            check(&filter.text, shape.name, &found, expected);
            n_answered += usize::from(!expected.is_empty());
            if filter_idx % STOPPED_EVERY == 0 {
                let n_left = Cell::new(numbers.below(12));
                let stop = || n_left.replace(n_left.get().saturating_sub(1)) == 0;
                match answer(&query, shape, &stop) {
                    Some(found) => check(&filter.text, "a search that could have been stopped", &found, expected),
                    None => n_stopped += 1,
                }
            }
        }
    }
    // Empty filters, and filters that the definition cannot judge, must be the minority.
    assert!(n_judged > N_FILTERS / 2, "{n_judged} were judged by the words");
    assert!(n_answered > N_FILTERS, "{n_answered} found something");
    assert!(n_stopped > N_FILTERS / STOPPED_EVERY, "{n_stopped} were stopped");
}
