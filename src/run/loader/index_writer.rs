//! The index writer: writes segments to disk, joins them and compacts them. Also decides when each of these is due.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::LoadEvent;
use super::write_budget::WriteBudget;
use crate::app::message::WorkerDied;
use crate::index::stored::{Damaged, Merge, RowNumbers, Segment, SegmentOutput};
use crate::index::{Bitmap, RowId};
use crate::run::worker::{INDEX_WRITER, panic_if_tested, run_at_low_priority, spawn_scoped_worker};

/// The bytes of segments in memory at which the first segment is written.
const FIRST_BYTES: usize = 2 * 1024 * 1024;
/// The greatest threshold. Each write doubles the threshold of the next one, up to this many bytes.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The number of adjacent segments of a size class at which they are joined.
const JOINED: usize = 8;
/// The most rows of a joined segment. A filter is answered segment by segment, on all cores, and shows its hits between
/// segments.
const ROWS_MAX: usize = 300_000;
/// The most bytes of a segment that is joined in memory, without an index. While segments are joined, their bytes are
/// in memory twice.
const BYTES_IN_MEMORY_MAX: usize = 32 * 1024 * 1024;
/// The share of small segments at which they are joined to a large one after the folder has been read: one row for
/// every so many rows of the large segment.
const SMALL_SHARE: usize = 4;
/// The most rows in the smallest size class of segments. Each following class holds up to eight times as many.
const LEAST_ROWS: usize = 1_024;

/// The share of deleted rows at which a segment on disk is compacted: one for every so many other rows. Rows whose
/// article was removed before do not count.
const COMPACTED_SHARE: usize = 8;
/// The share of deleted rows at which all rows are renumbered: one for every so many other rows. A purged row takes
/// about a twentieth of the bytes of an article.
const RENUMBERED_SHARE: usize = 1;
/// The most deleted rows of a segment that are too few to compact it.
const ROWS_COMPACTED_MIN: usize = 64;
/// The fewest deleted rows of an index for which its rows are renumbered, because the load must then start again.
const ROWS_RENUMBERED_MIN: usize = 256;

/// The kinds of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Make one segment of segments in memory, on disk or in memory.
    Write,
    /// Make one segment of segments on disk.
    Join,
    /// Write a segment on disk again without the articles of its deleted rows.
    Compact,
    /// Write all segments on disk again without their deleted rows.
    Renumber,
}

/// One job of the index writer.
#[derive(Debug)]
struct Job {
    task: Task,
    /// The segments to replace.
    segments: Vec<Arc<Segment>>,
    /// The range of `segments` for each new segment, with the number of the new segment on disk. `None` if it stays in
    /// memory.
    new: Vec<(Range<usize>, Option<u64>)>,
    /// The deleted rows of the segments, counted from the first row of `segments`.
    deleted: Arc<Bitmap>,
    /// True if the first of `segments` is the first one of the index.
    is_first: bool,
}

/// The result of a job.
#[derive(Debug)]
pub(super) struct JobOutcome {
    pub task: Task,
    /// The new segments. Empty if a compaction was abandoned.
    pub outcome: Result<Vec<Arc<Segment>>, Damaged>,
    /// The deleted rows that the job knew, counted from the first row of its segments.
    pub deleted: Arc<Bitmap>,
    /// The processor time that the index writer has used since its start, without compactions. `None` if the system
    /// does not report it.
    pub processor_time: Option<Duration>,
}

/// The segments of a snapshot, and their deleted rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct SnapshotSegments<'builder> {
    pub segments: &'builder [Arc<Segment>],
    pub deleted: &'builder Bitmap,
}

/// The handle of the thread that writes.
#[derive(Debug)]
pub(super) struct IndexWriter {
    jobs: Sender<Job>,
    /// The range of segments of the snapshot that the current job replaces. There is one job at a time.
    pub busy_with: Option<Range<usize>>,
    write_at_bytes: usize,
}

