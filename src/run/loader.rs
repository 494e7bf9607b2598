//! Reads a corpus with several threads, keeps its index, and publishes snapshots of it while it is being read.
//!
//! What the index holds is published first. Then one walk tells what has changed since and feeds a queue of
//! chunks; parser threads make segments of them; another thread writes segments to the index; the thread that
//! calls [`load`] puts everything together and publishes.

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

/// All that has been read so far.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The articles.
    pub snapshot: Snapshot,
    /// What is wrong with files, the worst first, then by path.
    pub problems: Arc<[Problem]>,
    /// How far the reading is.
    pub progress: Progress,
    /// What the thread that writes the index has used of a processor so far, where it has written anything and the
    /// system tells it.
    pub writer_time: Option<Duration>,
    /// What the user should know of the index and the watch of the folder, each a sentence.
    pub notices: Vec<String>,
}

/// What is read, and how.
#[derive(Clone, Debug)]
pub struct LoadRequest {
    /// The folder, or the sample.
    pub corpus: Corpus,
    /// How it is read.
    pub options: Options,
    /// Where its index is kept; `None` keeps none.
    pub index: Option<CacheFolder>,
    /// How many bytes all indexes may have together.
    pub cache_bytes_max: u64,
    /// How the folder is watched once it has been read; `None` ends the reading there.
    pub watch: Option<WatchOptions>,
    /// What will be asked of the articles. Where an index is kept or the folder is watched it is everything.
    pub needs: Needs,
}

impl LoadRequest {
    /// Reads a corpus into memory, once.
    pub fn in_memory(corpus: Corpus, options: Options) -> Self {
        Self { corpus, options, index: None, cache_bytes_max: u64::MAX, watch: None, needs: Needs::ALL }
    }

    /// What the segments of the reading are to answer.
    fn needs_of_segments(&self) -> Needs {
        if self.index.is_some() || self.watch.is_some() { Needs::ALL } else { self.needs }
    }
}

/// Why a reading ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadEnd {
    /// All has been read and written.
    Whole,
    /// It was told to stop.
    Stopped,
    /// The index cannot be gone on with: the reading is to be started anew, with new numbers of rows.
    Restart,
    /// The index was replaced by one with other numbers of rows, by another program or by this one: as
    /// [`Self::Restart`], and nothing is wrong with it.
    Replaced,
    /// A thread that it needed died or was refused, so that not everything has been read. What has been was published.
    Failed(WorkerDied),
}

/// Why a corpus could not be read whole.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its folder cannot be opened.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A thread that it needs died or was refused.
    #[error(transparent)]
    Worker(#[from] WorkerDied),
}

/// What the threads tell the one that keeps everything together.
#[derive(Debug)]
enum LoadEvent {
    /// Articles, and chunks of files.
    Batch(Box<parser::Batch>),
    /// Something that the walk could not read, or set aside.
    WalkProblem(Problem),
    /// The walk has found the first chunk to read.
    WorkFound,
    /// A file has changed and is read anew: what was read of it goes.
    ReadAgain(Arc<Path>),
    /// The last lines of a file are read anew: what was read of them goes.
    Shorten(Arc<Path>, LineRange),
    /// What must be remembered of a file in chunks.
    Remember(ChunkRecord),
    /// The walk is over.
    WalkDone(WalkOutcome),
    /// A parser has nothing more to read.
    ParserDone,
    /// A segment was written, or could not be.
    Written(index_writer::JobOutcome),
    /// The index is damaged: in which way.
    Damaged(String),
    /// News of the watch of the folder.
    News(WatchReport),
    /// A thread of the reading died: what else it was to send does not come.
    WorkerDied(WorkerDied),
    /// The user asks for a walk over the whole folder.
    LookAgain,
    /// The reading is to stop.
    Wake,
}

impl DeathListener for Sender<LoadEvent> {
    fn worker_died(&self, died: WorkerDied) {
        // Nobody listens any more only when the reading was stopped.
        let _ = self.send(LoadEvent::WorkerDied(died));
    }
}

/// Stops a reading, also one that waits for changes, and tells it what is wanted of it until then.
#[derive(Debug, Default)]
pub struct LoadControl {
    is_set: AtomicBool,
    preference: Preference,
    waker: Mutex<Option<Sender<LoadEvent>>>,
}

impl LoadControl {
    /// Stops the reading.
    pub fn set(&self) {
        self.is_set.store(true, Ordering::Relaxed);
        if let Some(waker) = &*self.waker.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = waker.send(LoadEvent::Wake);
        }
    }

    /// Has the reading look through the whole folder for what has changed. Returns `false` where it has ended.
    pub fn look_again(&self) -> bool {
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner);
        waker.as_ref().is_some_and(|waker| waker.send(LoadEvent::LookAgain).is_ok())
    }

    /// Has the reading read those files first that most likely have articles of this filter.
    pub fn prefer(&self, query: &Arc<Query>) {
        self.preference.set(query);
    }

    /// True if the reading is to stop.
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

/// Reads the corpus, and returns when all is read and nothing is watched, or soon after `stop` is set.
///
/// `publish` is called on this thread: with what the index holds or the first articles as soon as there is a
/// screenful, then from time to time, and with all of them whenever everything has been read. Nothing is published
/// after `stop` is set.
pub fn load(request: &LoadRequest, stop: &LoadControl, publish: impl FnMut(Loaded)) -> LoadEnd {
    // Wherever this thread panics, its caller has an answer.
    caught(LOAD_COORDINATOR, || coordinator::run(request, stop, publish)).unwrap_or_else(LoadEnd::Failed)
}

/// Reads the whole corpus, by its index where there is one. The index is brought up to date.
///
/// # Errors
/// When the folder is missing, is no folder, or cannot be read, and when a thread that reads it dies.
pub fn load_all(request: &LoadRequest) -> Result<Loaded, LoadError> {
    request.corpus.check(&request.options)?;
    let request = LoadRequest { watch: None, ..request.clone() };
    let (stop, mut last, mut notices) = (LoadControl::default(), None, Vec::new());
    let mut take = |mut loaded: Loaded| {
        notices.append(&mut loaded.notices);
        last = Some(loaded);
    };
    // A second damage in a row would be one of the disk; then it is read into memory.
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
    use crate::index::stored::dictionary::Word;
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

    /// The words of the texts of a segment, each with its list.
    fn words_of(segment: &Segment) -> Vec<(String, String)> {
        let (dictionary, mut words) = (segment.dictionary().unwrap(), Vec::new());
        let mut take = |text: &str, word: &Word| {
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
