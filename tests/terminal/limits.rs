//! Limits of the system under the screen: it shows the articles, or says what is missing, and gives the terminal back.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::Terminal;
use super::workers::home;

/// A user of these tests alone, for whom the system counts no other process.
const USER: u32 = 64_124;

/// Starts the program below a shell that sets `limit`, as the user of these tests where `is_other`.
fn start(home: &Path, limit: &str, is_other: bool) -> Terminal {
    let program = home.join("newsreader");
    // Another process copies it: a child that a test forks meanwhile would hold the copy open for writing, and no system
    // runs such a file.
    let copied = std::process::Command::new("cp").arg(env!("CARGO_BIN_EXE_newsreader")).arg(&program).status();
    assert!(copied.expect("there is cp").success(), "a copy of the program");
    for path in [home, &program, &home.join("news")] {
        if is_other {
            std::os::unix::fs::chown(path, Some(USER), Some(USER)).expect("root may give a file away");
        }
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("the rights are set");
    }
    let user = USER.to_string();
    let mut shell =
        if is_other { vec!["setpriv", "--reuid", &user, "--regid", &user, "--clear-groups"] } else { Vec::new() };
    shell.extend(["bash", "-c"]);
    let mut command = CommandBuilder::new(shell[0]);
    command.args(&shell[1..]);
    command.args([&format!("{limit}; exec \"$0\" \"$1\""), &*program.to_string_lossy()]);
    command.arg(home.join("news"));
    Terminal::run_with_state(command, home)
}

/// The screen has all articles or says why not, and `q` quits; or the program ends with 70 and one of `sentences`.
fn has_an_outcome(mut terminal: Terminal, texts: &[&str], sentences: &[&str], what: &str) {
    if terminal.wait_for_one_of(texts) {
        terminal.press("q");
        assert_eq!(terminal.ended().exit_code(), 0, "{what}");
        return;
    }
    let said = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(sentences.iter().any(|sentence| said.contains(sentence)), "{what}: {said:?}");
    assert!(!said.contains("panicked"), "{what}: {said:?}");
    let code = terminal.ended().exit_code();
    assert!(code == 70 || code > 100 && said.contains("shared"), "{what}: {code}, {said:?}");
}

#[test]
fn few_threads_end_in_a_sentence() {
    let is_root = rustix::process::getuid().is_root();
    if is_root && std::process::Command::new("setpriv").arg("--version").output().is_err() {
        eprintln!("skipped: root has no limit of threads, and there is no setpriv to run as another user");
        return;
    }
    for n_threads in 1..=12 {
        let home: TempDir = home();
        let terminal = start(home.path(), &format!("ulimit -u {n_threads}"), is_root);
        let texts = ["20 articles", "Could not read the articles in"];
        has_an_outcome(terminal, &texts, &["as the system refused a thread"], &format!("{n_threads} threads"));
    }
}

#[test]
fn few_descriptors_end_in_a_sentence() {
    for n_descriptors in (3..=24).chain([32, 48, 64]) {
        let home: TempDir = home();
        let terminal = start(home.path(), &format!("ulimit -n {n_descriptors}"), false);
        let texts = ["20 articles", "Could not read the articles in", "not read"];
        let sentences = ["newsreader: ", "shared libraries"];
        has_an_outcome(terminal, &texts, &sentences, &format!("{n_descriptors} descriptors"));
    }
}

#[test]
fn a_small_limit_of_files_is_said() {
    for n_blocks in [0, 1] {
        let home: TempDir = home();
        let mut terminal = start(home.path(), &format!("ulimit -f {n_blocks}"), false);
        terminal.wait_for("20 articles");
        if n_blocks == 0 {
            terminal.wait_for("No index can be kept: File too large");
        }
        terminal.press("q");
        assert_eq!(terminal.ended().exit_code(), 0, "{n_blocks} blocks");
    }
}
