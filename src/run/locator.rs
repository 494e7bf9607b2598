//! The thread that finds the rows of articles by their names and keys.

use std::sync::mpsc::{Receiver, Sender, channel};

use super::Inbox;
use crate::app::effect::{LocateRequest, Wanted};
use crate::app::message::{Located, Message};
use crate::index::RowId;

/// The way to the locating thread.
#[derive(Debug)]
pub struct Locator {
    requests: Sender<LocateRequest>,
}

impl Locator {
    /// Starts the thread.
    pub fn start(inbox: Inbox) -> Self {
        let (requests, received) = channel();
        std::thread::spawn(move || run(&received, &inbox));
        Self { requests }
    }

    /// Asks for the row of an article.
    pub fn ask(&self, request: LocateRequest) {
        let _ = self.requests.send(request);
    }
}

fn run(received: &Receiver<LocateRequest>, inbox: &Inbox) {
    while let Ok(request) = received.recv() {
        inbox.send(Message::Located(Located { number: request.number, row: row_of(&request) }));
    }
}

fn row_of(request: &LocateRequest) -> Option<RowId> {
    let snapshot = &request.snapshot;
    match &request.wanted {
        Wanted::Named(name) => snapshot.row_named(name),
        Wanted::Key(key) => snapshot.row_of(*key),
        // What is read anew comes behind everything that was read before.
        Wanted::ReadAnew { gone } => snapshot.row_since(snapshot.article(*gone).key(), gone + 1),
    }
}
