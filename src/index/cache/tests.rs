//! Tests of making, sharing, listing and removing indexes, each in a cache of its own.

use std::time::{Duration, UNIX_EPOCH};

use super::*;

/// A cache and folders of articles beside it.
struct Desk {
    home: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    fn root(&self) -> PathBuf {
        self.home.path().join("cache")
    }

    /// Creates a folder of articles of this name and returns its cache folder.
    fn folder(&self, name: &str) -> CacheFolder {
        let corpus = self.home.path().join(name);
        fs::create_dir_all(&corpus).unwrap();
        CacheFolder::of(&self.root(), &corpus, &Options::default())
    }

    /// Creates an index of this size, last used `second` seconds after 1970.
    fn index(&self, name: &str, n_bytes: usize, second: u64) -> CacheFolder {
        let folder = self.folder(name);
        let Lock::Writer(writer) = folder.lock() else { panic!("nobody else writes") };
        folder.mark_used(at(second)).unwrap();
        writer.write_format().unwrap();
        // The files that have been written so far count as well.
        let n_more = n_bytes - list::n_bytes_of(folder.path()) as usize;
        fs::create_dir(folder.path().join("segments")).unwrap();
        fs::write(folder.path().join("segments/1"), vec![0; n_more]).unwrap();
        folder
    }

    /// Returns the names of the folders that have an index, the most recently used first.
    fn names(&self) -> Vec<String> {
        let name = |cached: Cached| match cached.corpus {
            Some(corpus) => corpus.file_name().unwrap().to_string_lossy().into_owned(),
            None => "unknown".to_owned(),
        };
        all(&self.root()).into_iter().map(name).collect()
    }

    /// Returns the results as sentences, with `HOME` for the path of this cache.
    fn sentences(&self, removed: &[Removed]) -> Vec<String> {
        let home = fs::canonicalize(self.home.path()).unwrap();
        let home = home.to_string_lossy();
        removed.iter().map(|removed| removed.sentence().replace(&*home, "HOME")).collect()
    }
}

fn at(second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(second)
}

#[test]
fn a_folder_has_one_place_by_whatever_way_it_is_named() {
    let desk = Desk::new();
    let clips = desk.folder("my clips…");
    let name = clips.path().file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("my_clips_-") && is_name_of_ours(name), "{name}");
    let of = |corpus: &Path, options: &Options| CacheFolder::of(&desk.root(), corpus, options);
    let named = desk.home.path().join("my clips…/../my clips…");
    assert_eq!(of(&named, &Options::default()), clips);
    assert_ne!(of(&named, &Options { hidden: true, ..Options::default() }).path(), clips.path());
    assert_ne!(desk.folder("other/my clips…").path(), clips.path());
    let root = of(Path::new("/"), &Options::default());
    assert!(root.path().file_name().unwrap().to_str().unwrap().starts_with("root-"));
    // A folder that does not exist has a cache folder too: its index can be asked for and removed.
    let gone = of(&desk.home.path().join("gone"), &Options::default());
    assert!(gone.path().file_name().unwrap().to_str().unwrap().starts_with("gone-"));
    for (name, is_ours) in
        [("clips-0123456789abcdef", true), ("clips-0123456789abcde", false), ("mesa_shader_cache", false)]
    {
        assert_eq!(is_name_of_ours(name), is_ours, "{name}");
    }
}

#[test]
fn what_there_is_of_an_index() {
    let desk = Desk::new();
    let folder = desk.folder("clips");
    let nothing =
        Summary { state: State::Missing, n_bytes: 0, last_used: None, is_being_written: false, is_in_use: false };
    assert_eq!(summary(&folder), nothing);
    let folder = desk.index("clips", 1000, 70);
    let there = Summary { state: State::Present, n_bytes: 1000, last_used: Some(at(70)), ..nothing.clone() };
    assert_eq!(summary(&folder), there);
    let writer = folder.lock();
    assert_eq!(summary(&folder), Summary { is_being_written: true, is_in_use: true, ..there.clone() });
    drop(writer);
    let reader = folder.begin_use().unwrap();
    assert_eq!(summary(&folder), Summary { is_in_use: true, ..there.clone() });
    drop(reader);
    assert_eq!((summary(&folder).is_being_written, summary(&folder).is_in_use), (false, false));
    for (format, state) in [
        (format!("{}\n", stored::FORMAT + 1), State::OtherFormat(stored::FORMAT + 1)),
        (format!("{}", stored::FORMAT), State::Present),
        ("one".to_owned(), State::Damaged),
        (String::new(), State::Damaged),
    ] {
        fs::write(folder.path().join(FORMAT_FILE), &format).unwrap();
        assert_eq!(summary(&folder).state, state, "{format}");
    }
}

