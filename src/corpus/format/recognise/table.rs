//! Recognises tables by their first rows.

use crate::corpus::format::table::{SEPARATORS, Separator, first_rows, is_row_of_names, n_named, name_of};

/// The fewest names of fields in the first row of a table.
const FEWEST_NAMED: usize = 2;

/// True if a text is a table of articles. `start` is its beginning; `is_all` is true if that is the whole text.
///
/// A text with commas is not a table. A table has a first row of short names with at least two known ones, and most of
/// its other rows have as many cells.
pub(super) fn recognise(start: &str, is_all: bool) -> bool {
    let line = start.lines().next().unwrap_or_default();
    if !line.contains([',', ';', '\t', '|']) || !may_have_names(line) {
        return false;
    }
    let Some(separator) = Separator::of(start.as_bytes(), is_all) else {
        return false;
    };
    let rows: Vec<Vec<String>> = first_rows(start.as_bytes(), is_all, separator)
        .iter()
        .map(|row| row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
        .collect();
    let [names, rows @ ..] = &rows[..] else {
        return false;
    };
    // In a sentence a blank follows each comma. Few programs write one, and then every cell is a known name.
    let is_sentence = names.iter().skip(1).any(|name| name.starts_with(' ')) && n_named(names) < names.len();
    let is_wordy = names.iter().any(|name| name.split_whitespace().count() > 3);
    let n_alike = rows.iter().filter(|row| row.len() == names.len()).count();
    let has_rows = !rows.is_empty() || !is_all;
    !is_sentence
        && !is_wordy
        && names.len() > 1
        && is_row_of_names(names)
        && n_named(names) >= FEWEST_NAMED
        && has_rows
        && n_alike * 5 >= rows.len() * 4
}

/// True if some separator divides a line into cells with at least two names of fields, or if the line alone cannot
/// decide.
///
/// Most lines of texts fail this cheap test, so they are not read as a table.
fn may_have_names(line: &str) -> bool {
    // A quoted cell may continue in the next line, and a lone carriage return may end a row.
    if line.contains('\r') || line.matches('"').count() % 2 == 1 {
        return true;
    }
    SEPARATORS.into_iter().map(char::from).any(|separator| {
        let named = line.split(separator).filter(|cell| name_of(cell).is_some());
        named.take(FEWEST_NAMED).count() == FEWEST_NAMED
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_texts() {
        for (text, expected) in [
            ("id,title,date,content\n1,Geese,2022-03-08,\"They are back, and loud.\"\n", true),
            ("title\ttext\nGeese\tThey are back.\nTolls\tThey rise.\n", true),
            ("Titel;Datum;Text\nZoll;08.03.2022;Er steigt.\n", true),
            ("Title, date, and place of the meeting\n\nIt was late, and dark, and wet.\n", false),
            ("Title, date, weather\n\nIt was late, and dark, and wet.\n", false),
            ("The title, the date, the text.\nAll, of, it.\n", false),
            ("Title: a, date: b\nText, text\n", false),
            ("name,street,town\nNell,Quay 1,Harbour\n", false),
            ("title,date\n", false),
        ] {
            assert_eq!(recognise(text, true), expected, "{text}");
        }
    }
}
