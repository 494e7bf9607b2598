//! What must hold for any filter and any articles.

use newsreader::index::{Snapshot, SnapshotBuilder};
use newsreader::query::{Search, Sort, SpotKind, TextField, marks, narrow_to_dates, parse, without_part};
use proptest::prelude::*;

use crate::NEVER;
use crate::articles::{TODAY, articles, bare, body, read, segment, snapshot};
use crate::plain_scan::PlainArticle;

/// Pieces that filters are made of.
const PIECES: &[&str] = &[
    "ferry",
    "fe",
    "harb",
    "harbour",
    "war",
    "words",
    "of",
    "or",
    "and",
    "not",
    "-",
    "!",
    "|",
    "(",
    ")",
    "\"",
    "“",
    "=",
    "~",
    "/",
    "*",
    ":",
    ",",
    "..",
    " ",
    " ",
    " ",
    "title:",
    "body:",
    "source:",
    "author:",
    "date:",
    "is:",
    "has:",
    "lang:",
    "path:",
    "file:",
    "words:",
    "quote:",
    "sorce:",
    "site:",
    "~3",
    "w/10",
    "se*",
    "+",
    "&",
    "who:",
    "caption:",
    "link:",
    "mentions:",
    "tweet",
    "quote",
    "okoro",
    "2001",
    "2022",
    "2022-03",
    "~2022",
    "7d",
    "unknown",
    "given",
    "link",
    "en",
    ">5",
    "..900",
    "港口",
    "Ёлкин",
    "é",
    "…",
    "kelly's",
    "t.co",
    "*.txt",
    "\"war of words\"",
    "\"or*\"",
    "=and",
    "/fe/",
    "/[/]/",
    "/(a|b",
    "\\",
    "[",
    "~fery",
    "~kely's",
    "title:~tols",
    "who:/^ada$/",
];

fn filter() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..14).prop_map(|pieces| pieces.concat())
}

/// Filters of whole parts, which are mostly right.
fn right_filter() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "fe",
        "fe*",
        "now",
        "fer",
        "ferry",
        "h",
        "harb",
        "harbour",
        "-f",
        "-harbour",
        "=war",
        "\"war of\"",
        "\"war of w*\"",
        "or",
        "or",
        "title:h",
        "title:harb",
        "source:wire",
        "source:wire,gazette",
        "date:2022",
        "-date:2022-03",
        "is:given",
        "港",
        "has:author",
        "(a or h)",
        "(fe -wreck)",
        "words:<20",
        "-(h (w or t))",
        "path:txt",
        "lang:en",
        "zebra",
        "quote:door",
        "quote:d",
        "who:ada",
        "who:a",
        "caption:mole",
        "link:t.co",
        "mentions:2001",
        "has:quote",
        "/fe/",
        "/^h.*r$/",
        "-/war$/",
        "/y's$/",
        "body:/\\d/",
        "~harbor",
        "who:~ade",
        "title:/ferr[xy]/,~rooves",
    ];
    proptest::collection::vec(proptest::sample::select(PARTS), 1..5).prop_map(|parts| parts.join(" "))
}

/// Whole filters of every operator, field and kind of value, in any order and depth.
fn written_filter() -> impl Strategy<Value = String> {
    let word = "[a-zé港ё]{1,5}|or|t\\.co|o’dell|1:24";
    let value = prop_oneof![
        4 => word.prop_map(|word| word),
        1 => word.prop_map(|word| format!("={word}")),
        1 => word.prop_map(|word| format!("~{word}")),
        1 => "[a-zé ]{1,8}".prop_map(|words| format!("“{words}*”")),
        1 => "[a-cé.|+\\[\\]()-]{1,6}".prop_map(|source| format!("/{source}/")),
    ];
    let fact = proptest::sample::select(vec![
        "date:2022-w10..",
        "date:~mar-2022,unknown",
        "mentions:2001..2002",
        "words:>=5",
        "words:..9,20",
        "lang:pt-br",
        "is:given,found",
        "has:quote",
        "path:\"a b/*\"",
    ]);
    let part = proptest::sample::select(vec![
        "title:", "body:", "source:", "author:", "who:", "quote:", "caption:", "link:", "page:",
    ]);
    let leaf = prop_oneof![
        3 => value.clone(),
        2 => (part, proptest::collection::vec(value, 1..4)).prop_map(|(part, values)| part.to_owned() + &values.join(",")),
        1 => fact.prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        let sign = proptest::sample::select(vec![" ", " or ", " | ", " AND ", " OR "]);
        prop_oneof![
            (inner.clone(), sign, inner.clone()).prop_map(|(left, sign, right)| left + sign + &right),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.clone().prop_map(|inner| format!("-({inner})")),
            inner.prop_map(|inner| format!("not {inner}")),
        ]
    })
}

