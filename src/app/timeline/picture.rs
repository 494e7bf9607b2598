//! The picture of the timeline as plain data: all that drawing needs, and nothing that depends on a terminal.

use std::ops::Range;

use jiff::civil::Date;

use super::count::{Counted, Counts, count, undated};
use super::labels::{Label, labels};
use super::layout::{Layout, SideColumn, UNDATED, end_columns, undated_column};
use super::moves::Stop;
use super::scale::{BarScale, scale_for, with_thousands};
use super::{Cursor, Scene, Timeline, Unit, Zoom};
use crate::text::columns::width;

/// A bar of the timeline, with its bin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The first day of the bin.
    pub first_day: Date,
    /// The last day of the bin.
    pub last_day: Date,
    /// The columns of the bar in the pane, without the gap after it.
    pub columns: Range<u16>,
    /// The articles of the bin.
    pub counts: Counts,
}

/// A column outside the time axis, for articles without a bin. It exists only if there are such articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The label, which says what is missing in the dates: `undated`, `no day`.
    pub label: &'static str,
    /// The columns in the pane.
    pub columns: Range<u16>,
    pub counts: Counts,
    /// True if the cursor is on it.
    pub is_cursor: bool,
}

/// The place of the mark of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// In this column of the pane.
    At(u16),
    /// In this column, because the cursor is earlier than the time shown.
    Earlier(u16),
    /// In this column, because the cursor is later than the time shown.
    Later(u16),
}

/// The parts of the title. Drawing leaves out whole parts that do not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// `By month`.
    pub unit: Option<&'static str>,
    /// `Oct 2020 – Mar 2022`.
    pub span: Option<String>,
    /// The articles before and after the time shown: `41 earlier, 12 later`.
    pub outside: Option<String>,
    /// The same in fewer columns: `53 outside`.
    pub short_outside: Option<String>,
    /// The articles at the cursor: `Mar 2022: 14`, `undated: 3`; with a filter `Mar 2022: 3 of 14`.
    pub cursor: Option<String>,
    /// The articles of the highest bar in view: `tallest 14`.
    pub tallest: Option<String>,
    /// `sqrt` or `log`; a linear scale is not named.
    pub scale: Option<&'static str>,
}

/// The picture of a timeline. Columns count from the left edge of the pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelinePicture {
    /// The width of the pane that the picture is made for.
    pub columns: u16,
    /// The unit of a bar; `None` if no article has a date.
    pub unit: Option<Unit>,
    /// The bars, the earliest first.
    pub bins: Vec<Bin>,
    /// The labels of the axis, from the left.
    pub labels: Vec<Label>,
    /// The mark of the cursor.
    pub mark: Option<Mark>,
    /// The position of the cursor's bin in `bins`.
    pub cursor_bin_idx: Option<usize>,
    /// The columns outside the time axis.
    pub sides: Vec<Side>,
    pub scale: BarScale,
    /// The number of articles of a bar of full height.
    pub full_bar: u32,
    /// The number of rows of the bars; 0 if the whole timeline is one row.
    pub n_bar_rows: u16,
    /// The articles before the time shown.
    pub before: Counts,
    /// The articles after the time shown.
    pub after: Counts,
    /// The articles whose dates are less precise than the unit.
    pub imprecise: Counts,
    /// The articles without a date.
    pub undated: Counts,
    /// True if a filter is active. Bars then have two layers.
    pub has_filter: bool,
    pub title: Title,
    /// The names of the start and the end of the time shown, if the whole timeline is one row.
    pub ends: Option<(String, String)>,
    /// The message in place of bars.
    pub message: Option<&'static str>,
}

impl TimelinePicture {
    /// Returns the number of rows of the whole pane: its rule, the bars and the axis.
    pub fn n_rows(&self) -> u16 {
        if self.n_bar_rows == 0 { 1 } else { self.n_bar_rows + 2 }
    }

    /// Returns the height of a bar of `n_articles`, in eighths of a row. A full bar has `n_rows` rows.
    pub fn eighths(&self, n_articles: u32, n_rows: u16) -> u16 {
        self.scale.eighths(n_articles, self.full_bar, n_rows)
    }
}

