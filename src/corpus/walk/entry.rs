//! What an entry of a folder is by its name, its place and its kind.

use std::ffi::OsStr;
use std::fs::FileType;
use std::path::Path;

use crate::corpus::Options;
use crate::corpus::globs::Globs;

/// Beside which endings of a saved page's folder its page stands: `Page_files` and `Page.html`.
/// Browsers name the folder in the language of their user.
const PAGE_FOLDER_ENDINGS: [&str; 7] =
    ["_files", "_Dateien", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_file"];

const PAGE_ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// Why a file or folder is left out because of its name or its place.
pub(super) fn judge_name(path: &Path, is_folder: bool, options: &Options, globs: &Globs) -> Option<String> {
    let excluded = if is_folder { globs.excludes_folder(path) } else { globs.excludes_file(path) };
    if excluded.is_some() {
        return excluded;
    }
    // A name such as `..txt` is an odd one, and nobody hides a file so.
    let is_hidden = path.file_name().is_some_and(|name| {
        let name = name.as_encoded_bytes();
        name.starts_with(b".") && !name.starts_with(b"..")
    });
    (is_hidden && !options.hidden).then(|| "hidden; hidden = true in [corpus] reads it".to_owned())
}

/// Why a folder is left out that belongs to a page: `folder` holds the pictures and scripts of a saved one.
pub(super) fn judge_page_folder(folder: &Path, is_there: impl Fn(&Path) -> bool) -> Option<String> {
    let name = folder.file_name().and_then(OsStr::to_str)?;
    let stem = PAGE_FOLDER_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?;
    PAGE_ENDINGS.iter().find_map(|ending| {
        let page = format!("{stem}.{ending}");
        is_there(&folder.with_file_name(&page))
            .then(|| format!("belongs to the saved page {}", crate::text::safe::safe_line(&page)))
    })
}

/// What an entry is that is neither a file nor a folder nor a link.
#[cfg(unix)]
pub(super) fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

/// What an entry is that is neither a file nor a folder nor a link.
#[cfg(not(unix))]
pub(super) fn special_kind(_: FileType) -> &'static str {
    "not a file"
}
