//! The real program in a real terminal: start, resize, quit, signals, panic. Each test waits for text.
//!
//! What matters is what is left behind: the alternate screen, the cursor, the mouse, bracketed paste
//! and the terminal's own settings must be as they were.

#![cfg(unix)]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

#[path = "terminal/limits.rs"]
mod limits;
#[path = "terminal/switching.rs"]
mod switching;
#[path = "terminal/workers.rs"]
mod workers;

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

    /// Waits until the screen shows `text`, and does `again` each second until it does.
    fn wait_until_or(&mut self, what: &str, text: &str, mut again: impl FnMut()) {
        let deadline = Instant::now() + PATIENCE;
        while !self.parser.screen().contents().contains(text) {
            assert!(Instant::now() < deadline, "waited for {what} in vain:\n{}", self.parser.screen().contents());
            again();
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(1)) {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
            }
        }
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
    assert_eq!(status.exit_code(), 70);
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
