//! The thread that reads the articles of rows from the index: first the visible rows, then the rows that a key can make
//! visible.
//!
//! It is separate from the opener thread, so that rows do not wait while long texts are read ahead.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Inbox;
use super::worker::{ROW_READER, caught, panic_if_tested, spawn_worker};
use crate::app::effect::ArticleRequest;
use crate::app::message::{ArticlesRead, Message, WorkerDied};
use crate::article::Article;
use crate::index::{RowId, Snapshot, unreadable_article};

/// The number of rows read ahead before the thread checks for new visible rows.
const AHEAD_AT_ONCE: usize = 16;

/// A handle of the thread.
#[derive(Debug)]
pub struct RowReader {
    requests: Sender<ArticleRequest>,
}

impl RowReader {
    /// Starts the thread.
    ///
    /// # Errors
    /// Returns an error if the system refuses the thread.
    pub fn start(inbox: Inbox) -> Result<Self, WorkerDied> {
        let (requests, received) = channel();
        spawn_worker(ROW_READER, inbox.clone(), move || run(&received, &inbox))?;
        Ok(Self { requests })
    }

    /// Requests articles.
    pub fn read(&self, request: ArticleRequest) {
        let _ = self.requests.send(request);
    }
}

/// A request whose rows are read ahead, and the articles read so far.
struct Ahead {
    request: ArticleRequest,
    read: Vec<(RowId, Arc<Article>)>,
}

fn run(received: &Receiver<ArticleRequest>, inbox: &Inbox) {
    let mut waiting: Vec<Ahead> = Vec::new();
    loop {
        let first = if waiting.is_empty() {
            let Ok(request) = received.recv() else {
                return;
            };
            Some(request)
        } else {
            None
        };
        let requests: Vec<ArticleRequest> = first.into_iter().chain(received.try_iter()).collect();
        // The newest request is first, because its rows are visible now.
        for request in requests.iter().rev().filter(|request| !request.rows.is_empty()) {
            let articles = request.rows.iter().map(|row| (*row, article_of(&request.snapshot, *row))).collect();
            inbox.send(Message::ArticlesRead(ArticlesRead { generation: request.generation, articles }));
        }
        waiting.extend(requests.into_iter().map(|request| Ahead { request, read: Vec::new() }));
        if let Some(newest) = waiting.last_mut() {
            let n_rows = newest.request.ahead.len().min(AHEAD_AT_ONCE);
            for row in newest.request.ahead.drain(..n_rows) {
                newest.read.push((row, article_of(&newest.request.snapshot, row)));
            }
        }
        while let Some(done) = waiting.pop_if(|newest| newest.request.ahead.is_empty()) {
            // All articles are sent in one message, because each message costs a frame.
            if !done.read.is_empty() {
                let generation = done.request.generation;
                inbox.send(Message::ArticlesRead(ArticlesRead { generation, articles: done.read }));
            }
        }
    }
}

/// Returns the article of a row. Every row gets one, even if reading it panics: the screen waits for it.
fn article_of(snapshot: &Snapshot, row: RowId) -> Arc<Article> {
    let read = caught(ROW_READER, || {
        panic_if_tested(ROW_READER);
        super::block_if_tested("row reader");
        snapshot.get(row).unwrap_or_else(|| Arc::new(unreadable_article()))
    });
    read.unwrap_or_else(|_| Arc::new(unreadable_article()))
}
