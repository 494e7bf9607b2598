//! The byline of a page: who wrote it, by the mark-up around the name or by the words before it.

use super::author_names::{after_before, before_the_date, looks_like_names, names};
use super::page::{Page, one_line};
use super::zones::Zones;

/// A byline, and how surely it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names in it.
    pub(super) names: Vec<String>,
    /// The mark-up it was known by, in a sentence.
    pub(super) because: &'static str,
    /// True if the mark-up says in so many words that it is the author.
    pub(super) is_marked: bool,
}

/// Bylines stand this near to the headline, in bytes of text.
const NEAR: usize = 1500;
/// The longest byline, in bytes.
const LONGEST_BYLINE: usize = 200;

/// The byline of a page: by microdata, by a link to an author, by its class, by its words.
pub(super) fn byline(page: &Page<'_>, zones: &Zones) -> Option<Byline> {
    by_microdata(page, zones).or_else(|| by_link(page, zones)).or_else(|| {
        // The name of an account says less than a name in words.
        let by_class = by_class(page, zones);
        let is_account = by_class.as_ref().is_some_and(|byline| byline.names.iter().all(|name| is_account(name)));
        if is_account { by_words(page, zones).or(by_class) } else { by_class.or_else(|| by_words(page, zones)) }
    })
}

fn is_account(name: &str) -> bool {
    !name.contains(' ') && !name.contains(char::is_uppercase)
}

fn found(names: Vec<String>, because: &'static str, is_marked: bool) -> Option<Byline> {
    (!names.is_empty()).then_some(Byline { names, because, is_marked })
}

fn by_microdata(page: &Page<'_>, zones: &Zones) -> Option<Byline> {
    let is_author = |at: usize| {
        page.attribute(at, "itemprop")
            .is_some_and(|itemprop| itemprop.split_ascii_whitespace().any(|name| name == "author" || name == "creator"))
    };
    let authors: Vec<usize> = page
        .elements()
        .filter(|(at, element)| is_author(*at) && !zones.is_beside(*at) && element.name() != "meta")
        .map(|(at, _)| at)
        .collect();
    let found_names = near_the_nearest(page, zones, &authors)
        .filter_map(|at| {
            let name = (at + 1..page.nodes[at].end).find(|at| page.attribute(*at, "itemprop") == Some("name"));
            match name {
                Some(name) => page.line(name, LONGEST_BYLINE).or_else(|| page.attribute(name, "content").map(one_line)),
                None => page.line(at, LONGEST_BYLINE),
            }
        })
        .flat_map(|text| names(&text))
        .fold(Vec::new(), with_new);
    found(found_names, "microdata `author`", true)
}

/// Of several elements the one nearest to the headline, and those that stand right beside it: its
/// co-authors. One far below is of a box about the author, or of another article.
fn near_the_nearest<'list>(
    page: &'list Page<'_>,
    zones: &Zones,
    elements: &'list [usize],
) -> impl Iterator<Item = usize> + use<'list> {
    const BESIDE: usize = 200;
    let nearest = elements.iter().copied().min_by_key(|at| zones.distance(page, *at));
    let from = nearest.map(|at| page.place(at).start);
    elements.iter().copied().filter(move |at| from.is_some_and(|from| page.place(*at).start.abs_diff(from) <= BESIDE))
}

/// `rel="author"`, else a link whose address is that of an author, near the headline.
fn by_link(page: &Page<'_>, zones: &Zones) -> Option<Byline> {
    const PATHS: [&str; 20] = [
        "/author/",
        "/authors/",
        "/autor/",
        "/autoren/",
        "/autores/",
        "/auteur/",
        "/auteurs/",
        "/autore/",
        "/profile/",
        "/profil/",
        "/people/",
        "/person/",
        "/staff/",
        "/journalist/",
        "/journalists/",
        "/reporter/",
        "/reporters/",
        "/by/",
        "/byline/",
        "/contributor/",
    ];
    let links: Vec<usize> = page.named("a").filter(|at| !zones.is_beside(*at)).collect();
    let is_rel = |at: &usize| {
        page.attribute(*at, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "author"))
    };
    let near = |at: &usize| zones.distance(page, *at) <= 2 * NEAR;
    let marked: Vec<usize> = links.iter().copied().filter(is_rel).collect();
    let names =
        near_the_nearest(page, zones, &marked).flat_map(|at| names_of_link(page, at)).fold(Vec::new(), with_new);
    if let Some(byline) = found(names, "the link `rel=author`", true) {
        return Some(byline);
    }
    let by_path: Vec<usize> = links
        .into_iter()
        .filter(|at| {
            page.attribute(*at, "href").is_some_and(|href| {
                let href = href.to_ascii_lowercase();
                PATHS.iter().any(|path| href.split_once(path).is_some_and(|(_, rest)| !rest.is_empty()))
            })
        })
        .filter(near)
        .collect();
    let names =
        near_the_nearest(page, zones, &by_path).flat_map(|at| names_of_link(page, at)).fold(Vec::new(), with_new);
    found(names, "the link to its author", false)
}

fn with_new(mut names: Vec<String>, name: String) -> Vec<String> {
    if !names.contains(&name) {
        names.push(name);
    }
    names
}

/// The name in a link to an author. "All posts by Nell Harbury" is hers, too.
fn names_of_link(page: &Page<'_>, at: usize) -> Vec<String> {
    let Some(text) = page.line(at, LONGEST_BYLINE) else {
        return Vec::new();
    };
    if text.split_whitespace().count() > 3 {
        for between in [" von ", " by ", " par ", " por ", " di ", " door ", " av ", " af "] {
            if let Some((_, name)) = text.rsplit_once(between) {
                return names(name);
            }
        }
    }
    names(&text)
}

