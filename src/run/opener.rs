//! The thread that reads the texts of articles: the one just selected first, then excerpts, then what
//! will probably be opened next.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Inbox;
use crate::app::effect::{ExcerptRequest, OpenRequest};
use crate::app::message::{Excerpted, Message, Opened};
use crate::article::{Body, Problem, Severity};
use crate::corpus::{self, Corpus};
use crate::extract;
use crate::index::{RowId, Snapshot};
use crate::query::excerpt;

/// Something to read.
#[derive(Debug)]
enum Job {
    Open(OpenRequest, Arc<Corpus>),
    Excerpt(ExcerptRequest, Arc<Corpus>),
}

/// The way to the reading thread.
#[derive(Debug)]
pub struct Opener {
    jobs: Sender<Job>,
}

impl Opener {
    /// Starts the thread.
    pub fn start(options: corpus::Options, inbox: Inbox) -> Self {
        let (jobs, received) = channel();
        std::thread::spawn(move || run(&received, &options, &inbox));
        Self { jobs }
    }

    /// Asks for an article's text.
    pub fn open(&self, request: OpenRequest, corpus: Arc<Corpus>) {
        let _ = self.jobs.send(Job::Open(request, corpus));
    }

    /// Asks for the sentences around matches.
    pub fn excerpt(&self, request: ExcerptRequest, corpus: Arc<Corpus>) {
        let _ = self.jobs.send(Job::Excerpt(request, corpus));
    }
}

fn run(received: &Receiver<Job>, options: &corpus::Options, inbox: &Inbox) {
    // What is left to read ahead of the reader.
    let mut ahead: Option<(OpenRequest, Arc<Corpus>)> = None;
    loop {
        let job = match &mut ahead {
            None => received.recv().ok(),
            Some((request, corpus)) => {
                if let Ok(job) = received.try_recv() {
                    Some(job)
                } else {
                    if request.next.is_empty() {
                        ahead = None;
                    } else {
                        let row = request.next.remove(0);
                        send_body(request, row, corpus, options, inbox);
                    }
                    continue;
                }
            }
        };
        let Some(job) = job else {
            return;
        };
        let (mut open, mut excerpts) = (None, Vec::new());
        for job in std::iter::once(job).chain(received.try_iter()) {
            match job {
                Job::Open(request, corpus) => open = Some((request, corpus)),
                Job::Excerpt(request, corpus) => excerpts.push((request, corpus)),
            }
        }
        if let Some((request, corpus)) = open {
            send_body(&request, request.row, &corpus, options, inbox);
            ahead = Some((request, corpus));
        }
        // Only the newest search is on screen; the rows of the others are asked for again if needed.
        let newest = excerpts.iter().map(|(request, _)| request.round).max();
        for (request, corpus) in excerpts.into_iter().filter(|(request, _)| Some(request.round) == newest) {
            inbox.send(Message::Excerpted(excerpts_of(&request, &corpus, options)));
        }
    }
}

fn send_body(request: &OpenRequest, row: RowId, corpus: &Corpus, options: &corpus::Options, inbox: &Inbox) {
    let body = body_of(&request.snapshot, row, corpus, options);
    inbox.send(Message::Opened(Opened { generation: request.generation, row, body }));
}

fn excerpts_of(request: &ExcerptRequest, corpus: &Corpus, options: &corpus::Options) -> Excerpted {
    let markers = request.query.terms();
    let excerpts = request.rows.iter().map(|row| {
        let body = body_of(&request.snapshot, *row, corpus, options).ok();
        (*row, body.and_then(|body| excerpt(&body, &markers, request.columns)))
    });
    Excerpted { round: request.round, excerpts: excerpts.collect() }
}

/// The text of a row, with all its marks: what the index keeps, else what its file says now.
fn body_of(snapshot: &Snapshot, row: RowId, corpus: &Corpus, options: &corpus::Options) -> Result<Arc<Body>, Problem> {
    let address = &snapshot.article(row).address;
    let read = catch_unwind(AssertUnwindSafe(|| {
        super::panic_if_tested("opener");
        let mut body = match snapshot.kept_body(row) {
            Some(body) => body,
            None => extract::open(corpus, address, options)?,
        };
        snapshot.mark_repeated(row, &mut body);
        Ok(body)
    }));
    let panicked = |_| {
        Problem::new(
            address.path.to_path_buf(),
            Severity::NotShown,
            "it could not be parsed (a fault of the program, which the log tells)",
        )
    };
    read.map_err(panicked).flatten().map(Arc::new)
}
