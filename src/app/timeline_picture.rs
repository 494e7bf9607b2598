//! The cached picture of the timeline. It is made again only if something that it depends on has changed.

use std::sync::Arc;

use super::App;
use super::timeline::{Scene, Timeline, TimelinePicture};
use crate::index::DayCounts;

/// Everything that the picture of the timeline depends on.
///
/// Counting the days of twenty years for every frame would cost more than the rest of the frame. So the picture is made
/// again only if these inputs have changed.
#[derive(Clone, Debug)]
struct PictureInputs {
    timeline: Timeline,
    all: Arc<DayCounts>,
    matching: Option<Arc<DayCounts>>,
    columns: u16,
    max_bar_rows: u16,
}

/// The last picture of the timeline, with its inputs.
#[derive(Clone, Debug, Default)]
pub struct DrawnTimeline {
    pub picture: TimelinePicture,
    /// The inputs of the picture.
    inputs: Option<PictureInputs>,
}

impl PartialEq for PictureInputs {
    /// Compares counts by their address, because they are immutable.
    ///
    /// The numbers of articles and rows are not enough: an edit that moves an article to another day changes none of
    /// them.
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
    /// Returns the scene of the timeline in a pane of so many columns, with room for so many rows of bars.
    pub fn scene(&self, columns: u16, max_bar_rows: u16) -> Scene<'_> {
        let matching = self.matching_days().map(|days| &**days);
        Scene { all: self.snapshot.days(), matching, columns, max_bar_rows }
    }

    /// Makes the picture of the timeline, unless the last one has the same inputs.
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
