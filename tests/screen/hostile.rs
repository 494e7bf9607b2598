//! Whatever a file holds, no control character reaches a cell, and nothing panics.

use std::fs;

use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;
use newsreader::text::safe::is_unsafe;
use proptest::prelude::*;

use crate::{picture_with, signs, start_options};

/// Opens a folder with one file, at some sizes, and looks at every cell.
fn check(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join(name), bytes).expect("a file for the test");
    for (size, keys) in [((80, 24), "<enter><space>"), ((40, 10), "/a<enter>i"), ((120, 30), "!")] {
        let options = StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
        let picture = picture_with(options, size, keys);
        for cell in picture.buffer.content() {
            assert!(!cell.symbol().chars().any(|sign| is_unsafe(sign) || sign.is_control()), "{:?}", cell.symbol());
        }
    }
}

#[test]
fn escape_sequences_stay_in_the_file() {
    check("title.txt", b"A \x1b]0;evil\x07 headline \x1b[2J\n\nAnd \x1b[31mred\x1b[0m text \xc2\x9b31m \x90q\x9c.\n");
    check("names\u{1b}[31m.txt", b"A headline\n\nText.\n");
    check("json.json", br#"{"title":"a \u001b[2J b","text":"\u009b31m \u202e txet","date":"2022-03-01"}"#);
    check("entity.html", b"<html><head><title>a &#27;[2J b</title></head><body><article><p>Long enough &#155;31m text for a page. Long enough text for a page, and again, long enough.</p></article></body></html>");
    check("front.md", b"---\ntitle: \"a \\e[2J b\"\n---\n\nText &#27;[31m.\n");
}

#[test]
fn a_folder_without_articles_says_so() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let options = || StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
    let empty = signs(&picture_with(options(), (80, 24), "jj<enter>").buffer);
    assert!(empty.contains("No articles in") && empty.contains("The folder is empty."), "{empty}");
    fs::write(folder.path().join("photo.txt"), b"\xff\xd8\xff\xe0\0\x10JFIF").expect("a file for the test");
    let nothing = signs(&picture_with(options(), (80, 24), "").buffer);
    assert!(nothing.contains("1 file found"), "{nothing}");
}

#[test]
fn each_article_of_a_file_of_many_opens() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let lines = "{\"title\":\"One\",\"text\":\"First text.\"}\n{\"title\":\"Two\",\"text\":\"Second text.\"}\n";
    fs::write(folder.path().join("many.jsonl"), lines).expect("a file for the test");
    let options = StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
    let picture = signs(&picture_with(options, (80, 24), "j").buffer);
    assert!(picture.contains("Second text."), "{picture}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_bytes_can_be_opened(bytes in proptest::collection::vec(any::<u8>(), 0..400), ending in "(txt|md|html|json|jsonl)") {
        check(&format!("file.{ending}"), &bytes);
    }

    #[test]
    fn any_text_can_be_opened(text in any::<String>(), ending in "(txt|md|html|json|jsonl)") {
        check(&format!("file.{ending}"), text.as_bytes());
    }
}
