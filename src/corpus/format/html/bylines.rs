//! Finds the byline of a page by the mark-up around the name or by the words before it.

use super::author_names::{after_opening, has_person, is_of_outlet, looks_like_names, names};
use super::author_texts::{before_the_date, without_pictures};
use super::author_words::{PATHS, PATHS_TO_ANYONE};
use super::byline_classes::by_class;
use super::byline_lines::{in_line_of_entry, in_part_of_line, is_place_and_day_below};
use super::byline_sign::{Byline, BylineSign, LONGEST_BYLINE, NEAR, found, with_new};
use super::page::{Page, one_line};
use super::places::Places;
use crate::corpus::{byline as line, outlets};

/// Returns the byline of a page. It is looked for by microdata, by a link to an author, by class, and by words.
pub(super) fn byline(places: &Places<'_, '_>) -> Option<Byline> {
    // The name of an account, an outlet or a place is weaker evidence than that of a person.
    let mut rest = None;
    for find in [by_microdata, by_link, by_class, by_words, alone_in_bold] {
        match find(places) {
            Some(byline) if has_person(&byline.names) || byline.is_of_a_name() => {
                return Some(with_co_authors(places, byline));
            }
            found => rest = rest.or(found),
        }
    }
    rest
}

/// Adds the names that the line of the byline has beside those in mark-up: "By <a rel=author>Nell Harbury</a> and Tom
/// Okoro".
fn with_co_authors(places: &Places<'_, '_>, byline: Byline) -> Byline {
    let lines = places.page.lines().filter(|(at, line)| {
        line.len() <= LONGEST_BYLINE && places.is_of_article(*at) && places.zones.distance(places.page, *at) <= NEAR
    });
    let all = lines
        .filter_map(|(_, line)| line::read(line))
        .map(|line| line.names)
        .find(|all| all.len() > byline.names.len() && byline.names.iter().all(|name| all.contains(&name.as_str())));
    match all {
        Some(all) => Byline { names: all.into_iter().flat_map(names).fold(Vec::new(), with_new), ..byline },
        None => byline,
    }
}

fn by_microdata(places: &Places<'_, '_>) -> Option<Byline> {
    let page = places.page;
    let is_author = |at: usize| {
        page.attribute(at, "itemprop")
            .is_some_and(|itemprop| itemprop.split_ascii_whitespace().any(|name| name == "author" || name == "creator"))
    };
    let authors: Vec<usize> = page
        .elements()
        .filter(|(at, element)| is_author(*at) && element.name() != "meta")
        .filter(|(at, _)| places.may_be_labelled(*at) || places.is_property_of_article(*at))
        .map(|(at, _)| at)
        .collect();
    let found_names = near_the_nearest(places, &authors)
        .filter_map(|at| {
            let name = (at + 1..page.nodes[at].end).find(|at| page.attribute(*at, "itemprop") == Some("name"));
            match name {
                Some(name) => page.line(name, LONGEST_BYLINE).or_else(|| page.attribute(name, "content").map(one_line)),
                None => page.line(at, LONGEST_BYLINE),
            }
        })
        .flat_map(|text| names(&text))
        .fold(Vec::new(), with_new);
    found(found_names, "microdata `author`", BylineSign::Label)
}

/// Returns the element nearest to the headline, and those right beside it: its co-authors.
///
/// An element far below belongs to a box about the author, or to another article.
fn near_the_nearest<'list>(
    places: &'list Places<'_, '_>,
    elements: &'list [usize],
) -> impl Iterator<Item = usize> + 'list {
    const BESIDE: usize = 200;
    let page = places.page;
    let nearest = elements.iter().copied().min_by_key(|at| places.zones.distance(page, *at));
    let from = nearest.map(|at| page.place(at).start);
    elements.iter().copied().filter(move |at| from.is_some_and(|from| page.place(*at).start.abs_diff(from) <= BESIDE))
}

/// Returns the author in a link with `rel="author"`, else in a link near the headline with the address of an author's
/// page.
fn by_link(places: &Places<'_, '_>) -> Option<Byline> {
    let page = places.page;
    let links: Vec<usize> = page.named("a").filter(|at| places.may_be_labelled(*at)).collect();
    let is_rel = |at: &usize| {
        page.attribute(*at, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "author"))
    };
    let near = |at: &usize| places.zones.distance(page, *at) <= 2 * NEAR;
    let marked: Vec<usize> = links.iter().copied().filter(is_rel).collect();
    let names = near_the_nearest(places, &marked).flat_map(|at| names_of_link(page, at)).fold(Vec::new(), with_new);
    if let Some(byline) = found(names, "the link `rel=author`", BylineSign::Label) {
        return Some(byline);
    }
    let by_path: Vec<usize> = links
        .into_iter()
        .filter(|at| {
            page.attribute(*at, "href").is_some_and(|href| {
                let href = href.to_ascii_lowercase();
                // The Creative Commons licence "by" names its author elsewhere.
                !href.contains("creativecommons.org/")
                    && PATHS.iter().any(|path| href.split_once(path).is_some_and(|(_, rest)| !rest.is_empty()))
            })
        })
        .filter(near)
        .filter(|at| {
            let href = page.attribute(*at, "href").unwrap_or_default();
            let leads_to_anyone = PATHS_TO_ANYONE.iter().any(|path| href.contains(path));
            // The article is about the people in its headline. "People Overview" belongs to a menu.
            !leads_to_anyone
                || page.line(*at, LONGEST_BYLINE).is_some_and(|name| {
                    let first = name.split(' ').next().unwrap_or("");
                    let is_item = page.ancestors(*at).take(2).any(|at| page.name(at) == "li");
                    !places.headline_has(&name)
                        && (!is_item || line::is_first_name(first) || is_behind_opener(page, *at))
                })
        })
        .collect();
    let names = near_the_nearest(places, &by_path).flat_map(|at| names_of_link(page, at)).fold(Vec::new(), with_new);
    found(names, "the link to its author", BylineSign::Link)
}

