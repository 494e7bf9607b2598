//! The key bindings of each pane: those of `config/keys.toml`, overridden by the user's own.

use toml::de::{DeTable, DeValue};

use super::problem::{ConfigProblem, Source, nearest};
use crate::action::{ACTIONS, Action, ActionScope};

mod key;

pub use key::{Key, KeySequence, parse_typed};

/// The default bindings, as the binary contains them.
pub const DEFAULT_KEYS: &str = include_str!("../../config/keys.toml");

/// One key, or two in succession, and their action in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    pub keys: KeySequence,
    pub action: Action,
    /// True if the binding is from the user's own config file.
    pub is_own: bool,
}

impl Binding {
    fn scope(&self) -> ActionScope {
        self.action.row().scope
    }
}

/// A default key that the user has bound to another action of the same scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub keys: KeySequence,
    /// The action of the default binding.
    pub from: Action,
    /// The action of the user's binding.
    pub by: Action,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// The default keys that were taken over, for `config keys`.
    pub taken: Vec<Taken>,
}

/// The meaning of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// The key executes an action.
    Action(Action),
    /// The key waits for one of these second keys.
    Pending(Vec<(Key, Action)>),
    /// The key has no meaning.
    None,
}

impl Keymap {
    /// Returns the bindings of `config/keys.toml`.
    pub fn defaults() -> Self {
        let source = Source { name: "keys.toml", path: None, text: DEFAULT_KEYS };
        // A test checks that the default file parses and has no problems.
        let bindings = DeTable::parse(DEFAULT_KEYS)
            .map(|table| {
                read_bindings(table.get_ref(), source, &mut Vec::new()).into_iter().map(|read| read.0).collect()
            })
            .unwrap_or_default();
        Self { bindings, taken: Vec::new() }
    }

    /// Returns the defaults, overridden by the `[keys]` of a configuration.
    ///
    /// An action that is named there has only the keys listed there. If two actions of one scope have the same key, the
    /// first one in the file keeps it, and the second one is a problem.
    pub fn with_own(table: &DeTable<'_>, source: Source<'_>, problems: &mut Vec<ConfigProblem>) -> Self {
        let mut read = read_bindings(table, source, problems);
        read.sort_by_key(|(_, span)| span.start);
        let mut own: Vec<Binding> = Vec::new();
        for (binding, span) in read {
            let rival = own.iter().find(|other| other.scope() == binding.scope() && other.keys.collides(binding.keys));
            match rival {
                Some(rival) if rival.action == binding.action && rival.keys == binding.keys => {}
                Some(rival) => {
                    let taken = format!("taken by “{}”", rival.action.row().name);
                    let what = format!("“{}” is {taken}", binding.keys.name());
                    problems.push(
                        source
                            .problem(span, taken, what)
                            .allowing(format!("a key has one action {}", where_of(binding.scope()))),
                    );
                }
                None => own.push(binding),
            }
        }
        let named: Vec<Action> =
            table.iter().filter_map(|(name, _)| Action::by_name(name.get_ref().as_ref())).collect();
        let mut keymap = Self { bindings: own, taken: Vec::new() };
        for default in Self::defaults().bindings {
            if named.contains(&default.action) {
                continue;
            }
            let rival = keymap
                .bindings
                .iter()
                .find(|other| other.is_own && other.scope() == default.scope() && other.keys.collides(default.keys));
            match rival {
                Some(rival) => {
                    let taken = Taken { keys: default.keys, from: default.action, by: rival.action };
                    keymap.taken.push(taken);
                }
                None => keymap.bindings.push(default),
            }
        }
        keymap
    }

    /// Returns the meaning of `key` in `scope`. `pending` is the first key if `key` is the second of two.
    ///
    /// The bindings of the scope take precedence over those of all scopes. In the filter box keys write text. There
    /// only its own bindings apply, and those of quit, suspend, repaint and help whose keys are not characters.
    pub fn lookup(&self, scope: ActionScope, pending: Option<Key>, key: Key) -> Lookup {
        if scope == ActionScope::FilterBox {
            return self.lookup_in_box(key);
        }
        let first = pending.unwrap_or(key);
        let mut seconds: Vec<(Key, Action)> = Vec::new();
        for scope in [scope, ActionScope::Anywhere].into_iter().take(if scope == ActionScope::Anywhere { 1 } else { 2 })
        {
            for binding in self.bindings.iter().filter(|binding| binding.scope() == scope) {
                if binding.keys.first == first {
                    match binding.keys.second {
                        // A pane's own two-key command takes precedence over a single key that has an action in all
                        // scopes.
                        None if pending.is_none() && seconds.is_empty() => return Lookup::Action(binding.action),
                        Some(second) if pending.is_some() && second == key => return Lookup::Action(binding.action),
                        Some(second) if !seconds.iter().any(|(other, _)| *other == second) => {
                            seconds.push((second, binding.action));
                        }
                        _ => {}
                    }
                }
            }
        }
        if pending.is_some() || seconds.is_empty() { Lookup::None } else { Lookup::Pending(seconds) }
    }

