//! Applies mouse clicks and turns of the mouse wheel.

use super::effect::Effect;
use super::layout::Pane;
use super::message::{Click, Scroll};
use super::reader::Item;
use super::{App, Focus};
use crate::action::Action;

/// The number of lines of text that one turn of the wheel scrolls.
const WHEEL_LINES: isize = 3;

impl App {
    /// Selects the item under the pointer. A double click also opens it.
    pub(super) fn click(&mut self, click: Click, effects: &mut Vec<Effect>) {
        if !self.is_in_panes() {
            return;
        }
        let Click { column, row, is_double } = click;
        if self.layout.filter.is_some_and(|area| area.y == row) {
            self.enter_filter();
        } else if let Some(pane) = self.layout.list.filter(|pane| pane.contains(column, row)) {
            self.leave_box(Focus::List);
            self.focus = Focus::List;
            self.click_in_list(pane, row);
            if is_double {
                self.act(Action::Open, effects);
            }
        } else if let Some(pane) = self.layout.reader.filter(|pane| pane.contains(column, row)) {
            self.leave_box(Focus::Reader);
            self.focus = Focus::Reader;
            let line = row.checked_sub(pane.inner.y).map(usize::from);
            match line.and_then(|line| self.reader.visible().into_iter().nth(line)) {
                Some(Item::Fold) => {
                    self.reader.toggle_fold();
                }
                Some(Item::Similar(number)) => self.click_similar(number, effects),
                _ => {}
            }
        } else if let Some(pane) = self.layout.timeline.filter(|pane| pane.contains(column, row)) {
            self.leave_box(Focus::Timeline);
            self.focus = Focus::Timeline;
            if row >= pane.inner.y {
                let cursor = self.with_timeline(|timeline, scene| timeline.bin_at_column(scene, column - pane.inner.x));
                if let Some(cursor) = cursor {
                    self.timeline.set_cursor(cursor);
                    self.select_at_bin();
                }
                if is_double {
                    self.act(Action::FilterToBin, effects);
                }
            }
        }
    }

    fn click_in_list(&mut self, pane: Pane, row: u16) {
        if row < pane.inner.y {
            return;
        }
        if let Some(position) = self.list.position_at(row - pane.inner.y) {
            self.select_position(position);
            self.point_timeline();
        }
    }

    /// Scrolls the open overlay or screen, else the pane under the pointer. The timeline is zoomed instead.
    ///
    /// The focus and the selection of panes do not change.
    pub(super) fn scroll(&mut self, scroll: Scroll) {
        let direction = if scroll.is_down { 1 } else { -1 };
        if self.overlay.is_some() {
            self.move_in_overlay(direction * WHEEL_LINES);
            return;
        }
        if !self.screen().is_browse() {
            self.scroll_screen(direction * WHEEL_LINES);
            return;
        }
        let is_over = |pane: Option<Pane>| pane.is_some_and(|pane| pane.contains(scroll.column, scroll.row));
        if is_over(self.layout.list) {
            self.list.scroll_by(direction);
        } else if is_over(self.layout.reader) {
            self.reader.scroll_by(direction * WHEEL_LINES);
        } else if is_over(self.layout.timeline) {
            self.with_timeline(
                |timeline, scene| if scroll.is_down { timeline.zoom_out(scene) } else { timeline.zoom_in(scene) },
            );
        }
    }
}