impl IndexWriter {
    /// Starts the thread. It writes to the index in `folder`, if there is one, until the handle is dropped or `stop` is
    /// set. It abandons a compaction when many bytes wait in `budget`.
    ///
    /// # Errors
    /// When the system refuses the thread.
    pub fn start<'scope>(
        scope: &'scope std::thread::Scope<'scope, '_>,
        folder: Option<PathBuf>,
        events: Sender<LoadEvent>,
        stop: &'scope AtomicBool,
        budget: &'scope WriteBudget,
    ) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        let run = move |events: &Sender<LoadEvent>| run(folder.as_deref(), &received, events, stop, budget);
        spawn_scoped_worker(scope, INDEX_WRITER, events.clone(), move || run(&events))?;
        Ok(Self { jobs, busy_with: None, write_at_bytes: FIRST_BYTES })
    }

    /// Starts to write segments in memory to disk, if enough bytes wait or `is_urgent`. Returns true if it started.
    pub fn write_if_due(
        &mut self,
        of: SnapshotSegments<'_>,
        next_number: impl FnOnce() -> u64,
        is_urgent: bool,
    ) -> bool {
        let Some(first) = of.segments.iter().position(|segment| segment.is_in_memory()) else {
            return false;
        };
        let mut n_bytes = 0;
        let mut end = first;
        while let Some(segment) = of.segments.get(end).filter(|segment| segment.is_in_memory())
            && n_bytes < MOST_BYTES
        {
            n_bytes += segment.n_bytes();
            end += 1;
        }
        if self.busy_with.is_some() || (n_bytes < self.write_at_bytes && !is_urgent) {
            return false;
        }
        self.write_at_bytes = (self.write_at_bytes * 2).min(MOST_BYTES);
        self.begin(Task::Write, of, first..end, Some(next_number()))
    }

    /// Starts to join segments on disk, if there are many of a size class. With `is_over`, no more segments are
    /// expected, so a few are joined as well. Returns true if it started.
    pub fn join_if_due(&mut self, of: SnapshotSegments<'_>, is_over: bool, next_number: impl FnOnce() -> u64) -> bool {
        if self.busy_with.is_some() {
            return false;
        }
        let stored = of.stored();
        let is_small = |_: usize, n_rows: usize| n_rows <= ROWS_MAX;
        let at_end = || to_join_at_end(stored, is_small).filter(|_| is_over);
        let Some(joined) = to_join(stored, is_small).or_else(at_end) else { return false };
        self.begin(Task::Join, of, joined, Some(next_number()))
    }

    /// Starts to remove deleted rows, if they are many: a compaction of one segment, or a renumbering if even the
    /// numbers of the deleted rows take much space. Returns true if it started.
    pub fn compact_if_due(&mut self, of: SnapshotSegments<'_>, mut next_number: impl FnMut() -> u64) -> bool {
        if self.busy_with.is_some() {
            return false;
        }
        if of.are_to_be_renumbered() {
            let n_stored = of.stored().len();
            let new = groups(of).into_iter().map(|group| (group, Some(next_number()))).collect();
            return self.send(Task::Renumber, of, 0..n_stored, new);
        }
        let Some(at) = of.to_compact() else { return false };
        self.begin(Task::Compact, of, at..at + 1, Some(next_number()))
    }

    /// Starts to join segments that stay in memory, if there are many of a size class. Returns true if it started.
    pub fn join_in_memory_if_due(&mut self, of: SnapshotSegments<'_>) -> bool {
        if self.busy_with.is_some() {
            return false;
        }
        let Some(joined) = to_join_in_memory(of.segments) else { return false };
        self.begin(Task::Write, of, joined, None)
    }

    fn begin(&mut self, task: Task, of: SnapshotSegments<'_>, replaced: Range<usize>, number: Option<u64>) -> bool {
        let new = vec![(0..replaced.len(), number)];
        self.send(task, of, replaced, new)
    }

    fn send(
        &mut self,
        task: Task,
        of: SnapshotSegments<'_>,
        replaced: Range<usize>,
        new: Vec<(Range<usize>, Option<u64>)>,
    ) -> bool {
        let segments = of.segments[replaced.clone()].to_vec();
        let n_rows = |segments: &[Arc<Segment>]| segments.iter().map(|segment| segment.len()).sum::<usize>();
        let first_row = n_rows(&of.segments[..replaced.start]);
        let deleted = Arc::new(of.deleted.part(first_row as RowId, n_rows(&segments)));
        let job = Job { task, segments, new, deleted, is_first: replaced.start == 0 };
        self.busy_with = Some(replaced);
        self.jobs.send(job).is_ok()
    }
}

