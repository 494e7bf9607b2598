//! The file `FOLDER` of a cache folder: the path of its folder of articles, and the time of the last use.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(super) const NAME: &str = crate::corpus::INDEX_FOLDER_FILE;

/// Start of the first line. The seconds since 1970 follow.
const USED: &str = crate::corpus::INDEX_FOLDER_START;

/// Contents of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FolderFile {
    pub(super) corpus: PathBuf,
    /// Time of the last use, in whole seconds.
    pub(super) last_used: SystemTime,
}

/// Writes the file. It is written under another name and then renamed, so that other processes never read half a file.
pub(super) fn write(cache: &Path, corpus: &Path, last_used: SystemTime) -> io::Result<()> {
    let seconds = last_used.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let mut bytes = format!("{USED}{seconds}\n").into_bytes();
    // The path is at the end of the file, because it may contain any byte, even a line end.
    bytes.extend_from_slice(corpus.as_os_str().as_encoded_bytes());
    replace(cache, NAME, &bytes)
}

/// Reads the file; `None` if it is missing or malformed.
pub(super) fn read(cache: &Path) -> Option<FolderFile> {
    crate::screen_thread::check("reading which folder a cache is of");
    let bytes = fs::read(cache.join(NAME)).ok()?;
    let line_end = memchr::memchr(b'\n', &bytes)?;
    let seconds = std::str::from_utf8(&bytes[..line_end]).ok()?.strip_prefix(USED)?.parse().ok()?;
    let last_used = UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    let corpus = PathBuf::from(path_of(&bytes[line_end + 1..])?);
    corpus.is_absolute().then_some(FolderFile { corpus, last_used })
}

/// Replaces the file `name` by one with these bytes in one step, so that it is never half written.
pub(super) fn replace(cache: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let new_file = cache.join(format!("{name}.{}", std::process::id()));
    crate::screen_thread::check("writing which folder a cache is of");
    let written = crate::private::create(&new_file)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&new_file, cache.join(name)));
    if written.is_err() {
        // The half-written file is useless. A failure to remove it is not reported.
        let _ = fs::remove_file(&new_file);
    }
    written
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere not every file of bytes is a path")]
fn path_of(bytes: &[u8]) -> Option<OsString> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec()))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<OsString> {
    String::from_utf8(bytes.to_vec()).ok().map(OsString::from)
}
