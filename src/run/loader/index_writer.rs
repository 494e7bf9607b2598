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
use crate::index::stored::{Damaged, SegmentOutput, StoredSegment, merge_segments};
use crate::run::worker::{INDEX_WRITER, panic_if_tested, spawn_scoped_worker};

/// The first segment is written when so many bytes of segments in memory wait …
const FIRST_BYTES: usize = 2 * 1024 * 1024;
/// … each later one when there are twice as many, up to this.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// So many adjacent segments of a kind are joined …
const JOINED: usize = 8;
/// … as long as the outcome has no more rows than this: a filter is answered segment by segment, on all cores, and
/// shows what it has between them.
const ROWS_MAX: usize = 300_000;
/// Without an index, segments are joined in memory as long as the outcome has no more bytes than this: while they are
/// joined, their bytes are there twice.
const BYTES_IN_MEMORY_MAX: usize = 32 * 1024 * 1024;
/// After the folder has been read small segments are joined to a large one when they have at least one row for so many
/// of its.
const SMALL_SHARE: usize = 4;
/// The kinds of segments: up to so many rows, and up to eight times as many for each following kind.
const LEAST_ROWS: usize = 1_024;

/// Segments that become one.
#[derive(Debug)]
struct Job {
    segments: Vec<Arc<StoredSegment>>,
    /// The number of the new segment on disk; `None` where it stays in memory.
    number: Option<u64>,
    /// True if segments on disk are joined.
    is_join: bool,
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
    /// Starts the thread, which writes to the index in `folder`, where there is one, until it is dropped or `stop` is
    /// set.
    ///
    /// # Errors
    /// When the system refuses the thread.
    pub fn start<'scope>(
        scope: &'scope std::thread::Scope<'scope, '_>,
        folder: Option<PathBuf>,
        events: Sender<Event>,
        stop: &'scope AtomicBool,
    ) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        let run = move |events: &Sender<Event>| run(folder.as_deref(), &received, events, stop);
        spawn_scoped_worker(scope, INDEX_WRITER, events.clone(), move || run(&events))?;
        Ok(Self { jobs, busy_with: None, write_at_bytes: FIRST_BYTES })
    }

    /// Starts to write parts in memory to disk, if enough of them wait or `is_urgent`. Returns whether it did.
    pub fn write_if_due(
        &mut self,
        parts: &[Arc<StoredSegment>],
        next_number: impl FnOnce() -> u64,
        is_urgent: bool,
    ) -> bool {
        let Some(first) = parts.iter().position(|part| part.is_in_memory()) else {
            return false;
        };
        let mut n_bytes = 0;
        let mut end = first;
        while let Some(part) = parts.get(end).filter(|part| part.is_in_memory())
            && n_bytes < MOST_BYTES
        {
            n_bytes += part.n_bytes();
            end += 1;
        }
        if self.busy_with.is_some() || (n_bytes < self.write_at_bytes && !is_urgent) {
            return false;
        }
        self.write_at_bytes = (self.write_at_bytes * 2).min(MOST_BYTES);
        self.begin(parts, first..end, Some(next_number()), false)
    }

    /// Starts to join parts on disk, if there are many of a kind, or several where `is_over` says that no more are
    /// to be expected. Returns whether it did.
    pub fn join_if_due(
        &mut self,
        parts: &[Arc<StoredSegment>],
        is_over: bool,
        next_number: impl FnOnce() -> u64,
    ) -> bool {
        if self.busy_with.is_some() {
            return false;
        }
        let n_stored = parts.iter().take_while(|part| !part.is_in_memory()).count();
        let is_small = |_: usize, n_rows: usize| n_rows <= ROWS_MAX;
        let at_end = || to_join_at_end(&parts[..n_stored], is_small).filter(|_| is_over);
        let Some(joined) = to_join(&parts[..n_stored], is_small).or_else(at_end) else { return false };
        self.begin(parts, joined, Some(next_number()), true)
    }

    /// Starts to join parts in memory that stay there, if there are many of a kind. Returns whether it did.
    pub fn join_in_memory_if_due(&mut self, parts: &[Arc<StoredSegment>]) -> bool {
        if self.busy_with.is_some() {
            return false;
        }
        let Some(joined) = to_join_in_memory(parts) else { return false };
        self.begin(parts, joined, None, false)
    }

    fn begin(
        &mut self,
        parts: &[Arc<StoredSegment>],
        replaced: Range<usize>,
        number: Option<u64>,
        is_join: bool,
    ) -> bool {
        let job = Job { segments: parts[replaced.clone()].to_vec(), number, is_join };
        self.busy_with = Some(replaced);
        self.jobs.send(job).is_ok()
    }
}

