//! Tests for articles in the encodings of the web, read from files in a folder.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use encoding_rs::Encoding;
use newsreader::article::EncodingHow;
use newsreader::corpus::{self, Corpus, FileChunk, Options};
use newsreader::extract::{self, Extracted};
use unicode_normalization::UnicodeNormalization;

use samples::{SAMPLES, Sample};

#[path = "encodings/samples.rs"]
mod samples;

/// Returns the articles and problems of a file with this name and these bytes. Checks that every article opens with the
/// same text.
fn read(name: &str, bytes: &[u8]) -> (Vec<Extracted>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let corpus = Corpus::Folder(folder.path().to_path_buf());
    let options = Options::default();
    let piece = FileChunk { path: Path::new(name).into(), n_bytes: bytes.len() as u64, lines: None };
    let mut articles = Vec::new();
    let problems = corpus::read(&corpus, &piece, &options, &mut |record| articles.push(extract::article(record)));
    for read in &articles {
        let opened = corpus::open(&corpus, &read.article.address, &options).unwrap();
        assert_eq!(opened, read.body, "{} opens as it was read", read.article.address.reference());
    }
    (articles, problems.into_iter().map(|problem| problem.what.into_owned()).collect())
}

/// Returns the title and the text of the only article of a file, on one line, with composed letters.
fn words(articles: &[Extracted]) -> String {
    let [read] = articles else { return format!("{} articles", articles.len()) };
    let text = format!("{} {}", read.article.title.value().unwrap(), read.body.plain());
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// Returns the text as authors wrote it in an encoding that lacks some of its characters, and its bytes.
fn encode(text: &str, label: &str) -> (String, Vec<u8>) {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    let mut written = String::new();
    for character in text.chars() {
        let is_there = |text: &str| !encoding.encode(text).2;
        if is_there(character.to_string().as_str()) {
            written.push(character);
            continue;
        }
        // windows-1258 has separate characters for the letters and the tones of Vietnamese.
        let parts: Vec<char> = std::iter::once(character).nfd().collect();
        let (tones, base): (Vec<char>, Vec<char>) =
            parts.into_iter().partition(|part| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*part));
        let apart: String = base.into_iter().nfc().chain(tones).collect();
        written += match character {
            _ if is_there(&apart) => &apart,
            '“' | '”' | '„' => "\"",
            '’' | '‘' => "'",
            '—' => "-",
            // Authors used the Arabic letter in place of the Persian one.
            'ی' => "ي",
            _ => panic!("{label} has no {character}"),
        };
    }
    let (bytes, _, is_lossy) = encoding.encode(&written);
    assert!(!is_lossy, "{label}");
    let bytes = bytes.into_owned();
    (written, bytes)
}

/// Returns a page with the text of the sample and with `head`.
fn page(sample: &Sample, head: &str) -> String {
    let (title, text) = sample.text.split_once("\n\n").unwrap();
    format!(
        "<!DOCTYPE html>\n<html><head>{head}<title>{title}</title></head>\n<body><article><h1>{title}</h1>\n\
         <p>{text}</p></article></body></html>\n"
    )
}

