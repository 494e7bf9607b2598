//! Finds the order of day and month in the dates of a table, from the rows in which only one order is possible.

use crate::article::ArticleDate;
use crate::corpus::Field;
use crate::dates::{self, WrittenDate};

/// The order of day and month in dates in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// No date shows the order, or two dates contradict each other.
    #[default]
    Unknown,
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// Returns the order that the dates of a column show, if all dates that show one agree.
    pub(super) fn of(cells: impl Iterator<Item = String>) -> Self {
        let mut order = Self::Unknown;
        for cell in cells {
            let shown = match numbers(&cell) {
                Some(([13..=31, 1..=12], _)) => Self::DayFirst,
                Some(([1..=12, 13..=31], _)) => Self::MonthFirst,
                _ => continue,
            };
            if order != Self::Unknown && order != shown {
                return Self::Unknown;
            }
            order = shown;
        }
        order
    }

    /// Rewrites a date that can be read in two ways, with the order of the other rows.
    pub(super) fn decide(self, field: Field) -> Field {
        let Some((numbers, rest)) = numbers(&field.text) else { return field };
        let (day, month, words) = match self {
            Self::Unknown => return field,
            Self::DayFirst => (numbers[0], numbers[1], "day"),
            Self::MonthFirst => (numbers[1], numbers[0], "month"),
        };
        let WrittenDate::Ambiguous(one, other) = dates::read(&field.text) else { return field };
        let is_it = |date: &&ArticleDate| {
            u8::try_from(date.first_day.day()) == Ok(day) && u8::try_from(date.first_day.month()) == Ok(month)
        };
        match [one, other].iter().find(is_it) {
            Some(date) => Field {
                // The time of day follows the date.
                text: format!("{}{rest}", date.iso()),
                because: format!("{}, with the {words} first as in other rows", field.because).into(),
                ..field
            },
            None => field,
        }
    }
}

/// Returns the first two of the three numbers of a date such as `03/04/2022 10:05`, and the text after the date.
fn numbers(cell: &str) -> Option<([u8; 2], &str)> {
    let cell = cell.trim();
    let end = cell.find([' ', 'T', ',']).unwrap_or(cell.len());
    let mut parts = cell[..end].split(['/', '.', '-']);
    let mut number = || -> Option<u8> { parts.next()?.parse().ok() };
    let (first, second) = (number()?, number()?);
    let year = parts.next()?;
    let is_year = matches!(year.len(), 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && parts.next().is_none()).then_some(([first, second], &cell[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_rows_decide() {
        let of = |cells: &[&str]| DayOrder::of(cells.iter().map(|cell| (*cell).to_owned()));
        for (cells, order, text, expected) in [
            (&["03/04/2022", "25/04/2022"][..], DayOrder::DayFirst, "03/04/2022 10:05", "2022-04-03 10:05"),
            (&["03/04/2022", "", "04/25/2022"], DayOrder::MonthFirst, "03/04/2022", "2022-03-04"),
            (&["25/04/2022", "04/25/2022"], DayOrder::Unknown, "03/04/2022", "03/04/2022"),
            (&["2022-04-25", "soon"], DayOrder::Unknown, "03/04/2022", "03/04/2022"),
            (&["25/04/2022"], DayOrder::DayFirst, "April 3, 2022", "April 3, 2022"),
        ] {
            assert_eq!(of(cells), order, "{cells:?}");
            assert_eq!(of(cells).decide(Field::given(text, "x")).text, expected, "{cells:?}");
        }
    }
}
