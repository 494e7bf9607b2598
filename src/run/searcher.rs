//! The thread that searches. The latest request replaces earlier ones. For a longer snapshot the last search is
//! extended. Between searches the thread finds similar articles.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::Inbox;
use super::worker::{SEARCHER, caught, panic_if_tested, spawn_worker, with_one_retry};
use crate::app::effect::{SearchRequest, SimilarRequest};
use crate::app::message::{Message, SimilarFound, WorkerDied};
use crate::index::{RowId, Snapshot};
use crate::query::{Extended, Search, Sort, USUAL_WINDOW, parse, similar_rows};

/// The greatest number of similar articles listed below a text.
const SIMILAR_MAX: usize = 5;
/// The time that an article must be open before similar ones are searched. It is longer than the repeat interval of a
/// held key (about 33 ms), so there is no search for articles that the user scrolls past.
pub const SIMILAR_REST: Duration = Duration::from_millis(45);

/// The time after which a search shows the articles found so far.
const PARTIAL_WAIT: Duration = Duration::from_millis(12);

/// The time after the start before the thread reads the parts of the index that later searches need. The first screen
/// is drawn by then.
const FIRST_REST: Duration = Duration::from_millis(60);

/// A task of the thread.
#[derive(Debug)]
enum Job {
    Search(SearchRequest),
    Prepare(Snapshot),
    FindSimilar(SimilarRequest),
}

/// A handle of the searching thread.
#[derive(Debug)]
pub struct Searcher {
    jobs: Sender<Job>,
    latest: Arc<Latest>,
}

/// The numbers of the latest requests. Work for an earlier request is abandoned.
#[derive(Debug, Default)]
struct Latest {
    ticket: AtomicU64,
    similar: AtomicU64,
}

impl Searcher {
    /// Starts the thread. It searches for similar articles once an article has been open for `similar_rest`.
    ///
    /// # Errors
    /// Returns an error if the system refuses the thread.
    pub fn start(similar_rest: Duration, inbox: Inbox) -> Result<Self, WorkerDied> {
        let (jobs, received) = channel();
        let latest = Arc::new(Latest::default());
        let newest = Arc::clone(&latest);
        spawn_worker(SEARCHER, inbox.clone(), move || run(&received, similar_rest, &newest, &inbox))?;
        Ok(Self { jobs, latest })
    }

    /// Starts a search. A running search with another ticket is abandoned.
    pub fn ask(&self, request: SearchRequest) {
        self.latest.ticket.store(request.ticket, Ordering::Relaxed);
        let _ = self.jobs.send(Job::Search(request));
    }

    /// Finds the articles most similar to one, once no other request waits. An earlier request of this kind is
    /// abandoned.
    pub fn find_similar(&self, request: SimilarRequest) {
        self.latest.similar.store(request.number, Ordering::Relaxed);
        let _ = self.jobs.send(Job::FindSimilar(request));
    }

    /// Reads the parts of the index that every search needs, once no request has come for a while. A search that is
    /// requested before that reads them itself.
    pub fn prepare(&self, snapshot: Snapshot) {
        let _ = self.jobs.send(Job::Prepare(snapshot));
    }
}

fn run(received: &Receiver<Job>, similar_rest: Duration, latest: &Latest, inbox: &Inbox) {
    let mut last: Option<Search> = None;
    // These are handled when no job has come for a while, so that the first screen has the processor for itself.
    let (mut prepared, mut similar): (Option<Snapshot>, Option<SimilarRequest>) = (None, None);
    let mut rest = FIRST_REST;
    loop {
        let is_waiting = prepared.is_some() || similar.is_some();
        let first = if is_waiting { received.recv_timeout(rest) } else { received.recv().map_err(Into::into) };
        let first = match first {
            Ok(first) => first,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                if let Some(snapshot) = prepared.take() {
                    let before = last.take();
                    last = caught(SEARCHER, || prepare(before.as_ref(), &snapshot)).ok();
                    rest = if similar.is_some() { Duration::ZERO } else { similar_rest };
                } else if let Some(request) = similar.take() {
                    let rows = caught(SEARCHER, || find_similar(&request, last.as_ref(), latest));
                    let rows = rows.unwrap_or_else(|_| Some(Vec::new()));
                    inbox.send(Message::SimilarFound(SimilarFound { number: request.number, rows }));
                    rest = similar_rest;
                }
                continue;
            }
        };
        let mut asked = None;
        for job in std::iter::once(first).chain(received.try_iter()) {
            match job {
                Job::Search(newer) => asked = Some(newer),
                Job::Prepare(snapshot) => prepared = Some(snapshot),
                Job::FindSimilar(newer) => similar = Some(newer),
            }
        }
        if let Some(request) = asked {
            prepared = None;
            // The second attempt does not reuse the search before, which may be the cause of the panic.
            last = with_one_retry(SEARCHER, inbox, || search(&request, last.take().as_ref(), latest, inbox));
            if last.is_none() {
                inbox.send(Message::SearchFailed(request.ticket));
            }
        }
    }
}

