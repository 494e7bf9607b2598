//! The articles of the sample, and of the fixtures of every format, as the index keeps them.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use newsreader::corpus::{Corpus, Options};
use newsreader::extract;
use newsreader::index::Snapshot;
use newsreader::index::stored::record::{decode_article, decode_body, encode_article, encode_body};
use newsreader::index::stored::{Strings, StringsBuilder};
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
