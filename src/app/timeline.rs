//! The timeline: which part of the time is shown, in which unit, and where the cursor is.
//!
//! `layout` decides which bins are shown and in which columns, `count` fills them, `scale` says how
//! high they are, `labels` names them, and `picture` puts all of it together for the drawing. `moves`
//! is what keys do. Nothing here knows a colour or reads an article: [`DayCounts`] is all there is.

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

pub use count::Counts;
pub use labels::Label;
pub use picture::{Bin, Mark, Side, TimelinePicture, Title};
pub use scale::{Scale, ScaleSetting, with_thousands};
pub use unit::Unit;

/// Where the selection is in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// Nothing is selected.
    #[default]
    Nowhere,
    /// On a date: its first and its last day, the same where the day is known.
    Dated(Date, Date),
    /// On the articles without a date.
    Undated,
}

impl Cursor {
    /// On a known day.
    pub fn day(day: Date) -> Self {
        Self::Dated(day, day)
    }

    /// On an article of `date`.
    pub fn of_article(date: Option<&ArticleDate>) -> Self {
        date.map_or(Self::Undated, |date| Self::Dated(date.first_day, date.last_day))
    }
}

/// What the timeline is about: the counts, and the room there is for them.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'counts> {
    /// The days of all articles.
    pub all: &'counts DayCounts,
    /// The days of the articles that the filter matches; nothing where there is no filter.
    pub matching: Option<&'counts DayCounts>,
    /// The width of the pane, in columns.
    pub columns: u16,
    /// How many rows there are for bars. None at all means one row for the whole timeline: bars
    /// between the two ends of the time.
    pub max_bar_rows: u16,
}

impl<'counts> Scene<'counts> {
    /// The articles that a move looks for: the matching ones, or all where there is no filter.
    fn wanted(&self) -> &'counts DayCounts {
        self.matching.unwrap_or(self.all)
    }
}

/// Which part of the time is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Zoom {
    /// All of it, in the finest unit that fits.
    #[default]
    Everything,
    /// A part of it in a finer unit, from the bin that this day is in.
    From(Unit, Date),
}

/// The state of the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    zoom: Zoom,
    scale: ScaleSetting,
    cursor: Cursor,
}

impl Timeline {
    /// All of the time, the cursor nowhere.
    pub fn new(scale: ScaleSetting) -> Self {
        Self { scale, ..Self::default() }
    }

    /// Where the cursor is.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Puts the cursor where the selection went elsewhere. What is shown stays: a cursor outside it
    /// is marked at the edge.
    pub fn set_cursor(&mut self, cursor: Cursor) {
        self.cursor = cursor;
    }

    /// The scale that was chosen.
    pub fn scale_setting(&self) -> ScaleSetting {
        self.scale
    }

    /// Takes another scale.
    pub fn set_scale(&mut self, scale: ScaleSetting) {
        self.scale = scale;
    }

    /// The next scale.
    pub fn cycle_scale(&mut self) {
        self.scale = self.scale.next();
    }

    /// True if all of the time is asked for.
    pub fn is_everything(&self) -> bool {
        self.zoom == Zoom::Everything
    }
}
