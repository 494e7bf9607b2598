//! Filters over the sample in `articles/`, each answered a second time by hand, from its articles' text.

use std::path::Path;

use jiff::civil::date;
use newsreader::article::{Article, Body};
use newsreader::corpus::{self, Corpus, Options, WalkItem};
use newsreader::extract::{self, Extracted};
use newsreader::index::{SegmentBuilder, SnapshotBuilder};
use newsreader::query::{Sort, parse};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::articles::TODAY;
use crate::search;

fn sample() -> Vec<Extracted> {
    let corpus = Corpus::Folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/articles")).to_path_buf());
    let options = Options::default();
    let files = std::sync::Mutex::new(Vec::new());
    corpus::walk(&corpus, &options, &|found| {
        if let WalkItem::File(file) = found {
            files.lock().expect("nothing panics").push(file);
        }
        true
    });
    let mut articles = Vec::new();
    for file in files.into_inner().expect("nothing panics") {
        corpus::split(&corpus, &file, &mut |piece| {
            corpus::read(&corpus, &piece, &options, &mut |record| articles.push(extract::article(record)));
            true
        });
    }
    articles
}

/// An article as plain text: what stands in it, small and without accents.
struct Plain {
    title: String,
    source: String,
    authors: String,
    body: String,
    path: String,
    article: Article,
    n_words: usize,
}

/// Small letters without accents; one form of each sign.
fn small(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter) && *letter != '\u{ad}');
    letters
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '’' || letter == '‘' { '\'' } else { letter })
        .collect()
}

impl Plain {
    fn of(article: &Article, body: &Body) -> Self {
        let text = |value: Option<&Box<str>>| small(value.map_or("", |value| value));
        let running = body.blocks.iter().filter(|block| block.boilerplate.is_none());
        let is_word = |word: &&str| word.contains(char::is_alphanumeric);
        Self {
            title: text(article.title.value()),
            source: text(article.source.value()),
            authors: small(&article.authors.value().map(|authors| authors.join("\n")).unwrap_or_default()),
            body: small(&body.text),
            path: article.address.path.to_string_lossy().into_owned(),
            n_words: running.map(|block| body.text_of(block).split_whitespace().filter(is_word).count()).sum(),
            article: article.clone(),
        }
    }

    fn texts(&self) -> [&str; 4] {
        [&self.title, &self.source, &self.authors, &self.body]
    }

    /// True if some word is like that.
    fn word(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.texts().into_iter().any(|text| has_word(text, &is_it))
    }

    fn starts(&self, start: &str) -> bool {
        self.word(|word| word.starts_with(start))
    }

    /// True if some word has at most so many typos.
    fn typos(&self, of: &str, n_typos: usize) -> bool {
        self.word(|word| strsim::osa_distance(word, of) <= n_typos)
    }

    /// True if a letter, one of the signs and what `is_rest` says yes to follow each other.
    fn sign(&self, signs: &str, is_rest: impl Fn(&str) -> bool) -> bool {
        self.texts().into_iter().any(|text| {
            text.char_indices().any(|(at, sign)| {
                signs.contains(sign)
                    && text[..at].ends_with(char::is_alphanumeric)
                    && is_rest(&text[at + sign.len_utf8()..])
            })
        })
    }
}

fn has_word(text: &str, is_it: impl Fn(&str) -> bool) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| !word.is_empty() && is_it(word))
}

fn title_starts(plain: &Plain, start: &str) -> bool {
    has_word(&plain.title, |word| word.starts_with(start))
}

type Scan = fn(&Plain) -> bool;

const FILTERS: &[(&str, Scan)] = &[
    ("ferry", |plain| plain.starts("ferry")),
    ("ferry -toll", |plain| plain.starts("ferry") && !plain.starts("toll")),
    ("port", |plain| plain.starts("port")),
    ("sea wall", |plain| plain.word(|word| word == "sea") && plain.starts("wall")),
    ("se* wall", |plain| plain.starts("se") && plain.starts("wall")),
    ("=port", |plain| plain.word(|word| word == "port")),
    ("\"night ferry\"", |plain| plain.texts().iter().any(|text| text.contains("night ferry"))),
    ("harbour or bridge", |plain| plain.starts("harbour") || plain.starts("bridge")),
    ("(ferry or bridge) !tolls", |plain| (plain.starts("ferry") || plain.starts("bridge")) && !plain.starts("tolls")),
    ("title:ferry", |plain| title_starts(plain, "ferry")),
    ("source:courier", |plain| has_word(&plain.source, |word| word.starts_with("courier"))),
    ("source:courier,=post", |plain| has_word(&plain.source, |word| word.starts_with("courier") || word == "post")),
    ("author:marlough", |plain| has_word(&plain.authors, |word| word.starts_with("marlough"))),
    ("has:author", |plain| !plain.authors.is_empty()),
    ("date:2021", |plain| plain.article.day().is_some_and(|day| day.year() == 2021)),
    ("date:2022-03-09..", |plain| plain.article.day().is_some_and(|day| day >= date(2022, 3, 9))),
    ("is:undated or date:..2020", |plain| plain.article.day().is_none_or(|day| day.year() <= 2020)),
    ("path:*.html", |plain| Path::new(&plain.path).extension().is_some_and(|ending| ending == "html")),
    ("words:>300", |plain| plain.n_words > 300),
    ("puerto", |plain| plain.starts("puerto")),
    ("ПАРОМ", |plain| plain.starts("паром")),
    ("/'s$/", |plain| plain.sign("'", |rest| rest.starts_with('s') && !rest[1..].starts_with(char::is_alphanumeric))),
    ("/-/", |plain| plain.sign("-‐‑‒–−", |rest| rest.starts_with(char::is_alphanumeric))),
    (r"/^\d{4}$/", |plain| plain.word(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))),
    ("title:/^t/ -/ferr(y|ies)/", |plain| {
        title_starts(plain, "t") && !plain.word(|word| word.contains("ferry") || word.contains("ferries"))
    }),
    ("~ollerbee", |plain| plain.typos("ollerbee", 2)),
    ("~tols", |plain| plain.typos("tols", 1)),
    ("~habrour date:2021", |plain| {
        plain.typos("habrour", 1) && plain.article.day().is_some_and(|day| day.year() == 2021)
    }),
];

#[test]
fn filters_answer_as_a_plain_scan_does() {
    let articles = sample();
    let plain: Vec<Plain> = articles.iter().map(|read| Plain::of(&read.article, &read.body)).collect();
    let mut builder = SegmentBuilder::default();
    for Extracted { article, body, facts, keep_body, .. } in articles {
        builder.push(article, body, &facts, keep_body);
    }
    let mut snapshot = SnapshotBuilder::default();
    snapshot.push(builder.finish());
    let snapshot = snapshot.snapshot();
    for (filter, scan) in FILTERS {
        let query = parse(filter, TODAY);
        assert_eq!(query.spots, [], "{filter}");
        let mut rows: Vec<usize> = search(filter, Sort::Path, &snapshot).rows.iter().map(|row| row as usize).collect();
        rows.sort_unstable();
        let found = rows.into_iter().map(|row| &plain[row].path);
        let expected = plain.iter().filter(|plain| scan(plain)).map(|plain| &plain.path);
        let (found, expected): (Vec<_>, Vec<_>) = (found.collect(), expected.collect());
        assert_eq!(found, expected, "{filter}");
        assert!(!found.is_empty() && found.len() < plain.len(), "{filter} finds {} of all", found.len());
    }
}
