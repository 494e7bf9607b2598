//! Draws the article list: two lines an article, title and date, with the filter's matches marked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint::{self, Styled};
use super::{Look, rules};
use crate::action::Action;
use crate::app::layout::Pane;
use crate::app::reader::wrap;
use crate::app::{App, Focus};
use crate::article::{Article, How};
use crate::index::RowId;
use crate::query::{Part, Sort, marks as marks_of};
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::with_commas;

/// The columns left of the titles: the edge of the selection and the mark of an inferred title.
const GUTTER: u16 = 2;

/// Draws the list. Returns where the cursor stands: at the selected article.
pub fn draw(app: &App, look: &Look, pane: Pane, buffer: &mut Buffer) -> Position {
    let order = match app.order() {
        Sort::Relevance if app.sort != Sort::Relevance => "most similar",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
        Sort::Source => "by source",
        Sort::Length => "longest",
        Sort::Path => "by path",
        Sort::Relevance => "relevance",
    };
    let name = if app.filter.is_active() { "Matching" } else { "Articles" };
    let title = format!("{name} {} {order}", look.glyphs.dot);
    let n_rows = app.hits.rows.len();
    let note = if pane.rule.width > 35 && n_rows > 0 {
        format!("{} of {}", with_commas(app.list.position() as u64 + 1), with_commas(n_rows as u64))
    } else {
        String::new()
    };
    rules::draw(pane.rule, &title, &note, app.focus == Focus::List, look, buffer);
    let inner = pane.inner;
    if n_rows == 0 {
        return draw_no_rows(app, look, inner, buffer);
    }
    let mut cursor = Position { x: inner.x, y: inner.y };
    let height = app.rows_per_article();
    for line in 0..app.list.height() {
        let position = app.list.top() + line;
        let Some(row) = app.hits.rows.get(position) else {
            break;
        };
        let area = Rect { y: inner.y + line as u16 * height, height, ..inner };
        if area.bottom() > inner.bottom() {
            break;
        }
        let is_selected = Some(row) == app.list.selected();
        if is_selected {
            buffer.set_style(area, look.theme.style(Token::Selection));
            for y in area.top()..area.bottom() {
                paint::text(buffer, area.x, y, look.glyphs.selection, 1, look.theme.style(Token::Selection));
            }
            cursor = Position { x: area.x, y: area.y };
        }
        draw_article(app, look, row, is_selected, area, buffer);
    }
    cursor
}

fn draw_article(app: &App, look: &Look, row: RowId, is_selected: bool, area: Rect, buffer: &mut Buffer) {
    // Until it has been read its lines stay empty: nothing is drawn that may be another's.
    let Some(article) = app.article(row) else {
        return;
    };
    let token_style = |token: Token| {
        // The selected row keeps its own colours, so that it reads as one.
        if is_selected { look.theme.style(Token::Selection) } else { look.theme.style(token) }
    };
    let x = area.x + GUTTER;
    let width = usize::from(area.width.saturating_sub(GUTTER + 1));
    let title = article.title.value().map_or("no title", |title| &**title);
    let mark = article.title.how().mark();
    paint::text(buffer, area.x + 1, area.y, mark, 1, token_style(Token::Inferred));
    let title_style =
        if article.title.how() == How::Unknown { token_style(Token::Dim) } else { token_style(Token::Text) };
    let title_style = if is_selected { title_style.add_modifier(ratatui::style::Modifier::BOLD) } else { title_style };
    let matches = marks(app, look, title, Part::Title);
    let date = date_text(app, &article);
    let date_width = columns::width(&date);
    if area.height < 2 {
        let room = width.saturating_sub(date_width + 1);
        draw_cut(buffer, (x, area.y), title, 0..title.len(), room, title_style, &matches);
        paint::right(buffer, area.right() - 1, area.y, &date, token_style(Token::Dim));
        return;
    }
    paint::right(buffer, area.right() - 1, area.y + 1, &date, date_style(look, &article, is_selected));
    let room = width.saturating_sub(date_width + 1);
    if let Some(excerpt) = app.excerpt(row) {
        draw_cut(buffer, (x, area.y), title, 0..title.len(), width, title_style, &matches);
        let matches = marks(app, look, excerpt, Part::Body);
        draw_cut(buffer, (x, area.y + 1), excerpt, 0..excerpt.len(), room, token_style(Token::Dim), &matches);
        return;
    }
    let (first, rest) = wrap::first_line(title, width);
    draw_cut(buffer, (x, area.y), title, first, width, title_style, &matches);
    let mut after = x;
    if !rest.is_empty() {
        after = draw_cut(buffer, (x, area.y + 1), title, rest, room, title_style, &matches) + 2;
    }
    let Some(source) = article.source.value() else {
        return;
    };
    let left = room.saturating_sub(usize::from(after - x));
    let source = format!("{}{source}", article.source.how().mark());
    // Behind a title's second line the source stands whole or not at all.
    if after == x || columns::width(&source) <= left {
        let matches = marks(app, look, &source, Part::Source);
        draw_cut(buffer, (after, area.y + 1), &source, 0..source.len(), left, token_style(Token::Dim), &matches);
    }
}

