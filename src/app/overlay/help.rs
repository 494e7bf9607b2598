//! The box of keys and actions. It lists the keys that work in the focused pane. Typed words search all actions.

use tui_input::{Input, InputRequest};

use super::{Hints, Overlay};
use crate::action::{ACTIONS, Action, ActionRow, ActionScope, Group};
use crate::app::App;
use crate::app::effect::Effect;
use crate::settings::{KeySequence, Keymap, Lookup};

pub(super) const HINTS: Hints = &[(Action::BoxKeep, "do it"), (Action::BoxDown, "next"), (Action::BoxLeave, "close")];

/// The state of the box.
#[derive(Clone, Debug)]
pub struct HelpOverlay {
    /// The pane that had the focus.
    pub scope: ActionScope,
    /// True if all actions are listed before anything is typed.
    pub starts_with_all: bool,
    /// The search words.
    pub search: Input,
    /// The position of the selected row in [`Self::rows`].
    pub selected: usize,
}

/// An action of the box, with its keys.
#[derive(Clone, Debug)]
pub struct HelpRow {
    pub row: &'static ActionRow,
    /// The keys of the action as hints show them; empty if there are none.
    pub keys: String,
}

impl HelpOverlay {
    pub fn new(scope: ActionScope, starts_with_all: bool) -> Self {
        Self { scope, starts_with_all, search: Input::default(), selected: 0 }
    }

    /// True if all actions are searched or listed, not only those whose keys work in the pane.
    pub fn lists_all(&self) -> bool {
        self.starts_with_all || !self.search.value().trim().is_empty()
    }

    /// Edits the search words. A change selects the first row.
    pub fn edit(&mut self, request: InputRequest) {
        if self.search.handle(request).is_some_and(|change| change.value) {
            self.selected = 0;
        }
    }

    /// Clears the search words. Returns false if there were none.
    pub fn clear(&mut self) -> bool {
        let has_words = !self.search.value().is_empty();
        if has_words {
            self.search.reset();
            self.selected = 0;
        }
        has_words
    }

    pub fn move_by(&mut self, n_rows: isize, keymap: &Keymap, is_ascii: bool) {
        let last = self.rows(keymap, is_ascii).len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(n_rows).min(last);
    }

    /// Returns the rows, group by group.
    pub fn rows(&self, keymap: &Keymap, is_ascii: bool) -> Vec<HelpRow> {
        if self.lists_all() { self.found(keymap, is_ascii) } else { self.working(keymap, is_ascii) }
    }

    /// Returns the actions whose keys work in the pane.
    ///
    /// Groups with actions of only this pane come first. Within a group, these actions come first as well.
    fn working(&self, keymap: &Keymap, is_ascii: bool) -> Vec<HelpRow> {
        let is_own = |row: &ActionRow| row.scope == self.scope && row.scope != ActionScope::Anywhere;
        let has_own = |group: Group| ACTIONS.iter().any(|row| row.group == group && is_own(row));
        let mut rows: Vec<HelpRow> = ACTIONS
            .iter()
            .filter(|row| is_own(row) || row.scope == ActionScope::Anywhere)
            .map(|row| HelpRow { row, keys: keys_in(self.scope, row, keymap, is_ascii) })
            .filter(|row| !row.keys.is_empty())
            .collect();
        rows.sort_by_key(|HelpRow { row, .. }| (!has_own(row.group), row.group, !is_own(row)));
        rows
    }

    /// Returns the actions that match every search word: by their name, help, group or pane, or by one of their keys.
    fn found(&self, keymap: &Keymap, is_ascii: bool) -> Vec<HelpRow> {
        let words: Vec<&str> = self.search.value().split_whitespace().collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let has_words = |row: &ActionRow| {
            let text = format!("{} {} {} {}", row.name, row.help, row.group.heading(), row.scope.name()).to_lowercase();
            let is_key = |word: &str| keymap.keys_of(row.action).any(|keys| is_called(keys, word));
            words.iter().zip(&lower).all(|(word, lower)| text.contains(lower.as_str()) || is_key(word))
        };
        let scope_of = |row: &ActionRow| if row.scope == ActionScope::Anywhere { self.scope } else { row.scope };
        let found = ACTIONS.iter().filter(|row| has_words(row));
        found.map(|row| HelpRow { row, keys: keys_in(scope_of(row), row, keymap, is_ascii) }).collect()
    }
}

impl App {
    /// Opens the box with the keys of the pane, or with all actions.
    pub(in crate::app) fn open_help(&mut self, starts_with_all: bool) {
        self.overlay = Some(Overlay::Help(HelpOverlay::new(self.scope(), starts_with_all)));
    }

    /// Applies an action to the box. Returns false if the action has no meaning of its own here.
    pub(super) fn act_in_help(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(Overlay::Help(help)) = &mut self.overlay else { return false };
        match action {
            Action::Open | Action::BoxKeep => {
                let rows = help.rows(&self.settings.keys, self.is_ascii);
                // If nothing is selected, the box stays open, so that Enter does not lose the typed words.
                if let Some(HelpRow { row, .. }) = rows.get(help.selected) {
                    self.overlay = None;
                    if row.scope == ActionScope::FilterBox {
                        self.enter_filter();
                    }
                    self.act(row.action, effects);
                }
                true
            }
            // The first press clears the words, and the second press closes the box.
            Action::Escape | Action::Close | Action::BoxLeave => help.clear(),
            _ => false,
        }
    }
}

