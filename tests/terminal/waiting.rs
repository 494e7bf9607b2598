//! What takes its time, such as another program, a disk or a long text, delays no key.

use portable_pty::CommandBuilder;

use super::Terminal;

/// A FIFO in a folder of its own. Whoever opens it for reading waits until the test opens it for writing.
struct Fifo {
    folder: tempfile::TempDir,
}

impl Fifo {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("fifo")).status();
        assert!(made.expect("mkfifo can be run").success());
        Self { folder }
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("fifo")
    }

    /// Waits for the reader, and lets it go on.
    fn release(&self) {
        std::fs::OpenOptions::new().write(true).open(self.path()).expect("the FIFO opens");
    }

    /// The program, which waits for the FIFO in `place`.
    fn start_blocked_in(&self, place: &str) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.env("NEWSREADER_TEST_BLOCK", format!("{place}:{}", self.path().display()));
        Terminal::run(command)
    }
}

/// A script that is a program of this name, in a folder that is searched first.
fn with_program(name: &str, script: &str) -> (tempfile::TempDir, CommandBuilder) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let program = folder.path().join(name);
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a script");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, mode).expect("the script can be run");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    let path = std::env::var("PATH").expect("PATH is set");
    command.env("PATH", format!("{}:{path}", folder.path().display()));
    for variable in ["SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "TMUX", "DISPLAY"] {
        command.env_remove(variable);
    }
    (folder, command)
}

