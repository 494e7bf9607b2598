//! Recognises the parts next to a date of publication in its line: a section, an issue, a time, a count. Also
//! recognises similar lines about products.

use super::words::{CAME_OUT, COUNTED, HOUSES, ISSUES, KINDS_OF_HOUSES, OF_PICTURES, SECTIONS, THIS};
use super::{is_byline, may_have_digit, words_in_small};
use crate::corpus::outlets;
use crate::dates::{self, Mention};

/// True if a text may be the name of a section, `Politik`, `Local News`: one to three words with capitals.
pub(super) fn is_section(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let text = match text.split_once(':') {
        Some((name, section)) if SECTIONS.contains(&name.trim().to_lowercase().as_str()) => section.trim(),
        _ => text,
    };
    let mut words = text.split_whitespace();
    let n_words = words.clone().count();
    !text.contains([':', '.', '!', '?'])
        && (1..=MOST_WORDS).contains(&n_words)
        && words.all(|word| word.starts_with(char::is_uppercase) || matches!(word, "&" | "und" | "and" | "et" | "y"))
}

/// True if a text names an issue or a kind of text: `Pressemitteilung Nr. 12`, `Ausgabe`, `Press release`.
pub(super) fn is_issue(text: &str) -> bool {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['.', ',', ':']).to_lowercase());
    let of_issue = |word: &str| {
        ISSUES.contains(&word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || dates::are_beside_dates(word)
            || matches!(word, "du" | "vom")
    };
    text.contains(char::is_alphabetic) && words.all(|word| of_issue(&word))
}

/// True if a line opens like the line that blogs print below an entry: "This entry was posted on", "Dieser Beitrag
/// wurde am".
pub fn opens_as_an_entry(before: &str) -> bool {
    let mut words = before.split_whitespace();
    words.next().is_some_and(|word| THIS.contains(&word.to_lowercase().as_str())) && words.next().is_some_and(is_issue)
}

/// True if a text is a time of day or a duration: `5:03 pm`, `10: 53 AM EST`, `4 min read`.
pub(super) fn is_time(text: &str) -> bool {
    const WORDS: [&str; 12] = ["am", "pm", "min", "mins", "minutes", "minute", "read", "uhr", "a", "p", "m", "h"];
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    may_have_digit(text)
        && words.all(|word| {
            WORDS.contains(&word.to_lowercase().as_str())
                || (word.len() <= 4 && word.chars().all(char::is_uppercase))
                || dates::are_beside_dates(word)
        })
}

/// True if a text is a count: `12 comments`, `Kommentare 34`, `5 min de lectura`.
pub(super) fn is_count(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches([':', '.'])).collect();
    let is_counted = |word: &&str| COUNTED.contains(&word.to_lowercase().as_str());
    let ends = [words.first(), words.last()];
    let has_number = ends.into_iter().flatten().any(|word| is_number(word))
        || (words.iter().any(|word| is_number(word)) && words.iter().any(is_counted));
    has_number && words.len() <= MOST_WORDS && words_in_small(text) == 0
}

/// True if a text names someone who worked on an article but did not write it: `Editor: huaxia`.
pub(super) fn is_hand(text: &str) -> bool {
    const LABELS: [&str; 13] = [
        "editor",
        "editors",
        "edited by",
        "redaktion",
        "redaktor",
        "redactor",
        "редактор",
        "编辑",
        "編輯",
        "责编",
        "責編",
        "責任編輯",
        "责任编辑",
    ];
    const MOST_WORDS: usize = 3;
    text.split_once([':', '：']).is_some_and(|(label, name)| {
        LABELS.contains(&&*label.trim().to_lowercase()) && (1..=MOST_WORDS).contains(&name.split_whitespace().count())
    })
}

/// True if a part of a line is the credit of a picture: `Photo: Nell Harbury`.
pub(super) fn is_credit(part: &str) -> bool {
    const MOST_WORDS: usize = 5;
    part.split_once([':', '：']).is_some_and(|(label, name)| {
        OF_PICTURES.contains(&&*label.trim().to_lowercase())
            && (1..=MOST_WORDS).contains(&name.split_whitespace().count())
    })
}

/// Returns the parts of a line between its bars and dots.
fn parts_between_signs(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '•', '·']).map(str::trim)
}

/// True if a part of a line is the credit of a picture.
pub(super) fn has_credit(line: &str) -> bool {
    parts_between_signs(line).any(is_credit)
}

/// True if a line names the author of a text and, after a separator, the author of its picture: "By Nell Harbury |
/// Photo: Ivo Brandt".
pub fn is_byline_with_credit(line: &str) -> bool {
    line.contains(['|', '•', '·'])
        && has_credit(line)
        && parts_between_signs(line).any(|part| !is_credit(part) && is_byline(part))
}

/// True if a text after a date names the section and the author: `in Business by Nell Harbury`.
pub(super) fn is_in_section(text: &str) -> bool {
    const BEFORE_NAMES: [&str; 2] = [" by ", " By "];
    text.strip_prefix("in ").is_some_and(|rest| {
        BEFORE_NAMES
            .iter()
            .filter_map(|word| rest.find(word))
            .any(|at| is_section(&rest[..at]) && is_byline(&rest[at + 1..]))
    })
}

/// True if a line gives the release date of a record, a film or a book: "Released 9 March 2022", "Erschienen am 9. März
/// 2022 bei Quill".
pub(super) fn is_of_a_product(line: &str, mention: &Mention) -> bool {
    // "Released:" with a colon is the label of an office that publishes figures.
    const OF_PRODUCTS: [&str; 2] = ["released ", "release date"];
    let (before, behind) = (line[..mention.range.start].to_lowercase(), line[mention.range.end..].trim());
    let opening = before.split_whitespace().next().unwrap_or("");
    let house = || HOUSES.iter().find_map(|word| behind.strip_prefix(word));
    let is_of_web = |name: &str| outlets::is_outlet(name) || name.contains('.') || name.contains("nline");
    let is_release = || OF_PRODUCTS.iter().any(|words| before.starts_with(words));
    let by_a_house = || behind.strip_prefix("by ").is_some_and(is_house);
    let at_a_house = || CAME_OUT.contains(&opening) && house().is_some_and(|name| !is_of_web(name));
    is_release() || by_a_house() || at_a_house()
}

/// True if a name is that of a publisher of books, records or films: "Quill Records".
fn is_house(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.any(|word| KINDS_OF_HOUSES.contains(&word)) && !outlets::is_outlet(name)
}
