//! The thread that reads keys, clicks, pastes and new sizes from the terminal.

use std::sync::mpsc::{Sender, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event as TerminalEvent, MouseButton, MouseEvent, MouseEventKind};

use super::Event;
use super::worker::{DeathListener, KEYBOARD, panic_if_tested, spawn_worker};
use crate::app::message::{WorkerDied, WorkerFate};

/// Two presses at one place within this time are a double click. Half a second is what desktops use.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);
/// At most how many events are read before the loop gets them.
const EVENTS_MAX: usize = 256;

/// An event of the terminal, with what only the clock knows of it.
#[derive(Clone, Debug)]
pub struct KeyboardEvent {
    /// The event.
    pub event: TerminalEvent,
    /// Whether it is the second press of a double click.
    pub is_double_click: bool,
}

/// What the terminal had to say since the last batch.
///
/// Nothing is read from the terminal until the batch is [answered](Self::answered): an editor that a key
/// starts has the terminal for itself.
#[derive(Debug)]
pub struct KeyboardBatch {
    /// The events, in order.
    pub events: Vec<KeyboardEvent>,
    answer: SyncSender<()>,
}

impl KeyboardBatch {
    /// Lets the thread read on.
    pub fn answered(self) {
        let _ = self.answer.send(());
    }
}

/// Starts the thread.
///
/// # Errors
/// When the system refuses it.
pub fn listen(sender: Sender<Event>) -> Result<(), WorkerDied> {
    let started = spawn_worker(KEYBOARD, sender.clone(), move || {
        // What it reads from is opened now, and may be refused, as by a limit of open files.
        if let Err(error) = event::poll(Duration::ZERO) {
            let fate = WorkerFate::Failed(crate::text::safe::safe_line(&error.to_string()));
            return sender.worker_died(WorkerDied { name: KEYBOARD, fate });
        }
        panic_if_tested(KEYBOARD);
        let (answer, answered) = sync_channel(1);
        let mut last_click: Option<(u16, u16, Instant)> = None;
        loop {
            let mut events = Vec::new();
            loop {
                // Reading blocks, so that an idle program wakes for nothing.
                let Ok(event) = event::read() else {
                    // The terminal is gone; the hang-up signal says so to the loop.
                    return;
                };
                if is_of_use(&event) {
                    let is_double_click = is_double_click(&event, &mut last_click);
                    events.push(KeyboardEvent { event, is_double_click });
                }
                let has_more = event::poll(Duration::ZERO).unwrap_or(false);
                if events.len() >= EVENTS_MAX || (!has_more && !events.is_empty()) {
                    break;
                }
            }
            if sender.send(Event::Keyboard(KeyboardBatch { events, answer: answer.clone() })).is_err() {
                return;
            }
            if answered.recv().is_err() {
                return;
            }
        }
    });
    started.map(drop)
}

/// Whether the app has a use for the event: every move of the mouse is one while it is on.
fn is_of_use(event: &TerminalEvent) -> bool {
    match event {
        TerminalEvent::Mouse(mouse) => matches!(
            mouse.kind,
            MouseEventKind::Down(MouseButton::Left) | MouseEventKind::ScrollDown | MouseEventKind::ScrollUp
        ),
        TerminalEvent::Key(key) => !key.is_release(),
        TerminalEvent::Paste(_) | TerminalEvent::Resize(..) => true,
        TerminalEvent::FocusGained | TerminalEvent::FocusLost => false,
    }
}

fn is_double_click(event: &TerminalEvent, last: &mut Option<(u16, u16, Instant)>) -> bool {
    let TerminalEvent::Mouse(MouseEvent { kind: MouseEventKind::Down(_), column, row, .. }) = event else {
        return false;
    };
    let is_double = last
        .is_some_and(|(at_column, at_row, at)| (at_column, at_row) == (*column, *row) && at.elapsed() < DOUBLE_CLICK);
    // A third press begins anew.
    *last = (!is_double).then(|| (*column, *row, Instant::now()));
    is_double
}
