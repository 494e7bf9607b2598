//! Draws the frame of an overlay and empties what lies below it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, paint};
use crate::settings::theme::Token;
use crate::text::columns;

/// Draws a frame with a title in its upper and a note in its lower edge. Returns the inside.
pub fn draw(area: Rect, title: &str, note: &str, look: &Look, buffer: &mut Buffer) -> Rect {
    let text = look.theme.style(Token::Text);
    let style = look.theme.style(Token::RuleFocus);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(text);
            }
        }
    }
    let [top_left, top_right, bottom_left, bottom_right, horizontal, vertical] = look.glyphs.frame;
    for x in area.left()..area.right() {
        for y in [area.top(), area.bottom().saturating_sub(1)] {
            paint::text(buffer, x, y, horizontal, 1, style);
        }
    }
    for y in area.top()..area.bottom() {
        for x in [area.left(), area.right().saturating_sub(1)] {
            paint::text(buffer, x, y, vertical, 1, style);
        }
    }
    let right = area.right().saturating_sub(1);
    let bottom = area.bottom().saturating_sub(1);
    for (x, y, sign) in [
        (area.x, area.y, top_left),
        (right, area.y, top_right),
        (area.x, bottom, bottom_left),
        (right, bottom, bottom_right),
    ] {
        paint::text(buffer, x, y, sign, 1, style);
    }
    let room = usize::from(area.width.saturating_sub(6));
    for (y, line, token) in [(area.y, title, Token::Strong), (bottom, note, Token::Dim)] {
        if !line.is_empty() {
            let cut = columns::cut(line, room);
            paint::text(buffer, area.x + 2, y, &format!(" {cut} "), room + 2, look.theme.style(token));
        }
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2) }
}
