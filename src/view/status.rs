//! Draws the status row: hints of keys, the number of files that were not read, and notices.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, box_frame, paint};
use crate::action::Action;
use crate::app::message::Pending;
use crate::app::overlay::{Hints, Overlay};
use crate::app::{App, Focus};
use crate::settings::Key;
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::with_commas;

/// The hints of the open overlay or screen, or of the pane with the focus.
fn hints(app: &App) -> Hints {
    if let Some(hints) = app.overlay.as_ref().map(Overlay::hints).or_else(|| app.screen().hints()) {
        return hints;
    }
    match app.focus {
        Focus::List if app.snapshot.is_empty() && app.load.progress.is_done => {
            &[(Action::OpenFolder, "open a folder"), (Action::Rescan, "look again"), (Action::Close, "quit")]
        }
        Focus::List if has_no_rows(app) && app.hits.n_offers() > 0 => &[
            (Action::Open, "take it"),
            (Action::MoveDown, "next"),
            (Action::Filter, "filter"),
            (Action::ClearFilter, "clear it"),
        ],
        Focus::List if has_no_rows(app) => &[(Action::Filter, "filter"), (Action::ClearFilter, "clear it")],
        Focus::List if app.folder.is_sample => &[
            (Action::Open, "read"),
            (Action::Filter, "filter"),
            (Action::FocusTimeline, "timeline"),
            (Action::SortNewest, "sort"),
            (Action::OpenFolder, "open your folder"),
        ],
        Focus::List => &[
            (Action::Open, "read"),
            (Action::Filter, "filter"),
            (Action::FocusTimeline, "timeline"),
            (Action::SortNewest, "sort"),
            (Action::Info, "info"),
            (Action::OpenFolder, "open a folder"),
        ],
        Focus::Reader => &[
            (Action::Escape, "list"),
            (Action::ReadOn, "page"),
            (Action::NextArticle, "next article"),
            (Action::Info, "info"),
            (Action::Zen, "text only"),
        ],
        Focus::Timeline => &[
            (Action::BinLeft, "back"),
            (Action::BinRight, "on"),
            (Action::ZoomIn, "in"),
            (Action::ZoomOut, "out"),
            (Action::ZoomAll, "all"),
            (Action::FilterToBin, "filter"),
            (Action::Open, "list"),
        ],
        Focus::Filter => &[
            (Action::BoxDown, "pick"),
            (Action::BoxKeep, "go to list"),
            (Action::BoxOlder, "earlier"),
            (Action::BoxLeave, "leave"),
        ],
    }
}

/// True if the filter matches nothing, so that the list offers other filters.
fn has_no_rows(app: &App) -> bool {
    app.hits.rows.is_empty() && !app.snapshot.is_empty() && !app.search_state.has_failed
}

/// The width of the two keys at the right, with the gap before them.
const RIGHT_COLUMNS: usize = 18;
/// The columns between two hints.
const HINT_GAP: u16 = 3;

/// Draws the status row.
pub fn draw(app: &App, look: &Look, buffer: &mut Buffer) {
    let area = app.layout.status;
    // A notice that needs the whole row covers the keys at the right, until the next key press.
    let notice_columns = app.notice.as_deref().map_or(0, columns::width);
    let is_wide = notice_columns + RIGHT_COLUMNS + 2 > usize::from(area.width);
    let mut right = if is_wide { area.right().saturating_sub(1) } else { draw_right(app, look, area, buffer) };
    let n_not_shown = app.n_not_shown();
    if n_not_shown > 0 {
        let key = app.key_of(Action::Problems);
        let line = format!("{} not read {key}", with_commas(n_not_shown as u64));
        let x = paint::right(buffer, right, area.y, &line, look.theme.style(Token::Error));
        right = x.saturating_sub(HINT_GAP);
    }
    let mut x = area.x + 1;
    if let Some(notice) = &app.notice {
        paint::cut(buffer, x, area.y, notice, usize::from(right.saturating_sub(x)), look.theme.style(Token::Text));
        return;
    }
    if !app.settings.ui.hints {
        return;
    }
    for (action, label) in hints(app) {
        let key = key_of_hint(app, *action);
        let width = columns::width(&key) + 1 + columns::width(label);
        if key.is_empty() {
            continue;
        }
        if usize::from(x) + width > usize::from(right) {
            break;
        }
        x = draw_hint(buffer, x, area.y, &key, label, look) + HINT_GAP;
    }
}

