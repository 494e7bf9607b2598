//! The text of an overlay or a screen that scrolls: its lines, its title and its area.
//!
//! The text is made in `app` and not in `view`, because scrolling needs to know its length.

use ratatui::layout::Rect;

use crate::app::layout::overlay_area;
use crate::app::reader::wrap;

/// The text of an overlay, and its area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayText {
    /// The title in the upper edge.
    pub title: String,
    /// The lines, in order.
    pub lines: Vec<OverlayLine>,
    /// The width of the names of facts, in columns.
    pub name_columns: usize,
    /// The width of a line, in columns.
    pub columns: usize,
    /// The area of the overlay, including its edges.
    pub area: Rect,
}

/// A line of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverlayLine {
    Heading(String),
    /// A name and its value. The name is empty on lines that continue a value.
    Fact(String, String),
    /// Text that may take the whole width.
    Text(String),
    /// Dim text.
    Note(String),
    /// Cells side by side. All cells except the last are padded to the width of their column.
    Cells(Vec<(String, CellStyle)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStyle {
    /// The normal style.
    Text,
    /// The dim style, for less important text.
    Dim,
}

impl OverlayText {
    /// Creates the text of a box that has so many columns on a wide screen and fewer on a narrow one.
    pub(super) fn new(title: &str, lines: Vec<OverlayLine>, columns: u16, name_columns: usize, screen: Rect) -> Self {
        let n_rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let area = overlay_area(columns, n_rows, screen);
        Self { title: title.to_owned(), lines, name_columns, columns: inner_columns(columns, screen), area }
    }

    /// Returns the last line that can be the first in view.
    pub fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(usize::from(self.area.height.saturating_sub(2)))
    }
}

/// Returns the number of columns between the edges of an overlay, without a free column on either side.
pub(super) fn inner_columns(columns: u16, screen: Rect) -> usize {
    usize::from(overlay_area(columns, 1, screen).width).saturating_sub(4)
}

/// Adds a fact. Its value is wrapped into lines of `value_columns`.
pub(super) fn push_fact(name: &str, value: &str, value_columns: usize, lines: &mut Vec<OverlayLine>) {
    for (line_idx, range) in wrap::wrap_text(value, value_columns).into_iter().enumerate() {
        let name = if line_idx == 0 { name.to_owned() } else { String::new() };
        lines.push(OverlayLine::Fact(name, value[range].to_owned()));
    }
}

/// Adds a text, wrapped into lines of `columns`.
pub(super) fn push_wrapped(text: &str, columns: usize, lines: &mut Vec<OverlayLine>) {
    lines.extend(wrap::wrap_text(text, columns).into_iter().map(|range| OverlayLine::Text(text[range].to_owned())));
}