    /// Returns the meaning of `key` in the filter box, where every character is text.
    fn lookup_in_box(&self, key: Key) -> Lookup {
        let holds = |binding: &&Binding| {
            let is_allowed = match binding.scope() {
                ActionScope::FilterBox => true,
                ActionScope::Anywhere => {
                    matches!(binding.action, Action::Quit | Action::Suspend | Action::Repaint | Action::Help)
                }
                _ => false,
            };
            is_allowed && binding.keys == KeySequence::one(key) && !key.is_typed()
        };
        match self.bindings.iter().filter(holds).min_by_key(|binding| binding.scope() != ActionScope::FilterBox) {
            Some(binding) => Lookup::Action(binding.action),
            None => Lookup::None,
        }
    }

    /// Returns the keys of an action, in the order of the file.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = KeySequence> {
        self.bindings.iter().filter(move |binding| binding.action == action).map(|binding| binding.keys)
    }

    /// Returns the first key of an action, as a hint shows it.
    pub fn hint(&self, action: Action, ascii: bool) -> Option<String> {
        self.keys_of(action).next().map(|keys| keys.short(ascii))
    }

    /// True if the keys of an action are the user's own.
    pub fn is_own(&self, action: Action) -> bool {
        self.bindings.iter().any(|binding| binding.action == action && binding.is_own)
    }

    /// Returns every binding, in the order of the table of actions.
    pub fn bindings(&self) -> impl Iterator<Item = &Binding> {
        ACTIONS.iter().flat_map(|row| self.bindings.iter().filter(move |binding| binding.action == row.action))
    }

    /// Returns pairs of bindings with the same keys, where the binding of a pane hides that of all scopes.
    pub fn hidden(&self) -> Vec<(Binding, Binding)> {
        let mut pairs = Vec::new();
        for pane in self.bindings().filter(|binding| binding.scope() != ActionScope::Anywhere) {
            for anywhere in self.bindings().filter(|binding| binding.scope() == ActionScope::Anywhere) {
                if pane.scope() != ActionScope::FilterBox && pane.keys.collides(anywhere.keys) {
                    pairs.push((*pane, *anywhere));
                }
            }
        }
        pairs
    }
}

fn where_of(scope: ActionScope) -> String {
    match scope {
        ActionScope::Anywhere => "everywhere".to_owned(),
        _ => format!("in the {}", scope.name()),
    }
}

/// Reads the bindings of a table of `action = key or list of keys`, each with the range of its text.
fn read_bindings(
    table: &DeTable<'_>,
    source: Source<'_>,
    problems: &mut Vec<ConfigProblem>,
) -> Vec<(Binding, std::ops::Range<usize>)> {
    let mut read = Vec::new();
    let is_own = source.path.is_some();
    for (name, value) in table {
        let text = name.get_ref().as_ref();
        let Some(action) = Action::by_name(text) else {
            let names = ACTIONS.iter().map(|row| row.name);
            problems.push(
                source
                    .problem(name.span(), "unknown action", format!("unknown action “{text}”"))
                    .allowing("“newsreader config keys” lists the actions")
                    .suggesting(nearest(text, names).map(|word| format!("“{word}”"))),
            );
            continue;
        };
        let single = std::slice::from_ref(value);
        let values = value.get_ref().as_array().map_or(single, |array| &array[..]);
        for value in values {
            let span = value.span();
            match value.get_ref() {
                // An empty name removes the keys of the action: the action is named but has no keys.
                DeValue::String(keys) if keys.is_empty() => {}
                DeValue::String(keys) => match KeySequence::parse(keys) {
                    Some(keys) => read.push((Binding { keys, action, is_own }, span)),
                    None => problems.push(not_a_key(source, span, keys)),
                },
                _ => problems.push(not_a_key(source, span, "")),
            }
        }
    }
    read
}

