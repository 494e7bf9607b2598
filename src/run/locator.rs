//! The thread that finds the row of an article by its name, by its key, or as the replacement of a deleted article.

use std::sync::mpsc::{Receiver, Sender, channel};

use super::Inbox;
use super::worker::{LOCATOR, caught, panic_if_tested, spawn_worker};
use crate::app::effect::{LocateRequest, Wanted};
use crate::app::message::{Located, Message, WorkerDied};
use crate::index::RowId;

/// A handle to the thread: requests for rows are sent through it.
#[derive(Debug)]
pub struct Locator {
    requests: Sender<LocateRequest>,
}

impl Locator {
    /// Starts the thread.
    ///
    /// # Errors
    /// Returns an error if the system refuses the thread.
    pub fn start(inbox: Inbox) -> Result<Self, WorkerDied> {
        let (requests, received) = channel();
        spawn_worker(LOCATOR, inbox.clone(), move || run(&received, &inbox))?;
        Ok(Self { requests })
    }

    /// Requests the row of an article.
    pub fn ask(&self, request: LocateRequest) {
        let _ = self.requests.send(request);
    }
}

fn run(received: &Receiver<LocateRequest>, inbox: &Inbox) {
    while let Ok(request) = received.recv() {
        // Every request gets an answer, even if the lookup panics: the screen waits for it.
        let row = caught(LOCATOR, || row_of(&request)).ok().flatten();
        inbox.send(Message::Located(Located { number: request.number, row }));
    }
}

fn row_of(request: &LocateRequest) -> Option<RowId> {
    panic_if_tested(LOCATOR);
    let snapshot = &request.snapshot;
    // Loads the order by date here, so that the screen can find the row in its list without waiting for a disk.
    let _ = snapshot.by_date();
    match &request.wanted {
        Wanted::Named(name) => snapshot.row_named(name),
        Wanted::Key(key) => snapshot.row_of(*key),
        Wanted::ReplacementOf { deleted } => snapshot.row_read_anew(*deleted),
    }
}
