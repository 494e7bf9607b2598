//! Reads a line of a name and its outlet, without a word that opens a byline: "Nell Harbury, Halden Gazette, May 3, 2021".

use super::{Byline, is_first_name, is_name, outlets};

/// Words of places of two words, in lower case: "New York, Reuters, May 3" is a dateline.
const OF_PLACES: &[&str] = &[
    "new", "san", "santa", "los", "las", "el", "la", "le", "st", "st.", "saint", "port", "fort", "north", "south",
    "east", "west", "upper", "lower", "great", "city", "town", "beach", "bay", "park", "island", "islands", "county",
    "springs", "hills", "falls", "harbour", "harbor", "valley", "lake", "river", "district", "province", "state",
];

/// The name, the outlet, and as `behind` what follows them, such as the date.
///
/// An agency stands behind a place more often than behind a name, so there the first name is a known one.
pub fn name_and_outlet(line: &str) -> Option<Byline<'_>> {
    const LONGEST: usize = 100;
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    let (name, rest) = line.split_once(", ")?;
    let (outlet, behind) = rest.split_once(", ").unwrap_or((rest, ""));
    let first = name.split(' ').next()?;
    let is_person = is_first_name(first)
        || !outlets::is_agency(outlet) && !name.split(' ').any(|word| OF_PLACES.contains(&&*word.to_lowercase()));
    let is_signed = is_person && is_name(name) && !outlets::is_outlet(name) && outlets::is_outlet(outlet);
    // A sentence, or a list of more names, is no byline.
    let is_date_behind = behind.is_empty() || behind.contains(|c: char| c.is_ascii_digit()) && behind.len() <= 40;
    (is_signed && is_date_behind).then(|| Byline { names: vec![name], outlet: Some(outlet), behind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_their_outlets() {
        for (line, expected) in [
            ("Jonas Harbury, Halden Gazette, Sep. 26, 2021", Some(("Jonas Harbury", "Halden Gazette"))),
            ("Anna Quill, Reuters", Some(("Anna Quill", "Reuters"))),
            ("Anna Quill, Reuters, 2023-07-11", Some(("Anna Quill", "Reuters"))),
            ("New York, Reuters, May 3, 2021", None),
            ("Port Halden, Halden Gazette, May 3, 2021", None),
            ("Jonas Harbury, Halden, May 3, 2021", None),
            ("Jonas Harbury, Reuters, and many others said so.", None),
            ("Jonas, Halden Gazette, May 3", None),
        ] {
            let found = name_and_outlet(line).map(|byline| (byline.names[0], byline.outlet.unwrap_or_default()));
            assert_eq!(found, expected, "{line}");
        }
    }
}
