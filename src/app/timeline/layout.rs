//! Which bins are shown, and in which columns: the only place that weighs time against width.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::count::n_imprecise;
use super::scale::with_thousands;
use super::{Scene, Unit, Zoom};
use crate::index::DayCounts;

/// Fewer bins than this say little: a small corpus is padded with the days around it.
const FEWEST_BINS: i32 = 7;
/// Wider bars would look like blocks of colour.
const WIDEST_BIN: usize = 28;
/// From this width on, a bin gives up a column to a gap.
const WIDTH_WITH_GAP: u16 = 3;
/// Between the bins and the columns at their right: room for the cursor's mark and a space on
/// either side of it.
const GAP_BEFORE_SIDE: usize = 3;
const MARGIN: usize = 1;

/// A column outside the time axis, reserved by the number of all articles so that it stays while
/// the filter changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SideColumn {
    pub label: &'static str,
    pub is_undated: bool,
    pub column: u16,
    pub columns: u16,
}

/// The bins shown and their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub unit: Unit,
    /// The first bin shown.
    pub first_bin: i32,
    /// How many are shown.
    pub n_bins: usize,
    /// The columns of each, its gap included.
    pub bin_columns: u16,
    /// The first column of the first bin.
    pub origin: u16,
    /// The first and the last bin of all of the time.
    pub whole: (i32, i32),
    /// The first and the last day of all of the time, whatever the unit.
    pub days: (Date, Date),
    pub sides: Vec<SideColumn>,
    pub is_everything: bool,
}

impl Layout {
    /// The layout of `scene` at `zoom`; nothing where no article has a date.
    pub fn of(zoom: Zoom, scene: &Scene) -> Option<Self> {
        let span = scene.all.span()?;
        let everything = Self::everything(span, scene);
        let (unit, first_day) = match zoom {
            // A pane that became wide enough shows all of the time in this unit anyway.
            Zoom::From(unit, first_day) if unit > everything.unit => (unit, first_day),
            _ => return Some(everything),
        };
        let room = Room::of(scene, unit);
        // The padding stays walkable in finer bins, so that no zoom loses the cursor.
        let whole = (unit.bin_of(everything.days.0), unit.bin_of(everything.days.1));
        let n_whole = (whole.1 - whole.0 + 1) as usize;
        // Bins keep their width from one step of the ladder to the next, so that each step shows
        // as much less of the time as its unit is finer.
        let widest = (room.axis / FEWEST_BINS as usize).max(1);
        let mut bin_columns = usize::from(everything.bin_columns).min(widest);
        let mut n_bins = room.axis / bin_columns;
        if n_bins >= n_whole {
            n_bins = n_whole;
            bin_columns = (room.axis / n_bins).clamp(1, WIDEST_BIN);
        }
        let last_start = whole.1 - n_bins as i32 + 1;
        let first_bin = unit.bin_of(first_day).min(last_start).max(whole.0);
        let layout = Self::new(unit, first_bin, n_bins, bin_columns, whole, room, n_bins == n_whole);
        Some(Self { days: everything.days, ..layout })
    }

    /// All of the time, in the finest unit that fits and that most dates are precise enough for.
    fn everything(span: (Date, Date), scene: &Scene) -> Self {
        let n_dated = u64::from(scene.all.n_dated());
        for unit in Unit::LADDER.into_iter().rev() {
            let whole = padded(unit, span);
            let n_bins = (whole.1 - whole.0 + 1) as usize;
            // This is asked before any article is counted.
            if n_bins > usize::from(scene.columns) {
                continue;
            }
            let room = Room::of(scene, unit);
            if n_bins <= room.axis && u64::from(room.n_imprecise) * 2 <= n_dated {
                let bin_columns = (room.axis / n_bins).min(WIDEST_BIN);
                return Self::new(unit, whole.0, n_bins, bin_columns, whole, room, true);
            }
        }
        // Ten thousand years in a pane of a few columns: their last part, one column a bin.
        let unit = Unit::Millennium;
        let (whole, room) = (padded(unit, span), Room::of(scene, unit));
        let n_bins = room.axis.min((whole.1 - whole.0 + 1) as usize);
        Self::new(unit, whole.1 - n_bins as i32 + 1, n_bins, 1, whole, room, true)
    }

    fn new(
        unit: Unit,
        first_bin: i32,
        n_bins: usize,
        bin_columns: usize,
        whole: (i32, i32),
        room: Room,
        is_everything: bool,
    ) -> Self {
        let (origin, bin_columns) = (room.origin as u16, bin_columns as u16);
        let end = origin + n_bins as u16 * bin_columns;
        let sides = room.sides_from(end + GAP_BEFORE_SIDE as u16);
        let days = (unit.first_day(whole.0), unit.last_day(whole.1));
        Self { unit, first_bin, n_bins, bin_columns, origin, whole, days, sides, is_everything }
    }