impl Timeline {
    /// Returns the picture of `scene`.
    pub fn picture(&self, scene: &Scene) -> TimelinePicture {
        let blank = TimelinePicture {
            columns: scene.columns,
            n_bar_rows: scene.max_bar_rows.min(1),
            undated: matching_at_most_all(undated(scene)),
            has_filter: scene.matching.is_some(),
            ..TimelinePicture::default()
        };
        match Layout::of(self.zoom, scene) {
            Some(layout) => self.dated(scene, &layout, &blank),
            None => self.without_dates(scene, blank),
        }
    }

    fn dated(&self, scene: &Scene, layout: &Layout, blank: &TimelinePicture) -> TimelinePicture {
        let unit = layout.unit;
        let counted = count(scene, unit, layout.first_bin, layout.n_bins);
        let heights = || counted.bins.iter().map(|counts| counts.n_all);
        let scale = scale_for(self.scale, heights());
        let n_bar_rows = self.n_bar_rows(scene, &counted, layout);
        let tallest = heights().max().unwrap_or(0);
        // If the highest bar has one article, it takes only one of several rows.
        let full_bar = tallest.max(u32::from(n_bar_rows)).max(1);
        let stop = Stop::of(self.cursor, unit);
        let cursor_bin = match stop {
            Some(Stop::Bin(bin)) => Some(bin),
            _ => None,
        };
        let shown_cursor = cursor_bin.filter(|bin| layout.bins().contains(bin));
        let off_left = cursor_bin.filter(|bin| *bin < layout.first_bin).map(|_| Mark::Earlier(0));
        let off_right = cursor_bin
            .filter(|bin| *bin > layout.last_bin())
            .map(|_| Mark::Later(layout.end().min(scene.columns.saturating_sub(1))));
        let start = usize::from(layout.origin).max(if off_left.is_some() { 3 } else { 0 });
        let end = match (&off_right, layout.sides.is_empty()) {
            (Some(_), _) => usize::from(layout.end()).saturating_sub(2),
            (None, true) => usize::from(scene.columns),
            (None, false) => usize::from(layout.end()),
        };
        let (labels, mark) = labels(layout, (start, end), shown_cursor);
        let sides = sides(&layout.sides, &counted, stop);
        let side_mark =
            sides.iter().find(|side| side.is_cursor).map(|side| Mark::At(side.columns.start.saturating_sub(1)));
        let bins = layout.bins().zip(&counted.bins).map(|(bin, counts)| {
            let column = layout.column(bin);
            Bin {
                first_day: unit.first_day(bin),
                last_day: unit.last_day(bin),
                columns: column..column + layout.bar_columns(),
                counts: matching_at_most_all(*counts),
            }
        });
        TimelinePicture {
            unit: Some(unit),
            bins: bins.collect(),
            labels,
            mark: mark.map(Mark::At).or(off_left).or(off_right).or(side_mark),
            cursor_bin_idx: shown_cursor.map(|bin| (bin - layout.first_bin) as usize),
            sides,
            scale,
            full_bar,
            n_bar_rows,
            before: matching_at_most_all(counted.before),
            after: matching_at_most_all(counted.after),
            imprecise: matching_at_most_all(counted.imprecise),
            title: Title {
                cursor: stop.map(|stop| cursor_count(scene, layout, &counted, stop)),
                tallest: (tallest > 0).then(|| format!("tallest {}", with_thousands(tallest))),
                scale: (scale != BarScale::Linear).then(|| scale.name()),
                ..title(layout, &counted)
            },
            ends: (scene.max_bar_rows == 0).then(|| ends(scene, layout)),
            ..*blank
        }
    }

    fn without_dates(&self, scene: &Scene, blank: TimelinePicture) -> TimelinePicture {
        let message = if scene.all.n_undated == 0 { "no dates yet" } else { "No article has a date" };
        let columns = undated_column(scene.all, width(message) as u16 + 4);
        let counted = Counted { undated: blank.undated, ..Counted::default() };
        let stop = (self.cursor == Cursor::Undated).then_some(Stop::Undated);
        let sides = sides(&columns, &counted, stop);
        let mark = sides.iter().find(|side| side.is_cursor).map(|side| Mark::At(side.columns.start.saturating_sub(1)));
        let cursor = stop.map(|_| named_count(blank.undated, UNDATED, blank.has_filter));
        TimelinePicture { message: Some(message), sides, mark, title: Title { cursor, ..Title::default() }, ..blank }
    }

