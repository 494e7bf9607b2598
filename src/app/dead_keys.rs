//! The notice for keys that do nothing where they were pressed.

use super::{App, Focus};
use crate::action::{Action, ActionScope};
use crate::settings::{KeySequence, Lookup};
use crate::text::safe::safe_in_line;

impl App {
    /// Shows a notice that these keys do nothing here. It names the key of the pane in which they work, or of the help.
    ///
    /// In a box there is no notice, because a box shows its keys.
    pub(super) fn say_dead(&mut self, keys: KeySequence) {
        let is_in_box = !self.is_in_panes() || self.focus == Focus::Filter;
        if is_in_box || self.drops_sequence(keys) {
            return;
        }
        // A key can be any character that a terminal sends, so it is made safe to print.
        let pressed = safe_in_line(&keys.short(self.is_ascii));
        let dot = if self.is_ascii { '-' } else { '·' };
        let hint = |key: String, text: &str| {
            if key.is_empty() { String::new() } else { format!(" {dot} {key} {text}") }
        };
        self.notice = Some(match self.pane_of(keys) {
            Some((pane, focus)) => format!("{pressed} works in the {pane}{}", hint(self.key_of(focus), "goes there")),
            None => format!("{pressed} does nothing here{}", hint(self.key_of(Action::Help), "keys")),
        });
    }

    /// Returns the pane in which the keys do something, and the action that focuses it.
    fn pane_of(&self, keys: KeySequence) -> Option<(&'static str, Action)> {
        let panes = [
            (ActionScope::Timeline, "timeline", Action::FocusTimeline),
            (ActionScope::Reader, "text", Action::FocusReader),
            (ActionScope::List, "list", Action::FocusList),
        ];
        let works_in = |scope| {
            let (pending, key) = keys.second.map_or((None, keys.first), |second| (Some(keys.first), second));
            matches!(self.settings.keys.lookup(scope, pending, key), Lookup::Action(_))
        };
        panes.into_iter().find(|(scope, ..)| works_in(*scope)).map(|(_, pane, focus)| (pane, focus))
    }

    /// True if the second key is the one that cancels a sequence. It did cancel it, so it is not a dead key.
    fn drops_sequence(&self, keys: KeySequence) -> bool {
        let Some(second) = keys.second else { return false };
        self.settings.keys.lookup(self.scope(), None, second) == Lookup::Action(Action::Escape)
    }
}
