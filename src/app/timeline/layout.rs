//! The layout of the timeline: the unit, the bins shown and their columns. It fits the time into the width of the pane.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::count::{n_filled, n_imprecise};
use super::scale::with_thousands;
use super::{Scene, Unit, Zoom};
use crate::index::DayCounts;

/// The smallest number of bins. Fewer bins show little, so the time of a small corpus is padded with the time around
/// it.
const FEWEST_BINS: i32 = 7;
/// The smallest number of bins between the first and the last article for a coarser unit to be used. With fewer bins,
/// the padding would take more room than the articles.
const FEWEST_IN_SPAN: i32 = 4;
/// The greatest width of a bar, in columns. Wider bars would look like blocks of colour.
const WIDEST_BAR: u16 = 27;
/// The smallest width of a bin that has a gap of one column after its bar: two columns of bar and the gap.
const WIDTH_WITH_GAP: u16 = 3;
/// The columns between the bins and the side columns: the mark of the cursor with a space on either side.
const GAP_BEFORE_SIDE: usize = 3;
const MARGIN: usize = 1;
/// The label of the articles without a date.
pub(super) const UNDATED: &str = "undated";

/// A column outside the time axis, for articles without a bin.
///
/// It depends on the counts of all articles, so it stays in place when the filter changes.
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
    /// The number of bins shown.
    pub n_bins: usize,
    /// The width of a bin, including its gap.
    pub bin_columns: u16,
    /// The first column of the first bin.
    pub origin: u16,
    /// The first and the last bin of all of the time, padded.
    pub whole: (i32, i32),
    /// The first and the last day of all of the time, including its padding. They do not depend on the zoom.
    pub days: (Date, Date),
    pub sides: Vec<SideColumn>,
    pub is_everything: bool,
}

impl Layout {
    /// Returns the layout of `scene` at `zoom`; `None` if no article has a date.
    pub fn of(zoom: Zoom, scene: &Scene) -> Option<Self> {
        let span = scene.all.span()?;
        let everything = Self::everything(span, scene);
        let (unit, first_day) = match zoom {
            // If the pane has become wide enough, it shows all of the time in this unit anyway.
            Zoom::From(unit, first_day) if unit > everything.unit => (unit, first_day),
            _ => return Some(everything),
        };
        let room = Room::of(scene, unit);
        // The cursor can also move through the padding in finer bins, so a zoom never loses it.
        let whole = (unit.bin_of(everything.days.0), unit.bin_of(everything.days.1));
        let n_whole = n_bins_of(whole);
        // Bins keep their width when the unit changes, so a finer unit shows proportionally less of the time.
        let widest = (room.axis / FEWEST_BINS as usize).max(1);
        let mut bin_columns = usize::from(everything.bin_columns).min(widest);
        let mut n_bins = room.axis / bin_columns;
        if n_bins >= n_whole {
            n_bins = n_whole;
            bin_columns = (room.axis / n_bins).max(1);
        }
        let last_start = whole.1 - n_bins as i32 + 1;
        let first_bin = unit.bin_of(first_day).min(last_start).max(whole.0);
        let layout = Self::new(unit, first_bin, n_bins, bin_columns, whole, room, n_bins == n_whole);
        Some(Self { days: everything.days, ..layout })
    }