/// Returns the key of a hint. For the orders of the list it is only the first key of two, because the box of the second
/// keys lists the orders.
fn key_of_hint(app: &App, action: Action) -> String {
    let key = app.settings.keys.keys_of(action).next();
    let first = key.filter(|key| action == Action::SortNewest && key.second.is_some()).map(|key| key.first);
    first.map_or_else(|| app.key_of(action), |first| first.short(app.is_ascii()))
}

/// Draws the keys for help and for quitting at the right. Returns the column before them.
fn draw_right(app: &App, look: &Look, area: Rect, buffer: &mut Buffer) -> u16 {
    let takes_text = app.focus == Focus::Filter || app.overlay.as_ref().is_some_and(Overlay::takes_text);
    let help = match app.focus {
        // A box has all its keys at the left.
        _ if !app.is_in_panes() => (String::new(), ""),
        Focus::Filter => (app.key_of(Action::FilterLanguage), "language"),
        _ => (app.key_of(Action::Help), "keys"),
    };
    let close = if app.is_in_panes() && !takes_text { app.key_of(Action::Close) } else { String::new() };
    let close_label = match app.focus {
        _ if app.is_zen() => "close",
        Focus::List => "quit",
        _ => "list",
    };
    let mut right = area.right().saturating_sub(1);
    for (key, label) in [(close, close_label), help] {
        if !key.is_empty() {
            let x = right.saturating_sub((columns::width(&key) + 1 + columns::width(label)) as u16);
            draw_hint(buffer, x, area.y, &key, label, look);
            right = x.saturating_sub(HINT_GAP);
        }
    }
    right
}

fn draw_hint(buffer: &mut Buffer, x: u16, y: u16, key: &str, label: &str, look: &Look) -> u16 {
    let x = paint::text(buffer, x, y, key, columns::width(key), look.theme.style(Token::Key)) + 1;
    paint::text(buffer, x, y, label, columns::width(label), look.theme.style(Token::Dim))
}

/// Draws the choices for the second key of a sequence, at the lower right.
pub fn draw_pending(pending: &Pending, is_ascii: bool, look: &Look, buffer: &mut Buffer) {
    let mut choices = pending.choices.clone();
    choices.sort_by_key(|(_, action)| *action);
    let lines: Vec<(String, &str)> =
        choices.iter().map(|(key, action)| (key.short(is_ascii), action.row().help)).collect();
    let key_width = lines.iter().map(|(key, _)| columns::width(key)).max().unwrap_or(0);
    let title = title_of(pending.key, is_ascii);
    let help_width = lines.iter().map(|(_, help)| columns::width(help)).max().unwrap_or(0);
    let width = (help_width + key_width).max(columns::width(&title)) + 6;
    let screen = buffer.area;
    let height = (lines.len() as u16 + 2).min(screen.height.saturating_sub(1));
    let width = (width as u16).min(screen.width);
    let area = Rect { x: screen.right() - width, y: (screen.bottom() - 1).saturating_sub(height), width, height };
    let inner = box_frame::draw(area, &title, "", look, buffer);
    for (line, (key, help)) in lines.iter().enumerate().take(usize::from(inner.height)) {
        let y = inner.y + line as u16;
        paint::text(buffer, inner.x + 1, y, key, key_width, look.theme.style(Token::Key));
        paint::text(
            buffer,
            inner.x + 2 + key_width as u16,
            y,
            help,
            usize::from(inner.width),
            look.theme.style(Token::Text),
        );
    }
}

/// Returns the title of the box for a first key: its task if it is a default key, else the key itself.
fn title_of(first: Key, is_ascii: bool) -> String {
    match first.name().as_str() {
        "g" => "Go to".to_owned(),
        "y" => "Copy".to_owned(),
        "S" => "Sort".to_owned(),
        _ => first.short(is_ascii),
    }
}
