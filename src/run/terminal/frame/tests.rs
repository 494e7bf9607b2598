//! Tests of the bytes of a frame, and of the screens that terminals with different widths of clusters make of them.

use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use unicode_width::UnicodeWidthChar;

use super::*;
use crate::run::changes::changes;

const COLUMNS: u16 = 24;

/// Returns a screen with these rows.
fn screen(rows: &[&str]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, COLUMNS, rows.len() as u16));
    for (y, row) in rows.iter().enumerate() {
        buffer.set_string(0, y as u16, row, Style::new());
    }
    buffer
}

fn bytes(shown: &Buffer, next: &Buffer) -> String {
    let mut bytes = Vec::new();
    let mut backend = CrosstermBackend::new(&mut bytes);
    write(&mut backend, next, &changes(shown, next)).expect("a vector takes everything");
    String::from_utf8(bytes).expect("sequences and text")
}

/// The sequence that resets colours and attributes, at the end of each run.
const PLAIN: &str = "\u{1b}[39m\u{1b}[49m\u{1b}[59m\u{1b}[0m";

#[test]
fn a_row_of_agreed_widths_is_written_by_its_changes() {
    let shown = screen(&["the ferry left", "a harbour", "Ça coule", "港の船"]);
    let next = screen(&["the fatty left", "a harbour", "Ça brûle", "港の海"]);
    assert_eq!(
        bytes(&shown, &next),
        format!("\u{1b}[1;6Hatt\u{1b}[3;4Hbrû\u{1b}[4;5H海{PLAIN}"),
        "only what changed, and e\u{301} or 港 is nothing to disagree on"
    );
    assert_eq!(bytes(&next, &next), "");
}

#[test]
fn a_row_with_a_disputed_width_is_written_whole_from_a_cleared_line() {
    let (plain, sign) = (screen(&["Beta a wall"]), screen(&["Beta ⚠️ wall"]));
    let blanks = " ".repeat(12);
    let whole = format!(
        "\u{1b}[?7l\u{1b}[1;1H\u{1b}[2K\u{1b}[1;1HBeta   {PLAIN}\u{1b}[1;6H⚠️{PLAIN}\u{1b}[1;8H wall{blanks}{PLAIN}\u{1b}[?7h"
    );
    assert_eq!(bytes(&plain, &sign), whole);
    let blanks = " ".repeat(13);
    let cleared = format!("\u{1b}[?7l\u{1b}[1;1H\u{1b}[2K\u{1b}[1;1HBeta a wall{blanks}{PLAIN}\u{1b}[?7h");
    assert_eq!(bytes(&sign, &plain), cleared, "the row held the sign before");
    assert_eq!(bytes(&sign, &sign), "", "nothing changed in the row");
}

#[test]
fn a_sign_that_the_terminal_makes_narrower_keeps_its_colours() {
    let plain = screen(&[""]);
    let mut sign = screen(&["⚠️"]);
    sign[(0, 0)].set_style(Style::new().bg(Color::Blue));
    let written = bytes(&plain, &sign);
    assert!(written.contains("\u{1b}[1;1H\u{1b}[39;48;5;4m  \u{1b}[39m"), "{written:?}");
}