/// Sends the results of a search request, until they are complete or a later request comes.
fn search(request: &SearchRequest, before: Option<&Search>, latest: &Latest, inbox: &Inbox) -> Search {
    panic_if_tested(SEARCHER);
    let ticket = request.ticket;
    let mut search = Search::new(Arc::clone(&request.query), request.sort, before, &request.snapshot);
    // A request with a longer snapshot has the same ticket, so it does not stop a running search.
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

/// Returns the rows of the most similar articles, the most similar first; `None` if another request came meanwhile.
fn find_similar(request: &SimilarRequest, last: Option<&Search>, latest: &Latest) -> Option<Vec<RowId>> {
    let ticket = latest.ticket.load(Ordering::Relaxed);
    let is_outdated = || {
        let SimilarRequest { number, .. } = request;
        latest.ticket.load(Ordering::Relaxed) != ticket || latest.similar.load(Ordering::Relaxed) != *number
    };
    let SimilarRequest { row, snapshot, .. } = request;
    let found = match last {
        Some(last) => last.similar_rows(snapshot, *row, USUAL_WINDOW, SIMILAR_MAX, &is_outdated),
        None => similar_rows(snapshot, *row, USUAL_WINDOW, SIMILAR_MAX, &is_outdated),
    }?;
    Some(found.into_iter().map(|similar| similar.row).collect())
}

/// Reads the parts of the index that every search needs.
fn prepare(before: Option<&Search>, snapshot: &Snapshot) -> Search {
    let search = Search::new(parse("", Date::default()), Sort::Newest, before, snapshot);
    search.read_ahead();
    search
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Options};
    use crate::run::InboxEvent;
    use crate::run::index_place::IndexPlace;
    use crate::run::loader::load_all;
    use crate::settings::Watch;

    /// A time longer than any test waits.
    const FOR_EVER: Duration = Duration::from_hours(1);

    fn sample() -> Snapshot {
        let place = IndexPlace { cache_root: None, bytes_max: u64::MAX };
        load_all(&place.request(Corpus::Sample, Options::default(), Watch::Off)).expect("it is built in").snapshot
    }

    fn next(inbox: &Receiver<InboxEvent>) -> Message {
        match inbox.recv() {
            Ok(InboxEvent::Message(message)) => *message,
            other => panic!("no message: {other:?}"),
        }
    }

    #[test]
    fn similar_articles_come_at_once_for_the_first_text_and_never_for_a_text_passed_by() {
        let (sender, inbox) = channel();
        let searcher = Searcher::start(FOR_EVER, Inbox(sender)).expect("a thread");
        let snapshot = sample();
        let row =
            snapshot.row_named("harbour-wire/night-ferry-cancelled-for-a-fourth-evening.txt").expect("it is there");

        searcher.find_similar(SimilarRequest { number: 1, row, snapshot: snapshot.clone() });
        let Message::SimilarFound(first) = next(&inbox) else { panic!("no similar articles") };
        assert_eq!((first.number, first.rows.is_some_and(|rows| !rows.is_empty())), (1, true));

        searcher.find_similar(SimilarRequest { number: 2, row, snapshot: snapshot.clone() });
        let query = Arc::new(parse("ferry", Date::default()));
        searcher.ask(SearchRequest { ticket: 1, query, sort: Sort::Newest, snapshot });
        let Message::Found(found) = next(&inbox) else { panic!("the question comes after a rest") };
        assert!(!found.rows.is_empty());
    }
}
