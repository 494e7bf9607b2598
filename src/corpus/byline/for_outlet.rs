//! Reads a line of a name and its outlet, without an opener: "Nell Harbury, Halden Gazette, May 3, 2021".

use super::{Byline, begins_with_first_name, is_name, outlets};

/// Returns the name, the outlet, and as `behind` the text after them, such as the date.
///
/// An outlet follows a place as often as a name. So the first word must be a known first name, or the name must have an
/// initial.
pub fn name_and_outlet(line: &str) -> Option<Byline<'_>> {
    const LONGEST: usize = 100;
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    let (name, rest) = line.split_once(", ")?;
    let (outlet, behind) = rest.split_once(", ").unwrap_or((rest, ""));
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() == 2;
    let is_person = begins_with_first_name(name) || name.split(' ').any(is_initial);
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
            ("Q. R. Harbury, Halden Gazette, May 3, 2021", Some(("Q. R. Harbury", "Halden Gazette"))),
            ("New York, Reuters, May 3, 2021", None),
            ("Tel Aviv, Jerusalem Post, May 3, 2021", None),
            ("Buenos Aires, La Prensa, May 3, 2021", None),
            ("Marion Island, Halden Gazette, May 3, 2021", None),
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
