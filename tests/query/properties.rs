//! What must hold for any filter and any articles.

use newsreader::article::facts::TextRange;
use newsreader::article::{Article, Body};
use newsreader::index::{RowFacts, Snapshot, SnapshotBuilder};
use newsreader::query::{
    Matcher, Node, Part, Search, Sort, SpotKind, Term, Test, WordPattern, marks, narrow_to_dates, parse, without_part,
};
use newsreader::text::{compounds, fold};
use proptest::prelude::*;

use crate::NEVER;
use crate::articles::{TODAY, articles, bare, batch, body, facts, segment};

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

/// Tests an article as the words of the grammar page say, without folded text or prepared searches.
fn naive(node: &Node, article: &Article, body: &Body, facts_of_row: &RowFacts<'_>) -> bool {
    match node {
        Node::And(nodes) => nodes.iter().all(|node| naive(node, article, body, facts_of_row)),
        Node::Or(nodes) => nodes.iter().any(|node| naive(node, article, body, facts_of_row)),
        Node::Not(node) => !naive(node, article, body, facts_of_row),
        Node::Term(term) => term.any.iter().any(|test| match test {
            Test::Fact(fact) => fact.matches(facts_of_row),
            Test::Like(_) => unreachable!("no filter of these names an article"),
            Test::Regex(pattern) | Test::Fuzzy(pattern) => {
                let only = term.field.and_then(|field| field.part);
                texts(article, body, only).into_iter().any(|(part, text)| {
                    let is_searched = only.map_or(!matches!(part, Part::Links | Part::Page), |only| only == part);
                    is_searched && has_like(pattern, &text)
                })
            }
            Test::Words(_) => {
                let alone = Node::Term(Term { field: term.field, any: vec![test.clone()] });
                let only = term.field.and_then(|field| field.part);
                texts(article, body, only).into_iter().any(|(part, text)| has_words(&alone, part, &text))
            }
        }),
    }
}

/// The texts of an article. Its host is one only where nothing but sources is looked at.
fn texts(article: &Article, body: &Body, only: Option<Part>) -> Vec<(Part, String)> {
    let authors = article.authors.value().map(|authors| authors.join("\n")).unwrap_or_default();
    let text = |value: Option<&Box<str>>| value.map(ToString::to_string).unwrap_or_default();
    let mut texts = vec![
        (Part::Title, text(article.title.value())),
        (Part::Source, text(article.source.value())),
        (Part::Authors, authors),
        (Part::Body, body.text.clone()),
    ];
    if only == Some(Part::Source) {
        let host = article.link.as_deref().and_then(|link| link.split('/').nth(2));
        texts.extend(host.map(|host| (Part::Source, host.to_owned())));
    }
    let facts = facts(article, body);
    let at = |range: TextRange| body.text[range.bytes()].to_owned();
    texts.extend(facts.quotes.iter().map(|quote| (Part::Quotes, at(quote.range))));
    texts.extend(facts.names.iter().flat_map(|name| &name.forms).map(|form| (Part::Names, at(*form))));
    texts.extend(body.captions().map(|caption| (Part::Captions, caption.to_owned())));
    texts.extend(body.page.lines().map(|line| (Part::Page, line.to_owned())));
    texts.extend(article.link.iter().map(|link| (Part::Links, link.to_string())));
    texts.extend(facts.links.iter().map(|link| (Part::Links, link.address.to_string())));
    texts
}

fn has_words(node: &Node, part: Part, text: &str) -> bool {
    let Node::Term(Term { field, any }) = node else { return false };
    let Test::Words(pattern) = &any[0] else { return false };
    match field.and_then(|field| field.part) {
        Some(only) if only != part => return false,
        // Words without a field are not looked for in addresses, nor in page text.
        None if matches!(part, Part::Links | Part::Page) => return false,
        _ => {}
    }
    let asked: Vec<&str> = pattern.words().collect();
    let words = fold::words(text);
    let words: Vec<&str> = (0..words.len()).map(|word_idx| words.folded(word_idx)).collect();
    words.windows(asked.len()).any(|window| {
        let (last, firsts) = asked.split_last().expect("a pattern has a word");
        let window_last = window.last().expect("as many words");
        firsts.iter().zip(window).all(|(asked, word)| asked == word)
            && if pattern.is_start() { window_last.starts_with(last) } else { window_last == last }
    })
}

/// True if a word, or a word with a sign inside, is like the pattern: each of them tried, and nothing else.
fn has_like(pattern: &WordPattern, text: &str) -> bool {
    let words = fold::words(text);
    (0..words.len()).any(|word_idx| pattern.matches_word(words.folded(word_idx)))
        || compounds::with_places(text).iter().any(|(_, compound)| pattern.matches_word(compound))
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
    fn the_matcher_agrees_with_the_naive_reading(text in filter()) {
        let query = parse(&text, TODAY);
        let matcher = Matcher::new(&query);
        let all = articles();
        let batch = batch(all.clone());
        for (at, (_, body)) in all.iter().enumerate() {
            let article = &batch.articles()[at];
            let expected = query.root.as_ref().is_none_or(|root| naive(root, article, body, &batch.facts(at)));
            prop_assert_eq!(matcher.matches(&batch, at), expected, "{} of {}", text, article.address.reference());
        }
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
        let narrowed = parse(&narrow_to_dates(&text, "2022-03"), TODAY);
        let matcher = Matcher::new(&narrowed);
        let batch = batch(articles());
        for (at, article) in batch.articles().iter().enumerate() {
            if matcher.matches(&batch, at) {
                let day = article.day().expect("it has a date");
                prop_assert_eq!((day.year(), day.month()), (2022, 3));
            }
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
        let batch = batch([(bare("a.txt"), body(&text))]);
        let is_match = Matcher::new(&query).matches(&batch, 0);
        let marked = marks(&query.terms(), &text, Part::Body);
        prop_assert_eq!(is_match, !marked.is_empty());
        prop_assert!(marked.windows(2).all(|pair| pair[0].end < pair[1].start));
        prop_assert!(marked.into_iter().all(|range| text.get(range).is_some()));
    }
}
