//! Recognises elements that hold a date, or the date of the last change, by their class, id or microdata.

use super::page::Page;

/// True if an element is named as the date of the last change.
pub(super) fn is_update(page: &Page<'_>, at: usize) -> bool {
    const NAMES: [&str; 3] = ["updated", "modified", "dateModified"];
    ["class", "itemprop"].iter().filter_map(|name| page.attribute(at, name)).any(|names| {
        let is_published = names.contains("publish") || names.contains("entry-date");
        !is_published && NAMES.iter().any(|name| names.contains(name))
    })
}

/// True if the text at `at` is in an element with the date of the last change.
pub(super) fn is_in_update(page: &Page<'_>, at: usize) -> bool {
    const MOST_LEVELS: usize = 2;
    page.ancestors(at).take(MOST_LEVELS).any(|around| is_update(page, around))
}

/// True if an element holds a `<time>`, and each one in it is that of the last change.
pub(super) fn has_only_updates(page: &Page<'_>, at: usize) -> bool {
    const MOST_NODES: usize = 60;
    let within = (at + 1..page.nodes[at].end).take(MOST_NODES);
    let mut times = within.filter(|at| page.name(*at) == "time").peekable();
    times.peek().is_some() && times.all(|at| is_update(page, at))
}

/// Words in the class, id or `itemprop` of an element that holds a date, or that holds the line with the date and the
/// author. They are matched at the beginning of a word.
const OF_DATES: [&str; 18] = [
    "date",
    "datum",
    "time",
    "publish",
    "posted",
    "pubdate",
    "fecha",
    "data-",
    "byline",
    "meta",
    "submitted",
    "dateline",
    "datetime",
    "created",
    "author",
    "parution",
    "subline",
    "kicker",
];

/// Words in the class, id or `itemprop` of boxes of many kinds: of articles, products or events.
pub(super) const OF_ANYTHING: [&str; 2] = ["info", "details"];

/// Words that show, beside a word of [`OF_ANYTHING`] in the same name, that a box belongs to an article. They are
/// matched as a whole part of the name: "history" is not "story".
const OF_ARTICLES: [&str; 9] = ["article", "post", "entry", "news", "story", "artikel", "beitrag", "meta", "author"];

/// Returns the names in the class, id and microdata of an element, in lower case.
fn names<'page>(page: &'page Page<'_>, at: usize) -> impl Iterator<Item = String> + 'page {
    ["class", "id", "itemprop"]
        .into_iter()
        .filter_map(move |name| page.attribute(at, name))
        .flat_map(|names| names.split_ascii_whitespace().map(str::to_ascii_lowercase))
}

/// True if a name has one of `parts` at the beginning of a word.
fn has_part(name: &str, parts: &[&str]) -> bool {
    parts
        .iter()
        .any(|part| name.match_indices(part).any(|(at, _)| at == 0 || !name.as_bytes()[at - 1].is_ascii_alphanumeric()))
}

/// True if a part of a name, between signs, is a word for articles.
fn is_of_article(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|part| OF_ARTICLES.contains(&part))
}

/// True if the class, id or `itemprop` of an element has one of `parts` at the beginning of a word.
pub(super) fn is_named(page: &Page<'_>, at: usize, parts: &[&str]) -> bool {
    names(page, at).any(|name| has_part(&name, parts))
}

/// True if the class, id or `itemprop` of an element says that it holds a date, or the line with the date and the
/// author.
///
/// A name says so if it ends with "date" (but not "update" or "candidate"), if it has a word of [`OF_DATES`], or if it
/// has both a word of [`OF_ANYTHING`] and a word of [`OF_ARTICLES`].
pub(super) fn is_named_date(page: &Page<'_>, at: usize) -> bool {
    names(page, at).any(|name| {
        // "update" and "candidate" end with "date" but name none. "postdate" and "articleDate" do.
        (name.ends_with("date") && !name.ends_with("update") && !name.ends_with("candidate"))
            || has_part(&name, &OF_DATES)
            || (has_part(&name, &OF_ANYTHING) && is_of_article(&name))
    })
}
