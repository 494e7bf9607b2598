//! Reads bylines in elements whose class or id says that they hold the author.

use super::author_names::{after_opening, is_of_outlet, is_person, looks_like_names, names};
use super::author_texts::{before_the_date, without_brackets};
use super::author_words::OF_AUTHORS;
use super::byline_sign::{Byline, BylineSign, LONGEST_BYLINE, NEAR, found, with_new};
use super::page::{Page, one_line};
use super::places::Places;
use super::prepared::children;
use crate::corpus::byline as line;

/// Parts of class names that are about rights, not about an author.
const OF_RIGHTS: [&str; 7] =
    ["authoris", "authoriz", "authority", "authorities", "authoritative", "autoris", "autoriz"];

/// The best element so far whose class names it as the byline.
struct Best {
    /// The rank of its class; lower is surer.
    rank: usize,
    distance: usize,
    at: usize,
    names: Vec<String>,
}

/// Returns the byline in the element whose class or id says that it holds the author. The one nearest to the headline
/// is chosen.
pub(super) fn by_class(places: &Places<'_, '_>) -> Option<Byline> {
    const SURE: [&str; 9] = [
        "author-name",
        "authorname",
        "author_name",
        "byline-name",
        "byline__name",
        "author__name",
        "p-author",
        "fn",
        "username",
    ];
    const MOST_FAR: usize = 50;
    let page = places.page;
    let mut best: Option<Best> = None;
    let mut far: Vec<Vec<String>> = Vec::new();
    for (at, element) in page.elements() {
        if matches!(element.name(), "meta" | "link" | "input" | "body" | "html") || !places.may_be_labelled(at) {
            continue;
        }
        let Some(rank) = ["class", "id"]
            .iter()
            .filter_map(|name| page.attribute(at, name))
            .flat_map(str::split_ascii_whitespace)
            .filter_map(|name| {
                let name = name.to_ascii_lowercase();
                if SURE.contains(&name.as_str()) {
                    // The business card of an organisation has its name in an element with the classes "fn org".
                    let is_of_person =
                        name != "fn" || !page.attribute(at, "class").is_some_and(|it| it.contains("org"));
                    return is_of_person.then_some(0);
                }
                let is_of_rights = OF_RIGHTS.iter().any(|part| name.contains(part));
                let is_of_author = !is_of_rights
                    && OF_AUTHORS.iter().any(|part| {
                        name.match_indices(part)
                            .any(|(at, _)| at == 0 || !name.as_bytes()[at - 1].is_ascii_alphanumeric())
                    })
                    || matches!(name.as_str(), "byl" | "submitted" | "signature");
                let is_other = ["bio", "image", "img", "avatar", "photo", "box", "description", "social", "desc"]
                    .iter()
                    .any(|part| name.contains(part));
                (is_of_author && !is_other).then_some(1)
            })
            .min()
        else {
            continue;
        };
        let distance = places.zones.distance(page, at);
        let is_far = distance > 2 * NEAR;
        let is_better = best.as_ref().is_none_or(|best| !is_far && (rank, distance) < (best.rank, best.distance));
        if !is_better || far.len() > MOST_FAR {
            continue;
        }
        if page.line(at, LONGEST_BYLINE).is_none() || (element.name() != "a" && places.is_of_teaser(at)) {
            continue;
        }
        let mut names = names_in_byline(page, at, &spaced(page, at));
        // A single word in a byline is as often a section or a place.
        names.retain(|name| name.contains(' ') || is_of_person(page, at, name));
        match names.is_empty() {
            true => {}
            false if is_far => far.push(names),
            false => best = Some(Best { rank, distance, at, names }),
        }
    }
    if let Some(Best { rank, at, mut names, .. }) = best {
        if rank == 0 {
            let beside = names_beside(page, at).into_iter().filter(|name| is_person(name));
            names = names.into_iter().chain(beside).fold(Vec::new(), with_new);
        }
        return found(names, "the byline", BylineSign::Words);
    }
    // The author may be named below the text. Different names there belong to other articles.
    let first = far.first()?;
    if far.iter().all(|other| other == first) {
        found(first.clone(), "the byline below the text", BylineSign::Words)
    } else {
        None
    }
}

