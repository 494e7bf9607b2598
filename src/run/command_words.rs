//! Commands of other programs, as settings and variables give them, in words.

use std::ffi::{OsStr, OsString};

/// The words of a command, with quotation marks and backslashes as a shell has them. `None` where a quotation mark is
/// not closed.
#[cfg(unix)]
pub(super) fn words(command: &OsStr) -> Option<Vec<OsString>> {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let words = shlex::bytes::split(command.as_bytes())?;
    Some(words.into_iter().map(OsString::from_vec).collect())
}

/// The words of a command, with quotation marks as a shell has them. `None` where one is not closed.
#[cfg(not(unix))]
pub(super) fn words(command: &OsStr) -> Option<Vec<OsString>> {
    // Here a backslash is a part of paths.
    let words = shlex::split(&command.to_string_lossy().replace('\\', "\\\\"))?;
    Some(words.into_iter().map(OsString::from).collect())
}

/// The reason why a program could not be started, as the end of a sentence without a full stop.
pub(super) fn why_not_started(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such program".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be run".to_owned(),
        _ => crate::corpus::plain_reason(error).into_owned(),
    }
}

/// A command or a program in a sentence.
pub(super) fn shown(command: &OsStr) -> String {
    format!("“{}”", crate::text::safe::safe_line(&command.to_string_lossy()))
}
