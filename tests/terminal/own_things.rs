//! What the program keeps for itself, and what it hands to other programs, from a real terminal.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;

use super::Terminal;

/// A home with a folder `news` of one article.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a home for the test");
    write(&home.path().join("news/one.txt"), "A headline of one's own\n\nSome text.\n");
    home
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// The reader of the folder `news` in this home, with these variables.
fn start(home: &Path, folder: &Path, variables: &[(&str, &Path)]) -> Terminal {
    // A shell, so that the umask is one that closes nothing.
    let mut command = CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-c", "umask 000; exec \"$0\" -d \"$1\"", env!("CARGO_BIN_EXE_newsreader")]);
    command.arg(folder);
    for name in ["XDG_CACHE_HOME", "XDG_DATA_HOME", "VISUAL", "EDITOR", "DISPLAY", "WAYLAND_DISPLAY", "TMUX"] {
        command.env_remove(name);
    }
    for (name, value) in variables {
        command.env(name, value);
    }
    Terminal::run_with_state(command, home)
}

fn modes_below(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = vec![folder.to_path_buf()];
    let mut next = 0;
    while let Some(place) = found.get(next).cloned() {
        if place.is_dir() {
            found.extend(fs::read_dir(place).expect("a folder").map(|entry| entry.expect("an entry").path()));
        }
        next += 1;
    }
    found.sort();
    let mode = |path: &PathBuf| fs::metadata(path).expect("it is there").mode() & 0o7777;
    found
        .iter()
        .map(|path| (path.strip_prefix(folder).expect("below").to_owned(), format!("{:o}", mode(path))))
        .collect()
}

#[test]
fn the_first_start_prints_nothing_beside_the_screen() {
    type Prepare = fn(&Path);
    let states: [(&str, Prepare); 4] = [
        ("none", |_| {}),
        ("a folder", |state| fs::create_dir(state).expect("a folder")),
        ("a file", |state| fs::write(state, "").expect("a file")),
        ("a link to nothing", |state| std::os::unix::fs::symlink("nowhere", state).expect("a link")),
    ];
    for (name, prepare) in states {
        let home = home();
        prepare(&home.path().join("newsreader"));
        let mut terminal = start(home.path(), &home.path().join("news"), &[]);
        terminal.wait_for("A headline of one's own");
        terminal.press("q");
        check_nothing_beside_the_screen(terminal, name);
    }
    // Of the sample no folder is remembered, so that the log alone is kept.
    let home = home();
    let mut terminal = Terminal::run_with_state(CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader")), home.path());
    terminal.wait_for("75 articles");
    terminal.press("q");
    check_nothing_beside_the_screen(terminal, "the sample");
}

fn check_nothing_beside_the_screen(terminal: Terminal, name: &str) {
    let raw = terminal.ended_with().1;
    let written = String::from_utf8_lossy(&raw);
    assert!(!written.contains("log directory"), "{name}: {written:?}");
    // The screen is drawn from its first cell on, and nothing stands before it.
    let before = written.split("\u{1b}[?1049h").next().unwrap_or_default();
    let is_query = |part: &str| part.is_empty() || part.starts_with(['[', ']', '\\']);
    assert!(before.split('\u{1b}').all(is_query), "{name}: {before:?}");
}

#[test]
fn the_log_and_the_recent_folders_are_the_users_alone() {
    let home = home();
    let state = home.path().join("newsreader");
    // As an earlier release left it.
    write(&state.join("newsreader.2022-03-11.log"), "");
    for (path, mode) in [(&state, 0o777), (&state.join("newsreader.2022-03-11.log"), 0o666)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("another mode");
    }
    let mut terminal = start(home.path(), &home.path().join("news"), &[]);
    terminal.wait_for("A headline of one's own");
    terminal.press("O");
    terminal.wait_for("Open a folder");
    terminal.press("\u{3}");
    terminal.ended();
    let modes = modes_below(&state);
    let logs = modes.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "log")).count();
    assert_eq!(logs, 2, "{modes:?}");
    for (path, mode) in &modes {
        assert_eq!(mode, if path.as_os_str().is_empty() { "700" } else { "600" }, "{}", path.display());
    }
}

