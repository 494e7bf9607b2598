//! Recognises boilerplate lines by their words: share buttons, newsletters, menus.
//!
//! There is one table per language (`page_lines/en.txt` and its neighbours) with one line per row. The words are
//! written as [`normalise`] returns them:
//!
//! | sign | meaning |
//! |---|---|
//! | `#` | a number, such as `12`, `5-6` and `1.2k` |
//! | `*` | one to four words |
//! | `^` | one to four words of a name, in capitals or after an `@` |
//! | `…` at the end | up to fourteen more words |
//! | `**` at the end | the rest of a notice |
//! | a word with `:` | the word, with a colon after it |
//! | `> ` before | the line heads a list of other articles |
//! | `? ` before | the words may also be text; a row of a single word needs no sign for this |
//! | `>? ` before | both |
//! | `! ` before | a single word that is not text |

use crate::text::normalise;

mod patterns;

use patterns::{PATTERNS, Rows, WORDS_OF_A_NOTICE, Words, is_match, is_number};

/// The longest line that is checked, in bytes: notices of rights and of cookies are paragraphs.
const LONGEST: usize = 900;
/// The longest word at the start of a row, in bytes.
const LONGEST_WORD: usize = 64;
/// The maximal number of words of a row that begins with a number.
const SHORT_ROW: usize = 8;
/// The maximal number of signs without letters between the words of a line.
const SIGNS_MAX: usize = 6;

/// A boilerplate line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoilerplateLine {
    /// True if it heads a list of other articles, so that the short lines below belong to it.
    pub heads_a_list: bool,
    /// True if its words alone are enough. Otherwise they may also be text, and the lines around it must decide.
    pub is_sure: bool,
}

/// Returns the kind of boilerplate line that `text` is, judged by its words; `None` if it is text.
pub fn boilerplate_line(text: &str) -> Option<BoilerplateLine> {
    let text = text.trim();
    if text.len() > LONGEST || text.starts_with(['"', '“', '„', '«', '‘', '\'', '”']) {
        return None;
    }
    if is_notice_of_rights(text) {
        return Some(BoilerplateLine { heads_a_list: false, is_sure: true });
    }
    let mut found = None;
    let mut words = Words::default();
    let first = text.split_whitespace().next()?;
    // In scripts without spaces a sentence is one word. No row of a table begins with such a long word.
    if first.split('：').next().is_some_and(|head| head.len() > LONGEST_WORD) {
        return None;
    }
    words.push(first);
    let of_word = words.first().and_then(|word| PATTERNS.of_word.get(word));
    let starts_with_number = words.first().is_some_and(is_number);
    // A sentence that begins with the word of a short row need not be normalised.
    let n_words_max = of_word.map_or(0, Rows::n_words_max).max(if starts_with_number { SHORT_ROW } else { 0 });
    if n_words_max == 0 || text.split_whitespace().nth(n_words_max + SIGNS_MAX).is_some() {
        return None;
    }
    let patterns = of_word.map_or(&[][..], Rows::patterns);
    let numbers = if starts_with_number { PATTERNS.of_number.patterns() } else { &[] };
    let all = || patterns.iter().chain(numbers);
    for part in text.split_whitespace().skip(1) {
        let n_before = words.len();
        words.push(part);
        // The second word rules out most sentences that begin like a row.
        let is_told = n_before < 2 && words.len() >= 2 && !all().any(|pattern| pattern.may_have_second(&words));
        if is_told || words.len() > WORDS_OF_A_NOTICE {
            return None;
        }
    }
    // "See also: the list of piers." is a sentence; the name of another article has no full stop.
    let has_stop = text.ends_with('.');
    for pattern in all() {
        if !(has_stop && pattern.names_an_article) && is_match(&pattern.tokens, &words, 0) {
            // The result combines all matching rows: it heads a list or is sure if any of them does.
            let best = found.get_or_insert(pattern.line);
            best.heads_a_list |= pattern.line.heads_a_list;
            best.is_sure |= pattern.line.is_sure;
        }
    }
    found
}

