//! The thread that reads keys, clicks and pastes from the terminal.

mod decoder;
mod tty;

use std::io;
use std::sync::mpsc::{Sender, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crossterm::event::KeyCode;
use rustix::process::Signal;
use termina::event::{
    self as termina_event, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::worker::{KEYBOARD, panic_if_tested, spawn_worker};
use super::{InboxEvent, signals};
use crate::app::message::{Click, Scroll, WorkerDied, WorkerFate};
use crate::settings::Key;
use decoder::Decoder;
use tty::{Input, Tty};

/// The greatest time between the two presses of a double click. Desktops use half a second.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);
/// The number of events after which a batch is sent to the loop.
const EVENTS_MAX: usize = 256;

/// An event of the keyboard or the mouse that the app uses.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyboardEvent {
    /// A key press.
    Key(Key),
    /// A pasted text.
    Paste(String),
    /// A press of the first mouse button.
    Click(Click),
    /// A turn of the mouse wheel.
    Scroll(Scroll),
}

/// The events of the terminal since the last batch.
///
/// Nothing is read from the terminal until the batch is [answered](Self::answered). So an editor that a key starts has
/// the terminal for itself.
#[derive(Debug)]
pub struct KeyboardBatch {
    pub events: Vec<KeyboardEvent>,
    answer: SyncSender<()>,
}

impl KeyboardBatch {
    /// Lets the thread continue to read.
    pub fn answered(self) {
        let _ = self.answer.send(());
    }
}

/// Starts the thread.
///
/// # Errors
/// Returns an error if the terminal cannot be read, or if the system refuses the thread.
pub fn listen(sender: Sender<InboxEvent>) -> Result<(), WorkerDied> {
    let unread = |error: io::Error| {
        let fate = WorkerFate::Failed(crate::text::safe::safe_line(&error.to_string()));
        WorkerDied { name: KEYBOARD, fate }
    };
    let tty = Tty::open().map_err(unread)?;
    let started = spawn_worker(KEYBOARD, sender.clone(), move || {
        panic_if_tested(KEYBOARD);
        let mut keyboard = Keyboard { tty, decoder: Decoder::default(), last_click: None };
        let (answer, answered) = sync_channel(1);
        while let Some(events) = keyboard.next_events() {
            if sender.send(InboxEvent::Keyboard(KeyboardBatch { events, answer: answer.clone() })).is_err() {
                return;
            }
            if answered.recv().is_err() {
                return;
            }
        }
        // A program gets no signal for this if it ignores the signal or is not controlled by the terminal.
        signals::terminate(Signal::HUP.as_raw(), &sender);
    });
    started.map(drop)
}

struct Keyboard {
    tty: Tty,
    decoder: Decoder,
    last_click: Option<(u16, u16, Instant)>,
}

impl Keyboard {
    /// Waits for events and returns all that are available; `None` once the terminal is closed.
    fn next_events(&mut self) -> Option<Vec<KeyboardEvent>> {
        let mut events = Vec::new();
        let mut decoded = Vec::new();
        loop {
            let patience = if events.is_empty() { self.decoder.patience() } else { Some(Duration::ZERO) };
            match self.tty.read(patience) {
                Input::Bytes(bytes) => self.decoder.feed(bytes, &mut decoded),
                Input::Nothing if !events.is_empty() => return Some(events),
                Input::Nothing => self.decoder.time_out(&mut decoded),
                // The user would not see the effect of the keys before the hang-up.
                Input::HungUp => return None,
            }
            events.extend(decoded.drain(..).filter_map(|event| self.event_of(event)));
            if events.len() >= EVENTS_MAX {
                return Some(events);
            }
        }
    }

    fn event_of(&mut self, event: termina::Event) -> Option<KeyboardEvent> {
        match event {
            termina::Event::Key(key) => Some(KeyboardEvent::Key(key_of(key)?)),
            termina::Event::Paste(text) => Some(KeyboardEvent::Paste(text)),
            termina::Event::Mouse(mouse) => self.mouse_event_of(mouse),
            _ => None,
        }
    }

    fn mouse_event_of(&mut self, mouse: MouseEvent) -> Option<KeyboardEvent> {
        let MouseEvent { kind, column, row, .. } = mouse;
        Some(match kind {
            MouseEventKind::Down(MouseButton::Left) => {
                KeyboardEvent::Click(Click { column, row, is_double: self.is_double_click(column, row) })
            }
            MouseEventKind::ScrollDown => KeyboardEvent::Scroll(Scroll { column, row, is_down: true }),
            MouseEventKind::ScrollUp => KeyboardEvent::Scroll(Scroll { column, row, is_down: false }),
            // While the mouse is enabled, every movement is an event.
            _ => return None,
        })
    }

    fn is_double_click(&mut self, column: u16, row: u16) -> bool {
        let is_double = self
            .last_click
            .is_some_and(|(at_column, at_row, at)| (at_column, at_row) == (column, row) && at.elapsed() < DOUBLE_CLICK);
        // A third press may begin another double click.
        self.last_click = (!is_double).then(|| (column, row, Instant::now()));
        is_double
    }
}

/// Returns the key of an event, unless the key was released or cannot be bound.
fn key_of(event: KeyEvent) -> Option<Key> {
    use termina_event::KeyCode as Code;
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        Code::Char(character) => KeyCode::Char(character),
        Code::Enter => KeyCode::Enter,
        Code::Backspace => KeyCode::Backspace,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Escape => KeyCode::Esc,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Insert => KeyCode::Insert,
        Code::Delete => KeyCode::Delete,
        Code::Function(number) => KeyCode::F(number),
        _ => return None,
    };
    let is_held = |modifier| event.modifiers.contains(modifier);
    Some(Key::new(code, is_held(Modifiers::CONTROL), is_held(Modifiers::ALT), is_held(Modifiers::SHIFT)))
}
