//! The articles of the sample, and of the fixtures of every format, as the index keeps them.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use newsreader::article::facts::Facts;
use newsreader::article::{Accounting, Address, Article, Body, Format, Known};
use newsreader::corpus::{Corpus, Options};
use newsreader::extract;
use newsreader::index::stored::commit::{self, Committer};
use newsreader::index::stored::record::{decode_article, decode_body, encode_article, encode_body};
use newsreader::index::stored::{Segment, SegmentOutput, Strings, StringsBuilder, merge_segments};
use newsreader::index::{DamageListener, RowId, SegmentBuilder, Snapshot, SnapshotBuilder};
use newsreader::query::{Hits, Search, Sort, parse};
use newsreader::run::loader::{self, LoadRequest};

fn folders() -> [Corpus; 2] {
    [Corpus::Sample, Corpus::Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/formats").into())]
}

fn snapshot(corpus: &Corpus) -> Snapshot {
    let snapshot = loader::load_all(&LoadRequest::in_memory(corpus.clone(), Options::default())).unwrap().snapshot;
    assert!(snapshot.len() > 50, "{} articles are a folder to try", snapshot.len());
    snapshot
}

#[test]
fn every_article_is_read_as_it_was_written() {
    for corpus in folders() {
        let snapshot = snapshot(&corpus);
        let articles = || snapshot.by_date().iter().map(|row| snapshot.article(*row));
        let mut strings = StringsBuilder::default();
        let mut records = Vec::new();
        let ends: Vec<usize> = articles()
            .map(|article| {
                encode_article(&article, &mut strings, &mut records);
                records.len()
            })
            .collect();
        let mut table = Vec::new();
        strings.strings().encode(&mut table);
        let strings = Strings::decode(&table).unwrap();
        let mut start = 0;
        for (article, end) in articles().zip(ends) {
            let read = decode_article(&records[start..end], &strings, article.address.path.clone()).unwrap();
            assert_eq!(read, *article);
            start = end;
        }
    }
}

#[test]
fn every_text_is_read_as_it_was_written() {
    for corpus in folders() {
        let snapshot = snapshot(&corpus);
        for row in snapshot.by_date().iter() {
            let article = snapshot.article(*row);
            let body = match snapshot.kept_body(*row) {
                Some(body) => body.clone(),
                None => extract::open(&corpus, &article.address, &Options::default()).unwrap(),
            };
            assert_eq!(decode_body(&encode_body(&body)).unwrap(), body, "{}", article.address.reference());
        }
    }
}

/// Articles of one host, each with the source that a field of it gives.
fn of_one_host(sources: &[&str]) -> Segment {
    let mut builder = SegmentBuilder::default();
    for source in sources {
        let path = Arc::from(Path::new("wire.jsonl"));
        let mut article = Article::unknown_at(Address { path, item: None, range: None, format: Format::JsonLines });
        article.source = Known::given((*source).into(), "a field");
        article.link = Some("https://www.harbourwire.example/ferry".into());
        builder.push(article, Body::default(), &Facts::default(), false);
    }
    builder.finish()
}

/// Checks the name that articles with nothing but their host are shown under, and that `source:` finds them by it.
#[track_caller]
fn check_name(snapshot: &Snapshot, expected: &str, rows: &[RowId]) {
    let bare = of_one_host(&["harbourwire.example"]);
    assert_eq!(snapshot.source_name(&bare.article(0).unwrap()).as_deref(), Some(expected));
    let query = parse(&format!("source:\"{expected}\""), date(2022, 3, 16));
    let mut search = Search::new(query, Sort::Path, None, snapshot);
    search.extend(snapshot, &|| false).unwrap();
    let mut found: Vec<RowId> = search.hits(1).rows.iter().collect();
    found.sort_unstable();
    assert_eq!(found, rows);
}

#[test]
fn the_names_of_hosts_are_those_of_the_articles_that_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut builder = SnapshotBuilder::default();
    builder.push(of_one_host(&["Harbour Wire", "Wire Desk", "Wire Desk", "m.harbourwire.example"]));
    check_name(&builder.snapshot(), "Wire Desk", &[1, 2, 3]);
    let output = SegmentOutput::on_disk(folder.path(), 1).unwrap();
    let on_disk = merge_segments(builder.segments(), &output, &|| false).unwrap();
    builder.replace(0..1, Arc::new(on_disk));
    check_name(&builder.snapshot(), "Wire Desk", &[1, 2, 3]);
    // These two are in no commit yet.
    builder.push(of_one_host(&["Harbour Wire", "Harbour Wire"]));
    check_name(&builder.snapshot(), "Harbour Wire", &[0, 3, 4, 5]);
    let mut committer = Committer::new(folder.path()).unwrap();
    let mut commit_and_open = |builder: &mut SnapshotBuilder| {
        committer.commit(&builder.contents(true, Accounting::default(), None).unwrap()).unwrap();
        let contents = commit::open(folder.path()).unwrap();
        SnapshotBuilder::from_contents(&contents, DamageListener::default())
    };
    let mut opened = commit_and_open(&mut builder);
    check_name(&opened.snapshot(), "Wire Desk", &[1, 2, 3]);
    // One name is now as frequent as the other, so the alphabet decides.
    builder.delete([1]).unwrap();
    check_name(&commit_and_open(&mut builder).snapshot(), "Harbour Wire", &[0, 3]);
    opened.delete([1]).unwrap();
    check_name(&opened.snapshot(), "Harbour Wire", &[0, 3]);
    check_name(&commit_and_open(&mut opened).snapshot(), "Harbour Wire", &[0, 3]);
}

