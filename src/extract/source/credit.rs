//! Reads lines that name the publisher of an article: a copyright, "Source: …", "first appeared in …", an agency alone.

use crate::corpus::{byline, outlets};
use crate::text::letters;

/// The longest name of an outlet that is accepted, in words.
const MOST_WORDS: usize = 6;

/// The words before the name of the outlet that published the article first, in lower case, longer forms first.
const APPEARED: &[&str] = &[
    "first appeared in the",
    "first appeared in",
    "first appeared on",
    "first appeared at",
    "originally appeared in",
    "originally appeared on",
    "originally appeared at",
    "originally published in",
    "originally published on",
    "originally published by",
    "originally published at",
    "first published in",
    "first published on",
    "first published by",
    "originally posted on the",
    "originally posted on",
    "originally posted at",
    "originally posted in",
    "was published in",
    "was published by",
    "republished from",
    "read the original article on",
    "the original article at",
];

/// The words that end the name of the holder of rights, in lower case.
const RIGHTS: &[&str] =
    &["all rights", "alle rechte", "todos los", "tous droits", "tutti i", "todos os", "все права", "this material"];

/// Returns the outlet that a line names, and the reason. A line below a picture names only the picture's owner.
pub(super) fn in_line(line: &str, is_of_a_picture: bool) -> Option<(&str, &'static str)> {
    const LONGEST: usize = 400;
    if line.is_empty() || line.len() > LONGEST || is_of_a_picture {
        return None;
    }
    if let Some(name) = labelled(line) {
        return Some((name, "the line that names the source"));
    }
    if let Some(name) = agency_alone(line) {
        return Some((name, "the line that names the agency"));
    }
    let lower = letters::lower(line);
    // For letters outside the Latin alphabet, the lower-case text may have another length than the line.
    if lower.len() != line.len() {
        return None;
    }
    copyright(line, &lower)
        .map(|name| (name, "the copyright line"))
        .or_else(|| first_appeared(line, &lower).map(|name| (name, "the line on where it first appeared")))
}

/// Does the same as [`str::find`], but checks first with the much faster `contains`, because the words are rarely
/// there.
fn find(line: &str, words: &str) -> Option<usize> {
    if line.contains(words) { line.find(words) } else { None }
}

/// Returns the outlet of a line such as `Source: Reuters`.
fn labelled(line: &str) -> Option<&str> {
    const LONGEST: usize = 80;
    if line.len() > LONGEST {
        return None;
    }
    let (label, name) = line.split_once([':', '：'])?;
    if !outlets::is_source_label(label) {
        return None;
    }
    let name = name.trim().trim_end_matches('.');
    let host = super::outlet(name);
    let is_believable = outlets::is_outlet(host)
        // The source of a figure may be a person, who is no outlet.
        || (name.split(' ').count() <= 4
            && !byline::is_name(name)
            && name.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
            && !name.contains([',', ';', '(', '/'])
            && !name.bytes().any(|byte| byte.is_ascii_digit()));
    (is_believable && !host.is_empty()).then_some(host)
}

/// Returns the agency of a line that has nothing else, such as `(Reuters)` or `– AFP`.
fn agency_alone(line: &str) -> Option<&str> {
    const LONGEST: usize = 32;
    const SIGNS: [char; 8] = ['(', ')', '[', ']', '—', '–', '-', ' '];
    if line.len() > LONGEST {
        return None;
    }
    let name = line.trim_matches(SIGNS).trim_end_matches('.');
    // Without a sign around them, short words such as "Spa" and "Trend" are menu items.
    let is_marked = name.len() < line.trim_end_matches('.').len();
    let is_plain =
        name.len() >= 3 && !name.contains(char::is_lowercase) || matches!(name, "Reuters" | "Xinhua" | "dpa");
    (outlets::is_agency(name) && (is_marked || is_plain)).then_some(name)
}

