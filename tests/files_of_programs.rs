//! Tests for files that programs leave in a folder of articles: they are set aside with a reason, and never make a load
//! fail.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use newsreader::article::Severity;
use newsreader::corpus::{self, Corpus, Options, WalkItem};

/// Returns the outcome for each file: `article`, or the reason why it is none. The reason has a `!` unless it is set
/// aside.
fn outcomes(folder: &Path, options: &Options) -> BTreeMap<String, String> {
    let corpus = Corpus::Folder(folder.to_path_buf());
    let found = Mutex::new(Vec::new());
    corpus::walk(&corpus, options, &|one| {
        found.lock().unwrap().push(one);
        true
    });
    let mut outcomes = BTreeMap::new();
    for one in found.into_inner().unwrap() {
        let mut problems = Vec::new();
        match one {
            WalkItem::Problem(problem) => problems.push(problem),
            WalkItem::File(file) => {
                corpus::split(&corpus, &file, &mut |piece| {
                    problems.extend(corpus::read(&corpus, &piece, options, &mut |record| {
                        outcomes.insert(record.address.path_text(), "article".to_owned());
                    }));
                    true
                });
            }
        }
        for problem in problems {
            let mark = if problem.severity == Severity::SetAside { "" } else { "! " };
            outcomes.insert(problem.path_text(), format!("{mark}{}", problem.what));
        }
    }
    outcomes
}

