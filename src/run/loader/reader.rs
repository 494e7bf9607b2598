//! A thread that reads pieces of files and makes segments of their articles.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::Event;
use super::counters::{Counters, Outcome};
use super::room::Room;
use super::tasks::{Next, Scan, Task, Tasks};
use crate::article::{Format, Problem, Severity};
use crate::corpus::{self, Corpus, File, Options, Record};
use crate::extract::{self, Extracted};
use crate::index::stored::Segment;
use crate::index::{Needs, SegmentBuilder};
use crate::query::{RawWords, WhereWordsAre};
use crate::run::worker::{PARSER, caught, panic_if_tested};

/// A reader hands its articles on when it has so many …
const BATCH_ARTICLES: usize = 2_048;
/// … or so many bytes of folded text …
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// … or after so long, as snapshots are not published more often. The larger batches are, the less there is to join.
const BATCH_WAIT: Duration = Duration::from_millis(150);
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

/// What a reader hands on.
#[derive(Debug)]
pub(super) struct Batch {
    pub segment: Segment,
    /// True if it has some articles of its pieces, which are read whole later.
    pub is_preview: bool,
    /// True if the user waits for some of its articles.
    pub is_awaited: bool,
    /// Of the pieces that were read to their end.
    pub problems: Vec<Problem>,
}

/// One reader thread.
pub(super) struct Reader<'load> {
    pub corpus: &'load Corpus,
    pub options: &'load Options,
    pub stop: &'load AtomicBool,
    pub counters: Arc<Counters>,
    pub room: &'load Room,
    pub events: Sender<Event>,
    /// The current day. Later dates are doubtful.
    pub today: Date,
    /// What the segments are to answer.
    pub needs: Needs,
    pub builder: SegmentBuilder,
    /// The articles of previews, and the numbers of their pieces.
    pub previews: SegmentBuilder,
    pub previewed: Vec<u64>,
    /// True if the last piece was one of those that the user waits for.
    pub is_awaited: bool,
    pub tasks: Arc<Tasks<'load>>,
    pub problems: Vec<Problem>,
    pub last_sent: Instant,
}

impl Drop for Reader<'_> {
    /// Also where the thread dies: another one reads the pieces whose previews it held.
    fn drop(&mut self) {
        self.tasks.finish_previews(&self.previewed);
    }
}