/// True if a single word in an element may be the name of a person: an account, or a word in an element for names.
fn is_of_person(page: &Page<'_>, at: usize, name: &str) -> bool {
    let is_cased = name.contains(|c: char| c.is_uppercase() || c.is_lowercase());
    let names = ["class", "id"].iter().filter_map(|attribute| page.attribute(at, attribute));
    let is_for_names = names.flat_map(str::split_ascii_whitespace).any(|name| {
        let name = name.to_ascii_lowercase();
        !name.contains("byline") && name != "signature"
    });
    !is_cased || name.starts_with(char::is_lowercase) || is_for_names
}

/// Returns the text of an element on one line, with a space between the texts of different elements.
fn spaced(page: &Page<'_>, at: usize) -> String {
    let texts = (at + 1..page.nodes[at].end).filter(|at| page.element(*at).is_none()).map(|at| page.seen(at));
    one_line(&texts.collect::<Vec<_>>().join(" "))
}

/// Returns the names in an element that is a byline: its links, if they are names, else its words.
fn names_in_byline(page: &Page<'_>, at: usize, text: &str) -> Vec<String> {
    let from_links = (at + 1..page.nodes[at].end)
        .filter(|at| page.name(*at) == "a")
        .filter_map(|at| page.line(at, LONGEST_BYLINE))
        .filter(|text| looks_like_names(text))
        .flat_map(|text| names(&text))
        .fold(Vec::new(), with_new);
    if !from_links.is_empty() {
        return from_links;
    }
    if let Some(names) = names_of_items(page, at).or_else(|| name_before_post(page, at)) {
        return names;
    }
    if let Some(byline) = line::read(text).filter(|byline| !byline.names.is_empty()) {
        return byline.names.into_iter().flat_map(names).fold(Vec::new(), with_new);
    }
    // A byline such as "Monday August 27, 2018 by Nell Harbury".
    if let Some((before, name)) = [" by ", " von ", " par ", " por "].iter().find_map(|by| text.rsplit_once(by))
        && before.contains(|c: char| c.is_ascii_digit())
        && looks_like_names(before_the_date(name))
    {
        return names(before_the_date(name));
    }
    let words = before_the_date(after_opening(text).unwrap_or(text));
    let words = words.split(['|', '•', '·']).next().unwrap_or(words);
    let words: &str = &without_brackets(words);
    if after_opening(text).is_some() || looks_like_names(words) { names(words) } else { Vec::new() }
}

/// Returns the names in the items of a list of authors.
fn names_of_items(page: &Page<'_>, at: usize) -> Option<Vec<String>> {
    const FEWEST: usize = 2;
    let items = (at + 1..page.nodes[at].end).filter(|at| page.name(*at) == "li");
    let lines: Vec<String> = items.filter_map(|at| page.line(at, LONGEST_BYLINE)).collect();
    let are_names = lines.len() >= FEWEST && lines.iter().all(|line| line::names_alone(line).is_some());
    are_names.then(|| lines.iter().flat_map(|line| names(line)).fold(Vec::new(), with_new))
}

/// Returns the name in an element's first text, if the person's post is in its next text.
fn name_before_post(page: &Page<'_>, at: usize) -> Option<Vec<String>> {
    let mut texts = (at + 1..page.nodes[at].end)
        .filter(|at| page.element(*at).is_none())
        .map(|at| page.seen(at).trim())
        .filter(|text| !text.is_empty());
    let (name, post) = (texts.next()?, texts.next()?);
    let first = post.split(' ').next().unwrap_or("");
    (line::is_name(name) && !is_of_outlet(name) && line::is_post(first)).then(|| names(name))
}

/// Returns the names in the siblings of the element at `at` that have the same class.
fn names_beside(page: &Page<'_>, at: usize) -> Vec<String> {
    let (Some(parent), Some(class)) = (page.nodes[at].parent, page.attribute(at, "class")) else {
        return Vec::new();
    };
    let others = children(page, parent).filter(|other| page.attribute(*other, "class") == Some(class));
    let lines = others.filter_map(|at| page.line(at, LONGEST_BYLINE));
    lines.filter(|line| line::names_alone(line).is_some()).flat_map(|line| names(&line)).fold(Vec::new(), with_new)
}
