//! Compares the two forms of a message, plain text and HTML: decides which is shown, and finds the paragraphs that only
//! the other form has.

use std::collections::HashSet;

use memchr::memmem;

use super::html;
use super::other_words::n_letters_of_other_words;
use crate::article::BodyBuilder;
use crate::corpus::format::text_blocks::push_text;
use crate::text::fast_hash;
use crate::text::normalise::is_unspaced;

/// The relation of the plain form of a message to its HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forms {
    /// The plain form only refers to the HTML, or breaks off early.
    IsStub,
    /// The HTML has substantially more text, or other text.
    HtmlHasMore,
    /// Both have the same text.
    Same,
}

/// The letters by which one form must be longer to count as longer: about a line at the foot of a page.
const LETTERS_MORE: usize = 100;

/// The fewest letters of words that only the HTML has, for it to count as other text: about one long word. Even a
/// sentence that only the HTML has shares its small words with the plain form.
const LETTERS_OF_OTHER_WORDS: usize = 10;

pub(super) fn compare(plain: &str, page: &str) -> Forms {
    const TIMES_OF_STUB: usize = 3;
    // Most messages have no address, and need no test of each word.
    let may_have_address = ["://", "www."].iter().any(|sign| memmem::find(plain.as_bytes(), sign.as_bytes()).is_some());
    let n_plain = if may_have_address {
        plain.split_whitespace().filter(|word| !is_address(word)).map(html::letters).sum::<usize>()
    } else {
        html::letters(plain)
    };
    let letter = html::without_frames(page);
    let n_page = html::n_letters_without_frames(&letter);
    // A plain form of three lines with a pointer is a stub even if the page is short too.
    let is_pointer = n_page > n_plain + n_plain / 2 && points_at_page(plain, page);
    if n_plain == 0 || is_pointer || n_page > n_plain * TIMES_OF_STUB + LETTERS_MORE {
        Forms::IsStub
    } else if n_page > n_plain + n_plain / 5 + LETTERS_MORE
        || n_letters_of_other_words(&letter, plain) >= LETTERS_OF_OTHER_WORDS
    {
        Forms::HtmlHasMore
    } else {
        Forms::Same
    }
}

/// True if a plain form is a few lines, one of them refers the recipient to the HTML, and the HTML does not have the
/// text of the other lines.
fn points_at_page(plain: &str, page: &str) -> bool {
    const MOST_WORDS: usize = 60;
    if plain.split_whitespace().filter(|word| !is_address(word)).take(MOST_WORDS + 1).count() > MOST_WORDS {
        return false;
    }
    let (pointers, others): (Vec<_>, Vec<_>) = sentences(plain).into_iter().partition(|text| is_pointer(text));
    if pointers.is_empty() {
        return false;
    }
    // If there are other words, a pointer may refer to something else.
    let letters_of = |texts: &[String]| texts.iter().map(|text| html::letters(text)).sum::<usize>();
    if !others.is_empty() && html::n_letters(page) < 2 * (letters_of(&pointers) + letters_of(&others)) {
        return false;
    }
    let of_others: Vec<u64> = others.iter().flat_map(|text| pairs(text)).collect();
    if of_others.is_empty() {
        return true;
    }
    let known: HashSet<u64> = pairs(&text_of(page)).into_iter().collect();
    of_others.iter().filter(|pair| known.contains(pair)).count() * 4 < of_others.len()
}

