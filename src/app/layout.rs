//! The layout of the screen: the rectangles of its parts for a given size. It does not set colours.
//!
//! | width | panes |
//! |---|---|
//! | under 40 (or under 10 high) | none: one message |
//! | 40–71 | one pane at a time: the list with the timeline, or the text with the full height |
//! | 72–109 | list of 33 columns (32 at 72) and text |
//! | 110–159 | list of 48 columns and text |
//! | 160 and more | list of 72 columns and text |

use ratatui::layout::Rect;

use crate::settings::ListWidth;

/// The smallest width with a layout, in columns. A narrower screen shows only a message.
pub const COLUMNS_MIN: u16 = 40;
/// The smallest height with a layout, in rows. A lower screen shows only a message.
pub const ROWS_MIN: u16 = 10;
/// The smallest width at which two panes are side by side. Below it, one pane is shown at a time.
const COLUMNS_TWO_PANES: u16 = 72;

/// The settings and the state that the layout depends on, besides the size of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutChoices {
    pub has_list: bool,
    pub has_timeline: bool,
    /// True if the reading pane has the focus. It takes the whole screen if only one pane fits.
    pub is_reading: bool,
    /// True if the timeline has the focus. It is then shown even on a screen of few rows.
    pub is_in_timeline: bool,
    /// True if the text has the whole screen.
    pub is_zen: bool,
    /// The width of the list in the settings.
    pub list_width: ListWidth,
    /// The height of the bars in the settings, if any, in rows.
    pub bar_rows: Option<u16>,
    /// The number of rows that the bars need.
    pub bar_rows_needed: u16,
}

/// The rectangles of one screen. A part that is not shown has no rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub screen: Rect,
    /// True if the screen is too small for anything but a message.
    pub is_too_small: bool,
    /// The row of the filter box, with the folder and the count at its right.
    pub filter: Option<Rect>,
    /// The list: its rule, then its rows.
    pub list: Option<Pane>,
    /// The column between the list and the text.
    pub divider: Option<Rect>,
    /// The reading pane: its rule, then its text.
    pub reader: Option<Pane>,
    /// The timeline: its rule, then bars and labels.
    pub timeline: Option<Pane>,
    pub status: Rect,
}

/// A pane: the row of its rule, and the area below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pane {
    /// The row of the rule with the title. Its height is 0 if there is no room for it.
    pub rule: Rect,
    /// The area for the content.
    pub inner: Rect,
}

impl Pane {
    fn below_rule(area: Rect) -> Self {
        let rule = Rect { height: 1.min(area.height), ..area };
        let inner = Rect { y: area.y + rule.height, height: area.height - rule.height, ..area };
        Self { rule, inner }
    }

    /// True if a cell of the screen is in the pane, including its rule.
    pub fn contains(&self, column: u16, row: u16) -> bool {
        let at = ratatui::layout::Position { x: column, y: row };
        self.rule.contains(at) || self.inner.contains(at)
    }
}

/// Returns the greatest number of rows of bars on a screen of this height, unless the settings have another number.
pub fn bar_rows_max(rows: u16) -> u16 {
    match rows {
        0..=11 => 1,
        12..=23 => 1,
        24..=29 => 2,
        30..=35 => 3,
        36..=47 => 4,
        _ => 5,
    }
}

/// Returns the rectangles of a screen of `columns` by `rows`.
pub fn layout(columns: u16, rows: u16, choices: LayoutChoices) -> Layout {
    let screen = Rect::new(0, 0, columns, rows);
    let mut layout = Layout {
        screen,
        status: Rect { y: rows.saturating_sub(1), height: 1.min(rows), ..screen },
        ..Layout::default()
    };
    if columns < COLUMNS_MIN || rows < ROWS_MIN {
        layout.is_too_small = true;
        return layout;
    }
    let has_two_panes = columns >= COLUMNS_TWO_PANES;
    let is_alone = choices.is_zen || (!has_two_panes && choices.is_reading);
    let mut top = 0;
    let mut bottom = rows - 1;
    if !is_alone {
        layout.filter = Some(Rect { height: 1, ..screen });
        top += 1;
        let timeline_rows = timeline_rows(rows, choices);
        if timeline_rows > 0 {
            bottom -= timeline_rows;
            layout.timeline = Some(Pane::below_rule(Rect { y: bottom, height: timeline_rows, ..screen }));
        }
    }
    let middle = Rect { y: top, height: bottom - top, ..screen };
    if is_alone {
        layout.reader = Some(Pane::below_rule(middle));
    } else if !has_two_panes {
        layout.list = Some(Pane::below_rule(middle));
    } else if !choices.has_list {
        layout.reader = Some(Pane::below_rule(middle));
    } else {
        let width = list_width(columns, choices.list_width);
        layout.list = Some(Pane::below_rule(Rect { width, ..middle }));
        layout.divider = Some(Rect { x: width, width: 1, ..middle });
        layout.reader = Some(Pane::below_rule(Rect { x: width + 1, width: columns - width - 1, ..middle }));
    }
    layout
}