#[test]
fn a_start_reads_the_first_page_of_the_order_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut articles = SegmentBuilder::default();
    for number in 0..5_000 {
        let path: Arc<Path> = Path::new(&format!("{number:04}.txt")).into();
        let address = Address { path, item: None, range: None, format: Format::PlainText };
        articles.push(Article::unknown_at(address), Body::default(), &Facts::default(), true);
    }
    let mut builder = SnapshotBuilder::default();
    builder.push(articles.finish());
    let output = SegmentOutput::on_disk(folder.path(), 1).unwrap();
    let on_disk = merge_segments(builder.segments(), &output, &|| false).unwrap();
    builder.replace(0..1, Arc::new(on_disk));
    let mut committer = Committer::new(folder.path()).unwrap();
    committer.commit(&builder.contents(true, Accounting::default(), None).unwrap()).unwrap();
    let open = || {
        let contents = commit::open(folder.path()).unwrap();
        SnapshotBuilder::from_contents(&contents, DamageListener::default())
    };

    let mut opened = open();
    let snapshot = opened.snapshot();
    let rows = Hits::everything(1, &snapshot).rows;
    assert_eq!((snapshot.len(), rows.len(), rows.as_slice().len()), (5_000, 5_000, 4_096));
    assert_eq!((rows.get(4_095), rows.get(4_999)), (Some(4_095), None));
    assert!(opened.read_order().unwrap() && !opened.read_order().unwrap());
    // The answer that was given before knows them as well.
    assert_eq!(rows.as_slice(), &**snapshot.by_date());
    assert_eq!((rows.get(4_999), rows.position(4_999)), (Some(4_999), Some(4_999)));

    let order = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.path());
    let order =
        order.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with("order-")).unwrap();
    let mut bytes = std::fs::read(&order).unwrap();
    bytes[4 * 4_500] ^= 1;
    std::fs::write(&order, bytes).unwrap();
    let mut damaged = open();
    assert_eq!(damaged.snapshot().rows_by_date().known(), &snapshot.by_date()[..4_096]);
    assert_eq!(damaged.read_order().unwrap_err().to_string(), "the index is damaged: a page is not what was written");
    let contents = damaged.contents(true, Accounting::default(), None).unwrap();
    assert!(committer.commit(&contents).is_err(), "rows that stand for damaged ones are not committed");
    assert_eq!(commit::check(folder.path()).unwrap().len(), 1);
}
