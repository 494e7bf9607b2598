//! Reads a corpus with several threads, keeps its index up to date, and publishes snapshots meanwhile.
//!
//! The articles of the index are published first. One walk then finds the changes since the index was written, and
//! fills a queue of file chunks. Parsers make segments of the chunks, and the index writer writes segments to disk. The
//! thread that calls [`load`] is the load coordinator: it merges everything and publishes the snapshots.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::watcher::{WatchOptions, WatchReport};
use super::worker::{DeathListener, LOAD_COORDINATOR, caught};
use crate::app::message::{Progress, WorkerDied};
use crate::article::Problem;
use crate::corpus::{Corpus, FolderError, LineRange, Options, WalkOutcome};
use crate::index::cache::CacheFolder;
use crate::index::stored::file_chunks::ChunkRecord;
use crate::index::{Needs, Snapshot};
use crate::query::Query;

mod changes;
mod coordinator;
mod counters;
mod files_of_index;
mod follower;
mod index_writer;
mod manifest;
mod opened_index;
mod parser;
mod preference;
mod rows_of_chunks;
mod tasks;
mod walker;
mod write_budget;

use preference::Preference;

/// Everything that has been read so far.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub snapshot: Snapshot,
    /// The problems of files, the worst first, then by path.
    pub problems: Arc<[Problem]>,
    pub progress: Progress,
    /// The processor time that the index writer has used so far. `None` if it has written nothing yet or the system
    /// does not report it.
    pub writer_time: Option<Duration>,
    /// Messages for the user about the index and the watch of the folder, each a sentence.
    pub notices: Vec<String>,
}

/// The folder to read, and the options of the load.
#[derive(Clone, Debug)]
pub struct LoadRequest {
    pub corpus: Corpus,
    pub options: Options,
    /// The place of the index; `None` if no index is kept.
    pub index: Option<CacheFolder>,
    /// The limit for the size of all indexes together, in bytes.
    pub cache_bytes_max: u64,
    /// The options of the watch of the folder. `None` ends the load when everything has been read.
    pub watch: Option<WatchOptions>,
    /// The parts of articles that later queries use. With an index or a watch, all parts are stored in any case.
    pub needs: Needs,
}

impl LoadRequest {
    /// Returns a request to read a corpus once, into memory.
    pub fn in_memory(corpus: Corpus, options: Options) -> Self {
        Self { corpus, options, index: None, cache_bytes_max: u64::MAX, watch: None, needs: Needs::ALL }
    }

    /// Returns the parts of articles that the segments of this load must store.
    fn needs_of_segments(&self) -> Needs {
        if self.index.is_some() || self.watch.is_some() { Needs::ALL } else { self.needs }
    }
}

/// The reason why a load ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadEnd {
    /// Everything has been read and written.
    Whole,
    /// [`LoadControl::set`] was called.
    Stopped,
    /// The index is damaged. The load must be started again, with new row numbers.
    Restart,
    /// The index was replaced by one with other row numbers, by another program or by this one. The load must be
    /// started again, as for [`Self::Restart`], but nothing is wrong.
    Replaced,
    /// A thread died or was refused, so not everything has been read. The articles read so far were published.
    Failed(WorkerDied),
}

/// The reason why a corpus could not be read whole.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder cannot be opened.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A thread died or was refused.
    #[error(transparent)]
    Worker(#[from] WorkerDied),
}

/// A message from a thread of the load to the load coordinator.
#[derive(Debug)]
enum LoadEvent {
    /// Articles, and records of their file chunks.
    Batch(Box<parser::Batch>),
    /// A path that the walk could not read or has set aside.
    WalkProblem(Problem),
    /// The walk has found the first chunk to read.
    WorkFound,
    /// A changed file is read again. Its old articles are deleted when the first new ones arrive.
    ReadAgain(Arc<Path>),
    /// The last lines of a file are read again. The articles of these lines are deleted.
    Shorten(Arc<Path>, LineRange),
    /// The resume point of a file that is read in chunks.
    Remember(ChunkRecord),
    /// The walk has ended.
    WalkDone(WalkOutcome),
    /// A parser has nothing more to read.
    ParserDone,
    /// A job of the index writer has ended, with success or not.
    Written(index_writer::JobOutcome),
    /// The index is damaged. Holds a description of the damage.
    Damaged(String),
    /// News from the watch of the folder.
    News(WatchReport),
    /// A thread of the load died. It sends nothing more.
    WorkerDied(WorkerDied),
    /// The user asks for a walk over the whole folder.
    LookAgain,
    /// The load must stop.
    Wake,
}

