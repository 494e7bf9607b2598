//! The authors of a page: names as fields and bylines have them, each on its own.

use super::page::{Page, one_line};
use super::zones::Zones;

/// Names of nobody.
const NOBODY: [&str; 22] = [
    "admin",
    "administrator",
    "webmaster",
    "root",
    "user",
    "guest",
    "anonymous",
    "unknown",
    "none",
    "null",
    "undefined",
    "author",
    "editor",
    "n/a",
    "na",
    "wordpress",
    "default",
    "superuser",
    "siteadmin",
    "site admin",
    "no author",
    "super user",
];

/// What stands before a name in a byline, in the languages of the most news. Longer ones first.
const BEFORE: [&str; 62] = [
    "posted by",
    "published by",
    "written by",
    "reported by",
    "story by",
    "text by",
    "words by",
    "article by",
    "report by",
    "edited by",
    "created by",
    "submitted by",
    "a post by",
    "by",
    "ein beitrag von",
    "ein artikel von",
    "blog beitrag von",
    "blogbeitrag von",
    "gastbeitrag von",
    "beitrag von",
    "artikel von",
    "geschrieben von",
    "veröffentlicht von",
    "verfasst von",
    "erstellt von",
    "gespeichert von",
    "eingestellt von",
    "text von",
    "von",
    "publié par",
    "écrit par",
    "rédigé par",
    "posté par",
    "propos recueillis par",
    "texte de",
    "par",
    "publicado por",
    "escrito por",
    "texto de",
    "por",
    "pubblicato da",
    "scritto da",
    "a cura di",
    "di",
    "geschreven door",
    "door",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "text av",
    "av",
    "af",
    "автор",
    "автор:",
    "текст:",
    "autor",
    "autorin",
    "author",
    "authors",
    "autore",
    "auteur",
    "text",
];

/// Between two names.
const BETWEEN: [&str; 15] = [
    " and ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " i ", " ve ", " и ", " & ", " + ", " / ",
    " with ",
];

/// What a name may not have been: a link to more of it, a date, a count.
fn is_a_name(name: &str) -> bool {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 6;
    let lower = name.to_lowercase();
    let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
    name.len() <= 2 * LONGEST
        && name.chars().count() <= LONGEST
        && n_letters >= 2
        && name.split_whitespace().count() <= MOST_WORDS
        && !NOBODY.contains(&lower.as_str())
        && !lower.contains("://")
        && !lower.starts_with("www.")
        && !lower.contains('@')
        && !lower.contains("[at]")
        && name.chars().filter(char::is_ascii_digit).count() <= 4
        && !name.contains(['{', '}', '<', '>', '=', '|', '…', '?', '!'])
}

/// The names in a text that names authors: a field, or the words of a byline behind its "by".
///
/// Names are split at commas, semicolons and the "and" of the main languages. Of "Nell Harbury, editor"
/// the editor is left out, as offices are written small.
pub(super) fn names(text: &str) -> Vec<String> {
    const LONGEST: usize = 400;
    let text = one_line(&text[..text.floor_char_boundary(LONGEST)]);
    let text = without_before(&text);
    let mut names = Vec::new();
    for part in text.split([',', ';', '|', '•', '·', '،', '、', '\n']) {
        for name in split_between(part) {
            let name = tidy(name);
            let is_office =
                !names.is_empty() && !name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
            if is_a_name(name) && !is_office && !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// A name without the "by" before it and without what stands around it.
fn tidy(name: &str) -> &str {
    let name = without_before(name.trim());
    let name = name.split(" (").next().unwrap_or(name);
    let name = name.split(" – ").next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name);
    name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '*' | '"' | '/' | '@' | '→' | '»')
    })
}

/// A byline without its "by".
fn without_before(text: &str) -> &str {
    after_before(text).unwrap_or(text)
}

/// What follows the "by" of a byline; `None` where it has none.
fn after_before(text: &str) -> Option<&str> {
    BEFORE.iter().find_map(|before| {
        let head = text.get(..before.len()).filter(|head| head.to_lowercase() == **before)?;
        let rest = &text[head.len()..];
        let rest_trimmed = rest.trim_start_matches([':', ' ', '\u{a0}', '.']);
        // "Bywater" begins with no "by"; a word such as "Autor" needs a colon or a space behind it.
        (rest.len() != rest_trimmed.len() && !rest_trimmed.is_empty()).then_some(rest_trimmed)
    })
}

fn split_between(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for between in BETWEEN {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let pieces: Vec<&str> = part.split(between).collect();
                // One letter between two words is an "and" only where both are whole names.
                let is_short = between.trim().len() == 1 && between.trim().bytes().all(|b| b.is_ascii_alphabetic())
                    || between == " en "
                    || between == " ve ";
                let all_names = pieces.iter().all(|piece| piece.split_whitespace().count() >= 2);
                if is_short && !all_names { vec![part] } else { pieces }
            })
            .collect();
    }
    parts
}

