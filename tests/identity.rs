//! Tests for the identity of articles, by which they are found again after a change of the folder or of the extraction.

#![allow(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

use std::fs;
use std::path::Path;

use newsreader::article::facts::Facts;
use newsreader::article::{Address, Article, BlockKind, BodyBuilder, Boilerplate, Format, Identity, Known};
use newsreader::corpus::{Corpus, Options};
use newsreader::index::stored::IdentityKey;
use newsreader::index::{SegmentBuilder, Snapshot};
use newsreader::run::IndexPlace;
use newsreader::run::loader::{self, LoadRequest};
use newsreader::settings::Watch;
use newsreader::text::digest::Digest;

const TITLE: &str = "Night ferry cancelled for a fourth evening";
const LEAD: &str = "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row, as the \
                    tide was too low for the new quay.";
const MORE: &str = "The harbour master said that the dredger would come on Monday, and that tickets stay valid until \
                    the end of the month.";
const LINK: &str = "https://harbourwire.example/2022/03/night-ferry";

/// Returns the identity of the only article of a folder with one file.
fn read(name: &str, content: &str) -> Identity {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    let snapshot = read_folder(folder.path());
    assert_eq!(snapshot.len(), 1, "{name}: {content}");
    snapshot.identity(0)
}

fn read_folder(folder: &Path) -> Snapshot {
    loader::load_all(&LoadRequest::in_memory(Corpus::Folder(folder.into()), Options::default())).unwrap().snapshot
}

/// Returns the keys of the first article that the second one has as well: `r` for the bytes, `t` for the text, `o` for
/// its own identifier.
fn survivors(before: Identity, after: Identity) -> String {
    let name = |key: IdentityKey| match key {
        IdentityKey::Raw(_) => 'r',
        IdentityKey::Text(_) => 't',
        IdentityKey::Own(_) => 'o',
    };
    IdentityKey::all_of(before).filter(|key| key.is_of(after)).map(name).collect()
}

/// A change: its name, the article before and after it, and the keys that stay the same.
type Change = (&'static str, Identity, Identity, &'static str);

#[track_caller]
fn check(changes: &[Change]) {
    let found: Vec<_> =
        changes.iter().map(|(change, before, after, _)| (*change, survivors(*before, *after))).collect();
    let expected: Vec<_> = changes.iter().map(|(change, .., expected)| (*change, (*expected).to_owned())).collect();
    assert_eq!(found, expected);
}

/// Returns a web page with a title, and with `around` before its article.
fn page(title: &str, around: &str) -> String {
    format!(
        "<html><head><title>{title}</title><link rel=\"canonical\" href=\"{LINK}\"></head><body>{around}\
         <article><h1>{title}</h1><p>{LEAD}</p><p>{MORE}</p></article></body></html>"
    )
}

fn json(title: &str, text: &str, link: &str) -> String {
    serde_json::json!({ "title": title, "text": text, "url": link }).to_string()
}

#[test]
fn what_survives_a_change_of_the_file() {
    let text = format!("{LEAD}\n\n{MORE}");
    let plain = format!("{TITLE}\n\n{text}\n");
    let line = json(TITLE, &text, LINK);
    let (article, record, web) = (read("a.txt", &plain), read("a.jsonl", &line), read("a.html", &page(TITLE, "")));
    check(&[
        ("nothing", article, read("a.txt", &plain), "rt"),
        ("the file is moved and renamed", article, read("2022/march/ferry.txt", &plain), "rt"),
        ("the lines are wrapped", article, read("a.txt", &plain.replace(" on ", "\non ")), "t"),
        ("the line ends are those of Windows", article, read("a.txt", &plain.replace('\n', "\r\n")), "t"),
        ("quotation marks and dashes are others", article, read("a.txt", &plain.replace(", ", " – ")), "t"),
        (
            "lines of the page stand around it",
            article,
            read("a.txt", &format!("{plain}\nSave Story\nPlay button\n")),
            "t",
        ),
        ("a word is changed", article, read("a.txt", &plain.replace("Monday", "Tuesday")), ""),
        ("a paragraph is added", article, read("a.txt", &format!("{plain}\n{LEAD} Nobody knew why.\n")), ""),
        ("it stands in JSON", article, record, "t"),
        ("it stands on a page of the web", article, web, "t"),
        ("the record stands below another", record, read_second(&line), "rto"),
        ("a member of the record is added", record, read("a.jsonl", &line.replace('{', "{\"page\": 7, ")), "to"),
        ("a word of the record is changed", record, read("a.jsonl", &line.replace("Monday", "Tuesday")), "o"),
        ("most of the record is written anew", record, read("a.jsonl", &json("Ferry sails", MORE, LINK)), "o"),
        (
            "its link has parameters",
            record,
            read("a.jsonl", &json(TITLE, &text, &format!("{LINK}?utm_source=a"))),
            "to",
        ),
        ("its link is another", record, read("a.jsonl", &json(TITLE, &text, "https://b.example/ferry")), "t"),
        ("the record becomes a page", record, web, "to"),
        ("the page has a menu", web, read("a.html", &page(TITLE, "<nav><a href=\"/\">Home</a></nav>")), "to"),
        ("the title of the page is another", web, read("a.html", &page("Ferry stays in port again", "")), "o"),
    ]);
}

/// Returns the identity of the second of two records.
fn read_second(line: &str) -> Identity {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("b.jsonl"), format!("{}\n{line}\n", json("Tug sinks", MORE, LINK))).unwrap();
    let snapshot = read_folder(folder.path());
    let row = snapshot.by_date().iter().find(|row| snapshot.article(**row).address.item == Some(2));
    snapshot.identity(*row.unwrap())
}

