//! Handles limits that the system sets for the process, so that they cause errors and do not end the program.

use std::sync::Arc;

use signal_hook::consts::SIGXFSZ;

/// Makes a write fail if its file would exceed the size limit (`ulimit -f`). Without this, a signal would end the
/// program.
pub fn fail_at_file_size_limit() {
    // If the handler cannot be registered, only this protection is missing.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}
