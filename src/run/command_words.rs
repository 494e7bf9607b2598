//! Splits commands of other programs, from settings and variables, into words.

use std::ffi::{OsStr, OsString};

/// Splits a command into words, with quotation marks and backslashes as in a shell. `None` if a quotation mark is not
/// closed.
#[cfg(unix)]
pub(super) fn words(command: &OsStr) -> Option<Vec<OsString>> {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let words = shlex::bytes::split(command.as_bytes())?;
    Some(words.into_iter().map(OsString::from_vec).collect())
}

/// Splits a command into words, with quotation marks as in a shell. `None` if a quotation mark is not closed.
#[cfg(not(unix))]
pub(super) fn words(command: &OsStr) -> Option<Vec<OsString>> {
    // On these systems a backslash is a part of paths.
    let words = shlex::split(&command.to_string_lossy().replace('\\', "\\\\"))?;
    Some(words.into_iter().map(OsString::from).collect())
}

/// Returns the reason why a program could not be started, as the end of a sentence without a full stop.
pub(super) fn why_not_started(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such program".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be run".to_owned(),
        _ => crate::corpus::plain_reason(error).into_owned(),
    }
}

/// Formats a command or a program for a sentence.
pub(super) fn shown(command: &OsStr) -> String {
    format!("“{}”", crate::text::safe::safe_line(&command.to_string_lossy()))
}
