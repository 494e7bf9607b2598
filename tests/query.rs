//! Filters, and the articles they mean.

#[path = "query/articles.rs"]
mod articles;
#[path = "query/marks_and_edits.rs"]
mod marks_and_edits;
#[path = "oracle/plain_scan.rs"]
mod plain_scan;
#[path = "query/properties.rs"]
mod properties;
#[path = "query/sample.rs"]
mod sample;
#[path = "query/searches.rs"]
mod searches;
#[path = "query/spots.rs"]
mod spots;

use articles::{TODAY, snapshot};
use newsreader::index::Snapshot;
use newsreader::query::{Hits, Rows, Search, Sort, parse};

const NEVER: &dyn Fn() -> bool = &|| false;

fn search(filter: &str, sort: Sort, snapshot: &Snapshot) -> Hits {
    let mut search = Search::new(parse(filter, TODAY), sort, None, snapshot);
    search.extend(snapshot, NEVER).expect("nothing stops it");
    search.count_without_parts(NEVER).expect("nothing stops it");
    search.hits(1)
}

/// The names of the articles of `rows`: the file names without folder and ending.
fn names(rows: &Rows, snapshot: &Snapshot) -> Vec<String> {
    let name = |row| {
        let path = &snapshot.article(row).address.path;
        path.file_stem().expect("a name").to_string_lossy().replace("Union talks", "union").replace("news", "russian")
    };
    rows.iter().map(name).collect()
}

/// Checks which articles a filter means, newest first, and that its printed form means the same.
#[track_caller]
fn check(filter: &str, expected: &[&str]) {
    let snapshot = snapshot(articles::articles(), 3);
    let hits = search(filter, Sort::Newest, &snapshot);
    assert_eq!(names(&hits.rows, &snapshot), expected, "{filter}");
    assert!(hits.complete);
    assert_eq!(hits.days.n_dated() + hits.days.n_undated, hits.rows.len() as u32, "{filter}");
    let query = parse(filter, TODAY);
    if let Some(root) = &query.root {
        assert_eq!(parse(&root.to_string(), TODAY).root.as_ref(), Some(root), "{filter} printed as {root}");
    }
}

const ALL: &[&str] = &["union", "toll", "ferry", "russian", "cafe", "empty", "港", "flood", "wreck", "undated"];

#[test]
fn sources_match_by_name_and_by_host() {
    check("source:harbourwire", &["ferry"]);
    check("source:harbourwire.exam", &["ferry"]);
    check("source:\"harbourwire example\" -source:gazette", &["ferry"]);
    check("source:/^harbourwire\\.example$/", &["ferry"]);
    check("source:~harbourwirr", &["ferry"]);
    // Words without a field are not looked for in hosts.
    check("harbourwire", &[]);
}

#[test]
fn words_match_from_their_start() {
    check("", ALL);
    check("  ", ALL);
    check("toll", &["toll"]);
    check("tolled", &["toll"]);
    check("olls", &[]);
    check("harb", &["union", "toll", "ferry", "flood"]);
    check("HARBOUR", &["union", "toll", "ferry", "flood"]);
    check("=harbour", &["union", "toll", "ferry"]);
    check("=harb", &[]);
    check("kelly", &["flood"]);
    check("Kelly’s", &["flood"]);
    check("kelly's", &["flood"]);
    check("1:24", &["toll"]);
    check("1:25", &[]);
    check("https://t.co/n8jMTX34pW", &["toll"]);
    check("harbour*", &["union", "toll", "ferry", "flood"]);
    check("lind", &["ferry", "wreck"]);
    check("roofs", &["empty"]);
}

#[test]
fn short_words_before_others_are_whole() {
    check("har", &["union", "toll", "ferry", "flood"]);
    check("har ", &["union", "toll", "ferry", "flood"]);
    check("har wire", &[]);
    check("har* wire", &["union", "ferry"]);
    check("wire har", &["union", "ferry"]);
    check("now union", &["union"]);
    check("no union", &[]);
    check("no* union", &["union"]);
    check("har (wire or toll)", &[]);
    check("har -wire", &[]);
    check("har \"night ferry\"", &[]);
    check("har source:wire", &["union", "ferry"]);
    check("har date:2022-03-12..", &["union", "toll", "ferry"]);
    check("title:har wire", &[]);
    check("title:nig wire", &["ferry"]);
    check("harb wire", &["union", "ferry"]);
    check("港 port", &["港"]);
}

#[test]
fn signs_are_left_out_of_words() {
    check("ferry++", &["ferry"]);
    check("#toll", &["toll"]);
    check("title:#harbour", &["toll"]);
}

