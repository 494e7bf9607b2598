//! `&App` becomes a picture. One file a pane or overlay; nothing here changes state.

pub mod glyphs;

use crate::settings::theme::Theme;
use glyphs::Glyphs;

/// How the screen is drawn: styles and signs.
#[derive(Clone, Debug)]
pub struct Look {
    /// The styles, by meaning.
    pub theme: Theme,
    /// The signs.
    pub glyphs: &'static Glyphs,
}