#[test]
fn each_is_named_for_what_it_is() {
    let cases: [(&str, &[u8], &str); 24] = [
        ("ferry.txt", b"The ferry stayed in port.\n\nA door would not seal.", "article"),
        ("letter", "Der Schlepper sank am Abend.\n\nNiemand wurde verletzt.".as_bytes(), "article"),
        ("wire.019", b"SALLOW, March 8 (HW) - THE QUAY WAS FLOODED ON MONDAY, OFFICIALS SAID.", "article"),
        ("haiku.poem", b"The gull\nover the mole\nrain again", "article"),
        ("Inbox.msf", b"// <!-- <mdb:mork:z v=\"1.4\"/> -->\n< <(a=c)> >", "an index of Thunderbird"),
        ("Drafts", b"", "an empty file, such as programs leave as a mark"),
        ("old.mbox", b"", "an empty mailbox"),
        ("dovecot-uidlist", b"3 V1 N2\n1 :a\n", "an index of the mail server Dovecot"),
        ("maildirfolder", b"", "a list of a mail server"),
        ("tug.html.part", b"<html><head><title>The tu", "a partial download"),
        ("tug.html.opdownload", b"", "a partial download"),
        ("tug.txt~", b"An older text of the tug.", "a backup copy of an editor"),
        ("tug.html.bak", b"<html><body><p>An older page.</p>", "a backup copy"),
        ("#tug.txt#", b"A text that was not saved.", "an unsaved copy of an editor"),
        ("~$tug.docx", b"\x04Nell\0\0\0", "a lock file of an office program"),
        ("desktop.ini", b"[.ShellClassInfo]\r\nIconResource=a.dll,3\r\n", "folder settings of Windows"),
        ("tug.url", b"[InternetShortcut]\nURL=https://wire.example/tug\n", "a shortcut to an address"),
        ("Info.txt", b"<?xml version=\"1.0\"?>\n<!DOCTYPE plist>\n<plist><dict/></plist>", "a property list of macOS"),
        ("settings.dat", b"[main]\nport = 8080\nname = quay\n", "a configuration file"),
        ("state", b"user=nell\nfolder=INBOX\nport=993\n", "fields of a program, not a text"),
        ("subscriptions", b"INBOX\nArchive\nSent\n", "a list of single words, not a text"),
        (
            "sync.txt",
            b"2022-03-08 10:00:01 INFO start\n2022-03-08 10:00:02 INFO read\n2022-03-08 10:00:03 WARN end\n",
            "a log",
        ),
        ("key.txt", b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "a key or a certificate"),
        ("gone.txt", b"", "empty, 0 bytes"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, _) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let outcomes = outcomes(folder.path(), &Options { hidden: true, ..Options::default() });
    for (name, _, expected) in cases {
        assert_eq!(outcomes[name], expected, "{name}");
    }
}

/// Writes a file, and creates the folders above it.
fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const INDEX: &str =
    r#"{"url": "https://wire.example/tug", "timestamp": "1646823600", "archive_path": "x", "title": "The tug"}"#;
const PAGE: &str = "<!DOCTYPE html><html><head><title>The tug</title></head><body><article><h1>The tug</h1>\
    <p>The tug sank in the harbour on Tuesday, after water had run into its engine room all night.</p>\
    <p>Nobody was hurt, and a crane is to lift it on Friday, the harbour board said.</p></article></body></html>";

/// Returns the files that a walk of these paths finds to read, with their states.
fn files(folder: &Path, paths: Option<&[&str]>) -> BTreeMap<String, corpus::FileState> {
    let corpus = Corpus::Folder(folder.to_path_buf());
    let found = Mutex::new(BTreeMap::new());
    let visit = |one: WalkItem| {
        if let WalkItem::File(file) = one {
            found.lock().unwrap().insert(file.path.to_string_lossy().into_owned(), file.state);
        }
        true
    };
    match paths {
        Some(paths) => {
            let paths = corpus::with_renderings(&corpus, paths.iter().map(Into::into).collect());
            corpus::walk_only(&corpus, &paths, &Options::default(), &visit)
        }
        None => corpus::walk(&corpus, &Options::default(), &visit),
    };
    found.into_inner().unwrap()
}

#[test]
fn a_change_of_one_rendering_is_a_change_of_the_article() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = "old/archive/1646823600";
    write(folder.path(), &format!("{snapshot}/index.json"), INDEX);
    write(folder.path(), &format!("{snapshot}/singlefile.html"), PAGE);
    write(folder.path(), "other.txt", "Another text.");
    let main = format!("{snapshot}/singlefile.html");
    let before = files(folder.path(), None);
    assert_eq!(before.keys().collect::<Vec<_>>(), [main.as_str(), "other.txt"]);
    // Another text of the page appears and replaces the first one. Then it is deleted.
    let cleaned = format!("{snapshot}/readability/content.html");
    write(folder.path(), &cleaned, PAGE);
    assert_eq!(files(folder.path(), Some(&[&cleaned])).keys().collect::<Vec<_>>(), [&cleaned]);
    fs::remove_file(folder.path().join(&cleaned)).unwrap();
    assert_eq!(files(folder.path(), Some(&[&cleaned])).keys().collect::<Vec<_>>(), [&main]);
    // A change of the metadata changes the state of the main file, but not its size.
    write(folder.path(), &format!("{snapshot}/readability/article.json"), r#"{"byline": "Nell Harbury"}"#);
    let after = files(folder.path(), Some(&[&format!("{snapshot}/readability/article.json")]));
    assert_ne!(after[&main], before[&main]);
    assert_eq!(after[&main].n_bytes, before[&main].n_bytes);
}

#[test]
fn the_texts_of_an_export_belong_to_its_list() {
    let folder = tempfile::tempdir().unwrap();
    let list = r#"[{"slug": "tug-1", "title": "The tug", "url": "https://wire.example/tug"}]"#;
    write(folder.path(), "metadata_0_to_1.json", list);
    write(folder.path(), "content/tug-1.html", PAGE);
    write(folder.path(), "content/mole.html", PAGE);
    let before = files(folder.path(), None);
    assert_eq!(before.keys().collect::<Vec<_>>(), ["content/mole.html", "metadata_0_to_1.json"]);
    write(folder.path(), "content/tug-1.html", &PAGE.replace("Friday", "Saturday"));
    let after = files(folder.path(), Some(&["content/tug-1.html"]));
    assert_ne!(after["metadata_0_to_1.json"], before["metadata_0_to_1.json"]);
    let outcomes = outcomes(folder.path(), &Options::default());
    assert_eq!(outcomes["content/tug-1.html"], "another rendering of metadata_0_to_1.json#1");
    assert_eq!(outcomes["content/mole.html"], "article");
}
