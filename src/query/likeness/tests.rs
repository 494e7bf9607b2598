//! Alike articles, in memory and on disk.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::article::facts::Facts;
use crate::article::{Address, Article, ArticleDate, BlockKind, BodyBuilder, Format, Known};
use crate::index::stored::{SegmentOutput, StoredSegment, merge_segments};
use crate::index::{SegmentBuilder, SnapshotBuilder};
use crate::query::{LIKE_MAX, Search, Sort, parse};

/// Title, day of March 2022 (0 for none), text.
const ARTICLES: &[(&str, i8, &str)] = &[
    ("Night ferry cancelled", 12, "The night ferry Kestrel stayed in port. Captain Amdahl blamed the door seal."),
    ("Ferry door fails again", 13, "The door seal of the Kestrel failed, and Captain Amdahl kept the ferry in port."),
    ("Tolls rise in April", 13, "The council raised the tolls of the bridge. The lorries pay more."),
    ("Kestrel sails", 30, "The Kestrel has a new door seal, and Captain Amdahl sailed with the night ferry."),
    ("The seal of the harbour", 0, "A seal with a fish in its mouth has been the sign of the port since 1702."),
    ("Council and tolls", 14, "The council heard the lorries. The tolls of the bridge stay in the plan."),
    ("港口渡轮停航", 12, "夜间渡轮停在港口，船长说舱门密封圈坏了。"),
    ("渡轮复航", 13, "渡轮的舱门密封圈已更换，船长昨晚开船。"),
    ("A quiet day", 13, "Nothing was heard in the town, and nobody minded."),
    ("Weather", 14, "Rain in the morning, and the wind turns to the west."),
];

fn segment(articles: &[(&str, i8, &str)], first_item: u32) -> StoredSegment {
    let mut builder = SegmentBuilder::default();
    for (item, (title, day, text)) in (first_item..).zip(articles) {
        let path = Arc::from(Path::new("news.jsonl"));
        let address = Address { path, item: Some(item), range: None, format: Format::PlainText };
        let mut article = Article::unknown_at(address);
        article.title = Known::given((*title).into(), "a field");
        if *day > 0 {
            let day = date(2022, 3, *day);
            article.date = Known::given(ArticleDate::day(day), "a field");
        }
        let mut body = BodyBuilder::default();
        body.push(text);
        body.end_block(BlockKind::Paragraph, false);
        builder.push(article, body.finish(), &Facts::default(), true);
    }
    builder.finish()
}

/// All articles in memory, in two parts; with `on_disk`, those parts of them are on disk.
fn snapshot(index: &Path, on_disk: &[usize]) -> Snapshot {
    let (first, last) = ARTICLES.split_at(4);
    let parts = [segment(first, 1), segment(last, 5)];
    let mut builder = SnapshotBuilder::default();
    for (number, part) in (0..).zip(parts) {
        let stored = on_disk.contains(&number);
        builder.push(part);
        if stored {
            let output = SegmentOutput::on_disk(index, number as u64).unwrap();
            let on_disk = merge_segments(&builder.parts()[number..=number], &output, &|| false).unwrap();
            builder.replace(number..number + 1, Arc::new(on_disk));
        }
    }
    builder.snapshot()
}

fn rows(found: &[Alike]) -> Vec<RowId> {
    found.iter().map(|alike| alike.row).collect()
}

#[test]
fn what_is_alike_comes_first_wherever_it_lies() {
    let index = tempfile::tempdir().unwrap();
    let memory = snapshot(index.path(), &[]);
    // The similar articles of each article, within a fortnight and in all.
    let expected: [(RowId, &[RowId], &[RowId]); 6] =
        [(0, &[1], &[3, 1]), (1, &[0], &[0, 3]), (2, &[5], &[5]), (5, &[2], &[2]), (6, &[7], &[7]), (8, &[], &[])];
    for (row, near, all) in expected {
        let found = |snapshot: &Snapshot, window| alike(snapshot, row, window, 50, &|| false).unwrap();
        let (of_fortnight, of_all) = (found(&memory, Window::Days(14)), found(&memory, Window::All));
        let strong = |found: &[Alike]| -> Vec<RowId> {
            rows(&found.iter().copied().filter(|alike| alike.score > 0.16).collect::<Vec<_>>())
        };
        assert_eq!((strong(&of_fortnight), strong(&of_all)), (near.to_vec(), all.to_vec()), "{row} {of_all:?}");
        assert!(of_all.iter().all(|alike| alike.row != row && alike.score >= LEAST_SCORE && alike.score <= 1.0));
        for on_disk in [&[0][..], &[1], &[0, 1]] {
            let stored = snapshot(index.path(), on_disk);
            assert_eq!(found(&stored, Window::All), of_all, "{row} with {on_disk:?} on disk");
            assert_eq!(found(&stored, Window::Days(14)), of_fortnight, "{row} with {on_disk:?} on disk");
        }
    }
}

