//! Finds dates as people and programs write them, in a field and in running text, in the languages of the news.
//!
//! [`read`] reads a whole field as a date. [`fn@find`] finds every date in a text, with its label ("Published",
//! "Updated").
//!
//! If the language is known, it decides what a word means: `listopad` is October in Croatian and November in Czech, and
//! `03/04/2022` is in April in languages that write the day first. If nothing decides, both days are returned. Unknown
//! is better than wrong: "May", "1999" and "9/11" alone are not dates.

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

/// The date in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenDate {
    Date(ArticleDate),
    /// A date that no calendar has, such as 30 February.
    Impossible,
    /// Two different days, the earlier one first: `03/04/2022` has another meaning in another country.
    Ambiguous(ArticleDate, ArticleDate),
    /// Text that is not a date in a known form.
    Unreadable,
}

/// The facts about a text that help to read its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// The code of the language: `en`, `pt-br`, `zh_TW`.
    pub language: Option<&'a str>,
}

/// A date that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the date in the text, without its label.
    pub range: Range<usize>,
    /// The parsed date.
    pub what: Mentioned,
    /// The label right before the date.
    pub label: Option<Label>,
}

/// The kinds of labels before a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Words such as "Posted:", "Published on", "Publié le", "Опубликовано".
    Published,
    /// Words such as "Updated", "Last modified", "Aktualisiert", "Обновлено".
    Updated,
}

/// A date in the form in which a text writes it.
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
    /// A weekday alone: "on Wednesday", "mercredi".
    Weekday(Weekday),
    /// A weekday and a day of an unnamed month: "Tuesday (8)", "Wednesday 9".
    WeekdayAndDay(Weekday, i8),
    /// The number of days before the day of the text: yesterday is 1, today and "3 hours ago" are 0, tomorrow is -1.
    DaysAgo(i16),
    /// Two different days, the earlier one first: `03/04/2022` has another meaning in another country.
    Ambiguous(ArticleDate, ArticleDate),
    /// A date that no calendar has, such as 30 February.
    Impossible,
}

impl Mentioned {
    /// Returns the date that is meant in a text that was published on the day `reference`.
    ///
    /// A weekday means the last one on or before that day. A day without a year means the one nearest to that day. A
    /// weekday with a number means the nearest day with that number and weekday, where days more than ten days ahead
    /// come last. Returns `None` if the text leaves the date open.
    pub fn on(&self, reference: Date) -> Option<ArticleDate> {
        mentioned::on(self, reference)
    }
}
