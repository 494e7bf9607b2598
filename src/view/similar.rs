//! Draws the similar articles: below a text, and in the box that lists them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, box_frame, list, paint};
use crate::action::Action;
use crate::app::App;
use crate::app::layout::overlay_area;
use crate::app::overlay::similar::SimilarOverlay;
use crate::settings::theme::Token;
use crate::text::columns;

/// The width of the box on a wide screen.
const BOX_COLUMNS: u16 = 88;
/// The width of the column of dates: `~14 Mar 2022`, and two columns before the source.
const DATE_COLUMNS: u16 = 14;
/// The divisor for the greatest width of the source: a third of a line.
const SOURCE_SHARE: u16 = 3;
/// The greatest width of the source on a wide line, in columns.
const SOURCE_COLUMNS_MAX: u16 = 20;

/// Draws the rule above the similar articles.
pub fn draw_rule(look: &Look, area: Rect, buffer: &mut Buffer) {
    let style = look.theme.style(Token::Rule);
    let title = " Also about this ";
    let rule = look.glyphs.rule;
    let width = usize::from(area.width);
    let n_after = width.saturating_sub(2 + columns::width(title));
    let x = paint::text(buffer, area.x, area.y, &rule.repeat(2.min(width)), width, style);
    let x = paint::cut(buffer, x, area.y, title, width.saturating_sub(2), look.theme.style(Token::Dim));
    paint::text(buffer, x, area.y, &rule.repeat(n_after), n_after, style);
}

/// Draws a similar article on one line: its number, date, source and title.
pub fn draw_line(app: &App, number: usize, is_selected: bool, look: &Look, area: Rect, buffer: &mut Buffer) {
    let row = app.similar().nth(number);
    let Some(article) = row.and_then(|row| app.article(row)) else { return };
    let style = |token| look.theme.style(if is_selected { Token::Selection } else { token });
    let (date, short_date) = list::dates(app, &article);
    let room = usize::from(DATE_COLUMNS - 2);
    let date = if columns::width(&date) <= room { date } else { short_date };
    let source = app.source_label(&article);
    let title = article.title.value().map_or("no title", |title| &**title);
    let source_columns = (area.width / SOURCE_SHARE).min(SOURCE_COLUMNS_MAX);
    let right = area.right();
    let mut x = paint::text(buffer, area.x, area.y, &(number + 1).to_string(), 1, style(Token::Key)) + 2;
    for (text, columns, token) in [(&*date, DATE_COLUMNS, Token::Dim), (&*source.text, source_columns, Token::Dim)] {
        let room = usize::from(columns.saturating_sub(2).min(right.saturating_sub(x)));
        paint::cut(buffer, x, area.y, text, room, style(token));
        x += columns;
    }
    paint::cut(buffer, x, area.y, title, usize::from(right.saturating_sub(x)), style(Token::Text));
}

/// Draws the box. Returns the position of the cursor: the selected article.
pub fn draw_box(app: &App, list: SimilarOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let n_rows = app.similar().count();
    let area = overlay_area(BOX_COLUMNS, n_rows as u16 + 2, app.layout.screen);
    let note = format!("1 to {n_rows} or {} goes there", app.key_of(Action::Open));
    let inner = box_frame::draw(area, "Also about this", &note, look, buffer);
    let mut cursor = Position { x: inner.x, y: inner.y };
    for (number, y) in (0..n_rows).zip(inner.top()..inner.bottom()) {
        let line = Rect { y, height: 1, ..inner };
        let is_selected = number == list.selected;
        if is_selected {
            let style = look.theme.style(Token::Selection);
            buffer.set_style(line, style);
            paint::text(buffer, line.x, y, look.glyphs.selection, 1, style);
            cursor = Position { x: line.x, y };
        }
        let texts = Rect { x: line.x + 2, width: line.width.saturating_sub(3), ..line };
        draw_line(app, number, is_selected, look, texts, buffer);
    }
    cursor
}
