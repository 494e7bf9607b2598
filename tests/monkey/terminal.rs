//! The real program in a real terminal, and the bytes of its keys.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crossterm::event::KeyCode;
use newsreader::settings::keys::Key;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::emulator::Emulator;

/// The longest wait: far longer than a busy machine needs.
const PATIENCE: Duration = Duration::from_mins(1);

/// The bytes before and after the report that the program is idle.
const MARK: (&[u8], u8) = (b"\x1b]7777;", 0x07);

/// A part of the output.
enum Piece {
    /// Bytes to show.
    Bytes(Vec<u8>),
    /// The program is idle. Holds its last key and the size of its last frame.
    Idle(String),
}

/// The error for a program that has ended.
#[derive(Debug)]
pub struct LoadEnd;

/// The program in a terminal.
pub struct Terminal {
    emulator: Emulator,
    output: Receiver<Vec<u8>>,
    /// Bytes that have been read but not parsed.
    unread: Vec<u8>,
    pieces: VecDeque<Piece>,
    size: (u16, u16),
    n_settled: u32,
    input: Sender<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Runs a command in a terminal of a size, and waits until it is idle.
    pub fn start(mut command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        command.env("NEWSREADER_TEST_IDLE", "1");
        let pair = native_pty_system().openpty(pty_size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 8_192];
            while let Ok(n_bytes @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..n_bytes].to_vec()).is_err() {
                    return;
                }
            }
        });
        let mut writer = pair.master.take_writer().unwrap();
        let (input, to_write) = channel::<Vec<u8>>();
        // A terminal takes only a few thousand bytes that nobody reads. If the program has ended meanwhile, this thread
        // waits forever, and nothing waits for it.
        std::thread::spawn(move || {
            for bytes in to_write {
                if writer.write_all(&bytes).and_then(|()| writer.flush()).is_err() {
                    return;
                }
            }
        });
        let mut terminal = Self {
            emulator: Emulator::new((columns, rows)),
            output,
            unread: Vec::new(),
            pieces: VecDeque::new(),
            size: (columns, rows),
            n_settled: 0,
            input,
            child,
            master: pair.master,
        };
        terminal.wait_for_idle("").expect("the program starts");
        terminal
    }

    /// Returns the contents of the terminal.
    pub fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    /// Returns the rows of the terminal, from the top.
    pub fn lines(&self) -> Vec<String> {
        self.screen().contents().lines().map(str::to_owned).collect()
    }

    /// Sends bytes. Does nothing if the program has ended.
    pub fn send(&mut self, bytes: &[u8]) {
        let _ = self.input.send(bytes.to_vec());
    }

    /// Changes the size.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.emulator.resize(size);
        self.master.resize(pty_size(size.0, size.1)).unwrap();
    }

    /// Sends a key, and waits until the program is idle after it.
    pub fn press(&mut self, key: &str) -> Result<(), LoadEnd> {
        self.send(&bytes_of(Key::parse(key).unwrap()));
        self.wait_for_idle(key)
    }

    /// Waits until all input has been handled.
    pub fn settle(&mut self) -> Result<(), LoadEnd> {
        // These keys do nothing. The first one may be combined with an Esc before it to a key with Alt. The second one
        // differs from call to call, because there may be more reports for the last one.
        self.n_settled += 1;
        let (key, names) =
            if self.n_settled.is_multiple_of(2) { (0x1d, ["ctrl-5", "ctrl-]"]) } else { (0x1f, ["ctrl-7", "ctrl-_"]) };
        self.send(&[0x1e, key]);
        self.wait("an idle program", |terminal, piece| {
            // The name of the key depends on the program.
            let marks = names.map(|name| format!("{name} {}", terminal.size_text()));
            matches!(piece, Piece::Idle(mark) if marks.contains(mark))
        })
    }

    /// Waits until the program is idle after `key`.
    fn wait_for_idle(&mut self, key: &str) -> Result<(), LoadEnd> {
        self.wait(
            &format!("an idle program after {key:?}"),
            |terminal, piece| matches!(piece, Piece::Idle(mark) if *mark == format!("{key} {}", terminal.size_text())),
        )
    }

    /// Waits until the terminal satisfies `is_so`.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) -> Result<(), LoadEnd> {
        if is_so(self) {
            return Ok(());
        }
        self.wait(what, |terminal, _| is_so(terminal))
    }

    fn size_text(&self) -> String {
        format!("{} {}", self.size.0, self.size.1)
    }

    /// Shows the output part by part until a part satisfies `is_so`.
    fn wait(&mut self, what: &str, is_so: impl Fn(&Self, &Piece) -> bool) -> Result<(), LoadEnd> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            while let Some(piece) = self.pieces.pop_front() {
                if let Piece::Bytes(bytes) = &piece {
                    self.emulator.write(bytes);
                }
                if is_so(self, &piece) {
                    return Ok(());
                }
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.cut(&bytes),
                Err(RecvTimeoutError::Disconnected) => return Err(LoadEnd),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited for {what} in vain:\n{}", self.screen().contents());
                }
            }
        }
    }

    /// Splits output into parts. An incomplete report is kept until its end has arrived.
    fn cut(&mut self, bytes: &[u8]) {
        self.unread.extend_from_slice(bytes);
        let (start, end) = MARK;
        loop {
            let found = self.unread.windows(start.len()).position(|window| window == start);
            let n_shown = found.unwrap_or_else(|| {
                let n_kept = (1..start.len()).rev().find(|n_bytes| self.unread.ends_with(&start[..*n_bytes]));
                self.unread.len() - n_kept.unwrap_or(0)
            });
            if n_shown > 0 {
                self.pieces.push_back(Piece::Bytes(self.unread.drain(..n_shown).collect()));
            }
            let Some(at) = found.and_then(|_| self.unread.iter().position(|byte| *byte == end)) else { return };
            let mark: Vec<u8> = self.unread.drain(..=at).collect();
            let text = String::from_utf8_lossy(&mark[start.len()..at]).into_owned();
            self.pieces.push_back(Piece::Idle(text));
        }
    }

    /// Waits for the end of the program. Checks that it succeeded and left no terminal mode on.
    pub fn check_end(mut self) {
        let _ = self.wait("the end of the program", |_, _| false);
        let status = self.child.wait().unwrap();
        let contents = self.screen().contents();
        assert_eq!(status.exit_code(), 0, "{contents}");
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left on");
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is left on");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is left on");
        #[cfg(target_os = "linux")]
        if let Some(settings) = self.master.get_termios() {
            let text = format!("{settings:?}");
            assert!(text.contains("ICANON") && text.contains("ECHO"), "the terminal is left raw: {text}");
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Returns the bytes that a terminal sends for a key.
pub fn bytes_of(key: Key) -> Vec<u8> {
    let mut bytes = if key.alt { vec![0x1b] } else { Vec::new() };
    let sequence = match key.code {
        KeyCode::Char(character) if key.ctrl => {
            bytes.push(character as u8 & 0x1f);
            return bytes;
        }
        KeyCode::Char(character) => return [bytes, character.to_string().into_bytes()].concat(),
        KeyCode::Enter => "\r",
        KeyCode::Esc => "\x1b",
        KeyCode::Backspace => "\x7f",
        KeyCode::Tab if key.shift => "\x1b[Z",
        KeyCode::Tab => "\t",
        KeyCode::Delete => "\x1b[3~",
        KeyCode::Insert => "\x1b[2~",
        KeyCode::Home => "\x1b[H",
        KeyCode::End => "\x1b[F",
        KeyCode::PageUp => "\x1b[5~",
        KeyCode::PageDown => "\x1b[6~",
        KeyCode::Up => "\x1b[A",
        KeyCode::Down => "\x1b[B",
        KeyCode::Right if key.alt => return b"\x1b[1;3C".to_vec(),
        KeyCode::Left if key.alt => return b"\x1b[1;3D".to_vec(),
        KeyCode::Right => "\x1b[C",
        KeyCode::Left => "\x1b[D",
        KeyCode::F(number) => {
            let codes = ["OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"];
            return [&[0x1b], codes[usize::from(number) - 1].as_bytes()].concat();
        }
        _ => "",
    };
    bytes.extend_from_slice(sequence.as_bytes());
    bytes
}
