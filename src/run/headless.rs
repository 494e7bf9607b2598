//! Runs the app without a terminal: each key is pressed when the program is idle, and the screen is drawn once.
//!
//! It is used for tests, for the pictures of the README and for bug reports.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::StartOptions;
use crate::app::message::WorkerDied;
use crate::settings::{Key, Watch};

mod session;

pub use session::Session;

/// A drawn screen.
#[derive(Debug)]
pub struct ScreenPicture {
    pub buffer: Buffer,
    pub cursor: Option<Position>,
}

/// Presses `keys` on a screen of `size`, each one after the app has answered everything before it, and draws the
/// screen.
///
/// # Errors
/// Returns an error if a worker dies and is not restarted: the picture would then be wrong.
pub fn headless(options: StartOptions, size: (u16, u16), keys: &[Key]) -> Result<ScreenPicture, WorkerDied> {
    // A picture leaves no state behind, and does not change by itself.
    let mut options = StartOptions { state_dir: None, ..options };
    options.settings.corpus.watch = Watch::Off;
    let mut session = Session::start(&options, size)?;
    session.settle()?;
    for key in keys {
        session.press(*key);
        if session.app().is_quitting() {
            break;
        }
        session.settle()?;
    }
    Ok(session.picture())
}
