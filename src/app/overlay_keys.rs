//! Applies actions while a box lies over the panes.

use super::App;
use super::effect::{Effect, Examination, FolderRequest};
use super::help::HelpRow;
use super::overlay::{ConfigOverlay, Overlay, ScrollOverlay, WhyDateOverlay};
use crate::action::{Action, ActionScope};

impl App {
    /// Does an action while an overlay is open. Returns false where the action is for what lies below.
    pub(super) fn act_in_overlay(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let n_lines = match action {
            Action::MoveDown | Action::BoxDown => 1,
            Action::MoveUp | Action::BoxUp => -1,
            Action::PageDown | Action::ReadOn => 10,
            Action::PageUp => -10,
            Action::HalfPageDown => 5,
            Action::HalfPageUp => -5,
            Action::First => isize::MIN,
            Action::Last => isize::MAX,
            _ => 0,
        };
        if n_lines != 0 {
            self.move_in_overlay(n_lines);
            return true;
        }
        if self.act_on_link(action, effects) {
            return true;
        }
        match action {
            // These work the same everywhere.
            Action::Quit | Action::Suspend | Action::Repaint | Action::ToggleMouse => return false,
            Action::Open | Action::BoxKeep => self.answer_overlay(effects),
            Action::Escape | Action::Close | Action::BoxLeave => self.close_overlay(action, effects),
            // A key of help does not lose the typed path.
            Action::Help | Action::FilterLanguage if matches!(self.overlay, Some(Overlay::Folder(_))) => {}
            // The facts have found the dates already.
            Action::WhyDate if matches!(self.overlay, Some(Overlay::Info(_))) => {
                self.overlay = None;
                self.examine(Examination::Date, effects);
            }
            Action::Help | Action::FilterLanguage | Action::Info | Action::WhyDate | Action::Problems => {
                self.overlay = None;
            }
            Action::Rescan if matches!(self.overlay, Some(Overlay::Config(_))) => effects.push(Effect::ReloadConfig),
            Action::Rescan if matches!(self.overlay, Some(Overlay::Problems(_))) => self.rescan(effects),
            Action::Edit => {
                if let (Some(Overlay::Config(config)), Some(path)) = (&self.overlay, &self.config_path) {
                    let line = config.problems.first().map_or(1, |problem| problem.line as usize);
                    effects.push(Effect::EditConfig { path: path.clone(), line });
                }
            }
            _ => {}
        }
        true
    }

    pub(super) fn close_overlay(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match &mut self.overlay {
            Some(Overlay::Config(_)) if action == Action::Close => self.quit(effects),
            Some(Overlay::Help(help)) => {
                if !help.clear() {
                    self.overlay = None;
                }
            }
            _ => self.overlay = None,
        }
    }

    pub(super) fn answer_overlay(&mut self, effects: &mut Vec<Effect>) {
        let Some(overlay) = self.overlay.take() else {
            return;
        };
        match overlay {
            Overlay::Help(help) => {
                let rows = help.rows(&self.settings.keys, self.is_ascii);
                let Some(HelpRow { row, .. }) = rows.get(help.selected) else {
                    // Enter on nothing must not lose what has been typed.
                    self.overlay = Some(Overlay::Help(help));
                    return;
                };
                if row.scope == ActionScope::FilterBox {
                    self.enter_filter();
                }
                self.act(row.action, effects);
            }
            Overlay::FilterLanguage(language) => match language.example() {
                Some(example) => self.write_example(&example, effects),
                None => self.overlay = Some(Overlay::FilterLanguage(language)),
            },
            Overlay::Folder(mut folder) => {
                if folder.looking.is_none()
                    && let Some(path) = folder.answer().map(str::to_owned)
                {
                    self.n_folders_asked += 1;
                    folder.message = None;
                    folder.looking = Some(self.n_folders_asked);
                    effects.push(Effect::FindFolder(FolderRequest { number: self.n_folders_asked, path }));
                }
                // The box stays until the folder is open: a slip must not cost the whole path.
                self.overlay = Some(Overlay::Folder(folder));
            }
            Overlay::Similar(similar) => self.go_to_similar(similar.selected, effects),
            Overlay::Info(_) | Overlay::WhyDate(_) | Overlay::Problems(_) | Overlay::Links(_) | Overlay::Config(_) => {}
        }
    }

    pub(super) fn move_in_overlay(&mut self, n_lines: isize) {
        let last_top = self.overlay_text().map_or(0, |text| text.last_top());
        let n_similar = self.similar().count();
        match &mut self.overlay {
            Some(Overlay::Similar(similar)) => {
                similar.selected = similar.selected.saturating_add_signed(n_lines).min(n_similar.saturating_sub(1));
            }
            Some(Overlay::Help(help)) => help.move_by(n_lines, &self.settings.keys, self.is_ascii),
            Some(Overlay::FilterLanguage(language)) => language.move_by(n_lines, last_top),
            Some(
                Overlay::Info(ScrollOverlay { top })
                | Overlay::WhyDate(WhyDateOverlay { top, .. })
                | Overlay::Problems(ScrollOverlay { top })
                | Overlay::Config(ConfigOverlay { top, .. }),
            ) => {
                *top = top.saturating_add_signed(n_lines).min(last_top);
            }
            Some(Overlay::Links(links)) => {
                let last = links.rows.len().saturating_sub(1);
                links.selected = links.selected.saturating_add_signed(n_lines).min(last);
            }
            Some(Overlay::Folder(folder)) => {
                // Above the first recent folder is the box itself.
                let at = folder.selected.map_or(-1, |selected| selected as isize);
                let last = folder.recent.len() as isize - 1;
                let next = at.saturating_add(n_lines).clamp(-1, last);
                folder.selected = usize::try_from(next).ok();
                folder.forget_answer();
            }
            None => {}
        }
    }
}
