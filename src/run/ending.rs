//! The signal that ends the program, for code that would otherwise wait for a terminal that nobody reads.

use std::io::{self, PipeReader, PipeWriter, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI32, Ordering};

/// No signal has this number.
const NO_SIGNAL: i32 = 0;

static SIGNAL: AtomicI32 = AtomicI32::new(NO_SIGNAL);
/// Can be read from once the program ends, so that a wait for something else can wait for that too.
static PIPE: OnceLock<(PipeReader, PipeWriter)> = OnceLock::new();

/// Makes the pipe. Without it nothing can wait for the end.
pub fn prepare() -> io::Result<()> {
    let pipe = io::pipe()?;
    // It stays for as long as the process.
    let _ = PIPE.set(pipe);
    Ok(())
}

/// Ends every wait for the terminal from now on.
pub fn announce(signal: i32) {
    SIGNAL.store(signal, Ordering::SeqCst);
    if let Some((_, writer)) = PIPE.get() {
        let _ = (&*writer).write_all(&[0]);
    }
}

/// The signal that ends the program, if one does.
pub fn signal() -> Option<i32> {
    Some(SIGNAL.load(Ordering::SeqCst)).filter(|signal| *signal != NO_SIGNAL)
}

/// The end of the pipe that is ready once the program ends.
pub fn pipe() -> Option<BorrowedFd<'static>> {
    PIPE.get().map(|(reader, _)| reader.as_fd())
}
