//! The log, in the state directory: what went wrong inside, for a report of a fault.

use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// How many days of logs are kept.
const FILES_MAX: usize = 3;

/// Starts the log in `state_dir`. Without one, or where it cannot be written, there is none: a reader
/// must not fail for its log.
pub fn start(state_dir: Option<&Path>) {
    let Some(state_dir) = state_dir else {
        return;
    };
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("newsreader")
        .filename_suffix("log")
        .max_log_files(FILES_MAX)
        .build(state_dir);
    let Ok(appender) = appender else {
        return;
    };
    // The extraction of HTML logs the text of articles below `warn`, which is nobody's business.
    let filter = EnvFilter::new("warn,newsreader=info");
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(appender)
        .with_ansi(false)
        // A log that cannot be written is no reason to write to the terminal.
        .log_internal_errors(false)
        .finish();
    // A second start in one process, as tests make, keeps the first log.
    let _ = tracing::subscriber::set_global_default(subscriber);
}
