//! Reads the names in lines that are bylines in part: after a date, before a post, in the line of a blog entry.

use super::author_names::{is_of_outlet, looks_like_names};
use super::author_texts::before_the_date;
use crate::corpus::{byline as line, dated_line, outlets};
use crate::dates::{self, Hints};

/// Returns the account after the "by" of a line that says when an entry was posted: "Posted in Ferries by quill22 on
/// March 9, 2022".
///
/// If no section comes before it, a plain lower-case word is not taken, because it may be a thing: "Posted by mail on".
/// An outlet is no account.
pub(super) fn in_line_of_entry(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("Posted ").or_else(|| line.strip_prefix("posted "))?;
    let (before, name) = rest.strip_prefix("by ").map(|name| ("", name)).or_else(|| rest.split_once(" by "))?;
    // In "Posted on March 9, edited by Nell", the name is not that of the author.
    let is_by_another = before.split(' ').next_back().is_some_and(|word| word.ends_with("ed"));
    if is_by_another || dates::find(line, Hints::default()).is_empty() {
        return None;
    }
    let mut words = name.split(' ');
    let (account, next) = (words.next()?.trim_end_matches(['.', ',', '|']), words.next().unwrap_or(""));
    let is_over = next.is_empty() || !next.contains(char::is_alphabetic) || dates::are_beside_dates(next);
    let is_account = account.contains(char::is_alphabetic)
        && account.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_plain = !account.contains(|c: char| c.is_uppercase() || c.is_numeric() || c == '_');
    let is_of_entry = before.starts_with("in ");
    (is_account && is_over && (is_of_entry || !is_plain) && !is_of_outlet(account)).then_some(account)
}

/// Returns the names in a line that is a byline in one of its parts, with the text that follows them.
pub(super) fn in_part_of_line(line: &str) -> Option<&str> {
    [behind_date, behind_bar, before_post, before_employer, before_place_and_date, behind_label, behind_label_within]
        .iter()
        .find_map(|find| find(line))
}

/// Returns the name after a date and a "by": "March 9, 2022 by Nell Harbury".
fn behind_date(line: &str) -> Option<&str> {
    let dated = dated_line::read(line, Hints::default())?;
    let behind = &line[dated.mention.range.end..];
    [" by ", " von ", " par ", " por ", " di "].iter().find_map(|by| {
        let (_, name) = behind.split_once(by)?;
        let end = name.find(" Leave a ").or_else(|| name.find(" Kommentar")).unwrap_or(name.len());
        Some(&name[..end])
    })
}

/// Returns the names after the "by" of a line that says when it was published, even if its day has no year: "Publicado
/// em 8 de março por Nell Harbury".
fn behind_label(line: &str) -> Option<&str> {
    let (before, name) =
        [" by ", " von ", " par ", " por ", " da ", " door ", " av "].iter().find_map(|by| line.split_once(by))?;
    let has_label = dates::label_in(before.split(' ').next()?).is_some();
    let has_day = before.contains(|c: char| c.is_ascii_digit());
    (has_label && has_day && line::names_alone(name).is_some()).then_some(name)
}

/// Returns the name before the post of a person: "Nell Harbury, Staff Writer March 9", "Nell Harbury, special to the
/// Courier".
fn before_post(line: &str) -> Option<&str> {
    const SPECIAL: [&str; 5] = ["special to ", "special for ", "специально для ", "spécial pour ", "speciaal voor "];
    let (name, rest) = line.split_once(',')?;
    let post = before_the_date(rest).trim();
    let place = [" à ", " in ", " en ", " aus ", " at ", " of "].iter().find_map(|word| post.find(word));
    let bare = post[..place.unwrap_or(post.len())].trim_start_matches("da ");
    let is_post = line::is_post(bare)
        || outlets::is_agency(post)
        || SPECIAL.iter().any(|special| post.to_lowercase().starts_with(special));
    (is_post && line::is_name(name)).then_some(name)
}

/// Returns the name before the outlet that the person writes for: "Nell Harbury for the Harbour Courier".
fn before_employer(line: &str) -> Option<&str> {
    let (name, outlet) = [" for ", " für ", " pour ", " para "].iter().find_map(|word| line.split_once(word))?;
    let outlet = outlet.strip_prefix("the ").unwrap_or(outlet);
    (line::is_name(name) && outlets::is_outlet(outlet) && !is_of_outlet(name)).then_some(name)
}

/// Returns the names after a "by" that follows a bar: "March 9, 2022 | By Nell Harbury".
fn behind_bar(line: &str) -> Option<&str> {
    let mut parts = line.split(['|', '•', '·']).map(str::trim).skip(1);
    parts.find_map(|part| line::after_opener(part).filter(|rest| line::names_alone(before_the_date(rest)).is_some()))
}

