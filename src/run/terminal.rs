//! The terminal: sets it up, draws to it, and always restores it.
//!
//! Frames are drawn here rather than by ratatui's `Terminal`. That one writes every gap between two changes as a jump,
//! and it asks the terminal for its cursor when it clears, an answer that the keyboard thread would get.

mod frame;
mod output;

use std::io::{self, BufWriter, Write};
use std::panic;
use std::sync::Once;
use std::time::Duration;

use anyhow::Context;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use rustix::io::Errno;
use rustix::termios::tcgetwinsize;
use terminal_colorsaurus::{QueryOptions, ThemeMode};

use super::changes::changes;
use crate::app::App;
use crate::view::{self, Look};
use output::Output;

/// The time that the terminal has to report its background. Without an answer the default theme is used.
const ANSWER_TIME: Duration = Duration::from_millis(100);
/// The size of the output buffer: one frame of a large screen, so that the frame reaches the terminal in one write.
const FRAME_BYTES: usize = 64 * 1024;

static PANIC_HOOK: Once = Once::new();

/// True if the terminal's background is light. The terminal is only queried if the theme depends on it.
pub fn ask_background(theme: &str) -> Option<bool> {
    if theme != "auto" {
        return None;
    }
    let mut options = QueryOptions::default();
    options.timeout = ANSWER_TIME;
    terminal_colorsaurus::theme_mode(options).ok().map(|mode| mode == ThemeMode::Light)
}

/// The terminal in use by the program, or another writer of frames.
pub struct Screen<W: Write = Output> {
    /// Gives the terminal back before the other fields are dropped; `None` without a terminal.
    _taken: Option<Taken>,
    backend: CrosstermBackend<BufWriter<W>>,
    /// The frame that the terminal shows.
    shown: Buffer,
    /// The frame being drawn.
    next: Buffer,
    cursor: Option<Position>,
    has_mouse: bool,
}

impl Screen {
    /// Takes over the terminal.
    pub fn enter(has_mouse: bool) -> anyhow::Result<Self> {
        install_panic_hook();
        take(has_mouse).inspect_err(|_| give_back())?;
        Ok(Self { _taken: Some(Taken), has_mouse, ..Self::onto(Output) })
    }

    /// Returns the columns and rows of the terminal.
    pub fn size(&self) -> anyhow::Result<(u16, u16)> {
        match tcgetwinsize(output::terminal()) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Ok((size.ws_col, size.ws_row)),
            // The terminal was closed.
            Err(Errno::IO) => Err(io::Error::from(Errno::IO).into()),
            _ => {
                let size = self.backend.size().context("the size of the terminal is unknown")?;
                Ok((size.width, size.height))
            }
        }
    }
}

impl<W: Write> Screen<W> {
    /// Creates a screen that writes its frames to `writer`, which shows nothing yet.
    pub fn onto(writer: W) -> Self {
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, writer));
        Self {
            _taken: None,
            backend,
            shown: Buffer::default(),
            next: Buffer::default(),
            cursor: None,
            has_mouse: false,
        }
    }

    /// Draws the app as one synchronised update. Cells that the terminal already shows are not written again.
    pub fn draw(&mut self, app: &App, look: &Look) -> anyhow::Result<()> {
        // The size that the app knows. If the terminal has another one, a message to the app is on its way.
        let area = app.layout.screen;
        let is_cleared = area != self.shown.area;
        if is_cleared {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
        }
        self.next.reset();
        let cursor = view::draw(app, look, &mut self.next);
        let changes = changes(&self.shown, &self.next);
        if changes.is_empty() && cursor == self.cursor && !is_cleared {
            return Ok(());
        }
        queue!(self.backend, BeginSynchronizedUpdate)?;
        if is_cleared {
            queue!(self.backend, Clear(ClearType::All))?;
        }
        frame::write(&mut self.backend, &self.next, &changes)?;
        match cursor {
            Some(position) => queue!(self.backend, MoveTo(position.x, position.y), Show)?,
            None => queue!(self.backend, Hide)?,
        }
        self.cursor = cursor;
        execute!(self.backend, EndSynchronizedUpdate)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }

    /// Writes bytes that are not a frame, such as a copy for the clipboard.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.backend.write_all(bytes)?;
        Write::flush(&mut self.backend)
    }

    /// Makes the next frame paint the whole screen.
    pub fn clear(&mut self) {
        self.shown = Buffer::default();
        self.cursor = None;
    }
}

impl Screen {
    /// Turns the mouse on or off.
    pub fn set_mouse(&mut self, is_on: bool) -> anyhow::Result<()> {
        self.has_mouse = is_on;
        if is_on {
            execute!(self.backend, EnableMouseCapture)?;
        } else {
            execute!(self.backend, DisableMouseCapture)?;
        }
        Ok(())
    }

    /// Takes over the terminal again, and makes the next frame paint the whole screen.
    pub fn resume(&mut self) -> anyhow::Result<()> {
        take(self.has_mouse)?;
        self.clear();
        Ok(())
    }
}

/// A guard that gives the terminal back when it is dropped.
struct Taken;

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

fn take(has_mouse: bool) -> anyhow::Result<()> {
    output::take();
    enable_raw_mode()?;
    let mut sequences = Vec::new();
    queue!(sequences, EnterAlternateScreen, EnableBracketedPaste)?;
    if has_mouse {
        queue!(sequences, EnableMouseCapture)?;
    }
    Output.write_all(&sequences)?;
    Ok(())
}

/// Restores the terminal, for a while or for good. Does nothing if that has been done.
///
/// Errors are ignored, because a terminal that was closed needs no restoring.
pub fn give_back() {
    if !output::release() {
        return;
    }
    let mut sequences = Vec::new();
    // A frame that was cut short may have left an update or the line wrap open, so these are closed first.
    let _ = queue!(
        sequences,
        EndSynchronizedUpdate,
        EnableLineWrap,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = output::write_last(&sequences);
    let _ = disable_raw_mode();
}

/// True if an error means that the terminal was closed, so that no message can be shown.
pub fn is_gone(error: &anyhow::Error) -> bool {
    let gone = [Errno::IO, Errno::PIPE].map(Errno::raw_os_error);
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>()?.raw_os_error())
        .any(|number| gone.contains(&number))
}

/// Installs the panic hook. A panic of this thread restores the terminal and is printed.
///
/// A panic of another thread must not disturb the screen, so it is only logged: where it is caught, or here.
fn install_panic_hook() {
    PANIC_HOOK.call_once(|| {
        let ui_thread = std::thread::current().id();
        let default_hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if std::thread::current().id() == ui_thread {
                give_back();
                default_hook(info);
            } else {
                super::worker::log_panic(info);
            }
        }));
    });
}
