//! Draws what could not be read, what is shown with a caution, and what was set aside.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{Look, box_frame, count_of, paint};
use crate::app::App;
use crate::app::overlay::ScrollOverlay;
use crate::app::reader::wrap;
use crate::article::{Problem, Severity};
use crate::settings::theme::Token;
use crate::text::columns;

/// Draws the problems. Returns where the cursor stands.
pub fn draw(app: &App, scroll: ScrollOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let width = usize::from(box_frame::centred(COLUMNS, 1, app.layout.screen).width).saturating_sub(4);
    let lines = lines(app, width);
    let area = box_frame::centred(COLUMNS, lines.len() as u16 + 2, app.layout.screen);
    let n_not_shown = app.n_not_shown();
    let dot = look.glyphs.dot;
    let title =
        format!("{} not read {dot} {} shown", count_of(n_not_shown, "file"), count_of(app.snapshot.len(), "article"));
    let note = format!("R read again {dot} Esc close {dot} the same list: newsreader check");
    let inner = box_frame::draw(area, &title, &note, look, buffer);
    let top = scroll.top.min(lines.len().saturating_sub(usize::from(inner.height)));
    for (line, y) in lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        match line {
            Line::Heading(text) => {
                paint::cut(buffer, inner.x + 1, y, text, width, look.theme.style(Token::Heading));
            }
            Line::Text(text) => {
                paint::cut(buffer, inner.x + 1, y, text, width, look.theme.style(Token::Dim));
            }
            Line::Problem { path, what } => {
                let path_columns = path_columns(width);
                paint::text(buffer, inner.x + 3, y, path, path_columns, look.theme.style(Token::Text));
                let x = inner.x + 5 + path_columns as u16;
                paint::text(buffer, x, y, what, width, look.theme.style(Token::Dim));
            }
        }
    }
    Position { x: inner.x + 1, y: inner.y }
}

/// The columns of the box on a wide screen.
const COLUMNS: u16 = 100;

/// At most how many problems of one kind are listed: nobody scrolls further, and every frame lists them.
const PROBLEMS_MAX: usize = 500;

/// The columns that paths have beside the reasons.
fn path_columns(width: usize) -> usize {
    width * 2 / 5
}

enum Line {
    Heading(String),
    /// A line of a problem: the path stands on its first one, the reason goes on below itself.
    Problem {
        path: String,
        what: String,
    },
    Text(&'static str),
}

fn lines(app: &App, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for severity in [Severity::NotShown, Severity::Caution, Severity::SetAside] {
        let of_this: Vec<&Problem> = app.problems.iter().filter(|problem| problem.severity == severity).collect();
        if !of_this.is_empty() {
            lines.push(Line::Heading(format!("{} · {}", severity.heading(), of_this.len())));
            for problem in of_this.iter().take(PROBLEMS_MAX) {
                push_problem(problem, width, &mut lines);
            }
            if of_this.len() > PROBLEMS_MAX {
                lines.push(Line::Text("  and more: newsreader check lists all of them"));
            }
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

fn push_problem(problem: &Problem, width: usize, lines: &mut Vec<Line>) {
    let path = match problem.line {
        Some(line) => format!("{}, line {line}", problem.path_text()),
        None => problem.path_text(),
    };
    // The end of a path tells more than its start.
    let path = columns::cut_start(&path, path_columns(width));
    let room = width.saturating_sub(path_columns(width) + 4);
    for (line_idx, range) in wrap::wrap_text(&problem.what, room).into_iter().enumerate() {
        let path = if line_idx == 0 { path.clone() } else { String::new() };
        lines.push(Line::Problem { path, what: problem.what[range].to_owned() });
    }
}