/// True if the line around a link opens like a byline.
fn is_behind_opener(page: &Page<'_>, at: usize) -> bool {
    const MOST_LEVELS: usize = 3;
    page.ancestors(at)
        .take(MOST_LEVELS)
        .filter_map(|at| page.line(at, LONGEST_BYLINE))
        .any(|line| after_opening(&line).is_some() || line::is_post(&line))
}

/// Returns the name in a link to an author. "All posts by Nell Harbury" is such a link, too.
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

/// Returns the byline in a short line near the headline: "By Nell Harbury", "Von Nell Harbury und Ivo Brandt".
fn by_words(places: &Places<'_, '_>) -> Option<Byline> {
    const LONGEST: usize = 120;
    // In scripts without capitals, a sentence looks like names.
    const MOST_WORDS_WITHOUT_CAPITALS: usize = 6;
    let page = places.page;
    if !places.zones.has_headline() {
        return None;
    }
    let mut best: Option<(usize, Vec<String>)> = None;
    // The account counts only if no line has a name of two words.
    let mut account: Option<(usize, Vec<String>)> = None;
    // The line before, if it was nothing but a name.
    let mut alone: Option<&str> = None;
    for (at, line) in page.lines() {
        let above = alone.take();
        let distance = places.zones.distance(page, at);
        if !places.is_of_article(at) || distance > NEAR || best.as_ref().is_some_and(|(other, _)| *other <= distance) {
            continue;
        }
        if line.len() > LONGEST {
            continue;
        }
        if let Some(name) = in_line_of_entry(line) {
            if account.as_ref().is_none_or(|(other, _)| distance < *other) {
                account = Some((distance, names(name)));
            }
            continue;
        }
        // A person's post, or a place and a day, may be on the line below the name.
        if let Some(name) = above.filter(|name| line::is_post(line) || is_place_and_day_below(name, line)) {
            best = Some((distance, names(name)));
            continue;
        }
        let is_name = |line: &str| line.contains(' ') && line::names_alone(line).is_some() && !is_of_outlet(line);
        alone = Some(line).filter(|line| is_name(line) && !places.headline_has(line));
        let beside_a_post = line::names_beside_a_post(line);
        if !beside_a_post.is_empty() {
            best = Some((distance, beside_a_post.into_iter().map(str::to_owned).collect()));
            continue;
        }
        let Some(rest) = after_opening(line).or_else(|| in_part_of_line(line)) else {
            continue;
        };
        let words = without_pictures(before_the_date(rest)).trim_end_matches([' ', '-', '–', '/']);
        let words = words.split(['|', '•', ';']).next().unwrap_or(words).trim();
        let words = if line::is_of_several(line) { words } else { line::before_place(words) };
        // A post in lower case may follow the names.
        let is_of_names = |part: &&str| looks_like_names(part.trim());
        let length = words.split(',').take_while(is_of_names).map(|part| part.len() + 1).sum::<usize>();
        let words = words[..length.saturating_sub(1)].trim();
        let is_cased = words.contains(|c: char| c.is_uppercase() || c.is_lowercase());
        let is_short = !is_cased && words.chars().count() <= 12;
        let n_words = words.split_whitespace().count();
        let may_be_names = is_cased || n_words <= MOST_WORDS_WITHOUT_CAPITALS;
        if may_be_names && looks_like_names(words) && (n_words >= 2 || is_short) {
            best = Some((distance, names(words)));
        }
    }
    found(best.or(account)?.1, "the byline", BylineSign::Words)
}

