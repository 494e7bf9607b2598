//! Values of an overlay above the segments: they are found, sorted and counted as those of the articles are.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use newsreader::article::facts::Facts;
use newsreader::article::{Address, Article, ArticleDate, Body, Format, How, Known};
use newsreader::corpus::FileState;
use newsreader::index::{DayCounts, Marks, Overlay, RowFacts, RowId, SegmentBuilder, Snapshot, SnapshotBuilder};
use newsreader::query::{Fact, FactColumn, Node, Query, Search, Sort, Term, Test, parse};

const TODAY: Date = date(2022, 3, 16);
const NEVER: &dyn Fn() -> bool = &|| false;

/// A starred article.
#[derive(Debug)]
struct Starred;

impl Fact for Starred {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        facts.marks.is_starred
    }

    fn column(&self) -> FactColumn {
        FactColumn::Marks
    }
}

impl fmt::Display for Starred {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("starred")
    }
}

fn day(day: i8) -> ArticleDate {
    ArticleDate::day(date(2022, 3, day))
}

/// Articles of these days of March 2022, 0 for undated ones, each in a file of its own, two to a segment.
fn builder(days: &[i8]) -> SnapshotBuilder {
    let mut builder = SnapshotBuilder::default();
    for (number, days) in days.chunks(2).enumerate() {
        let mut segment = SegmentBuilder::default();
        for (at, of) in days.iter().enumerate() {
            let path = Arc::from(Path::new(&format!("{number}-{at}.txt")));
            segment.begin_chunk(&path, None, FileState::default());
            let mut article = Article::unknown_at(Address { path, item: None, range: None, format: Format::PlainText });
            if *of > 0 {
                article.date = Known::given(day(*of), "a field");
            }
            segment.push(article, Body::default(), &Facts::default(), false);
        }
        builder.push(segment.finish());
    }
    builder
}

fn snapshot(days: &[i8]) -> Snapshot {
    builder(days).snapshot()
}

fn with(snapshot: &Snapshot, change: impl FnOnce(&mut Overlay)) -> Snapshot {
    let mut overlay = snapshot.overlay().clone();
    change(&mut overlay);
    snapshot.with_overlay(Arc::new(overlay))
}

fn inferred(of: i8) -> Known<ArticleDate> {
    Known::inferred(day(of), "the other articles of the story")
}

#[track_caller]
fn check_query(snapshot: &Snapshot, query: Query, sort: Sort, expected: &[RowId]) -> Search {
    let mut search = Search::new(query, sort, None, snapshot);
    search.extend(snapshot, NEVER).expect("nothing stops it");
    assert_eq!(search.hits(1).rows.iter().collect::<Vec<_>>(), expected);
    search
}

#[track_caller]
fn check(snapshot: &Snapshot, filter: &str, expected: &[RowId]) {
    check_query(snapshot, parse(filter, TODAY), Sort::Newest, expected);
}

#[test]
fn a_date_of_an_overlay_is_found_sorted_and_counted() {
    let bare = snapshot(&[12, 0, 9, 0]);
    check(&bare, "", &[0, 2, 1, 3]);
    check(&bare, "date:2022-03", &[0, 2]);
    let dated = with(&bare, |overlay| overlay.put_date(3, inferred(10)));
    check(&dated, "", &[0, 3, 2, 1]);
    check_query(&dated, parse("", TODAY), Sort::Oldest, &[2, 3, 0, 1]);
    check(&dated, "date:2022-03-10", &[3]);
    check(&dated, "date:unknown", &[1]);
    check(&dated, "is:inferred", &[3]);
    check(&dated, "is:undated", &[1]);
    check(&dated, "has:date", &[0, 3, 2]);
    check(&dated, "-has:date", &[1]);
    let n_of_day =
        |counts: &DayCounts, of: i8| counts.n_before(date(2022, 3, of + 1)) - counts.n_before(date(2022, 3, of));
    assert_eq!((n_of_day(dated.days(), 10), dated.days().n_undated), (1, 1));
    assert_eq!((n_of_day(bare.days(), 10), bare.days().n_undated), (0, 2));
    let hits = check_query(&dated, parse("path:1-", TODAY), Sort::Newest, &[3, 2]).hits(1);
    assert_eq!((n_of_day(&hits.days, 10), hits.days.n_undated), (1, 0));
    assert_eq!(dated.article(3).date, inferred(10));
    assert_eq!(dated.days_of(3).expect("the segments are whole"), Some((date(2022, 3, 10), date(2022, 3, 10))));
}

