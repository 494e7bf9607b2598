//! Draws the frame of an overlay and clears the area below it.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::{Look, paint};
use crate::settings::theme::Token;
use crate::text::columns;

/// Draws a frame with a title in its upper edge and a note in its lower edge. Returns the area inside.
pub fn draw(area: Rect, title: &str, note: &str, look: &Look, buffer: &mut Buffer) -> Rect {
    let text = look.theme.style(Token::Text);
    let style = look.theme.style(Token::RuleFocus);
    for y in area.top()..area.bottom() {
        blank_halves(area, y, buffer);
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(text);
            }
        }
    }
    let [top_left, top_right, bottom_left, bottom_right, horizontal, vertical] = look.glyphs.frame;
    for x in area.left()..area.right() {
        for y in [area.top(), area.bottom().saturating_sub(1)] {
            paint::text(buffer, x, y, horizontal, 1, style);
        }
    }
    for y in area.top()..area.bottom() {
        for x in [area.left(), area.right().saturating_sub(1)] {
            paint::text(buffer, x, y, vertical, 1, style);
        }
    }
    let right = area.right().saturating_sub(1);
    let bottom = area.bottom().saturating_sub(1);
    for (x, y, sign) in [
        (area.x, area.y, top_left),
        (right, area.y, top_right),
        (area.x, bottom, bottom_left),
        (right, bottom, bottom_right),
    ] {
        paint::text(buffer, x, y, sign, 1, style);
    }
    let room = usize::from(area.width.saturating_sub(6));
    for (y, line, token) in [(area.y, title, Token::Strong), (bottom, note, Token::Dim)] {
        if !line.is_empty() {
            let cut = columns::cut(line, room);
            paint::text(buffer, area.x + 2, y, &format!(" {cut} "), room + 2, look.theme.style(token));
        }
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2) }
}

/// Blanks the halves of wide characters that are cut off by the left and right edge of a box. A left half would be
/// drawn over the frame, and the cell of a right half has no style of its own.
fn blank_halves(area: Rect, y: u16, buffer: &mut Buffer) {
    let last = area.right().saturating_sub(1);
    if let Some(style) = buffer.cell((last, y)).filter(|cell| is_wide(cell)).map(Cell::style)
        && let Some(half) = buffer.cell_mut((area.right(), y))
    {
        half.set_symbol(" ").set_style(style);
    }
    let before = area.left().checked_sub(1).and_then(|x| buffer.cell_mut((x, y)));
    if let Some(half) = before.filter(|cell| is_wide(cell)) {
        half.set_symbol(" ");
    }
}

fn is_wide(cell: &Cell) -> bool {
    columns::width(cell.symbol()) > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{ColorDepth, Settings};
    use crate::view::glyphs::BLOCKS;
    use ratatui::style::{Color, Style};

    #[test]
    fn a_box_over_halves_of_wide_characters_has_a_whole_frame_and_blank_neighbours() {
        let screen = Rect::new(0, 0, 16, 3);
        let style = Style::new().bg(Color::Blue);
        let mut buffer = Buffer::empty(screen);
        for y in 0..3 {
            buffer.set_string(0, y, "新聞新聞新聞新聞", style);
        }
        let theme = Settings::default().themes.resolve("ink", ColorDepth::TrueColor).expect("it is built in");
        let look = Look { theme, glyphs: &BLOCKS };

        draw(Rect::new(3, 0, 8, 3), "", "", &look, &mut buffer);

        for y in 0..3 {
            let (left, right) = (&buffer[(2, y)], &buffer[(11, y)]);
            assert_eq!((left.symbol(), left.bg), (" ", Color::Blue));
            assert_eq!((right.symbol(), right.bg), (" ", Color::Blue));
            assert_eq!((buffer[(0, y)].symbol(), buffer[(12, y)].symbol()), ("新", "新"));
        }
    }
}