fn not_a_key(source: Source<'_>, span: std::ops::Range<usize>, keys: &str) -> ConfigProblem {
    let written = source.text.get(span.clone()).unwrap_or_default().to_owned();
    let is_long = keys.split_whitespace().count() > 2;
    let suggestion = keys.rsplit(['-', ' ']).next().and_then(|name| nearest(name, key::key_names()));
    source
        .problem(span, "not a key", format!("{written} is not a key"))
        .allowing(if is_long {
            "a command has one key or two"
        } else {
            "a key is a character or a name such as \"ctrl-d\", \"alt-left\", \"pgdn\", \"f2\", \"g g\""
        })
        .suggesting(suggestion.filter(|_| !is_long).map(|name| {
            let start = &keys[..keys.rfind(['-', ' ']).map_or(0, |at| at + 1)];
            format!("\"{start}{name}\"")
        }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot make its input has failed")]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::parse(name).unwrap()
    }

    fn own(text: &str) -> (Keymap, Vec<String>) {
        let table = DeTable::parse(text).unwrap();
        let mut problems = Vec::new();
        let source = Source { name: "c.toml", path: Some("c.toml".as_ref()), text };
        let keymap = Keymap::with_own(table.get_ref(), source, &mut problems);
        (keymap, problems.iter().map(ConfigProblem::sentence).collect())
    }

    #[test]
    fn the_shipped_keys_are_whole() {
        let table = DeTable::parse(DEFAULT_KEYS).unwrap();
        let source = Source { name: "keys.toml", path: Some("keys.toml".as_ref()), text: DEFAULT_KEYS };
        let mut problems = Vec::new();
        // Read as a user's own file, two actions on the same key would be a problem.
        let keymap = Keymap::with_own(table.get_ref(), source, &mut problems);
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
        for row in ACTIONS {
            assert!(keymap.keys_of(row.action).next().is_some(), "{} has a key", row.name);
        }
    }

    #[test]
    fn a_pane_comes_before_everywhere() {
        let keymap = Keymap::defaults();
        let action = |scope, name| keymap.lookup(scope, None, key(name));
        assert_eq!(action(ActionScope::List, "j"), Lookup::Action(Action::MoveDown));
        assert_eq!(action(ActionScope::Reader, "h"), Lookup::Action(Action::ReaderToList));
        assert_eq!(action(ActionScope::Timeline, "h"), Lookup::Action(Action::BinLeft));
        assert_eq!(action(ActionScope::Timeline, "b"), Lookup::Action(Action::FilledBinLeft));
        assert_eq!(action(ActionScope::Reader, "b"), Lookup::Action(Action::ReaderPageUp));
        assert_eq!(action(ActionScope::List, "b"), Lookup::None);
        assert_eq!(action(ActionScope::Timeline, "pgdn"), Lookup::Action(Action::PageDown));
    }

    #[test]
    fn two_keys_wait_and_then_act() {
        let keymap = Keymap::defaults();
        let Lookup::Pending(seconds) = keymap.lookup(ActionScope::List, None, key("g")) else { panic!("g waits") };
        assert!(seconds.contains(&(key("g"), Action::First)) && seconds.contains(&(key("u"), Action::GoToUndated)));
        assert_eq!(keymap.lookup(ActionScope::List, Some(key("g")), key("g")), Lookup::Action(Action::First));
        assert_eq!(
            keymap.lookup(ActionScope::Timeline, Some(key("y")), key("y")),
            Lookup::Action(Action::CopyCitation)
        );
        assert_eq!(keymap.lookup(ActionScope::List, Some(key("g")), key("z")), Lookup::None);
    }

    #[test]
    fn the_filter_box_lets_characters_through() {
        let keymap = Keymap::defaults();
        for name in ["q", "Q", "?", "j", "space", "g"] {
            assert_eq!(keymap.lookup(ActionScope::FilterBox, None, key(name)), Lookup::None, "{name}");
        }
        assert_eq!(keymap.lookup(ActionScope::FilterBox, None, key("enter")), Lookup::Action(Action::BoxKeep));
        assert_eq!(keymap.lookup(ActionScope::FilterBox, None, key("esc")), Lookup::Action(Action::BoxLeave));
        assert_eq!(keymap.lookup(ActionScope::FilterBox, None, key("ctrl-c")), Lookup::Action(Action::Quit));
        assert_eq!(keymap.lookup(ActionScope::FilterBox, None, key("f1")), Lookup::Action(Action::FilterLanguage));
        assert_eq!(keymap.lookup(ActionScope::FilterBox, None, key("ctrl-l")), Lookup::Action(Action::Repaint));
        assert_eq!(keymap.lookup(ActionScope::FilterBox, None, key("pgdn")), Lookup::None);
    }

    #[test]
    fn own_keys_replace_take_and_take_away() {
        let (keymap, problems) = own("zen = [\"f\", \"ctrl-z\"]\nquit = \"\"\nrescan = \"g\"\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!(keymap.lookup(ActionScope::List, None, key("f")), Lookup::Action(Action::Zen));
        assert_eq!(keymap.lookup(ActionScope::List, None, key("z")), Lookup::None);
        assert_eq!(keymap.lookup(ActionScope::List, None, key("Q")), Lookup::None);
        assert_eq!(keymap.lookup(ActionScope::Timeline, None, key("f")), Lookup::Action(Action::FilterToBin));
        assert_eq!(keymap.lookup(ActionScope::List, None, key("g")), Lookup::Action(Action::Rescan));
        let taken: Vec<String> = keymap.taken.iter().map(|taken| taken.keys.name()).collect();
        assert_eq!(taken, ["g g", "g u", "g a", "ctrl-z", "g d"]);
    }

    #[test]
    fn own_keys_on_top_of_each_other_are_a_problem() {
        let (keymap, problems) = own("zen = \"x\"\ninfo = \"x\"\nopen = \"ctrl-entr\"\nzne = \"k\"\n");
        assert_eq!(keymap.lookup(ActionScope::List, None, key("x")), Lookup::Action(Action::Zen));
        assert_eq!(problems.len(), 3);
        let has = |text: &str| assert!(problems.iter().any(|problem| problem.contains(text)), "{text}: {problems:?}");
        has("“x” is taken by “zen”");
        has("\"ctrl-entr\" is not a key");
        has("Did you mean \"ctrl-enter\"?");
        has("unknown action “zne”. “newsreader config keys” lists the actions. Did you mean “zen”?");
    }
}
