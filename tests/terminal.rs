//! The real program in a real terminal: start, resize, quit, signals, panic. Each test waits for text.
//!
//! What matters is what is left behind: the alternate screen, the cursor, the mouse, bracketed paste
//! and the terminal's own settings must be as they were.

#![cfg(unix)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a test waits for a text before it fails: far beyond what a loaded machine needs.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program in a terminal of its own.
struct Terminal {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    /// Everything that was written.
    raw: Vec<u8>,
    /// How much of it has been waited for.
    n_seen: usize,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Terminal {
    fn start(arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.args(arguments);
        Self::run(command)
    }

    /// Starts the program below a shell that says when it goes on, as someone's own shell would.
    fn start_below_shell(script: &str) -> Self {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-i", "-c", script]);
        command.env("NEWSREADER", env!("CARGO_BIN_EXE_newsreader"));
        Self::run(command)
    }

    fn run(command: CommandBuilder) -> Self {
        // Nothing of these tests is kept, so a place that is not there does for their state.
        Self::run_with_state(command, Path::new("/nonexistent"))
    }

    fn run_with_state(mut command: CommandBuilder, state: &Path) -> Self {
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            command.env(name, state);
        }
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color");
        command.env("NEWSREADER_UI_THEME", "ink");
        command.env_remove("NO_COLOR");
        // A backtrace would push what a panic says off the screen.
        command.env("RUST_BACKTRACE", "0");
        let pair = native_pty_system().openpty(size(80, 24)).expect("a terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n_bytes @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..n_bytes].to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        let (rows, columns) = (24.try_into().expect("not zero"), 80.try_into().expect("not zero"));
        Self {
            parser: vt100::Parser::new(rows, columns, 0),
            output,
            raw: Vec::new(),
            n_seen: 0,
            writer,
            child,
            master: pair.master,
        }
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Waits until the screen is as asked.
    fn wait_until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = self.parser.screen().contents();
            if is_so(&screen) {
                return;
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.parser.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout) => panic!("waited for {what} in vain:\n{screen}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended while waiting for {what}:\n{screen}"),
            }
        }
    }

    /// Waits until the program has written `text` since the last such wait, whatever the screen shows.
    fn wait_for_written(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let written = String::from_utf8_lossy(&self.raw[self.n_seen..]).into_owned();
            if let Some(at) = written.find(text) {
                self.n_seen += at + text.len();
                return;
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.parser.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(error) => panic!("waited for {text:?} in vain ({error}) after {written:?}"),
            }
        }
    }

    fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows.try_into().expect("not zero"), columns.try_into().expect("not zero"));
        self.master.resize(size(columns, rows)).expect("the terminal takes another size");
    }

    fn signal(&mut self, name: &str) {
        let process = self.child.process_id().expect("the program runs").to_string();
        let status = std::process::Command::new("kill").args([&format!("-{name}"), &process]).status();
        assert!(status.expect("kill can be run").success());
    }

    /// Waits for the end, and looks at what is left switched on.
    fn ended(mut self) -> ExitStatus {
        let status = self.child.wait().expect("the program ends");
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.parser.process(&bytes);
            self.raw.extend(bytes);
        }
        self.is_given_back();
        status
    }

    fn is_given_back(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left on");
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is left on");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is left on");
        #[cfg(target_os = "linux")]
        if let Some(settings) = self.master.get_termios() {
            use nix_flags::is_cooked;
            assert!(is_cooked(&settings), "the terminal is left raw");
        }
    }
}

/// Reads the settings of the terminal without naming the crate that describes them.
#[cfg(target_os = "linux")]
mod nix_flags {
    /// Whether lines are edited and echoed by the terminal, as a shell expects.
    pub fn is_cooked(settings: &impl std::fmt::Debug) -> bool {
        let text = format!("{settings:?}");
        text.contains("ICANON") && text.contains("ECHO")
    }
}

#[test]
fn quitting_gives_the_terminal_back() {
    for keys in ["q", "Q", "\u{3}"] {
        let mut terminal = Terminal::start(&[]);
        terminal.wait_for("LIST");
        terminal.press(keys);
        assert_eq!(terminal.ended().exit_code(), 0, "{keys:?}");
    }
}

