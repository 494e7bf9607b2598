//! Folders beside the repository: their texts belong to others, so they are not part of it, and the tests that read
//! them say that they skip where they are absent.

use std::path::PathBuf;

/// The folder `name` of `../shared`, where it is.
pub fn beside(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    // A test's own output is shown where it matters; this is the one place that speaks of a skip.
    #[expect(clippy::print_stderr, reason = "who runs the tests should know what was not tested")]
    {
        eprintln!("skipped: there is no folder {}", folder.display());
    }
    None
}
