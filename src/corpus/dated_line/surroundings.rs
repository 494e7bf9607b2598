//! Recognises contexts in which the date of a line is not that of its article: the weather, an event, a picture, a
//! print, an outlet that is named as the source.

use super::words::{EVENT_LABELS, OF_PICTURES, OTHERS, SOURCE_LABELS_OF_DATES, VENUES};
use super::{SIGNS_BETWEEN, is_beside_a_date, is_byline, is_prose, trimmed_end, uncased, words_in_small};
use crate::corpus::{byline, date_line, outlets, page_lines};
use crate::dates;

/// True if a text has a temperature: `14 °C`, `57°F`, `14°`.
///
/// The first of a month, `1° maggio`, and an ordinal number, `10° congresso`, are no temperatures.
pub fn has_temperature(text: &str) -> bool {
    text.char_indices().filter(|(_, c)| matches!(c, '°' | '℃' | '℉')).any(|(at, sign)| {
        let before = text[..at].trim_end();
        let behind = text[at + sign.len_utf8()..].trim_start();
        let is_unit = sign != '°' || behind.starts_with(['C', 'F', '|', ',', '/', '·', '•', ')']) || behind.is_empty();
        let n_digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&n_digits) && is_unit
    })
}

/// True if a short line is usual next to the dates of today or of events: `14 °C`, `Venue: Pier Hall`, `Eintritt: 5
/// Euro`.
pub fn is_beside_other_dates(line: &str) -> bool {
    const LONGEST: usize = 80;
    if line.len() > LONGEST {
        return false;
    }
    let label = || line.split([':', '：']).next().filter(|label| label.len() < line.len()).unwrap_or("").trim();
    has_temperature(line) || is_label_of_event(label())
}

/// True if a label is that of the place or the price of an event: "Venue", "Eintritt".
pub fn is_label_of_event(label: &str) -> bool {
    EVENT_LABELS.contains(&label.trim_end_matches([':', '：', ' ']).to_lowercase().as_str())
}

/// True if the words directly before or after a date mean that a picture was taken then: "Photo taken 9 March 2022", "9
/// March 2022 Photo: Nell Harbury", "2022年3月9日 林子 摄".
pub fn is_of_a_picture(before: &str, behind: &str) -> bool {
    const TAKEN: [&str; 8] = ["撮影", "摄", "攝", "摄影", "攝影", "촬영", "صورة", "צילום"];
    let is_picture = |piece: &str| {
        let first = piece.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
        OF_PICTURES.contains(&first.to_lowercase().as_str())
    };
    // "写真＝2022年3月9日" has the sign of captions in Japanese.
    let opens_a_caption = before.trim_start().starts_with('＝') || before.contains("写真");
    let is_taken =
        |text: &str| !text.is_ascii() && TAKEN.iter().any(|word| text.trim_end_matches(is_closing).ends_with(word));
    is_picture(part_before(before)) || is_picture(part_behind(behind)) || opens_a_caption || is_taken(behind)
}

