//! The program at a terminal that does not control it: no signal says that this terminal hangs up. What the program
//! writes waits until the test reads it.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

use super::harness::{Emulator, PATIENCE, assert_given_back, send_signal};

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;
/// A program that takes no key for so long waits for something else.
const NO_KEY_TAKEN: Duration = Duration::from_secs(2);

/// The program, and the other end of its terminal.
pub struct BareTerminal {
    master: File,
    emulator: Emulator,
    child: Child,
}

impl BareTerminal {
    /// Starts the program in a session of its own, without a terminal that controls it and with the hang-up signal
    /// ignored.
    pub fn start() -> Self {
        let (master, terminal) = terminal();
        let mut command = Command::new("setsid");
        command.args(["sh", "-c", "trap '' HUP; exec \"$0\"", env!("CARGO_BIN_EXE_newsreader")]);
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            command.env(name, "/nonexistent");
        }
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color").env("NEWSREADER_UI_THEME", "ink");
        for stdio in [Command::stdin, Command::stdout, Command::stderr] {
            stdio(&mut command, terminal.try_clone().expect("another handle"));
        }
        let child = command.spawn().expect("setsid starts the program");
        Self { master: File::from(master), emulator: Emulator::new(COLUMNS, ROWS), child }
    }

    /// Reads what is written until a text stands on the screen.
    pub fn wait_for(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.emulator.screen().contents().contains(text) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(is_ready(&self.master, PollFlags::IN, left), "{text}:\n{}", self.emulator.screen().contents());
            assert!(self.read(), "the program ended while waiting for {text}");
        }
    }

    /// Reads what waits. Returns false at the end.
    fn read(&mut self) -> bool {
        let mut bytes = [0; 4096];
        match self.master.read(&mut bytes) {
            Ok(n_bytes @ 1..) => {
                self.emulator.process(&bytes[..n_bytes]);
                true
            }
            // The end of a terminal is an error.
            _ => false,
        }
    }

    /// Makes the program write, and reads nothing of it, until it takes no more keys because it waits for room.
    pub fn fill(&mut self) {
        while is_ready(&self.master, PollFlags::OUT, NO_KEY_TAKEN) {
            // Ctrl-L paints the whole screen anew.
            self.master.write_all(b"\x0c").expect("the terminal takes keys");
        }
    }

    pub fn signal(&mut self, name: &str) {
        send_signal(name, self.child.id());
    }

    /// Closes the terminal under the program. Returns the program's end.
    pub fn hung_up(self) -> ExitStatus {
        let Self { master, child, .. } = self;
        drop(master);
        ended(child)
    }

    /// Waits for the program's end without reading anything, then checks what it left.
    pub fn ended_unread(self) -> ExitStatus {
        let Self { master, emulator, child } = self;
        let status = ended(child);
        let mut rest = Self { master, emulator, child: Command::new("true").spawn().expect("true starts") };
        let modes = tcgetattr(&rest.master).expect("the settings of the terminal").local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO), "the terminal is left raw");
        while rest.read() {}
        rest.child.wait().expect("true ends");
        assert_given_back(rest.emulator.screen());
        status
    }
}

/// A terminal: its own end, and the end for the program.
fn terminal() -> (OwnedFd, OwnedFd) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a terminal");
    grantpt(&master).and_then(|()| unlockpt(&master)).expect("the terminal can be used");
    let name = ptsname(&master, Vec::new()).expect("the terminal has a name");
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let path = std::ffi::OsStr::from_bytes(name.to_bytes());
    let terminal = rustix::fs::open(path, flags, Mode::empty()).expect("the terminal opens");
    let size = Winsize { ws_col: COLUMNS, ws_row: ROWS, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&terminal, size).expect("the terminal takes a size");
    (master, terminal)
}

fn is_ready(file: &impl AsFd, flags: PollFlags, patience: Duration) -> bool {
    let timeout = Timespec::try_from(patience).expect("a short time");
    poll(&mut [PollFd::new(file, flags)], Some(&timeout)).expect("the terminal can be waited for") > 0
}

fn ended(mut child: Child) -> ExitStatus {
    let process = child.id();
    let (sender, end) = channel();
    std::thread::spawn(move || sender.send(child.wait().expect("the program ends")));
    end.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        send_signal("KILL", process);
        panic!("the program does not end");
    })
}
