//! Checks the README and the pages in `docs`: their commands run on the sample and print the shown output, their
//! settings are accepted, and their links lead to existing files and headings.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use clap::CommandFactory;
use newsreader::command::Arguments;
use tempfile::TempDir;

/// The commands that are not run, each with its reason.
const NOT_RUN: [(&str, &str); 6] = [
    ("cargo install --locked --path .", "builds and installs the release"),
    ("cargo run --release", "builds the release"),
    ("cargo test", "is what runs this test"),
    ("python3 benches/measure.py", "measures for an hour"),
    ("python3 benches/kill.py", "kills the program for minutes"),
    ("python3 benches/memory_by_input.py", "needs a release build and gigabytes of memory"),
];

/// Returns the README and the pages of `docs`, as name and text.
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    paths.sort();
    paths.insert(0, root.join("README.md"));
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Returns the lines of the fenced blocks of a language.
fn blocks<'page>(page: &'page str, language: &str) -> Vec<Vec<&'page str>> {
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let mut open: Option<bool> = None;
    for line in page.lines() {
        match (open, line.strip_prefix("```")) {
            (None, Some(name)) => {
                open = Some(name == language);
                if name == language {
                    blocks.push(Vec::new());
                }
            }
            (Some(_), Some(_)) => open = None,
            (Some(true), None) => blocks.last_mut().unwrap().push(line),
            _ => {}
        }
    }
    assert_eq!(open, None, "every block is closed");
    blocks
}

/// A command, with the output that the page shows for it.
#[derive(Debug, PartialEq, Eq)]
struct Shown<'page> {
    command: &'page str,
    output: Vec<&'page str>,
}

/// Returns the commands of a page: the lines of its `sh` blocks, then the lines after `$ ` in its `console` blocks.
fn commands(page: &str) -> Vec<Shown<'_>> {
    let is_command = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let lines = blocks(page, "sh").into_iter().flatten().filter(is_command);
    let mut commands: Vec<Shown<'_>> = lines.map(|command| Shown { command, output: Vec::new() }).collect();
    for line in blocks(page, "console").into_iter().flatten() {
        match line.strip_prefix("$ ") {
            Some(command) => commands.push(Shown { command, output: Vec::new() }),
            None => commands.last_mut().expect("a command stands before its output").output.push(line),
        }
    }
    commands
}

/// Returns a home without configuration, with a copy of the sample in the folder `clips`.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("articles"), &home.path().join("clips"));
    home
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs a command line in a shell where `newsreader` is the program under test.
fn run(home: &Path, command: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_newsreader")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.current_dir(home).env_clear().env("HOME", home).env("PATH", path).env("LANG", "C.UTF-8");
    shell.arg("-c").arg(command).output().unwrap()
}

/// Returns a command that runs without a terminal. A command that opens the screen is changed to print it.
fn without_terminal(command: &str) -> String {
    let program = Arguments::command();
    let mut words = command.split_whitespace().take_while(|word| *word != "#" && *word != "|" && *word != ">");
    let has = |word: &str| program.get_subcommands().any(|command| command.get_name() == word);
    let opens_screen = words.next() == Some("newsreader")
        && !words.any(|word| has(word) || word.starts_with("--print") || word == "help" || word == "--help");
    let words = command.split("  #").next().unwrap_or(command).trim_end();
    if opens_screen { format!("{words} --print --size 80x24") } else { command.to_owned() }
}

#[test]
fn a_command_that_opens_the_screen_is_run_as_one_that_prints_it() {
    assert_eq!(without_terminal("newsreader ~/clips   # reads"), "newsreader ~/clips --print --size 80x24");
    assert_eq!(without_terminal("newsreader"), "newsreader --print --size 80x24");
    assert_eq!(without_terminal("newsreader -d ~/clips list ferry"), "newsreader -d ~/clips list ferry");
    assert_eq!(without_terminal("newsreader --print=svg > a.svg"), "newsreader --print=svg > a.svg");
    assert_eq!(without_terminal("newsreader --help"), "newsreader --help");
}

#[test]
fn every_command_of_the_pages_works() {
    let (mut n_run, mut not_run) = (0, Vec::new());
    for (name, page) in pages() {
        let home = home();
        for shown in commands(&page) {
            let is_named = |(start, _): &&(&str, &str)| {
                // Variables may be before the command.
                shown.command.starts_with(start) || shown.command.contains(&format!("… {start}"))
            };
            if let Some((start, _)) = NOT_RUN.iter().find(is_named) {
                not_run.push(*start);
                continue;
            }
            let output = run(home.path(), &without_terminal(shown.command));
            let printed = String::from_utf8(output.stdout).unwrap();
            let complaint = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(0), "{name}: {}\n{printed}{complaint}", shown.command);
            assert!(!printed.is_empty() || shown.command.contains('>'), "{name}: {} prints something", shown.command);
            if !shown.output.is_empty() {
                let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
                assert_eq!(shown.output, printed, "{name}: {}", shown.command);
            }
            n_run += 1;
        }
    }
    assert!(n_run > 10, "the pages have commands");
    for (start, _) in NOT_RUN {
        assert!(not_run.contains(&start), "{start} is in a page, or need not be named here");
    }
}

#[test]
fn the_settings_of_the_pages_are_accepted() {
    let home = home();
    let mut n_blocks = 0;
    for (name, page) in pages() {
        for block in blocks(&page, "toml") {
            n_blocks += 1;
            let file = home.path().join("config.toml");
            fs::write(&file, block.join("\n")).unwrap();
            let output = run(home.path(), "newsreader --config config.toml config check");
            assert_eq!(output.status.code(), Some(0), "{name}: {}", String::from_utf8(output.stdout).unwrap());
        }
    }
    assert!(n_blocks > 0, "no page has settings");
}

#[test]
fn the_links_of_the_pages_lead_to_files_and_headings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut n_links = 0;
    for (name, page) in pages() {
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let from = root.join(&name);
            let target = if file.is_empty() { from.clone() } else { from.parent().unwrap().join(file) };
            assert!(target.exists(), "{name}: {link}");
            if !heading.is_empty() {
                let text = fs::read_to_string(target).unwrap();
                let is_heading = |line: &str| line.starts_with('#') && anchor(line) == heading;
                assert!(text.lines().any(is_heading), "{name}: {link}");
            }
            n_links += 1;
        }
    }
    assert!(n_links > 5, "the pages have links");
}

/// Returns the name that links use for a Markdown heading.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign)).collect::<String>().replace(' ', "-")
}

#[test]
fn the_keys_of_the_readme_open_the_first_report() {
    let (_, readme) = pages().swap_remove(0);
    for part in ["`/` and type `wreck mole`", "`enter`, then `S` and `D`", "then `g` and `g`: the first report is open"]
    {
        assert!(readme.contains(part), "{part}");
    }
    let keys = "newsreader --size 80x24 --keys '/wreck mole<enter>SDgg' --print";
    let printed = String::from_utf8(run(home().path(), keys).stdout).unwrap();
    assert!(printed.contains("│ Sonar shows sunken hull outside Port Halden"), "{printed}");
}
