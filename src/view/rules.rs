//! Draws the rules above the panes, with their titles, and the joints between rules and dividers.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Look, paint, timeline};
use crate::app::layout::Pane;
use crate::app::message::Progress;
use crate::app::timeline::Mark;
use crate::app::{App, Focus};
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::with_commas;

/// Draws a rule with a title at its left and a note at its right. The rule is heavy if the pane has the focus.
pub fn draw(rule: Rect, title: &str, note: &str, is_focused: bool, look: &Look, buffer: &mut Buffer) {
    if rule.height == 0 {
        return;
    }
    let (sign, token) =
        if is_focused { (look.glyphs.rule_focus, Token::RuleFocus) } else { (look.glyphs.rule, Token::Rule) };
    let style = look.theme.style(token);
    for x in rule.left()..rule.right() {
        paint::text(buffer, x, rule.y, sign, 1, style);
    }
    let width = usize::from(rule.width);
    let title_style = look.theme.style(if is_focused { Token::Strong } else { Token::Dim });
    let title_width = columns::width(title).min(width.saturating_sub(4));
    paint::text(buffer, rule.x + 1, rule.y, " ", 1, style);
    paint::cut(buffer, rule.x + 2, rule.y, title, title_width, title_style);
    paint::text(buffer, rule.x + 2 + title_width as u16, rule.y, " ", 1, style);
    let note_width = columns::width(note);
    if note_width > 0 && title_width + note_width + 8 <= width {
        let x = rule.right() - note_width as u16 - 3;
        paint::text(buffer, x, rule.y, &format!(" {note} "), note_width + 2, look.theme.style(Token::Dim));
    }
}

/// Draws the timeline, with the progress of the load in its rule. Returns the position of the cursor.
pub fn draw_timeline(app: &App, look: &Look, pane: Pane, buffer: &mut Buffer) -> Position {
    let picture = &app.drawn_timeline.picture;
    let progress = (!app.load.progress.is_done).then(|| progress_text(&app.load.progress));
    let area = Rect { height: pane.rule.height + pane.inner.height, ..pane.rule };
    timeline::draw(picture, app.focus == Focus::Timeline, progress.as_deref(), look, area, buffer);
    let column = match picture.mark {
        Some(Mark::At(column) | Mark::Earlier(column) | Mark::Later(column)) => column,
        None => 0,
    };
    Position { x: pane.inner.x + column, y: area.bottom().saturating_sub(1) }
}

/// Returns the progress of the load: files, rate and remaining time.
fn progress_text(progress: &Progress) -> String {
    let seconds = progress.elapsed.as_secs_f64().max(0.001);
    let rate = (progress.n_files_read as f64 / seconds) as u64;
    let read = with_commas(progress.n_files_read);
    if !progress.is_walk_done || progress.n_bytes_read == 0 {
        return format!("reading · {read} of {}+ files · {}/s", with_commas(progress.n_files_found), with_commas(rate));
    }
    // The remaining time is computed from bytes, because one file may be as large as all others.
    let left_bytes = progress.n_bytes_found.saturating_sub(progress.n_bytes_read);
    let left_seconds = (left_bytes as f64 / (progress.n_bytes_read as f64 / seconds)).ceil() as u64;
    format!(
        "reading · {read} of {} files · {}/s · {left_seconds} s left",
        with_commas(progress.n_files_found),
        with_commas(rate)
    )
}

/// Draws the joints between the divider of list and text and the rules above and below it.
pub fn draw_joints(app: &App, look: &Look, buffer: &mut Buffer) {
    let Some(divider) = app.layout.divider else {
        return;
    };
    if app.snapshot.is_empty() && app.load.progress.is_done {
        return;
    }
    let style = look.theme.style(Token::Rule);
    paint::text(buffer, divider.x, divider.y, look.glyphs.divider_top, 1, style);
    if let Some(pane) = app.layout.timeline {
        let is_plain_rule = buffer.cell((divider.x, pane.rule.y)).is_some_and(|cell| {
            let symbol = cell.symbol();
            symbol == look.glyphs.rule || symbol == look.glyphs.rule_focus
        });
        if is_plain_rule {
            paint::text(buffer, divider.x, pane.rule.y, look.glyphs.divider_bottom, 1, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn progress_has_a_count_a_rate_and_what_is_left() {
        let mut progress =
            Progress { n_files_found: 1200, n_files_read: 400, elapsed: Duration::from_secs(2), ..Progress::default() };
        assert_eq!(progress_text(&progress), "reading · 400 of 1,200+ files · 200/s");
        progress = Progress { is_walk_done: true, n_bytes_found: 9_000_000, n_bytes_read: 3_000_000, ..progress };
        assert_eq!(progress_text(&progress), "reading · 400 of 1,200 files · 200/s · 4 s left");
    }
}
