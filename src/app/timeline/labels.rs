//! The labels under the bars: as many calendar labels as fit without being cut or touching, and the label of the
//! cursor.

use super::layout::Layout;
use super::unit::{Unit, month_name, weekday_name};
use crate::text::columns::width;

/// The smallest number of columns between two labels, and between a label and the mark of the cursor.
const APART: usize = 2;

/// A label of the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The first column of the label in the pane.
    pub column: u16,
    pub text: String,
    /// True if it names the bin of the cursor.
    pub is_cursor: bool,
}

impl Label {
    /// Returns the column after the last one of the label.
    pub fn end(&self) -> u16 {
        self.column + width(&self.text) as u16
    }
}

/// The rule that decides which bins have a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Every so many bins, counted from a fixed point of the calendar.
    Bins(i32),
    /// For bins of days: every second day of a week.
    OtherDays,
    /// For bins of days: the Mondays of every so many weeks.
    Mondays(i32),
    /// For bins of days or weeks: the starts of every so many months.
    Months(i32),
}

/// Returns the rules for a unit, from the one with the most labels to the one with the fewest.
fn rules(unit: Unit) -> impl Iterator<Item = Rule> {
    let bins: &[i32] = match unit {
        Unit::Day => &[1],
        Unit::Week => &[1, 2],
        // No rule labels every second month: between the quarters, the position of a bar already shows its month.
        Unit::Month => &[1, 3, 6, 12, 24, 60, 120, 240, 600, 1200],
        Unit::Quarter => &[1, 2, 4, 8, 20, 40, 80, 200, 400],
        _ => &[1, 2, 5, 10, 20, 50, 100],
    };
    let days: &[Rule] = if unit == Unit::Day { &[Rule::OtherDays, Rule::Mondays(1), Rule::Mondays(2)] } else { &[] };
    let months: &[i32] = if unit >= Unit::Week { &[1, 3, 6, 12, 24, 60, 120] } else { &[] };
    bins.iter()
        .map(|&n_bins| Rule::Bins(n_bins))
        .chain(days.iter().copied())
        .chain(months.iter().copied().map(Rule::Months))
}

impl Rule {
    fn is_labelled(self, unit: Unit, bin: i32) -> bool {
        let first = unit.first_day(bin);
        match self {
            Self::Bins(n_bins) => bin.rem_euclid(n_bins) == 0,
            Self::OtherDays => first.weekday().to_monday_zero_offset() % 2 == 0,
            Self::Mondays(n_weeks) => {
                first.weekday().to_monday_zero_offset() == 0 && Unit::Week.bin_of(first).rem_euclid(n_weeks) == 0
            }
            Self::Months(n_months) => {
                let last = unit.last_day(bin);
                let starts_a_month = first.day() == 1 || first.month() != last.month();
                starts_a_month && Unit::Month.bin_of(last).rem_euclid(n_months) == 0
            }
        }
    }

    /// True if every label of the rule is a year.
    fn is_of_years(self, unit: Unit) -> bool {
        match self {
            Self::Bins(n_bins) => match unit {
                Unit::Quarter => n_bins >= 4,
                Unit::Month => n_bins >= 12,
                _ => unit <= Unit::Year,
            },
            Self::Months(n_months) => n_months >= 12,
            Self::OtherDays | Self::Mondays(_) => false,
        }
    }

    /// True if the first bin shown may have a label even if the rule gives it none.
    ///
    /// This is so if a label names the start of its bin, and not the start of a month or a year.
    fn names_any_bin(self, unit: Unit) -> bool {
        !self.is_of_years(unit) && !matches!(self, Self::Months(_))
    }
}

/// A labeller of one layout by one rule.
struct Labeller<'layout> {
    layout: &'layout Layout,
    rule: Rule,
    /// The distance of a label from the first column of its bin.
    ///
    /// It is 1 if every bin has a label. The mark of the cursor then fits before the label, and no label moves.
    offset: u16,
    /// The first column that labels may take, and the column after the last.
    room: (usize, usize),
    /// True if the first bin shown has a label. Labels that would touch it are left out.
    names_first: bool,
}

