//! The screen that lists the problems in the configuration, before the first article is shown and after an edit.

use ratatui::layout::Rect;

use super::Screen;
use crate::action::Action;
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::overlay::text::{OverlayLine, OverlayText};
use crate::app::overlay::{Hints, scroll};
use crate::app::reader::wrap;
use crate::settings::ConfigProblem;
use crate::text::numbers::count_of;

pub(super) const HINTS: Hints =
    &[(Action::Open, "continue"), (Action::Edit, "edit"), (Action::Rescan, "read again"), (Action::Close, "quit")];

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct ConfigScreen {
    /// The problems, in the order of the file.
    pub problems: Vec<ConfigProblem>,
    /// The first line in view.
    pub top: usize,
}

impl ConfigScreen {
    /// Creates the screen for these problems; `None` if there are none.
    pub(in crate::app) fn of(problems: Vec<ConfigProblem>) -> Option<Self> {
        (!problems.is_empty()).then_some(Self { problems, top: 0 })
    }

    pub(super) fn scroll(&mut self, n_lines: isize, screen: Rect) {
        let last_top = self.text(screen).last_top();
        scroll(&mut self.top, n_lines, last_top);
    }

    /// Returns the text of the screen.
    pub fn text(&self, screen: Rect) -> OverlayText {
        let problems = &self.problems;
        // Three columns stay free on the left of the text, and one on the right.
        let columns = usize::from(screen.width.saturating_sub(4));
        let mut lines = Vec::new();
        for problem in problems {
            for (line_idx, line) in problem.to_string().lines().enumerate() {
                // The quoted lines of the file are not wrapped, so that the sign below a line points at the right
                // column.
                if line_idx == 0 {
                    let parts = wrap::wrap_text(line, columns);
                    lines.extend(parts.into_iter().map(|part| OverlayLine::Heading(line[part].to_owned())));
                } else {
                    lines.push(OverlayLine::Text(line.to_owned()));
                }
            }
            lines.push(OverlayLine::Text(String::new()));
        }
        if !problems.iter().any(ConfigProblem::discards_file) {
            let defaults =
                if problems.len() == 1 { "This setting has its default" } else { "These settings have their defaults" };
            lines.push(OverlayLine::Text(format!("{defaults}; all others are used as written.")));
        }
        lines.push(OverlayLine::Note("The same check from a shell: newsreader config check".to_owned()));
        // The status row is the last row of the screen, so the area ends above it. The rule and the blank row below it
        // take as many rows of the area as the two edges of a box.
        let area = Rect { height: screen.height.saturating_sub(1), ..screen };
        let title = format!("Configuration · {}", count_of(problems.len(), "problem"));
        OverlayText { title, lines, name_columns: 0, columns, area }
    }
}

impl App {
    pub(super) fn act_in_config(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Screen::Config(config) = self.screens.top() else { return };
        match action {
            Action::Close => self.quit(effects),
            Action::Rescan => effects.push(Effect::ReloadConfig),
            Action::Edit => {
                if let Some(path) = &self.config_path {
                    let line = config.problems.first().map_or(1, |problem| problem.line as usize);
                    effects.push(Effect::EditConfig { path: path.clone(), line });
                }
            }
            Action::Open
            | Action::BoxKeep
            | Action::Escape
            | Action::BoxLeave
            | Action::Help
            | Action::FilterLanguage
            | Action::Info
            | Action::WhyDate
            | Action::Problems => self.screens.pop(),
            _ => {}
        }
    }

    /// Shows the problems of a configuration that was read again, or a notice that it has none.
    pub(in crate::app) fn config_read_again(&mut self, problems: Vec<ConfigProblem>) {
        if matches!(self.screen(), Screen::Config(_)) {
            self.screens.pop();
        }
        match ConfigScreen::of(problems) {
            Some(config) => self.screens.push(Screen::Config(config)),
            None => {
                self.notice = Some(
                    "Configuration reloaded. Changes to [corpus], colors and glyphs apply at the next start."
                        .to_owned(),
                );
            }
        }
    }
}