/// The adjacent parts in memory that are to be joined there.
pub(super) fn to_join_in_memory(parts: &[Arc<StoredSegment>]) -> Option<Range<usize>> {
    let n_stored = parts.iter().take_while(|part| !part.is_in_memory()).count();
    let is_small = |n_bytes: usize, n_rows: usize| n_bytes <= BYTES_IN_MEMORY_MAX && n_rows <= ROWS_MAX;
    to_join(&parts[n_stored..], is_small).map(|joined| n_stored + joined.start..n_stored + joined.end)
}

/// The adjacent parts that are to be joined: the longest run of parts of a kind or smaller at the end, of the smallest
/// kind that has many. `is_small` is given the bytes and the rows of the outcome.
fn to_join(parts: &[Arc<StoredSegment>], is_small: impl Fn(usize, usize) -> bool) -> Option<Range<usize>> {
    let mut limit = LEAST_ROWS;
    while limit / JOINED <= ROWS_MAX {
        let (mut n_bytes, mut n_rows) = (0, 0);
        let run = parts.iter().rev().take_while(|part| {
            n_bytes += part.n_bytes();
            n_rows += part.len();
            part.len() <= limit && is_small(n_bytes, n_rows)
        });
        let n_joined = run.count();
        if n_joined >= JOINED {
            return Some(parts.len() - n_joined..parts.len());
        }
        limit *= JOINED;
    }
    None
}

/// The adjacent parts to join after the whole folder has been read: all at the end that fit one segment, where more
/// than a few rows would be left in small ones.
fn to_join_at_end(parts: &[Arc<StoredSegment>], is_small: impl Fn(usize, usize) -> bool) -> Option<Range<usize>> {
    let (mut n_bytes, mut n_rows, mut largest, mut n_joined) = (0, 0, 0, 0);
    for part in parts.iter().rev().take_while(|part| {
        n_bytes += part.n_bytes();
        n_rows += part.len();
        is_small(n_bytes, n_rows)
    }) {
        largest = largest.max(part.len());
        n_joined += 1;
    }
    let joined = parts.len() - n_joined..parts.len();
    let n_small = parts[joined.clone()].iter().map(|part| part.len()).sum::<usize>() - largest;
    (n_joined > 1 && n_small * SMALL_SHARE > largest).then_some(joined)
}

fn run(folder: Option<&Path>, jobs: &Receiver<Job>, events: &Sender<Event>, stop: &AtomicBool) {
    while let Ok(job) = jobs.recv() {
        panic_if_tested(INDEX_WRITER);
        let outcome = done(&job, folder, &|| stop.load(Ordering::Relaxed));
        if let (Err(_), Some(folder), Some(number)) = (&outcome, folder, job.number) {
            // What cannot be removed now is removed at the next start.
            crate::screen_thread::check("removing a segment of the index");
            let _ = std::fs::remove_dir_all(folder.join(folder_name(number)));
        }
        let written = Written { is_join: job.is_join, outcome, processor_time: processor_time() };
        if events.send(Event::Written(written)).is_err() {
            return;
        }
    }
}

/// Does a job.
fn done(job: &Job, folder: Option<&Path>, stop: &dyn Fn() -> bool) -> Result<Arc<StoredSegment>, Damaged> {
    let output = match (folder, job.number) {
        (Some(folder), Some(number)) => SegmentOutput::on_disk(folder, number)?,
        _ => SegmentOutput::Memory,
    };
    let segment = merge_segments(&job.segments, &output, stop)?;
    if segment.is_in_memory() {
        // Lists are drawn from it at once, by the thread of the screen.
        segment.tables()?;
    }
    Ok(Arc::new(segment))
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
