//! Finds the people behind accounts and initials: `@NellHarbury`, or `NH` where the page has the full name elsewhere.

use super::author_names::is_person;
use super::comparison_key::comparison_key;
use super::meta_tags::MetaTags;
use super::page::Page;
use super::places::Places;
use crate::corpus::byline;

/// The longest name of a person, in bytes.
const LONGEST: usize = 80;

/// Returns the person named by the page's account `twitter:creator`, if the page has the name in a line of its own or
/// in a byline.
///
/// Accounts of towns, papers and brands look like those of people. So an account of the site, or of someone in the
/// headline, is not taken. `outlets` are the names of the outlet, as [`comparison_key`] returns them.
pub(super) fn person(places: &Places<'_, '_>, meta: &MetaTags, outlets: &[String]) -> Option<String> {
    const LONGEST_LINE: usize = 100;
    let is_of_site = |own: &str| {
        let of_account = meta.get("twitter:site").map(comparison_key);
        outlets.iter().chain(&of_account).any(|outlet| outlet.contains(own))
    };
    let names_it = |line: &str, name: &str| {
        line.contains(name)
            && (line.trim() == name || byline::read(line).is_some_and(|byline| byline.names.contains(&name)))
    };
    let is_named = |name: &str| {
        let mut lines = places.page.lines().filter(|(_, line)| line.len() <= LONGEST_LINE);
        lines.any(|(at, line)| names_it(line, name) && places.is_of_article(at))
    };
    let mut people = meta.all("twitter:creator").filter_map(of_account);
    people.find(|name| !is_of_site(&comparison_key(name)) && !places.headline_has(name) && is_named(name))
}

/// Returns the name in an account that begins with a first name: `@NellHarbury`, `nell.harbury`.
fn of_account(account: &str) -> Option<String> {
    const MOST_PARTS: usize = 3;
    let account = account.trim().trim_start_matches('@');
    if account.len() > LONGEST || !account.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '_' | '-')) {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut is_within = false;
    for c in account.chars() {
        if matches!(c, '.' | '_' | '-') {
            is_within = false;
            continue;
        }
        match parts.last_mut().filter(|_| is_within && !c.is_uppercase()) {
            Some(part) => part.push(c),
            None => parts.push(c.to_uppercase().collect()),
        }
        is_within = true;
    }
    let is_name = (2..=MOST_PARTS).contains(&parts.len()) && parts.iter().all(|part| part.chars().count() > 1);
    (is_name && parts.first().is_some_and(|first| byline::is_first_name(first)))
        .then(|| parts.join(" "))
        .filter(|name| is_person(name) && byline::is_name(name))
}

/// Returns the people whom a Creative Commons licence on the page requires to be named.
pub(super) fn licensors(page: &Page<'_>) -> Vec<String> {
    let has = |at: usize, attribute: &str, wanted: &str| {
        page.attribute(at, attribute)
            .is_some_and(|names| names.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case(wanted)))
    };
    page.elements()
        .filter(|(at, _)| has(*at, "rel", "cc:attributionURL") || has(*at, "property", "cc:attributionName"))
        .filter_map(|(at, _)| page.line(at, LONGEST))
        .filter(|name| byline::is_name(name) && is_person(name))
        .collect()
}

/// Returns the first of `names` with these initials: for "NH" it is "Nell Harbury".
pub(super) fn behind_initials(initials: &str, names: &[String]) -> Option<String> {
    let bare: String = initials.chars().filter(|c| c.is_alphabetic()).collect();
    let are_initials = (2..=4).contains(&bare.chars().count()) && initials.len() <= bare.len() + 4;
    let firsts = |name: &str| -> String { name.split([' ', '-']).filter_map(|word| word.chars().next()).collect() };
    let fitting = |name: &&String| firsts(name).to_lowercase() == bare.to_lowercase();
    names.iter().find(fitting).filter(|_| are_initials).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_behind_accounts() {
        for (account, expected) in [
            ("@NellHarbury", Some("Nell Harbury")),
            ("nell.harbury", Some("Nell Harbury")),
            ("@nellharbury", None),
            ("@HarbourWire", None),
            ("@Nell", None),
            ("@NellH", None),
            ("@AdaNews", None),
            ("", None),
        ] {
            assert_eq!(of_account(account).as_deref(), expected, "{account}");
        }
    }

    #[test]
    fn initials() {
        let names = ["Ada Reed".to_owned(), "Nell Harbury".to_owned()];
        for (initials, expected) in
            [("NH", Some("Nell Harbury")), ("n.h.", Some("Nell Harbury")), ("nell", None), ("IB", None), ("N", None)]
        {
            assert_eq!(behind_initials(initials, &names).as_deref(), expected, "{initials}");
        }
    }
}