/// Draws a piece of a text, with an ellipsis where it is cut. Returns the column after it.
fn draw_cut(
    buffer: &mut Buffer,
    at: (u16, u16),
    text: &str,
    piece: std::ops::Range<usize>,
    width: usize,
    style: ratatui::style::Style,
    matches: &[Styled],
) -> u16 {
    if columns::width(&text[piece.clone()]) <= width {
        return paint::styled(buffer, at, text, piece, width, style, matches);
    }
    let (head, _) = columns::split(&text[piece.clone()], width.saturating_sub(1));
    let end = piece.start + head.trim_end().len();
    let x = paint::styled(buffer, at, text, piece.start..end, width, style, matches);
    paint::text(buffer, x, at.1, "…", 1, style)
}

fn marks(app: &App, look: &Look, text: &str, part: Part) -> Vec<Styled> {
    let style = look.theme.style(Token::Match);
    let ranges = marks_of(app.filter.markers(), text, part);
    ranges.into_iter().map(|range| Styled { range, style }).collect()
}

fn date_text(app: &App, article: &Article) -> String {
    match article.date.value() {
        Some(date) => format!("{}{}", article.date.how().mark(), date.short(app.newest_year())),
        None => "undated".to_owned(),
    }
}

fn date_style(look: &Look, article: &Article, is_selected: bool) -> ratatui::style::Style {
    let token = match article.date.how() {
        _ if is_selected => Token::Selection,
        How::Inferred | How::Set => Token::Inferred,
        How::Unknown => Token::Unknown,
        How::Given | How::Found => Token::Dim,
    };
    look.theme.style(token)
}

/// Nothing to list: still reading, or nothing matches and some part of the filter could be dropped.
pub(super) fn draw_no_rows(app: &App, look: &Look, inner: Rect, buffer: &mut Buffer) -> Position {
    let x = inner.x + GUTTER;
    let width = usize::from(inner.width.saturating_sub(GUTTER + 1));
    let dim = look.theme.style(Token::Dim);
    let mut y = inner.y + 1;
    let mut cursor = Position { x: inner.x, y };
    if app.snapshot.is_empty() {
        paint::cut(buffer, x, y, "Reading the folder…", width, dim);
        return cursor;
    }
    if app.has_search_failed {
        paint::cut(buffer, x, y, "The search failed.", width, look.theme.style(Token::Strong));
        paint::cut(buffer, x, y + 2, "Restart newsreader to search again.", width, dim);
        return cursor;
    }
    paint::cut(buffer, x, y, "No articles match.", width, look.theme.style(Token::Strong));
    y += 2;
    if app.hits.dropped.is_empty() {
        if !app.hits.is_counting {
            let advice = format!(
                "{} changes the filter, {} clears it.",
                app.key_of(Action::Filter),
                app.key_of(Action::ClearFilter)
            );
            paint::cut(buffer, x, y, &advice, width, dim);
        }
        return cursor;
    }
    for (dropped_idx, dropped) in app.hits.dropped.iter().enumerate() {
        if y >= inner.bottom() {
            break;
        }
        let line = format!("without {}: {}", dropped.text, with_commas(dropped.n_articles as u64));
        let is_selected = dropped_idx == app.list.dropped;
        let style = look.theme.style(if is_selected { Token::Selection } else { Token::Text });
        if is_selected {
            buffer.set_style(Rect { y, height: 1, ..inner }, style);
            paint::text(buffer, inner.x, y, look.glyphs.selection, 1, style);
            cursor = Position { x: inner.x, y };
        }
        paint::cut(buffer, x, y, &line, width, style);
        y += 1;
    }
    if y + 1 < inner.bottom() {
        paint::cut(buffer, x, y + 1, &format!("{} removes that part of the filter.", look.glyphs.enter), width, dim);
    }
    cursor
}
