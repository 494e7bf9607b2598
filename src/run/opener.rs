//! The thread that reads the texts of articles: first the selected article, then excerpts, then the articles that will
//! probably be opened next.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Inbox;
use super::worker::{OPENER, caught, panic_if_tested, spawn_worker, with_one_retry};
use crate::app::effect::{ExcerptRequest, OpenRequest};
use crate::app::message::{Excerpted, Message, Opened, WorkerDied, WorkerFate};
use crate::article::{Body, Problem, Severity};
use crate::index::{RowId, Snapshot};
use crate::query::excerpt;

/// The reason for a missing text if reading it panicked.
const FAULT: &str = "it could not be parsed because of an internal error; see the log";

/// A task of the thread.
#[derive(Debug)]
enum Job {
    Open(OpenRequest),
    Excerpt(ExcerptRequest),
}

/// A handle of the thread.
#[derive(Debug)]
pub struct Opener {
    jobs: Sender<Job>,
}

impl Opener {
    /// Starts the thread.
    ///
    /// # Errors
    /// Returns an error if the system refuses the thread.
    pub fn start(inbox: Inbox) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        spawn_worker(OPENER, inbox.clone(), move || run(&received, &inbox))?;
        Ok(Self { jobs })
    }

    /// Requests the text of an article.
    pub fn open(&self, request: OpenRequest) {
        let _ = self.jobs.send(Job::Open(request));
    }

    /// Requests the sentences around the matches of some rows.
    pub fn excerpt(&self, request: ExcerptRequest) {
        let _ = self.jobs.send(Job::Excerpt(request));
    }
}

/// The jobs that have not been answered yet.
#[derive(Debug, Default)]
struct Unanswered {
    open: Option<OpenRequest>,
    excerpts: VecDeque<ExcerptRequest>,
}

impl Unanswered {
    fn is_empty(&self) -> bool {
        self.open.is_none() && self.excerpts.is_empty()
    }

    fn add(&mut self, job: Job) {
        match job {
            Job::Open(request) => self.open = Some(request),
            Job::Excerpt(request) => {
                // Only the results of the newest search are on screen. Rows of earlier ones are requested again if
                // needed.
                self.excerpts.retain(|earlier| earlier.round == request.round);
                self.excerpts.push_back(request);
            }
        }
    }
}

fn run(received: &Receiver<Job>, inbox: &Inbox) {
    let mut unanswered = Unanswered::default();
    // The request whose `next` rows are still to be read ahead.
    let mut ahead: Option<OpenRequest> = None;
    loop {
        if unanswered.is_empty() {
            let job = match &mut ahead {
                None => received.recv().ok(),
                Some(request) => {
                    if let Ok(job) = received.try_recv() {
                        Some(job)
                    } else {
                        if request.next.is_empty() {
                            ahead = None;
                        } else {
                            let row = request.next.remove(0);
                            send_body(request, row, inbox);
                        }
                        continue;
                    }
                }
            };
            let Some(job) = job else {
                return;
            };
            unanswered.add(job);
        }
        for job in received.try_iter() {
            unanswered.add(job);
        }
        if let Some(request) = unanswered.open.take() {
            send_body(&request, request.row, inbox);
            ahead = Some(request);
        }
        while let Some(request) = unanswered.excerpts.pop_front() {
            send_excerpts(&request, inbox);
        }
    }
}

/// Sends the text of a row, even if reading it panics: the screen waits for an answer.
fn send_body(request: &OpenRequest, row: RowId, inbox: &Inbox) {
    let read = with_one_retry(OPENER, inbox, || {
        panic_if_tested(OPENER);
        super::block_if_tested(OPENER);
        body_of(&request.snapshot, row)
    });
    let body = read.unwrap_or_else(|| Err(Problem::new("", Severity::NotShown, FAULT)));
    inbox.send(Message::Opened(Opened { generation: request.generation, row, body }));
}

/// Sends the excerpts of some rows. If the excerpt of a row panics, only this row has none.
fn send_excerpts(request: &ExcerptRequest, inbox: &Inbox) {
    let mut died = None;
    let mut excerpt_of = |row| {
        let found = caught(OPENER, || {
            panic_if_tested("excerpts");
            let body = body_of(&request.snapshot, row).ok()?;
            excerpt(&body, &request.query.terms(), request.columns)
        });
        found.unwrap_or_else(|panicked| {
            died = Some(WorkerDied { fate: WorkerFate::Restarted, ..panicked });
            None
        })
    };
    let excerpts = request.rows.iter().map(|row| (*row, excerpt_of(*row))).collect();
    // Reported once, because all panics may have the same cause, and before the excerpts, which may be the last answer.
    if let Some(died) = died {
        inbox.send(Message::WorkerDied(died));
    }
    let numbering = request.snapshot.numbering();
    inbox.send(Message::Excerpted(Excerpted { round: request.round, numbering, excerpts }));
}

/// Returns the text of a row. A panic is a problem of the row.
fn body_of(snapshot: &Snapshot, row: RowId) -> Result<Arc<Body>, Problem> {
    let read = caught(OPENER, || {
        panic_if_tested("opener");
        snapshot.body(row)
    });
    let path = || snapshot.get(row).map(|article| article.address.path.to_path_buf()).unwrap_or_default();
    read.map_err(|_| Problem::new(path(), Severity::NotShown, FAULT)).flatten().map(Arc::new)
}
