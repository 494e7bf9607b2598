//! The thread that searches: the latest question wins, and a longer snapshot goes on with the last one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::Inbox;
use super::worker::{SEARCHER, caught, panic_if_tested, spawn_worker, with_one_retry};
use crate::app::effect::{SearchRequest, SimilarRequest};
use crate::app::message::{Message, SimilarFound, WorkerDied};
use crate::index::{RowId, Snapshot};
use crate::query::{Extended, Search, Sort, Window, alike, parse};

/// So many articles are named below a text as similar to it.
const SIMILAR_MAX: usize = 5;
/// An article with less than this share of the other's own score has its words in common, and hardly its subject.
const SIMILAR_SCORE: f32 = 0.3;
/// News of an event is told within weeks; what has no date may be of it.
const SIMILAR_WINDOW: Window = Window::DaysOrUndated(30);

/// After so long what has been found is shown, though not all has been searched.
const PARTIAL_WAIT: Duration = Duration::from_millis(12);

/// What the thread has to do.
#[derive(Debug)]
enum Job {
    Search(SearchRequest),
    Prepare(Snapshot),
    FindSimilar(SimilarRequest),
}

/// The way to the searching thread.
#[derive(Debug)]
pub struct Searcher {
    jobs: Sender<Job>,
    latest: Arc<Latest>,
}

/// The numbers of the latest requests: what is worked at for an earlier one is given up.
#[derive(Debug, Default)]
struct Latest {
    ticket: AtomicU64,
    similar: AtomicU64,
}

impl Searcher {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system refuses it.
    pub fn start(inbox: Inbox) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        let latest = Arc::new(Latest::default());
        let newest = Arc::clone(&latest);
        spawn_worker(SEARCHER, inbox.clone(), move || run(&received, &newest, &inbox))?;
        Ok(Self { jobs, latest })
    }

    /// Asks a question. One that is being searched for another ticket is given up.
    pub fn ask(&self, request: SearchRequest) {
        self.latest.ticket.store(request.ticket, Ordering::Relaxed);
        let _ = self.jobs.send(Job::Search(request));
    }

    /// Finds the articles most like one, once nothing else is asked. What is found for another one is given up.
    pub fn find_similar(&self, request: SimilarRequest) {
        self.latest.similar.store(request.number, Ordering::Relaxed);
        let _ = self.jobs.send(Job::FindSimilar(request));
    }

    /// Reads what every search of these articles needs, unless a question comes first.
    pub fn prepare(&self, snapshot: Snapshot) {
        let _ = self.jobs.send(Job::Prepare(snapshot));
    }
}

fn run(received: &Receiver<Job>, latest: &Latest, inbox: &Inbox) {
    let mut last: Option<Search> = None;
    while let Ok(first) = received.recv() {
        let (mut asked, mut prepared, mut similar) = (None, None, None);
        for job in std::iter::once(first).chain(received.try_iter()) {
            match job {
                Job::Search(newer) => asked = Some(newer),
                Job::Prepare(snapshot) => prepared = Some(snapshot),
                Job::FindSimilar(newer) => similar = Some(newer),
            }
        }
        if let Some(request) = asked {
            // A second attempt has nothing of the search before, which may be what was wrong.
            last = with_one_retry(SEARCHER, inbox, || search(&request, last.take().as_ref(), latest, inbox));
            if last.is_none() {
                inbox.send(Message::SearchFailed(request.ticket));
            }
        } else if let Some(snapshot) = prepared {
            let before = last.take();
            last = caught(SEARCHER, || prepare(before.as_ref(), &snapshot)).ok();
        }
        if let Some(request) = similar {
            let rows = caught(SEARCHER, || find_similar(&request, last.as_ref(), latest));
            let rows = rows.unwrap_or_else(|_| Some(Vec::new()));
            inbox.send(Message::SimilarFound(SimilarFound { number: request.number, rows }));
        }
    }
}

/// Answers a question, unless a later one comes before the answer is whole.
fn search(request: &SearchRequest, before: Option<&Search>, latest: &Latest, inbox: &Inbox) -> Search {
    panic_if_tested(SEARCHER);
    let ticket = request.ticket;
    let mut search = Search::new(Arc::clone(&request.query), request.sort, before, &request.snapshot);
    // A longer snapshot has the same ticket, so it never gives up a search that is under way.
    let is_outdated = || latest.ticket.load(Ordering::Relaxed) != ticket;
    loop {
        let started = Instant::now();
        match search.extend_until(&request.snapshot, &is_outdated, &|| started.elapsed() >= PARTIAL_WAIT) {
            Extended::Stopped => break,
            Extended::Paused => inbox.send(Message::Found(search.hits(ticket))),
            Extended::Whole => {
                inbox.send(Message::Found(search.hits(ticket)));
                if search.needs_counts() && search.count_without_parts(&is_outdated).is_some() {
                    inbox.send(Message::Found(search.hits(ticket)));
                }
                break;
            }
        }
    }
    search
}

/// The rows of the articles most like one, the most alike first. `None` where a search or another request came.
fn find_similar(request: &SimilarRequest, last: Option<&Search>, latest: &Latest) -> Option<Vec<RowId>> {
    let ticket = latest.ticket.load(Ordering::Relaxed);
    let is_outdated = || {
        let SimilarRequest { number, .. } = request;
        latest.ticket.load(Ordering::Relaxed) != ticket || latest.similar.load(Ordering::Relaxed) != *number
    };
    let SimilarRequest { row, snapshot, .. } = request;
    let found = match last {
        Some(last) => last.alike(snapshot, *row, SIMILAR_WINDOW, SIMILAR_MAX, &is_outdated),
        None => alike(snapshot, *row, SIMILAR_WINDOW, SIMILAR_MAX, &is_outdated),
    }?;
    Some(found.into_iter().filter(|alike| alike.score >= SIMILAR_SCORE).map(|alike| alike.row).collect())
}

/// Reads what every search of these articles needs.
fn prepare(before: Option<&Search>, snapshot: &Snapshot) -> Search {
    let search = Search::new(parse("", Date::default()), Sort::Newest, before, snapshot);
    search.read_ahead();
    search
}
