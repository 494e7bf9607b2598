//! The picture of the timeline, made once for each state that it is of.

use super::App;
use super::timeline::{Scene, Timeline};

/// Everything that the picture of the timeline depends on: counting twenty years of days anew for every
/// frame would cost more than the rest of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PictureInputs {
    timeline: Timeline,
    generation: u64,
    n_articles: usize,
    ticket: u64,
    n_searched: usize,
    has_filter: bool,
    columns: u16,
    max_bar_rows: u16,
}

impl App {
    /// What the timeline is about, in a pane of so many columns with room for so many rows of bars.
    pub fn scene(&self, columns: u16, max_bar_rows: u16) -> Scene<'_> {
        Scene { all: self.snapshot.days(), matching: self.matching_days(), columns, max_bar_rows }
    }

    /// Makes the picture of the timeline, unless the last one is of the same.
    pub(super) fn draw_timeline(&mut self, columns: u16, max_bar_rows: u16) {
        let inputs = PictureInputs {
            timeline: self.timeline.clone(),
            generation: self.generation,
            n_articles: self.snapshot.len(),
            ticket: self.hits.ticket,
            n_searched: self.hits.n_searched,
            has_filter: self.filter.is_active(),
            columns,
            max_bar_rows,
        };
        if self.picture_of.as_ref() != Some(&inputs) {
            self.timeline_picture = self.timeline.picture(&self.scene(columns, max_bar_rows));
            self.picture_of = Some(inputs);
        }
    }
}
