//! Tests with mail, mailboxes, web archives, tables and SGML of random bytes. Nothing may panic, every file must give
//! an article or a problem, no output may be unsafe, and every article must open with the same text.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use newsreader::corpus::{self, Corpus, FileChunk, MemoryFile, Options, Record};
use newsreader::text::safe::{is_unsafe, safe_line};
use proptest::prelude::*;

/// The file names under which the same bytes are read.
const NAMES: [&str; 9] = ["a.eml", "a.mbox", "a.mhtml", "a.csv", "a.tsv", "a.sgm", "a", "a.txt", "a.txt.gz"];

/// Parts of messages, tables and SGML that are difficult to parse.
const PIECES: [&str; 64] = [
    "From a@b Tue Mar  8 10:05:01 2022\n",
    "From ",
    ">From ",
    "From: Nell <nell@a.example>\n",
    "From: =?utf-8?Q?Zo=C3?= =?utf-8?Q?=AB?= <z@a>\n",
    "Subject: ",
    "Subject: =?x?B?////?= =?utf-8?q?=1B[31m?=\n",
    "=?utf-8?B?",
    "?=",
    "Date: 8 Mar 22 10:05 GMT\n",
    "Newsgroups: a,b\n",
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/alternative; boundary=\"b\"\n",
    "Content-Type: multipart/related; boundary=b; start=\"<x>\"\n",
    "Content-Type: multipart/digest\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: text/html; charset=iso-2022-jp\n",
    "Content-Type: text/plain; charset=utf-7; format=flowed; delsp=yes\n",
    "Content-Type: application/pdf; name*0*=utf-8''%; name*1=x\n",
    "Content-Disposition: attachment; filename=\"a\u{1b}b\"\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Content-ID: <x>\n",
    "Snapshot-Content-Location: https://a.example\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "--b\n",
    "--b--\n",
    "-- \n",
    "> > ",
    "QUJD\n",
    "=\n",
    "=3D=",
    "+ZYeB9FH6-",
    "<html><body><p>",
    "<style>",
    "<table><tr><td>",
    "<!--",
    "title,date,content\n",
    "title;text\n",
    "headline\turl\n",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "|",
    "2022-03-08",
    "https://a.example/b",
    "The geese are back on the north quay, forty of them. ",
    "\u{feff}",
    "\0",
    "<REUTERS NEWID=\"1\">",
    "<DATE> 8-MAR-1987 10:05:01.20</DATE>",
    "<TEXT TYPE=\"UNPROC\">&#2;",
    "<TITLE>",
    "</TITLE>",
    "<BODY>",
    "&#3;</BODY>",
    "&#99999999;&lt;&",
    "</TEXT></REUTERS>",
    "\u{1b}]0;x\u{7}\u{202e}",
];

fn nasty() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        1 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => "\\PC{0,40}".prop_map(String::into_bytes),
        6 => proptest::sample::select(PIECES.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn read(name: &str, bytes: &[u8], options: &Options) -> (Corpus, Vec<Record>, Vec<String>) {
    let corpus = Corpus::Memory(Arc::new(MemoryFile { name: PathBuf::from(name), bytes: bytes.to_vec() }));
    let piece = FileChunk { path: Path::new(name).into(), n_bytes: bytes.len() as u64, lines: None };
    let mut records = Vec::new();
    let problems = corpus::read(&corpus, &piece, options, &mut |record| records.push(record));
    (corpus, records, problems.into_iter().map(|problem| problem.what.into_owned()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in nasty(), limit in prop_oneof![Just(64_u64), Just(1 << 20)]) {
        let options = Options { max_article_bytes: limit, ..Options::default() };
        for name in NAMES {
            let (corpus, records, problems) = read(name, &bytes, &options);
            prop_assert!(!records.is_empty() || !problems.is_empty(), "{}: nothing is silent", name);
            for what in &problems {
                prop_assert_ne!(what.as_str(), corpus::PARSER_CRASHED, "{}", name);
                prop_assert_eq!(what, &safe_line(what));
            }
            for record in &records {
                prop_assert!(!record.body.text.chars().any(is_unsafe));
                for block in &record.body.blocks {
                    prop_assert!(record.body.text.get(block.range.clone()).is_some());
                }
                let opened = corpus::open(&corpus, &record.address, &options);
                prop_assert_eq!(opened.as_ref(), Ok(&record.body), "{} opens as it was read", name);
            }
        }
    }
}

/// Returns a message of a mailbox, by its number.
fn message(number: usize) -> String {
    format!(
        "From nell@a.example Tue Mar  8 10:05:01 2022\nFrom: Nell <nell@a.example>\nSubject: Geese {number}\n\n\
         They are back.\n>From the quay.\n\n"
    )
}

#[test]
fn long_messages_and_rows_are_cut_and_those_behind_them_are_read() {
    let options = Options { max_article_bytes: 4096, ..Options::default() };
    let words = "many words ".repeat(2000);
    let mailbox = format!("{}{}{words}\n\n{}", message(1), message(2), message(3));
    let table = format!("title,date,text\nA,2022-03-08,x\nB,2022-03-08,\"{words}\"\nC,2022-03-08,y\n");
    for (name, bytes, expected) in
        [("a.mbox", &mailbox, ["Geese 1", "Geese 2", "Geese 3"]), ("a.csv", &table, ["A", "B", "C"])]
    {
        let (_, records, problems) = read(name, bytes.as_bytes(), &options);
        let titles: Vec<_> = records.iter().filter_map(|record| record.metadata.title.as_ref()).collect();
        assert_eq!(titles.iter().map(|title| title.text.as_str()).collect::<Vec<_>>(), expected);
        assert!(records.iter().all(|record| record.body.text.len() <= 4096));
        assert!(problems.iter().any(|what| what.contains("longer than 4096 bytes")), "{problems:?}");
    }
}

#[test]
fn every_message_is_read_alone() {
    let mailbox: String = (1..=3).map(message).collect::<Vec<_>>().concat();
    let (corpus, records, problems) = read("a.mbox", mailbox.as_bytes(), &Options::default());
    assert_eq!(problems, [""; 0]);
    assert_eq!(records.len(), 3);
    for (at, record) in records.iter().enumerate() {
        let raw = corpus::raw(&corpus, &record.address).unwrap();
        assert!(String::from_utf8(raw).unwrap().starts_with("From: Nell"), "{at}");
        assert_eq!(record.body.plain().to_string(), "They are back.\nFrom the quay.");
        assert_eq!(record.address.item, Some(at as u32 + 1));
    }
}
