//! A thread that reads chunks of files and makes segments of their articles.

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

/// A parser hands its articles on when it has so many …
const BATCH_ARTICLES: usize = 2_048;
/// … or so many bytes of normalised text …
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

/// What a parser hands on.
#[derive(Debug)]
pub(super) struct Batch {
    pub segment: Segment,
    /// True if it has some articles of its chunks, which are read whole later.
    pub is_preview: bool,
    /// True if the user waits for some of its articles.
    pub is_awaited: bool,
    /// Of the chunks that were read to their end.
    pub problems: Vec<Problem>,
}

/// One parser thread.
pub(super) struct Parser<'load> {
    pub corpus: &'load Corpus,
    pub options: &'load Options,
    pub stop: &'load AtomicBool,
    pub counters: Arc<Counters>,
    pub budget: &'load WriteBudget,
    pub events: Sender<LoadEvent>,
    /// The current day. Later dates are doubtful.
    pub today: Date,
    /// What the segments are to answer.
    pub needs: Needs,
    pub builder: SegmentBuilder,
    /// The articles of previews, and the numbers of their chunks.
    pub previews: SegmentBuilder,
    pub previewed: Vec<u64>,
    /// True if the last chunk was one of those that the user waits for.
    pub is_awaited: bool,
    pub tasks: Arc<Tasks<'load>>,
    pub problems: Vec<Problem>,
    pub last_sent: Instant,
}

impl Drop for Parser<'_> {
    /// Also where the thread dies: another one reads the chunks whose previews it held.
    fn drop(&mut self) {
        self.tasks.finish_previews(&self.previewed);
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
                // No preview is unsent here: each step that is not preferred sends them first.
                Next::Wait => {
                    // Another parser may only be about to hand something on, which is soon over: nothing is sent too
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
        let _ = self.events.send(LoadEvent::ParserDone);
    }

    /// Scans chunks for words, so that those that have them are read first.
    fn scan(&self, scan: &Scan) {
        let chunks = scan.chunks.iter().take_while(|_| !self.stop.load(Ordering::Relaxed));
        let found = chunks.map(|(number, chunk)| {
            let place = corpus::raw_bytes(self.corpus, chunk).map_or(WordPlacement::Nowhere, |bytes| {
                scan.words.find_in(&bytes, corpus::looks_like_json_lines(chunk, &bytes))
            });
            (*number, place)
        });
        // Files are read outside of the lock on the tasks.
        let found: Vec<(u64, WordPlacement)> = found.collect();
        self.tasks.take_scanned(scan, found);
    }

    /// Reads those articles of a chunk whose lines have words. What is wrong with it is told when all of it is read.
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
        // A file that is read in parts counts with its last one, which nobody knows: so each part
        // counts its bytes, and the first one the file.
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
                // No parser should leave a file without a word; should one, the file is named none the less.
                let what = "no article found in it";
                problems.push(Problem::new(&*chunk.path, Severity::SetAside, what));
            }
            problems.extend(of_chunk);
        });
        if ended.is_err() {
            outcome.has_unread = true;
            problems.push(Problem::new(&*chunk.path, Severity::NotShown, corpus::PARSER_CRASHED));
        }
        // Of a file in chunks the walker remembers what is needed to go on where it ends.
        let file = File { path: chunk.path.clone(), state: task.state };
        // Of one that was shorter when it was read, nothing is remembered: by now it may be as long as the walk found it.
        let was_shorter = problems.iter().any(corpus::file_became_shorter);
        let may_grow = has_lines && chunk.lines.is_none() && !was_shorter;
        let resume_point = if may_grow { corpus::resume_point(corpus, &file) } else { None };
        // What could not be opened this time has not been read: no index remembers it as a file without articles. Nor
        // has a part that was shorter, of which the file says that it was read.
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
        // Nobody listens any more only when the reading was stopped.
        let _ = self.events.send(LoadEvent::Batch(Box::new(batch)));
    }
}
