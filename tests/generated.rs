//! What is made from the program itself is current: the README's key table and its picture.
//!
//! `NEWSREADER_TEST_UPDATE=1 cargo test --test generated` writes them anew.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use newsreader::action::{ACTIONS, Group};
use newsreader::settings::Keymap;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/newsreader.svg");
const START: &str = "<!-- keys: printed from the table of actions; a test keeps it current -->\n";
const END: &str = "<!-- end of keys -->";

fn is_updating() -> bool {
    std::env::var_os("NEWSREADER_TEST_UPDATE").is_some()
}

/// Two columns of Markdown: keys and what they do, a group after the other.
fn key_table() -> String {
    let keymap = Keymap::defaults();
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    let mut group: Option<Group> = None;
    for row in ACTIONS {
        let keys: Vec<String> =
            keymap.keys_of(row.action).map(|keys| format!("`{}`", keys.name().replace('|', "\\|"))).collect();
        if keys.is_empty() {
            continue;
        }
        if group != Some(row.group) {
            group = Some(row.group);
            writeln!(table, "| | **{}** |", row.group.heading()).expect("a string takes any text");
        }
        let scope = if row.scope == newsreader::action::Scope::Anywhere {
            String::new()
        } else {
            format!(" ({})", row.scope.name())
        };
        writeln!(table, "| {} | {}{scope} |", keys.join(" "), row.help).expect("a string takes any text");
    }
    table
}

#[test]
fn the_readme_has_the_keys_of_the_program() {
    let readme = fs::read_to_string(README).expect("a README");
    let start = readme.find(START).expect("the mark before the keys") + START.len();
    let end = readme.find(END).expect("the mark after the keys");
    let table = key_table();
    if is_updating() {
        fs::write(README, format!("{}{table}{}", &readme[..start], &readme[end..])).expect("the README can be written");
        return;
    }
    assert_eq!(&readme[start..end], table, "run NEWSREADER_TEST_UPDATE=1 cargo test --test generated");
}

#[test]
fn the_picture_is_of_the_program_as_it_is() {
    let script =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/picture")).expect("the script of the picture");
    assert!(
        script.contains("--size 100x30 --keys '/ferry door<enter>' --print=svg"),
        "script and test type the same keys"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_newsreader"))
        .args(["--no-config", "--theme", "ink", "--color", "truecolor"])
        .args(["--size", "100x30", "--keys", "/ferry door<enter>", "--print=svg"])
        .env_remove("NO_COLOR")
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .output()
        .expect("the program runs");
    let drawn = String::from_utf8(output.stdout).expect("a picture is text");
    if is_updating() {
        fs::write(PICTURE, drawn).expect("the picture can be written");
        return;
    }
    let stored = fs::read_to_string(PICTURE).expect("the README's picture");
    assert_eq!(drawn, stored, "run NEWSREADER_TEST_UPDATE=1 cargo test --test generated");
}
