//! Draws the article list: the visible rows, each with its title, source and date. Matches of the filter are marked.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::paint::{self, Styled};
use super::{Look, rules};
use crate::action::Action;
use crate::app::layout::Pane;
use crate::app::list::VisibleRow;
use crate::app::list_row::{GUTTER, MiddleLine, RowText, RowTexts};
use crate::app::{App, Focus};
use crate::article::{Article, How};
use crate::query::{Sort, TextField, marks as marks_of};
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::with_commas;

/// Draws the list. Returns the position of the cursor: the selected article.
pub fn draw(app: &App, look: &Look, pane: Pane, buffer: &mut Buffer) -> Position {
    let n_rows = app.hits.rows.len();
    let note = if n_rows > 0 {
        format!("{} of {}", with_commas(app.list.position() as u64 + 1), with_commas(n_rows as u64))
    } else {
        String::new()
    };
    rules::draw(pane.rule, order_name(app), &note, app.focus == Focus::List, look, buffer);
    let inner = pane.inner;
    if n_rows == 0 {
        return draw_no_rows(app, look, inner, buffer);
    }
    let mut cursor = Position { x: inner.x, y: inner.y };
    for visible in app.list.visible() {
        let height = visible.lines.n_lines.min(inner.height.saturating_sub(visible.line));
        let mut area = Rect { y: inner.y + visible.line, height, ..inner };
        if visible.lines.has_heading {
            draw_heading(app, look, visible, area, buffer);
            area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        }
        let is_selected = Some(visible.row) == app.list.selected();
        if is_selected {
            let style = selection_style(app, look);
            buffer.set_style(area, style);
            for y in area.top()..area.bottom() {
                paint::text(buffer, area.x, y, look.glyphs.selection, 1, style);
            }
            cursor = Position { x: area.x, y: area.y };
        }
        draw_article(app, look, visible, is_selected, area, buffer);
    }
    cursor
}

/// Returns the name of the list's order, for its rule.
fn order_name(app: &App) -> &'static str {
    match app.order() {
        Sort::Relevance if app.sort != Sort::Relevance => "Most similar first",
        Sort::Newest => "Newest first",
        Sort::Oldest => "Oldest first",
        Sort::Source => "By source",
        Sort::Length => "Longest first",
        Sort::Path => "By path",
        Sort::Relevance => "By relevance",
    }
}

/// Returns the style of the selected row, which is dim while another pane has the focus.
fn selection_style(app: &App, look: &Look) -> Style {
    let style = look.theme.style(Token::Selection);
    if app.focus == Focus::List {
        return style;
    }
    let dim = look.theme.style(Token::Dim);
    Style { fg: dim.fg.or(style.fg), ..style }.add_modifier(dim.add_modifier)
}

/// Draws the name of the source that the articles below have in common.
fn draw_heading(app: &App, look: &Look, visible: &VisibleRow, area: Rect, buffer: &mut Buffer) {
    let Some(article) = app.article(visible.row) else { return };
    let name = app.snapshot.source_name(&article).unwrap_or(Cow::Borrowed("Unknown source"));
    let width = usize::from(area.width.saturating_sub(2));
    paint::cut(buffer, area.x + 1, area.y, &name, width, look.theme.style(Token::Heading));
}

fn draw_article(app: &App, look: &Look, visible: &VisibleRow, is_selected: bool, area: Rect, buffer: &mut Buffer) {
    // If the article has not been read yet, its lines stay empty.
    let Some(article) = app.article(visible.row) else {
        return;
    };
    let token_style = |token: Token| {
        // The selected row has a single colour, so that it is recognised as one row.
        if is_selected { selection_style(app, look) } else { look.theme.style(token) }
    };
    let title = article.title.value().map_or("no title", |title| &**title);
    let source = app.source_label(&article);
    let (date, short_date) = dates(app, &article);
    let between = app.between(visible.row);
    let excerpt = if let MiddleLine::Excerpt(Some(excerpt)) = between { excerpt } else { "" };
    let texts = RowTexts { title, source: &source.text, date: &date, short_date: &short_date, between };
    for placed in app.row_form().place(app.row_columns(), &texts) {
        let y = area.y + placed.line;
        if y >= area.bottom() {
            continue;
        }
        let (text, part, style) = match placed.text {
            RowText::Title => (title, Some(TextField::Title), title_style(&article, is_selected, &token_style)),
            RowText::Excerpt => (excerpt, Some(TextField::Body), token_style(Token::Dim)),
            RowText::Source if source.is_folder => (&*source.text, None, token_style(Token::Rule)),
            RowText::Source => (&*source.text, Some(TextField::Source), token_style(Token::Dim)),
            RowText::Date => (&*date, None, token_style(date_token(&article))),
            RowText::ShortDate => (&*short_date, None, token_style(date_token(&article))),
        };
        let matches = part.map_or_else(Vec::new, |part| marks(app, look, text, part));
        let at = (area.x + GUTTER + placed.column, y);
        draw_cut(buffer, at, text, placed.piece, usize::from(placed.columns), style, &matches);
    }
}

