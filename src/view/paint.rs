//! Draws text into cells: cuts it at its width, and styles marked ranges.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::text::columns;

/// A range of a text with its own style.
#[derive(Clone, Debug)]
pub struct Styled {
    /// The range, in bytes of the text.
    pub range: Range<usize>,
    /// The style, which is added to the style of the text.
    pub style: Style,
}

/// Draws `text` at a position, cut at `width` columns. Returns the column after it.
pub fn text(buffer: &mut Buffer, x: u16, y: u16, text: &str, width: usize, style: Style) -> u16 {
    if !buffer.area.contains(ratatui::layout::Position { x, y }) {
        return x;
    }
    if is_plain(text) {
        return plain_text(buffer, x, y, text, width, style);
    }
    // A tab in a cell has no width.
    if text.contains('\t') {
        return buffer.set_stringn(x, y, text.replace('\t', "    "), width, style).0;
    }
    buffer.set_stringn(x, y, text, width, style).0
}

/// True if each character of `text` takes one column, whatever is next to it. Then the text need not be split into
/// grapheme clusters, which takes half of the time of a frame.
fn is_plain(text: &str) -> bool {
    columns::is_printable_ascii(text)
        || text.chars().all(|character| {
            matches!(character,
                ' '..='~'
                | 'À'..='ɏ'               // Latin letters
                | 'Α'..='Ω' | 'α'..='ω'    // Greek
                | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ'    // Cyrillic, without its combining marks
                | '–' | '—' | '‘' | '’' | '“' | '”' | '„' | '…' | '·' | '«' | '»'
                | '─'..='▟') // rules and bars of the panes
        })
}

/// Like [`text`], for a text that [`is_plain`] and a position inside the buffer.
fn plain_text(buffer: &mut Buffer, x: u16, y: u16, text: &str, width: usize, style: Style) -> u16 {
    let start = buffer.index_of(x, y);
    let room = width.min(usize::from(buffer.area.right() - x));
    let cells = buffer.content[start..start + room].iter_mut();
    let mut after = x;
    for (cell, (at, character)) in cells.zip(text.char_indices()) {
        cell.set_symbol(&text[at..at + character.len_utf8()]).set_style(style);
        after += 1;
    }
    after
}

/// Draws `line`, cut with an ellipsis if it is wider than `width` columns.
pub fn cut(buffer: &mut Buffer, x: u16, y: u16, line: &str, width: usize, style: Style) -> u16 {
    if columns::width(line) <= width {
        return text(buffer, x, y, line, width, style);
    }
    text(buffer, x, y, &columns::cut(line, width), width, style)
}

/// Draws `line` so that it ends before the column `right`. Returns the column where it starts.
pub fn right(buffer: &mut Buffer, right: u16, y: u16, line: &str, style: Style) -> u16 {
    let width = columns::width(line) as u16;
    let x = right.saturating_sub(width);
    text(buffer, x, y, line, usize::from(right - x), style);
    x
}

/// Draws a piece of a text, with the styles of the ranges of the text that overlap it.
///
/// Where ranges overlap, later ones are applied over earlier ones. Returns the column after the piece.
pub fn styled(
    buffer: &mut Buffer,
    at: (u16, u16),
    whole: &str,
    piece: Range<usize>,
    width: usize,
    base: Style,
    ranges: &[Styled],
) -> u16 {
    let (mut x, y) = at;
    let end_x = x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX));
    let mut edges: Vec<usize> = vec![piece.start, piece.end];
    for styled in ranges {
        edges.extend([styled.range.start, styled.range.end].into_iter().filter(|edge| piece.contains(edge)));
    }
    edges.sort_unstable();
    edges.dedup();
    for pair in edges.windows(2) {
        let style = ranges
            .iter()
            .filter(|styled| styled.range.start <= pair[0] && pair[1] <= styled.range.end)
            .fold(base, |style, styled| style.patch(styled.style));
        let left = usize::from(end_x.saturating_sub(x));
        if left == 0 {
            break;
        }
        x = text(buffer, x, y, &whole[pair[0]..pair[1]], left, style);
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Color;

    #[test]
    fn plain_characters_are_one_column_each() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            if is_plain(&text) {
                assert_eq!(columns::width(&text), 1, "{character:?}");
                assert!(!character.is_control(), "{character:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn plain_text_is_painted_as_any_text(
            line in "[ -~à-ɏа-яΑ-Ω“”…─█\u{301}港\u{200d}😀]{0,30}", x in 0_u16..24, width in 0_usize..30
        ) {
            let area = Rect::new(2, 1, 20, 2);
            let style = Style::new().fg(Color::Red);
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            let after = text(&mut ours, x, 2, &line, width, style);
            if area.contains(ratatui::layout::Position { x, y: 2 }) {
                prop_assert_eq!(after, theirs.set_stringn(x, 2, &line, width, style).0);
            }
            prop_assert_eq!(ours, theirs);
        }
    }
}
