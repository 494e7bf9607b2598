//! Typing: the filter box and the text boxes of the overlays.

use tui_input::InputRequest;

use super::effect::Effect;
use super::overlay::Overlay;
use super::{App, Focus};
use crate::action::Action;
use crate::query::MAX_BYTES;
use crate::text::numbers::with_commas;

/// At most how many characters are pasted into a box: the longest path of Linux.
const PASTED_MAX: usize = 4096;

impl App {
    /// Puts the focus into the filter box.
    pub(super) fn enter_filter(&mut self) {
        if self.focus != Focus::Filter {
            self.focus_before_box = if self.is_zen { Focus::Reader } else { self.focus };
            self.is_zen = false;
            self.filter_before_box = Some(self.step());
            self.focus = Focus::Filter;
        }
    }

    /// Edits the text box that has the focus.
    pub(super) fn edit(&mut self, request: InputRequest, effects: &mut Vec<Effect>) {
        match &mut self.overlay {
            Some(Overlay::Help(help)) => help.edit(request),
            Some(Overlay::Folder(folder)) => {
                folder.input.handle(request);
                folder.selected = None;
                folder.forget_answer();
            }
            Some(Overlay::Similar(_)) => {
                if let InputRequest::InsertChar(character) = request {
                    self.type_in_similar(character, effects);
                }
            }
            Some(_) => {}
            None if self.focus == Focus::Filter && self.filter.edit(request) => {
                self.search_anew(effects);
            }
            None => {}
        }
    }

    /// Pastes into the text box that has the focus; elsewhere into the filter box.
    pub(super) fn paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        match &mut self.overlay {
            Some(Overlay::Folder(folder)) => {
                folder.forget_answer();
                for character in crate::text::safe::safe_line(text).chars().take(PASTED_MAX) {
                    folder.input.handle(InputRequest::InsertChar(character));
                }
            }
            Some(Overlay::Help(help)) => {
                for character in crate::text::safe::safe_line(text).chars().take(PASTED_MAX) {
                    help.edit(InputRequest::InsertChar(character));
                }
            }
            Some(_) => {}
            None => {
                self.enter_filter();
                let pasted = self.filter.paste(text);
                if pasted.is_cut {
                    let most = with_commas(MAX_BYTES as u64);
                    self.notice = Some(format!(
                        "The filter box takes at most {most} bytes; the rest of the pasted text was left out."
                    ));
                }
                if pasted.has_changed {
                    self.search_anew(effects);
                }
            }
        }
    }

    /// Does one of the filter box's own actions.
    pub(super) fn act_in_box(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::BoxKeep => self.leave_box(Focus::List),
            Action::BoxLeave => self.leave_box(self.focus_before_box),
            Action::BoxUp => self.act(Action::PreviousArticle, effects),
            Action::BoxDown => self.act(Action::NextArticle, effects),
            Action::FilterLanguage => self.open_filter_language(),
            Action::BoxOlder | Action::BoxNewer if self.filter.show_kept(action == Action::BoxOlder) => {
                self.search_anew(effects);
            }
            _ => {}
        }
    }

    /// Leaves the filter box; the text in it stays in force.
    pub(super) fn leave_box(&mut self, focus: Focus) {
        if self.focus != Focus::Filter {
            return;
        }
        self.focus = focus;
        self.filter.keep();
        if let Some(before) = self.filter_before_box.take()
            && before.filter != self.filter.text()
        {
            self.history.leave(before);
        }
    }
}
