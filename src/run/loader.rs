//! Reads a corpus with several threads and publishes snapshots of it while it is being read.
//!
//! One walk feeds a queue of pieces; reader threads make segments of them; the thread that calls
//! [`load`] puts the segments together and publishes.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::app::message::Progress;
use crate::article::{Accounting, Problem, Severity};
use crate::corpus::{self, Corpus, FolderError, Found, Options, Piece};
use crate::extract;
use crate::index::{Segment, SegmentBuilder, Snapshot, SnapshotBuilder};

/// All that has been read so far.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The articles.
    pub snapshot: Snapshot,
    /// What is wrong with files, the worst first, then by path.
    pub problems: Arc<[Problem]>,
    /// How far the reading is.
    pub progress: Progress,
}

/// The first snapshot comes with so many articles …
const FIRST_ARTICLES: usize = 24;
/// … or after so long, whichever is first.
const FIRST_WAIT: Duration = Duration::from_millis(15);
/// How long at least from one snapshot to the next.
const PUBLISH_WAIT: Duration = Duration::from_millis(150);

/// A reader hands its articles on when it has so many …
const BATCH_ARTICLES: usize = 512;
/// … or so many bytes of folded text …
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// … or after so long.
const BATCH_WAIT: Duration = Duration::from_millis(50);
/// Until the first snapshot is there, batches are small.
const EARLY_ARTICLES: usize = 6;
const EARLY_WAIT: Duration = Duration::from_millis(5);

/// Files of more bytes than this are read one at a time, so that what they need beside the index is needed
/// once and not once for every core.
const LARGE_BYTES: u64 = 8 * 1024 * 1024;
/// The same of a file that is most likely one article: all of it is in memory at once, and few are as long.
const LARGE_ARTICLE_BYTES: u64 = 1024 * 1024;
/// And of a packed file, which holds many times as much.
const LARGE_PACKED_BYTES: u64 = 256 * 1024;

/// The parsers of pages call themselves for each level of a page, deeper than a thread's usual stack.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// What a reader hands on.
struct Batch {
    segment: Segment,
    problems: Vec<Problem>,
}

/// What the threads count.
struct Counters {
    started: Instant,
    n_files_found: AtomicU64,
    n_files_read: AtomicU64,
    n_bytes_found: AtomicU64,
    n_bytes_read: AtomicU64,
    is_walk_done: AtomicBool,
    /// Files that were set aside by the walk, and folders, and what could not be entered.
    n_aside_by_walk: AtomicU64,
    n_unread_by_walk: AtomicU64,
    /// What became of the files that one thread read whole …
    n_with_articles: AtomicU64,
    n_not_shown: AtomicU64,
    n_set_aside: AtomicU64,
    /// … and of those that were read in parts, as far as they have been.
    in_parts: Mutex<HashMap<Arc<Path>, Outcome>>,
    /// Held while a large file is read.
    large: Mutex<()>,
    /// Whether a snapshot has been published, so that batches may grow.
    is_shown: AtomicBool,
}

/// What a file, or a part of one, gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Outcome {
    has_articles: bool,
    /// Whether something of it could not be read.
    has_unread: bool,
}

impl Counters {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            n_files_found: AtomicU64::new(0),
            n_files_read: AtomicU64::new(0),
            n_bytes_found: AtomicU64::new(0),
            n_bytes_read: AtomicU64::new(0),
            is_walk_done: AtomicBool::new(false),
            n_aside_by_walk: AtomicU64::new(0),
            n_unread_by_walk: AtomicU64::new(0),
            n_with_articles: AtomicU64::new(0),
            n_not_shown: AtomicU64::new(0),
            n_set_aside: AtomicU64::new(0),
            in_parts: Mutex::default(),
            large: Mutex::default(),
            is_shown: AtomicBool::new(false),
        }
    }

    fn progress(&self, is_done: bool) -> Progress {
        Progress {
            n_files_found: self.n_files_found.load(Ordering::Relaxed),
            n_files_read: self.n_files_read.load(Ordering::Relaxed),
            n_bytes_found: self.n_bytes_found.load(Ordering::Relaxed),
            n_bytes_read: self.n_bytes_read.load(Ordering::Relaxed),
            is_walk_done: self.is_walk_done.load(Ordering::Relaxed),
            is_done,
            elapsed: self.started.elapsed(),
            accounting: self.accounting(),
        }
    }

    /// Counts a file, or a part of one, that has been read.
    fn count(&self, piece: &Piece, outcome: Outcome) {
        if piece.part.is_some() {
            let mut in_parts = self.in_parts.lock().unwrap_or_else(PoisonError::into_inner);
            let whole = in_parts.entry(Arc::clone(&piece.path)).or_default();
            whole.has_articles |= outcome.has_articles;
            whole.has_unread |= outcome.has_unread;
        } else {
            self.counter_of(outcome).fetch_add(1, Ordering::Relaxed);
        }
    }

    fn counter_of(&self, outcome: Outcome) -> &AtomicU64 {
        match outcome {
            Outcome { has_articles: true, .. } => &self.n_with_articles,
            Outcome { has_unread: true, .. } => &self.n_not_shown,
            Outcome { .. } => &self.n_set_aside,
        }
    }

    fn accounting(&self) -> Accounting {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let mut accounting = Accounting {
            n_seen: of(&self.n_files_found) + of(&self.n_aside_by_walk) + of(&self.n_unread_by_walk),
            n_with_articles: of(&self.n_with_articles),
            n_not_shown: of(&self.n_not_shown) + of(&self.n_unread_by_walk),
            n_set_aside: of(&self.n_set_aside) + of(&self.n_aside_by_walk),
        };
        for outcome in self.in_parts.lock().unwrap_or_else(PoisonError::into_inner).values() {
            match outcome {
                Outcome { has_articles: true, .. } => accounting.n_with_articles += 1,
                Outcome { has_unread: true, .. } => accounting.n_not_shown += 1,
                Outcome { .. } => accounting.n_set_aside += 1,
            }
        }
        accounting
    }
}

