//! Finds the files of a folder: each is a file to read, a problem, or set aside with its reason.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, DirEntry};

use super::file_state::FileState;
use super::globs::Globs;
use super::{Corpus, Options, SAMPLE};
use crate::article::{Problem, Severity};

mod entry;
mod folders;
mod left_out;
mod outcome;
#[cfg(target_os = "linux")]
mod system_views;

use entry::{judge_name, judge_page_folder};
use folders::{FolderWalk, Visit};

pub use outcome::WalkOutcome;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path, relative to the folder of the corpus.
    pub path: Arc<Path>,
    /// The state in which the walk found the file.
    pub state: FileState,
}

/// A finding of a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalkItem {
    /// A file to read.
    File(File),
    /// A folder that cannot be read, or an entry that is set aside.
    Problem(Problem),
}

/// A file that was found in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// The name in its folder.
    pub name: OsString,
    /// The state in which the walk found the file.
    pub state: FileState,
}

/// Receives the findings of a walk, from several threads. A walk ends early if either method returns `false`.
pub trait Visitor: Sync {
    /// Receives files of one folder, sorted by name. `folder` is relative to the folder of the corpus.
    ///
    /// Only a few files come in one call, so a folder takes several calls. The calls of a large folder come in any
    /// order.
    fn files(&self, folder: &Path, files: &[FoundFile]) -> bool;

    /// Receives a folder that cannot be read, or an entry that is set aside.
    fn problem(&self, problem: Problem) -> bool;
}

/// Passes on each file by itself.
struct EachFile<'visit>(&'visit (dyn Fn(WalkItem) -> bool + Sync));

impl Visitor for EachFile<'_> {
    fn files(&self, folder: &Path, files: &[FoundFile]) -> bool {
        files
            .iter()
            .all(|file| self.0(WalkItem::File(File { path: folder.join(&file.name).into(), state: file.state })))
    }

    fn problem(&self, problem: Problem) -> bool {
        self.0(WalkItem::Problem(problem))
    }
}

/// Walks the corpus and passes all findings to `visit`, from several threads and in any order.
///
/// The walk ends early if `visit` returns `false`. Files named in `.gitignore` and similar lists are read too: such
/// lists name the files of a program, and do not decide what is news.
pub fn walk(corpus: &Corpus, options: &Options, visit: &(dyn Fn(WalkItem) -> bool + Sync)) -> WalkOutcome {
    walk_by_folder(corpus, None, options, &EachFile(visit))
}

/// Walks only these paths of the corpus, relative to its folder, and everything below those that are folders.
///
/// `visit` receives the same findings as from [`walk()`]. If a path has no finding and [`WalkOutcome::has_seen`] is
/// true for it, it is no longer in the corpus. The sample and a file in memory never change, so nothing of them is
/// passed on.
pub fn walk_only(
    corpus: &Corpus,
    paths: &BTreeSet<PathBuf>,
    options: &Options,
    visit: &(dyn Fn(WalkItem) -> bool + Sync),
) -> WalkOutcome {
    walk_by_folder(corpus, Some(paths), options, &EachFile(visit))
}

/// Does the same as [`walk()`] if `paths` is `None`, otherwise the same as [`walk_only`]. The files of a folder are
/// passed on in groups, sorted by name.
pub fn walk_by_folder(
    corpus: &Corpus,
    paths: Option<&BTreeSet<PathBuf>>,
    options: &Options,
    visitor: &dyn Visitor,
) -> WalkOutcome {
    let globs = globs(options, visitor);
    let goes_on = match (corpus, paths) {
        (Corpus::Folder(folder), None) => return FolderWalk::new(folder, options, &globs, Visit::All(visitor)).all(),
        (Corpus::Folder(folder), Some(paths)) => {
            return FolderWalk::new(folder, options, &globs, Visit::All(visitor)).only(paths);
        }
        (_, Some(paths)) => return WalkOutcome { unread: paths.clone(), ..WalkOutcome::default() },
        (Corpus::Memory(file), None) => visit_file(visitor, &file.name, file.bytes.len()),
        (Corpus::Sample, None) => walk_sample(&SAMPLE, options, &globs, visitor),
    };
    WalkOutcome { was_stopped: !goes_on, ..WalkOutcome::default() }
}

