//! Finds the headline of a page: the visible text that agrees with the titles in its fields.

use super::comparison_key::comparison_key;
use super::page::Page;
use super::title_parts::parts;

/// The headline that a user sees above the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headline {
    /// The number of its element.
    pub(super) at: usize,
    /// Its words.
    pub(super) text: String,
    /// True if another field of the page has the same text.
    pub(super) is_confirmed: bool,
}

/// Finds the headline that a user sees.
///
/// `titles` are the titles in the page's fields, with or without the outlet. A text for which `is_outlet` is true is
/// taken only if no other is confirmed.
pub(super) fn headline(page: &Page<'_>, titles: &[&str], is_outlet: &dyn Fn(&str) -> bool) -> Option<Headline> {
    const LONGEST: usize = 400;
    const SHORTEST_LETTERS: usize = 3;
    const LEAST_SHARE: f64 = 0.5;
    const MOST_PARTS: usize = 20;
    // For a field that gives only the beginning of the headline: the share that this counts as, and the minimum length
    // and weight of the beginning.
    const SHARE_OF_BEGINNING: f64 = 0.6;
    const FEWEST_OF_BEGINNING: usize = 8;
    const LEAST_OF_BEGINNING: f64 = 0.6;
    // The number of confirmed headings that may be the name of the outlet, which is at the top of the page.
    const MOST_LOOKED_BELOW: usize = 8;
    // Each title and each of its parts, with a weight. The headline is one of them, and a longer part of a title is
    // less likely to be the outlet.
    let mut wanted: Vec<(String, f64)> = Vec::new();
    for title in titles {
        let whole = comparison_key(title);
        let n_whole = whole.chars().count() as f64;
        for part in parts(title).take(MOST_PARTS).map(comparison_key).filter(|part| !part.is_empty() && *part != whole)
        {
            let share = part.chars().count() as f64 / n_whole.max(1.0);
            wanted.push((part, share.sqrt().min(0.99)));
        }
        wanted.push((whole, 1.0));
    }
    let mut best: Option<(f64, Headline)> = None;
    let mut n_looked_below = 0;
    let mut best_outlet: Option<(f64, Headline)> = None;
    let mut alone: Option<Option<Headline>> = None;
    // The end of the heading around the current node, and its weight.
    let mut around: Option<(usize, f64)> = None;
    for at in 0..page.nodes.len() {
        around = around.filter(|(end, _)| at < *end);
        let name = page.name(at);
        let weight = match name {
            "h1" => 1.0,
            "h2" => 0.9,
            "h3" => 0.8,
            "div" | "span" | "p" | "a" if is_named_title(page, at) => 0.7,
            // A part of a heading. The topic, a subtitle or the outlet may be beside it.
            _ => match around {
                Some((_, weight)) if !wanted.is_empty() => weight,
                _ => continue,
            },
        };
        if matches!(name, "h1" | "h2" | "h3") {
            around = Some((page.nodes[at].end, weight));
        }
        let Some(text) = page.line(at, LONGEST) else {
            continue;
        };
        if is_of_the_site(page, at) {
            continue;
        }
        let own = comparison_key(&text);
        let n_own = own.chars().count();
        if n_own < SHORTEST_LETTERS {
            continue;
        }
        let share = wanted
            .iter()
            .map(|(part, weight)| (share_of(&own, part), *weight))
            .filter(|(share, _)| *share >= LEAST_SHARE)
            .map(|(share, weight)| share * weight)
            .fold(0.0, f64::max);
        // "Ferry times" in a field may be the beginning of the visible headline.
        let share = if share == 0.0 && name == "h1" {
            let begins = wanted.iter().filter(|(part, weight)| {
                part.len() >= FEWEST_OF_BEGINNING && *weight >= LEAST_OF_BEGINNING && own.starts_with(part.as_str())
            });
            begins.map(|(_, weight)| SHARE_OF_BEGINNING * weight).fold(0.0, f64::max)
        } else {
            share
        };
        let headline = Headline { at, text, is_confirmed: share > 0.0 };
        // A part of a heading counts only if its letters are exactly those of a title.
        let is_part = around.is_some() && !matches!(name, "h1" | "h2" | "h3");
        if is_part && !wanted.iter().any(|(part, weight)| *part == own && *weight >= 0.5) {
            continue;
        }
        n_looked_below += usize::from(share > 0.0);
        let is_above = || n_looked_below <= MOST_LOOKED_BELOW && names_outlet_above(page, titles, &own, at);
        let is_of_outlet = share > 0.0 && (is_outlet(&headline.text) || is_above());
        let place = if is_of_outlet { &mut best_outlet } else { &mut best };
        if share * weight > place.as_ref().map_or(0.0, |(other, _)| *other) {
            *place = Some((share * weight, headline));
        } else if name == "h1" {
            // Of several unconfirmed headings, none is surer than another.
            alone = Some(if alone.is_none() { Some(headline) } else { None });
        }
    }
    // If no heading agrees with the titles, the headline may be a line without mark-up of its own.
    best.or(best_outlet).map(|(_, headline)| headline).or_else(|| plain_headline(page, &wanted)).or(alone.flatten())
}

