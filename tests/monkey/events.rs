//! The events of a seed: keys, sequences of keys, filters, folders, clicks, pastes, sizes and changes of files.

use std::collections::VecDeque;
use std::fmt;

use crossterm::event::KeyCode;
use newsreader::query::field::FIELDS;
use newsreader::settings::keys::{Key, KeySequence, Keymap};

use crate::numbers::Numbers;

/// One in so many presses of a key that quits is done.
const PRESSES_A_QUIT: usize = 40;

/// Filters with hits in some of the folders, filters without hits, and filters with mistakes.
pub const FILTERS: &[&str] = &[
    "ferry",
    "sea wall",
    "-ferry",
    "harbour OR tolls",
    "(ferry OR bus) -night",
    "fer*",
    "=ferry",
    "~fery",
    "/^fer/",
    "\"night ferry\"",
    "\"night fer*\"",
    "date:2022-03",
    "date:2021..2022",
    "-date:2022",
    "date:2022-13",
    "is:undated",
    "words:>300",
    "source:harbour",
    "path:added",
    "title:record",
    "lang:en",
    "has:link",
    "record 7",
    "e",
    "\"open",
    "(",
    "港",
    "wide 👨‍👩‍👧",
    "nothing-has-this-word",
    "sorce:x",
    "/(/",
    "like:added-1.txt",
    "added",
    "  ",
    "-",
    "\\",
    "is:",
];

/// Texts to paste: several lines, control characters, characters of two columns, clusters of disputed width.
const PASTES: &[&str] = &[
    "ferry",
    "two\nlines",
    "tab\there\r\nand \u{1b}[31mred\u{1b}[0m \u{7}",
    "港口 の 항구",
    "👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ 🇳🇴 👍🏽",
    "e\u{301}e\u{302}\u{303}",
    "\u{202e}right to left\u{202c}",
    "\"",
    "date:2022-03 ",
    "\0\0",
    "",
];

/// The most frequent widths and heights: those of common terminals, and the smallest and largest allowed ones.
const SIZES: &[(u16, u16)] = &[
    (80, 24),
    (80, 24),
    (120, 40),
    (100, 30),
    (60, 16),
    (40, 10),
    (132, 43),
    (200, 50),
    (1, 1),
    (400, 150),
    (400, 1),
    (1, 150),
    (20, 5),
    (72, 12),
];

/// Characters that are not ASCII.
const CHARACTERS: &[char] = &['é', 'ß', '港', '👍', '\u{301}', 'ж', '‏', 'İ', '\u{a0}'];

/// The length in bytes at which a paste is cut in the trace.
const SHOWN_BYTES_MAX: usize = 120;

/// An event for the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Key(Key),
    /// A press of a mouse button. True if it is the second press at that place.
    Click(u16, u16, bool),
    /// A turn of the mouse wheel. True if it is downwards.
    Wheel(u16, u16, bool),
    Paste(String),
    /// A change of the size of the terminal.
    Resize(u16, u16),
    /// A change of files of the open folder, if that folder is one that changes.
    Change,
    /// A wait until all earlier events have been handled.
    Settle,
    /// A quit and a new start of the program.
    Restart,
}

impl fmt::Display for Event {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) if key.is_typed() && key.code != KeyCode::Char(' ') => write!(to, "{}", key.name()),
            Self::Key(key) => write!(to, "<{}>", key.name()),
            Self::Click(column, row, is_double) => {
                write!(to, "{}({column},{row})", if *is_double { "double" } else { "click" })
            }
            Self::Wheel(column, row, is_down) => {
                write!(to, "wheel-{}({column},{row})", if *is_down { "down" } else { "up" })
            }
            Self::Paste(text) if text.len() <= SHOWN_BYTES_MAX => write!(to, "paste({text:?})"),
            Self::Paste(text) => {
                let shown: String = text.chars().take(SHOWN_BYTES_MAX / 4).collect();
                write!(to, "paste({shown:?}… of {} bytes)", text.len())
            }
            Self::Resize(columns, rows) => write!(to, "resize({columns}×{rows})"),
            Self::Change => write!(to, "change"),
            Self::Settle => write!(to, "settle"),
            Self::Restart => write!(to, "restart"),
        }
    }
}