#[test]
fn a_state_folder_of_another_user_is_not_used() {
    let home = home();
    let state = home.path().join("newsreader");
    fs::create_dir(&state).expect("a folder");
    if chown(&state, Some(12345), Some(12345)).is_err() {
        println!("skipped: only the superuser can make what is another user's");
        return;
    }
    let mut terminal = start(home.path(), &home.path().join("news"), &[]);
    terminal.wait_for("No log and no list of recent folders is kept");
    terminal.press("q");
    terminal.ended();
    assert_eq!(fs::read_dir(&state).expect("a folder").count(), 0);
}

#[test]
fn an_index_in_the_folder_is_no_news() {
    let home = home();
    let news = home.path().join("news");
    let mut terminal = start(home.path(), &news, &[("XDG_CACHE_HOME", &news), ("XDG_STATE_HOME", &news)]);
    terminal.wait_for("1 article");
    write(&news.join("two.txt"), "Another headline\n\nSome text.\n");
    terminal.wait_for("2 articles");
    terminal.press("!");
    terminal.wait_for("Set aside · 1");
    terminal.wait_for("newsreader's own cache folder");
    terminal.press("\u{1b}");
    // The pane below is seen again.
    terminal.wait_until("the list", |screen| !screen.contains("Set aside"));
    write(&news.join("three.txt"), "A third headline\n\nSome text.\n");
    terminal.wait_for("3 articles");
    terminal.press("!");
    terminal.wait_for("Set aside · 1");
    terminal.press("\u{3}");
    terminal.ended();
}

/// What a terminal is told to copy.
fn copied(terminal: &mut Terminal, text: &str) {
    let encoded = crossterm::clipboard::CopyToClipboard::to_clipboard_from(text);
    let mut sequence = String::new();
    crossterm::Command::write_ansi(&encoded, &mut sequence).expect("a sequence");
    terminal.wait_for_written(&sequence);
}

#[test]
fn a_path_is_copied_as_one_word_of_a_shell() {
    use std::os::unix::ffi::OsStrExt;
    let home = tempfile::tempdir().expect("a home for the test");
    let place = fs::canonicalize(home.path()).expect("a place");
    let shown = place.to_string_lossy().into_owned();
    let cases: [(&str, &[u8], String); 4] = [
        ("news", b"one.txt", format!("{shown}/news/one.txt")),
        ("-old  news", b"-it's.txt", format!(r"'{shown}/-old  news/-it'\''s.txt'")),
        ("$HOME", b"a\nb.txt", format!(r"$'{shown}/$HOME/a\nb.txt'")),
        ("latin", b"caf\xe9\x1b.txt", format!(r"$'{shown}/latin/caf\xe9\x1b.txt'")),
    ];
    for (folder, name, expected) in cases {
        let folder = place.join(folder);
        fs::create_dir(&folder).expect("a folder");
        let file = folder.join(std::ffi::OsStr::from_bytes(name));
        if fs::write(&file, "A headline of one's own\n\nSome text.\n").is_err() {
            println!("skipped: this file system takes only names that are text");
            continue;
        }
        let mut terminal = start(&place, &folder, &[("SSH_CONNECTION", Path::new("there"))]);
        terminal.wait_for("A headline of one's own");
        terminal.press("yp");
        copied(&mut terminal, &expected);
        terminal.press("/-x\ryf");
        let folder = expected.strip_suffix(&format!("/{}", String::from_utf8_lossy(name))).map(str::to_owned);
        if let Some(folder) = folder {
            copied(&mut terminal, &format!("newsreader -d {folder} list -- -x"));
        }
        terminal.press("Q");
        terminal.ended();
    }
}

#[test]
fn the_editor_may_have_quotation_marks() {
    let home = home();
    let editor = home.path().join("my editor/ed");
    write(&editor, "#!/bin/sh\nprintf 'words:'; printf ' <%s>' \"$@\"; printf '.'\n");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("another mode");
    let news = home.path().join("news");
    let command = format!("\"{}\" --wait 'a b'", editor.display());
    let mut terminal = start(home.path(), &news, &[("EDITOR", Path::new(&command))]);
    terminal.wait_for("A headline of one's own");
    terminal.press("E");
    terminal.wait_for_written(&format!("words: <--wait> <a b> <{}>.", news.join("one.txt").display()));
    terminal.wait_for("A headline of one's own");
    terminal.press("q");
    terminal.ended();
    let mut terminal = start(home.path(), &news, &[("EDITOR", Path::new("\"ed"))]);
    terminal.wait_for("A headline of one's own");
    terminal.press("E");
    terminal.wait_for("$EDITOR has a quotation mark that is not closed: “\"ed”.");
    terminal.press("q");
    terminal.ended();
}
