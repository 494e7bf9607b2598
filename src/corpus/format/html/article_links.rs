//! Distinguishes links to other articles from links to sections, authors and tools.

use super::author_words::PATHS;
use super::page::Page;
use super::title::is_home;
use crate::corpus::byline;
use crate::dates;
use crate::text::normalise::is_unspaced;

/// The minimum number of words in a headline or in the text of a link to an article.
pub(super) const FEWEST_WORDS: usize = 4;
/// The same minimum for scripts without spaces, in characters.
const FEWEST_SIGNS: usize = 12;

/// True if the element at `card` links to at most one other article, however often that link is repeated.
pub(super) fn has_one_link(page: &Page<'_>, card: usize) -> bool {
    const MOST_NODES: usize = 200;
    let links = (card..page.nodes[card].end).take(MOST_NODES).filter(|at| page.name(*at) == "a");
    let mut first = None;
    links
        .filter(|link| leads_to_article(page, *link, FEWEST_WORDS))
        .filter_map(|link| page.attribute(link, "href"))
        .all(|address| *first.get_or_insert(address) == address)
}

/// True if a link leads to another page and its text has as many words as a headline.
pub(super) fn leads_to_article(page: &Page<'_>, link: usize, fewest_words: usize) -> bool {
    const LONGEST: usize = 400;
    let address = page.attribute(link, "href").unwrap_or("");
    !address.contains('#')
        && may_lead_to_article(page, link)
        && page.line(link, LONGEST).is_some_and(|line| is_headline(&line, fewest_words))
}

/// True if a link leads to another page that is no tool, front page or page of a person.
///
/// The address `#` is accepted, because scripts fill in the address of such a link.
pub(super) fn may_lead_to_article(page: &Page<'_>, link: usize) -> bool {
    let address = page.attribute(link, "href").unwrap_or("").trim();
    !address.is_empty()
        && (address == "#" || !address.contains('#'))
        && !["mailto:", "tel:", "javascript:"].iter().any(|start| address.starts_with(start))
        && !leads_to_tool(address)
        && (address == "#" || !is_home(address))
        && !is_of_person(page, link, address)
}

/// True if an address shares or prints a page. A whole segment of the path or a name in the query must say so:
/// "/sprint-final" and "/shares-fall" are articles.
fn leads_to_tool(address: &str) -> bool {
    const NAMES: [&str; 6] = ["share", "sharer", "sharer.php", "intent", "print", "printable"];
    let is_tool = |part: &str| NAMES.iter().any(|name| part.eq_ignore_ascii_case(name));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    path.split('/').any(is_tool) || query.split('&').any(|part| part.split('=').next().is_some_and(is_tool))
}

/// True if a link leads to the author of an article, or to its section.
fn is_of_person(page: &Page<'_>, link: usize, address: &str) -> bool {
    const MOST_LEVELS: usize = 2;
    const NAMES: [&str; 3] = ["author", "autor", "byline"];
    let is_named =
        |at: usize| page.attribute(at, "class").is_some_and(|names| NAMES.iter().any(|name| names.contains(name)));
    page.attribute(link, "rel").is_some_and(|rel| rel.contains("author") || rel.contains("tag"))
        || PATHS.iter().any(|path| address.contains(path))
        || std::iter::once(link).chain(page.ancestors(link).take(MOST_LEVELS)).any(is_named)
}

/// True if a line has as many words as a headline, not counting dates, and is neither a name nor a byline.
pub(super) fn is_headline(line: &str, fewest_words: usize) -> bool {
    let is_word = |word: &&str| word.contains(char::is_alphabetic) && !dates::are_only_of_dates(word);
    let n_words = line.split_whitespace().filter(is_word).take(fewest_words).count();
    let n_signs = if line.is_ascii() { 0 } else { line.chars().filter(|c| is_unspaced(*c)).take(FEWEST_SIGNS).count() };
    (n_words >= fewest_words || n_signs >= FEWEST_SIGNS)
        && !byline::is_name(line)
        && byline::read(line).is_none()
        && !is_about_a_date(line)
}

/// True if a line says when something was published or changed, such as the text of a link to all versions of a page.
fn is_about_a_date(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit()) && dates::label_in(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_tools() {
        for (address, expected) in [
            ("https://social.example/share?u=a", true),
            ("/tolls?print=1", true),
            ("/print/tolls", true),
            ("/sport/sprint-final", false),
            ("/money/shares-fall?id=4", false),
        ] {
            assert_eq!(leads_to_tool(address), expected, "{address}");
        }
    }
}