#[test]
fn case_accents_and_scripts() {
    check("cafe", &["cafe"]);
    check("CAFÉ", &["cafe"]);
    check("sao", &["cafe"]);
    check("creme brulee", &["cafe"]);
    check("cooperative", &["cafe"]);
    check("strasse", &["cafe"]);
    check("переговор", &["russian"]);
    check("елкин", &["russian"]);
    check("ЁЛКИН", &["russian"]);
    check("港口", &["港"]);
    check("城市", &["港"]);
    check("口港", &[]);
    check("关闭", &["港"]);
    check("\"今天港口\"", &["港"]);
}

#[test]
fn phrases() {
    check("\"war of words\"", &["toll"]);
    check("“War of Words”", &["toll"]);
    check("„war of words“", &["toll"]);
    check("「war of words」", &["toll"]);
    check("‹war of words›", &["toll"]);
    check("«war of words»", &["toll"]);
    check("\"words of war\"", &["union"]);
    check("\"war of wor\"", &[]);
    check("\"war of wor*\"", &["toll"]);
    check("\"war of wor", &["toll"]);
    check("\"kelly s\"", &["flood"]);
    check("\"night ferry\"", &["ferry"]);
    // The title ends where the source begins.
    check("\"cancelled harbour\"", &[]);
    check("\"harbour\"", &["union", "toll", "ferry"]);
    check("=\"war of words\"", &["toll"]);
}

#[test]
fn operators() {
    check("harbour ferry", &["ferry"]);
    check("harbour and ferry", &["ferry"]);
    check("harbour AND ferry", &["ferry"]);
    check("ferry or wreck", &["ferry", "wreck"]);
    check("ferry OR wreck", &["ferry", "wreck"]);
    check("ferry | wreck", &["ferry", "wreck"]);
    check("ferry|wreck", &["ferry", "wreck"]);
    check("ferry || wreck", &["ferry", "wreck"]);
    check("harbour -ferry", &["union", "toll", "flood"]);
    check("harbour !ferry", &["union", "toll", "flood"]);
    check("harbour not ferry", &["union", "toll", "flood"]);
    check("harbour and NOT ferry", &["union", "toll", "flood"]);
    check("not(ferry or wreck) harbour", &["union", "toll", "flood"]);
    check("harbour|ferry AND wreck", &["union", "toll", "ferry", "flood"]);
    check("harbour --ferry", &["ferry"]);
    check("harbour not -ferry", &["ferry"]);
    check("-\"night ferry\" harbour", &["union", "toll", "flood"]);
    check("\"or\" \"not\"", &["union"]);
    check("\"and\" \"never\"", &["union"]);
    check("war-words", &[]);
    check("re-opens", &["cafe"]);
}

#[test]
fn precedence() {
    // "not" before "and" before "or".
    check("wreck or harbour ferry", &["ferry", "wreck"]);
    check("(wreck or harbour) ferry", &["ferry"]);
    check("harbour ferry or wreck", &["ferry", "wreck"]);
    check("-harbour ship or toll", &["toll", "wreck"]);
    check("-(harbour or ship) date:2020..", &["russian", "cafe", "empty", "港"]);
    check("harbour -(ferry or (rail union))", &["toll", "flood"]);
    check("not (harbour or port) title:a", &["wreck", "undated"]);
}

#[test]
fn words_of_a_part() {
    check("title:harbour", &["toll"]);
    check("body:harbour", &["flood"]);
    check("source:harbour", &["union", "ferry"]);
    check("source:\"harbour wire\"", &["union", "ferry"]);
    check("source:wire,post", &["union", "ferry", "wreck"]);
    check("source:\"the gazette\",post", &["toll", "wreck"]);
    check("source:gazette", &["toll", "cafe"]);
    check("source:=gaz", &[]);
    check("SOURCE:Wire", &["union", "ferry"]);
    check("-source:wire title:union,toll", &["toll"]);
    check("author:lind", &["ferry", "wreck"]);
    check("author:o'dell", &["toll"]);
    check("author:nunez", &["cafe"]);
    check("author:okoro author:ada", &["ferry"]);
    check("title:\"night ferry can", &["ferry"]);
    check("body:\"night ferry\"", &["ferry"]);
    check("title:港口", &["港"]);
    check("source:газета", &["russian"]);
}

