//! Finds the files of a folder: each is a file to read, a problem, or set aside with its reason.

use std::ffi::OsStr;
use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{WalkBuilder, WalkState};
use include_dir::{Dir, DirEntry};

use super::globs::Globs;
use super::{Corpus, Options, SAMPLE, plain_reason};
use crate::article::{Problem, Severity};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, relative to the folder of the corpus.
    pub path: Arc<Path>,
    /// How many bytes it has.
    pub n_bytes: u64,
}

/// What the walk comes upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A file to read.
    File(File),
    /// A folder that cannot be read, or something that is set aside.
    Problem(Problem),
}

/// Beside which endings of a saved page's folder its page stands: `Page_files` and `Page.html`.
/// Browsers name the folder in the language of their user.
const PAGE_FOLDER_ENDINGS: [&str; 7] =
    ["_files", "_Dateien", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_file"];

const PAGE_ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// Walks the corpus and hands all it comes upon to `visit`, from several threads and in any order.
///
/// The walk ends early when `visit` returns `false`. Files named in `.gitignore` and the like are
/// read as all others are: such lists say what belongs to a program, not what is news.
pub fn walk(corpus: &Corpus, options: &Options, visit: &(dyn Fn(Found) -> bool + Sync)) {
    let globs = match Globs::new(options) {
        Ok(globs) => globs,
        Err(error) => {
            // The configuration is checked before; should it not be, reading everything is safer.
            visit(Found::Problem(Problem::new(".", Severity::Caution, error.to_string())));
            Globs::none()
        }
    };
    match corpus {
        Corpus::Folder(folder) => walk_folder(folder, options, &globs, visit),
        Corpus::Memory(file) => {
            visit(Found::File(File { path: file.name.as_path().into(), n_bytes: file.bytes.len() as u64 }));
        }
        Corpus::Sample => {
            walk_sample(&SAMPLE, options, &globs, visit);
        }
    }
}

fn walk_folder(folder: &Path, options: &Options, globs: &Globs, visit: &(dyn Fn(Found) -> bool + Sync)) {
    // The folder itself may be a link; only links inside it are set aside.
    let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let n_threads = super::n_cores().min(4);
    let walker = WalkBuilder::new(&root)
        .standard_filters(false)
        .follow_links(options.follow_links)
        .threads(n_threads)
        .build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            let (found, state) = match entry {
                Ok(entry) if entry.depth() == 0 => (None, WalkState::Continue),
                Ok(entry) => {
                    let path = entry.path().strip_prefix(&root).unwrap_or(entry.path());
                    look_at(&entry, path, options, globs)
                }
                Err(error) => (Some(Found::Problem(walk_problem(&error, &root))), WalkState::Continue),
            };
            if found.is_none_or(visit) { state } else { WalkState::Quit }
        })
    });
}

/// What an entry of a folder is, and whether the walk goes into it.
fn look_at(entry: &ignore::DirEntry, path: &Path, options: &Options, globs: &Globs) -> (Option<Found>, WalkState) {
    let aside = |what: String| (Some(Found::Problem(Problem::new(path, Severity::SetAside, what))), WalkState::Skip);
    let Some(kind) = entry.file_type() else {
        return aside("not a file".to_owned());
    };
    let is_folder = kind.is_dir();
    if let Some(why) = judge_name(path, is_folder, options, globs) {
        return aside(why);
    }
    if is_folder {
        return match page_of_folder(entry.path(), Path::is_file) {
            Some(page) => aside(format!("belongs to the saved page {page}")),
            None => (None, WalkState::Continue),
        };
    }
    if kind.is_symlink() {
        return aside("a symbolic link; follow_links = true in [corpus] reads it".to_owned());
    }
    if !kind.is_file() {
        return aside(special_kind(kind).to_owned());
    }
    let found = match entry.metadata() {
        Ok(metadata) => Found::File(File { path: path.into(), n_bytes: metadata.len() }),
        Err(error) => Found::Problem(walk_problem(&error, Path::new(""))),
    };
    (Some(found), WalkState::Continue)
}

/// Why a file or folder is left out because of its name or its place.
fn judge_name(path: &Path, is_folder: bool, options: &Options, globs: &Globs) -> Option<String> {
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

/// The name of the saved page whose pictures and scripts are in `folder`.
fn page_of_folder(folder: &Path, is_there: impl Fn(&Path) -> bool) -> Option<String> {
    let name = folder.file_name().and_then(OsStr::to_str)?;
    let stem = PAGE_FOLDER_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?;
    PAGE_ENDINGS.iter().find_map(|ending| {
        let page = format!("{stem}.{ending}");
        is_there(&folder.with_file_name(&page)).then(|| crate::text::safe::safe_line(&page))
    })
}

#[cfg(unix)]
fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special_kind(_: FileType) -> &'static str {
    "not a file"
}

/// An error of the walk as a problem of the place where it happened.
fn walk_problem(error: &ignore::Error, root: &Path) -> Problem {
    let relative = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_path_buf();
    let mut path = PathBuf::from(".");
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: place, err } => {
                path = relative(place);
                inner = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            ignore::Error::Loop { child, .. } => {
                let what = "a symbolic link to a folder that holds it";
                return Problem::new(relative(child), Severity::SetAside, what);
            }
            _ => break,
        }
    }
    let what = match inner.io_error() {
        Some(error) => format!("cannot be read: {}", plain_reason(error)),
        None => format!("cannot be read: {}", crate::text::safe::safe_line(&inner.to_string())),
    };
    Problem::new(path, Severity::NotShown, what)
}

/// Walks the embedded sample by the same rules. Returns `false` when `visit` asked to stop.
fn walk_sample(dir: &Dir<'_>, options: &Options, globs: &Globs, visit: &(dyn Fn(Found) -> bool + Sync)) -> bool {
    for entry in dir.entries() {
        let path = entry.path();
        let judged = judge_name(path, entry.as_dir().is_some(), options, globs).or_else(|| {
            entry.as_dir()?;
            let page = page_of_folder(path, |page| SAMPLE.get_file(page).is_some())?;
            Some(format!("belongs to the saved page {page}"))
        });
        let goes_on = match (judged, entry) {
            (Some(why), _) => visit(Found::Problem(Problem::new(path, Severity::SetAside, why))),
            (None, DirEntry::Dir(inner)) => walk_sample(inner, options, globs, visit),
            (None, DirEntry::File(file)) => {
                visit(Found::File(File { path: path.into(), n_bytes: file.contents().len() as u64 }))
            }
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

    /// What the walk says of each path: `read` or the reason.
    fn walked(folder: &Path, options: &Options) -> BTreeMap<String, String> {
        let seen = Mutex::new(BTreeMap::new());
        walk(&Corpus::Folder(folder.to_path_buf()), options, &|found| {
            let (path, what) = match found {
                Found::File(file) => (file.path.to_path_buf(), "read".to_owned()),
                Found::Problem(problem) => (problem.path, problem.what.into_owned()),
            };
            seen.lock().unwrap().insert(path.to_string_lossy().into_owned(), what);
            true
        });
        seen.into_inner().unwrap()
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
        let seen = walked(folder.path(), &Options { follow_links: true, ..Options::default() });
        assert_eq!(seen["deep/same"], "read");
        assert_eq!(seen["deep/up"], "a symbolic link to a folder that holds it", "{seen:#?}");
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
        let seen = walked(folder.path(), &Options::default());
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
        if is_root {
            println!("skipped: the superuser may read every folder");
            return;
        }
        assert_eq!(seen["shut"], "cannot be read: permission denied");
    }
}