/// Returns a name alone on a line in bold or italics, right above the text or at its end. Some papers print the name
/// without a "by".
fn alone_in_bold(places: &Places<'_, '_>) -> Option<Byline> {
    const LONGEST: usize = 80;
    const PARAGRAPH: usize = 120;
    const MOST_BELOW: usize = 200;
    if !places.zones.has_headline() {
        return None;
    }
    let page = places.page;
    let is_paragraph = |(at, line): &(usize, &str)| line.len() >= PARAGRAPH && places.is_of_article(*at);
    let mut paragraphs = page.lines().filter(is_paragraph);
    let first = paragraphs.next()?;
    let last = paragraphs.last().unwrap_or(first);
    let end = page.place(last.0).start + last.1.len();
    let is_bold = |at: usize| page.ancestors(at).take(3).any(|at| matches!(page.name(at), "b" | "strong" | "em" | "i"));
    let found_names = page.lines().find_map(|(at, line)| {
        let is_above = at < first.0 && places.zones.distance(page, at) <= NEAR;
        let is_below = at > last.0 && page.place(at).start <= end + MOST_BELOW;
        if !(is_above || is_below) || line.len() > LONGEST || !is_bold(at) || !places.is_of_article(at) {
            return None;
        }
        let names = line::names_alone(line)?;
        // Words of scripts without capitals look like names. A person in the headline is the subject of the text, not
        // its author.
        let is_person = |name: &&str| {
            name.contains(|c: char| c.is_uppercase() || c.is_lowercase())
                && !outlets::is_outlet(name)
                && !places.headline_has(name)
        };
        let are_people = names.iter().all(is_person);
        are_people.then(|| names.into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    found(found_names?, "the name alone in bold", BylineSign::Words)
}

#[cfg(test)]
mod tests {
    use super::super::zones::Zones;
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
            ("<p>Posted in Ferries by quill22 on March 9, 2022</p>", Some((vec!["quill22"], "the byline"))),
            ("<p>Posted in Ferries by the quay on March 9, 2022</p>", None),
            (
                "<p>Posted by quill22 on March 9, 2022</p><p>By Nell Harbury</p>",
                Some((vec!["Nell Harbury"], "the byline")),
            ),
            ("<p>Published by Reuters on March 9, 2022</p>", None),
            ("<p>By morning the ferry had gone.</p>", None),
            ("<p>항구신문 김철수 기자 kim@wire.example</p>", Some((vec!["김철수"], "the byline"))),
            ("<p>뉴스 기자</p>", None),
            ("<div>Nell Harbury<br>Chief reporter</div>", Some((vec!["Nell Harbury"], "the byline"))),
            ("<div>Port Halden<br>Weather</div>", None),
            ("<div>MARTA OLLER<br>Cala Honda - 3 JUN 2019</div>", Some((vec!["MARTA OLLER"], "the byline"))),
            (
                "<p>By <a rel=author href=x>Nell Harbury</a> and Tom Okoro</p>",
                Some((vec!["Nell Harbury", "Tom Okoro"], "the link `rel=author`")),
            ),
            (
                "<p>By Nell Harbury, Tom Okoro and Ada Reed</p>",
                Some((vec!["Nell Harbury", "Tom Okoro", "Ada Reed"], "the byline")),
            ),
            ("<p>By Nell Harbury, Port Halden</p>", Some((vec!["Nell Harbury"], "the byline"))),
            (
                "<ul class=authors><li>Nell Harbury</li><li>Tom Okoro</li></ul>",
                Some((vec!["Nell Harbury", "Tom Okoro"], "the byline")),
            ),
            (
                "<p><b class=author-name>Nell Harbury</b><b class=author-name>Tom Okoro</b></p>",
                Some((vec!["Nell Harbury", "Tom Okoro"], "the byline")),
            ),
            (
                "<div class=autor>Clara Quill <i>Redakteurin Lokales</i></div>",
                Some((vec!["Clara Quill"], "the byline")),
            ),
            (
                "<div class=byline>By <b>Nell Harbury</b> <i>Mar 4, 2021</i></div>",
                Some((vec!["Nell Harbury"], "the byline")),
            ),
            ("<ul><li><a href='/people/overview/a.asp'>People Overview</a></li></ul>", None),
            ("<p>Publicado em 8 de março por Nell Harbury</p>", Some((vec!["Nell Harbury"], "the byline"))),
            ("<p>Autore: Nell Harbury - Fotografie: Ivo Brandt</p>", Some((vec!["Nell Harbury"], "the byline"))),
            ("<p>Von unserem Redaktionsmitglied Nell Harbury</p>", Some((vec!["Nell Harbury"], "the byline"))),
            ("<p>بقلم: سامي حداد</p>", Some((vec!["سامي حداد"], "the byline"))),
            ("<div class=comments><a rel=author href=x>A reader</a></div>", None),
            ("<div class=author-bio>Nell writes about the sea.</div>", None),
        ] {
            let html = format!("<h1>Tolls rise</h1>{html}");
            let tree = scraper::Html::parse_document(&html);
            let page = Page::new(&tree);
            let headline = super::super::title::headline(&page, &["Tolls rise"], &|_| false);
            let zones = Zones::new(&page, headline.as_ref());
            let byline = byline(&Places::new(&page, &zones, headline.as_ref(), false));
            let found =
                byline.as_ref().map(|byline| (byline.names.iter().map(String::as_str).collect(), byline.because));
            assert_eq!(found, expected, "{html}");
        }
    }
}
