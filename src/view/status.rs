//! Draws the status row: the mode, the keys that help here, problems, and notices.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, box_frame, paint};
use crate::action::Action;
use crate::app::message::Pending;
use crate::app::overlay::Overlay;
use crate::app::{App, Focus};
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::with_commas;

/// The hints of each mode: an action and what its key is said to do, the most useful first.
fn hints(app: &App) -> &'static [(Action, &'static str)] {
    match (&app.overlay, app.focus) {
        (Some(Overlay::Help(help)), _) if help.is_searching => {
            &[(Action::BoxKeep, "do it"), (Action::BoxDown, "next"), (Action::BoxLeave, "close")]
        }
        (Some(Overlay::Help(_)), _) => {
            &[(Action::Open, "do it"), (Action::Filter, "find"), (Action::MoveDown, "next"), (Action::Escape, "close")]
        }
        (Some(Overlay::Info(_) | Overlay::WhyDate(_)), _) => &[(Action::Escape, "close"), (Action::MoveDown, "scroll")],
        (Some(Overlay::Problems(_)), _) => {
            &[(Action::Rescan, "read again"), (Action::MoveDown, "scroll"), (Action::Escape, "close")]
        }
        (Some(Overlay::Links(_)), _) => {
            &[(Action::Open, "open"), (Action::CopyLink, "copy"), (Action::MoveDown, "next"), (Action::Escape, "close")]
        }
        (Some(Overlay::Similar(_)), _) => {
            &[(Action::BoxKeep, "go there"), (Action::BoxDown, "next"), (Action::BoxLeave, "close")]
        }
        (Some(Overlay::Folder(_)), _) => {
            &[(Action::BoxKeep, "open"), (Action::BoxDown, "recent"), (Action::BoxLeave, "close")]
        }
        (Some(Overlay::Config(_)), _) => &[
            (Action::Open, "continue"),
            (Action::Edit, "edit"),
            (Action::Rescan, "read again"),
            (Action::Close, "quit"),
        ],
        (None, Focus::List) if app.snapshot.is_empty() && app.progress.is_done => {
            &[(Action::OpenFolder, "open a folder"), (Action::Rescan, "look again"), (Action::Close, "quit")]
        }
        (None, Focus::List) => &[
            (Action::Open, "read"),
            (Action::Filter, "filter"),
            (Action::FocusTimeline, "timeline"),
            (Action::ReadOn, "page"),
            (Action::OpenFolder, "open a folder"),
            (Action::Info, "info"),
        ],
        (None, Focus::Reader) => &[
            (Action::Escape, "list"),
            (Action::ReadOn, "page"),
            (Action::NextArticle, "next article"),
            (Action::Info, "info"),
            (Action::Zen, "zen"),
        ],
        (None, Focus::Timeline) => &[
            (Action::BinLeft, "back"),
            (Action::BinRight, "on"),
            (Action::ZoomIn, "in"),
            (Action::ZoomOut, "out"),
            (Action::ZoomAll, "all"),
            (Action::FilterToBin, "filter"),
            (Action::Open, "list"),
        ],
        (None, Focus::Filter) => &[
            (Action::BoxDown, "pick"),
            (Action::BoxKeep, "go to list"),
            (Action::BoxOlder, "earlier"),
            (Action::BoxLeave, "leave"),
        ],
    }
}

/// Draws the status row.
pub fn draw(app: &App, look: &Look, buffer: &mut Buffer) {
    let area = app.layout.status;
    let dim = look.theme.style(Token::Dim);
    let key_style = look.theme.style(Token::Key);
    let mut right = area.right() - 1;
    // In a text box the first key of help is a character, so the one that is not is named.
    let help = if app.focus == Focus::Filter || app.overlay.as_ref().is_some_and(Overlay::takes_text) {
        "F1".to_owned()
    } else {
        app.key_of(Action::Help)
    };
    if !help.is_empty() {
        let x = paint::right(buffer, right, area.y, &format!("{help} help"), dim);
        paint::text(buffer, x, area.y, &help, columns::width(&help), key_style);
        right = x.saturating_sub(2);
    }
    let n_not_shown = app.n_not_shown();
    if n_not_shown > 0 {
        let key = app.key_of(Action::Problems);
        let line = format!("{} not read {key}", with_commas(n_not_shown as u64));
        let x = paint::right(buffer, right, area.y, &line, look.theme.style(Token::Error));
        right = x.saturating_sub(2);
    }
    let mode = app.mode();
    let mut x = paint::text(buffer, area.x + 1, area.y, mode, usize::from(right), look.theme.style(Token::Accent)) + 2;
    if let Some(notice) = &app.notice {
        paint::cut(buffer, x, area.y, notice, usize::from(right.saturating_sub(x)), look.theme.style(Token::Text));
        return;
    }
    if !app.settings.ui.hints {
        return;
    }
    for (action, label) in hints(app) {
        let key = app.key_of(*action);
        if key.is_empty() {
            continue;
        }
        let width = columns::width(&key) + 1 + columns::width(label);
        if usize::from(x) + width > usize::from(right) {
            break;
        }
        x = paint::text(buffer, x, area.y, &key, width, key_style) + 1;
        x = paint::text(buffer, x, area.y, label, width, dim) + 2;
    }
}

/// Draws what the second key of a sequence can be, at the lower right.
pub fn draw_pending(pending: &Pending, is_ascii: bool, look: &Look, buffer: &mut Buffer) {
    let lines: Vec<(String, &str)> =
        pending.choices.iter().map(|(key, action)| (key.short(is_ascii), action.row().help)).collect();
    let key_width = lines.iter().map(|(key, _)| columns::width(key)).max().unwrap_or(0);
    let width = lines.iter().map(|(_, help)| columns::width(help)).max().unwrap_or(0) + key_width + 6;
    let screen = buffer.area;
    let height = (lines.len() as u16 + 2).min(screen.height.saturating_sub(1));
    let width = (width as u16).min(screen.width);
    let area = Rect { x: screen.right() - width, y: (screen.bottom() - 1).saturating_sub(height), width, height };
    let inner = box_frame::draw(area, &pending.key.short(is_ascii), "", look, buffer);
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
