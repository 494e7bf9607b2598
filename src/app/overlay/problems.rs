//! The box that accounts for every file: those that could not be read, those with a caution, those set aside.

use ratatui::layout::Rect;

use super::text::{OverlayLine, OverlayText, inner_columns, push_fact, push_wrapped};
use super::{Hints, Overlay};
use crate::action::Action;
use crate::app::App;
use crate::app::effect::Effect;
use crate::article::{Problem, Severity};
use crate::text::columns;
use crate::text::numbers::{count_of, with_commas};

pub(super) const HINTS: Hints =
    &[(Action::Rescan, "read again"), (Action::MoveDown, "scroll"), (Action::Escape, "close")];

/// The width of the box on a wide screen, in columns.
const COLUMNS: u16 = 100;

/// The greatest number of problems of one severity that are listed. Nobody scrolls further, and the list is made again
/// for every frame.
const LISTED_MAX: usize = 500;

/// The state of the box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProblemsOverlay {
    /// The first line in view.
    pub top: usize,
}

impl App {
    /// Opens the box.
    pub(in crate::app) fn open_problems(&mut self) {
        self.overlay = Some(Overlay::Problems(ProblemsOverlay::default()));
    }

    /// Applies an action to the box. Returns false if the action has no meaning of its own here.
    pub(super) fn act_in_problems(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let is_rescan = action == Action::Rescan;
        if is_rescan {
            self.rescan(effects);
        }
        is_rescan
    }

    pub(super) fn problems_text(&self, screen: Rect) -> OverlayText {
        let columns = inner_columns(COLUMNS, screen);
        let name_columns = columns * 2 / 5 + 2;
        let mut lines = Vec::new();
        let n_articles = self.snapshot.len();
        let sentence = if self.load.progress.is_done {
            self.load.progress.accounting.sentence(n_articles, &self.load.problems)
        } else {
            format!("Still reading: {} so far.", count_of(n_articles, "article"))
        };
        push_wrapped(&sentence, columns, &mut lines);
        lines.push(OverlayLine::Text(String::new()));
        for severity in [Severity::NotShown, Severity::Caution, Severity::SetAside] {
            // The problems are sorted by severity.
            let start = self.load.problems.partition_point(|problem| problem.severity < severity);
            let of_this = &self.load.problems[start..];
            let of_this = &of_this[..of_this.partition_point(|problem| problem.severity == severity)];
            if of_this.is_empty() {
                continue;
            }
            lines.push(OverlayLine::Heading(format!("{} · {}", severity.heading(), with_commas(of_this.len() as u64))));
            for problem in of_this.iter().take(LISTED_MAX) {
                push_problem(problem, name_columns, columns, &mut lines);
            }
            if of_this.len() > LISTED_MAX {
                lines.push(OverlayLine::Note("  The rest is listed by: newsreader check".to_owned()));
            }
            lines.push(OverlayLine::Text(String::new()));
        }
        lines.push(OverlayLine::Note("Your files are never changed. The same list: newsreader check".to_owned()));
        OverlayText::new("Files and problems", lines, COLUMNS, name_columns, screen)
    }
}

fn push_problem(problem: &Problem, name_columns: usize, columns: usize, lines: &mut Vec<OverlayLine>) {
    let path = match problem.line {
        Some(line) => format!("  {}, line {line}", problem.path_text()),
        None => format!("  {}", problem.path_text()),
    };
    // The end of a path is more useful than its start.
    let path = columns::cut_start(&path, name_columns - 2);
    push_fact(&path, &problem.what, columns.saturating_sub(name_columns), lines);
}
