//! Draws what could not be read, what is shown with a caution, and what was set aside.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{Look, box_frame, count_of, paint};
use crate::app::App;
use crate::app::overlay::ScrollOverlay;
use crate::article::{Problem, Severity};
use crate::settings::theme::Token;
use crate::text::columns;

/// Draws the problems. Returns where the cursor stands.
pub fn draw(app: &App, scroll: ScrollOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let lines = lines(app);
    let area = box_frame::centred(90, lines.len() as u16 + 2, app.layout.screen);
    let n_not_shown = app.n_not_shown();
    let dot = look.glyphs.dot;
    let title =
        format!("{} not read {dot} {} shown", count_of(n_not_shown, "file"), count_of(app.snapshot.len(), "article"));
    let inner = box_frame::draw(
        area,
        &title,
        &format!("R read again {dot} Esc close {dot} the same list: newsreader check"),
        look,
        buffer,
    );
    let width = usize::from(inner.width.saturating_sub(2));
    let top = scroll.top.min(lines.len().saturating_sub(usize::from(inner.height)));
    for (line, y) in lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        match line {
            Line::Heading(text) => {
                paint::cut(buffer, inner.x + 1, y, text, width, look.theme.style(Token::Heading));
            }
            Line::Text(text) => {
                paint::cut(buffer, inner.x + 1, y, text, width, look.theme.style(Token::Dim));
            }
            Line::Problem(problem) => draw_problem(problem, look, (inner.x + 3, y), width.saturating_sub(2), buffer),
        }
    }
    Position { x: inner.x + 1, y: inner.y }
}

enum Line<'app> {
    Heading(String),
    Problem(&'app Problem),
    Text(&'static str),
}

fn lines(app: &App) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for severity in [Severity::NotShown, Severity::Caution, Severity::SetAside] {
        let of_this: Vec<&Problem> = app.problems.iter().filter(|problem| problem.severity == severity).collect();
        if !of_this.is_empty() {
            lines.push(Line::Heading(format!("{} · {}", severity.heading(), of_this.len())));
            lines.extend(of_this.into_iter().map(Line::Problem));
            lines.push(Line::Text(""));
        }
    }
    if lines.is_empty() {
        lines.push(Line::Text("Every file was read, and nothing is wrong."));
        lines.push(Line::Text(""));
    }
    lines.push(Line::Text("Nothing was changed on disk."));
    lines
}

fn draw_problem(problem: &Problem, look: &Look, at: (u16, u16), width: usize, buffer: &mut Buffer) {
    let (x, y) = at;
    let path = match problem.line {
        Some(line) => format!("{}, line {line}", problem.path_text()),
        None => problem.path_text(),
    };
    // Path and reason share the row; the end of a path tells more than its start.
    let path_width = columns::width(&path).min(width * 2 / 5);
    let path = columns::cut_start(&path, path_width);
    paint::text(buffer, x, y, &path, path_width, look.theme.style(Token::Text));
    let offset = (width * 2 / 5).min(columns::width(&path).max(24)) + 2;
    paint::cut(buffer, x + offset as u16, y, &problem.what, width.saturating_sub(offset), look.theme.style(Token::Dim));
}
