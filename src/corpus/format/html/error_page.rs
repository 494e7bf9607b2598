//! Recognises the pages that sites show in place of an article: "Page not found", "Access denied".

use super::comparison_key::comparison_key;
use super::page::Page;
use crate::article::Body;
use crate::corpus::Metadata;

/// The names of such pages, as [`comparison_key`] returns them. A title is compared with them without its number and
/// without words such as "error" and "sorry" at its ends.
const NAMES: [&str; 44] = [
    "pagenotfound",
    "filenotfound",
    "articlenotfound",
    "contentnotfound",
    "documentnotfound",
    "pagenotavailable",
    "pageunavailable",
    "thispageisnotavailable",
    "pagedoesnotexist",
    "thispagecouldnotbefound",
    "pagecannotbefound",
    "wecantfindthatpage",
    "wecouldntfindthatpage",
    "forbidden",
    "accessdenied",
    "accessforbidden",
    "unauthorized",
    "internalserver",
    "badgateway",
    "servicetemporarilyunavailable",
    "serviceunavailable",
    "gatewaytimeout",
    "justamoment",
    "attentionrequired",
    "attentionrequiredcloudflare",
    "areyouarobot",
    "onemomentplease",
    "seitenichtgefunden",
    "dieseitewurdenichtgefunden",
    "artikelnichtgefunden",
    "zugriffverweigert",
    "pagenontrouvée",
    "pageintrouvable",
    "accèsrefusé",
    "páginanoencontrada",
    "paginanoencontrada",
    "noencontrado",
    "paginanontrovata",
    "páginanãoencontrada",
    "paginanietgevonden",
    "strananenalezena",
    "страницаненайдена",
    "ページが見つかりません",
    "notfound",
];

/// The names that count only with a number. `""` stands for a number alone, or the word "error".
const NEED_A_NUMBER: [&str; 3] = ["", "gone", "nichtgefunden"];

/// True if a page is a site's error page: its whole title or first headline is the name of an error, and it has next to
/// no text. Other headings may be those of dialogs.
pub(super) fn is_error_page(page: &Page<'_>, metadata: &Metadata, body: &Body) -> bool {
    const MOST_LETTERS: usize = 1000;
    const LONGEST_HEADING: usize = 100;
    let is_long = || body.text.chars().filter(|c| c.is_alphanumeric()).nth(MOST_LETTERS).is_some();
    if !metadata.authors.is_empty() || is_long() {
        return false;
    }
    let is_title = metadata.title.as_ref().is_some_and(|title| is_name_of_error(&title.text, true));
    let headline = || page.elements().find(|(_, element)| element.name() == "h1");
    is_title
        || headline()
            .and_then(|(at, _)| page.line(at, LONGEST_HEADING))
            .is_some_and(|heading| is_name_of_error(&heading, false))
}

/// True if a title is the name of an error, with its number or without. A number alone counts only if `may_be_number`:
/// as a heading on the page, it may also be the headline of an article.
fn is_name_of_error(title: &str, may_be_number: bool) -> bool {
    const NUMBERS: [&str; 9] = ["400", "401", "403", "404", "410", "500", "502", "503", "504"];
    const AROUND: [&str; 6] = ["http", "error", "fehler", "sorry", "oops", "ooops"];
    let whole = comparison_key(title);
    let number = NUMBERS.iter().find(|number| whole.contains(**number));
    let without_number = number.map_or_else(|| whole.clone(), |number| whole.replacen(*number, "", 1));
    let mut bare = without_number.as_str();
    while let Some(rest) = AROUND.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = rest;
    }
    let bare = bare.strip_suffix("error").unwrap_or(bare);
    if NEED_A_NUMBER.contains(&bare) {
        return number.is_some() && (may_be_number || !without_number.is_empty());
    }
    NAMES.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_errors() {
        for (title, expected) in [
            ("Page not found", true),
            ("404 Not Found", true),
            ("Error 404: page not found", true),
            ("HTTP 404", true),
            ("Fehler 404", true),
            ("Página no encontrada", true),
            ("Страница не найдена", true),
            ("Just a moment...", true),
            ("Oops! Page not found", true),
            ("Page not found error", true),
            ("Internal Server Error", true),
            ("404", true),
            ("404 boats stranded", false),
            ("Trial and error", false),
            ("Error", false),
            ("Gone", false),
            ("The page that was not found", false),
            ("Page not found: the lost sheet of the harbour log", false),
        ] {
            assert_eq!(is_name_of_error(title, true), expected, "{title}");
        }
        assert!(!is_name_of_error("404", false));
        assert!(is_name_of_error("Error 404", false));
    }
}
