//! Applies keys and clicks to the timeline. They may change the selection and the filter.

use super::App;
use super::effect::Effect;
use super::timeline::{Cursor, Scene, Timeline};
use crate::action::Action;
use crate::query::narrow_to_dates;

impl App {
    /// Changes the timeline by a function that gets the scene in the current pane. Returns the result of the function.
    pub(super) fn with_timeline<T>(&mut self, change: impl FnOnce(&mut Timeline, &Scene<'_>) -> T) -> T {
        let mut timeline = self.timeline;
        let outcome = change(&mut timeline, &self.scene_in_pane());
        self.timeline = timeline;
        outcome
    }

    pub(super) fn scene_in_pane(&self) -> Scene<'_> {
        let columns = self.layout.timeline.map_or(self.size.0, |pane| pane.inner.width);
        self.scene(columns, self.bar_rows_max())
    }

    pub(super) fn move_bin(&mut self, action: Action) {
        self.with_timeline(|timeline, scene| match action {
            Action::BinLeft => timeline.bin_left(scene),
            Action::BinRight => timeline.bin_right(scene),
            Action::FilledBinLeft => timeline.filled_bin_left(scene),
            _ => timeline.filled_bin_right(scene),
        });
        self.select_at_bin();
    }

    /// Selects the first article of the list that is in the bin under the cursor, if there is one.
    pub(super) fn select_at_bin(&mut self) {
        let cursor = self.timeline.cursor();
        let position = match self.timeline.bin_range(&self.scene_in_pane(), cursor) {
            Some((first, last)) => self.hits.first_of_days(first, last),
            None if cursor == Cursor::Undated => self.hits.first_undated(),
            None => None,
        };
        if let Some(position) = position {
            self.select_position(position);
        }
    }

    pub(super) fn zoom(&mut self, action: Action) {
        self.remember_step();
        self.point_at_selected_in_bin();
        self.with_timeline(|timeline, scene| match action {
            Action::ZoomIn => timeline.zoom_in(scene),
            Action::ZoomOut => timeline.zoom_out(scene),
            _ => timeline.zoom_all(),
        });
    }

    /// Moves the cursor to the selected article if that is in the bin of the cursor.
    ///
    /// The cursor may be on another article of the bin. A zoom would then show the bin of that article.
    fn point_at_selected_in_bin(&mut self) {
        let Some(article) = self.selected() else { return };
        let own = Cursor::of_article(article.date.value());
        let scene = self.scene_in_pane();
        let days_of = |cursor| self.timeline.bin_range(&scene, cursor);
        let days = days_of(self.timeline.cursor());
        if days.is_some() && days == days_of(own) {
            self.timeline.set_cursor(own);
        }
    }

    pub(super) fn filter_to_bin(&mut self, effects: &mut Vec<Effect>) {
        match self.timeline.filter_text(&self.scene_in_pane(), self.timeline.cursor()) {
            Some(dates) => {
                let text = narrow_to_dates(self.filter.text(), &dates);
                self.change_filter(&text, effects);
            }
            None => self.notice = Some("No filter can select exactly these dates.".to_owned()),
        }
    }
}
