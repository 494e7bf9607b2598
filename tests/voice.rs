//! Comments and documents keep to the rules of the program's language, as far as a machine can check them: no sentence
//! opens with a bare “what”, “how”, “whether” or “that” clause, and each concept of `docs/glossary.md` has one word.
//!
//! `tests/texts.rs` does the same for all that a user sees.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Words that open a clause where a noun phrase is meant.
const OPENINGS: [&str; 3] = ["What", "How", "Whether"];

/// Words behind “That” which show that a noun phrase is meant: “That of the file”, “That a word was found”.
const BEHIND_THAT: [&str; 14] =
    ["of", "a", "an", "the", "no", "not", "it", "its", "they", "this", "all", "nothing", "in", "each"];

/// A word that has another one in its place, the files that may have it in another sense, and the word to use.
struct OtherWord {
    word: &'static str,
    may_be_in: &'static [&'static str],
    use_instead: &'static str,
}

const fn other(word: &'static str, may_be_in: &'static [&'static str], use_instead: &'static str) -> OtherWord {
    OtherWord { word, may_be_in, use_instead }
}

/// Names and words of earlier versions, each a word of its own, in code and comments alike.
const OTHER_WORDS: &[OtherWord] = &[
    other("Keeper", &[], "LoadCoordinator"),
    other("keeper", &[], "load coordinator"),
    other("Room", &["src/app/timeline/layout.rs", "src/dates"], "WriteBudget"),
    other("Piece", &[], "FileChunk"),
    other("ReadSoFar", &[], "ResumePoint"),
    other("Furniture", &[], "boilerplate"),
    other("furniture", &[], "boilerplate"),
    other("Aside", &[], "Boilerplate"),
    other("asides", &[], "boilerplate"),
    other("Prints", &["src/article", "src/command"], "ParagraphFingerprints"),
    other("Things", &[], "Flags"),
    other("Basis", &[], "FactColumn"),
    other("Beside", &["src/corpus", "src/dates"], "ExtraFields"),
    other("Telling", &[], "significant term"),
    other("likeness", &[], "similarity"),
    other("rarity", &[], "idf"),
    other("StopSignal", &[], "LoadControl"),
    other("person", &["src/article", "src/corpus", "src/dates", "src/extract", "src/index/signature"], "user"),
];

/// Types of one name with several meanings in earlier versions.
const SHARED_NAMES: [&str; 10] =
    ["Word", "Kind", "Found", "Written", "Part", "Reader", "Event", "Ended", "Scope", "Picture"];

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is readable") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn shown(path: &Path) -> String {
    path.strip_prefix(ROOT).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Returns the text of a comment that takes the whole line.
fn comment_of(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix("//")?;
    Some(text.trim_start_matches(['/', '!']).trim())
}

/// Returns the first words of the sentences that open in a line. `is_open` says if the line before ends a sentence.
fn openings(line: &str, is_open: bool) -> Vec<(&str, &str)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut found = Vec::new();
    let mut opens = is_open;
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_start_matches(['*', '(', '“', '"', '-', '|', '#']);
        if opens && !bare.is_empty() {
            found.push((bare, words.get(at + 1).copied().unwrap_or_default()));
        }
        opens = bare.is_empty() && opens || word.ends_with(['.', '!', '?']) || word.ends_with(".*");
    }
    found
}

fn is_bare_clause((word, next): (&str, &str)) -> bool {
    OPENINGS.contains(&word) || (word == "That" && BEHIND_THAT.contains(&next))
}

/// Returns the lines of a text that open a bare clause. `line_of` takes the text out of a line.
fn bare_clauses<'text>(
    text: &'text str,
    line_of: impl Fn(&'text str) -> Option<&'text str>,
) -> Vec<(usize, &'text str)> {
    let mut wrong = Vec::new();
    let (mut is_open, mut is_example) = (true, false);
    for (number, line) in (1..).zip(text.lines()) {
        let Some(line) = line_of(line) else {
            is_open = true;
            continue;
        };
        if line.starts_with("```") {
            is_example = !is_example;
        }
        if is_example || line.is_empty() {
            is_open = true;
            continue;
        }
        // An item of a list and a row of a table open a sentence of their own.
        let opens = is_open || line.starts_with(['*', '|', '#']) || line.starts_with("- ");
        if openings(line, opens).into_iter().any(is_bare_clause) {
            wrong.push((number, line));
        }
        is_open = line.ends_with(['.', '!', '?', ':', '|']);
    }
    wrong
}

#[test]
fn bare_clauses_are_seen() {
    let clauses = |text: &'static str| bare_clauses(text, comment_of).len();
    assert_eq!(clauses("/// What is kept of a row."), 1);
    assert_eq!(clauses("/// Adds a row. How it is known stays."), 1);
    assert_eq!(clauses("// That of the file."), 1);
    assert_eq!(clauses("// That is enough.\n/// True if\n/// What is a name that wraps."), 0);
    assert_eq!(clauses("/// ```\n/// What the example has\n/// ```"), 0);
    assert_eq!(clauses("//! * What an item says"), 1);
    assert_eq!(clauses("let what = \"What\";"), 0);
}

#[test]
fn no_comment_opens_with_a_bare_clause() {
    let mut wrong = Vec::new();
    for path in files("src", ".rs") {
        let text = fs::read_to_string(&path).expect("a file of the source");
        let lines = bare_clauses(&text, comment_of);
        wrong.extend(lines.into_iter().map(|(number, line)| format!("{}:{number}: {line}", shown(&path))));
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_document_opens_with_a_bare_clause() {
    let mut wrong = Vec::new();
    for path in files("docs", ".md").into_iter().chain([Path::new(ROOT).join("README.md")]) {
        let text = fs::read_to_string(&path).expect("a document");
        let lines = bare_clauses(&text, |line| Some(line.trim()));
        wrong.extend(lines.into_iter().map(|(number, line)| format!("{}:{number}: {line}", shown(&path))));
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

/// True if `word` is a word of its own in `text`.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part))
}

#[test]
fn each_concept_has_one_word() {
    let mut wrong = Vec::new();
    let documents = files("docs", ".md").into_iter().filter(|path| !path.ends_with("glossary.md"));
    for path in files("src", ".rs").into_iter().chain(documents) {
        let (text, place) = (fs::read_to_string(&path).expect("a text"), shown(&path));
        for (number, line) in (1..).zip(text.lines()) {
            // Strings are the data of pages and tests; `tests/texts.rs` checks those that a user sees.
            if line.contains('"') {
                continue;
            }
            for OtherWord { word, may_be_in, use_instead } in OTHER_WORDS {
                if has_word(line, word) && !may_be_in.iter().any(|start| place.starts_with(start)) {
                    wrong.push(format!("{place}:{number}: “{word}” for “{use_instead}”: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_type_has_a_name_of_several_meanings() {
    let mut wrong = Vec::new();
    for path in files("src", ".rs") {
        let text = fs::read_to_string(&path).expect("a file of the source");
        for name in SHARED_NAMES {
            let declares = |keyword: &str| has_word(&text, &format!("{keyword} {name}"));
            if ["struct", "enum", "trait"].into_iter().any(declares) {
                wrong.push(format!("{}: {name}", shown(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