fn is_closing(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Returns the part of a text directly before a date; empty if a sign separates the two.
fn part_before(before: &str) -> &str {
    before.rsplit(SIGNS_BETWEEN).next().unwrap_or(before).trim()
}

/// Returns the part of a text directly after a date; empty if a sign separates the two.
fn part_behind(behind: &str) -> &str {
    behind.split(SIGNS_BETWEEN).next().unwrap_or(behind).trim()
}

/// True if the words around an element with a date, in its line, show that the date is not that of the article:
/// "Concert on", "Valid until", a sentence.
pub fn makes_of_other(before: &str, behind: &str) -> bool {
    const MOST_WORDS: usize = 2;
    const MOST_WORDS_OF_AN_EVENT: usize = 3;
    // "Gespeichert von quill am" names the one who saved it, and no event has an author.
    const BEFORE_NAMES: [&str; 9] = ["by", "von", "par", "por", "da", "di", "door", "av", "af"];
    if before.trim().is_empty() && behind.trim().is_empty() {
        return false;
    }
    if uncased::is_behind_other_label(before) {
        return true;
    }
    if dates::label_in(before).is_some() && !is_prose(before) {
        return false;
    }
    if dates::is_bound(before) || is_of_a_picture(before, behind) {
        return true;
    }
    let (near, next) = (part_before(before), part_behind(behind));
    // A sentence continues directly next to the element; lists of links after it do not.
    let goes_on = words_in_small(near) + words_in_small(next.split(". ").next().unwrap_or(next)) > MOST_WORDS;
    if goes_on || uncased::is_sentence(near, next) {
        return true;
    }
    // "Concert on" and "Konzert am" are no names, and no sign separates them from the date.
    let bare = trimmed_end(near);
    let is_led_to = bare.len() < near.len() && !bare.is_empty();
    is_led_to
        && !bare.split_whitespace().any(|word| BEFORE_NAMES.contains(&word.to_lowercase().as_str()))
        && bare.split_whitespace().count() <= MOST_WORDS_OF_AN_EVENT
        && bare.ends_with(char::is_alphabetic)
        && !is_beside_a_date(bare, false)
        && !is_byline(before)
}

/// True if a line names the source that a page was printed from. A date below it is the day of printing.
pub fn is_about_a_print(line: &str) -> bool {
    const LONGEST: usize = 160;
    const OPENINGS: [&str; 14] = [
        "printed from",
        "printed on",
        "printed by",
        "printed at",
        "this page was printed",
        "gedruckt",
        "ausgedruckt",
        "ausdruck aus",
        "imprimé",
        "impreso de",
        "impresso de",
        "stampato da",
        "afgedrukt",
        "打印",
    ];
    line.len() <= LONGEST && {
        let lower = line.trim().to_lowercase();
        OPENINGS.iter().any(|words| lower.starts_with(words))
    }
}

/// True if a line announces other articles: "Read more", "Related articles", "Mehr zum Thema".
pub fn announces_others(line: &str) -> bool {
    const LONGEST: usize = 60;
    // The subjects of an article follow such words, and its day may follow them.
    const OF_SUBJECTS: [&str; 4] = ["filed", "topic", "tag", "searches"];
    line.len() <= LONGEST && {
        let label = line.trim().trim_end_matches([':', '：', ' ', '…', '»', '>']);
        let lower = label.to_lowercase();
        let heads_a_list = || page_lines::boilerplate_line(label).is_some_and(|line| line.heads_a_list && line.is_sure);
        OTHERS.contains(&&*lower) || (!OF_SUBJECTS.iter().any(|word| lower.contains(word)) && heads_a_list())
    }
}

/// True if a text may be next to the date of its article: an outlet, a section, a name, a count.
pub fn may_stand_beside(text: &str) -> bool {
    is_beside_a_date(text, true) || page_lines::is_menu_word(text)
}

/// True if a line names another article after the words that announce it: "Read also: Ferry stays in port", "See also
/// Ferry stays in port".
pub fn announces_another(line: &str) -> bool {
    let has_words = |rest: &str| rest.contains(char::is_alphabetic);
    if let Some((label, rest)) = line.split_once([':', '：'])
        && announces_others(label)
    {
        return has_words(rest);
    }
    // A single word, such as "Related", may open any sentence.
    let lower = line.trim_start().to_lowercase();
    let rest = OTHERS.iter().filter(|words| words.contains(' ')).find_map(|words| lower.strip_prefix(words));
    rest.is_some_and(|rest| rest.starts_with(char::is_whitespace) && has_words(rest))
}

/// True if a date is that of an event at a place: "Saturday, 4 May 2019, Town Hall", "The Larks, Pier Hall, 4 May
/// 2019".
pub(super) fn is_at_venue(before: &str, date: &str, behind: &str) -> bool {
    let parts: Vec<&str> = before.split(',').chain(behind.split(',')).map(str::trim).collect();
    let parts = parts.into_iter().filter(|part| !part.is_empty() && !dates::are_beside_dates(part));
    let (mut n_parts, mut has_venue, mut has_post) = (0, false, false);
    for part in parts {
        n_parts += 1;
        has_venue |= part.split_whitespace().any(is_venue) && !outlets::is_outlet(part);
        // "By Annie Hall, Halden Courier" is a byline, and "Harbour Museum, Halden" may head a press release.
        has_post |= byline::is_post(part) || byline::read(part).is_some_and(|byline| !byline.names.is_empty());
    }
    // A museum that publishes a text is first in the line, followed by its town and a day without a weekday. Performers
    // precede the venue.
    let mut names = before.split(',').map(str::trim);
    let issues = names.next().is_some_and(is_issuer) && !names.any(|name| name.split_whitespace().any(is_venue));
    let first = date.split_whitespace().next().unwrap_or("");
    let is_day_alone =
        behind.trim().is_empty() && !(dates::are_beside_dates(first) && first.contains(char::is_alphabetic));
    if issues && is_day_alone && n_parts > 1 {
        return false;
    }
    // "Nell Hall, 9 March 2022" and "Nell Hall, Staff Writer, …" are names.
    let has_weekday = date.contains(',') || before.contains(',') && dates::are_only_of_dates(before);
    has_venue && !has_post && (n_parts > 1 || (has_weekday && !behind.trim().is_empty()))
}

/// True if a name is that of a museum, a library or a town hall. They publish texts as often as they are places of
/// events.
fn is_issuer(name: &str) -> bool {
    const KINDS: [&str; 4] = ["museum", "library", "town hall", "city hall"];
    let lower = name.to_lowercase();
    KINDS.iter().any(|kind| lower.ends_with(kind)) && !outlets::is_outlet(name)
}

/// True if a line has a notice of rights: "© Harbour Wire", "Copyright 2022", "All rights reserved".
///
/// An article may be about copyright, and a law may have a section 5(c).
pub fn has_notice_of_rights(line: &str) -> bool {
    const WORDS: [&str; 12] = [
        "©",
        "rights reserved",
        "rechte vorbehalten",
        "droits réservés",
        "derechos reservados",
        "diritti riservati",
        "direitos reservados",
        "rechten voorbehouden",
        "права защищены",
        "prawa zastrzeżone",
        "hakları saklıdır",
        "版权所有",
    ];
    // Each precedes the year or the owner.
    const OPENINGS: [&str; 2] = ["copyright", "(c)"];
    let lower = line.to_lowercase();
    let claims = |opening: &str| {
        lower.match_indices(opening).any(|(at, _)| {
            let (before, behind) = (&lower[..at], &lower[at + opening.len()..]);
            let is_word = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphabetic);
            is_word && claims_rights(before.trim_end(), line.get(at + opening.len()..).unwrap_or(behind))
        })
    };
    WORDS.iter().any(|words| lower.contains(words)) || OPENINGS.into_iter().any(claims)
}

