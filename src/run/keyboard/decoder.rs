//! Bytes of the terminal's input become events, whatever was cut off, mixed up or left out.
//!
//! `termina` knows the meaning of a whole sequence. It does not find the end of one that is not whole: its parser
//! keeps an unfinished sequence for ever, with every key behind it, and subtracts 1 from a coordinate of 0. So the
//! stream is cut into whole characters and sequences here, by the grammar of ECMA-48, and each is parsed alone.

use std::time::Duration;

use memchr::memmem;
use termina::event::{KeyCode, KeyEvent, Modifiers};
use termina::{Event, Parser};

/// The longest wait for the rest of a sequence after its first byte, which alone is the key Esc. The bytes of one key
/// arrive together, and Esc is to be drawn within a frame. tmux waits as long.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(10);
/// The longest wait for the rest of a longer unfinished sequence.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(25);
/// The longest silence in an answer of the terminal. It is no key, so none waits for it; over a slow
/// connection it pauses, and the rest of one that is given up too early would be run as keys.
const REPORT_PATIENCE: Duration = Duration::from_secs(1);
/// The longest silence in a paste. A paste over a slow connection pauses too, and what follows
/// an end that is assumed too early would be run as keys.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);
/// The most of a paste that is kept: a text box holds a line.
const PASTE_BYTES_MAX: usize = 1024 * 1024;
/// No sequence that the program knows is longer. The rest of a longer one is skipped up to its end.
const SEQUENCE_BYTES_MAX: usize = 64;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// The part of the input that is not finished yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing is unfinished.
    #[default]
    Ground,
    /// A character of more than one byte.
    Character,
    /// `ESC`, which is a key of its own too.
    Escape,
    /// `ESC O`, then one letter.
    Ss3,
    /// `ESC [`, parameters, then one letter.
    Csi,
    /// `ESC [ [` and one letter: the function keys of the Linux console.
    ConsoleKey,
    /// `ESC [ M` and three bytes: a mouse report of old terminals.
    OldMouse,
    /// `ESC ]`, `ESC P` or `ESC _`: the start of a report, or a key with Alt.
    ReportStart,
    /// The text of a report, which is skipped.
    Report,
    /// `ESC` in a report: its end, or the start of something else.
    ReportEscape,
    /// A bracketed paste.
    Paste {
        /// True if nothing arrived for as long as a sequence may take.
        is_paused: bool,
    },
}

/// Cuts the input into events, and keeps what is not finished.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// The bytes of the unfinished character or sequence, as far as they are needed.
    unfinished: Vec<u8>,
    /// The text of the unfinished paste.
    paste: Vec<u8>,
}

