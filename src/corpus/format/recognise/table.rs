//! Recognises tables by their first rows.

use crate::corpus::format::table::{Separator, first_rows, is_row_of_names, n_named};

/// True if a text is a table of articles. `start` is its beginning, `is_all` says that it is all of it.
///
/// A text with commas is none: a table has a row of names above, short ones of which two are known, and
/// the rows below have as many cells.
pub(super) fn recognise(start: &str, is_all: bool) -> bool {
    let line = start.lines().next().unwrap_or_default();
    if !line.contains([',', ';', '\t', '|']) {
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
    // Behind the commas of a sentence there is a blank; few programs write one, and then all are names.
    let is_sentence = names.iter().skip(1).any(|name| name.starts_with(' ')) && n_named(names) < names.len();
    let is_wordy = names.iter().any(|name| name.split_whitespace().count() > 3);
    let n_alike = rows.iter().filter(|row| row.len() == names.len()).count();
    let has_rows = !rows.is_empty() || !is_all;
    !is_sentence
        && !is_wordy
        && names.len() > 1
        && is_row_of_names(names)
        && n_named(names) > 1
        && has_rows
        && n_alike * 5 >= rows.len() * 4
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
