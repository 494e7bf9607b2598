//! Draws the filter box, the folder and the count next to it, and the explanation of a mistake below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Look;
use super::paint::{self, Styled};
use crate::app::App;
use crate::query::SpotKind;
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::{count_of, with_commas};

/// The width from which the empty box shows complete examples and the sample has its full name.
const WIDE_COLUMNS: u16 = 100;
/// The divisor for the greatest width of the folder: a third of the row.
const FOLDER_SHARE: usize = 3;

/// Draws the filter box. Returns the position of its caret.
pub fn draw(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> Position {
    let dim = look.theme.style(Token::Dim);
    let key = look.theme.style(Token::Key);
    paint::text(buffer, area.x + 1, area.y, "/", 1, key);
    let x = area.x + 3;
    let text = app.filter.text();
    let hint = if area.width >= WIDE_COLUMNS {
        "words, \"a phrase\", source:name, date:2022-03"
    } else {
        "words  \"a phrase\"  source:  date:"
    };
    let n_written = columns::width(if text.is_empty() { hint } else { text });
    let room = usize::from(area.right().saturating_sub(x + 1));
    let note = folder_and_count(app, look, area.width, room.saturating_sub(n_written + 2));
    let note_x = paint::right(buffer, area.right() - 1, area.y, &note, dim);
    let room = usize::from(note_x.saturating_sub(x + 2));
    if text.is_empty() {
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

/// Returns the style of a part: wrong parts are underlined in the error colour, notes are underlined, unfinished parts
/// are dim.
fn spot_style(look: &Look, kind: SpotKind) -> Style {
    match kind {
        SpotKind::Wrong => look.theme.style(Token::Error).add_modifier(Modifier::UNDERLINED),
        SpotKind::Note => Style::new().add_modifier(Modifier::UNDERLINED),
        SpotKind::Unfinished => look.theme.style(Token::Dim),
    }
}

/// Returns the folder and the count at the end of the filter row. The folder is left out if the text in the box leaves
/// too few columns.
fn folder_and_count(app: &App, look: &Look, row_columns: u16, room: usize) -> String {
    const FOLDER_COLUMNS_MIN: usize = 6;
    let count = count(app);
    let dot = look.glyphs.dot;
    let left = room.saturating_sub(columns::width(&count) + 3).min(usize::from(row_columns) / FOLDER_SHARE);
    let folder = match (app.folder.is_sample, row_columns >= WIDE_COLUMNS) {
        (true, true) => "Sample news",
        (true, false) => "Sample",
        (false, _) => &app.folder.name,
    };
    if left < FOLDER_COLUMNS_MIN { count } else { format!("{} {dot} {count}", columns::cut_start(folder, left)) }
}

/// Returns the number of matching articles and of all articles; without a filter, only the latter.
fn count(app: &App) -> String {
    if app.filter.is_active() && app.search_state.has_failed {
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
    total(app)
}

/// Returns the number of undated articles that a filter by date leaves out, if the screen is wide enough.
fn undated_left_out(app: &App) -> String {
    let n_undated = app.hits.n_undated_left_out;
    if n_undated > 0 && app.layout.screen.width >= 72 {
        format!(" · {} undated left out", with_commas(n_undated as u64))
    } else {
        String::new()
    }
}

/// Returns the number of all articles, with a note that more may come while the folder is being read.
fn total(app: &App) -> String {
    let count = count_of(app.snapshot.len(), "article");
    if app.load.progress.is_done { count } else { format!("{count} so far") }
}

/// Draws the explanation of a mistake in the filter, in the row below the box.
pub fn draw_explanation(app: &App, look: &Look, buffer: &mut Buffer) {
    let (Some(area), Some(spot)) = (app.layout.filter, app.spot_to_explain()) else {
        return;
    };
    let y = area.y + 1;
    let line = spot.explanation();
    let token = if spot.kind == SpotKind::Wrong { Token::Error } else { Token::Dim };
    for x in area.left()..area.right() {
        // The row is a rule, which is bold if its pane has the focus.
        buffer[(x, y)].reset();
    }
    buffer.set_style(Rect { y, height: 1, ..area }, look.theme.style(Token::Text));
    // The explanation begins below the part that it is about, if there are enough columns.
    let column = columns::width(app.filter.text().get(..spot.range.start).unwrap_or_default()) as u16;
    let width = columns::width(&line) as u16;
    let x = (area.x + 3 + column).min(area.right().saturating_sub(width + 1)).max(area.x + 1);
    paint::cut(buffer, x, y, &line, usize::from(area.right().saturating_sub(x + 1)), look.theme.style(token));
}
