//! Walks a folder on disk with a few threads.
//!
//! This code is our own because every start and every check for changes waits for it. The walk of the `ignore` crate
//! supports `.gitignore` files, which we do not use, and takes 1.9 times as long as listing the folders and reading the
//! state of each file. This walk takes hardly longer than that.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::fs::{DirEntry, FileType, Metadata};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::entry::{judge_lone_page_folder, judge_name, judge_page_folder, special_kind};
use super::left_out::LeftOut;
use super::outcome::WalkOutcome;
use super::{FoundFile, Visitor};
use crate::article::{Problem, Severity};
use crate::corpus::file_state::FileState;
use crate::corpus::globs::Globs;
use crate::corpus::renderings::{Group, Role, omnivore};
use crate::corpus::{Corpus, Options, plain_reason};

/// The number of entries in a batch. A batch is passed to an idle thread if there is one, because a single folder may
/// hold a whole corpus.
const BATCH_ENTRIES: usize = 256;

/// The number of entries of one folder that are listed and sorted at a time. Nearly every folder has fewer. In a larger
/// one, the first files should be read soon.
const LISTED_AT_ONCE: usize = 4_096;

/// The number of files that are passed on together. With more, the first article waits on a slow disk; with fewer, the
/// overhead grows.
const FILES_AT_ONCE: usize = 16;

/// More threads would only wait for each other in the kernel.
const THREADS_MAX: usize = 4;

/// A running walk.
pub(super) struct FolderWalk<'walk> {
    root: &'walk Path,
    options: &'walk Options,
    globs: &'walk Globs,
    left_out: LeftOut,
    visit: Visit<'walk>,
    queue: Mutex<Queue>,
    /// Signals that the queue has new work, or that there will be no more.
    is_changed: Condvar,
    is_stopped: AtomicBool,
    outcome: Mutex<WalkOutcome>,
}