#[test]
fn texts_are_decoded_by_their_bytes() {
    let (mut n, mut wrong) = (0, Vec::new());
    for sample in SAMPLES {
        for label in sample.guessed {
            let (text, bytes) = encode(sample.text, label);
            let (articles, problems) = read("article.txt", &bytes);
            n += 1;
            if words(&articles) != one_line(&text) {
                wrong.push(format!("{} in {label}, {problems:?}: {}", sample.language, words(&articles)));
                continue;
            }
            let encoding = articles[0].article.encoding;
            if encoding.how == EncodingHow::Guessed {
                assert_eq!(problems, [format!("read as {}, guessed from its bytes", encoding.name)]);
            } else {
                assert_eq!((encoding.name, problems.len()), ("ISO-2022-JP", 0));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(n >= 80, "{n} samples");
}

#[test]
fn short_and_lopsided_texts_are_not_mistaken() {
    for (label, text) in [
        // The apostrophe and the dash of windows-1252 are í and ó in Macintosh.
        ("windows-1252", "It’s open from day one—everything that’s on the quay. A year ago they’d have said “never”."),
        // The same bytes are a sign and a letter of another language, or a Japanese character.
        ("macintosh", "Die neuen Karten ermöglichen es allen Reisenden, am Hafen noch etwas zu warten."),
        ("macintosh", "Estas plazas están reservadas para los barcos del puerto y para nadie más."),
        ("macintosh", "Das Schiff ist sehr groß und hat im Hafen gemäß der Ordnung zu warten."),
        // Many byte sequences of Hiragana in this encoding have the form of UTF-8.
        (
            "euc-jp",
            "このフェリーはどこへいくのですか。それはまだだれにもわからないということです。リストはここにあります。",
        ),
        ("big5", "這個 HTTP 設定沒有使用；port 80 的設定可能在 host 之內。"),
        ("windows-1251", "Паром «Заря» — в порту №3 (до 5 °С)."),
        ("x-mac-cyrillic", "История парома началась в июне."),
        ("ibm866", "Старый ресторан на пристани сдаётся в аренду, страна ждёт."),
        ("windows-874", "เรือเกยตื้นที่เกาะ เรารอรถกลับ"),
    ] {
        let (written, bytes) = encode(text, label);
        let (articles, _) = read("article.txt", &bytes);
        assert_eq!(one_line(&articles[0].body.plain().to_string()), one_line(&written), "{label}");
    }
}

#[test]
fn pages_are_decoded_by_what_they_declare() {
    let (mut n, mut wrong) = (0, Vec::new());
    for sample in SAMPLES {
        let declared = sample.declared.iter().map(|(label, why)| {
            assert!(!why.is_empty());
            label
        });
        for label in sample.guessed.iter().chain(declared) {
            for head in [
                format!("<meta charset=\"{label}\">"),
                format!("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset={}'>", label.to_uppercase()),
            ] {
                let (html, bytes) = encode(&page(sample, &head), label);
                let (articles, problems) = read("article.html", &bytes);
                let (_, text) = sample.text.split_once("\n\n").unwrap();
                let expected = one_line(&encode(text, label).0);
                n += 1;
                let found = words(&articles);
                if !found.contains(&expected) || !problems.is_empty() {
                    wrong.push(format!("{} in {label}, {problems:?}: {found}\n{html}", sample.language));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_encoding_of_the_web_has_a_sample() {
    let labels = SAMPLES
        .iter()
        .flat_map(|sample| sample.guessed.iter().copied().chain(sample.declared.iter().map(|(label, _)| *label)));
    let names: BTreeSet<&str> = labels.map(|label| Encoding::for_label(label.as_bytes()).unwrap().name()).collect();
    // All names of <https://encoding.spec.whatwg.org/#names-and-labels>, in the order there. UTF-8 and UTF-16 have
    // tests of their own. `replacement` and `x-user-defined` are not encodings of text.
    for name in [
        "IBM866",
        "ISO-8859-2",
        "ISO-8859-3",
        "ISO-8859-4",
        "ISO-8859-5",
        "ISO-8859-6",
        "ISO-8859-7",
        "ISO-8859-8",
        "ISO-8859-8-I",
        "ISO-8859-10",
        "ISO-8859-13",
        "ISO-8859-14",
        "ISO-8859-15",
        "ISO-8859-16",
        "KOI8-R",
        "KOI8-U",
        "macintosh",
        "windows-874",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "x-mac-cyrillic",
        "GBK",
        "gb18030",
        "Big5",
        "EUC-JP",
        "ISO-2022-JP",
        "Shift_JIS",
        "EUC-KR",
    ] {
        assert!(names.contains(name), "{name}");
    }
}

/// Returns the text in units of two or four bytes.
fn wide(text: &str, label: &str) -> Vec<u8> {
    let units = text.encode_utf16();
    let characters = text.chars().map(u32::from);
    match label {
        "UTF-16LE" => units.flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => units.flat_map(u16::to_be_bytes).collect(),
        "UTF-32LE" => characters.flat_map(u32::to_le_bytes).collect(),
        _ => characters.flat_map(u32::to_be_bytes).collect(),
    }
}

#[test]
fn unicode_is_recognised_with_and_without_its_mark() {
    for sample in SAMPLES {
        for label in ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"] {
            for mark in ["", "\u{feff}"] {
                let text = format!("{mark}{}", sample.text);
                let (articles, problems) = read("article.txt", &wide(&text, label));
                let what = format!("{} in {label} with mark {mark:?}", sample.language);
                assert_eq!(words(&articles), one_line(sample.text), "{what}");
                let how = if mark.is_empty() { EncodingHow::Recognised } else { EncodingHow::Marked };
                let encoding = articles[0].article.encoding;
                assert_eq!((encoding.name, encoding.how, problems.len()), (label, how, 0), "{what}");
            }
        }
        for mark in ["", "\u{feff}"] {
            let (articles, problems) = read("article.txt", format!("{mark}{}", sample.text).as_bytes());
            assert_eq!(words(&articles), one_line(sample.text));
            assert_eq!((articles[0].article.encoding.is_utf8(), problems.len()), (true, 0));
        }
    }
}

#[test]
fn json_is_read_in_every_encoding() {
    for sample in SAMPLES.iter().filter(|sample| ["ru", "ja", "pl", "el"].contains(&sample.language)) {
        let (title, text) = sample.text.split_once("\n\n").unwrap();
        let object = serde_json::json!({ "title": title, "text": text }).to_string();
        let expected = one_line(sample.text);
        let files: [(&str, String, usize); 3] = [
            ("one.json", object.clone(), 1),
            ("many.json", format!("[{object},\n {object}, {object}]"), 3),
            ("lines.jsonl", format!("{object}\n\n{object}\n"), 2),
        ];
        for (name, json, n_articles) in files {
            let of_label = |label: &&'static str| (*label, encode(&json, label).1);
            let wide_labels = ["UTF-16LE", "UTF-16BE", "UTF-32LE"];
            let encoded = sample.guessed.iter().filter(|label| !label.contains("mac")).map(of_label);
            for (label, bytes) in encoded.chain(wide_labels.map(|label| (label, wide(&json, label)))) {
                let (articles, problems) = read(name, &bytes);
                let what = format!("{name} in {label}: {problems:?}");
                assert_eq!(articles.len(), n_articles, "{what}");
                for read in &articles {
                    assert_eq!(words(std::slice::from_ref(read)), expected, "{what}");
                }
                let is_sure = articles[0].article.encoding.how != EncodingHow::Guessed;
                assert_eq!(problems.len(), usize::from(!is_sure), "{what}");
            }
        }
    }
}

#[test]
fn what_is_said_of_broken_and_contradictory_bytes() {
    let russian = "<html><head><meta charset=\"CHARSET\"><title>Паром</title></head><body><article><h1>Паром</h1>\
                   <p>Ночной паром четвёртый вечер стоит в порту, сообщает газета города.</p></article></body></html>";
    let in_1251 = |charset: &str| encode(&russian.replace("CHARSET", charset), "windows-1251").1;
    for (name, bytes, encoding, problems) in [
        // One stray byte and one truncated character among whole ones.
        (
            "a.txt",
            b"The caf\xc3\xa9 \xe2\x80\x9con the quay\xe2\x80\x9d \xe2\x80 is shut, na\xefve".to_vec(),
            "UTF-8",
            vec!["2 bytes are no text in UTF-8, shown as �"],
        ),
        // Halves of surrogate pairs, as some programs write characters of more than 16 bits.
        (
            "a.txt",
            b"The quay is shut \xed\xa0\xbd\xed\xb8\x80 today".to_vec(),
            "UTF-8",
            vec!["6 bytes are no text in UTF-8, shown as �"],
        ),
        // A file that ends in the middle of its last character.
        (
            "a.txt",
            "Паром стоит в порт".as_bytes()[..32].to_vec(),
            "UTF-8",
            vec!["1 byte is no text in UTF-8, shown as �"],
        ),
        (
            "a.txt",
            b"The caf\xe9 is shut".to_vec(),
            "windows-1252",
            vec!["read as windows-1252, guessed from its bytes"],
        ),
        ("a.html", in_1251("windows-1251"), "windows-1251", vec![]),
        ("a.html", in_1251("utf-8"), "windows-1251", vec!["read as windows-1251, guessed from its bytes"]),
        ("a.html", in_1251("iso-8859-1"), "windows-1251", vec!["read as windows-1251, guessed from its bytes"]),
        ("a.html", in_1251("nonsense"), "windows-1251", vec!["read as windows-1251, guessed from its bytes"]),
        ("a.html", russian.replace("CHARSET", "windows-1251").into_bytes(), "UTF-8", vec![]),
        ("a.html", russian.replace("CHARSET", "utf-16").into_bytes(), "UTF-8", vec![]),
        (
            "a.txt",
            "Itâ€™s a cafÃ© â€” and â€œnaÃ¯veâ€\u{9d}".as_bytes().to_vec(),
            "UTF-8",
            vec!["looks garbled: UTF-8 that was once read as windows-1252"],
        ),
    ] {
        let (articles, found) = read(name, &bytes);
        let what = String::from_utf8_lossy(&bytes);
        assert_eq!(
            (articles[0].article.encoding.name, &found),
            (encoding, &problems.iter().map(ToString::to_string).collect()),
            "{what}"
        );
        assert_eq!(articles[0].article.has_problem, !problems.is_empty(), "{what}");
    }
}