impl Decoder {
    /// Adds the events that `bytes` complete.
    pub fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        let mut rest = bytes;
        if self.state == (State::Paste { is_paused: true }) {
            // A pasted Ctrl-C stands among text. One that comes alone after a pause is typed.
            if bytes.iter().all(|byte| *byte == CTRL_C) {
                self.finish_paste(events);
            } else {
                self.state = State::Paste { is_paused: false };
            }
        }
        while let Some((byte, others)) = rest.split_first() {
            if matches!(self.state, State::Paste { .. }) {
                rest = self.feed_paste(rest, events);
            } else {
                self.step(*byte, events);
                rest = others;
            }
        }
    }

    /// Returns the longest wait for the rest of what is unfinished. Without an answer there is nothing to wait for.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            // Any other byte ends an unfinished character, so it makes no key wait.
            State::Ground | State::Character => None,
            State::Escape => Some(ESCAPE_PATIENCE),
            State::Paste { is_paused: true } => Some(PASTE_PATIENCE.saturating_sub(SEQUENCE_PATIENCE)),
            State::Report | State::ReportEscape => Some(REPORT_PATIENCE),
            // The sequence of a key has no such sign.
            State::Csi if matches!(self.unfinished.get(2), Some(b'?' | b'>' | b'=')) => Some(REPORT_PATIENCE),
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Nothing arrived for as long as [`Self::patience`] says: what is unfinished is given up.
    pub fn time_out(&mut self, events: &mut Vec<Event>) {
        match self.state {
            State::Paste { is_paused: false } => self.state = State::Paste { is_paused: true },
            State::Paste { is_paused: true } => {
                // Whoever pressed Ctrl-C at a program that seemed deaf gets it.
                let n_text = self.paste.iter().rposition(|byte| *byte != CTRL_C).map_or(0, |last| last + 1);
                let is_interrupted = n_text < self.paste.len();
                self.paste.truncate(n_text);
                self.finish_paste(events);
                if is_interrupted {
                    self.step(CTRL_C, events);
                }
            }
            _ => self.give_up(events),
        }
    }

    fn step(&mut self, byte: u8, events: &mut Vec<Event>) {
        let is_control = byte < b' ' || byte == 0x7f;
        match (self.state, byte) {
            (State::Ground, ESC) => self.start(State::Escape, byte),
            (State::Ground, 0x80..) => self.start_character(byte),
            (State::Ground, _) => events.extend(event_of(&[byte])),

            (State::Character, 0x80..=0xbf) => {
                self.unfinished.push(byte);
                self.end_character(events);
            }

            // Esc was pressed twice, or before another key that sends a sequence.
            (State::Escape, ESC) => events.push(Event::Key(KeyCode::Escape.into())),
            (State::Escape, b'[') => self.go_on(State::Csi, byte),
            (State::Escape, b'O') => self.go_on(State::Ss3, byte),
            (State::Escape, b']' | b'P' | b'_') => self.go_on(State::ReportStart, byte),
            (State::Escape, 0x80..) => self.start_character(byte),
            (State::Escape, _) => {
                events.extend(with_alt(event_of(&[byte])));
                self.forget();
            }

            (State::Csi, b'[') if self.unfinished.len() == 2 => self.go_on(State::ConsoleKey, byte),
            (State::Csi, b'M') if self.unfinished.len() == 2 => self.go_on(State::OldMouse, byte),
            (State::Csi | State::Ss3, b'0'..=b'?') | (State::Csi, b' '..=b'/') => self.push(byte),
            (State::Csi | State::Ss3 | State::ConsoleKey, 0x40..=0x7e) => {
                self.push(byte);
                self.end_sequence(events);
            }
            // The bytes are numbers; 0 stands for a column that the report cannot hold.
            (State::OldMouse, 0 | b' '..) => {
                self.push(byte);
                if self.unfinished.len() == 6 {
                    self.end_sequence(events);
                }
            }

            (State::ReportStart, _) if starts_report(self.unfinished[1], byte) => self.state = State::Report,
            (State::Report, BEL) | (State::ReportEscape, b'\\') => self.forget(),
            (State::Report, ESC) => self.state = State::ReportEscape,
            (State::Report, _) if !is_control => {}
            (State::ReportEscape, _) => {
                self.start(State::Escape, ESC);
                self.step(byte, events);
            }

            // The byte belongs to nothing that is unfinished.
            (_, _) => {
                self.give_up(events);
                self.step(byte, events);
            }
        }
    }

    fn start(&mut self, state: State, byte: u8) {
        self.forget();
        self.go_on(state, byte);
    }

    fn go_on(&mut self, state: State, byte: u8) {
        self.state = state;
        self.push(byte);
    }

    /// Keeps a byte of a sequence. One byte more than the most stands for a sequence that is too long.
    fn push(&mut self, byte: u8) {
        if self.unfinished.len() <= SEQUENCE_BYTES_MAX {
            self.unfinished.push(byte);
        }
    }

    fn forget(&mut self) {
        self.state = State::Ground;
        self.unfinished.clear();
    }

    /// Starts a character, with Alt where `ESC` came before it. A byte that starts none is skipped.
    fn start_character(&mut self, byte: u8) {
        if matches!(byte, 0xc2..=0xf4) {
            self.go_on(State::Character, byte);
        } else {
            self.forget();
        }
    }

    fn end_character(&mut self, events: &mut Vec<Event>) {
        let (has_alt, bytes) = match self.unfinished.split_first() {
            Some((&ESC, character)) => (true, character),
            _ => (false, &self.unfinished[..]),
        };
        let n_bytes = match bytes[0] {
            0xf0.. => 4,
            0xe0.. => 3,
            _ => 2,
        };
        if bytes.len() == n_bytes {
            let event = event_of(bytes);
            events.extend(if has_alt { with_alt(event) } else { event });
            self.forget();
        }
    }

    fn end_sequence(&mut self, events: &mut Vec<Event>) {
        if self.unfinished == PASTE_START {
            self.unfinished.clear();
            self.state = State::Paste { is_paused: false };
            return;
        }
        if is_key_or_report(&self.unfinished) && !is_report_of_nowhere(&self.unfinished) {
            events.extend(event_of(&self.unfinished));
        }
        self.forget();
    }

    /// Gives up what is unfinished. Its start alone may be a key.
    fn give_up(&mut self, events: &mut Vec<Event>) {
        match (self.state, &self.unfinished[..]) {
            (State::Escape, _) => events.push(Event::Key(KeyCode::Escape.into())),
            (State::Csi | State::Ss3 | State::ReportStart, &[ESC, key]) => {
                events.extend(with_alt(event_of(&[key])));
            }
            _ => {}
        }
        self.forget();
    }

    /// Takes what belongs to the paste, and returns the rest.
    fn feed_paste<'bytes>(&mut self, bytes: &'bytes [u8], events: &mut Vec<Event>) -> &'bytes [u8] {
        let n_before = self.paste.len();
        self.paste.extend_from_slice(bytes);
        // The end may lie across two reads.
        let search_from = n_before.saturating_sub(PASTE_END.len() - 1);
        if let Some(at) = memmem::find(&self.paste[search_from..], PASTE_END) {
            let end = search_from + at;
            self.paste.truncate(end);
            self.finish_paste(events);
            return &bytes[end + PASTE_END.len() - n_before..];
        }
        // What is too much goes, but for the bytes that may be the start of the end.
        let n_kept_behind = PASTE_END.len() - 1;
        if self.paste.len() > PASTE_BYTES_MAX + n_kept_behind {
            self.paste.drain(PASTE_BYTES_MAX..self.paste.len() - n_kept_behind);
        }
        &[]
    }

    fn finish_paste(&mut self, events: &mut Vec<Event>) {
        self.paste.truncate(PASTE_BYTES_MAX);
        if !self.paste.is_empty() {
            events.push(Event::Paste(String::from_utf8_lossy(&self.paste).into_owned()));
        }
        self.paste = Vec::new();
        self.forget();
    }
}