/// An element whose class or id says that it holds the author, nearest to the headline.
fn by_class(page: &Page<'_>, zones: &Zones) -> Option<Byline> {
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
    let mut best: Option<(usize, usize, Vec<String>)> = None;
    let mut far: Vec<Vec<String>> = Vec::new();
    for (at, element) in page.elements() {
        if zones.is_beside(at) || matches!(element.name(), "meta" | "link" | "input" | "body" | "html") {
            continue;
        }
        let Some(rank) = ["class", "id"]
            .iter()
            .filter_map(|name| page.attribute(at, name))
            .flat_map(str::split_ascii_whitespace)
            .filter_map(|name| {
                let name = name.to_ascii_lowercase();
                if SURE.contains(&name.as_str()) {
                    return Some(0);
                }
                let is_of_author = ["author", "byline", "autor", "auteur", "autore"].iter().any(|part| {
                    name.match_indices(part).any(|(at, _)| at == 0 || !name.as_bytes()[at - 1].is_ascii_alphanumeric())
                }) || matches!(
                    name.as_str(),
                    "byl" | "writer" | "reporter" | "submitted" | "signature" | "contributors"
                );
                let is_other = ["bio", "image", "img", "avatar", "photo", "box", "description", "social", "desc"]
                    .iter()
                    .any(|part| name.contains(part));
                (is_of_author && !is_other).then_some(1)
            })
            .min()
        else {
            continue;
        };
        let distance = zones.distance(page, at);
        let is_far = distance > 2 * NEAR;
        let is_better = best.as_ref().is_none_or(|(r, d, _)| !is_far && (rank, distance) < (*r, *d));
        if !is_better || far.len() > MOST_FAR {
            continue;
        }
        let Some(text) = page.line(at, LONGEST_BYLINE) else {
            continue;
        };
        let names = names_in_byline(page, at, &text);
        match names.is_empty() {
            true => {}
            false if is_far => far.push(names),
            false => best = Some((rank, distance, names)),
        }
    }
    if let Some((_, _, names)) = best {
        return found(names, "the byline", false);
    }
    // Below the text stands who wrote it; of several names there, the others are of other articles.
    let first = far.first()?;
    if far.iter().all(|other| other == first) { found(first.clone(), "the byline below the text", false) } else { None }
}

/// The names in an element that is a byline: its links, where they are names, else its words.
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
    let words = before_the_date(after_before(text).unwrap_or(text));
    if after_before(text).is_some() || looks_like_names(words) { names(words) } else { Vec::new() }
}

/// A short line near the headline that begins like a byline: "By Nell Harbury", "Von Nell Harbury und Ivo Brandt".
fn by_words(page: &Page<'_>, zones: &Zones) -> Option<Byline> {
    const LONGEST: usize = 120;
    if !zones.has_headline() {
        return None;
    }
    let mut best: Option<(usize, Vec<String>)> = None;
    for (at, line) in page.lines() {
        let distance = zones.distance(page, at);
        if zones.is_beside(at) || distance > NEAR || best.as_ref().is_some_and(|(other, _)| *other <= distance) {
            continue;
        }
        let Some(rest) = Some(line).filter(|line| line.len() <= LONGEST).and_then(after_before) else {
            continue;
        };
        let words = before_the_date(rest);
        let words = words.split([',', '|', '•']).next().unwrap_or(words).trim();
        if looks_like_names(words) && words.split_whitespace().count() >= 2 {
            best = Some((distance, names(words)));
        }
    }
    found(best?.1, "the byline", false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for (html, expected) in [
            (
                "<span itemprop=author><b itemprop=name>Nell Harbury</b> Bio</span>",
                Some((vec!["Nell Harbury"], "microdata `author`")),
            ),
            (
                "<a rel='author' href=x>Nell Harbury</a> and <a rel=author href=y>Ivo Brandt</a>",
                Some((vec!["Nell Harbury", "Ivo Brandt"], "the link `rel=author`")),
            ),
            (
                "<p>Erstellt von <a href='/author/nell/'>nell</a> am 6. Mai</p>",
                Some((vec!["nell"], "the link to its author")),
            ),
            (
                "<div class='article-byline'>By Nell Harbury, 6 March 2022</div>",
                Some((vec!["Nell Harbury"], "the byline")),
            ),
            (
                "<div class=submitted>Gespeichert von <span class=username>rasos</span> am 24. Juli</div>",
                Some((vec!["rasos"], "the byline")),
            ),
            ("<p>Von Nell Harbury und Ivo Brandt</p>", Some((vec!["Nell Harbury", "Ivo Brandt"], "the byline"))),
            ("<p>By morning the ferry had gone.</p>", None),
            ("<div class=comments><a rel=author href=x>A reader</a></div>", None),
            ("<div class=author-bio>Nell writes about the sea.</div>", None),
        ] {
            let html = format!("<h1>Tolls rise</h1>{html}");
            let tree = scraper::Html::parse_document(&html);
            let page = Page::new(&tree);
            let headline = super::super::title::headline(&page, &["Tolls rise"]);
            let byline = byline(&page, &Zones::new(&page, headline.as_ref()));
            let found =
                byline.as_ref().map(|byline| (byline.names.iter().map(String::as_str).collect(), byline.because));
            assert_eq!(found, expected, "{html}");
        }
    }
}
