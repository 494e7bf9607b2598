//! Runs one task on a thread of its own, for tasks that may take as long as a disk, a network or another program.

use super::Inbox;
use super::worker::{caught, panic_if_tested, spawn_worker};
use crate::app::message::{Message, WorkerFate};
use crate::text::sentences::upper_first;

/// Runs `work`, which `name` describes, on a thread of its own.
///
/// If the thread is refused or `work` panics, it sends the message that `failed` makes of an explanation, so that the
/// receiver always gets an answer. `name` is in lower case and describes the task, such as "starting the browser".
pub fn start(
    name: &'static str,
    inbox: &Inbox,
    failed: impl Fn(String) -> Message + Clone + Send + 'static,
    work: impl FnOnce(&Inbox) + Send + 'static,
) {
    let started = spawn_worker(name, inbox.clone(), {
        let (inbox, failed) = (inbox.clone(), failed.clone());
        move || {
            let done = caught(name, || {
                panic_if_tested(name);
                work(&inbox);
            });
            if done.is_err() {
                let fault = "because of an internal error; see the log";
                inbox.send(failed(format!("{} failed {fault}.", upper_first(name))));
            }
        }
    });
    if let Err(died) = started {
        let why = match died.fate {
            WorkerFate::Refused(why) => format!("as the system refused a thread ({why})"),
            _ => died.to_string(),
        };
        inbox.send(failed(format!("{} failed, {why}.", upper_first(name))));
    }
}