/// The event of one whole character or sequence, if it has exactly one.
///
/// Each has a parser of its own, in which nothing is left of a sequence that it does not know.
fn event_of(bytes: &[u8]) -> Option<Event> {
    let mut parser = Parser::default();
    parser.parse(bytes, false);
    let event = parser.pop()?;
    parser.pop().is_none().then_some(event)
}

fn with_alt(event: Option<Event>) -> Option<Event> {
    match event? {
        Event::Key(key) => Some(Event::Key(KeyEvent { modifiers: key.modifiers | Modifiers::ALT, ..key })),
        event => Some(event),
    }
}

/// Returns true if `next` opens the text of a report rather than following a key with Alt: an operating system
/// command has a number, a device control string one or a sign, an answer about graphics a `G`.
fn starts_report(introducer: u8, next: u8) -> bool {
    match introducer {
        b']' => next.is_ascii_digit(),
        b'P' => matches!(next, b'0'..=b'9' | b'!' | b'$' | b'+' | b'>' | b'|'),
        _ => next == b'G',
    }
}

/// Returns true if a sequence has the form of a key or of a mouse report. The parser would take the end of another
/// one for a key.
fn is_key_or_report(sequence: &[u8]) -> bool {
    match sequence {
        _ if sequence.len() > SEQUENCE_BYTES_MAX => false,
        [ESC, b'O' | b'[', _] | [ESC, b'[', b'[', _] | [ESC, b'[', b'M', _, _, _] => true,
        [ESC, b'[', b'0'..=b'9' | b'<', parameters @ .., _] => {
            parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'))
        }
        _ => false,
    }
}

/// Returns true if a sequence is a mouse report with column or row 0, which count from 1.
fn is_report_of_nowhere(sequence: &[u8]) -> bool {
    let numbers = match sequence {
        // Here numbers are bytes, from 33.
        [ESC, b'[', b'M', _, column, row] => return *column <= 32 || *row <= 32,
        [ESC, b'[', b'<', numbers @ .., b'M' | b'm'] => numbers,
        [ESC, b'[', numbers @ .., b'M'] => numbers,
        _ => return false,
    };
    let text = str::from_utf8(numbers).unwrap_or_default();
    text.split(';').skip(1).any(|number| number.parse() == Ok(0_u16))
}

#[cfg(test)]
mod tests;