/// True if `text` is a word of a menu: a section of a paper or a site, alone on its line.
pub fn is_menu_word(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 40 {
        return false;
    }
    let normalised = normalise::normalise(text);
    MENU_WORDS.contains(&normalised.trim()) || boilerplate_line(text).is_some_and(|line| !line.heads_a_list)
}

/// The sections of a paper, as its menus name them.
const MENU_WORDS: [&str; 58] = [
    "news",
    "world",
    "u s",
    "us",
    "uk",
    "politics",
    "business",
    "sport",
    "sports",
    "opinion",
    "entertainment",
    "technology",
    "tech",
    "science",
    "health",
    "lifestyle",
    "life",
    "travel",
    "culture",
    "arts",
    "weather",
    "video",
    "videos",
    "photos",
    "local",
    "local news",
    "national",
    "international",
    "economy",
    "markets",
    "money",
    "style",
    "food",
    "obituaries",
    "classifieds",
    "jobs",
    "real estate",
    "education",
    "environment",
    "noticias",
    "mundo",
    "deportes",
    "politica",
    "economia",
    "cultura",
    "sociedad",
    "opinion",
    "actualite",
    "monde",
    "politique",
    "economie",
    "culture",
    "politik",
    "wirtschaft",
    "kultur",
    "panorama",
    "wissen",
    "esportes",
];

/// True for `© 2021 Harbour Wire`, `Copyright 2021 …` and `… All rights reserved.`
fn is_notice_of_rights(text: &str) -> bool {
    const ENDS: [&str; 16] = [
        "all rights reserved",
        "all right reserved",
        "todos los derechos reservados",
        "tous droits reserves",
        "alle rechte vorbehalten",
        "tutti i diritti riservati",
        "riproduzione riservata",
        "todos os direitos reservados",
        "alle rechten voorbehouden",
        "все права защищены",
        "wszelkie prawa zastrzezone",
        "may not be published broadcast rewritten or redistributed",
        "may not be published broadcast rewritten or redistributed without permission",
        "may not be reproduced without permission",
        "without the express written permission of the publisher",
        "reproduced with permission",
    ];
    /// The last words of those notices, as they are written.
    const LAST_WORDS: [&str; 14] = [
        "reserved",
        "reservados",
        "reserves",
        "réservés",
        "vorbehalten",
        "riservati",
        "riservata",
        "voorbehouden",
        "защищены",
        "zastrzezone",
        "zastrzeżone",
        "redistributed",
        "permission",
        "publisher",
    ];
    const SHORTEST_LAST_WORD: usize = 8;
    const NOTICE_BYTES_MAX: usize = 420;
    if text.len() > NOTICE_BYTES_MAX {
        return false;
    }
    if text.starts_with('©') {
        return true;
    }
    let starts_with = |prefix: &str| text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let has_year = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4);
    if starts_with("(c) ") || starts_with("copyright") {
        let head: String = text.chars().take(40).collect();
        if has_year(&head) || head.contains('©') || head.to_ascii_lowercase().contains("(c)") {
            return true;
        }
    }
    // The last word rules out nearly every other text before it is normalised.
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_quoted = text[end.len()..].contains(['"', '”', '»', '“']);
    let last_word = end.rsplit(char::is_whitespace).next().unwrap_or(end);
    if is_quoted || last_word.len() < SHORTEST_LAST_WORD || !LAST_WORDS.contains(&last_word.to_lowercase().as_str()) {
        return false;
    }
    let mut start = end.len().saturating_sub(120);
    while !end.is_char_boundary(start) {
        start += 1;
    }
    let normalised = normalise::normalise(&end[start..]);
    let normalised = normalised.trim_end();
    ENDS.iter()
        .any(|notice| normalised.strip_suffix(notice).is_some_and(|before| before.is_empty() || before.ends_with(' ')))
}
