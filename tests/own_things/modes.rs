//! The index is the user's alone, whatever the umask and whatever was there before.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::PathBuf;

use super::desk::{Desk, LIST};

/// Somebody else.
const OTHER: u32 = 12345;

/// The paths below `folder` that anyone but their owner has rights to, with their modes.
fn open_to_others(desk: &Desk, folder: &str) -> Vec<(PathBuf, String)> {
    let open = |path: PathBuf| {
        let mode = fs::symlink_metadata(&path).unwrap().mode();
        (mode & 0o077 != 0).then(|| (path, format!("{:o}", mode & 0o7777)))
    };
    desk.below(folder).into_iter().filter_map(open).collect()
}

#[test]
fn an_index_is_the_users_alone_whatever_the_umask() {
    for umask in ["000", "022", "077", "277", "777"] {
        let desk = Desk::new().with("XDG_CACHE_HOME", "home/cache");
        let script = format!("umask {umask}; exec \"$0\" list -d news");
        let output =
            desk.command_of("/bin/sh").args(["-c", &script, env!("CARGO_BIN_EXE_newsreader")]).output().unwrap();
        desk.said(&output).check(LIST, "", 0);
        assert!(desk.below("home").len() > 10, "{:?}", desk.below("home"));
        assert_eq!(open_to_others(&desk, "home"), [], "with the umask {umask}");
        for path in desk.below("home") {
            let mode = fs::metadata(&path).unwrap().mode() & 0o7777;
            assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{} with the umask {umask}", path.display());
        }
    }
}

#[test]
fn an_index_that_was_open_to_others_is_closed() {
    let desk = Desk::new();
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    for path in desk.below("cache/newsreader") {
        let mode = if path.is_dir() { 0o777 } else { 0o666 };
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    assert_eq!(open_to_others(&desk, "cache/newsreader"), []);
    // A file alone as well, in a folder that is closed.
    let file = desk.below("cache/newsreader").into_iter().find(|path| path.is_file()).unwrap();
    fs::set_permissions(file, Permissions::from_mode(0o644)).unwrap();
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    assert_eq!(open_to_others(&desk, "cache/newsreader"), []);
}

#[test]
fn the_list_of_recent_folders_is_the_users_alone() {
    let desk = Desk::new();
    let state = desk.path("state/newsreader");
    desk.make("state/newsreader");
    fs::set_permissions(&state, Permissions::from_mode(0o777)).unwrap();
    newsreader::settings::recent::remember(&state, &desk.path("news")).unwrap();
    assert_eq!(newsreader::settings::recent::read(&state), [desk.path("news")]);
    assert_eq!(open_to_others(&desk, "state/newsreader"), []);
}

#[test]
fn a_cache_that_is_another_users_is_refused() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only the superuser can make what is another user's");
        return;
    }
    let desk = Desk::new();
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    let cache = desk.path("cache/newsreader");
    chown(&cache, Some(OTHER), Some(OTHER)).unwrap();
    let before = desk.below("cache");
    let refused = "no index in ~/cache/newsreader is used: HOME/cache/newsreader belongs to another user";
    for arguments in [&["list", "-d", "news"][..], &["list", "-d", "news"]] {
        desk.run(arguments).check(LIST, &format!("newsreader: {refused}\n"), 0);
    }
    for arguments in
        [&["index", "status"][..], &["index", "rebuild"], &["index", "clear"], &["index", "clear", "--all"]]
    {
        let said = desk.run(arguments.iter().chain(&["-d", "news"]));
        said.check("", &format!("newsreader: {refused}; XDG_CACHE_HOME can name another place\n"), 3);
    }
    assert_eq!(desk.below("cache"), before, "nothing is made or removed in it");
    // A link of another user's that leads to a folder of one's own.
    let desk = Desk::new();
    desk.make("own");
    std::os::unix::fs::symlink(desk.path("own"), desk.path("link")).unwrap();
    std::os::unix::fs::lchown(desk.path("link"), Some(OTHER), Some(OTHER)).unwrap();
    let desk = desk.with("XDG_CACHE_HOME", "link");
    let refused = "newsreader: no index in ~/link/newsreader is used: HOME/link belongs to another user\n";
    desk.run(["list", "-d", "news"]).check(LIST, refused, 0);
    assert_eq!(desk.below("own").len(), 1, "nothing is made behind it");
    // The list of recent folders is neither read nor written there.
    let state = desk.path("state/newsreader");
    newsreader::settings::recent::remember(&state, &desk.path("news")).unwrap();
    chown(&state, Some(OTHER), Some(OTHER)).unwrap();
    assert!(newsreader::settings::recent::read(&state).is_empty());
    let error = newsreader::settings::recent::remember(&state, &desk.path("news")).unwrap_err();
    assert!(error.to_string().ends_with("state/newsreader belongs to another user"), "{error}");
}

#[test]
fn a_cache_in_a_folder_that_all_may_write_to_is_refused() {
    let desk = Desk::new().with("XDG_CACHE_HOME", "shared");
    desk.make("shared");
    fs::set_permissions(desk.path("shared"), Permissions::from_mode(0o777)).unwrap();
    let refused = "newsreader: no index in ~/shared/newsreader is used: other users may write to HOME/shared\n";
    desk.run(["list", "-d", "news"]).check(LIST, refused, 0);
    assert_eq!(desk.below("shared").len(), 1);
    // As /tmp is.
    fs::set_permissions(desk.path("shared"), Permissions::from_mode(0o1777)).unwrap();
    desk.run(["list", "-d", "news"]).check(LIST, "", 0);
    assert_eq!(open_to_others(&desk, "shared/newsreader"), []);
}
