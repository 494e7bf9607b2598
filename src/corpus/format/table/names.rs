//! The names of columns that hold what an article has.

use crate::corpus::format::fields::{Holds, Name, named};
use crate::dates::{self, WrittenDate};

/// Names that tables have and fields have not, without the signs between their words, and the fields that
/// hold the same.
const ALIASES: [(&str, &str); 52] = [
    ("headlines", "headline"),
    ("headlinetext", "headline"),
    ("newstitle", "title"),
    ("newsheadline", "headline"),
    ("articletitle", "title"),
    ("articleheadline", "headline"),
    ("titel", "title"),
    ("überschrift", "title"),
    ("titre", "title"),
    ("título", "title"),
    ("titulo", "title"),
    ("titolo", "title"),
    ("заголовок", "title"),
    ("news", "text"),
    ("newstext", "text"),
    ("newscontent", "text"),
    ("articletext", "text"),
    ("articlecontent", "text"),
    ("articlebodytext", "text"),
    ("story", "text"),
    ("transcript", "text"),
    ("paragraphs", "text"),
    ("inhalt", "text"),
    ("texte", "text"),
    ("contenu", "text"),
    ("texto", "text"),
    ("contenido", "text"),
    ("conteudo", "text"),
    ("testo", "text"),
    ("текст", "text"),
    ("time", "datetime"),
    ("dateofpublication", "publication_date"),
    ("publishingdate", "publication_date"),
    ("articledate", "date"),
    ("newsdate", "date"),
    ("datum", "date"),
    ("fecha", "date"),
    ("дата", "date"),
    ("newssource", "source"),
    ("paper", "newspaper"),
    ("quelle", "source"),
    ("fuente", "source"),
    ("fonte", "source"),
    ("источник", "source"),
    ("writer", "author"),
    ("journalist", "author"),
    ("reporter", "author"),
    ("autor", "author"),
    ("auteur", "author"),
    ("автор", "author"),
    ("articleurl", "url"),
    ("weburl", "url"),
];

/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 60;

/// The field that a column of this name holds.
pub(super) fn name_of(cell: &str) -> Option<&'static Name> {
    let cell = cell.trim_matches(['\u{feff}', '"', '\'', ' ', '\t', '\r', '\n']);
    if cell.is_empty() || cell.len() > LONGEST_NAME {
        return None;
    }
    let letters: String = cell.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let alias = || ALIASES.iter().find(|(alias, _)| *alias == letters).and_then(|(_, field)| named(field));
    named(cell)
        .or_else(|| named(&cell.replace([' ', '-', '.'], "_")))
        .or_else(|| named(&letters))
        .or_else(alias)
        .filter(|name| name.holds != Holds::Articles)
}

/// True if a row is one of names: short, no dates and no places on the web, and one at least is known.
pub(in crate::corpus::format) fn is_row_of_names<S: AsRef<str>>(cells: &[S]) -> bool {
    let is_name = |cell: &S| is_like_a_name(cell.as_ref());
    cells.iter().all(is_name) && n_named(cells) > 0
}

/// How many of the cells are known names of columns.
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
            ("title", Some(Holds::Title)),
            ("Publication Date", Some(Holds::Date)),
            ("publish-date", Some(Holds::Date)),
            ("\u{feff}Article Text", Some(Holds::Text)),
            ("headline_text", Some(Holds::Title)),
            ("Überschrift", Some(Holds::Title)),
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
