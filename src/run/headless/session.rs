//! Runs the app without a terminal: its state is kept between keys, and its frames are captured as bytes.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;

use super::ScreenPicture;
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::message::{Message, WorkerDied, WorkerFate};
use crate::run::terminal::Screen;
use crate::run::workers::Workers;
use crate::run::{InboxEvent, StartOptions, app_start, input, look};
use crate::screen_thread;
use crate::settings::Key;
use crate::view::{self, Look};

/// The app without a terminal, with all its workers.
///
/// Effects that need a terminal or start a desktop program only show their notice.
pub struct Session {
    app: App,
    look: Look,
    workers: Workers,
    inbox: Receiver<InboxEvent>,
    screen: Screen<CapturedOutput>,
    written: CapturedOutput,
}

impl Session {
    /// Starts to read the folder of `options` on a screen of `size`. The folder is watched if the settings say so.
    ///
    /// # Errors
    /// Returns an error if a worker cannot be started.
    pub fn start(options: &StartOptions, size: (u16, u16)) -> Result<Self, WorkerDied> {
        let (sender, inbox) = channel();
        let look = look(options, None);
        let app = App::new(app_start(options, size));
        // Each key waits until everything is answered, so a delay would only make the session slower.
        let mut workers = Workers::start(options, Duration::ZERO, sender)?;
        workers.open_first(options);
        let written = CapturedOutput::default();
        Ok(Self { app, look, workers, inbox, screen: Screen::onto(written.clone()), written })
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn press(&mut self, key: Key) {
        let message = input::message_of_key(key, &self.app);
        self.send(message);
    }

    /// Sends a message, such as a click, a paste or a new size.
    pub fn send(&mut self, message: Message) {
        let _mark = screen_thread::mark();
        for effect in self.app.update(message) {
            match effect {
                // These effects need a terminal; the notice shows that they were requested.
                Effect::Copy(_, name) => drop(self.app.update(Message::Notice(format!("Copied {name}.")))),
                Effect::Browse(link) => drop(self.app.update(Message::Notice(format!("Opened {link}")))),
                Effect::Repaint => self.repaint(),
                other => self.workers.send(other),
            }
        }
    }

    /// Handles the messages that wait.
    ///
    /// # Errors
    /// Returns an error if a worker has died and is not restarted.
    pub fn take_waiting(&mut self) -> Result<(), WorkerDied> {
        while let Ok(event) = self.inbox.try_recv() {
            self.take(event)?;
        }
        Ok(())
    }

    /// Handles messages until everything has been answered and the folder has been read.
    ///
    /// # Errors
    /// Returns an error if a worker has died and is not restarted.
    pub fn settle(&mut self) -> Result<(), WorkerDied> {
        loop {
            self.take_waiting()?;
            if self.app.is_idle() {
                return Ok(());
            }
            let Ok(event) = self.inbox.recv() else { return Ok(()) };
            self.take(event)?;
        }
    }

    /// Like [`Self::settle`], but also waits for `is_settled`. Returns false if that takes longer than `patience`.
    ///
    /// # Errors
    /// Returns an error if a worker has died and is not restarted.
    pub fn settle_within(&mut self, patience: Duration, is_settled: impl Fn(&App) -> bool) -> Result<bool, WorkerDied> {
        let deadline = Instant::now() + patience;
        loop {
            self.take_waiting()?;
            if self.app.is_idle() && is_settled(&self.app) {
                return Ok(true);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = self.inbox.recv_timeout(left) else { return Ok(false) };
            self.take(event)?;
        }
    }

    /// Draws the whole screen.
    pub fn picture(&self) -> ScreenPicture {
        let _mark = screen_thread::mark();
        let mut buffer = Buffer::empty(self.app.layout.screen);
        let cursor = view::draw(&self.app, &self.look, &mut buffer);
        ScreenPicture { buffer, cursor }
    }

    /// Draws a frame, and returns the bytes that the terminal gets for it: the changes since the last frame.
    pub fn frame(&mut self) -> anyhow::Result<Vec<u8>> {
        let _mark = screen_thread::mark();
        self.screen.draw(&self.app, &self.look)?;
        Ok(self.written.0.take())
    }

    /// Makes the next frame paint the whole screen.
    pub fn repaint(&mut self) {
        self.screen.clear();
    }

    fn take(&mut self, event: InboxEvent) -> Result<(), WorkerDied> {
        let InboxEvent::Message(message) = event else { return Ok(()) };
        match *message {
            Message::WorkerDied(died) if died.fate != WorkerFate::Restarted => return Err(died),
            Message::ReadingFailed(failed) => return Err(failed.died),
            message => self.send(message),
        }
        Ok(())
    }
}

/// A writer that keeps the bytes written to a screen without a terminal.
#[derive(Clone, Debug, Default)]
struct CapturedOutput(Rc<RefCell<Vec<u8>>>);

impl Write for CapturedOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
