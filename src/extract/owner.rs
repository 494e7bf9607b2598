//! Recognises the owner of a site of one's own as its author: a site that bears a person's name, and the line of
//! rights at the foot of its pages.

use super::names::tables::TITLES;
use crate::article::{Body, Format, How, Known};
use crate::corpus::{byline, outlets};

/// The words that stand around the name of the owner in the name of a site, in lower case.
const BEFORE: [&str; 8] =
    ["blog von ", "blog of ", "blog by ", "blog de ", "le blog de ", "the blog of ", "notes by ", "website von "];
const BEHIND: [&str; 8] = ["’s blog", "'s blog", "s blog", " blog", " weblog", " online", "’s website", "'s website"];

/// The author of a page that names none: the person that its site is named after, or that has the rights in it.
pub(super) fn of(format: Format, source: &Known<Box<str>>, body: &Body) -> Known<Box<[Box<str>]>> {
    if format != Format::Html {
        return Known::unknown();
    }
    let one = |name: String| -> Box<[Box<str>]> { [name.into_boxed_str()].into() };
    let is_said = matches!(source.how(), How::Given | How::Found);
    if let Some(name) = source.value().filter(|_| is_said).and_then(|source| in_name_of_site(source)) {
        return Known::inferred(one(name), "the name of the site");
    }
    if let Some(name) = rights_holder(body) {
        return Known::inferred(one(name), "the copyright line");
    }
    Known::unknown()
}

/// The person in the name of a site: "Dr. Nell Harbury", "Nell Harbury’s Blog".
fn in_name_of_site(site: &str) -> Option<String> {
    let lower = site.to_lowercase();
    // Lower case may have other lengths.
    let bare = if lower.len() == site.len() {
        let start = BEFORE.iter().find(|words| lower.starts_with(**words)).map_or(0, |words| words.len());
        let end =
            BEHIND.iter().find(|words| lower.ends_with(**words)).map_or(site.len(), |words| site.len() - words.len());
        site.get(start..end.max(start)).unwrap_or(site)
    } else {
        site
    };
    person(bare)
}

/// The name of a person without titles, where its first word is a first name and nothing else is beside it.
fn person(text: &str) -> Option<String> {
    const MOST_WORDS: usize = 4;
    let is_title =
        |word: &&str| word.ends_with('.') && word.len() > 2 || TITLES.has(&word.trim_end_matches('.').to_lowercase());
    let words: Vec<&str> = text.split_whitespace().skip_while(is_title).collect();
    let name = words.join(" ");
    let is_person = (2..=MOST_WORDS).contains(&words.len())
        && words.first().is_some_and(|first| byline::is_first_name(first))
        && byline::is_name(&name)
        && !outlets::is_outlet(&name)
        && !byline::is_post(&name);
    is_person.then_some(name)
}

/// The person in the line of rights at the foot of a page: "© 2009–2022 by Nell Harbury".
fn rights_holder(body: &Body) -> Option<String> {
    const LAST_LINES: usize = 12;
    const LONGEST: usize = 160;
    let mut lines = body.page.lines().rev().take(LAST_LINES).filter(|line| line.len() <= LONGEST);
    lines.find_map(in_line_of_rights)
}

fn in_line_of_rights(line: &str) -> Option<String> {
    let (_, behind) = line.split_once('©').or_else(|| line.split_once("Copyright"))?;
    let behind = behind.trim_start_matches("Copyright").trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | '—' | ',' | '/' | '©' | ':' | '|' | '.')
    });
    let behind = ["by ", "von ", "par ", "bei "].iter().find_map(|by| behind.strip_prefix(by)).unwrap_or(behind);
    let end = behind.find(['|', '.', ',', '·', '•', '(', '–', '—', '/', ';']).unwrap_or(behind.len());
    let words: Vec<&str> = behind[..end].split_whitespace().collect();
    let last = words
        .iter()
        .position(|word| word.eq_ignore_ascii_case("all") || word.bytes().any(|byte| byte.is_ascii_digit()));
    person(&words[..last.unwrap_or(words.len())].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_named_after_their_owner() {
        for (site, expected) in [
            ("Nell Harbury", Some("Nell Harbury")),
            ("Prof. Dr. Nell Harbury", Some("Nell Harbury")),
            ("Nell Harbury’s Blog", Some("Nell Harbury")),
            ("Blog von Clara Quill", Some("Clara Quill")),
            ("Harbour Wire", None),
            ("Nell Harbury Press", None),
            ("Nell", None),
            ("Tidal Notes", None),
        ] {
            assert_eq!(in_name_of_site(site).as_deref(), expected, "{site}");
        }
    }

    #[test]
    fn lines_of_rights() {
        for (line, expected) in [
            ("© 2009–2022 by Nell Harbury", Some("Nell Harbury")),
            ("Copyright © 2022 Clara Quill. All rights reserved.", Some("Clara Quill")),
            ("Nell Harbury © 2022", None),
            ("© 2022 Harbour Wire Ltd", None),
            ("© Nell Harbury 2022", Some("Nell Harbury")),
            ("Made on the quay", None),
        ] {
            assert_eq!(in_line_of_rights(line).as_deref(), expected, "{line}");
        }
    }
}