/// True if "copyright" has a year next to it, or if it opens its part of a line and only the name of an owner follows.
fn claims_rights(before: &str, behind: &str) -> bool {
    const MOST_WORDS: usize = 6;
    const BEFORE_NAMES: [&str; 6] = ["by", "of", "the", "and", "for", "&"];
    let is_sign = |c: char| !c.is_alphanumeric();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let next = behind.trim_start_matches("(c)").trim_start_matches("(C)").trim_start_matches(is_sign);
    let last = before.rsplit(is_sign).next().unwrap_or("");
    if is_year(last) || next.split(is_sign).next().is_some_and(is_year) {
        return true;
    }
    let opens = before.is_empty() || before.ends_with(['.', '|', '·', '•', '–', '—', '-']);
    let owner = next.split(['.', '|', '·', '•', '–', '—', ':']).next().unwrap_or(next);
    let n_words = owner.split_whitespace().take(MOST_WORDS + 1).count();
    let are_names = owner.split_whitespace().all(|word| {
        let word = word.trim_matches(is_sign);
        BEFORE_NAMES.contains(&word.to_lowercase().as_str()) || !word.starts_with(char::is_lowercase)
    });
    opens && (1..=MOST_WORDS).contains(&n_words) && are_names
}

/// True if a word is, or ends in, a name of a kind of place for events: `Theatre`, `Stadthalle`.
fn is_venue(word: &str) -> bool {
    const SHORTEST_END: usize = 4;
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    VENUES.iter().any(|venue| word == *venue || (venue.len() > SHORTEST_END && word.ends_with(venue)))
}

/// True if a line is the name of an outlet with a date. Some texts end with such a line, which says where they were
/// printed: "The Halden Courier, 4 May 2013", "(Halden Courier, 4 May 2013, p. 3)".
pub fn is_of_outlet(line: &str, date: std::ops::Range<usize>) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric();
    let name = line[..date.start].trim_matches(is_sign);
    let name = without_source_label(name);
    let behind = line[date.end..].trim_matches(is_sign);
    outlets::is_outlet(name) && (behind.is_empty() || is_page(behind) || date_line::is_alone(behind))
}

/// Returns `text` without the label before the outlet that it is taken from: "Source: Halden Courier".
pub(super) fn without_source_label(text: &str) -> &str {
    match text.split_once([':', '：']) {
        Some((label, name)) if outlets::is_source_label(label) || is_of_dates(label) => name.trim(),
        _ => text,
    }
}

fn is_of_dates(label: &str) -> bool {
    SOURCE_LABELS_OF_DATES.contains(&label.trim().to_lowercase().as_str())
}

/// True if a text is a page number: `p. 3`, `page A12`, `S. 4`.
pub(super) fn is_page(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["p", "pp", "page", "pages", "pg", "s", "seite", "pág", "página", "pag", "pagina", "sida"];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| WORDS.contains(&word.to_lowercase().as_str()))
        && words.all(|word| word.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beside_other_dates() {
        for (line, expected) in [
            ("14 °C", true),
            ("57°F | Cloudy", true),
            ("Elm 7° | 14°", true),
            ("Venue: Pier Hall", true),
            ("Eintritt: 5 Euro", true),
            ("Lieu : salle des fêtes", true),
            ("1° maggio", false),
            ("Politics", false),
            ("By Nell Harbury: a report", false),
        ] {
            assert_eq!(is_beside_other_dates(line), expected, "{line}");
        }
    }

    #[test]
    fn notices_of_rights() {
        for (line, expected) in [
            ("© Harbour Wire", true),
            ("Copyright 2022 Harbour Wire", true),
            ("Harbour Wire, copyright 2022", true),
            ("Copyright by Harbour Wire", true),
            ("COPYRIGHT © HARBOUR WIRE", true),
            ("Contact us. Copyright: Harbour Wire. Terms", true),
            ("(c) 2022 Harbour Wire", true),
            ("(c) Harbour Wire", true),
            ("Harbour Wire. All rights reserved.", true),
            ("The copyright bill goes back to the council", false),
            ("Copyright bill goes back to the council", false),
            ("Under section 5(c) the harbour may close the quay", false),
            ("Under section 5(c) 2022 tolls stay", false),
            ("(c) the harbour may close the quay", false),
            ("A copyrighted map of 1908", false),
        ] {
            assert_eq!(has_notice_of_rights(line), expected, "{line}");
        }
    }
}
