//! Draws the filter box with its count, the row above it on high screens, and the explanation below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Look;
use super::paint::{self, Styled};
use crate::app::{App, Focus};
use crate::query::SpotKind;
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::{count_of, with_commas};

/// Draws the row with the program's name and the folder.
pub fn draw_app_row(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) {
    let count = total(app);
    let dim = look.theme.style(Token::Dim);
    let left = paint::right(buffer, area.right() - 1, area.y, &count, dim);
    let x = paint::text(buffer, area.x + 1, area.y, "newsreader", 10, look.theme.style(Token::Strong));
    let folder = if app.is_sample { "the built-in sample".to_owned() } else { app.folder.clone() };
    let room = usize::from(left.saturating_sub(x + 4));
    paint::text(buffer, x + 2, area.y, &columns::cut_start(&folder, room), room, dim);
}

/// Draws the filter box. Returns where its caret stands.
pub fn draw(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> Position {
    let is_focused = app.focus == Focus::Filter;
    let dim = look.theme.style(Token::Dim);
    let key = look.theme.style(Token::Key);
    paint::text(buffer, area.x + 1, area.y, "/", 1, key);
    let count = count(app);
    let count_x = paint::right(buffer, area.right() - 1, area.y, &count, dim);
    let x = area.x + 3;
    let room = usize::from(count_x.saturating_sub(x + 2));
    let text = app.filter.text();
    if text.is_empty() {
        let hint = if is_focused { "words \"phrase\" -not date:2022-03 source:name" } else { "filter" };
        paint::cut(buffer, x, area.y, hint, room, dim);
        return Position { x, y: area.y };
    }
    let input = app.filter.input();
    let scroll = input.visual_scroll(room.max(1));
    let shown_from = text.len() - columns::split(text, scroll).1.len();
    let spots: Vec<Styled> = app
        .filter
        .query()
        .spots
        .iter()
        .map(|spot| Styled { range: spot.range.clone(), style: spot_style(look, spot.kind) })
        .collect();
    paint::styled(buffer, (x, area.y), text, shown_from..text.len(), room, look.theme.style(Token::Text), &spots);
    let caret = input.visual_cursor().max(scroll) - scroll;
    Position { x: x + (caret.min(room) as u16), y: area.y }
}

/// Wrong parts are underlined; unfinished ones stand back.
fn spot_style(look: &Look, kind: SpotKind) -> Style {
    match kind {
        SpotKind::Wrong => look.theme.style(Token::Error).add_modifier(Modifier::UNDERLINED),
        SpotKind::Note => Style::new().add_modifier(Modifier::UNDERLINED),
        SpotKind::Unfinished => look.theme.style(Token::Dim),
    }
}

/// The count at the end of the filter row: how many match, or on low screens how many there are.
fn count(app: &App) -> String {
    if app.filter.is_active() && app.has_search_failed {
        return format!("? of {}", with_commas(app.snapshot.len() as u64));
    }
    if app.filter.is_active() {
        let unsure = if app.is_waiting() && app.hits.n_searched < app.snapshot.len() { "…" } else { "" };
        let undated = undated_left_out(app);
        return format!(
            "{}{unsure} of {}{undated}",
            with_commas(app.hits.rows.len() as u64),
            with_commas(app.snapshot.len() as u64)
        );
    }
    if app.layout.app_row.is_some() { String::new() } else { total(app) }
}

/// A filter by date hides the articles without one: the count says how many those are.
fn undated_left_out(app: &App) -> String {
    let n_undated = app.hits.n_undated_left_out;
    if n_undated > 0 && app.layout.screen.width >= 72 {
        format!(" · {} undated left out", with_commas(n_undated as u64))
    } else {
        String::new()
    }
}

/// How many articles there are, or how far the reading is.
fn total(app: &App) -> String {
    let count = count_of(app.snapshot.len(), "article");
    if app.progress.is_done { count } else { format!("{count} so far") }
}

/// Draws what is wrong with the filter, in the row below the box.
pub fn draw_explanation(app: &App, look: &Look, buffer: &mut Buffer) {
    let (Some(area), Some(spot)) = (app.layout.filter, app.spot_to_explain()) else {
        return;
    };
    let y = area.y + 1;
    let mut line = spot.message.clone();
    if let Some(suggestion) = &spot.suggestion
        && !line.contains(suggestion.as_str())
    {
        line = format!("{line} {} {suggestion}?", look.glyphs.dot);
    }
    let token = if spot.kind == SpotKind::Wrong { Token::Error } else { Token::Dim };
    for x in area.left()..area.right() {
        // The rule below is bold where it names the pane with the focus.
        buffer[(x, y)].reset();
    }
    buffer.set_style(Rect { y, height: 1, ..area }, look.theme.style(Token::Text));
    // The explanation begins below the part it is about, where there is room for it.
    let column = columns::width(app.filter.text().get(..spot.range.start).unwrap_or_default()) as u16;
    let width = columns::width(&line) as u16;
    let x = (area.x + 3 + column).min(area.right().saturating_sub(width + 1)).max(area.x + 1);
    paint::cut(buffer, x, y, &line, usize::from(area.right().saturating_sub(x + 1)), look.theme.style(token));
}
