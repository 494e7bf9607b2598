//! The file that keys come from: it is waited for and read, and it tells when the terminal is gone.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// More than a key or a report; a paste arrives in as many pieces as it takes.
const READ_BYTES: usize = 1024;

/// The terminal's input.
#[derive(Debug)]
pub struct Tty {
    file: File,
    bytes: [u8; READ_BYTES],
}

/// The outcome of a wait for input.
#[derive(Debug, PartialEq, Eq)]
pub enum Input<'bytes> {
    /// These bytes came.
    Bytes(&'bytes [u8]),
    /// Nothing came in time.
    Nothing,
    /// The terminal hung up, or cannot be read any more. Nothing will ever come.
    HungUp,
}

impl Tty {
    /// Opens standard input where it is a terminal, else the terminal that controls the program: keys can be read
    /// while standard input is a pipe.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        let file =
            if stdin.is_terminal() { File::from(stdin.as_fd().try_clone_to_owned()?) } else { File::open("/dev/tty")? };
        Ok(Self { file, bytes: [0; READ_BYTES] })
    }

    /// Waits for input: at most for `patience`, or without it as long as nothing comes, which takes no processor
    /// time.
    pub fn read(&mut self, patience: Option<Duration>) -> Input<'_> {
        let Some(ready) = self.wait(patience) else {
            return Input::Nothing;
        };
        // A terminal that hung up has the keys from before it first.
        loop {
            match self.file.read(&mut self.bytes) {
                Ok(0) if ready.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => return Input::HungUp,
                // Ctrl-D, in the moment between a pause of the program and the raw mode.
                Ok(0) => return Input::Nothing,
                Ok(n_bytes) => return Input::Bytes(&self.bytes[..n_bytes]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // Standard input is shared with other programs, one of which made reading not wait.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Input::Nothing,
                Err(_) => return Input::HungUp,
            }
        }
    }

    /// Waits until there is something to read, or nothing will ever be. Where the file cannot be waited for, reading
    /// waits.
    fn wait(&self, patience: Option<Duration>) -> Option<PollFlags> {
        let timeout = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let mut waits = [PollFd::new(&self.file, PollFlags::IN)];
        loop {
            match poll(&mut waits, timeout.as_ref()) {
                Ok(0) => return None,
                Ok(_) => return Some(waits[0].revents()),
                Err(Errno::INTR) => {}
                Err(_) => return Some(PollFlags::NVAL),
            }
        }
    }
}
