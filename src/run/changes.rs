//! Computes the part of a frame that must be written.
//!
//! These are the changed cells, the few cells between them that are cheaper to write than to jump over, and whole rows
//! where the terminal may not show what was written.

use ratatui::buffer::{Buffer, Cell};
use unicode_width::UnicodeWidthChar;

/// The greatest gap that is written instead of jumped over, in cells of one byte.
///
/// A jump of the cursor takes six to nine bytes (`ESC [ row ; column H`). If one text replaces another, about every
/// tenth letter is equal, so jumps would be a third of a frame.
const GAP_CELLS_MAX: u16 = 7;

/// The parts of a frame to write, so that the terminal shows it.
#[derive(Debug, Default)]
pub struct Changes<'next> {
    /// Single cells, in screen order.
    pub cells: Vec<(u16, u16, &'next Cell)>,
    /// The rows to write completely, because the columns of their characters on the terminal are not known.
    pub rows: Vec<u16>,
}

impl Changes<'_> {
    /// True if the terminal already shows the frame.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.rows.is_empty()
    }
}

/// Returns the changes that turn a terminal that shows `shown` into one that shows `next`.
pub fn changes<'next>(shown: &Buffer, next: &'next Buffer) -> Changes<'next> {
    let mut changes = Changes::default();
    let mut row = None;
    for (x, y, cell) in shown.diff_iter(next) {
        if row != Some(y) {
            row = Some(y);
            if is_disputed_row(shown, y) || is_disputed_row(next, y) {
                changes.rows.push(y);
            }
        }
        if changes.rows.last() == Some(&y) {
            continue;
        }
        let cells = &mut changes.cells;
        if let Some(&(last_x, last_y, last)) = cells.last()
            && last_y == y
            && x > last_x + 1
            && x - last_x - 1 <= GAP_CELLS_MAX
            && is_one_byte(last)
        {
            let gap = (last_x + 1..x).map(|gap_x| (gap_x, y, &next[(gap_x, y)]));
            if gap.clone().all(|(_, _, cell)| is_one_byte(cell) && cell.style() == last.style()) {
                cells.extend(gap);
            }
        }
        cells.push((x, y, cell));
    }
    changes
}

fn is_disputed_row(buffer: &Buffer, y: u16) -> bool {
    (buffer.area.left()..buffer.area.right()).any(|x| has_disputed_width(buffer[(x, y)].symbol()))
}

/// True if terminals disagree on the width of a grapheme cluster.
///
/// They agree on single characters and on letters with combining marks. They disagree on emoji, which each Unicode
/// version extends, on sequences of emoji, and on syllables of several letters: some use the width of the whole
/// cluster, others the sum of the parts.
pub fn has_disputed_width(cluster: &str) -> bool {
    // The shortest disputed cluster is a digit with a variation selector.
    if cluster.len() < 4 {
        return false;
    }
    let mut characters = cluster.chars();
    let is_emoji = matches!(characters.next(), Some('\u{1f000}'..='\u{1faff}'));
    is_emoji || characters.any(|character| is_selector_or_joiner(character) || character.width() != Some(0))
}

/// True for a character without a width that changes the width of others in some terminals: joiners, the keycap,
/// variation selectors, and the tags of regional flags.
fn is_selector_or_joiner(character: char) -> bool {
    matches!(
        character,
        '\u{200c}'..='\u{200d}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'
    )
}

fn is_one_byte(cell: &Cell) -> bool {
    cell.symbol().len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    fn written(shown: &str, next: &str) -> String {
        let (shown, next) = (Buffer::with_lines([shown]), Buffer::with_lines([next]));
        let mut text = String::new();
        let mut end = None;
        for (x, _, cell) in changes(&shown, &next).cells {
            if end != Some(x) {
                text.push('>');
            }
            text.push_str(cell.symbol());
            end = Some(x + 1);
        }
        text
    }

    #[test]
    fn short_gaps_are_written_and_long_ones_jumped_over() {
        assert_eq!(written("the ferry left", "the fatty left"), ">att");
        assert_eq!(written("a-b-c", "x-y-z"), ">x-y-z");
        assert_eq!(written("a----------b", "x----------y"), ">x>y");
        assert_eq!(written("same", "same"), "");
    }

    proptest! {
        #[test]
        fn the_terminal_shows_the_next_frame(a in "[ab 港é]{0,30}", b in "[ab 港é]{0,30}", styled in 0_u16..30) {
            let area = Rect::new(0, 0, 60, 1);
            let (mut shown, mut next) = (Buffer::empty(area), Buffer::empty(area));
            shown.set_string(0, 0, &a, Style::new());
            next.set_string(0, 0, &b, Style::new());
            next.set_style(Rect::new(styled, 0, 5, 1), Style::new().fg(Color::Red));
            let changes: Vec<_> = changes(&shown, &next).cells.into_iter().map(|(x, y, cell)| (x, y, cell.clone())).collect();
            for (x, y, cell) in changes {
                shown[(x, y)] = cell;
            }
            // A wide character covers the cell after it, whatever the buffer has there.
            let symbols = |buffer: &Buffer| {
                let mut x = 0;
                let mut cells = Vec::new();
                while x < 60 {
                    let cell = &buffer[(x, 0)];
                    cells.push((cell.symbol().to_owned(), cell.style()));
                    x += crate::text::columns::width(cell.symbol()).max(1) as u16;
                }
                cells
            };
            prop_assert_eq!(symbols(&shown), symbols(&next));
        }
    }
}