/// True if a sentence refers the recipient to the HTML: it has a phrase of each list in one of these groups.
fn is_pointer(sentence: &str) -> bool {
    const LOOK: &[&str] = &[
        "view",
        "read",
        "see",
        "open",
        "display",
        "ansehen",
        "anzeigen",
        "lesen",
        "öffnen",
        "voir",
        "lire",
        "afficher",
        "ver",
        "leer",
        "visualizar",
        "visualizza",
        "visualizzare",
        "visualizzalo",
        "bekijk",
        "bekijken",
        "lezen",
    ];
    const IN_BROWSER: &[&str] =
        &["browser", "web version", "webversion", "navigateur", "navegador", "onlineversion", "online version"];
    const ONLINE: &[&str] = &["online", "im netz", "en ligne", "en línea"];
    /// Words for the message. Only next to one of them does "online" mean the HTML: tickets and meetings are online
    /// too.
    const THE_MAIL: &[&str] = &[
        "it",
        "this",
        "mail",
        "email",
        "message",
        "newsletter",
        "view",
        "issue",
        "edition",
        "ausgabe",
        "nachricht",
        "brief",
        "rundbrief",
        "ce",
        "cette",
        "este",
        "esta",
        "questa",
        "deze",
    ];
    const PROGRAMS: &[&str] = &[
        "mail",
        "email",
        "message",
        "client",
        "version",
        "program",
        "programm",
        "mailprogramm",
        "nachricht",
        "courriel",
        "correo",
        "mensaje",
    ];
    const SUPPORT: &[&str] = &["support", "supports", "unterstützt", "supporte", "soporta"];
    const GROUPS: [&[&[&str]]; 4] =
        [&[LOOK, IN_BROWSER], &[LOOK, ONLINE, THE_MAIL], &[&["html"], PROGRAMS], &[SUPPORT, &["html"]]];
    let mut words = String::from(" ");
    let is_sign = |c: char| !c.is_alphanumeric();
    for word in sentence.split_whitespace().filter(|word| !is_address(word)).flat_map(|word| word.split(is_sign)) {
        if !word.is_empty() {
            words.push_str(&word.to_lowercase());
            words.push(' ');
        }
    }
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(&format!(" {phrase} ")));
    GROUPS.iter().any(|lists| lists.iter().all(|list| has(list)))
}

