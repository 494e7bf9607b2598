//! A thread of the program that dies or is refused: the screen says so and stays usable, or the program ends with a
//! sentence; the terminal is given back.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::Terminal;

const PANIC: &str = "NEWSREADER_TEST_PANIC";
const REFUSE: &str = "NEWSREADER_TEST_REFUSE";

/// A home with a folder of articles.
pub fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a home for the test");
    fs::create_dir(home.path().join("news")).expect("a folder");
    for number in 1..=20 {
        let text = format!("---\ntitle: Ferry number {number}\ndate: 2022-03-{number:02}\n---\n\nThe ferry sails.\n");
        fs::write(home.path().join(format!("news/{number}.md")), text).expect("a file");
    }
    home
}

/// A home with all articles in one file. They all arrive at once, so the first text to be opened is that of the newest.
fn home_of_one_file() -> TempDir {
    let home = tempfile::tempdir().expect("a home for the test");
    fs::create_dir(home.path().join("news")).expect("a folder");
    // The newest comes first, so that the list starts with the same article however much of the file has been read.
    let lines = (1..=20).rev().map(|number| {
        let date = format!("2022-03-{number:02}");
        format!("{{\"title\": \"Ferry number {number}\", \"date\": \"{date}\", \"text\": \"The ferry sails.\"}}\n")
    });
    fs::write(home.path().join("news/ferries.jsonl"), lines.collect::<String>()).expect("a file");
    home
}

/// The program on that folder, with a fault in `place` that a test may ask for in `variable`.
fn start(home: &Path, variable: &str, place: &str) -> Terminal {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.arg(home.join("news"));
    command.env(variable, place);
    // Rows with room for the sentence that a filter finds.
    command.env("NEWSREADER_LIST_ROWS", "three");
    Terminal::run_with_state(command, home)
}

/// Builds for use have no such faults.
fn can_be_tested() -> bool {
    if !cfg!(debug_assertions) {
        eprintln!("skipped: only debug builds can be asked for faults");
    }
    cfg!(debug_assertions)
}

/// Asks for help, closes it, and quits.
fn is_usable(mut terminal: Terminal, what: &str) {
    terminal.press("?");
    // Other boxes have a line "Esc close" too, which may still be there while the list is drawn over one.
    terminal.wait_for("Keys that work here");
    terminal.press("\u{1b}");
    // A key that comes right behind Esc would be read with it.
    terminal.wait_until("the list without the box", |screen| !screen.contains("Keys that work here"));
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0, "{what}");
}

#[test]
fn a_reading_that_loses_a_thread_says_so() {
    for (variable, place, said) in [
        (PANIC, "walker", "the walker stopped"),
        (PANIC, "parser", "the parser stopped"),
        (PANIC, "load coordinator", "The load coordinator stopped"),
        (PANIC, "index writer", "The index is no longer written: the index writer stopped"),
        (PANIC, "watcher", "The folder is not watched"),
        (REFUSE, "walker", "the walker could not be started"),
        (REFUSE, "parser", "the parser could not be started"),
        (REFUSE, "load coordinator", "The load coordinator could not be started"),
        (REFUSE, "index writer", "The index is no longer written"),
        (REFUSE, "watcher", "The folder is not watched"),
    ] {
        if !can_be_tested() {
            return;
        }
        let home = home();
        let mut terminal = start(home.path(), variable, place);
        terminal.wait_for(said);
        is_usable(terminal, place);
    }
}

#[test]
fn a_folder_that_was_not_read_is_not_said_to_be_empty() {
    for (variable, place) in [
        (PANIC, "walker"),
        (PANIC, "load coordinator"),
        (REFUSE, "walker"),
        (REFUSE, "parser"),
        (REFUSE, "load coordinator"),
    ] {
        if !can_be_tested() {
            return;
        }
        let home = home();
        let mut terminal = start(home.path(), variable, place);
        terminal.wait_for("Could not read the articles in");
        terminal.wait_for("1 not read");
        assert!(!terminal.emulator.screen().contents().contains("No articles"), "{place}");
        is_usable(terminal, place);
    }
}

#[test]
fn that_not_everything_was_read_is_said_once() {
    if !can_be_tested() {
        return;
    }
    for watch in ["true", "false"] {
        let home = home();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.arg(home.path().join("news"));
        command.env(PANIC, "parser:1");
        command.env("NEWSREADER_CORPUS_WATCH", watch);
        let mut terminal = Terminal::run_with_state(command, home.path());
        // A folder that is watched is looked through once more when the watch begins.
        if watch == "false" {
            terminal.wait_for("1 not read");
            terminal.press("!");
            terminal.wait_for("Not everything was read: 19 articles in 19 files.");
            let screen = terminal.emulator.screen().contents();
            assert_eq!(screen.matches("not everything was read").count(), 1, "{screen}");
            terminal.press("R");
        } else {
            // A notice may stand where the keys do.
            terminal.wait_for("20 articles");
            terminal.press("!");
        }
        // What is read by another look is not missing any more.
        terminal.wait_for("All 20 files read: 20 articles in 20 files.");
        terminal.press("\u{1b}");
        terminal.wait_for("q quit");
        is_usable(terminal, watch);
    }
}

#[test]
fn a_follower_that_panics_says_so() {
    if !can_be_tested() {
        return;
    }
    let home = home();
    // It holds the right to write to the index, so that the other one follows.
    let mut first = start(home.path(), "NOTHING", "");
    first.wait_for("20 articles");
    let mut second = start(home.path(), PANIC, "follower");
    second.wait_for("The load coordinator stopped");
    is_usable(second, "follower");
    is_usable(first, "the other one");
}

