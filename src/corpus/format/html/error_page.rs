//! Recognises the pages that sites show in place of an article: "Page not found", "Access denied".

use super::page::Page;
use super::title::letters;
use crate::article::Body;
use crate::corpus::Metadata;

/// The names of such pages, as [`letters`] has them without the number of the error.
const NAMES: [&str; 56] = [
    "notfound",
    "pagenotfound",
    "filenotfound",
    "articlenotfound",
    "contentnotfound",
    "documentnotfound",
    "error",
    "errorpagenotfound",
    "pagenotfounderror",
    "errornotfound",
    "notfounderror",
    "pagenotavailable",
    "pageunavailable",
    "thispageisnotavailable",
    "pagedoesnotexist",
    "thispagecouldnotbefound",
    "pagecannotbefound",
    "wecantfindthatpage",
    "wecouldntfindthatpage",
    "sorrypagenotfound",
    "oopspagenotfound",
    "ooopspagenotfound",
    "forbidden",
    "accessdenied",
    "accessforbidden",
    "unauthorized",
    "internalservererror",
    "badgateway",
    "servicetemporarilyunavailable",
    "serviceunavailable",
    "gatewaytimeout",
    "gone",
    "justamoment",
    "attentionrequired",
    "attentionrequiredcloudflare",
    "areyouarobot",
    "onemomentplease",
    "seitenichtgefunden",
    "dieseitewurdenichtgefunden",
    "nichtgefunden",
    "artikelnichtgefunden",
    "fehler",
    "fehlerseitenichtgefunden",
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
];

/// True if a page is one of a site's notices of errors, by its title or headline as a whole, and has next to no text.
pub(super) fn is_error_page(page: &Page<'_>, metadata: &Metadata, body: &Body) -> bool {
    const LONGEST_TEXT: usize = 1200;
    const LONGEST_HEADING: usize = 100;
    if body.text.len() > LONGEST_TEXT || !metadata.authors.is_empty() {
        return false;
    }
    let is_title = metadata.title.as_ref().is_some_and(|title| is_name_of_error(&title.text));
    let mut headings = page.elements().filter(|(_, element)| matches!(element.name(), "h1" | "h2"));
    is_title || headings.any(|(at, _)| page.line(at, LONGEST_HEADING).is_some_and(|heading| is_name_of_error(&heading)))
}

/// True if a title is the name of an error, with its number or without. A bare word needs the number.
fn is_name_of_error(title: &str) -> bool {
    const NUMBERS: [&str; 9] = ["400", "401", "403", "404", "410", "500", "502", "503", "504"];
    const NEED_A_NUMBER: [&str; 6] = ["", "error", "fehler", "gone", "notfound", "nichtgefunden"];
    let whole = letters(title);
    let number = NUMBERS.iter().find(|number| whole.contains(**number));
    let bare = number.map_or(whole.clone(), |number| whole.replacen(*number, "", 1));
    let bare = bare.strip_prefix("http").unwrap_or(&bare);
    if NEED_A_NUMBER.contains(&bare) {
        return number.is_some() || bare == "notfound";
    }
    let is_known = |words: &str| NAMES.contains(&words);
    is_known(bare)
        || bare.strip_prefix("error").is_some_and(is_known)
        || bare.strip_suffix("error").is_some_and(is_known)
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
            ("404 boats stranded", false),
            ("Error", false),
            ("Gone", false),
            ("The page that was not found", false),
            ("Page not found: the lost sheet of the harbour log", false),
        ] {
            assert_eq!(is_name_of_error(title), expected, "{title}");
        }
    }
}