/// True if the heading at `at` is the name of the outlet, with the headline in another heading below it.
///
/// This is so if a title such as "Tolls rise | Harbour Wire" has the heading as its last part, and a heading below is
/// its first part. `own` is the heading as [`comparison_key`] returns it.
fn names_outlet_above(page: &Page<'_>, titles: &[&str], own: &str, at: usize) -> bool {
    const LONGEST: usize = 400;
    // The headline follows the name of the outlet, with a menu between them.
    const MOST_NODES: usize = 400;
    titles.iter().any(|title| {
        let mut parts = parts(title);
        let (first, last) = (parts.next().map(comparison_key), parts.last().map(comparison_key));
        let (Some(first), Some(last)) = (first, last) else {
            return false;
        };
        last == own
            && first != last
            && first.len() > 3
            && (page.nodes[at].end..page.nodes.len()).take(MOST_NODES).any(|at| {
                matches!(page.name(at), "h1" | "h2" | "h3")
                    && page.line(at, LONGEST).is_some_and(|line| comparison_key(&line) == first)
            })
    })
}

/// Returns the first visible line with the same letters as a title, or as a part that makes up most of a title.
fn plain_headline(page: &Page<'_>, wanted: &[(String, f64)]) -> Option<Headline> {
    const LEAST_WEIGHT: f64 = 0.7;
    const LONGEST: usize = 400;
    let wanted: Vec<&str> = wanted
        .iter()
        .filter(|(part, weight)| *weight >= LEAST_WEIGHT && part.len() >= 8)
        .map(|(part, _)| part.as_str())
        .collect();
    if wanted.is_empty() {
        return None;
    }
    let (at, line) = page.lines().find(|(at, line)| {
        line.len() <= LONGEST && wanted.contains(&comparison_key(line).as_str()) && !is_of_the_site(page, *at)
    })?;
    Some(Headline { at, text: super::page::one_line(line), is_confirmed: true })
}

/// Returns the headline that the page's mark-up names, if there is only one.
pub(super) fn of_microdata(page: &Page<'_>) -> Option<String> {
    const LONGEST: usize = 400;
    let mut headlines = page.elements().filter(|(_, element)| {
        element.name() != "meta"
            && element
                .attr("itemprop")
                .is_some_and(|names| names.split_ascii_whitespace().any(|name| name == "headline"))
    });
    let (first, _) = headlines.next()?;
    if headlines.next().is_some() { None } else { page.line(first, LONGEST) }
}

/// True if two titles are the same, one is the beginning or a part of the other, or they share most words of the
/// shorter one.
pub(super) fn are_similar_titles(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().map(comparison_key).filter(|it| !it.is_empty()).collect()
    };
    let (own, others) = (words(one), words(other));
    let n_common = own.iter().filter(|word| others.contains(word)).count();
    share_of(&comparison_key(one), &comparison_key(other)) > 0.0 || 2 * n_common > own.len().min(others.len())
}

/// Returns the share that two texts have in common, from 0 to 1.
///
/// One text must contain the other, or both must begin with the same letters for at least half of the shorter text.
fn share_of(own: &str, title: &str) -> f64 {
    let (n_own, n_title) = (own.chars().count() as f64, title.chars().count() as f64);
    if n_own == 0.0 || n_title == 0.0 {
        return 0.0;
    }
    let share = n_own.min(n_title) / n_own.max(n_title);
    // Fields shorten headlines at their end.
    if own.starts_with(title) && n_title >= 12.0 {
        return share.max(0.6);
    }
    if title.contains(own) || own.contains(title) {
        return share;
    }
    let n_common = own.chars().zip(title.chars()).take_while(|(one, other)| one == other).count() as f64;
    if n_common >= 12.0 && n_common / n_own.min(n_title) >= 0.5 { n_common / n_own.max(n_title) } else { 0.0 }
}

/// True if an element other than a heading has the name of a title.
pub(super) fn is_named_title(page: &Page<'_>, at: usize) -> bool {
    const NAMES: [&str; 9] = [
        "headline",
        "entry-title",
        "post-title",
        "article-title",
        "page-title",
        "story-title",
        "article-headline",
        "post__title",
        "article__title",
    ];
    page.attribute(at, "itemprop") == Some("headline")
        || ["class", "id"].iter().filter_map(|name| page.attribute(at, name)).any(|names| {
            names.split_ascii_whitespace().any(|name| NAMES.iter().any(|other| name.eq_ignore_ascii_case(other)))
        })
}