    /// Returns the number of rows of the bars: as many as the highest bar of all of the time needs with one article a
    /// row, up to the greatest number.
    ///
    /// It does not depend on the zoom or the filter, so that the panes above keep their size.
    fn n_bar_rows(&self, scene: &Scene, counted: &Counted, layout: &Layout) -> u16 {
        let highest = |counted: &Counted| counted.bins.iter().map(|counts| counts.n_all).max().unwrap_or(0);
        let needed = match Layout::of(Zoom::Everything, scene) {
            Some(everything) if self.zoom != Zoom::Everything && everything != *layout => {
                let alone = Scene { matching: None, ..*scene };
                highest(&count(&alone, everything.unit, everything.first_bin, everything.n_bins))
            }
            _ => highest(counted),
        };
        needed.clamp(1, u32::from(scene.max_bar_rows).max(1)) as u16 * scene.max_bar_rows.min(1)
    }
}

/// Limits the matching articles to all articles. While articles arrive, the two counts may be of different snapshots.
fn matching_at_most_all(counts: Counts) -> Counts {
    Counts { n_matching: counts.n_matching.min(counts.n_all), ..counts }
}

fn sides(columns: &[SideColumn], counted: &Counted, stop: Option<Stop>) -> Vec<Side> {
    let side = |column: &SideColumn| {
        let (counts, its_stop) =
            if column.is_undated { (counted.undated, Stop::Undated) } else { (counted.imprecise, Stop::Imprecise) };
        Side {
            label: column.label,
            columns: column.column..column.column + column.columns,
            counts: matching_at_most_all(counts),
            is_cursor: stop == Some(its_stop),
        }
    };
    columns.iter().map(side).collect()
}

/// Returns the parts of the title about the part of the time that is shown.
fn title(layout: &Layout, counted: &Counted) -> Title {
    let outside: Vec<String> = [(counted.before, "earlier"), (counted.after, "later")]
        .into_iter()
        .filter(|(counts, _)| counts.n_all > 0)
        .map(|(counts, side)| format!("{} {side}", with_thousands(counts.n_all)))
        .collect();
    let n_outside = counted.before.n_all + counted.after.n_all;
    Title {
        unit: Some(layout.unit.title()),
        span: Some(layout.unit.span_name(layout.first_bin, layout.last_bin())),
        outside: (!outside.is_empty()).then(|| outside.join(", ")),
        short_outside: (n_outside > 0).then(|| format!("{} outside", with_thousands(n_outside))),
        ..Title::default()
    }
}

/// Returns the name of the bin or side column at `stop`, with the number of its articles.
fn cursor_count(scene: &Scene, layout: &Layout, counted: &Counted, stop: Stop) -> String {
    let unit = layout.unit;
    let (counts, name) = match stop {
        Stop::Bin(bin) => {
            let is_shown = layout.bins().contains(&bin);
            // A bin that was scrolled out of view is counted on its own.
            let alone = if is_shown { Counted::default() } else { count(scene, unit, bin, 1) };
            let (bins, at) = if is_shown { (&counted.bins, bin - layout.first_bin) } else { (&alone.bins, 0) };
            // If the time shown is within one year, the title already has the year.
            let (first, last) = (unit.first_day(layout.first_bin), unit.last_day(layout.last_bin()));
            let year = unit.first_day(bin).year();
            let with_year = first.year() != year || last.year() != year;
            (bins.get(at as usize).copied().unwrap_or_default(), unit.title_of(bin, with_year))
        }
        Stop::Imprecise => (counted.imprecise, unit.missing().to_owned()),
        Stop::Undated => (counted.undated, UNDATED.to_owned()),
    };
    named_count(matching_at_most_all(counts), &name, scene.matching.is_some())
}

/// Returns a name with its counts: `Mar 2022: 14`; with a filter `Mar 2022: 3 of 14`.
fn named_count(counts: Counts, name: &str, has_filter: bool) -> String {
    let n_all = with_thousands(counts.n_all);
    if has_filter {
        format!("{name}: {} of {n_all}", with_thousands(counts.n_matching))
    } else {
        format!("{name}: {n_all}")
    }
}

/// Returns the dates at the two ends of a timeline of one row, with their years if there is room.
fn ends(scene: &Scene, layout: &Layout) -> (String, String) {
    let room = end_columns(scene.columns);
    let named = |with_year| layout.unit.end_names(layout.first_bin, layout.last_bin(), with_year);
    let fits = |ends: &(String, String)| width(&ends.0).max(width(&ends.1)) < room;
    [named(true), named(false)].into_iter().find(fits).unwrap_or_default()
}
