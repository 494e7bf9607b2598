//! Draws the help and the command palette: the table of actions, with the keys that are in force.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, box_frame, paint};
use crate::action::{ActionRow, Group, Scope};
use crate::app::App;
use crate::app::layout::overlay_area;
use crate::app::overlay::HelpOverlay;
use crate::settings::theme::Token;
use crate::text::columns;

/// The columns that the keys of an action take.
const KEYS_COLUMNS: usize = 16;

/// A line of the help: a heading or an action.
enum Line {
    Heading(&'static str),
    Action(usize, &'static ActionRow),
}

/// Draws the help. Returns where the cursor stands.
pub fn draw(app: &App, help: &HelpOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let title = if help.is_palette {
        "Commands".to_owned()
    } else {
        format!("Help {} keys that work here: {}", look.glyphs.dot, help.scope.name())
    };
    let rows = help.rows(|action| app.keys_of(action));
    let lines = lines_of(&rows);
    let area = overlay_area(72, (lines.len() as u16 + 4).max(7), app.layout.screen);
    let note = if help.is_searching {
        "type to find · ↵ do it · Esc close"
    } else {
        "/ find · j k move · ↵ do it · Esc close"
    };
    let inner = box_frame::draw(area, &title, &ascii(note, look), look, buffer);
    let mut cursor = Position { x: inner.x + 1, y: inner.y };
    let search = help.search.value();
    let mut list = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    if help.is_searching || !search.is_empty() {
        paint::text(buffer, list.x, list.y, "/", 1, look.theme.style(Token::Key));
        paint::cut(
            buffer,
            list.x + 2,
            list.y,
            search,
            usize::from(list.width.saturating_sub(3)),
            look.theme.style(Token::Text),
        );
        if help.is_searching {
            cursor = Position { x: (list.x + 2 + help.search.visual_cursor() as u16).min(list.right()), y: list.y };
        }
        list.y += 2;
        list.height = list.height.saturating_sub(2);
    }
    if lines.is_empty() {
        paint::text(
            buffer,
            list.x,
            list.y,
            "No command has these words.",
            usize::from(list.width),
            look.theme.style(Token::Dim),
        );
        return cursor;
    }
    let selected = lines
        .iter()
        .position(|line| matches!(line, Line::Action(row_idx, _) if *row_idx == help.selected))
        .unwrap_or(0);
    let height = usize::from(list.height);
    // The selected line stands in the middle where the list is longer than the box.
    let top = selected.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
    for (line, y) in lines.iter().skip(top).zip(list.top()..list.bottom()) {
        match line {
            Line::Heading(heading) => {
                paint::text(buffer, list.x, y, heading, usize::from(list.width), look.theme.style(Token::Heading));
            }
            Line::Action(row_idx, row) => {
                let is_selected = *row_idx == help.selected;
                if is_selected {
                    buffer.set_style(Rect { y, height: 1, ..list }, look.theme.style(Token::Selection));
                    if !help.is_searching {
                        cursor = Position { x: list.x, y };
                    }
                }
                draw_action(app, look, row, help, is_selected, Rect { y, height: 1, ..list }, buffer);
            }
        }
    }
    let n_hidden = lines.len().saturating_sub(top + height);
    // At the lower edge the keys go before the count, where there is no room for both.
    if n_hidden > 0 && area.width >= 64 {
        paint::right(
            buffer,
            area.right() - 2,
            area.bottom() - 1,
            &format!(" {n_hidden} more below "),
            look.theme.style(Token::Dim),
        );
    }
    cursor
}

fn draw_action(
    app: &App,
    look: &Look,
    row: &ActionRow,
    help: &HelpOverlay,
    is_selected: bool,
    area: Rect,
    buffer: &mut Buffer,
) {
    let style = |token| look.theme.style(if is_selected { Token::Selection } else { token });
    let sign = if is_selected { look.glyphs.selection } else { " " };
    paint::text(buffer, area.x, area.y, sign, 1, style(Token::Accent));
    let keys = app.keys_of(row.action);
    paint::cut(buffer, area.x + 2, area.y, &keys, KEYS_COLUMNS - 1, style(Token::Key));
    let x = area.x + 2 + KEYS_COLUMNS as u16;
    let room = usize::from(area.right().saturating_sub(x));
    let end = paint::cut(buffer, x, area.y, row.help, room, style(Token::Text));
    // The name is what `[keys]` calls it; the palette shows it, as it is searched too.
    let name_width = columns::width(row.name);
    if (help.is_palette || !help.search.value().is_empty())
        && usize::from(area.right()) > usize::from(end) + name_width + 2
    {
        paint::right(buffer, area.right(), area.y, row.name, style(Token::Dim));
    }
}

fn lines_of(rows: &[&'static ActionRow]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut heading: Option<(bool, Group)> = None;
    for (row_idx, row) in rows.iter().enumerate() {
        let of_this_row = (row.scope == Scope::Anywhere, row.group);
        if heading != Some(of_this_row) {
            heading = Some(of_this_row);
            lines.push(Line::Heading(row.group.heading()));
        }
        lines.push(Line::Action(row_idx, row));
    }
    lines
}

fn ascii(text: &str, look: &Look) -> String {
    if look.glyphs.enter == "↵" {
        text.to_owned()
    } else {
        text.replace('↵', look.glyphs.enter).replace('·', look.glyphs.dot)
    }
}
