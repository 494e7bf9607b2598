//! Signals to a test in a real terminal that all keys so far have been answered. Release builds do nothing.

use std::io;

use super::keyboard::KeyboardEvent;
use super::terminal::Screen;
use crate::app::App;

/// Writes an invisible mark after each frame of an idle program, if a test asks for it.
#[derive(Debug, Default)]
pub struct IdleMark {
    /// The last key that was handled.
    #[cfg(debug_assertions)]
    last_key: String,
}

#[cfg(debug_assertions)]
impl IdleMark {
    /// Notes an event of the terminal.
    pub fn note(&mut self, event: &KeyboardEvent) {
        if let KeyboardEvent::Key(key) = event {
            self.last_key = key.name();
        }
    }

    /// Writes the mark: the last key, then the columns and rows of the frame.
    pub fn write(&self, app: &App, screen: &mut Screen) -> io::Result<()> {
        if !app.is_idle() || std::env::var_os("NEWSREADER_TEST_IDLE").is_none() {
            return Ok(());
        }
        let area = app.layout.screen;
        screen.write(format!("\x1b]7777;{} {} {}\x07", self.last_key, area.width, area.height).as_bytes())
    }
}

#[cfg(not(debug_assertions))]
impl IdleMark {
    pub fn note(&mut self, _: &KeyboardEvent) {}

    pub fn write(&self, _: &App, _: &mut Screen) -> io::Result<()> {
        Ok(())
    }
}