/// Passes on a file that is in memory.
fn visit_file(visitor: &dyn Visitor, path: &Path, n_bytes: usize) -> bool {
    let (folder, name) = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => (folder, name),
        _ => (Path::new(""), path.as_os_str()),
    };
    visitor.files(folder, &[FoundFile { name: name.to_owned(), state: FileState::in_memory(n_bytes) }])
}

/// Passes the folders that [`walk()`] enters to `visit`, relative to `folder`: `below` and the folders below it. The
/// empty path is the folder itself.
///
/// The walk ends early if `visit` returns `false`.
pub fn walk_folders(
    folder: &Path,
    below: &Path,
    options: &Options,
    visit: &(dyn Fn(&Path) -> bool + Sync),
) -> WalkOutcome {
    let globs = globs(options, &EachFile(&|_| true));
    FolderWalk::new(folder, options, &globs, Visit::Folders(visit)).only(&[below.to_path_buf()].into())
}

/// Returns the folders for which a change at `path` may change whether [`walk()`] enters them. All paths are relative
/// to `folder`.
pub fn folders_judged_by(folder: &Path, path: &Path) -> Vec<PathBuf> {
    entry::folders_judged_by(path, |path| folder.join(path).is_dir())
}

fn globs(options: &Options, visitor: &dyn Visitor) -> Globs {
    Globs::new(options).unwrap_or_else(|error| {
        // The configuration is checked before. If it was not, reading everything is safer.
        visitor.problem(Problem::new(".", Severity::Caution, error.to_string()));
        Globs::none()
    })
}

