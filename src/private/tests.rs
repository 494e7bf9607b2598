//! Tests: folders are created, closed to others and refused. Only the superuser can create what belongs to another
//! user.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::PathBuf;

use super::*;

/// The id of another user.
const OTHER: u32 = 12345;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Returns a folder for a test, with its path as error messages show it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let path = fs::canonicalize(home.path()).unwrap();
    (home, path)
}

/// Returns the error that refuses a folder, with the test's own folder replaced by `HOME`.
fn refusal(home: &Path, path: &Path) -> String {
    let error = make_folder(path).unwrap_err();
    assert!(is_refusal(&error), "{error}");
    let checked = check_folder(path).unwrap_err();
    assert_eq!(checked.to_string(), error.to_string());
    error.to_string().replace(&*home.to_string_lossy(), "HOME")
}

#[test]
fn what_is_made_is_the_users_alone() {
    let (_home, home) = place();
    let folder = home.join(".cache/newsreader/clips");
    make_folder(&folder).unwrap();
    for path in [&folder, folder.parent().unwrap(), &home.join(".cache")] {
        assert_eq!(mode(path), 0o700, "{}", path.display());
    }
    create(&folder.join("LOCK")).unwrap();
    assert_eq!(mode(&folder.join("LOCK")), 0o600);
}

#[test]
fn what_was_open_to_others_is_closed() {
    let (_home, home) = place();
    let folder = home.join("newsreader");
    fs::create_dir_all(folder.join("clips")).unwrap();
    fs::write(folder.join("clips/CURRENT"), "").unwrap();
    fs::write(home.join("elsewhere"), "").unwrap();
    symlink(home.join("elsewhere"), folder.join("link")).unwrap();
    for (path, is) in [("newsreader", 0o777), ("newsreader/clips", 0o775), ("newsreader/clips/CURRENT", 0o644)] {
        set_mode(&home.join(path), is);
    }
    set_mode(&home.join("elsewhere"), 0o644);
    make_folder(&folder).unwrap();
    for (path, is) in
        [("newsreader", 0o700), ("newsreader/clips", 0o700), ("newsreader/clips/CURRENT", 0o600), ("elsewhere", 0o644)]
    {
        assert_eq!(mode(&home.join(path)), is, "{path}");
    }
    // A folder that its owner may not write stays that way.
    set_mode(&folder, 0o555);
    make_folder(&folder).unwrap();
    assert_eq!(mode(&folder), 0o500);
    set_mode(&folder, 0o700);
    set_mode(&folder.join("clips/CURRENT"), 0o666);
    open(&folder.join("clips/CURRENT"), OpenOptions::new().read(true)).unwrap();
    assert_eq!(mode(&folder.join("clips/CURRENT")), 0o600);
}

#[test]
fn a_folder_that_others_can_replace_is_refused() {
    let (_home, home) = place();
    let shared = home.join("shared");
    fs::create_dir(&shared).unwrap();
    set_mode(&shared, 0o777);
    let folder = shared.join("newsreader");
    assert_eq!(refusal(&home, &folder), "other users may write to HOME/shared");
    assert!(!folder.exists(), "nothing is made in it");
    assert_eq!(refusal(&home, &shared.join("deep/newsreader")), "other users may write to HOME/shared");
    // The mode of /tmp.
    set_mode(&shared, 0o1777);
    make_folder(&folder).unwrap();
    assert_eq!(mode(&folder), 0o700);
}

#[test]
fn a_link_of_ones_own_is_followed() {
    let (_home, home) = place();
    fs::create_dir(home.join("disk")).unwrap();
    symlink("disk", home.join(".cache")).unwrap();
    make_folder(&home.join(".cache/newsreader")).unwrap();
    assert_eq!(mode(&home.join("disk/newsreader")), 0o700);
}

#[test]
fn what_is_another_users_is_refused() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only the superuser can make what is another user's");
        return;
    }
    let (_home, home) = place();
    let folder = home.join("newsreader");
    fs::create_dir(&folder).unwrap();
    chown(&folder, Some(OTHER), Some(OTHER)).unwrap();
    assert_eq!(refusal(&home, &folder), "HOME/newsreader belongs to another user");
    assert_eq!(mode(&folder), 0o755 & mode(&folder), "it is left as it is");
    // A link of another user, though it leads to a folder of the user.
    fs::create_dir(home.join("own")).unwrap();
    let link = home.join("link");
    symlink(home.join("own"), &link).unwrap();
    std::os::unix::fs::lchown(&link, Some(OTHER), Some(OTHER)).unwrap();
    assert_eq!(refusal(&home, &link), "HOME/link belongs to another user");
    assert_eq!(refusal(&home, &link.join("newsreader")), "HOME/link belongs to another user");
    // A link of the user to that link.
    symlink(&link, home.join("link-to-link")).unwrap();
    assert_eq!(refusal(&home, &home.join("link-to-link/newsreader")), "HOME/link belongs to another user");
    // A folder in another user's folder.
    let theirs = home.join("theirs");
    fs::create_dir_all(theirs.join("newsreader")).unwrap();
    chown(&theirs, Some(OTHER), None).unwrap();
    assert_eq!(refusal(&home, &theirs.join("newsreader")), "HOME/theirs belongs to another user");
    // A folder that a group of others may write to.
    let group = home.join("group");
    fs::create_dir(&group).unwrap();
    chown(&group, None, Some(OTHER)).unwrap();
    set_mode(&group, 0o775);
    assert_eq!(refusal(&home, &group.join("newsreader")), "other users may write to HOME/group");
    assert!(!group.join("newsreader").exists());
}
