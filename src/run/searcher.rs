//! The thread that searches: the latest question wins, and a longer snapshot goes on with the last one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::Inbox;
use super::worker::{SEARCHER, caught, panic_if_tested, spawn_worker, with_one_retry};
use crate::app::effect::SearchRequest;
use crate::app::message::{Message, WorkerDied};
use crate::index::Snapshot;
use crate::query::{Extended, Search, Sort, parse};

/// After so long what has been found is shown, though not all has been searched.
const PARTIAL_WAIT: Duration = Duration::from_millis(12);

/// What the thread has to do.
#[derive(Debug)]
enum Job {
    Search(SearchRequest),
    Prepare(Snapshot),
}

/// The way to the searching thread.
#[derive(Debug)]
pub struct Searcher {
    jobs: Sender<Job>,
    latest: Arc<AtomicU64>,
}

impl Searcher {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system refuses it.
    pub fn start(inbox: Inbox) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        let latest = Arc::new(AtomicU64::new(0));
        let newest = Arc::clone(&latest);
        spawn_worker(SEARCHER, inbox.clone(), move || run(&received, &newest, &inbox))?;
        Ok(Self { jobs, latest })
    }

    /// Asks a question. One that is being searched for another ticket is given up.
    pub fn ask(&self, request: SearchRequest) {
        self.latest.store(request.ticket, Ordering::Relaxed);
        let _ = self.jobs.send(Job::Search(request));
    }

    /// Reads what every search of these articles needs, unless a question comes first.
    pub fn prepare(&self, snapshot: Snapshot) {
        let _ = self.jobs.send(Job::Prepare(snapshot));
    }
}

fn run(received: &Receiver<Job>, latest: &AtomicU64, inbox: &Inbox) {
    let mut last: Option<Search> = None;
    while let Ok(first) = received.recv() {
        let (mut asked, mut prepared) = (None, None);
        for job in std::iter::once(first).chain(received.try_iter()) {
            match job {
                Job::Search(newer) => asked = Some(newer),
                Job::Prepare(snapshot) => prepared = Some(snapshot),
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
    }
}

/// Answers a question, unless a later one comes before the answer is whole.
fn search(request: &SearchRequest, before: Option<&Search>, latest: &AtomicU64, inbox: &Inbox) -> Search {
    panic_if_tested(SEARCHER);
    let ticket = request.ticket;
    let mut search = Search::new(Arc::clone(&request.query), request.sort, before, &request.snapshot);
    // A longer snapshot has the same ticket, so it never gives up a search that is under way.
    let is_outdated = || latest.load(Ordering::Relaxed) != ticket;
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

/// Reads what every search of these articles needs.
fn prepare(before: Option<&Search>, snapshot: &Snapshot) -> Search {
    let search = Search::new(parse("", Date::default()), Sort::Newest, before, snapshot);
    search.read_ahead();
    search
}
