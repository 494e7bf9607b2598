//! A source has one name, in the list and in the facts of an article.

use newsreader::action::Action;
use newsreader::app::effect::Effect;
use newsreader::app::message::Message;
use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;
use tempfile::TempDir;

use crate::edited::{app, read};
use crate::{picture_with, signs, start_options};

/// Two articles of one host, the newer of which has no other source.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write(
        "named.json",
        r#"{"headline": "Tolls rise", "datePublished": "2022-03-09", "publisher": "The Quay Gazette",
            "url": "https://www.quaygazette.example/tolls", "articleBody": "The tolls rose again."}"#,
    );
    write(
        "bare.json",
        r#"{"headline": "Crane strike ends", "datePublished": "2022-03-12", "author": "Nell Harbury",
            "url": "https://quaygazette.example/crane", "articleBody": "The crane drivers went back."}"#,
    );
    folder
}

#[test]
fn the_facts_of_an_article_with_only_a_host_name_its_outlet() {
    let folder = folder();
    let options = StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
    let facts = signs(&picture_with(options, (100, 30), "i").buffer);
    assert!(facts.contains("source     The Quay Gazette · "), "{facts}");
    assert!(facts.contains("host       quaygazette.example"), "{facts}");
}

#[test]
fn a_citation_of_an_article_with_only_a_host_names_its_outlet() {
    let folder = folder();
    let mut app = app("");
    read(&mut app, folder.path());
    let effects = app.update(Message::Act(Action::CopyCitation));
    let copied =
        effects.into_iter().find_map(|effect| if let Effect::Copy(text, _) = effect { Some(text) } else { None });
    assert_eq!(
        copied.as_deref(),
        Some("Nell Harbury, “Crane strike ends”, The Quay Gazette, Sat 12 Mar 2022, https://quaygazette.example/crane")
    );
}
