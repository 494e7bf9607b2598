//! The real loop without a terminal: keys are typed when the program is idle, and the screen is drawn once.
//!
//! Tests, the pictures of the README and reports of faults use it.

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
pub fn headless(options: StartOptions, size: (u16, u16), keys: &[Key]) -> Result<ScreenPicture, WorkerDied> {
    // Nothing is remembered of a picture, and nothing changes in it by itself.
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
