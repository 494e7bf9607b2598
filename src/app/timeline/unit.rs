//! The calendar units of the timeline, their bins as whole numbers, and their names.

use jiff::SignedDuration;
use jiff::civil::{Date, date};

const EPOCH: Date = date(1970, 1, 1);

/// The calendar unit of a bin.
///
/// A bin is a whole number that increases with time: the neighbours of bin `n` are `n - 1` and `n + 1`. Bins begin and
/// end with units of the calendar. Units coarser than the year are used only if the years would not fit in the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Millennium,
    Century,
    Decade,
    Year,
    /// Three months, from January, April, July or October.
    Quarter,
    Month,
    /// A week of ISO 8601, from its Monday.
    Week,
    Day,
}

impl Unit {
    /// Every unit, the coarsest first.
    pub const LADDER: [Self; 8] =
        [Self::Millennium, Self::Century, Self::Decade, Self::Year, Self::Quarter, Self::Month, Self::Week, Self::Day];

    /// Returns the unit one step finer.
    pub fn finer(self) -> Option<Self> {
        Self::LADDER.get(self as usize + 1).copied()
    }

    /// Returns the unit one step coarser.
    pub fn coarser(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|step| Self::LADDER[step])
    }

    /// Returns the name of the unit in a title: `By month`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Millennium => "By millennium",
            Self::Century => "By century",
            Self::Decade => "By decade",
            Self::Year => "By year",
            Self::Quarter => "By quarter",
            Self::Month => "By month",
            Self::Week => "By week",
            Self::Day => "By day",
        }
    }

    /// Returns the label of the articles whose date is less precise than this unit: `no day`.
    pub fn missing(self) -> &'static str {
        match self {
            Self::Day | Self::Week => "no day",
            Self::Month | Self::Quarter => "no month",
            _ => "no year",
        }
    }

    /// Returns the number of years of a bin, for the year and coarser units.
    fn years(self) -> Option<i32> {
        match self {
            Self::Millennium => Some(1000),
            Self::Century => Some(100),
            Self::Decade => Some(10),
            Self::Year => Some(1),
            _ => None,
        }
    }

    /// Returns the bin that contains `day`.
    pub fn bin_of(self, day: Date) -> i32 {
        match self {
            Self::Quarter => i32::from(day.year()) * 4 + (i32::from(day.month()) - 1) / 3,
            Self::Month => i32::from(day.year()) * 12 + i32::from(day.month()) - 1,
            // The epoch is a Thursday, three days after its Monday.
            Self::Week => (day_number(day) + 3).div_euclid(7),
            Self::Day => day_number(day),
            _ => i32::from(day.year()).div_euclid(self.years().unwrap_or(1)),
        }
    }

    /// Returns the first day of a bin. A bin beyond the calendar starts at the end of the calendar.
    pub fn first_day(self, bin: i32) -> Date {
        match self {
            Self::Quarter => month_start(bin.saturating_mul(3)),
            Self::Month => month_start(bin),
            Self::Week => day_of(bin.saturating_mul(7).saturating_sub(3)),
            Self::Day => day_of(bin),
            _ => month_start(bin.saturating_mul(self.years().unwrap_or(1)).saturating_mul(12)),
        }
    }

    /// Returns the last day of a bin: the day before the next bin starts.
    pub fn last_day(self, bin: i32) -> Date {
        if bin >= self.bin_of(Date::MAX) {
            return Date::MAX;
        }
        let next = self.first_day(bin + 1);
        next.yesterday().unwrap_or(next)
    }

    /// Returns the value of `date:` that matches exactly this bin: `2022-q1`, `2022-w10`.
    pub fn filter_text(self, bin: i32) -> String {
        let first = self.first_day(bin);
        match self {
            Self::Year => format!("{:04}", first.year()),
            Self::Quarter => format!("{:04}-q{}", first.year(), bin.rem_euclid(4) + 1),
            Self::Month => format!("{:04}-{:02}", first.year(), first.month()),
            Self::Week => {
                // The year of a week is the year of its Thursday, which may differ from that of its Monday.
                let week = first.iso_week_date();
                format!("{:04}-w{:02}", week.year(), week.week())
            }
            Self::Day => first.to_string(),
            _ => format!("{:04}..{:04}", first.year(), self.last_day(bin).year()),
        }
    }

    /// Returns the full name of a bin, with its year: `Mar 2022`, `Q1 2022`, `Wed 9 Mar 2022`.
    pub fn full_name(self, bin: i32) -> String {
        let first = self.first_day(bin);
        match self {
            Self::Year => first.year().to_string(),
            Self::Quarter => format!("Q{} {}", bin.rem_euclid(4) + 1, first.year()),
            Self::Month => month_and_year(first),
            Self::Week => format!("{} {} {}", first.day(), month_name(first), first.year()),
            Self::Day => format!("{} {} {} {}", weekday_name(first), first.day(), month_name(first), first.year()),
            _ => format!("{}–{}", first.year(), self.last_day(bin).year()),
        }
    }

    /// Returns the name of a bin in the title: `Mar 2022`, `Week of 7 Mar`, `Wed 9 Mar 2022`.
    ///
    /// `with_year` applies to days and weeks. The names of the other units always have the year.
    pub fn title_of(self, bin: i32, with_year: bool) -> String {
        let first = self.first_day(bin);
        let year = if with_year { format!(" {}", first.year()) } else { String::new() };
        match self {
            Self::Week => format!("Week of {} {}{year}", first.day(), month_name(first)),
            Self::Day => format!("{} {} {}{year}", weekday_name(first), first.day(), month_name(first)),
            _ => self.full_name(bin),
        }
    }

    /// Returns the name of the time from one bin to another: `Oct 2020 – Mar 2022`, `7 – 13 Mar 2022`.
    pub fn span_name(self, first_bin: i32, last_bin: i32) -> String {
        let (first, last) = (self.first_day(first_bin), self.last_day(last_bin));
        match self {
            Self::Quarter if first.month() == 1 && last.month() == 12 && first.year() != last.year() => {
                format!("{} – {}", first.year(), last.year())
            }
            Self::Month | Self::Quarter if first_bin == last_bin => self.full_name(first_bin),
            Self::Month if first.year() == last.year() => format!("{} – {}", month_name(first), month_and_year(last)),
            Self::Month | Self::Quarter => format!("{} – {}", self.full_name(first_bin), self.full_name(last_bin)),
            Self::Week | Self::Day => {
                let end = format!("{} {}", last.day(), month_and_year(last));
                if first == last {
                    end
                } else if first.first_of_month() == last.first_of_month() {
                    format!("{} – {end}", first.day())
                } else if first.year() == last.year() {
                    format!("{} {} – {end}", first.day(), month_name(first))
                } else {
                    format!("{} {} – {end}", first.day(), month_and_year(first))
                }
            }
            _ if first.year() == last.year() => first.year().to_string(),
            _ => format!("{} – {}", first.year(), last.year()),
        }
    }

    /// Returns the names of the start and the end of the time shown, for the two ends of a timeline of one row.
    pub fn end_names(self, first_bin: i32, last_bin: i32, with_year: bool) -> (String, String) {
        let (first, last) = (self.first_day(first_bin), self.last_day(last_bin));
        let of_day = |day: Date| {
            if with_year {
                format!("{} {}", day.day(), month_and_year(day))
            } else {
                format!("{} {}", day.day(), month_name(day))
            }
        };
        match self {
            Self::Week | Self::Day => (of_day(first), of_day(last)),
            Self::Month | Self::Quarter => (month_and_year(first), month_and_year(last)),
            _ => (first.year().to_string(), last.year().to_string()),
        }
    }
}

