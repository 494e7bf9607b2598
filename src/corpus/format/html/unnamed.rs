//! Finds the headline of a page whose fields do not give it: `<title>Untitled document</title>`, and no `<h1>`.

use super::comparison_key::comparison_key;
use super::page::Page;
use super::title::{Headline, is_named_title, is_of_the_site};
use super::title_parts::parts;
use crate::corpus::{byline, dated_line, outlets};
use crate::dates::Hints;

/// Titles that programs and templates give to any page, as [`comparison_key`] returns them.
const OF_ANY_PAGE: [&str; 81] = [
    "accueil",
    "actualités",
    "aktuelles",
    "article",
    "articledetail",
    "articledetails",
    "articlepage",
    "articleview",
    "articolo",
    "artikel",
    "artículo",
    "blankpage",
    "blogpost",
    "communiqués",
    "default",
    "detail",
    "details",
    "document",
    "documentosintítulo",
    "documentsansnom",
    "documentsanstitre",
    "druckansicht",
    "druckversion",
    "fullarticle",
    "fullstory",
    "home",
    "homepage",
    "imprimer",
    "imprimir",
    "index",
    "inicio",
    "latestnews",
    "loading",
    "main",
    "mainpage",
    "mediacenter",
    "mediacentre",
    "mediareleases",
    "meldungen",
    "nachrichten",
    "neueseite",
    "newpage",
    "newpage1",
    "news",
    "newsarticle",
    "newsdetail",
    "newsdetails",
    "newsitem",
    "newsroom",
    "newsstory",
    "noticias",
    "notitle",
    "notizie",
    "ohnetitel",
    "page",
    "pagetitle",
    "pressemitteilung",
    "pressemitteilungen",
    "pressrelease",
    "pressreleases",
    "preview",
    "print",
    "printableversion",
    "printarticle",
    "printerfriendly",
    "printerfriendlyversion",
    "printpreview",
    "printthis",
    "printversion",
    "printview",
    "sanstitre",
    "sintítulo",
    "stampa",
    "startseite",
    "story",
    "title",
    "unbenanntesdokument",
    "untitled",
    "untitleddocument",
    "untitledpage",
    "webpage",
];

/// True if a text is a title of any page of a site, not of an article.
pub(super) fn is_of_any_page(title: &str) -> bool {
    const LONGEST: usize = 40;
    title.len() <= LONGEST && OF_ANY_PAGE.contains(&comparison_key(title).as_str())
}

/// True if a text is a title of any page of a site, alone or with the name of an outlet: "Home | Harbour Courier".
///
/// `is_known` returns true for the names of the page's own outlet.
pub(super) fn names_no_article(title: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    let is_outlet = |part: &str| is_known(part) || outlets::is_outlet(part);
    is_of_any_page(title)
        || (parts(title).any(is_of_any_page) && parts(title).all(|part| is_of_any_page(part) || is_outlet(part)))
}

/// Returns the headline of a page whose fields give none: a heading above the text, an element with the name of a
/// title, or a line in bold above the text.
///
/// `is_other` returns true for texts that are no headline, such as the name of the outlet.
pub(super) fn headline(page: &Page<'_>, is_other: &dyn Fn(&str) -> bool) -> Option<Headline> {
    const LONGEST: usize = 300;
    const FEWEST_WORDS: usize = 2;
    // The last rank of headings.
    const LAST_HEADING: u8 = 3;
    let end = first_paragraph(page)?;
    let mut best: Option<(u8, Headline)> = None;
    for (at, element) in page.elements().take_while(|(at, _)| *at < end) {
        let rank = match element.name() {
            "h1" => 0,
            "h2" | "h3" | "div" | "span" | "p" | "td" | "font" if is_named_title(page, at) => 1,
            "h2" => 2,
            "h3" => 3,
            // Old pages have their headline in a larger font.
            "font" if page.attribute(at, "size").is_some_and(is_large) => 4,
            "b" | "strong" | "big" if is_a_line(page, at) => 5,
            _ => continue,
        };
        // The lower of two headings may be a subtitle. The upper of two lines in another font may be a notice.
        let is_worse = |other: u8| other < rank || (other == rank && rank <= LAST_HEADING);
        if best.as_ref().is_some_and(|(other, _)| is_worse(*other)) || page.is_out_of_sight(at) {
            continue;
        }
        let Some(text) = page.line(at, LONGEST) else {
            continue;
        };
        let n_words = text.split_whitespace().count();
        let is_short = n_words < FEWEST_WORDS && text.is_ascii();
        if is_short || is_of_any_page(&text) || is_other(&text) || is_about_an_article(&text) {
            continue;
        }
        if is_of_the_site(page, at) || leads_elsewhere(page, at) || is_in_notice(page, at) || is_notice(&text) {
            continue;
        }
        best = Some((rank, Headline { at, text, is_confirmed: false }));
    }
    best.map(|(_, headline)| headline)
}