/// Reads the corpus, and returns when all is read or `stop` is set.
///
/// `publish` is called on this thread: with the first articles as soon as there is a screenful, then
/// from time to time, and last with all of them. Nothing is published after `stop` is set.
pub fn load(corpus: &Corpus, options: &Options, stop: &AtomicBool, mut publish: impl FnMut(Loaded)) {
    let counters = Counters::new();
    let n_readers = corpus::n_cores();
    std::thread::scope(|scope| {
        let (piece_sender, piece_receiver) = channel();
        let (batch_sender, batch_receiver) = channel();
        let pieces = Arc::new(Mutex::new(piece_receiver));
        let (counters, walk_batches) = (&counters, batch_sender.clone());
        scope.spawn(move || find(corpus, options, stop, counters, &piece_sender, &walk_batches));
        for number in 0..n_readers {
            let (pieces, batches) = (Arc::clone(&pieces), batch_sender.clone());
            let reader = Reader {
                corpus,
                options,
                stop,
                counters,
                batches,
                builder: SegmentBuilder::default(),
                problems: Vec::new(),
                last_sent: Instant::now(),
            };
            let started = std::thread::Builder::new()
                .name(format!("reader-{number}"))
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, move || reader.run(&pieces));
            // With fewer threads than hoped for the reading is only slower; without any it would hang.
            if started.is_err() && number == 0 {
                stop.store(true, Ordering::Relaxed);
            }
        }
        drop(batch_sender);
        drop(pieces);
        collect(&batch_receiver, counters, stop, &mut publish);
    });
}

/// Reads the whole corpus.
///
/// # Errors
/// When the folder is missing, is no folder, or cannot be read.
pub fn load_all(corpus: &Corpus, options: &Options) -> Result<Loaded, FolderError> {
    corpus.check()?;
    let mut last = None;
    let counters = Counters::new();
    load(corpus, options, &AtomicBool::new(false), |loaded| last = Some(loaded));
    Ok(last.unwrap_or_else(|| Loaded {
        snapshot: Snapshot::default(),
        problems: Arc::default(),
        progress: counters.progress(true),
    }))
}

/// Walks the corpus, and puts the pieces of its files into the queue.
fn find(
    corpus: &Corpus,
    options: &Options,
    stop: &AtomicBool,
    counters: &Counters,
    pieces: &Sender<Piece>,
    batches: &Sender<Batch>,
) {
    corpus::walk(corpus, options, &|found| {
        match found {
            Found::Problem(problem) => {
                let is_unread = problem.severity == Severity::NotShown;
                let counter = if is_unread { &counters.n_unread_by_walk } else { &counters.n_aside_by_walk };
                counter.fetch_add(1, Ordering::Relaxed);
                let batch = Batch { segment: Segment::default(), problems: vec![problem] };
                return batches.send(batch).is_ok() && !stop.load(Ordering::Relaxed);
            }
            Found::File(file) => {
                counters.n_files_found.fetch_add(1, Ordering::Relaxed);
                counters.n_bytes_found.fetch_add(file.state.n_bytes, Ordering::Relaxed);
                corpus::split(corpus, &file, &mut |piece| pieces.send(piece).is_ok() && !stop.load(Ordering::Relaxed));
            }
        }
        !stop.load(Ordering::Relaxed)
    });
    counters.is_walk_done.store(true, Ordering::Relaxed);
}