#[test]
fn a_watch_whose_thread_ends_becomes_a_look_from_time_to_time() {
    if !can_be_tested() {
        return;
    }
    let home = home();
    let mut terminal = start(home.path(), PANIC, "watch events");
    terminal.wait_for("20 articles");
    // The watch may be set up a moment later: each change is one more to tell of.
    let mut n_changes = 0;
    terminal.wait_until_or("the watch to end", "The folder is checked every few seconds", || {
        n_changes += 1;
        fs::write(home.path().join("news/new.md"), format!("Change {n_changes}\n")).expect("a file");
    });
    is_usable(terminal, "watch events");
}

#[test]
fn a_search_that_panics_is_tried_once_more_and_then_refused() {
    if !can_be_tested() {
        return;
    }
    let home = home();
    let mut terminal = start(home.path(), PANIC, "searcher:1");
    terminal.wait_for("20 articles");
    terminal.press("/f");
    terminal.wait_for("The searcher stopped because of");
    terminal.wait_for("20 of 20");
    terminal.press("erry number 7");
    terminal.wait_for("1 of 20");
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);

    // The next search has nothing to do with the one that was refused.
    let mut terminal = start(home.path(), PANIC, "searcher:..2");
    terminal.wait_for("20 articles");
    terminal.press("/f");
    terminal.wait_for("The searcher could not answer a request because of");
    terminal.press("erry number 7");
    terminal.wait_for("1 of 20");
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);

    let mut terminal = start(home.path(), PANIC, "searcher");
    terminal.wait_for("20 articles");
    terminal.press("/f");
    terminal.wait_for("The search failed.");
    terminal.wait_for("? of 20");
    terminal.wait_for("The searcher could not answer a request because of");
    // Every other one is refused as well, and without one there is a list again.
    terminal.press("\u{15}");
    terminal.wait_for("20 articles");
    terminal.press("ferry");
    terminal.wait_for("The search failed.");
    terminal.press("\r");
    is_usable(terminal, "searcher");
}

#[test]
fn a_text_whose_reading_panics_is_tried_once_more_and_then_refused() {
    if !can_be_tested() {
        return;
    }
    let home = home_of_one_file();
    let mut terminal = start(home.path(), PANIC, "text reader:1");
    terminal.wait_for("The text reader stopped because of");
    terminal.wait_for("The ferry sails.");
    is_usable(terminal, "text reader:1");

    // The newest article is refused, and the next one read.
    let mut terminal = start(home.path(), PANIC, "text reader:..2");
    terminal.wait_for("20 articles");
    terminal.wait_for("The text cannot be shown");
    terminal.press("j");
    terminal.wait_for("The ferry sails.");
    is_usable(terminal, "text reader:..2");

    let mut terminal = start(home.path(), PANIC, "text reader");
    terminal.wait_for("The text cannot be shown");
    is_usable(terminal, "text reader");

    let mut terminal = start(home.path(), PANIC, "excerpts");
    terminal.wait_for("The ferry sails.");
    terminal.press("/sails");
    terminal.wait_for("The text reader stopped because of");
    terminal.press("\r");
    is_usable(terminal, "excerpts");
}

#[test]
fn a_panic_while_articles_are_dropped_leaves_questions_answered() {
    if !can_be_tested() {
        return;
    }
    let home = home();
    // Whatever is dropped, at the start as well as behind each answer.
    let mut terminal = start(home.path(), PANIC, "dropping articles");
    terminal.wait_for("The ferry sails.");
    for _ in 0..2 {
        terminal.press("gd");
        terminal.wait_for("Why this date");
        terminal.press("\u{1b}");
        // The row of keys says "q quit" below the box as well, and keys that come right behind Esc are read with it.
        terminal.wait_until("the list without the box", |screen| !screen.contains("Why this date"));
    }
    is_usable(terminal, "dropping articles");
}

#[test]
fn without_keys_or_signals_it_ends() {
    for (variable, place, said) in [
        (PANIC, "keyboard reader", "the keyboard reader stopped because of an internal error; see the log in"),
        (PANIC, "signal listener", "the signal listener stopped because of an internal error; see the log in"),
        (REFUSE, "keyboard reader", "the keyboard reader could not be started, as the system refused a thread"),
        (REFUSE, "signal listener", "the signal listener could not be started, as the system refused a thread"),
        (REFUSE, "searcher", "the searcher could not be started, as the system refused a thread"),
        (REFUSE, "text reader", "the text reader could not be started, as the system refused a thread"),
    ] {
        if !can_be_tested() {
            return;
        }
        let home = home();
        let mut terminal = start(home.path(), variable, place);
        terminal.wait_for_written(said);
        assert_eq!(terminal.ended().exit_code(), 70, "{variable}={place}");
    }
}

#[test]
fn signals_are_listened_to_once_more() {
    if !can_be_tested() {
        return;
    }
    let home = home();
    let mut terminal = start(home.path(), PANIC, "signal listener:1");
    terminal.wait_for("The signal listener stopped");
    terminal.signal("TERM");
    assert!(!terminal.ended().success());
}

#[test]
fn what_runs_beside_the_reading_says_so_as_well() {
    for (place, said) in [("remembering the folder", "Remembering the folder failed"), ("log", "The log stopped")] {
        if !can_be_tested() {
            return;
        }
        let home = home();
        let mut terminal = start(home.path(), PANIC, place);
        terminal.wait_for(said);
        is_usable(terminal, place);
        // Without a thread they are done another time, or by the first one.
        let mut terminal = start(home.path(), REFUSE, place);
        terminal.wait_for("20 articles");
        is_usable(terminal, place);
    }
}
