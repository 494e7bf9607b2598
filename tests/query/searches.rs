//! Searches over articles that are still arriving: orders, stops, and what is said when nothing matches.

use std::sync::Arc;

use newsreader::article::Known;
use newsreader::index::SnapshotBuilder;
use newsreader::query::{Query, Rows, Search, Sort, WithoutPart, parse, without_part};

use crate::articles::{self, TODAY, snapshot};
use crate::{ALL, NEVER, names, search};

#[track_caller]
fn check_order(sort: Sort, expected: &[&str]) {
    let mut builder = SnapshotBuilder::default();
    let mut left = articles::articles().into_iter().peekable();
    let mut growing: Option<Search> = None;
    while left.peek().is_some() {
        builder.push(articles::segment(left.by_ref().take(4)));
        let snapshot = builder.snapshot();
        let search = growing.get_or_insert_with(|| Search::new(parse("", TODAY), sort, None, &snapshot));
        search.extend(&snapshot, NEVER).expect("nothing stops it");
        search.count_without_parts(NEVER).expect("nothing stops it");
        let hits = search.hits(7);
        assert!(matches!(hits.rows, Rows::All(_)) && hits.complete && hits.ticket == 7);
        assert_eq!(hits.rows.len(), snapshot.len());
        if snapshot.len() == ALL.len() {
            assert_eq!(names(&hits.rows, &snapshot), expected, "{}", sort.name());
            assert_eq!(hits.rows.position(hits.rows.get(4).expect("five rows")), Some(4));
        }
        if sort == Sort::Newest {
            assert!(Arc::ptr_eq(
                snapshot.by_date(),
                match &hits.rows {
                    Rows::All(rows) => rows.whole(|damaged| panic!("{damaged}")),
                    Rows::Some(rows) => rows,
                }
            ));
        }
    }
    assert_eq!(Sort::from_name(sort.name()), Some(sort));
}

#[test]
fn orders() {
    check_order(Sort::Newest, ALL);
    // Two of one day stay in the order of their paths, and undated ones come last.
    check_order(
        Sort::Oldest,
        &["wreck", "flood", "港", "empty", "cafe", "russian", "ferry", "union", "toll", "undated"],
    );
    check_order(Sort::Path, &["union", "toll", "cafe", "empty", "ferry", "flood", "russian", "undated", "wreck", "港"]);
    check_order(
        Sort::Source,
        &["cafe", "union", "ferry", "wreck", "toll", "russian", "empty", "港", "flood", "undated"],
    );
}

#[test]
fn longest_first() {
    let snapshot = snapshot(articles::articles(), 3);
    let hits = search("", Sort::Length, &snapshot);
    let lengths: Vec<u32> = hits.rows.iter().map(|row| snapshot.article(row).n_words).collect();
    assert!(lengths.is_sorted_by(|a, b| a >= b) && lengths[0] == 600 && lengths[9] == 0, "{lengths:?}");
}

#[track_caller]
fn check_dropped(filter: &str, expected: &[(&str, usize)]) {
    let snapshot = snapshot(articles::articles(), 3);
    let hits = search(filter, Sort::Newest, &snapshot);
    let dropped: Vec<_> = hits.dropped.iter().map(|part| (part.text.as_str(), part.n_articles)).collect();
    assert_eq!(dropped, expected, "{filter}");
    for WithoutPart { range, n_articles, .. } in &hits.dropped {
        let without = without_part(filter, range);
        assert_eq!(search(&without, Sort::Newest, &snapshot).rows.len(), *n_articles, "{filter} without → {without}");
    }
}

#[test]
fn without_which_part_something_matches() {
    check_dropped("harbour -harb", &[("harbour", 6), ("-harb", 4)]);
    check_dropped("harbour date:2001", &[("date:2001", 4)]);
    check_dropped("ferry and (wreck or toll) and lang:en", &[("ferry", 1), ("(wreck or toll)", 1)]);
    check_dropped("ferry title:nothing source:wire", &[("title:nothing", 1)]);
    // "it" stays whole without the word behind it, and does not find "its".
    check_dropped("it zebra", &[("zebra", 1)]);
    check_dropped("har zebra", &[]);
    // Without one of two equal parts the other one still finds nothing.
    check_dropped("harbour zebra zebra", &[]);
    check_dropped("harbour zebra harbour", &[("zebra", 4)]);
    check_dropped("harbour -harb -harb", &[("harbour", 6)]);
    check_dropped("ferry", &[]);
    check_dropped("nowhere", &[]);
    check_dropped("nowhere or neither", &[]);
}

#[test]
fn a_filter_that_finds_nothing_is_looked_for_in_page_text() {
    let snapshot = snapshot(articles::articles(), 3);
    for (filter, expected) in [
        ("lighthouse", Some(("page:lighthouse", 1))),
        ("\"most read\" date:2020", Some(("page:\"most read\" date:2020", 1))),
        ("lighthouse date:2021", None),
        ("lighthouse or zebra", Some(("page:lighthouse or page:zebra", 1))),
        // A filter that finds articles by itself offers none.
        ("lighthouse or ferry", None),
        ("title:lighthouse", None),
        ("nowhere", None),
    ] {
        let hits = search(filter, Sort::Newest, &snapshot);
        let found = hits.in_page_text.as_ref().map(|found| (found.filter.as_str(), found.n_articles));
        assert_eq!(found, expected, "{filter}");
        if let Some((right, n_articles)) = found {
            assert_eq!(hits.offer(0, filter).as_deref(), Some(right));
            assert_eq!(search(right, Sort::Newest, &snapshot).rows.len(), n_articles, "{filter}");
        }
    }
}