impl Reader<'_> {
    /// Reads pieces until there are no more.
    pub fn run(mut self) {
        while !self.stop.load(Ordering::Relaxed) {
            let next = self.tasks.next();
            let is_preferred = matches!(next, Next::Read { is_preferred: true, .. } | Next::Preview { .. });
            if self.is_awaited && !is_preferred {
                self.send();
            }
            self.is_awaited = is_preferred;
            match next {
                Next::Read { task, .. } => self.read_and_count(&task),
                Next::Preview { number, task, words } => self.preview(number, &task, &words),
                Next::Scan(scan) => self.scan(&scan),
                // No preview is unsent here: each step that is not preferred sends them first.
                Next::Wait => {
                    // Another reader may only be about to hand something on, which is soon over: nothing is sent too
                    // early that would not be sent within the same few milliseconds.
                    if self.last_sent.elapsed() >= EARLY_WAIT {
                        self.send();
                    }
                    self.tasks.wait();
                }
                Next::End => break,
            }
            self.send_if_due();
        }
        self.send();
        let _ = self.events.send(Event::ReaderDone);
    }

    /// Scans pieces for words, so that those that have them are read first.
    fn scan(&self, scan: &Scan) {
        let pieces = scan.pieces.iter().take_while(|_| !self.stop.load(Ordering::Relaxed));
        let found = pieces.map(|(number, piece)| {
            let place = corpus::raw_bytes(self.corpus, piece).map_or(WhereWordsAre::Nowhere, |bytes| {
                scan.words.find_in(&bytes, corpus::looks_like_json_lines(piece, &bytes))
            });
            (*number, place)
        });
        // Files are read outside of the lock on the tasks.
        let found: Vec<(u64, WhereWordsAre)> = found.collect();
        self.tasks.take_scanned(scan, found);
    }

    /// Reads those articles of a piece whose lines have words. What is wrong with it is told when all of it is read.
    fn preview(&mut self, number: u64, task: &Task, words: &RawWords) {
        let (corpus, options, piece) = (self.corpus, self.options, &task.piece);
        self.previews.begin_piece(&piece.path, piece.part, task.state);
        self.previewed.push(number);
        let is_wanted = |line: &[u8]| words.may_be_in(line);
        let _ = caught(PARSER, || {
            corpus::read_wanted_lines(corpus, piece, options, &is_wanted, &mut |record| {
                let Extracted { article, body, facts, keep_body, identity, .. } = self.extracted(record);
                self.previews.push_known(article, body, &facts, keep_body, identity);
            });
        });
    }

    fn extracted(&self, record: Record) -> Extracted {
        let extract = if self.needs.facts { extract::article } else { extract::article_without_facts };
        let mut extracted = extract(record);
        if extracted.problem.is_none() {
            extracted.problem = extract::doubtful_date(&extracted.article, self.today);
            extracted.article.has_problem |= extracted.problem.is_some();
        }
        extracted
    }

    fn read_and_count(&mut self, task: &Task) {
        // A file that is read in parts counts with its last one, which nobody knows: so each part
        // counts its bytes, and the first one the file.
        panic_if_tested(PARSER);
        let is_first = task.piece.part.is_none_or(|part| part.range.start == 0);
        self.read(task);
        self.counters.n_bytes_read.fetch_add(task.piece.n_bytes, Ordering::Relaxed);
        self.counters.n_files_read.fetch_add(u64::from(is_first), Ordering::Relaxed);
    }

    fn read(&mut self, task: &Task) {
        let (corpus, options, piece) = (self.corpus, self.options, &task.piece);
        let is_large = piece.n_bytes > LARGE_BYTES
            || (piece.n_bytes > LARGE_ARTICLE_BYTES && !corpus::may_hold_many(&piece.path))
            || (piece.n_bytes > LARGE_PACKED_BYTES && corpus::is_named_packed(&piece.path));
        let counters = Arc::clone(&self.counters);
        let _alone = is_large.then(|| counters.large.lock().unwrap_or_else(PoisonError::into_inner));
        self.builder.begin_piece(&piece.path, piece.part, task.state);
        let (mut outcome, mut problems, mut has_lines) = (Outcome::default(), Vec::new(), false);
        let ended = caught(PARSER, || {
            panic_if_tested("file");
            let of_piece = corpus::read(corpus, piece, options, &mut |record| {
                outcome.has_articles = true;
                has_lines |= record.address.format == Format::JsonLines;
                let Extracted { article, body, facts, keep_body, problem, identity } = self.extracted(record);
                problems.extend(problem);
                self.builder.push_known(article, body, &facts, keep_body, identity);
                if !task.has_preview {
                    self.send_if_due();
                }
            });
            outcome.has_unread = of_piece.iter().any(|problem| problem.severity == Severity::NotShown);
            if of_piece.is_empty() && !outcome.has_articles {
                // No reader should leave a file without a word; should one, the file is named none the less.
                let what = "no article found in it";
                problems.push(Problem::new(&*piece.path, Severity::SetAside, what));
            }
            problems.extend(of_piece);
        });
        if ended.is_err() {
            outcome.has_unread = true;
            problems.push(Problem::new(&*piece.path, Severity::NotShown, corpus::PARSER_CRASHED));
        }
        // Of a file in pieces the finder remembers what is needed to go on where it ends.
        let file = File { path: piece.path.clone(), state: task.state };
        // Of one that was shorter when it was read, nothing is remembered: by now it may be as long as the walk found it.
        let was_shorter = problems.iter().any(corpus::is_of_shorter_file);
        let may_grow = has_lines && piece.part.is_none() && !was_shorter;
        let read_so_far = if may_grow { corpus::read_so_far(corpus, &file) } else { None };
        // What could not be opened this time has not been read: no index remembers it as a file without articles. Nor
        // has a part that was shorter, of which the file says that it was read.
        let is_unread = problems.iter().any(corpus::is_passing) || (was_shorter && piece.part.is_some());
        if !is_unread {
            self.builder.end_piece(&problems, read_so_far);
        }
        self.problems.append(&mut problems);
        counters.count(piece, outcome);
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
        self.send_previews();
        self.last_sent = Instant::now();
        if self.builder.is_empty() && !self.builder.has_ended_pieces() && self.problems.is_empty() {
            return;
        }
        let open = self.builder.open_piece().cloned();
        let segment = std::mem::replace(&mut self.builder, SegmentBuilder::of(self.needs)).finish();
        if let Some(open) = open {
            self.builder.continue_piece(open);
        }
        let problems = std::mem::take(&mut self.problems);
        self.hand_on(Batch { segment, is_preview: false, is_awaited: self.is_awaited, problems });
    }

    fn send_previews(&mut self) {
        if self.previewed.is_empty() {
            return;
        }
        let segment = std::mem::replace(&mut self.previews, SegmentBuilder::of(self.needs)).finish();
        self.hand_on(Batch { segment, is_preview: true, is_awaited: true, problems: Vec::new() });
        self.tasks.finish_previews(&std::mem::take(&mut self.previewed));
    }

    fn hand_on(&self, batch: Batch) {
        self.room.take(batch.segment.n_bytes(), self.stop);
        // Nobody listens any more only when the reading was stopped.
        let _ = self.events.send(Event::Batch(Box::new(batch)));
    }
}
