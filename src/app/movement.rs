//! Moves the selection, the text and the focus: by rows, pages, panes and matches, and through the history.

use super::effect::Effect;
use super::timeline::Timeline;
use super::{App, Focus};
use crate::action::Action;
use crate::query::{TextField, marks};

impl App {
    pub(super) fn move_by(&mut self, n_rows: isize) {
        match self.focus {
            Focus::List | Focus::Filter if self.hits.n_offers() == 0 => self.move_selection(n_rows),
            Focus::List | Focus::Filter => {
                let last = self.hits.n_offers() - 1;
                self.list.offer = self.list.offer.saturating_add_signed(n_rows).min(last);
            }
            Focus::Reader => self.reader.scroll_by(n_rows),
            Focus::Timeline => self.move_bin(if n_rows > 0 { Action::BinRight } else { Action::BinLeft }),
        }
    }

    /// Selects an article by its position in the list. A pending search for the row of another article is cancelled.
    pub(super) fn select_position(&mut self, position: usize) {
        self.stop_seeking();
        self.list.select_position(position, &self.hits.rows);
    }

    pub(super) fn move_selection(&mut self, n_rows: isize) {
        self.stop_seeking();
        self.list.move_by(n_rows, &self.hits.rows);
        self.point_timeline();
    }

    pub(super) fn page(&mut self, direction: isize, is_half: bool) {
        match self.focus {
            Focus::List | Focus::Filter => {
                let n_rows = if is_half { (self.list.n_visible() / 2).max(1) } else { self.list.page() };
                self.move_selection(direction * n_rows as isize);
            }
            Focus::Reader => {
                let n_lines = if is_half { self.reader.half_page() } else { self.reader.page() };
                self.reader.scroll_by(direction * n_lines);
            }
            Focus::Timeline => {
                let half_screens = if is_half { direction as i32 } else { 2 * direction as i32 };
                self.with_timeline(|timeline, scene| timeline.pan(scene, half_screens));
            }
        }
    }

    pub(super) fn go_to_end(&mut self, is_last: bool) {
        match self.focus {
            Focus::List | Focus::Filter => {
                self.remember_step();
                let position = if is_last { self.rows().len().saturating_sub(1) } else { 0 };
                self.select_position(position);
                self.point_timeline();
            }
            Focus::Reader if is_last => self.reader.go_to_end(),
            Focus::Reader => self.reader.go_to_top(),
            Focus::Timeline => {
                self.with_timeline(|timeline, scene| {
                    if is_last {
                        timeline.last(scene)
                    } else {
                        timeline.first(scene)
                    };
                });
                self.select_at_bin();
            }
        }
    }

    pub(super) fn read_on(&mut self) {
        if self.reader.is_waiting() {
            // The user cannot have read a text that is not shown yet.
            return;
        }
        if !self.reader.is_at_end() && self.reader.body().is_some() {
            self.reader.scroll_by(self.reader.page());
        } else if self.reader.has_announced_end || self.focus != Focus::Reader {
            self.move_selection(1);
        } else {
            self.reader.has_announced_end = true;
            self.notice = Some("End of the article. Press again for the next one.".to_owned());
        }
    }

    pub(super) fn open(&mut self, effects: &mut Vec<Effect>) {
        match self.focus {
            Focus::List if self.hits.n_offers() > 0 => {
                if let Some(text) = self.hits.offer(self.list.offer, self.filter.text()) {
                    self.change_filter(&text, effects);
                }
            }
            Focus::List if self.list.selected().is_some() => {
                self.remember_step();
                self.focus = Focus::Reader;
            }
            Focus::Timeline => self.focus = Focus::List,
            // This opens the fold of this article only. The key for boilerplate switches all articles.
            Focus::Reader => {
                self.reader.toggle_fold();
            }
            Focus::List | Focus::Filter => {}
        }
    }

    pub(super) fn focus_on(&mut self, focus: Focus) {
        if focus == Focus::Timeline {
            self.panes.has_timeline = true;
        }
        if focus == Focus::List {
            self.panes.has_list = true;
        }
        if focus != Focus::Reader {
            self.panes.is_zen = false;
        }
        self.focus = focus;
        if focus == Focus::Timeline {
            self.with_timeline(Timeline::show_cursor);
        }
    }

    pub(super) fn focus_next(&mut self, is_forward: bool) {
        let mut round = vec![Focus::List, Focus::Reader];
        if self.panes.has_timeline {
            round.push(Focus::Timeline);
        }
        if !is_forward {
            round.reverse();
        }
        let at = round.iter().position(|focus| *focus == self.focus).unwrap_or(0);
        self.focus_on(round[(at + 1) % round.len()]);
    }

    pub(super) fn go_to_undated(&mut self) {
        match self.hits.first_undated() {
            Some(position) => {
                self.remember_step();
                self.select_position(position);
                self.point_timeline();
            }
            None => self.notice = Some("Every article in the list has a date.".to_owned()),
        }
    }

    pub(super) fn go_through_history(&mut self, is_back: bool, effects: &mut Vec<Effect>) {
        let now = self.step();
        let step = if is_back { self.history.back(now) } else { self.history.forward(now) };
        let Some(step) = step else {
            self.notice = Some(if is_back { "Nothing to go back to." } else { "Nothing to go forward to." }.to_owned());
            return;
        };
        self.stop_seeking();
        match step.selected {
            Some(place) if self.snapshot.has_row(place.row, place.numbering) => self.list.choose_row(place.row),
            Some(place) => self.seek_step(place.key, effects),
            None => {}
        }
        if step.filter == self.filter.text() {
            self.list.rows_changed(&self.hits, &self.snapshot);
        } else {
            self.filter.set(&step.filter);
            self.search_anew(effects);
        }
        self.timeline = step.timeline;
        self.point_timeline();
    }

    pub(super) fn go_to_match(&mut self, is_forward: bool) {
        if self.filter.markers().is_empty() {
            let key = self.key_of(Action::Filter);
            self.notice = Some(format!("Nothing to find. Press {key} and type a word."));
        } else if self.reader.is_waiting() {
            self.notice = Some("The text is still being read.".to_owned());
        } else if !self.reader.go_to_match(is_forward) {
            let title = self.selected().and_then(|article| article.title.value().cloned()).unwrap_or_default();
            let is_in_title = !marks(self.filter.markers(), &title, TextField::Title).is_empty();
            let place = if is_in_title { "The match is in the title only." } else { "No match in this text." };
            self.notice = Some(place.to_owned());
        }
    }
}
