//! Draws the box for opening another folder, with the recent folders.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, box_frame, paint};
use crate::app::layout::overlay_area;
use crate::app::overlay::folder::FolderOverlay;
use crate::app::reader::wrap;
use crate::settings::theme::Token;
use crate::text::columns;

/// Draws the box. Returns the position of the caret.
pub fn draw(folder: &FolderOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let n_recent = folder.recent.len().min(10);
    let rows = if n_recent == 0 { 6 } else { n_recent as u16 + 8 };
    let area = overlay_area(72, rows, buffer.area);
    let note = format!("{} open {} Esc close", look.glyphs.enter, look.glyphs.dot);
    let inner = box_frame::draw(area, "Open a folder", &note, look, buffer);
    let x = inner.x + 1;
    let width = usize::from(inner.width.saturating_sub(2));
    let text = folder.input.value();
    let label = "path ";
    paint::text(buffer, x, inner.y + 1, label, width, look.theme.style(Token::Dim));
    let box_x = x + label.len() as u16;
    let room = width.saturating_sub(label.len());
    let scroll = folder.input.visual_scroll(room.max(1));
    let shown = columns::split(text, scroll).1;
    paint::text(buffer, box_x, inner.y + 1, shown, room, look.theme.style(Token::Text));
    let caret =
        Position { x: box_x + (folder.input.visual_cursor().max(scroll) - scroll).min(room) as u16, y: inner.y + 1 };
    if text.is_empty() {
        paint::cut(
            buffer,
            box_x,
            inner.y + 1,
            "a folder of articles, such as ~/clips",
            room,
            look.theme.style(Token::Dim),
        );
    }
    if folder.looking.is_some() {
        paint::cut(buffer, x, inner.y + 2, "Looking for the folder… Esc cancels.", width, look.theme.style(Token::Dim));
    } else if let Some(message) = &folder.message {
        for (line, range) in wrap::wrap_text(message, width).into_iter().take(2).enumerate() {
            let y = inner.y + 2 + line as u16;
            paint::text(buffer, x, y, &message[range], width, look.theme.style(Token::Error));
        }
    }
    if n_recent == 0 {
        return caret;
    }
    paint::text(buffer, x, inner.y + 5, "opened before", width, look.theme.style(Token::Heading));
    let mut cursor = caret;
    for (recent_idx, recent) in folder.recent.iter().take(n_recent).enumerate() {
        let y = inner.y + 6 + recent_idx as u16;
        if y >= inner.bottom() {
            break;
        }
        let is_selected = folder.selected == Some(recent_idx);
        let style = look.theme.style(if is_selected { Token::Selection } else { Token::Text });
        if is_selected {
            buffer.set_style(Rect { x: inner.x, y, width: inner.width, height: 1 }, style);
            paint::text(buffer, inner.x, y, look.glyphs.selection, 1, style);
            cursor = Position { x, y };
        }
        paint::text(buffer, x + 1, y, &columns::cut_start(recent, width - 1), width - 1, style);
    }
    cursor
}
