//! Names of authors in a text, as fields and bylines have them: each on its own.

use super::page::one_line;

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
    if let Some(name) = last_name_first(text) {
        return vec![name];
    }
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

/// The one author of `Harbury, Nell`, as libraries write it: two single words with a comma between them.
fn last_name_first(text: &str) -> Option<String> {
    let (last, first) = text.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let is_one_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().count() > 1
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    (is_one_name(last) && is_one_name(first)).then(|| format!("{first} {last}"))
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
pub(super) fn after_before(text: &str) -> Option<&str> {
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

/// "Nell Harbury am 6. Mai 2014", "Nell Harbury, March 6" without the date.
pub(super) fn before_the_date(text: &str) -> &str {
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

/// True if all words are written as names are.
pub(super) fn looks_like_names(text: &str) -> bool {
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
}
