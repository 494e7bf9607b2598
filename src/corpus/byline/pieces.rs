//! Cuts the people of a byline into pieces: the names, their places and employers, and the names of helpers.

use super::openers::joint_of;
use super::people::begins_with_first_name;
use super::words::CONNECTORS;
use super::{ends_with_an_initial, is_name, without_role};
use crate::corpus::outlets;

/// Returns the names of `people` without their place or job title.
///
/// Names are joined by "and". After a comma without a joining word, a piece counts only if it is surely a name.
pub fn before_place(people: &str) -> &str {
    let parts: Vec<&str> = people.split(',').collect();
    let has_joint =
        |part: &&str| without_joint(part.trim()).len() < part.trim().len() || connector(part.trim()).is_some();
    let mut n_parts = match parts.iter().rposition(has_joint) {
        Some(last) => last + 1,
        None => 1,
    };
    while parts.get(n_parts).is_some_and(|part| is_surely_a_name(part.trim())) {
        n_parts += 1;
    }
    let length = parts[..n_parts].iter().map(|part| part.len() + 1).sum::<usize>();
    &people[..(length - 1).min(people.len())]
}

/// True if a name is hardly the name of a place: it begins with a first name or a title, or its last word is in
/// capitals.
fn is_surely_a_name(name: &str) -> bool {
    const TITLES: [&str; 6] = ["dr", "prof", "mr", "mrs", "ms", "sir"];
    const SHORTEST: usize = 3;
    let name = without_role(before_employer(name).0);
    let (Some((first, _)), Some((_, last))) = (name.split_once(' '), name.rsplit_once(' ')) else {
        return false;
    };
    let is_title = TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str());
    let is_in_capitals = |word: &str| word.chars().count() >= SHORTEST && !word.contains(char::is_lowercase);
    let has_family_in_capitals = is_in_capitals(last) && first.contains(char::is_lowercase);
    is_name(name) && (is_title || has_family_in_capitals || begins_with_first_name(name))
}

/// Returns `piece` without the words that join the names of helpers: "with reporting by Tom Okoro".
pub(super) fn without_joint(piece: &str) -> &str {
    joint_of(piece).map_or(piece, str::trim_start)
}

/// Returns `piece` up to the word that precedes a place or an employer, and that employer.
pub(super) fn before_employer(piece: &str) -> (&str, Option<&str>) {
    for word in [" for ", " in ", " at ", " of ", " für ", " pour ", " para ", " à "] {
        if let Some((before, behind)) = piece.split_once(word) {
            let behind = behind.trim();
            return (before.trim(), Some(behind.strip_prefix("the ").unwrap_or(behind)));
        }
    }
    (piece, None)
}

/// Cuts `text` at commas, semicolons, slashes, and at words such as "and" between capitals.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    pieces_of(text).flat_map(|part| {
        let mut rest = Some(part);
        std::iter::from_fn(move || {
            let current = rest?;
            match connector(current) {
                Some((start, end)) => {
                    rest = Some(&current[end..]);
                    Some(&current[..start])
                }
                None => rest.take(),
            }
        })
    })
}

fn pieces_of(text: &str) -> impl Iterator<Item = &str> {
    let (authors, helpers) = before_helpers(text);
    std::iter::once(authors).chain(helpers).flat_map(|text| text.split([',', ';', '/', '、', '，']))
}

/// Returns the authors of a byline, and the helpers that a sentence of their own names: "Nell Harbury. Additional
/// reporting by Tom Okoro."
fn before_helpers(text: &str) -> (&str, Option<&str>) {
    let mut stops = text.match_indices(". ").map(|(at, _)| at);
    match stops.find(|at| joint_of(&text[at + 2..]).is_some()) {
        Some(at) => {
            let helpers = text[at + 2..].trim_end();
            (&text[..at], Some(helpers.strip_suffix('.').filter(|_| !ends_with_an_initial(helpers)).unwrap_or(helpers)))
        }
        None => (text, None),
    }
}

/// Returns the byte range of the first connecting word in `text`, with the spaces around it.
fn connector(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for word in text.split(' ') {
        let end = at + word.len();
        let is_inside = at > 0 && end < text.len();
        let opens = at == 0 && end < text.len() && word != "en" && word != "i" && word != "e";
        if (CONNECTORS.contains(&word) || matches!(word, "AND" | "UND")) && (is_inside || opens) {
            // Spanish surnames are joined with "y" too: "Ortega y Gasset" is one name, because "Gasset" alone is none.
            let after = text[end..].trim_start();
            let is_whole_name = after.split(' ').count() >= 2 || word.len() > 1 && !matches!(word, "и" | "та");
            if is_whole_name {
                return Some((at, (end + 1).min(text.len())));
            }
        }
        at = end + 1;
    }
    None
}

/// Returns the name of a person without the agency after it: "Nell Harbury Associated Press".
pub fn without_agency(name: &str) -> &str {
    let mut spaces = name.match_indices(' ').map(|(at, _)| at).skip(1);
    spaces.find(|at| outlets::is_agency(&name[at + 1..])).map_or(name, |at| &name[..at])
}
