//! The text of an overlay or a screen that scrolls: its lines, its title and its area.
//!
//! The text is made here rather than where it is drawn, so that scrolling knows where it ends.

use ratatui::layout::Rect;

use crate::app::layout::overlay_area;
use crate::app::reader::wrap;

/// The text of an overlay, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayText {
    /// The title in the upper edge.
    pub title: String,
    /// The lines, in order.
    pub lines: Vec<OverlayLine>,
    /// The columns that the names of facts take.
    pub name_columns: usize,
    /// The columns that a line has.
    pub columns: usize,
    /// The overlay with its edges.
    pub area: Rect,
}

/// A line of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverlayLine {
    /// A heading.
    Heading(String),
    /// A name and its value. The name is empty on lines where the value goes on.
    Fact(String, String),
    /// Text over all columns.
    Text(String),
    /// Dim text.
    Note(String),
    /// Cells beside each other, each but the last as wide as its column.
    Cells(Vec<(String, CellStyle)>),
}

/// The style of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStyle {
    /// The style of text.
    Text,
    /// The dim style, for less important text.
    Dim,
}

impl OverlayText {
    /// Returns the text of a box of so many columns on a wide screen, fewer on a narrow one.
    pub(super) fn new(title: &str, lines: Vec<OverlayLine>, columns: u16, name_columns: usize, screen: Rect) -> Self {
        let n_rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let area = overlay_area(columns, n_rows, screen);
        Self { title: title.to_owned(), lines, name_columns, columns: inner_columns(columns, screen), area }
    }

    /// The last line that can be the first in view.
    pub fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(usize::from(self.area.height.saturating_sub(2)))
    }
}

/// Returns the columns between the edges of an overlay, with one free on either side.
pub(super) fn inner_columns(columns: u16, screen: Rect) -> usize {
    usize::from(overlay_area(columns, 1, screen).width).saturating_sub(4)
}

/// Adds a fact, with its value on as many lines of `value_columns` as it takes.
pub(super) fn push_fact(name: &str, value: &str, value_columns: usize, lines: &mut Vec<OverlayLine>) {
    for (line_idx, range) in wrap::wrap_text(value, value_columns).into_iter().enumerate() {
        let name = if line_idx == 0 { name.to_owned() } else { String::new() };
        lines.push(OverlayLine::Fact(name, value[range].to_owned()));
    }
}

/// Adds a text on as many lines as it takes.
pub(super) fn push_wrapped(text: &str, columns: usize, lines: &mut Vec<OverlayLine>) {
    lines.extend(wrap::wrap_text(text, columns).into_iter().map(|range| OverlayLine::Text(text[range].to_owned())));
}