#[test]
fn one_writes_and_the_others_read() {
    let desk = Desk::new();
    let folder = desk.folder("clips");
    let Lock::Writer(writer) = folder.lock() else { panic!("nobody else writes") };
    // The locks of the system belong to open files, so another process gets the same results.
    assert!(matches!(folder.lock(), Lock::LockedByAnother));
    let readers = [folder.begin_use(), folder.begin_use()];
    assert!(readers.iter().all(Option::is_some));
    assert!(writer.is_in_force());
    drop(writer);
    assert!(matches!(folder.lock(), Lock::Writer(_)));
}

#[cfg(unix)]
#[test]
fn a_writer_whose_cache_is_deleted_knows_it() {
    let desk = Desk::new();
    let folder = desk.folder("clips");
    let Lock::Writer(first) = folder.lock() else { panic!("nobody else writes") };
    fs::remove_dir_all(desk.root()).unwrap();
    assert!(!first.is_in_force());
    let Lock::Writer(second) = folder.lock() else { panic!("the new folder is nobody's") };
    assert!(second.is_in_force() && !first.is_in_force());
}

#[test]
fn a_cache_that_cannot_be_written_is_said() {
    let desk = Desk::new();
    let file = desk.home.path().join("file");
    fs::write(&file, "").unwrap();
    let folder = CacheFolder::of(&file.join("cache"), desk.home.path(), &Options::default());
    let Lock::NoWriting(reason) = folder.lock() else { panic!("there is no folder below a file") };
    let expected = format!("no index can be kept: a file is in its place ({})", folder.path().display());
    assert_eq!(reason, expected);
    assert!(folder.begin_use().is_none());
    assert!(folder.mark_used(at(1)).is_err());
    assert_eq!(summary(&folder).state, State::Missing);
    assert!(all(&file).is_empty());
    assert!(prune(&file, 0, &folder).is_empty());
}

#[cfg(unix)]
#[test]
fn a_cache_that_may_not_be_written_is_read() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let desk = Desk::new();
    let folder = desk.index("clips", 500, 1);
    let other = desk.index("other", 500, 2);
    if fs::metadata(desk.home.path()).unwrap().uid() == 0 {
        println!("skipped: root may write everywhere, so nothing is read-only for it");
        return;
    }
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    fs::remove_file(folder.path().join("LOCK")).unwrap();
    for path in [folder.path(), &desk.root()] {
        mode(path, 0o555);
    }
    let Lock::NoWriting(reason) = folder.lock() else { panic!("it may not be written") };
    let in_use = folder.begin_use();
    let removed = prune(&desk.root(), 0, &other);
    for path in [folder.path(), &desk.root()] {
        mode(path, 0o755);
    }
    assert!(reason.ends_with(": it may not be written"), "{reason}");
    assert!(in_use.is_none(), "nothing says so in a file that is not there");
    assert_eq!(desk.sentences(&removed), ["the index of HOME/clips could not be removed: it may not be written"]);
}

