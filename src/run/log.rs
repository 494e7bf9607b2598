//! The log in the state directory: internal errors, for bug reports.
//!
//! Each start appends to the file of its day. The program opens the file itself, because the crates that rotate logs
//! leave its mode to the umask and print their errors on the terminal.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use tracing_subscriber::EnvFilter;

use crate::private;

/// The number of days whose logs are kept.
const FILES_MAX: usize = 3;

const PREFIX: &str = "newsreader.";
const SUFFIX: &str = ".log";

/// Starts the log in `state_dir`. If there is none or it cannot be written, there is no log: the program must not fail
/// because of its log, or mention it on the screen.
pub fn start(state_dir: Option<&Path>) {
    let Some(file) = state_dir.and_then(|state_dir| open(state_dir, Timestamp::now()).ok()) else {
        return;
    };
    // The HTML extraction logs texts of articles below the level `warn`; these must not be in the log.
    let filter = EnvFilter::new("warn,newsreader=info");
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(Arc::new(file))
        .with_ansi(false)
        // If the log cannot be written, nothing must be written to the terminal.
        .log_internal_errors(false)
        .finish();
    // A second start in the same process, as in tests, keeps the first log.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Opens the log of the day, and removes logs of older days beyond [`FILES_MAX`].
fn open(state_dir: &Path, now: Timestamp) -> io::Result<File> {
    crate::screen_thread::check("opening the log");
    private::make_folder(state_dir)?;
    let path = state_dir.join(format!("{PREFIX}{}{SUFFIX}", now.strftime("%F")));
    let file = private::open(&path, OpenOptions::new().append(true).create(true))?;
    let mut logs = logs(state_dir);
    // The names are in the order of the days.
    logs.sort();
    let n_old = logs.len().saturating_sub(FILES_MAX);
    for old in &logs[..n_old] {
        // A file that cannot be removed now is removed at a later start.
        let _ = fs::remove_file(old);
    }
    for log in &logs[n_old..] {
        // Earlier releases left the mode of the files to the umask.
        let _ = private::open(log, OpenOptions::new().read(true));
    }
    Ok(file)
}

/// Returns all logs in `state_dir`.
fn logs(state_dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(state_dir).into_iter().flatten().filter_map(Result::ok);
    let is_log = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        is_file && name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX)).is_some_and(is_day)
    };
    entries.filter(is_log).map(|entry| entry.path()).collect()
}

/// True if `text` is a day such as `2022-03-11`.
fn is_day(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn each_day_has_a_log_and_the_last_few_are_kept() {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("state/newsreader");
        let day = |day: i64| Timestamp::from_second(1_646_784_000 + day * 86_400).unwrap();
        for number in [0, 0, 1, 2, 3, 4] {
            writeln!(open(&state, day(number)).unwrap(), "day {number}").unwrap();
            fs::write(state.join("newsreader.mine.log"), "not a log").unwrap();
        }
        let kept = ["2022-03-11", "2022-03-12", "2022-03-13"].map(|day| format!("newsreader.{day}.log"));
        assert_eq!(names(&state)[..3], kept);
        assert_eq!(names(&state)[3..], ["newsreader.mine.log"]);
        assert_eq!(fs::read_to_string(state.join(&kept[2])).unwrap(), "day 4\n");
    }

    #[cfg(unix)]
    #[test]
    fn logs_are_the_users_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("newsreader");
        fs::create_dir(&state).unwrap();
        let old = state.join("newsreader.2022-03-08.log");
        fs::write(&old, "").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
        open(&state, Timestamp::from_second(1_646_784_000).unwrap()).unwrap();
        for path in [&old, &state.join("newsreader.2022-03-09.log")] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
        }
    }

    #[test]
    fn there_is_no_log_where_none_can_be_written() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("newsreader"), "").unwrap();
        assert!(open(&home.path().join("newsreader"), Timestamp::now()).is_err());
        assert!(open(&home.path().join("newsreader/deep"), Timestamp::now()).is_err());
    }
}