#[test]
fn a_short_text_identifies_nothing() {
    let short = read("a.txt", "Ferry stays in port\n\nThe ferry stayed in port on Saturday as the tide was low.\n");
    assert!(short.raw.is_some());
    assert_eq!(short.text, None);
}

#[test]
fn mails_and_entries_have_identifiers_of_their_own() {
    let mail = |id: &str, text: &str| {
        format!(
            "Message-ID: {id}\nFrom: nell@post.example\nSubject: {TITLE}\nDate: Sat, 12 Mar 2022 09:00:00 +0000\n\n{text}\n"
        )
    };
    let entry = |feed: &str, text: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>{feed}</title><item><title>{TITLE}</title>\
             <guid isPermaLink=\"false\">1204</guid><description>{text}</description></item></channel></rss>"
        )
    };
    let text = format!("{LEAD} {MORE}");
    let message = read("a.eml", &mail("<1@post.example>", &text));
    let item = read("a.xml", &entry("Harbour Wire", &text));
    check(&[
        ("the message is quoted", message, read("a.eml", &mail("<1@post.example>", MORE)), "o"),
        ("the message is sent again", message, read("a.eml", &mail("<2@post.example>", &text)), "t"),
        ("the entry is rewritten", item, read("a.xml", &entry("Harbour Wire", MORE)), "o"),
        ("another feed has the entry", item, read("a.xml", &entry("Quay Post", &text)), "t"),
    ]);
}

/// Checks that the bytes of every fixture are known, for the article or for its file, and that no two articles have the
/// same ones.
#[test]
fn the_bytes_of_every_fixture_are_known() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let snapshot = read_folder(&fixtures);
    for row in snapshot.by_date().iter() {
        let reference = snapshot.article(*row).address.reference();
        let Some(raw) = snapshot.identity(*row).raw else { panic!("{reference} has no digest") };
        let rows = snapshot.rows_of(IdentityKey::Raw(raw));
        assert!(rows.contains(row), "{reference}");
        let of_one_file =
            rows.iter().filter(|other| snapshot.article(**other).address.path == snapshot.article(*row).address.path);
        assert_eq!(of_one_file.count(), 1, "{reference}");
    }
}

#[test]
fn articles_on_disk_are_known_as_those_in_memory_are() {
    let folder = tempfile::tempdir().unwrap();
    let cache = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), format!("{TITLE}\n\n{LEAD}\n\n{MORE}\n")).unwrap();
    fs::write(folder.path().join("b.jsonl"), json(TITLE, &format!("{LEAD}\n\n{MORE}"), LINK)).unwrap();
    let in_memory = read_folder(folder.path());
    let place = IndexPlace { cache_root: Some(cache.path().into()), bytes_max: u64::MAX };
    let request = place.request(Corpus::Folder(folder.path().into()), Options::default(), Watch::Off);
    loader::load_all(&request).unwrap();
    let on_disk = loader::load_all(&request).unwrap().snapshot;
    let row_at = |snapshot: &Snapshot, path: &str| snapshot.row_at_path(path).unwrap();
    for path in ["a.txt", "b.jsonl"] {
        let (here, there) = (row_at(&in_memory, path), row_at(&on_disk, path));
        assert_eq!(on_disk.identity(there), in_memory.identity(here), "{path}");
        assert_eq!(on_disk.signature(there), in_memory.signature(here), "{path}");
        assert!(on_disk.signature(there).len() > 20);
        let text = IdentityKey::Text(on_disk.identity(there).text.unwrap());
        assert_eq!(on_disk.rows_of(text).len(), 2, "{path}");
    }
}

/// Returns the identity of an article of one file, as another extraction gives it: with another title, and with a page
/// line in its text that may be marked as boilerplate.
fn extracted(title: Known<Box<str>>, first: Option<&str>, boilerplate_line: Option<Boilerplate>) -> Identity {
    let mut body = BodyBuilder::default();
    for (text, aside) in
        [(first.unwrap_or_default(), None), (LEAD, None), (MORE, None), ("Save Story", boilerplate_line)]
    {
        body.push(text);
        match aside {
            Some(aside) => body.end_boilerplate(BlockKind::Paragraph, false, aside),
            None => body.end_block(BlockKind::Paragraph, false),
        }
    }
    let address = Address { path: Path::new("a.txt").into(), item: None, range: None, format: Format::PlainText };
    let article = Article { title, ..Article::unknown_at(address) };
    let identity = Identity { raw: Some(Digest::of(b"the file")), ..Identity::default() };
    let mut builder = SegmentBuilder::default();
    builder.push_known(article, body.finish(), &Facts::default(), false, identity);
    builder.finish().identity(0).unwrap()
}

#[test]
fn what_survives_another_extraction_of_the_same_file() {
    let found = |title: &str| Known::found(title.into(), "the first line");
    let folded = Some(Boilerplate::Line);
    let before = extracted(found(TITLE), None, folded);
    check(&[
        ("the title is found elsewhere", before, extracted(Known::given(TITLE.into(), "a field"), None, folded), "rt"),
        ("the title is left in the text", before, extracted(Known::unknown(), Some(TITLE), folded), "rt"),
        (
            "the title is made of the text",
            before,
            extracted(Known::inferred(LEAD.into(), ""), Some(TITLE), folded),
            "rt",
        ),
        ("another title is found", before, extracted(found("Harbour news"), None, folded), "r"),
        ("boilerplate is taken for text", before, extracted(found(TITLE), None, None), "r"),
    ]);
}
