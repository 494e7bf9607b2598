//! Threads for one errand each: what may take as long as a disk, a network or another program takes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Inbox;
use crate::app::message::Message;

/// Does `work`, which is `name`, on a thread of its own. Where it fails through no fault of its own, `failed` makes a
/// message of the sentence that says so: whoever waits for an answer gets one.
pub fn start(
    name: &'static str,
    inbox: &Inbox,
    failed: impl Fn(String) -> Message + Clone + Send + 'static,
    work: impl FnOnce(&Inbox) + Send + 'static,
) {
    let started = std::thread::Builder::new().name(name.to_lowercase()).spawn({
        let (inbox, failed) = (inbox.clone(), failed.clone());
        move || {
            if catch_unwind(AssertUnwindSafe(|| work(&inbox))).is_err() {
                inbox.send(failed(format!("{name} failed, through a fault of the program, which the log tells.")));
            }
        }
    });
    if let Err(error) = started {
        inbox.send(failed(format!("{name} failed: a thread cannot be started ({error}).")));
    }
}
