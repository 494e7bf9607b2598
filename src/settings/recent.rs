//! The list of recent folders: a small text file in the state directory, with one path in each line.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::private;

/// The number of folders that are kept: as many as fit in a list without scrolling at 24 lines.
const N_KEPT: usize = 20;

const FILE_NAME: &str = "recent-folders.txt";

/// Reads the list, newest first. It is empty if it cannot be read, or if another user can write to its folder.
pub fn read(state_dir: &Path) -> Vec<PathBuf> {
    crate::screen_thread::check("reading the list of recent folders");
    if private::check_folder(state_dir).is_err() {
        return Vec::new();
    }
    let text = fs::read_to_string(state_dir.join(FILE_NAME)).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty()).take(N_KEPT).map(PathBuf::from).collect()
}

/// Moves `folder`, which should be absolute, to the head of the list, and returns the list.
///
/// The list is written to another file, which is renamed into place, so that two processes at once leave one complete
/// list. Callers only log an error.
pub fn remember(state_dir: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = read(state_dir);
    // A path that is not Unicode or has a line end cannot be a line of a text file.
    if folder.to_str().is_none_or(|text| text.contains('\n')) {
        return Ok(folders);
    }
    folders.retain(|other| other != folder);
    folders.insert(0, folder.to_path_buf());
    folders.truncate(N_KEPT);
    let mut text = String::new();
    for folder in &folders {
        text.push_str(&folder.to_string_lossy());
        text.push('\n');
    }
    private::make_folder(state_dir)?;
    let new_file = state_dir.join(format!("{FILE_NAME}.{}", std::process::id()));
    let written = private::create(&new_file)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&new_file, state_dir.join(FILE_NAME)));
    if let Err(error) = written {
        // The incomplete file is useless. If it cannot be removed either, there is nothing else to report.
        let _ = fs::remove_file(&new_file);
        return Err(error);
    }
    Ok(folders)
}