/// The endless events of a seed.
pub struct Events {
    /// The source of all random numbers, also for files.
    pub numbers: Numbers,
    waiting: VecDeque<Event>,
    bound: Vec<KeySequence>,
    folders: Vec<String>,
    size: (u16, u16),
    /// The number of presses of Esc since a key that may have opened the folder box.
    n_escapes: usize,
}

impl Events {
    /// Returns the events of a seed, with switches between `folders`.
    pub fn new(seed: u64, folders: Vec<String>) -> Self {
        let bound = Keymap::defaults().bindings().map(|binding| binding.keys).collect();
        Self { numbers: Numbers::new(seed), waiting: VecDeque::new(), bound, folders, size: (80, 24), n_escapes: 2 }
    }

    /// Returns the next event.
    pub fn next(&mut self) -> Event {
        if self.waiting.is_empty() {
            self.think();
        }
        let event = self.waiting.pop_front().unwrap_or(Event::Settle);
        self.kept_inside(event)
    }

    /// Replaces characters in an event that would lead out of the folders of the test, while the folder box may be
    /// open.
    fn kept_inside(&mut self, event: Event) -> Event {
        let is_outside = |character: char| matches!(character, '/' | '~' | '.' | '$');
        match event {
            Event::Key(key) if key == Key::plain(KeyCode::Esc) => self.n_escapes += 1,
            Event::Key(Key { code: KeyCode::Char('O' | ':' | '?') | KeyCode::F(1), .. }) => self.n_escapes = 0,
            Event::Key(Key { code: KeyCode::Char(character), .. }) if self.n_escapes < 2 && is_outside(character) => {
                return Event::Key(Key::plain(KeyCode::Char('x')));
            }
            Event::Paste(ref text) if self.n_escapes < 2 && !self.folders.contains(text) => {
                return Event::Paste(text.replace(is_outside, "x"));
            }
            _ => {}
        }
        event
    }

    /// Adds the next event, or the next few that belong together.
    fn think(&mut self) {
        match self.numbers.below(1000) {
            0..430 => self.bound_keys(),
            430..490 => self.random_keys(),
            490..560 => self.type_filter(),
            560..660 => {
                let (column, row) = self.place();
                self.waiting.push_back(Event::Click(column, row, false));
                if self.numbers.one_in(3) {
                    self.waiting.push_back(Event::Click(column, row, true));
                }
            }
            660..730 => {
                let ((column, row), is_down) = (self.place(), self.numbers.one_in(2));
                for _ in 0..=self.numbers.below(4) {
                    self.waiting.push_back(Event::Wheel(column, row, is_down));
                }
            }
            730..765 => {
                let text = self.pasted();
                self.waiting.push_back(Event::Paste(text));
            }
            765..800 => self.resize(),
            800..830 => self.open_folder(),
            830..900 => self.waiting.push_back(Event::Change),
            900..=998 => self.waiting.push_back(Event::Settle),
            _ => self.waiting.push_back(Event::Restart),
        }
    }

    /// Adds a key of the key table, or both keys of a sequence.
    fn bound_keys(&mut self) {
        let keys = self.numbers.pick(&self.bound);
        for key in std::iter::once(keys.first).chain(keys.second) {
            self.press_key(key);
        }
    }

    /// Adds one to four random keys.
    fn random_keys(&mut self) {
        for _ in 0..=self.numbers.below(4) {
            let code = match self.numbers.below(10) {
                0..6 => KeyCode::Char(char::from(b' ' + self.numbers.below(95) as u8)),
                6 => KeyCode::Char(self.numbers.pick(CHARACTERS)),
                7 => KeyCode::F(1 + self.numbers.below(12) as u8),
                _ => self.numbers.pick(&[
                    KeyCode::Esc,
                    KeyCode::Enter,
                    KeyCode::Backspace,
                    KeyCode::Delete,
                    KeyCode::Insert,
                    KeyCode::Tab,
                    KeyCode::Home,
                    KeyCode::End,
                    KeyCode::PageUp,
                    KeyCode::PageDown,
                    KeyCode::Up,
                    KeyCode::Down,
                    KeyCode::Left,
                    KeyCode::Right,
                ]),
            };
            let mut key = Key::plain(code);
            if let KeyCode::Char('a'..='z') = code {
                key.ctrl = self.numbers.one_in(3);
            }
            key.alt = self.numbers.one_in(8);
            self.press_key(key);
        }
    }