/// Returns the name after the label of an author within a line of labels:
/// "来源：海港时报 作者：林子佩 时间：2022-03-09".
fn behind_label_within(line: &str) -> Option<&str> {
    // The labels of neighbouring elements have no space between them: "来源：海港时报作者：林子佩". The boolean is true
    // if the label counts only after a space.
    const LABELS: [(&str, bool); 4] = [("作者", false), ("撰文", false), ("記者", true), ("记者", true)];
    if line.is_ascii() {
        return None;
    }
    let (label, at) = LABELS.iter().find_map(|(label, needs_blank)| {
        let at = line.find(label)?;
        (!needs_blank || line[..at].ends_with(char::is_whitespace)).then_some((label, at))
    })?;
    let rest = line[at + label.len()..].strip_prefix(['：', ':'])?.trim_start();
    rest.split(char::is_whitespace).next().filter(|name| !name.is_empty() && !name.contains(['：', ':']))
}

/// Returns the name of a person before a date, with or without a place between them: "Nell Harbury | Halden | 9 March
/// 2022".
fn before_place_and_date(line: &str) -> Option<&str> {
    const MOST_PARTS: usize = 3;
    let separator = if line.contains(" / ") { " / " } else { "" };
    let parts: Vec<&str> = match separator {
        "" => line.split(['|', '•', '·']).map(str::trim).collect(),
        _ => line.split(separator).map(str::trim).collect(),
    };
    let (name, last) = (parts.first()?, parts.last()?);
    let is_over = (2..=MOST_PARTS).contains(&parts.len()) && dates::is_alone(last);
    (is_over && is_person_before_date(name, parts.len() == MOST_PARTS)).then_some(name)
}

/// True if the line below a name is a place and a day, or a day: "Cala Honda - 3 JUN 2019" below "MARTA OLLER".
pub(super) fn is_place_and_day_below(name: &str, line: &str) -> bool {
    const LONGEST: usize = 80;
    const LONGEST_PLACE: usize = 40;
    if line.len() > LONGEST {
        return false;
    }
    let place_and_day = [" - ", " – ", " — ", " | ", " / ", " · ", ", "].iter().find_map(|between| {
        let (place, day) = line.split_once(between)?;
        let is_place = place.len() <= LONGEST_PLACE && looks_like_names(place);
        (is_place && dates::is_alone(day)).then_some(())
    });
    is_person_before_date(name, place_and_day.is_some()) && (place_and_day.is_some() || dates::is_alone(line))
}

fn is_person_before_date(line: &str, has_place: bool) -> bool {
    line::are_people_before_date(line, has_place) && !is_of_outlet(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_places_and_dates() {
        for (line, expected) in [
            ("Nell Harbury | Halden | 9 March 2022", Some("Nell Harbury")),
            ("Clara Quill · 09.03.2022", Some("Clara Quill")),
            ("MARTA OLLER / Cala Honda / 3 JUN 2019", Some("MARTA OLLER")),
            ("Harbour Wire | Halden | 9 March 2022", None),
            ("Nell Harbury | Halden", None),
            ("Nell Harbury", None),
        ] {
            assert_eq!(before_place_and_date(line), expected, "{line}");
        }
    }

    #[test]
    fn names_above_places_and_days() {
        for (name, line, expected) in [
            ("MARTA OLLER", "Cala Honda - 3 JUN 2019", true),
            ("MARTA OLLER", "Cala Honda - 03 JUN 2019 - 10:00 CEST", true),
            ("Nell Harbury", "9 March 2022", true),
            ("Nell Harbury and Tom Okoro", "9 March 2022", true),
            ("PORT HALDEN", "9 March 2022", false),
            ("Port Halden", "Quay - 9 March 2022", false),
            ("HARBOUR WIRE", "Halden, 9 March 2022", false),
            ("PORT AUTHORITY", "Halden - 3 JUN 2019", false),
            ("Marion Island", "9 March 2022", false),
            ("MARTA OLLER", "The ferry sailed on 9 March 2022", false),
        ] {
            assert_eq!(is_place_and_day_below(name, line), expected, "{name} above {line}");
        }
    }

    #[test]
    fn names_in_parts_of_lines() {
        for (line, expected) in [
            ("March 9, 2022 | By Nell Harbury", Some("Nell Harbury")),
            ("09.03.2022, 10:12 Uhr | Von Clara Quill", Some("Clara Quill")),
            ("Nell Harbury for the Harbour Wire", Some("Nell Harbury")),
            ("Tolls for the Harbour Wire", None),
            ("Anne Delorme, envoyée spéciale à Halden", Some("Anne Delorme")),
            ("Jan Kowalski, PAP", Some("Jan Kowalski")),
            ("Jan Kowalski, Halden", None),
            ("Sport | By the quay", None),
        ] {
            assert_eq!(in_part_of_line(line), expected, "{line}");
        }
    }

    #[test]
    fn accounts_in_lines_of_entries() {
        for (line, expected) in [
            ("Posted in Ferries by quill22 on March 9, 2022", Some("quill22")),
            ("Posted by Quill on March 9, 2022", Some("Quill")),
            ("Posted in Ferries by quayquill on March 9, 2022", Some("quayquill")),
            ("Posted on March 9, 2022 by tide_watch", Some("tide_watch")),
            ("Posted by boat on March 9, 2022", None),
            ("Posted by Reuters on March 9, 2022", None),
            ("Published by Quill on March 9, 2022", None),
            ("Posted March 9, 2022, edited by Nell2", None),
            ("Posted by Quill", None),
        ] {
            assert_eq!(in_line_of_entry(line), expected, "{line}");
        }
    }
}
