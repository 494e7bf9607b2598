//! A source has one name, in the list and in the facts of an article.

use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;

use crate::{picture_with, signs, start_options};

#[test]
fn the_facts_of_an_article_with_only_a_host_name_its_outlet() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write(
        "named.json",
        r#"{"headline": "Tolls rise", "datePublished": "2022-03-09", "publisher": "The Quay Gazette",
            "url": "https://www.quaygazette.example/tolls", "articleBody": "The tolls rose again."}"#,
    );
    write(
        "bare.json",
        r#"{"headline": "Crane strike ends", "datePublished": "2022-03-12",
            "url": "https://quaygazette.example/crane", "articleBody": "The crane drivers went back."}"#,
    );
    let options = StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
    let facts = signs(&picture_with(options, (100, 30), "i").buffer);
    assert!(facts.contains("source     The Quay Gazette · "), "{facts}");
    assert!(facts.contains("host       quaygazette.example"), "{facts}");
}
