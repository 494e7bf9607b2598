//! Removes the text around the names of authors: photo credits, the words of buttons, e-mail addresses, brackets, other
//! labels, and dates.

use std::borrow::Cow;

use super::author_words::{BUTTON_OPENINGS, BUTTONS, PICTURES};
use crate::corpus::byline;

/// Returns `text` up to the credit of its photographer: "Text: Nell Harbury, Fotos: Ivo Brandt".
///
/// If the credit is also that of the author, as in "Text and photos: Nell Harbury", returns the text after it.
pub(super) fn without_pictures(text: &str) -> &str {
    let is_small_by = |word: &str| word.starts_with(char::is_lowercase) && byline::is_by(word);
    let mut start = 0;
    for word in text.split_inclusive([' ', ',', ';', '|', '/', '(', '•', '·']) {
        let bare = word.trim_end_matches([' ', ',', ';', '|', '/', '(']);
        let lower = bare.trim_end_matches(':').to_lowercase();
        let rest = text[start + bare.len()..].trim_start();
        let names_one =
            bare.ends_with(':') || rest.split_once(' ').is_some_and(|(by, _)| by == "de" || is_small_by(by));
        if names_one && PICTURES.contains(&lower.as_str()) {
            // The author follows "Text and photos:".
            let before = text[..start].trim_end();
            let last_word = before.split_whitespace().next_back().unwrap_or("");
            let is_joint = ["and", "und", "&", "et", "y", "e", "og", "och", "+"].contains(&last_word);
            return if is_joint { rest.trim_start_matches(':') } else { before };
        }
        start += word.len();
    }
    text
}

/// Returns `name` up to the words of a button after it: "Nell Harbury Follow", "Nell Harbury See full bio".
pub(super) fn without_buttons(name: &str) -> &str {
    const FEWEST_WORDS: usize = 2;
    let name = name.trim();
    let mut start = 0;
    for (n_words, word) in name.split_inclusive(' ').enumerate() {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_button = BUTTONS.contains(&lower.as_str()) || BUTTON_OPENINGS.contains(&lower.as_str());
        if is_button && n_words >= FEWEST_WORDS {
            return name[..start].trim_end();
        }
        start += word.len();
    }
    name
}

/// Returns `text` without e-mail addresses and accounts beside a name: "Nell Harbury @quaynell".
pub(super) fn without_addresses(text: &str) -> String {
    if !text.contains('@') || !text.contains(' ') {
        return text.to_owned();
    }
    text.split(' ').filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ")
}

/// Returns `text` without the brackets after a name, which hold an outlet, a place or an address.
///
/// A nickname within a name is kept: "Nell (Nan) Harbury".
pub(super) fn without_brackets(text: &str) -> Cow<'_, str> {
    let Some((before, rest)) = text.split_once(" (") else {
        return Cow::Borrowed(text);
    };
    let mut out = before.to_owned();
    let mut rest = rest;
    loop {
        let (inner, behind) = rest.split_once(')').unwrap_or((rest, ""));
        let goes_on = behind.strip_prefix(' ').is_some_and(|behind| behind.starts_with(char::is_uppercase));
        if goes_on && !inner.contains(' ') && !out.trim_end().contains(' ') {
            out.push_str(" (");
            out.push_str(inner);
            out.push(')');
        }
        let Some((between, next)) = behind.split_once(" (") else {
            out.push_str(behind);
            return Cow::Owned(out);
        };
        out.push_str(between);
        rest = next;
    }
}

/// Returns `text` up to another label in it, in a script without spaces: "林子佩 责任编辑：苏芳" becomes "林子佩".
pub(super) fn before_other_label(text: &str) -> &str {
    let Some(colon) = text.find('：').or_else(|| if text.is_ascii() { None } else { text.find(':') }) else {
        return text;
    };
    let start = text[..colon].trim_end().rfind(char::is_whitespace);
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    match start {
        Some(start) if is_label(text[start..colon].trim()) => text[..start].trim_end(),
        _ => text,
    }
}

/// Returns `text` up to the label of a date in it: "Nell Harbury Updated 2 hours ago" becomes "Nell Harbury".
fn before_a_label(text: &str) -> &str {
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        if start > 0 && crate::dates::label_in(word).is_some() {
            return text[..start].trim_end_matches([' ', ',', '|', '•', '·', '-', '–']);
        }
        start += word.len();
    }
    text
}

/// Returns `text` up to the date in it: "Nell Harbury am 6. Mai 2014" becomes "Nell Harbury".
pub(super) fn before_the_date(text: &str) -> &str {
    let text = before_a_label(text);
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    if end == text.len() {
        return text;
    }
    let head = &text[..end];
    for between in
        [" am ", " on ", " le ", " el ", " il ", " op ", " den ", " vom ", " um ", " – ", " - ", " | ", " • ", ","]
    {
        if let Some((name, _)) = head.rsplit_once(between) {
            return before_date_words(name);
        }
    }
    before_date_words(head)
}

/// Returns `text` without the month and the weekday at its end: "Nell Harbury Sunday, May" becomes "Nell Harbury".
///
/// At least two words are kept: "Ada May" is a name.
fn before_date_words(text: &str) -> &str {
    let mut rest = text.trim_end();
    while let Some((before, word)) = rest.rsplit_once(' ')
        && before.trim_end().contains(' ')
        && crate::dates::are_only_of_dates(word.trim_end_matches(['.', ',']))
    {
        rest = before.trim_end_matches([' ', ',']);
    }
    rest
}
