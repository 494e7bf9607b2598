//! What keys and the mouse do to the timeline: the cursor, the part shown, the zoom.

use jiff::civil::Date;

use super::count::{bin_of, n_imprecise};
use super::layout::Layout;
use super::{Cursor, Scene, Timeline, Unit, Zoom};
use crate::index::DayCount;

/// A place that the cursor can stand on: the bins, then the columns outside the time axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    Bin(i32),
    Imprecise,
    Undated,
}

impl Stop {
    /// Where `cursor` stands in bins of `unit`.
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
    /// To the bin before, and into view.
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

    /// To the next bin, and into view; after the last one, to the columns outside the time axis.
    pub fn bin_right(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, stop| match stop {
            Stop::Bin(bin) if bin < layout.whole.1 => Some(Stop::Bin((bin + 1).max(layout.whole.0))),
            Stop::Bin(_) if n_imprecise(scene.all, layout.unit) > 0 => Some(Stop::Imprecise),
            _ => (scene.all.n_undated > 0).then_some(Stop::Undated),
        })
    }

    /// To the bin before that has articles, matching ones where there is a filter.
    pub fn filled_bin_left(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, stop| filled_stops(scene, layout.unit).filter(|filled| *filled < stop).max())
    }

    /// To the next bin that has articles, matching ones where there is a filter.
    pub fn filled_bin_right(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, stop| filled_stops(scene, layout.unit).filter(|filled| *filled > stop).min())
    }

    /// To the earliest articles, matching ones where there is a filter.
    pub fn first(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, _| filled_stops(scene, layout.unit).min())
    }

    /// To the latest articles that have a bin, matching ones where there is a filter.
    pub fn last(&mut self, scene: &Scene) -> Cursor {
        self.step(scene, |layout, _| {
            let is_bin = |stop: &Stop| matches!(stop, Stop::Bin(_));
            filled_stops(scene, layout.unit).filter(is_bin).max().or(filled_stops(scene, layout.unit).max())
        })
    }

    /// Shows another part of the time, so many half screens later, or earlier where negative.
    pub fn pan(&mut self, scene: &Scene, half_screens: i32) {
        let Some(layout) = Layout::of(self.zoom, scene) else { return };
        if !layout.is_everything {
            let half = (layout.n_bins as i32 / 2).max(1);
            self.show_from(&layout, layout.first_bin.saturating_add(half_screens.saturating_mul(half)));
        }
    }

    /// The next finer unit around the cursor, or around the middle where the cursor has no date.
    pub fn zoom_in(&mut self, scene: &Scene) {
        if let Some(finer) = Layout::of(self.zoom, scene).and_then(|layout| layout.unit.finer()) {
            self.zoom_to(scene, finer);
        }
    }

    /// The next coarser unit around the cursor, up to all of the time.
    pub fn zoom_out(&mut self, scene: &Scene) {
        match Layout::of(self.zoom, scene) {
            Some(layout) if self.zoom != Zoom::Everything => match layout.unit.coarser() {
                Some(coarser) => self.zoom_to(scene, coarser),
                None => self.zoom_all(),
            },
            _ => self.zoom_all(),
        }
    }

    /// All of the time.
    pub fn zoom_all(&mut self) {
        self.zoom = Zoom::Everything;
    }

    /// Shows the part of the time that the cursor is in, with as little scrolling as that takes.
    pub fn show_cursor(&mut self, scene: &Scene) {
        let Some(layout) = Layout::of(self.zoom, scene) else { return };
        if let Some(Stop::Bin(bin)) = Stop::of(self.cursor, layout.unit)
            && !layout.is_everything
        {
            let earliest = bin - layout.n_bins as i32 + 1;
            self.show_from(&layout, layout.first_bin.clamp(earliest, bin));
        }
    }

    /// What a click in `column` of the pane points at.
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

    /// The first and the last day of the bin that `cursor` is in, unless it has none.
    pub fn bin_range(&self, scene: &Scene, cursor: Cursor) -> Option<(Date, Date)> {
        let unit = Layout::of(self.zoom, scene)?.unit;
        match Stop::of(cursor, unit)? {
            Stop::Bin(bin) => Some((unit.first_day(bin), unit.last_day(bin))),
            Stop::Imprecise | Stop::Undated => None,
        }
    }

    /// The value of `date:` that is exactly the bin of `cursor`. Articles of too imprecise a date
    /// have none together.
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

    /// Moves the cursor to where `target` says from the stop it is on, and shows it. A cursor that
    /// is nowhere goes to the latest articles first.
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

    /// Bins of `unit`, with the cursor where it was across the pane.
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
            // All of the time has no finer bins than these, or is coarser than they are.
            Some(after) if after.unit != unit || Layout::of(Zoom::Everything, scene).as_ref() == Some(&after) => {
                self.zoom_all();
            }
            Some(after) => {
                let n_bins = after.n_bins as i32;
                let left_of_it = (share * after.n_bins as f64) as i32;
                // The whole of the bin that is zoomed into is in view, where it fits.
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

/// The stops that have articles to look for.
fn filled_stops<'counts>(scene: &Scene<'counts>, unit: Unit) -> impl Iterator<Item = Stop> + use<'counts> {
    let wanted = scene.wanted();
    let dated = wanted.days.iter().filter(|count| count.n_articles > 0);
    let undated = (wanted.n_undated > 0).then_some(Stop::Undated);
    dated.map(move |count| bin_of(count, unit).map_or(Stop::Imprecise, Stop::Bin)).chain(undated)
}

/// The cursor on a stop: on the first of its articles, so that a finer unit finds them; on the
/// first day of an empty bin.
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
        // The first week of the time can start before its first month does.
        (Stop::Bin(bin), None) => Some(Cursor::day(unit.first_day(bin).clamp(layout.days.0, layout.days.1))),
    }
}