#[test]
fn an_overlay_takes_the_place_of_another() {
    let bare = snapshot(&[12, 0, 9, 0, 5, 0]);
    let first = with(&bare, |overlay| overlay.put_date(1, inferred(13)));
    check(&first, "", &[1, 0, 2, 4, 3, 5]);
    let other = first.with_overlay(Arc::new({
        let mut overlay = Overlay::new(first.numbering());
        overlay.put_date(5, inferred(7));
        overlay.put_date(0, Known::restored(Some(day(1)), How::Set, ""));
        overlay
    }));
    check(&other, "", &[2, 5, 4, 0, 1, 3]);
    check(&other, "is:set", &[0]);
    let none = other.with_overlay(Arc::default());
    check(&none, "", &[0, 2, 4, 1, 3, 5]);
    assert_eq!(none.days(), bare.days());
    // One of other rows changes nothing.
    let mut of_others = Overlay::new(snapshot(&[12]).numbering());
    of_others.put_date(1, inferred(13));
    check(&bare.with_overlay(Arc::new(of_others)), "", &[0, 2, 4, 1, 3, 5]);
    // A date that the user set is not inferred away.
    let set = with(&other, |overlay| overlay.put_date(0, inferred(20)));
    check(&set, "is:set", &[0]);
}

#[test]
fn dates_of_one_day_stay_in_the_order_of_times_and_paths() {
    let bare = snapshot(&[12, 0, 12, 0]);
    let at_noon = ArticleDate { second_of_day: Some(43_200), ..day(12) };
    let timed = with(&bare, |overlay| {
        overlay.put_date(1, inferred(12));
        overlay.put_date(3, Known::inferred(at_noon, "the other articles of the story"));
    });
    check(&timed, "", &[3, 0, 1, 2]);
    check_query(&timed, parse("", TODAY), Sort::Oldest, &[0, 1, 2, 3]);
}

#[test]
fn rows_that_are_gone_stay_gone() {
    let mut builder = builder(&[12, 0, 9]);
    builder.delete([1]).expect("the segments are whole");
    let dated = with(&builder.snapshot(), |overlay| {
        overlay.put_date(1, inferred(10));
        overlay.put_date(77, inferred(10));
    });
    check(&dated, "", &[0, 2]);
    check(&dated, "date:2022-03-10", &[]);
    assert_eq!((dated.days().n_dated(), dated.days().n_undated), (2, 0));
}

#[test]
fn a_title_and_a_mark_of_an_overlay_are_found() {
    let bare = snapshot(&[12, 0, 9, 0]);
    let starred = || {
        let mut query = parse("", TODAY);
        query.root = Some(Node::Term(Term { field: None, any: vec![Test::Fact(Arc::new(Starred))] }));
        query
    };
    check_query(&bare, starred(), Sort::Newest, &[]);
    let marked = with(&bare, |overlay| {
        overlay.put_marks(2, Marks { is_starred: true, is_read: false });
        overlay.put_marks(0, Marks { is_starred: false, is_read: true });
        overlay.put_title(3, Known::restored(Some("Night ferry".into()), How::Set, ""));
    });
    check_query(&marked, starred(), Sort::Newest, &[2]);
    check(&marked, "has:title", &[3]);
    assert_eq!(marked.article(3).title.value().map(|title| &**title), Some("Night ferry"));
    assert!(Arc::ptr_eq(bare.by_date(), marked.by_date()), "no date has changed");
}

#[test]
fn a_search_starts_anew_where_the_overlay_changes() {
    let bare = snapshot(&[12, 0, 9, 0]);
    let mut search = check_query(&bare, parse("date:2022-03", TODAY), Sort::Newest, &[0, 2]);
    let dated = with(&bare, |overlay| overlay.put_date(1, inferred(10)));
    search.extend(&dated, NEVER).expect("nothing stops it");
    assert_eq!(search.hits(1).rows.iter().collect::<Vec<_>>(), [0, 1, 2]);
    let mut next = Search::new(parse("date:2022-03", TODAY), Sort::Newest, Some(&search), &bare);
    next.extend(&bare, NEVER).expect("nothing stops it");
    assert_eq!(next.hits(1).rows.iter().collect::<Vec<_>>(), [0, 2]);
    assert_eq!(next.hits(1).n_undated_left_out, 2);
}
