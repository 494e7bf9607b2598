//! Draws the list of an article's links.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, box_frame, paint};
use crate::action::Action;
use crate::app::App;
use crate::app::layout::overlay_area;
use crate::app::overlay::links::{LinkRow, LinksOverlay};
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::count_of;

/// The width of the list on a wide screen.
const COLUMNS: u16 = 88;

/// Draws the list. Returns the position of the cursor: the selected link.
pub fn draw(app: &App, links: &LinksOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let n_rows = u16::try_from(links.rows.len()).unwrap_or(u16::MAX);
    // The whole address of the selected link is below the list.
    let area = overlay_area(COLUMNS, n_rows.saturating_add(4), app.layout.screen);
    let dot = look.glyphs.dot;
    let note = format!(
        "{} open {dot} {} copy {dot} {} close",
        app.key_of(Action::Open),
        app.key_of(Action::CopyLink),
        app.key_of(Action::Escape)
    );
    let inner = box_frame::draw(area, &count_of(links.rows.len(), "link"), &note, look, buffer);
    let list = Rect { height: inner.height.saturating_sub(2), ..inner };
    let height = usize::from(list.height).max(1);
    // If the list is longer than the box, the selected line is in the middle.
    let top = links.selected.saturating_sub(height / 2).min(links.rows.len().saturating_sub(height));
    let number_columns = links.rows.len().to_string().len();
    let host_columns = links.rows.iter().map(|row| columns::width(&row.host)).max().unwrap_or(0);
    let host_columns = host_columns.min(usize::from(list.width) * 2 / 5);
    let mut cursor = Position { x: list.x, y: list.y };
    for ((row_idx, row), y) in links.rows.iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
        let is_selected = row_idx == links.selected;
        let line = Rect { y, height: 1, ..list };
        if is_selected {
            buffer.set_style(line, look.theme.style(Token::Selection));
            paint::text(buffer, line.x, y, look.glyphs.selection, 1, look.theme.style(Token::Selection));
            cursor = Position { x: line.x, y };
        }
        let number = format!("{:>number_columns$}", row_idx + 1);
        draw_row(row, &number, host_columns, is_selected, line, look, buffer);
    }
    if let Some(row) = links.rows.get(links.selected).filter(|_| inner.height > 2) {
        let room = usize::from(inner.width.saturating_sub(2));
        // The end of an address is shown rather than its start, which the host already shows.
        let address = columns::cut_start(&row.address, room);
        paint::text(buffer, inner.x + 1, inner.bottom() - 1, &address, room, look.theme.style(Token::Dim));
    }
    cursor
}

fn draw_row(
    row: &LinkRow,
    number: &str,
    host_columns: usize,
    is_selected: bool,
    line: Rect,
    look: &Look,
    buffer: &mut Buffer,
) {
    let style = |token| look.theme.style(if is_selected { Token::Selection } else { token });
    let right = line.right().saturating_sub(1);
    let place = match (row.paragraph, row.n_times) {
        (0, _) => String::new(),
        (paragraph, 1) => format!("paragraph {paragraph}"),
        (paragraph, n_times) => format!("{n_times} times, paragraph {paragraph}"),
    };
    let place_x = paint::right(buffer, right, line.y, &place, style(Token::Dim));
    let x = paint::text(buffer, line.x + 2, line.y, number, number.len(), style(Token::Dim)) + 1;
    let end = usize::from(place_x.saturating_sub(2));
    let room = |x: u16| end.saturating_sub(usize::from(x));
    paint::cut(buffer, x, line.y, &row.host, host_columns.min(room(x)), style(Token::Link));
    let x = x + host_columns as u16 + 2;
    paint::cut(buffer, x, line.y, &row.text, room(x), style(Token::Text));
}