#[test]
fn a_stopped_search_goes_on() {
    let snapshot = snapshot(articles::articles(), 1);
    let mut search = Search::new(parse("harbour", TODAY), Sort::Newest, None, &snapshot);
    assert_eq!(search.extend(&snapshot, &|| true), None);
    let hits = search.hits(1);
    assert!(!hits.complete && hits.n_searched == 0 && hits.rows.is_empty());
    assert_eq!(search.extend(&snapshot, NEVER), Some(()));
    assert_eq!(names(&search.hits(1).rows, &snapshot), ["union", "toll", "ferry", "flood"]);
}

#[test]
fn what_a_stopped_search_has_found_stays() {
    let snapshot = snapshot(articles::articles(), 1);
    let mut n_searched_seen = Vec::new();
    for n_times in 0.. {
        let mut search = Search::new(parse("harbour", TODAY), Sort::Newest, None, &snapshot);
        let n_asked = std::cell::Cell::new(0);
        let is_over = search.extend(&snapshot, &|| n_asked.replace(n_asked.get() + 1) == n_times).is_some();
        n_searched_seen.push(search.hits(1).n_searched);
        assert_eq!(search.extend(&snapshot, NEVER), Some(()));
        assert_eq!(names(&search.hits(1).rows, &snapshot), ["union", "toll", "ferry", "flood"]);
        if is_over {
            break;
        }
    }
    n_searched_seen.dedup();
    let expected: Vec<usize> = (0..=snapshot.n_rows()).collect();
    assert_eq!(n_searched_seen, expected, "each article more is kept");
}

#[test]
fn a_source_is_found_by_the_name_that_its_host_gets_later() {
    let article = |path: &str, source: &str| {
        let mut article = articles::bare(path);
        article.source = Known::given(source.into(), "a field");
        article.link = Some(format!("https://www.harbourwire.example/{path}").into());
        (article, articles::body("The port is closed."))
    };
    let mut builder = SnapshotBuilder::default();
    builder.push(articles::segment([article("a.txt", "harbourwire.example")]));
    let snapshot = builder.snapshot();
    let mut by_name = Search::new(parse("source:\"harbour wire\"", TODAY), Sort::Newest, None, &snapshot);
    let mut by_host = Search::new(parse("source:harbourwire", TODAY), Sort::Newest, None, &snapshot);
    let mut found = |snapshot: &newsreader::index::Snapshot| {
        [&mut by_name, &mut by_host].map(|search| {
            search.extend(snapshot, NEVER).expect("nothing stops it");
            names(&search.hits(1).rows, snapshot).concat()
        })
    };
    assert_eq!(found(&snapshot), ["", "a"]);
    assert_eq!(snapshot.source_name(&snapshot.article(0)).as_deref(), Some("harbourwire.example"));
    builder.push(articles::segment([article("b.txt", "Harbour Wire"), article("c.txt", "en.harbourwire.example")]));
    let snapshot = builder.snapshot();
    assert_eq!(found(&snapshot), ["abc", "abc"]);
    assert_eq!(snapshot.source_name(&snapshot.article(0)).as_deref(), Some("Harbour Wire"));
    let typed = search("source:harbourwire -source:/^wire$/", Sort::Source, &snapshot);
    assert!(typed.rows.is_empty(), "all of them are the Wire's");
    builder.delete([1]).expect("it is whole");
    let snapshot = builder.snapshot();
    assert_eq!(found(&snapshot), ["", "ac"]);
    assert_eq!(snapshot.source_name(&snapshot.article(2)).as_deref(), Some("harbourwire.example"));
}

#[test]
fn articles_of_one_source_stand_together() {
    let article = |path: &str, source: &str| {
        let mut article = articles::bare(path);
        article.source = Known::given(source.into(), "a field");
        article.link = source.starts_with("Wire").then(|| "https://harbour.example/a".into());
        (article, articles::body("The port is closed."))
    };
    let all = [("a.txt", "harbour.example"), ("b.txt", "Wire"), ("c.txt", "Post"), ("d.txt", "m.harbour.example")];
    let snapshot = snapshot(all.map(|(path, source)| article(path, source)).into(), 2);
    assert_eq!(names(&search("", Sort::Source, &snapshot).rows, &snapshot), ["c", "a", "b", "d"]);
}

#[test]
fn another_folder_starts_anew() {
    let first = snapshot(articles::articles(), 3);
    let second = snapshot(articles::articles().into_iter().skip(1).collect(), 3);
    let mut search = Search::new(parse("ferry", TODAY), Sort::Newest, None, &first);
    search.extend(&first, NEVER).expect("nothing stops it");
    search.count_without_parts(NEVER).expect("nothing stops it");
    assert_eq!(search.hits(1).rows.len(), 1);
    search.extend(&second, NEVER).expect("nothing stops it");
    search.count_without_parts(NEVER).expect("nothing stops it");
    assert_eq!(search.hits(1).rows.len(), 0);
}

#[test]
fn hostile_filters() {
    let check = |filter: String| {
        let query: Query = parse(&filter, TODAY);
        assert!(query.spots.len() <= newsreader::query::MAX_SPOTS);
        let _printed = query.root.as_ref().map(ToString::to_string);
        let _marked = query.terms();
    };
    check("(".repeat(100_000));
    check(")".repeat(100_000));
    check("-(".repeat(50_000));
    check("-".repeat(100_000));
    check("not ".repeat(25_000));
    check("a or (b ".repeat(12_000));
    check("\"".repeat(100_000));
    check("title:".repeat(20_000));
    check("a:".repeat(50_000));
    check("/a/".repeat(30_000));
    check(format!("path:{}", "*".repeat(5_000)));
    check(format!("date:{}", "9".repeat(5_000)));
    check("é".repeat(50_000));
}

#[test]
fn a_search_may_cross_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Search>();
    check::<newsreader::query::Hits>();
    check::<Query>();
}
