//! Decodes the bytes of the terminal's input into events, even if sequences are cut off, mixed up or incomplete.
//!
//! `termina` knows the meaning of complete sequences only. Its parser keeps an unfinished sequence for ever, together
//! with all later keys, and subtracts 1 from a coordinate of 0. So this decoder cuts the stream into complete
//! characters and sequences by the grammar of ECMA-48, and parses each of them alone.

use std::time::Duration;

use memchr::memmem;
use termina::event::{KeyCode, KeyEvent, Modifiers};
use termina::{Event, Parser};

/// The longest wait after `ESC`, which may be the key Esc or the first byte of a sequence.
///
/// The bytes of one key arrive together, and Esc must have its effect within a frame. tmux waits equally long.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(10);
/// The longest wait for the rest of a longer unfinished sequence.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(25);
/// The longest pause within a report of the terminal.
///
/// A report is not a key, so no key waits for it. It may pause over a slow connection, and if it were abandoned too
/// early, the rest of it would be executed as keys.
const REPORT_PATIENCE: Duration = Duration::from_secs(1);
/// The longest pause within a paste. A paste may pause over a slow connection as well, and if its end were assumed too
/// early, the rest of it would be executed as keys.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);
/// The greatest size of a paste; the rest is dropped. A text box holds a single line.
const PASTE_BYTES_MAX: usize = 1024 * 1024;
/// The greatest length of the sequences that the program knows. The rest of a longer one is skipped up to its end.
const SEQUENCE_BYTES_MAX: usize = 64;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// The kind of input that is unfinished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing is unfinished.
    #[default]
    Ground,
    /// A character of more than one byte.
    Character,
    /// `ESC`, which may also be a key.
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
    /// `ESC` in a report: its end, or the start of another sequence.
    ReportEscape,
    /// A bracketed paste.
    Paste {
        /// True if nothing arrived for [`SEQUENCE_PATIENCE`].
        is_paused: bool,
    },
}

/// A decoder that cuts the input into events, and keeps the unfinished part.
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
            // A Ctrl-C inside a paste is between other text. A Ctrl-C alone after a pause was typed.
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

    /// Returns the longest wait for the rest of an unfinished part; `None` if there is no limit.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            // The next byte completes or ends an unfinished character, so no key has to wait for it.
            State::Ground | State::Character => None,
            State::Escape => Some(ESCAPE_PATIENCE),
            State::Paste { is_paused: true } => Some(PASTE_PATIENCE.saturating_sub(SEQUENCE_PATIENCE)),
            State::Report | State::ReportEscape => Some(REPORT_PATIENCE),
            // The sequence of a key has none of these characters here.
            State::Csi if matches!(self.unfinished.get(2), Some(b'?' | b'>' | b'=')) => Some(REPORT_PATIENCE),
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Gives up the unfinished part, because nothing arrived for as long as [`Self::patience`] says.
    pub fn time_out(&mut self, events: &mut Vec<Event>) {
        match self.state {
            State::Paste { is_paused: false } => self.state = State::Paste { is_paused: true },
            State::Paste { is_paused: true } => {
                // Ctrl-C at the end was pressed because the program did not respond, so it is handled as a key.
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

            // The first `ESC` was the key Esc, pressed before another key that sends `ESC`.
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
            // The bytes are numbers; 0 is a column that is too large for the report.
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

            // The byte does not continue the unfinished part.
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

    /// Keeps a byte of a sequence. One byte beyond the limit is kept, to mark a sequence that is too long.
    fn push(&mut self, byte: u8) {
        if self.unfinished.len() <= SEQUENCE_BYTES_MAX {
            self.unfinished.push(byte);
        }
    }

    fn forget(&mut self) {
        self.state = State::Ground;
        self.unfinished.clear();
    }

    /// Starts a character, with Alt if `ESC` was before it. A byte that cannot start a character is skipped.
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

    /// Drops the unfinished part. If only its first bytes are there, they may be a key.
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

    /// Adds the bytes of the paste, and returns the rest.
    fn feed_paste<'bytes>(&mut self, bytes: &'bytes [u8], events: &mut Vec<Event>) -> &'bytes [u8] {
        let n_before = self.paste.len();
        self.paste.extend_from_slice(bytes);
        // The end mark may be split across two reads.
        let search_from = n_before.saturating_sub(PASTE_END.len() - 1);
        if let Some(at) = memmem::find(&self.paste[search_from..], PASTE_END) {
            let end = search_from + at;
            self.paste.truncate(end);
            self.finish_paste(events);
            return &bytes[end + PASTE_END.len() - n_before..];
        }
        // Drops the excess, except the last bytes, which may be the beginning of the end mark.
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

/// Returns the event of one complete character or sequence, if it has exactly one.
///
/// Each call uses a new parser, so that no rest of an unknown sequence stays in it.
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

/// True if `next` is the first byte of a report and not just the byte after a key with Alt.
///
/// An operating system command begins with a number, a device control string with a number or a sign, and an answer
/// about graphics with `G`.
fn starts_report(introducer: u8, next: u8) -> bool {
    match introducer {
        b']' => next.is_ascii_digit(),
        b'P' => matches!(next, b'0'..=b'9' | b'!' | b'$' | b'+' | b'>' | b'|'),
        _ => next == b'G',
    }
}

/// True if a sequence has the form of a key or of a mouse report. The parser would take the end of another sequence for
/// a key.
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

/// True if a sequence is a mouse report with column or row 0. They are numbered from 1.
fn is_report_of_nowhere(sequence: &[u8]) -> bool {
    let numbers = match sequence {
        // In this form the numbers are bytes, from 33.
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
