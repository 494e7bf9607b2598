//! Tests for files that change between the walk and the reading. They cause a problem, never a panic or a wrong text.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use newsreader::article::{Problem, Severity};
use newsreader::corpus::{self, Corpus, File, Options, WalkItem};

/// A size far above the bytes that detect a format, and large enough that JSON Lines are split into chunks.
const LARGE: usize = 9 * 1024 * 1024;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns a file of each kind as its name and bytes, with `n_articles` articles of the same text.
fn files(n_articles: usize) -> Vec<(&'static str, Vec<u8>)> {
    let text = "The ferry sailed at eight, and the tolls rose again. ";
    let repeated = |article: &dyn Fn(usize) -> String| (0..n_articles).map(article).collect::<Vec<_>>().concat();
    let jsonl = repeated(&|number| format!("{{\"title\": \"Report {number}\", \"text\": \"{text}\"}}\n"));
    let mailbox = repeated(&|number| {
        format!(
            "From a@port.example Tue Mar  8 09:00:00 2022\nSubject: Report {number}\nFrom: a@port.example\n\n{text}\n\n"
        )
    });
    let table = format!("title,text\n{}", repeated(&|number| format!("Report {number},\"{text}\"\n")));
    let items =
        repeated(&|number| format!("<item><title>Report {number}</title><description>{text}</description></item>"));
    let plain = repeated(&|number| format!("Report {number}\n\n{text}\n\n"));
    let json = repeated(&|number| format!("{{\"title\": \"Report {number}\", \"text\": \"{text}\"}},\n"));
    vec![
        ("a.jsonl.gz", gzip(jsonl.as_bytes())),
        ("a.jsonl", jsonl.into_bytes()),
        ("a.mbox", mailbox.into_bytes()),
        ("a.csv", table.into_bytes()),
        (
            "a.xml",
            format!("<rss version=\"2.0\"><channel><title>Harbour Wire</title>{items}</channel></rss>").into_bytes(),
        ),
        ("a.txt", plain.into_bytes()),
        ("a.json", format!("[{}]", json.trim_end_matches(",\n")).into_bytes()),
    ]
}

/// Returns the only file of the folder.
fn walked(corpus: &Corpus) -> File {
    let file = Mutex::new(None);
    corpus::walk(corpus, &Options::default(), &|found| {
        let WalkItem::File(found) = found else { panic!("{found:?}") };
        *file.lock().unwrap() = Some(found);
        true
    });
    file.into_inner().unwrap().unwrap()
}

/// Returns the titles and problems of a file that `change` changes after it was split into chunks.
fn read_changed(name: &str, bytes: &[u8], change: impl Fn(&Path)) -> (Vec<String>, Vec<Problem>) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Corpus::Folder(folder.path().to_path_buf());
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut pieces = Vec::new();
    corpus::split(&corpus, &walked(&corpus), &mut |piece| {
        pieces.push(piece);
        true
    });
    change(&path);
    let (mut titles, mut problems) = (Vec::new(), Vec::new());
    for piece in &pieces {
        problems.extend(corpus::read(&corpus, piece, &Options::default(), &mut |record| {
            // The first line of a plain text is its title, and may be cut off.
            titles.push(record.metadata.title.map_or_else(|| record.body.plain().to_string(), |title| title.text));
        }));
    }
    (titles, problems)
}

#[test]
fn a_file_that_shrinks_while_it_is_read_is_a_problem() {
    for n_articles in [20, LARGE / 80] {
        for (name, bytes) in files(n_articles) {
            for n_left in [0, bytes.len() / 2, bytes.len() - 1] {
                let (titles, problems) = read_changed(name, &bytes, |path| {
                    fs::File::options().write(true).open(path).unwrap().set_len(n_left as u64).unwrap();
                });
                let told: Vec<&str> = problems.iter().map(|problem| &*problem.what).collect();
                let is_told = told.iter().any(|what| what.starts_with("it became shorter"));
                // An empty file has a problem with other words.
                assert!(is_told || (titles.is_empty() && !told.is_empty()), "{name} {n_left}: {told:?}");
                assert!(!told.contains(&corpus::PARSER_CRASHED), "{name} {n_left}: {told:?}");
                for title in &titles {
                    let number =
                        title.lines().next().unwrap().strip_prefix("Report ").and_then(|number| number.parse().ok());
                    assert!(number.is_some_and(|number: usize| number < n_articles), "{name} {n_left}: {title}");
                }
            }
        }
    }
}

#[test]
fn a_file_that_vanishes_while_it_is_read_is_a_problem() {
    for n_articles in [20, LARGE / 80] {
        for (name, bytes) in files(n_articles) {
            let (titles, problems) = read_changed(name, &bytes, |path| fs::remove_file(path).unwrap());
            assert!(titles.is_empty() && !problems.is_empty(), "{name}");
            for problem in problems {
                assert_eq!(problem.severity, Severity::NotShown, "{name}");
                assert_eq!(problem.what, "cannot be read: it is not there any more", "{name}");
            }
        }
    }
}
