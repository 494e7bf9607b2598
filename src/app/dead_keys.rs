//! The notice for keys that do nothing where they were pressed.

use super::{App, Focus};
use crate::action::Action;
use crate::settings::{KeySequence, Lookup};
use crate::text::safe::safe_in_line;

impl App {
    /// Says that these keys do nothing here, and names the key of help. Says nothing in a box: a box shows its keys.
    pub(super) fn say_dead(&mut self, keys: KeySequence) {
        let is_in_box = self.overlay.is_some() || self.focus == Focus::Filter;
        if is_in_box || self.drops_sequence(keys) {
            return;
        }
        // A key can be any character that a terminal sends.
        let pressed = safe_in_line(&keys.short(self.is_ascii));
        let help = self.key_of(Action::Help);
        let dot = if self.is_ascii { '-' } else { '·' };
        let hint = if help.is_empty() { String::new() } else { format!(" {dot} {help} keys") };
        self.notice = Some(format!("{pressed} does nothing here{hint}"));
    }

    /// True if the second key is the one that cancels a sequence: it has done so, and is not dead.
    fn drops_sequence(&self, keys: KeySequence) -> bool {
        let Some(second) = keys.second else { return false };
        self.settings.keys.lookup(self.scope(), None, second) == Lookup::Action(Action::Escape)
    }
}