    /// Returns the layout of all of the time.
    ///
    /// The unit is the finest one with bars of two columns and gaps, and with articles in at least half of its bins. If
    /// no unit is half filled, it is the coarsest one with enough bins. If no unit has bars of two columns, the bars
    /// are narrower, so all of the time is shown at any width.
    fn everything(span: (Date, Date), scene: &Scene) -> Self {
        let candidates = candidates(span, scene);
        let widths = || (1..=usize::from(WIDTH_WITH_GAP)).rev();
        let sensible = |bin_columns| {
            let fits = move |candidate: &&Candidate| candidate.is_sensible && candidate.fits(bin_columns);
            let half_filled = candidates.iter().filter(fits).find(|candidate| candidate.is_half_filled(scene.all));
            half_filled.or_else(|| candidates.iter().rfind(fits))
        };
        let any = |bin_columns| candidates.iter().find(|candidate| candidate.fits(bin_columns));
        if let Some(Candidate { unit, whole, room, .. }) =
            widths().find_map(sensible).or_else(|| widths().find_map(any)).cloned()
        {
            let n_bins = n_bins_of(whole);
            let bin_columns = room.axis / n_bins;
            return Self::new(unit, whole.0, n_bins, bin_columns, whole, room, true);
        }
        // The dates are up to ten thousand years apart, and the pane has only a few columns. So the side columns are
        // left out. If that is not enough, only the last part of the time is shown.
        let unit = Unit::Millennium;
        let (whole, room) = (padded(unit, span), Room::of(scene, unit).without_sides(scene));
        let n_bins = room.axis.min(n_bins_of(whole));
        let bin_columns = room.axis / n_bins;
        Self::new(unit, whole.1 - n_bins as i32 + 1, n_bins, bin_columns, whole, room, true)
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

    /// Returns the last bin shown.
    pub fn last_bin(&self) -> i32 {
        self.first_bin + self.n_bins as i32 - 1
    }

    /// Returns the bins shown.
    pub fn bins(&self) -> RangeInclusive<i32> {
        self.first_bin..=self.last_bin()
    }

    /// Returns the first column of a bin that is shown.
    pub fn column(&self, bin: i32) -> u16 {
        self.origin + (bin - self.first_bin) as u16 * self.bin_columns
    }

    /// Returns the width of a bar, in columns.
    pub fn bar_columns(&self) -> u16 {
        if self.bin_columns >= WIDTH_WITH_GAP { (self.bin_columns - 1).min(WIDEST_BAR) } else { self.bin_columns }
    }

    /// Returns the column after the bar of a bin. If the bin has no gap, it is the last column of the bar.
    pub fn column_after_bar(&self, bin: i32) -> u16 {
        self.column(bin) + self.bar_columns().min(self.bin_columns - 1)
    }

    /// Returns the column after the last bin.
    pub fn end(&self) -> u16 {
        self.origin + self.n_bins as u16 * self.bin_columns
    }
}

/// A unit in which all of the time could be shown.
#[derive(Clone, Debug)]
struct Candidate {
    unit: Unit,
    /// The first and the last bin, padded.
    whole: (i32, i32),
    /// The number of bins from the first article to the last, without padding.
    n_in_span: i32,
    is_sensible: bool,
    room: Room,
}

impl Candidate {
    /// True if every bin can have `bin_columns` columns, including its gap.
    fn fits(&self, bin_columns: usize) -> bool {
        n_bins_of(self.whole) * bin_columns <= self.room.axis
    }

    fn is_half_filled(&self, counts: &DayCounts) -> bool {
        n_filled(counts, self.unit) * 2 >= self.n_in_span
    }
}

/// Returns the units that have no more bins than the pane has columns, and for which at least half of the dates are
/// precise enough. The finest unit comes first.
fn candidates(span: (Date, Date), scene: &Scene) -> Vec<Candidate> {
    let n_dated = u64::from(scene.all.n_dated());
    let mut candidates: Vec<Candidate> = Vec::new();
    for unit in Unit::LADDER.into_iter().rev() {
        let whole = padded(unit, span);
        // This is tested first, because it needs no count of articles.
        if n_bins_of(whole) > usize::from(scene.columns) {
            continue;
        }
        let room = Room::of(scene, unit);
        if u64::from(room.n_imprecise) * 2 <= n_dated {
            let n_in_span = unit.bin_of(span.1) - unit.bin_of(span.0) + 1;
            let is_sensible = candidates.is_empty() || n_in_span >= FEWEST_IN_SPAN;
            candidates.push(Candidate { unit, whole, n_in_span, is_sensible, room });
        }
    }
    candidates
}

/// Returns the number of bins from the first to the last.
fn n_bins_of((first, last): (i32, i32)) -> usize {
    (last - first + 1) as usize
}

/// The columns of a pane that are left for the time axis.
#[derive(Clone, Debug)]
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
        // A very narrow pane has only the time axis. A timeline of one row has no room for a number above a label.
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

    /// Returns the same room without side columns.
    fn without_sides(self, scene: &Scene) -> Self {
        let axis = usize::from(scene.columns).saturating_sub(2 * self.origin).max(1);
        Self { axis, sides: Vec::new(), ..self }
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

/// Returns the columns of either end of a timeline of one row: a date and a space.
pub(super) fn end_columns(columns: u16) -> usize {
    match columns {
        ..30 => 0,
        30..70 => 9,
        // `27 Dec 2021`.
        _ => 12,
    }
}

/// Returns the side column of a timeline without any date, from `column` on.
pub(super) fn undated_column(all: &DayCounts, column: u16) -> Vec<SideColumn> {
    let sides = side_widths(0, Unit::Day, all.n_undated);
    Room { origin: 0, axis: 0, sides, n_imprecise: 0 }.sides_from(column)
}

fn side_widths(n_imprecise: u32, unit: Unit, n_undated: u32) -> Vec<(&'static str, bool, usize)> {
    let mut sides = Vec::new();
    for (label, is_undated, n_articles) in [(unit.missing(), false, n_imprecise), (UNDATED, true, n_undated)] {
        if n_articles > 0 {
            sides.push((label, is_undated, label.len().max(with_thousands(n_articles).len())));
        }
    }
    sides
}

/// Returns the first and the last bin of `span`, padded with the time around it to [`FEWEST_BINS`]. Days of a single
/// week are padded to that week.
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
    // At either end of the calendar, there is no time for padding, so the bins are moved.
    let latest = unit.bin_of(Date::MAX) - FEWEST_BINS + 1;
    let first = first.min(latest).max(unit.bin_of(Date::MIN));
    (first, first + FEWEST_BINS - 1)
}
