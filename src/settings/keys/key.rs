//! Keys and sequences of keys: parses their names, and formats them for files and hints.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key press with its modifiers, in the normal form in which bindings are compared.
///
/// A shifted letter is its upper-case character without `shift`, because only some terminals report Shift. With Ctrl,
/// letters are lower-case, because the control codes of terminals have no case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd)]
pub struct Key {
    /// The key without its modifiers.
    pub code: KeyCode,
    /// True if Ctrl was held.
    pub ctrl: bool,
    /// True if Alt was held.
    pub alt: bool,
    /// True if Shift was held; always false for characters.
    pub shift: bool,
}

/// One key, or two keys pressed in succession.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeySequence {
    pub first: Key,
    /// The second key, if the first one waits for it.
    pub second: Option<Key>,
}

/// The keys that are not characters: the name in files, the name in hints, the key.
const NAMES: [(&str, &str, KeyCode); 16] = [
    ("space", "Space", KeyCode::Char(' ')),
    ("enter", "↵", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("del", "Del", KeyCode::Delete),
    ("ins", "Ins", KeyCode::Insert),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pgup", "PgUp", KeyCode::PageUp),
    ("pgdn", "PgDn", KeyCode::PageDown),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    // `<` begins a name in `--keys`, so it needs a name there.
    ("lt", "<", KeyCode::Char('<')),
];

/// Returns the names of keys, for suggestions.
pub fn key_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, ..)| *name)
}

impl Key {
    /// Creates a key without modifiers.
    pub fn plain(code: KeyCode) -> Self {
        Self::new(code, false, false, false)
    }

    /// Returns the event that a terminal sends for the key, for `--keys` and for tests.
    pub fn to_event(self) -> KeyEvent {
        let is_upper = matches!(self.code, KeyCode::Char(character) if character.is_uppercase());
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.ctrl);
        modifiers.set(KeyModifiers::ALT, self.alt);
        modifiers.set(KeyModifiers::SHIFT, self.shift || is_upper);
        match (self.code, self.shift) {
            (KeyCode::Tab, true) => KeyEvent::new(KeyCode::BackTab, modifiers),
            (code, _) => KeyEvent::new(code, modifiers),
        }
    }

    /// True if the key writes a character in a text field.
    pub fn is_typed(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }

    /// Creates a key with its modifiers, in normal form.
    pub fn new(code: KeyCode, ctrl: bool, alt: bool, shift: bool) -> Self {
        match code {
            KeyCode::BackTab => Self { code: KeyCode::Tab, ctrl, alt, shift: true },
            KeyCode::Char(character) => {
                let mut cases = (character.to_lowercase(), character.to_uppercase());
                // A letter whose other case has several characters is unchanged, such as `ß` with Shift.
                let character = match (cases.0.next(), cases.0.next(), cases.1.next(), cases.1.next()) {
                    (Some(lower), None, ..) if ctrl => lower,
                    (_, _, Some(upper), None) if shift => upper,
                    _ => character,
                };
                Self { code: KeyCode::Char(character), ctrl, alt, shift: false }
            }
            _ => Self { code, ctrl, alt, shift },
        }
    }

    /// Parses the name of a key: `ctrl-d`, `pgdn`, `space`, `shift-tab`, `f1`, `alt-left`, `G`, `?`.
    pub fn parse(name: &str) -> Option<Self> {
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = name;
        loop {
            let lower = rest.to_ascii_lowercase();
            let held = [("ctrl-", &mut ctrl), ("alt-", &mut alt), ("shift-", &mut shift)]
                .into_iter()
                .find(|(prefix, _)| lower.starts_with(prefix) && lower.len() > prefix.len());
            let Some((prefix, held)) = held else { break };
            *held = true;
            rest = &rest[prefix.len()..];
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.next()) {
            (Some(character), None) if !character.is_control() && !crate::text::safe::is_unsafe(character) => {
                KeyCode::Char(character)
            }
            _ => {
                let lower = rest.to_ascii_lowercase();
                let number = lower.strip_prefix('f').and_then(|number| number.parse().ok());
                match number {
                    Some(number @ 1..=24) => KeyCode::F(number),
                    _ => NAMES.iter().find(|(name, ..)| *name == lower)?.2,
                }
            }
        };
        Some(Self::new(code, ctrl, alt, shift))
    }

    /// Returns the name of the key in files: `ctrl-d`.
    pub fn name(self) -> String {
        let key = match self.code {
            KeyCode::F(number) => format!("f{number}"),
            KeyCode::Char(character) if character != ' ' => character.to_string(),
            code => named(code).map_or_else(|| format!("{code:?}").to_lowercase(), |(name, ..)| (*name).to_owned()),
        };
        let held = |on, name| if on { name } else { "" };
        format!("{}{}{}{key}", held(self.ctrl, "ctrl-"), held(self.alt, "alt-"), held(self.shift, "shift-"))
    }

    /// Returns the shortest form of the key, for hints: `^D`, `↵`, `⇧Tab`. With `ascii`: `^D`, `Enter`, `S-Tab`.
    pub fn short(self, ascii: bool) -> String {
        let key = match self.code {
            KeyCode::F(number) => format!("F{number}"),
            KeyCode::Char(character) if character != ' ' && self.ctrl => character.to_uppercase().to_string(),
            KeyCode::Char(character) if character != ' ' => character.to_string(),
            code => match named(code) {
                Some((name, _, _)) if ascii => capitalised(name),
                Some((_, short, _)) => (*short).to_owned(),
                None => format!("{code:?}"),
            },
        };
        let held = |on, sign| if on { sign } else { "" };
        let (alt, shift) = if ascii { ("M-", "S-") } else { ("Alt-", "⇧") };
        format!("{}{}{}{key}", held(self.ctrl, "^"), held(self.alt, alt), held(self.shift, shift))
    }
}

