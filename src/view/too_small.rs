//! Draws the message of a screen that is too small for panes.

use ratatui::buffer::Buffer;

use super::{Look, paint};
use crate::app::App;
use crate::app::layout::{COLUMNS_MIN, ROWS_MIN};
use crate::settings::theme::Token;

/// Draws the message, as far as it fits.
pub fn draw(app: &App, look: &Look, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    let lines = [
        format!("Too small: {}×{}", screen.width, screen.height),
        format!("newsreader needs {COLUMNS_MIN}×{ROWS_MIN}."),
        "Make the window larger,".to_owned(),
        "or press q to quit.".to_owned(),
        String::new(),
        "From a shell:".to_owned(),
        "newsreader show FILE".to_owned(),
    ];
    for (line, y) in lines.iter().zip(screen.top()..screen.bottom()) {
        let x = 1.min(screen.width.saturating_sub(1));
        paint::cut(buffer, x, y, line, usize::from(screen.width.saturating_sub(x)), look.theme.style(Token::Text));
    }
}