#[test]
fn dates() {
    check("date:2022", &["union", "toll", "ferry", "russian", "cafe", "empty"]);
    check("date:2022-q1", &["union", "toll", "ferry", "russian", "cafe", "empty"]);
    check("date:2022-Q2", &[]);
    check("date:2022-03", &["union", "toll", "ferry", "russian"]);
    check("date:mar-2022", &["union", "toll", "ferry", "russian"]);
    check("date:Mar-2022", &["union", "toll", "ferry", "russian"]);
    check("date:2022-w10", &["ferry", "russian"]);
    check("date:2022-03-09", &["russian"]);
    check("date:2022-02", &["cafe"]);
    check("date:2022-02-01", &["cafe"]);
    check("date:2022-02-15", &[]);
    check("date:~2022-02-15", &["cafe"]);
    check("date:~2021-07-09", &["flood"]);
    check("date:~2021-07..2021-08", &["flood"]);
    check("date:2021", &["港", "flood"]);
    check("date:today", &[]);
    check("date:7d", &["union", "toll", "ferry", "russian"]);
    check("date:4d", &["union", "toll", "ferry"]);
    check("date:1w", &["union", "toll", "ferry", "russian"]);
    check("date:3m", &["union", "toll", "ferry", "russian", "cafe", "empty", "港"]);
    check("date:1y", &["union", "toll", "ferry", "russian", "cafe", "empty", "港"]);
    check("date:..7d", &["russian", "cafe", "empty", "港", "flood", "wreck"]);
    check("date:unknown", &["undated"]);
    check("-date:unknown date:..2020", &["wreck"]);
    check("date:2022-03..2022-04", &["union", "toll", "ferry", "russian"]);
    check("date:2022-01..2022-02", &["cafe", "empty"]);
    check("date:2022-03-12..", &["union", "toll", "ferry"]);
    check("date:..2021-12", &["港", "flood", "wreck"]);
    check("date:..2021-12-31", &["港", "flood", "wreck"]);
    check("date:2020-02-29", &["wreck"]);
    check("date:2020,2021", &["港", "flood", "wreck"]);
    check("date:2020,unknown", &["wreck", "undated"]);
    check("-date:2022", &["港", "flood", "wreck", "undated"]);
    check("date:yesterday or date:2022-03-14", &["union", "toll"]);
}

#[test]
fn facts() {
    check("is:given -harbour", &["russian", "cafe", "empty", "港", "wreck"]);
    check("is:found", &["union"]);
    check("is:inferred", &["flood"]);
    check("is:unknown", &["undated"]);
    check("is:undated", &["undated"]);
    check("is:set", &[]);
    check("is:found,inferred", &["union", "flood"]);
    check("has:date harbour", &["union", "toll", "ferry", "flood"]);
    check("-has:date", &["undated"]);
    check("-has:title", &["flood"]);
    check("has:author", &["toll", "ferry", "cafe", "wreck"]);
    check("-has:source", &["empty", "港", "flood", "undated"]);
    check("has:link", &["toll", "ferry"]);
    check("has:quote", &["ferry"]);
    check("has:caption", &["wreck"]);
    check("has:tweet", &[]);
    check("has:problem", &["union"]);
    check("HAS:caption,problem", &["union", "wreck"]);
    check("lang:en", &["toll", "ferry"]);
    check("lang:en-gb", &["ferry"]);
    check("lang:EN_GB", &["ferry"]);
    check("lang:ru,zh", &["russian", "港"]);
    check("lang:e", ALL);
    check("words:>500", &["wreck"]);
    check("words:>=600", &["wreck"]);
    check("words:600", &["wreck"]);
    check("words:<600 words:>600", &[]);
    check("words:500..900", &["wreck"]);
    check("words:600..", &["wreck"]);
    check("words:..0", &["empty"]);
    check("words:<1", &["empty"]);
    check("words:<=3", &["empty", "undated"]);
}

#[test]
fn what_the_text_says() {
    check("quote:door", &["ferry"]);
    check("quote:\"door is dry\"", &["ferry"]);
    check("quote:master", &[]);
    check("quote:ferry", &[]);
    check("caption:mole", &["wreck"]);
    check("caption:found", &[]);
    check("page:lighthouse", &["wreck"]);
    check("page:\"most read\"", &["wreck"]);
    check("page:\"harbour most\"", &[]);
    check("lighthouse", &[]);
    check("body:lighthouse", &[]);
    check("page:divers", &[]);
    check("divers", &["wreck"]);
    check("who:okoro", &["wreck"]);
    check("who:\"ada lind\"", &["wreck"]);
    check("who:divers", &[]);
    check("who:ship", &[]);
    check("link:t.co", &["toll"]);
    check("link:harbourwire.example", &["ferry"]);
    check("link:tolls", &[]);
    check("harbourwire", &[]);
    check("mentions:2001", &["wreck"]);
    check("mentions:2001-02-16", &["wreck"]);
    check("mentions:2001-03..2020", &[]);
    // "Today" is the day of the article.
    check("mentions:2021-12-31", &["港"]);
    check("date:2001", &[]);
    check("mentions:2001 -who:okoro", &[]);
}

