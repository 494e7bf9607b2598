//! Tests of similar articles, in memory and on disk.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::article::facts::Facts;
use crate::article::{Address, Article, ArticleDate, BlockKind, BodyBuilder, Format, Known};
use crate::index::stored::{Segment, SegmentOutput, merge_segments};
use crate::index::{SegmentBuilder, SnapshotBuilder};
use crate::query::{LIKE_MAX, Search, Sort, parse};

/// The title, the day of March 2022 (0 for none) and the text of each article.
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

fn segment(articles: &[(&str, i8, &str)], first_item: u32) -> Segment {
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

/// Returns a snapshot of all articles in two segments. The segments in `on_disk` are on disk, the others in memory.
fn snapshot(index: &Path, on_disk: &[usize]) -> Snapshot {
    let (first, last) = ARTICLES.split_at(4);
    let parts = [segment(first, 1), segment(last, 5)];
    let mut builder = SnapshotBuilder::default();
    for (number, part) in (0..).zip(parts) {
        let stored = on_disk.contains(&number);
        builder.push(part);
        if stored {
            let output = SegmentOutput::on_disk(index, number as u64).unwrap();
            let on_disk = merge_segments(&builder.segments()[number..=number], &output, &|| false).unwrap();
            builder.replace(number..number + 1, Arc::new(on_disk));
        }
    }
    builder.snapshot()
}

fn rows(found: &[SimilarRow]) -> Vec<RowId> {
    found.iter().map(|similar| similar.row).collect()
}

#[test]
fn similar_articles_come_first_wherever_they_lie() {
    let index = tempfile::tempdir().unwrap();
    let memory = snapshot(index.path(), &[]);
    // The similar articles of each article: within a fortnight, and among all.
    let expected: [(RowId, &[RowId], &[RowId]); 6] =
        [(0, &[1], &[1, 3]), (1, &[0], &[0, 3]), (2, &[5], &[5]), (5, &[2], &[2]), (6, &[7], &[7]), (8, &[], &[])];
    for (row, near, all) in expected {
        let found = |snapshot: &Snapshot, window| similar_rows(snapshot, row, window, 50, &|| false).unwrap();
        let (of_fortnight, of_all) = (found(&memory, Window::Days(14)), found(&memory, Window::All));
        assert_eq!((rows(&of_fortnight), rows(&of_all)), (near.to_vec(), all.to_vec()), "{row} {of_all:?}");
        assert!(of_all.iter().all(|similar| (LEAST_SCORE..=1.0).contains(&similar.score)));
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
    let found = |row, window, limit| rows(&similar_rows(&snapshot, row, window, limit, &|| false).unwrap());
    assert_eq!(found(0, Window::All, 1), [1]);
    assert_eq!(found(0, Window::Days(18), 50), [1, 3], "the last day counts");
    assert_eq!(found(0, Window::Days(17), 50), [1]);
    assert_eq!(found(0, Window::Days(u32::MAX), 50), [1, 3]);
    assert!(found(0, Window::All, 0).is_empty());
    assert_eq!(similar_rows(&snapshot, 0, Window::All, 5, &|| true), None);
}

#[test]
fn an_undated_article_is_compared_with_all_and_all_with_it() {
    const UNDATED: &[(&str, i8, &str)] = &[
        ("Ferry in port", 0, "The night ferry Kestrel is in port, said Captain Amdahl, as a door seal broke."),
        ARTICLES[0],
        ARTICLES[3],
    ];
    let mut builder = SnapshotBuilder::default();
    builder.push(segment(UNDATED, 1));
    let snapshot = builder.snapshot();
    let found = |row, window| {
        let mut found = rows(&similar_rows(&snapshot, row, window, 50, &|| false).unwrap());
        found.sort_unstable();
        found
    };
    assert_eq!(found(0, Window::Days(0)), [1, 2]);
    assert_eq!(found(1, Window::Days(30)), [0, 2]);
    assert_eq!(found(1, Window::Days(1)), [0]);
    assert_eq!(found(1, Window::All), [0, 2]);
}

/// Returns a word that is in no table of common words.
fn word(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
    format!("qu{}{}{}x", letter(number), letter(number / 26), letter(number / 676))
}

#[test]
fn of_more_articles_than_are_compared_those_of_one_story_are_found() {
    const N_STORIES: usize = 700;
    const TOLD: usize = 4;
    // Each story has words of its own, twice in each of its articles, and other words that other stories have too.
    let articles: Vec<(String, String)> = (0..N_STORIES * TOLD)
        .map(|at| {
            let own = (0..16).map(|number| word(at % N_STORIES * 8 + number % 8));
            let others = (0..30).map(|number| word(9_000 + (at * 7_919 + number * (31 * number + 17 * at)) % 2_903));
            ("Ferry".to_owned(), own.chain(others).collect::<Vec<_>>().join(" "))
        })
        .collect();
    let articles: Vec<(&str, i8, &str)> = articles.iter().map(|(title, text)| (&**title, 0, &**text)).collect();
    let mut builder = SnapshotBuilder::default();
    for (number, articles) in articles.chunks(500).enumerate() {
        builder.push(segment(articles, 1 + number as u32 * 500));
    }
    builder.delete([0]).unwrap();
    let snapshot = builder.snapshot();
    assert!(snapshot.len() > 2 * COMPARED_MAX);
    for story in (0..N_STORIES).step_by(23) {
        let row = (story + N_STORIES) as RowId;
        let mut found = rows(&similar_rows(&snapshot, row, Window::All, TOLD - 1, &|| false).unwrap());
        found.sort_unstable();
        let tellings = (0..TOLD).map(|telling| (story + telling * N_STORIES) as RowId);
        let expected: Vec<RowId> = tellings.filter(|other| *other != row && *other != 0).collect();
        assert_eq!(found, expected, "{story}");
    }
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
                .chain(rows(&similar_rows(&snapshot, row, USUAL_WINDOW, LIKE_MAX, &|| false).unwrap()))
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
