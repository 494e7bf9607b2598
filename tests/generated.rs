//! Checks that generated documents are current: `docs/keys.md`, `docs/filter.md`, `docs/configuration.md`, and the
//! picture of the README.
//!
//! `NEWSREADER_TEST_UPDATE=1 cargo test --test generated` writes them again.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "generated/configuration.rs"]
mod configuration;
#[path = "generated/filter.rs"]
mod filter;
#[path = "generated/keys.rs"]
mod keys;
#[path = "generated/picture.rs"]
mod picture;

/// Returns the path of a file of the repository.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// True if the files must be written.
fn is_updating() -> bool {
    std::env::var_os("NEWSREADER_TEST_UPDATE").is_some()
}

/// Compares a file of the repository with the expected text. Writes the text instead if [`is_updating`].
#[track_caller]
fn check(name: &str, expected: &str) {
    let stored = fs::read_to_string(path(name)).unwrap_or_default();
    if stored == expected {
        return;
    }
    if is_updating() {
        fs::write(path(name), expected).unwrap_or_else(|error| panic!("{name}: {error}"));
        return;
    }
    let differs = stored.lines().zip(expected.lines()).find(|(stored, expected)| stored != expected);
    let (stored, expected) = differs.unwrap_or(("", "another number of lines"));
    panic!("{name} is not current; run NEWSREADER_TEST_UPDATE=1 cargo test --test generated\n- {stored}\n+ {expected}");
}

/// Replaces the text of a page between two comments, `<!-- NAME: … -->` and `<!-- end of NAME -->`.
fn with_part(page: &str, name: &str, part: &str) -> String {
    let start = page.find(&format!("<!-- {name}: ")).unwrap_or_else(|| panic!("the mark before the {name}"));
    let start = start + page[start..].find('\n').expect("a line ends") + 1;
    let end = page.find(&format!("<!-- end of {name} -->")).unwrap_or_else(|| panic!("the mark behind the {name}"));
    format!("{}{part}{}", &page[..start], &page[end..])
}

/// Returns the cells of a row of a table in Markdown, or `None` for another line. `\|` does not end a cell.
fn cells(line: &str) -> Option<Vec<String>> {
    let row = line.strip_prefix('|')?.strip_suffix('|')?.replace("\\|", "\u{0}");
    Some(row.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect())
}

/// Returns a text as code for a cell of a table.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}