/// One reader thread.
struct Reader<'load> {
    corpus: &'load Corpus,
    options: &'load Options,
    stop: &'load AtomicBool,
    counters: &'load Counters,
    batches: Sender<Batch>,
    builder: SegmentBuilder,
    problems: Vec<Problem>,
    last_sent: Instant,
}

impl Reader<'_> {
    /// Reads pieces until there are no more.
    fn run(mut self, pieces: &Mutex<Receiver<Piece>>) {
        while !self.stop.load(Ordering::Relaxed) {
            let Some(piece) = self.next_piece(pieces) else {
                break;
            };
            // A file that is read in parts counts with its last one, which nobody knows: so each part
            // counts its bytes, and the first one the file.
            let is_first = piece.part.is_none_or(|part| part.range.start == 0);
            self.read(&piece);
            self.counters.n_bytes_read.fetch_add(piece.n_bytes, Ordering::Relaxed);
            self.counters.n_files_read.fetch_add(u64::from(is_first), Ordering::Relaxed);
            self.send_if_due();
        }
        self.send();
    }

    /// The next piece. Before it waits for one, it hands on what it has.
    fn next_piece(&mut self, pieces: &Mutex<Receiver<Piece>>) -> Option<Piece> {
        if let Ok(queue) = pieces.try_lock() {
            match queue.try_recv() {
                Ok(piece) => return Some(piece),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => {}
            }
        }
        // Another reader may only be taking a piece out, which is soon over: nothing is sent too early
        // that would not be sent within the same few milliseconds.
        if self.last_sent.elapsed() >= EARLY_WAIT {
            self.send();
        }
        let queue = pieces.lock().unwrap_or_else(PoisonError::into_inner);
        queue.recv().ok()
    }

    fn read(&mut self, piece: &Piece) {
        let (corpus, options) = (self.corpus, self.options);
        let is_large = piece.n_bytes > LARGE_BYTES
            || (piece.n_bytes > LARGE_ARTICLE_BYTES && !corpus::may_hold_many(&piece.path))
            || (piece.n_bytes > LARGE_PACKED_BYTES && corpus::is_named_packed(&piece.path));
        let _alone = is_large.then(|| self.counters.large.lock().unwrap_or_else(PoisonError::into_inner));
        let mut outcome = Outcome::default();
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let problems = corpus::read(corpus, piece, options, &mut |record| {
                outcome.has_articles = true;
                let extracted = extract::article(record);
                self.problems.extend(extracted.problem);
                self.builder.push(extracted.article, extracted.body, &extracted.facts, extracted.keep_body);
                self.send_if_due();
            });
            outcome.has_unread = problems.iter().any(|problem| problem.severity == Severity::NotShown);
            if problems.is_empty() && !outcome.has_articles {
                // No reader should leave a file without a word; should one, the file is named none the less.
                let what = "nothing in it reads like an article";
                self.problems.push(Problem::new(&*piece.path, Severity::SetAside, what));
            }
            self.problems.extend(problems);
        }));
        if ended.is_err() {
            outcome.has_unread = true;
            let what = "the file upset its reader, which gave up on it";
            self.problems.push(Problem::new(&*piece.path, Severity::NotShown, what));
        }
        self.counters.count(piece, outcome);
    }

    fn send_if_due(&mut self) {
        let is_early = !self.counters.is_shown.load(Ordering::Relaxed);
        let (n_articles, wait) = if is_early { (EARLY_ARTICLES, EARLY_WAIT) } else { (BATCH_ARTICLES, BATCH_WAIT) };
        if self.builder.len() >= n_articles || self.builder.n_bytes() >= BATCH_BYTES || self.last_sent.elapsed() >= wait
        {
            self.send();
        }
    }

    fn send(&mut self) {
        self.last_sent = Instant::now();
        if self.builder.is_empty() && self.problems.is_empty() {
            return;
        }
        let batch =
            Batch { segment: std::mem::take(&mut self.builder).finish(), problems: std::mem::take(&mut self.problems) };
        // Nobody listens any more only when the reading was stopped.
        let _ = self.batches.send(batch);
    }
}

