//! Limits that the system sets to the process, which are to end in errors and not in the end of the program.

use std::sync::Arc;

use signal_hook::consts::SIGXFSZ;

/// A file that would grow beyond the limit of its size (`ulimit -f`) makes its write fail, where the signal would
/// otherwise end the program.
pub fn fail_at_file_size_limit() {
    // Whoever cannot be told of the signal has lost nothing but that.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}
