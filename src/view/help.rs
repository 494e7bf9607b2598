//! Draws the box of keys and actions: a search line, and the table of actions with the keys in force.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, box_frame, paint};
use crate::action::{Action, ActionScope, Group};
use crate::app::App;
use crate::app::layout::overlay_area;
use crate::app::overlay::help::{HelpOverlay, HelpRow};
use crate::settings::theme::Token;
use crate::text::columns;

/// The width of the box on a wide screen.
const COLUMNS: u16 = 72;
/// The width of the column of keys.
const KEYS_COLUMNS: usize = 16;
/// The label of the search line.
const LABEL: &str = "find ";

/// A line of the list.
enum Line<'row> {
    Heading(&'static str),
    Action(usize, &'row HelpRow),
}

/// Draws the box. Returns the position of the cursor, which is in the search line.
pub fn draw(app: &App, help: &HelpOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let dot = look.glyphs.dot;
    let rows = help.rows(&app.settings.keys, app.is_ascii());
    let lines = lines_of(&rows);
    let title = if help.lists_all() {
        "All actions".to_owned()
    } else {
        format!("Keys that work here {dot} {}", help.scope.name())
    };
    let screen = app.layout.screen;
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4).max(7);
    // The search line stays at its place when the length of the list below it changes.
    let area = Rect { y: screen.y + 1, ..overlay_area(COLUMNS, height, screen) };
    let escape = if help.search.value().is_empty() { "close" } else { "clear" };
    let note = format!("{} do it {dot} {} {escape}", app.key_of(Action::BoxKeep), app.key_of(Action::BoxLeave));
    let inner = box_frame::draw(area, &title, &note, look, buffer);
    let list = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let cursor = draw_search(help, list, look, buffer);
    let list = Rect { y: list.y + 2, height: list.height.saturating_sub(2), ..list };
    if lines.is_empty() {
        let room = usize::from(list.width);
        paint::text(buffer, list.x, list.y, "No action has these words.", room, look.theme.style(Token::Dim));
        return cursor;
    }
    let is_selected = |line: &Line<'_>| matches!(line, Line::Action(row_idx, _) if *row_idx == help.selected);
    let selected = lines.iter().position(is_selected).unwrap_or(0);
    let height = usize::from(list.height);
    // If the list is longer than the box, the selected line is in the middle.
    let top = selected.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
    for (line, y) in lines.iter().skip(top).zip(list.top()..list.bottom()) {
        let area = Rect { y, height: 1, ..list };
        match line {
            Line::Heading(heading) => {
                paint::text(buffer, list.x, y, heading, usize::from(list.width), look.theme.style(Token::Heading));
            }
            Line::Action(_, row) => draw_action(help, row, is_selected(line), area, look, buffer),
        }
    }
    let n_hidden = lines.len().saturating_sub(top + height);
    // If there are too few columns in the lower edge, the keys take precedence over the count.
    if n_hidden > 0 && area.width >= 64 {
        let more = format!(" {n_hidden} more below ");
        paint::right(buffer, area.right() - 2, area.bottom() - 1, &more, look.theme.style(Token::Dim));
    }
    cursor
}

/// Draws the search line. Returns the position of its caret.
fn draw_search(help: &HelpOverlay, area: Rect, look: &Look, buffer: &mut Buffer) -> Position {
    let x = paint::text(buffer, area.x, area.y, LABEL, usize::from(area.width), look.theme.style(Token::Dim));
    let room = usize::from(area.right().saturating_sub(x));
    let text = help.search.value();
    if text.is_empty() {
        paint::cut(buffer, x, area.y, "any action, by its name or a key", room, look.theme.style(Token::Dim));
        return Position { x, y: area.y };
    }
    let scroll = help.search.visual_scroll(room.max(1));
    let shown = columns::split(text, scroll).1;
    paint::text(buffer, x, area.y, shown, room, look.theme.style(Token::Text));
    let caret = help.search.visual_cursor().max(scroll) - scroll;
    Position { x: x + caret.min(room) as u16, y: area.y }
}

fn draw_action(help: &HelpOverlay, row: &HelpRow, is_selected: bool, area: Rect, look: &Look, buffer: &mut Buffer) {
    let style = |token| look.theme.style(if is_selected { Token::Selection } else { token });
    if is_selected {
        buffer.set_style(area, style(Token::Selection));
        paint::text(buffer, area.x, area.y, look.glyphs.selection, 1, style(Token::Accent));
    }
    let HelpRow { row, keys } = row;
    paint::cut(buffer, area.x + 2, area.y, keys, KEYS_COLUMNS - 1, style(Token::Key));
    let x = area.x + 2 + KEYS_COLUMNS as u16;
    let room = usize::from(area.right().saturating_sub(x));
    let is_elsewhere = help.lists_all() && row.scope != ActionScope::Anywhere;
    let text = if is_elsewhere { format!("{} ({})", row.help, row.scope.name()) } else { row.help.to_owned() };
    let end = paint::cut(buffer, x, area.y, &text, room, style(Token::Text));
    // The name in `[keys]` is shown where it can be searched.
    let name_columns = columns::width(row.name);
    if help.lists_all() && usize::from(area.right()) > usize::from(end) + name_columns + 2 {
        paint::right(buffer, area.right(), area.y, row.name, style(Token::Dim));
    }
}

fn lines_of(rows: &[HelpRow]) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut group: Option<Group> = None;
    for (row_idx, row) in rows.iter().enumerate() {
        if group != Some(row.row.group) {
            group = Some(row.row.group);
            lines.push(Line::Heading(row.row.group.heading()));
        }
        lines.push(Line::Action(row_idx, row));
    }
    lines
}