/// A byline, and how surely it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names in it.
    pub(super) names: Vec<String>,
    /// The mark-up it was known by, in a sentence.
    pub(super) because: &'static str,
    /// Whether the mark-up says in so many words that it is the author.
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
    let mut names = Vec::new();
    for (at, element) in page.elements() {
        let is_author = element.attr("itemprop").is_some_and(|itemprop| {
            itemprop.split_ascii_whitespace().any(|name| name == "author" || name == "creator")
        });
        if !is_author || zones.is_beside(at) || element.name() == "meta" {
            continue;
        }
        let name = (at + 1..page.nodes[at].end).find(|at| page.attribute(*at, "itemprop") == Some("name"));
        let text = match name {
            Some(name) => page.line(name, LONGEST_BYLINE).or_else(|| page.attribute(name, "content").map(one_line)),
            None => page.line(at, LONGEST_BYLINE),
        };
        for name in text.iter().flat_map(|text| self::names(text)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    found(names, "microdata `author`", true)
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
    if let Some(nearest) = marked.iter().copied().min_by_key(|at| zones.distance(page, *at)) {
        // Those beside it are its co-authors; one far below is a box about the author.
        let from = page.place(nearest).start;
        let names = marked
            .into_iter()
            .filter(|at| page.place(*at).start.abs_diff(from) <= 200)
            .flat_map(|at| names_of_link(page, at))
            .fold(Vec::new(), with_new);
        if let Some(byline) = found(names, "the link `rel=author`", true) {
            return Some(byline);
        }
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
    let nearest = by_path.iter().copied().min_by_key(|at| zones.distance(page, *at))?;
    let from = page.place(nearest).start;
    let names = by_path
        .into_iter()
        .filter(|at| page.place(*at).start.abs_diff(from) <= 200)
        .flat_map(|at| names_of_link(page, at))
        .fold(Vec::new(), with_new);
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

/// "Nell Harbury am 6. Mai 2014", "Nell Harbury, March 6" without the date.
fn before_the_date(text: &str) -> &str {
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    if end == text.len() {
        return text;
    }
    let head = &text[..end];
    for between in
        [" am ", " on ", " le ", " el ", " il ", " op ", " den ", " vom ", " um ", " – ", " - ", " | ", " • ", ","]
    {
        if let Some((name, _)) = head.rsplit_once(between) {
            return name;
        }
    }
    head
}

/// Whether all words are written as names are.
fn looks_like_names(text: &str) -> bool {
    const PARTICLES: [&str; 24] = [
        "and", "und", "et", "y", "e", "og", "och", "en", "von", "van", "de", "der", "den", "la", "le", "di", "da",
        "del", "dos", "al", "el", "bin", "&", "zu",
    ];
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    (1..=12).contains(&words.len())
        && words.iter().all(|word| {
            PARTICLES.contains(word) || word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        })
}

/// A short line near the headline that begins like a byline: "By Nell Harbury", "Von Nell Harbury und Ivo Brandt".
fn by_words(page: &Page<'_>, zones: &Zones) -> Option<Byline> {
    if !zones.has_headline() {
        return None;
    }
    const LONGEST: usize = 120;
    let mut best: Option<(usize, Vec<String>)> = None;
    for (at, element) in page.elements() {
        if !super::page::is_block(element.name()) && element.name() != "span" || zones.is_beside(at) {
            continue;
        }
        let distance = zones.distance(page, at);
        if distance > NEAR || best.as_ref().is_some_and(|(other, _)| *other <= distance) {
            continue;
        }
        let Some(text) = page.line(at, LONGEST) else {
            continue;
        };
        if let Some(rest) = after_before(&text) {
            let words = before_the_date(rest);
            let words = words.split([',', '|', '•']).next().unwrap_or(words).trim();
            if looks_like_names(words) && words.split_whitespace().count() >= 2 {
                best = Some((distance, names(words)));
            }
        }
    }
    found(best?.1, "the byline", false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_fields() {
        for (text, expected) in [
            ("Nell Harbury", vec!["Nell Harbury"]),
            ("By Nell Harbury and Ivo Brandt", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Von Nell Harbury und Ivo Brandt", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Nell Harbury, Ivo Brandt; Ada Reed", vec!["Nell Harbury", "Ivo Brandt", "Ada Reed"]),
            ("Nell Harbury, political editor", vec!["Nell Harbury"]),
            ("Nell Harbury (Harbour Wire)", vec!["Nell Harbury"]),
            ("Nell e Harbury", vec!["Nell e Harbury"]),
            ("Nell Harbury e Ivo Brandt", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Autor: Nell Harbury", vec!["Nell Harbury"]),
            ("Bywater", vec!["Bywater"]),
            ("https://wire.example/nell", vec![]),
            ("nell@wire.example", vec![]),
            ("admin", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

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