/// The recipient of a walk's findings.
#[derive(Clone, Copy)]
pub(super) enum Visit<'walk> {
    /// Receives all findings.
    All(&'walk dyn Visitor),
    /// Receives the folders that are entered, among them the corpus itself. No other entry is checked. `false` ends the
    /// walk.
    Folders(&'walk (dyn Fn(&Path) -> bool + Sync)),
}

#[derive(Default)]
struct Queue {
    work: Vec<Work>,
    /// The number of threads at work. Each of them may add more work.
    n_working: usize,
    n_waiting: usize,
}

/// A unit of work for one thread.
enum Work {
    /// List the folder, and check its entries.
    List(Folder),
    /// Check these entries of the folder.
    LookAt(Folder, Vec<Entry>),
}

/// An entry of a folder, with its name, by which entries are sorted.
struct Entry {
    name: OsString,
    entry: DirEntry,
}

/// The result of checking an entry: `Break` ends the walk, and a file to read has a state.
type LookedAt = ControlFlow<(), Option<FileState>>;

/// A folder that the walk enters.
#[derive(Clone)]
struct Folder {
    /// The path relative to the corpus.
    path: Arc<Path>,
    /// The real path, with the folders that lead to it. Known only if links are followed.
    real: Option<Arc<RealFolder>>,
    /// The renderings of one article in this folder or in a folder above it.
    group: Option<Arc<Group>>,
}

/// A folder without links in its path, and the folder that it was reached from.
struct RealFolder {
    path: PathBuf,
    parent: Option<Arc<RealFolder>>,
}

impl RealFolder {
    /// True if the walk passed `path` on its way to this folder.
    fn leads_through(&self, path: &Path) -> bool {
        let mut folder = Some(self);
        while let Some(here) = folder {
            if here.path == path {
                return true;
            }
            folder = here.parent.as_deref();
        }
        false
    }
}

impl<'walk> FolderWalk<'walk> {
    pub(super) fn new(root: &'walk Path, options: &'walk Options, globs: &'walk Globs, visit: Visit<'walk>) -> Self {
        Self {
            root,
            options,
            globs,
            left_out: LeftOut::of(root, options),
            visit,
            queue: Mutex::default(),
            is_changed: Condvar::new(),
            is_stopped: AtomicBool::new(false),
            outcome: Mutex::default(),
        }
    }

    pub(super) fn all(self) -> WalkOutcome {
        crate::screen_thread::check("walking the folder");
        lock(&self.outcome).device = std::fs::metadata(self.root).ok().and_then(|metadata| device(&metadata));
        if self.is_root_read() {
            self.push(Work::List(self.corpus()));
        }
        self.work()
    }

    /// Walks the entries at `paths`, and everything below those that are folders.
    pub(super) fn only(self, paths: &BTreeSet<PathBuf>) -> WalkOutcome {
        crate::screen_thread::check("walking a part of the folder");
        match std::fs::read_dir(self.root) {
            Ok(_) if !self.is_root_read() => {}
            Ok(_) => {
                let mut entered = HashMap::from([(PathBuf::new(), Some(self.corpus()))]);
                for path in paths {
                    if !self.look_up(path, &mut entered) {
                        self.stop();
                        break;
                    }
                }
            }
            Err(error) => {
                self.visit_unread(Path::new(""), &error);
            }
        }
        self.work()
    }

    /// True if the corpus may be read at all. If it may not, the reason is reported.
    fn is_root_read(&self) -> bool {
        let Some(why) = self.left_out.judge_root() else { return true };
        if !self.set_aside(Path::new("."), why) {
            self.stop();
        }
        false
    }

    fn corpus(&self) -> Folder {
        let real = self.options.follow_links.then(|| {
            let path = std::fs::canonicalize(self.root).unwrap_or_else(|_| self.root.to_path_buf());
            Arc::new(RealFolder { path, parent: None })
        });
        let group = Group::at(self.root, Path::new("")).map(Arc::new);
        Folder { path: Path::new("").into(), real, group }
    }

    /// Does all the work in the queue, and the work that it adds.
    fn work(self) -> WalkOutcome {
        let n_threads = crate::corpus::n_cores().min(THREADS_MAX);
        std::thread::scope(|scope| {
            for number in 1..n_threads {
                // Without this thread the walk is only slower.
                let _ = std::thread::Builder::new()
                    .name(format!("walker-{number}"))
                    .spawn_scoped(scope, || self.work_until_done());
            }
            self.work_until_done();
        });
        let mut outcome = self.outcome.into_inner().unwrap_or_else(PoisonError::into_inner);
        // If the whole corpus vanished meanwhile, its missing files were not deleted.
        if std::fs::read_dir(self.root).is_err() {
            outcome.unread.insert(PathBuf::new());
        }
        outcome.was_stopped = self.is_stopped.into_inner();
        outcome
    }

    fn work_until_done(&self) {
        let mut path = PathBuf::new();
        while let Some(work) = self.next() {
            // Dropped even if the visitor panics, so the other threads do not wait for this one.
            let _at_work = AtWork(self);
            let goes_on = match work {
                Work::List(folder) => self.list(&folder, &mut path),
                Work::LookAt(folder, entries) => self.look_at_all(&folder, entries, &mut path),
            };
            if !goes_on {
                self.stop();
            }
        }
    }

    /// Waits for the next work; `None` when all is done.
    fn next(&self) -> Option<Work> {
        let mut queue = lock(&self.queue);
        loop {
            if self.is_stopped.load(Ordering::Relaxed) {
                return None;
            }
            if let Some(work) = queue.work.pop() {
                queue.n_working += 1;
                return Some(work);
            }
            if queue.n_working == 0 {
                return None;
            }
            queue.n_waiting += 1;
            queue = self.is_changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.n_waiting -= 1;
        }
    }

    fn push(&self, work: Work) {
        let mut queue = lock(&self.queue);
        queue.work.push(work);
        if queue.n_waiting > 0 {
            self.is_changed.notify_one();
        }
    }

    fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
        // With the lock held, no thread can be between checking the flag and waiting.
        let _queue = lock(&self.queue);
        self.is_changed.notify_all();
    }

    /// Lists a folder. Returns `false` if the visitor asked to stop.
    fn list(&self, folder: &Folder, path: &mut PathBuf) -> bool {
        let entries = match std::fs::read_dir(self.root.join(&folder.path)) {
            Ok(entries) => entries,
            Err(error) if folder.path.as_os_str().is_empty() => return self.visit_unread(&folder.path, &error),
            Err(error) => return self.visit_error(&folder.path, &error),
        };
        if let Visit::Folders(visit) = self.visit
            && !visit(&folder.path)
        {
            return false;
        }
        let mut listed = Vec::new();
        let mut is_empty = true;
        for entry in entries {
            is_empty = false;
            match entry {
                Ok(entry) if self.is_of_no_interest(&entry) => {}
                Ok(entry) => listed.push(Entry { name: entry.file_name(), entry }),
                Err(error) if !self.visit_unread(&folder.path, &error) => return false,
                Err(_) => {}
            }
            if listed.len() == LISTED_AT_ONCE && !self.look_at_listed(folder, std::mem::take(&mut listed), path) {
                return false;
            }
        }
        if is_empty && folder.path.as_os_str().is_empty() {
            lock(&self.outcome).is_empty = true;
        }
        self.look_at_listed(folder, listed, path)
    }

    /// Checks the listed entries of a folder in the order of their names. Idle threads get some of them.
    fn look_at_listed(&self, folder: &Folder, mut listed: Vec<Entry>, path: &mut PathBuf) -> bool {
        listed.sort_unstable_by(|one, other| one.name.as_encoded_bytes().cmp(other.name.as_encoded_bytes()));
        while listed.len() > BATCH_ENTRIES {
            let rest = listed.split_off(BATCH_ENTRIES);
            let batch = std::mem::replace(&mut listed, rest);
            let is_help_there = lock(&self.queue).n_waiting > 0;
            if is_help_there {
                self.push(Work::LookAt(folder.clone(), batch));
            } else if !self.look_at_all(folder, batch, path) {
                return false;
            }
        }
        self.look_at_all(folder, listed, path)
    }

    fn look_at_all(&self, folder: &Folder, entries: Vec<Entry>, path: &mut PathBuf) -> bool {
        let mut files = Vec::with_capacity(FILES_AT_ONCE.min(entries.len()));
        for Entry { name, entry } in entries {
            // One buffer for the paths of all entries: only the name of a file is passed on, so most paths need no
            // allocation.
            path.clear();
            path.push(&folder.path);
            path.push(&name);
            let looked_at = match entry.file_type() {
                Ok(kind) => self.look_at(folder, path, kind, || entry.metadata()),
                Err(error) => nothing_found(self.visit_error(path, &error)),
            };
            match looked_at {
                LookedAt::Break(()) => return false,
                LookedAt::Continue(None) => {}
                LookedAt::Continue(Some(state)) => files.push(FoundFile { name, state }),
            }
            if files.len() == FILES_AT_ONCE {
                if !self.hand_on(folder, &files) {
                    return false;
                }
                files.clear();
            }
        }
        files.is_empty() || self.hand_on(folder, &files)
    }

    /// True if only folders are wanted, and the entry is none.
    fn is_of_no_interest(&self, entry: &DirEntry) -> bool {
        let may_be_folder = |kind: FileType| kind.is_dir() || (kind.is_symlink() && self.options.follow_links);
        matches!(self.visit, Visit::Folders(_)) && !entry.file_type().is_ok_and(may_be_folder)
    }

    /// Checks one entry of `folder`. A link is followed if the options say so.
    fn look_at(
        &self,
        folder: &Folder,
        path: &Path,
        kind: FileType,
        metadata: impl FnOnce() -> io::Result<Metadata>,
    ) -> LookedAt {
        if kind.is_symlink() && self.options.follow_links {
            return match std::fs::metadata(self.root.join(path)) {
                Ok(target) => self.look_at_kind(folder, path, target.file_type(), true, || Ok(target)),
                Err(error) => nothing_found(self.visit_unread(path, &error)),
            };
        }
        self.look_at_kind(folder, path, kind, false, metadata)
    }

    /// Checks one entry, or the target of a link.
    fn look_at_kind(
        &self,
        folder: &Folder,
        path: &Path,
        kind: FileType,
        is_link: bool,
        metadata: impl FnOnce() -> io::Result<Metadata>,
    ) -> LookedAt {
        if kind.is_dir() {
            return nothing_found(match metadata().map(|metadata| self.folder_at(folder, path, is_link, &metadata)) {
                Ok(Ok(folder)) => {
                    self.push(Work::List(folder));
                    true
                }
                Ok(Err(why)) => self.set_aside(path, why),
                Err(error) => self.visit_error(path, &error),
            });
        }
        let set_aside = |why: String| nothing_found(self.set_aside(path, why));
        if let Some(why) = judge_name(path, false, self.options, self.globs) {
            return set_aside(why);
        }
        if kind.is_symlink() {
            return set_aside("a symbolic link; follow_links = true in [corpus] reads it".to_owned());
        }
        if !kind.is_file() {
            return set_aside(special_kind(kind).to_owned());
        }
        let others = match folder.group.as_deref().map(|group| group.role(path)) {
            Some(Role::SetAside(why)) => return set_aside(why),
            Some(Role::Main(others)) => others,
            Some(Role::NotInGroup) | None if omnivore::is_list(path) => {
                omnivore::contents(&Corpus::Folder(self.root.to_path_buf()), path)
            }
            Some(Role::NotInGroup) | None => Vec::new(),
        };
        match metadata() {
            Ok(metadata) => match self.left_out.judge_file(path, is_link, &metadata) {
                Some(why) => set_aside(why),
                None => LookedAt::Continue(Some(self.with_others(FileState::of(&metadata), &others))),
            },
            Err(error) => nothing_found(self.visit_error(path, &error)),
        }
    }

    /// Returns the state of a file whose article is read from `others` as well.
    fn with_others(&self, state: FileState, others: &[PathBuf]) -> FileState {
        if others.is_empty() {
            return state;
        }
        let states = others.iter().map(|path| std::fs::metadata(self.root.join(path)));
        let states: Vec<FileState> =
            states.map(|state| state.map(|of| FileState::of(&of)).unwrap_or_default()).collect();
        state.with(&states)
    }

    /// Returns the folder at `path` if the walk enters it, otherwise the reason why not.
    fn folder_at(&self, parent: &Folder, path: &Path, is_link: bool, metadata: &Metadata) -> Result<Folder, String> {
        let real = parent.real.as_ref().map(|parent| {
            let path = if is_link {
                // An error is reported later, when the folder is listed.
                std::fs::canonicalize(self.root.join(path)).unwrap_or_else(|_| self.root.join(path))
            } else {
                parent.path.join(path.file_name().unwrap_or_default())
            };
            Arc::new(RealFolder { path, parent: Some(Arc::clone(parent)) })
        });
        let place = real.as_deref().map(|real| &*real.path);
        let why = self.left_out.judge_folder(path, place, metadata);
        let why = why.or_else(|| judge_name(path, true, self.options, self.globs));
        let why = why.or_else(|| judge_page_folder(path, |page| self.root.join(page).is_file()));
        let why = why.or_else(|| judge_lone_page_folder(path, || names_in(&self.root.join(path))));
        if let Some(why) = why {
            return Err(why);
        }
        let is_loop = |parent: &Arc<RealFolder>| place.is_some_and(|place| parent.leads_through(place));
        if is_link && parent.real.as_ref().is_some_and(is_loop) {
            return Err("a symbolic link to a folder that holds it".to_owned());
        }
        let group = parent.group.clone().or_else(|| Group::at(self.root, path).map(Arc::new));
        Ok(Folder { path: path.into(), real, group })
    }

    /// Checks the entry at `path`, if the walk would reach it. Returns `false` if the visitor asked to stop.
    fn look_up(&self, path: &Path, entered: &mut HashMap<PathBuf, Option<Folder>>) -> bool {
        let Some(parent) = path.parent() else {
            self.push(Work::List(self.corpus()));
            return true;
        };
        let Some(folder) = self.enter(parent, entered) else {
            return true;
        };
        let looked_at = match std::fs::symlink_metadata(self.root.join(path)) {
            Ok(metadata) => self.look_at(&folder, path, metadata.file_type(), || Ok(metadata)),
            Err(error) => nothing_found(self.visit_error(path, &error)),
        };
        match (looked_at, path.file_name()) {
            (LookedAt::Break(()), _) => false,
            (LookedAt::Continue(Some(state)), Some(name)) => {
                self.hand_on(&folder, &[FoundFile { name: name.to_owned(), state }])
            }
            (LookedAt::Continue(_), _) => true,
        }
    }

    /// Returns the folder at `path`, if the walk would enter it and all folders above it.
    fn enter(&self, path: &Path, entered: &mut HashMap<PathBuf, Option<Folder>>) -> Option<Folder> {
        if let Some(folder) = entered.get(path) {
            return folder.clone();
        }
        let parent = self.enter(path.parent()?, entered);
        let folder = parent.and_then(|parent| {
            let mut found = std::fs::symlink_metadata(self.root.join(path));
            let is_link = found.as_ref().is_ok_and(Metadata::is_symlink);
            if is_link && self.options.follow_links {
                found = std::fs::metadata(self.root.join(path));
            }
            match found {
                Ok(metadata) if metadata.is_dir() => self.folder_at(&parent, path, is_link, &metadata).ok(),
                Ok(_) => None,
                // A missing folder holds nothing, unless a link says that it should be there.
                Err(error) if is_missing(&error) && !is_link => None,
                Err(_) => {
                    lock(&self.outcome).unread.insert(path.to_path_buf());
                    None
                }
            }
        });
        entered.insert(path.to_path_buf(), folder.clone());
        folder
    }

    fn hand_on(&self, folder: &Folder, files: &[FoundFile]) -> bool {
        match self.visit {
            Visit::All(visitor) => visitor.files(&folder.path, files),
            Visit::Folders(_) => true,
        }
    }

    fn hand_on_problem(&self, problem: Problem) -> bool {
        match self.visit {
            Visit::All(visitor) => visitor.problem(problem),
            Visit::Folders(_) => true,
        }
    }

    fn set_aside(&self, path: &Path, why: String) -> bool {
        self.hand_on_problem(Problem::new(path, Severity::SetAside, why))
    }

    /// Reports a path that cannot be checked or listed. A path that vanished meanwhile is skipped without a report.
    fn visit_error(&self, path: &Path, error: &io::Error) -> bool {
        is_missing(error) || self.visit_unread(path, error)
    }

    /// Reports a path that cannot be read.
    fn visit_unread(&self, path: &Path, error: &io::Error) -> bool {
        lock(&self.outcome).unread.insert(path.to_path_buf());
        let shown = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let what = format!("cannot be read: {}", plain_reason(error));
        self.hand_on_problem(Problem::new(shown, Severity::NotShown, what))
    }
}

/// A guard that counts its thread as working until it is dropped.
struct AtWork<'walk, 'own>(&'own FolderWalk<'walk>);

impl Drop for AtWork<'_, '_> {
    fn drop(&mut self) {
        let mut queue = lock(&self.0.queue);
        queue.n_working -= 1;
        if queue.n_working == 0 && queue.n_waiting > 0 {
            self.0.is_changed.notify_all();
        }
    }
}

/// Returns the result of a check that found no file to read.
fn nothing_found(goes_on: bool) -> LookedAt {
    if goes_on { LookedAt::Continue(None) } else { LookedAt::Break(()) }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the first names in a folder.
fn names_in(folder: &Path) -> Vec<std::ffi::OsString> {
    const NAMES_MAX: usize = 500;
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.take(NAMES_MAX).map(|entry| entry.file_name()).collect()
}

/// True if nothing exists at a path, or if a folder on the way was replaced by a file.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have no such numbers")]
fn device(metadata: &Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::dev(metadata))
}

#[cfg(not(unix))]
fn device(_: &Metadata) -> Option<u64> {
    None
}