#[test]
fn control_c_quits_from_the_filter_box() {
    let mut terminal = Terminal::start(&[]);
    terminal.wait_for("75 articles");
    terminal.press("/ferry");
    terminal.wait_for("FILTER");
    terminal.wait_for(" of 75");
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn the_mouse_is_switched_off_with_the_rest() {
    let mut terminal = Terminal::start(&[]);
    terminal.wait_for("75 articles");
    terminal.press("\u{1b}OQ");
    terminal.wait_for("The mouse is on");
    // A click on the sixth row selects, a second one opens.
    terminal.press("\u{1b}[<0;5;7M\u{1b}[<0;5;7m\u{1b}[<0;5;7M\u{1b}[<0;5;7m");
    terminal.wait_for("READ");
    terminal.press("Q");
    terminal.ended();
}

#[test]
fn signals_end_it_with_the_terminal_given_back() {
    for name in ["TERM", "HUP"] {
        let mut terminal = Terminal::start(&[]);
        terminal.wait_for("LIST");
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
    terminal.wait_for("newsreader  the built-in sample");
    terminal.resize(80, 24);
    terminal.wait_until("the two panes of 80 columns", |screen| {
        screen.lines().next().is_some_and(|line| line.starts_with(" / filter"))
    });
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn suspended_and_back() {
    // The shell below says so when the program stops, and continues it.
    let script = "set -m; \"$NEWSREADER\"; echo stopped-now; fg; echo gone-now";
    let mut terminal = Terminal::start_below_shell(script);
    terminal.wait_for("LIST");
    terminal.press("jj");
    terminal.press("\u{1a}");
    // The shell says so on its own screen; then the reader has the alternate one again.
    terminal.wait_for_written("\u{1b}[?1049l");
    terminal.wait_for_written("stopped-now");
    terminal.wait_for_written("\u{1b}[?1049h");
    terminal.wait_for("LIST");
    terminal.press("q");
    terminal.wait_for("gone-now");
    terminal.ended();
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so() {
    let mut terminal = Terminal::run({
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.env("NEWSREADER_TEST_PANIC", "screen");
        command
    });
    let status = terminal.child.wait().expect("the program ends");
    assert!(!status.success());
    while let Ok(bytes) = terminal.output.recv_timeout(Duration::from_millis(500)) {
        terminal.parser.process(&bytes);
        terminal.raw.extend(bytes);
    }
    terminal.is_given_back();
    assert!(terminal.parser.screen().contents().contains("panicked"), "{}", terminal.parser.screen().contents());
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
        terminal.wait_for("LIST");
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
    terminal.wait_for("HELP");
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
    assert!(terminal.parser.screen().contents().contains("75 articles"), "{}", terminal.parser.screen().contents());
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
        terminal.wait_for("Looking through the text for ");
        terminal.press("i");
        terminal.wait_for("About this article");
        // The answer is about what was asked before the last key.
        fifo.release();
        terminal.press("\u{1b}");
        terminal.wait_until("no overlay", |screen| screen.contains("LIST") && !screen.contains("About this article"));
    }
    terminal.press("gd");
    terminal.wait_for("Looking through the text for dates…");
    fifo.release();
    terminal.wait_for("WHY");
    terminal.press("Q");
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
    terminal.wait_for("Config not used in full");
    std::fs::write(&config, "[list]\nsort = \"date-asc\"\n").expect("a file");
    terminal.press("R");
    terminal.wait_for("Articles · oldest");
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
    assert!(!terminal.parser.screen().contents().contains("Headline"), "{}", terminal.parser.screen().contents());
    terminal.press("?");
    terminal.wait_for("HELP");
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
    terminal.wait_for("HELP");
    terminal.press("Q");
    assert_eq!(terminal.ended().exit_code(), 0);
}

#[test]
fn a_panic_while_a_text_is_looked_through_is_said() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.env("NEWSREADER_TEST_PANIC", "examiner");
    let mut terminal = Terminal::run(command);
    terminal.wait_for("75 articles");
    for keys in ["gd", "u"] {
        terminal.press(keys);
        terminal.wait_for("The text could not be looked through");
        terminal.press("j");
        terminal.wait_until("the notice to go", |screen| !screen.contains("could not be looked through"));
    }
    terminal.press("q");
    assert_eq!(terminal.ended().exit_code(), 0);
}
