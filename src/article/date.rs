//! The date of an article: a day, a month, a year or a range of days, and the time of day if it is written.

use jiff::ToSpan;
use jiff::civil::Date;

/// The date of publication of an article, as precisely as it is known.
///
/// The day is the written one, in the time zone in which it is written: a report of 23:30 in Lima keeps that day,
/// wherever the user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ArticleDate {
    /// The day; the first possible day, if the day is not known.
    pub first_day: Date,
    /// The last possible day; the same as the first if the day is known.
    pub last_day: Date,
    /// Seconds since midnight, if a time is written.
    pub second_of_day: Option<u32>,
    /// The offset of that time from UTC in minutes, if its zone is written: -300 for `-05:00`. It changes neither the
    /// day nor the order of dates.
    pub offset_minutes: Option<i16>,
}

/// The unit of an [`ArticleDate`], which decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Day,
    Month,
    Year,
    Months,
    Years,
    Days,
}

impl ArticleDate {
    /// Returns a known day.
    pub fn day(day: Date) -> Self {
        Self::range(day, day)
    }

    /// Returns a known month: the one of `day`.
    pub fn month(day: Date) -> Self {
        Self::range(day.first_of_month(), day.last_of_month())
    }

    /// Returns a known year: the one of `day`.
    pub fn year(day: Date) -> Self {
        Self::range(day.first_of_year(), day.last_of_year())
    }

    /// Returns the range of days from one to the other, both included, in whichever order they are given.
    pub fn range(one: Date, other: Date) -> Self {
        Self { first_day: one.min(other), last_day: one.max(other), second_of_day: None, offset_minutes: None }
    }

    /// True if the day itself is known.
    pub fn is_a_day(&self) -> bool {
        self.first_day == self.last_day
    }

    /// Returns the key that dates sort by: a day with a time comes after the same day without one.
    pub fn sort_key(&self) -> (Date, u32) {
        (self.first_day, self.second_of_day.map_or(0, |second| second + 1))
    }

    /// Returns the date as in ISO 8601, as precise as it is known: `2022-03-09`, `2022-03`, `2022`, and
    /// `2022-03-09/2022-03-15` for other ranges.
    pub fn iso(&self) -> String {
        match self.span() {
            Span::Day => self.first_day.to_string(),
            Span::Month => self.first_day.strftime("%Y-%m").to_string(),
            Span::Year => self.first_day.strftime("%Y").to_string(),
            Span::Months | Span::Years | Span::Days => format!("{}/{}", self.first_day, self.last_day),
        }
    }

    /// Returns the date for a list row: `9 Mar` or `9–15 Mar`. The year is added unless the date is within the twelve
    /// months before `today`.
    pub fn short(&self, today: Date) -> String {
        let year_before = today.saturating_sub(1.year());
        self.in_words(self.first_day <= year_before || self.last_day > today)
    }

    /// Returns only the years of the date: `2022`, `2021–2022`. For a place that is too narrow for more.
    pub fn years(&self) -> String {
        let (first, last) = (self.first_day.year(), self.last_day.year());
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    }

    /// Returns the date in few words: `9 Mar 2022`, `9–15 Mar 2022`, `Mar 2022`.
    pub fn with_year(&self) -> String {
        self.in_words(true)
    }

    fn in_words(&self, with_year: bool) -> String {
        let (first, last) = (self.first_day, self.last_day);
        match self.span() {
            Span::Day if with_year => first.strftime("%-d %b %Y").to_string(),
            Span::Day => first.strftime("%-d %b").to_string(),
            Span::Month => first.strftime("%b %Y").to_string(),
            Span::Year => first.strftime("%Y").to_string(),
            Span::Years => format!("{}–{}", first.strftime("%Y"), last.strftime("%Y")),
            Span::Months if first.year() == last.year() => {
                format!("{}–{}", first.strftime("%b"), last.strftime("%b %Y"))
            }
            Span::Months => format!("{} – {}", first.strftime("%b %Y"), last.strftime("%b %Y")),
            Span::Days => {
                let last_format = if with_year { "%-d %b %Y" } else { "%-d %b" };
                let last_text = last.strftime(last_format);
                if first.first_of_month() == last.first_of_month() {
                    format!("{}–{last_text}", first.day())
                } else if first.year() == last.year() {
                    format!("{} – {last_text}", first.strftime("%-d %b"))
                } else {
                    format!("{} – {last_text}", first.strftime("%-d %b %Y"))
                }
            }
        }
    }

    /// Returns the date for the reading pane: `Wed 9 Mar 2022`, `9–15 Mar 2022`.
    pub fn long(&self) -> String {
        if self.is_a_day() {
            self.first_day.strftime("%a %-d %b %Y").to_string()
        } else {
            // A range needs no weekday, and always has its year.
            self.with_year()
        }
    }

    fn span(&self) -> Span {
        let (first, last) = (self.first_day, self.last_day);
        if first == last {
            Span::Day
        } else if first == first.first_of_year() && last == last.last_of_year() {
            if first.year() == last.year() { Span::Year } else { Span::Years }
        } else if first == first.first_of_month() && last == last.last_of_month() {
            if first.first_of_month() == last.first_of_month() { Span::Month } else { Span::Months }
        } else {
            Span::Days
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn as_precise_as_it_is_known() {
        let of = |first, last| ArticleDate::range(first, last);
        for (shown, iso, short, short_elsewhere, long) in [
            (ArticleDate::day(date(2022, 3, 9)), "2022-03-09", "9 Mar", "9 Mar 2022", "Wed 9 Mar 2022"),
            (ArticleDate::month(date(2022, 3, 9)), "2022-03", "Mar 2022", "Mar 2022", "Mar 2022"),
            (ArticleDate::year(date(2022, 3, 9)), "2022", "2022", "2022", "2022"),
            (
                of(date(2022, 3, 15), date(2022, 3, 9)),
                "2022-03-09/2022-03-15",
                "9–15 Mar",
                "9–15 Mar 2022",
                "9–15 Mar 2022",
            ),
            (
                of(date(2022, 2, 28), date(2022, 3, 3)),
                "2022-02-28/2022-03-03",
                "28 Feb – 3 Mar",
                "28 Feb – 3 Mar 2022",
                "28 Feb – 3 Mar 2022",
            ),
            (
                of(date(2021, 12, 30), date(2022, 1, 2)),
                "2021-12-30/2022-01-02",
                "30 Dec 2021 – 2 Jan 2022",
                "30 Dec 2021 – 2 Jan 2022",
                "30 Dec 2021 – 2 Jan 2022",
            ),
            (
                of(date(2022, 1, 1), date(2022, 3, 31)),
                "2022-01-01/2022-03-31",
                "Jan–Mar 2022",
                "Jan–Mar 2022",
                "Jan–Mar 2022",
            ),
            (of(date(2020, 1, 1), date(2022, 12, 31)), "2020-01-01/2022-12-31", "2020–2022", "2020–2022", "2020–2022"),
        ] {
            let found = (shown.iso(), shown.short(date(2022, 12, 31)), shown.short(date(2023, 12, 31)), shown.long());
            let expected = (iso.into(), short.into(), short_elsewhere.into(), long.into());
            assert_eq!(found, expected);
        }
    }
}