/// True if a heading belongs to the site: a logo, a heading that links to the front page, a heading beside the text.
pub(super) fn is_of_the_site(page: &Page<'_>, at: usize) -> bool {
    const NAMES: [&str; 12] = [
        "logo",
        "site-title",
        "site-name",
        "sitename",
        "site_title",
        "brand",
        "blog-title",
        "blogtitle",
        "widget-title",
        "widgettitle",
        "screen-reader-text",
        "comments-title",
    ];
    let is_named = |at: usize| {
        ["class", "id"].iter().filter_map(|name| page.attribute(at, name)).any(|names| {
            names.split_ascii_whitespace().any(|name| {
                let name = name.to_ascii_lowercase();
                NAMES.iter().any(|other| name.starts_with(other)) || name.split(['_', '-']).any(|word| word == "logo")
            })
        })
    };
    let leads_home = |at: usize| {
        page.name(at) == "a"
            && (page.attribute(at, "rel") == Some("home") || page.attribute(at, "href").is_some_and(is_home))
    };
    is_named(at)
        || page.ancestors(at).take(4).any(|at| matches!(page.name(at), "nav" | "aside" | "footer") || is_named(at))
        || (at..page.nodes[at].end).chain(page.ancestors(at).take(1)).any(leads_home)
}

/// True if an address is that of a front page.
pub(super) fn is_home(address: &str) -> bool {
    let path = match address.split_once("//") {
        // The address of an archive's copy contains that of the page.
        Some((_, rest)) => match rest.split_once("://") {
            Some((_, inner)) => inner.split_once('/').map_or("", |(_, path)| path),
            None => rest.split_once('/').map_or("", |(_, path)| path),
        },
        None if address.trim_matches(['/', '.']).is_empty() => "",
        None => address.strip_prefix('/').unwrap_or("?"),
    };
    matches!(path, "" | "index.html" | "index.php" | "index.htm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_above_the_text() {
        for (html, titles, expected) in [
            (
                "<h1 class=logo>Courier</h1><h1>Tolls rise</h1><h1>Also read</h1>",
                vec!["Tolls rise | Courier"],
                Some("Tolls rise"),
            ),
            ("<h1><a href=/>Courier</a></h1><h2>Tolls rise</h2>", vec!["Courier » Tolls rise"], Some("Tolls rise")),
            ("<h1>Tolls rise</h1>", vec![], Some("Tolls rise")),
            ("<h1>Courier Sun</h1><h2>Tolls rise</h2>", vec!["Tolls rise - Courier Sun"], Some("Tolls rise")),
            ("<h1>Tolls rise</h1><h2>Courier Sun</h2>", vec!["Tolls rise - Courier Sun"], Some("Tolls rise")),
            ("<h1>The Mole Post</h1><h3>Tolls rise</h3>", vec!["The Mole Post: Tolls rise"], Some("The Mole Post")),
            ("<h1>The Mole Post</h1><h3>Tolls rise</h3>", vec!["The Mole Post | Tolls rise"], Some("Tolls rise")),
            ("<h1>Quay tolls rise in the summer</h1>", vec!["Quay tolls"], Some("Quay tolls rise in the summer")),
            ("<h1>Tolls rise</h1><h1>Ferry stays</h1>", vec![], None),
            ("<aside><h1>Tolls rise</h1></aside>", vec![], None),
            (
                "<font size=5><b>Tolls rise again</b></font><br>By Nell Harbury",
                vec!["Tolls rise again - Courier"],
                Some("Tolls rise again"),
            ),
            ("<div itemprop=headline>Tolls rise</div>", vec!["Tolls rise - Courier"], Some("Tolls rise")),
            (
                "<h1><span class=topic>Harbour</span>Tolls rise again</h1>",
                vec!["Tolls rise again"],
                Some("Tolls rise again"),
            ),
            (
                "<h1>Tolls rise again<small>Masters speak of robbery</small></h1>",
                vec!["Tolls rise again – Courier"],
                Some("Tolls rise again"),
            ),
            ("<h1>Tolls<br>rise <em>again</em></h1>", vec!["Tolls rise again"], Some("Tolls rise again")),
            ("<h1>Courier: <b>Péages en hausse</b></h1>", vec!["Péages en hausse | Courier"], Some("Péages en hausse")),
            (
                "<h1>Tolls rise for the fourth time this year</h1>",
                vec!["Tolls rise for the fourth time…"],
                Some("Tolls rise for the fourth time this year"),
            ),
        ] {
            let tree = scraper::Html::parse_document(html);
            let page = Page::new(&tree);
            assert_eq!(
                headline(&page, &titles, &|text| text == "The Mole Post").map(|headline| headline.text).as_deref(),
                expected,
                "{html}"
            );
        }
    }

    #[test]
    fn titles_that_say_the_same() {
        for (one, other, expected) in [
            ("How the quay's tolls rose - again", "How the quay tolls rose: again", true),
            ("Tolls rise | Courier", "Tolls rise", true),
            ("Harbour News - Latest", "Tolls rise again", false),
            ("town on the northern coast", "Halden", false),
            ("list of a lexicon", "List of ferries of the north", false),
        ] {
            assert_eq!(are_similar_titles(one, other), expected, "{one}");
        }
    }

    #[test]
    fn front_pages() {
        for (address, expected) in [
            ("/", true),
            ("https://wire.example", true),
            ("https://wire.example/index.html", true),
            ("https://archive.example/web/2013/http://wire.example/", true),
            ("https://archive.example/web/2013/http://wire.example/a.html", false),
            ("https://wire.example/a", false),
            ("a.html", false),
        ] {
            assert_eq!(is_home(address), expected, "{address}");
        }
    }
}
