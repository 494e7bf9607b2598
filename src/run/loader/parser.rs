//! The parser: reads file chunks and builds segments of their articles.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::LoadEvent;
use super::counters::{Counters, Outcome};
use super::tasks::{Next, Scan, Task, Tasks};
use super::write_budget::WriteBudget;
use crate::article::{Format, Problem, Severity};
use crate::corpus::{self, Corpus, File, Options, Record};
use crate::extract::{self, Extracted};
use crate::index::stored::Segment;
use crate::index::{Needs, SegmentBuilder};
use crate::query::{RawWords, WordPlacement};
use crate::run::worker::{PARSER, caught, panic_if_tested};

/// The number of articles at which a parser sends a batch.
const BATCH_ARTICLES: usize = 2_048;
/// The bytes of normalised text at which a parser sends a batch.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// The time after which a parser sends a batch. Snapshots are not published more often. Larger batches mean fewer
/// segments to join.
const BATCH_WAIT: Duration = Duration::from_millis(150);
/// The limits of a batch until the first snapshot has been published, which must come soon.
const EARLY_ARTICLES: usize = 6;
const EARLY_WAIT: Duration = Duration::from_millis(5);

/// The size above which a file is large. Large files are read one at a time, so the memory that one needs besides the
/// index is needed only once, not once for every core.
const LARGE_BYTES: u64 = 8 * 1024 * 1024;
/// The same limit for a file that is most likely one article. It is in memory as a whole, and few articles are as long.
const LARGE_ARTICLE_BYTES: u64 = 1024 * 1024;
/// The same limit for a packed file, which holds many times as many bytes.
const LARGE_PACKED_BYTES: u64 = 256 * 1024;

/// A batch of articles that a parser sends to the coordinator.
#[derive(Debug)]
pub(super) struct Batch {
    pub segment: Segment,
    /// True if it is a preview: only some articles of its chunks, which are read whole later.
    pub is_preview: bool,
    /// True if the user waits for some of its articles.
    pub is_awaited: bool,
    /// The problems of chunks that were read to their end.
    pub problems: Vec<Problem>,
}

/// The state of one parser.
pub(super) struct Parser<'load> {
    pub corpus: &'load Corpus,
    pub options: &'load Options,
    pub stop: &'load AtomicBool,
    pub counters: Arc<Counters>,
    pub budget: &'load WriteBudget,
    pub events: Sender<LoadEvent>,
    /// The current day. Articles with a later date get a problem.
    pub today: Date,
    /// The parts of articles that the segments must store.
    pub needs: Needs,
    pub builder: SegmentBuilder,
    /// The articles of previews that have not been sent. `previewed` has the numbers of their chunks.
    pub previews: SegmentBuilder,
    pub previewed: Vec<u64>,
    /// True if the last task was one that the user waits for.
    pub is_awaited: bool,
    pub tasks: Arc<Tasks<'load>>,
    pub problems: Vec<Problem>,
    pub last_sent: Instant,
}

impl Drop for Parser<'_> {
    /// Releases the chunks of unsent previews, also when the thread panics, so that another parser can read them.
    fn drop(&mut self) {
        self.tasks.finish_previews(&self.previewed);
        self.tasks.end_scans();
    }
}

