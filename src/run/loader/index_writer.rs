//! The thread that writes segments to the index and joins them, and when it does.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::Event;
use crate::app::message::WorkerDied;
use crate::index::stored::segment::folder_name;
use crate::index::stored::{Damaged, StoredSegment, merge_segments, write_segment};
use crate::index::{Part, Segment};
use crate::run::worker::{INDEX_WRITER, panic_if_tested, spawn_scoped_worker};

/// The first segment is written when so many bytes of folded text wait …
const FIRST_BYTES: usize = 4 * 1024 * 1024;
/// … each later one when there are twice as many, up to this.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// So many adjacent segments of a kind are joined …
const JOINED: usize = 8;
/// … as long as the outcome has no more rows than this: a filter is answered segment by segment, on all cores, and
/// shows what it has between them.
const ROWS_MAX: usize = 300_000;
/// After the folder has been read small segments are joined to a large one when they have at least one row for so many
/// of its.
const SMALL_SHARE: usize = 4;
/// The kinds of segments: up to so many rows, and up to eight times as many for each following kind.
const LEAST_ROWS: usize = 1_024;

/// Something to write.
#[derive(Debug)]
pub(super) enum Job {
    /// Segments in memory become one on disk.
    Write(u64, Vec<Arc<Segment>>),
    /// Segments on disk become one.
    Join(u64, Vec<Arc<StoredSegment>>),
}

/// What came of a job.
#[derive(Debug)]
pub(super) struct Written {
    /// True if segments on disk were joined.
    pub is_join: bool,
    pub outcome: Result<Arc<StoredSegment>, Damaged>,
    /// What the thread has used of a processor since its start, where the system tells it.
    pub processor_time: Option<Duration>,
}

/// The thread that writes.
#[derive(Debug)]
pub(super) struct IndexWriter {
    jobs: Sender<Job>,
    /// The parts of the snapshot that the job it works on replaces, by number; one job at a time.
    pub busy_with: Option<Range<usize>>,
    write_at_bytes: usize,
}

impl IndexWriter {
    /// Starts the thread, which writes to the index in `folder` until it is dropped or `stop` is set.
    ///
    /// # Errors
    /// When the system refuses the thread.
    pub fn start<'scope>(
        scope: &'scope std::thread::Scope<'scope, '_>,
        folder: PathBuf,
        events: Sender<Event>,
        stop: &'scope AtomicBool,
    ) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        spawn_scoped_worker(scope, INDEX_WRITER, events.clone(), move || run(&folder, &received, &events, stop))?;
        Ok(Self { jobs, busy_with: None, write_at_bytes: FIRST_BYTES })
    }

    /// Starts to write parts in memory, if enough of them wait or `is_urgent`. Returns whether it did.
    pub fn write_if_due(&mut self, parts: &[Part], next_number: impl FnOnce() -> u64, is_urgent: bool) -> bool {
        let Some(first) = parts.iter().position(|part| matches!(part, Part::Memory(_))) else {
            return false;
        };
        let mut segments = Vec::new();
        let mut n_bytes = 0;
        for part in &parts[first..] {
            let Part::Memory(segment) = part else { break };
            n_bytes += segment.n_bytes();
            segments.push(Arc::clone(segment));
            if n_bytes >= MOST_BYTES {
                break;
            }
        }
        if self.busy_with.is_some() || (n_bytes < self.write_at_bytes && !is_urgent) {
            return false;
        }
        self.write_at_bytes = (self.write_at_bytes * 2).min(MOST_BYTES);
        self.busy_with = Some(first..first + segments.len());
        self.jobs.send(Job::Write(next_number(), segments)).is_ok()
    }

    /// Starts to join parts on disk, if there are many of a kind, or several where `is_over` says that no more are
    /// to be expected. Returns whether it did.
    pub fn join_if_due(&mut self, parts: &[Part], is_over: bool, next_number: impl FnOnce() -> u64) -> bool {
        if self.busy_with.is_some() {
            return false;
        }
        let Some(joined) = to_join(parts).or_else(|| to_join_at_end(parts).filter(|_| is_over)) else { return false };
        let segments = parts[joined.clone()].iter().filter_map(|part| match part {
            Part::Stored(segment) => Some(Arc::clone(segment)),
            Part::Memory(_) => None,
        });
        let job = Job::Join(next_number(), segments.collect());
        self.busy_with = Some(joined);
        self.jobs.send(job).is_ok()
    }
}

/// The adjacent parts on disk that are to be joined: the longest run of parts of a kind or smaller that ends where
/// the parts on disk do, of the smallest kind that has many.
fn to_join(parts: &[Part]) -> Option<Range<usize>> {
    let n_stored = parts.iter().take_while(|part| matches!(part, Part::Stored(_))).count();
    let mut limit = LEAST_ROWS;
    while limit / JOINED <= ROWS_MAX {
        let mut n_rows = 0;
        let run = parts[..n_stored].iter().rev().take_while(|part| {
            n_rows += part.len();
            part.len() <= limit && n_rows <= ROWS_MAX
        });
        let n_joined = run.count();
        if n_joined >= JOINED {
            return Some(n_stored - n_joined..n_stored);
        }
        limit *= JOINED;
    }
    None
}

/// The adjacent parts on disk to join after the whole folder has been read: all at the end that fit one segment, where
/// more than a few rows would be left in small ones.
fn to_join_at_end(parts: &[Part]) -> Option<Range<usize>> {
    let n_stored = parts.iter().take_while(|part| matches!(part, Part::Stored(_))).count();
    let (mut n_rows, mut largest, mut n_joined) = (0, 0, 0);
    for part in parts[..n_stored].iter().rev().take_while(|part| {
        n_rows += part.len();
        n_rows <= ROWS_MAX
    }) {
        largest = largest.max(part.len());
        n_joined += 1;
    }
    let n_small = parts[n_stored - n_joined..n_stored].iter().map(Part::len).sum::<usize>() - largest;
    (n_joined > 1 && n_small * SMALL_SHARE > largest).then(|| n_stored - n_joined..n_stored)
}

fn run(folder: &Path, jobs: &Receiver<Job>, events: &Sender<Event>, stop: &AtomicBool) {
    while let Ok(job) = jobs.recv() {
        panic_if_tested(INDEX_WRITER);
        let is_join = matches!(job, Job::Join(..));
        let is_stopped = || stop.load(Ordering::Relaxed);
        let (number, entry) = match job {
            Job::Write(number, segments) => (number, write_segment(folder, number, &segments)),
            Job::Join(number, parts) => (number, merge_segments(folder, number, &parts, &is_stopped)),
        };
        let outcome = entry.and_then(|entry| StoredSegment::open(folder, entry)).map(Arc::new);
        if outcome.is_err() {
            // What cannot be removed now is removed at the next start.
            crate::screen_thread::check("removing a segment of the index");
            let _ = std::fs::remove_dir_all(folder.join(folder_name(number)));
        }
        let written = Written { is_join, outcome, processor_time: processor_time() };
        if events.send(Event::Written(written)).is_err() {
            return;
        }
    }
}

/// What this thread has used of a processor since its start.
#[cfg(target_os = "linux")]
fn processor_time() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

/// What this thread has used of a processor since its start: not told here.
#[cfg(not(target_os = "linux"))]
fn processor_time() -> Option<Duration> {
    None
}