#[test]
fn terminals_disagree_on_these_clusters() {
    for cluster in
        ["⚠️", "⚠\u{fe0e}", "❤️", "1️⃣", "👩‍🚀", "👨‍👩‍👧‍👦", "👍🏽", "🇫🇷", "🇫", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🫩", "क्ष", "का", "க்ஷி", "กำ", "a\u{200d}"]
    {
        assert!(crate::run::changes::has_disputed_width(cluster), "{cluster:?}");
    }
    for cluster in [
        "a",
        "é",
        "e\u{301}",
        "ệ",
        "e\u{323}\u{302}",
        "…",
        "━",
        "港",
        "한",
        "\u{1112}\u{1161}\u{11ab}",
        "ж",
        "ש\u{5c1}",
    ] {
        assert!(!crate::run::changes::has_disputed_width(cluster), "{cluster:?}");
    }
}

/// A way in which terminals measure text.
#[derive(Clone, Copy, Debug)]
enum Widths {
    /// By character: a joined sequence takes the columns of all its parts, and a variation selector takes none.
    Added,
    /// Every emoji is wide, including the parts of a sequence and an emoji that a variation selector turns into text.
    Wide,
    /// Only CJK characters are wide.
    Narrow,
}

impl Widths {
    fn of(self, character: char) -> usize {
        let width = character.width().unwrap_or(0);
        match self {
            Self::Added => width,
            Self::Wide if character as u32 >= 0x2600 && width > 0 => 2,
            Self::Narrow if character as u32 >= 0x1f000 => width.min(1),
            Self::Wide | Self::Narrow => width,
        }
    }
}

/// A model of a terminal with the features that a frame needs.
struct Terminal {
    widths: Widths,
    rows: Vec<Vec<String>>,
    x: usize,
    y: usize,
    wraps: bool,
}

impl Terminal {
    fn new(widths: Widths, n_rows: usize) -> Self {
        let row = vec![" ".to_owned(); usize::from(COLUMNS)];
        Self { widths, rows: vec![row; n_rows], x: 0, y: 0, wraps: true }
    }

    fn process(&mut self, text: &str) {
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if let Some(sequence) = rest.strip_prefix("\u{1b}[") {
                let end = sequence.find(|letter: char| letter.is_ascii_alphabetic()).expect("a whole sequence");
                self.sequence(&sequence[..end], &sequence[end..=end]);
                rest = &sequence[end + 1..];
            } else {
                self.print(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }

    fn sequence(&mut self, parameters: &str, letter: &str) {
        match (parameters, letter) {
            (place, "H") => {
                let (row, column) = place.split_once(';').expect("a row and a column");
                (self.y, self.x) = (row.parse::<usize>().unwrap() - 1, column.parse::<usize>().unwrap() - 1);
            }
            ("2", "K") => self.rows[self.y].fill(" ".to_owned()),
            ("?7", letter) => self.wraps = letter == "h",
            (_, "m") => {}
            other => panic!("no frame needs {other:?}"),
        }
    }

    fn print(&mut self, character: char) {
        let columns = usize::from(COLUMNS);
        let width = self.widths.of(character);
        if width == 0 {
            let x = (0..self.x).rev().find(|x| !self.rows[self.y][*x].is_empty()).expect("something to combine with");
            self.rows[self.y][x].push(character);
            return;
        }
        if self.x + width > columns {
            if !self.wraps {
                self.x = columns - width;
            } else if self.y + 1 < self.rows.len() {
                (self.x, self.y) = (0, self.y + 1);
            } else {
                self.rows.remove(0);
                self.rows.push(vec![" ".to_owned(); columns]);
                self.x = 0;
            }
        }
        for x in self.x..self.x + width {
            self.erase(x);
        }
        self.rows[self.y][self.x] = character.to_string();
        for x in self.x + 1..self.x + width {
            self.rows[self.y][x] = String::new();
        }
        self.x += width;
    }

    /// Erases a cell, and the other half of a wide character.
    fn erase(&mut self, x: usize) {
        let row = &mut self.rows[self.y];
        if row[x].is_empty() && x > 0 {
            row[x - 1] = " ".to_owned();
        }
        if x + 1 < row.len() && row[x + 1].is_empty() {
            row[x + 1] = " ".to_owned();
        }
        row[x] = " ".to_owned();
    }

    /// Checks that all cells except those of disputed clusters are right, and that those have nothing of the frame
    /// before.
    fn assert_shows(&self, next: &Buffer) {
        for (y, row) in self.rows.iter().enumerate() {
            let mut x = 0;
            while x < usize::from(COLUMNS) {
                let symbol = next[(x as u16, y as u16)].symbol();
                let columns = width(symbol).max(1);
                if has_disputed_width(symbol) {
                    let is_own = |cell: &String| cell.trim().is_empty() || symbol.contains(&**cell);
                    let cells = &row[x..x + columns];
                    assert!(cells.iter().all(is_own), "{:?}: {cells:?} at {x} of {row:?}", self.widths);
                } else {
                    assert_eq!(row[x], symbol, "{:?}: column {x} of {row:?}", self.widths);
                }
                x += columns;
            }
        }
    }
}

/// Shows frames one after another in terminals of every kind.
fn assert_each_is_shown(frames: &[Vec<&str>]) {
    for widths in [Widths::Added, Widths::Wide, Widths::Narrow] {
        let mut terminal = Terminal::new(widths, frames[0].len());
        let mut shown = screen(&vec![""; frames[0].len()]);
        for frame in frames {
            let next = screen(frame);
            terminal.process(&bytes(&shown, &next));
            terminal.assert_shows(&next);
            assert!(terminal.wraps, "line wrap is left off");
            shown = next;
        }
    }
}

#[test]
fn what_follows_a_sign_stands_in_its_column_in_every_terminal() {
    assert_each_is_shown(&[
        vec!["Alpha ☂️ rain │ warned", "Plain row"],
        vec!["Beta ⚠️ warn │ and more", "1️⃣ first │ 🇫🇷 France"],
        vec!["Zwj 👩‍🚀 and │ more", "क्षत्रिय │ का"],
        vec!["Plain title │ with more", "text │ bar"],
        vec!["👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽", "below"],
        vec!["at the end of the row 👩‍🚀", "below"],
        vec!["below", "at the end of the row 👩‍🚀"],
        vec!["below", "below"],
    ]);
}

proptest! {
    #[test]
    fn any_frames_are_shown_in_every_terminal(
        frames in proptest::collection::vec(
            proptest::collection::vec("(a|bc| |│|港|é|e\u{301}|⚠️|⚠\u{fe0e}|1️⃣|👩‍🚀|👍🏽|🇫🇷|😀|क्ष){0,12}", 2),
            1..5,
        ),
    ) {
        let frames: Vec<Vec<&str>> = frames.iter().map(|rows| rows.iter().map(String::as_str).collect()).collect();
        assert_each_is_shown(&frames);
    }
}
