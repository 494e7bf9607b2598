//! A reading for one filter, which prepares no more than that filter asks, finds the same articles as one that prepares
//! everything.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use jiff::civil::date;
use newsreader::corpus::{Corpus, Options};
use newsreader::index::{Needs, Snapshot};
use newsreader::query::{Search, Sort, parse};
use newsreader::run::loader::{LoadRequest, load_all};

fn read(needs: Needs) -> Snapshot {
    load_all(&LoadRequest { needs, ..LoadRequest::in_memory(Corpus::Sample, Options::default()) }).unwrap().snapshot
}

/// The references of the articles that a filter matches, in their order.
fn found(filter: &str, sort: Sort, snapshot: &Snapshot) -> Vec<String> {
    let mut search = Search::new(Arc::new(parse(filter, date(2022, 3, 20))), sort, None, snapshot);
    assert_eq!(search.extend(snapshot, &|| false), Some(()));
    search.hits(0).rows.iter().map(|row| snapshot.article(row).address.reference()).collect()
}

#[test]
fn a_reading_for_one_filter_answers_it_as_any_other_does() {
    let whole = read(Needs::ALL);
    let filters = [
        "",
        "ferry",
        "ferry or harbour",
        "-ferry lang:en",
        "title:ferry",
        "\"the ferry\"",
        "/fer+y/",
        "~fery",
        "source:a",
        "author:n",
        "page:a",
        "date:2022",
        "date:2022-03 has:quote",
        "has:link",
        "has:caption",
        "-has:author",
        "is:undated",
        "mentions:2022-03",
        "who:n",
        "quote:the",
        "caption:the",
        "link:example",
        "words:>100 lang:en",
        "path:a",
    ];
    let mut readings: Vec<(Needs, Snapshot)> = Vec::new();
    let mut n_found = 0;
    for filter in filters {
        for sort in [Sort::Newest, Sort::Length, Sort::Relevance] {
            let needs = parse(filter, date(2022, 3, 20)).needs(sort);
            let expected = found(filter, sort, &whole);
            n_found += usize::from(!expected.is_empty());
            if !readings.iter().any(|(other, _)| *other == needs) {
                readings.push((needs, read(needs)));
            }
            let (_, reading) = readings.iter().find(|(other, _)| *other == needs).unwrap();
            assert_eq!(found(filter, sort, reading), expected, "{filter} by {sort:?}");
        }
    }
    assert_eq!(readings.len(), 4, "nothing, words, facts, and both");
    assert!(n_found > filters.len() * 2, "only {n_found} of them find anything");
}
