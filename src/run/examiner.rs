//! The thread for what takes a look through a whole text, and for dropping what the screen has no use for any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Inbox;
use crate::app::effect::{Examination, ExamineRequest};
use crate::app::links;
use crate::app::message::{Examined, Finding, Message};
use crate::extract::date_report;
use crate::index::Snapshot;

/// Something to do.
#[derive(Debug)]
enum Job {
    Examine(ExamineRequest),
    LetGo(Snapshot),
}

/// The way to the thread.
#[derive(Debug)]
pub struct Examiner {
    jobs: Sender<Job>,
}

impl Examiner {
    /// Starts the thread.
    pub fn start(inbox: &Inbox) -> Self {
        let (jobs, received) = channel();
        let started = std::thread::Builder::new().name("examiner".to_owned()).spawn({
            let inbox = inbox.clone();
            move || run(&received, &inbox)
        });
        if let Err(error) = started {
            inbox.send(Message::Notice(format!("Texts cannot be examined: a thread cannot be started ({error}).")));
        }
        Self { jobs }
    }

    /// Asks something of a text.
    pub fn examine(&self, request: ExamineRequest) {
        let _ = self.jobs.send(Job::Examine(request));
    }

    /// Drops articles, and with the last of their snapshots the files that nothing refers to any more.
    pub fn let_go(&self, snapshot: Snapshot) {
        let _ = self.jobs.send(Job::LetGo(snapshot));
    }
}

fn run(received: &Receiver<Job>, inbox: &Inbox) {
    while let Ok(job) = received.recv() {
        // Only the last question is waited for.
        let mut asked = None;
        for job in std::iter::once(job).chain(received.try_iter()) {
            match job {
                Job::Examine(request) => asked = Some(request),
                Job::LetGo(snapshot) => drop(snapshot),
            }
        }
        if let Some(request) = asked {
            // Whoever asks is answered.
            let finding = catch_unwind(AssertUnwindSafe(|| finding_of(&request))).unwrap_or(Finding::Failed);
            inbox.send(Message::Examined(Examined { question: request.question, finding }));
        }
    }
}

fn finding_of(request: &ExamineRequest) -> Finding {
    super::panic_if_tested("examiner");
    super::block_if_tested("examiner");
    let article = request.snapshot.article(request.row);
    match request.about {
        Examination::Date => Finding::Date(date_report(&article, &request.body)),
        Examination::Links => Finding::Links(links::rows(&request.body, article.link.as_deref())),
    }
}