/// Returns the beginning of the text: the first line that is a paragraph and no menu.
fn first_paragraph(page: &Page<'_>) -> Option<usize> {
    const SHORTEST: usize = 100;
    let is_paragraph =
        |line: &str| line.len() >= SHORTEST && line.contains(['.', '!', '?', '。', '।']) && !line.contains(" | ");
    let is_of_text = |at: usize| !is_in_menu(page, at) && !is_in_notice(page, at);
    page.lines().find(|(at, line)| is_paragraph(line) && is_of_text(*at)).map(|(at, _)| at)
}

fn is_in_menu(page: &Page<'_>, at: usize) -> bool {
    page.ancestors(at).any(|at| matches!(page.name(at), "nav" | "aside" | "footer" | "a"))
}

/// True if an element is in a box with a notice, a form or a menu, and not with the article.
fn is_in_notice(page: &Page<'_>, at: usize) -> bool {
    const NAMES: [&str; 10] =
        ["cookie", "consent", "gdpr", "privacy", "newsletter", "subscribe", "subscription", "modal", "popup", "dialog"];
    const ROLES: [&str; 5] = ["dialog", "alertdialog", "navigation", "complementary", "search"];
    // An element with much of the page's text contains the article, whatever its name is.
    let much = page.text().len() / 2;
    page.ancestors(at).filter(|at| page.place(*at).len() <= much).any(|at| {
        let is_role = page.attribute(at, "role").is_some_and(|role| ROLES.contains(&role.trim()));
        let is_named = || {
            let names = ["class", "id"].into_iter().filter_map(|name| page.attribute(at, name));
            names.map(str::to_ascii_lowercase).any(|names| NAMES.iter().any(|name| names.contains(name)))
        };
        matches!(page.name(at), "nav" | "aside" | "footer" | "dialog" | "form") || is_role || is_named()
    })
}

/// True if a line is a notice to the user: "We value your privacy", "Subscribe to our letter".
fn is_notice(line: &str) -> bool {
    const MOST_WORDS: usize = 6;
    const OPENINGS: [&str; 6] =
        ["please note", "subscribe to", "sign up", "we value your", "we use cookies", "cookies on"];
    let lower = line.to_lowercase();
    line.split_whitespace().count() <= MOST_WORDS && OPENINGS.iter().any(|words| lower.starts_with(words))
}

/// True for the sizes of `<font>` above that of running text: `5`, `+2`.
fn is_large(size: &str) -> bool {
    matches!(size, "4" | "5" | "6" | "7" | "+1" | "+2" | "+3" | "+4")
}

