//! Draws the overlays that scroll: facts of an article, problems, configuration, filter language.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, box_frame, paint, rules};
use crate::action::Action;
use crate::app::App;
use crate::app::overlay::text::{CellStyle, OverlayLine, OverlayText};
use crate::settings::theme::Token;
use crate::text::columns;

/// Draws the text of the open overlay in a box, from the line `top` on. Returns the place of the cursor.
pub fn draw(app: &App, top: usize, look: &Look, buffer: &mut Buffer) -> Option<Position> {
    let text = &app.overlay_text()?;
    let mut note = format!("{} close", app.key_of(Action::Escape));
    if text.last_top() > top {
        note = format!("{} more below {} {note}", text.last_top() - top, look.glyphs.dot);
    }
    let inner = box_frame::draw(text.area, &text.title, &note, look, buffer);
    draw_lines(text, top, None, Rect { x: inner.x + 1, ..inner }, look, buffer);
    Some(Position { x: inner.x, y: inner.y })
}

/// Draws the text of the open overlay. Its line `selected` can be chosen with Enter, and `answer` names the effect.
/// Returns the place of the cursor: that line, where it is in view.
pub fn draw_choice(
    app: &App,
    (top, selected): (usize, usize),
    answer: &str,
    look: &Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let text = &app.overlay_text()?;
    let dot = look.glyphs.dot;
    let note = format!("{} {answer} {dot} {} close", app.key_of(Action::Open), app.key_of(Action::Escape));
    let inner = box_frame::draw(text.area, &text.title, &note, look, buffer);
    let n_hidden = text.last_top().saturating_sub(top);
    // If there are too few columns in the lower edge, the keys take precedence over the count.
    if n_hidden > 0 && text.area.width >= 64 {
        let more = format!(" {n_hidden} more below ");
        paint::right(buffer, text.area.right() - 2, text.area.bottom() - 1, &more, look.theme.style(Token::Dim));
    }
    draw_lines(text, top, Some(selected), Rect { x: inner.x + 1, ..inner }, look, buffer);
    let line = selected.checked_sub(top).filter(|line| *line < usize::from(inner.height));
    Some(Position { x: inner.x, y: inner.y + line.unwrap_or(0) as u16 })
}

/// Draws a text over the whole screen, below a rule.
pub fn draw_screen(text: &OverlayText, top: usize, look: &Look, buffer: &mut Buffer) {
    let more = text.last_top().saturating_sub(top);
    let note = if more > 0 { format!("{more} more below") } else { String::new() };
    rules::draw(Rect { height: 1, ..text.area }, &text.title, &note, true, look, buffer);
    let inner =
        Rect { x: text.area.x + 3, y: text.area.y + 2, height: text.area.height.saturating_sub(2), ..text.area };
    draw_lines(text, top, None, inner, look, buffer);
}

/// Draws the lines from `top`. The mark of the selected line is left of `area`.
fn draw_lines(text: &OverlayText, top: usize, selected: Option<usize>, area: Rect, look: &Look, buffer: &mut Buffer) {
    let in_view = text.lines.iter().enumerate().skip(top.min(text.last_top()));
    for ((line_idx, line), y) in in_view.zip(area.top()..area.bottom()) {
        let is_selected = selected == Some(line_idx);
        let style = |token| look.theme.style(if is_selected { Token::Selection } else { token });
        if is_selected {
            let row = Rect { x: area.x - 1, y, width: text.columns as u16 + 2, height: 1 };
            buffer.set_style(row, style(Token::Selection));
            paint::text(buffer, row.x, y, look.glyphs.selection, 1, style(Token::Selection));
        }
        match line {
            OverlayLine::Heading(heading) => {
                paint::cut(buffer, area.x, y, heading, text.columns, style(Token::Heading));
            }
            OverlayLine::Text(line) => {
                paint::cut(buffer, area.x, y, line, text.columns, style(Token::Text));
            }
            OverlayLine::Note(line) => {
                paint::cut(buffer, area.x, y, line, text.columns, style(Token::Dim));
            }
            OverlayLine::Fact(name, value) => {
                paint::text(buffer, area.x, y, name, text.name_columns, style(Token::Dim));
                let x = area.x + text.name_columns as u16;
                let room = text.columns.saturating_sub(text.name_columns);
                paint::text(buffer, x, y, value, room, style(Token::Text));
            }
            OverlayLine::Cells(cells) => {
                let mut n_columns = 0;
                for (cell, cell_style) in cells {
                    let token = match cell_style {
                        CellStyle::Text => Token::Text,
                        CellStyle::Dim => Token::Dim,
                    };
                    let room = text.columns.saturating_sub(n_columns);
                    paint::cut(buffer, area.x + n_columns as u16, y, cell.trim_end(), room, style(token));
                    n_columns += columns::width(cell);
                }
            }
        }
    }
}
