//! Applies typed and pasted text to the filter box and to the text boxes of overlays.

use tui_input::InputRequest;

use super::effect::Effect;
use super::state::BoxVisit;
use super::{App, Focus};
use crate::action::Action;
use crate::query::MAX_BYTES;
use crate::text::numbers::with_commas;
use crate::text::safe::safe_line;

/// The greatest number of characters that are pasted into an overlay: the length of the longest path on Linux.
const PASTED_MAX: usize = 4096;

impl App {
    /// Moves the focus to the filter box.
    pub(super) fn enter_filter(&mut self) {
        if self.focus != Focus::Filter {
            let focus = if self.panes.is_zen { Focus::Reader } else { self.focus };
            self.box_visit = Some(BoxVisit { focus, step: self.step() });
            self.panes.is_zen = false;
            self.focus = Focus::Filter;
        }
    }

    /// Edits the text box that has the focus.
    pub(super) fn edit(&mut self, request: InputRequest, effects: &mut Vec<Effect>) {
        if self.overlay.is_some() {
            self.edit_in_overlay(request, effects);
        } else if self.focus == Focus::Filter && self.filter.edit(request) {
            self.search_for_filter(effects);
        }
    }

    /// Pastes into the text box that has the focus, else into the filter box.
    pub(super) fn paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        if self.overlay.is_some() {
            let text: String = safe_line(text).chars().take(PASTED_MAX).collect();
            self.paste_in_overlay(&text);
            return;
        }
        if !self.screen().is_browse() {
            return;
        }
        self.enter_filter();
        let pasted = self.filter.paste(text);
        if pasted.is_cut {
            let most = with_commas(MAX_BYTES as u64);
            self.notice =
                Some(format!("The filter box takes at most {most} bytes; the rest of the pasted text was left out."));
        }
        if pasted.has_changed {
            self.search_for_filter(effects);
        }
    }

    /// Applies an action of the filter box.
    pub(super) fn act_in_box(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::BoxKeep => self.leave_box(Focus::List),
            Action::BoxLeave => self.leave_box(self.focus_before_box()),
            Action::BoxUp => self.act(Action::PreviousArticle, effects),
            Action::BoxDown => self.act(Action::NextArticle, effects),
            Action::FilterLanguage => self.open_filter_language(),
            Action::BoxOlder | Action::BoxNewer if self.filter.show_kept(action == Action::BoxOlder) => {
                self.search_for_filter(effects);
            }
            _ => {}
        }
    }

    /// Leaves the filter box and focuses `focus`. The filter stays active.
    pub(super) fn leave_box(&mut self, focus: Focus) {
        if self.focus != Focus::Filter {
            return;
        }
        self.focus = focus;
        self.filter.keep();
        if let Some(BoxVisit { step, .. }) = self.box_visit.take()
            && step.filter != self.filter.text()
        {
            self.history.leave(step);
        }
    }

    /// Returns the pane that had the focus before the filter box.
    pub(super) fn focus_before_box(&self) -> Focus {
        self.box_visit.as_ref().map_or(Focus::List, |visit| visit.focus)
    }
}