/// Puts the batches together and publishes, until all readers are done.
fn collect(batches: &Receiver<Batch>, counters: &Counters, stop: &AtomicBool, publish: &mut impl FnMut(Loaded)) {
    let mut builder = SnapshotBuilder::default();
    let mut problems: Vec<Problem> = Vec::new();
    let mut next_publish = Instant::now() + FIRST_WAIT;
    let mut is_first = true;
    let mut has_news = false;
    loop {
        // Without news there is nothing to publish, and so no time to wake up for.
        let received = if has_news {
            batches.recv_timeout(next_publish.saturating_duration_since(Instant::now()))
        } else {
            batches.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        if stop.load(Ordering::Relaxed) {
            return;
        }
        match received {
            Ok(batch) => {
                has_news = true;
                builder.push(batch.segment);
                problems.extend(batch.problems);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let is_due = Instant::now() >= next_publish || (is_first && builder.n_rows() >= FIRST_ARTICLES);
        if has_news && is_due && (!is_first || !builder.is_empty()) {
            let started = Instant::now();
            publish(loaded(&mut builder, &mut problems, counters.progress(false)));
            counters.is_shown.store(true, Ordering::Relaxed);
            (is_first, has_news) = (false, false);
            // With millions of articles a snapshot takes its time, and reading is to go on.
            next_publish = Instant::now() + PUBLISH_WAIT.max(started.elapsed() * 4);
        } else if is_first && builder.is_empty() && is_due {
            // Problems alone are no first page; the next batch may bring one.
            next_publish = Instant::now() + FIRST_WAIT;
            has_news = false;
        }
    }
    builder.count_repeated();
    publish(loaded(&mut builder, &mut problems, counters.progress(true)));
}

fn loaded(builder: &mut SnapshotBuilder, problems: &mut [Problem], progress: Progress) -> Loaded {
    problems.sort_by(|a, b| (a.severity, &a.path, a.line).cmp(&(b.severity, &b.path, b.line)));
    Loaded { snapshot: builder.snapshot(), problems: Arc::from(&*problems), progress }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::index::Part;

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
        fs::write(folder.path().join("c.txt"), "").unwrap();
        fs::write(folder.path().join("d.css"), "a {}").unwrap();
        let lines: Vec<_> = (0..700).map(|n| format!("{{\"title\": \"Item {n}\", \"text\": \"x\"}}")).collect();
        fs::write(folder.path().join("e.jsonl"), lines.join("\n")).unwrap();
        let loaded = load_all(&Corpus::Folder(folder.path().into()), &Options::default()).unwrap();
        let titles = titles(&loaded);
        assert_eq!(titles.len(), 702);
        assert_eq!(&titles[..3], ["Ferry stays", "Tolls rise again", "Item 0"]);
        let problems: Vec<_> = loaded.problems.iter().map(|problem| (problem.path_text(), &*problem.what)).collect();
        let expected = [("c.txt", "empty, 0 bytes"), ("d.css", "a style sheet")];
        assert_eq!(problems, expected.map(|(path, what)| (path.to_owned(), what)));
        let progress = loaded.progress;
        assert_eq!((progress.n_files_found, progress.n_files_read), (5, 5));
        assert_eq!(progress.n_bytes_found, progress.n_bytes_read);
        assert_eq!(progress.accounting.line(), "5 files seen = 3 with articles + 1 not shown + 1 set aside");
        assert!(progress.is_done && progress.is_walk_done);
    }

    #[test]
    fn every_text_opens_as_it_was_indexed() {
        let loaded = load_all(&Corpus::Sample, &Options::default()).unwrap();
        for (_, part) in loaded.snapshot.parts() {
            let Part::Memory(segment) = part else { panic!("a sample is read in memory") };
            for (at, article) in segment.articles().iter().enumerate() {
                let opened = extract::open(&Corpus::Sample, &article.address, &Options::default()).unwrap();
                let mut folded = String::new();
                for block in &opened.blocks {
                    folded.push_str(&crate::text::fold::fold(opened.text_of(block)));
                    folded.push('\n');
                }
                assert_eq!(folded, segment.folded(at).body(), "{}", article.address.reference());
                if let Some(kept) = segment.kept_body(at) {
                    assert_eq!(*kept, opened);
                }
            }
        }
    }

    #[test]
    fn folders_that_cannot_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "text").unwrap();
        let error = |path: &std::path::Path| {
            load_all(&Corpus::Folder(path.into()), &Options::default()).unwrap_err().to_string()
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
        let loaded = load_all(&Corpus::Folder(empty.path().into()), &Options::default()).unwrap();
        assert!(loaded.snapshot.is_empty() && loaded.progress.is_done);
    }

    #[test]
    fn a_stopped_reading_publishes_no_end() {
        let stop = AtomicBool::new(true);
        load(&Corpus::Sample, &Options::default(), &stop, |loaded| assert!(!loaded.progress.is_done));
    }
}
