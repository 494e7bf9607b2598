//! Checks of any bytes as a file: it is read to its end, every article of it is safe to show, and every
//! article can be opened again, with all its marks within its text.

use std::path::PathBuf;
use std::sync::Arc;

use newsreader::corpus::{Corpus, MemoryFile, Options, PARSER_CRASHED};
use newsreader::extract;
use newsreader::run::loader::{self, LoadControl, LoadEnd, LoadRequest};
use newsreader::text::safe::is_unsafe;

const ENCODINGS: [&str; 12] = [
    "utf-8",
    "windows-1251",
    "koi8-r",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gb18030",
    "big5",
    "euc-kr",
    "utf-16le",
    "macintosh",
    "no-such-thing",
];

/// Reads `bytes` as the text of a page that declares one of the encodings, and checks it as a file.
pub fn check_declared_encoding(number: u8, bytes: &[u8]) {
    let label = ENCODINGS[usize::from(number) % ENCODINGS.len()];
    let mut page = format!("<html><head><meta charset=\"{label}\"><title>T</title></head><body><p>").into_bytes();
    page.extend_from_slice(bytes);
    check_file("a.html", &page);
}

/// Reads `bytes` as a file of this name, and checks all that must always hold.
pub fn check_file(name: &str, bytes: &[u8]) {
    let file = MemoryFile { name: PathBuf::from(name), bytes: bytes.to_vec() };
    let corpus = Corpus::Memory(Arc::new(file));
    // Small limits are passed by small inputs, so that the fuzzer meets what is beyond them too.
    let options = Options { max_article_bytes: 64 * 1024, ..Options::default() };
    let mut last = None;
    let request = LoadRequest::in_memory(corpus.clone(), options.clone());
    let ended = loader::load(&request, &LoadControl::default(), |loaded| last = Some(loaded));
    assert_eq!(ended, LoadEnd::Whole, "a thread of the reading died");
    let loaded = last.expect("a reading ends with all that was read");
    let accounting = loaded.progress.accounting;
    assert_eq!(accounting.n_seen, 1);
    assert_eq!(accounting.n_with_articles + accounting.n_not_shown + accounting.n_set_aside, 1);
    assert!(!loaded.snapshot.is_empty() || !loaded.problems.is_empty(), "a file without a word");
    for problem in loaded.problems.iter() {
        assert_safe(&problem.what);
        assert_ne!(problem.what, PARSER_CRASHED);
    }
    for row in loaded.snapshot.by_date().iter() {
        let article = loaded.snapshot.article(*row);
        for text in article.title.value().into_iter().chain(article.source.value()) {
            assert_safe(text);
        }
        for author in article.authors.value().into_iter().flatten() {
            assert_safe(author);
        }
        let body = match loaded.snapshot.kept_body(*row) {
            Some(body) => body.clone(),
            None => extract::open(&corpus, &article.address, &options).expect("what was indexed can be opened"),
        };
        for block in &body.blocks {
            assert!(!body.text_of(block).chars().any(is_unsafe));
        }
        for span in &body.spans {
            assert!(body.text.get(span.range.clone()).is_some());
        }
    }
}

fn assert_safe(text: &str) {
    assert!(!text.chars().any(|character| is_unsafe(character) || character == '\n'), "{text:?}");
}