impl<'builder> SnapshotSegments<'builder> {
    /// Returns the segments on disk, which come before those in memory.
    fn stored(self) -> &'builder [Arc<Segment>] {
        let n_stored = self.segments.iter().take_while(|segment| !segment.is_in_memory()).count();
        &self.segments[..n_stored]
    }

    /// Returns the segments on disk, each with the number of its deleted rows.
    fn n_deleted(self) -> impl Iterator<Item = (&'builder Segment, usize)> {
        let mut first_row = 0;
        self.stored().iter().map(move |segment| {
            let n_deleted = self.deleted.part(first_row, segment.len()).count();
            first_row += segment.len() as RowId;
            (&**segment, n_deleted)
        })
    }

    fn are_to_be_renumbered(self) -> bool {
        let (n_rows, n_deleted) = self.n_deleted().fold((0, 0), |(n_rows, all_deleted), (segment, n_deleted)| {
            (n_rows + segment.len(), all_deleted + n_deleted)
        });
        n_deleted >= ROWS_RENUMBERED_MIN && n_deleted * RENUMBERED_SHARE > n_rows - n_deleted
    }

    /// Returns the position of the first segment on disk that must be compacted.
    fn to_compact(self) -> Option<usize> {
        self.n_deleted().position(|(segment, n_deleted)| {
            let n_purged = segment.entry().rows.n_purged as usize;
            n_deleted - n_purged.min(n_deleted)
                > ((segment.len() - n_deleted) / COMPACTED_SHARE).max(ROWS_COMPACTED_MIN)
        })
    }
}

/// Returns the ranges of adjacent segments on disk that become one segment each in a renumbering.
fn groups(of: SnapshotSegments<'_>) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut n_rows = 0;
    for (at, (segment, n_deleted)) in of.n_deleted().enumerate() {
        let n_left = segment.len() - n_deleted;
        match groups.last_mut() {
            Some(group) if n_rows + n_left <= ROWS_MAX => {
                group.end = at + 1;
                n_rows += n_left;
            }
            _ => {
                groups.push(at..at + 1);
                n_rows = n_left;
            }
        }
    }
    groups
}

/// Returns the range of adjacent segments in memory to join there, if there are enough.
pub(super) fn to_join_in_memory(segments: &[Arc<Segment>]) -> Option<Range<usize>> {
    let n_stored = segments.iter().take_while(|segment| !segment.is_in_memory()).count();
    let is_small = |n_bytes: usize, n_rows: usize| n_bytes <= BYTES_IN_MEMORY_MAX && n_rows <= ROWS_MAX;
    to_join(&segments[n_stored..], is_small).map(|joined| n_stored + joined.start..n_stored + joined.end)
}

/// Returns the range of adjacent segments to join: the longest run at the end of segments of one size class or smaller,
/// for the smallest class that has enough. `is_small` gets the bytes and rows of the joined segment.
fn to_join(segments: &[Arc<Segment>], is_small: impl Fn(usize, usize) -> bool) -> Option<Range<usize>> {
    let mut limit = LEAST_ROWS;
    while limit / JOINED <= ROWS_MAX {
        let (mut n_bytes, mut n_rows) = (0, 0);
        let run = segments.iter().rev().take_while(|segment| {
            n_bytes += segment.n_bytes();
            n_rows += segment.len();
            segment.len() <= limit && is_small(n_bytes, n_rows)
        });
        let n_joined = run.count();
        if n_joined >= JOINED {
            return Some(segments.len() - n_joined..segments.len());
        }
        limit *= JOINED;
    }
    None
}

