//! The file that keys are read from: waits for input, reads it, and reports a closed terminal.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

/// The size of one read: more than a key or a report. A paste takes several reads.
const READ_BYTES: usize = 1024;

#[derive(Debug)]
pub struct Tty {
    file: File,
    bytes: [u8; READ_BYTES],
}

/// The result of a wait for input.
#[derive(Debug, PartialEq, Eq)]
pub enum Input<'bytes> {
    /// The bytes that arrived.
    Bytes(&'bytes [u8]),
    /// Nothing arrived in time.
    Nothing,
    /// The terminal hung up or cannot be read any more. No further input will arrive.
    HungUp,
}

impl Tty {
    /// Opens standard input if it is a terminal, else the controlling terminal, so that keys can be read while standard
    /// input is a pipe.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        let file =
            if stdin.is_terminal() { File::from(stdin.as_fd().try_clone_to_owned()?) } else { File::open("/dev/tty")? };
        Ok(Self { file, bytes: [0; READ_BYTES] })
    }

    /// Waits for input: at most for `patience`, or without limit. Waiting takes no processor time.
    pub fn read(&mut self, patience: Option<Duration>) -> Input<'_> {
        let Some(ready) = self.wait(patience) else {
            return Input::Nothing;
        };
        // After a hang-up, the keys from before it are read first.
        loop {
            match self.file.read(&mut self.bytes) {
                Ok(0) if ready.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => return Input::HungUp,
                // Ctrl-D, between the continuation of the program and raw mode.
                Ok(0) => return Input::Nothing,
                Ok(n_bytes) => return Input::Bytes(&self.bytes[..n_bytes]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // Standard input is shared with other programs, and one of them has made it non-blocking.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Input::Nothing,
                Err(_) => return Input::HungUp,
            }
        }
    }

    /// Waits until there is input or there can be none any more. If the file does not support polling, reading blocks
    /// instead.
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