#[test]
fn a_slow_clipboard_program_delays_no_key() {
    let fifo = Fifo::new();
    let (_folder, mut command) = with_program("xclip", &format!("cat '{}'", fifo.path().display()));
    command.env("DISPLAY", ":9");
    let mut terminal = Terminal::run(command);
    terminal.wait_for("75 articles");
    terminal.press("yp");
    terminal.press("?");
    terminal.wait_for("close");
    terminal.press("\u{1b}");
    // In the end the text goes another way, and it is said why.
    terminal.wait_for_written("\u{1b}]52;c;");
    terminal.wait_for("xclip did not take the text within 2 seconds. Copied the path");
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_clipboard_program_gets_the_text() {
    let (folder, mut command) = with_program("xclip", "cat > \"$(dirname \"$0\")/got\"");
    command.env("DISPLAY", ":9");
    let mut terminal = Terminal::run(command);
    terminal.wait_for("75 articles");
    terminal.press("/about this sample\r");
    terminal.wait_for("About this sample");
    terminal.press("yf");
    terminal.wait_for("(xclip).");
    let got = std::fs::read_to_string(folder.path().join("got")).expect("the script got a text");
    assert_eq!(got, "newsreader list 'about this sample'");
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn tmux_is_asked_before_the_terminal() {
    let (folder, mut command) =
        with_program("tmux", "cat > \"$(dirname \"$0\")/got\"; echo \"$@\" > \"$(dirname \"$0\")/asked\"");
    command.env("TMUX", "/nonexistent,1,0");
    command.env("SSH_TTY", "/dev/pts/9");
    let mut terminal = Terminal::run(command);
    terminal.wait_for("75 articles");
    terminal.press("yf");
    terminal.wait_for("Copied the filter as a command (tmux).");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("the script wrote it");
    assert_eq!((read("got").as_str(), read("asked").as_str()), ("newsreader list ''", "load-buffer -w -\n"));
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_folder_that_does_not_answer_delays_no_key() {
    let fifo = Fifo::new();
    let folder = tempfile::tempdir().expect("a folder for the test");
    std::fs::write(folder.path().join("one.txt"), "A headline of one's own\n\nSome text.\n").expect("a file");
    let mut terminal = fifo.start_blocked_in("folder");
    terminal.wait_for("75 articles");
    terminal.press("O");
    terminal.wait_for("Open a folder");
    terminal.press(&format!("{}\r", folder.path().display()));
    terminal.wait_for("Looking for the folder… Esc cancels.");
    // Esc gives it up, and the answer that comes then is nobody's.
    terminal.press("\u{1b}");
    terminal.wait_until("no box", |screen| !screen.contains("Open a folder"));
    fifo.release();
    terminal.press("O");
    terminal.wait_for("Open a folder");
    terminal.press(&format!("{}\r", folder.path().display()));
    terminal.wait_for("Looking for the folder…");
    assert!(terminal.emulator.screen().contents().contains("75 articles"), "{}", terminal.emulator.screen().contents());
    fifo.release();
    terminal.wait_for("A headline of one's own");
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_long_look_through_a_text_delays_no_key() {
    let fifo = Fifo::new();
    let mut terminal = fifo.start_blocked_in("examiner");
    terminal.wait_for("75 articles");
    for keys in ["gd", "u"] {
        terminal.press(keys);
        terminal.wait_for("Looking for ");
        terminal.press("i");
        terminal.wait_for("About this article");
        // The answer is about what was asked before the last key: it opens no box, and the facts show the dates.
        fifo.release();
        terminal.wait_for("Why this date");
        terminal.press("\u{1b}");
        terminal.wait_until("no overlay", |screen| screen.contains("q quit") && !screen.contains("About this article"));
    }
    // The dates have been found by now, so the examiner is not asked.
    terminal.press("gd");
    terminal.wait_for("Based on");
    terminal.press("Q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_question_about_a_text_that_is_still_being_read_is_answered_then() {
    let fifo = Fifo::new();
    let mut terminal = fifo.start_blocked_in("text reader");
    terminal.wait_for("75 articles");
    terminal.press("gd");
    terminal.wait_for("Looking for dates in the text…");
    // Kept open, as the texts of several articles are read.
    let _released = std::fs::OpenOptions::new().write(true).open(fifo.path()).expect("the FIFO opens");
    terminal.wait_for("Why this date");
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn the_configuration_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let config = folder.path().join("config.toml");
    std::fs::write(&config, "[list]\nsort = \"colour\"\n").expect("a file");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.arg("--config");
    command.arg(&config);
    let mut terminal = Terminal::run(command);
    terminal.wait_for("Configuration · ");
    std::fs::write(&config, "[list]\nsort = \"date-asc\"\n").expect("a file");
    terminal.press("R");
    terminal.wait_for("Oldest first");
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn the_browser_is_started_beside_the_keys() {
    let (folder, mut command) = with_program("browser", "echo \"$1\" > \"$(dirname \"$0\")/asked\"");
    command.env("NEWSREADER_UI_OPEN", "browser");
    command.args(["--filter", "has:link"]);
    let mut terminal = Terminal::run(command);
    terminal.wait_for("75");
    terminal.press("o");
    terminal.wait_for("Opened https://");
    drop(folder);
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

/// A folder of 30 articles that has been read into an index, and the program started in it.
fn start_with_index(prepare: impl FnOnce(&mut CommandBuilder)) -> (tempfile::TempDir, Terminal) {
    let home = tempfile::tempdir().expect("a home for the test");
    let folder = home.path().join("clips");
    std::fs::create_dir(&folder).expect("a folder");
    for number in 1..=30 {
        let text = format!("date 2022-03-{number:02} Headline {number:02}\n\nSome text.\n");
        std::fs::write(folder.join(format!("{number:02}.txt")), text).expect("a file");
    }
    let cache = home.path().join("cache");
    let mut list = std::process::Command::new(env!("CARGO_BIN_EXE_newsreader"));
    list.arg("-d").arg(&folder).arg("list").env("XDG_CACHE_HOME", &cache).env("HOME", home.path());
    assert_eq!(list.output().expect("the program runs").status.code(), Some(0));
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.args([&folder]);
    command.env("XDG_CACHE_HOME", &cache);
    prepare(&mut command);
    let terminal = Terminal::run_with_state(command, home.path());
    (home, terminal)
}

#[test]
fn rows_that_are_not_there_yet_delay_no_key() {
    let fifo = Fifo::new();
    let (_home, mut terminal) = start_with_index(|command| {
        command.env("NEWSREADER_TEST_BLOCK", format!("row reader:{}", fifo.path().display()));
    });
    terminal.wait_for("30 articles");
    terminal.press("i");
    terminal.wait_for("The article has not been read yet.");
    assert!(!terminal.emulator.screen().contents().contains("Headline"), "{}", terminal.emulator.screen().contents());
    terminal.press("?");
    terminal.wait_for("close");
    terminal.press("\u{1b}");
    let _released = std::fs::OpenOptions::new().write(true).open(fifo.path()).expect("the FIFO opens");
    terminal.wait_for("Headline 30");
    terminal.press("G");
    terminal.wait_for("Headline 01");
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_panic_while_rows_are_read_costs_their_titles_and_not_the_screen() {
    let (_home, mut terminal) = start_with_index(|command| command.env("NEWSREADER_TEST_PANIC", "row reader"));
    terminal.wait_for("30 articles");
    terminal.wait_for("no title");
    terminal.press("?");
    terminal.wait_for("close");
    // In that box letters are typed.
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_panic_while_a_text_is_looked_through_is_said() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.env("NEWSREADER_TEST_PANIC", "examiner of texts");
    let mut terminal = Terminal::run(command);
    terminal.wait_for("75 articles");
    for keys in ["gd", "u"] {
        terminal.press(keys);
        terminal.wait_for("The text could not be searched");
        terminal.press("j");
        terminal.wait_until("the notice to go", |screen| !screen.contains("could not be searched"));
    }
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}