/// Walks the embedded sample by the same rules. Returns `false` if `visitor` asked to stop.
fn walk_sample(dir: &Dir<'_>, options: &Options, globs: &Globs, visitor: &dyn Visitor) -> bool {
    for entry in dir.entries() {
        let path = entry.path();
        let judged = judge_name(path, entry.as_dir().is_some(), options, globs).or_else(|| {
            entry.as_dir()?;
            judge_page_folder(path, |page| SAMPLE.get_file(page).is_some())
        });
        let goes_on = match (judged, entry) {
            (Some(why), _) => visitor.problem(Problem::new(path, Severity::SetAside, why)),
            (None, DirEntry::Dir(inner)) => walk_sample(inner, options, globs, visitor),
            (None, DirEntry::File(file)) => visit_file(visitor, path, file.contents().len()),
        };
        if !goes_on {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::Mutex;

    use super::*;

    /// Returns the result for each path of a walk of the whole folder, or of `paths`: `read` or the reason.
    fn walked_with_outcome(
        folder: &Path,
        paths: Option<&[&str]>,
        options: &Options,
    ) -> (BTreeMap<String, String>, WalkOutcome) {
        let seen = Mutex::new(BTreeMap::new());
        let visit = |found| {
            let (path, what) = match found {
                WalkItem::File(file) => (file.path.to_path_buf(), "read".to_owned()),
                WalkItem::Problem(problem) => (problem.path, problem.what.into_owned()),
            };
            seen.lock().unwrap().insert(path.to_string_lossy().into_owned(), what);
            true
        };
        let corpus = Corpus::Folder(folder.to_path_buf());
        let outcome = match paths {
            Some(paths) => walk_only(&corpus, &paths.iter().map(PathBuf::from).collect(), options, &visit),
            None => walk(&corpus, options, &visit),
        };
        (seen.into_inner().unwrap(), outcome)
    }

    fn walked(folder: &Path, options: &Options) -> BTreeMap<String, String> {
        walked_with_outcome(folder, None, options).0
    }

    fn write(folder: &Path, path: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "text").unwrap();
    }

    #[test]
    fn nothing_is_silent() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "a.txt",
            "deep/b.txt",
            ".hidden/c.txt",
            ".gitignore",
            "page.html",
            "page_files/d.js",
            "lone_files/e.txt",
            "node_modules/f.txt",
            "ignored.txt",
        ] {
            write(folder.path(), path);
        }
        fs::write(folder.path().join(".gitignore"), "ignored.txt\n").unwrap();
        let seen = walked(folder.path(), &Options::default());
        let expected = [
            (".gitignore", "hidden; hidden = true in [corpus] reads it"),
            (".hidden", "hidden; hidden = true in [corpus] reads it"),
            ("a.txt", "read"),
            ("deep/b.txt", "read"),
            ("ignored.txt", "read"),
            ("lone_files/e.txt", "read"),
            ("node_modules", "left out by “node_modules/**” in exclude"),
            ("page.html", "read"),
            ("page_files", "belongs to the saved page page.html"),
        ];
        assert_eq!(seen.len(), expected.len(), "{seen:#?}");
        for (path, what) in expected {
            assert_eq!(seen[path], what, "{path}");
        }
        let hidden = walked(folder.path(), &Options { hidden: true, ..Options::default() });
        assert_eq!(hidden[".hidden/c.txt"], "read");
        let only = walked(folder.path(), &Options { include: vec!["deep/*".into()], ..Options::default() });
        assert_eq!((only["deep/b.txt"].as_str(), only["a.txt"].as_str()), ("read", "matches no glob of include"));
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_and_loops() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "deep/a.txt");
        symlink(folder.path(), folder.path().join("deep/up")).unwrap();
        symlink("a.txt", folder.path().join("deep/same")).unwrap();
        let _socket = UnixListener::bind(folder.path().join("talk")).unwrap();
        let seen = walked(folder.path(), &Options::default());
        assert!(seen["deep/up"].starts_with("a symbolic link"), "{seen:#?}");
        assert_eq!(seen["talk"], "a socket");
        let options = Options { follow_links: true, ..Options::default() };
        let seen = walked(folder.path(), &options);
        assert_eq!(seen["deep/same"], "read");
        assert_eq!(seen["deep/up"], "a symbolic link to a folder that holds it", "{seen:#?}");
        symlink("away", folder.path().join("disk")).unwrap();
        let (seen, outcome) = walked_with_outcome(folder.path(), None, &options);
        assert_eq!(seen["disk"], "cannot be read: it is not there any more");
        assert_eq!(outcome.unread, [PathBuf::from("disk")].into());
        let elsewhere = tempfile::tempdir().unwrap();
        write(elsewhere.path(), "b.txt");
        symlink(elsewhere.path(), folder.path().join("deep/other")).unwrap();
        for (options, expected) in [(options, &["deep/other/b.txt"][..]), (Options::default(), &[])] {
            let paths = Some(&["deep/other/b.txt", "deep/up/deep/a.txt"][..]);
            let (seen, _) = walked_with_outcome(folder.path(), paths, &options);
            assert_eq!(seen.keys().collect::<Vec<_>>(), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_may_not_be_read_is_a_problem() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "shut/a.txt");
        let shut = folder.path().join("shut");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
        let is_root = fs::read_dir(&shut).is_ok();
        let (seen, outcome) = walked_with_outcome(folder.path(), None, &Options::default());
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
        if is_root {
            println!("skipped: the superuser may read every folder");
            return;
        }
        assert_eq!(seen["shut"], "cannot be read: permission denied");
        assert!(!outcome.is_complete() && !outcome.has_seen(Path::new("shut/a.txt")));
    }

    #[test]
    fn what_is_in_a_folder_that_went_away_is_not_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        write(&corpus, "deep/a.txt");
        let (_, whole) = walked_with_outcome(&corpus, None, &Options::default());
        assert!(whole.is_complete() && whole.has_seen(Path::new("b.txt")) && !whole.is_empty);
        fs::remove_dir_all(&corpus).unwrap();
        for paths in [None, Some(&["deep/a.txt"][..])] {
            let (seen, outcome) = walked_with_outcome(&corpus, paths, &Options::default());
            assert_eq!(seen["."], "cannot be read: it is not there any more");
            assert_eq!(outcome.unread, [PathBuf::new()].into());
            assert!(outcome.has_vanished(whole.device) && !outcome.has_seen(Path::new("deep/a.txt")));
        }
        fs::create_dir(&corpus).unwrap();
        let (seen, outcome) = walked_with_outcome(&corpus, None, &Options::default());
        assert!(seen.is_empty() && outcome.is_empty && outcome.is_complete());
        assert!(!outcome.has_vanished(whole.device));
    }

    #[test]
    fn a_walk_of_some_paths_sees_of_them_what_the_whole_walk_sees() {
        let folder = tempfile::tempdir().unwrap();
        for path in
            ["a.txt", "deep/b.txt", "deep/er/c.txt", ".hidden/d.txt", ".e.txt", "page.html", "page_files/f.js", "g.txt"]
        {
            write(folder.path(), path);
        }
        for (paths, expected) in [
            (&["a.txt", "deep/er/c.txt", "gone.txt", "gone/h.txt", "a.txt/i.txt"][..], &["a.txt", "deep/er/c.txt"][..]),
            (&["deep"], &["deep/b.txt", "deep/er/c.txt"]),
            (&[".hidden/d.txt", "page_files/f.js"], &[]),
            (&[".e.txt", "page_files"], &[".e.txt", "page_files"]),
            (&[""], &[".e.txt", ".hidden", "a.txt", "deep/b.txt", "deep/er/c.txt", "g.txt", "page.html", "page_files"]),
        ] {
            let (seen, outcome) = walked_with_outcome(folder.path(), Some(paths), &Options::default());
            let whole = walked(folder.path(), &Options::default());
            assert_eq!(seen.keys().collect::<Vec<_>>(), expected, "{paths:?}");
            assert!(seen.iter().all(|(path, what)| whole[path] == *what), "{seen:?}");
            assert!(outcome.is_complete());
        }
    }

    #[test]
    fn folders_are_those_that_are_gone_into() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["a.txt", "deep/er/b.txt", "other/c.txt", ".hidden/d.txt", "page.html", "page_files/e.js"] {
            write(folder.path(), path);
        }
        for (below, expected) in [
            ("", &["", "deep", "deep/er", "other"][..]),
            ("deep", &["deep", "deep/er"]),
            (".hidden", &[]),
            ("a.txt", &[]),
        ] {
            let seen = Mutex::new(BTreeSet::new());
            walk_folders(folder.path(), Path::new(below), &Options::default(), &|path| {
                seen.lock().unwrap().insert(path.to_path_buf())
            });
            let expected: BTreeSet<PathBuf> = expected.iter().map(PathBuf::from).collect();
            assert_eq!(seen.into_inner().unwrap(), expected, "{below}");
        }
    }

    #[test]
    fn a_large_folder_is_seen_whole_and_a_stopped_walk_ends() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..2000 {
            fs::write(folder.path().join(format!("{number}.txt")), "text").unwrap();
        }
        let corpus = Corpus::Folder(folder.path().to_path_buf());
        let paths = Mutex::new(BTreeSet::new());
        let outcome = walk(&corpus, &Options::default(), &|found| {
            let WalkItem::File(file) = found else { panic!("{found:?}") };
            assert_eq!(file.state.n_bytes, 4);
            assert!(paths.lock().unwrap().insert(file.path));
            true
        });
        assert!(outcome.is_complete());
        assert_eq!(paths.into_inner().unwrap().len(), 2000);
        let outcome = walk(&corpus, &Options::default(), &|_| false);
        assert!(outcome.was_stopped && !outcome.has_seen(Path::new("2000.txt")));
    }
}