/// Returns the name of a month: `Mar`. The names are in a table, because formatting with `strftime` would take longer
/// than all other work on one bin of the timeline.
pub(super) fn month_name(day: Date) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES[day.month() as usize - 1]
}

/// Returns the name of a day of the week: `Wed`.
pub(super) fn weekday_name(day: Date) -> &'static str {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    NAMES[day.weekday().to_monday_zero_offset() as usize]
}

fn month_and_year(day: Date) -> String {
    format!("{} {}", month_name(day), day.year())
}

/// Returns the number of days since 1 January 1970.
fn day_number(day: Date) -> i32 {
    (day.duration_since(EPOCH).as_hours() / 24) as i32
}

fn day_of(number: i32) -> Date {
    EPOCH.saturating_add(SignedDuration::from_hours(i64::from(number) * 24))
}

/// Returns the first day of the month that is `months` after January of the year 0. Outside the calendar, it is the
/// first or the last day of the calendar.
fn month_start(months: i32) -> Date {
    let outside = if months < 0 { Date::MIN } else { Date::MAX };
    let month = (months.rem_euclid(12) + 1) as i8;
    i16::try_from(months.div_euclid(12)).ok().and_then(|year| Date::new(year, month, 1).ok()).unwrap_or(outside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words() {
        let names = |day: Date| Unit::LADDER.map(|unit| unit.filter_text(unit.bin_of(day))).join(" ");
        assert_eq!(
            names(date(2022, 3, 9)),
            "2000..2999 2000..2099 2020..2029 2022 2022-q1 2022-03 2022-w10 2022-03-09"
        );
        // The first days of 2022 are in the last week of 2021.
        assert_eq!(Unit::Week.filter_text(Unit::Week.bin_of(date(2022, 1, 1))), "2021-w52");
        let span = |unit: Unit, first, last| unit.span_name(unit.bin_of(first), unit.bin_of(last));
        assert_eq!(span(Unit::Day, date(2022, 3, 7), date(2022, 3, 13)), "7 – 13 Mar 2022");
        assert_eq!(span(Unit::Week, date(2021, 12, 30), date(2022, 1, 5)), "27 Dec 2021 – 9 Jan 2022");
        assert_eq!(span(Unit::Quarter, date(2003, 1, 1), date(2022, 12, 5)), "2003 – 2022");
        assert_eq!(span(Unit::Month, date(2022, 1, 1), date(2022, 12, 5)), "Jan – Dec 2022");
        let titles = |with_year| {
            [Unit::Quarter, Unit::Month, Unit::Week, Unit::Day]
                .map(|unit| unit.title_of(unit.bin_of(date(2022, 3, 9)), with_year))
                .join("; ")
        };
        assert_eq!(titles(true), "Q1 2022; Mar 2022; Week of 7 Mar 2022; Wed 9 Mar 2022");
        assert_eq!(titles(false), "Q1 2022; Mar 2022; Week of 7 Mar; Wed 9 Mar");
    }

    proptest! {
        #[test]
        fn every_day_is_in_its_bin(number in -4_371_587_i32..2_932_896, step in 0_usize..8) {
            let (day, unit) = (day_of(number), Unit::LADDER[step]);
            prop_assert_eq!(day_number(day), number);
            let bin = unit.bin_of(day);
            prop_assert!(unit.first_day(bin) <= day && day <= unit.last_day(bin));
            if unit.last_day(bin) < Date::MAX {
                prop_assert_eq!(unit.last_day(bin).tomorrow().ok(), Some(unit.first_day(bin + 1)));
                prop_assert_eq!(unit.bin_of(unit.first_day(bin + 1)), bin + 1);
            }
        }
    }
}