fn rows(search: &Search) -> Vec<u32> {
    search.hits(0).rows.iter().collect()
}

fn fresh(filter: &str, sort: Sort, snapshot: &Snapshot) -> Search {
    let mut search = Search::new(parse(filter, TODAY), sort, None, snapshot);
    search.extend(snapshot, NEVER).expect("nothing stops it");
    search.count_without_parts(NEVER).expect("nothing stops it");
    search
}

proptest! {
    #[test]
    fn any_text_is_a_filter(text in any::<String>()) {
        let query = parse(&text, TODAY);
        for spot in &query.spots {
            prop_assert!(text.get(spot.range.clone()).is_some());
        }
    }

    #[test]
    fn any_pieces_are_a_filter_and_print_as_one_that_means_the_same(text in filter()) {
        let query = parse(&text, TODAY);
        for spot in &query.spots {
            prop_assert!(text.get(spot.range.clone()).is_some());
        }
        if let Some(root) = &query.root {
            let printed = root.to_string();
            let again = parse(&printed, TODAY);
            prop_assert_eq!(again.root.as_ref(), Some(root), "{} printed as {}", text, printed);
        }
    }

    #[test]
    fn a_written_filter_prints_as_one_that_means_the_same(text in written_filter()) {
        if let Some(root) = parse(&text, TODAY).root {
            let printed = root.to_string();
            let again = parse(&printed, TODAY);
            prop_assert_eq!(again.root.as_ref(), Some(&root), "{} printed as {}", text, printed);
            prop_assert_eq!(again.spots.iter().find(|spot| spot.kind != SpotKind::Note), None, "{}", printed);
        }
    }

    #[test]
    fn any_text_prints_as_a_filter_that_means_the_same(text in any::<String>()) {
        if let Some(root) = parse(&text, TODAY).root {
            let printed = root.to_string();
            prop_assert_eq!(parse(&printed, TODAY).root, Some(root), "{}", printed);
        }
    }

    #[test]
    fn a_search_finds_what_a_plain_scan_finds(text in filter(), a_segment in 1_usize..11) {
        let snapshot = snapshot(articles(), a_segment);
        let query = parse(&text, TODAY);
        let mut found = rows(&fresh(&text, Sort::Path, &snapshot));
        found.sort_unstable();
        let is_match = |(article, body, facts): &_| {
            let article = PlainArticle::of(article, body, facts);
            query.root.as_ref().is_none_or(|root| article.matches(root, snapshot.source_names()))
        };
        let all: Vec<_> = articles().into_iter().map(read).collect();
        let expected: Vec<u32> = (0..).zip(&all).filter(|(_, read)| is_match(read)).map(|(row, _)| row).collect();
        prop_assert_eq!(found, expected, "{}", text);
    }

    #[test]
    fn an_extended_search_is_a_restarted_one(text in right_filter(), a_segment in 1_usize..5, sort_idx in 0..Sort::ALL.len()) {
        let sort = Sort::ALL[sort_idx];
        let mut builder = SnapshotBuilder::default();
        let mut search: Option<Search> = None;
        let mut left = articles().into_iter().peekable();
        while left.peek().is_some() {
            builder.push(segment(left.by_ref().take(a_segment)));
            let snapshot = builder.snapshot();
            let search = search.get_or_insert_with(|| Search::new(parse(&text, TODAY), sort, None, &snapshot));
            search.extend(&snapshot, NEVER).expect("nothing stops it");
            search.count_without_parts(NEVER).expect("nothing stops it");
            let restarted = fresh(&text, sort, &snapshot);
            prop_assert_eq!(rows(search), rows(&restarted));
            prop_assert_eq!(search.hits(0).days, restarted.hits(0).days);
            prop_assert_eq!(search.hits(0).dropped, restarted.hits(0).dropped);
        }
    }

    #[test]
    fn a_search_after_another_is_a_fresh_one(texts in proptest::collection::vec(right_filter(), 1..6), n_first in 1_usize..10) {
        let mut builder = SnapshotBuilder::default();
        let all = articles();
        builder.push(segment(all[..n_first].iter().cloned()));
        let mut snapshot = builder.snapshot();
        let mut previous: Option<Search> = None;
        for (text_idx, text) in texts.iter().enumerate() {
            if text_idx == 2 {
                builder.push(segment(all[n_first..].iter().cloned()));
                snapshot = builder.snapshot();
            }
            let mut search = Search::new(parse(text, TODAY), Sort::Newest, previous.as_ref(), &snapshot);
            search.extend(&snapshot, NEVER).expect("nothing stops it");
            search.count_without_parts(NEVER).expect("nothing stops it");
            let expected = fresh(text, Sort::Newest, &snapshot);
            prop_assert_eq!(rows(&search), rows(&expected), "{}", text);
            prop_assert_eq!(search.hits(0).dropped, expected.hits(0).dropped);
            prop_assert_eq!(search.hits(0).days, expected.hits(0).days);
            previous = Some(search);
        }
    }

    #[test]
    fn typing_key_by_key_is_a_fresh_search(text in right_filter()) {
        let mut builder = SnapshotBuilder::default();
        builder.push(segment(articles()));
        let snapshot = builder.snapshot();
        let mut previous: Option<Search> = None;
        for (end, _) in text.char_indices().skip(1).chain([(text.len(), ' ')]) {
            let mut search = Search::new(parse(&text[..end], TODAY), Sort::Path, previous.as_ref(), &snapshot);
            search.extend(&snapshot, NEVER).expect("nothing stops it");
            search.count_without_parts(NEVER).expect("nothing stops it");
            prop_assert_eq!(rows(&search), rows(&fresh(&text[..end], Sort::Path, &snapshot)), "{}", &text[..end]);
            previous = Some(search);
        }
    }

    #[test]
    fn narrowing_to_dates_leaves_what_is_of_them(text in right_filter()) {
        let snapshot = snapshot(articles(), 4);
        for row in rows(&fresh(&narrow_to_dates(&text, "2022-03"), Sort::Newest, &snapshot)) {
            let day = snapshot.article(row).day().expect("it has a date");
            prop_assert_eq!((day.year(), day.month()), (2022, 3));
        }
    }

    #[test]
    fn edits_never_panic(text in any::<String>(), start in 0_usize..40, length in 0_usize..40) {
        narrow_to_dates(&text, "2022");
        without_part(&text, &(start..start + length));
    }

    #[test]
    fn a_text_that_matches_has_marks(words in proptest::collection::vec("[a-cé港 ’]{1,4}", 1..30), asked in "[a-c港]{1,2}") {
        let text = words.join(" ");
        let query = parse(&asked, TODAY);
        let snapshot = snapshot(vec![(bare("a.txt"), body(&text))], 1);
        let is_match = !rows(&fresh(&asked, Sort::Newest, &snapshot)).is_empty();
        let marked = marks(&query.terms(), &text, TextField::Body);
        prop_assert_eq!(is_match, !marked.is_empty());
        prop_assert!(marked.windows(2).all(|pair| pair[0].end < pair[1].start));
        prop_assert!(marked.into_iter().all(|range| text.get(range).is_some()));
    }
}
