//! The thread that examines a whole text, and that drops snapshots which the screen no longer needs.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Inbox;
use super::worker::{EXAMINER, caught, panic_if_tested, spawn_worker};
use crate::app::effect::{Examination, ExamineRequest};
use crate::app::message::{Examined, Finding, Message, WorkerDied};
use crate::app::overlay::links;
use crate::extract::date_report;
use crate::index::Snapshot;

/// A task of the thread.
#[derive(Debug)]
enum Job {
    Examine(ExamineRequest),
    LetGo(Snapshot),
}

/// A handle of the thread.
#[derive(Debug)]
pub struct Examiner {
    jobs: Sender<Job>,
}

impl Examiner {
    /// Starts the thread.
    ///
    /// # Errors
    /// Returns an error if the system refuses the thread.
    pub fn start(inbox: Inbox) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        spawn_worker(EXAMINER, inbox.clone(), move || run(&received, &inbox))?;
        Ok(Self { jobs })
    }

    /// Requests an examination of a text.
    pub fn examine(&self, request: ExamineRequest) {
        let _ = self.jobs.send(Job::Examine(request));
    }

    /// Drops a snapshot. The last reference to an obsolete segment deletes its files.
    pub fn let_go(&self, snapshot: Snapshot) {
        let _ = self.jobs.send(Job::LetGo(snapshot));
    }
}

fn run(received: &Receiver<Job>, inbox: &Inbox) {
    while let Ok(job) = received.recv() {
        // Only the latest question needs an answer.
        let mut asked = None;
        for job in std::iter::once(job).chain(received.try_iter()) {
            match job {
                Job::Examine(request) => let_go(asked.replace(request)),
                Job::LetGo(snapshot) => let_go(snapshot),
            }
        }
        if let Some(request) = asked {
            // Every question gets an answer, even if the examination panics.
            let finding = caught(EXAMINER, || finding_of(&request)).unwrap_or(Finding::Failed);
            inbox.send(Message::Examined(Examined { question: request.question, finding }));
            let_go(request);
        }
    }
}

/// Drops a value that may be the last reference to a snapshot. After a panic the files are left to the next start, and
/// the thread continues.
fn let_go<T>(last: T) {
    let _ = caught(EXAMINER, || {
        panic_if_tested("dropping articles");
        drop(last);
    });
}

fn finding_of(request: &ExamineRequest) -> Finding {
    panic_if_tested(EXAMINER);
    super::block_if_tested("examiner");
    let Some(article) = request.snapshot.get(request.row) else { return Finding::Failed };
    match request.about {
        Examination::Date => Finding::Date(Arc::new(date_report(&article, &request.body))),
        Examination::Links => Finding::Links(links::rows(&request.body, article.link.as_deref())),
    }
}
