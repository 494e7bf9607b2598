//! Writes to the terminal. Writes wait for room, but not once a signal ends the program.
//!
//! A blocking write to a terminal that nobody reads would never return, and the program could not end. So the terminal
//! is opened a second time in non-blocking mode: the mode of standard output itself is shared with the shell.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::stdio::stdout;
use rustix::termios::{QueueSelector, tcflush};

use crate::run::ending;

/// True while the program uses the terminal.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);
/// The terminal of standard output, opened in non-blocking mode. `None` if it cannot be opened by name.
static TERMINAL: OnceLock<Option<OwnedFd>> = OnceLock::new();

/// Allows [`Output`] to write.
pub fn take() {
    IS_TAKEN.store(true, Ordering::SeqCst);
}

/// Forbids [`Output`] to write. Returns false if that was already forbidden.
pub fn release() -> bool {
    IS_TAKEN.swap(false, Ordering::SeqCst)
}

/// Returns the terminal, or standard output if the terminal cannot be opened.
pub fn terminal() -> BorrowedFd<'static> {
    TERMINAL.get_or_init(open).as_ref().map_or_else(stdout, |terminal| terminal.as_fd())
}

fn open() -> Option<OwnedFd> {
    let name = rustix::termios::ttyname(stdout(), Vec::new()).ok()?;
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    rustix::fs::open(name, flags, Mode::empty()).ok()
}

/// The writer of the screen. It fails once the terminal has been given back or a signal ends the program.
#[derive(Debug)]
pub struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            // The rest of a frame must not follow the sequences that restore the terminal.
            if ending::signal().is_some() || !IS_TAKEN.load(Ordering::SeqCst) {
                return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the terminal is given back"));
            }
            match rustix::io::write(terminal(), bytes) {
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => wait_for_room()?,
                outcome => return Ok(outcome?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the sequences that restore the terminal.
///
/// If a signal ends the program and nobody reads the terminal, its pending output is dropped to make room.
pub fn write_last(bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() && ending::signal().is_none() {
        match rustix::io::write(terminal(), rest) {
            Ok(n_bytes) => rest = &rest[n_bytes..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => wait_for_room()?,
            Err(error) => return Err(error.into()),
        }
    }
    if rest.is_empty() {
        return Ok(());
    }
    write_without_waiting(bytes)
}

fn write_without_waiting(bytes: &[u8]) -> io::Result<()> {
    for _ in 0..2 {
        if has_room() {
            match rustix::io::write(terminal(), bytes) {
                Ok(n_bytes) if n_bytes == bytes.len() => return Ok(()),
                Ok(_) | Err(Errno::AGAIN | Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        tcflush(terminal(), QueueSelector::OFlush)?;
    }
    Err(io::ErrorKind::WouldBlock.into())
}

fn has_room() -> bool {
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut [PollFd::new(&terminal(), PollFlags::OUT)], Some(&now)).is_ok_and(|n_ready| n_ready > 0)
}

/// Waits until the terminal accepts more bytes, or a signal ends the program.
fn wait_for_room() -> io::Result<()> {
    let terminal = terminal();
    let mut waits = vec![PollFd::new(&terminal, PollFlags::OUT)];
    let ending = ending::pipe();
    waits.extend(ending.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
    match poll(&mut waits, None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