/// Returns the keys of an action, without keys that have another action in the pane.
fn keys_in(scope: ActionScope, row: &ActionRow, keymap: &Keymap, is_ascii: bool) -> String {
    let does_it = |keys: &KeySequence| {
        let meaning = match keys.second {
            None => keymap.lookup(scope, None, keys.first),
            Some(second) => keymap.lookup(scope, Some(keys.first), second),
        };
        meaning == Lookup::Action(row.action)
    };
    let keys: Vec<String> = keymap.keys_of(row.action).filter(does_it).map(|keys| keys.short(is_ascii)).collect();
    keys.join(" ")
}

/// True if `word` is the name of the keys in a hint or in the configuration file: `gd`, `^D`, `ctrl-d`, `pgdn`.
fn is_called(keys: KeySequence, word: &str) -> bool {
    let names = [keys.short(false), keys.short(true), keys.name()];
    // `g` and `G` are different keys. In a longer name such as `PgDn`, the case does not matter.
    let is_name = word.chars().count() > 2;
    names.iter().any(|name| name == word || (is_name && name.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the names of the rows of a box after `typed` has been typed.
    fn names(scope: ActionScope, starts_with_all: bool, typed: &str) -> Vec<&'static str> {
        let mut help = HelpOverlay::new(scope, starts_with_all);
        for character in typed.chars() {
            help.edit(InputRequest::InsertChar(character));
        }
        help.rows(&Keymap::defaults(), false).iter().map(|row| row.row.name).collect()
    }

    fn keys(scope: ActionScope, name: &str) -> Option<String> {
        let rows = HelpOverlay::new(scope, false).rows(&Keymap::defaults(), false);
        rows.into_iter().find(|row| row.row.name == name).map(|row| row.keys)
    }

    #[test]
    fn the_box_of_all_actions_lists_all_of_them() {
        let all: Vec<&str> = ACTIONS.iter().map(|row| row.name).collect();
        assert_eq!(names(ActionScope::List, true, ""), all);
        assert_eq!(names(ActionScope::List, true, "  "), all);
    }

    #[test]
    fn typing_searches_names_help_and_keys() {
        for starts_with_all in [false, true] {
            let names = |typed| names(ActionScope::List, starts_with_all, typed);
            assert_eq!(names("sort-len"), ["sort-length"], "a name");
            assert_eq!(names("LONGEST first"), ["sort-length"], "its help");
            assert_eq!(names("gd"), ["why-date"], "its keys as a hint has them");
            assert_eq!(names("ctrl-d"), ["half-page-down"], "its keys as a file has them");
            assert_eq!(names("^D"), ["half-page-down"]);
            assert_eq!(names("PgDn"), ["page-down"]);
            assert_eq!(names("timeline zoom"), ["zoom-in", "zoom-out", "zoom-all"], "keys of another pane");
            assert_eq!(names("copy"), ["copy-citation", "copy-link", "copy-path", "copy-text", "copy-filter"]);
            assert_eq!(names("qwertz"), [""; 0]);
        }
    }

    #[test]
    fn the_keys_of_an_action_are_those_that_work_in_the_pane() {
        assert_eq!(keys(ActionScope::List, "open").as_deref(), Some("↵ l →"));
        assert_eq!(keys(ActionScope::Timeline, "open").as_deref(), Some("↵"), "l and → go to the next bin");
        assert_eq!(keys(ActionScope::Timeline, "bin-right").as_deref(), Some("l →"));
        assert_eq!(keys(ActionScope::List, "bin-right"), None);
        assert_eq!(keys(ActionScope::List, "why-date").as_deref(), Some("gd"));
        assert_eq!(keys(ActionScope::FilterBox, "move-down"), None, "j is text there");
    }

    #[test]
    fn groups_with_keys_of_the_pane_come_first() {
        let headings = |scope| {
            let rows = HelpOverlay::new(scope, false).rows(&Keymap::defaults(), false);
            let mut headings: Vec<&str> = rows.iter().map(|row| row.row.group.heading()).collect();
            headings.dedup();
            headings
        };
        assert_eq!(headings(ActionScope::List), ["Read", "Find", "Sort", "Copy", "Go"]);
        assert_eq!(headings(ActionScope::Timeline), ["Find", "Go", "Read", "Sort", "Copy"]);
        assert_eq!(headings(ActionScope::Reader), ["Read", "Go", "Find", "Sort", "Copy"]);
        assert_eq!(names(ActionScope::Timeline, false, "")[0], "filter-to-bin");
    }

    #[test]
    fn clearing_says_whether_there_was_something_to_clear() {
        let mut help = HelpOverlay::new(ActionScope::List, false);
        help.edit(InputRequest::InsertChar('x'));
        assert!(help.clear());
        assert!(!help.clear());
    }
}