fn title_style(article: &Article, is_selected: bool, token_style: &dyn Fn(Token) -> Style) -> Style {
    let style = token_style(if article.title.how() == How::Unknown { Token::Dim } else { Token::Text });
    if is_selected { style.add_modifier(Modifier::BOLD) } else { style }
}

/// Draws a piece of a text. If it is too wide, it is cut and ends with an ellipsis.
fn draw_cut(
    buffer: &mut Buffer,
    at: (u16, u16),
    text: &str,
    piece: std::ops::Range<usize>,
    width: usize,
    style: Style,
    matches: &[Styled],
) {
    if columns::width(&text[piece.clone()]) <= width {
        paint::styled(buffer, at, text, piece, width, style, matches);
        return;
    }
    let (head, _) = columns::split(&text[piece.clone()], width.saturating_sub(1));
    let end = piece.start + head.trim_end().len();
    let x = paint::styled(buffer, at, text, piece.start..end, width, style, matches);
    paint::text(buffer, x, at.1, "…", 1, style);
}

fn marks(app: &App, look: &Look, text: &str, part: TextField) -> Vec<Styled> {
    let style = look.theme.style(Token::Match);
    let ranges = marks_of(app.filter.markers(), text, part);
    ranges.into_iter().map(|range| Styled { range, style }).collect()
}

/// Returns the date in full and in short form, each with `~` if it is inferred.
pub(super) fn dates(app: &App, article: &Article) -> (String, String) {
    match article.date.value() {
        Some(date) => {
            let mark = article.date.how().mark();
            (format!("{mark}{}", date.short(app.filter.today())), format!("{mark}{}", date.years()))
        }
        None => ("undated".to_owned(), "undated".to_owned()),
    }
}

fn date_token(article: &Article) -> Token {
    match article.date.how() {
        How::Inferred | How::Set => Token::Inferred,
        How::Unknown => Token::Unknown,
        How::Given | How::Found => Token::Dim,
    }
}

/// Draws the reason why there are no rows: the folder is being read, the search failed, or nothing matches.
///
/// If nothing matches, other filters are offered with the number of their matches: in page text, and without one part.
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
    if app.search_state.has_failed {
        paint::cut(buffer, x, y, "The search failed.", width, look.theme.style(Token::Strong));
        paint::cut(buffer, x, y + 2, "Restart newsreader to search again.", width, dim);
        return cursor;
    }
    paint::cut(buffer, x, y, "No articles match.", width, look.theme.style(Token::Strong));
    y += 2;
    if app.hits.n_offers() == 0 {
        // While the filter is typed, these keys are text.
        if !app.hits.is_counting && app.focus != Focus::Filter {
            for (action, effect) in [(Action::Filter, "changes the filter"), (Action::ClearFilter, "clears it")] {
                paint::cut(buffer, x, y, &format!("{} {effect}", app.key_of(action)), width, dim);
                y += 1;
            }
        }
        return cursor;
    }
    let in_page_text = app.hits.in_page_text.iter().map(|found| {
        let n_articles = with_commas(found.n_articles as u64);
        format!("{n_articles} more in page text: {}", found.filter)
    });
    let without = app.hits.dropped.iter();
    let without = without.map(|part| format!("without {}: {}", part.text, with_commas(part.n_articles as u64)));
    for (offer, line) in in_page_text.chain(without).enumerate() {
        if y >= inner.bottom() {
            break;
        }
        let is_selected = offer == app.list.offer;
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
        let effect = if app.hits.in_page_text.is_some() { "applies that filter." } else { "removes that part." };
        paint::cut(buffer, x, y + 1, &format!("{} {effect}", look.glyphs.enter), width, dim);
    }
    cursor
}