/// True if the words of an element are a line of their own.
fn is_a_line(page: &Page<'_>, at: usize) -> bool {
    let place = page.place(at);
    let text = page.text();
    let before = text[..place.start].trim_end_matches(' ');
    let behind = text[place.end..].trim_start_matches(' ');
    (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
}

/// True if a line is a byline, a date, a name or a label. Such a line is often next to a headline, but it is not the
/// headline.
fn is_about_an_article(line: &str) -> bool {
    line.ends_with(':')
        || byline::read(line).is_some()
        || byline::names_alone(line).is_some()
        || dated_line::read(line, Hints::default()).is_some()
}

/// True if an element is a link to another page, or is in one or holds one.
fn leads_elsewhere(page: &Page<'_>, at: usize) -> bool {
    const MOST_NODES: usize = 20;
    let is_link =
        |at: usize| page.name(at) == "a" && page.attribute(at, "href").is_some_and(|address| !address.starts_with('#'));
    (at + 1..page.nodes[at].end).take(MOST_NODES).any(is_link) || page.ancestors(at).take(3).any(is_link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_that_no_field_names() {
        let text = "<p>The night ferry to the islands stayed in port for the fourth evening, and its master blamed \
                    the door.</p><h2>What comes next</h2>";
        for (html, expected) in [
            ("<h2>Ferry stays in port</h2>", Some("Ferry stays in port")),
            ("<h3>Harbour Courier</h3><h2>Ferry stays in port</h2>", Some("Ferry stays in port")),
            ("<h1>Ferry stays</h1><h1>Tolls rise</h1>", Some("Ferry stays")),
            ("<h2>Letters by mail</h2><div class=headline>Ferry stays in port</div>", Some("Ferry stays in port")),
            (
                "<div id=cookie-banner role=dialog><h2>Your choices</h2></div><h3>Ferry stays in port</h3>",
                Some("Ferry stays in port"),
            ),
            ("<div class=newsletter-box><h2>Our letter</h2></div><b>Ferry stays</b><br>", Some("Ferry stays")),
            ("<h3>Cookies on this site</h3><p><b>Ferry stays in port</b></p>", Some("Ferry stays in port")),
            ("<p><b>Dear readers</b></p><p><b>Ferry stays in port</b></p>", Some("Ferry stays in port")),
            ("<p><b>Please note</b></p>", None),
            (
                "<div class=cookie-notice><p>We use cookies to make this page better for all of our readers, and to show \
                 them what others have read.</p></div><h2>Ferry stays in port</h2>",
                Some("Ferry stays in port"),
            ),
            ("<h1>Home</h1><div class=headline>Ferry stays in port</div>", Some("Ferry stays in port")),
            ("<b>Ferry stays in port</b><br>", Some("Ferry stays in port")),
            ("<font size=5>Ferry stays in port</font><br>", Some("Ferry stays in port")),
            ("<p><b>By Nell Harbury</b></p><p><b>9 March 2022</b></p>", None),
            ("<p><b>Nell Harbury</b></p><p><b>Ferries</b></p>", None),
            ("<p><b>Ferry stays</b> in port, says its master.</p>", None),
            ("<h2><a href=/b>Geese on the quay</a></h2>", None),
            ("<nav><h2>More of the harbour</h2></nav>", None),
            ("", None),
        ] {
            let tree = scraper::Html::parse_document(&format!("{html}{text}"));
            let page = Page::new(&tree);
            let found = headline(&page, &|text| text == "Harbour Courier").map(|headline| headline.text);
            assert_eq!(found.as_deref(), expected, "{html}");
        }
    }

    #[test]
    fn titles_of_any_page() {
        assert!(is_of_any_page("Untitled Document") && is_of_any_page("Print view") && is_of_any_page("HOME"));
        assert!(!is_of_any_page("Home rule returns") && !is_of_any_page(""));
        for (title, expected) in [
            ("Home | Harbour Courier", true),
            ("Story | Quay Letters", true),
            ("News - Home - Quay Letters", true),
            ("Ferry sinks - News - Quay Letters", false),
            ("Ferry sinks - Main - Harbour Courier", false),
            ("Story | Ferry sinks", false),
            ("Quay Letters", false),
        ] {
            assert_eq!(names_no_article(title, &|part| part == "Quay Letters"), expected, "{title}");
        }
    }
}
