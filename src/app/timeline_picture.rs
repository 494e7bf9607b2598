//! The picture of the timeline, made once for each state that it is of.

use std::sync::Arc;

use super::App;
use super::timeline::{Scene, Timeline, TimelinePicture};
use crate::index::DayCounts;

/// Everything that the picture of the timeline depends on: counting twenty years of days anew for every
/// frame would cost more than the rest of it.
#[derive(Clone, Debug)]
struct PictureInputs {
    timeline: Timeline,
    all: Arc<DayCounts>,
    matching: Option<Arc<DayCounts>>,
    columns: u16,
    max_bar_rows: u16,
}

/// The picture of the timeline.
#[derive(Clone, Debug, Default)]
pub struct DrawnTimeline {
    pub picture: TimelinePicture,
    /// The state that the picture shows.
    inputs: Option<PictureInputs>,
}

impl PartialEq for PictureInputs {
    /// Counts are immutable, so the same value in memory has the same days. No number of articles or rows says
    /// that: an edit that moves an article to another day changes none of them.
    fn eq(&self, other: &Self) -> bool {
        let matching_is_same = match (&self.matching, &other.matching) {
            (Some(ours), Some(theirs)) => Arc::ptr_eq(ours, theirs),
            (None, None) => true,
            _ => false,
        };
        matching_is_same
            && Arc::ptr_eq(&self.all, &other.all)
            && self.timeline == other.timeline
            && (self.columns, self.max_bar_rows) == (other.columns, other.max_bar_rows)
    }
}

impl App {
    /// What the timeline is about, in a pane of so many columns with room for so many rows of bars.
    pub fn scene(&self, columns: u16, max_bar_rows: u16) -> Scene<'_> {
        let matching = self.matching_days().map(|days| &**days);
        Scene { all: self.snapshot.days(), matching, columns, max_bar_rows }
    }

    /// Makes the picture of the timeline, unless the last one is of the same.
    pub(super) fn draw_timeline(&mut self, columns: u16, max_bar_rows: u16) {
        let inputs = PictureInputs {
            timeline: self.timeline,
            all: Arc::clone(self.snapshot.days()),
            matching: self.matching_days().cloned(),
            columns,
            max_bar_rows,
        };
        if self.drawn_timeline.inputs.as_ref() != Some(&inputs) {
            self.drawn_timeline.picture = self.timeline.picture(&self.scene(columns, max_bar_rows));
            self.drawn_timeline.inputs = Some(inputs);
        }
    }
}