impl DeathListener for Sender<LoadEvent> {
    fn worker_died(&self, died: WorkerDied) {
        // Sending fails only if the load was stopped.
        let _ = self.send(LoadEvent::WorkerDied(died));
    }
}

/// Stops a load, even one that waits for changes, and passes requests to it before that.
#[derive(Debug, Default)]
pub struct LoadControl {
    is_set: AtomicBool,
    preference: Preference,
    waker: Mutex<Option<Sender<LoadEvent>>>,
}

impl LoadControl {
    /// Stops the load.
    pub fn set(&self) {
        self.is_set.store(true, Ordering::Relaxed);
        if let Some(waker) = &*self.waker.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = waker.send(LoadEvent::Wake);
        }
    }

    /// Asks for a walk over the whole folder, to find changes. Returns `false` if the load has ended.
    pub fn look_again(&self) -> bool {
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner);
        waker.as_ref().is_some_and(|waker| waker.send(LoadEvent::LookAgain).is_ok())
    }

    /// Asks to read those files first that most likely hold articles that match this query.
    pub fn prefer(&self, query: &Arc<Query>) {
        self.preference.set(query);
    }

    /// True if the load must stop.
    pub fn is_set(&self) -> bool {
        self.is_set.load(Ordering::Relaxed)
    }

    fn preference(&self) -> &Preference {
        &self.preference
    }

    fn wake_with(&self, waker: Sender<LoadEvent>) {
        *self.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(waker);
    }
}

/// Reads the corpus. Returns when everything has been read and nothing is watched, or soon after `stop` is set.
///
/// `publish` is called on this thread. The first call has the articles of the index, or the first articles as soon as
/// they fill a screen. Later calls follow from time to time, and a call with all articles follows whenever everything
/// has been read. Nothing is published after `stop` is set.
pub fn load(request: &LoadRequest, stop: &LoadControl, publish: impl FnMut(Loaded)) -> LoadEnd {
    // If this thread panics, the caller still gets a result.
    caught(LOAD_COORDINATOR, || coordinator::run(request, stop, publish)).unwrap_or_else(LoadEnd::Failed)
}

