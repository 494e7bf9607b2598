//! Events of the terminal become messages: keys are looked up in the key map before the app sees them.

use crossterm::event::{Event as TerminalEvent, MouseEventKind};
use tui_input::backend::crossterm::to_input_request;

use super::keyboard::KeyboardEvent;
use crate::action::Scope;
use crate::app::message::{Click, Message, Pending, Scroll};
use crate::app::{App, InputMode};
use crate::settings::{Key, Lookup};

/// The message of an event, if it has one.
pub fn message_of(event: &KeyboardEvent, app: &App) -> Option<Message> {
    Some(match &event.event {
        TerminalEvent::Key(key) => message_of_key(Key::from_event(*key), app),
        TerminalEvent::Paste(text) => Message::Pasted(text.clone()),
        TerminalEvent::Resize(columns, rows) => Message::Resized { columns: *columns, rows: *rows },
        TerminalEvent::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => Message::Scrolled(Scroll {
                column: mouse.column,
                row: mouse.row,
                is_down: mouse.kind == MouseEventKind::ScrollDown,
            }),
            _ => Message::Clicked(Click { column: mouse.column, row: mouse.row, is_double: event.is_double_click }),
        },
        TerminalEvent::FocusGained | TerminalEvent::FocusLost => return None,
    })
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
