//! The real program in a real terminal: start, resize, quit, signals, panic. Each test waits for text.
//!
//! What matters is what is left behind: the alternate screen, the cursor, the mouse, bracketed paste
//! and the terminal's own settings must be as they were.

#![cfg(unix)]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

mod bare;
mod hang_up;
mod harness;
mod keys;
mod limits;
mod own_things;
mod switching;
mod waiting;
mod workers;

use std::path::Path;

use harness::Terminal;
use portable_pty::CommandBuilder;

#[test]
fn quitting_gives_the_terminal_back() {
    for keys in ["q", "Q", "\u{3}"] {
        let mut terminal = Terminal::start(&[]);
        terminal.wait_for("q quit");
        terminal.press(keys);
        assert_eq!(terminal.ended().exit_code(), 0, "{keys:?}");
    }
}

#[test]
fn control_c_quits_from_the_filter_box() {
    let mut terminal = Terminal::start(&[]);
    terminal.wait_for("75 articles");
    terminal.press("/ferry");
    terminal.wait_for("go to list");
    terminal.wait_for(" of 75");
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn the_mouse_is_switched_off_with_the_rest() {
    let mut terminal = Terminal::start(&[]);
    terminal.wait_for("75 articles");
    terminal.press("\u{1b}OQ");
    terminal.wait_for("Mouse on");
    // A click on the sixth row selects, a second one opens.
    terminal.press("\u{1b}[<0;5;7M\u{1b}[<0;5;7m\u{1b}[<0;5;7M\u{1b}[<0;5;7m");
    terminal.wait_for("━ Reading");
    terminal.press("Q");
    terminal.ended();
}

#[test]
fn signals_end_it_with_the_terminal_given_back() {
    for name in ["TERM", "HUP", "QUIT", "USR1", "USR2"] {
        let mut terminal = Terminal::start(&[]);
        terminal.wait_for("q quit");
        terminal.signal(name);
        assert!(!terminal.ended().success(), "SIG{name} is no success");
    }
}

#[test]
fn a_size_too_small_and_back() {
    let mut terminal = Terminal::start(&[]);
    terminal.wait_for("75 articles");
    terminal.press("jjj");
    terminal.resize(30, 6);
    terminal.wait_for("Too small");
    terminal.resize(120, 40);
    terminal.wait_for("Sample news · 75 articles");
    terminal.resize(80, 24);
    terminal.wait_until("the two panes of 80 columns", |screen| {
        screen.lines().next().is_some_and(|line| line.trim_end().ends_with("Sample · 75 articles"))
    });
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn suspended_and_back() {
    // The shell below says so when the program stops, and continues it.
    let script = "set -m; \"$NEWSREADER\"; echo stopped-now; fg; echo gone-now";
    let mut terminal = Terminal::start_below_shell(script);
    terminal.wait_for("q quit");
    terminal.press("jj");
    terminal.press("\u{1a}");
    // The shell says so on its own screen; then the reader has the alternate one again.
    terminal.wait_for_written("\u{1b}[?1049l");
    terminal.wait_for_written("stopped-now");
    terminal.wait_for_written("\u{1b}[?1049h");
    terminal.wait_for("q quit");
    terminal.press("q");
    terminal.wait_for("gone-now");
    terminal.ended();
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so() {
    let terminal = Terminal::run({
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.env("NEWSREADER_TEST_PANIC", "screen");
        command
    });
    let (status, screen) = terminal.ended_with_screen();
    assert_eq!(status.exit_code(), 70);
    assert!(screen.contains("panicked"), "{screen}");
}

#[test]
fn a_panic_of_a_worker_costs_one_article_and_not_the_screen() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.env("NEWSREADER_TEST_PANIC", "opener");
    let mut terminal = Terminal::run(command);
    terminal.wait_for("75 articles");
    terminal.wait_for("The text cannot be shown");
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn another_folder_is_opened_from_inside() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    std::fs::write(folder.path().join("one.txt"), "A headline of one's own\n\nSome text.\n").expect("a file");
    let mut terminal = Terminal::start(&[]);
    terminal.wait_for("75 articles");
    terminal.press("O");
    terminal.wait_for("Open a folder");
    terminal.press(&format!("{}-not-there\r", folder.path().display()));
    terminal.wait_for("There is no folder");
    // The box is still open with what was typed; it is mended and opened.
    terminal.press(&format!("\u{15}{}\r", folder.path().display()));
    terminal.wait_for("1 article");
    terminal.wait_for("A headline of one's own");
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn the_recent_folders_are_offered() {
    let home = tempfile::tempdir().expect("a home for the test");
    let folder = home.path().join("clips");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("one.txt"), "A headline of one's own\n\nSome text.\n").expect("a file");
    let start = |arguments: &[&Path]| {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.args(arguments);
        let mut terminal = Terminal::run_with_state(command, home.path());
        terminal.wait_for("q quit");
        terminal
    };
    let mut first = start(&[&folder]);
    first.wait_for("A headline of one's own");
    first.press("q");
    first.ended();
    let mut second = start(&[]);
    second.wait_for("75 articles");
    second.press("O");
    second.wait_for("opened before");
    second.press("\u{1b}[B\r");
    second.wait_for("A headline of one's own");
    second.press("q");
    second.ended();
}
