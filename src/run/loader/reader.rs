//! A thread that reads pieces of files and makes segments of their articles.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::Event;
use super::counters::{Counters, Outcome};
use super::room::Room;
use super::tasks::{Look, Next, Task, Tasks};
use crate::article::{Format, Problem, Severity};
use crate::corpus::{self, Corpus, File, Options};
use crate::extract;
use crate::index::stored::Segment;
use crate::index::{Needs, SegmentBuilder};
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
    pub problems: Vec<Problem>,
    pub last_sent: Instant,
}

impl Reader<'_> {
    /// Reads pieces until there are no more.
    pub fn run(mut self, tasks: &Tasks<'_>) {
        let mut was_preferred = false;
        while !self.stop.load(Ordering::Relaxed) {
            let next = tasks.next();
            let is_preferred = matches!(next, Next::Read { is_preferred: true, .. });
            if was_preferred && !is_preferred {
                // The user waits for them.
                self.send();
            }
            was_preferred = is_preferred;
            match next {
                Next::Read { task, .. } => self.read_and_count(&task),
                Next::LookInto(look) => self.look_into(&look, tasks),
                Next::Wait => {
                    // Another reader may only be about to hand something on, which is soon over: nothing is sent too
                    // early that would not be sent within the same few milliseconds.
                    if self.last_sent.elapsed() >= EARLY_WAIT {
                        self.send();
                    }
                    tasks.wait();
                }
                Next::End => break,
            }
            self.send_if_due();
        }
        self.send();
        let _ = self.events.send(Event::ReaderDone);
    }

    /// Looks for words in pieces, so that those that have them are read first.
    fn look_into(&self, look: &Look, tasks: &Tasks<'_>) {
        let has_words = |bytes: &[u8]| look.words.may_be_in(bytes);
        let pieces = look.pieces.iter().take_while(|_| !self.stop.load(Ordering::Relaxed));
        let found = pieces.filter(|(_, piece)| corpus::raw_bytes_are(self.corpus, piece, &has_words));
        let numbers: Vec<u64> = found.map(|(number, _)| *number).collect();
        tasks.found_words(look, &numbers);
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
        let (corpus, options, piece, today) = (self.corpus, self.options, &task.piece, self.today);
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
                let extract = if self.needs.facts { extract::article } else { extract::article_without_facts };
                let mut extracted = extract(record);
                if extracted.problem.is_none() {
                    extracted.problem = extract::doubtful_date(&extracted.article, today);
                    extracted.article.has_problem |= extracted.problem.is_some();
                }
                problems.extend(extracted.problem.take());
                let extract::Extracted { article, body, facts, keep_body, identity, .. } = extracted;
                self.builder.push_known(article, body, &facts, keep_body, identity);
                self.send_if_due();
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
        let read_so_far = if has_lines && piece.part.is_none() { corpus::read_so_far(corpus, &file) } else { None };
        // What could not be opened this time has not been read: no index remembers it as a file without articles.
        if !problems.iter().any(corpus::is_passing) {
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
        self.last_sent = Instant::now();
        if self.builder.is_empty() && !self.builder.has_ended_pieces() && self.problems.is_empty() {
            return;
        }
        let open = self.builder.open_piece().cloned();
        let segment = std::mem::replace(&mut self.builder, SegmentBuilder::of(self.needs)).finish();
        if let Some(open) = open {
            self.builder.continue_piece(open);
        }
        self.room.take(segment.n_bytes(), self.stop);
        // Nobody listens any more only when the reading was stopped.
        let batch = Batch { segment, problems: std::mem::take(&mut self.problems) };
        let _ = self.events.send(Event::Batch(Box::new(batch)));
    }
}
