//! Draws the overlays that only scroll: facts of an article, problems, configuration.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, box_frame, paint, rules};
use crate::action::Action;
use crate::app::App;
use crate::app::overlay_text::{OverlayLine, OverlayText};
use crate::settings::theme::Token;

/// Draws a text in a box from the line `top` on. Returns where the cursor stands.
pub fn draw(app: &App, text: &OverlayText, top: usize, look: &Look, buffer: &mut Buffer) -> Position {
    let mut note = format!("{} close", app.key_of(Action::Escape));
    if text.last_top() > top {
        note = format!("{} more below {} {note}", text.last_top() - top, look.glyphs.dot);
    }
    let inner = box_frame::draw(text.area, &text.title, &note, look, buffer);
    draw_lines(text, top, Rect { x: inner.x + 1, ..inner }, look, buffer);
    Position { x: inner.x, y: inner.y }
}

/// Draws a text over the whole screen, below a rule.
pub fn draw_screen(text: &OverlayText, top: usize, look: &Look, buffer: &mut Buffer) {
    let more = text.last_top().saturating_sub(top);
    let note = if more > 0 { format!("{more} more below") } else { String::new() };
    rules::draw(Rect { height: 1, ..text.area }, &text.title, &note, true, look, buffer);
    let inner =
        Rect { x: text.area.x + 3, y: text.area.y + 2, height: text.area.height.saturating_sub(2), ..text.area };
    draw_lines(text, top, inner, look, buffer);
}

fn draw_lines(text: &OverlayText, top: usize, area: Rect, look: &Look, buffer: &mut Buffer) {
    let style = |token| look.theme.style(token);
    for (line, y) in text.lines.iter().skip(top.min(text.last_top())).zip(area.top()..area.bottom()) {
        match line {
            OverlayLine::Heading(heading) => {
                paint::cut(buffer, area.x, y, heading, text.columns, style(Token::Heading))
            }
            OverlayLine::Text(line) => paint::cut(buffer, area.x, y, line, text.columns, style(Token::Text)),
            OverlayLine::Note(line) => paint::cut(buffer, area.x, y, line, text.columns, style(Token::Dim)),
            OverlayLine::Fact(name, value) => {
                paint::text(buffer, area.x, y, name, text.name_columns, style(Token::Dim));
                let x = area.x + text.name_columns as u16;
                paint::text(buffer, x, y, value, text.columns.saturating_sub(text.name_columns), style(Token::Text))
            }
        };
    }
}