impl Labeller<'_> {
    fn year_of(&self, bin: i32) -> i16 {
        match self.rule {
            Rule::Months(_) => self.layout.unit.last_day(bin).year(),
            _ => self.layout.unit.first_day(bin).year(),
        }
    }

    fn text(&self, bin: i32, says_year: bool) -> String {
        let unit = self.layout.unit;
        let first = unit.first_day(bin);
        let year = self.year_of(bin);
        let with_year = |text: String| if says_year { format!("{text} {year}") } else { text };
        if self.rule.is_of_years(unit) || (says_year && self.is_start_of_year(bin)) {
            return year.to_string();
        }
        match (self.rule, unit) {
            (Rule::Months(_), _) => with_year(month_name(unit.last_day(bin)).to_owned()),
            (Rule::Bins(_), Unit::Quarter) => with_year(format!("Q{}", bin.rem_euclid(4) + 1)),
            (Rule::Bins(_), Unit::Month) => with_year(month_name(first).to_owned()),
            (Rule::Bins(_) | Rule::OtherDays, Unit::Day) if self.is_plain_weekday(says_year) => {
                format!("{} {}", weekday_name(first), first.day())
            }
            (Rule::Bins(_), Unit::Day) => unit.full_name(bin),
            _ => with_year(format!("{} {}", first.day(), month_name(first))),
        }
    }

    /// True if the bin is a January or a first quarter. Its label is then only the year.
    fn is_start_of_year(&self, bin: i32) -> bool {
        match (self.rule, self.layout.unit) {
            (Rule::Months(_), unit) => unit.last_day(bin).month() == 1,
            (Rule::Bins(_), Unit::Month | Unit::Quarter) => self.layout.unit.first_day(bin).month() == 1,
            _ => false,
        }
    }

    /// True if the label of a day is its weekday and number only. The title then shows the month and the year.
    ///
    /// If bins are wide, the first label shows the full date.
    fn is_plain_weekday(&self, says_year: bool) -> bool {
        !says_year
            || (self.rule == Rule::Bins(1) && usize::from(self.layout.bin_columns) < "Wed 30 Mar 2022".len() + APART)
    }

    fn cursor_text(&self, bin: i32) -> String {
        if self.layout.unit == Unit::Day && self.rule == Rule::Bins(1) && self.is_plain_weekday(true) {
            self.text(bin, false)
        } else {
            self.layout.unit.full_name(bin)
        }
    }

    /// Returns the first bin whose label starts in the room for labels.
    fn first_shown(&self) -> Option<i32> {
        self.layout.bins().find(|bin| self.column(*bin) >= self.room.0)
    }

    /// Returns the bins that get a label if it does not touch another one.
    fn candidates(&self) -> impl Iterator<Item = i32> {
        let first = self.first_shown();
        let unit = self.layout.unit;
        self.layout.bins().skip_while(move |bin| Some(*bin) != first).filter(move |bin| {
            let is_first = Some(*bin) == first;
            let is_of_rule = self.rule.is_labelled(unit, *bin);
            if is_first { self.names_first && (is_of_rule || self.rule.names_any_bin(unit)) } else { is_of_rule }
        })
    }

    fn column(&self, bin: i32) -> usize {
        usize::from(self.layout.column(bin) + self.offset)
    }

    fn end(&self, bin: i32, says_year: bool) -> usize {
        self.column(bin) + width(&self.text(bin, says_year))
    }

    /// Places the labels. `cursor` is the label of the cursor: its first column, the column after its last, and its
    /// year. Labels that would touch it are left out.
    ///
    /// Returns the labels, and true if no label was left out for another one. A label next to the first bin shown may
    /// be left out for the label of that bin.
    fn place(&self, cursor: Option<(usize, usize, i16)>) -> (Vec<Label>, bool) {
        let mut labels = Vec::new();
        let mut is_whole = true;
        let mut taken_to = None;
        let mut year_before = None;
        let mut cursor_ahead = cursor;
        let is_first_named = self.names_first && self.rule.names_any_bin(self.layout.unit);
        for bin in self.candidates() {
            let column = self.column(bin);
            if let Some((_, end, year)) = cursor_ahead.filter(|(start, _, _)| *start <= column) {
                (taken_to, year_before, cursor_ahead) = (Some(end), Some(year), None);
            }
            let year = self.year_of(bin);
            let says_year = year_before != Some(year);
            let end = self.end(bin, says_year);
            let is_clear = taken_to.is_none_or(|taken_to| taken_to + APART <= column);
            let is_clear_ahead = cursor_ahead.is_none_or(|(start, _, _)| end + APART <= start);
            is_whole &= is_clear || (is_first_named && labels.len() == 1);
            if is_clear && is_clear_ahead && end <= self.room.1 {
                labels.push(Label { column: column as u16, text: self.text(bin, says_year), is_cursor: false });
                (taken_to, year_before) = (Some(end), Some(year));
            }
        }
        (labels, is_whole)
    }
}

/// Returns the labels under the bins of `layout` within the columns of `room`, and the column of the mark of
/// `cursor_bin`.
pub(super) fn labels(layout: &Layout, room: (usize, usize), cursor_bin: Option<i32>) -> (Vec<Label>, Option<u16>) {
    let labeller = |rule, names_first| {
        let mut labeller = Labeller { layout, rule, offset: 0, room, names_first };
        let fits_its_bin = |bin| width(&labeller.text(bin, true)) + APART <= usize::from(layout.bin_columns);
        if rule == Rule::Bins(1) && layout.bins().all(fits_its_bin) {
            labeller.offset = 1;
        }
        labeller
    };
    // The rule is chosen without the cursor, so that labels do not move when the cursor does.
    let mut tried = rules(layout.unit).flat_map(|rule| [true, false].map(|names_first| labeller(rule, names_first)));
    let Some(labeller) = tried.find(|labeller| labeller.place(None).1) else {
        return (Vec::new(), cursor_bin.map(|bin| layout.column(bin)));
    };
    let Some(cursor_bin) = cursor_bin else {
        return (labeller.place(None).0, None);
    };
    let mark = usize::from(layout.column(cursor_bin));
    let text = labeller.cursor_text(cursor_bin);
    let n_columns = width(&text);
    let after_bar = usize::from(layout.column_after_bar(cursor_bin));
    // The label is after the mark if there is room. Else it ends with the bar, and the mark is in the gap after it.
    let (start, end, mark, label_column) = if mark + 1 + n_columns <= room.1 {
        (mark, mark + 1 + n_columns, mark, Some(mark + 1))
    } else if after_bar >= room.0 + n_columns {
        (after_bar - n_columns, after_bar + 1, after_bar, Some(after_bar - n_columns))
    } else {
        (mark, mark + 1, mark, None)
    };
    let (mut labels, _) = labeller.place(Some((start, end, labeller.year_of(cursor_bin))));
    if let Some(column) = label_column {
        labels.push(Label { column: column as u16, text, is_cursor: true });
        labels.sort_by_key(|label| label.column);
    }
    (labels, Some(mark as u16))
}
