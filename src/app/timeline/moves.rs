//! The changes that keys and the mouse make to the timeline: to the cursor, the part shown and the zoom.

use jiff::civil::Date;

use super::count::{bin_of, n_imprecise};
use super::layout::Layout;
use super::{Cursor, Scene, Timeline, Unit, Zoom};
use crate::index::DayCount;

/// A place that the cursor can be on: a bin, or after all bins, a side column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    Bin(i32),
    Imprecise,
    Undated,
}

impl Stop {
    /// Returns the stop of `cursor` in bins of `unit`; `None` if the cursor is nowhere.
    pub fn of(cursor: Cursor, unit: Unit) -> Option<Self> {
        match cursor {
            Cursor::Nowhere => None,
            Cursor::Undated => Some(Self::Undated),
            Cursor::Dated(first_day, last_day) => {
                let bin = unit.bin_of(first_day);
                Some(if unit.bin_of(last_day) == bin { Self::Bin(bin) } else { Self::Imprecise })
            }
        }
    }
}

impl Timeline {
    /// Moves the cursor to the bin before, and shows it.
    pub fn bin_left(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, stop| {
            let last = Stop::Bin(layout.whole.1);
            match stop {
                Stop::Bin(bin) => Some(Stop::Bin((bin - 1).clamp(layout.whole.0, layout.whole.1))),
                Stop::Undated if n_imprecise(scene.all, layout.unit) > 0 => Some(Stop::Imprecise),
                Stop::Imprecise | Stop::Undated => Some(last),
            }
        })
    }

    /// Moves the cursor to the next bin, and shows it. After the last bin come the side columns.
    pub fn bin_right(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, stop| match stop {
            Stop::Bin(bin) if bin < layout.whole.1 => Some(Stop::Bin((bin + 1).max(layout.whole.0))),
            Stop::Bin(_) if n_imprecise(scene.all, layout.unit) > 0 => Some(Stop::Imprecise),
            _ => (scene.all.n_undated > 0).then_some(Stop::Undated),
        })
    }

    /// Moves the cursor to the nearest earlier bin that has articles; with a filter, matching articles.
    pub fn filled_bin_left(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, stop| filled_stops(scene, layout.unit).filter(|filled| *filled < stop).max())
    }

    /// Moves the cursor to the nearest later bin that has articles; with a filter, matching articles.
    pub fn filled_bin_right(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, stop| filled_stops(scene, layout.unit).filter(|filled| *filled > stop).min())
    }

    /// Moves the cursor to the earliest articles; with a filter, to the earliest matching ones.
    pub fn first(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, _| filled_stops(scene, layout.unit).min())
    }

    /// Moves the cursor to the latest articles that have a bin; with a filter, to the latest matching ones.
    pub fn last(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, _| {
            let is_bin = |stop: &Stop| matches!(stop, Stop::Bin(_));
            filled_stops(scene, layout.unit).filter(is_bin).max().or(filled_stops(scene, layout.unit).max())
        })
    }

    /// Scrolls the timeline by so many half screens: to a later time, or to an earlier time if negative.
    pub fn pan(&mut self, scene: &Scene, half_screens: i32) {
        let Some(layout) = Layout::of(self.zoom, scene) else { return };
        if !layout.is_everything {
            let half = (layout.n_bins as i32 / 2).max(1);
            self.show_from(&layout, layout.first_bin.saturating_add(half_screens.saturating_mul(half)));
        }
    }

    /// Zooms to the next finer unit around the cursor, or around the middle if the cursor has no date.
    pub fn zoom_in(&mut self, scene: &Scene) {
        if let Some(finer) = Layout::of(self.zoom, scene).and_then(|layout| layout.unit.finer()) {
            self.zoom_to(scene, finer);
        }
    }

    /// Zooms to the next coarser unit around the cursor, up to all of the time.
    pub fn zoom_out(&mut self, scene: &Scene) {
        match Layout::of(self.zoom, scene) {
            Some(layout) if self.zoom != Zoom::Everything => match layout.unit.coarser() {
                Some(coarser) => self.zoom_to(scene, coarser),
                None => self.zoom_all(),
            },
            _ => self.zoom_all(),
        }
    }

    /// Shows all of the time.
    pub fn zoom_all(&mut self) {
        self.zoom = Zoom::Everything;
    }

    /// Scrolls the bin of the cursor into view, by as little as possible.
    pub fn show_cursor(&mut self, scene: &Scene) {
        let Some(layout) = Layout::of(self.zoom, scene) else { return };
        if let Some(Stop::Bin(bin)) = Stop::of(self.cursor, layout.unit)
            && !layout.is_everything
        {
            let earliest = bin - layout.n_bins as i32 + 1;
            self.show_from(&layout, layout.first_bin.clamp(earliest, bin));
        }
    }

    /// Returns the cursor for a click in `column` of the pane; `None` if there is nothing.
    pub fn bin_at_column(&self, scene: &Scene, column: u16) -> Option<Cursor> {
        let Some(layout) = Layout::of(self.zoom, scene) else {
            return (scene.all.n_undated > 0).then_some(Cursor::Undated);
        };
        if (layout.origin..layout.end()).contains(&column) {
            let bin = layout.first_bin + i32::from((column - layout.origin) / layout.bin_columns);
            return cursor_at(scene, &layout, Stop::Bin(bin));
        }
        let side = layout.sides.iter().find(|side| (side.column..side.column + side.columns).contains(&column))?;
        cursor_at(scene, &layout, if side.is_undated { Stop::Undated } else { Stop::Imprecise })
    }

    /// Returns the first and the last day of the bin of `cursor`; `None` if it has no bin.
    pub fn bin_range(&self, scene: &Scene, cursor: Cursor) -> Option<(Date, Date)> {
        let unit = Layout::of(self.zoom, scene)?.unit;
        match Stop::of(cursor, unit)? {
            Stop::Bin(bin) => Some((unit.first_day(bin), unit.last_day(bin))),
            Stop::Imprecise | Stop::Undated => None,
        }
    }

    /// Returns the value of `date:` that matches exactly the bin of `cursor`. No value matches all articles with
    /// imprecise dates.
    pub fn filter_text(&self, scene: &Scene, cursor: Cursor) -> Option<String> {
        let Some(layout) = Layout::of(self.zoom, scene) else {
            return (cursor == Cursor::Undated).then(|| "unknown".to_owned());
        };
        match Stop::of(cursor, layout.unit)? {
            Stop::Bin(bin) => Some(layout.unit.filter_text(bin)),
            Stop::Undated => Some("unknown".to_owned()),
            Stop::Imprecise => None,
        }
    }

    /// Moves the cursor to the stop that `target` returns for the current one, and shows it. Returns the new cursor.
    ///
    /// A cursor that is nowhere moves to the latest articles instead.
    fn step(&mut self, scene: &Scene, target: impl Fn(&Layout, Stop) -> Option<Stop>) -> Cursor {
        if let Some(layout) = Layout::of(self.zoom, scene) {
            let stop = match Stop::of(self.cursor, layout.unit) {
                Some(stop) => target(&layout, stop),
                None => filled_stops(scene, layout.unit).filter(|stop| matches!(stop, Stop::Bin(_))).max(),
            };
            self.cursor = stop.and_then(|stop| cursor_at(scene, &layout, stop)).unwrap_or(self.cursor);
            self.show_cursor(scene);
        } else if scene.all.n_undated > 0 {
            self.cursor = Cursor::Undated;
        }
        self.cursor
    }

    /// Shows bins of `unit`. The cursor keeps its relative position in the pane.
    fn zoom_to(&mut self, scene: &Scene, unit: Unit) {
        let Some(before) = Layout::of(self.zoom, scene) else { return };
        let middle = before.unit.first_day(before.first_bin + before.n_bins as i32 / 2);
        let anchor = if let Cursor::Dated(first_day, _) = self.cursor { first_day } else { middle };
        let bin = before.unit.bin_of(anchor);
        let share = if before.bins().contains(&bin) {
            (f64::from(bin - before.first_bin) + 0.5) / before.n_bins as f64
        } else {
            0.5
        };
        self.zoom = Zoom::From(unit, anchor);
        match Layout::of(self.zoom, scene) {
            // All of the time is shown in this unit or a finer one anyway.
            Some(after) if after.unit != unit || Layout::of(Zoom::Everything, scene).as_ref() == Some(&after) => {
                self.zoom_all();
            }
            Some(after) => {
                let n_bins = after.n_bins as i32;
                let left_of_it = (share * after.n_bins as f64) as i32;
                // If the bin that is zoomed into fits, all of it is in view.
                let inside = [before.unit.first_day(bin), before.unit.last_day(bin)].map(|day| unit.bin_of(day));
                let first_bin = unit.bin_of(anchor) - left_of_it;
                let fits = inside[1] - inside[0] < n_bins;
                let first_bin = if fits { first_bin.clamp(inside[1] - n_bins + 1, inside[0]) } else { first_bin };
                self.show_from(&after, first_bin);
            }
            None => self.zoom_all(),
        }
    }

    fn show_from(&mut self, layout: &Layout, first_bin: i32) {
        let latest = layout.whole.1 - layout.n_bins as i32 + 1;
        self.zoom = Zoom::From(layout.unit, layout.unit.first_day(first_bin.min(latest).max(layout.whole.0)));
    }
}