/// Reads the whole corpus, with the help of its index if there is one. Brings the index up to date.
///
/// # Errors
/// When the folder is missing, is not a folder, or cannot be read, and when a thread of the load dies.
pub fn load_all(request: &LoadRequest) -> Result<Loaded, LoadError> {
    request.corpus.check(&request.options)?;
    let request = LoadRequest { watch: None, ..request.clone() };
    let (stop, mut last, mut notices) = (LoadControl::default(), None, Vec::new());
    let mut take = |mut loaded: Loaded| {
        notices.append(&mut loaded.notices);
        last = Some(loaded);
    };
    // If the index is damaged twice in a row, the disk is probably at fault. Then the corpus is read into memory.
    let mut ended = load(&request, &stop, &mut take);
    if ended == LoadEnd::Restart {
        ended = load(&request, &stop, &mut take);
    }
    if ended == LoadEnd::Restart {
        ended = load(&LoadRequest { index: None, ..request }, &stop, &mut take);
    }
    if let LoadEnd::Failed(died) = ended {
        return Err(died.into());
    }
    let last = last.unwrap_or_else(|| Loaded {
        snapshot: Snapshot::default(),
        problems: Arc::default(),
        progress: Progress { is_done: true, ..Progress::default() },
        writer_time: None,
        notices: Vec::new(),
    });
    Ok(Loaded { notices, ..last })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::article::Article;
    use crate::article::facts::Facts;
    use crate::extract;
    use crate::index::stored::dictionary::DictionaryEntry;
    use crate::index::stored::{IndexedField, Segment, SegmentOutput, merge_segments};
    use crate::index::{RowId, SegmentBuilder};

    fn titles(loaded: &Loaded) -> Vec<String> {
        let snapshot = &loaded.snapshot;
        snapshot
            .by_date()
            .iter()
            .map(|row| snapshot.article(*row).title.value().map(ToString::to_string).unwrap_or_default())
            .collect()
    }

    #[test]
    fn a_folder_is_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), " date 2022-03-11 Tolls rise again\n\nThey rose.").unwrap();
        fs::write(folder.path().join("b.md"), "---\ntitle: Ferry stays\ndate: 2022-03-12\n---\nText").unwrap();
        fs::write(folder.path().join("c.html"), "<html></html>").unwrap();
        fs::write(folder.path().join("d.css"), "a {}").unwrap();
        let lines: Vec<_> = (0..700).map(|n| format!("{{\"title\": \"Item {n}\", \"text\": \"x\"}}")).collect();
        fs::write(folder.path().join("e.jsonl"), lines.join("\n")).unwrap();
        let loaded =
            load_all(&LoadRequest::in_memory(Corpus::Folder(folder.path().into()), Options::default())).unwrap();
        let titles = titles(&loaded);
        assert_eq!(titles.len(), 702);
        assert_eq!(&titles[..3], ["Ferry stays", "Tolls rise again", "Item 0"]);
        let problems: Vec<_> = loaded.problems.iter().map(|problem| (problem.path_text(), &*problem.what)).collect();
        let expected = [("c.html", "a page in which no article text was found"), ("d.css", "a style sheet")];
        assert_eq!(problems, expected.map(|(path, what)| (path.to_owned(), what)));
        let progress = loaded.progress;
        assert_eq!((progress.n_files_found, progress.n_files_read), (5, 5));
        assert_eq!(progress.n_bytes_found, progress.n_bytes_read);
        assert_eq!(
            progress.accounting.sentence(702, &loaded.problems),
            "4 of 5 files read in full: 702 articles in 3 files, 1 set aside, 1 not shown."
        );
        assert!(progress.is_done && progress.is_walk_done);
    }

    #[test]
    fn every_text_opens_as_it_was_indexed() {
        let loaded = load_all(&LoadRequest::in_memory(Corpus::Sample, Options::default())).unwrap();
        let snapshot = &loaded.snapshot;
        let (mut opened_again, mut n_kept) = (SegmentBuilder::default(), 0);
        for row in 0..snapshot.n_rows() as RowId {
            let article = snapshot.article(row);
            let opened = extract::open(&Corpus::Sample, &article.address, &Options::default()).unwrap();
            if let Some(kept) = snapshot.kept_body(row) {
                assert_eq!(kept, opened, "{}", article.address.reference());
                n_kept += 1;
            }
            opened_again.push(Article::clone(&article), opened, &Facts::default(), false);
        }
        assert!(n_kept > 0);
        let parts: Vec<_> = snapshot.segments().map(|(_, segment)| Arc::clone(segment)).collect();
        let indexed = merge_segments(&parts, &SegmentOutput::Memory, &|| false).unwrap();
        assert_eq!(words_of(&indexed), words_of(&opened_again.finish()));
    }

    /// Returns the words of the texts of a segment, each with its postings.
    fn words_of(segment: &Segment) -> Vec<(String, String)> {
        let (dictionary, mut words) = (segment.dictionary().unwrap(), Vec::new());
        let mut take = |text: &str, word: &DictionaryEntry| {
            let (mut list, mut blocks, mut distances) = (dictionary.list_reader(word, 1 << 16), Vec::new(), Vec::new());
            while list.next_block().unwrap() {
                list.distances(&mut distances).unwrap();
                blocks.push((list.rows().to_vec(), list.counts().to_vec(), distances.clone()));
            }
            words.push((text.to_owned(), format!("{blocks:?}")));
            true
        };
        dictionary.for_each_word(IndexedField::Body, dictionary.all_words(IndexedField::Body), &mut take).unwrap();
        words
    }

    #[test]
    fn folders_that_cannot_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "text").unwrap();
        let error = |path: &std::path::Path| {
            load_all(&LoadRequest::in_memory(Corpus::Folder(path.into()), Options::default())).unwrap_err().to_string()
        };
        let missing = folder.path().join("none");
        assert_eq!(
            error(&missing),
            format!("There is no folder {}. Check the spelling, or name another folder.", missing.display())
        );
        assert_eq!(
            error(&file),
            format!("{} is not a folder. Name the folder that holds the articles.", file.display())
        );
        let empty = tempfile::tempdir().unwrap();
        let loaded =
            load_all(&LoadRequest::in_memory(Corpus::Folder(empty.path().into()), Options::default())).unwrap();
        assert!(loaded.snapshot.is_empty() && loaded.progress.is_done);
    }

    #[test]
    fn a_stopped_reading_publishes_no_end() {
        let stop = LoadControl::default();
        stop.set();
        let request = LoadRequest::in_memory(Corpus::Sample, Options::default());
        let ended = load(&request, &stop, |loaded| assert!(!loaded.progress.is_done));
        assert_eq!(ended, LoadEnd::Stopped);
    }
}