/// Returns an area in the middle of the screen, of at most so many columns and rows.
pub fn overlay_area(columns: u16, rows: u16, screen: Rect) -> Rect {
    let width = columns.min(screen.width.saturating_sub(4));
    // The filter row above and the status row below stay in view.
    let height = rows.min(screen.height.saturating_sub(2));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + 1 + (screen.height.saturating_sub(2) - height) / 2,
        width,
        height,
    }
}

/// Returns the number of rows of the timeline, including its rule. The rule is never shown alone.
fn timeline_rows(rows: u16, choices: LayoutChoices) -> u16 {
    let wants_it = choices.has_timeline && (rows >= 12 || choices.is_in_timeline);
    if !wants_it {
        return 0;
    }
    let most = choices.bar_rows.unwrap_or_else(|| bar_rows_max(rows)).min(rows / 3);
    let bars = choices.bar_rows_needed.clamp(1, most.max(1));
    // The rule, the bars, and a row of labels if there is room for it.
    let labels = u16::from(rows >= 16);
    1 + bars + labels
}

fn list_width(columns: u16, set: ListWidth) -> u16 {
    let automatic = match columns {
        0..=109 => 33,
        110..=159 => 48,
        _ => 72,
    };
    let width = match set {
        ListWidth::Auto => automatic,
        ListWidth::Columns(width) => width,
        ListWidth::Percent(percent) => (u32::from(columns) * u32::from(percent) / 100) as u16,
    };
    // The text keeps at least the columns of the narrowest screen. The list keeps enough for a date.
    width.clamp(20, columns.saturating_sub(COLUMNS_MIN).max(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: LayoutChoices = LayoutChoices {
        has_list: true,
        has_timeline: true,
        is_reading: false,
        is_in_timeline: false,
        is_zen: false,
        list_width: ListWidth::Auto,
        bar_rows: None,
        bar_rows_needed: 9,
    };

    #[test]
    fn the_rows_of_every_screen_are_used_once() {
        for columns in 40..210 {
            for rows in 10..60 {
                for is_reading in [false, true] {
                    for is_zen in [false, true] {
                        let layout = layout(columns, rows, LayoutChoices { is_reading, is_zen, ..CHOICES });
                        let mut cells = 0;
                        let panes = [layout.list, layout.reader, layout.timeline];
                        let singles = [layout.filter, layout.divider, Some(layout.status)];
                        for area in panes
                            .iter()
                            .flatten()
                            .flat_map(|pane| [pane.rule, pane.inner])
                            .chain(singles.into_iter().flatten())
                        {
                            assert!(
                                layout.screen.union(area) == layout.screen,
                                "{columns}×{rows}: {area:?} is outside"
                            );
                            cells += area.area();
                        }
                        assert_eq!(
                            cells,
                            layout.screen.area(),
                            "{columns}×{rows} reading {is_reading} zen {is_zen}: {layout:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_widths_of_the_design() {
        let list_width = |columns| layout(columns, 24, CHOICES).list.map(|pane| pane.inner.width);
        assert_eq!([71, 72, 109, 110, 160].map(list_width), [Some(71), Some(32), Some(33), Some(48), Some(72)]);
        assert!(layout(39, 24, CHOICES).is_too_small && layout(80, 9, CHOICES).is_too_small);
        assert_eq!(layout(80, 11, CHOICES).timeline, None);
    }
}
