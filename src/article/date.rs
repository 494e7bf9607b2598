//! The date of an article: a day, a month or a year, and the time of day where it is written.

use jiff::civil::Date;

/// When an article was published, as precisely as it says.
///
/// The day is the one that is written, in the time zone in which it is written: a report of
/// 23:30 in Lima is of that day, wherever it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleDate {
    /// The day; the first one, where only a month or a year is known.
    pub first_day: Date,
    /// The last day it can be; the same as the first where the day is known.
    pub last_day: Date,
    /// Seconds since midnight, where a time is written.
    pub second_of_day: Option<u32>,
}

impl ArticleDate {
    /// A known day.
    pub fn day(day: Date) -> Self {
        Self { first_day: day, last_day: day, second_of_day: None }
    }

    /// A known month.
    pub fn month(day: Date) -> Self {
        Self { first_day: day.first_of_month(), last_day: day.last_of_month(), second_of_day: None }
    }

    /// A known year.
    pub fn year(day: Date) -> Self {
        Self { first_day: day.first_of_year(), last_day: day.last_of_year(), second_of_day: None }
    }

    /// Whether the day itself is known.
    pub fn is_a_day(&self) -> bool {
        self.first_day == self.last_day
    }

    /// What dates sort by: a day with a time comes after the same day without one.
    pub fn sort_key(&self) -> (Date, u32) {
        (self.first_day, self.second_of_day.map_or(0, |second| second + 1))
    }

    /// The date as in ISO 8601, as precise as it is known: `2022-03-09`, `2022-03`, `2022`.
    pub fn iso(&self) -> String {
        if self.is_a_day() {
            self.first_day.to_string()
        } else if self.first_day.first_of_month() == self.last_day.first_of_month() {
            self.first_day.strftime("%Y-%m").to_string()
        } else {
            self.first_day.strftime("%Y").to_string()
        }
    }

    /// The date for a list row: `9 Mar`, with its year unless that is `this_year`.
    pub fn short(&self, this_year: i16) -> String {
        let with_year = self.first_day.year() != this_year;
        if self.is_a_day() {
            let format = if with_year { "%-d %b %Y" } else { "%-d %b" };
            self.first_day.strftime(format).to_string()
        } else if self.first_day.first_of_month() == self.last_day.first_of_month() {
            self.first_day.strftime("%b %Y").to_string()
        } else {
            self.first_day.strftime("%Y").to_string()
        }
    }

    /// The date for the reading pane: `Wed 9 Mar 2022`.
    pub fn long(&self) -> String {
        if self.is_a_day() {
            self.first_day.strftime("%a %-d %b %Y").to_string()
        } else {
            // A month or a year needs no weekday, and no year but its own.
            self.short(i16::MIN)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn as_precise_as_it_is_known() {
        let day = ArticleDate::day(date(2022, 3, 9));
        assert_eq!(
            (day.iso(), day.short(2022), day.short(2023), day.long()),
            ("2022-03-09".into(), "9 Mar".into(), "9 Mar 2022".into(), "Wed 9 Mar 2022".into())
        );
        let month = ArticleDate::month(date(2022, 3, 9));
        assert_eq!(
            (month.iso(), month.short(2022), month.long()),
            ("2022-03".into(), "Mar 2022".into(), "Mar 2022".into())
        );
        let year = ArticleDate::year(date(2022, 3, 9));
        assert_eq!((year.iso(), year.short(2022), year.long()), ("2022".into(), "2022".into(), "2022".into()));
    }
}
