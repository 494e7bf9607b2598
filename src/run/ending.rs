//! The signal that ends the program, for code that waits for a terminal that may no longer respond.

use std::io::{self, PipeReader, PipeWriter, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI32, Ordering};

/// The value for no signal; no signal has this number.
const NO_SIGNAL: i32 = 0;

static SIGNAL: AtomicI32 = AtomicI32::new(NO_SIGNAL);
/// A pipe that becomes readable when the program ends, so that code can wait for the end and something else at once.
static PIPE: OnceLock<(PipeReader, PipeWriter)> = OnceLock::new();

/// Creates the pipe. Without it nothing can wait for the end.
pub fn prepare() -> io::Result<()> {
    let pipe = io::pipe()?;
    // The pipe is never closed.
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

/// Returns the signal that ends the program, if any.
pub fn signal() -> Option<i32> {
    Some(SIGNAL.load(Ordering::SeqCst)).filter(|signal| *signal != NO_SIGNAL)
}

/// Returns the end of the pipe that becomes readable when the program ends.
pub fn pipe() -> Option<BorrowedFd<'static>> {
    PIPE.get().map(|(reader, _)| reader.as_fd())
}