fn named(code: KeyCode) -> Option<&'static (&'static str, &'static str, KeyCode)> {
    NAMES.iter().find(|(.., named)| *named == code)
}

fn capitalised(name: &str) -> String {
    match name {
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        _ => name[..1].to_uppercase() + &name[1..],
    }
}

impl KeySequence {
    pub fn one(key: Key) -> Self {
        Self { first: key, second: None }
    }

    /// Parses the name of a sequence: one key, or two separated by a space, such as `g g`.
    pub fn parse(name: &str) -> Option<Self> {
        let mut keys = name.split_whitespace();
        let first = Key::parse(keys.next()?)?;
        let second = match keys.next() {
            Some(second) => Some(Key::parse(second)?),
            None => None,
        };
        keys.next().is_none().then_some(Self { first, second })
    }

    /// Returns the name of the sequence in files: `g g`.
    pub fn name(self) -> String {
        match self.second {
            Some(second) => format!("{} {}", self.first.name(), second.name()),
            None => self.first.name(),
        }
    }

    /// Returns the sequence for hints: `gg`, `^D`, `↵`.
    pub fn short(self, ascii: bool) -> String {
        match self.second {
            Some(second) if self.first.is_typed() && second.is_typed() => {
                format!("{}{}", self.first.short(ascii), second.short(ascii))
            }
            Some(second) => format!("{} {}", self.first.short(ascii), second.short(ascii)),
            None => self.first.short(ascii),
        }
    }

    /// True if both sequences are equal, or one is the beginning of the other, so that they conflict.
    pub fn collides(self, other: Self) -> bool {
        self.first == other.first && (self.second.is_none() || other.second.is_none() || self.second == other.second)
    }
}

/// Parses the keys of a `--keys` argument: characters as they are, other keys as `<enter>`, `<ctrl-d>`, `<lt>`.
///
/// # Errors
/// Returns a sentence that names the invalid key.
pub fn parse_typed(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(inside) = rest.strip_prefix('<') {
            let end = inside.find('>').ok_or("missing > after <; the character < is written <lt>")?;
            let name = &inside[..end];
            keys.push(Key::parse(name).ok_or_else(|| format!("<{name}> is not a key"))?);
            rest = &inside[end + 1..];
        } else {
            let code = if character == '\n' { KeyCode::Enter } else { KeyCode::Char(character) };
            keys.push(Key::plain(code));
            rest = &rest[character.len_utf8()..];
        }
    }
    Ok(keys)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot make its input has failed")]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written() {
        for name in [
            "ctrl-d",
            "pgdn",
            "space",
            "enter",
            "esc",
            "tab",
            "shift-tab",
            "f1",
            "f12",
            "alt-left",
            "G",
            "?",
            "-",
            "+",
            "ctrl--",
            "ctrl-alt-x",
            "\\",
            "g g",
            "y l",
            "<",
            "ж",
        ] {
            assert_eq!(KeySequence::parse(name).map(KeySequence::name).as_deref(), Some(name));
        }
        assert_eq!(Key::parse("shift-g"), Key::parse("G"));
        assert_eq!(Key::parse("Ctrl-D"), Key::parse("ctrl-d"));
        assert_eq!(Key::parse("pagedown"), None);
        assert_eq!(KeySequence::parse("g g g"), None);
        assert_eq!(KeySequence::parse(""), None);
    }

    #[test]
    fn keys_come_in_one_form() {
        let name = |code, ctrl, shift| Key::new(code, ctrl, false, shift).name();
        assert_eq!(name(KeyCode::BackTab, false, true), "shift-tab");
        assert_eq!(name(KeyCode::BackTab, false, false), "shift-tab");
        assert_eq!(name(KeyCode::Char('G'), false, true), "G");
        assert_eq!(name(KeyCode::Char('G'), false, false), "G");
        assert_eq!(name(KeyCode::Char('g'), false, true), "G");
        assert_eq!(name(KeyCode::Char('?'), false, true), "?");
        assert_eq!(name(KeyCode::Char('D'), true, true), "ctrl-d");
        for name in ["shift-tab", "G", "ctrl-d", "alt-left", "?"] {
            let key = Key::parse(name).unwrap();
            let event = key.to_event();
            let held = |modifier| event.modifiers.contains(modifier);
            let again =
                Key::new(event.code, held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT));
            assert_eq!(again, key, "{name}");
        }
    }

    #[test]
    fn hints_are_short() {
        let short = |name: &str, ascii| KeySequence::parse(name).unwrap().short(ascii);
        let all = ["ctrl-d", "enter", "shift-tab", "g g", "alt-left", "space", "pgdn", "f1"];
        assert_eq!(all.map(|name| short(name, false)), ["^D", "↵", "⇧Tab", "gg", "Alt-←", "Space", "PgDn", "F1"]);
        assert_eq!(all.map(|name| short(name, true)), ["^D", "Enter", "S-Tab", "gg", "M-Left", "Space", "PgDn", "F1"]);
    }

    #[test]
    fn typed_keys_name_what_is_no_character() {
        let names = |text| parse_typed(text).map(|keys| keys.into_iter().map(Key::name).collect::<Vec<_>>());
        assert_eq!(
            names("/a B<enter><ctrl-d><lt>"),
            Ok(["/", "a", "space", "B", "enter", "ctrl-d", "<"].map(String::from).to_vec())
        );
        assert_eq!(names("<entr>"), Err("<entr> is not a key".to_owned()));
        assert!(names("<enter").is_err());
    }
}