/// Returns the stops with articles that moves search for.
fn filled_stops<'counts>(scene: &Scene<'counts>, unit: Unit) -> impl Iterator<Item = Stop> + use<'counts> {
    let wanted = scene.wanted();
    let dated = wanted.days.iter().filter(|count| count.n_articles > 0);
    let undated = (wanted.n_undated > 0).then_some(Stop::Undated);
    dated.map(move |count| bin_of(count, unit).map_or(Stop::Imprecise, Stop::Bin)).chain(undated)
}

/// Returns the cursor on a stop. It is on the first article of the stop, so that a finer unit finds that article.
///
/// On an empty bin, the cursor is on the first day of the bin.
fn cursor_at(scene: &Scene, layout: &Layout, stop: Stop) -> Option<Cursor> {
    let unit = layout.unit;
    let is_there = |count: &&DayCount| match stop {
        Stop::Bin(bin) => bin_of(count, unit) == Some(bin),
        Stop::Imprecise => bin_of(count, unit).is_none(),
        Stop::Undated => false,
    };
    let in_days = |days: &[DayCount]| days.iter().find(is_there).copied();
    match (stop, in_days(&scene.wanted().days).or_else(|| in_days(&scene.all.days))) {
        (Stop::Undated, _) => Some(Cursor::Undated),
        (Stop::Imprecise, Some(count)) => Some(Cursor::Dated(count.first_day, count.last_day)),
        (Stop::Imprecise, None) => None,
        (Stop::Bin(_), Some(count)) => Some(Cursor::day(count.first_day)),
        // The first week of the time may start before the first month of the time.
        (Stop::Bin(bin), None) => Some(Cursor::day(unit.first_day(bin).clamp(layout.days.0, layout.days.1))),
    }
}