impl Parser<'_> {
    /// Reads chunks until there are no more.
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
                // No preview is unsent here, because previews are sent before each task that is not preferred.
                Next::Wait => {
                    // The wait may be short, for example while another parser sends its previews. So a batch is sent
                    // before the wait only if the last one was sent a while ago.
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
        let _ = self.events.send(LoadEvent::ParserDone);
    }

    /// Scans chunks for words, so that chunks with these words are read first.
    fn scan(&self, scan: &Scan) {
        let chunks = scan.chunks.iter().take_while(|_| !self.stop.load(Ordering::Relaxed));
        let found = chunks.map(|(number, chunk)| {
            let place = corpus::raw_bytes(self.corpus, chunk).map_or(WordPlacement::Nowhere, |bytes| {
                scan.words.find_in(&bytes, corpus::looks_like_json_lines(chunk, &bytes))
            });
            (*number, place)
        });
        // Collects the results first, because no file may be read while the queue is locked.
        let found: Vec<(u64, WordPlacement)> = found.collect();
        self.tasks.take_scanned(scan, found);
    }

    /// Reads the articles of those lines of a chunk that have the words. Problems are reported later, when the whole
    /// chunk is read.
    fn preview(&mut self, number: u64, task: &Task, words: &RawWords) {
        let (corpus, options, chunk) = (self.corpus, self.options, &task.chunk);
        self.previews.begin_chunk(&chunk.path, chunk.lines, task.state);
        self.previewed.push(number);
        let is_wanted = |line: &[u8]| words.may_be_in(line);
        let _ = caught(PARSER, || {
            corpus::read_wanted_lines(corpus, chunk, options, &is_wanted, &mut |record| {
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
        // Nobody knows which chunk of a file is read last. So each chunk counts its bytes, and the first chunk counts
        // the file.
        panic_if_tested(PARSER);
        let is_first = task.chunk.lines.is_none_or(|lines| lines.range.start == 0);
        self.read(task);
        self.counters.n_bytes_read.fetch_add(task.chunk.n_bytes, Ordering::Relaxed);
        self.counters.n_files_read.fetch_add(u64::from(is_first), Ordering::Relaxed);
    }

    fn read(&mut self, task: &Task) {
        let (corpus, options, chunk) = (self.corpus, self.options, &task.chunk);
        let is_large = chunk.n_bytes > LARGE_BYTES
            || (chunk.n_bytes > LARGE_ARTICLE_BYTES && !corpus::may_hold_many(&chunk.path))
            || (chunk.n_bytes > LARGE_PACKED_BYTES && corpus::is_named_packed(&chunk.path));
        let counters = Arc::clone(&self.counters);
        let _alone = is_large.then(|| counters.large.lock().unwrap_or_else(PoisonError::into_inner));
        self.builder.begin_chunk(&chunk.path, chunk.lines, task.state);
        let (mut outcome, mut problems, mut has_lines) = (Outcome::default(), Vec::new(), false);
        let ended = caught(PARSER, || {
            panic_if_tested("file");
            let of_chunk = corpus::read(corpus, chunk, options, &mut |record| {
                outcome.has_articles = true;
                has_lines |= record.address.format == Format::JsonLines;
                let Extracted { article, body, facts, keep_body, problem, identity } = self.extracted(record);
                problems.extend(problem);
                self.builder.push_known(article, body, &facts, keep_body, identity);
                if !task.has_preview {
                    self.send_if_due();
                }
            });
            outcome.has_unread = of_chunk.iter().any(|problem| problem.severity == Severity::NotShown);
            if of_chunk.is_empty() && !outcome.has_articles {
                // Each format should report why it found no article. If it did not, the file is still listed with a
                // reason.
                let what = "no article found in it";
                problems.push(Problem::new(&*chunk.path, Severity::SetAside, what));
            }
            problems.extend(of_chunk);
        });
        if ended.is_err() {
            outcome.has_unread = true;
            problems.push(Problem::new(&*chunk.path, Severity::NotShown, corpus::PARSER_CRASHED));
        }
        // For a file in chunks, the walker stores the resume point. This is for a file that is one chunk.
        let file = File { path: chunk.path.clone(), state: task.state };
        // A file that was shorter than the walk found it gets no resume point: by now it may have that length again.
        let was_shorter = problems.iter().any(corpus::file_became_shorter);
        let may_grow = has_lines && chunk.lines.is_none() && !was_shorter;
        let resume_point = if may_grow { corpus::resume_point(corpus, &file) } else { None };
        // A chunk that could not be opened this time does not count as read, so that no index records it as a file
        // without articles. The same is true of a chunk that was shorter, because the record would claim its missing
        // bytes as read.
        let is_unread = problems.iter().any(corpus::is_transient) || (was_shorter && chunk.lines.is_some());
        if !is_unread {
            self.builder.end_chunk(&problems, resume_point);
        }
        self.problems.append(&mut problems);
        counters.count(chunk, outcome);
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
        if self.builder.is_empty() && !self.builder.has_ended_chunks() && self.problems.is_empty() {
            return;
        }
        let open = self.builder.open_chunk().cloned();
        let segment = std::mem::replace(&mut self.builder, SegmentBuilder::of(self.needs)).finish();
        if let Some(open) = open {
            self.builder.continue_chunk(open);
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
        self.budget.take(batch.segment.n_bytes(), self.stop);
        // Sending fails only if the load was stopped.
        let _ = self.events.send(LoadEvent::Batch(Box::new(batch)));
    }
}
