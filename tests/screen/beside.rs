//! Folders beside the repository. Their texts belong to others, so they are not part of it. A test that reads one says
//! that it is skipped if the folder is absent.

use std::path::PathBuf;

/// Returns the folder `name` of `../shared`, if it is there.
pub fn beside(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    // A test's own output is shown where it matters; this is the one place that speaks of a skip.
    #[expect(clippy::print_stderr, reason = "people who run the tests should know what was not tested")]
    {
        eprintln!("skipped: there is no folder {}", folder.display());
    }
    None
}