/// Returns the outlet of a line such as `© 2022 The Quay Gazette. All rights reserved.`
fn copyright<'line>(line: &'line str, lower: &str) -> Option<&'line str> {
    let start =
        ["©", "copyright", "(c)"].iter().filter_map(|sign| find(lower, sign).map(|at| at + sign.len())).max()?;
    // The sign must be at the start of the line or behind the end of a sentence.
    let before = lower[..start].trim_end_matches(|c: char| !c.is_whitespace()).trim_end();
    let before = before.trim_end_matches("copyright").trim_end();
    if !(before.is_empty() || before.ends_with(['.', '|', '·', '-', '–', '—'])) {
        return None;
    }
    let has_rights = RIGHTS.iter().any(|right| lower.contains(right));
    let rest = line[start..].trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '©' | '-' | '–' | ',' | ':' | '.')
    });
    let has_year = line[start..line.len() - rest.len()].bytes().filter(u8::is_ascii_digit).count() >= 4;
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let lower = &lower[line.len() - rest.len()..];
    let end = [". ", " | ", " – ", " — ", " - ", ", ", "; "]
        .iter()
        .filter_map(|sign| rest.find(sign))
        .chain(RIGHTS.iter().filter_map(|right| lower.find(right)))
        .chain(rest.find(" 20"))
        .min()
        .unwrap_or(rest.len());
    let name = rest[..end].trim().trim_end_matches(['.', ',']);
    let n_words = name.split(' ').count();
    let is_name = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && n_words <= MOST_WORDS;
    let is_outlet = outlets::is_outlet(name) || name.starts_with("The ") || (has_rights && n_words > 1);
    (is_name && is_outlet && (has_year || has_rights || line.contains(" 20"))).then_some(name)
}

/// Returns the outlet of a line such as `This story first appeared in Harbour Wire.`
fn first_appeared<'line>(line: &'line str, lower: &str) -> Option<&'line str> {
    if !["story", "article", "post", "piece", "report", "original"].iter().any(|word| lower.contains(word)) {
        return None;
    }
    let start = APPEARED.iter().find_map(|words| find(lower, words).map(|at| at + words.len()))?;
    let rest = line[start..].trim_start();
    let mut end = 0;
    for word in rest.split_inclusive(' ') {
        let bare = word.trim_end();
        let is_part = bare.starts_with(char::is_uppercase)
            || outlets::is_host(bare.trim_end_matches(['.', ',']))
            || matches!(bare, "of" | "de" | "la" | "and" | "&");
        if !is_part {
            break;
        }
        end += word.len();
        if bare.ends_with(['.', ',', ';', ':', ')']) {
            break;
        }
    }
    let name = rest[..end].trim().trim_end_matches(['.', ',', ';', ':', ')']);
    let name = name.strip_suffix(" and").or_else(|| name.strip_suffix(" of")).unwrap_or(name);
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    // The publisher after "by" may also be a person.
    if line[..start].to_lowercase().ends_with(" by") && !outlets::is_outlet(name) {
        return None;
    }
    let is_day =
        rest[end..].starts_with(|c: char| c.is_ascii_digit()) || name.bytes().any(|byte| byte.is_ascii_digit());
    (!name.is_empty() && name.split(' ').count() <= MOST_WORDS && !is_day).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_and_other_lines() {
        for (line, name) in [
            ("© 2022 The Outlet", "The Outlet"),
            ("© 2022 Harbour Wire. All rights reserved.", "Harbour Wire"),
            ("Copyright © 2019-2022 Harbour Wire", "Harbour Wire"),
            (
                "Copyright 2022 The Associated Press. All rights reserved. This material may not be published.",
                "The Associated Press",
            ),
            ("© Harbour Lantern 2022. All rights reserved", "Harbour Lantern"),
            ("© 2022 Nell Harbury", ""),
            ("The © sign of Harbour Wire", ""),
            ("Source: Reuters", "Reuters"),
            ("Quelle: dpa", "dpa"),
            ("Source: https://www.wire.example/a", "wire.example"),
            ("Source: the council's own figures for 2021", ""),
            ("Source: Nell Harbury", ""),
            ("Note: Reuters", ""),
            ("(Reuters)", "Reuters"),
            ("– AFP", "AFP"),
            ("AFP", "AFP"),
            ("Trend", ""),
            ("Spa", ""),
            ("This story first appeared in the Harbour Lantern.", "Harbour Lantern"),
            ("This article was originally published on Harbour Wire and is shown here with leave.", "Harbour Wire"),
            ("This article was originally published on March 9, 2022.", ""),
            ("Originally posted on the Quay.org blog.", "Quay.org"),
            ("This post was originally published on Harbour Wire's blog.", "Harbour Wire"),
            ("This story was originally published by Nell Harbury.", ""),
            ("It was published in March.", ""),
        ] {
            assert_eq!(in_line(line, false).map_or("", |(name, _)| name), name, "{line}");
            assert_eq!(in_line(line, true), None, "{line}");
        }
    }
}
