//! The program in a terminal of its own, whose keys are typed and whose screen is read.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// The longest wait for a text: far beyond what a loaded machine needs.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The emulator that reads what the program writes.
pub struct Emulator {
    parser: vt100::Parser,
    /// The start of a character whose rest has not come yet. The parser would lose what follows a character that it
    /// gets in two parts.
    held: Vec<u8>,
}

impl Emulator {
    pub fn new(columns: u16, rows: u16) -> Self {
        let (rows, columns) = (rows.try_into().expect("not zero"), columns.try_into().expect("not zero"));
        Self { parser: vt100::Parser::new(rows, columns, 0), held: Vec::new() }
    }

    pub fn process(&mut self, bytes: &[u8]) {
        self.held.extend(bytes);
        let n_whole = match str::from_utf8(&self.held) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.held.len(),
        };
        self.parser.process(&self.held[..n_whole]);
        self.held.drain(..n_whole);
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows.try_into().expect("not zero"), columns.try_into().expect("not zero"));
    }
}

/// The program in a terminal of its own.
pub struct Terminal {
    pub emulator: Emulator,
    output: Receiver<Vec<u8>>,
    /// Everything that was written.
    pub raw: Vec<u8>,
    /// How much of it has been waited for.
    n_seen: usize,
    writer: Box<dyn Write + Send>,
    process: u32,
    end: Receiver<ExitStatus>,
    master: Box<dyn MasterPty + Send>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Terminal {
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
        command.args(arguments);
        Self::run(command)
    }

    /// Starts the program below a shell that says when it goes on, as someone's own shell would.
    pub fn start_below_shell(script: &str) -> Self {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-i", "-c", script]);
        command.env("NEWSREADER", env!("CARGO_BIN_EXE_newsreader"));
        Self::run(command)
    }

    pub fn run(command: CommandBuilder) -> Self {
        // Nothing of these tests is kept, so a place that is not there does for their state.
        Self::run_with_state(command, Path::new("/nonexistent"))
    }

    pub fn run_with_state(mut command: CommandBuilder, state: &Path) -> Self {
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
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let process = child.process_id().expect("the program runs");
        let (end_sender, end) = channel();
        std::thread::spawn(move || end_sender.send(child.wait().expect("the program ends")));
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
        Self {
            emulator: Emulator::new(80, 24),
            output,
            raw: Vec::new(),
            n_seen: 0,
            writer,
            process,
            end,
            master: pair.master,
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.press_bytes(keys.as_bytes());
    }

    pub fn press_bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Waits until the screen is as asked.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = self.emulator.screen().contents();
            if is_so(&screen) {
                return;
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.emulator.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout) => panic!("waited for {what} in vain:\n{screen}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended while waiting for {what}:\n{screen}"),
            }
        }
    }

    /// Waits until the program has written `text` since the last such wait, whatever the screen shows.
    pub fn wait_for_written(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let written = String::from_utf8_lossy(&self.raw[self.n_seen..]).into_owned();
            if let Some(at) = written.find(text) {
                self.n_seen += at + text.len();
                return;
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.emulator.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(error) => panic!("waited for {text:?} in vain ({error}) after {written:?}"),
            }
        }
    }

    /// Presses Ctrl-L, and waits until the whole frame that it asks for is written.
    pub fn paint_anew(&mut self) {
        self.n_seen = self.raw.len();
        self.press("\u{c}");
        self.wait_for_written("\u{1b}[2J");
        self.wait_for_written("\u{1b}[?2026l");
    }

    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen shows `text`, and does `again` each second until it does.
    pub fn wait_until_or(&mut self, what: &str, text: &str, mut again: impl FnMut()) {
        let deadline = Instant::now() + PATIENCE;
        while !self.emulator.screen().contents().contains(text) {
            assert!(Instant::now() < deadline, "waited for {what} in vain:\n{}", self.emulator.screen().contents());
            again();
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(1)) {
                self.emulator.process(&bytes);
                self.raw.extend(bytes);
            }
        }
    }

    /// Waits for one of `texts` on the alternate screen, or for the end of the program. Returns whether it still runs.
    pub fn wait_for_one_of(&mut self, texts: &[&str]) -> bool {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = self.emulator.screen().contents();
            if self.emulator.screen().alternate_screen() && texts.iter().any(|text| screen.contains(text)) {
                return true;
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.emulator.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout) => panic!("waited for {texts:?} in vain:\n{screen}"),
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.emulator.resize(columns, rows);
        self.master.resize(size(columns, rows)).expect("the terminal takes another size");
    }

    pub fn signal(&mut self, name: &str) {
        send_signal(name, self.process);
    }

    /// Waits for the end, and looks at what is left switched on.
    pub fn ended(self) -> ExitStatus {
        self.ended_with_screen().0
    }

    /// Waits for the end as [`Self::ended`], and returns what stands on the screen after it too.
    pub fn ended_with_screen(self) -> (ExitStatus, String) {
        let (status, terminal) = self.at_its_end();
        (status, terminal.emulator.screen().contents())
    }

    /// Waits for the end as [`Self::ended`], and returns everything that was written too.
    pub fn ended_with(self) -> (ExitStatus, Vec<u8>) {
        let (status, terminal) = self.at_its_end();
        (status, terminal.raw)
    }

    fn at_its_end(mut self) -> (ExitStatus, Self) {
        let status = self.end.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            send_signal("KILL", self.process);
            panic!("the program does not end:\n{}", self.emulator.screen().contents());
        });
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.emulator.process(&bytes);
            self.raw.extend(bytes);
        }
        assert_given_back(self.emulator.screen());
        #[cfg(target_os = "linux")]
        if let Some(settings) = self.master.get_termios() {
            assert!(is_cooked(&settings), "the terminal is left raw");
        }
        (status, self)
    }
}

/// Sends a signal, such as `TERM`, to a process.
pub fn send_signal(name: &str, process: u32) {
    let status = std::process::Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status();
    assert!(status.expect("kill can be run").success());
}

/// Checks that nothing is left switched on.
pub fn assert_given_back(screen: &vt100::Screen) {
    assert!(!screen.alternate_screen(), "the alternate screen is left on");
    assert!(!screen.hide_cursor(), "the cursor is left hidden");
    assert!(!screen.bracketed_paste(), "bracketed paste is left on");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is left on");
}

/// True if lines are edited and echoed by the terminal, as a shell expects. The settings are read without naming the
/// crate that describes them.
#[cfg(target_os = "linux")]
fn is_cooked(settings: &impl std::fmt::Debug) -> bool {
    let text = format!("{settings:?}");
    text.contains("ICANON") && text.contains("ECHO")
}