/// Returns the range of segments to join after the whole folder has been read: all segments at the end that fit in one.
/// `None` if all of them but the largest have few rows together.
fn to_join_at_end(segments: &[Arc<Segment>], is_small: impl Fn(usize, usize) -> bool) -> Option<Range<usize>> {
    let (mut n_bytes, mut n_rows, mut largest, mut n_joined) = (0, 0, 0, 0);
    for segment in segments.iter().rev().take_while(|segment| {
        n_bytes += segment.n_bytes();
        n_rows += segment.len();
        is_small(n_bytes, n_rows)
    }) {
        largest = largest.max(segment.len());
        n_joined += 1;
    }
    let joined = segments.len() - n_joined..segments.len();
    let n_small = segments[joined.clone()].iter().map(|segment| segment.len()).sum::<usize>() - largest;
    (n_joined > 1 && n_small * SMALL_SHARE > largest).then_some(joined)
}

fn run(
    folder: Option<&Path>,
    jobs: &Receiver<Job>,
    events: &Sender<LoadEvent>,
    stop: &AtomicBool,
    budget: &WriteBudget,
) {
    while let Ok(job) = jobs.recv() {
        panic_if_tested(INDEX_WRITER);
        let is_over = || stop.load(Ordering::Relaxed);
        let mut outcome = match job.task {
            Task::Write | Task::Join => job.done(folder, &is_over),
            Task::Compact | Task::Renumber => {
                run_at_low_priority(|| job.done(folder, &|| is_over() || budget.is_filling()))
            }
        };
        if let (Err(_), Some(folder)) = (&outcome, folder) {
            job.new.iter().filter_map(|(_, number)| *number).for_each(|number| SegmentOutput::discard(folder, number));
        }
        if outcome.is_err() && matches!(job.task, Task::Compact | Task::Renumber) && budget.is_filling() {
            outcome = Ok(Vec::new());
        }
        let (task, deleted) = (job.task, Arc::clone(&job.deleted));
        // Drops the references to the old segments before the report. So the coordinator drops the last reference, and
        // decides when an obsolete segment is deleted.
        drop(job);
        if events
            .send(LoadEvent::Written(JobOutcome { task, outcome, deleted, processor_time: processor_time() }))
            .is_err()
        {
            return;
        }
    }
}

impl Job {
    fn done(&self, folder: Option<&Path>, stop: &dyn Fn() -> bool) -> Result<Vec<Arc<Segment>>, Damaged> {
        let numbers = if self.task == Task::Renumber { RowNumbers::New } else { RowNumbers::Kept };
        let (mut made, mut first_row) = (Vec::with_capacity(self.new.len()), 0);
        for (range, number) in &self.new {
            let segments = &self.segments[range.clone()];
            let n_rows: usize = segments.iter().map(|segment| segment.len()).sum();
            let deleted = &self.deleted.part(first_row, n_rows);
            first_row += n_rows as RowId;
            let output = match (folder, *number) {
                (Some(folder), Some(number)) => SegmentOutput::on_disk(folder, number)?,
                _ => SegmentOutput::Memory,
            };
            // An earlier group may have chunks of the same files.
            let is_first = self.is_first && range.start == 0;
            let segment = Merge { segments, deleted, is_first, numbers }.run(&output, stop)?;
            if segment.is_in_memory() {
                // The screen thread reads these tables to draw lists, so they are decoded here.
                segment.tables()?;
            }
            made.push(Arc::new(segment));
        }
        Ok(made)
    }
}

/// Returns the processor time that this thread has used since its start.
#[cfg(target_os = "linux")]
fn processor_time() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

/// Returns `None`, because the system does not report processor times.
#[cfg(not(target_os = "linux"))]
fn processor_time() -> Option<Duration> {
    None
}
