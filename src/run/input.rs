//! Events of the terminal become messages: keys are looked up in the key map before the app sees them.

use crossterm::event::Event as TerminalEvent;
use tui_input::backend::crossterm::to_input_request;

use super::keyboard::KeyboardEvent;
use crate::action::Scope;
use crate::app::message::{Message, Pending};
use crate::app::{App, InputMode};
use crate::settings::{Key, Lookup};

/// The message of an event.
pub fn message_of(event: &KeyboardEvent, app: &App) -> Message {
    match event {
        KeyboardEvent::Key(key) => message_of_key(*key, app),
        KeyboardEvent::Paste(text) => Message::Pasted(text.clone()),
        KeyboardEvent::Click(click) => Message::Clicked(*click),
        KeyboardEvent::Scroll(scroll) => Message::Scrolled(*scroll),
    }
}

/// The message of a key, where the next key goes.
pub fn message_of_key(key: Key, app: &App) -> Message {
    let keymap = &app.settings.keys;
    let pending = app.pending.as_ref().map(|pending| pending.key);
    match app.input_mode() {
        InputMode::Keys(scope) => match keymap.lookup(scope, pending, key) {
            Lookup::Action(action) => Message::Act(action),
            Lookup::Pending(choices) => Message::Pending(Pending { key, choices }),
            Lookup::None => Message::NoSuchKey,
        },
        InputMode::Text => match keymap.lookup(Scope::FilterBox, None, key) {
            Lookup::Action(action) => Message::Act(action),
            Lookup::Pending(_) | Lookup::None => {
                to_input_request(&TerminalEvent::Key(key.to_event())).map_or(Message::NoSuchKey, Message::Edit)
            }
        },
    }
}
