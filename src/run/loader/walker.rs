//! The walker: lists the files of the folder, compares them with the manifest, and queues the chunks to read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError, RwLock};

use super::LoadEvent;
use super::counters::Counters;
use super::manifest::{Manifest, Verdict};
use super::tasks::{Task, TaskSender};
use crate::article::{Accounting, Problem, Severity};
use crate::corpus::{
    self, Corpus, File, FileChunk, FoundFile, Grown, LineRange, Options, ResumePoint, Visitor, WalkOutcome,
};
use crate::index::stored::file_chunks::ChunkRecord;
use crate::run::worker::{WALKER, panic_if_tested};

/// The paths that a walk covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WalkScope {
    /// The whole folder.
    Everything,
    /// These files and folders, relative to the folder of the corpus.
    Only(BTreeSet<PathBuf>),
}

/// The state of one walk.
pub(super) struct Walker<'load> {
    pub corpus: &'load Corpus,
    pub options: &'load Options,
    pub stop: &'load AtomicBool,
    pub counters: Arc<Counters>,
    pub manifest: &'load RwLock<Manifest>,
    pub tasks: TaskSender<'load>,
    /// True if at least one chunk has been queued.
    pub has_work: AtomicBool,
    pub events: Sender<LoadEvent>,
}

impl Visitor for Walker<'_> {
    fn files(&self, folder: &Path, files: &[FoundFile]) -> bool {
        panic_if_tested(WALKER);
        self.counters.n_files_found.fetch_add(files.len() as u64, Ordering::Relaxed);
        // If the folder has been read before, nearly all files are unchanged. They are counted together, and no path is
        // built for them.
        let (mut unchanged, mut others) = (Accounting::default(), Vec::new());
        self.manifest.read().unwrap_or_else(PoisonError::into_inner).judge(folder, files, &mut |file, verdict| {
            match verdict {
                Verdict::Unchanged(outcome) => {
                    unchanged.n_seen += 1;
                    outcome.count_in(&mut unchanged);
                }
                verdict => others.push((file, verdict)),
            }
        });
        self.counters.n_files_read.fetch_add(unchanged.n_seen, Ordering::Relaxed);
        self.counters.count_files(&unchanged);
        for (file, verdict) in others {
            self.consider(&File { path: folder.join(&file.name).into(), state: file.state }, verdict);
        }
        !self.is_stopped()
    }

    fn problem(&self, problem: Problem) -> bool {
        let is_unread = problem.severity == Severity::NotShown;
        let counters = &self.counters;
        let counter = if is_unread { &counters.n_unread_by_walk } else { &counters.n_set_aside_by_walk };
        counter.fetch_add(1, Ordering::Relaxed);
        self.send(LoadEvent::WalkProblem(problem));
        !self.is_stopped()
    }
}

impl Walker<'_> {
    /// Walks over `scope`, and reports the outcome to the coordinator.
    pub fn run(self, scope: &WalkScope) {
        let paths = match scope {
            WalkScope::Everything => None,
            WalkScope::Only(paths) => Some(paths),
        };
        let outcome: WalkOutcome = corpus::walk_by_folder(self.corpus, paths, self.options, &self);
        self.counters.is_walk_done.store(true, Ordering::Relaxed);
        self.send(LoadEvent::WalkDone(outcome));
    }

    /// Queues the chunks to read of a file that has not been read in this state.
    fn consider(&self, file: &File, verdict: Verdict) {
        self.counters.n_bytes_found.fetch_add(file.state.n_bytes, Ordering::Relaxed);
        let resume_point = match verdict {
            Verdict::Unchanged(_) => None,
            Verdict::New => self.split(file, true, |_| true),
            Verdict::PartlyRead(read) => {
                let is_read = |lines: LineRange| {
                    let (start, end) = (lines.range.start, lines.range.start + lines.range.length);
                    read.iter().any(|range| range.start <= start && end <= range.end)
                };
                self.split(file, true, |chunk| !chunk.lines.is_some_and(is_read))
            }
            Verdict::Changed(Some(old)) => match corpus::grown(self.corpus, file, &old) {
                // If no article was read before, the file may have another format now, so the whole file is read again.
                Grown::From(lines) if lines.first_item > 1 => {
                    self.counters.n_bytes_read.fetch_add(lines.range.start, Ordering::Relaxed);
                    self.send(LoadEvent::Shorten(file.path.clone(), lines));
                    corpus::split_lines(self.corpus, file, lines, &mut |chunk| {
                        self.hand_on(Task::new(chunk, file.state))
                    })
                }
                Grown::From(_) | Grown::Whole => self.read_anew(file),
            },
            Verdict::Changed(None) => self.read_anew(file),
        };
        if let Some(resume_point) = resume_point {
            self.send(LoadEvent::Remember(remembered(file, resume_point)));
        }
    }

    fn read_anew(&self, file: &File) -> Option<ResumePoint> {
        self.send(LoadEvent::ReadAgain(file.path.clone()));
        self.split(file, false, |_| true)
    }

    fn split(
        &self,
        file: &File,
        may_have_preview: bool,
        is_wanted: impl Fn(&FileChunk) -> bool,
    ) -> Option<ResumePoint> {
        corpus::split(self.corpus, file, &mut |chunk| {
            if is_wanted(&chunk) {
                self.hand_on(Task { may_have_preview, ..Task::new(chunk, file.state) })
            } else {
                self.counters.n_bytes_read.fetch_add(chunk.n_bytes, Ordering::Relaxed);
                !self.is_stopped()
            }
        })
    }

    fn hand_on(&self, task: Task) -> bool {
        if !self.has_work.swap(true, Ordering::Relaxed) {
            self.send(LoadEvent::WorkFound);
        }
        self.tasks.0.push(task);
        !self.is_stopped()
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn send(&self, event: LoadEvent) {
        // Sending fails only if the load was stopped.
        let _ = self.events.send(event);
    }
}

/// Returns the record that stores the resume point of a file in chunks: a chunk of no bytes at the end of the file.
fn remembered(file: &File, resume_point: ResumePoint) -> ChunkRecord {
    let lines = LineRange {
        range: crate::article::ByteRange { start: resume_point.n_bytes, length: 0 },
        first_item: resume_point.n_items.saturating_add(1),
        first_line: resume_point.n_lines.saturating_add(1),
    };
    ChunkRecord {
        is_read: true,
        resume_point: Some(resume_point),
        ..ChunkRecord::new(&file.path, Some(lines), file.state)
    }
}