    /// The last bin shown.
    pub fn last_bin(&self) -> i32 {
        self.first_bin + self.n_bins as i32 - 1
    }

    /// The bins shown.
    pub fn bins(&self) -> RangeInclusive<i32> {
        self.first_bin..=self.last_bin()
    }

    /// The first column of a bin that is shown.
    pub fn column(&self, bin: i32) -> u16 {
        self.origin + (bin - self.first_bin) as u16 * self.bin_columns
    }

    /// How many columns a bar has.
    pub fn bar_columns(&self) -> u16 {
        if self.bin_columns >= WIDTH_WITH_GAP { self.bin_columns - 1 } else { self.bin_columns }
    }

    /// The column after the last bin.
    pub fn end(&self) -> u16 {
        self.origin + self.n_bins as u16 * self.bin_columns
    }
}

/// The columns of a pane that are left for the time axis, after those outside it.
struct Room {
    origin: usize,
    axis: usize,
    sides: Vec<(&'static str, bool, usize)>,
    n_imprecise: u32,
}

impl Room {
    fn of(scene: &Scene, unit: Unit) -> Self {
        let n_imprecise = n_imprecise(scene.all, unit);
        let mut sides = side_widths(n_imprecise, unit, scene.all.n_undated);
        let is_one_row = scene.max_bar_rows == 0;
        let columns = usize::from(scene.columns);
        let end_columns = if is_one_row { end_columns(scene.columns) } else { 0 };
        let margins = 2 * (MARGIN + end_columns);
        let mut taken: usize = sides.iter().map(|(_, _, width)| width + GAP_BEFORE_SIDE).sum();
        // In a pane far below the smallest one, time comes before what has none; and one row has
        // no room for a number above a label.
        if is_one_row || columns < margins + taken + FEWEST_BINS as usize {
            sides.clear();
            taken = 0;
        }
        if is_one_row && scene.all.n_undated > 0 && columns >= 60 {
            taken = format!("{} undated", with_thousands(scene.all.n_undated)).len() + 2;
        }
        let axis = columns.saturating_sub(margins + taken).max(1);
        Self { origin: MARGIN + end_columns, axis, sides, n_imprecise }
    }

    fn sides_from(self, column: u16) -> Vec<SideColumn> {
        let mut column = column;
        let mut sides = Vec::new();
        for (label, is_undated, width) in self.sides {
            sides.push(SideColumn { label, is_undated, column, columns: width as u16 });
            column += (width + GAP_BEFORE_SIDE) as u16;
        }
        sides
    }
}

/// The columns of either end of a timeline of one row: its date and a space.
pub(super) fn end_columns(columns: u16) -> usize {
    match columns {
        ..30 => 0,
        30..70 => 9,
        // `27 Dec 2021`.
        _ => 12,
    }
}

/// The columns outside the time axis where no article has a date, from `column` on.
pub(super) fn undated_column(all: &DayCounts, column: u16) -> Vec<SideColumn> {
    let sides = side_widths(0, Unit::Day, all.n_undated);
    Room { origin: 0, axis: 0, sides, n_imprecise: 0 }.sides_from(column)
}

fn side_widths(n_imprecise: u32, unit: Unit, n_undated: u32) -> Vec<(&'static str, bool, usize)> {
    let mut sides = Vec::new();
    for (label, is_undated, n_articles) in [(unit.missing(), false, n_imprecise), ("undated", true, n_undated)] {
        if n_articles > 0 {
            sides.push((label, is_undated, label.len().max(with_thousands(n_articles).len())));
        }
    }
    sides
}

/// The bins of `span`, and of the time around it where they are few. Days stay in one week
/// where they can.
fn padded(unit: Unit, (first_day, last_day): (Date, Date)) -> (i32, i32) {
    let (first, last) = (unit.bin_of(first_day), unit.bin_of(last_day));
    let missing = FEWEST_BINS - (last - first + 1);
    if missing <= 0 {
        return (first, last);
    }
    let week = Unit::Week.bin_of(first_day);
    let first = if unit == Unit::Day && week == Unit::Week.bin_of(last_day) {
        unit.bin_of(Unit::Week.first_day(week))
    } else {
        first - missing / 2
    };
    // At either end of the calendar there is no time to pad with.
    let latest = unit.bin_of(Date::MAX) - FEWEST_BINS + 1;
    let first = first.min(latest).max(unit.bin_of(Date::MIN));
    (first, first + FEWEST_BINS - 1)
}
