//! Finds names in the lines at the top of a text that do not begin with "By": above or below the date, below "By"
//! alone.

use super::Line;
use crate::corpus::{byline, date_line, dated_line};
use crate::dates::Hints;

/// The reason for names next to the line of the date.
const BESIDE_THE_DATE: &str = "the line beside the date";

/// Returns the names, the number of their block and the reason, if one of the lines names the authors.
pub(super) fn names<'body>(lines: &[Line<'body>]) -> Option<(Vec<&'body str>, usize, &'static str)> {
    lines.iter().enumerate().filter(|(_, line)| !line.is_caption_or_repeated).find_map(|(at, line)| {
        let above = at.checked_sub(1).and_then(|at| lines.get(at)).map_or("", |line| line.text);
        let below = lines.get(at + 1).map_or("", |line| line.text);
        let (names, because) = below_an_opener(line.text, above)
            .map(|names| (names, "the byline"))
            .or_else(|| beside_the_date(line.text, above, below).map(|names| (names, BESIDE_THE_DATE)))?;
        Some((names, line.block_idx, because))
    })
}

/// Returns the names below a line that is only "By", or behind a lower-case "von" that begins the line.
fn below_an_opener<'text>(line: &'text str, above: &str) -> Option<Vec<&'text str>> {
    if byline::is_by(above.trim_end_matches(':')) {
        return byline::names_alone(line);
    }
    let (opener, rest) = line.split_once(' ')?;
    let is_small_by = opener.starts_with(char::is_lowercase) && byline::is_by(opener);
    is_small_by.then(|| byline::names_alone(rest))?
}

/// Returns the names in the line above or below the line of the date.
///
/// A single name may be the name of a place. It counts only if its first word is a first name, or if another line names
/// a place.
fn beside_the_date<'text>(line: &'text str, above: &str, below: &str) -> Option<Vec<&'text str>> {
    // Names are read first: most lines hold none, and reading dates takes longer.
    let reporters = reporters_in_a_place(line);
    let names = reporters.clone().or_else(|| byline::names_alone(line))?;
    let is_above_place_and_date = || {
        !date_line::is_alone(below)
            && below.starts_with(char::is_alphabetic)
            && dated_line::read(below, Hints::default())
                .is_some_and(|dated| dated.kind == dated_line::LineKind::Alone && dated.mention.range.start > 0)
    };
    let is_beside = date_line::is_alone(below) || date_line::is_alone(above);
    if !is_beside && !is_above_place_and_date() {
        return None;
    }
    let is_sure =
        reporters.is_some() || (is_beside && names.len() > 1) || byline::are_people_before_date(line, !is_beside);
    is_sure.then_some(names)
}

/// Returns the names in a line that also names the place they report from: "Nell Harbury in Port Halden".
fn reporters_in_a_place(line: &str) -> Option<Vec<&str>> {
    let (_, place) = line.split_once(" in ")?;
    let is_place = place.split(' ').all(|word| word.starts_with(char::is_uppercase));
    Some(byline::reporters(line)).filter(|reporters| is_place && !reporters.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, block_idx: usize) -> Line<'_> {
        Line { block_idx, text, is_caption_or_repeated: false }
    }

    #[test]
    fn lines_that_name_the_authors() {
        for (lines, expected) in [
            (&["Anna Harbury and Ivo Brandt", "May 16, 2023"][..], "Anna Harbury|Ivo Brandt"),
            (&["Anna Harbury", "May 16, 2023"], "Anna Harbury"),
            (&["May 16, 2023", "Anna Harbury"], "Anna Harbury"),
            (&["Port Halden", "May 16, 2023"], ""),
            (&["Nell Harbury in Port Halden", "Wed 9 Mar 2022 10.05 GMT"], "Nell Harbury"),
            (&["NURIA OLLER", "Cala Honda - 09 MAR 2022"], "NURIA OLLER"),
            (&["Northern Region", "Oslo - 9 March 2022"], ""),
            (&["PORT AUTHORITY", "Halden - 3 JUN 2019"], ""),
            (&["Marion Island", "May 16, 2023"], ""),
            (&["By", "Nell Harbury", "Reporter"], "Nell Harbury"),
            (&["di Luca Bianchi", "9 Marzo 2022"], "Luca Bianchi"),
            (&["di notte", "9 Marzo 2022"], ""),
            (&["Anna Harbury", "The ferry sails."], ""),
        ] {
            let lines: Vec<Line<'_>> = lines.iter().enumerate().map(|(idx, text)| line(text, idx)).collect();
            let found = names(&lines).map(|(names, ..)| names.join("|")).unwrap_or_default();
            assert_eq!(found, expected, "{lines:?}");
        }
    }
}
