//! Where articles stand in lists and in the index: what counts and columns say of it is what a walk over all articles
//! says.

#![allow(clippy::unwrap_used, reason = "a test that cannot write its articles has failed")]

#[path = "places/corpus.rs"]
mod corpus;
#[path = "places/keys.rs"]
mod keys;
#[path = "places/read_anew.rs"]
mod read_anew;

use std::cmp::Reverse;
use std::path::Path;

use corpus::{Corpus, corpora};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use newsreader::article::{Article, ArticleKey};
use newsreader::index::{RowId, Snapshot, compare_paths};
use newsreader::query::{Hits, Near, Search, Sort, parse};
use proptest::prelude::*;

const TODAY: Date = date(2022, 3, 16);

/// Filters that all articles, some, and none match.
const FILTERS: &[&str] = &["", "ferry", "date:2021..", "date:unknown", "ferry tolls", "nowhere"];

fn hits(filter: &str, sort: Sort, snapshot: &Snapshot) -> Hits {
    let mut search = Search::new(parse(filter, TODAY), sort, None, snapshot);
    search.extend(snapshot, &|| false).expect("nothing stops it");
    search.hits(1)
}

fn date_of(article: &Article) -> Option<(Date, u32)> {
    article.date.value().map(newsreader::article::ArticleDate::sort_key)
}

/// The order of the list: newest first, undated last, then by path and item.
fn newest_first(one: &Article, other: &Article) -> std::cmp::Ordering {
    Reverse(date_of(one)).cmp(&Reverse(date_of(other))).then_with(|| compare_paths(one, other))
}

/// The rows that have an article in the order of the list, by what the articles themselves say.
fn in_order(sort: Sort, snapshot: &Snapshot) -> Vec<RowId> {
    let mut rows: Vec<RowId> = (0..snapshot.n_rows() as RowId).filter(|row| !snapshot.is_deleted(*row)).collect();
    rows.sort_by(|one, other| newest_first(&snapshot.article(*one), &snapshot.article(*other)));
    let article = |row: &RowId| snapshot.article(*row);
    match sort {
        Sort::Newest | Sort::Relevance => {}
        Sort::Oldest => {
            // Undated ones stay last, and equal dates in the order of their paths.
            rows.sort_by_key(|row| date_of(&article(row)).map_or((true, None), |date| (false, Some(date))));
        }
        Sort::Source => rows.sort_by_key(|row| {
            let source = article(row).source.value().map(ToString::to_string);
            (source.is_none(), source.as_ref().map(|name| name.to_lowercase()), source)
        }),
        Sort::Length => rows.sort_by_key(|row| Reverse(article(row).n_words)),
        Sort::Path => rows.sort_by(|one, other| compare_paths(&article(one), &article(other))),
    }
    rows
}