#[test]
fn paths() {
    check("path:2022", &["union", "toll"]);
    check("file:TOLL", &["toll"]);
    check("path:2022/", &["union", "toll"]);
    check("path:*.txt -date:2022", &["港", "flood", "wreck", "undated"]);
    check("path:2022/*.md", &["toll"]);
    check("path:*/*.txt", &["russian", "港"]);
    check("path:?erry.txt", &["ferry"]);
    check("path:\"union talks\"", &["union"]);
    check("path:\"Union *\"", &["union"]);
    check("path:港", &["港"]);
    check("path:*.html,*.json", &["union", "cafe"]);
    check("-path:txt", &["union", "toll", "cafe"]);
}

#[test]
fn patterns() {
    check("/err/", &["ferry"]);
    check("/^ferry$/", &["ferry"]);
    check("/FERRY/", &["ferry"]);
    check("/[fm]erry$/ -wreck", &["ferry"]);
    check(r"/\bO.dell/", &["toll"]);
    check("/o’dell/", &["toll"]);
    check("/kelly's/", &["flood"]);
    check("/^t.co$/", &["toll"]);
    check("/re-opens/", &["cafe"]);
    check("/^crÈ|^núñ/", &["cafe"]);
    check("/ёл/", &["russian"]);
    check("/港/", &["港"]);
    check("/港口/", &[]);
    check(r"/^\d{4}$/", &["wreck"]);
    check(r"/^\d{4}-\d\d-/", &["wreck"]);
    check("/r t/", &[]);
    check("-/a/", &["russian", "empty", "港"]);
    check("title:/^harb/", &["toll"]);
    check("body:/^harb/,/^word/", &["union", "toll", "flood"]);
    check("quote:/^d..r$/", &["ferry"]);
    check("author:/^o'dell$/", &["toll"]);
    check("body:/^o'dell$/", &[]);
    check("who:/^oko/", &["wreck"]);
    check("caption:/mole|door/", &["wreck"]);
    check("link:/n8j/", &["toll"]);
    check("source:/wire|post/ -/tolls/", &["union", "ferry", "wreck"]);
    check("(/tolls/ or /wreck/) /mole/", &["wreck"]);
    check("harbour /tol", &["toll"]);
    check("harbour /(tol", &["union", "toll", "ferry", "flood"]);
    check("harbour /a(/", &["union", "toll", "ferry", "flood"]);
    check("path:/2022/", &[]);
    check("2022/toll", &[]);
    check("and/or", &[]);
}

#[test]
fn typos() {
    check("~fery", &["ferry"]);
    check("~ferry", &["ferry"]);
    check("~fyrre", &[]);
    check("~harbuor", &["union", "toll", "ferry"]);
    check("~canceled", &["ferry"]);
    check("~cancld", &[]);
    check("~operater", &["union"]);
    check("~kelley -toll", &["flood"]);
    check("~o'del", &["toll"]);
    check("~елкинн", &["russian"]);
    check("~港口", &["港"]);
    check("who:~okora", &["wreck"]);
    check("title:~tols,~rofs", &["toll", "empty"]);
    check("-~ferry source:wire", &["union"]);
    check("date:~2022-02-15", &["cafe"]);
}

#[test]
fn what_is_left_out_and_what_applies() {
    check("harbour is:foo", &["union", "toll", "ferry", "flood"]);
    check("harbour date:2022-13", &["union", "toll", "ferry", "flood"]);
    check("harbour …", &["union", "toll", "ferry", "flood"]);
    check("ferry or", &["ferry"]);
    check("or ferry", &["ferry"]);
    check("ferry -", &["ferry"]);
    check("ferry not", &["ferry"]);
    check("(ferry or wreck", &["ferry", "wreck"]);
    check("ferry) wreck", &[]);
    check("ferry title:", &["ferry"]);
    check("harbour date:20", &["union", "toll", "ferry", "flood"]);
    check("harbour date:2022-03-13..2", &["union", "toll"]);
    check("harbour source:wire,", &["union", "ferry"]);
    check("harbour sorce:wire", &["union", "toll", "ferry", "flood"]);
    check("harbour -site:wire", &["union", "toll", "ferry", "flood"]);
    check("harbour intitle:(ferry)", &["ferry"]);
    check("harbour \"war words\"~3", &["union", "toll", "ferry", "flood"]);
    check("night NEAR/10 ferry", &["ferry"]);
    check("harbour /[abc/", &["union", "toll", "ferry", "flood"]);
    check("title:(ferry) night", &["ferry"]);
}
