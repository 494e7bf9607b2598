//! The timeline: the part of the time that is shown, its unit, its scale and the cursor.
//!
//! `layout` decides which bins are shown and in which columns. `count` counts the articles of each bin, `scale`
//! computes the heights of the bars, and `labels` makes the labels. `picture` combines all of these for drawing.
//! `moves` applies keys and clicks. Nothing here sets a colour or reads an article: [`DayCounts`] is the only input.

mod count;
mod labels;
mod layout;
mod moves;
mod picture;
mod scale;
mod unit;

use jiff::civil::Date;

use crate::article::ArticleDate;
use crate::index::DayCounts;
use crate::settings::Scale;

pub use count::Counts;
pub use labels::Label;
pub use picture::{Bin, Mark, Side, TimelinePicture, Title};
pub use scale::{BarScale, with_thousands};
pub use unit::Unit;

/// The place of the cursor in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// Nothing is selected.
    #[default]
    Nowhere,
    /// On a date: its first and its last possible day. They are the same if the day is known.
    Dated(Date, Date),
    /// On the articles without a date.
    Undated,
}

impl Cursor {
    /// Creates a cursor on a known day.
    pub fn day(day: Date) -> Self {
        Self::Dated(day, day)
    }

    /// Creates a cursor on an article of `date`.
    pub fn of_article(date: Option<&ArticleDate>) -> Self {
        date.map_or(Self::Undated, |date| Self::Dated(date.first_day, date.last_day))
    }
}

/// The input of the timeline: the numbers of articles by day, and the size of the pane.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'counts> {
    /// The number of articles of each day.
    pub all: &'counts DayCounts,
    /// The number of matching articles of each day; `None` without a filter.
    pub matching: Option<&'counts DayCounts>,
    /// The width of the pane, in columns.
    pub columns: u16,
    /// The greatest number of rows for bars. 0 means that the whole timeline is one row: bars between two dates.
    pub max_bar_rows: u16,
}

impl<'counts> Scene<'counts> {
    /// Returns the counts of the articles that moves search for: the matching ones, or all without a filter.
    fn wanted(&self) -> &'counts DayCounts {
        self.matching.unwrap_or(self.all)
    }
}

/// The part of the time that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Zoom {
    /// All of the time, in the unit that the layout chooses.
    #[default]
    Everything,
    /// A part of the time in this finer unit, from the bin that contains this day.
    From(Unit, Date),
}

/// The state of the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    zoom: Zoom,
    scale: Scale,
    cursor: Cursor,
}

impl Timeline {
    /// Creates a timeline that shows all of the time and has no cursor.
    pub fn new(scale: Scale) -> Self {
        Self { scale, ..Self::default() }
    }

    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Moves the cursor without scrolling. A cursor outside the part shown is marked at the edge.
    pub fn set_cursor(&mut self, cursor: Cursor) {
        self.cursor = cursor;
    }

    /// Returns the scale that was chosen.
    pub fn scale_setting(&self) -> Scale {
        self.scale
    }

    pub fn set_scale(&mut self, scale: Scale) {
        self.scale = scale;
    }

    /// Switches to the next scale.
    pub fn cycle_scale(&mut self) {
        self.scale = self.scale.next();
    }

    /// True if the timeline is not zoomed.
    pub fn is_everything(&self) -> bool {
        self.zoom == Zoom::Everything
    }
}