    /// Adds a press of a key. A key that quits is mostly left out, or every session would be short.
    fn press_key(&mut self, key: Key) {
        let may_quit = matches!(key.code, KeyCode::Char('q' | 'Q')) || (key.code == KeyCode::Char('c') && key.ctrl);
        if !may_quit || self.numbers.one_in(PRESSES_A_QUIT) {
            self.waiting.push_back(Event::Key(key));
        }
    }

    fn type_filter(&mut self) {
        self.press(&[KeyCode::Char('/')]);
        if self.numbers.one_in(3) {
            let ctrl_u = Key { ctrl: true, ..Key::plain(KeyCode::Char('u')) };
            self.waiting.push_back(Event::Key(ctrl_u));
        }
        let filter =
            if self.numbers.one_in(4) { self.numbers.pick(FIELDS).example } else { self.numbers.pick(FILTERS) };
        self.type_text(filter);
        let after = [KeyCode::Enter, KeyCode::Enter, KeyCode::Esc, KeyCode::Down];
        let after = self.numbers.pick(&after);
        self.press(&[after]);
    }

    fn open_folder(&mut self) {
        if !self.numbers.one_in(4) {
            self.press(&[KeyCode::Esc, KeyCode::Esc]);
        }
        self.press(&[KeyCode::Char('O')]);
        if self.numbers.one_in(5) {
            // One of the recent folders.
            for _ in 0..=self.numbers.below(4) {
                self.press(&[KeyCode::Down]);
            }
        } else {
            let at = self.numbers.below(self.folders.len());
            let folder = self.folders[at].clone();
            self.waiting.push_back(Event::Paste(folder));
            if self.numbers.one_in(12) {
                self.press(&[KeyCode::Char('x')]);
            }
        }
        self.press(&[KeyCode::Enter]);
        if self.numbers.one_in(3) {
            self.open_folder();
        } else if self.numbers.one_in(2) {
            self.waiting.push_back(Event::Settle);
            self.press(&[KeyCode::Esc, KeyCode::Esc]);
        }
    }

    /// Returns a place on the screen, or sometimes outside it.
    fn place(&mut self) -> (u16, u16) {
        let (columns, rows) = self.size;
        match self.numbers.below(20) {
            0 => self.numbers.pick(&[(0, 0), (u16::MAX, u16::MAX), (u16::MAX - 1, 0), (0, u16::MAX)]),
            1 => (self.numbers.below(500) as u16, self.numbers.below(200) as u16),
            _ => (self.numbers.below(usize::from(columns)) as u16, self.numbers.below(usize::from(rows)) as u16),
        }
    }

    fn pasted(&mut self) -> String {
        match self.numbers.below(6) {
            0 => self.numbers.pick(PASTES).repeat(1 + self.numbers.below(2_000)),
            1 => self.numbers.pick(FILTERS).to_owned(),
            _ => self.numbers.pick(PASTES).to_owned(),
        }
    }

    fn resize(&mut self) {
        let before = self.size;
        self.size = match self.numbers.below(3) {
            0 => (1 + self.numbers.below(400) as u16, 1 + self.numbers.below(150) as u16),
            1 => (1 + self.numbers.zipf(400) as u16, 1 + self.numbers.zipf(150) as u16),
            _ => self.numbers.pick(SIZES),
        };
        self.waiting.push_back(Event::Resize(self.size.0, self.size.1));
        if self.numbers.one_in(5) {
            // As a window that is made smaller and larger again in one movement.
            self.size = before;
            self.waiting.push_back(Event::Resize(before.0, before.1));
            return;
        }
        // Large and tiny screens are left soon, so that most events are on a usual one.
        if self.numbers.one_in(2) {
            for _ in 0..5 + self.numbers.below(20) {
                self.bound_keys();
            }
            self.size = (60 + self.numbers.below(70) as u16, 14 + self.numbers.below(30) as u16);
            self.waiting.push_back(Event::Resize(self.size.0, self.size.1));
        }
    }

    fn press(&mut self, codes: &[KeyCode]) {
        self.waiting.extend(codes.iter().map(|code| Event::Key(Key::plain(*code))));
    }

    fn type_text(&mut self, text: &str) {
        self.waiting.extend(text.chars().map(|character| Event::Key(Key::plain(KeyCode::Char(character)))));
    }
}