/// The place of the article of `rows` nearest in time to that of `row`, by what the articles themselves say.
fn nearest(row: RowId, rows: &[RowId], snapshot: &Snapshot) -> usize {
    let article = snapshot.article(row);
    let n_before = rows.iter().filter(|other| newest_first(&snapshot.article(**other), &article).is_lt()).count();
    let days_from = |at: usize| {
        let other = snapshot.article(*rows.get(at)?).day()?;
        Some(article.day()?.since(other).unwrap().get_days().abs())
    };
    match (n_before.checked_sub(1).and_then(days_from), days_from(n_before)) {
        (Some(before), Some(after)) if before < after => n_before - 1,
        (Some(_), None) => n_before - 1,
        _ => n_before.min(rows.len().saturating_sub(1)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lists_are_in_their_order(corpus in corpora()) {
        let Corpus { snapshot, .. } = corpus.build();
        for sort in Sort::ALL {
            let hits = hits("", sort, &snapshot);
            prop_assert_eq!(hits.rows.as_slice(), in_order(sort, &snapshot), "{}", sort.name());
        }
    }

    #[test]
    fn days_have_their_places(corpus in corpora(), first in 0_i32..900, n_days in 0_i32..400) {
        let Corpus { snapshot, .. } = corpus.build();
        let first = date(2020, 1, 1) + first.days();
        let last = first + n_days.days();
        for filter in FILTERS {
            for sort in Sort::ALL {
                let hits = hits(filter, sort, &snapshot);
                let day = |row: RowId| snapshot.article(row).day();
                let of_days = hits.rows.iter().position(|row| day(row).is_some_and(|day| first <= day && day <= last));
                prop_assert_eq!(hits.first_of_days(first, last), of_days, "{} by {}", filter, sort.name());
                let undated = hits.rows.iter().position(|row| day(row).is_none());
                prop_assert_eq!(hits.first_undated(), undated, "{} by {}", filter, sort.name());
            }
        }
        let days: Vec<Option<Date>> = snapshot.by_date().iter().map(|row| snapshot.article(*row).day()).collect();
        let by_counts: Vec<Option<Date>> = (0..=days.len()).map(|at| snapshot.days().day_at(at)).collect();
        prop_assert_eq!(&by_counts[..days.len()], &days[..]);
        prop_assert_eq!(by_counts[days.len()], None);
    }

    #[test]
    fn the_nearest_in_time_is_found(corpus in corpora()) {
        let Corpus { snapshot, .. } = corpus.build();
        for filter in FILTERS {
            let hits = hits(filter, Sort::Newest, &snapshot);
            for row in snapshot.by_date().iter() {
                let found = hits.nearest_in_time(Near::Row(*row), &snapshot);
                prop_assert_eq!(found, nearest(*row, hits.rows.as_slice(), &snapshot), "{} {}", filter, row);
            }
        }
    }

    #[test]
    fn what_is_gone_leaves_its_place(corpus in corpora()) {
        let Corpus { snapshot, mut builder, .. } = corpus.build();
        for (place, row) in snapshot.by_date().iter().enumerate().step_by(5) {
            builder.delete([*row]).unwrap();
            let later = builder.snapshot();
            let next = snapshot.by_date()[place..].iter().copied().find(|row| !later.is_deleted(*row));
            let near = Near::Deleted(snapshot.days().day_at(place), next);
            for filter in ["", "ferry"] {
                let hits = hits(filter, Sort::Newest, &later);
                let found = hits.nearest_in_time(near, &later);
                prop_assert_eq!(found, nearest(*row, hits.rows.as_slice(), &later), "{} {}", filter, row);
            }
        }
    }

    #[test]
    fn articles_are_found_by_what_they_are_called(corpus in corpora()) {
        let Corpus { snapshot, .. } = corpus.build();
        let rows = || (0..snapshot.n_rows() as RowId).filter(|row| !snapshot.is_deleted(*row));
        for row in 0..snapshot.n_rows() as RowId {
            let article = snapshot.article(row);
            let address = &article.address;
            // An article that was read anew has the same key, and another row.
            let of_key = rows().find(|row| snapshot.article(*row).key() == article.key());
            prop_assert_eq!(snapshot.row_of(article.key()), of_key);
            prop_assert_eq!(snapshot.row_named(&article.key().to_string()), of_key);
            prop_assert_eq!(snapshot.row_named(&address.reference()), of_key);
            prop_assert_eq!(snapshot.row_since(article.key(), row + 1), of_key.filter(|other| *other > row));
            let first = rows().find(|row| {
                let own = &snapshot.article(*row).address;
                own.path == address.path && own.item.is_none_or(|item| item == 1)
            });
            prop_assert_eq!(snapshot.row_named(&address.path_text()), first);
            prop_assert_eq!(snapshot.row_at_path(address.path.to_str().unwrap()), first);
            let of_file = |path: &Path| (*path == *address.path).then_some(|item: Option<u32>| item != Some(2));
            let expected: Vec<RowId> = rows()
                .filter(|row| {
                    let own = &snapshot.article(*row).address;
                    own.path == address.path && own.item != Some(2)
                })
                .collect();
            prop_assert_eq!(snapshot.rows_at(of_file), expected);
        }
        prop_assert_eq!(snapshot.row_named("none.txt"), None);
        prop_assert_eq!(snapshot.row_of(ArticleKey::new(Path::new("none.txt"), None)), None);
    }
}