/// Returns the sentences of a plain form. The end of a short line ends a sentence too, because only long lines are
/// broken within a sentence.
fn sentences(plain: &str) -> Vec<String> {
    const SHORTEST_BROKEN: usize = 40;
    let mut sentences = vec![String::new()];
    for line in plain.lines() {
        for word in line.split_whitespace() {
            if let Some(last) = sentences.last_mut() {
                last.push_str(word);
                last.push(' ');
            }
            if word.ends_with(['.', '!', '?']) {
                sentences.push(String::new());
            }
        }
        if line.chars().count() < SHORTEST_BROKEN {
            sentences.push(String::new());
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Returns the text of an HTML form.
fn text_of(page: &str) -> String {
    let mut builder = BodyBuilder::default();
    html::push(page, &mut builder);
    builder.finish().text
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.trim_start_matches(['<', '(', '[']).starts_with("www.")
}

/// Returns the paragraphs of the HTML that are mostly new: the plain form has fewer than half of their pairs of words.
pub(super) fn only_in_page(plain: &str, page: &str) -> Vec<String> {
    const FEWEST_WORDS: usize = 2;
    let known: HashSet<u64> = pairs(plain).into_iter().collect();
    let mut builder = BodyBuilder::default();
    html::push(page, &mut builder);
    let body = builder.finish();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for block in &body.blocks {
        let text = body.text_of(block);
        let pairs = pairs(text);
        let n_known = pairs.iter().filter(|pair| known.contains(pair)).count();
        if pairs.len() + 1 >= FEWEST_WORDS && n_known * 2 < pairs.len() && seen.insert(pairs) {
            found.push(text.to_owned());
        }
    }
    found
}

/// Returns the paragraphs of the plain form that are mostly new: the HTML has fewer than half of their pairs of words.
/// A paragraph of one word or address is returned if it is nowhere in the HTML.
pub(super) fn only_in_plain(plain: &str, page: &str) -> Vec<String> {
    let ends_token = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'');
    let known: HashSet<u64> = pairs(&text_of(page)).into_iter().collect();
    let tokens: HashSet<&str> = page.split(ends_token).collect();
    let mut builder = BodyBuilder::default();
    push_text(plain, &mut builder);
    let body = builder.finish();
    let is_missing = |text: &&str| {
        let pairs = pairs(text);
        if pairs.is_empty() {
            return text.contains(char::is_alphanumeric) && !text.split(ends_token).all(|token| tokens.contains(token));
        }
        pairs.iter().filter(|pair| known.contains(pair)).count() * 2 < pairs.len()
    };
    body.blocks.iter().map(|block| body.text_of(block)).filter(is_missing).map(str::to_owned).collect()
}

/// Returns hashes of all pairs of successive words, without addresses and signs. In scripts without blanks each
/// character is a word.
fn pairs(text: &str) -> Vec<u64> {
    let mut pair = String::new();
    let mut pairs = Vec::new();
    let mut add = |word: &str| {
        let n_bytes_of_last = pair.len();
        pair.push_str(word);
        if n_bytes_of_last > 0 {
            pairs.push(fast_hash::of(pair.as_bytes()));
            pair.drain(..n_bytes_of_last);
        }
        pair.push(' ');
    };
    let mut own = String::new();
    for word in text.split_whitespace().filter(|word| !is_address(word)) {
        own.clear();
        for c in word.chars().filter(|c| c.is_alphanumeric()) {
            if is_unspaced(c) {
                add(c.encode_utf8(&mut [0; 4]));
            } else {
                own.extend(c.to_lowercase());
            }
        }
        if !own.is_empty() {
            add(&own);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_message() {
        let sentence = "The harbour office said that the night ferry would stay in port until the storm is over. ";
        let plain = sentence.repeat(4);
        let notice = "This message is for the person to whom it was sent and for nobody else. ".repeat(4);
        let page = |text: &str| format!("<style>p {{ color: red }}</style><p>{text}</p>");
        for (plain, html, expected) in [
            (plain.clone(), page(&plain), Forms::Same),
            (plain.clone(), page(&format!("{plain} More &nbsp;&nbsp; words.")), Forms::Same),
            (plain.clone(), page(&plain.repeat(2)), Forms::HtmlHasMore),
            (plain.clone(), page(&plain.repeat(5)), Forms::IsStub),
            (plain.clone(), page(&notice), Forms::HtmlHasMore),
            (plain.clone(), page(&format!("{} {}", &plain[..2 * sentence.len()], &notice[..150])), Forms::HtmlHasMore),
            (String::new(), page("Ferry"), Forms::IsStub),
            (
                "View this mail in your browser: https://wire.example/mail/12345678901234567890".to_owned(),
                page("The night ferry stays in port until the storm is over."),
                Forms::IsStub,
            ),
            (
                "Ihr Programm unterstützt kein HTML.".to_owned(),
                page("Die Nachtfähre bleibt im Hafen, bis der Sturm vorbei ist. Niemand soll auf sie warten."),
                Forms::IsStub,
            ),
            // Words within other words, and words of two sentences.
            (
                "I have seen the ferry, and it never left. The tickets that we bought online are void.".to_owned(),
                page(&notice),
                Forms::HtmlHasMore,
            ),
            (
                "Join online at nine, PIN 4711.\nWe discover whether the mole holds, and read the report.".to_owned(),
                page(&notice),
                Forms::HtmlHasMore,
            ),
            // A pointer above a text that both forms have.
            (
                "Read this mail online.\n\nThe night ferry stays in port until the storm is over.".to_owned(),
                page(&format!("The night ferry stays in port until the storm is over. {notice}")),
                Forms::HtmlHasMore,
            ),
            (
                "You can read about the ferry online.".to_owned(),
                page("You can read about the ferry <b>online</b>."),
                Forms::Same,
            ),
        ] {
            assert_eq!(compare(&plain, &html), expected, "{plain} | {html}");
        }
    }

    #[test]
    fn paragraphs_that_only_one_form_has() {
        let plain = "The night ferry [https://wire.example/ferry] stays in port.\n\n> Nobody said why.";
        let more = "A second storm is on its way from the west, the harbour office said on Tuesday, and it may last until \
                    the end of the week, with waves as high as the mole.";
        let page = format!("<p>The <a href='x'>night ferry</a> stays in port.</p><p>Nobody said why.</p><p>{more}</p>");
        assert_eq!(only_in_page(plain, &page), [more]);
        let stub = "Ferry stays\n\nPIN 4711\n\nhttps://wire.example/ferry\n\nThe night ferry stays in port.\n\nGeese";
        let of_plain = ["PIN 4711", "Geese"];
        assert_eq!(only_in_plain(stub, &page.replace("'x'", "'https://wire.example/ferry'")), of_plain);
        assert_eq!(only_in_page(plain, "<p>The night ferry stays in port.</p><p>Share</p>"), [""; 0]);
        let corrected = "<p>The night ferry stays in port.</p><p>CORRECTION: it was the tug.</p>";
        assert_eq!(compare(plain, corrected), Forms::HtmlHasMore);
        assert_eq!(only_in_page(plain, corrected), ["CORRECTION: it was the tug."]);
        let german = "<p>The night ferry stays in port.</p><p>Berichtigung: es war der Schlepper.</p>";
        assert_eq!(only_in_page(plain, german), ["Berichtigung: es war der Schlepper."]);
    }
}
