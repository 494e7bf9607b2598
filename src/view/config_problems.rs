//! Draws what is wrong with the configuration, all of it at once, before the first article.

use ratatui::buffer::Buffer;

use super::{Look, paint, rules};
use crate::app::App;
use crate::app::overlay::ConfigOverlay;
use crate::settings::theme::Token;

/// Draws the screen.
pub fn draw(app: &App, config: &ConfigOverlay, look: &Look, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    let rule = ratatui::layout::Rect { height: 1, ..screen };
    rules::draw(rule, "Config not used in full", "", true, look, buffer);
    let mut lines: Vec<(String, Token)> = Vec::new();
    for problem in &config.problems {
        for (line_idx, line) in problem.to_string().lines().enumerate() {
            lines.push((line.to_owned(), if line_idx == 0 { Token::Strong } else { Token::Text }));
        }
        lines.push((String::new(), Token::Text));
    }
    let left_out =
        if config.problems.len() == 1 { "The setting has its default" } else { "The settings have their defaults" };
    lines.push((format!("{left_out}; nothing else in the file is affected."), Token::Text));
    lines.push(("The same check from a shell: newsreader config check".to_owned(), Token::Dim));
    let height = usize::from(screen.height.saturating_sub(4));
    let top = config.top.min(lines.len().saturating_sub(height));
    for ((line, token), y) in lines.iter().skip(top).zip(2..screen.height.saturating_sub(2)) {
        paint::cut(buffer, 3, y, line, usize::from(screen.width.saturating_sub(4)), look.theme.style(*token));
    }
}
