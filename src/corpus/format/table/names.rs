//! The names of columns that are fields of an article.

use crate::corpus::format::fields::{FieldKind, Name, named_variant};
use crate::dates::{self, WrittenDate};

/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 60;

/// Returns the field of a column of this name.
pub(in crate::corpus::format) fn name_of(cell: &str) -> Option<&'static Name> {
    let cell = cell.trim_matches(['\u{feff}', '"', '\'', ' ', '\t', '\r', '\n']);
    if cell.is_empty() || cell.len() > LONGEST_NAME {
        return None;
    }
    named_variant(cell).filter(|name| !matches!(name.holds, FieldKind::Articles | FieldKind::Nested))
}

/// True if a row has column names: short cells without dates and addresses, and at least one known name.
pub(in crate::corpus::format) fn is_row_of_names<S: AsRef<str>>(cells: &[S]) -> bool {
    let is_name = |cell: &S| is_like_a_name(cell.as_ref());
    cells.iter().all(is_name) && n_named(cells) > 0
}

/// Returns the number of cells that are known names of columns.
pub(in crate::corpus::format) fn n_named<S: AsRef<str>>(cells: &[S]) -> usize {
    cells.iter().filter(|cell| name_of(cell.as_ref()).is_some()).count()
}

/// True if a cell may be the name of a column.
pub(super) fn is_like_a_name(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() <= LONGEST_NAME
        && (cell.is_empty() || cell.contains(char::is_alphabetic))
        && !cell.contains("://")
        && !cell.ends_with(['.', '!', '?'])
        && !matches!(dates::read(cell), WrittenDate::Date(_) | WrittenDate::Ambiguous(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns() {
        for (cell, holds) in [
            ("title", Some(FieldKind::Title)),
            ("Publication Date", Some(FieldKind::Date)),
            ("publish-date", Some(FieldKind::Date)),
            ("\u{feff}Article Text", Some(FieldKind::Text)),
            ("headline_text", Some(FieldKind::Title)),
            ("Überschrift", Some(FieldKind::Title)),
            ("data", None),
            ("time_added", None),
            ("price", None),
        ] {
            assert_eq!(name_of(cell).map(|name| name.holds), holds, "{cell}");
        }
        assert!(is_row_of_names(&["id", "title", "Article Text"]));
        assert!(!is_row_of_names(&["id", "price"]));
        assert!(!is_row_of_names(&["title", "2022-03-08"]));
    }
}
