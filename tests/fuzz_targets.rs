//! Runs the checks of the fuzz targets on fixtures that are damaged at random places. The places are the same in each
//! run, so a failure is caused by the last change. `fuzz/run` starts the fuzzer itself, which tries far more inputs.

#[path = "../fuzz/src/lib.rs"]
mod fuzz_checks;

use std::path::Path;
use std::sync::LazyLock;

use fuzz_checks::{file, index_bytes, text};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// The number of inputs for each target. All of them take about a minute in a debug build.
const N_INPUTS: u32 = 500;

/// The longest input in bytes. It keeps one input from taking most of the time.
const MAX_BYTES: usize = 16 * 1024;

/// Bytes that separate the parts of a file in some format, or are not text.
const SIGNS: [&[u8]; 28] = [
    b"\0",
    b"\x1b]0;a\x07",
    b"\x9b2J",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\r",
    b"\n\n",
    b"\nFrom ",
    b"\n--",
    b"---\n",
    b"+++\n",
    b"<",
    b"</",
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"&#",
    b"&#x202e;",
    b"\"",
    b"'",
    b"\\u",
    b"{",
    b"[",
    b"],",
    b";",
    b"=?utf-8?Q?",
    "\u{202e}\u{feff}\u{ad}".as_bytes(),
];

/// The files of the fixtures, sorted by name.
static FIXTURES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut fixtures = Vec::new();
    add_files(Path::new("tests/fixtures/formats"), &mut fixtures);
    assert!(fixtures.len() > 100, "the fixtures are read from the top of the repository");
    fixtures
});

fn add_files(folder: &Path, fixtures: &mut Vec<Vec<u8>>) {
    let mut paths: Vec<_> = folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_files(&path, fixtures);
        } else if path.file_name().is_some_and(|name| name != "expected.txt") {
            let mut bytes = std::fs::read(&path).expect("a readable file");
            bytes.truncate(MAX_BYTES);
            fixtures.push(bytes);
        }
    }
}

/// One damage of a file. An `Index` is a position relative to the current length of the file.
#[derive(Debug, Clone)]
enum Damage {
    CutOff(Index),
    Remove(Index, usize),
    Repeat(Index, usize, usize),
    SetByte(Index, u8),
    Insert(Index, &'static [u8]),
    /// Inserts bytes of another fixture: the fixture, the position in it, the number of bytes, and the position to
    /// insert at.
    InsertFrom(Index, Index, usize, Index),
}

impl Damage {
    fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            1 => any::<Index>().prop_map(Self::CutOff),
            2 => (any::<Index>(), 1..200_usize).prop_map(|(at, n)| Self::Remove(at, n)),
            2 => (any::<Index>(), 1..200_usize, 1..40_usize).prop_map(|(at, n, times)| Self::Repeat(at, n, times)),
            4 => any::<(Index, u8)>().prop_map(|(at, byte)| Self::SetByte(at, byte)),
            4 => (any::<Index>(), select(&SIGNS[..])).prop_map(|(at, signs)| Self::Insert(at, signs)),
            2 => (any::<Index>(), any::<Index>(), 1..2000_usize, any::<Index>())
                .prop_map(|(fixture, from, n, at)| Self::InsertFrom(fixture, from, n, at)),
        ]
    }

    fn apply(&self, bytes: &mut Vec<u8>) {
        let at = |place: &Index, bytes: &[u8]| place.index(bytes.len() + 1);
        match self {
            Self::CutOff(place) => bytes.truncate(at(place, bytes)),
            Self::Remove(place, n) => {
                let start = at(place, bytes);
                let end = bytes.len().min(start + n);
                bytes.drain(start..end);
            }
            Self::Repeat(place, n, times) => {
                let start = at(place, bytes);
                let end = bytes.len().min(start + n);
                let repeated = bytes[start..end].repeat(*times);
                bytes.splice(end..end, repeated);
            }
            Self::SetByte(place, byte) => {
                let place = at(place, bytes);
                if let Some(old) = bytes.get_mut(place) {
                    *old = *byte;
                }
            }
            Self::Insert(place, signs) => {
                let place = at(place, bytes);
                bytes.splice(place..place, signs.iter().copied());
            }
            Self::InsertFrom(fixture, from, n, place) => {
                let other = fixture.get(&FIXTURES);
                let start = at(from, other);
                let end = other.len().min(start + n);
                let place = at(place, bytes);
                bytes.splice(place..place, other[start..end].iter().copied());
            }
        }
        bytes.truncate(MAX_BYTES);
    }
}

/// Returns a fixture with one to six damages.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    (any::<Index>(), prop::collection::vec(Damage::any(), 1..7)).prop_map(|(fixture, damages)| {
        let mut bytes = fixture.get(&FIXTURES).clone();
        for damage in damages {
            damage.apply(&mut bytes);
        }
        bytes
    })
}

/// Runs `check` on damaged fixtures. Prints the shortest one that fails.
fn check_damaged(check: impl Fn(&[u8])) {
    let config =
        Config { cases: N_INPUTS, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() };
    let ran = TestRunner::new(config).run(&damaged(), |bytes| {
        check(&bytes);
        Ok(())
    });
    if let Err(failure) = ran {
        panic!("{failure}");
    }
}

fn check_damaged_text(check: impl Fn(&str)) {
    check_damaged(|bytes| check(&String::from_utf8_lossy(bytes)));
}

macro_rules! damaged_files {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            check_damaged(|bytes| file::check_file($name, bytes));
        })*
    };
}

damaged_files! {
    a_damaged_page_is_read: "a.html",
    a_damaged_feed_is_read: "a.xml",
    a_damaged_json_file_is_read: "a.json",
    damaged_json_lines_are_read: "a.jsonl",
    a_damaged_mail_is_read: "a.eml",
    a_damaged_mailbox_is_read: "a.mbox",
    a_damaged_markdown_file_is_read: "a.md",
    a_damaged_plain_text_is_read: "a.txt",
    a_damaged_file_of_reuters_is_read: "a.sgm",
    a_damaged_table_is_read: "a.csv",
    a_damaged_web_archive_is_read: "a.mhtml",
    a_damaged_file_of_no_known_name_is_read: "a",
}

#[test]
fn a_damaged_page_of_any_encoding_is_read() {
    check_damaged(|bytes| file::check_declared_encoding(bytes.len() as u8, bytes));
}

#[test]
fn dates_are_found_in_any_text() {
    check_damaged_text(text::check_dates);
}

#[test]
fn any_text_is_a_filter() {
    check_damaged_text(text::check_filter);
}

#[test]
fn any_text_is_made_safe() {
    check_damaged_text(text::check_safe);
}

#[test]
fn any_bytes_of_an_index_are_read_or_refused() {
    check_damaged(index_bytes::check_index_bytes);
}
