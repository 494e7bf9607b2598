//! Reads the boxes in which a page presents its author: "About the author", "About me".

use super::author_names::is_person;
use super::page::Page;
use crate::corpus::byline;

/// Headings of a box about the author of the article, in lower case.
const ABOUT_THE_AUTHOR: [&str; 20] = [
    "about the author",
    "about the writer",
    "about the blogger",
    "the author",
    "über den autor",
    "über die autorin",
    "zum autor",
    "zur autorin",
    "der autor",
    "die autorin",
    "à propos de l’auteur",
    "à propos de l'auteur",
    "l’auteur",
    "sobre el autor",
    "sobre la autora",
    "acerca del autor",
    "sobre o autor",
    "sobre a autora",
    "over de auteur",
    "om författaren",
];

/// Headings of a box about the owner of the site, in lower case.
const ABOUT_ME: [&str; 12] = [
    "about me",
    "about",
    "who am i",
    "hello",
    "über mich",
    "wer bin ich",
    "à propos de moi",
    "qui suis-je",
    "sobre mí",
    "chi sono",
    "sobre mim",
    "over mij",
];

/// Phrases before a name with which people introduce themselves.
const INTRODUCTIONS: [&str; 14] = [
    "my name is ",
    "i am ",
    "i’m ",
    "i'm ",
    "mein name ist ",
    "ich bin ",
    "ich heiße ",
    "je m’appelle ",
    "je m'appelle ",
    "je suis ",
    "me llamo ",
    "soy ",
    "mi chiamo ",
    "ik ben ",
];

/// Verbs that follow the name of a person who is presented.
const VERBS: [&str; 18] = [
    "is", "was", "has", "writes", "works", "lives", "covers", "reports", "ist", "war", "hat", "schreibt", "arbeitet",
    "lebt", "est", "es", "è", "é",
];

/// Returns the author whom a box of the page presents by name.
pub(super) fn presented(page: &Page<'_>) -> Option<String> {
    const LONGEST_HEADING: usize = 60;
    const LOOKED_AT: usize = 200;
    let mut lines = page.lines().map(|(_, line)| line).peekable();
    while let Some(line) = lines.next() {
        if line.len() > LONGEST_HEADING {
            continue;
        }
        let lower = line.trim_end_matches([':', '!', '.', '…']).to_lowercase();
        let next = lines.peek().map_or("", |next| &next[..next.floor_char_boundary(LOOKED_AT)]);
        let found = if ABOUT_THE_AUTHOR.contains(&lower.as_str()) {
            alone(next).or_else(|| before_a_verb(next))
        } else if ABOUT_ME.contains(&lower.as_str()) {
            introduced(next)
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn alone(line: &str) -> Option<String> {
    (byline::is_name(line) && is_person(line)).then(|| line.to_owned())
}

/// Returns the author of a sentence such as "Nell Harbury writes about the sea."
fn before_a_verb(line: &str) -> Option<String> {
    const MOST_WORDS: usize = 5;
    let words: Vec<&str> = line.split_whitespace().take(MOST_WORDS + 1).collect();
    let verb = words.iter().position(|word| VERBS.contains(word))?;
    alone(words[..verb].join(" ").trim_end_matches(','))
}

/// Returns the author of a sentence such as "My name is Nell Harbury and I live on the quay."
fn introduced(line: &str) -> Option<String> {
    const MOST_WORDS: usize = 3;
    let lower = line.to_lowercase();
    // The lower-case text may differ in length.
    let (at, words) = INTRODUCTIONS.iter().filter_map(|words| Some((lower.find(words)?, words))).min()?;
    let rest = line.get(at + words.len()..).filter(|_| lower.len() == line.len())?;
    let is_start = at == 0 || lower[..at].ends_with([' ', '!', ',', '.']);
    let end = rest.find([',', '.', '!', ';', '(', '–', '—']).unwrap_or(rest.len());
    let is_of_name = |word: &&str| word.starts_with(char::is_uppercase);
    let name = rest[..end].split_whitespace().take_while(is_of_name).take(MOST_WORDS).collect::<Vec<_>>().join(" ");
    let first = name.split(' ').next().unwrap_or("");
    alone(&name).filter(|_| is_start && byline::is_first_name(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_about_the_author() {
        for (html, expected) in [
            ("<h3>About the author</h3><p>Nell Harbury</p><p>writes about the sea.</p>", Some("Nell Harbury")),
            ("<h3>Über die Autorin</h3><p>Clara Quill schreibt über das Meer.</p>", Some("Clara Quill")),
            ("<h4>About the author:</h4><p>Ada van der Lind is a diver.</p>", Some("Ada van der Lind")),
            ("<h3>About me</h3><p>Hi! My name is Nell Harbury and I live on the quay.</p>", Some("Nell Harbury")),
            ("<h3>Über mich</h3><p>Ich bin Clara Quill, Taucherin.</p>", Some("Clara Quill")),
            ("<h3>About me</h3><p>I am Happy To Help.</p>", None),
            ("<h3>About me</h3><p>I am a diver.</p>", None),
            ("<h3>About the author</h3><p>The author is a diver.</p>", None),
            ("<h3>About the author</h3><p>Follow</p>", None),
            ("<h3>About the harbour</h3><p>Nell Harbury</p>", None),
            ("<h3>About the author</h3>", None),
        ] {
            let tree = scraper::Html::parse_document(html);
            assert_eq!(presented(&Page::new(&tree)).as_deref(), expected, "{html}");
        }
    }
}
