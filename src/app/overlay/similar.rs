//! The box that lists the articles most similar to the open one.

use super::{Hints, Overlay};
use crate::action::Action;
use crate::app::App;
use crate::app::effect::Effect;

pub(super) const HINTS: Hints =
    &[(Action::BoxKeep, "go there"), (Action::BoxDown, "next"), (Action::BoxLeave, "close")];

/// The state of the box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SimilarOverlay {
    /// The number of the selected article, from 0.
    pub selected: usize,
}

impl App {
    /// Opens the box, or shows a notice if there are no similar articles.
    pub(in crate::app) fn list_similar(&mut self) {
        if self.similar().next().is_some() {
            self.overlay = Some(Overlay::Similar(SimilarOverlay::default()));
        } else {
            let is_known = self.is_similar_known() || self.reader.row().is_none();
            let notice = if is_known { "No similar articles" } else { "Still looking for similar articles" };
            self.notice = Some(notice.to_owned());
        }
    }

    /// Applies an action to the box. Returns false if the action has no meaning of its own here.
    pub(super) fn act_in_similar(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(Overlay::Similar(SimilarOverlay { selected })) = self.overlay else { return false };
        if !matches!(action, Action::Open | Action::BoxKeep) {
            return false;
        }
        self.overlay = None;
        self.go_to_similar(selected, effects);
        true
    }

    /// Applies a character typed in the box: a digit goes to that article, `j` and `k` move the selection, `q` closes
    /// the box.
    pub(super) fn type_in_similar(&mut self, character: char, effects: &mut Vec<Effect>) {
        match character {
            '1'..='9' => self.go_to_similar(character as usize - '1' as usize, effects),
            'j' => self.move_in_overlay(1),
            'k' => self.move_in_overlay(-1),
            'q' => self.overlay = None,
            _ => {}
        }
    }
}