#[test]
fn days_and_numbers_limit_it() {
    let index = tempfile::tempdir().unwrap();
    let snapshot = snapshot(index.path(), &[0]);
    let found = |row, window, limit| rows(&alike(&snapshot, row, window, limit, &|| false).unwrap());
    assert_eq!(found(0, Window::All, 1), [3]);
    assert_eq!(found(0, Window::Days(18), 1), [3], "the last day counts");
    assert_eq!(found(0, Window::Days(17), 1), [1]);
    assert_eq!(found(0, Window::Days(u32::MAX), 1), [3]);
    assert!(found(0, Window::All, 0).is_empty());
    assert_eq!(found(4, Window::Days(0), 50), found(4, Window::All, 50), "an undated article is compared with all");
    assert!(!found(0, Window::Days(60), 50).contains(&4), "an undated article is of no day");
    assert_eq!(alike(&snapshot, 0, Window::All, 5, &|| true), None);
}

#[test]
fn a_filter_asks_for_it() {
    let index = tempfile::tempdir().unwrap();
    for on_disk in [&[][..], &[0], &[0, 1]] {
        let snapshot = snapshot(index.path(), on_disk);
        let check = |filter: &str, sort: Sort, expected: &[RowId], remark: Option<&str>| {
            let query = parse(filter, date(2022, 3, 16));
            assert!(query.spots.is_empty(), "{filter}: {:?}", query.spots);
            assert_eq!(query.root.as_ref().unwrap().to_string(), filter);
            let mut search = Search::new(query, sort, None, &snapshot);
            search.extend(&snapshot, &|| false).unwrap();
            let hits = search.hits(1);
            assert_eq!(hits.rows.as_slice(), expected, "{filter} with {on_disk:?} on disk");
            let remarks: Vec<&str> = hits.remarks.iter().map(|spot| &*spot.message).collect();
            assert_eq!(remarks, remark.into_iter().collect::<Vec<_>>(), "{filter}");
        };
        let near = |row: RowId| -> Vec<RowId> {
            std::iter::once(row)
                .chain(rows(&alike(&snapshot, row, USUAL_WINDOW, LIKE_MAX, &|| false).unwrap()))
                .collect()
        };
        check("like:news.jsonl#1", Sort::Newest, &near(0), None);
        check("like:news.jsonl", Sort::Newest, &near(0), None);
        check(&format!("like:{}", snapshot.article(0).key()), Sort::Relevance, &near(0), None);
        check("like:news.jsonl#3 -council", Sort::Newest, &[], None);
        check("like:news.jsonl#3 title:tolls", Sort::Newest, &[5, 2], None);
        check("like:news.jsonl#3,news.jsonl#7 -port", Sort::Oldest, &[6, 2, 7, 5], None);
        check("title:weather or like:news.jsonl#6 title:tolls", Sort::Newest, &[5, 9, 2], None);
        let missing = "There is no article none.txt in this folder";
        check("like:none.txt", Sort::Newest, &[], Some(missing));
        check("weather or like:none.txt", Sort::Newest, &[9], Some(missing));
        check(
            "like:\"no such one.txt#2\"",
            Sort::Newest,
            &[],
            Some("There is no article no such one.txt#2 in this folder"),
        );
    }
}

#[test]
fn new_articles_are_compared_as_well() {
    let mut builder = SnapshotBuilder::default();
    builder.push(segment(&ARTICLES[..3], 1));
    let before = builder.snapshot();
    let query = || parse("like:news.jsonl#3 tolls", date(2022, 3, 16));
    let mut search = Search::new(query(), Sort::Newest, None, &before);
    search.extend(&before, &|| false).unwrap();
    assert_eq!(search.hits(1).rows.as_slice(), [2]);
    builder.push(segment(&ARTICLES[3..], 4));
    let after = builder.snapshot();
    let mut later = Search::new(query(), Sort::Newest, Some(&search), &after);
    later.extend(&after, &|| false).unwrap();
    assert_eq!(later.hits(2).rows.as_slice(), [5, 2]);
}
