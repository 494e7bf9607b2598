//! The real loop without a terminal: keys are typed when the program is idle, and the screen is drawn once.
//!
//! Tests, the pictures of the README and reports of faults use it.

use std::sync::mpsc::{Receiver, channel};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::workers::Workers;
use super::{Event, StartOptions, app_start, input, look};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::message::{Message, WorkerDied, WorkerFate};
use crate::screen_thread;
use crate::settings::{Key, Watch};
use crate::view;

/// A drawn screen.
#[derive(Debug)]
pub struct Picture {
    /// Its cells.
    pub buffer: Buffer,
    /// Where the cursor stands.
    pub cursor: Option<Position>,
}

/// Types `keys` into the reader on a screen of `size`, each when everything before it has been answered,
/// and draws the screen.
///
/// # Errors
/// When a worker dies that is not started again: the picture would not be that of what was asked.
pub fn headless(options: StartOptions, size: (u16, u16), keys: &[Key]) -> Result<Picture, WorkerDied> {
    let (sender, inbox) = channel();
    let look = look(&options, None);
    // Nothing is remembered of a picture, and nothing changes in it by itself.
    let mut options = StartOptions { state_dir: None, ..options };
    options.settings.corpus.watch = Watch::Off;
    let mut app = App::new(app_start(&options, size));
    let mut workers = Workers::start(&options, sender)?;
    workers.open_first(&options);
    let mark = screen_thread::mark();
    settle(&mut app, &mut workers, &inbox)?;
    for key in keys {
        let message = input::message_of_key(*key, &app);
        update(&mut app, &mut workers, message);
        if app.is_quitting() {
            break;
        }
        settle(&mut app, &mut workers, &inbox)?;
    }
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    let cursor = view::draw(&app, &look, &mut buffer);
    drop(mark);
    Ok(Picture { buffer, cursor })
}

/// Takes messages until everything has been answered and the folder has been read.
fn settle(app: &mut App, workers: &mut Workers, inbox: &Receiver<Event>) -> Result<(), WorkerDied> {
    loop {
        let event = match inbox.try_recv() {
            Ok(event) => event,
            Err(_) if app.is_idle() => return Ok(()),
            Err(_) => match inbox.recv() {
                Ok(event) => event,
                Err(_) => return Ok(()),
            },
        };
        if let Event::Message(message) = event {
            match *message {
                Message::WorkerDied(died) if died.fate != WorkerFate::Restarted => return Err(died),
                Message::ReadingFailed(failed) => return Err(failed.died),
                message => update(app, workers, message),
            }
        }
    }
}

fn update(app: &mut App, workers: &mut Workers, message: Message) {
    for effect in app.update(message) {
        match effect {
            // Without a terminal these have nothing to work on; the picture says that they were asked for.
            Effect::Copy(_, name) => drop(app.update(Message::Notice(format!("Copied {name}.")))),
            Effect::Browse(link) => drop(app.update(Message::Notice(format!("Opened {link}")))),
            other => workers.send(other),
        }
    }
}