#[test]
fn what_was_not_used_for_longest_goes_first() {
    let desk = Desk::new();
    for (name, n_bytes, second) in [("b", 2000, 20), ("a", 1000, 10), ("d", 4096, 40), ("c", 3000, 30)] {
        desk.index(name, n_bytes, second);
    }
    let keep = desk.index("own", 500, 5);
    fs::create_dir(desk.root().join("not-ours")).unwrap();
    fs::write(desk.root().join("not-ours/film"), vec![0; 100_000]).unwrap();
    assert_eq!(desk.names(), ["d", "c", "b", "a", "own"]);
    assert_eq!(prune(&desk.root(), 10_596, &keep), []);
    assert_eq!(
        desk.sentences(&prune(&desk.root(), 8000, &keep)),
        ["the index of HOME/a was removed (1000 B)", "the index of HOME/b was removed (2 KiB)"]
    );
    assert_eq!(desk.names(), ["d", "c", "own"]);
    // An index in use is kept, be it written or read. The next one is removed instead.
    let writer = desk.folder("c").lock();
    assert_eq!(desk.sentences(&prune(&desk.root(), 4000, &keep)), ["the index of HOME/d was removed (4 KiB)"]);
    drop(writer);
    let reader = desk.folder("c").begin_use();
    assert_eq!(prune(&desk.root(), 0, &keep), []);
    drop(reader);
    assert_eq!(desk.sentences(&prune(&desk.root(), 0, &keep)), ["the index of HOME/c was removed (2.9 KiB)"]);
    assert_eq!(desk.names(), ["own"]);
    assert!(desk.root().join("not-ours/film").exists());
}

#[test]
fn an_index_of_nobody_knows_what_goes_before_all_others() {
    let desk = Desk::new();
    let keep = desk.index("own", 500, 5);
    desk.index("b", 1000, 1);
    for (name, file) in [
        ("c", "last used yesterday\n/clips"),
        ("d", "last used 99999999999999999999\n/clips"),
        ("e", "last used 12\nclips"),
        ("f", ""),
    ] {
        let lost = desk.index(name, 1000, 9);
        fs::write(lost.path().join(folder_file::NAME), file).unwrap();
    }
    assert_eq!(desk.names(), ["own", "b", "unknown", "unknown", "unknown", "unknown"]);
    let removed = prune(&desk.root(), 1500, &keep);
    assert_eq!(desk.names(), ["own", "b"]);
    assert!(removed.iter().all(|removed| removed.sentence().starts_with("the index of an unknown folder in ")));
    assert!(removed.iter().all(|removed| removed.cached.last_used.is_none()));
}

#[test]
fn what_the_reader_wants_gone_goes() {
    let desk = Desk::new();
    let clips = desk.index("clips", 500, 5);
    let hidden = Options { hidden: true, ..Options::default() };
    let with_hidden = CacheFolder::of(&desk.root(), clips.corpus(), &hidden);
    let Lock::Writer(writer) = with_hidden.lock() else { panic!("nobody else writes") };
    with_hidden.mark_used(at(1)).unwrap();
    drop(writer);
    desk.index("other", 700, 6);
    assert_eq!(desk.names(), ["other", "clips", "clips"]);
    let reader = clips.begin_use();
    let removed = clear(&desk.root(), Some(&clips));
    assert_eq!(removed.iter().map(|removed| &removed.removal).collect::<Vec<_>>(), [&Removal::InUse, &Removal::Done]);
    assert_eq!(desk.sentences(&removed)[0], "the index of HOME/clips is in use and was left as it is (500 B)");
    drop(reader);
    // A process that ended while it removed an index leaves a folder that is not an index.
    fs::create_dir(desk.root().join(".removed-1-clips-0123456789abcdef")).unwrap();
    assert_eq!(clear(&desk.root(), None).len(), 2);
    assert_eq!(fs::read_dir(desk.root()).unwrap().count(), 0);
    assert_eq!(clear(&desk.root(), None), []);
}

#[cfg(unix)]
#[test]
fn a_folder_whose_name_is_no_text_is_known_again() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let name = std::ffi::OsStr::from_bytes(b"clips\n\xff");
    let corpus = desk.home.path().join(name);
    if fs::create_dir(&corpus).is_err() {
        println!("skipped: this file system takes only names that are text");
        return;
    }
    let folder = CacheFolder::of(&desk.root(), &corpus, &Options::default());
    let Lock::Writer(_writer) = folder.lock() else { panic!("nobody else writes") };
    folder.mark_used(at(7)).unwrap();
    assert_eq!(all(&desk.root())[0].corpus.as_deref(), Some(folder.corpus()));
}
