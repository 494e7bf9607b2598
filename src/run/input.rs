//! Turns events of the terminal into messages. Keys are looked up in the key map before the app gets them.

use crossterm::event::Event as TerminalEvent;
use tui_input::backend::crossterm::to_input_request;

use super::keyboard::KeyboardEvent;
use crate::action::{Action, ActionScope};
use crate::app::message::{Message, Pending};
use crate::app::{App, InputMode};
use crate::settings::{Key, KeySequence, Lookup};

/// Returns the message for an event.
pub fn message_of(event: &KeyboardEvent, app: &App) -> Message {
    match event {
        KeyboardEvent::Key(key) => message_of_key(*key, app),
        KeyboardEvent::Paste(text) => Message::Pasted(text.clone()),
        KeyboardEvent::Click(click) => Message::Clicked(*click),
        KeyboardEvent::Scroll(scroll) => Message::Scrolled(*scroll),
    }
}

/// Returns the message for a key in the current input mode.
pub fn message_of_key(key: Key, app: &App) -> Message {
    let keymap = &app.settings.keys;
    let pending = app.pending.as_ref().map(|pending| pending.key);
    match app.input_mode() {
        InputMode::Keys(scope) => match keymap.lookup(scope, pending, key) {
            Lookup::Action(action) => Message::Act(action),
            Lookup::Pending(choices) => Message::Pending(Pending { key, choices }),
            Lookup::None => Message::NoSuchKey(match pending {
                Some(first) => KeySequence { first, second: Some(key) },
                None => KeySequence::one(key),
            }),
        },
        InputMode::Text => match keymap.lookup(ActionScope::FilterBox, None, key) {
            Lookup::Action(action) => Message::Act(action),
            Lookup::Pending(_) | Lookup::None => match to_input_request(&TerminalEvent::Key(key.to_event())) {
                Some(request) => Message::Edit(request),
                None => message_in_list(key, app),
            },
        },
    }
}

/// Returns the message for a key that does not edit the text line of a box. Page keys scroll the list below the line.
fn message_in_list(key: Key, app: &App) -> Message {
    match app.settings.keys.lookup(ActionScope::Anywhere, None, key) {
        Lookup::Action(action @ (Action::PageDown | Action::PageUp)) if !app.is_in_panes() => Message::Act(action),
        _ => Message::NoSuchKey(KeySequence::one(key)),
    }
}
