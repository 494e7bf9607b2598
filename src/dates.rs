//! Finds dates as people and programs write them, in a field and in running text, in the languages of the news.
//!
//! [`read`] takes a whole field for a date; [`fn@find`] finds every date in a text, with what stands before it
//! ("Published", "Updated"). What a word means is decided by the language where it is known: `listopad` is
//! October in Croatian and November in Czech; `03/04/2022` is in April where people write the day first.
//! Where nothing decides, both days are given. Unknown is better than wrong: "May", "1999" and "9/11" alone
//! are no dates.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use crate::article::ArticleDate;

mod address;
mod beside;
mod calendar;
mod field;
mod find;
mod grammar;
mod label;
mod languages;
mod mentioned;
mod names;
mod order;
mod tokens;
mod unset;

pub use address::{in_address, in_file_name};
pub use beside::{are_beside_dates, are_only_of_dates, is_bound, is_weekday, label_in, says_today};
pub use field::{is_alone, iso_length, read, read_in};
pub use find::{find, find_unlabelled};
pub use order::is_day_first;
pub use unset::{is_near_first_day, is_unset};

/// What a field says about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenDate {
    /// A date.
    Date(ArticleDate),
    /// A date that no calendar has, such as 30 February.
    Impossible,
    /// Two different days, the earlier one first, as `03/04/2022` is in different countries.
    Ambiguous(ArticleDate, ArticleDate),
    /// No date that is known here.
    Unreadable,
}

/// What is known of a text before its dates are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// The language, as its code: `en`, `pt-br`, `zh_TW`.
    pub language: Option<&'a str>,
}

/// A date that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes in the text, without its label.
    pub range: Range<usize>,
    /// What is written there.
    pub what: Mentioned,
    /// What the words right before it say that it is.
    pub label: Option<Label>,
}

/// What a date is said to be by the words right before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// "Posted:", "Published on", "Publié le", "Опубликовано".
    Published,
    /// "Updated", "Last modified", "Aktualisiert", "Обновлено".
    Updated,
}

/// A date as a text writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mentioned {
    /// A day, a month, a year, or a range of them.
    Date(ArticleDate),
    /// A day without its year: "March 30", "30 de marzo".
    DayOfYear {
        /// The month, 1 to 12.
        month: i8,
        /// The day of that month, from 1; 29 February is possible.
        day: i8,
    },
    /// "on Wednesday", "mercredi".
    Weekday(Weekday),
    /// "Tuesday (8)", "Wednesday 9": a weekday and the day of a month that is not said.
    WeekdayAndDay(Weekday, i8),
    /// How many days before the day of the text: yesterday is 1, today and "3 hours ago" 0, tomorrow -1.
    DaysAgo(i16),
    /// Two different days, the earlier one first, as `03/04/2022` is in different countries.
    Ambiguous(ArticleDate, ArticleDate),
    /// A date that no calendar has, such as 30 February.
    Impossible,
}

impl Mentioned {
    /// What it means in a text that was published on the day `reference`: the last such weekday on or before
    /// it, the year that is nearest to it, the last day with that number that falls on that weekday.
    ///
    /// Nothing where the text leaves it open.
    pub fn on(&self, reference: Date) -> Option<ArticleDate> {
        mentioned::on(self, reference)
    }
}
